//! SARIF for one reader each: its limits and its traps.

use crate::hostile::hostile;
use crate::sample::{LANGUAGES, Sample, finding, location};
use crate::sarif::validate;
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::Value;
use std::io::Write;
use wardline_base::{FileStatus, LedgerEntry, NoticeKind, Severity, TraceStep, line_hashes};
use wardline_report::Format;
use wardline_report::sarif::{Profile, lint, read};

const READERS: [Profile; 5] = [Profile::Github, Profile::Gitlab, Profile::Ado, Profile::DefectDojo, Profile::Sonar];

fn log(sample: &Sample, profile: Profile) -> Value {
    validate(&sample.write(Format::Sarif(profile)))
}

fn list<'v>(log: &'v Value, pointer: &str) -> &'v [Value] {
    let value = log.pointer(&format!("/runs/0{pointer}")).unwrap_or_else(|| panic!("{pointer} is there"));
    value.as_array().unwrap_or_else(|| panic!("{pointer} is a list"))
}

/// The rule of a result, by its index; its id must be the result's.
fn rule<'v>(log: &'v Value, result: &Value) -> &'v Value {
    let rule = &list(log, "/tool/driver/rules")[result["ruleIndex"].as_u64().expect("an index") as usize];
    assert_eq!(rule["id"], result["ruleId"]);
    rule
}

fn severity(log: &Value, result: &Value) -> f64 {
    let text = rule(log, result)["properties"]["security-severity"].as_str();
    text.map_or(0.0, |text| text.parse().expect("a number"))
}

fn zipped(file: &[u8]) -> usize {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(file).expect("memory takes all");
    encoder.finish().expect("memory takes all").len()
}

/// A sample with so many findings in so many files, every fifth of them critical, and so on down.
fn many(count: usize, message: impl Fn(usize) -> String) -> Sample {
    let mut sample = Sample { taxonomies: vec![], ..Sample::full() };
    let one = finding(0, Severity::Info, "a.py", "danger(patient)\n", "danger(patient)");
    sample.findings = (0..count)
        .map(|index| {
            let mut finding = one.clone();
            finding.severity = Severity::ALL[index % 5];
            finding.location.path = format!("src/{}/{index}.py", index / 1000).into();
            finding.fingerprint.0 = index as u128 * 0x1_0001;
            finding.line_hash = format!("{:x}:1", (index as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15));
            finding.message = message(index);
            finding
        })
        .collect();
    sample
}

#[test]
fn every_profile_is_valid_and_its_reader_takes_all_of_it() {
    for sample in [Sample::full(), Sample::clean(), hostile()] {
        for profile in READERS {
            let file = sample.write(Format::Sarif(profile));
            validate(&file);
            let problems = lint(&file, &[profile]).unwrap_or_else(|e| panic!("{e}"));
            assert!(problems.is_empty(), "{profile:?}: {problems:#?}");
        }
    }
    let problems = lint(&Sample::full().write(Format::SARIF), &READERS).unwrap_or_else(|e| panic!("{e}"));
    let readers: Vec<(Profile, &str)> = problems.iter().map(|p| (p.reader, p.check)).collect();
    let expected = [
        (Profile::Github, "kind"),
        (Profile::Github, "severity"),
        (Profile::DefectDojo, "kind"),
        (Profile::DefectDojo, "weaknesses"),
        (Profile::DefectDojo, "severity"),
        (Profile::Sonar, "kind"),
        (Profile::Sonar, "level"),
    ];
    for problem in expected {
        assert!(readers.contains(&problem), "the full profile is for auditors: {readers:?}");
    }
}

#[test]
fn only_what_is_wrong_is_an_issue_and_every_issue_has_its_severity() {
    let sample = Sample::full();
    for profile in READERS {
        let log = log(&sample, profile);
        let results = list(&log, "/results");
        assert_eq!(results.len(), 4, "{profile:?}: no evidence, no inventory");
        for result in results {
            assert_eq!(result["kind"], "fail", "{profile:?}");
            rule(&log, result);
        }
        assert!(!list(&log, "/tool/driver/rules").iter().any(|rule| rule["id"] == "inv.any.endpoint"), "{profile:?}");
        let places: Vec<&Value> = results.iter().map(|result| &result["message"]["text"]).collect();
        let lowered = results.iter().find(|r| r["message"]["text"].as_str().is_some_and(|t| t.contains("the page")));
        let lowered = lowered.unwrap_or_else(|| panic!("{places:?}"));
        match profile {
            Profile::Gitlab | Profile::Ado => {
                assert_eq!(lowered["rank"], 55.0, "{profile:?}: the rank wins over the rule");
                assert_eq!(rule(&log, lowered)["id"], "inj.sql.python.dbapi-format");
            }
            _ => {
                assert!((severity(&log, lowered) - 5.5).abs() < 0.01, "{profile:?}: the rule says the severity");
                assert_eq!(rule(&log, lowered)["id"], "inj.sql.python.dbapi-format/medium");
                assert_eq!(rule(&log, lowered)["defaultConfiguration"]["level"], lowered["level"]);
                assert_eq!(lowered.get("rank"), None);
            }
        }
    }
}

#[test]
fn sixty_thousand_findings_keep_to_githubs_limits() {
    let sample = many(60_000, |index| format!("Finding number {index} calls danger with the name of a patient."));
    let file = sample.write(Format::Sarif(Profile::Github));
    assert!(zipped(&file) <= 10_000_000, "{}", zipped(&file));
    let log: Value = serde_json::from_slice(&file).expect("JSON");
    let results = list(&log, "/results");
    assert_eq!(results.len(), 25_000);
    let severities: Vec<f64> = results.iter().map(|result| severity(&log, result)).collect();
    assert!(severities.is_sorted_by(|a, b| a >= b), "the most severe first");
    assert_eq!(severities.iter().filter(|s| **s > 9.0).count(), 12_000, "no critical one is lost");
    let uris: Vec<&str> = results[..3]
        .iter()
        .filter_map(|r| r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].as_str())
        .collect();
    assert_eq!(uris, ["src/0/4.py", "src/0/9.py", "src/0/14.py"], "among equals the order of the report");
    let told = list(&log, "/invocations/0/toolExecutionNotifications").last().expect("a notification");
    assert_eq!(told["level"], "error");
    assert_eq!(
        told["message"]["text"],
        "35000 of 60000 results are left out, the least severe ones (11000 medium, 12000 low, 12000 info): \
         the limits of the profile github hold 25000."
    );
    let descriptor =
        &list(&log, "/tool/driver/notifications")[told["descriptor"]["index"].as_u64().expect("n") as usize];
    assert_eq!(descriptor["id"], told["descriptor"]["id"]);
    for rule in list(&log, "/tool/driver/rules") {
        assert!(rule["properties"]["tags"].as_array().expect("a list").len() <= 10);
    }
    let dropped: Vec<_> = lint(&file, &[Profile::Github]).unwrap_or_else(|e| panic!("{e}"));
    let checks: Vec<&str> = dropped.iter().map(|problem| problem.check).collect();
    assert_eq!(checks, ["results-kept"], "GitHub stores 5,000, and says so itself");
    let all = String::from_utf8(sample.write(Format::SARIF)).expect("UTF-8");
    assert_eq!(all.matches("\"partialFingerprints\"").count(), 60_000, "the auditor's file holds all");
}

#[test]
fn a_file_too_large_after_gzip_loses_the_least_severe() {
    // Text that does not compress, up to two kilobytes a message; those of low findings are the longest.
    let noise = |index: usize| {
        let mut state = index as u64 + 1;
        let mut word = || {
            state = state.wrapping_mul(0x5851_f42d_4c95_7f2d).wrapping_add(0x1405_7b7e_f767_814f);
            format!("{:016x}", state ^ (state >> 29))
        };
        (0..40 + 22 * (4 - index % 5)).map(|_| word()).collect()
    };
    let sample = many(20_000, noise);
    let file = sample.write(Format::Sarif(Profile::Github));
    assert!(zipped(&file) <= 10_000_000, "{}", zipped(&file));
    assert!(zipped(&file) > 5_000_000, "no more is lost than must be: {}", zipped(&file));
    let log: Value = serde_json::from_slice(&file).expect("JSON");
    let results = list(&log, "/results");
    assert!(results.len() > 5_000 && results.len() < 20_000, "{}", results.len());
    assert!(results[..4_000].iter().all(|result| severity(&log, result) > 9.0), "no critical one is lost");
    let longest = results.iter().filter_map(|r| r["message"]["text"].as_str()).map(|text| text.chars().count()).max();
    assert!(longest.is_some_and(|longest| longest <= 2_000), "one message cannot fill the file");
    let told = list(&log, "/invocations/0/toolExecutionNotifications").last().expect("a notification");
    assert!(told["message"]["text"].as_str().expect("text").contains("results are left out"));
}

#[test]
fn a_shortened_file_is_a_gap_for_the_gate() {
    let whole = |count| {
        let mut sample = many(count, |_| "m".to_owned());
        (sample.notices, sample.ledger) = (vec![], Sample::clean().ledger);
        sample.write(Format::Sarif(Profile::Github))
    };
    for (count, gaps) in [(10, 0), (25_001, 1)] {
        let imported = read(&whole(count), &LANGUAGES, &[]).unwrap_or_else(|e| panic!("{e}"));
        assert_eq!(imported.findings.len(), count.min(25_000));
        let notices = imported.notices.iter().filter(|notice| notice.kind == NoticeKind::Import).count();
        assert_eq!((notices, imported.ledger), (gaps, None), "a file for GitHub is no ledger");
    }
}

#[test]
fn long_flows_keep_their_ends() {
    let mut sample = Sample::full();
    let place = location("a.py", "x\n", "x");
    let step = |n: usize| TraceStep { location: place.clone(), snippet: "x".into(), note: format!("step {n}") };
    sample.findings[0].trace = (0..20_000).map(step).collect();
    let log = log(&sample, Profile::Github);
    let steps = list(&log, "/results/0/codeFlows/0/threadFlows/0/locations");
    assert_eq!(steps.len(), 1_000);
    let note = |step: &Value| step["location"]["message"]["text"].as_str().expect("a text").to_owned();
    assert_eq!((note(&steps[0]), note(&steps[999])), ("step 0".to_owned(), "step 19999".to_owned()));
    assert_eq!((&steps[0]["importance"], &steps[999]["importance"]), (&"essential".into(), &"essential".into()));
}

#[test]
fn a_tree_of_gaps_does_not_fill_the_file() {
    let entry = |index: u32| LedgerEntry {
        path: format!("{index}.py").into(),
        language: Some("python"),
        status: FileStatus::Partial { error_bytes: 1, total_bytes: 9 },
    };
    let sample = Sample { ledger: Some((0..3_000).map(entry).collect()), ..Sample::full() };
    for (profile, count, last) in [
        (Profile::Github, 1_000, "2007 more notifications are left out."),
        (Profile::Full, 3_006, "1 of 9 bytes (11.2%) could not be parsed."),
    ] {
        let log = log(&sample, profile);
        let told = list(&log, "/invocations/0/toolExecutionNotifications");
        assert_eq!((told.len(), &told[count - 1]["message"]["text"]), (count, &last.into()), "{profile:?}");
    }
}

/// GitLab: no ruleId rejects a result, `rank` beats `security-severity`, weaknesses come from tags.
#[test]
fn traps_of_gitlab() {
    let log = log(&Sample::full(), Profile::Gitlab);
    for result in list(&log, "/results") {
        assert!(result["ruleId"].as_str().is_some_and(|id| !id.is_empty()));
        assert!(result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].is_string());
        let rank = result.get("rank").and_then(Value::as_f64);
        let level = result["level"].as_str().expect("a level");
        let expected = if rank.is_some() { "warning" } else { level };
        assert_eq!(level, expected, "a rank is there only where it is right and the rule is not");
    }
    let rule = &list(&log, "/tool/driver/rules")[0];
    assert!(rule["properties"]["tags"].as_array().expect("a list").contains(&"external/cwe/cwe-089".into()));
    assert_eq!(log.pointer("/runs/0/results/0/suppressions"), None, "accepted suppressions would hide results");
}

/// DefectDojo: the last related weakness wins and tags are not read, a fix without a description ends the import, what is no failure is
/// dropped, the rule's `security-severity` is the severity, and code stands in a fence.
#[test]
fn traps_of_defectdojo() {
    let mut sample = Sample::full();
    sample.findings[1].snippet = "x = '''```\n[a](b)'''".into();
    let log = log(&sample, Profile::DefectDojo);
    for rule in list(&log, "/tool/driver/rules") {
        let Some(relationships) = rule["relationships"].as_array() else { continue };
        let last = relationships.last().expect("no empty list");
        let expected = if rule["id"].as_str().expect("an id").starts_with("inj.") { "CWE-89" } else { "CWE-" };
        assert!(last["target"]["id"].as_str().expect("an id").starts_with(expected), "{rule}");
    }
    let with_fix = list(&log, "/results").iter().filter(|result| result["fixes"].is_array());
    for fix in with_fix.clone().flat_map(|result| result["fixes"].as_array().expect("a list")) {
        assert!(fix["description"]["text"].as_str().is_some_and(|text| !text.is_empty()));
    }
    assert_eq!(with_fix.count(), 1);
    assert!(!log.to_string().contains("```"), "no code ends the fence");
    assert!(log.to_string().contains("cursor.execute(query)"), "other code is shown");
    for result in list(&log, "/results") {
        assert_eq!((&result["kind"], severity(&log, result) >= 7.0), (&"fail".into(), result["level"] == "error"));
    }
}

#[test]
fn what_no_reader_needs_is_left_out() {
    for (profile, taxonomies) in
        [(Profile::Github, 0), (Profile::Gitlab, 0), (Profile::Ado, 4), (Profile::DefectDojo, 1), (Profile::Sonar, 0)]
    {
        let log = log(&Sample::full(), profile);
        assert_eq!(log["runs"][0]["taxonomies"].as_array().map_or(0, Vec::len), taxonomies, "{profile:?}");
        let text = log.to_string();
        assert!(!text.contains("\"wardline/severity\"") && log["runs"][0].get("artifacts").is_none(), "{profile:?}");
        assert_eq!(text.contains("cursor.execute(query)  # ü"), matches!(profile, Profile::Ado | Profile::DefectDojo));
        for result in list(&log, "/results") {
            assert!(result["partialFingerprints"]["primaryLocationLineHash"].is_string(), "{profile:?}");
        }
    }
}

/// The vectors that GitHub's codeql-action publishes with its algorithm (src/fingerprints.test.ts).
#[test]
fn line_hashes_are_githubs() {
    let greetings = [
        "e9496ae3ebfced30:1",
        "fb7c023a8b9ccb3f:1",
        "ce8ba1a563dcdaca:1",
        "e20e36e16fcb0cc8:1",
        "b3edc88f2938467e:1",
        "c8e28b0b4002a3a0:1",
        "c129715d7a2bc9a3:1",
    ];
    let lorem = "Lorem ipsum dolor sit amet.\n".repeat(10);
    let cases: &[(&str, &[&str])] = &[
        ("", &["c129715d7a2bc9a3:1"]),
        (" a\nb\n  \t\tc\n d", &["271789c17abda88f:1", "54703d4cd895b18:1", "180aee12dab6264:1", "a23a3dc5e078b07b:1"]),
        (" hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End\n", &greetings),
        (" hello; \t\nworld!!!\r\r\r  \t\tGreetings\r End\r", &greetings),
        (" hello; \t\r\nworld!!!\r\n\r\n\r\n  \t\tGreetings\r\n End\r\n", &greetings),
        (" hello; \t\nworld!!!\r\n\n\r  \t\tGreetings\r End\r\n", &greetings),
        (
            &lorem,
            &[
                "a7f2ff13bc495cf2:1",
                "a7f2ff13bc495cf2:2",
                "a7f2ff13bc495cf2:3",
                "a7f2ff13bc495cf2:4",
                "a7f2ff13bc495cf2:5",
                "a7f2ff13bc495cf2:6",
                "a7f2ff1481e87703:1",
                "a9cf91f7bbf1862b:1",
                "55ec222b86bcae53:1",
                "cc97dc7b1d7d8f7b:1",
                "c129715d7a2bc9a3:1",
            ],
        ),
        (
            "x = 2\nx = 1\nprint(x)\nx = 3\nprint(x)\nx = 4\nprint(x)\n",
            &[
                "e54938cc54b302f1:1",
                "bb609acbe9138d60:1",
                "1131fd5871777f34:1",
                "5c482a0f8b35ea28:1",
                "54517377da7028d2:1",
                "2c644846cb18d53e:1",
                "f1b89f20de0d133:1",
                "c129715d7a2bc9a3:1",
            ],
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(line_hashes(text), *expected, "{text:?}");
    }
}
