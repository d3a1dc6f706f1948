//! What some grammars cannot hold is cut from the text before they see it.
//!
//! The scanners of a few grammars keep what is open (elements, indentation, strings, heredocs) in a buffer of 1,024 bytes; they stop the
//! process when it is full, or copy all of it for each token. Nothing can catch that, so the depth is counted here first, in one pass
//! over the text, and what lies deeper than any real file goes is blanked in place and reported as nested too deep. Counting is a
//! little coarser than the grammar, never finer.

use crate::language::Language;
use wardline_base::Span;

/// Levels of indentation in Python, which itself stops at 100.
const MAX_INDENTATION: usize = 200;
/// Columns at which collections of YAML are open. A column can hold a list and a map.
const MAX_COLUMNS: usize = 120;
/// Strings within the expressions of strings.
const MAX_STRINGS: usize = 100;
/// Bytes of the words of heredocs that are open at once.
const MAX_HEREDOCS: usize = 600;
/// Elements within elements.
const MAX_ELEMENTS: usize = 512;

/// A text without what its grammar cannot hold.
pub(crate) struct Cut {
    /// The text, of the same length.
    pub(crate) text: String,
    /// How many bytes were blanked.
    pub(crate) bytes: u32,
    /// The first of them.
    pub(crate) first: Span,
}

/// The text without what this language's grammar cannot hold; `None` where there is nothing of that kind.
pub(crate) fn cut(language: Language, text: &str) -> Option<Cut> {
    let mut blanker = Blanker { text, spans: Vec::new() };
    match language.name() {
        "python" => indentation(&mut blanker, MAX_INDENTATION, false),
        "yaml" => indentation(&mut blanker, MAX_COLUMNS, true),
        "kotlin" => interpolation(&mut blanker),
        "ruby" => heredocs(&mut blanker),
        "html" => elements(&mut blanker, true),
        "xml" => elements(&mut blanker, false),
        _ => {}
    }
    blanker.finish()
}

struct Blanker<'t> {
    text: &'t str,
    /// In order, apart.
    spans: Vec<Span>,
}

impl Blanker<'_> {
    fn blank(&mut self, start: usize, end: usize) {
        self.spans.push(Span::new(start as u32, end as u32));
    }

    fn finish(self) -> Option<Cut> {
        let first = *self.spans.first()?;
        let mut bytes = self.text.as_bytes().to_vec();
        for span in &self.spans {
            bytes[span.range()].iter_mut().filter(|b| !matches!(b, b'\n' | b'\r')).for_each(|b| *b = b' ');
        }
        let blanked = self.spans.iter().map(|span| span.len()).sum();
        String::from_utf8(bytes).ok().map(|text| Cut { text, bytes: blanked, first })
    }
}

/// Blanks lines, or their ends, that are indented by more levels than the limit. With `compact`, each `- ` and `? ` that a line starts
/// with opens a level too.
fn indentation(blanker: &mut Blanker<'_>, limit: usize, compact: bool) {
    let mut columns: Vec<usize> = Vec::new();
    let mut start = 0;
    for line in blanker.text.split_inclusive('\n') {
        let end = start + line.len();
        let (mut column, mut at) = leading_space(line.as_bytes(), 0, 0);
        let content = line.trim_end().len();
        if at < content {
            while columns.last().is_some_and(|last| *last >= column) {
                columns.pop();
            }
            columns.push(column);
            let bytes = line.as_bytes();
            while compact && columns.len() <= limit && is_indicator(bytes, at) {
                (column, at) = leading_space(bytes, at + 1, column + 1);
                columns.push(column);
            }
            if columns.len() > limit {
                columns.truncate(limit);
                blanker.blank(start + at, end);
            }
        }
        start = end;
    }
}

/// The column and byte behind white space. A tab goes to the next multiple of eight, a form feed to the start of the line.
fn leading_space(line: &[u8], mut at: usize, mut column: usize) -> (usize, usize) {
    while let Some(byte) = line.get(at) {
        column = match byte {
            b' ' => column + 1,
            b'\t' => column / 8 * 8 + 8,
            b'\x0c' => 0,
            _ => break,
        };
        at += 1;
    }
    (column, at)
}

fn is_indicator(line: &[u8], at: usize) -> bool {
    matches!(line.get(at), Some(b'-' | b'?' | b':')) && line.get(at + 1).is_none_or(u8::is_ascii_whitespace)
}

/// Blanks all from where more expressions are open in strings than the limit.
fn interpolation(blanker: &mut Blanker<'_>) {
    let mut open: Vec<bool> = Vec::new();
    let mut strings = 0;
    let bytes = blanker.text.as_bytes();
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            b'{' => {
                let in_string = at > 0 && bytes[at - 1] == b'$';
                open.push(in_string);
                strings += usize::from(in_string);
            }
            b'}' => strings -= usize::from(open.pop().unwrap_or(false)),
            _ => {}
        }
        if strings > MAX_STRINGS {
            return blanker.blank(at, bytes.len());
        }
    }
}

/// Blanks all from where the words of the heredocs that are open take more bytes than the limit.
fn heredocs(blanker: &mut Blanker<'_>) {
    let mut open: Vec<&str> = Vec::new();
    let mut start = 0;
    for line in blanker.text.split_inclusive('\n') {
        if let Some(at) = open.iter().position(|word| *word == line.trim()) {
            open.remove(at);
        }
        for (at, _) in line.match_indices("<<") {
            let rest = line[at + 2..].trim_start_matches(['-', '~']);
            let word = match rest.as_bytes().first() {
                Some(quote @ (b'"' | b'\'' | b'`')) => rest[1..].split(char::from(*quote)).next().unwrap_or_default(),
                _ => rest.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default(),
            };
            if !word.is_empty() {
                open.push(word);
            }
            if word.len() > MAX_HEREDOCS / 4 || open.iter().map(|word| word.len() + 4).sum::<usize>() > MAX_HEREDOCS {
                return blanker.blank(start + at, blanker.text.len());
            }
        }
        start += line.len();
    }
}

/// Blanks the tags of elements within more elements than the limit. With `html`, names have no case, some elements have no end, and the
/// end of some is left out.
fn elements(blanker: &mut Blanker<'_>, html: bool) {
    let text = blanker.text;
    let mut open: Vec<&str> = Vec::new();
    // How many elements are open that were blanked.
    let mut deeper = 0usize;
    let mut at = 0;
    while let Some(start) = text[at..].find('<').map(|i| at + i) {
        let rest = &text[start..];
        let is_end = rest.starts_with("</");
        let name = tag_name(&rest[if is_end { 2 } else { 1 }..]);
        if name.is_empty() {
            at = start + past_markup(rest);
            continue;
        }
        let end = start + rest.find('>').map_or(rest.len(), |i| i + 1);
        at = end;
        if is_end {
            if deeper > 0 {
                deeper -= 1;
                blanker.blank(start, end);
            } else if let Some(found) = open.iter().rposition(|tag| same(tag, name, html)) {
                open.truncate(found);
            }
            continue;
        }
        if text[start..end].ends_with("/>") || (html && is_one_of(name, &VOID)) {
            continue;
        }
        while html && deeper == 0 && open.last().is_some_and(|parent| !can_contain(parent, name)) {
            open.pop();
        }
        if open.len() >= MAX_ELEMENTS {
            deeper += 1;
            blanker.blank(start, end);
        } else {
            open.push(name);
        }
    }
}

/// The length of a comment, a declaration or an instruction; 1 where there is none.
fn past_markup(rest: &str) -> usize {
    let close = match rest.as_bytes() {
        [b'<', b'!', b'-', b'-', ..] => "-->",
        [b'<', b'!', b'[', ..] => "]]>",
        [b'<', b'?', ..] => "?>",
        _ => return 1,
    };
    // An end that is missing is looked for once: nothing behind it can be markup.
    rest.find(close).map_or(rest.len(), |i| i + close.len())
}

fn tag_name(rest: &str) -> &str {
    let starts = rest.starts_with(|c: char| c.is_alphabetic() || matches!(c, '_' | ':'));
    let length = rest.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/' | '<' | '='));
    if starts { &rest[..length.unwrap_or(rest.len())] } else { "" }
}

fn same(one: &str, other: &str, html: bool) -> bool {
    if html { one.eq_ignore_ascii_case(other) } else { one == other }
}

fn is_one_of(name: &str, names: &[&str]) -> bool {
    names.iter().any(|n| n.eq_ignore_ascii_case(name))
}

/// Elements without an end.
const VOID: [&str; 22] = [
    "area", "base", "basefont", "bgsound", "br", "col", "command", "embed", "frame", "hr", "image", "img", "input",
    "isindex", "keygen", "link", "menuitem", "meta", "nextid", "param", "source", "wbr",
];

/// Elements that end a paragraph.
const BLOCKS: [&str; 27] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "details",
    "div",
    "dl",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "ul",
];

/// Whether an element stays open when another begins in it.
fn can_contain(parent: &str, child: &str) -> bool {
    let ends: &[&str] = match parent.to_ascii_lowercase().as_str() {
        "li" => &["li"],
        "dt" | "dd" => &["dt", "dd"],
        "p" => &BLOCKS,
        "option" => &["option", "optgroup"],
        "optgroup" => &["optgroup"],
        "tr" => &["tr"],
        "td" | "th" => &["td", "th", "tr"],
        "colgroup" => return child.eq_ignore_ascii_case("col"),
        _ => return true,
    };
    !is_one_of(child, ends)
}

#[cfg(test)]
mod tests {
    use super::cut;
    use crate::language::Language;

    /// The bytes that are cut from a text.
    fn check(language: &str, text: &str, expected: u32) {
        let language = Language::from_name(language).expect("the language exists");
        let found = cut(language, text);
        assert_eq!(found.as_ref().map_or(0, |c| c.bytes), expected, "{}", &text[..text.len().min(80)]);
        assert!(found.is_none_or(|c| c.text.len() == text.len()));
    }

    fn stairs(levels: usize, line: &str) -> String {
        (0..levels).map(|i| format!("{}{line}\n", " ".repeat(i))).collect()
    }

    #[test]
    fn only_what_lies_deeper_than_a_grammar_holds_is_cut() {
        check("python", &stairs(200, "if x:"), 0);
        check("python", &stairs(201, "if x:"), 6);
        check("python", &stairs(150, "if x:").repeat(3), 0);
        check("yaml", &stairs(120, "a:"), 0);
        check("yaml", &stairs(121, "a:"), 3);
        check("yaml", &("- ".repeat(119) + "a"), 0);
        check("yaml", &("- ".repeat(121) + "a"), 3);
        check("yaml", &"- a: {b: [c]}\n".repeat(500), 0);
        check("kotlin", &("x = ".to_owned() + &"\"${".repeat(101)), 1);
        check("kotlin", &"x = \"${a}\"\n".repeat(500), 0);
        check("ruby", &"x = <<~SQL\n  a\nSQL\n".repeat(500), 0);
        check("ruby", &format!("x = <<{}\n", "A".repeat(200)), 203);
        check("html", &"<div>".repeat(513), 5);
        check("html", &("<div>".repeat(514) + &"</div>".repeat(514)), 22);
        check("html", &"<li>a<br><img src=b>".repeat(2000), 0);
        check("html", &"<table><tr><td>a<td>b<tr><td>c</table>".repeat(600), 0);
        check("html", &"<p>a<div><P>b</div>".repeat(600), 0);
        check("xml", &"<a/><b x='1'>c</b><!-- <a> --><![CDATA[<a>]]>".repeat(600), 0);
        check("xml", &"<a>".repeat(513), 3);
    }
}
