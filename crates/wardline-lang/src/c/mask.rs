//! Text that only makes sense once the preprocessor has run, in a form that the grammar takes.
//!
//! A macro around the type of a function, `API(int) f(void);`, is blanked up to the type. The grammar allows `#if` where a statement or declaration may stand. Where branches cut through an expression or share a brace, only
//! the first one is read and the lines of the directives are blanked, which is one program of the several that the text stands for.
//! Without this, one such place makes an error of the whole function or file around it.

use std::borrow::Cow;
use std::ops::Range;

/// The text with what the grammar cannot take blanked; its length and lines stay.
pub(super) fn readable(text: &str) -> Cow<'_, str> {
    let mut blanks = Vec::new();
    if text.contains("endif") {
        let mut scanner = Scanner::new(text);
        scanner.run();
        blanks = scanner.blanks;
    }
    let lines = text.split_inclusive('\n').scan(0, |start, line| {
        *start += line.len();
        Some((*start - line.len(), line))
    });
    for (start, line) in lines {
        if let Some(ranges) = macro_around_type(line) {
            blanks.extend(ranges.map(|range| start + range.start..start + range.end));
        }
    }
    if blanks.is_empty() {
        return Cow::Borrowed(text);
    }
    blanks.sort_by_key(|b| b.start);
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for blank in blanks {
        if blank.end <= at {
            continue;
        }
        let start = blank.start.max(at);
        out.push_str(&text[at..start]);
        out.extend(
            text[start..blank.end].bytes().map(|b| if matches!(b, b'\n' | b'\r') { char::from(b) } else { ' ' }),
        );
        at = blank.end;
    }
    out.push_str(&text[at..]);
    Cow::Owned(out)
}

/// What to blank of a line such as `static API(int) f(…`. Only lines that are not indented: in a function, `CHECK(x) f();` has this form.
fn macro_around_type(line: &str) -> Option<[Range<usize>; 2]> {
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let skipped =
        ["static ", "extern ", "inline "].iter().fold(line, |rest, word| rest.strip_prefix(word).unwrap_or(rest));
    let name = &skipped[..skipped.find('(')?];
    let is_macro = name.len() > 2
        && name.starts_with(|c: char| c.is_ascii_uppercase())
        && name.chars().all(|c| is_word(c) && !c.is_ascii_lowercase());
    let (ty, rest) = skipped[name.len() + 1..].split_once(')')?;
    let is_type = ty.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && ty.chars().all(|c| is_word(c) || " *".contains(c));
    let function = rest.trim_start_matches([' ', '\t', '*']);
    let after = function.trim_start_matches(is_word);
    let is_function = function.len() < rest.len() && after.len() < function.len() && after.starts_with('(');
    let start = line.len() - skipped.len();
    let close = line.len() - rest.len() - 1;
    (is_macro && is_type && is_function).then(|| [start..start + name.len() + 1, close..close + 1])
}

/// An open brace, or the file around all of them.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Brace {
    /// Whether it holds values and not statements.
    is_list: bool,
    /// Parentheses and brackets that are open in it.
    parentheses: u32,
}

/// Where the code stands, as far as braces and statements go.
#[derive(Clone)]
struct State<'t> {
    braces: Vec<Brace>,
    /// The last character that is no white space or comment.
    last: Option<u8>,
    /// The first word of the statement that is open.
    word: &'t str,
}

/// `#if … #elif … #else … #endif`.
struct Group<'t> {
    before: State<'t>,
    /// The state after the branch that is read.
    after: Option<State<'t>>,
    /// Whether a branch must be chosen.
    is_cut: bool,
    directives: Vec<Range<usize>>,
    /// The text of each branch, and whether `#if 0` switches it off.
    branches: Vec<(Range<usize>, bool)>,
}

struct Scanner<'t> {
    text: &'t str,
    at: usize,
    state: State<'t>,
    open: Vec<Group<'t>>,
    /// The last group that was closed, until the next character tells whether its branches end in a function's header.
    closed: Option<Group<'t>>,
    blanks: Vec<Range<usize>>,
}

impl<'t> Scanner<'t> {
    fn new(text: &'t str) -> Self {
        let file = Brace { is_list: false, parentheses: 0 };
        let state = State { braces: vec![file], last: None, word: "" };
        Self { text, at: 0, state, open: Vec::new(), closed: None, blanks: Vec::new() }
    }

    fn run(&mut self) {
        let mut starts_line = true;
        while let Some(byte) = self.text.as_bytes().get(self.at).copied() {
            match byte {
                b'\n' => starts_line = true,
                b'#' if starts_line => {
                    self.directive();
                    continue;
                }
                b' ' | b'\t' | b'\r' | b'\\' | 0x0c => {}
                _ if self.skip_comment() => continue,
                b'"' | b'\'' => {
                    self.quoted(byte);
                    self.significant(byte);
                    starts_line = false;
                    continue;
                }
                _ => {
                    self.code(byte);
                    starts_line = false;
                    continue;
                }
            }
            self.at += 1;
        }
        self.finish();
    }

    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    fn skip_comment(&mut self) -> bool {
        let close = match self.rest().as_bytes() {
            [b'/', b'/', ..] => "\n",
            [b'/', b'*', ..] => "*/",
            _ => return false,
        };
        let body = &self.rest()[2..];
        // The line end is left for the loop, which counts lines.
        let length = body.find(close).map_or(body.len(), |i| if close == "\n" { i } else { i + close.len() });
        self.at += 2 + length;
        true
    }

    /// A literal, which ends with its line at the latest.
    fn quoted(&mut self, quote: u8) {
        if quote == b'"'
            && self.text[..self.at].ends_with('R')
            && let Some((delimiter, body)) = self.rest()[1..].split_once('(')
            && let Some(length) = body.find(&format!("){delimiter}\""))
        {
            self.at += delimiter.len() + length + delimiter.len() + 4;
            return;
        }
        let bytes = self.rest().as_bytes();
        let mut length = 1;
        while length < bytes.len() && bytes[length] != quote && bytes[length] != b'\n' {
            length += if bytes[length] == b'\\' { 2 } else { 1 };
        }
        let closed = bytes.get(length) == Some(&quote);
        self.at += (length + usize::from(closed)).min(bytes.len());
        while !self.text.is_char_boundary(self.at) {
            self.at += 1;
        }
    }

    /// A character of code, or a word.
    fn code(&mut self, byte: u8) {
        let is_word = |c: char| c.is_alphanumeric() || c == '_';
        let word = &self.rest()[..self.rest().find(|c| !is_word(c)).unwrap_or(self.rest().len())];
        if !word.is_empty() {
            self.significant(byte);
            if self.state.word.is_empty() {
                self.state.word = word;
            }
            // A single quote between digits is no literal.
            let digits = byte.is_ascii_digit() && self.rest()[word.len()..].starts_with('\'');
            self.at += word.len() + usize::from(digits);
            return;
        }
        let before = self.state.last;
        self.significant(byte);
        let top = self.state.braces.last_mut();
        match (byte, top) {
            (b'(' | b'[', Some(top)) => top.parentheses += 1,
            (b')' | b']', Some(top)) => top.parentheses = top.parentheses.saturating_sub(1),
            (b'{', Some(top)) => {
                let is_list =
                    matches!(before, Some(b'=' | b',' | b'(' | b']')) || (top.is_list && before == Some(b'{'));
                self.state.braces.push(Brace { is_list, parentheses: 0 });
            }
            _ => {}
        }
        if byte == b'}' && self.state.braces.len() > 1 {
            self.state.braces.pop();
        }
        self.dips();
        let in_parentheses = self.state.braces.last().is_some_and(|b| b.parentheses > 0);
        if matches!(byte, b'{' | b'}') || (matches!(byte, b';' | b':') && !in_parentheses) {
            self.state.word = "";
        }
        self.at += self.rest().chars().next().map_or(1, char::len_utf8);
    }

    /// A branch that closes what was opened before it cannot be read beside the others.
    fn dips(&mut self) {
        for group in &mut self.open {
            let before = &group.before.braces;
            let now = &self.state.braces;
            let shared = before.len().min(now.len()) - 1;
            group.is_cut |= now.len() < before.len() || now[shared].parentheses < before[shared].parentheses;
        }
    }

    fn significant(&mut self, byte: u8) {
        if let Some(mut group) = self.closed.take() {
            // The branches are headers of the block that follows.
            group.is_cut |= byte == b'{' && group.after.as_ref().is_some_and(|a| a.last == Some(b')'));
            self.close(group);
        }
        self.state.last = Some(byte);
    }

    fn directive(&mut self) {
        let start = self.at;
        let mut end = start;
        loop {
            end += self.text[end..].find('\n').unwrap_or(self.text.len() - end);
            let continued = self.text[start..end].trim_end_matches('\r').ends_with('\\');
            if !continued || end >= self.text.len() {
                break;
            }
            end += 1;
        }
        let line = self.text[start + 1..end].trim_start();
        let word = &line[..line.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(line.len())];
        let condition = line[word.len()..].trim();
        match word {
            "if" | "ifdef" | "ifndef" => {
                if let Some(group) = self.closed.take() {
                    self.close(group);
                }
                let off = word == "if" && (condition == "0" || condition.starts_with("0 "));
                self.open.push(Group {
                    before: self.state.clone(),
                    after: None,
                    is_cut: self.is_inside(),
                    directives: std::iter::once(start..end).collect(),
                    branches: vec![(end..end, off)],
                });
            }
            "elif" | "elifdef" | "elifndef" | "else" => {
                self.end_branch(start);
                if let Some(group) = self.open.last_mut() {
                    self.state = group.before.clone();
                    group.directives.push(start..end);
                    group.branches.push((end..end, false));
                }
            }
            "endif" => {
                self.end_branch(start);
                if let Some(mut group) = self.open.pop() {
                    self.state = group.after.clone().unwrap_or_else(|| group.before.clone());
                    group.directives.push(start..end);
                    self.closed = Some(group);
                }
            }
            _ => {}
        }
        self.at = end;
    }

    /// Whether the code here is inside an expression, or right after what needs a statement.
    fn is_inside(&self) -> bool {
        let in_list = self.state.braces.last().is_some_and(|b| b.is_list || b.parentheses > 0);
        in_list || !self.is_complete()
    }

    /// Whether a statement or declaration may end here.
    fn is_complete(&self) -> bool {
        match self.state.last {
            None | Some(b';' | b'{' | b'}' | b':' | b',' | b'>') => true,
            Some(b')') => !matches!(self.state.word, "if" | "for" | "while" | "switch" | "else"),
            _ => false,
        }
    }

    fn end_branch(&mut self, end: usize) {
        if let Some(group) = self.closed.take() {
            self.close(group);
        }
        let is_complete = self.is_complete();
        let Some(group) = self.open.last_mut() else { return };
        let Some((branch, off)) = group.branches.last_mut() else { return };
        branch.end = end;
        if *off {
            return;
        }
        let is_empty = group.before.last == self.state.last && group.before.braces == self.state.braces;
        group.is_cut |= group.before.braces != self.state.braces || !(is_complete || is_empty);
        group.after.get_or_insert_with(|| self.state.clone());
    }

    /// Blanks what is not read of a group.
    fn close(&mut self, group: Group<'t>) {
        let off = group.branches.iter().filter(|(_, off)| *off).map(|(range, _)| range.clone());
        self.blanks.extend(off);
        if group.is_cut {
            self.blanks.extend(group.directives);
            let others = group.branches.into_iter().filter(|(_, off)| !off).skip(1).map(|(range, _)| range);
            self.blanks.extend(others);
        }
    }

    fn finish(&mut self) {
        if let Some(group) = self.closed.take() {
            self.close(group);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::readable;

    fn check(text: &str, expected: &str) {
        let found: Vec<String> =
            readable(text).lines().map(|l| l.trim().to_owned()).filter(|l| !l.is_empty()).collect();
        assert_eq!(found.join("|"), expected, "{text}");
        assert_eq!(readable(text).len(), text.len(), "{text}");
    }

    #[test]
    fn macros_around_types_are_blanked() {
        check(
            "API(int) f(void);\nstatic API_2(const char *) *g(int a) {",
            "int  f(void);|static       const char *  *g(int a) {",
        );
        check(
            "    CHECK(x) f(y);\nF(a, b) g();\nEACH(a) { f(); }\nlower(int) f();",
            "CHECK(x) f(y);|F(a, b) g();|EACH(a) { f(); }|lower(int) f();",
        );
    }

    #[test]
    fn only_branches_that_cut_through_code_are_chosen_from() {
        check("#ifdef A\nf();\n#else\ng();\n#endif\n", "#ifdef A|f();|#else|g();|#endif");
        check("x =\n#ifdef A\n1 +\n#endif\n2;\n", "x =|1 +|2;");
        check("int x[] = {\n#if A\n1,\n#else\n2,\n#endif\n};\n", "int x[] = {|1,|};");
        check("enum e {\n#if A\nB,\n#endif\nC };\n", "enum e {|#if A|B,|#endif|C };");
        check("f(a,\n#if A\nb\n#else\nc\n#endif\n);\n", "f(a,|b|);");
        check("#if A\nif (x) {\n#else\nif (y) {\n#endif\nf();\n}\n", "if (x) {|f();|}");
        check("#if A\n} else {\n#endif\nf();\n", "} else {|f();");
        check("if (x)\n#if A\nf();\n#else\ng();\n#endif\nh();\n", "if (x)|f();|h();");
        check("#if A\nint f(int a)\n#else\nint f(long a)\n#endif\n{ }\n", "int f(int a)|{ }");
        check(
            "#ifdef __cplusplus\nextern \"C\" {\n#endif\nint f();\n#ifdef __cplusplus\n}\n#endif\n",
            "extern \"C\" {|int f();|}",
        );
        check("#if 0\ndon't\n#else\nf();\n#endif\n", "#if 0|#else|f();|#endif");
        check("#if 0\nif (x) {\n#elif B\nif (y) {\n#endif\n}\n", "if (y) {|}");
        check(
            "// it's\n#if A\ns = \"{\"; c = '{'; n = 1'000; r = R\"(\"{)\";\n#endif\n",
            "// it's|#if A|s = \"{\"; c = '{'; n = 1'000; r = R\"(\"{)\";|#endif",
        );
        check("#if A\n#if B\nx(\n#endif\n#else\ny();\n#endif\n1);\n", "x(|1);");
        check("#if A\n", "#if A");
        check("#endif\n}\n#else\n", "#endif|}|#else");
        check("é = 'é\n#if A\n#endif\n", "é = 'é");
    }
}
