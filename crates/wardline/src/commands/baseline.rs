//! `wardline baseline`: starts the list of findings that were there when the gate came, makes it shorter, and shows it.
//!
//! It never makes it longer. Whoever finds something new mends it or asks for a waiver, which has a reason, an owner and an end.

use super::scan::{load_sources, look, walk};
use super::{Invocation, print, print_json};
use crate::args::{BaselineShowArgs, BaselineWriteArgs};
use crate::baseline::{self, Baseline, Looked, Place, may_be_listed};
use crate::config::{Files, selection};
use crate::failure::{Failure, Outcome};
use crate::frame::visible;
use crate::gate_rules::GateFindings;
use crate::git::{Git, Side};
use crate::keys::{refused, signing_key};
use crate::output::write_file;
use crate::pack::Selection;
use crate::table::table;
use crate::timer::Timer;
use crate::trusted::Trusted;
use crate::verdict_file::subject;
use crate::{clock, files, register, tree_hash, vcs};
use serde_json::json;
use std::collections::BTreeMap;
use wardline_base::{Finding, LedgerEntry, RuleInfo};
use wardline_evidence::{
    BASELINE_TYPE, BaselineEntry, BaselinePredicate, MAX_EVIDENCE, Statement, open_baseline, read_baseline, sign,
};
use wardline_policy::{Action, Date, ExitStatus, Input, Outcome as Decision, decide};

/// What was found, and what the policy says about it.
struct Found {
    infos: Vec<RuleInfo>,
    findings: Vec<Finding>,
    actions: Vec<Action>,
    ledger: Vec<LedgerEntry>,
}

/// Runs `baseline write`.
pub(super) fn write(args: &BaselineWriteArgs, invocation: &Invocation<'_>) -> Outcome {
    let mut timer = Timer::start();
    let files = Files::resolve(&args.files)?;
    let today = args.now.unwrap_or_else(clock::today);
    let key = args.sign_key.as_deref().map(signing_key).transpose()?;
    let git = args.policy_ref.is_some().then(|| Git::open(&files.root, "`--policy-ref`")).transpose()?;
    let trusted = match (&git, &args.policy_ref) {
        (Some(git), Some(name)) => Trusted::Commit(git, git.commit(name)?),
        _ => Trusted::Disk,
    };
    let place = Place { root: &files.root, named: args.output.as_deref(), key: args.baseline_key.as_deref(), today };
    let earlier = earlier(args, &place, &trusted)?;
    let found = find(args, &files, &trusted, today, invocation, &mut timer)?;
    let (entries, told) = match &earlier {
        None => (started(&found, today), String::new()),
        Some(entries) => shrunk(&found, entries, &files),
    };
    let tree = tree_hash::of(&files.root, Side::WorkTree)?;
    let predicate = BaselinePredicate { version: 1, date: today.to_string(), entries };
    let listed: usize = predicate.entries.iter().map(|entry| entry.count).sum();
    let statement = Statement::new(vec![subject(&files.root, &tree)], BASELINE_TYPE, predicate);
    let bytes = match &key {
        Some(key) => sign(&statement.to_bytes(), key),
        None => statement.to_pretty(),
    };
    let path = place.path();
    if let Some(folder) = path.parent().filter(|_| args.output.is_none()) {
        std::fs::create_dir_all(folder)
            .map_err(|e| Failure::usage(format!("`{}` cannot be made: {e}", folder.display()), "make it first"))?;
    }
    write_file(&path, |out| out.write_all(&bytes))?;
    let signed = if key.is_some() { "signed" } else { "not signed" };
    let shown = path.strip_prefix(&files.root).unwrap_or(&path).display().to_string();
    let noun = if listed == 1 { "finding" } else { "findings" };
    print(&format!("{told}{shown}: {listed} {noun}, {signed}\n"))?;
    Ok(ExitStatus::Pass)
}

/// The entries of the baseline that there is, at the trusted commit, on disk or in the commit that is checked out; nothing if this is to
/// be the first.
fn earlier(args: &BaselineWriteArgs, place: &Place<'_>, trusted: &Trusted<'_>) -> Outcome<Option<Vec<BaselineEntry>>> {
    let path = place.path();
    let there = match trusted.bytes("the baseline", &path, MAX_EVIDENCE as u64)? {
        Some((bytes, _)) => Some(bytes),
        None if path.symlink_metadata().is_ok() => Some(files::read("the baseline", &path, MAX_EVIDENCE as u64)?),
        None => checked_out(place)?,
    };
    let Some(bytes) = there else { return Ok(None) };
    if args.initial {
        let message = format!("there is a baseline at `{}`, so this cannot be the first", path.display());
        return Err(Failure::usage(message, "leave out `--initial`: a baseline may only shrink"));
    }
    if args.sign_key.is_some() {
        // A signature must not make something count that did not before.
        let vouched = baseline::load(place, trusted)?;
        let Some(Baseline { entries, .. }) = vouched else {
            let message =
                format!("the baseline `{}` that there is does not count, so it is not signed again", path.display());
            return Err(refused(message, "restore it from the protected branch, or name that with `--policy-ref`"));
        };
        return Ok(Some(entries));
    }
    let unusable = |error| refused(format!("the baseline `{}` cannot be used: {error}", path.display()), "restore it");
    let (_, payload) = open_baseline(&bytes).map_err(unusable)?;
    Ok(Some(read_baseline(&payload).map_err(unusable)?.predicate.entries))
}

/// The baseline of the commit that is checked out, so that deleting the file does not begin anew.
fn checked_out(place: &Place<'_>) -> Outcome<Option<Vec<u8>>> {
    let Ok(git) = Git::open(place.root, "a baseline") else { return Ok(None) };
    let (Some(located), Some(head)) = (git.locate(&place.path()), git.head()?) else { return Ok(None) };
    git.file(&head, &located)
}

fn find(
    args: &BaselineWriteArgs,
    files: &Files,
    trusted: &Trusted<'_>,
    today: Date,
    invocation: &Invocation<'_>,
    timer: &mut Timer,
) -> Outcome<Found> {
    let branch = vcs::of(&files.root).and_then(|vcs| vcs.branch);
    let policy = trusted
        .policy(args.policy.as_deref(), &files.root)?
        .for_run(None, branch.as_deref())
        .map_err(|unknown| Failure::usage(unknown.to_string(), unknown.help()))?;
    let waivers = trusted.waivers(&files.root)?;
    let walk = walk(files, timer);
    let selection = Selection { with_comments: true, ..selection(&args.rules)? };
    let mut loaded = load_sources(trusted.rules(&args.rules.config)?, selection, &policy, &[&walk], invocation, timer)?;
    if !loaded.problems.is_empty() {
        return Err(Failure::usage("no baseline is written while rules have mistakes", "mend the rules first"));
    }
    loaded.set.set_today(today.days());
    let mut result = look(walk, files, &loaded, invocation, timer)?;
    let mut infos = loaded.set.infos().to_vec();
    let comments = register::take_comments(&mut infos, &mut result.findings);
    // What is wrong with comments is for the gate to say.
    let marks = register::comments(&comments, &result.findings, &mut GateFindings::after(infos.len()));
    let input = Input {
        infos: &infos,
        findings: &result.findings,
        ledger: Some(&result.ledger),
        notices: &result.notices,
        waivers: &waivers,
        marks: &marks,
        ..Input::default()
    };
    let verdict = decide(&input, &policy, today);
    if verdict.outcome == Decision::Incomplete {
        let reasons: Vec<String> = verdict.reasons.iter().map(ToString::to_string).collect();
        let message = format!("no baseline is written on an incomplete analysis:\n{}", reasons.join("\n"));
        let help = "mend what it names, or allow it in the policy".to_owned();
        return Err(Failure { status: ExitStatus::Incomplete, message, help });
    }
    Ok(Found { infos, findings: result.findings, actions: verdict.actions, ledger: result.ledger })
}

/// What tells entries apart: path, rule, content, day. The value is how many there are and how bad they are.
type Counted = BTreeMap<(String, String, String, String), (usize, String)>;

fn count(counted: &mut Counted, found: &Found, finding: &Finding, day: String) {
    let rule = found.infos[finding.rule as usize].id.to_string();
    let key = (finding.location.path.to_string(), rule, finding.content.to_string(), day);
    counted.entry(key).or_insert((0, finding.severity.name().to_owned())).0 += 1;
}

fn entries(counted: Counted) -> Vec<BaselineEntry> {
    let entry = |((path, rule, content, first_seen), (count, severity))| BaselineEntry {
        path,
        rule,
        content,
        first_seen,
        count,
        severity,
    };
    counted.into_iter().map(entry).collect()
}

/// All findings that the policy acts on.
fn started(found: &Found, today: Date) -> Vec<BaselineEntry> {
    let mut counted = Counted::new();
    for (finding, action) in found.findings.iter().zip(&found.actions) {
        if *action >= Action::Warn && may_be_listed(finding, &found.infos) {
            count(&mut counted, found, finding, today.to_string());
        }
    }
    entries(counted)
}

/// The entries whose findings are still there, where they are now; and in words what is gone and what is new.
fn shrunk(found: &Found, before: &[BaselineEntry], files: &Files) -> (Vec<BaselineEntry>, String) {
    const SHOWN: usize = 20;
    let mut before = before.to_vec();
    before.sort();
    let looked = Looked::at(Some(&found.ledger), &files.root);
    let owners = baseline::listed(&found.findings, &found.infos, &before, &looked);
    let (mut counted, mut new) = (Counted::new(), Vec::new());
    for ((finding, owner), action) in found.findings.iter().zip(owners).zip(&found.actions) {
        match owner {
            Some(index) => count(&mut counted, found, finding, before[index].first_seen.clone()),
            None if *action >= Action::Warn => new.push(finding),
            None => {}
        }
    }
    let kept: usize = counted.values().map(|(count, _)| count).sum();
    // What lies in files that were not looked at stays as it is.
    let (unseen, seen): (Vec<_>, Vec<_>) = before.into_iter().partition(|entry| !looked.knows(&entry.path));
    let gone = seen.iter().map(|entry| entry.count).sum::<usize>() - kept;
    let mut entries = entries(counted);
    entries.extend(unseen);
    entries.sort();
    let mut told = format!("{gone} of the findings listed are gone\n");
    if !new.is_empty() {
        told.push_str(&format!("{} not listed and not added; mend or waive:\n", new.len()));
        for finding in new.iter().take(SHOWN) {
            let (place, rule) = (&finding.location, &found.infos[finding.rule as usize].id);
            let level = if may_be_listed(finding, &found.infos) { "" } else { " (never listed)" };
            told.push_str(&format!("  {}:{} {rule}{level}\n", visible(&place.path), place.start.line.get()));
        }
        if new.len() > SHOWN {
            told.push_str(&format!("  and {} more\n", new.len() - SHOWN));
        }
    }
    (entries, told)
}

/// Runs `baseline show`.
pub(super) fn show(args: &BaselineShowArgs) -> Outcome {
    let bytes = files::read("the baseline", &args.file, MAX_EVIDENCE as u64)?;
    let unusable = |error: wardline_evidence::ReadError| {
        refused(format!("`{}` cannot be used: {error}", args.file.display()), "name a file that `baseline write` wrote")
    };
    let (envelope, payload) = open_baseline(&bytes).map_err(unusable)?;
    let statement = read_baseline(&payload).map_err(unusable)?;
    let signatures: Vec<String> =
        envelope.iter().flat_map(|envelope| &envelope.signatures).map(|signature| visible(&signature.keyid)).collect();
    let predicate = &statement.predicate;
    if args.json {
        print_json(&json!({
            "schema": "wardline/baseline/1",
            "date": predicate.date,
            "subject": statement.subject,
            "signatures": signatures,
            "entries": predicate.entries,
        }))?;
        return Ok(ExitStatus::Pass);
    }
    let mut rows = vec![["first seen", "severity", "count", "rule", "path"].map(str::to_owned).to_vec()];
    for entry in &predicate.entries {
        let cells = [&entry.first_seen, &entry.severity, &entry.count.to_string(), &entry.rule, &entry.path];
        rows.push(cells.map(|cell| visible(cell)).to_vec());
    }
    let signed = match signatures.as_slice() {
        [] => "not signed".to_owned(),
        keys => format!("signed by {}; the signature is checked by `gate`", keys.join(", ")),
    };
    let listed: usize = predicate.entries.iter().map(|entry| entry.count).sum();
    print(&format!("{}{listed} listed on {}, {signed}\n", table(&rows), visible(&predicate.date)))?;
    Ok(ExitStatus::Pass)
}
