//! Applying fixes: to a text, to files, or as a diff that shows what would change.
//!
//! Of fixes that overlap the first is made and the others are left, because what they would replace is no longer there; the next run
//! finds them again. A file is replaced whole or not at all.

use crate::failure::{Failure, Outcome};
use crate::output::write_file;
use std::collections::BTreeMap;
use std::path::Path;
use wardline_base::{Finding, Fix};

/// Lines around a change that a diff shows.
const CONTEXT: u32 = 3;

/// The text after all fixes, and how many were made.
pub(crate) fn apply(text: &str, fixes: &[&Fix]) -> (String, usize) {
    let mut fixes = fixes.to_vec();
    fixes.sort_by_key(|fix| (fix.span.start, fix.span.end));
    let (mut out, mut from, mut made) = (String::with_capacity(text.len()), 0, 0);
    for fix in fixes {
        if fix.span.start as usize >= from && text.get(fix.span.range()).is_some() {
            out.push_str(&text[from..fix.span.start as usize]);
            out.push_str(&fix.replacement);
            from = fix.span.end as usize;
            made += 1;
        }
    }
    out.push_str(&text[from..]);
    (out, made)
}

/// What `--fix` did.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Fixed {
    /// Fixes made, or to be made in a dry run.
    pub(crate) fixes: usize,
    /// Files they are in.
    pub(crate) files: usize,
    /// Files left as they are, with the reason.
    pub(crate) refused: Vec<String>,
    /// The unified diff.
    pub(crate) diff: String,
}

/// Makes the fixes of the findings in the files under `root`; in a dry run only the diff is made.
///
/// # Errors
/// If a file cannot be written. Files before it are fixed by then.
pub(crate) fn fix(root: &Path, findings: &[Finding], dry_run: bool) -> Outcome<Fixed> {
    let mut by_file: BTreeMap<&str, Vec<&Fix>> = BTreeMap::new();
    for finding in findings {
        if let Some(fix) = &finding.fix {
            by_file.entry(&finding.location.path).or_default().push(fix);
        }
    }
    let mut out = Fixed::default();
    for (path, fixes) in by_file {
        let file = root.join(path);
        let Ok(text) = std::fs::read_to_string(&file) else {
            out.refused.push(format!("{path} is not plain UTF-8 and was left as it is; fix it by hand"));
            continue;
        };
        // Places count from after a byte order mark.
        let (mark, body) = text.strip_prefix('\u{feff}').map_or(("", text.as_str()), |rest| ("\u{feff}", rest));
        let (fixed, made) = apply(body, &fixes);
        if fixed == body {
            continue;
        }
        out.fixes += made;
        out.files += 1;
        out.diff.push_str(&diff(path, body, &fixed)?);
        if !dry_run {
            let permissions = std::fs::metadata(&file).map(|data| data.permissions());
            write_file(&file, |to| to.write_all(mark.as_bytes()).and_then(|()| to.write_all(fixed.as_bytes())))?;
            // The new file has taken the old one's name; it keeps its mode too.
            let kept = permissions.and_then(|permissions| std::fs::set_permissions(&file, permissions));
            kept.map_err(|error| Failure::internal(format!("the mode of {path} cannot be kept: {error}")))?;
        }
    }
    Ok(out)
}

/// A unified diff of a file, as `git apply` reads it.
fn diff(path: &str, before: &str, after: &str) -> Outcome<String> {
    let (path, mut options) = (Path::new(path), git2::DiffOptions::new());
    options.context_lines(CONTEXT);
    let patch =
        git2::Patch::from_buffers(before.as_bytes(), Some(path), after.as_bytes(), Some(path), Some(&mut options));
    let text = patch.and_then(|mut patch| patch.to_buf().map(|buffer| String::from_utf8_lossy(&buffer).into_owned()));
    text.map_err(|error| Failure::internal(format!("the changes of {} cannot be shown: {error}", path.display())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use wardline_base::{LineIndex, Span};

    fn check(text: &str, fixes: &[(u32, u32, &str)], expected: &str, made: usize) {
        let fixes: Vec<Fix> = fixes
            .iter()
            .map(|(start, end, replacement)| Fix {
                span: Span::new(*start, *end),
                start: LineIndex::new(text).line_column(text, *start),
                end: LineIndex::new(text).line_column(text, *end),
                replacement: (*replacement).to_owned(),
            })
            .collect();
        assert_eq!(apply(text, &fixes.iter().collect::<Vec<_>>()), (expected.to_owned(), made));
    }

    #[test]
    fn of_fixes_that_overlap_the_first_is_made() {
        check("abcdef", &[(3, 4, "X"), (0, 2, "Y")], "YcXef", 2);
        check("abcdef", &[(0, 3, "X"), (2, 4, "Y"), (3, 3, "Z")], "XZdef", 2);
        check("ab", &[(2, 2, "\n")], "ab\n", 1);
    }
}
