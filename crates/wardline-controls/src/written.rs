//! A catalogue as written: the YAML shape with its places, and the checks that make it a [`Catalog`].
//!
//! Enumerations are read as text and checked here rather than by serde, so that one run reports every slip and names the nearest
//! known value.

use crate::catalog::Named;
use crate::error::{Errors, place};
use crate::id::{key, nearest};
use crate::{Catalog, CatalogError, Control, Framework, Section, Verification, cwe_name, natural_order};
use serde::Deserialize;
use serde_saphyr::{Error, Spanned};
use std::collections::BTreeMap;
use wardline_base::{Line, LineColumn};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    framework: FrameworkEntry,
    controls: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FrameworkEntry {
    id: String,
    name: String,
    title: String,
    edition: String,
    version: String,
    publisher: String,
    url: Option<String>,
    notice: String,
    #[serde(default)]
    prefixes: BTreeMap<String, String>,
    sections: Vec<SectionEntry>,
    #[serde(default)]
    references: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SectionEntry {
    id: String,
    title: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    id: Spanned<String>,
    title: Spanned<String>,
    section: Spanned<String>,
    kind: Option<Spanned<String>>,
    designation: Option<Spanned<String>>,
    #[serde(default)]
    hlt: bool,
    #[serde(default)]
    proposed: bool,
    certainty: Option<Spanned<String>>,
    #[serde(default)]
    aliases: Vec<Spanned<String>>,
    summary: Spanned<String>,
    verification: Spanned<String>,
    #[serde(default)]
    also: Vec<Spanned<String>>,
    #[serde(default)]
    rules: Vec<String>,
    #[serde(default)]
    evidence: Vec<String>,
    #[serde(default)]
    attestations: Vec<String>,
    #[serde(default)]
    related: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    cwe: Vec<Spanned<u32>>,
}

pub(crate) fn parse(name: &str, text: &str) -> Result<Catalog, Vec<CatalogError>> {
    let mut errors = Errors::new(name, text);
    let file: File = match serde_saphyr::from_str(text) {
        Ok(file) => file,
        Err(error) => {
            report_shape(error.without_snippet(), &mut errors);
            return Err(errors.found);
        }
    };
    let framework = framework(&file.framework);
    let mut catalog = Catalog {
        controls: Vec::with_capacity(file.controls.len()),
        keys: BTreeMap::new(),
        prefixes: file.framework.prefixes.iter().map(|(prefix, stands_for)| (key(prefix), key(stands_for))).collect(),
        framework,
    };
    catalog.prefixes.sort_by_key(|(prefix, _)| std::cmp::Reverse(prefix.len()));
    for entry in file.controls {
        catalog.controls.push(control(entry, &catalog.framework, &mut errors));
    }
    catalog.controls.sort_by(|a, b| natural_order(&a.id, &b.id));
    index(&mut catalog, &mut errors);
    if errors.found.is_empty() {
        return Ok(catalog);
    }
    errors.found.sort_by_key(|error| error.at);
    Err(errors.found)
}

fn framework(entry: &FrameworkEntry) -> Framework {
    Framework {
        id: entry.id.as_str().into(),
        name: entry.name.clone(),
        title: entry.title.clone(),
        edition: entry.edition.clone(),
        version: entry.version.clone(),
        publisher: entry.publisher.clone(),
        url: entry.url.clone(),
        notice: entry.notice.clone(),
        sections: entry.sections.iter().map(|s| Section { id: s.id.clone(), title: s.title.clone() }).collect(),
        references: entry.references.clone(),
    }
}

/// Resolves one entry. A wrong value is reported and stands as some right one, since a catalogue with errors is never handed out.
fn control(entry: Entry, framework: &Framework, errors: &mut Errors<'_>) -> Control {
    let before = errors.found.len();
    check_entry(&entry, framework, errors);
    let mut cwe: Vec<u32> = entry.cwe.into_iter().map(|number| number.value).collect();
    cwe.sort_unstable();
    let control = Control {
        id: entry.id.value.as_str().into(),
        title: entry.title.value,
        summary: entry.summary.value,
        section: entry.section.value,
        kind: entry.kind.map(|written| named(&written, errors)).unwrap_or_default(),
        designation: entry.designation.map(|written| named(&written, errors)),
        verification: named(&entry.verification, errors),
        also: entry.also.iter().map(|written| named(written, errors)).collect(),
        rules: entry.rules,
        evidence: entry.evidence,
        attestations: entry.attestations,
        related: entry.related,
        cwe,
        hlt: entry.hlt,
        proposed: entry.proposed,
        certainty: entry.certainty.map(|written| named(&written, errors)).unwrap_or_default(),
        aliases: entry.aliases.into_iter().map(|alias| alias.value).collect(),
        at: place(entry.id.referenced),
    };
    if errors.found.len() == before {
        check_means(&control, place(entry.verification.referenced), errors);
    }
    control
}

/// Reports empty texts, unknown sections and unknown weaknesses.
fn check_entry(entry: &Entry, framework: &Framework, errors: &mut Errors<'_>) {
    for (what, text) in [("id", &entry.id), ("title", &entry.title), ("summary", &entry.summary)] {
        if text.value.trim().is_empty() {
            errors.add(
                place(text.referenced),
                format!("the {what} is empty"),
                format!("write the {what} of the control"),
            );
        }
    }
    if !framework.sections.iter().any(|section| section.id == entry.section.value) {
        report_unknown("section", &entry.section, framework.sections.iter().map(|section| section.id.as_str()), errors);
    }
    for number in &entry.cwe {
        if cwe_name(number.value).is_none() {
            let message = format!("CWE-{} is not in the table of weaknesses", number.value);
            errors.add(
                place(number.referenced),
                message,
                "name a weakness and no category, and list it in controls/cwe.yaml",
            );
        }
    }
}

/// Reports a control that names a means of showing it and nothing that would do so.
fn check_means(control: &Control, at: LineColumn, errors: &mut Errors<'_>) {
    let (lacks, what) = match control.verification {
        Verification::Automated => (control.rules.is_empty(), "`rules`"),
        Verification::Evidence => (control.rules.is_empty() && control.evidence.is_empty(), "`rules` or `evidence`"),
        Verification::Attestation => (control.attestations.is_empty(), "`attestations`"),
        Verification::OutOfScope => (false, ""),
    };
    if lacks {
        let message =
            format!("{} is to be shown by {}, and nothing is listed for it", control.id, control.verification.name());
        errors.add(at, message, format!("add {what}, or choose another verification"));
    }
}

/// Fills the map of keys, and reports ids and aliases that stand for two controls, at the later of them.
fn index(catalog: &mut Catalog, errors: &mut Errors<'_>) {
    for (index, control) in catalog.controls.iter().enumerate() {
        for id in std::iter::once(&*control.id).chain(control.aliases.iter().map(String::as_str)) {
            if let Some(other) = catalog.keys.insert(key(id), index) {
                let other = &catalog.controls[other];
                let (first, second) = if other.at < control.at { (other, control) } else { (control, other) };
                let message = format!(
                    "{} is also known as `{id}`, as is {} of line {}",
                    second.id,
                    first.id,
                    first.at.line.get()
                );
                errors.add(second.at, message, "give each control ids and aliases of its own");
            }
        }
    }
}

fn named<T: Named>(written: &Spanned<String>, errors: &mut Errors<'_>) -> T {
    let known = T::NAMES.iter().find(|(name, _)| *name == written.value);
    if known.is_none() {
        report_unknown(T::WHAT, written, T::NAMES.iter().map(|(name, _)| *name), errors);
    }
    known.unwrap_or(&T::NAMES[0]).1
}

fn report_unknown<'k>(
    what: &str,
    written: &Spanned<String>,
    known: impl Iterator<Item = &'k str>,
    errors: &mut Errors<'_>,
) {
    let known: Vec<&str> = known.collect();
    errors.add(
        place(written.referenced),
        format!("unknown {what} `{}`", written.value),
        advice(&written.value, &known),
    );
}

/// Names the nearest known word, or all of them.
fn advice(word: &str, known: &[&str]) -> String {
    match nearest(word, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("use one of: {}", known.join(", ")),
    }
}

/// Reports that the text is no YAML, or not of the shape of a catalogue.
fn report_shape(error: &Error, errors: &mut Errors<'_>) {
    let at = error.location().map_or(START, place);
    match error {
        Error::SerdeUnknownField { field, expected, .. } => {
            errors.add(at, format!("unknown key `{field}`"), advice(field, expected));
        }
        Error::SerdeMissingField { field, .. } => {
            errors.add(at, format!("the key `{field}` is missing"), format!("add `{field}:`"));
        }
        other => {
            let message = other.to_string();
            let message = message.lines().next().unwrap_or_default().to_owned();
            errors.add(at, message, "docs/controls.md shows the shape of a catalogue");
        }
    }
}

/// The place of errors that have none.
const START: LineColumn = LineColumn { line: Line::from_zero_based(0), column: 1 };
