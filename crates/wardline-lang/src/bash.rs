//! Bash: a command is a call whose items are all its words, the command's own name among them.
//!
//! That keeps `... curl ...` one list that an ellipsis may skip words of, and keeps a command's name apart from the variable of that
//! name. Operators between commands are calls whose word is the operator, grouped to the left, and so is a concatenation of words. Quotes that hold
//! no expansion make no difference; a string in double quotes that holds one is a template. In a pattern `$X` is a metavariable and
//! `${X}` the shell's variable.

mod arithmetic;
mod commands;
mod compound;
mod words;

use crate::language::{Definition, Traits, WordForm};
use crate::lower::Action::{Custom, Drop, Inline, Node};
use crate::lower::Row;
use crate::pattern::{PatternSpec, Template};
use crate::placeholder::{PatternText, TypedStyle, reserved_length};
use crate::tree::{NodeKind as K, Role as R};

pub(crate) static DEFINITION: Definition = Definition {
    name: "bash",
    aliases: &["sh"],
    extensions: &["sh", "bash"],
    file_names: &[".bashrc", ".bash_profile", ".bash_login", ".bash_logout", ".bash_aliases", ".profile"],
    grammar: || tree_sitter_bash::LANGUAGE.into(),
    table: TABLE,
    keep: &["["],
    pattern: PatternSpec {
        text: PatternText {
            quotes: &[("# ", "\n", false), ("\"", "\"", true), ("'", "'", false)],
            statement_forms: &["@"],
            item_forms: &["@"],
            parameter_form: 0,
            pair_form: 0,
            has_spread: false,
            typed: TypedStyle::None,
            meta_prefix: "",
        },
        templates: &[Template::new("", "\n").rewritten(deep_as_substitution), Template::header("", " { :; }\n")],
        type_template: Template::new("", "\n"),
    },
    traits: Traits {
        resolves_imports: false,
        assignment_declares: true,
        literal_strings: true,
        words: WordForm::Loose,
        quoted: false,
        certain: &[],
        packages: false,
    },
    includes: &[],
    shares_patterns: &[],
    mask: None,
};

/// What is not here is lowered by the node around it and stands alone only within syntax errors: `regex`, `test_operator`,
/// `file_descriptor`, `heredoc_start`, `heredoc_body`, `heredoc_content`, `heredoc_end`.
const TABLE: &[Row] = &[
    ("program", Custom(commands::program)),
    ("command", Custom(commands::statement)),
    ("redirected_statement", Custom(commands::statement)),
    ("pipeline", Custom(commands::statement)),
    ("list", Custom(commands::statement)),
    ("negated_command", Custom(commands::statement)),
    ("subshell", Custom(commands::statement)),
    ("test_command", Custom(commands::statement)),
    ("unset_command", Custom(commands::statement)),
    ("declaration_command", Custom(commands::statement)),
    ("variable_assignment", Custom(commands::statement)),
    ("variable_assignments", Inline),
    ("compound_statement", Custom(commands::statement)),
    ("do_group", Custom(compound::body)),
    ("else_clause", Custom(compound::body)),
    ("if_statement", Custom(compound::conditional)),
    ("elif_clause", Custom(compound::conditional)),
    ("for_statement", Custom(compound::for_each)),
    ("c_style_for_statement", Custom(compound::c_style_for)),
    ("while_statement", Custom(compound::while_loop)),
    ("case_statement", Custom(compound::case)),
    ("case_item", Custom(compound::case_item)),
    ("function_definition", Custom(compound::function)),
    ("file_redirect", Custom(commands::redirect)),
    ("herestring_redirect", Custom(commands::redirect)),
    ("heredoc_redirect", Custom(commands::redirect)),
    ("command_name", Inline),
    ("word", Custom(words::word)),
    ("number", Custom(words::word)),
    ("string", Custom(words::word)),
    ("string_content", Custom(words::word)),
    ("raw_string", Custom(words::word)),
    ("ansi_c_string", Custom(words::word)),
    ("translated_string", Inline),
    ("extglob_pattern", Custom(words::word)),
    ("regex", Custom(words::word)),
    ("concatenation", Custom(words::word)),
    ("brace_expression", Custom(words::word)),
    ("array", Node(K::List, &[("", R::Item)])),
    ("simple_expansion", Custom(words::word)),
    ("expansion", Custom(words::word)),
    ("command_substitution", Custom(words::word)),
    ("process_substitution", Custom(words::word)),
    ("arithmetic_expansion", Custom(words::word)),
    ("variable_name", Custom(words::variable)),
    ("special_variable_name", Custom(words::variable)),
    ("subscript", Custom(arithmetic::expression)),
    ("binary_expression", Custom(arithmetic::expression)),
    ("unary_expression", Custom(arithmetic::expression)),
    ("postfix_expression", Custom(arithmetic::expression)),
    ("ternary_expression", Custom(arithmetic::expression)),
    ("parenthesized_expression", Inline),
    ("comment", Drop),
];

/// Writes `<... command ...>`, which is `placeholder( command )` by now, as a command substitution, which the grammar takes for a word.
fn deep_as_substitution(pattern: &str) -> String {
    let mut out = String::with_capacity(pattern.len() + 8);
    let mut rest = pattern;
    while let Some(c) = rest.chars().next() {
        let deep = reserved_length(rest).filter(|length| {
            rest[*length..].strip_prefix('(').is_some_and(|inner| !inner.trim_start().starts_with(')'))
        });
        let length = deep.map_or(c.len_utf8(), |length| length + 1);
        match deep {
            Some(length) => out.extend(["$(", &rest[..length], ";"]),
            None => out.push(c),
        }
        rest = &rest[length..];
    }
    out
}
