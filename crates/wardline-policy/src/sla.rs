//! How long a finding may stay: days from the day it was first seen, by severity.
//!
//! Without the key there are no clocks. A clock needs a day to start from: a finding of which nobody knows when it was first seen has no
//! due date, unless the change under test brings it, which is today.

use crate::fields::Fields;
use crate::problem::Reader;
use crate::setting::Setting;
use crate::{Date, Status};
use wardline_base::{RuleInfo, Severity};

/// Tag of rules and advisories about weaknesses that are being attacked.
pub(crate) const EXPLOITED: &str = "exploited";

/// Clocks for findings; no value means no clock.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sla {
    /// For findings of rules tagged `exploited`, if that is earlier.
    pub exploited: Setting<Option<u16>>,
    /// By severity, in the order of [`Severity::ALL`].
    pub severities: [Setting<Option<u16>>; 5],
}

/// When a finding must be gone, and by which clock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Due<'p> {
    pub(crate) date: Date,
    pub(crate) name: &'static str,
    pub(crate) setting: &'p Setting<Option<u16>>,
}

impl Sla {
    /// The number of days for a severity.
    pub fn of(&self, severity: Severity) -> &Setting<Option<u16>> {
        let index = Severity::ALL.iter().position(|s| *s == severity).unwrap_or_default();
        &self.severities[index]
    }

    /// The clock that ends first, if one is running.
    pub(crate) fn due(
        &self,
        severity: Severity,
        info: Option<&RuleInfo>,
        (first_seen, status): (Option<Date>, Status),
        today: Date,
    ) -> Option<Due<'_>> {
        let start = first_seen.or_else(|| (status == Status::New).then_some(today))?;
        let is_exploited = info.is_some_and(|info| info.tags.iter().any(|tag| tag == EXPLOITED));
        let clocks = [(EXPLOITED, &self.exploited, is_exploited), (severity.name(), self.of(severity), true)];
        let running = clocks.into_iter().filter(|(_, _, is_for)| *is_for);
        let due = running.filter_map(|(name, setting, _)| {
            let date = start.plus_days(i64::from(setting.value?))?;
            Some(Due { date, name, setting })
        });
        due.min_by_key(|due| due.date)
    }

    pub(crate) fn apply(&mut self, fields: &Fields, reader: &Reader<'_>) {
        let days = |key: &str| fields.days(key).map(|written| Setting::at(&written, written.value, reader));
        if let Some(setting) = days(EXPLOITED) {
            self.exploited = setting;
        }
        for (severity, setting) in Severity::ALL.into_iter().zip(&mut self.severities) {
            if let Some(days) = days(severity.name()) {
                *setting = days;
            }
        }
    }
}
