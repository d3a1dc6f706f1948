//! The catalogues that a report names: CWE and the frameworks of controls, with the entries that the rules refer to.
//!
//! Catalogues are read only when some rule refers to one, because reading them costs more than scanning a small file.

use std::collections::BTreeSet;
use std::sync::Arc;
use wardline_base::RuleInfo;
use wardline_controls::{CWE_VERSION, Catalogs, cwe_name};
use wardline_report::{Taxon, Taxonomy};

/// Id, name, edition and publisher of each framework that comes with the tool, in the order of reports; made by the build script.
const FRAMEWORKS: &[(&str, &str, &str, &str)] = include!(concat!(env!("OUT_DIR"), "/frameworks.rs"));

/// The catalogues without their entries, for reports that name frameworks only. Reading no catalogue saves milliseconds of every run.
pub(crate) fn names() -> Vec<Taxonomy> {
    let taxonomy = |(id, name, version, organization): &(&str, &str, &str, &str)| Taxonomy {
        id: (*id).to_owned(),
        name: (*name).to_owned(),
        version: (*version).to_owned(),
        organization: (*organization).to_owned(),
        taxa: Vec::new(),
    };
    FRAMEWORKS.iter().map(taxonomy).collect()
}

/// The catalogues that these rules refer to, with the entries that they name, in the order of reports.
pub(crate) fn of(infos: &[RuleInfo]) -> Vec<Taxonomy> {
    let mut out = Vec::new();
    let cwe: BTreeSet<u32> = infos.iter().flat_map(|i| i.cwe.iter().copied()).collect();
    if !cwe.is_empty() {
        out.push(weaknesses(&cwe));
    }
    let named: BTreeSet<(Arc<str>, Arc<str>)> =
        infos.iter().flat_map(|i| &i.controls).map(|c| (c.framework.clone(), c.control.clone())).collect();
    if named.is_empty() {
        return out;
    }
    for catalog in Catalogs::embedded().all() {
        let framework = catalog.framework();
        let taxa: Vec<Taxon> = catalog
            .controls()
            .iter()
            .filter_map(|control| {
                let id = named
                    .iter()
                    .find(|(f, id)| *f == framework.id && catalog.resolve(id).is_some_and(|c| c.id == control.id))?;
                Some(Taxon { id: id.1.to_string(), name: control.title.clone(), short: control.summary.clone() })
            })
            .collect();
        if !taxa.is_empty() {
            out.push(Taxonomy {
                id: framework.id.to_string(),
                name: framework.name.clone(),
                version: framework.edition.clone(),
                organization: framework.publisher.clone(),
                taxa,
            });
        }
    }
    out
}

fn weaknesses(numbers: &BTreeSet<u32>) -> Taxonomy {
    let taxon = |number: &u32| Taxon {
        id: format!("CWE-{number}"),
        name: cwe_name(*number).unwrap_or_default().to_owned(),
        short: String::new(),
    };
    Taxonomy {
        id: "cwe".to_owned(),
        name: "CWE".to_owned(),
        version: CWE_VERSION.to_owned(),
        organization: "MITRE".to_owned(),
        taxa: numbers.iter().map(taxon).collect(),
    }
}
