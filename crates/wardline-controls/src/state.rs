//! The words in which reports speak of a control.
//!
//! None of them is "compliant": code can show that a control is broken, or that nothing was found against it, and no more than that.

use std::fmt;

/// What is known of a control after a gate, strongest statement against it first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ControlState {
    /// A blocking finding is open.
    Violated,
    /// Findings are open, and a waiver in force covers each of them.
    Excepted,
    /// A needed attestation is missing or has expired.
    Unattested,
    /// No rule ran, or there was nothing it could apply to.
    NotAssessed,
    /// Evidence was found, or rules ran clean, and needed attestations are in force.
    Supported,
}

impl ControlState {
    /// All states in order of precedence: of several that hold, the first is reported.
    pub const ALL: [Self; 5] = [Self::Violated, Self::Excepted, Self::Unattested, Self::NotAssessed, Self::Supported];

    /// The word used in reports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Violated => "violated",
            Self::Excepted => "excepted",
            Self::Unattested => "unattested",
            Self::NotAssessed => "not-assessed",
            Self::Supported => "supported",
        }
    }
}

impl fmt::Display for ControlState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}
