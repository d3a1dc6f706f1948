//! Source text that tries to speak to the reader's terminal, pipeline or browser.

use crate::sample::{LANGUAGES, Sample, at, finding, info};
use crate::sarif::validate;
use wardline_base::{Fix, Location, Notice, NoticeKind, RuleKind, Severity, Span, TraceStep};
use wardline_report::{Format, sarif};

const HOSTILE: &str = "x\u{1b}[2J\u{1b}]0;title\u{7}\u{9b}31m\u{202e}evil\u{2066}\r::error::pwned\u{0}\u{7f}\u{200b}</script>\u{feff}\u{2028}é";

fn hostile() -> Sample {
    let mut sample = Sample::full();
    let code = format!("line one {HOSTILE}\nline two {HOSTILE} end\n");
    let mut evil = finding(0, Severity::High, HOSTILE, &code, HOSTILE);
    evil.message = format!("message {HOSTILE}\n[link](javascript:alert(1))");
    evil.fix = Some(Fix {
        span: evil.location.span,
        start: evil.location.start,
        end: evil.location.end,
        replacement: format!("new {HOSTILE}"),
    });
    let step = TraceStep { location: evil.location.clone(), snippet: HOSTILE.into(), note: HOSTILE.into() };
    evil.trace = vec![step; 30];
    let mut odd = evil.clone();
    odd.location = Location { path: "../../etc".into(), span: Span::new(9, 3000), start: at(7, 900), end: at(9, 1) };
    odd.fix.as_mut().expect("a fix").start = at(2, 1);
    sample.findings = vec![evil, odd];
    sample.infos[0].title = format!("title {HOSTILE}");
    sample.infos[0].message = format!("about {HOSTILE}");
    sample.infos[0].tags = vec![HOSTILE.into(); 40];
    sample.infos.push(info(HOSTILE, RuleKind::Violation, Severity::Low));
    let path = Some(HOSTILE.into());
    sample.notices = vec![Notice { kind: NoticeKind::Parse, path, span: None, message: HOSTILE.into() }];
    sample.ledger.as_mut().expect("a ledger")[1].path = HOSTILE.into();
    sample.arguments = vec![HOSTILE.into()];
    sample
}

#[test]
fn no_format_lets_it_through() {
    for format in Format::ALL {
        let text = String::from_utf8(hostile().write(format)).expect("UTF-8");
        let bad: Vec<char> = text
            .chars()
            .filter(|c| (c.is_control() && *c != '\n') || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}'))
            .collect();
        assert!(bad.is_empty(), "{format:?}: {bad:?}");
        assert!(!text.lines().any(|line| line.starts_with("::")), "{format:?} gives a pipeline a command");
    }
}

#[test]
fn machine_formats_keep_every_character() {
    let sample = hostile();
    let imported = sarif::read(&sample.write(Format::Sarif), &LANGUAGES).unwrap_or_else(|e| panic!("{e}"));
    for (before, after) in sample.findings.iter().zip(&imported.findings) {
        assert_eq!(before.message, after.message);
        assert_eq!(before.location, after.location);
    }
    let json: serde_json::Value = serde_json::from_slice(&sample.write(Format::Json)).expect("valid JSON");
    assert_eq!(json["findings"][0]["path"], HOSTILE);
}

#[test]
fn the_file_stays_valid() {
    let log = validate(&hostile().write(Format::Sarif));
    let rule = &log["runs"][0]["tool"]["driver"]["rules"][0];
    let tags = rule["properties"]["tags"].as_array().expect("a list").len();
    assert!(tags <= 20, "{tags}");
}

#[test]
fn a_finding_without_a_rule_is_refused_and_not_hidden() {
    let mut sample = Sample::clean();
    sample.findings = vec![finding(3, Severity::High, "a", "a", "a")];
    let verdict = sample.verdict();
    let report = wardline_report::Report {
        version: "0.1.0",
        information_uri: "",
        infos: &sample.infos,
        findings: &sample.findings,
        ledger: None,
        notices: &[],
        verdict: Some(&verdict),
        policy: None,
        taxonomies: &[],
        vcs: None,
        arguments: &[],
        exit_status: verdict.exit_status(),
        category: "",
        text: sample.text,
    };
    for format in Format::ALL {
        let error = wardline_report::write(&report, format, &mut Vec::new()).expect_err("refused");
        assert_eq!(error.kind(), std::io::ErrorKind::InvalidInput);
    }
}
