//! Catalogues of controls: what ISO 27799 and HIPAA ask for, and which rules speak to it.
//!
//! Frameworks are data. A catalogue is a YAML file under `controls/`, embedded by one line in [`SOURCES`], and nothing in this crate
//! knows a framework by name. Catalogues are parsed on first use, because most scans only pass ids through and need no titles.

mod catalog;
mod catalogs;
mod coverage;
mod cwe;
mod error;
mod id;
mod mapping;
mod state;
mod written;

pub use catalog::{Catalog, Certainty, Control, ControlKind, Designation, Framework, Section, Verification};
pub use catalogs::{Catalogs, SOURCES};
pub use coverage::{ControlCoverage, Coverage, CoverageKind, FrameworkCoverage};
pub use cwe::{CWE_VERSION, cwe_name};
pub use error::CatalogError;
pub use id::natural_order;
pub use mapping::MappingProblem;
pub use state::ControlState;
