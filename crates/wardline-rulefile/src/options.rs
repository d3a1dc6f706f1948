//! `options:` of a rule: switches of matching.
//!
//! Semgrep has more of them than there is to switch here. Those are taken and have no effect, so that rules load as they are; a name that
//! Semgrep does not have either is a slip.

use crate::error::quoted;
use crate::node::Node;
use crate::reader::Reader;
use crate::words::advice;
use crate::{CommentStyle, Options};

type Switch = (&'static str, fn(&mut Options) -> &mut bool, &'static str);

/// Options that change matching here.
const SWITCHES: &[Switch] = &[
    (
        "constant_propagation",
        |o| &mut o.constant_propagation,
        "A literal in a pattern matches names whose value is known.",
    ),
    (
        "implicit_deep_exprstmt",
        |o| &mut o.implicit_deep_exprstmt,
        "An expression alone in a pattern of statements matches inside a statement.",
    ),
    ("vardef_assign", |o| &mut o.vardef_assign, "`$X = $E` matches declarations too."),
    ("implicit_ellipsis", |o| &mut o.implicit_ellipsis, "Record patterns may leave out fields."),
    (
        "ac_matching",
        |o| &mut o.ac_matching,
        "`and`, `or`, `&`, `|` match in any grouping, and the bit operators in any order.",
    ),
    ("symmetric_eq", |o| &mut o.symmetric_eq, "`==` and `!=` match with their sides swapped."),
    ("attr_expr", |o| &mut o.attr_expr, "An expression pattern matches decorators and annotations."),
    ("arrow_is_function", |o| &mut o.arrow_is_function, "`function` patterns match arrow functions."),
    ("go_deeper_stmt", |o| &mut o.go_deeper_stmt, "`...` between statements reaches into nested blocks."),
    ("go_deeper_expr", |o| &mut o.go_deeper_expr, "`<... ...>` and implicit deep search look below the first level."),
    (
        "symbolic_propagation",
        |o| &mut o.symbolic_propagation,
        "A name with one known definition stands for that expression.",
    ),
    (
        "decorators_order_matters",
        |o| &mut o.decorators_order_matters,
        "Decorators and attributes match only in the order written.",
    ),
    ("let_is_var", |o| &mut o.let_is_var, "`var` in a pattern matches `let` and `const` too."),
    ("commutative_boolop", |o| &mut o.commutative_boolop, "`and` and `or` match with their sides swapped."),
    ("commutative_compop", |o| &mut o.symmetric_eq, "The same as `symmetric_eq`."),
    (
        "xml_attrs_implicit_ellipsis",
        |o| &mut o.xml_attrs_implicit_ellipsis,
        "An element in a pattern may leave out attributes.",
    ),
    (
        "xml_singleton_loose_matching",
        |o| &mut o.xml_singleton_loose_matching,
        "An element without content in a pattern matches one with content.",
    ),
    (
        "xml_children_ordered",
        |o| &mut o.xml_children_ordered,
        "The children of an element match only in the order written.",
    ),
];

/// Options of Semgrep's that have no effect here: they are about engines, languages and modes that are not there.
const WITHOUT_EFFECT: &[&str] = &[
    "cpp_parsing_pref",
    "flddef_assign",
    "generic_braces",
    "generic_caseless",
    "generic_extra_braces",
    "generic_extra_word_characters",
    "generic_multiline",
    "implicit_return",
    "interfile",
    "taint_assume_safe_booleans",
    "taint_assume_safe_comparisons",
    "taint_assume_safe_functions",
    "taint_assume_safe_indexes",
    "taint_assume_safe_numbers",
    "taint_focus_on",
    "taint_intrafile",
    "taint_match_on",
    "taint_only_propagate_through_assignments",
    "taint_unify_mvars",
    "unify_ids_strictly",
];

/// What an option takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OptionValue {
    /// `true` or `false`.
    Boolean,
    /// A whole number.
    Integer,
    /// One of these words.
    Word(&'static [&'static str]),
    /// Anything, because nothing comes of it.
    Anything,
}

/// An option as the reference and the schema describe it.
#[derive(Clone, Debug)]
pub struct OptionInfo {
    /// Its name.
    pub name: &'static str,
    /// What it takes.
    pub value: OptionValue,
    /// What holds without it; nothing for options without effect.
    pub default: Option<String>,
    /// What it does; empty for options without effect.
    pub about: &'static str,
}

const COMMENT_STYLES: &[&str] = &["c", "cpp", "shell"];

/// Every option, those without effect last.
pub fn options() -> Vec<OptionInfo> {
    let mut defaults = Options::default();
    let span = defaults.generic_ellipsis_max_span;
    let mut all: Vec<OptionInfo> = SWITCHES
        .iter()
        .map(|(name, switch, about)| OptionInfo {
            name,
            value: OptionValue::Boolean,
            default: Some(switch(&mut defaults).to_string()),
            about,
        })
        .collect();
    let mut add =
        |name, value, default: String, about| all.push(OptionInfo { name, value, default: Some(default), about });
    add(
        "generic_ellipsis_max_span",
        OptionValue::Integer,
        span.to_string(),
        "Lines that `...` may skip in generic mode.",
    );
    add(
        "generic_comment_style",
        OptionValue::Word(COMMENT_STYLES),
        "none".to_owned(),
        "Comments that generic mode leaves out: `c`, `cpp` or `shell`.",
    );
    add(
        "generic_engine",
        OptionValue::Word(&["spacegrep"]),
        "spacegrep".to_owned(),
        "The engine of generic mode; another one is refused.",
    );
    let without = |name: &&'static str| OptionInfo { name, value: OptionValue::Anything, default: None, about: "" };
    all.extend(WITHOUT_EFFECT.iter().map(without));
    all
}

impl Reader<'_> {
    pub(crate) fn options(&mut self, node: &Node<'_>) -> Options {
        let mut options = Options::default();
        for field in self.all_fields(node, &"`options`").unwrap_or_default() {
            let key = &*field.key;
            if let Some((_, target, _)) = SWITCHES.iter().find(|(name, ..)| *name == key) {
                if let Some(value) = self.boolean(field.value, &quoted(key)) {
                    *target(&mut options) = value;
                }
            } else if key == "generic_ellipsis_max_span" {
                if let Some(lines) = self.integer(field.value, &quoted(key), 0, u32::MAX) {
                    options.generic_ellipsis_max_span = lines;
                }
            } else if key == "generic_engine" {
                let is_other = self.spelling(field.value).is_some_and(|name| name != "spacegrep");
                if is_other {
                    self.unsupported(
                        field.value.at,
                        &"another engine for generic mode",
                        "remove the option, or the rule",
                    );
                }
            } else if key == "generic_comment_style" {
                options.generic_comment_style = self.comment_style(field.value).unwrap_or_default();
            } else if !WITHOUT_EFFECT.contains(&key) {
                let known: Vec<&str> = SWITCHES
                    .iter()
                    .map(|(name, ..)| *name)
                    .chain(["generic_ellipsis_max_span", "generic_comment_style", "generic_engine"])
                    .chain(WITHOUT_EFFECT.iter().copied())
                    .collect();
                self.invalid(field.key_at, format!("unknown option {}", quoted(key)), advice(key, &known));
            }
        }
        options
    }

    fn comment_style(&mut self, node: &Node<'_>) -> Option<CommentStyle> {
        let style = self.text(node, &"`generic_comment_style`")?;
        match style.text.as_str() {
            "c" => Some(CommentStyle::C),
            "cpp" => Some(CommentStyle::Cpp),
            "shell" => Some(CommentStyle::Shell),
            other => {
                self.unknown_word(node.at, "comment style", other, COMMENT_STYLES);
                None
            }
        }
    }
}
