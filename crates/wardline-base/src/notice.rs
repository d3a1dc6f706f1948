//! What went wrong while looking: notices, and the coverage ledger that accounts for every file.
//!
//! Analysis never fails and never hides: a file that was not read, not wholly parsed or not wholly searched says so here, and the gate
//! decides on the ledger as it decides on findings.

use crate::Span;
use std::sync::Arc;

/// Why a file was not analysed at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SkipReason {
    /// No rule of this scan applies to this kind of file.
    NoLanguage,
    /// Bytes that are no text: a NUL in the first block, or a known binary format.
    Binary,
    /// The file could not be opened or read.
    Unreadable,
    /// Larger than the scan's limit.
    TooLarge,
    /// A symbolic link that leaves the root, dangles or loops.
    SymbolicLink,
    /// A symbolic link to something inside the root, which is accounted for where it lies.
    InternalLink,
    /// Not part of the repository: untracked, and left out by its ignore files. A folder stands for all that is in it.
    Ignored,
    /// A device, socket or pipe.
    SpecialFile,
    /// A git submodule, whose content is another repository's.
    Submodule,
    /// A Git LFS pointer: the content is not here.
    LfsPointer,
    /// Left out by the caller's own `--exclude` or `--include`.
    Excluded,
    /// The same as in the base that the change is compared with, by content.
    Unchanged,
    /// The analysis of the file panicked; see the notice.
    InternalError,
}

impl SkipReason {
    /// All reasons, in the order of reports.
    pub const ALL: [Self; 13] = [
        Self::NoLanguage,
        Self::Binary,
        Self::Unreadable,
        Self::TooLarge,
        Self::SymbolicLink,
        Self::InternalLink,
        Self::Ignored,
        Self::SpecialFile,
        Self::Submodule,
        Self::LfsPointer,
        Self::Excluded,
        Self::Unchanged,
        Self::InternalError,
    ];

    /// The name used in reports and policies.
    pub const fn name(self) -> &'static str {
        match self {
            Self::NoLanguage => "no-language",
            Self::Binary => "binary",
            Self::Unreadable => "unreadable",
            Self::TooLarge => "too-large",
            Self::SymbolicLink => "symbolic-link",
            Self::InternalLink => "internal-link",
            Self::Ignored => "ignored",
            Self::SpecialFile => "special-file",
            Self::Submodule => "submodule",
            Self::LfsPointer => "lfs-pointer",
            Self::Excluded => "excluded",
            Self::Unchanged => "unchanged",
            Self::InternalError => "internal-error",
        }
    }

    /// Whether the file may hold code that the rules should have seen, so that the gate counts the analysis as incomplete.
    pub const fn is_gap(self) -> bool {
        !matches!(
            self,
            Self::NoLanguage | Self::Binary | Self::Excluded | Self::InternalLink | Self::Ignored | Self::Unchanged
        )
    }
}

/// What became of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileStatus {
    /// Every rule that applies has looked at all of it.
    Analysed,
    /// Looked at, but part of it could not be understood.
    Partial {
        /// Bytes inside parse errors.
        error_bytes: u32,
        /// Bytes of the file.
        total_bytes: u32,
    },
    /// Not looked at.
    Skipped(SkipReason),
}

/// One line of the coverage ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerEntry {
    /// Path relative to the root of the scan, with `/` between parts.
    pub path: Arc<str>,
    /// The language it was read as, if any.
    pub language: Option<&'static str>,
    /// What became of it.
    pub status: FileStatus,
}

/// Which part of the tool a notice comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NoticeKind {
    /// A file or folder could not be read.
    Read,
    /// The text is not valid in its encoding and was repaired for reading.
    Encoding,
    /// Part of the text could not be parsed.
    Parse,
    /// A step budget ran out, so that matches may be missing.
    Budget,
    /// The analysis of a file panicked.
    Internal,
    /// A rule cannot do what it says on this input.
    Rule,
    /// A SARIF file of another tool says that its analysis was incomplete.
    Import,
}

impl NoticeKind {
    /// The name used in reports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Encoding => "encoding",
            Self::Parse => "parse",
            Self::Budget => "budget",
            Self::Internal => "internal",
            Self::Rule => "rule",
            Self::Import => "import",
        }
    }

    /// Whether what the notice tells of may have hidden a finding, so that the gate counts the analysis as incomplete.
    pub const fn is_gap(self) -> bool {
        !matches!(self, Self::Encoding | Self::Parse)
    }
}

/// Something a person should know about how the scan went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Where it comes from.
    pub kind: NoticeKind,
    /// The file, relative to the root of the scan, if it is about one.
    pub path: Option<Arc<str>>,
    /// The bytes, if it is about a part of the file.
    pub span: Option<Span>,
    /// What happened and what to do, in one sentence or two.
    pub message: String,
}
