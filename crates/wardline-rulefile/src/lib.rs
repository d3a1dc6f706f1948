//! Rule files: Semgrep-syntax YAML, with our keys, to checked data.
//!
//! A crate of its own because it is used twice: by the engine for rules that a user brings, and by the tool's build script to turn the
//! embedded pack into a form that loads in milliseconds; the build script must not compile thirty grammars for that.

mod error;
mod file;
mod formula;
mod keys;
mod match_syntax;
mod metadata;
mod model;
mod node;
mod options;
mod pack;
mod parameters;
mod reader;
mod words;

pub use error::{RuleError, RuleErrorKind};
pub use file::{ParsedFile, parse};
pub use keys::{Holds, Key, Keys, REFUSED_MODES, TABLES};
pub use model::{
    Analyzer, CommentStyle, Condition, FixRegex, Formula, LANGUAGE_VERSION, Metadata, Options, Paths, Rule, RuleFile,
    SeverityName, Text, Version, Versions,
};
pub use options::{OptionInfo, OptionValue, options};
pub use pack::{Pack, PackError, decode, encode};
pub use parameters::{ParameterPlace, ParameterValueOf, fill_parameters, parameter_names};
