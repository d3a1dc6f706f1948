//! Which controls a set of rules speaks to, and how the others can be shown.
//!
//! Coverage is about rules, not about a scan: it says what could be found, so that a control without a rule is seen as a gap before an
//! auditor sees it.

use crate::{Catalog, Catalogs, Control, Verification};
use wardline_base::{RuleInfo, RuleKind};

/// How a control stands with a set of rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CoverageKind {
    /// At least one rule speaks to it.
    Rules,
    /// No rule speaks to it; records other than findings show it.
    Records,
    /// Only a person's statement shows it.
    AttestationOnly,
    /// Neither code nor its records can say anything about it.
    OutOfScope,
    /// Rules should speak to it, and none does.
    Gap,
}

impl CoverageKind {
    /// All kinds in the order of reports.
    pub const ALL: [Self; 5] = [Self::Rules, Self::Records, Self::AttestationOnly, Self::OutOfScope, Self::Gap];

    /// The words used in reports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Rules => "covered by rules",
            Self::Records => "shown by records",
            Self::AttestationOnly => "attestation only",
            Self::OutOfScope => "out of scope",
            Self::Gap => "gap",
        }
    }
}

/// A control and the rules that speak to it.
#[derive(Clone, Debug)]
pub struct ControlCoverage<'a> {
    /// The control.
    pub control: &'a Control,
    /// Indexes of the rules that name it or that its catalogue lists, ascending.
    pub rules: Vec<u32>,
    /// Families and ids its catalogue lists and no rule of the set has.
    pub missing: Vec<&'a str>,
    /// How it stands.
    pub kind: CoverageKind,
}

/// The controls of a framework, in natural order.
#[derive(Clone, Debug)]
pub struct FrameworkCoverage<'a> {
    /// The catalogue.
    pub catalog: &'a Catalog,
    /// One entry for each of its controls, in its order.
    pub controls: Vec<ControlCoverage<'a>>,
}

impl FrameworkCoverage<'_> {
    /// How many controls stand so; optional ones (health extras, proposals) count too.
    pub fn count(&self, kind: CoverageKind) -> usize {
        self.controls.iter().filter(|control| control.kind == kind).count()
    }
}

/// Coverage of all frameworks.
#[derive(Clone, Debug)]
pub struct Coverage<'a> {
    /// One entry for each catalogue, in order.
    pub frameworks: Vec<FrameworkCoverage<'a>>,
}

impl Catalogs {
    /// What `rules` cover of each framework. Rules that only take inventory are listed and cover nothing.
    pub fn coverage(&self, rules: &[RuleInfo]) -> Coverage<'_> {
        let frameworks = self.all().iter().map(|catalog| {
            let mut by_control = vec![Vec::new(); catalog.controls().len()];
            for (rule, info) in (0u32..).zip(rules) {
                for index in controls_of(catalog, info) {
                    by_control[index].push(rule);
                }
            }
            let controls = catalog.controls().iter().zip(by_control);
            let controls = controls.map(|(control, found)| control_coverage(control, found, rules)).collect();
            FrameworkCoverage { catalog, controls }
        });
        Coverage { frameworks: frameworks.collect() }
    }
}

/// Indexes of the controls of `catalog` that a rule speaks to, each once.
pub(crate) fn controls_of<'a>(catalog: &'a Catalog, rule: &'a RuleInfo) -> impl Iterator<Item = usize> + 'a {
    let named = rule.controls.iter().filter(|named| named.framework == catalog.framework.id);
    let named: Vec<&str> = named.filter_map(|named| catalog.resolve(&named.control)).map(|c| &*c.id).collect();
    let controls = catalog.controls().iter().enumerate();
    controls.filter(move |(_, c)| named.contains(&&*c.id) || c.lists_rule(&rule.id)).map(|(index, _)| index)
}

fn control_coverage<'a>(control: &'a Control, found: Vec<u32>, rules: &[RuleInfo]) -> ControlCoverage<'a> {
    let missing = control
        .rules
        .iter()
        .map(String::as_str)
        .filter(|listed| !found.iter().any(|rule| crate::catalog::is_or_in(&rules[*rule as usize].id, listed)));
    let missing: Vec<&str> = missing.collect();
    let covers = |rule: &u32| rules[*rule as usize].kind != RuleKind::Inventory;
    let kind = match control.verification {
        _ if found.iter().any(covers) => CoverageKind::Rules,
        Verification::Automated => CoverageKind::Gap,
        Verification::Evidence if control.evidence.is_empty() => CoverageKind::Gap,
        Verification::Evidence => CoverageKind::Records,
        Verification::Attestation => CoverageKind::AttestationOnly,
        Verification::OutOfScope => CoverageKind::OutOfScope,
    };
    ControlCoverage { control, rules: found, missing, kind }
}
