//! A catalogue as resolved: a framework and its controls, looked up by any spelling of an id.
//!
//! Controls are a flat list in natural order of their ids, so that every report lists them as the framework does, and look-ups go
//! through one map of keys in which ids and aliases cannot clash.

use crate::id::{key, nearest};
use crate::{CatalogError, written};
use std::collections::BTreeMap;
use std::sync::Arc;
use wardline_base::LineColumn;

/// The strongest means by which a control can be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verification {
    /// Rules over the code find violations or evidence. Even so, a clean run says no more than that nothing was found.
    Automated,
    /// Records show it: inventories, sign-offs, test results.
    Evidence,
    /// A person says so and signs.
    Attestation,
    /// Neither code nor its records can say anything about it.
    OutOfScope,
}

/// Whether 45 CFR 164 leaves a choice how to meet an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Designation {
    /// Has to be met. Standards that the regulation leaves unmarked are required too.
    Required,
    /// To be assessed, then met, or documented with an equivalent measure (45 CFR 164.306(d)(3)). Not optional.
    Addressable,
}

/// What an entry of a catalogue is in its framework.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ControlKind {
    /// A control of a list of controls.
    #[default]
    Control,
    /// A clause of a management system standard.
    Clause,
    /// A standard of a regulation.
    Standard,
    /// An implementation specification of a standard.
    Specification,
    /// A general rule or a permission.
    General,
    /// Who and what the framework applies to, and its definitions.
    Scope,
}

/// How well number and title are known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Certainty {
    /// The text itself, or public lists that agree.
    #[default]
    Public,
    /// One secondary source; to be checked against the framework's own text.
    SecondarySource,
}

/// A named value of a catalogue's enumeration, as it is written in YAML.
pub(crate) trait Named: Copy + 'static {
    /// What the values are called in messages.
    const WHAT: &'static str;
    /// All values in order of documentation, with their names.
    const NAMES: &'static [(&'static str, Self)];
}

impl Named for Verification {
    const WHAT: &'static str = "verification";
    const NAMES: &'static [(&'static str, Self)] = &[
        ("automated", Self::Automated),
        ("evidence", Self::Evidence),
        ("attestation", Self::Attestation),
        ("out-of-scope", Self::OutOfScope),
    ];
}

impl Named for Designation {
    const WHAT: &'static str = "designation";
    const NAMES: &'static [(&'static str, Self)] = &[("required", Self::Required), ("addressable", Self::Addressable)];
}

impl Named for ControlKind {
    const WHAT: &'static str = "kind";
    const NAMES: &'static [(&'static str, Self)] = &[
        ("control", Self::Control),
        ("clause", Self::Clause),
        ("standard", Self::Standard),
        ("specification", Self::Specification),
        ("general", Self::General),
        ("scope", Self::Scope),
    ];
}

impl Named for Certainty {
    const WHAT: &'static str = "certainty";
    const NAMES: &'static [(&'static str, Self)] =
        &[("public", Self::Public), ("secondary-source", Self::SecondarySource)];
}

macro_rules! name_from_table {
    ($($type:ty),*) => {$(
        impl $type {
            /// The name used in catalogues and reports.
            pub fn name(self) -> &'static str {
                let entry = Self::NAMES.iter().find(|(_, value)| *value == self);
                entry.expect("NAMES has every value").0
            }
        }
    )*};
}
name_from_table!(Verification, Designation, ControlKind, Certainty);

/// A part of a framework, such as ISO's themes or HIPAA's groups of safeguards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// Id, unique in the framework.
    pub id: String,
    /// What reports print above the section.
    pub title: String,
}

/// A standard or regulation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Framework {
    /// Id, as rules and policies name it: `iso27799`.
    pub id: Arc<str>,
    /// Short name with edition: `ISO 27799:2025`.
    pub name: String,
    /// What it is about, in a line.
    pub title: String,
    /// Edition of the framework.
    pub edition: String,
    /// Version of our catalogue of it.
    pub version: String,
    /// Who publishes the framework.
    pub publisher: String,
    /// Where to read it, if it is public.
    pub url: Option<String>,
    /// What reports that use the catalogue must say of it.
    pub notice: String,
    /// Its parts, in order of reports.
    pub sections: Vec<Section>,
    /// Frameworks that relations name and that need no catalogue: id to name.
    pub references: BTreeMap<String, String>,
}

/// A control, clause, standard or specification.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Control {
    /// Canonical id: `5.17`, `164.312(a)(2)(iv)`.
    pub id: Arc<str>,
    /// The framework's title of it.
    pub title: String,
    /// What it asks for, in our words.
    pub summary: String,
    /// Id of its [`Section`].
    pub section: String,
    /// What it is in the framework.
    pub kind: ControlKind,
    /// Whether it is required or addressable; `None` where the framework has no such mark.
    pub designation: Option<Designation>,
    /// The strongest means of showing it.
    pub verification: Verification,
    /// Further means, strongest first.
    pub also: Vec<Verification>,
    /// Families or ids of rules that speak to it, besides those that name it themselves.
    pub rules: Vec<String>,
    /// Kinds of record that show it.
    pub evidence: Vec<String>,
    /// Ids of attestation templates that ask for it.
    pub attestations: Vec<String>,
    /// Related controls by framework id.
    pub related: BTreeMap<String, Vec<String>>,
    /// CWE numbers of weaknesses against it, ascending.
    pub cwe: Vec<u32>,
    /// Whether it is one of the extra controls for health that ISO 27799 adds to ISO/IEC 27002.
    pub hlt: bool,
    /// Whether it is proposed and not yet in force.
    pub proposed: bool,
    /// How well number and title are known.
    pub certainty: Certainty,
    /// Other ids it is known by.
    pub aliases: Vec<String>,
    /// Where the catalogue defines it.
    pub(crate) at: LineColumn,
}

impl Control {
    /// Whether it counts for pass and fail only if the policy asks for it.
    pub fn is_optional(&self) -> bool {
        self.hlt || self.proposed
    }

    /// Whether the catalogue lists the rule, by its id or by a family that it belongs to.
    pub fn lists_rule(&self, rule: &str) -> bool {
        self.rules.iter().any(|listed| is_or_in(rule, listed))
    }
}

/// Whether `rule` is the rule `listed`, or belongs to the family of that name.
pub(crate) fn is_or_in(rule: &str, listed: &str) -> bool {
    rule.strip_prefix(listed).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// A framework with its controls.
#[derive(Clone, Debug)]
pub struct Catalog {
    pub(crate) framework: Framework,
    /// In natural order of ids.
    pub(crate) controls: Vec<Control>,
    /// Keys of ids and aliases, to indexes of `controls`.
    pub(crate) keys: BTreeMap<String, usize>,
    /// Keys of prefixes with what they stand for, longest first.
    pub(crate) prefixes: Vec<(String, String)>,
}

impl Catalog {
    /// Reads a catalogue; `name` is what errors call it.
    ///
    /// # Errors
    /// All mistakes found, in order of place. YAML that has not the shape of a catalogue gives its first mistake only. Whether relations
    /// to other frameworks hold is checked by [`crate::Catalogs::parse`], which sees them all.
    pub fn parse(name: &str, text: &str) -> Result<Self, Vec<CatalogError>> {
        written::parse(name, text)
    }

    /// The framework.
    pub fn framework(&self) -> &Framework {
        &self.framework
    }

    /// All controls in natural order of their ids.
    pub fn controls(&self) -> &[Control] {
        &self.controls
    }

    /// The control of this id, alias, or other spelling of either.
    pub fn resolve(&self, id: &str) -> Option<&Control> {
        self.spellings(id).find_map(|spelling| self.keys.get(&spelling)).map(|index| &self.controls[*index])
    }

    /// The control that somebody who wrote the unknown `id` most likely meant, if one is near.
    pub fn nearest(&self, id: &str) -> Option<&Control> {
        let spelling = self.spellings(id).last()?;
        // A bare number of an older edition or of a clause: `9.4.2` where only `2013:9.4.2` is known.
        let is_bare = |known: &str| known.split_once(':').is_some_and(|(_, rest)| rest == spelling);
        let clause = self.controls.iter().find(|control| is_bare(&key(&control.id)));
        let former = || self.controls.iter().find(|control| control.aliases.iter().any(|alias| is_bare(&key(alias))));
        clause.or_else(former).or_else(|| {
            let keys: Vec<String> = self.controls.iter().map(|control| key(&control.id)).collect();
            let near = nearest(&spelling, keys.iter().map(String::as_str))?;
            self.resolve(near)
        })
    }

    /// The key of `id`, then that key with one prefix after the other replaced.
    fn spellings(&self, id: &str) -> impl Iterator<Item = String> {
        /// More prefixes than any real citation stacks, such as "ISO/IEC 27001:2022, Annex A".
        const MOST_PREFIXES: usize = 4;
        std::iter::successors(Some(key(id)), |spelling| {
            let (prefix, replacement) =
                self.prefixes.iter().find(|(prefix, _)| spelling.starts_with(prefix.as_str()))?;
            let rest = spelling[prefix.len()..].trim_start_matches([':', '.', '-']);
            (!rest.is_empty()).then(|| format!("{replacement}{rest}"))
        })
        .take(MOST_PREFIXES + 1)
    }
}
