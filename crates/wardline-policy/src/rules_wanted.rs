//! Which rules must be there: a pack that lost rules finds less, and finding less must not look like being clean.

use crate::fields::Fields;
use crate::globs::Globs;
use crate::problem::Reader;
use crate::setting::{Setting, Source};
use wardline_base::RuleInfo;

/// What `rules:` says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RulesWanted {
    /// Patterns of rule ids, each of which a loaded rule must match.
    pub required: Option<Setting<Globs>>,
    /// The digest of all loaded rules.
    pub pack: Option<Setting<String>>,
    /// Patterns of rule ids that no waiver has an effect on.
    pub unsuppressible: Option<Setting<Globs>>,
}

impl RulesWanted {
    /// The required patterns that no loaded rule matches, and where they are asked for.
    pub fn missing(&self, infos: &[RuleInfo]) -> Vec<(&str, &Source)> {
        let Some(required) = &self.required else { return Vec::new() };
        let unmet = required.value.unmet(infos.iter().map(|info| &*info.id));
        unmet.into_iter().map(|pattern| (pattern, &required.source)).collect()
    }

    /// Whether no waiver has an effect on findings of this rule.
    pub fn is_unsuppressible(&self, rule: &str) -> bool {
        self.unsuppressible.as_ref().is_some_and(|globs| globs.value.is_match(rule))
    }

    pub(crate) fn apply(&mut self, fields: &Fields, reader: &mut Reader<'_>) {
        let mut globs = |key: &str| {
            let written = fields.texts(key)?;
            Some(Setting::at(&written, Globs::rules(written.value, reader)?, reader))
        };
        self.required = globs("required").or_else(|| self.required.take());
        self.unsuppressible = globs("unsuppressible").or_else(|| self.unsuppressible.take());
        if let Some(written) = fields.text("pack") {
            let digits = written.value.strip_prefix("sha256:");
            if digits.is_some_and(|digits| digits.len() == 64 && digits.bytes().all(|b| b.is_ascii_hexdigit())) {
                self.pack = Some(Setting::at(&written, written.value.to_ascii_lowercase(), reader));
            } else {
                let message = format!("`{}` is no digest of a rule pack", written.value);
                reader.problem(written.place(), message, "copy `digest` from `wardline rules list --json`");
            }
        }
    }
}
