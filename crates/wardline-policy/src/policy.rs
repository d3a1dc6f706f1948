//! The policy as it is applied: every setting has a value and knows where it came from.
//!
//! A file may hold several policies in one: its own settings, and those with each profile on top. [`Policy::for_run`] says which of them
//! is in force.

use crate::conditions::{self, Condition};
use crate::decisions::{self, Decision};
use crate::fields::Fields;
use crate::freeze::{self, FreezeWindow};
use crate::limits::{LedgerLimits, Threshold};
use crate::parameters::Parameters;
use crate::problem::{Problems, Reader, did_you_mean};
use crate::profiles::{self, Profile, ProfileInForce, UnknownProfile};
use crate::rules_wanted::RulesWanted;
use crate::scope::{self, PathScope, ScopeEntry};
use crate::setting::Setting;
use crate::sla::Sla;
use crate::{Action, Date, keys, yaml};
use std::sync::Arc;
use wardline_base::Severity;

/// Where a repository keeps its policy, relative to its root.
pub const POLICY_PATH: &str = ".wardline/policy.yaml";

/// What a verdict is decided by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    /// The file it was read from, if any.
    pub path: Option<Arc<str>>,
    /// What fails the gate. Default: severity high, confidence low.
    pub block: Threshold,
    /// What is shown as a warning. Default: severity medium, confidence low.
    pub warn: Threshold,
    /// The most that comes of a finding which the base of the change has too. Default: a warning.
    pub existing: Setting<Action>,
    /// For how many days a waiver may be given, from its first to its last. Default: 180.
    pub max_waiver_days: Setting<u16>,
    /// How much of the tree may be left unread.
    pub ledger: LedgerLimits,
    /// What is at stake on which paths.
    pub scope: Vec<ScopeEntry>,
    /// What is done about findings, before the thresholds are asked.
    pub decisions: Vec<Decision>,
    /// Values that rules read.
    pub parameters: Parameters,
    /// How long findings may stay.
    pub sla: Sla,
    /// Windows in which changes of some paths are blocked.
    pub freeze: Vec<FreezeWindow>,
    /// Which rules must be there.
    pub rules: RulesWanted,
    /// What must hold over the whole run.
    pub conditions: Vec<Condition>,
    /// The profile in force; set by [`Policy::for_run`].
    pub profile: Option<ProfileInForce>,
    /// The profiles that could be; none in a policy that [`Policy::for_run`] made.
    pub profiles: Vec<Profile>,
    /// The profile that the file itself puts in force.
    pub default_profile: Option<Setting<Arc<str>>>,
}

impl Default for Policy {
    fn default() -> Self {
        Self::built_in()
    }
}

impl Policy {
    /// The policy of a repository that has written none.
    pub fn built_in() -> Self {
        Self {
            path: None,
            block: Threshold::built_in(Severity::High),
            warn: Threshold::built_in(Severity::Medium),
            existing: Setting::built_in(Action::Warn),
            max_waiver_days: Setting::built_in(180),
            ledger: LedgerLimits::built_in(),
            scope: Vec::new(),
            decisions: Vec::new(),
            parameters: Parameters::default(),
            sla: Sla::default(),
            freeze: Vec::new(),
            rules: RulesWanted::default(),
            conditions: Vec::new(),
            profile: None,
            profiles: Vec::new(),
            default_profile: None,
        }
    }

    /// Reads the text of a policy file; `path` is its name in messages.
    ///
    /// # Errors
    ///
    /// All problems of the file, in the order of its text.
    pub fn read(path: &str, text: &str) -> Result<Self, Problems> {
        let mut reader = Reader::new(path, text);
        let mut policy = Self { path: Some(reader.path.clone()), ..Self::built_in() };
        if let Some(root) = yaml::read(text, &mut reader) {
            let fields = Fields::read(root, "the policy", "", &keys::POLICY, &mut reader);
            policy.resolve(&fields, &mut reader);
        }
        let problems = reader.finish();
        if problems.0.is_empty() { Ok(policy) } else { Err(problems) }
    }

    fn resolve(&mut self, fields: &Fields, reader: &mut Reader<'_>) {
        if let Some(version) = fields.integer("version").filter(|version| version.value != 1) {
            let message = format!("version {} of the policy format is not known", version.value);
            reader.problem(version.place(), message, "write `version: 1`");
        }
        self.apply(fields, reader);
        let profiles = profiles::resolve(self, fields, reader);
        if let Some(name) = fields.text("profile") {
            if !profiles.iter().any(|profile| &*profile.name == name.value) {
                let known: Vec<&str> = profiles.iter().map(|profile| &*profile.name).collect();
                let help = if known.is_empty() {
                    "add it under `profiles:`".to_owned()
                } else {
                    did_you_mean(name.value, &known)
                };
                reader.problem(name.place(), format!("there is no profile `{}`", name.value), help);
            }
            self.default_profile = Some(Setting::at(&name, name.value.into(), reader));
        }
        self.profiles = profiles;
    }

    /// Sets what a mapping says that the whole file or a profile may say. Mappings are set key by key, lists as a whole; decisions come
    /// before those that are there.
    pub(crate) fn apply(&mut self, fields: &Fields, reader: &mut Reader<'_>) {
        if let Some(fields) = fields.map("block") {
            self.block.apply(fields, reader);
        }
        if let Some(fields) = fields.map("warn") {
            self.warn.apply(fields, reader);
        }
        if let Some((written, action)) = fields.text("existing").and_then(|w| Some((w, Action::parse(w.value)?))) {
            self.existing = Setting::at(&written, action, reader);
        }
        if let Some(days) = fields.map("waivers").and_then(|fields| fields.integer("max_days")) {
            self.max_waiver_days = Setting::at(&days, u16::try_from(days.value).unwrap_or(0), reader);
        }
        if let Some(fields) = fields.map("ledger") {
            self.ledger.apply(fields, reader);
        }
        if let Some(entries) = fields.maps("scope") {
            self.scope = scope::resolve(entries, reader);
        }
        if let Some(entries) = fields.maps("decisions") {
            let mut decisions = decisions::resolve(entries, &self.decisions, reader);
            decisions.append(&mut self.decisions);
            self.decisions = decisions;
        }
        self.parameters.apply(fields, reader);
        if let Some(fields) = fields.map("sla") {
            self.sla.apply(fields, reader);
        }
        if let Some(entries) = fields.maps("freeze") {
            self.freeze = freeze::resolve(entries, reader);
        }
        if let Some(fields) = fields.map("rules") {
            self.rules.apply(fields, reader);
        }
        if let Some(entries) = fields.maps("conditions") {
            self.conditions = conditions::resolve(entries, reader);
        }
    }

    /// The policy that is in force: with the profile that was named, else the first whose branches the branch matches, else the one the file
    /// itself names, else the file's own settings alone. `branch` is the one that is judged against.
    ///
    /// # Errors
    ///
    /// When the profile that was named is not there.
    pub fn for_run(&self, profile: Option<&str>, branch: Option<&str>) -> Result<Self, UnknownProfile> {
        let by_name = |name: &str| self.profiles.iter().find(|p| &*p.name == name);
        let found = match (profile, branch) {
            (Some(name), _) => {
                let known = || self.profiles.iter().map(|p| p.name.clone()).collect();
                let unknown = || UnknownProfile { name: name.to_owned(), known: known() };
                Some((by_name(name).ok_or_else(unknown)?, "--profile".to_owned()))
            }
            (None, Some(branch)) => {
                let is_for = |p: &&Profile| p.branches.as_ref().is_some_and(|branches| branches.is_match(branch));
                self.profiles.iter().find(is_for).map(|p| (p, format!("the branch `{branch}`")))
            }
            (None, None) => None,
        };
        let by_file = || {
            let name = self.default_profile.as_ref()?;
            Some((by_name(&name.value)?, format!("`profile: {}`", name.value)))
        };
        let Some((profile, chosen_by)) = found.or_else(by_file) else {
            return Ok(Self { profiles: Vec::new(), ..self.clone() });
        };
        let in_force = ProfileInForce {
            name: profile.name.clone(),
            phase: profile.phase.clone(),
            chosen_by,
            source: profile.source.clone(),
        };
        Ok(Self { profile: Some(in_force), ..(*profile.policy).clone() })
    }

    /// What the policy says of a path.
    pub fn scope_of(&self, path: &str) -> PathScope {
        PathScope::of(&self.scope, path)
    }

    /// The first window in which the path must not change on this day.
    pub fn frozen(&self, path: &str, today: Date) -> Option<&FreezeWindow> {
        self.freeze.iter().find(|window| window.holds(path, today))
    }
}
