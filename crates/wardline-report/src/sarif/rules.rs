//! Rules and the taxonomies they refer to, as SARIF descriptors.
//!
//! Only the entries of a catalogue that a rule names are written. Relationships are ordered with CWE last, because DefectDojo reads a
//! rule's CWE from its relationships alone and keeps the last one.

use super::model::{
    MultiformatMessageString, ReportingConfiguration, ReportingDescriptor, ReportingDescriptorReference,
    ReportingDescriptorRelationship, ToolComponent, ToolComponentReference,
};
use super::profile::{Relationships, Shape, github};
use super::properties::{ControlProperties, RuleProperties};
use super::{level, security_severity};
use crate::escape::cut;
use crate::{Taxonomy, uri};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use wardline_base::{Confidence, RuleInfo, RuleKind, Severity};

const CWE: &str = "cwe";

/// The taxonomies that the rules of a report refer to.
pub(super) struct Taxonomies<'a> {
    listed: Vec<Listed<'a>>,
    which: Relationships,
}

struct Listed<'a> {
    id: &'a str,
    source: Option<&'a Taxonomy>,
    /// Id of each entry and its place in the list of the report.
    places: BTreeMap<Cow<'a, str>, usize>,
}

impl<'a> Listed<'a> {
    fn name(&self) -> &'a str {
        self.source.map_or(self.id, |t| t.name.as_str())
    }
}

impl<'a> Taxonomies<'a> {
    /// Collects what `infos` refer to: the given catalogues in their order, then frameworks that no catalogue describes, by id.
    pub(super) fn new(infos: &'a [RuleInfo], given: &'a [Taxonomy], which: Relationships) -> Self {
        let mut used: BTreeMap<&str, BTreeSet<Cow<'a, str>>> = BTreeMap::new();
        for info in infos {
            for number in &info.cwe {
                used.entry(CWE).or_default().insert(cwe_id(*number));
            }
            for control in &info.controls {
                used.entry(&control.framework).or_default().insert(control.control.as_ref().into());
            }
        }
        let mut listed = Vec::new();
        for taxonomy in given {
            if let Some(ids) = used.remove(taxonomy.id.as_str()) {
                listed.push((taxonomy.id.as_str(), Some(taxonomy), ids));
            }
        }
        listed.extend(used.into_iter().map(|(id, ids)| (id, None, ids)));
        let listed = listed.into_iter().map(|(id, source, ids)| Listed { id, source, places: places(source, ids) });
        Self { listed: listed.collect(), which }
    }

    /// §3.14.8 `run.taxonomies`.
    pub(super) fn components(&self) -> Vec<ToolComponent<'a>> {
        self.written().map(|(_, listed)| component(listed)).collect()
    }

    /// §3.19.28 `supportedTaxonomies`.
    pub(super) fn references(&self) -> Vec<ToolComponentReference<'a>> {
        self.written().map(|(index, listed)| ToolComponentReference { name: listed.name().into(), index }).collect()
    }

    /// Those that are in the file, with their places there.
    fn written(&self) -> impl Iterator<Item = (usize, &Listed<'a>)> {
        let wanted = |listed: &&Listed<'a>| match self.which {
            Relationships::All => true,
            Relationships::Cwe => listed.id == CWE,
            Relationships::None => false,
        };
        self.listed.iter().filter(wanted).enumerate()
    }

    fn relationships(&self, info: &'a RuleInfo) -> Vec<ReportingDescriptorRelationship<'a>> {
        let controls = info.controls.iter().map(|c| (&*c.framework, Cow::from(&*c.control), "relevant"));
        let weaknesses = info.cwe.iter().map(|number| (CWE, cwe_id(*number), "superset"));
        let mut out: Vec<(bool, usize, ReportingDescriptorRelationship<'a>)> = Vec::new();
        for (framework, id, kind) in controls.chain(weaknesses) {
            let found = self.written().find(|(_, listed)| listed.id == framework);
            let Some((index, listed)) = found else { continue };
            let Some(place) = listed.places.get(&id) else { continue };
            let tool_component = Some(ToolComponentReference { name: listed.name().into(), index });
            let target = ReportingDescriptorReference { id, index: *place, tool_component };
            out.push((framework == CWE, index, ReportingDescriptorRelationship { target, kinds: [kind] }));
        }
        out.sort_by_key(|(is_cwe, index, _)| (*is_cwe, *index));
        if self.which == Relationships::Cwe {
            // The reader keeps one, and the first is the one that the rule's page is about.
            out.truncate(1);
        }
        out.into_iter().map(|(.., relationship)| relationship).collect()
    }

    fn title(&self, framework: &str, id: &str) -> String {
        let listed = self.listed.iter().find(|listed| listed.id == framework);
        let taxon = listed.and_then(|l| l.source).and_then(|t| t.taxa.iter().find(|taxon| taxon.id == id));
        let name = if framework == CWE { "" } else { listed.map_or(framework, Listed::name) };
        let mut out = format!("{name} {id}").trim_start().to_owned();
        if let Some(taxon) = taxon.filter(|t| !t.name.is_empty()) {
            write!(out, ": {}", taxon.name).expect("writing to a string does not fail");
        }
        out
    }
}

/// CWE's own spelling of a number, which is also the one that readers search for.
fn cwe_id<'a>(number: u32) -> Cow<'a, str> {
    format!("CWE-{number}").into()
}

/// The place of each used entry: those of the catalogue in its order, then those it does not have.
fn places<'a>(source: Option<&'a Taxonomy>, ids: BTreeSet<Cow<'a, str>>) -> BTreeMap<Cow<'a, str>, usize> {
    let taxa = source.map_or(&[][..], |t| &t.taxa);
    let order: BTreeMap<&str, usize> = taxa.iter().enumerate().map(|(i, t)| (t.id.as_str(), i)).collect();
    let mut ids: Vec<Cow<'a, str>> = ids.into_iter().collect();
    ids.sort_by_key(|id| order.get(&**id).copied().unwrap_or(usize::MAX));
    ids.into_iter().enumerate().map(|(place, id)| (id, place)).collect()
}

fn component<'a>(listed: &Listed<'a>) -> ToolComponent<'a> {
    let taxa: BTreeMap<&str, _> =
        listed.source.map_or(&[][..], |t| &t.taxa).iter().map(|t| (t.id.as_str(), t)).collect();
    let mut entries: Vec<(&Cow<'a, str>, &usize)> = listed.places.iter().collect();
    entries.sort_by_key(|(_, place)| **place);
    let text = |text: &'a str| (!text.is_empty()).then(|| MultiformatMessageString::text(text));
    let taxa = entries.into_iter().map(|(id, _)| {
        let taxon = taxa.get(&**id);
        ReportingDescriptor {
            id: id.clone(),
            short_description: taxon.and_then(|t| text(&t.name)),
            full_description: taxon.and_then(|t| text(&t.short)),
            help_uri: cwe_number(id).map(|number| cwe_page(number).into()),
            ..ReportingDescriptor::default()
        }
    });
    ToolComponent {
        name: listed.name().into(),
        organization: listed.source.map_or("", |t| &t.organization),
        version: listed.source.map_or("", |t| &t.version),
        is_comprehensive: Some(false),
        taxa: taxa.collect(),
        ..ToolComponent::default()
    }
}

fn cwe_page(number: u32) -> String {
    format!("https://cwe.mitre.org/data/definitions/{number}.html")
}

fn cwe_number(id: &str) -> Option<u32> {
    id.strip_prefix("CWE-")?.parse().ok()
}

/// The id of a rule; one whose results have another severity than it says is told apart by that.
pub(super) fn rule_id(info: &RuleInfo, severity: Severity) -> Cow<'_, str> {
    if severity == info.severity { (&*info.id).into() } else { format!("{}/{severity}", info.id).into() }
}

/// §3.19.23 `toolComponent.rules`.
pub(super) fn descriptor<'a>(
    info: &'a RuleInfo,
    severity: Severity,
    shape: &Shape,
    taxonomies: &Taxonomies<'a>,
) -> ReportingDescriptor<'a> {
    let mut links = info.references.iter().filter_map(|link| uri::web(link)).map(Cow::from);
    let weakness = || info.cwe.first().map(|number| cwe_page(*number).into());
    let text = |text: &'a str| Some(MultiformatMessageString::text(cut(text, shape.title)));
    ReportingDescriptor {
        id: rule_id(info, severity),
        name: Some(cut(&friendly_name(&info.id), github::NAME).into_owned()),
        short_description: text(or(&info.title, &info.id)),
        full_description: text(or(&info.message, &info.title)),
        help: Some(help(info, taxonomies)),
        help_uri: links.next().or_else(weakness),
        default_configuration: Some(ReportingConfiguration { level: level(info.kind, severity) }),
        relationships: taxonomies.relationships(info),
        properties: Some(properties(info, severity, shape)),
    }
}

fn or<'a>(text: &'a str, other: &'a str) -> &'a str {
    if text.is_empty() { other } else { text }
}

/// The rule's id as one word in Pascal case, which is what multitool and Azure DevOps expect of a name.
fn friendly_name(id: &str) -> String {
    let parts = id.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
    parts
        .flat_map(|part| {
            let mut letters = part.chars();
            letters.next().into_iter().flat_map(char::to_uppercase).chain(letters)
        })
        .collect()
}

/// What to read next to a finding: the message, then controls, weaknesses and links, in text and in Markdown.
fn help<'a>(info: &'a RuleInfo, taxonomies: &Taxonomies<'a>) -> MultiformatMessageString<'a> {
    let message = or(&info.message, &info.title);
    let (mut text, mut markdown) = (message.to_owned(), format!("{message}\n"));
    let mut section = |title: &str, lines: Vec<(String, String)>| {
        if lines.is_empty() {
            return;
        }
        text.push_str(&format!("\n\n{title}:"));
        markdown.push_str(&format!("\n**{title}**\n\n"));
        for (plain, marked) in lines {
            text.push_str(&format!("\n- {plain}"));
            markdown.push_str(&format!("- {marked}\n"));
        }
    };
    let control = |c: &'a wardline_base::ControlRef| taxonomies.title(&c.framework, &c.control);
    section("Controls", info.controls.iter().map(|c| (control(c), control(c))).collect());
    let weakness = |number: &u32| {
        let title = taxonomies.title(CWE, &cwe_id(*number));
        let link = format!("[{title}]({})", cwe_page(*number));
        (title, link)
    };
    section("Weaknesses", info.cwe.iter().map(weakness).collect());
    let links = info.references.iter().filter_map(|link| uri::web(link));
    section("Read more", links.map(|link| (link.to_owned(), format!("<{link}>"))).collect());
    MultiformatMessageString { text: text.into(), markdown: Some(markdown) }
}

fn properties<'a>(info: &'a RuleInfo, severity: Severity, shape: &Shape) -> RuleProperties<'a> {
    let blocks = info.kind.can_block();
    let for_all = RuleProperties {
        tags: tags(info, shape.tags),
        precision: info.confidence.map(|c| precision(c).into()),
        security_severity: if blocks { security_severity(severity).map(Cow::from) } else { None },
        problem_severity: blocks.then(|| problem_severity(severity).into()),
        confidence: info.confidence.map(|c| c.name().into()),
        ..RuleProperties::default()
    };
    if !shape.own {
        return for_all;
    }
    RuleProperties {
        severity: info.severity.name().into(),
        kind: info.kind.name().into(),
        cwe: info.cwe.clone(),
        controls: info
            .controls
            .iter()
            .map(|c| ControlProperties { framework: c.framework.as_ref().into(), control: c.control.as_ref().into() })
            .collect(),
        data_level: info.data_level,
        references: info.references.iter().map(|r| r.as_str().into()).collect(),
        languages: info.languages.iter().map(|l| (*l).into()).collect(),
        own_tags: info.tags.iter().map(|t| t.as_str().into()).collect(),
        redact: info.redact,
        ..for_all
    }
}

/// GitHub's tags: the marks it acts on first, then controls, then the rule's own, as far as there is room.
fn tags(info: &RuleInfo, most: usize) -> Vec<Cow<'_, str>> {
    let mut out: Vec<Cow<'_, str>> = Vec::new();
    if info.kind == RuleKind::Violation || info.kind == RuleKind::Absence {
        out.push("security".into());
    }
    out.extend(info.cwe.iter().map(|number| format!("external/cwe/cwe-{number:03}").into()));
    out.extend(info.controls.iter().map(|c| format!("external/{}/{}", c.framework, c.control).into()));
    out.extend(info.tags.iter().map(|t| t.as_str().into()));
    let mut seen = BTreeSet::new();
    out.retain(|tag| seen.insert(tag.clone()));
    out.truncate(most);
    out
}

/// GitHub's scale of four; its highest is for rules that have proven themselves on many repositories, which no rule can say of itself.
const fn precision(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::Low => "low",
        Confidence::Medium => "medium",
        Confidence::High => "high",
    }
}

const fn problem_severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical | Severity::High => "error",
        Severity::Medium => "warning",
        Severity::Low | Severity::Info => "recommendation",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_one_word() {
        assert_eq!(friendly_name("inj.sql.python.dbapi-format"), "InjSqlPythonDbapiFormat");
        assert_eq!(friendly_name("a..b_c"), "ABC");
    }
}
