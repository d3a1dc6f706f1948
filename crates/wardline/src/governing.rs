//! Findings about the files that govern the gate itself: policy, rules, waivers, baseline.
//!
//! The gate takes them from a commit that the change cannot write, so that such a change has no effect on its own verdict. It is shown, so
//! that whoever reviews it does not miss that it has one on all later verdicts; and what would make later verdicts fail, or let more
//! through, is said by itself.

use crate::gate_rules::{CONTROLS, GateFindings, GateRule, top};
use crate::git::{Change, Entry, Git};
use crate::trusted::GOVERNING;
use rustc_hash::FxHashMap;
use std::path::PathBuf;
use std::sync::Arc;
use wardline_base::{FileStatus, LedgerEntry, Severity};
use wardline_policy::{POLICY_PATH, Policy, WAIVERS_PATH, Waiver, error_percent, read_waivers};

static FILE: GateRule = GateRule {
    id: "gate.change.governing-file",
    title: "Change of a file that governs the gate",
    message: "This change adds, removes or rewrites a file that decides what the gate lets through. It has no effect on this verdict, \
              which was made with the files of the protected branch, but on every verdict after the merge. Have someone review it who \
              answers for the protection of patient data, and keep such changes apart from changes of code.",
    severity: Severity::Medium,
    cwe: &[284],
    controls: CONTROLS,
    tag: "change",
};

static UNREADABLE: GateRule = GateRule {
    id: "gate.change.unreadable",
    title: "Change that makes a governing file unreadable",
    message: "After the merge the gate could not read this file, and no change could pass until somebody mends it by hand. A gate that \
              is in the way for no reason gets switched off, and patient data is without it. Mend the file in this change.",
    severity: Severity::High,
    cwe: &[284],
    controls: CONTROLS,
    tag: "change",
};

static PARSE_ERRORS: GateRule = GateRule {
    id: "gate.change.parse-errors",
    title: "Change that hides code from the rules",
    message: "The base of this change could be parsed better than the change. Rules see no code in parse errors, so that a flaw there \
              that gives patient data away is found by nobody. Mend the syntax, or report the construct that is not understood.",
    severity: Severity::High,
    cwe: &[693],
    controls: CONTROLS,
    tag: "change",
};

/// One finding for each governing file that differs from the base: all below `.wardline/`, and rule files of the repository that the
/// command line names.
pub(crate) fn touched(git: &Git, changes: &[Change], config: &[PathBuf], out: &mut GateFindings) {
    let named: Vec<String> = config.iter().filter_map(|path| git.locate(path)).collect();
    let governs = |entry: &&Entry| -> bool {
        let path = git.below_top(&entry.path);
        let below = |folder: &String| {
            path.strip_prefix(folder.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        entry.path.starts_with(GOVERNING) || named.iter().any(below)
    };
    for change in changes {
        let (entry, what) = match (change.old.as_ref().filter(governs), change.new.as_ref().filter(governs)) {
            (Some(_), Some(entry)) => (entry, "rewrites"),
            (None, Some(entry)) => (entry, "adds"),
            (Some(entry), None) => (entry, "removes"),
            (None, None) => continue,
        };
        let message = format!(
            "The change {what} `{}`, which governs the gate. This verdict does not depend on it, later ones will: have it reviewed by \
             someone who answers for the protection of patient data.",
            entry.path
        );
        out.add(&FILE, &entry.path, top(), &format!("{what} {} {}", entry.path, entry.blob), message);
    }
}

/// One finding for each governing file of the change that the gate could not use after the merge. `proposed` reads files of the change.
pub(crate) fn unreadable(changes: &[Change], proposed: &dyn Fn(&Entry) -> Option<Vec<u8>>, out: &mut GateFindings) {
    for entry in changes.iter().filter_map(|change| change.new.as_ref()) {
        let is_policy = &*entry.path == POLICY_PATH;
        if !is_policy && &*entry.path != WAIVERS_PATH {
            continue;
        }
        let text = proposed(entry).and_then(|bytes| String::from_utf8(bytes).ok());
        let why = match &text {
            None => Some((top(), "it is no UTF-8 text that can be read".to_owned())),
            Some(text) => {
                let read = if is_policy {
                    Policy::read(&entry.path, text).map(drop)
                } else {
                    read_waivers(&entry.path, text).map(drop)
                };
                read.err().and_then(|problems| problems.0.into_iter().next()).map(|p| (p.at, p.message))
            }
        };
        if let Some((at, why)) = why {
            let message = format!("`{}` could not be used after the merge: {why}.", entry.path);
            out.add(&UNREADABLE, &entry.path, at, &format!("{} {}", entry.path, entry.blob), message);
        }
    }
}

/// One finding for each file of the change with more bytes in parse errors than it had. It is bad where the file had none, or gets more
/// than a hundredth of it; an error that grows a little as its surroundings change, and one in a new file, is less so.
pub(crate) fn parse_errors(
    current: &[LedgerEntry],
    before: &[LedgerEntry],
    renamed: &[(Arc<str>, Arc<str>)],
    out: &mut GateFindings,
) {
    let errors = |entry: &LedgerEntry| match entry.status {
        FileStatus::Partial { error_bytes, total_bytes } => Some((error_bytes, total_bytes)),
        FileStatus::Analysed => Some((0, 0)),
        FileStatus::Skipped(_) => None,
    };
    let names: FxHashMap<&str, &str> = renamed.iter().map(|(old, new)| (&**new, &**old)).collect();
    let before: FxHashMap<&str, &LedgerEntry> = before.iter().map(|old| (&*old.path, old)).collect();
    for entry in current {
        let Some((bytes, total)) = errors(entry).filter(|(bytes, _)| *bytes > 0) else { continue };
        let old_name = names.get(&*entry.path).copied().unwrap_or(&entry.path);
        let old = before.get(old_name).and_then(|old| errors(old)).map(|(old, _)| old);
        if old.is_some_and(|old| old >= bytes) {
            continue;
        }
        let grows_much = |old: u32| old == 0 || u64::from(bytes - old) * 100 > u64::from(total);
        let message = format!(
            "{bytes} bytes of `{}` ({}%) lie in parse errors, {} before this change. No rule sees code there.",
            entry.path,
            error_percent(bytes, total),
            old.map_or("and the file was not there".to_owned(), |old| format!("{old}")),
        );
        let finding = out.add(&PARSE_ERRORS, &entry.path, top(), &entry.path, message);
        finding.severity = if old.is_some_and(grows_much) { Severity::High } else { Severity::Medium };
    }
}

/// The register that a change proposes, if it touches it and it can be read.
pub(crate) fn proposed_waivers(
    changes: &[Change],
    proposed: &dyn Fn(&Entry) -> Option<Vec<u8>>,
) -> Option<Vec<Waiver>> {
    let entry = changes.iter().filter_map(|change| change.new.as_ref()).find(|entry| &*entry.path == WAIVERS_PATH)?;
    let text = String::from_utf8(proposed(entry)?).ok()?;
    read_waivers(WAIVERS_PATH, &text).ok()
}
