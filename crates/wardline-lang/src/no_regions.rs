//! What stands for regions in a build without templates: no file has any.

use crate::language::Language;
use crate::parser::{ParseReport, Parser};
use crate::symbols::Symbols;
use crate::tree::Tree;

/// The name under which a template's escaped output is called.
pub const ESCAPED: &str = "escaped_output";
/// The name under which a template's raw output is called.
pub const RAW: &str = "raw_output";

/// The code of one language in a file of several; there is none in this build.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Region {
    /// Its language.
    pub language: Language,
}

/// The languages of a template, by its name: none in this build.
pub fn template_languages(_path: &str) -> Vec<Language> {
    Vec::new()
}

impl Parser {
    /// The regions of a template: none in this build.
    pub fn regions(&mut self, _path: &str, _text: &str) -> Vec<Region> {
        Vec::new()
    }

    /// Parses a region.
    pub fn parse_region(&mut self, _: &Region, _: &str, tree: &mut Tree, symbols: &mut Symbols) -> ParseReport {
        tree.clear();
        symbols.clear();
        ParseReport::default()
    }
}
