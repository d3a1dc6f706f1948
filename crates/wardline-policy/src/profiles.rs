//! Profiles: what a policy says otherwise for a phase of the life cycle, or for some branches.
//!
//! A profile is resolved on top of the file's own settings when the file is read, so that a mistake in a profile that is not in force today
//! is found today.

use crate::Policy;
use crate::fields::Fields;
use crate::globs::Globs;
use crate::problem::{Reader, nearest};
use crate::setting::Source;
use std::fmt;
use std::sync::Arc;

/// A profile of a policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    /// Its name.
    pub name: Arc<str>,
    /// The phase of the life cycle that it stands for.
    pub phase: Option<Arc<str>>,
    /// The branches that it is for.
    pub branches: Option<Globs>,
    /// Where it is written.
    pub source: Source,
    /// The policy with the profile's settings.
    pub(crate) policy: Box<Policy>,
}

/// The profile that is in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProfileInForce {
    /// Its name.
    pub name: Arc<str>,
    /// The phase of the life cycle that it stands for.
    pub phase: Option<Arc<str>>,
    /// What put it in force: `--profile`, the branch, or the file.
    pub chosen_by: String,
    /// Where it is written.
    pub source: Source,
}

/// Nobody wrote a profile of this name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownProfile {
    /// The name.
    pub name: String,
    /// The names that there are.
    pub known: Vec<Arc<str>>,
}

impl UnknownProfile {
    /// What to do about it.
    pub fn help(&self) -> String {
        let known: Vec<&str> = self.known.iter().map(|name| &**name).collect();
        match nearest(&self.name, &known) {
            Some(name) => format!("did you mean `{name}`?"),
            None if known.is_empty() => "the policy has no profiles; write one under `profiles:`".to_owned(),
            None => format!("its profiles are {}", known.join(", ")),
        }
    }
}

impl fmt::Display for UnknownProfile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the policy has no profile `{}`", self.name)
    }
}

impl std::error::Error for UnknownProfile {}

/// Resolves `profiles:` on top of a policy.
pub(crate) fn resolve(base: &Policy, fields: &Fields, reader: &mut Reader<'_>) -> Vec<Profile> {
    let mut out = Vec::new();
    for (name, fields) in fields.named("profiles") {
        let mut policy = base.clone();
        policy.apply(fields, reader);
        out.push(Profile {
            name: name.value.as_str().into(),
            phase: fields.text("phase").map(|w| w.value.into()),
            branches: fields.texts("branches").and_then(|list| Globs::paths(list.value, reader)),
            source: Source::of(name.at, reader),
            policy: Box::new(policy),
        });
    }
    out
}
