//! Ruby: calls without parentheses, blocks, symbols, keyword arguments in both spellings, modifiers, implicit returns.
//!
//! A block is an argument of a call around the call it follows, `f(x) { … }` being `f(x)({ … })`, so that `f(x)` alone means the same
//! with and without a block. A call without arguments and parentheses on an object is a `Member`, as an attribute would be; a lone
//! lower-case name that is a statement is a call. A symbol is a `Unary` of `:`, so that its name compares equal to a method's. The
//! value of a method's body is an implicit `Return`. `unless` and `until` are `if` and `while` of the opposite, `A::B` is a `Member`,
//! and `a, b = 1, 2` is two assignments. Bodies of classes are `Block`s: their order means something.
//!
//! Left to become `Other`: `alias`, `redo`, `retry`, which have no counterpart.

mod calls;
mod declarations;
mod literals;
mod patterns;
mod statements;
mod templates;

use crate::cst::CstId;
use crate::language::{Definition, Traits, WordForm};
use crate::lower::Action::{Custom, Drop, Inline, Leaf, Node, Word};
use crate::lower::{Lower, Row};
use crate::pattern::{PatternSpec, Template};
use crate::placeholder::{PatternText, TypedStyle};
use crate::tree::{NodeKind, Role};
use wardline_base::Span;

pub(crate) static DEFINITION: Definition = Definition {
    name: "ruby",
    aliases: &["rb"],
    extensions: &["rb", "rake", "gemspec", "ru"],
    file_names: &["gemfile", "rakefile", "vagrantfile"],
    grammar: || tree_sitter_ruby::LANGUAGE.into(),
    table: TABLE,
    keep: &[],
    pattern: PatternSpec {
        text: PatternText {
            quotes: &[("\"", "\"", true), ("'", "'", true), ("`", "`", true), ("#{", "}", false), ("#", "\n", false)],
            statement_forms: &["@"],
            item_forms: &["@", "**@"],
            parameter_form: 0,
            pair_form: 0,
            has_spread: false,
            typed: TypedStyle::None,
            meta_prefix: "",
        },
        templates: &[
            // The grammar takes a clause alone for a call, and a pair alone for a match of a pattern.
            Template::single("begin\n", "\nend\n").rewritten(templates::readable).eager(templates::is_rescue),
            Template::single("case WL_WRAP\n", "\nend\n").rewritten(templates::readable).eager(templates::is_when),
            Template::single("WL_WRAP = {", "}\n").rewritten(templates::readable).eager(templates::is_pair),
            Template::new("", "\n").rewritten(templates::readable),
            Template::single("WL_WRAP = {", "}\n").rewritten(templates::readable),
            Template::header("", "\nend\n").rewritten(templates::readable),
        ],
        type_template: Template::new("", "\n"),
    },
    traits: Traits {
        resolves_imports: false,
        assignment_declares: true,
        literal_strings: false,
        packages: false,
        words: WordForm::Exact,
        quoted: false,
        certain: &[],
    },
    includes: &[],
    shares_patterns: &[],
    mask: None,
};

use NodeKind as K;
use Role as R;

const TABLE: &[Row] = &[
    ("program", Custom(program)),
    ("comment", Drop),
    ("heredoc_body", Drop),
    ("empty_statement", Drop),
    ("uninterpreted", Drop),
    // Names and literals.
    ("identifier", Leaf(K::Name)),
    ("constant", Leaf(K::Name)),
    ("instance_variable", Leaf(K::Name)),
    ("class_variable", Leaf(K::Name)),
    ("global_variable", Leaf(K::Name)),
    ("self", Leaf(K::Name)),
    ("super", Leaf(K::Name)),
    ("file", Leaf(K::Name)),
    ("line", Leaf(K::Name)),
    ("encoding", Leaf(K::Name)),
    ("operator", Leaf(K::Ident)),
    ("setter", Leaf(K::Ident)),
    ("true", Word(K::Bool, "true", &[])),
    ("false", Word(K::Bool, "false", &[])),
    ("nil", Word(K::Null, "", &[])),
    ("integer", Custom(number)),
    ("float", Custom(number)),
    ("rational", Custom(number)),
    ("complex", Custom(number)),
    ("character", Custom(literals::character)),
    ("string", Custom(literals::string)),
    ("bare_string", Custom(literals::string)),
    ("chained_string", Custom(literals::chained)),
    ("heredoc_beginning", Custom(literals::heredoc)),
    ("string_content", Leaf(K::StrPart)),
    ("heredoc_content", Leaf(K::StrPart)),
    ("escape_sequence", Leaf(K::StrPart)),
    ("heredoc_end", Drop),
    ("interpolation", Inline),
    ("simple_symbol", Custom(literals::symbol)),
    ("delimited_symbol", Custom(literals::symbol)),
    ("bare_symbol", Custom(literals::symbol)),
    ("hash_key_symbol", Custom(literals::symbol)),
    ("regex", Custom(literals::regex)),
    ("subshell", Custom(literals::subshell)),
    ("string_array", Node(K::List, &[("", R::Item)])),
    ("symbol_array", Node(K::List, &[("", R::Item)])),
    ("array", Node(K::List, &[("", R::Item)])),
    ("hash", Node(K::Dict, &[("", R::Item)])),
    ("pair", Custom(calls::pair)),
    // Expressions.
    ("call", Custom(calls::call)),
    ("argument_list", Custom(calls::arguments)),
    ("splat_argument", Word(K::Spread, "*", &[("", R::Operand)])),
    ("hash_splat_argument", Word(K::Spread, "**", &[("", R::Operand)])),
    ("block_argument", Word(K::Spread, "&", &[("", R::Operand)])),
    ("forward_argument", Word(K::Spread, "...", &[])),
    ("block", Custom(calls::block)),
    ("do_block", Custom(calls::block)),
    ("lambda", Custom(calls::block)),
    ("scope_resolution", Custom(scope)),
    ("element_reference", Node(K::Index, &[("object", R::Object), ("", R::Item)])),
    ("binary", Custom(binary)),
    ("unary", Custom(unary)),
    ("range", Custom(range)),
    ("conditional", Node(K::Ternary, &[("condition", R::Cond), ("consequence", R::Then), ("alternative", R::Else)])),
    ("parenthesized_statements", Custom(statements::parenthesized)),
    ("yield", Custom(statements::jump)),
    // Assignments.
    ("assignment", Custom(declarations::assignment)),
    ("operator_assignment", Custom(declarations::augmented)),
    ("left_assignment_list", Node(K::Tuple, &[("", R::Item)])),
    ("right_assignment_list", Node(K::Tuple, &[("", R::Item)])),
    ("destructured_left_assignment", Node(K::Tuple, &[("", R::Item)])),
    ("rest_assignment", Word(K::Spread, "*", &[("", R::Operand)])),
    // Statements.
    ("if", Custom(statements::condition)),
    ("elsif", Custom(statements::condition)),
    ("unless", Custom(statements::condition)),
    ("if_modifier", Custom(statements::condition)),
    ("unless_modifier", Custom(statements::condition)),
    ("while", Custom(statements::repetition)),
    ("until", Custom(statements::repetition)),
    ("while_modifier", Custom(statements::repetition)),
    ("until_modifier", Custom(statements::repetition)),
    ("for", Custom(statements::for_each)),
    ("in", Inline),
    ("case", Custom(statements::case)),
    ("case_match", Custom(statements::case)),
    ("when", Custom(statements::when)),
    ("pattern", Inline),
    ("begin", Custom(statements::begin)),
    ("begin_block", Custom(statements::block)),
    ("end_block", Custom(statements::block)),
    ("rescue_modifier", Custom(statements::rescue_modifier)),
    ("rescue", Custom(statements::rescue)),
    ("exceptions", Inline),
    ("exception_variable", Inline),
    ("body_statement", Custom(statements::block)),
    ("block_body", Custom(statements::block)),
    ("then", Custom(statements::block)),
    ("else", Custom(statements::block)),
    ("ensure", Custom(statements::block)),
    ("do", Custom(statements::block)),
    ("return", Custom(statements::jump)),
    ("break", Custom(statements::jump)),
    ("next", Custom(statements::jump)),
    ("undef", Node(K::Delete, &[("", R::Operand)])),
    // Declarations.
    ("method", Custom(declarations::method)),
    ("singleton_method", Custom(declarations::method)),
    ("method_parameters", Custom(declarations::parameters)),
    ("lambda_parameters", Custom(declarations::parameters)),
    ("block_parameters", Custom(declarations::parameters)),
    ("optional_parameter", Custom(declarations::parameter)),
    ("keyword_parameter", Custom(declarations::parameter)),
    ("splat_parameter", Custom(declarations::parameter)),
    ("hash_splat_parameter", Custom(declarations::parameter)),
    ("hash_splat_nil", Custom(declarations::parameter)),
    ("block_parameter", Custom(declarations::parameter)),
    ("forward_parameter", Custom(declarations::parameter)),
    ("destructured_parameter", Custom(declarations::parameter)),
    ("class", Custom(declarations::class)),
    ("module", Custom(declarations::class)),
    ("singleton_class", Custom(declarations::class)),
    ("superclass", Inline),
    // Matching.
    ("in_clause", Custom(patterns::clause)),
    ("if_guard", Inline),
    ("unless_guard", Word(K::Unary, "!", &[("condition", R::Operand)])),
    ("match_pattern", Word(K::BinOp, "=>", &[("value", R::Left), ("pattern", R::Right)])),
    ("test_pattern", Word(K::BinOp, "in", &[("value", R::Left), ("pattern", R::Right)])),
    ("array_pattern", Custom(patterns::sequence)),
    ("find_pattern", Custom(patterns::sequence)),
    ("hash_pattern", Custom(patterns::hash)),
    ("keyword_pattern", Custom(patterns::keyword)),
    ("as_pattern", Custom(patterns::named)),
    ("alternative_pattern", Word(K::Tuple, "|", &[("alternatives", R::Item)])),
    ("parenthesized_pattern", Inline),
    ("variable_reference_pattern", Word(K::Unary, "^", &[("name", R::Operand)])),
    ("expression_reference_pattern", Word(K::Unary, "^", &[("value", R::Operand)])),
];

fn program(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::Program, role, |l| statements::list(l, id));
}

fn number(l: &mut Lower<'_>, id: CstId, role: Role) {
    let word = crate::literal::number(l.text_of(id));
    l.leaf_word(l.cst_node(id).span, K::Num, role, &word);
}

/// `A::B`; `::A` is `A`.
fn scope(l: &mut Lower<'_>, id: CstId, role: Role) {
    let Some(name) = l.field(id, "name") else { return l.children(id, role) };
    if l.field(id, "scope").is_none() {
        return l.leaf(name, K::Name, role);
    }
    l.node(id, K::Member, role, |l| {
        l.lower_field(id, "scope", R::Object);
        l.leaf(name, K::Ident, R::Name);
    });
}

/// `and` and `or` are `&&` and `||` to a rule.
fn binary(l: &mut Lower<'_>, id: CstId, role: Role) {
    let operator = match l.field(id, "operator").map_or("", |o| l.text_of(o)) {
        "and" => "&&",
        "or" => "||",
        other => other,
    };
    let out = l.open(id, K::BinOp, role);
    l.set_word(out, operator);
    l.lower_field(id, "left", R::Left);
    l.lower_field(id, "right", R::Right);
    l.close(out);
}

fn unary(l: &mut Lower<'_>, id: CstId, role: Role) {
    let operator = match l.field(id, "operator").map_or("", |o| l.text_of(o)) {
        "not" => "!",
        other => other,
    };
    let out = l.open(id, K::Unary, role);
    l.set_word(out, operator);
    l.lower_field(id, "operand", R::Operand);
    l.close(out);
}

/// Both sorts of ranges are the same to a rule; an open end is `nil`.
fn range(l: &mut Lower<'_>, id: CstId, role: Role) {
    let span = l.cst_node(id).span;
    let out = l.open(id, K::BinOp, role);
    l.set_word(out, "..");
    for (field, role, at) in [("begin", R::Left, span.start), ("end", R::Right, span.end)] {
        match l.field(id, field) {
            Some(bound) => l.lower(bound, role),
            None => {
                l.node_span(Span::new(at, at), K::Null, role, |_| {});
            }
        }
    }
    l.close(out);
}
