//! Every output format, and the reader of SARIF.
//!
//! A report decides nothing and looks nothing up: findings come sorted, the verdict comes decided, and all formats print the same facts.
//! Each format copies what it prints into structs of its own, so that a change inside the tool cannot change a published format by
//! accident. Text from the scanned tree is escaped here, once for each output.

mod annotations;
mod csv;
mod digest;
mod escape;
mod gitlab;
mod gitlab_sast;
mod json;
mod junit;
mod markdown;
mod place;
mod policy_record;
mod record;
pub mod sarif;
mod stream;
mod text;
mod uri;

pub use uri::repository as repository_uri;

use sarif::Profile;
use std::io;
use wardline_base::{Finding, LedgerEntry, Notice, RuleInfo};
use wardline_policy::{Action, Date, ExitStatus, Judged, Policy, Status, Verdict, Waiver};

/// Name of the tool in every report; a SARIF file whose driver has this name is read as our own.
pub const TOOL_NAME: &str = "Wardline";

/// The formats a report can be written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// For a person at a terminal.
    Text,
    /// Our own stable schema, `wardline/1` (docs/outputs.md, docs/report.schema.json).
    Json,
    /// SARIF 2.1.0, shaped for one reader (docs/sarif.md).
    Sarif(Profile),
    /// JUnit's XML, for test panels of build servers.
    Junit,
    /// GitLab's Code Quality report.
    Gitlab,
    /// GitLab's SAST report.
    GitlabSast,
    /// A summary for a comment or a job page.
    Markdown,
    /// A table of findings.
    Csv,
    /// Workflow commands that GitHub shows as annotations of a pull request.
    Github,
}

impl Format {
    /// SARIF with everything that is known.
    pub const SARIF: Self = Self::Sarif(Profile::Full);

    /// All formats, in the order of the help text.
    pub const ALL: [Self; 14] = [
        Self::Text,
        Self::Json,
        Self::SARIF,
        Self::Sarif(Profile::Github),
        Self::Sarif(Profile::Gitlab),
        Self::Sarif(Profile::Ado),
        Self::Sarif(Profile::DefectDojo),
        Self::Sarif(Profile::Sonar),
        Self::Junit,
        Self::Gitlab,
        Self::GitlabSast,
        Self::Markdown,
        Self::Csv,
        Self::Github,
    ];

    /// Reads the name used on the command line.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name)
    }

    /// The name used on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Json => "json",
            Self::Sarif(Profile::Full) => "sarif",
            Self::Sarif(Profile::Github) => "sarif-github",
            Self::Sarif(Profile::Gitlab) => "sarif-gitlab",
            Self::Sarif(Profile::Ado) => "sarif-ado",
            Self::Sarif(Profile::DefectDojo) => "sarif-defectdojo",
            Self::Sarif(Profile::Sonar) => "sarif-sonar",
            Self::Junit => "junit",
            Self::Gitlab => "gitlab",
            Self::GitlabSast => "gitlab-sast",
            Self::Markdown => "markdown",
            Self::Csv => "csv",
            Self::Github => "github",
        }
    }
}

/// A catalogue that rules refer to: CWE, ISO 27799, HIPAA.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taxonomy {
    /// Id of the framework as rules write it, such as `iso27799`; `cwe` for CWE.
    pub id: String,
    /// Name for people, such as `ISO 27799`.
    pub name: String,
    /// Edition, such as `2025`; may be empty.
    pub version: String,
    /// Who publishes it; may be empty.
    pub organization: String,
    /// Its entries; reports print those that a rule refers to.
    pub taxa: Vec<Taxon>,
}

/// An entry of a catalogue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taxon {
    /// Id of the entry as rules write it, such as `8.28`; `CWE-89` for CWE.
    pub id: String,
    /// Its title; may be empty.
    pub name: String,
    /// One or two sentences in our own words; may be empty.
    pub short: String,
}

/// Where the scanned tree comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Vcs {
    /// URI of the repository, as git knows it; user names and passwords in it are not printed.
    pub repository: Option<String>,
    /// Full id of the commit.
    pub revision: Option<String>,
    /// Name of the branch.
    pub branch: Option<String>,
}

/// How text is laid out for a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextOptions {
    /// Whether to print ANSI colours.
    pub colour: bool,
    /// Width of the screen in columns; at least 40 are assumed.
    pub width: usize,
}

impl Default for TextOptions {
    fn default() -> Self {
        Self { colour: false, width: 100 }
    }
}

/// Everything a report is made of.
#[derive(Clone, Copy, Debug)]
pub struct Report<'a> {
    /// Version of the tool, such as `0.1.0`.
    pub version: &'a str,
    /// Where to read about the tool, an absolute URI of the web; may be empty.
    pub information_uri: &'a str,
    /// The rules, by the index that findings name.
    pub infos: &'a [RuleInfo],
    /// What was found, in the order of the report: by path, then place.
    pub findings: &'a [Finding],
    /// What became of each file, by path; `None` if the findings came without a ledger.
    pub ledger: Option<&'a [LedgerEntry]>,
    /// What went wrong while looking.
    pub notices: &'a [Notice],
    /// The decision; `None` where the command only looks.
    pub verdict: Option<&'a Verdict>,
    /// What it was decided by.
    pub policy: Option<&'a Policy>,
    /// The register of waivers that the decision refers to.
    pub waivers: &'a [Waiver],
    /// Files of other analyses that findings came from.
    pub imports: &'a [sarif::Import],
    /// Catalogues that rules refer to, in the order of the report.
    pub taxonomies: &'a [Taxonomy],
    /// Where the scanned tree comes from, if known.
    pub vcs: Option<&'a Vcs>,
    /// The arguments of the command, without the program's own name.
    pub arguments: &'a [String],
    /// How the process is going to end.
    pub exit_status: ExitStatus,
    /// The day of the scan. Formats that want a time get the start of this day, so that the same input gives the same bytes.
    pub date: Date,
    /// Tells analyses of one commit apart (SARIF `automationDetails`), such as `backend`; may be empty.
    pub category: &'a str,
    /// Layout of text.
    pub text: TextOptions,
}

impl<'a> Report<'a> {
    /// The rule behind a finding.
    fn info(&self, finding: &Finding) -> &'a RuleInfo {
        self.infos.get(finding.rule as usize).expect("`write` has checked the rule of every finding")
    }

    /// Whether the finding of this index is new, if the tree was compared with a base.
    fn status(&self, index: usize) -> Option<Status> {
        let status = self.verdict.and_then(|v| v.statuses.get(index).copied());
        status.filter(|status| *status != Status::Undetermined)
    }

    /// The waiver that the finding of this index is excepted by.
    fn waiver(&self, index: usize) -> Option<&'a Waiver> {
        let waiver = self.verdict.and_then(|v| v.waived.get(index).copied().flatten())?;
        self.waivers.get(waiver)
    }

    /// What was decided about the finding of this index beside its action, if something was decided.
    fn judged(&self, index: usize) -> Option<&'a Judged> {
        self.verdict.and_then(|v| v.judged.get(index))
    }

    /// What the policy does about the finding of this index, if something was decided.
    fn action(&self, index: usize) -> Option<Action> {
        self.verdict.and_then(|v| v.actions.get(index).copied())
    }
}

/// Writes the report.
///
/// # Errors
///
/// Those of the writer, and `InvalidInput` if a finding names a rule that is not there: leaving it out would hide it. Writes are
/// small: hand in a buffered writer.
pub fn write(report: &Report<'_>, format: Format, out: &mut dyn io::Write) -> io::Result<()> {
    if let Some(finding) = report.findings.iter().find(|f| f.rule as usize >= report.infos.len()) {
        let message = format!("a finding names rule {} of {}", finding.rule, report.infos.len());
        return Err(io::Error::new(io::ErrorKind::InvalidInput, message));
    }
    match format {
        Format::Text => text::write(report, out),
        Format::Json => json::write(report, out),
        Format::Sarif(profile) => sarif::write(report, profile, out),
        Format::Junit => junit::write(report, out),
        Format::Gitlab => gitlab::write(report, out),
        Format::GitlabSast => gitlab_sast::write(report, out),
        Format::Markdown => markdown::write(report, out),
        Format::Csv => csv::write(report, out),
        Format::Github => annotations::write(report, out),
    }
}
