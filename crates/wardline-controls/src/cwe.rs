//! Names of CWE weaknesses, for taxonomies in reports.
//!
//! The table is a YAML file that is read line by line: it has one shape, and reports of small scans should not start a YAML parser.

use std::borrow::Cow;
use std::sync::LazyLock;

/// The edition of the Common Weakness Enumeration whose names the table has.
pub const CWE_VERSION: &str = "4.15";

const TABLE: &str = include_str!("../../../controls/cwe.yaml");

static NAMES: LazyLock<Vec<(u32, Cow<'static, str>)>> = LazyLock::new(|| TABLE.lines().filter_map(entry).collect());

/// The name of weakness `number`: `cwe_name(89)` is "Improper Neutralization of Special Elements used in an SQL Command ('SQL Injection')".
///
/// `None` for categories, views, deprecated entries, and weaknesses of later editions.
pub fn cwe_name(number: u32) -> Option<&'static str> {
    let index = NAMES.binary_search_by_key(&number, |(n, _)| *n).ok()?;
    Some(&NAMES[index].1)
}

/// Reads `89: "name"`; comments and empty lines are nothing.
fn entry(line: &'static str) -> Option<(u32, Cow<'static, str>)> {
    let (number, name) = line.split_once(": ")?;
    let name = name.strip_prefix('"')?.strip_suffix('"')?;
    // The only escape that names need, those of Windows paths.
    let name = if name.contains('\\') { name.replace(r"\\", r"\").into() } else { name.into() };
    Some((number.parse().ok()?, name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn the_short_reader_agrees_with_yaml() {
        let yaml: BTreeMap<u32, String> = serde_saphyr::from_str(TABLE).unwrap();
        let yaml: Vec<(u32, Cow<'_, str>)> = yaml.into_iter().map(|(n, name)| (n, name.into())).collect();
        assert_eq!(*NAMES, yaml);
        assert!(NAMES.is_sorted_by(|a, b| a.0 < b.0));
    }

    #[test]
    fn names_are_of_weaknesses() {
        assert_eq!(cwe_name(798), Some("Use of Hard-coded Credentials"));
        assert_eq!(cwe_name(918), Some("Server-Side Request Forgery (SSRF)"));
        assert_eq!(cwe_name(29), Some(r"Path Traversal: '\..\filename'"));
        // Categories and views that rule packs often name, and a deprecated entry.
        for number in [
            16, 19, 21, 189, 199, 254, 255, 264, 265, 275, 310, 320, 388, 399, 417, 534, 840, 937, 1035, 1003, 1344,
            1349,
        ] {
            assert_eq!(cwe_name(number), None, "CWE-{number}");
        }
    }
}
