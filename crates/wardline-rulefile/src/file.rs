//! A rule file: its list of rules, each read by itself, so that one bad rule does not take the others with it.

use crate::error::quoted;
use crate::formula::{CONDITIONS, NARROWING, POSITIVE, Scope};
use crate::keys::{FIX_REGEX, OTHER_MODES, PATHS, RULE, SEVERITIES};
use crate::node::{self, Node, Place, START, Value};
use crate::reader::{Field, Reader, value};
use crate::words::nearest;
use crate::{FixRegex, Formula, Metadata, Paths, Rule, RuleError, RuleFile, Text, Versions};
use std::collections::BTreeMap;
use wardline_base::Severity;

/// What a rule file gives: its good rules, and what is wrong with the others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParsedFile {
    /// The rules without mistakes, in order.
    pub file: RuleFile,
    /// All mistakes, in order of place. A gate must not run with a file that has any: the rules that they cost would be missed silently.
    pub errors: Vec<RuleError>,
}

/// Reads a rule file: YAML, or JSON, which is YAML too. `path` is what messages call it; a byte order mark in `text` is skipped.
///
/// ```
/// let parsed = wardline_rulefile::parse("rules/eval.yaml", "
/// rules:
///   - id: eval
///     message: Do not evaluate input.
///     severity: HIGH
///     languages: [python]
///     pattern: eval(...)
/// ");
/// assert!(parsed.errors.is_empty());
/// assert_eq!(parsed.file.rules[0].id.text, "eval");
/// ```
pub fn parse(path: &str, text: &str) -> ParsedFile {
    let mut reader = Reader::new(path, text);
    let rules = match node::load(text) {
        Ok(document) => reader.rules(&document),
        Err(error) => {
            reader.invalid(error.at, error.message, error.help);
            Vec::new()
        }
    };
    let mut errors = reader.errors;
    errors.sort_by_key(|error| (error.line, error.column));
    ParsedFile { file: RuleFile { path: path.to_owned(), rules }, errors }
}

const HOW_TO_START: &str = "start the file with `rules:` and put each rule under it as a list item, `- id: …`";

impl Reader<'_> {
    fn rules(&mut self, document: &Node<'_>) -> Vec<Rule> {
        const KEY: &str = "rules";
        let found = match &document.value {
            Value::Map(_) => None,
            Value::Null => Some("empty"),
            Value::List(_) => Some("a list, not a map with the key `rules`"),
            Value::Bool(_) | Value::Number | Value::Text(_) => Some("a text, not a map with the key `rules`"),
        };
        if let Some(found) = found {
            let at = if found == "empty" { START } else { document.at };
            self.invalid(at, format!("the file is {found}"), HOW_TO_START);
            return Vec::new();
        }
        let fields = self.all_fields(document, &"a rule file").unwrap_or_default();
        let list = value(&fields, KEY);
        for field in fields.iter().filter(|field| field.key != KEY) {
            let near = nearest(&field.key, &[KEY]);
            if list.is_some() || near.is_some() {
                let help = near.map_or("remove it; a rule file has only the key `rules`", |_| "did you mean `rules`?");
                self.invalid(field.key_at, format!("unknown key {} in a rule file", quoted(&field.key)), help);
            }
        }
        let Some(list) = list else {
            if self.errors.is_empty() {
                self.invalid(document.at, "the file has no `rules`", HOW_TO_START);
            }
            return Vec::new();
        };
        let Some(items) = self.list(list, &"`rules`") else { return Vec::new() };
        let mut rules = Vec::with_capacity(items.len());
        let mut ids = BTreeMap::new();
        for item in items {
            rules.extend(self.rule(item, &mut ids));
        }
        rules
    }

    /// A rule, if nothing is wrong with it. `ids` are the ids met before, with their lines.
    fn rule(&mut self, node: &Node<'_>, ids: &mut BTreeMap<String, u32>) -> Option<Rule> {
        let before = self.errors.len();
        let id_of = |entries: &[(Node<'_>, Node<'_>)]| {
            let is_id = |(key, _): &&(Node<'_>, Node<'_>)| matches!(&key.value, Value::Text(key) if key == "id");
            entries.iter().find(is_id).and_then(|(_, id)| self.spelling(id)).map(|id| id.into_owned())
        };
        self.start_rule(if let Value::Map(entries) = &node.value { id_of(entries) } else { None });
        self.require_search_mode(node)?;
        let fields = self.fields(node, &"a rule", &RULE)?;
        let is_refused = self.errors.len() > before;
        let id = self.id(&fields, node, ids);
        let message = self.required(&fields, "message", node, &"the rule");
        let severity = self.severity(&fields, node);
        let languages = match value(&fields, "languages") {
            Some(node) => self.texts(node, &"`languages`"),
            None => {
                self.missing("languages", node, &"the rule");
                None
            }
        };
        let formula = self.rule_formula(&fields, node.at, is_refused);
        let paths = value(&fields, "paths").map(|node| self.paths(node)).unwrap_or_default();
        let fix = value(&fields, "fix").and_then(|node| self.fix(node));
        let fix_regex = value(&fields, "fix-regex").and_then(|node| self.fix_regex(node));
        if let (Some(_), Some(second)) = (&fix, fields.iter().find(|field| field.key == "fix-regex")) {
            self.invalid(second.key_at, "the rule has both `fix` and `fix-regex`", "keep one of them");
        }
        let metadata = self.metadata(&fields);
        let options = value(&fields, "options").map(|node| self.options(node)).unwrap_or_default();
        let versions = self.versions(&fields);
        if self.errors.len() > before {
            return None;
        }
        const NOTED: &str = "a reading function that gives nothing has noted why";
        Some(Rule {
            id: id.expect(NOTED),
            message: message.expect(NOTED).text.trim_end().to_owned(),
            severity: severity.expect(NOTED),
            languages: languages.expect(NOTED),
            formula: formula.expect(NOTED),
            paths,
            fix,
            fix_regex,
            metadata,
            options,
            versions,
        })
    }

    /// The versions that the rule is for. A part that is left out is 0.
    fn versions(&mut self, fields: &[Field<'_>]) -> Versions {
        let mut read = |key: &str| {
            let node = value(fields, key)?;
            let written = self.spelling(node).unwrap_or_default().into_owned();
            let parts: Option<Vec<u32>> = written.split('.').map(|part| part.parse().ok()).collect();
            let version = match parts.as_deref() {
                Some([major, rest @ ..]) if rest.len() <= 2 => {
                    Some((*major, rest.first().copied().unwrap_or(0), rest.get(1).copied().unwrap_or(0)))
                }
                _ => None,
            };
            if version.is_none() {
                let message = format!("{} is no version", quoted(&written));
                self.invalid(node.at, message, "write it as three numbers, as in `1.50.0`");
            }
            version
        };
        Versions { min: read("min-version"), max: read("max-version") }
    }

    /// `Some` for a rule in search mode. The error for another mode is the only one of its rule: the rest of the rule is written for an
    /// engine that is not there.
    fn require_search_mode(&mut self, node: &Node<'_>) -> Option<()> {
        let Value::Map(entries) = &node.value else { return Some(()) };
        let is_mode = |(key, _): &&(Node<'_>, Node<'_>)| matches!(&key.value, Value::Text(key) if key == "mode");
        let Some((_, mode)) = entries.iter().find(is_mode) else { return Some(()) };
        let name = self.text(mode, &"`mode`")?.text;
        if name == "search" {
            return Some(());
        }
        if let Some((name, help)) = OTHER_MODES.iter().find(|(other, _)| *other == name) {
            self.unsupported(mode.at, &format!("`mode: {name}`"), help);
        } else {
            self.unknown_word(mode.at, "mode", &name, &["search", "taint", "join", "extract"]);
        }
        None
    }

    fn id(&mut self, fields: &[Field<'_>], rule: &Node<'_>, ids: &mut BTreeMap<String, u32>) -> Option<Text> {
        let id = self.required(fields, "id", rule, &"the rule")?;
        let at = value(fields, "id").map_or(rule.at, |node| node.at);
        if let Some(c) = id.text.chars().find(|c| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-'))) {
            let message = format!("the id {} has {} in it", quoted(&id.text), quoted(&c.to_string()));
            self.invalid(at, message, "write ids with letters of ASCII, digits, `.`, `_` and `-`");
            return None;
        }
        if let Some(line) = ids.get(&id.text) {
            let message = format!("the id {} is that of another rule", quoted(&id.text));
            self.invalid(at, message, format!("give each rule an id of its own; the other rule is on line {line}"));
            return None;
        }
        ids.insert(id.text.clone(), at.line);
        Some(id)
    }

    fn severity(&mut self, fields: &[Field<'_>], rule: &Node<'_>) -> Option<String> {
        let written = self.required(fields, "severity", rule, &"the rule")?;
        let severity = Severity::parse(&written.text);
        if severity.is_none()
            && let Some(node) = value(fields, "severity")
        {
            self.unknown_word(node.at, "severity", &written.text, SEVERITIES);
        }
        severity.map(|severity| severity.name().to_owned())
    }

    /// The formula. `is_refused` says that a key was unknown or not supported, and then none missing is worth a word.
    fn rule_formula(&mut self, fields: &[Field<'_>], at: Place, is_refused: bool) -> Option<Formula> {
        let is_operator =
            |field: &Field<'_>| [POSITIVE, NARROWING, CONDITIONS].iter().any(|keys| keys.contains(&&*field.key));
        if is_refused && !fields.iter().any(|field| is_operator(field) || field.key == "match") {
            return None;
        }
        let Some(matched) = fields.iter().find(|field| field.key == "match") else {
            return self.only_formula(fields, at, &"the rule", Scope::File);
        };
        if let Some(other) = fields.iter().find(|field| is_operator(field)) {
            let message = format!("the rule has both `match` and {}", quoted(&other.key));
            self.invalid(other.key_at, message, "put all that the rule looks for under `match`");
            return None;
        }
        self.match_formula(matched.value)
    }

    fn paths(&mut self, node: &Node<'_>) -> Paths {
        let Some(fields) = self.fields(node, &"`paths`", &PATHS) else { return Paths::default() };
        let mut globs = |key: &str| {
            let globs = value(&fields, key).and_then(|node| self.texts(node, &format!("`{key}`")));
            globs.unwrap_or_default()
        };
        Paths { include: globs("include"), exclude: globs("exclude") }
    }

    /// The replacement. Blanks around it come from the YAML block that it stands in, as Semgrep has it too; an empty one deletes.
    pub(crate) fn fix(&mut self, node: &Node<'_>) -> Option<Text> {
        let mut fix = self.any_text(node, &"`fix`")?;
        fix.text = fix.text.trim().to_owned();
        Some(fix)
    }

    /// A replacement within the matched text.
    fn fix_regex(&mut self, node: &Node<'_>) -> Option<FixRegex> {
        let what = &"`fix-regex`";
        let fields = self.fields(node, what, &FIX_REGEX)?;
        let regex = self.required(&fields, "regex", node, what);
        let replacement = match value(&fields, "replacement") {
            Some(node) => self.any_text(node, &"`replacement`"),
            None => {
                self.missing("replacement", node, what);
                None
            }
        };
        let count = value(&fields, "count").and_then(|node| self.integer(node, &"`count`", 1, u32::MAX));
        Some(FixRegex { regex: regex?, replacement: replacement?.text, count })
    }

    /// What the rule says of itself, under `metadata` or, for our own keys, beside it.
    fn metadata(&mut self, rule: &[Field<'_>]) -> Metadata {
        let mut metadata = Metadata::default();
        // A `metadata:` with nothing under it is as good as none.
        let node = value(rule, "metadata").filter(|node| !matches!(node.value, Value::Null));
        let fields = node.and_then(|node| self.all_fields(node, &"`metadata`")).unwrap_or_default();
        for field in rule.iter().filter(|field| crate::metadata::OWN_KEYS.contains(&&*field.key)) {
            if let Some(inner) = fields.iter().find(|inner| inner.key == field.key) {
                let message = format!("{} is given both in the rule and in its `metadata`", quoted(&field.key));
                self.invalid(
                    inner.key_at,
                    message,
                    format!("remove one of them; the other is on line {}", field.key_at.line),
                );
            }
            self.metadata_field(field, &mut metadata);
        }
        for field in &fields {
            self.metadata_field(field, &mut metadata);
        }
        metadata.tags.sort_unstable();
        metadata.tags.dedup();
        metadata
    }
}
