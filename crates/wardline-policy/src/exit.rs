//! Exit codes of the tool, and which one wins when several apply.
//!
//! The codes are a contract with pipelines: they are the same for every output format, and details such as the severity are in the
//! verdict and never in the code. They live here and not in the tool, because deciding is this crate's work.

/// What the process says when it ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum ExitStatus {
    /// Code 0: nothing is against it.
    #[default]
    Pass = 0,
    /// Code 1: the policy says block.
    Blocked = 1,
    /// Code 2: the command line, configuration, policy or a rule is invalid.
    Usage = 2,
    /// Code 3: the analysis is incomplete beyond what the policy allows.
    Incomplete = 3,
    /// Code 4: an error of the tool itself.
    Internal = 4,
    /// Code 5: there was nothing to scan.
    Nothing = 5,
    /// Code 6: a git reference or the base of a comparison cannot be resolved.
    Reference = 6,
    /// Code 7: an evidence, attestation or signature check failed.
    Evidence = 7,
}

impl ExitStatus {
    /// All statuses, the one that wins over all others first.
    pub const BY_PRECEDENCE: [Self; 8] = [
        Self::Internal,
        Self::Usage,
        Self::Reference,
        Self::Evidence,
        Self::Incomplete,
        Self::Blocked,
        Self::Nothing,
        Self::Pass,
    ];

    /// The code for the operating system, 0 to 7.
    pub const fn code(self) -> u8 {
        self as u8
    }

    /// The one to report when both apply.
    #[must_use]
    pub fn or_worse(self, other: Self) -> Self {
        let rank = |status| Self::BY_PRECEDENCE.iter().position(|s| *s == status);
        if rank(self) <= rank(other) { self } else { other }
    }

    /// What the code means, in a few words.
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Blocked => "blocked by the policy",
            Self::Usage => "the command line, configuration, policy or a rule is invalid",
            Self::Incomplete => "the analysis is incomplete beyond what the policy allows",
            Self::Internal => "internal error",
            Self::Nothing => "nothing to scan",
            Self::Reference => "a git reference or base cannot be resolved",
            Self::Evidence => "an evidence, attestation or signature check failed",
        }
    }
}

impl From<ExitStatus> for std::process::ExitCode {
    fn from(status: ExitStatus) -> Self {
        Self::from(status.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn precedence_is_4_2_6_7_3_1_then_5_and_0() {
        let codes: Vec<u8> = ExitStatus::BY_PRECEDENCE.iter().map(|s| s.code()).collect();
        assert_eq!(codes, [4, 2, 6, 7, 3, 1, 5, 0]);
        for (i, a) in ExitStatus::BY_PRECEDENCE.into_iter().enumerate() {
            for (j, b) in ExitStatus::BY_PRECEDENCE.into_iter().enumerate() {
                assert_eq!(a.or_worse(b), ExitStatus::BY_PRECEDENCE[i.min(j)]);
            }
        }
    }
}
