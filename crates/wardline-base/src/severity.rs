//! How bad a finding is, and how sure we are of it.
//!
//! Five levels, because policies speak of critical and high apart; Semgrep's three older names map onto them.

use std::fmt;

/// How bad a finding is, ordered from `Info` to `Critical`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing; never blocks by default.
    Info,
    /// Small or indirect risk.
    Low,
    /// A weakness that needs another one to become harm (Semgrep: `WARNING`).
    Medium,
    /// A weakness that exposes patient data or systems by itself (Semgrep: `ERROR`).
    High,
    /// Exposes many patients' data or gives control of the system.
    Critical,
}

impl Severity {
    /// All levels, lowest first.
    pub const ALL: [Self; 5] = [Self::Info, Self::Low, Self::Medium, Self::High, Self::Critical];

    /// Reads a level as written in rules and policies, in any case; Semgrep's `ERROR`, `WARNING`, `INVENTORY` and `EXPERIMENT` included.
    pub fn parse(name: &str) -> Option<Self> {
        Some(match name.to_ascii_uppercase().as_str() {
            "CRITICAL" => Self::Critical,
            "HIGH" | "ERROR" => Self::High,
            "MEDIUM" | "WARNING" => Self::Medium,
            "LOW" => Self::Low,
            "INFO" | "INVENTORY" | "EXPERIMENT" => Self::Info,
            _ => return None,
        })
    }

    /// The lower-case name used in policies and reports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
            Self::Critical => "critical",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// How sure a rule is that what it matches is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Confidence {
    /// Needs a person to judge.
    Low,
    /// Mostly right.
    Medium,
    /// Right but for rare exceptions.
    High,
}

impl Confidence {
    /// Reads `LOW`, `MEDIUM` or `HIGH` in any case.
    pub fn parse(name: &str) -> Option<Self> {
        Some(match name.to_ascii_uppercase().as_str() {
            "LOW" => Self::Low,
            "MEDIUM" => Self::Medium,
            "HIGH" => Self::High,
            _ => return None,
        })
    }

    /// The lower-case name used in reports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
        }
    }
}

impl fmt::Display for Confidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_read_back_and_levels_are_ordered() {
        for level in Severity::ALL {
            assert_eq!(Severity::parse(level.name()), Some(level));
        }
        assert!(Severity::ALL.is_sorted());
        assert_eq!(Severity::parse("Error"), Some(Severity::High));
        assert_eq!(Severity::parse("fatal"), None);
    }
}
