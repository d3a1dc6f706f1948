//! Patterns of paths, branches and rule ids.
//!
//! In all of them `*` stays within one part and `**` does not, so that nobody decides about more than they see. Rule ids are matched as
//! if their dots were slashes.

use crate::file::Written;
use crate::problem::Reader;
use globset::{GlobBuilder, GlobSet, GlobSetBuilder};

/// Patterns, any of which may match. Equal if written alike.
#[derive(Clone, Debug)]
pub struct Globs {
    patterns: Vec<String>,
    set: GlobSet,
    of_rules: bool,
}

impl PartialEq for Globs {
    fn eq(&self, other: &Self) -> bool {
        (&self.patterns, self.of_rules) == (&other.patterns, other.of_rules)
    }
}

impl Eq for Globs {}

impl Globs {
    /// Patterns of paths or branches; what is no pattern is noted.
    pub(crate) fn paths(written: &[Written<String>], reader: &mut Reader<'_>) -> Option<Self> {
        Self::new(written, false, reader)
    }

    /// Patterns of rule ids; what is no pattern is noted.
    pub(crate) fn rules(written: &[Written<String>], reader: &mut Reader<'_>) -> Option<Self> {
        Self::new(written, true, reader)
    }

    fn new(written: &[Written<String>], of_rules: bool, reader: &mut Reader<'_>) -> Option<Self> {
        let mut set = GlobSetBuilder::new();
        for pattern in written {
            let text = if of_rules { pattern.value.replace('.', "/") } else { pattern.value.clone() };
            match GlobBuilder::new(&text).literal_separator(true).build() {
                Ok(glob) => drop(set.add(glob)),
                Err(error) => {
                    let message = format!("`{}` is no pattern: {}", pattern.value, error.kind());
                    let help = if of_rules { "write it like `phi.**`" } else { "write it like `src/**/*.py`" };
                    reader.problem(pattern.place(), message, help);
                }
            }
        }
        let patterns = written.iter().map(|pattern| pattern.value.clone()).collect();
        Some(Self { patterns, set: set.build().ok()?, of_rules })
    }

    /// Whether one of the patterns matches.
    pub fn is_match(&self, text: &str) -> bool {
        if self.of_rules { self.set.is_match(text.replace('.', "/")) } else { self.set.is_match(text) }
    }

    /// The patterns that match none of the texts, as written.
    pub fn unmet<'t>(&self, texts: impl Iterator<Item = &'t str>) -> Vec<&str> {
        let mut met = vec![false; self.patterns.len()];
        for text in texts {
            let text = if self.of_rules { text.replace('.', "/") } else { text.to_owned() };
            self.set.matches(text).into_iter().for_each(|index| met[index] = true);
        }
        self.patterns.iter().zip(met).filter(|(_, met)| !met).map(|(pattern, _)| pattern.as_str()).collect()
    }

    /// The patterns as written.
    pub fn patterns(&self) -> &[String] {
        &self.patterns
    }
}
