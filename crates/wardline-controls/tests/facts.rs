//! Facts of the embedded catalogues, checked against lists written down independently of them.
//!
//! A catalogue that parses can still be wrong: a control left out, a required item marked addressable. The expected lists here come from
//! the numbering of ISO/IEC 27002:2022 and from Appendix A to Subpart C of 45 CFR Part 164, not from the YAML.

use std::collections::BTreeMap;
use wardline_controls::{Catalog, Catalogs, Certainty, Control, ControlKind, Designation, Verification, cwe_name};

fn catalog(framework: &str) -> &'static Catalog {
    Catalogs::embedded().get(framework).expect("the framework is embedded")
}

fn ids<'a>(controls: impl Iterator<Item = &'a Control>) -> Vec<&'a str> {
    controls.map(|control| &*control.id).collect()
}

#[test]
fn iso27799_has_the_93_controls_and_the_health_extras() {
    let clauses = [("organizational", 5, 37), ("people", 6, 8), ("physical", 7, 14), ("technological", 8, 34)];
    let expected: Vec<String> =
        clauses.iter().flat_map(|(_, clause, last)| (1..=*last).map(move |n| format!("{clause}.{n}"))).collect();
    let controls = catalog("iso27799").controls();
    let plain = controls.iter().filter(|c| c.kind == ControlKind::Control && !c.hlt);
    assert_eq!(ids(plain), expected);
    assert_eq!(expected.len(), 93);
    for control in controls.iter().filter(|c| c.kind == ControlKind::Control) {
        let clause = clauses.iter().find(|(_, clause, _)| control.id.starts_with(&format!("{clause}.")));
        assert_eq!(Some(control.section.as_str()), clause.map(|(section, ..)| *section), "{}", control.id);
    }
    let extras: Vec<_> = controls.iter().filter(|c| c.hlt).collect();
    assert_eq!(ids(extras.iter().copied()), ["5.38", "5.39", "5.40", "5.41", "5.42", "5.43", "6.9", "8.35"]);
    assert!(extras.iter().all(|c| c.certainty == Certainty::SecondarySource && c.is_optional()));
    let clauses = controls.iter().filter(|c| c.kind == ControlKind::Clause);
    assert_eq!(ids(clauses), ["27001:6.1.2", "27001:6.1.3", "27001:8.2", "27001:8.3", "27001:9.2", "27001:10.2"]);
}

/// Every number of ISO/IEC 27002:2013 leads somewhere: 114 controls in 35 categories.
#[test]
fn numbers_of_2013_all_resolve() {
    let categories = [
        ("5.1", 2),
        ("6.1", 5),
        ("6.2", 2),
        ("7.1", 2),
        ("7.2", 3),
        ("7.3", 1),
        ("8.1", 4),
        ("8.2", 3),
        ("8.3", 3),
        ("9.1", 2),
        ("9.2", 6),
        ("9.3", 1),
        ("9.4", 5),
        ("10.1", 2),
        ("11.1", 6),
        ("11.2", 9),
        ("12.1", 4),
        ("12.2", 1),
        ("12.3", 1),
        ("12.4", 4),
        ("12.5", 1),
        ("12.6", 2),
        ("12.7", 1),
        ("13.1", 3),
        ("13.2", 4),
        ("14.1", 3),
        ("14.2", 9),
        ("14.3", 1),
        ("15.1", 3),
        ("15.2", 2),
        ("16.1", 7),
        ("17.1", 3),
        ("17.2", 1),
        ("18.1", 5),
        ("18.2", 3),
    ];
    assert_eq!(categories.iter().map(|(_, count)| count).sum::<u32>(), 114);
    for (category, count) in categories {
        for n in 1..=count {
            assert!(catalog("iso27799").resolve(&format!("2013:{category}.{n}")).is_some(), "2013:{category}.{n}");
        }
    }
}

/// Appendix A to Subpart C of Part 164: the standards, and their specifications with (R) or (A).
const MATRIX: [(&str, &[(&str, char)]); 18] = [
    (
        "164.308(a)(1)(i)",
        &[
            ("164.308(a)(1)(ii)(A)", 'R'),
            ("164.308(a)(1)(ii)(B)", 'R'),
            ("164.308(a)(1)(ii)(C)", 'R'),
            ("164.308(a)(1)(ii)(D)", 'R'),
        ],
    ),
    ("164.308(a)(2)", &[]),
    (
        "164.308(a)(3)(i)",
        &[("164.308(a)(3)(ii)(A)", 'A'), ("164.308(a)(3)(ii)(B)", 'A'), ("164.308(a)(3)(ii)(C)", 'A')],
    ),
    (
        "164.308(a)(4)(i)",
        &[("164.308(a)(4)(ii)(A)", 'R'), ("164.308(a)(4)(ii)(B)", 'A'), ("164.308(a)(4)(ii)(C)", 'A')],
    ),
    (
        "164.308(a)(5)(i)",
        &[
            ("164.308(a)(5)(ii)(A)", 'A'),
            ("164.308(a)(5)(ii)(B)", 'A'),
            ("164.308(a)(5)(ii)(C)", 'A'),
            ("164.308(a)(5)(ii)(D)", 'A'),
        ],
    ),
    ("164.308(a)(6)(i)", &[("164.308(a)(6)(ii)", 'R')]),
    (
        "164.308(a)(7)(i)",
        &[
            ("164.308(a)(7)(ii)(A)", 'R'),
            ("164.308(a)(7)(ii)(B)", 'R'),
            ("164.308(a)(7)(ii)(C)", 'R'),
            ("164.308(a)(7)(ii)(D)", 'A'),
            ("164.308(a)(7)(ii)(E)", 'A'),
        ],
    ),
    ("164.308(a)(8)", &[]),
    ("164.308(b)(1)", &[("164.308(b)(3)", 'R')]),
    (
        "164.310(a)(1)",
        &[
            ("164.310(a)(2)(i)", 'A'),
            ("164.310(a)(2)(ii)", 'A'),
            ("164.310(a)(2)(iii)", 'A'),
            ("164.310(a)(2)(iv)", 'A'),
        ],
    ),
    ("164.310(b)", &[]),
    ("164.310(c)", &[]),
    (
        "164.310(d)(1)",
        &[
            ("164.310(d)(2)(i)", 'R'),
            ("164.310(d)(2)(ii)", 'R'),
            ("164.310(d)(2)(iii)", 'A'),
            ("164.310(d)(2)(iv)", 'A'),
        ],
    ),
    (
        "164.312(a)(1)",
        &[
            ("164.312(a)(2)(i)", 'R'),
            ("164.312(a)(2)(ii)", 'R'),
            ("164.312(a)(2)(iii)", 'A'),
            ("164.312(a)(2)(iv)", 'A'),
        ],
    ),
    ("164.312(b)", &[]),
    ("164.312(c)(1)", &[("164.312(c)(2)", 'A')]),
    ("164.312(d)", &[]),
    ("164.312(e)(1)", &[("164.312(e)(2)(i)", 'A'), ("164.312(e)(2)(ii)", 'A')]),
];

/// Standards and specifications of 164.314 and 164.316, none of them addressable, and 164.308(b)(2), which the matrix passes over.
const BEYOND_THE_MATRIX: [&str; 15] = [
    "164.308(b)(2)",
    "164.314(a)(1)",
    "164.314(a)(2)(i)",
    "164.314(a)(2)(ii)",
    "164.314(a)(2)(iii)",
    "164.314(b)(1)",
    "164.314(b)(2)(i)",
    "164.314(b)(2)(ii)",
    "164.314(b)(2)(iii)",
    "164.314(b)(2)(iv)",
    "164.316(a)",
    "164.316(b)(1)",
    "164.316(b)(2)(i)",
    "164.316(b)(2)(ii)",
    "164.316(b)(2)(iii)",
];

#[test]
fn hipaa_security_rule_is_whole_and_marked_as_in_the_regulation() {
    let mut expected: BTreeMap<&str, (ControlKind, Designation)> = BTreeMap::new();
    for (standard, specifications) in MATRIX {
        expected.insert(standard, (ControlKind::Standard, Designation::Required));
        for (specification, mark) in specifications {
            let designation = if *mark == 'A' { Designation::Addressable } else { Designation::Required };
            expected.insert(specification, (ControlKind::Specification, designation));
        }
    }
    let safeguards = ["administrative", "physical", "technical", "organizational", "documentation"];
    let controls = catalog("hipaa").controls().iter().filter(|c| safeguards.contains(&c.section.as_str()));
    let found: BTreeMap<&str, _> = controls.map(|c| (&*c.id, (c.kind, c.designation.expect("marked")))).collect();
    for (id, marks) in &expected {
        assert_eq!(found.get(id), Some(marks), "{id}");
    }
    let rest: Vec<&str> = found.keys().filter(|id| !expected.contains_key(*id)).copied().collect();
    assert_eq!(rest, BEYOND_THE_MATRIX);
    assert!(rest.iter().all(|id| found[id].1 == Designation::Required));
}

#[test]
fn hipaa_has_22_addressable_specifications() {
    let count = |section: &str| {
        let controls = catalog("hipaa").controls().iter();
        controls.filter(|c| c.designation == Some(Designation::Addressable) && c.section == section).count()
    };
    assert_eq!((count("administrative"), count("physical"), count("technical")), (11, 6, 5));
    let all = catalog("hipaa").controls().iter().filter(|c| c.designation == Some(Designation::Addressable));
    assert_eq!(all.count(), 22);
}

#[test]
fn hipaa_has_the_general_breach_and_privacy_sections() {
    let expected = [
        ("general", "164.302 164.304 164.306(a) 164.306(b) 164.306(c) 164.306(d) 164.306(e) 164.318"),
        ("breach", "164.402 164.404(a) 164.404(c) 164.406(a) 164.408(a) 164.410(a) 164.412 164.414(b)"),
        (
            "privacy",
            "164.502(a) 164.502(b) 164.502(d) 164.502(e) 164.504(e) 164.508(a) 164.514(a) 164.514(b) 164.514(c) 164.514(d)(2) \
             164.514(d)(3) 164.514(e) 164.522(b) 164.524(a) 164.526(a) 164.528(a) 164.530(b) 164.530(c) 164.530(e) 164.530(f) 164.530(j)",
        ),
    ];
    for (section, expected) in expected {
        let found = catalog("hipaa").controls().iter().filter(|c| c.section == section);
        assert_eq!(ids(found), expected.split_whitespace().collect::<Vec<_>>(), "{section}");
    }
    let proposed: Vec<_> = catalog("hipaa").controls().iter().filter(|c| c.proposed).collect();
    assert_eq!(proposed.len(), 14);
    assert!(
        proposed.iter().all(|c| c.section == "proposed" && c.id.starts_with("nprm2025:") && c.designation.is_none())
    );
}

/// 164.314 cites a 164.308(b)(4) that the rule of 2013 removed, and readers copy it.
#[test]
fn a_paragraph_that_no_longer_exists_has_no_entry() {
    assert!(catalog("hipaa").resolve("164.308(b)(4)").is_none());
}

#[test]
fn entries_are_complete_and_say_how_they_are_shown() {
    for catalog in Catalogs::embedded().all() {
        for control in catalog.controls() {
            let id = &control.id;
            assert!(
                control.title.len() > 5 && control.summary.ends_with('.'),
                "{id}: {} / {}",
                control.title,
                control.summary
            );
            assert_ne!(control.title, control.summary.trim_end_matches('.'), "{id}");
            let means: Vec<Verification> =
                [control.verification].into_iter().chain(control.also.iter().copied()).collect();
            assert!(control.also.is_sorted() && !control.also.contains(&control.verification), "{id}");
            let code = means.contains(&Verification::Automated) || means.contains(&Verification::Evidence);
            assert!(control.rules.is_empty() || code, "{id} lists rules that are no means of it");
            let signed = means.contains(&Verification::Attestation) || means == [Verification::OutOfScope];
            assert!(control.attestations.is_empty() || signed, "{id} lists attestations that are no means of it");
            assert!(
                control.cwe.is_sorted_by(|a, b| a < b) && control.cwe.iter().all(|n| cwe_name(*n).is_some()),
                "{id}"
            );
        }
    }
}

#[test]
fn relations_hold_in_both_directions() {
    let related = |control: &Control, framework: &str| control.related.get(framework).cloned().unwrap_or_default();
    let (iso, hipaa) = (catalog("iso27799"), catalog("hipaa"));
    let mut forth: Vec<(String, String)> = Vec::new();
    for control in iso.controls() {
        forth.extend(related(control, "hipaa").into_iter().map(|other| (control.id.to_string(), other)));
    }
    let mut back: Vec<(String, String)> = Vec::new();
    for control in hipaa.controls().iter().filter(|c| !c.proposed) {
        back.extend(related(control, "iso27799").into_iter().map(|other| (other, control.id.to_string())));
    }
    forth.sort();
    back.sort();
    assert_eq!(forth, back);
    assert!(forth.len() > 200, "{}", forth.len());
}
