//! Decides: findings, the coverage ledger and a policy go in, a verdict and an exit code come out.
//!
//! Nothing here reads a file, a clock or the environment. A verdict is a function of its inputs and a date, so that an auditor who has
//! the same inputs gets the same verdict, and so that every way in which a gate could be weakened is visible in a signature.

mod class;
mod codeowners;
mod compare;
mod conditions;
mod date;
mod decide;
mod decisions;
mod exit;
mod expression;
mod fields;
mod file;
mod freeze;
mod gaps;
mod globs;
mod inline;
mod judge;
mod keys;
mod limits;
mod parameters;
mod policy;
mod problem;
mod profiles;
mod rules_wanted;
mod scope;
mod setting;
mod sla;
mod verdict;
mod waiver;
mod yaml;

pub use class::PathClass;
pub use codeowners::{CODEOWNERS_PATHS, CodeOwners};
pub use compare::{Content, existing, matches};
pub use conditions::Condition;
pub use date::Date;
pub use decide::{Input, decide};
pub use decisions::Decision;
pub use exit::ExitStatus;
pub use expression::Expression;
pub use freeze::{FREEZE_RULE, FreezeWindow};
pub use globs::Globs;
pub use inline::{Candidate, INLINE_COMMENT, Malformed, Mark, read_inline};
pub use keys::{Holds, Key, Keys, TABLES, Words};
pub use limits::{LedgerLimits, Threshold};
pub use parameters::{PARAMETERS, Parameter, ParameterKind, ParameterUse, ParameterValue, Parameters, TLS_BELOW_MIN};
pub use policy::{POLICY_PATH, Policy};
pub use problem::{Problem, Problems};
pub use profiles::{Profile, ProfileInForce, UnknownProfile};
pub use rules_wanted::RulesWanted;
pub use scope::{Exposure, PathScope, ScopeEntry};
pub use setting::{Setting, Source};
pub use sla::Sla;
pub use verdict::{Action, Judged, LedgerSummary, Outcome, Reason, Status, Verdict, error_percent};
pub use waiver::{Occasion, WAIVERS_PATH, Waiver, WaiverIssue, WaiverKind, read_waivers, waiver_issues};
