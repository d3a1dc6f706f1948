//! `wardline rules reference`: the reference of rule files, as Markdown.
//!
//! The prose is a file of its own; the tables in it are made from what the reader, the schema and the engine use.

use super::print;
use crate::failure::Outcome;
use std::fmt::Write;
use wardline_lang::Language;
use wardline_policy::ExitStatus;
use wardline_rulefile::{Holds, Keys, REFUSED_MODES, TABLES, options};

const PROSE: &str = include_str!("reference.md");

/// Prints the reference.
pub(super) fn reference() -> Outcome {
    print(&rule_reference())?;
    Ok(ExitStatus::Pass)
}

/// The page with its tables.
pub(crate) fn rule_reference() -> String {
    let mut page = PROSE.to_owned();
    for table in TABLES {
        page = page.replace(&format!("{{{{keys {}}}}}", table.name), keys(table).trim_end());
    }
    let tables = [
        ("options", option_rows()),
        ("idle options", idle_options()),
        ("languages", languages()),
        ("refused", refused()),
    ];
    for (name, table) in tables {
        page = page.replace(&format!("{{{{{name}}}}}"), table.trim_end());
    }
    page
}

fn keys(table: &Keys) -> String {
    let mut out = "| key | holds | meaning |\n|---|---|---|\n".to_owned();
    for key in table.known {
        let must = if table.required.contains(&key.name) { " (required)" } else { "" };
        let _ = writeln!(out, "| `{}`{must} | {} | {} |", key.name, cell(&holds(key.holds)), cell(key.about));
    }
    out
}

fn holds(holds: Holds) -> String {
    match holds {
        Holds::Text => "text".to_owned(),
        Holds::AnyText => "text, may be empty".to_owned(),
        Holds::Texts => "list of texts".to_owned(),
        Holds::Words => "text or list of texts".to_owned(),
        Holds::Boolean => "`true` or `false`".to_owned(),
        Holds::Integer(least, u32::MAX) => format!("whole number from {least}"),
        Holds::Integer(least, most) => format!("whole number, {least} to {most}"),
        Holds::Word(words) => words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", "),
        Holds::Metavariable => "metavariable".to_owned(),
        Holds::Metavariables => "metavariable or list of them".to_owned(),
        Holds::Formula => "pattern, or map with one operator".to_owned(),
        Holds::Formulas => "list of maps with one key each".to_owned(),
        Holds::Match => "pattern, or map with one operator of `match`".to_owned(),
        Holds::Matches => "list of patterns or such maps".to_owned(),
        Holds::Conditions => "list of conditions".to_owned(),
        Holds::Map(name) => format!("map, see `{name}`"),
        Holds::Options => "map, see options".to_owned(),
        Holds::Controls => "map of framework to ids".to_owned(),
        Holds::Anything => "anything".to_owned(),
    }
}

fn option_rows() -> String {
    let mut out = "| option | default | effect |\n|---|---|---|\n".to_owned();
    for option in options() {
        if let Some(default) = option.default {
            let _ = writeln!(out, "| `{}` | `{default}` | {} |", option.name, cell(option.about));
        }
    }
    out
}

fn idle_options() -> String {
    let names = options().into_iter().filter(|o| o.default.is_none()).map(|o| format!("`{}`", o.name));
    names.collect::<Vec<_>>().join(", ")
}

fn languages() -> String {
    let mut out = "| language | also called | files |\n|---|---|---|\n".to_owned();
    for language in Language::ALL {
        let list = |words: Vec<String>| words.iter().map(|w| format!("`{w}`")).collect::<Vec<_>>().join(", ");
        let aliases = list(language.aliases().iter().map(|a| (*a).to_owned()).collect());
        let mut files: Vec<String> = language.extensions().iter().map(|e| format!(".{e}")).collect();
        files.extend(language.file_names().iter().map(|name| (*name).to_owned()));
        let _ = writeln!(out, "| `{}` | {aliases} | {} |", language.name(), list(files));
    }
    out.push_str("| `generic` | | any text, by words |\n| `regex` | `none` | any text, by regular expressions |\n");
    out
}

fn refused() -> String {
    let mut out = "| in | what | instead |\n|---|---|---|\n".to_owned();
    for (mode, help) in REFUSED_MODES {
        let _ = writeln!(out, "| rule | `mode: {mode}` | {} |", cell(help));
    }
    for table in TABLES {
        for (key, help) in table.unsupported {
            let _ = writeln!(out, "| {} | `{key}` | {} |", table.name, cell(help));
        }
    }
    out
}

/// A text in a cell of a table: a bar would end it.
fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}
