//! A rule as written, checked for form but not yet compiled: what the YAML says, in types.
//!
//! It is plain data that serialises to a compact binary form, because the embedded pack is read from YAML when the tool is built and
//! only decoded when it runs. Every text that is compiled later keeps its place in the file, so that a pattern's error can point there.

use serde::{Deserialize, Serialize};
use std::sync::Arc;
use wardline_base::{Confidence, ControlRef, RuleInfo, RuleKind, Severity};

/// A piece of text of a rule file, with its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Text {
    /// The text.
    pub text: String,
    /// 1-based line of its first character in the rule file.
    pub line: u32,
    /// 1-based column of its first character, in Unicode scalar values.
    pub column: u32,
}

/// A rule file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleFile {
    /// Path of the file, for messages.
    pub path: String,
    /// The rules, in order.
    pub rules: Vec<Rule>,
}

/// A rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    /// Its name.
    pub id: Text,
    /// What went into `message:`.
    pub message: String,
    /// What went into `severity:`, resolved.
    pub severity: SeverityName,
    /// Names under `languages:`, as written.
    pub languages: Vec<Text>,
    /// What to look for.
    pub formula: Formula,
    /// Which files to look at.
    pub paths: Paths,
    /// Replacement text with metavariables.
    pub fix: Option<Text>,
    /// A replacement within the matched text.
    pub fix_regex: Option<FixRegex>,
    /// What the rule says of itself.
    pub metadata: Metadata,
    /// Options that change matching, by Semgrep's names.
    pub options: Options,
    /// Which versions of the rule language the rule is for.
    pub versions: Versions,
}

/// A version of Semgrep's rule language: major, minor, patch.
pub type Version = (u32, u32, u32);

/// The version that rules are read by: what a rule asks for beyond it is not there.
pub const LANGUAGE_VERSION: Version = (1, 182, 0);

/// `min-version:` and `max-version:`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Versions {
    /// The first version that the rule is for.
    pub min: Option<Version>,
    /// The last one.
    pub max: Option<Version>,
}

impl Versions {
    /// Whether the rule is for a version.
    pub fn contain(&self, version: Version) -> bool {
        self.min.is_none_or(|min| min <= version) && self.max.is_none_or(|max| version <= max)
    }
}

/// `fix-regex:`: what to replace in the matched text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FixRegex {
    /// What to look for.
    pub regex: Text,
    /// What to write instead; `\\1` and `\\g<1>` stand for groups.
    pub replacement: String,
    /// How many places to replace, from the first on; all if `None`.
    pub count: Option<u32>,
}

/// A severity in serialisable form: the lower-case name of [`Severity`].
pub type SeverityName = String;

/// Semgrep's `options:` that change what a pattern matches, and their defaults.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Options {
    /// A literal in a pattern matches names whose value is known.
    pub constant_propagation: bool,
    /// An expression statement in a pattern matches inside the statement.
    pub implicit_deep_exprstmt: bool,
    /// `$X = $E` matches declarations too.
    pub vardef_assign: bool,
    /// Record patterns may leave out fields.
    pub implicit_ellipsis: bool,
    /// `and`, `or`, `&`, `|` match in any grouping, and the bit operators in any order.
    pub ac_matching: bool,
    /// `==` and `!=` match with their sides swapped.
    pub symmetric_eq: bool,
    /// An expression pattern matches decorators.
    pub attr_expr: bool,
    /// `function` patterns match arrows.
    pub arrow_is_function: bool,
    /// `...` in statements reaches into nested blocks.
    pub go_deeper_stmt: bool,
    /// `<... ...>` and implicit deep search are on.
    pub go_deeper_expr: bool,
    /// A variable with one known definition stands for that expression.
    pub symbolic_propagation: bool,
    /// Attributes and decorators match in the order written only.
    pub decorators_order_matters: bool,
    /// `var` patterns match `let`, and the other way round.
    pub let_is_var: bool,
    /// `and` and `or` match in any order; what stands between may be more than the pattern has.
    pub commutative_boolop: bool,
    /// Element patterns may leave out attributes.
    pub xml_attrs_implicit_ellipsis: bool,
    /// Element patterns without content match elements with some.
    pub xml_singleton_loose_matching: bool,
    /// The content of elements matches in the order written only.
    pub xml_children_ordered: bool,
    /// Lines that `...` may skip in generic mode.
    pub generic_ellipsis_max_span: u32,
    /// Comments that generic mode leaves out.
    pub generic_comment_style: CommentStyle,
}

/// How comments are written in a text that generic mode searches.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum CommentStyle {
    /// There are none.
    #[default]
    None,
    /// `# …`.
    Shell,
    /// `/* … */`.
    C,
    /// `/* … */` and `// …`.
    Cpp,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            constant_propagation: true,
            implicit_deep_exprstmt: true,
            vardef_assign: true,
            implicit_ellipsis: true,
            ac_matching: true,
            symmetric_eq: false,
            attr_expr: true,
            arrow_is_function: true,
            go_deeper_stmt: true,
            go_deeper_expr: true,
            symbolic_propagation: false,
            decorators_order_matters: false,
            let_is_var: true,
            commutative_boolop: false,
            xml_attrs_implicit_ellipsis: true,
            xml_singleton_loose_matching: true,
            xml_children_ordered: true,
            generic_ellipsis_max_span: 10,
            generic_comment_style: CommentStyle::None,
        }
    }
}

/// `paths:` of a rule: glob patterns as written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paths {
    /// If not empty, only files that match one of these.
    pub include: Vec<Text>,
    /// No files that match one of these.
    pub exclude: Vec<Text>,
}

/// What a rule's `metadata:` and our own keys say.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Metadata {
    /// One line that names the problem.
    pub title: Option<String>,
    /// CWE numbers, ascending.
    pub cwe: Vec<u32>,
    /// Controls by framework id and control id, sorted.
    pub controls: Vec<(String, String)>,
    /// `low`, `medium` or `high`.
    pub confidence: Option<String>,
    /// `violation`, `evidence`, `absence` or `inventory`.
    pub kind: Option<String>,
    /// 0 to 4.
    pub data_level: Option<u8>,
    /// Links.
    pub references: Vec<String>,
    /// Category, technology, OWASP ids and the like, sorted.
    pub tags: Vec<String>,
    /// The matched text is a secret or patient data.
    pub redact: bool,
}

/// What a rule looks for: Semgrep's operators.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Formula {
    /// `pattern:`.
    Pattern(Text),
    /// `pattern-regex:`.
    Regex(Text),
    /// `patterns:`, with the conditions and the focus of the same level.
    And {
        /// The parts, in order; negations and insides among them.
        parts: Vec<Formula>,
        /// Conditions on metavariables, in order.
        conditions: Vec<Condition>,
        /// Each `focus-metavariable:` key with its metavariables: several keys intersect, several names unite.
        focus: Vec<Vec<String>>,
    },
    /// `pattern-either:`.
    Or(Vec<Formula>),
    /// `pattern-inside:`, and `pattern-not-inside:` within [`Formula::Not`].
    Inside(Box<Formula>),
    /// `anywhere:`, a place in the same file, wherever it is.
    Anywhere(Box<Formula>),
    /// `pattern-not:`, `pattern-not-inside:`, `pattern-not-regex:`.
    Not(Box<Formula>),
    /// A part with `as:` or `fix:` beside it.
    Marked {
        /// The part.
        formula: Box<Formula>,
        /// The metavariable that stands for all that the part finds.
        name: Option<String>,
        /// The replacement of what this part finds.
        fix: Option<Text>,
    },
}

impl Formula {
    /// Whether the formula finds something by itself.
    pub(crate) fn is_positive(&self) -> bool {
        match self {
            Self::Not(_) => false,
            Self::Marked { formula, .. } => formula.is_positive(),
            _ => true,
        }
    }
}

/// A condition on what a metavariable stands for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Condition {
    /// `metavariable-regex:`.
    Regex {
        /// The metavariable, with its `$`.
        metavariable: String,
        /// The expression, anchored at the start of the text.
        regex: Text,
        /// Whether the metavariable's known value counts rather than its text.
        constant_propagation: bool,
    },
    /// `metavariable-pattern:`.
    Pattern {
        /// The metavariable, with its `$`.
        metavariable: String,
        /// Another language to read the text in.
        language: Option<Text>,
        /// What must match inside.
        formula: Formula,
    },
    /// `metavariable-comparison:`.
    Comparison {
        /// The metavariable that `strip` and `base` are about, if given.
        metavariable: Option<String>,
        /// The Python-like expression.
        comparison: Text,
        /// Whether quotes are stripped before reading a number.
        strip: bool,
        /// The base of numbers.
        base: Option<u32>,
    },
    /// `metavariable-type:`.
    Type {
        /// The metavariable, with its `$`.
        metavariable: String,
        /// Types, of which it has to have one.
        types: Vec<Text>,
    },
    /// `metavariable-analysis:`.
    Analysis {
        /// The metavariable, with its `$`.
        metavariable: String,
        /// What is asked of it.
        analyzer: Analyzer,
    },
}

/// What `metavariable-analysis` asks of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Analyzer {
    /// It looks random, as keys and tokens do.
    Entropy,
    /// It is a regular expression that a crafted input makes a backtracking engine hang on.
    Redos,
}

impl Rule {
    /// What reports need to know of the rule. `languages` are the canonical names that the rule's languages resolve to.
    pub fn info(&self, languages: Vec<&'static str>) -> RuleInfo {
        let data = &self.metadata;
        RuleInfo {
            id: Arc::from(self.id.text.as_str()),
            title: data.title.clone().unwrap_or_else(|| title_of(&self.id.text)),
            message: self.message.clone(),
            severity: Severity::parse(&self.severity).unwrap_or(Severity::Medium),
            confidence: data.confidence.as_deref().and_then(Confidence::parse),
            kind: data.kind.as_deref().and_then(RuleKind::parse).unwrap_or_default(),
            cwe: data.cwe.clone(),
            controls: data
                .controls
                .iter()
                .map(|(framework, control)| ControlRef {
                    framework: framework.as_str().into(),
                    control: control.as_str().into(),
                })
                .collect(),
            data_level: data.data_level,
            references: data.references.clone(),
            languages,
            tags: data.tags.clone(),
            redact: data.redact,
        }
    }
}

/// The last part of a rule's id in words: `inj.sql.python.dbapi-format` → `Dbapi format`.
fn title_of(id: &str) -> String {
    let words = id.rsplit('.').next().unwrap_or(id).replace(['-', '_'], " ");
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
