//! Findings about changes of paths in a freeze window of the policy.
//!
//! They are made where a change is judged, because only there it is known what changes. Old and new path of a renamed file count both:
//! moving a file out of a frozen folder is a change of it.

use crate::gate_rules::{GateFindings, GateRule, top};
use crate::git::{Change, Entry};
use std::collections::BTreeMap;
use wardline_base::Severity;
use wardline_policy::{Date, FREEZE_RULE, Policy};

static FROZEN: GateRule = GateRule {
    id: FREEZE_RULE,
    title: "Change in a freeze window",
    message: "This change touches a path that the policy keeps still for some days, as while an incident with patient data is looked into. \
              Wait until the window is over, or have the change allowed in the policy or by a waiver that names who answers for it.",
    severity: Severity::High,
    cwe: &[],
    controls: &[("hipaa", "164.308(a)(6)(ii)"), ("iso27799", "8.32")],
    tag: "freeze",
};

/// One finding for each path that changes in a window.
pub(crate) fn frozen(policy: &Policy, changes: &[Change], today: Date, out: &mut GateFindings) {
    let entries = changes.iter().flat_map(|change| change.old.iter().chain(&change.new));
    let paths: BTreeMap<&str, &Entry> = entries.map(|entry| (&*entry.path, entry)).collect();
    for path in paths.into_keys() {
        let Some(window) = policy.frozen(path, today) else { continue };
        let incident = window.incident.as_ref().map_or(String::new(), |incident| format!(" Incident: {incident}."));
        let message = format!(
            "The change touches `{path}`, which `{}` keeps still from {} to {}: {}.{incident}",
            window.id,
            window.from,
            window.until,
            window.reason.trim_end_matches('.')
        );
        out.add(&FROZEN, path, top(), &format!("{} {path}", window.id), message);
    }
}
