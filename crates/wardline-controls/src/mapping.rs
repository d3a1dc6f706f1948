//! Whether what a rule says of controls and weaknesses exists.
//!
//! A rule with a control that no catalogue knows would silently fall out of every report by control, so slips are named with the
//! nearest known id.

use crate::id::nearest;
use crate::{Catalogs, cwe_name};
use std::sync::Arc;
use wardline_base::RuleInfo;

/// Something a rule refers to and that is not known.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MappingProblem {
    /// No catalogue is of this framework.
    #[error("unknown framework `{framework}`{}", did_you_mean(.nearest))]
    UnknownFramework {
        /// As the rule names it.
        framework: Arc<str>,
        /// The framework that may be meant.
        nearest: Option<Arc<str>>,
    },
    /// The framework has no such control.
    #[error("{framework} has no control `{control}`{}", did_you_mean(.nearest))]
    UnknownControl {
        /// Id of the framework.
        framework: Arc<str>,
        /// As the rule names it.
        control: Arc<str>,
        /// The control that may be meant.
        nearest: Option<Arc<str>>,
    },
    /// The control is known, and the catalogue spells its id otherwise.
    #[error("{framework} spells control `{control}` as `{canonical}`: write that")]
    OtherSpelling {
        /// Id of the framework.
        framework: Arc<str>,
        /// As the rule names it.
        control: Arc<str>,
        /// The catalogue's id.
        canonical: Arc<str>,
    },
    /// The table of weaknesses has no such number.
    #[error(
        "CWE-{cwe} is not in the table of weaknesses: check the number, and that it is no category or deprecated entry"
    )]
    UnknownCwe {
        /// The number.
        cwe: u32,
    },
}

fn did_you_mean(near: &Option<Arc<str>>) -> String {
    near.as_ref().map_or(String::new(), |near| format!(": did you mean `{near}`?"))
}

impl Catalogs {
    /// Everything a rule refers to that is not known, in the rule's order. Frameworks that catalogues only refer to pass unchecked.
    pub fn check_mapping(&self, rule: &RuleInfo) -> Vec<MappingProblem> {
        let controls = rule.controls.iter().filter_map(|named| {
            let (framework, control) = (named.framework.clone(), named.control.clone());
            let Some(catalog) = self.get(&framework) else {
                let known = self.all().iter().map(|catalog| &*catalog.framework().id);
                let nearest = nearest(&framework, known).map(Arc::from);
                return (!self.is_reference(&framework))
                    .then_some(MappingProblem::UnknownFramework { framework, nearest });
            };
            match catalog.resolve(&control) {
                Some(known) if known.id == control => None,
                Some(known) => Some(MappingProblem::OtherSpelling { framework, control, canonical: known.id.clone() }),
                None => {
                    let nearest = catalog.nearest(&control).map(|near| near.id.clone());
                    Some(MappingProblem::UnknownControl { framework, control, nearest })
                }
            }
        });
        let cwe = rule.cwe.iter().filter(|cwe| cwe_name(**cwe).is_none());
        controls.chain(cwe.map(|cwe| MappingProblem::UnknownCwe { cwe: *cwe })).collect()
    }
}
