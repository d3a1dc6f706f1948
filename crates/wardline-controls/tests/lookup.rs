//! Look-ups of controls, checks of what rules name, and coverage, all through the public interface.

use std::sync::Arc;
use wardline_base::{ControlRef, RuleInfo, RuleKind, Severity};
use wardline_controls::{Catalogs, CoverageKind};

fn rule(id: &str, kind: RuleKind, controls: &[(&str, &str)], cwe: &[u32]) -> RuleInfo {
    let reference =
        |(framework, control): &(&str, &str)| ControlRef { framework: (*framework).into(), control: (*control).into() };
    RuleInfo {
        id: id.into(),
        title: String::new(),
        message: String::new(),
        severity: Severity::High,
        confidence: None,
        kind,
        cwe: cwe.to_vec(),
        controls: controls.iter().map(reference).collect(),
        data_level: None,
        references: Vec::new(),
        languages: Vec::new(),
        tags: Vec::new(),
        redact: false,
    }
}

#[test]
fn ids_resolve_in_every_spelling() {
    let check = |framework: &str, id: &str, expected: Option<&str>| {
        let found = Catalogs::embedded().resolve(framework, id).map(|control| &*control.id);
        assert_eq!(found, expected, "{framework} {id}");
    };
    for id in [
        "5.17",
        " 5.17 ",
        "A.5.17",
        "a5.17",
        "Annex A.5.17",
        "27002:5.17",
        "27002:2022:5.17",
        "27799:5.17",
        "ISO 27799:2025 5.17",
    ] {
        check("iso27799", id, Some("5.17"));
    }
    for id in [
        "ISO/IEC 27002:2022, 5.17",
        "ISO/IEC 27001:2022 A.5.17",
        "27001:A.5.17",
        "2013:9.2.4",
        "27799:2016:9.4.3",
        "2016:9.3.1",
    ] {
        check("iso27799", id, Some("5.17"));
    }
    // Texts cite risk treatment as a clause of ISO 27799, and its annex A for classification.
    check("iso27799", "27001:6.1.3", Some("27001:6.1.3"));
    check("iso27799", "ISO/IEC 27001:2022, 6.1.3", Some("27001:6.1.3"));
    check("iso27799", "27799:6.1.3", Some("27001:6.1.3"));
    check("iso27799", "2013:6.1.3", Some("5.5"));
    check("iso27799", "27799:AnnexA", Some("5.12"));
    for id in ["5.170", "5.1.7", "9.4.2", "6.1.3", "A", "A.", "", "27002:"] {
        check("iso27799", id, None);
    }
    for id in [
        "164.312(a)(2)(iv)",
        "164.312a2iv",
        "164.312(A)(2)(IV)",
        "45 CFR 164.312(a)(2)(iv)",
        "45 CFR § 164.312(a)(2)(iv)",
        "§164.312(a)(2)(iv)",
        "45 C.F.R. 164.312 (a) (2) (iv)",
        "HIPAA 164.312(a)(2)(iv)",
    ] {
        check("hipaa", id, Some("164.312(a)(2)(iv)"));
    }
    for id in ["164.312", "164.312(a)", "164.312(a)(2)", "312(a)(1)", "45 CFR"] {
        check("hipaa", id, None);
    }
    check("pci", "5.17", None);
}

/// Every id, alias and compact form leads back to its own control.
#[test]
fn all_ids_and_aliases_resolve() {
    for catalog in Catalogs::embedded().all() {
        for control in catalog.controls() {
            let compact: String = control.id.chars().filter(|c| !matches!(c, '(' | ')')).collect();
            let spellings = control.aliases.iter().map(String::as_str).chain([&*control.id, compact.as_str()]);
            for spelling in spellings {
                assert_eq!(catalog.resolve(spelling).map(|c| &c.id), Some(&control.id), "{spelling}");
            }
        }
    }
}

#[test]
fn unknown_names_in_rules_are_met_with_the_nearest_known() {
    let check = |framework: &str, control: &str, expected: &[&str]| {
        let problems =
            Catalogs::embedded().check_mapping(&rule("a.b", RuleKind::Violation, &[(framework, control)], &[]));
        let problems: Vec<String> = problems.iter().map(ToString::to_string).collect();
        assert_eq!(problems, expected, "{framework} {control}");
    };
    check("iso27799", "8.28", &[]);
    check("nist80053r5", "AC-3", &[]);
    check("iso27999", "8.28", &["unknown framework `iso27999`: did you mean `iso27799`?"]);
    check("soc2", "CC6.1", &["unknown framework `soc2`"]);
    check("iso27799", "8.280", &["iso27799 has no control `8.280`: did you mean `8.28`?"]);
    check("iso27799", "9.4.2", &["iso27799 has no control `9.4.2`: did you mean `8.5`?"]);
    check("iso27799", "6.1.3", &["iso27799 has no control `6.1.3`: did you mean `27001:6.1.3`?"]);
    check("iso27799", "secure coding", &["iso27799 has no control `secure coding`"]);
    check("hipaa", "164.312(a)", &["hipaa has no control `164.312(a)`: did you mean `164.312(a)(1)`?"]);
    check("hipaa", "164.312a2iv", &["hipaa spells control `164.312a2iv` as `164.312(a)(2)(iv)`: write that"]);
    let problems = Catalogs::embedded().check_mapping(&rule("a.b", RuleKind::Violation, &[], &[89, 16]));
    let problems: Vec<String> = problems.iter().map(ToString::to_string).collect();
    assert_eq!(
        problems,
        ["CWE-16 is not in the table of weaknesses: check the number, and that it is no category or deprecated entry"]
    );
}

#[test]
fn coverage_counts_rules_that_name_or_are_listed() {
    let rules = [
        rule(
            "custom.one",
            RuleKind::Violation,
            &[("iso27799", "A.8.28"), ("hipaa", "164.312(c)(1)"), ("hipaa", "nonsense")],
            &[],
        ),
        rule("iac.storage.terraform.s3-public", RuleKind::Violation, &[], &[]),
        rule("iac.storagex", RuleKind::Violation, &[], &[]),
        rule("custom.list", RuleKind::Inventory, &[("iso27799", "5.9"), ("iso27799", "8.24")], &[]),
        rule("custom.proof", RuleKind::Evidence, &[("iso27799", "8.16")], &[]),
    ];
    let coverage = Catalogs::embedded().coverage(&rules);
    let check = |framework: &str, id: &str, kind: CoverageKind, expected: &[u32]| {
        let found = coverage.frameworks.iter().find(|f| &*f.catalog.framework().id == framework).unwrap();
        let found = found.controls.iter().find(|c| &*c.control.id == id).unwrap();
        assert_eq!((found.kind, found.rules.as_slice()), (kind, expected), "{framework} {id}");
    };
    check("iso27799", "8.28", CoverageKind::Rules, &[0]);
    check("hipaa", "164.312(c)(1)", CoverageKind::Rules, &[0]);
    check("iso27799", "8.13", CoverageKind::Rules, &[1]);
    check("iso27799", "8.24", CoverageKind::Rules, &[1, 3]);
    check("iso27799", "5.9", CoverageKind::Records, &[3]);
    check("iso27799", "8.16", CoverageKind::Rules, &[4]);
    check("iso27799", "8.17", CoverageKind::Gap, &[]);
    check("iso27799", "8.20", CoverageKind::Gap, &[]);
    check("iso27799", "6.3", CoverageKind::AttestationOnly, &[]);
    check("iso27799", "7.12", CoverageKind::OutOfScope, &[]);
    for framework in &coverage.frameworks {
        let counted: usize = CoverageKind::ALL.iter().map(|kind| framework.count(*kind)).sum();
        assert_eq!(counted, framework.catalog.controls().len());
    }
    let iso = &coverage.frameworks[0];
    let backup = iso.controls.iter().find(|c| &*c.control.id == "8.24").unwrap();
    assert_eq!(backup.missing, ["crypto", "tls", "iac.kms", "secrets", "mobile", "schema"]);
}

#[test]
fn controls_of_a_rule_are_canonical_and_each_once() {
    let rule = rule(
        "ci.any.codeowners",
        RuleKind::Evidence,
        &[("hipaa", "164.308a8"), ("iso27799", "A.5.2"), ("iso27799", "5.2")],
        &[],
    );
    let found: Vec<(Arc<str>, Arc<str>)> =
        Catalogs::embedded().controls_of(&rule).into_iter().map(|c| (c.framework, c.control)).collect();
    let found: Vec<(&str, &str)> = found.iter().map(|(framework, control)| (&**framework, &**control)).collect();
    let expected = [
        ("iso27799", "5.2"),
        ("iso27799", "5.3"),
        ("iso27799", "5.21"),
        ("iso27799", "8.4"),
        ("iso27799", "8.9"),
        ("iso27799", "8.25"),
        ("iso27799", "8.31"),
        ("iso27799", "8.32"),
        ("hipaa", "164.308(a)(1)(ii)(B)"),
        ("hipaa", "164.308(a)(8)"),
    ];
    assert_eq!(found, expected);
}

#[test]
fn weaknesses_lead_to_the_controls_they_are_against() {
    let check = |cwe: &[u32], expected: &[&str]| {
        let found: Vec<String> = Catalogs::embedded()
            .controls_against(cwe)
            .iter()
            .map(|control| format!("{}:{}", control.framework, control.control))
            .collect();
        for control in expected {
            assert!(found.iter().any(|known| known == control), "{cwe:?}: {control} is not in {found:?}");
        }
        assert_eq!(found.is_empty(), expected.is_empty(), "{cwe:?}: {found:?}");
        assert!(!found.iter().any(|control| control.contains("nprm2025")), "{cwe:?}: {found:?}");
    };
    check(&[798], &["iso27799:5.17"]);
    check(&[319, 778], &["iso27799:5.14", "iso27799:8.15"]);
    check(&[], &[]);
    check(&[999_999], &[]);
}
