//! Rules: compile them, match them, turn matches into findings.
//!
//! A rule's patterns are parsed by the same lowering as source text and matched tree against tree; formulas are evaluated lazily over
//! ranges of bytes. Nothing here touches a file or a clock: texts come in, findings and notices go out.

mod analysis;
mod comparison;
mod evaluate;
mod file;
mod fill;
mod find;
mod formula;
mod generic;
mod home;
mod imports;
mod languages;
mod lint;
mod matcher;
mod pattern;
mod pattern_words;
mod prefilter;
mod regex_words;
mod regexes;
mod requires;
mod rewrite;
mod ruleset;
mod same;
mod scan;
mod sequence;
mod strings;
mod typed;
mod types;
mod values;

pub use comparison::{Comparison, TODAY, Value};
pub use evaluate::explain::{Explanation, Step};
pub use lint::{Lint, Wanted};
pub use ruleset::{RuleProblem, RuleSet};
pub use scan::{FileResult, Scanner, fingerprint};
