//! Dockerfiles: each instruction is a [`NodeKind::Directive`](crate::NodeKind) whose word is the instruction's name in upper case.
//!
//! What follows the name are its `Item`s in order; options such as `--from=` are `Attr`s, which patterns may leave out. Tag, digest and
//! alias of an image, and the group of a user, are compared only where the pattern has them. The shell form of a command is a block of
//! commands (see [`crate::shell`]), the exec form a list of strings. `LABEL` and `ARG` with several pairs are one directive for each pair,
//! and each pair of `ENV` is an assignment, whose value the variable has from then on.

use crate::cst::CstId;
use crate::data::MARK;
use crate::language::{Definition, Traits, WordForm};
use crate::lower::Action::{Custom, Drop, Inline, Node};
use crate::lower::{Lower, Row};
use crate::pattern::{PatternSpec, Template};
use crate::placeholder::{PatternText, TypedStyle, reserved_length};
use crate::tree::{Flags, NodeKind as K, Role as R};
use wardline_base::Span;

pub(crate) static DEFINITION: Definition = Definition {
    name: "dockerfile",
    aliases: &["docker", "containerfile"],
    extensions: &["dockerfile", "containerfile"],
    file_names: &["dockerfile", "containerfile", "dockerfile.*", "containerfile.*"],
    grammar: || tree_sitter_containerfile::LANGUAGE.into(),
    table: TABLE,
    keep: &[],
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
        templates: &[
            Template::new("", "\n").rewritten(instructions),
            Template::new("RUN <<WL_END\n", "\nWL_END\n").unless(|pattern| keyword(pattern).is_some()),
        ],
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

const TABLE: &[Row] = &[
    ("source_file", Node(K::Program, &[("", R::Item)])),
    ("from_instruction", Custom(from)),
    ("run_instruction", Custom(command)),
    ("cmd_instruction", Custom(command)),
    ("entrypoint_instruction", Custom(command)),
    ("shell_instruction", Custom(command)),
    ("healthcheck_instruction", Custom(healthcheck)),
    ("onbuild_instruction", Custom(|l, id, role| directive(l, id, role, |l| l.children(id, R::Item)))),
    ("label_instruction", Custom(label)),
    ("arg_instruction", Custom(argument)),
    ("env_instruction", Custom(|l, id, role| directive(l, id, role, |l| l.children(id, R::Item)))),
    ("env_pair", Custom(env_pair)),
    ("label_pair", Custom(label_pair)),
    ("expose_instruction", Custom(words)),
    ("add_instruction", Custom(words)),
    ("copy_instruction", Custom(words)),
    ("volume_instruction", Custom(words)),
    ("workdir_instruction", Custom(words)),
    ("stopsignal_instruction", Custom(rest_of_line)),
    ("maintainer_instruction", Custom(rest_of_line)),
    ("cross_build_instruction", Custom(lone_placeholder)),
    ("user_instruction", Custom(user)),
    ("param", Custom(option)),
    ("mount_param", Custom(mount)),
    ("path", Custom(word)),
    ("expose_port", Custom(word)),
    ("json_string_array", Node(K::List, &[("", R::Item)])),
    ("json_string", Custom(|l, id, role| l.quoted_text(id, role))),
    ("heredoc_block", Inline),
    ("heredoc_content", Custom(here_document)),
    ("heredoc_end", Drop),
    ("end_of_options", Drop),
    ("comment", Drop),
    ("line_continuation", Drop),
];

/// A directive with the name of its instruction.
fn directive(l: &mut Lower<'_>, id: CstId, role: R, fill: impl FnOnce(&mut Lower<'_>)) {
    let name = l.kind(id).trim_end_matches("_instruction").to_ascii_uppercase();
    let out = l.node_span(tokens(l, id), K::Directive, role, fill);
    l.set_word(out, &name);
}

/// The span of an instruction without the white space that the grammar counts to its end.
fn tokens(l: &Lower<'_>, id: CstId) -> Span {
    let span = l.cst_node(id).span;
    Span::new(span.start, span.start + l.text_of(id).trim_end().len() as u32)
}

fn word(l: &mut Lower<'_>, id: CstId, role: R) {
    l.shell_word(l.cst_node(id).span, role);
}

/// Options first, wherever they stand, and the other children as items; a list of strings is its elements.
fn words(l: &mut Lower<'_>, id: CstId, role: R) {
    directive(l, id, role, |l| {
        for child in l.named(id) {
            match l.kind(child) {
                "param" => l.lower(child, R::Attr),
                "json_string_array" => l.children(child, R::Item),
                _ => l.lower(child, R::Item),
            }
        }
    });
}

fn from(l: &mut Lower<'_>, id: CstId, role: R) {
    directive(l, id, role, |l| {
        if let Some(platform) = l.child_of_kind(id, "param") {
            l.lower(platform, R::Attr);
        }
        if let Some(image) = l.child_of_kind(id, "image_spec") {
            for part in l.named(image) {
                let span = l.cst_node(part).span;
                match l.kind(part) {
                    "image_tag" => l.shell_word(Span::new(span.start + 1, span.end), R::Label),
                    "image_digest" => l.shell_word(Span::new(span.start + 1, span.end), R::Extra),
                    _ => l.shell_word(span, R::Item),
                }
            }
        }
        if let Some(alias) = l.field(id, "as") {
            word(l, alias, R::Alias);
        }
    });
}

/// `--name=value`.
fn option(l: &mut Lower<'_>, id: CstId, role: R) {
    let span = l.cst_node(id).span;
    let written = l.text_of(id);
    let name_end = written.find('=').unwrap_or(written.len());
    l.node(id, K::KwArg, role, |l| {
        let name = Span::new(span.start + 2, span.start + name_end as u32);
        l.leaf_word(name, K::Ident, R::Name, &written[2..name_end]);
        if name_end < written.len() {
            l.shell_word(Span::new(name.end + 1, span.end), R::Value);
        }
    });
}

/// `--mount=type=secret,id=x`: a record, whose fields patterns name in any order.
fn mount(l: &mut Lower<'_>, id: CstId, role: R) {
    let span = l.cst_node(id).span;
    let written = l.text_of(id);
    let start = written.find('=').map_or(written.len(), |i| i + 1);
    l.node(id, K::KwArg, role, |l| {
        l.leaf_word(Span::new(span.start + 2, span.start + 7), K::Ident, R::Name, "mount");
        l.node_span(Span::new(span.start + start as u32, span.end), K::Record, R::Value, |l| {
            let mut at = span.start + start as u32;
            for field in written[start..].split(',') {
                let end = at + field.len() as u32;
                let key_end = at + field.find('=').unwrap_or(field.len()) as u32;
                l.node_span(Span::new(at, end), K::Pair, R::Item, |l| {
                    l.shell_word(Span::new(at, key_end), R::Key);
                    if key_end < end {
                        l.shell_word(Span::new(key_end + 1, end), R::Value);
                    }
                });
                at = end + 1;
            }
        });
    });
}

/// `RUN`, `CMD`, `ENTRYPOINT`, `SHELL`: options and a command in shell or exec form.
fn command(l: &mut Lower<'_>, id: CstId, role: R) {
    directive(l, id, role, |l| command_parts(l, id));
}

fn command_parts(l: &mut Lower<'_>, id: CstId) {
    for child in l.named(id) {
        match l.kind(child) {
            "param" | "mount_param" => l.lower(child, R::Attr),
            "shell_command" => shell_form(l, id, child),
            "heredoc_block" if is_script(l, id) => {}
            _ => l.lower(child, R::Item),
        }
    }
}

fn shell_form(l: &mut Lower<'_>, instruction: CstId, id: CstId) {
    let span = tokens(l, id);
    let written = &l.text[span.range()];
    if l.hole_kind(written).is_some_and(|kind| kind != K::Deep) {
        l.leaf_word(span, K::Block, R::Item, written);
        return;
    }
    if !is_script(l, instruction) {
        return l.shell_script(span, R::Item);
    }
    let block = l.child_of_kind(instruction, "heredoc_block");
    if let Some(content) = block.and_then(|b| l.child_of_kind(b, "heredoc_content")) {
        l.shell_script(l.cst_node(content).span, R::Item);
    }
}

/// Text that is not read as commands, and that patterns do not ask for.
fn here_document(l: &mut Lower<'_>, id: CstId, _: R) {
    let span = tokens(l, id);
    l.literal(span, K::Str, R::Extra, &l.text[span.range()]);
}

/// Whether the command is nothing but a here-document of shell commands: `RUN <<EOF`.
fn is_script(l: &Lower<'_>, instruction: CstId) -> bool {
    let is_marker_only = l.child_of_kind(instruction, "shell_command").is_some_and(|shell| {
        let written = l.text_of(shell).trim();
        written.starts_with("<<") && !written.contains(char::is_whitespace)
    });
    let content = l.child_of_kind(instruction, "heredoc_block").and_then(|b| l.child_of_kind(b, "heredoc_content"));
    let first_line = content.map_or("", |c| l.text_of(c)).lines().next().unwrap_or("");
    is_marker_only && (!first_line.starts_with("#!") || first_line.trim_end().ends_with("sh"))
}

/// `HEALTHCHECK NONE`, `HEALTHCHECK --interval=5s CMD …`; patterns have `...` before `CMD`.
fn healthcheck(l: &mut Lower<'_>, id: CstId, role: R) {
    directive(l, id, role, |l| {
        for child in l.cst.children(id) {
            let span = tokens(l, child);
            match l.kind(child) {
                "param" => l.lower(child, R::Attr),
                "NONE" => {
                    l.literal(span, K::Str, R::Item, "NONE");
                }
                "cmd_instruction" => {
                    let out = l.node_span(span, K::Directive, R::Item, |l| command_parts(l, child));
                    l.set_word(out, "HEALTHCHECK CMD");
                }
                "shell_command" => raw_check(l, span),
                _ => {}
            }
        }
    });
}

/// What follows the placeholder of an ellipsis; otherwise something that is no valid check, as words.
fn raw_check(l: &mut Lower<'_>, span: Span) {
    let written = &l.text[span.range()];
    let length = written.find(char::is_whitespace).unwrap_or(written.len());
    l.shell_word(Span::new(span.start, span.start + length as u32), R::Item);
    let rest = written[length..].trim_start();
    if rest.is_empty() {
        return;
    }
    let start = span.end - rest.len() as u32;
    let Some(body) = rest.get(..3).filter(|w| w.eq_ignore_ascii_case("cmd")).map(|_| rest[3..].trim_start()) else {
        return l.shell_script(Span::new(start, span.end), R::Item);
    };
    let inner = Span::new(span.end - body.len() as u32, span.end);
    let out = l.node_span(Span::new(start, span.end), K::Directive, R::Item, |l| {
        if l.hole_kind(body).is_some_and(|kind| kind != K::Deep) {
            l.leaf_word(inner, K::Block, R::Item, body);
        } else {
            l.shell_script(inner, R::Item);
        }
    });
    l.set_word(out, "HEALTHCHECK CMD");
}

/// One directive for each pair, the first from the keyword on.
fn split(l: &mut Lower<'_>, id: CstId, role: R, name: &str, fill: fn(&mut Lower<'_>, CstId)) {
    let start = l.cst_node(id).span.start;
    for (i, pair) in l.named(id).enumerate() {
        let own = tokens(l, pair);
        let span = if i == 0 { Span::new(start, own.end) } else { own };
        let out = l.node_span(span, K::Directive, role, |l| fill(l, pair));
        l.set_word(out, name);
    }
}

fn label(l: &mut Lower<'_>, id: CstId, role: R) {
    split(l, id, role, "LABEL", |l, pair| l.lower(pair, R::Item));
}

/// A default is an item, so that a pattern without one means an argument without one.
fn argument(l: &mut Lower<'_>, id: CstId, role: R) {
    split(l, id, role, "ARG", |l, pair| {
        let Some(name) = l.field(pair, "name") else { return };
        let is_ellipsis = l.is_ellipsis(name);
        l.leaf(name, K::Name, if is_ellipsis { R::Item } else { R::Target });
        if let Some(default) = value_span(l, pair, "default") {
            l.shell_word(default, R::Item);
        }
    });
}

/// Where a value stands, which may be several strings without space between them.
fn value_span(l: &Lower<'_>, pair: CstId, field: &str) -> Option<Span> {
    let start = l.cst_node(l.field(pair, field)?).span.start;
    Some(Span::new(start, tokens(l, pair).end))
}

fn env_pair(l: &mut Lower<'_>, id: CstId, role: R) {
    let Some(name) = l.field(id, "name") else { return };
    if stands_for_pair(l, id, name) {
        return l.leaf(name, K::Name, role);
    }
    let out = l.node_span(tokens(l, id), K::Assign, role, |l| {
        l.leaf(name, K::Name, R::Target);
        value(l, id);
    });
    l.add_flags(out, Flags::DECLARES);
}

fn label_pair(l: &mut Lower<'_>, id: CstId, role: R) {
    let Some(key) = l.field(id, "key") else { return };
    if stands_for_pair(l, id, key) {
        return l.leaf(key, K::Name, role);
    }
    l.node_span(tokens(l, id), K::Pair, role, |l| {
        word(l, key, R::Key);
        value(l, id);
    });
}

/// The value of a pair. In the form without `=` it is the rest of the line, in which quotes around all of it count.
fn value(l: &mut Lower<'_>, pair: CstId) {
    let span = tokens(l, pair);
    match value_span(l, pair, "value") {
        Some(value) => l.shell_word(value, R::Value),
        None => {
            l.literal(Span::new(span.end, span.end), K::Str, R::Value, "");
        }
    }
}

/// Whether a pair only wraps a placeholder, see [`instructions`].
fn stands_for_pair(l: &Lower<'_>, pair: CstId, name: CstId) -> bool {
    let value = l.field(pair, "value").map(|v| l.text_of(v));
    value == Some(l.text_of(name)) && l.hole_kind(l.text_of(name)).is_some()
}

fn user(l: &mut Lower<'_>, id: CstId, role: R) {
    directive(l, id, role, |l| {
        if let Some(user) = l.field(id, "user") {
            word(l, user, R::Item);
        }
        if let Some(group) = l.field(id, "group") {
            word(l, group, R::Extra);
        }
    });
}

/// What follows the keyword, as one word.
fn after_keyword(l: &Lower<'_>, id: CstId) -> Span {
    let span = tokens(l, id);
    let written = &l.text[span.range()];
    let rest = written.find(char::is_whitespace).map_or("", |i| written[i..].trim_start());
    Span::new(span.end - rest.len() as u32, span.end)
}

fn rest_of_line(l: &mut Lower<'_>, id: CstId, role: R) {
    let rest = after_keyword(l, id);
    let is_name = l.kind(id) == "maintainer_instruction";
    directive(l, id, role, |l| {
        if is_name {
            l.leaf_word(rest, K::Str, R::Item, &l.text[rest.range()]);
        } else {
            l.shell_word(rest, R::Item);
        }
    });
}

/// The instruction that a placeholder on a line of its own was made, see [`instructions`].
fn lone_placeholder(l: &mut Lower<'_>, id: CstId, role: R) {
    let rest = after_keyword(l, id);
    l.leaf_word(rest, K::Other, role, &l.text[rest.range()]);
}

/// The instructions of a Dockerfile.
const KEYWORDS: &[&str] = &[
    "ADD",
    "ARG",
    "CMD",
    "COPY",
    "ENTRYPOINT",
    "ENV",
    "EXPOSE",
    "FROM",
    "HEALTHCHECK",
    "LABEL",
    "MAINTAINER",
    "ONBUILD",
    "RUN",
    "SHELL",
    "STOPSIGNAL",
    "USER",
    "VOLUME",
    "WORKDIR",
];

/// The keyword that a text starts with, in upper case.
fn keyword(text: &str) -> Option<&'static str> {
    let word = text.split_whitespace().next()?;
    KEYWORDS.iter().copied().find(|k| k.eq_ignore_ascii_case(word))
}

/// Makes the placeholders of a pattern parsable where their instruction takes no bare word: ports, images and signals take `$`, pairs
/// need a value, lists need strings, and on a line of its own a placeholder stands for an instruction.
fn instructions(pattern: &str) -> String {
    let mut out: Vec<String> = Vec::new();
    let mut current = None;
    let mut continued = false;
    for line in pattern.split('\n') {
        if !continued {
            current = keyword(line);
        }
        continued = line.trim_end().ends_with('\\');
        out.push(instruction(line, current));
    }
    out.join("\n")
}

fn instruction(line: &str, keyword: Option<&'static str>) -> String {
    let trimmed = line.trim();
    match keyword {
        None if reserved_length(trimmed) == Some(trimmed.len()) => format!("CROSS_BUILD {trimmed}"),
        Some("ONBUILD") => {
            let rest = trimmed[7..].trim_start();
            format!("ONBUILD {}", instruction(rest, self::keyword(rest)))
        }
        Some("FROM" | "EXPOSE" | "STOPSIGNAL") => {
            placeholders(
                line,
                |before, word| {
                    if before.ends_with(['$', '{']) { word.to_owned() } else { format!("${word}") }
                },
            )
        }
        Some("ENV" | "LABEL") if line.contains('=') || line.split_whitespace().count() == 2 => {
            let words: Vec<&str> = line.split(' ').collect();
            let pair =
                |w: &&str| if reserved_length(w) == Some(w.len()) { format!("{w}={w}") } else { (*w).to_owned() };
            words.iter().map(pair).collect::<Vec<_>>().join(" ")
        }
        Some(_) if trimmed.ends_with(']') => placeholders(line, |before, word| {
            let in_list = before.contains('[') && before.matches('"').count().is_multiple_of(2);
            if in_list { format!("\"{MARK}{word}\"") } else { word.to_owned() }
        }),
        _ => line.to_owned(),
    }
}

/// A line with each placeholder as `write` gives it for what stands before it.
fn placeholders(line: &str, write: impl Fn(&str, &str) -> String) -> String {
    let mut out = String::new();
    let mut at = 0;
    while let Some(c) = line[at..].chars().next() {
        match reserved_length(&line[at..]) {
            Some(length) => {
                out.push_str(&write(&line[..at], &line[at..at + length]));
                at += length;
            }
            None => {
                out.push(c);
                at += c.len_utf8();
            }
        }
    }
    out
}
