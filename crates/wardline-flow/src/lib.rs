//! Facts about a tree that need more than its shape: what names stand for, what values are known.
//!
//! Everything here is computed from one file's tree in one pass and thrown away with it.

mod changes;
mod class_constants;
mod constants;
mod names;
mod own_fields;
mod reach;
mod settings;

pub use constants::{Constant, defining, evaluate};
pub use names::{Binding, BindingId, Names, required_module};
