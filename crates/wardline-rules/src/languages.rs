//! What rules call languages, and which files they mean by it.

use wardline_lang::Language;

/// What a name under `languages:` stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    /// Files of these languages, parsed. The first one parses the patterns.
    Parsed(Vec<Language>),
    /// Any text file, by regular expressions.
    Text,
    /// Any text file, by words.
    Generic,
}

/// What a name stands for, if it is known.
pub(crate) fn resolve(name: &str) -> Option<Target> {
    match name {
        "regex" | "none" => Some(Target::Text),
        "generic" => Some(Target::Generic),
        _ => Some(Language::all_of_name(name)).filter(|l| !l.is_empty()).map(Target::Parsed),
    }
}
