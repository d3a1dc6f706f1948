//! The keys of a policy file: what each may hold and what it means.
//!
//! One table serves the reader and the JSON Schema, so that an editor and the tool cannot know different keys. What a value means is
//! decided where the policy is resolved; here it only has a form.

use wardline_base::SkipReason;

/// What the value of a key must be.
#[derive(Clone, Copy, Debug)]
pub enum Holds {
    /// Any text.
    Text,
    /// `true` or `false`.
    Boolean,
    /// A whole number within bounds; the text says what it counts.
    Integer(i64, i64, &'static str),
    /// A list of whole numbers within bounds.
    Integers(i64, i64, &'static str),
    /// A number of days, or `none`.
    Days,
    /// A day of the calendar.
    Date,
    /// One of some words.
    Word(&'static Words),
    /// A list of some words.
    Listed(&'static Words),
    /// Path patterns: `*` stays in its folder, `**` does not.
    Paths,
    /// Patterns of rule ids: `*` stays in its part, `**` does not.
    Rules,
    /// Controls, `framework:id`.
    Controls,
    /// A condition in CEL.
    Condition,
    /// Keys of a table.
    Map(&'static Keys),
    /// A list of mappings, each with the keys of a table.
    List(&'static Keys),
    /// Mappings with the keys of a table, by names of the user's own.
    Named(&'static Keys),
    /// Parameters of rules, see [`crate::PARAMETERS`].
    Parameters,
}

/// Words that a value may be.
#[derive(Debug)]
pub struct Words {
    /// What such a word is, for messages: `severity`.
    pub what: &'static str,
    /// The words.
    pub known: &'static [&'static str],
    /// Other spellings that are read and not advertised.
    pub also: &'static [&'static str],
    /// Whether upper and lower case are the same.
    pub any_case: bool,
}

impl Words {
    const fn of(what: &'static str, known: &'static [&'static str]) -> Self {
        Self { what, known, also: &[], any_case: false }
    }

    /// Whether a word is one of these.
    pub fn has(&self, word: &str) -> bool {
        let mut all = self.known.iter().chain(self.also);
        all.any(|known| *known == word || (self.any_case && known.eq_ignore_ascii_case(word)))
    }
}

/// A key of a mapping.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    /// The key as written.
    pub name: &'static str,
    /// What its value must be.
    pub holds: Holds,
    /// What it means, in one sentence.
    pub about: &'static str,
}

/// The keys that a mapping may have.
#[derive(Debug)]
pub struct Keys {
    /// Name of the table, unique; definitions of the schema are called so.
    pub name: &'static str,
    /// What such a mapping is, for messages: `a decision`.
    pub what: &'static str,
    /// The keys, in the order of the documentation.
    pub known: &'static [Key],
    /// Those that must be there.
    pub required: &'static [&'static str],
}

const fn key(name: &'static str, holds: Holds, about: &'static str) -> Key {
    Key { name, holds, about }
}

const SEMGREP: &[&str] = &["ERROR", "WARNING", "INVENTORY", "EXPERIMENT"];

/// Severities, and `none`.
pub(crate) static LIMITS: Words = Words {
    what: "severity",
    known: &["info", "low", "medium", "high", "critical", "none"],
    also: SEMGREP,
    any_case: true,
};
static SEVERITIES: Words =
    Words { what: "severity", known: &["info", "low", "medium", "high", "critical"], also: SEMGREP, any_case: true };
static CONFIDENCES: Words = Words { what: "confidence", known: &["low", "medium", "high"], also: &[], any_case: true };
static ACTIONS: Words = Words::of("action", &["record", "warn", "block"]);
static STATUSES: Words = Words::of("status", &["new", "existing", "undetermined"]);
static PHASES: Words = Words::of("phase", &["plan", "design", "build", "test", "release", "operate"]);
static EXPOSURES: Words = Words::of("exposure", &["internet", "partner", "internal", "none"]);
static CLASSES: Words =
    Words::of("class of paths", &["source", "test", "vendor", "generated", "build", "docs", "example"]);
/// An error of the tool itself must not look like a clean scan, so `internal-error` is not among them.
static SKIPPED: Words = Words::of("reason to skip a file", &SKIP_NAMES);
static NOTICES: Words = Words::of("kind of notice", &["read", "encoding", "parse", "budget", "rule", "import"]);

const SKIP_NAMES: [&str; SkipReason::ALL.len() - 1] = {
    let mut names = [""; SkipReason::ALL.len() - 1];
    let (mut from, mut to) = (0, 0);
    while from < SkipReason::ALL.len() {
        if !matches!(SkipReason::ALL[from], SkipReason::InternalError) {
            names[to] = SkipReason::ALL[from].name();
            to += 1;
        }
        from += 1;
    }
    names
};

const DAYS: i64 = 3650;

/// The whole file.
pub(crate) static POLICY: Keys = Keys {
    name: "policy",
    what: "the policy",
    known: &[
        key("version", Holds::Integer(i64::MIN, i64::MAX, "version"), "Version of the format; only 1 exists."),
        key("block", Holds::Map(&THRESHOLD), "What fails the gate."),
        key("warn", Holds::Map(&THRESHOLD), "What is shown as a warning."),
        key("existing", Holds::Word(&ACTIONS), "The most that comes of a finding which the base of a change has too."),
        key("waivers", Holds::Map(&WAIVERS), "What waivers may be."),
        key("ledger", Holds::Map(&LEDGER), "How much of the tree may be left unread."),
        key("profile", Holds::Text, "The profile in force unless --profile or a branch says otherwise."),
        key("profiles", Holds::Named(&PROFILE), "Settings for a phase or for branches, by name."),
        key(
            "scope",
            Holds::List(&SCOPE),
            "What is at stake on which paths; the first entry that has a key gives its value.",
        ),
        key("decisions", Holds::List(&DECISION), "What is done about findings; the first that matches decides."),
        key("parameters", Holds::Parameters, "Values that rules read."),
        key("sla", Holds::Map(&SLA), "Days from the day a finding was first seen to the day it must be gone."),
        key("freeze", Holds::List(&FREEZE), "Windows in which changes of some paths are blocked."),
        key("rules", Holds::Map(&RULES), "Which rules must be there."),
        key(
            "conditions",
            Holds::List(&CONDITION),
            "What must hold over the whole run; the first that does not blocks.",
        ),
    ],
    required: &["version"],
};

/// A profile: the keys of the file that it may set otherwise, and when it is in force.
pub(crate) static PROFILE: Keys = Keys {
    name: "profile",
    what: "a profile",
    known: &[
        key("phase", Holds::Word(&PHASES), "The phase of the life cycle that the verdict is for; only said in it."),
        key("branches", Holds::Paths, "Branches that the profile is for, where nobody names one."),
        POLICY.known[1],
        POLICY.known[2],
        POLICY.known[3],
        POLICY.known[4],
        POLICY.known[5],
        POLICY.known[8],
        POLICY.known[9],
        POLICY.known[10],
        POLICY.known[11],
        POLICY.known[12],
        POLICY.known[13],
        POLICY.known[14],
    ],
    required: &[],
};

static THRESHOLD: Keys = Keys {
    name: "threshold",
    what: "a threshold",
    known: &[
        key("severity", Holds::Word(&LIMITS), "This bad or worse; `none` stands for nothing."),
        key(
            "confidence",
            Holds::Word(&CONFIDENCES),
            "And the rule at least this sure; one that says nothing counts as high.",
        ),
    ],
    required: &[],
};

static WAIVERS: Keys = Keys {
    name: "waivers",
    what: "waivers",
    known: &[key("max_days", Holds::Integer(1, DAYS, "number of days"), "For how many days a waiver may be given.")],
    required: &[],
};

static LEDGER: Keys = Keys {
    name: "ledger",
    what: "ledger",
    known: &[
        key("required", Holds::Boolean, "Whether a report without a ledger counts as incomplete."),
        key("max_error_percent", Holds::Integer(0, 100, "percentage"), "Of the bytes of one file inside parse errors."),
        key("allow_skipped", Holds::Listed(&SKIPPED), "All reasons for which a file may be skipped."),
        key("allow_notices", Holds::Listed(&NOTICES), "All kinds of notices that leave the analysis complete."),
    ],
    required: &[],
};

static SCOPE: Keys = Keys {
    name: "scope",
    what: "an entry of scope",
    known: &[
        key("paths", Holds::Paths, "Paths that the entry is for."),
        key(
            "level",
            Holds::Integer(0, 4, "data level"),
            "Sensitivity of the data: 0 none, 1 internal, 2 personal, 3 PHI, 4 specially protected.",
        ),
        key("exposure", Holds::Word(&EXPOSURES), "Who can reach what is built from it."),
        key("patient_facing", Holds::Boolean, "Whether patients use it."),
        key("owner", Holds::Text, "Who answers for it, where CODEOWNERS names nobody."),
        key("class", Holds::Word(&CLASSES), "What kind of file it is, instead of what its path looks like."),
    ],
    required: &["paths"],
};

static DECISION: Keys = Keys {
    name: "decision",
    what: "a decision",
    known: &[
        key("id", Holds::Text, "Its name in the verdict's reasons, unique."),
        key("rules", Holds::Rules, "Patterns of rule ids, any of which must match."),
        key("controls", Holds::Controls, "Controls, any of which the rule must name."),
        key("cwe", Holds::Integers(1, 99_999, "CWE number"), "CWE numbers, any of which the rule must name."),
        key("severity", Holds::Word(&SEVERITIES), "This bad or worse."),
        key(
            "confidence",
            Holds::Word(&CONFIDENCES),
            "The rule at least this sure; one that says nothing counts as high.",
        ),
        key(
            "level",
            Holds::Integer(0, 4, "data level"),
            "The higher of the rule's data level and the scope's is at least this.",
        ),
        key("exposure", Holds::Listed(&EXPOSURES), "The scope's exposure is one of these."),
        key("class", Holds::Listed(&CLASSES), "The path is of one of these classes."),
        key("paths", Holds::Paths, "Path patterns, any of which must match."),
        key("status", Holds::Word(&STATUSES), "Whether the base of the change has the finding."),
        key("if", Holds::Condition, "A condition in CEL over `finding`, `scope` and `run`."),
        key("then", Holds::Word(&ACTIONS), "What is done about the finding."),
        key("because", Holds::Text, "Why, for whoever reads the verdict."),
    ],
    required: &["id", "then"],
};

const SLA_ABOUT: &str = "Days for findings of this severity.";
static SLA: Keys = Keys {
    name: "sla",
    what: "sla",
    known: &[
        key("exploited", Holds::Days, "Days for findings of rules tagged `exploited`, whatever their severity."),
        key("critical", Holds::Days, SLA_ABOUT),
        key("high", Holds::Days, SLA_ABOUT),
        key("medium", Holds::Days, SLA_ABOUT),
        key("low", Holds::Days, SLA_ABOUT),
        key("info", Holds::Days, SLA_ABOUT),
    ],
    required: &[],
};

static FREEZE: Keys = Keys {
    name: "freeze",
    what: "a freeze window",
    known: &[
        key("id", Holds::Text, "Its name in findings and reasons, unique."),
        key("paths", Holds::Paths, "Paths that must not change."),
        key("from", Holds::Date, "The first day."),
        key("until", Holds::Date, "The last day."),
        key("reason", Holds::Text, "Why, for whoever is blocked."),
        key("incident", Holds::Text, "The incident that the window is for."),
        key("allow", Holds::Paths, "Paths that may change all the same."),
    ],
    required: &["id", "paths", "from", "until", "reason"],
};

static RULES: Keys = Keys {
    name: "rules",
    what: "rules",
    known: &[
        key("required", Holds::Rules, "Patterns of rule ids; a loaded rule must match each."),
        key("pack", Holds::Text, "Digest of all loaded rules, `sha256:` and 64 digits."),
        key("unsuppressible", Holds::Rules, "Patterns of rule ids that no waiver has an effect on."),
    ],
    required: &[],
};

static CONDITION: Keys = Keys {
    name: "condition",
    what: "a condition",
    known: &[
        key("id", Holds::Text, "Its name in the verdict's reasons, unique."),
        key("assert", Holds::Condition, "What must hold, in CEL over `findings`, `counts`, `ledger` and `run`."),
        key("because", Holds::Text, "Why, for whoever reads the verdict."),
    ],
    required: &["id", "assert"],
};

/// All tables; the first is the whole file.
pub static TABLES: [&Keys; 11] =
    [&POLICY, &PROFILE, &THRESHOLD, &WAIVERS, &LEDGER, &SCOPE, &DECISION, &SLA, &FREEZE, &RULES, &CONDITION];
