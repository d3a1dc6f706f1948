//! What is at stake on a path: the sensitivity of the data there, who can reach it, who answers for it.
//!
//! Entries are looked through in their order and key by key, so that one entry can speak of a whole service and another of its owner.

use crate::class::PathClass;
use crate::fields::Fields;
use crate::globs::Globs;
use crate::problem::Reader;
use crate::setting::Setting;
use std::sync::Arc;

/// Who can reach what is built from a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Exposure {
    /// Nobody.
    None,
    /// The organisation.
    Internal,
    /// Known partners.
    Partner,
    /// Everybody.
    Internet,
}

impl Exposure {
    const ALL: [Self; 4] = [Self::None, Self::Internal, Self::Partner, Self::Internet];

    /// The name used in policies and reports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Internal => "internal",
            Self::Partner => "partner",
            Self::Internet => "internet",
        }
    }

    /// Reads the name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|exposure| exposure.name() == name)
    }
}

/// An entry of `scope:`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScopeEntry {
    /// The paths it is for.
    pub paths: Globs,
    /// Sensitivity of the data, 0 to 4.
    pub level: Option<Setting<u8>>,
    /// Who can reach it.
    pub exposure: Option<Setting<Exposure>>,
    /// Whether patients use it.
    pub patient_facing: Option<Setting<bool>>,
    /// Who answers for it.
    pub owner: Option<Setting<Arc<str>>>,
    /// What kind of file it is.
    pub class: Option<Setting<PathClass>>,
}

/// What a policy says of one path; what no entry says is `None`, or the built-in value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PathScope {
    /// Sensitivity of the data, 0 (none) to 4 (specially protected health data). Default: 0.
    pub level: Setting<u8>,
    /// Who can reach it.
    pub exposure: Option<Setting<Exposure>>,
    /// Whether patients use it. Default: no.
    pub patient_facing: Setting<bool>,
    /// Who answers for it.
    pub owner: Option<Setting<Arc<str>>>,
    /// What kind of file it is. Default: what its path looks like.
    pub class: Setting<PathClass>,
}

impl PathScope {
    /// What the entries say of a path.
    pub(crate) fn of(entries: &[ScopeEntry], path: &str) -> Self {
        let mut out = Self { class: Setting::built_in(PathClass::of(path)), ..Self::default() };
        let (mut level, mut facing, mut class) = (None, None, None);
        for entry in entries.iter().filter(|entry| entry.paths.is_match(path)) {
            level = level.or(entry.level.as_ref());
            facing = facing.or(entry.patient_facing.as_ref());
            class = class.or(entry.class.as_ref());
            out.exposure = out.exposure.or_else(|| entry.exposure.clone());
            out.owner = out.owner.or_else(|| entry.owner.clone());
        }
        out.level = level.cloned().unwrap_or_default();
        out.patient_facing = facing.cloned().unwrap_or_default();
        out.class = class.cloned().unwrap_or(out.class);
        out
    }
}

/// Resolves `scope:`.
pub(crate) fn resolve(entries: &[Fields], reader: &mut Reader<'_>) -> Vec<ScopeEntry> {
    entries.iter().filter_map(|fields| entry(fields, reader)).collect()
}

fn entry(fields: &Fields, reader: &mut Reader<'_>) -> Option<ScopeEntry> {
    let paths = Globs::paths(fields.texts("paths")?.value, reader)?;
    let level = fields.integer("level");
    let level = level.map(|w| Setting::at(&w, u8::try_from(w.value).unwrap_or(0), reader));
    let exposure = fields.text("exposure").and_then(|w| Some(Setting::at(&w, Exposure::parse(w.value)?, reader)));
    let patient_facing = fields.boolean("patient_facing").map(|w| Setting::at(&w, w.value, reader));
    let owner = fields.text("owner").map(|w| Setting::at(&w, w.value.into(), reader));
    let class = fields.text("class").and_then(|w| Some(Setting::at(&w, PathClass::parse(w.value)?, reader)));
    let is_empty =
        level.is_none() && exposure.is_none() && patient_facing.is_none() && owner.is_none() && class.is_none();
    if is_empty && fields.is_clean {
        reader.problem(fields.place, "the entry says nothing of its paths", "add `level:`, `exposure:` or `owner:`");
    }
    Some(ScopeEntry { paths, level, exposure, patient_facing, owner, class })
}
