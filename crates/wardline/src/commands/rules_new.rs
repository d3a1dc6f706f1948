//! `wardline rules new`: a starter rule and its examples.
//!
//! What is written passes `rules test` and `rules validate` as it stands, so that an author starts from green and changes one thing at a
//! time. Each language has a snippet of its own, because a pattern must be code of the language.

use super::{Invocation, did_you_mean, print};
use crate::args::RulesNewArgs;
use crate::failure::{Failure, Outcome};
use crate::output::write_file;
use std::path::{Path, PathBuf};
use wardline_lang::Language;
use wardline_policy::ExitStatus;

/// The code of a starter: a pattern, code that it matches, and code near it that it must not match.
struct Starter {
    languages: &'static [&'static str],
    /// How an expectation is written, with `@` for what it says.
    comment: &'static str,
    /// Around the examples, for languages where they cannot stand alone.
    open: &'static str,
    close: &'static str,
    pattern: &'static str,
    bad: &'static str,
    good: &'static str,
}

const CALL: Starter = Starter {
    languages: &["python", "ruby", "elixir"],
    comment: "# @",
    open: "",
    close: "",
    pattern: "unsafe_call($X)",
    bad: "unsafe_call(record)",
    good: "safe_call(record)",
};

const STARTERS: &[Starter] = &[
    CALL,
    Starter { languages: &["lua"], comment: "-- @", ..CALL },
    Starter {
        languages: &["javascript", "typescript", "tsx", "dart"],
        comment: "// @",
        open: "function example(record) {\n",
        close: "}\n",
        pattern: "unsafeCall($X)",
        bad: "unsafeCall(record);",
        good: "safeCall(record);",
    },
    Starter {
        languages: &["scala", "swift"],
        comment: "// @",
        pattern: "unsafeCall($X)",
        bad: "unsafeCall(record)",
        good: "safeCall(record)",
        ..CALL
    },
    Starter {
        languages: &["kotlin"],
        comment: "// @",
        open: "fun example(record: String) {\n",
        close: "}\n",
        pattern: "unsafeCall($X)",
        bad: "unsafeCall(record)",
        good: "safeCall(record)",
    },
    Starter {
        languages: &["go"],
        comment: "// @",
        open: "package example\n\nfunc example(record string) {\n",
        close: "}\n",
        pattern: "unsafeCall($X)",
        bad: "unsafeCall(record)",
        good: "safeCall(record)",
    },
    Starter {
        languages: &["java", "csharp", "apex"],
        comment: "// @",
        open: "class Example {\nvoid example(String record) {\n",
        close: "}\n}\n",
        pattern: "unsafeCall($X)",
        bad: "unsafeCall(record);",
        good: "safeCall(record);",
    },
    Starter {
        languages: &["rust"],
        comment: "// @",
        open: "fn example(record: &str) {\n",
        close: "}\n",
        pattern: "unsafe_call($X)",
        bad: "unsafe_call(record);",
        good: "safe_call(record);",
    },
    Starter {
        languages: &["c", "cpp", "c-header"],
        comment: "// @",
        open: "void example(char *record) {\n",
        close: "}\n",
        pattern: "unsafe_call($X)",
        bad: "unsafe_call(record);",
        good: "safe_call(record);",
    },
    Starter {
        languages: &["php"],
        comment: "// @",
        open: "<?php\n",
        close: "",
        pattern: "unsafe_call($X)",
        bad: "unsafe_call($record);",
        good: "safe_call($record);",
    },
    Starter {
        languages: &["solidity"],
        comment: "// @",
        open: "contract Example {\nfunction example(uint record) public {\n",
        close: "}\n}\n",
        pattern: "unsafeCall($X)",
        bad: "unsafeCall(record);",
        good: "safeCall(record);",
    },
    Starter {
        languages: &["bash"],
        pattern: "unsafe_command $X",
        bad: "unsafe_command record",
        good: "safe_command record",
        ..CALL
    },
    Starter {
        languages: &["dockerfile"],
        open: "FROM example.org/base:1.0\n",
        pattern: "STOPSIGNAL $X",
        bad: "STOPSIGNAL SIGKILL",
        good: "WORKDIR /srv",
        ..CALL
    },
    Starter {
        languages: &["terraform"],
        open: "resource \"example\" \"example\" {\n",
        close: "}\n",
        pattern: "unsafe = $X",
        bad: "unsafe = true",
        good: "safe = true",
        ..CALL
    },
    Starter { languages: &["yaml"], pattern: "unsafe: $X", bad: "unsafe: true", good: "safe: true", ..CALL },
    Starter {
        languages: &["json"],
        comment: "// @",
        open: "{\n",
        close: "}\n",
        pattern: "\"unsafe\": $X",
        bad: "\"unsafe\": true,",
        good: "\"safe\": true",
    },
    Starter {
        languages: &["sql"],
        comment: "-- @",
        pattern: "SELECT $X FROM unsafe",
        bad: "SELECT name FROM unsafe;",
        good: "SELECT name FROM safe;",
        ..CALL
    },
    Starter { languages: &["toml"], pattern: "unsafe = $X", bad: "unsafe = true", good: "safe = true", ..CALL },
    Starter { languages: &["properties"], pattern: "unsafe=$X", bad: "unsafe=true", good: "safe=true", ..CALL },
    Starter {
        languages: &["css"],
        comment: "/* @ */",
        open: "body {\n",
        close: "}\n",
        pattern: "unsafe: $X;",
        bad: "unsafe: red;",
        good: "color: red;",
    },
    Starter {
        languages: &["html", "xml"],
        comment: "<!-- @ -->",
        open: "<body>\n",
        close: "</body>\n",
        pattern: "<unsafe>$X</unsafe>",
        bad: "<unsafe>record</unsafe>",
        good: "<safe>record</safe>",
    },
];

/// For text that no grammar reads.
const TEXT: Starter =
    Starter { languages: &["regex"], pattern: r"unsafe=(?<X>\w+)", bad: "unsafe=record", good: "safe=record", ..CALL };

/// Runs the command.
pub(super) fn new(args: &RulesNewArgs, invocation: &Invocation<'_>) -> Outcome {
    let (name, extension, starter) = language_of(&args.lang)?;
    check_id(&args.id)?;
    let rule = rule_path(&args.dir, &args.id);
    let example = rule.with_file_name(format!("{}.{extension}", stem(&rule)));
    for path in [&rule, &example] {
        if path.symlink_metadata().is_ok() {
            let message = format!("`{}` is there already", path.display());
            return Err(Failure::usage(message, "choose another id, or remove the file"));
        }
    }
    if let Some(folder) = rule.parent() {
        std::fs::create_dir_all(folder).map_err(|error| {
            let message = format!("the folder `{}` cannot be made: {error}", folder.display());
            Failure::usage(message, "name another folder with --dir")
        })?;
    }
    write_file(&rule, |out| out.write_all(rule_text(&args.id, name, starter).as_bytes()))?;
    write_file(&example, |out| out.write_all(example_text(&args.id, starter).as_bytes()))?;
    print(&format!("{}\n{}\n", rule.display(), example.display()))?;
    invocation.terminal.note(&format!("next: change both, then run `wardline rules test {}`", rule.display()));
    Ok(ExitStatus::Pass)
}

/// The name of a language as rules write it, the extension of an example, and its starter.
fn language_of(typed: &str) -> Outcome<(&'static str, &'static str, &'static Starter)> {
    let lower = typed.to_ascii_lowercase();
    if matches!(lower.as_str(), "regex" | "none") {
        return Ok(("regex", "txt", &TEXT));
    }
    let found = Language::from_name(&lower).and_then(|language| {
        let starter = STARTERS.iter().find(|s| s.languages.contains(&language.name()))?;
        let extension = if language.name() == "yaml" { "test.yaml" } else { language.extensions().first()? };
        Some((language.name(), extension, starter))
    });
    found.ok_or_else(|| {
        let known: Vec<&str> = Language::ALL.iter().map(|l| l.name()).chain(["regex"]).collect();
        let help = did_you_mean(&lower, known.iter().copied(), &format!("use one of: {}", known.join(", ")));
        Failure::usage(format!("`{typed}` is not a language that a rule can start with"), help)
    })
}

/// An id becomes a path, so that it must not lead out of the folder, and a comment, so that it must be one word.
fn check_id(id: &str) -> Outcome<()> {
    let is_part =
        |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'));
    if id.split('.').all(is_part) {
        return Ok(());
    }
    let help =
        "write it as FAMILY.LANGUAGE.NAME with letters, digits, `_` and `-`, such as `inj.sql.python.dbapi-format`";
    Err(Failure::usage(format!("`{id}` cannot be the id of a rule"), help))
}

/// `FAMILY/LANGUAGE/NAME.yaml` for an id of three parts or more, else `ID.yaml`.
fn rule_path(folder: &Path, id: &str) -> PathBuf {
    let mut parts = id.rsplitn(3, '.');
    match (parts.next(), parts.next(), parts.next()) {
        (Some(name), Some(language), Some(family)) => folder.join(family).join(language).join(format!("{name}.yaml")),
        _ => folder.join(format!("{id}.yaml")),
    }
}

fn stem(rule: &Path) -> String {
    rule.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

fn rule_text(id: &str, language: &str, starter: &Starter) -> String {
    let operator = if language == "regex" { "pattern-regex" } else { "pattern" };
    let indented = |text: &str| text.lines().map(|line| format!("      {line}\n")).collect::<String>();
    let body =
        if language == "regex" { starter.pattern.to_owned() } else { format!("|\n{}", indented(starter.pattern)) };
    format!(
        "# Say here what the rule leaves out and why; `wardline rules show` prints it.
# Reference of all keys: docs/rules.md. How to write a rule: docs/writing-rules.md.
rules:
  - id: {id}
    languages: [{language}]
    # INFO, LOW, MEDIUM, HIGH or CRITICAL.
    severity: MEDIUM
    # What is wrong, what it does to patients or their data, and what to write instead. $X is the code that was found.
    message: >-
      The unsafe form is used with $X. Use the safe form instead.
    metadata:
      title: Unsafe form used
      cwe: [\"CWE-676: Use of Potentially Dangerous Function\"]
      # `wardline controls list` names the controls that a rule can speak to.
      controls:
        iso27799: [\"8.28\"]
      confidence: MEDIUM
      kind: violation
    # `$X` stands for anything, `...` for any number of things. Use `patterns` to ask for several things at one place.
    {operator}: {body}"
    )
    .trim_end()
    .to_owned()
        + "\n"
}

fn example_text(id: &str, starter: &Starter) -> String {
    let mark = |what: &str| starter.comment.replace('@', &format!("{what}: {id}"));
    format!("{}{}\n{}\n{}\n{}\n{}", starter.open, mark("ruleid"), starter.bad, mark("ok"), starter.good, starter.close)
}
