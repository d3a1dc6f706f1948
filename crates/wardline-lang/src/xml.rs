//! XML: elements as JavaScript has them, names with their prefix, declarations of document types as directives.
//!
//! An element without content is the same whether it closes itself or not; a section of character data is text. Entities and references to
//! style sheets are directives, because rules ask for what they load. The parts of a document type that say which elements there may be
//! (`elementdecl`, `AttlistDecl`, `NotationDecl`) become `Other`; every other named node of the grammar is in the table or is a part of
//! one that is.

use crate::cst::CstId;
use crate::language::{Definition, Traits, WordForm};
use crate::lower::Action::{Custom, Drop, Inline};
use crate::lower::{Lower, Row};
use crate::markup::{Element, Style, starts_with_attribute};
use crate::pattern::{PatternSpec, Template};
use crate::placeholder::{PatternText, TypedStyle, reserved_length};
use crate::tree::{NodeKind as K, Role as R};
use std::borrow::Cow;
use wardline_base::Span;

pub(crate) static DEFINITION: Definition = Definition {
    name: "xml",
    aliases: &[],
    extensions: &[
        "xml", "xsd", "xsl", "xslt", "wsdl", "plist", "csproj", "vbproj", "fsproj", "props", "targets", "nuspec",
        "config", "pom", "svg", "rdf", "xaml", "xlf", "jrxml", "hbm",
    ],
    file_names: &[],
    grammar: || tree_sitter_xml::LANGUAGE_XML.into(),
    table: TABLE,
    keep: &[],
    pattern: PatternSpec {
        text: PatternText {
            quotes: &[("<!--", "-->", false), ("\"", "\"", false), ("'", "'", false)],
            statement_forms: &["@", "<!ENTITY @ \"\">"],
            item_forms: &["@", "@=\"\"", "\"@\""],
            parameter_form: 0,
            pair_form: 0,
            has_spread: false,
            typed: TypedStyle::None,
            meta_prefix: "",
        },
        templates: &[
            Template::new("", "\n").rewritten(complete),
            // Several elements beside each other.
            Template::new("<wl>", "\n</wl>").rewritten(complete),
            Template::single("<wl ", "\n/>").rewritten(complete).eager(starts_with_attribute),
            // The block of declarations is larger than the pattern, so that a declaration alone is itself.
            Template::new("<!DOCTYPE wl [<!ENTITY wl \"\">", "\n]><wl/>"),
            Template::new("", "\n<wl/>"),
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
    mask: Some(mask),
};

const TABLE: &[Row] = &[
    ("document", Custom(document)),
    ("prolog", Inline),
    ("XMLDecl", Drop),
    ("StyleSheetPI", Custom(|l, id, role| l.markup_declaration(id, role))),
    ("XmlModelPI", Custom(|l, id, role| l.markup_declaration(id, role))),
    ("PI", Drop),
    ("element", Custom(element)),
    ("Attribute", Custom(attribute)),
    ("CharData", Custom(|l, id, role| l.markup_text(l.cst_node(id).span, role))),
    ("CharRef", Custom(|l, id, role| l.markup_text(l.cst_node(id).span, role))),
    ("EntityRef", Custom(|l, id, role| l.markup_text(l.cst_node(id).span, role))),
    ("CDSect", Inline),
    ("CDStart", Drop),
    ("CData", Custom(|l, id, role| l.markup_text(l.cst_node(id).span, role))),
    ("doctypedecl", Custom(document_type)),
    ("GEDecl", Custom(entity)),
    ("PEDecl", Custom(entity)),
    ("EntityValue", Custom(|l, id, role| l.markup_value(id, role))),
    ("SystemLiteral", Custom(|l, id, role| l.markup_value(id, role))),
    ("PubidLiteral", Custom(|l, id, role| l.markup_value(id, role))),
    ("PEReference", Drop),
    ("Comment", Drop),
];

const STYLE: Style =
    Style { folds_case: false, is_text: |kind| matches!(kind, "CharData" | "EntityRef" | "CharRef" | "PEReference") };

fn document(l: &mut Lower<'_>, id: CstId, role: R) {
    l.node(id, K::Program, role, |l| l.children(id, R::Item));
}

fn element(l: &mut Lower<'_>, id: CstId, role: R) {
    let mut parts = Element::default();
    for part in l.named(id) {
        match l.kind(part) {
            "STag" | "EmptyElemTag" => {
                parts.name = l.child_of_kind(part, "Name");
                parts.attributes = l.named(part).filter(|c| l.kind(*c) != "Name").collect();
            }
            "ETag" => {}
            "content" => parts.content.extend(l.named(part)),
            _ => parts.content.push(part),
        }
    }
    l.markup_element(id, role, &parts, STYLE);
}

fn attribute(l: &mut Lower<'_>, id: CstId, role: R) {
    let parts: Vec<CstId> = l.named(id).collect();
    l.node(id, K::XmlAttr, role, |l| {
        for part in parts {
            match l.kind(part) {
                "Name" => l.markup_name(part, STYLE),
                "AttValue" => value(l, part),
                _ => l.lower(part, R::Extra),
            }
        }
    });
}

/// An attribute's value; a placeholder that stood without quotes is one, and what made an ellipsis parsable is none.
fn value(l: &mut Lower<'_>, id: CstId) {
    let written = l.text_of(id);
    let content = written.get(1..written.len().saturating_sub(1)).unwrap_or("");
    match content.strip_prefix(MARK).filter(|word| l.hole_kind(word).is_some()) {
        Some(word) => {
            l.leaf_word(l.cst_node(id).span, K::Str, R::Value, word);
        }
        None => l.markup_value(id, R::Value),
    }
}

/// `<!DOCTYPE name SYSTEM "…" [ … ]>`: the name and the outer reference as items, the declarations as body.
fn document_type(l: &mut Lower<'_>, id: CstId, role: R) {
    let parts: Vec<CstId> = l.named(id).collect();
    let is_head = |l: &Lower<'_>, part: CstId| matches!(l.kind(part), "Name" | "ExternalID");
    l.node(id, K::Directive, role, |l| {
        keyword(l, id, "DOCTYPE");
        head(l, id);
        let body: Vec<CstId> = parts.into_iter().filter(|p| !is_head(l, *p)).collect();
        if let (Some(first), Some(last)) = (body.first(), body.last()) {
            let span = l.cst_node(*first).span.cover(l.cst_node(*last).span);
            l.node_span(span, K::Block, R::Body, |l| body.iter().for_each(|p| l.lower(*p, R::Item)));
        }
    });
}

/// `<!ENTITY name "…">`, `<!ENTITY % name SYSTEM "…">`.
fn entity(l: &mut Lower<'_>, id: CstId, role: R) {
    // A declaration that only made an ellipsis parsable.
    if let Some(name) = l.child_of_kind(id, "Name").filter(|n| l.is_ellipsis(*n)) {
        return l.leaf(name, K::Ident, role);
    }
    l.node(id, K::Directive, role, |l| {
        keyword(l, id, "ENTITY");
        if l.has_token(id, "%") {
            let at = l.cst_node(id).span.start;
            l.literal(Span::new(at, at), K::Modifier, R::Attr, "%");
        }
        head(l, id);
    });
}

fn keyword(l: &mut Lower<'_>, id: CstId, word: &str) {
    let start = l.cst_node(id).span.start + "<!".len() as u32;
    l.literal(Span::new(start, start + word.len() as u32), K::Ident, R::Name, &word.to_ascii_lowercase());
}

/// The name, value and references of a declaration, in order.
fn head(l: &mut Lower<'_>, id: CstId) {
    let parts: Vec<CstId> = l.named(id).collect();
    for part in parts {
        match l.kind(part) {
            "Name" => l.leaf(part, K::Ident, R::Item),
            "EntityValue" => l.lower(part, R::Item),
            "ExternalID" => {
                let span = l.cst_node(part).span;
                let word = if l.has_token(part, "PUBLIC") { "PUBLIC" } else { "SYSTEM" };
                l.literal(Span::new(span.start, span.start + word.len() as u32), K::Ident, R::Item, word);
                l.children(part, R::Item);
            }
            _ => {}
        }
    }
}

/// Stands before a placeholder that was put into quotes.
const MARK: char = '@';

/// A pattern as well-formed XML: values in quotes, attributes with a value, and every element closed.
fn complete(pattern: &str) -> String {
    let mut out = String::with_capacity(pattern.len() + 16);
    let mut open: Vec<&str> = Vec::new();
    let mut rest = pattern;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let length = tag_length(rest);
        let tag = &rest[..length];
        rest = &rest[length..];
        let name = tag.trim_start_matches(['<', '/']);
        let name = &name[..name.find(|c: char| c.is_whitespace() || "/>".contains(c)).unwrap_or(name.len())];
        if tag.starts_with("</") {
            if open.last() == Some(&name) {
                open.pop();
            }
        } else if !tag.ends_with("/>") && !tag.starts_with("<!") && !tag.starts_with("<?") {
            open.push(name);
        }
        if tag.starts_with("<!") || tag.starts_with("<?") {
            out.push_str(tag);
        } else {
            out.push_str(&attributes(tag));
        }
    }
    out.push_str(&if pattern.contains('<') { rest.to_owned() } else { attributes(rest) });
    while let Some(name) = open.pop() {
        out.extend(["</", name, ">"]);
    }
    out
}

/// The length of the tag, comment or declaration that a text starts with.
fn tag_length(text: &str) -> usize {
    let end_of = |close: &str| text.find(close).map_or(text.len(), |i| i + close.len());
    match text {
        _ if text.starts_with("<!--") => end_of("-->"),
        _ if text.starts_with("<![CDATA[") => end_of("]]>"),
        _ if text.starts_with("<?") => end_of("?>"),
        _ => {
            let mut quote = None;
            for (i, c) in text.char_indices() {
                match quote {
                    Some(open) if open == c => quote = None,
                    None if matches!(c, '"' | '\'') => quote = Some(c),
                    None if c == '>' => return i + 1,
                    _ => {}
                }
            }
            text.len()
        }
    }
}

/// A tag whose attributes have values in quotes: `a=WL_0_` as `a="@WL_0_"`, `WL_0_` alone as `WL_0_=""`.
fn attributes(tag: &str) -> String {
    let mut out = String::with_capacity(tag.len() + 8);
    let mut rest = tag;
    while let Some(at) = rest.find("WL_") {
        let length = reserved_length(&rest[at..]).unwrap_or(1);
        let (before, word) = (&rest[..at], &rest[at..at + length]);
        out.push_str(before);
        rest = &rest[at + length..];
        let in_quotes = out.matches('"').count() % 2 == 1 || out.matches('\'').count() % 2 == 1;
        let stands_alone = (before.is_empty() || before.ends_with(char::is_whitespace)) && !out.is_empty();
        match () {
            () if in_quotes => out.push_str(word),
            () if before.trim_end().ends_with('=') => out.extend(["\"", &MARK.to_string(), word, "\""]),
            () if stands_alone && !rest.trim_start().starts_with('=') => out.extend([word, "=\"\""]),
            () => out.push_str(word),
        }
    }
    out + rest
}

/// The text with what stands in the way of the grammar masked: a byte order mark, comments inside of tags, and processing instructions,
/// which the grammar takes for errors and which so become text.
fn mask(text: &str) -> Cow<'_, str> {
    let mut out: Option<Vec<u8>> = None;
    let mut blank = |start: usize, end: usize| {
        out.get_or_insert_with(|| text.as_bytes().to_vec())[start..end].fill(b' ');
    };
    let mut at = 0;
    if text.starts_with('\u{feff}') {
        at = '\u{feff}'.len_utf8();
        blank(0, at);
    }
    while let Some(found) = text[at..].find('<') {
        let start = at + found;
        let end = start + tag_length(&text[start..]);
        let is_tag = text[start + 1..].starts_with(|c: char| c.is_alphabetic() || c == '_');
        at = end;
        let target = text[start..end].strip_prefix("<?");
        if target.is_some_and(|t| !t.starts_with("xml")) {
            blank(start, end);
        }
        if is_tag && let Some(comment) = text[start..end].find("<!--") {
            let from = start + comment;
            let to = from + text[from..].find("-->").map_or(text.len() - from, |i| i + 3);
            blank(from, to);
            at = to;
        }
    }
    out.and_then(|o| String::from_utf8(o).ok()).map_or(Cow::Borrowed(text), Cow::Owned)
}

#[cfg(test)]
mod tests {
    use super::{complete, mask};

    #[test]
    fn patterns_are_completed() {
        let check = |text: &str, expected: &str| assert_eq!(complete(text), expected);
        check("<a b=WL_0_ WL_1_>", "<a b=\"@WL_0_\" WL_1_=\"\"></a>");
        check("<a><b c=\"WL_0_\"/><d>x", "<a><b c=\"WL_0_\"/><d>x</d></a>");
        check("<WL_0_ WL_1_=\"x\">WL_2_</WL_0_>", "<WL_0_ WL_1_=\"x\">WL_2_</WL_0_>");
        check("a=WL_0_", "a=\"@WL_0_\"");
    }

    #[test]
    fn comments_in_tags_are_masked() {
        let check = |text: &str, expected: &str| assert_eq!(mask(text), expected);
        check("<a <!-- > --> b='>'><!-- <a <!-- -->", "<a            b='>'><!-- <a <!-- -->");
        check("\u{feff}<a/>", "   <a/>");
        check("<a>'</a>", "<a>'</a>");
        check("<?xml x?><a><?b c?></a>", "<?xml x?><a>       </a>");
    }
}
