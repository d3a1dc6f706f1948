//! What other tools' SARIF means in our words.
//!
//! Severity is the rule's `security-severity` where there is one, else the result's level; CWE numbers come from tags and from
//! relationships to a taxonomy of that name. Each pair of rule and result kind becomes a rule of ours, because other tools report passes
//! and failures under one rule.

use super::of_security_severity;
use super::read::{location_path, text};
use super::read_model::{Descriptor, Message, Notification, Run, SarifResult};
use serde_json::Value;
use std::collections::BTreeSet;
use std::sync::Arc;
use wardline_base::{Confidence, Finding, Fingerprint, Notice, NoticeKind, RuleInfo, RuleKind, Severity};

/// The rule behind a result as one of ours, and the result's severity.
pub(super) fn rule(run: &Run, result: &SarifResult) -> (RuleInfo, Severity) {
    let descriptor = descriptor(run, result);
    let severity = severity(descriptor, result);
    let named = descriptor.and_then(|d| d.id.as_deref());
    let id = result.rule_id.as_deref().or_else(|| result.rule.as_ref()?.id.as_deref()).or(named).unwrap_or("unknown");
    let message = |m: Option<&Message>| m.and_then(|m| m.text.clone()).filter(|text| !text.is_empty());
    let short = message(descriptor.and_then(|d| d.short_description.as_ref()));
    let full = message(descriptor.and_then(|d| d.full_description.as_ref()));
    let title = short.clone().or_else(|| full.clone()).unwrap_or_else(|| id.to_owned());
    let tags = descriptor.map(tags).unwrap_or_default();
    let info = RuleInfo {
        id: id.into(),
        title: title.lines().next().unwrap_or_default().to_owned(),
        message: full.or(short).unwrap_or_default(),
        severity,
        confidence: descriptor.and_then(|d| property(d, "precision")).and_then(confidence),
        kind: kind(result),
        cwe: cwe(run, descriptor, &tags),
        controls: Vec::new(),
        data_level: None,
        references: descriptor.and_then(|d| d.help_uri.clone()).into_iter().collect(),
        languages: Vec::new(),
        tags,
        redact: false,
    };
    (info, severity)
}

/// §3.27.7: a rule is found by its index in the driver or an extension, or by its id; an id may go on after a slash.
fn descriptor<'r>(run: &'r Run, result: &SarifResult) -> Option<&'r Descriptor> {
    let tool = run.tool.as_ref()?;
    let reference = result.rule.as_ref();
    let component = reference.and_then(|r| r.tool_component.as_ref()).and_then(|c| c.index);
    let component = match component.and_then(|i| usize::try_from(i).ok()) {
        Some(index) => tool.extensions.as_ref().and_then(|e| e.get(index)),
        None => tool.driver.as_ref(),
    };
    let index = result.rule_index.or_else(|| reference.and_then(|r| r.index));
    let rules = component.and_then(|c| c.rules.as_deref()).unwrap_or_default();
    if let Some(rule) = index.and_then(|i| usize::try_from(i).ok()).and_then(|i| rules.get(i)) {
        return Some(rule);
    }
    let id = result.rule_id.as_deref().or_else(|| reference.and_then(|r| r.id.as_deref()))?;
    let is = |rule: &&Descriptor| {
        let rest = rule.id.as_deref().and_then(|known| id.strip_prefix(known));
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    let extensions = tool.extensions.iter().flatten();
    rules.iter().find(is).or_else(|| extensions.filter_map(|e| e.rules.as_ref()).flatten().find(is))
}

fn property<'d>(descriptor: &'d Descriptor, name: &str) -> Option<&'d str> {
    descriptor.properties.as_ref()?.get(name)?.as_str()
}

/// A number, which tools write as a text or as a number.
fn number(value: &Value) -> Option<f64> {
    value.as_f64().or_else(|| value.as_str()?.trim().parse().ok())
}

fn severity(descriptor: Option<&Descriptor>, result: &SarifResult) -> Severity {
    let bag = |bag: Option<&super::read_model::Properties>| {
        bag.and_then(|p| p.get("security-severity")).and_then(number).and_then(of_security_severity)
    };
    let scored = bag(result.properties.as_ref()).or_else(|| bag(descriptor.and_then(|d| d.properties.as_ref())));
    let configured = descriptor.and_then(|d| d.default_configuration.as_ref()).and_then(|c| c.level.as_deref());
    scored.unwrap_or_else(|| match result.level.as_deref().or(configured) {
        Some("error") => Severity::High,
        Some("note") => Severity::Low,
        Some("none") => Severity::Info,
        // §3.27.10: a result that says nothing is a warning.
        _ => Severity::Medium,
    })
}

fn kind(result: &SarifResult) -> RuleKind {
    match result.kind.as_deref() {
        Some("pass") => RuleKind::Evidence,
        Some("informational" | "notApplicable") => RuleKind::Inventory,
        _ => RuleKind::Violation,
    }
}

fn confidence(precision: &str) -> Option<Confidence> {
    match precision {
        "very-high" => Some(Confidence::High),
        other => Confidence::parse(other),
    }
}

fn tags(descriptor: &Descriptor) -> Vec<String> {
    let tags = descriptor.properties.as_ref().and_then(|p| p.get("tags")).and_then(Value::as_array);
    let tags: BTreeSet<String> = tags.into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect();
    tags.into_iter().collect()
}

fn cwe(run: &Run, descriptor: Option<&Descriptor>, tags: &[String]) -> Vec<u32> {
    let mut numbers: BTreeSet<u32> = tags.iter().filter_map(|tag| cwe_number(tag)).collect();
    for relationship in descriptor.and_then(|d| d.relationships.as_ref()).into_iter().flatten() {
        let Some(target) = &relationship.target else { continue };
        let Some(id) = target.id.as_deref() else { continue };
        let component = target.tool_component.as_ref();
        let by_index = component.and_then(|c| c.index).and_then(|i| usize::try_from(i).ok());
        let taxonomy = by_index.and_then(|i| run.taxonomies.as_ref()?.get(i)?.name.as_deref());
        let name = component.and_then(|c| c.name.as_deref()).or(taxonomy).unwrap_or_default();
        let bare = name.eq_ignore_ascii_case("cwe").then(|| id.parse().ok()).flatten();
        numbers.extend(cwe_number(id).or(bare));
    }
    numbers.into_iter().collect()
}

/// The number after the first `cwe-` of a text such as `external/cwe/cwe-089` or `CWE-89: …`.
pub(super) fn cwe_number(text: &str) -> Option<u32> {
    let lower = text.to_ascii_lowercase();
    let digits = &lower[lower.find("cwe-")? + 4..];
    let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
    digits[..end].parse().ok()
}

/// §3.11.5 and §3.11.7: the message of a result that names one of its rule's strings.
pub(super) fn message(run: &Run, result: &SarifResult) -> Option<String> {
    let message = result.message.as_ref()?;
    let strings = descriptor(run, result)?.message_strings.as_ref()?;
    let template = strings.get(message.id.as_deref()?)?.text.as_deref()?;
    let arguments = message.arguments.as_deref().unwrap_or_default();
    let (mut out, mut rest) = (String::new(), template);
    while let Some(at) = rest.find(['{', '}']) {
        out.push_str(&rest[..at]);
        let tail = &rest[at..];
        let close = tail.find('}').unwrap_or(0);
        let argument = tail.get(1..close).and_then(|n| n.parse::<usize>().ok()).and_then(|n| arguments.get(n));
        let taken = match argument {
            Some(argument) => {
                out.push_str(argument);
                close + 1
            }
            None => {
                out.push_str(&tail[..1]);
                if tail.starts_with("{{") || tail.starts_with("}}") { 2 } else { 1 }
            }
        };
        rest = &tail[taken..];
    }
    out.push_str(rest);
    Some(out)
}

/// A notification that says the tool may have missed something. An error is a gap; a warning is most often a file parsed in part, and
/// counts as our own notice of that kind does.
pub(super) fn notice(notification: &Notification, tool: &str, artifacts: &[Arc<str>]) -> Option<Notice> {
    let kind = match notification.level.as_deref() {
        Some("error") => NoticeKind::Import,
        // §3.58.6: a notification that says nothing is a warning.
        None | Some("warning") => NoticeKind::Parse,
        Some(_) => return None,
    };
    let path = location_path(notification.locations.as_deref(), artifacts);
    Some(Notice { kind, path, span: None, message: format!("{tool}: {}", text(notification.message.as_ref())) })
}

/// An identity for a finding of a tool that gives none of ours: what it is, where, and how it is told (FNV-1a, 128 bits).
pub(super) fn fingerprint(tool: &str, info: &RuleInfo, finding: &Finding) -> Fingerprint {
    const PRIME: u128 = 0x0100_0000_0000_0000_0000_013b;
    let mut hash: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    // The hash of the line moves with the code; the line's number is all there is without it.
    let line = finding.location.start.line.get().to_string();
    let place = if finding.line_hash.is_empty() { &line } else { &finding.line_hash };
    for part in [tool, &info.id, &finding.location.path, place, &finding.message] {
        for byte in part.bytes().chain([0]) {
            hash = (hash ^ u128::from(byte)).wrapping_mul(PRIME);
        }
    }
    Fingerprint(hash)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cwe_numbers_are_found_in_all_spellings() {
        for (tag, expected) in [
            ("external/cwe/cwe-089", Some(89)),
            ("CWE-79: Improper neutralisation", Some(79)),
            ("CWE-1004", Some(1004)),
            ("cwe", None),
            ("OWASP-A03", None),
        ] {
            assert_eq!(cwe_number(tag), expected, "{tag}");
        }
    }
}
