//! What other tools' SARIF means in our words.
//!
//! Severity is the rule's or result's `security-severity` where there is one, else the level, else the rank; CWE numbers come from tags,
//! taxa, relationships and properties. Each pair of rule and result kind becomes a rule of ours, because other tools report passes and
//! failures under one rule. An identity is the tool's own where it gives one, under the tool's name, because two tools may count alike.

use super::of_security_severity;
use super::read::{location_path, text};
use super::read_model::{Component, Descriptor, Message, Notification, Reference, Run, SarifResult};
use super::read_paths::{Lies, Places, Resolved};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use wardline_base::{Confidence, Finding, Fingerprint, Notice, NoticeKind, RuleInfo, RuleKind, Severity};

/// What is known while the results of a run are read.
pub(super) struct Results<'r> {
    run: &'r Run,
    tool: &'r str,
    /// The first rule of each id, the driver's before those of extensions.
    by_id: HashMap<&'r str, &'r Descriptor>,
    overrides: HashMap<&'r str, Severity>,
    /// The rules that were met, by id, kind, and the weaknesses that results add.
    met: BTreeMap<(String, RuleKind, Vec<u32>), u32>,
    /// How many results there were of one identity.
    equals: HashMap<Fingerprint, u128>,
    /// Each slip, with the number of results and where the first one is.
    slips: BTreeMap<Slip, (usize, String)>,
}

/// What a result should have said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Slip {
    NoRule,
    NoPlace,
    Outside,
}

impl<'r> Results<'r> {
    pub(super) fn new(run: &'r Run, tool: &'r str) -> Self {
        let mut by_id = HashMap::new();
        let component = run.tool.as_ref();
        for component in component.iter().flat_map(|t| t.driver.iter().chain(t.extensions.iter().flatten())) {
            for rule in component.rules.iter().flatten() {
                if let Some(id) = rule.id.as_deref() {
                    by_id.entry(id).or_insert(rule);
                }
            }
        }
        let (met, slips, equals, overrides) = Default::default();
        Self { run, tool, by_id, overrides, met, equals, slips }.with_overrides()
    }

    /// The index of the rule behind a result, which is added to `infos` when it is met first.
    pub(super) fn rule(&mut self, result: &SarifResult, infos: &mut Vec<RuleInfo>) -> u32 {
        let descriptor = self.descriptor(result);
        let id = rule_id(result, descriptor).unwrap_or("unknown");
        let of_result = self.weaknesses_of_result(result);
        let index = *self.met.entry((id.to_owned(), kind(result), of_result.clone())).or_insert(infos.len() as u32);
        if index as usize == infos.len() {
            infos.push(self.info(result, descriptor, id, of_result));
        }
        index
    }

    fn info(&self, result: &SarifResult, descriptor: Option<&Descriptor>, id: &str, of_result: Vec<u32>) -> RuleInfo {
        let message = |m: Option<&Message>| m.and_then(|m| m.text.clone()).filter(|text| !text.is_empty());
        let short = message(descriptor.and_then(|d| d.short_description.as_ref()));
        let full = message(descriptor.and_then(|d| d.full_description.as_ref()));
        let title = short.clone().or_else(|| full.clone()).unwrap_or_else(|| id.to_owned());
        let mut tags = descriptor.map(tags).unwrap_or_default();
        let mut cwe: BTreeSet<u32> = of_result.into_iter().collect();
        cwe.extend(self.weaknesses_of_rule(descriptor, &tags));
        cwe.extend(weakness(id));
        let redact = is_secret(self.tool, id, &tags, &cwe);
        tags.insert(format!("tool:{}", self.tool));
        RuleInfo {
            id: id.into(),
            title: title.lines().next().unwrap_or_default().to_owned(),
            message: full.or(short).unwrap_or_default(),
            severity: severity(descriptor, result),
            confidence: descriptor.and_then(|d| property(d, "precision")).and_then(confidence),
            kind: kind(result),
            cwe: cwe.into_iter().collect(),
            controls: Vec::new(),
            data_level: None,
            references: descriptor.and_then(|d| d.help_uri.clone()).into_iter().collect(),
            languages: Vec::new(),
            tags: tags.into_iter().collect(),
            redact,
        }
    }

    /// §3.27.7: a rule is found by its index in the driver or an extension, or by its id; an id may go on after a slash. Where the two
    /// disagree the id counts, because an index is what a tool that merges files gets wrong.
    fn descriptor(&self, result: &SarifResult) -> Option<&'r Descriptor> {
        let reference = result.rule.as_ref();
        let index = result.rule_index.or_else(|| reference.and_then(|r| r.index));
        let id = result.rule_id.as_deref().or_else(|| reference.and_then(|r| r.id.as_deref()));
        self.lookup(id, index, reference)
    }

    fn lookup(&self, id: Option<&str>, index: Option<i64>, reference: Option<&Reference>) -> Option<&'r Descriptor> {
        let tool = self.run.tool.as_ref()?;
        let component = reference.and_then(|r| r.tool_component.as_ref()).and_then(|c| c.index);
        let component = match component.and_then(|i| usize::try_from(i).ok()) {
            Some(index) => tool.extensions.as_ref().and_then(|e| e.get(index)),
            None => tool.driver.as_ref(),
        };
        let rules = component.and_then(|c| c.rules.as_deref()).unwrap_or_default();
        let at = index.and_then(|i| usize::try_from(i).ok()).and_then(|i| rules.get(i));
        let Some(id) = id else { return at };
        let is_part = |known: &str| id.strip_prefix(known).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        if let Some(rule) = at.filter(|rule| rule.id.as_deref().is_none_or(is_part)) {
            return Some(rule);
        }
        let longest = id.match_indices('/').map(|(at, _)| &id[..at]).rev();
        let named = std::iter::once(id).chain(longest).find_map(|id| self.by_id.get(id).copied());
        named.or(at)
    }

    pub(super) fn severity(&self, result: &SarifResult) -> Severity {
        let descriptor = self.descriptor(result);
        let severity = severity(descriptor, result);
        if result.level.is_some() || self.overrides.is_empty() {
            return severity;
        }
        let id = descriptor.and_then(|d| d.id.as_deref()).unwrap_or_default();
        self.overrides.get(id).map_or(severity, |level| severity.max(*level))
    }

    /// The levels that invocations set for rules (§3.20.5), by the id of the rule. They replace the rule's own; we take the worse of the
    /// two, so that a command line cannot talk a rule down.
    fn with_overrides(mut self) -> Self {
        let invocations = self.run.invocations.iter().flatten();
        for item in invocations.filter_map(|i| i.rule_configuration_overrides.as_ref()).flatten() {
            let reference = item.descriptor.as_ref();
            let found = reference.and_then(|r| self.lookup(r.id.as_deref(), r.index, Some(r)));
            let level = item.configuration.as_ref().and_then(|c| c.level.as_deref()).map(of_level);
            if let (Some(id), Some(level)) = (found.and_then(|d| d.id.as_deref()), level) {
                self.overrides.entry(id).and_modify(|kept| *kept = level.max(*kept)).or_insert(level);
            }
        }
        self
    }

    /// Notes what the result does not say. Only what can block needs a rule and a place.
    pub(super) fn check(&mut self, result: &SarifResult, info: &RuleInfo, place: &Resolved, at: impl Fn() -> String) {
        if !info.kind.can_block() {
            return;
        }
        let mut slip = |slip: Slip, at: String| self.slips.entry(slip).or_insert((0, at)).0 += 1;
        if rule_id(result, None).is_none() && &*info.id == "unknown" {
            slip(Slip::NoRule, at());
        }
        match place.lies {
            Lies::Nowhere => slip(Slip::NoPlace, at()),
            Lies::Outside => slip(Slip::Outside, place.path.to_string()),
            Lies::Inside | Lies::Address => {}
        }
    }

    /// What the results did not say, as gaps.
    pub(super) fn gaps(self) -> impl Iterator<Item = Notice> {
        let tool = self.tool.to_owned();
        self.slips.into_iter().map(move |(slip, (count, first))| {
            let (noun, verb, lie) = if count == 1 { ("result", "names", "lies") } else { ("results", "name", "lie") };
            let message = match slip {
                Slip::NoRule => format!("{tool}: {count} {noun} {verb} no rule, the first at {first}"),
                Slip::NoPlace => format!("{tool}: {count} {noun} {verb} no file, the first at {first}"),
                Slip::Outside => format!(
                    "{tool}: {count} {noun} {lie} outside of the root, the first in `{first}`; run the tool on this tree, or name \
                     its folder with --root"
                ),
            };
            Notice { kind: NoticeKind::Import, path: None, span: None, message }
        })
    }

    /// Gives a finding the message of its rule where it has none of its own, and its identity.
    pub(super) fn complete(&mut self, result: &SarifResult, info: &RuleInfo, finding: &mut Finding) {
        if finding.message.is_empty() {
            finding.message = self.message(result).unwrap_or_else(|| info.title.clone());
        }
        let first = fingerprint(self.tool, result, info, finding);
        let count = self.equals.entry(first).or_default();
        finding.content = first;
        finding.fingerprint = Fingerprint(first.0.wrapping_add(*count));
        *count += 1;
    }

    fn weaknesses_of_rule(&self, descriptor: Option<&Descriptor>, tags: &BTreeSet<String>) -> BTreeSet<u32> {
        let mut numbers: BTreeSet<u32> = tags.iter().filter_map(|tag| weakness(tag)).collect();
        let Some(descriptor) = descriptor else { return numbers };
        let related = descriptor.relationships.iter().flatten().filter_map(|r| r.target.as_ref());
        numbers.extend(related.filter_map(|target| self.of_taxonomy(target)));
        numbers.extend(descriptor.properties.as_deref().into_iter().flat_map(of_properties));
        numbers
    }

    fn weaknesses_of_result(&self, result: &SarifResult) -> Vec<u32> {
        let taxa = result.taxa.iter().flatten().filter_map(|taxon| self.of_taxonomy(taxon));
        let stated = result.properties.as_deref().into_iter().flat_map(of_properties);
        taxa.chain(stated).collect::<BTreeSet<u32>>().into_iter().collect()
    }

    /// The weakness that a reference to a taxonomy means (§3.52).
    fn of_taxonomy(&self, target: &Reference) -> Option<u32> {
        let named = target.tool_component.as_ref();
        let taxonomies = self.run.taxonomies.as_deref().unwrap_or_default();
        let is = |c: &&Component| {
            let same =
                |a: Option<&str>, b: Option<&str>| a.is_some_and(|a| b.is_some_and(|b| a.eq_ignore_ascii_case(b)));
            same(c.name.as_deref(), named.and_then(|n| n.name.as_deref()))
                || same(c.guid.as_deref(), named.and_then(|n| n.guid.as_deref()))
        };
        let index = named.and_then(|c| c.index).and_then(|i| usize::try_from(i).ok());
        let taxonomy = index.and_then(|i| taxonomies.get(i)).or_else(|| taxonomies.iter().find(is));
        let taxon = target.index.and_then(|i| usize::try_from(i).ok());
        let by_index = || taxonomy?.taxa.as_ref()?.get(taxon?)?.id.as_deref();
        let id = target.id.as_deref().or_else(by_index)?;
        let name =
            named.and_then(|c| c.name.as_deref()).or(taxonomy.and_then(|t| t.name.as_deref())).unwrap_or_default();
        weakness(id).or_else(|| name.eq_ignore_ascii_case("cwe").then(|| id.parse().ok()).flatten())
    }
}

/// The id that a result gives its rule.
fn rule_id<'s>(result: &'s SarifResult, descriptor: Option<&'s Descriptor>) -> Option<&'s str> {
    let own = result.rule_id.as_deref().or_else(|| result.rule.as_ref()?.id.as_deref());
    own.or_else(|| descriptor?.id.as_deref()).filter(|id| !id.is_empty())
}

fn property<'d>(descriptor: &'d Descriptor, name: &str) -> Option<&'d str> {
    descriptor.properties.as_ref()?.get(name)?.as_str()
}

/// A number, which tools write as a text or as a number.
fn number(value: &Value) -> Option<f64> {
    value.as_f64().or_else(|| value.as_str()?.trim().parse().ok())
}

/// A rule's level counts where the result gives none, and so does its rank. A result that is open or under review has no level of its own
/// (§3.27.10), which must not make it harmless.
fn severity(descriptor: Option<&Descriptor>, result: &SarifResult) -> Severity {
    let bag = |bag: Option<&super::read_bounded::Properties>| {
        bag.and_then(|p| p.get("security-severity")).and_then(number).and_then(of_security_severity)
    };
    if let Some(scored) =
        bag(result.properties.as_ref()).or_else(|| bag(descriptor.and_then(|d| d.properties.as_ref())))
    {
        return scored;
    }
    let configured = descriptor.and_then(|d| d.default_configuration.as_ref());
    let is_open = matches!(result.kind.as_deref(), Some("open" | "review"));
    let own = result.level.as_deref().filter(|level| !(is_open && *level == "none"));
    match own.or_else(|| configured?.level.as_deref()) {
        Some(level) => of_level(level),
        // §3.27.10: a result that says nothing is a warning.
        None => result.rank.or_else(|| configured?.rank).and_then(of_rank).unwrap_or(Severity::Medium),
    }
}

fn of_level(level: &str) -> Severity {
    match level {
        "error" => Severity::High,
        "note" => Severity::Low,
        "none" => Severity::Info,
        _ => Severity::Medium,
    }
}

/// §3.27.25: 0 to 100, where -1 says nothing; the steps are those of `security-severity`, times ten.
fn of_rank(rank: f64) -> Option<Severity> {
    (0.0..=100.0).contains(&rank).then(|| of_security_severity(rank / 10.0)).flatten()
}

/// What is marked as harmless and has a level that says otherwise is a violation: in doubt it is bad news.
fn kind(result: &SarifResult) -> RuleKind {
    let is_bad = matches!(result.level.as_deref(), Some("error" | "warning"));
    match result.kind.as_deref() {
        Some("pass") if !is_bad => RuleKind::Evidence,
        Some("informational" | "notApplicable") if !is_bad => RuleKind::Inventory,
        _ => RuleKind::Violation,
    }
}

fn confidence(precision: &str) -> Option<Confidence> {
    match precision {
        "very-high" => Some(Confidence::High),
        other => Confidence::parse(other),
    }
}

fn tags(descriptor: &Descriptor) -> BTreeSet<String> {
    let tags = descriptor.properties.as_ref().and_then(|p| p.get("tags")).and_then(Value::as_array);
    tags.into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}

/// Weaknesses in the properties that tools use for them: a number, a text, or a list of either.
fn of_properties(bag: &serde_json::Map<String, Value>) -> Vec<u32> {
    let value = |value: &Value| match value {
        Value::String(text) => weakness(text).or_else(|| text.trim().parse().ok()),
        other => other.as_u64().and_then(|n| u32::try_from(n).ok()),
    };
    let keys = ["cwe", "cwes", "CWE", "cweId", "cwe_id", "cwe-id", "cweids"];
    let named = keys.iter().filter_map(|key| bag.get(*key));
    named.flat_map(|v| v.as_array().map_or(std::slice::from_ref(v), |list| &list[..])).filter_map(value).collect()
}

/// The number of a weakness in a text such as `external/cwe/cwe-089`, `CWE-89: …`, `cwe:89` or `CWE89`.
fn weakness(text: &str) -> Option<u32> {
    let lower = text.to_ascii_lowercase();
    lower.match_indices("cwe").find_map(|(at, _)| {
        let rest = lower[at + 3..].trim_start_matches(['-', '_', ':', ' ']);
        let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        rest[..end].parse().ok()
    })
}

/// Whether what a rule finds is a secret that no report may print, even where the tool's own file does.
fn is_secret(tool: &str, id: &str, tags: &BTreeSet<String>, cwe: &BTreeSet<u32>) -> bool {
    const TOOLS: [&str; 6] = ["detect-secrets", "ggshield", "gitleaks", "kingfisher", "noseyparker", "trufflehog"];
    const WORDS: [&str; 6] = ["credential", "credentials", "password", "passwords", "secret", "secrets"];
    const WEAKNESSES: [u32; 4] = [259, 321, 522, 798];
    let words = |text: &str| {
        let lower = text.to_ascii_lowercase();
        lower.split(|c: char| !c.is_ascii_alphanumeric()).any(|word| WORDS.contains(&word))
    };
    let tool = tool.to_ascii_lowercase();
    TOOLS.iter().any(|known| tool.contains(known))
        || words(id)
        || tags.iter().any(|tag| words(tag))
        || WEAKNESSES.iter().any(|number| cwe.contains(number))
}

/// The number after the first `cwe-` of a text such as `external/cwe/cwe-089` or `CWE-89: …`.
pub(super) fn cwe_number(text: &str) -> Option<u32> {
    let lower = text.to_ascii_lowercase();
    let digits = &lower[lower.find("cwe-")? + 4..];
    let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
    digits[..end].parse().ok()
}

impl Results<'_> {
    /// §3.11.5 and §3.11.7: the message of a result that names one of its rule's strings.
    fn message(&self, result: &SarifResult) -> Option<String> {
        let message = result.message.as_ref()?;
        let strings = self.descriptor(result)?.message_strings.as_ref()?;
        let template = strings.get(message.id.as_deref()?)?.text.as_deref()?;
        Some(filled(template, message.arguments.as_deref().unwrap_or_default()))
    }
}

fn filled(template: &str, arguments: &[String]) -> String {
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
    out
}

/// A notification that says the tool may have missed something. An error is a gap; a warning is most often a file parsed in part, and
/// counts as our own notice of that kind does.
pub(super) fn notice(notification: &Notification, tool: &str, places: &Places<'_>) -> Option<Notice> {
    let kind = match notification.level.as_deref() {
        Some("error") => NoticeKind::Import,
        // §3.58.6: a notification that says nothing is a warning.
        None | Some("warning") => NoticeKind::Parse,
        Some(_) => return None,
    };
    let path = location_path(notification.locations.as_deref(), places);
    Some(Notice { kind, path, span: None, message: format!("{tool}: {}", text(notification.message.as_ref())) })
}

/// The identity of a finding: the tool's own where it gives one, else what was found and where. All of them are under the tool's name, and a
/// pass is never the same as a failure.
fn fingerprint(tool: &str, result: &SarifResult, info: &RuleInfo, finding: &Finding) -> Fingerprint {
    let mut hash = Sha256::new();
    let mut part = |text: &str| {
        hash.update((text.len() as u64).to_be_bytes());
        hash.update(text);
    };
    [tool, &info.id, info.kind.name()].into_iter().for_each(&mut part);
    // A tool that keeps its identities to itself writes a sentence in their place.
    let is_print = |text: &&String| text.len() >= 8 && !text.contains(char::is_whitespace);
    let of = |prints: &Option<super::read_bounded::Prints>| -> Vec<(String, String)> {
        let prints = prints.as_ref().into_iter().flat_map(|prints| prints.iter());
        prints.filter(|(_, value)| is_print(value)).map(|(name, value)| (name.clone(), value.clone())).collect()
    };
    let (whole, partial) = (of(&result.fingerprints), of(&result.partial_fingerprints));
    if whole.is_empty() {
        // §3.27.17: a partial one is to be taken together with the rest.
        part(&finding.location.path);
    }
    let prints = if whole.is_empty() { partial } else { whole };
    for (name, value) in &prints {
        part(name);
        part(value);
    }
    if prints.is_empty() {
        let squeezed: String = finding.snippet.split_whitespace().collect();
        let (start, end) = (finding.location.start, finding.location.end);
        let region = format!("{}:{}-{}:{}", start.line.get(), start.column, end.line.get(), end.column);
        part(if squeezed.is_empty() { &region } else { &squeezed });
        part(&finding.message);
    }
    let digest = hash.finalize();
    Fingerprint(u128::from_be_bytes(digest[..16].try_into().expect("a digest has 32 bytes")))
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
