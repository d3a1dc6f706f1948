//! The whole format of a policy file: every key is read, every mistake is named at its place.

use crate::common::{date, policy, today};
use wardline_policy::{
    Action, Exposure, FREEZE_RULE, PARAMETERS, ParameterUse, ParameterValue, PathClass, Policy, Source, TABLES,
};

/// Every key of the format once.
const FULL: &str = include_str!("full.yaml");

#[test]
fn every_key_of_the_tables_is_in_the_example_and_read() {
    let policy = Policy::read("p.yaml", FULL).unwrap_or_else(|problems| panic!("{problems}"));
    for keys in TABLES {
        for key in keys.known {
            assert!(
                FULL.contains(&format!("{}:", key.name)),
                "{}.{} is not in tests/policy/full.yaml",
                keys.name,
                key.name
            );
        }
    }
    for parameter in &PARAMETERS {
        assert!(FULL.contains(parameter.name), "{} is not in tests/policy/full.yaml", parameter.name);
    }
    assert_eq!(policy.decisions.len(), 1);
    assert_eq!(policy.decisions[0].then, Action::Block);
    assert_eq!(policy.freeze[0].from, date("2026-12-20"));
    assert_eq!(policy.conditions[0].assert.text(), "counts.critical == 0 && ledger.present");
    assert_eq!(policy.parameters.get("tls.min").unwrap().value, ParameterValue::Word("1.3".to_owned()));
    assert_eq!(policy.profiles.len(), 2);
    assert!(policy.rules.is_unsuppressible("secrets.any.key"));
}

/// `expected` are the lines that open the problems, in order, and parts of their help.
fn check(rest: &str, expected: &[(&str, &str)]) {
    let text = format!("version: 1\n{rest}");
    let problems = Policy::read("p.yaml", &text).expect_err(rest).0;
    let shown: Vec<String> =
        problems.iter().map(|p| format!("{}:{}: {}", p.at.line.get(), p.at.column, p.message)).collect();
    let wanted: Vec<&str> = expected.iter().map(|(message, _)| *message).collect();
    assert_eq!(shown, wanted, "{rest}");
    for (problem, (_, help)) in problems.iter().zip(expected) {
        assert!(problem.help.contains(help), "{rest}: {}", problem.help);
    }
}

#[test]
fn mistakes_in_scope_and_decisions() {
    check(
        "scope:\n  - level: 3\n  - paths: [\"a/**\"]\n  - paths: []\n    level: 5\n    exposure: extern\n    class: tests\n",
        &[
            ("3:5: an entry of scope needs `paths`", "add `paths:`"),
            ("4:5: the entry says nothing of its paths", "level"),
            ("5:12: scope.paths is empty", "name at least one"),
            ("6:12: 5 is no data level", "from 0 to 4"),
            ("7:15: `extern` is no exposure for scope.exposure", "did you mean"),
            ("8:12: `tests` is no class of paths for scope.class", "did you mean `test`?"),
        ],
    );
    check("scope: {paths: [a]}\n", &[("2:8: scope must be a list, and this is a mapping", "- …")]);
    check(
        "decisions:\n  - id: a\n    then: blok\n  - id: b\n    then: block\n  - id: b\n    then: warn\n  - then: warn\n",
        &[
            ("4:11: `blok` is no action for decisions.then", "did you mean `block`?"),
            ("7:9: the id `b` is used twice", "one of its own"),
            ("9:5: a decision needs `id`", "add `id:`"),
        ],
    );
    check(
        "decisions:\n  - {id: a, then: warn, controls: [8.28], cwe: [0], rules: [\"a.{b\"], paths: [\"[\"], status: old}\n",
        &[
            ("3:36: an item of decisions.controls must be a text, and this is a number", "in quotes"),
            ("3:49: 0 is no CWE number", "from 1"),
            (
                "3:61: `a.{b` is no pattern: unclosed alternate group; missing '}' (maybe escape '{' with '[{]'?)",
                "phi.**",
            ),
            ("3:78: `[` is no pattern: unclosed character class; missing ']'", "src/**/*.py"),
            ("3:92: `old` is no status for decisions.status", "write one of"),
        ],
    );
    check(
        "decisions:\n  - {id: a, then: warn, controls: [\"8.28\"]}\n",
        &[("3:36: `8.28` is no control", "iso27799:8.28")],
    );
}

#[test]
fn mistakes_in_conditions_point_into_the_expression() {
    let decision = |text: &str| format!("decisions:\n  - id: a\n    then: warn\n    if: {text}\n");
    check(
        &decision("'finding.severty == \"high\"'"),
        &[("5:18: there is no `severty` here", "did you mean `severity`?")],
    );
    check(&decision("findng.severity == 'high'"), &[("5:9: `findng` is not known here", "did you mean `finding`?")]);
    check(&decision("'findings.size() == 0'"), &[("5:10: `findings` is not known here", "did you mean `finding`?")]);
    check(&decision("'finding.path'"), &[("5:9: the condition must be true or false, and this is a text", "==")]);
    check(
        &decision("'finding.severity > 3'"),
        &[(
            "5:9: the condition cannot be evaluated: found no matching overload for '_>_' applied to '(string, int)'",
            "",
        )],
    );
    check(
        &decision("'finding.path.startswith(\"a\")'"),
        &[("5:9: the condition cannot be evaluated: Undeclared reference to 'startswith'", "")],
    );
    let problems = Policy::read("p.yaml", &format!("version: 1\n{}", decision("'finding.level == '"))).unwrap_err().0;
    assert_eq!((problems.len(), problems[0].at.line.get()), (1, 5), "{problems:?}");
    assert!(problems[0].message.starts_with("this is no condition in CEL:"), "{problems:?}");
    let condition = |text: &str| format!("conditions:\n  - id: c\n    assert: {text}\n");
    check(
        &condition("'findings.filter(f, f.status == \"new\").all(f, f.actoin != \"block\")'"),
        &[("4:61: there is no `actoin` here", "did you mean `action`?")],
    );
    check(&condition("'counts[\"hihg\"] == 0'"), &[("4:22: there is no `hihg` here", "did you mean `high`?")]);
    check(
        &condition("'findings.size()'"),
        &[("4:13: the condition must be true or false, and this is a number", "==")],
    );
    check(&condition("\"\""), &[("4:13: conditions.assert is an empty text", "write something")]);
    check(&format!("{}  - id: c\n    assert: 'true'\n", condition("'true'")), &[("5:9: the id `c` is used twice", "")]);
    let folded = "conditions:\n  - id: c\n    assert: >-\n      findings.size() == 0\n      && count.high == 0\n";
    let problems = Policy::read("p.yaml", &format!("version: 1\n{folded}")).unwrap_err().0;
    assert_eq!((problems[0].at.line.get(), problems[0].message.as_str()), (5, "`count` is not known here"));
}

/// Whatever an expression is, reading it ends with an answer.
#[test]
fn strange_conditions_are_read_or_refused() {
    let of = |count: usize, head: &str, part: &str, tail: &str| format!("{head}{}{tail}", part.repeat(count));
    let long = |head: &str, part: &str, tail: &str| of(4000 / part.len(), head, part, tail);
    let deep = |head: &str, part: &str, tail: &str| of(240 / part.len().min(2), head, part, tail);
    for (text, is_read) in [
        (deep("1", "+1", " == 1"), Some(true)),
        (deep("true", " && true", ""), Some(true)),
        (deep("", "!", "true"), None),
        (deep("", "(", "true"), Some(false)),
        (deep("", "[", "1"), Some(false)),
        (deep("finding", ".path", " == 1"), None),
        (deep("", "true ? ", "true"), Some(false)),
        (deep("1", "-(1", ""), Some(false)),
        (long("1", "+1", " == 1"), Some(false)),
        (long("true", " && true", ""), Some(false)),
        (long("", "!", "true"), Some(false)),
        (long("", "(", "true"), Some(false)),
        (long("", "[", "1"), Some(false)),
        (long("finding.path", ".size()", " == 1"), Some(false)),
        (long("finding", ".path", " == 1"), Some(false)),
        (format!("{}true{}", "(".repeat(20), ")".repeat(20)), Some(true)),
        ("\"".to_owned(), Some(false)),
        ("finding.path == \"\\u00e4\"".to_owned(), Some(true)),
        ("finding.path.matches(\"(\")".to_owned(), None),
        ("1/0 == 1".to_owned(), None),
        ("{1: 2}[3] == 4".to_owned(), None),
        ("ä == 1".to_owned(), Some(false)),
        (long("", "a", ""), Some(false)),
        ("x".repeat(5000), Some(false)),
    ] {
        let quoted = format!("'{}'", text.replace('\'', "''"));
        let policy = format!("version: 1\ndecisions:\n  - id: a\n    then: warn\n    if: {quoted}\n");
        let read = Policy::read("p.yaml", &policy);
        assert!(is_read.is_none_or(|wanted| wanted == read.is_ok()), "{text:.60}: {read:?}");
        assert!(
            read.is_ok() || read.is_err_and(|problems| problems.0.iter().all(|p| p.at.line.get() == 5)),
            "{text:.60}"
        );
    }
}

#[test]
fn mistakes_in_clocks_windows_and_rules() {
    check(
        "sla: {high: 0, low: soon, medium: none, urgent: 3}\n",
        &[
            ("2:13: 0 is no number of days", "`none`"),
            ("2:21: sla.low must be a number of days, and this is a text", "`none`"),
            ("2:41: unknown key `urgent` in sla", "write one of"),
        ],
    );
    check(
        "freeze:\n  - {id: F, paths: [\"a/**\"], from: 2026-12-20, until: 2026-12-19, reason: r}\n  - {id: F, paths: [a], from: 2026-02-30, until: 2026-12-19, reason: r}\n  - {id: G, paths: [a], from: 2026-12-20, until: 2026-12-20}\n",
        &[
            ("3:55: the window ends on 2026-12-19, before it begins on 2026-12-20", "not before"),
            ("4:31: `2026-02-30` is no day of the calendar", "2026-11-22"),
            ("5:5: a freeze window needs `reason`", "add `reason:`"),
        ],
    );
    check(
        "rules: {required: [], pack: \"sha256:12\", unsuppressible: phi}\n",
        &[
            ("2:19: rules.required is empty", "name at least one"),
            ("2:29: `sha256:12` is no digest of a rule pack", "rules list --json"),
            ("2:58: rules.unsuppressible must be a list, and this is a text", "brackets"),
        ],
    );
}

#[test]
fn mistakes_in_parameters_and_profiles() {
    check(
        "parameters:\n  session.max_idle: 10\n  session.max_idle_minutes: 0\n  tls.min: 1.2\n  fips: \"yes\"\n  password.bcrypt_cost: low\n  network.admin_cidrs: [10.0.0.0]\n",
        &[
            ("3:3: `session.max_idle` is no parameter", "did you mean `session.max_idle_minutes`?"),
            ("4:29: 0 is out of bounds for session.max_idle_minutes", "from 1 to 480"),
            ("5:12: tls.min must be a text, and this is a number", "in quotes: 1.0, 1.1, 1.2, 1.3"),
            ("6:9: fips must be true or false, and this is a text", "without quotes"),
            ("7:25: password.bcrypt_cost must be a whole number, and this is a text", "from 4 to 31"),
            ("8:25: an item of network.admin_cidrs is no network", "10.1.0.0/16"),
        ],
    );
    check(
        "profile: relase\nprofiles:\n  release:\n    phase: shipping\n    branches: [main]\n    block: {severity: hgih}\n    version: 1\n",
        &[
            ("2:10: there is no profile `relase`", "did you mean `release`?"),
            ("5:12: `shipping` is no phase for profiles.release.phase", "write one of: plan"),
            ("7:23: `hgih` is no severity for profiles.release.block.severity", "did you mean `high`?"),
            ("8:5: unknown key `version` in profiles.release", ""),
        ],
    );
    check("profile: release\n", &[("2:10: there is no profile `release`", "add it under `profiles:`")]);
    check(
        "decisions: [{id: a, then: warn}]\nprofiles: {p: {decisions: [{id: a, then: block}]}}\n",
        &[("3:33: the id `a` is used twice", "one of its own")],
    );
}

#[test]
fn profiles_replace_key_by_key_and_are_chosen_by_name_branch_and_file() {
    let policy = Policy::read("p.yaml", FULL).unwrap();
    let cases: &[(Option<&str>, Option<&str>, Option<&str>, Option<&str>)] = &[
        (None, None, Some("release"), Some("`profile: release`")),
        (None, Some("feature/login"), Some("build"), Some("the branch `feature/login`")),
        (None, Some("feature/a/b"), Some("build"), Some("the branch `feature/a/b`")),
        (None, Some("main"), Some("release"), Some("the branch `main`")),
        (None, Some("hotfix/x"), Some("release"), Some("`profile: release`")),
        (Some("build"), Some("main"), Some("build"), Some("--profile")),
    ];
    for (name, branch, expected, why) in cases {
        let run = policy.for_run(*name, *branch).unwrap();
        let profile = run.profile.as_ref();
        assert_eq!(profile.map(|p| &*p.name), *expected, "{name:?} {branch:?}");
        assert_eq!(profile.map(|p| p.chosen_by.as_str()), *why);
    }
    let build = policy.for_run(Some("build"), None).unwrap();
    assert_eq!(build.block.severity.source.to_string(), "p.yaml:28:23", "the profile's own");
    assert_eq!(build.block.confidence.source, policy.block.confidence.source, "the file's, which the profile leaves");
    assert_eq!(build.sla, policy.sla);
    let ids: Vec<&str> = build.decisions.iter().map(|d| &*d.id).collect();
    assert_eq!(ids, ["build-first", "phi-in-logs"], "a profile's decisions come first");
    let unknown = policy.for_run(Some("relese"), None).unwrap_err();
    assert_eq!(
        (unknown.to_string().as_str(), unknown.help().as_str()),
        ("the policy has no profile `relese`", "did you mean `release`?")
    );
    assert!(Policy::built_in().for_run(Some("x"), None).unwrap_err().help().contains("profiles:"));
    assert_eq!(Policy::built_in().for_run(None, Some("main")).unwrap().profile, None);
}

#[test]
fn the_first_entry_that_has_a_key_gives_its_value() {
    let policy = policy(
        "scope:\n  - {paths: [\"portal/api/**\"], level: 4}\n  - {paths: [\"portal/**\"], level: 3, exposure: internet, owner: \"@portal\"}\n  - {paths: [\"**\"], exposure: internal, patient_facing: true, class: source}\n",
    );
    let api = policy.scope_of("portal/api/a.py");
    assert_eq!((api.level.value, api.exposure.as_ref().unwrap().value), (4, Exposure::Internet));
    assert_eq!((api.level.source.to_string().as_str(), api.patient_facing.value), ("p.yaml:3:39", true));
    let test = policy.scope_of("portal/tests/test_a.py");
    assert_eq!(
        (test.level.value, test.class.value, test.owner.unwrap().value.as_ref()),
        (3, PathClass::Source, "@portal")
    );
    let other = policy.scope_of("tools/a.py");
    assert_eq!((other.level.value, other.level.source.clone(), other.owner), (0, Source::BuiltIn, None));
}

#[test]
fn paths_look_like_what_their_names_say() {
    use PathClass::{Build, Docs, Example, Generated, Source, Test, Vendor};
    for (path, expected) in [
        ("src/app.py", Source),
        ("latest/contest.py", Source),
        ("src/test/java/AppTest.java", Test),
        ("app/OrderTest.java", Test),
        ("app/order_test.go", Test),
        ("tests/__init__.py", Test),
        ("web/login.spec.ts", Test),
        ("test_login.py", Test),
        ("Tests/Login.swift", Test),
        ("node_modules/a/test/b.js", Vendor),
        ("third_party/zlib/z.c", Vendor),
        ("api/v1/patient.pb.go", Generated),
        ("api/patient_pb2.py", Generated),
        ("web/app.min.js", Generated),
        ("web/min.js", Source),
        ("dist/app.js", Build),
        ("target/site/x.html", Build),
        ("docs/setup.py", Docs),
        ("README", Docs),
        ("src/notes.md", Docs),
        ("examples/portal/app.py", Example),
        ("docs/examples/a.py", Example),
        ("", Source),
    ] {
        assert_eq!(PathClass::of(path), expected, "{path}");
    }
    for class in PathClass::ALL {
        assert_eq!(PathClass::parse(class.name()), Some(class));
    }
}

#[test]
fn windows_hold_from_the_first_day_to_the_last() {
    let policy = policy(
        "freeze:\n  - {id: F, paths: [\"billing/**\"], allow: [\"billing/docs/**\"], from: 2026-11-20, until: 2026-11-22, reason: r}\n",
    );
    for (path, day, holds) in [
        ("billing/a.py", "2026-11-19", false),
        ("billing/a.py", "2026-11-20", true),
        ("billing/x/a.py", "2026-11-22", true),
        ("billing/a.py", "2026-11-23", false),
        ("billing/docs/a.md", "2026-11-21", false),
        ("api/billing/a.py", "2026-11-21", false),
    ] {
        assert_eq!(policy.frozen(path, date(day)).is_some(), holds, "{path} {day}");
    }
    assert_eq!(FREEZE_RULE, "gate.freeze.window");
    assert!(policy.frozen("billing/a.py", today()).is_some());
}

#[test]
fn parameters_are_written_in_the_form_of_their_place() {
    use ParameterUse::{Comparison, Message, Regex};
    let policy = policy(
        "parameters: {session.max_idle_minutes: 10, tls.min: \"1.3\", fips: true, network.admin_cidrs: [\"10.1.0.0/16\", \"fd00::/8\"]}\n",
    );
    for (name, place, expected) in [
        ("session.max_idle_minutes", Comparison, Ok("10")),
        ("session.max_idle_minutes", Regex, Ok("10")),
        ("audit.retention_years", Comparison, Ok("6")),
        ("tls.min", Regex, Ok(r"1\.3")),
        ("tls.min", Message, Ok("1.3")),
        ("tls.min", Comparison, Err("is no number")),
        ("tls.below_min", Regex, Ok("(?:1(?:[._]?0)?|1[._]?1|1[._]?2)")),
        ("tls.below_min", Message, Ok("TLS 1.0, TLS 1.1, TLS 1.2")),
        ("tls.below_min", Comparison, Err("no place in a comparison")),
        ("fips", Comparison, Ok("True")),
        ("fips", Message, Ok("true")),
        ("network.admin_cidrs", Regex, Ok(r"(?:10\.1\.0\.0\/16|fd00\:\:\/8)")),
        ("network.admin_cidrs", Comparison, Err("is no number")),
        ("session.max_idle_minute", Message, Err("did you mean `session.max_idle_minutes`?")),
        ("phi.level", Message, Err("is no parameter")),
    ] {
        match (policy.parameters.text(name, place), expected) {
            (Ok(text), Ok(expected)) => assert_eq!(text, expected, "{name} {place:?}"),
            (Err(error), Err(expected)) => assert!(error.contains(expected), "{name} {place:?}: {error}"),
            other => panic!("{name} {place:?}: {other:?}"),
        }
    }
    let oldest = crate::common::policy("parameters: {tls.min: \"1.0\"}\n");
    assert_eq!(oldest.parameters.text("tls.below_min", Regex).unwrap(), r"[^\s\S]");
    assert!(PARAMETERS.is_sorted_by_key(|p| p.name));
    for parameter in &PARAMETERS {
        let text = format!("parameters: {{{}: {}}}\n", parameter.name, quoted(parameter.default));
        let read = crate::common::policy(&text);
        let built_in = Policy::built_in();
        let (own, default) = (read.parameters.get(parameter.name), built_in.parameters.get(parameter.name));
        assert_eq!(own.map(|s| &s.value), default.map(|s| &s.value), "{}: the default is a value", parameter.name);
        assert!(!parameter.basis.is_empty() && !parameter.about.is_empty());
    }
}

fn quoted(default: &str) -> String {
    if default.contains('.') { format!("\"{default}\"") } else { default.to_owned() }
}
