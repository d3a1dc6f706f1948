//! Who owns a path, by a CODEOWNERS file.
//!
//! The last line that matches a path says whose it is, as GitHub and GitLab have it; with GitLab's sections each section has its say. A
//! line that neither of them would take is given back as a mistake, because they skip it in silence and the path is nobody's.

use globset::{Glob, GlobBuilder, GlobSet, GlobSetBuilder};
use std::sync::Arc;
use wardline_base::Line;

/// Where the file may be, relative to the root; the first that is there counts (GitHub's order, then GitLab's own place).
pub const CODEOWNERS_PATHS: [&str; 4] = [".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS"];

/// The owners of paths.
#[derive(Debug, Default)]
pub struct CodeOwners {
    sections: Vec<Section>,
}

/// Lines of which the last that matches counts.
#[derive(Debug, Default)]
struct Section {
    /// All patterns at once: a list of owners can have thousands of lines, and each path asks all of them.
    set: GlobSet,
    /// The owners that each pattern of the set names.
    owners: Vec<Arc<[Arc<str>]>>,
}

/// A section as it is read.
#[derive(Default)]
struct Lines {
    globs: Vec<Glob>,
    owners: Vec<Arc<[Arc<str>]>>,
}

impl Lines {
    fn build(self) -> Result<Section, globset::Error> {
        let mut set = GlobSetBuilder::new();
        for glob in self.globs {
            set.add(glob);
        }
        Ok(Section { set: set.build()?, owners: self.owners })
    }
}

impl CodeOwners {
    /// Reads a file, with the lines that say nothing and why.
    pub fn read(text: &str) -> (Self, Vec<(Line, String)>) {
        let mut sections = vec![Lines::default()];
        let mut mistakes = Vec::new();
        let mut defaults: Vec<Arc<str>> = Vec::new();
        for (index, line) in text.lines().enumerate() {
            let words = words(line);
            let Some((first, owners)) = words.split_first() else { continue };
            let at = Line::from_zero_based(index as u32);
            if first.starts_with('[') || first.starts_with("^[") {
                match section_owners(line) {
                    Some(owners) => {
                        defaults = owners;
                        sections.push(Lines::default());
                    }
                    None => mistakes.push((at, "the name of the section does not end".to_owned())),
                }
                continue;
            }
            match globs(first) {
                Ok(globs) => {
                    let own: Vec<Arc<str>> = owners.iter().map(|owner| owner.as_str().into()).collect();
                    if let Some(bad) = own.iter().find(|owner| !owner.contains('@')) {
                        mistakes.push((at, format!("`{bad}` is neither `@name` nor a mail address")));
                    }
                    let owners = if own.is_empty() { defaults.clone() } else { own };
                    let owners: Arc<[Arc<str>]> = owners.into();
                    let section = sections.last_mut().expect("there is always a section");
                    section.owners.extend(globs.iter().map(|_| owners.clone()));
                    section.globs.extend(globs);
                }
                Err(why) => mistakes.push((at, format!("`{first}` is no path pattern: {why}"))),
            }
        }
        let mut out = Self::default();
        for section in sections {
            match section.build() {
                Ok(section) => out.sections.push(section),
                Err(error) => mistakes.push((Line::from_zero_based(0), format!("the patterns are too many: {error}"))),
            }
        }
        (out, mistakes)
    }

    /// Whose a path is, relative to the root, with `/` between parts; empty if it is nobody's. Owners stand in the order of the file.
    pub fn of(&self, path: &str) -> Vec<Arc<str>> {
        let mut out: Vec<Arc<str>> = Vec::new();
        for section in &self.sections {
            let last = section.set.matches(path).into_iter().max();
            for owner in last.map_or(&[][..], |index| &section.owners[index]) {
                if !out.contains(owner) {
                    out.push(owner.clone());
                }
            }
        }
        out
    }
}

/// The words of a line up to a comment; a backslash keeps a space or a hash in a word.
fn words(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut chars = line.trim().chars();
    while let Some(c) = chars.next() {
        let word = words.last_mut().expect("there is always a word");
        match c {
            '\\' => word.extend(chars.next()),
            '#' if word.is_empty() => break,
            c if c.is_whitespace() => words.push(String::new()),
            c => word.push(c),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// The default owners of `[Section][2] @owner`.
fn section_owners(line: &str) -> Option<Vec<Arc<str>>> {
    let (_, after) = line.split_once(']')?;
    let after = after.trim_start();
    let after = if after.starts_with('[') { after.split_once(']')?.1 } else { after };
    Some(words(after).iter().map(|word| word.as_str().into()).collect())
}

/// What a pattern matches. It is anchored if a slash stands anywhere but at its end; `docs/*` is the folder's own files alone.
fn globs(pattern: &str) -> Result<Vec<Glob>, String> {
    if pattern.starts_with('!') {
        return Err(
            "CODEOWNERS cannot take owners away with `!`; name the path without owners on a later line".to_owned()
        );
    }
    let folder = pattern.ends_with('/');
    let body = pattern.trim_end_matches('/');
    let anchored = body.contains('/');
    let body = body.trim_start_matches('/');
    if body.is_empty() {
        return Err("it names nothing; write `*` for everything".to_owned());
    }
    let stem = if anchored || body.starts_with("**/") { body.to_owned() } else { format!("**/{body}") };
    let below = format!("{stem}/**");
    let wanted: &[&str] = match body.rsplit('/').next() {
        _ if folder => &[&below],
        Some("*") if anchored => &[&stem],
        Some("**") => &[&stem],
        _ => &[&stem, &below],
    };
    let build =
        |glob: &&str| -> Result<Glob, globset::Error> { GlobBuilder::new(glob).literal_separator(true).build() };
    wanted.iter().map(|glob| build(glob).map_err(|e| e.kind().to_string())).collect()
}
