//! `metadata:` of a rule: what of it reports and policies use.
//!
//! Semgrep leaves metadata free, so keys that are not ours are not looked at. Ours have a meaning for the gate, and there a slip is an
//! error even in spelling: a rule whose `data_level` is not seen would be judged as if it touched no patient data.

use crate::Metadata;
use crate::error::quoted;
use crate::keys::{CONFIDENCES, HIGHEST_DATA_LEVEL, KINDS};
use crate::node::{Node, Value};
use crate::reader::{Field, Reader};
use std::fmt::Display;
use wardline_base::{Confidence, RuleKind};

/// Keys that Semgrep does not know. They may stand in the rule as well as in its metadata.
pub(crate) const OWN_KEYS: &[&str] = &["kind", "controls", "data-level", "title", "redact"];

impl Reader<'_> {
    pub(crate) fn metadata_field(&mut self, field: &Field<'_>, metadata: &mut Metadata) {
        let (node, what) = (field.value, quoted(&field.key));
        // An empty value of a key that only informs says nothing; ours say something or are left out.
        if matches!(node.value, Value::Null) && !OWN_KEYS.contains(&&*field.key) {
            return;
        }
        match &*field.key {
            "title" => metadata.title = self.text(node, &what).map(|title| title.text),
            "kind" => metadata.kind = self.kind(node),
            "controls" => metadata.controls = self.controls(node),
            "data-level" => {
                let level = self.integer(node, &what, 0, HIGHEST_DATA_LEVEL);
                metadata.data_level = level.and_then(|level| u8::try_from(level).ok());
            }
            "redact" => metadata.redact = self.boolean(node, &what).unwrap_or_default(),
            "cwe" => metadata.cwe = self.weaknesses(node),
            "confidence" => metadata.confidence = self.confidence(node),
            "references" => metadata.references = self.notes(node, &what),
            "category" | "subcategory" | "technology" => metadata.tags.extend(self.notes(node, &what)),
            // The number alone: titles differ between editions and languages.
            "owasp" => {
                metadata.tags.extend(self.notes(node, &what).iter().map(|item| format!("OWASP-{}", first_word(item))))
            }
            "likelihood" | "impact" => {
                let levels =
                    self.notes(node, &what).into_iter().map(|level| format!("{}:{}", field.key, level.to_lowercase()));
                metadata.tags.extend(levels);
            }
            key => self.refuse_misspelt(field, key),
        }
    }

    /// Notes a key that differs from one of ours only in `_`, `-` or capitals.
    fn refuse_misspelt(&mut self, field: &Field<'_>, key: &str) {
        let plain = key.to_ascii_lowercase().replace(['_', ' '], "-");
        let squeezed = |key: &str| key.replace('-', "");
        if let Some(own) = OWN_KEYS.iter().find(|own| squeezed(own) == squeezed(&plain)) {
            self.invalid(
                field.key_at,
                format!("unknown key {} in `metadata`", quoted(key)),
                format!("did you mean `{own}`?"),
            );
        }
    }

    fn kind(&mut self, node: &Node<'_>) -> Option<String> {
        let written = self.text(node, &"`kind`")?.text;
        let kind = RuleKind::parse(&written);
        if kind.is_none() {
            self.unknown_word(node.at, "kind", &written, KINDS);
        }
        kind.map(|kind| kind.name().to_owned())
    }

    fn confidence(&mut self, node: &Node<'_>) -> Option<String> {
        let written = self.text(node, &"`confidence`")?.text;
        let confidence = Confidence::parse(&written);
        if confidence.is_none() {
            self.unknown_word(node.at, "confidence", &written, CONFIDENCES);
        }
        confidence.map(|confidence| confidence.name().to_owned())
    }

    /// `controls: {framework: [id, …]}`, sorted.
    fn controls(&mut self, node: &Node<'_>) -> Vec<(String, String)> {
        let Some(fields) = self.all_fields(node, &"`controls`") else { return Vec::new() };
        let mut controls = Vec::new();
        for field in &fields {
            let what = format!("{} in `controls`", quoted(&field.key));
            if Self::one_or_more(field.value).is_empty() {
                self.list(field.value, &what);
            }
            controls.extend(self.words(field.value, &what).into_iter().map(|id| (field.key.clone().into_owned(), id)));
        }
        controls.sort_unstable();
        controls.dedup();
        controls
    }

    /// `cwe`: `89`, `CWE-89` or `CWE-89: title`, or a list of such; ascending.
    fn weaknesses(&mut self, node: &Node<'_>) -> Vec<u32> {
        let mut numbers = Vec::new();
        for item in Self::one_or_more(node) {
            let Some(text) = self.text(item, &"`cwe`") else { continue };
            match weakness(&text.text) {
                Some(number) => numbers.push(number),
                None => self.invalid(
                    item.at,
                    format!("{} names no weakness", quoted(&text.text)),
                    "write it as `CWE-89` or `\"CWE-89: title\"`",
                ),
            }
        }
        numbers.sort_unstable();
        numbers.dedup();
        numbers
    }

    /// A text or a list of texts; an empty list is fine.
    fn words(&mut self, node: &Node<'_>, what: &dyn Display) -> Vec<String> {
        let mut words = Vec::new();
        for item in Self::one_or_more(node) {
            words.extend(self.text(item, what).map(|text| text.text.trim().to_owned()));
        }
        words
    }

    /// The same for a key that only informs, where an empty text says nothing.
    fn notes(&mut self, node: &Node<'_>, what: &dyn Display) -> Vec<String> {
        let mut words = Vec::new();
        for item in Self::one_or_more(node).iter().filter(|item| !matches!(item.value, Value::Null)) {
            words.extend(self.any_text(item, what).map(|text| text.text.trim().to_owned()));
        }
        words.retain(|word| !word.is_empty());
        words
    }
}

fn weakness(text: &str) -> Option<u32> {
    let text = text.trim();
    let rest = match text.get(..4) {
        Some(start) if start.eq_ignore_ascii_case("CWE-") => &text[4..],
        _ => text,
    };
    let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    let (digits, title) = rest.split_at(end);
    let is_end = title.is_empty() || title.starts_with(|c: char| c == ':' || c.is_whitespace());
    digits.parse().ok().filter(|number| is_end && *number > 0)
}

fn first_word(text: &str) -> &str {
    text.split_whitespace().next().unwrap_or_default().trim_end_matches([':', '-'])
}
