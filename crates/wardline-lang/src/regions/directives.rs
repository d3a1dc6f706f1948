//! Code between `<%` and `%>`: ERB, EJS, JSP.
//!
//! All pieces of a file are one program, so that an `if` opens in one and closes in another. `<%=` shows a value; whether it escapes
//! markup differs, and `<%-` and `<%==` are the forms that do not where it does.

use super::{ESCAPED, Piece, RAW, Region, region};
use crate::language::Language;
use wardline_base::Span;

pub(super) fn regions(text: &str, language: &'static str) -> Vec<Region> {
    region(Language::from_name(language), |region| fill(region, text, language)).into_iter().collect()
}

fn fill(region: &mut Region, text: &str, language: &str) {
    for directive in directives(text) {
        if let Some(piece) = piece(text, directive, language) {
            region.piece(text, &piece);
        }
    }
}

/// The bytes of everything between `<%` and `%>`, delimiters included.
pub(super) fn directives(text: &str) -> impl Iterator<Item = Span> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let start = at + text.get(at..)?.find("<%")?;
            let rest = &text[start + 2..];
            // `<%%` is how `<%` itself is written.
            if rest.starts_with('%') {
                at = start + 3;
                continue;
            }
            let close = if rest.starts_with("--") { "--%>" } else { "%>" };
            at = start + 2 + rest.find(close)? + close.len();
            return Some(Span::new(start as u32, at as u32));
        }
    })
}

/// The code of a directive, as the parser is to see it; none for comments and for what is no code.
fn piece(text: &str, directive: Span, language: &str) -> Option<Piece> {
    let written = &text[directive.range()];
    let inner = &written[2..written.len() - 2];
    let markers = inner.len() - inner.trim_start_matches(['=', '-', '_', '!', '@', '#']).len();
    let marker = if inner.starts_with("--") { "--" } else { &inner[..markers] };
    // `-%>` and `_%>` take white space away.
    let tail = usize::from(inner.len() > markers && inner.ends_with(['-', '_']));
    let mut code = Span::new(directive.start + 2 + markers as u32, directive.end - 2 - tail as u32);
    let name = match (language, marker) {
        (_, "--" | "@" | "#") => return None,
        ("java", "=") | ("javascript", "-") | ("ruby", "==") => RAW,
        (_, "=") => ESCAPED,
        _ => return Some(Piece::new(code, "", "\n")),
    };
    // `<%= form do |f| %>` opens a block that a later piece closes.
    let written = text[code.range()].trim_end();
    if language == "ruby" && (written.ends_with(['|', '{']) || written.ends_with(" do")) {
        return Some(Piece::new(code, "", "\n"));
    }
    // `<%= value; %>` is taken as it is meant.
    let length = written.trim_end_matches(';').len();
    if length > 0 && length < written.len() {
        code.end = code.start + length as u32;
    }
    let open = if markers == 2 { " a (" } else { " a(" };
    Some(Piece::new(code, open, ");").named(name))
}

#[cfg(test)]
mod tests {
    use super::{Language, Region, fill};
    use crate::regions::tests::seen;

    #[test]
    fn directives_by_language() {
        let check = |language: &str, text: &str, expected: &str| {
            // Only what the parser sees is looked at, so that any language serves.
            let mut region = Region::new(Language::Html, Vec::new());
            fill(&mut region, text, language);
            assert_eq!(seen(&region, text), expected);
        };
        check("ruby", "<% a.each do |b| -%><%= b %>", ".. a.each do |b| \n.. a( b );");
        check("ruby", "<%= c do |d| %><%== e %><%# f %>", "... c do |d| \n. a ( e );........");
        check("ruby", "<%% g %><% end %>", ".......... end \n.");
        check(
            "java",
            "<%@ page x %><%! int a; %><%= b %><%-- c --%>",
            "................ int a; \n. a( b );...........",
        );
    }
}
