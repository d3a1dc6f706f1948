//! Profiles: what each reader of SARIF gets.
//!
//! One file cannot please all readers: GitHub shows evidence as alerts and refuses large files, SonarQube reads levels of rules alone,
//! DefectDojo takes the last relationship for the weakness. A profile is a value of [`Shape`], so that what a reader gets can be read
//! in one table and the writer knows no reader by name. The reasons for each line are in docs/sarif.md.

use crate::Report;
use std::collections::{BTreeMap, BTreeSet};
use wardline_base::{Finding, RuleKind, Severity};

/// Who is going to read a SARIF file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Profile {
    /// An auditor, and Wardline itself: everything.
    Full,
    /// GitHub code scanning.
    Github,
    /// GitLab's import of SARIF reports.
    Gitlab,
    /// Azure DevOps.
    Ado,
    /// DefectDojo.
    DefectDojo,
    /// SonarQube's import of external issues.
    Sonar,
}

impl Profile {
    /// All profiles, in the order of the help text.
    pub const ALL: [Self; 6] = [Self::Full, Self::Github, Self::Gitlab, Self::Ado, Self::DefectDojo, Self::Sonar];

    /// Reads the name used on the command line.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|profile| profile.name() == name)
    }

    /// The name used on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Github => "github",
            Self::Gitlab => "gitlab",
            Self::Ado => "ado",
            Self::DefectDojo => "defectdojo",
            Self::Sonar => "sonar",
        }
    }

    /// What its file holds.
    pub(super) const fn shape(self) -> Shape {
        match self {
            Self::Full => Shape::FULL,
            Self::Github => Shape {
                results: Some(github::RESULTS),
                rules: github::RULES,
                zipped: Some(github::ZIPPED),
                steps: github::STEPS_KEPT,
                title: github::DESCRIPTION,
                tags: github::TAGS_KEPT,
                snippets: Snippets::None,
                fixes: false,
                rank: false,
                rule_severity: true,
                ..Shape::ISSUES
            },
            Self::Gitlab => Shape { snippets: Snippets::None, fixes: false, ..Shape::ISSUES },
            Self::Ado => Shape { relationships: Relationships::All, ..Shape::ISSUES },
            Self::DefectDojo => Shape {
                relationships: Relationships::Cwe,
                snippets: Snippets::Fenced,
                rank: false,
                rule_severity: true,
                ..Shape::ISSUES
            },
            Self::Sonar => {
                Shape { snippets: Snippets::None, fixes: false, rank: false, rule_severity: true, ..Shape::ISSUES }
            }
        }
    }
}

/// GitHub's limits (<https://docs.github.com/en/code-security/code-scanning/troubleshooting-sarif-uploads/results-exceed-limit>): what
/// it refuses, and what it keeps.
pub(super) mod github {
    /// Runs of a file.
    pub(crate) const RUNS: usize = 20;
    /// Results of a run that are taken.
    pub(crate) const RESULTS: usize = 25_000;
    /// Results of a run that are kept, by severity.
    pub(crate) const RESULTS_KEPT: usize = 5_000;
    /// Rules of a run.
    pub(crate) const RULES: usize = 25_000;
    /// Extensions of a tool.
    pub(crate) const EXTENSIONS: usize = 100;
    /// Steps of the flows of a result that are taken.
    pub(crate) const STEPS: usize = 10_000;
    /// Steps that are kept.
    pub(crate) const STEPS_KEPT: usize = 1_000;
    /// Locations of a result that are taken.
    pub(crate) const LOCATIONS: usize = 1_000;
    /// Tags of a rule that are taken.
    pub(crate) const TAGS: usize = 20;
    /// Tags that are kept.
    pub(crate) const TAGS_KEPT: usize = 10;
    /// Bytes of the file, after gzip.
    pub(crate) const UPLOAD: usize = 10_000_000;
    /// Bytes that our file may take after gzip; whoever uploads it adds fingerprints and compresses in another way.
    pub(crate) const ZIPPED: usize = 9_000_000;
    /// Characters of a rule's name.
    pub(crate) const NAME: usize = 255;
    /// Characters of a rule's descriptions.
    pub(crate) const DESCRIPTION: usize = 1_024;
}

/// What a file holds.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shape {
    /// Whether evidence and inventory are results, and their rules rules.
    pub(super) evidence: bool,
    /// Whether the ledger is there as artifacts, and our own properties with which `gate --from` decides.
    pub(super) own: bool,
    /// Which relationships rules have.
    pub(super) relationships: Relationships,
    /// Which code is shown.
    pub(super) snippets: Snippets,
    /// Whether fixes are there.
    pub(super) fixes: bool,
    /// Whether a result whose severity is not its rule's has a rank.
    pub(super) rank: bool,
    /// Whether such a result gets a rule of its own, because the reader looks at the rule alone.
    pub(super) rule_severity: bool,
    /// Most tags of a rule.
    pub(super) tags: usize,
    /// Most characters of a rule's descriptions.
    pub(super) title: usize,
    /// Most characters of a result's message.
    pub(super) message: usize,
    /// Most steps of a flow; those in the middle are left out.
    pub(super) steps: usize,
    /// Most notifications.
    pub(super) notifications: usize,
    /// Most results.
    pub(super) results: Option<usize>,
    /// Most rules.
    pub(super) rules: usize,
    /// Most bytes after gzip.
    pub(super) zipped: Option<usize>,
}

impl Shape {
    const FULL: Self = Self {
        evidence: true,
        own: true,
        relationships: Relationships::All,
        snippets: Snippets::All,
        fixes: true,
        rank: true,
        rule_severity: false,
        tags: github::TAGS,
        title: usize::MAX,
        message: usize::MAX,
        steps: usize::MAX,
        notifications: usize::MAX,
        results: None,
        rules: usize::MAX,
        zipped: None,
    };
    /// For readers that show a list of issues and nothing else. Texts have limits, so that no result can fill a file by itself.
    const ISSUES: Self = Self {
        evidence: false,
        own: false,
        relationships: Relationships::None,
        message: 2_000,
        steps: github::STEPS_KEPT,
        notifications: 1_000,
        ..Self::FULL
    };
}

/// Which relationships rules have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Relationships {
    /// To controls, then to weaknesses.
    All,
    /// To the first weakness.
    Cwe,
    /// None; weaknesses are in the tags.
    None,
}

/// Which code is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Snippets {
    /// The range and its lines.
    All,
    /// The same, unless it would end the code fence that the reader puts around it.
    Fenced,
    /// None: the reader has the code itself.
    None,
}

impl Snippets {
    /// Whether this code may be shown.
    pub(super) fn allow(self, code: &str) -> bool {
        match self {
            Self::All => true,
            Self::Fenced => !code.contains("```"),
            Self::None => false,
        }
    }
}

/// The results of a file, and the rules they need.
pub(super) struct Selection {
    /// Indices of findings, in the order of the file.
    pub(super) findings: Vec<usize>,
    /// Findings that would belong in the file and are left out, by their severity's place in [`Severity::ALL`].
    pub(super) left_out: [usize; 5],
    /// The rules of the file, by index of the report and severity.
    pub(super) rules: Vec<(u32, Severity)>,
    /// Place of each rule in `rules`, where that is not the place in the report.
    places: Option<BTreeMap<(u32, Severity), u32>>,
    rule_severity: bool,
}

impl Selection {
    /// Everything that fits the shape's limits by number.
    pub(super) fn new(report: &Report<'_>, shape: &Shape) -> Self {
        let mut out = Self {
            findings: if shape.evidence { (0..report.findings.len()).collect() } else { report.ranked() },
            left_out: [0; 5],
            rules: Vec::new(),
            places: None,
            rule_severity: shape.rule_severity,
        };
        out.keep(report, shape, shape.results.unwrap_or(usize::MAX));
        out
    }

    /// Leaves out all findings after the first `most`.
    pub(super) fn keep(&mut self, report: &Report<'_>, shape: &Shape, most: usize) {
        for index in self.findings.drain(most.min(self.findings.len())..) {
            let severity = report.findings[index].severity;
            self.left_out[Severity::ALL.iter().position(|s| *s == severity).unwrap_or_default()] += 1;
        }
        if shape.evidence {
            self.rules = (0..).zip(report.infos).map(|(index, info)| (index, info.severity)).collect();
            return;
        }
        let used: BTreeSet<(u32, Severity)> =
            self.findings.iter().map(|index| self.key(report, &report.findings[*index])).collect();
        // Rules that found nothing say what was looked for; they give way where there is room for the others only.
        let wrong =
            |(_, info): &(u32, &wardline_base::RuleInfo)| matches!(info.kind, RuleKind::Violation | RuleKind::Absence);
        let all = (0..).zip(report.infos).filter(wrong).map(|(index, info)| (index, info.severity));
        let unused = all.filter(|rule| !used.contains(rule)).take(shape.rules.saturating_sub(used.len()));
        let rules: BTreeSet<(u32, Severity)> = used.iter().copied().chain(unused).collect();
        self.places = Some(rules.iter().copied().zip(0..).collect());
        self.rules = rules.into_iter().collect();
    }

    /// How many findings were left out.
    pub(super) fn lost(&self) -> usize {
        self.left_out.iter().sum()
    }

    /// The place of a finding's rule in the file.
    pub(super) fn rule_index(&self, report: &Report<'_>, finding: &Finding) -> u32 {
        let Some(places) = &self.places else { return finding.rule };
        *places.get(&self.key(report, finding)).expect("`keep` has listed the rule of every finding it kept")
    }

    fn key(&self, report: &Report<'_>, finding: &Finding) -> (u32, Severity) {
        let own = report.info(finding).severity;
        (finding.rule, if self.rule_severity { finding.severity } else { own })
    }
}
