//! `options:` of a rule: switches of matching.
//!
//! Semgrep has more of them than there is to switch here. Those are taken and have no effect, so that rules load as they are; a name that
//! Semgrep does not have either is a slip.

use crate::error::quoted;
use crate::node::Node;
use crate::reader::Reader;
use crate::words::advice;
use crate::{CommentStyle, Options};

type Switch = (&'static str, fn(&mut Options) -> &mut bool);

/// Options that change matching here.
const SWITCHES: &[Switch] = &[
    ("constant_propagation", |o| &mut o.constant_propagation),
    ("implicit_deep_exprstmt", |o| &mut o.implicit_deep_exprstmt),
    ("vardef_assign", |o| &mut o.vardef_assign),
    ("implicit_ellipsis", |o| &mut o.implicit_ellipsis),
    ("ac_matching", |o| &mut o.ac_matching),
    ("symmetric_eq", |o| &mut o.symmetric_eq),
    ("attr_expr", |o| &mut o.attr_expr),
    ("arrow_is_function", |o| &mut o.arrow_is_function),
    ("go_deeper_stmt", |o| &mut o.go_deeper_stmt),
    ("go_deeper_expr", |o| &mut o.go_deeper_expr),
    ("symbolic_propagation", |o| &mut o.symbolic_propagation),
    ("decorators_order_matters", |o| &mut o.decorators_order_matters),
    ("let_is_var", |o| &mut o.let_is_var),
    ("commutative_boolop", |o| &mut o.commutative_boolop),
    ("commutative_compop", |o| &mut o.symmetric_eq),
    ("xml_attrs_implicit_ellipsis", |o| &mut o.xml_attrs_implicit_ellipsis),
    ("xml_singleton_loose_matching", |o| &mut o.xml_singleton_loose_matching),
    ("xml_children_ordered", |o| &mut o.xml_children_ordered),
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

impl Reader<'_> {
    pub(crate) fn options(&mut self, node: &Node<'_>) -> Options {
        let mut options = Options::default();
        for field in self.all_fields(node, &"`options`").unwrap_or_default() {
            let key = &*field.key;
            if let Some((_, target)) = SWITCHES.iter().find(|(name, _)| *name == key) {
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
                    .map(|(name, _)| *name)
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
                self.unknown_word(node.at, "comment style", other, &["c", "cpp", "shell"]);
                None
            }
        }
    }
}
