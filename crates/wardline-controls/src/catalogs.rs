//! The catalogues of a scan, and the checks that need more than one of them.
//!
//! Relations are written on both sides, because a reader of either file should see them; what could then drift apart is checked here.

use crate::error::Errors;
use crate::{Catalog, CatalogError, Control, coverage};
use std::sync::LazyLock;
use wardline_base::{ControlRef, RuleInfo};

/// Name and text of each embedded catalogue. A new framework is one file and one line here.
pub const SOURCES: &[(&str, &str)] = &[
    ("controls/iso27799.yaml", include_str!("../../../controls/iso27799.yaml")),
    ("controls/hipaa.yaml", include_str!("../../../controls/hipaa.yaml")),
];

static EMBEDDED: LazyLock<Catalogs> =
    LazyLock::new(|| Catalogs::parse(SOURCES).expect("embedded catalogues are tested to parse"));

/// Catalogues whose relations to each other hold.
#[derive(Clone, Debug)]
pub struct Catalogs {
    catalogs: Vec<Catalog>,
}

impl Catalogs {
    /// The catalogues that come with the tool. The first call parses them; later ones are free.
    pub fn embedded() -> &'static Self {
        &EMBEDDED
    }

    /// Reads catalogues, each given as name and text, and checks the relations between them.
    ///
    /// # Errors
    /// All mistakes found, catalogue by catalogue in the order given. Relations are checked only when every catalogue reads by itself.
    pub fn parse(sources: &[(&str, &str)]) -> Result<Self, Vec<CatalogError>> {
        let mut catalogs = Vec::new();
        let mut found = Vec::new();
        for (name, text) in sources {
            match Catalog::parse(name, text) {
                Ok(catalog) => catalogs.push(catalog),
                Err(errors) => found.extend(errors),
            }
        }
        if !found.is_empty() {
            return Err(found);
        }
        let catalogs = Self { catalogs };
        for ((name, text), catalog) in sources.iter().zip(&catalogs.catalogs) {
            let mut errors = Errors::new(name, text);
            for control in &catalog.controls {
                catalogs.check_relations(catalog, control, &mut errors);
            }
            errors.found.sort_by_key(|error| error.at);
            found.append(&mut errors.found);
        }
        if found.is_empty() { Ok(catalogs) } else { Err(found) }
    }

    /// All catalogues, in the order of reports.
    pub fn all(&self) -> &[Catalog] {
        &self.catalogs
    }

    /// The catalogue of a framework.
    pub fn get(&self, framework: &str) -> Option<&Catalog> {
        self.catalogs.iter().find(|catalog| &*catalog.framework.id == framework)
    }

    /// The control of this id, alias, or other spelling of either: `27002:5.17` and `A.5.17` are `5.17`, `45 CFR 164.312(a)(2)(iv)`
    /// and `164.312a2iv` are `164.312(a)(2)(iv)`.
    pub fn resolve(&self, framework: &str, id: &str) -> Option<&Control> {
        self.get(framework)?.resolve(id)
    }

    /// Whether some catalogue relates to this framework without there being a catalogue of it.
    pub fn is_reference(&self, framework: &str) -> bool {
        self.catalogs.iter().any(|catalog| catalog.framework.references.contains_key(framework))
    }

    /// The controls a rule speaks to, in the order of the catalogues: those that it names, in canonical spelling, and those whose catalogue lists it.
    /// Names that no catalogue knows are left out; [`Catalogs::check_mapping`] reports them.
    pub fn controls_of(&self, rule: &RuleInfo) -> Vec<ControlRef> {
        let mut found = Vec::new();
        for catalog in &self.catalogs {
            let framework = &catalog.framework.id;
            let controls = coverage::controls_of(catalog, rule).map(|index| catalog.controls[index].id.clone());
            found.extend(controls.map(|control| ControlRef { framework: framework.clone(), control }));
        }
        found
    }

    /// The controls that weaknesses are against, by their CWE numbers, in the order of the catalogues: for findings of tools that know no
    /// control. What is only proposed, and what is not certain to be in the standard, is left out.
    pub fn controls_against(&self, cwe: &[u32]) -> Vec<ControlRef> {
        let mut found = Vec::new();
        for catalog in &self.catalogs {
            let in_force = catalog.controls.iter().filter(|control| !control.hlt && !control.proposed);
            for control in in_force.filter(|control| cwe.iter().any(|number| control.cwe.contains(number))) {
                found.push(ControlRef { framework: catalog.framework.id.clone(), control: control.id.clone() });
            }
        }
        found
    }

    fn check_relations(&self, catalog: &Catalog, control: &Control, errors: &mut Errors<'_>) {
        for (framework, ids) in &control.related {
            match self.get(framework) {
                Some(other) => ids.iter().for_each(|id| check_relation(catalog, control, other, id, errors)),
                None if catalog.framework.references.contains_key(framework) => {}
                None => {
                    let message = format!("{} relates to the unknown framework `{framework}`", control.id);
                    errors.add(control.at, message, "give it a catalogue, or name it under `references`");
                }
            }
        }
    }
}

fn check_relation(catalog: &Catalog, control: &Control, other: &Catalog, id: &str, errors: &mut Errors<'_>) {
    let (framework, there) = (&catalog.framework.id, &other.framework.id);
    let Some(related) = other.resolve(id).filter(|related| &*related.id == id) else {
        let message = format!("{} relates to {there} `{id}`, which is no id of that catalogue", control.id);
        let help = other.nearest(id).map_or("remove it".to_owned(), |near| format!("did you mean `{}`?", near.id));
        errors.add(control.at, message, help);
        return;
    };
    // A relation inside a framework has a direction, and what is only proposed must not show up on what is in force.
    if framework == there || control.proposed || related.proposed {
        return;
    }
    let relates_back = related.related.get(&**framework).is_some_and(|ids| ids.iter().any(|id| **id == *control.id));
    if !relates_back {
        let message = format!("{} relates to {there} {id}, which does not relate back", control.id);
        errors.add(control.at, message, format!("add `{}` to the relations of {there} {id}", control.id));
    }
}
