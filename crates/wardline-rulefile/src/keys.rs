//! Every key that a rule file may have, as tables.
//!
//! The reader takes from here which keys it knows, the schema for editors what they hold, and the reference what they mean: a key that is
//! added in one place and not in another is not possible.

use crate::formula::UNSUPPORTED;

/// What a key holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// A text that is not empty.
    Text,
    /// A text, an empty one included.
    AnyText,
    /// A list of texts with at least one item.
    Texts,
    /// A text or a list of them, or an empty list.
    Words,
    /// `true` or `false`.
    Boolean,
    /// A whole number in a range.
    Integer(u32, u32),
    /// One of some words, in capital or in small letters.
    Word(&'static [&'static str]),
    /// `$NAME`.
    Metavariable,
    /// A metavariable or a list of them.
    Metavariables,
    /// A pattern or a map with one operator.
    Formula,
    /// A list of maps with one operator or condition each.
    Formulas,
    /// A pattern or a map of the newer syntax.
    Match,
    /// A list of those.
    Matches,
    /// A list of conditions of the newer syntax.
    Conditions,
    /// A map with the keys of another table, by its name.
    Map(&'static str),
    /// A map of option names.
    Options,
    /// A map of frameworks to ids of controls.
    Controls,
    /// Anything; it is not looked at.
    Anything,
}

/// A key of a map.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    /// Its name.
    pub name: &'static str,
    /// What it holds.
    pub holds: Holds,
    /// What it means, in one or two sentences.
    pub about: &'static str,
}

/// The keys of one kind of map.
#[derive(Clone, Copy, Debug)]
pub struct Keys {
    /// A name for the kind of map.
    pub name: &'static str,
    /// Keys that are read or may be ignored.
    pub known: &'static [Key],
    /// Keys that must be there.
    pub required: &'static [&'static str],
    /// Keys of Semgrep's that are not obeyed, and what to do instead.
    pub unsupported: &'static [(&'static str, &'static str)],
    /// Whether the map may have keys that are not in the table.
    pub open: bool,
}

impl Keys {
    /// Whether a key is known.
    pub(crate) fn knows(&self, name: &str) -> bool {
        self.known.iter().any(|key| key.name == name)
    }

    /// The names of the keys, in order.
    pub(crate) fn names(&self) -> Vec<&'static str> {
        self.known.iter().map(|key| key.name).collect()
    }
}

const fn key(name: &'static str, holds: Holds, about: &'static str) -> Key {
    Key { name, holds, about }
}

/// Names of severities, the old ones last.
pub(crate) const SEVERITIES: &[&str] = &["INFO", "LOW", "MEDIUM", "HIGH", "CRITICAL", "WARNING", "ERROR"];
pub(crate) const KINDS: &[&str] = &["violation", "evidence", "absence", "inventory"];
pub(crate) const CONFIDENCES: &[&str] = &["LOW", "MEDIUM", "HIGH"];
/// The most sensitive class of data: specially protected health data.
pub(crate) const HIGHEST_DATA_LEVEL: u32 = 4;

const PATTERN: Key = key("pattern", Holds::Text, "Code to find, with metavariables and ellipses.");
const PATTERNS: Key = key("patterns", Holds::Formulas, "All of these must hold at one place: an intersection.");
const EITHER: Key = key("pattern-either", Holds::Formulas, "One of these is enough: a union.");
const REGEX: Key = key(
    "pattern-regex",
    Holds::Text,
    "A regular expression over the text of the file. Named groups bind metavariables: `(?<NAME>…)` binds `$NAME`, and the first group `$1`.",
);
const INSIDE: Key =
    key("pattern-inside", Holds::Formula, "Keeps places that lie in a match of this. It binds metavariables too.");
const NOT: Key = key("pattern-not", Holds::Formula, "Removes places that are a match of this, from end to end.");
const NOT_INSIDE: Key = key("pattern-not-inside", Holds::Formula, "Removes places that lie in a match of this.");
const NOT_REGEX: Key = key(
    "pattern-not-regex",
    Holds::Text,
    "Removes places that overlap a match of the expression, one within the other.",
);
const META_REGEX: Key = key(
    "metavariable-regex",
    Holds::Map("metavariable-regex"),
    "Keeps places where the text of a metavariable matches an expression, from its first character on.",
);
const META_PATTERN: Key = key(
    "metavariable-pattern",
    Holds::Map("metavariable-pattern"),
    "Keeps places where a formula matches within what a metavariable stands for.",
);
const META_COMPARISON: Key = key(
    "metavariable-comparison",
    Holds::Map("metavariable-comparison"),
    "Keeps places where a comparison in the manner of Python holds.",
);
const META_TYPE: Key = key(
    "metavariable-type",
    Holds::Map("metavariable-type"),
    "Keeps places where what a metavariable stands for is declared with a type.",
);
const META_ANALYSIS: Key = key(
    "metavariable-analysis",
    Holds::Map("metavariable-analysis"),
    "Keeps places where the text of a metavariable has a property that no expression can say.",
);
const FOCUS: Key = key(
    "focus-metavariable",
    Holds::Metavariables,
    "Reports what the metavariable stands for, not the whole match. Several names give a place each.",
);
const ANYWHERE: Key = key(
    "semgrep-internal-pattern-anywhere",
    Holds::Formula,
    "Keeps places in files that have a match of this anywhere.",
);
const KIND: Key = key(
    "kind",
    Holds::Word(KINDS),
    "What a match means: a `violation` of a control, `evidence` that it is met, an `absence` of what should be there, or an entry of an `inventory`.",
);
const CONTROLS: Key =
    key("controls", Holds::Controls, "Controls that the rule speaks to, by framework: `iso27799: [\"8.28\"]`.");
const DATA_LEVEL: Key =
    key("data-level", Holds::Integer(0, HIGHEST_DATA_LEVEL), "Sensitivity of the data at the place, 4 is the highest.");
const TITLE: Key =
    key("title", Holds::Text, "One line that names the problem. Without it the last part of the id does.");
const REDACT: Key = key(
    "redact",
    Holds::Boolean,
    "The matched text is a secret or patient data: reports show the place and not the text. Default: false.",
);

/// Keys of a rule. `product`, who made the rule, is taken and has no effect.
pub(crate) const RULE: Keys = Keys {
    name: "rule",
    known: &[
        key("id", Holds::Text, "Name of the rule, unique: letters, digits, `.`, `_` and `-`."),
        key("message", Holds::Text, "What is wrong and what to do. Metavariables stand for the code they matched."),
        key("severity", Holds::Word(SEVERITIES), "How bad it is. `WARNING` is read as `MEDIUM` and `ERROR` as `HIGH`."),
        key("languages", Holds::Texts, "Languages of the files; see the table of languages."),
        PATTERN,
        PATTERNS,
        EITHER,
        REGEX,
        INSIDE,
        NOT,
        NOT_INSIDE,
        NOT_REGEX,
        META_REGEX,
        META_PATTERN,
        META_COMPARISON,
        META_TYPE,
        META_ANALYSIS,
        FOCUS,
        key(
            "match",
            Holds::Match,
            "What to look for in the newer syntax, instead of all keys that begin with `pattern`.",
        ),
        key("mode", Holds::Word(&["search"]), "How the rule works. Only `search` is done, the default."),
        key("paths", Holds::Map("paths"), "Which files to look at, by their paths."),
        key("fix", Holds::AnyText, "Text to put in the place of the match, with metavariables. An empty one deletes."),
        key("fix-regex", Holds::Map("fix-regex"), "A replacement within the matched text, instead of `fix`."),
        key("metadata", Holds::Map("metadata"), "What the rule says of itself, for reports and policies."),
        key("options", Holds::Options, "Switches of matching; see the table of options."),
        KIND,
        CONTROLS,
        DATA_LEVEL,
        TITLE,
        REDACT,
        key(
            "min-version",
            Holds::Text,
            "The first version of Semgrep's rule language that the rule is for, as in `1.50.0`.",
        ),
        key(
            "max-version",
            Holds::Text,
            "The last one. A rule that is not for the version read here is left out with a notice.",
        ),
        key("product", Holds::Anything, "Taken, no effect: a product of another vendor."),
    ],
    required: &["id", "message", "severity", "languages"],
    unsupported: &[
        ("equivalences", "write each form as an item of `pattern-either`"),
        ("pattern-where-python", "use `metavariable-comparison` or `metavariable-regex` under `patterns`"),
        ("taint", TAINT_HELP),
        ("pattern-sources", TAINT_HELP),
        ("pattern-sinks", TAINT_HELP),
        ("pattern-sanitizers", TAINT_HELP),
        ("pattern-propagators", TAINT_HELP),
        ("join", "write one rule for each part, or remove the rule"),
        ("extract", EXTRACT_HELP),
        ("dest-language", EXTRACT_HELP),
        ("dest-rules", EXTRACT_HELP),
        ("transform", EXTRACT_HELP),
        ("reduce", EXTRACT_HELP),
        ("json", EXTRACT_HELP),
        ("steps", "write one rule for each step, or remove the rule"),
        ("validators", "remove the key; found secrets are never tried out"),
        ("r2c-internal-project-depends-on", DEPENDS_HELP),
        ("project-depends-on", DEPENDS_HELP),
        ("r2c-internal-patterns-from", "write the patterns into the rule"),
    ],
    open: false,
};

const TAINT_HELP: &str = "write a search rule that matches source and sink in one function, as in `$X = source(...)`, `...`, `sink($X)`, or remove the rule";
const EXTRACT_HELP: &str = "use `metavariable-pattern` with `language` on the embedded text, or remove the rule";
const DEPENDS_HELP: &str = "remove the rule; what a project depends on is checked elsewhere";

/// Modes of Semgrep's that are not obeyed yet.
pub(crate) const OTHER_MODES: &[(&str, &str)] = &[
    ("taint", TAINT_HELP),
    ("join", "write one rule for each part, or remove the rule"),
    ("extract", EXTRACT_HELP),
    ("steps", "write one rule for each step, or remove the rule"),
    ("secrets", "write the rule with `mode: search`; found secrets are never tried out"),
];

/// Keys of an item of `patterns` or `pattern-either`, and of a formula under an operator.
pub(crate) const ITEM: Keys = Keys {
    name: "formula",
    known: &[
        PATTERN,
        PATTERNS,
        EITHER,
        REGEX,
        INSIDE,
        NOT,
        NOT_INSIDE,
        NOT_REGEX,
        META_REGEX,
        META_PATTERN,
        META_COMPARISON,
        META_TYPE,
        META_ANALYSIS,
        FOCUS,
        ANYWHERE,
    ],
    required: &[],
    unsupported: UNSUPPORTED,
    open: false,
};

const METAVARIABLE: Key = key("metavariable", Holds::Metavariable, "The metavariable that the condition is about.");
const CONDITION_REGEX: Key =
    key("regex", Holds::Text, "The expression, anchored at the start; write `.*` before it to find it anywhere.");
const CONSTANT: Key = key(
    "constant-propagation",
    Holds::Boolean,
    "Looks at the known value of a name instead of its text. Default: false.",
);
const TYPE: Key = key("type", Holds::Text, "The type, as the language writes it.");
const TYPES: Key = key("types", Holds::Texts, "Several types, of which one is enough.");
const ANALYZER: Key = key(
    "analyzer",
    Holds::Word(&["entropy", "entropy_v2", "redos"]),
    "`entropy`: looks random, as keys and tokens do (`entropy_v2` is the same). `redos`: an expression that a crafted input makes hang.",
);
const COMPARISON: Key = key(
    "comparison",
    Holds::Text,
    "An expression with metavariables, numbers, strings, lists, `in`, `and`, `or`, `not`, `int()`, `float()`, `str()`, `len()`, `today()`, `strptime()` and `re.match()`.",
);
const STRIP: Key = key("strip", Holds::Boolean, "Takes quotes off before a number is read. Default: false.");
const BASE: Key =
    key("base", Holds::Integer(2, 36), "Base of the numbers of `metavariable`. Default: as the code says.");
const LANGUAGE: Key = key("language", Holds::Text, "Another language to read the text in, such as code in a string.");

pub(crate) const METAVARIABLE_REGEX: Keys = Keys {
    name: "metavariable-regex",
    known: &[METAVARIABLE, CONDITION_REGEX, CONSTANT],
    required: &["metavariable", "regex"],
    unsupported: &[],
    open: false,
};

pub(crate) const METAVARIABLE_TYPE: Keys = Keys {
    name: "metavariable-type",
    known: &[METAVARIABLE, TYPE, TYPES],
    required: &["metavariable"],
    unsupported: &[],
    open: false,
};

pub(crate) const METAVARIABLE_ANALYSIS: Keys = Keys {
    name: "metavariable-analysis",
    known: &[METAVARIABLE, ANALYZER],
    required: &["metavariable", "analyzer"],
    unsupported: &[("options", "remove the key")],
    open: false,
};

pub(crate) const METAVARIABLE_PATTERN: Keys = Keys {
    name: "metavariable-pattern",
    known: &[METAVARIABLE, LANGUAGE, PATTERN, PATTERNS, EITHER, REGEX, INSIDE, NOT, NOT_INSIDE, NOT_REGEX],
    required: &["metavariable"],
    unsupported: UNSUPPORTED,
    open: false,
};

pub(crate) const METAVARIABLE_COMPARISON: Keys = Keys {
    name: "metavariable-comparison",
    known: &[METAVARIABLE, COMPARISON, STRIP, BASE],
    required: &["comparison"],
    unsupported: &[],
    open: false,
};

pub(crate) const MATCH: Keys = Keys {
    name: "match",
    known: &[
        key("pattern", Holds::Text, "Code to find, with metavariables and ellipses."),
        key("regex", Holds::Text, "A regular expression over the text of the file."),
        key("all", Holds::Matches, "All of these must hold at one place."),
        key("any", Holds::Matches, "One of these is enough."),
        key("inside", Holds::Match, "Keeps places that lie in a match of this."),
        key("not", Holds::Match, "Removes places that are a match of this; with `inside` below it, places in one."),
        key("anywhere", Holds::Match, "Keeps places in files that have a match of this anywhere."),
        key("where", Holds::Conditions, "Conditions on what the operator beside it found."),
        key("as", Holds::Metavariable, "A metavariable that stands for all that the operator beside it found."),
        key("fix", Holds::AnyText, "Text to put in the place of what the operator beside it found."),
    ],
    required: &[],
    unsupported: &[],
    open: false,
};

pub(crate) const WHERE: Keys = Keys {
    name: "where",
    known: &[
        METAVARIABLE,
        CONDITION_REGEX,
        CONSTANT,
        TYPE,
        TYPES,
        ANALYZER,
        COMPARISON,
        STRIP,
        BASE,
        key("focus", Holds::Metavariables, "Reports what the metavariable stands for, not the whole match."),
        LANGUAGE,
        key("pattern", Holds::Text, "Code that must match within what the metavariable stands for."),
        key("all", Holds::Matches, "Formulas that must all match there."),
        key("any", Holds::Matches, "Formulas of which one must match there."),
        key("inside", Holds::Match, "A formula that what the metavariable stands for must lie in."),
        key("not", Holds::Match, "A formula that must not match what the metavariable stands for."),
    ],
    required: &[],
    unsupported: &[("module", "write the name with its import in the pattern, as in `module.name(...)`")],
    open: false,
};

pub(crate) const PATHS: Keys = Keys {
    name: "paths",
    known: &[
        key("include", Holds::Texts, "Looks only at files that match one of these globs."),
        key("exclude", Holds::Texts, "Leaves out files that match one of these globs."),
    ],
    required: &[],
    unsupported: &[],
    open: false,
};

pub(crate) const FIX_REGEX: Keys = Keys {
    name: "fix-regex",
    known: &[
        key("regex", Holds::Text, "What to look for in the matched text."),
        key("replacement", Holds::AnyText, r"What to write instead; `\1` and `\g<1>` stand for groups."),
        key("count", Holds::Integer(1, u32::MAX), "How many places to replace, from the first on. Default: all."),
    ],
    required: &["regex", "replacement"],
    unsupported: &[],
    open: false,
};

/// Keys of `metadata` that mean something; all others may be there and are not looked at.
pub(crate) const METADATA: Keys = Keys {
    name: "metadata",
    known: &[
        TITLE,
        key("cwe", Holds::Words, "Weaknesses: `CWE-89`, alone or with a title after a colon."),
        CONTROLS,
        key("confidence", Holds::Word(CONFIDENCES), "How sure a match is."),
        KIND,
        DATA_LEVEL,
        REDACT,
        key("references", Holds::Words, "Links for whoever wants to know more."),
        key("category", Holds::Words, "A tag of the rule in reports."),
        key("subcategory", Holds::Words, "A tag of the rule in reports."),
        key("technology", Holds::Words, "Tags: libraries and products that the rule is about."),
        key("owasp", Holds::Words, "Tags: the first word of each, such as `A03:2021`, after `OWASP-`."),
        key("likelihood", Holds::Words, "A tag of the rule, such as `likelihood:high`."),
        key("impact", Holds::Words, "A tag of the rule, such as `impact:high`."),
    ],
    required: &[],
    unsupported: &[],
    open: true,
};

/// All tables, that of a rule first.
pub const TABLES: &[&Keys] = &[
    &RULE,
    &ITEM,
    &METAVARIABLE_REGEX,
    &METAVARIABLE_PATTERN,
    &METAVARIABLE_COMPARISON,
    &METAVARIABLE_TYPE,
    &METAVARIABLE_ANALYSIS,
    &MATCH,
    &WHERE,
    &PATHS,
    &FIX_REGEX,
    &METADATA,
];

/// Modes that are refused, and what to do instead.
pub const REFUSED_MODES: &[(&str, &str)] = OTHER_MODES;
