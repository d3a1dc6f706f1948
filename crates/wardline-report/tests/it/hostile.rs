//! Source text that tries to speak to the reader's terminal, pipeline, spreadsheet or browser.

use crate::sample::{LANGUAGES, Sample, at, finding, info};
use crate::sarif::validate;
use wardline_base::{Fix, Location, Notice, NoticeKind, RuleKind, Severity, Span, TraceStep};
use wardline_report::{Format, sarif};

const HOSTILE: &str = "::error::x##[add-mask]y##vso[task.setvariable variable=z]\u{1b}[2J\u{1b}]0;title\u{7}\u{9b}31m\u{202e}evil\u{2066}\r::error::pwned\u{0}\u{7f}\u{200b}</script>\u{feff}\u{2028}é";

pub(crate) fn hostile() -> Sample {
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
        // RFC 4180 ends lines so.
        let text = if format == Format::Csv { text.replace("\r\n", "\n") } else { text };
        let bad: Vec<char> = text
            .chars()
            .filter(|c| (c.is_control() && *c != '\n') || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}'))
            .collect();
        assert!(bad.is_empty(), "{format:?}: {bad:?}");
        for line in text.lines().map(str::trim_start).filter(|line| line.starts_with("::")) {
            let ours = ["error", "warning", "notice"].iter().any(|level| {
                let rest = line.strip_prefix(&format!("::{level} ")).unwrap_or_default();
                rest.starts_with("file=") || rest.starts_with("title=Wardline::")
            });
            assert!(format == Format::Github && ours, "{format:?} gives a pipeline a command: {line}");
        }
        for command in ["##[", "##vso["] {
            assert!(!text.contains(command), "{format:?} gives a build agent a command");
        }
    }
}

#[test]
fn text_is_no_markup() {
    let mut sample = hostile();
    for text in
        ["<img src=x onerror=alert(1)>", "[a](javascript:x)", "![a](https://e.example.org)", "@all #1 !1 | `x` | $x$"]
    {
        sample.findings[0].message = text.into();
        sample.findings[0].location.path = text.into();
        sample.infos[0].title = text.into();
        let markdown = String::from_utf8(sample.write(Format::Markdown)).expect("UTF-8");
        let inside: Vec<&str> = markdown
            .split("<code>")
            .skip(1)
            .map(|rest| rest.split_once("</code>").expect("each element ends").0)
            .collect();
        assert!(inside.len() > 4);
        for code in inside {
            assert!(!code.contains(['<', '>', '[', ']', '(', ')', '!', '`', '|', '@', '$', '\n', ':']), "{code}");
        }
        let outside: String = markdown
            .split("<code>")
            .map(|part| part.split_once("</code>").map_or(part, |(_, rest)| rest))
            .collect::<String>()
            .replace("<br>", "");
        assert!(!outside.contains(['<', '>', '[', ']', '@', '$', '`', '!']), "{outside}");
        let sast: serde_json::Value = serde_json::from_slice(&sample.write(Format::GitlabSast)).expect("JSON");
        let description = sast["vulnerabilities"][0]["description"].as_str().expect("a text");
        let code = description.strip_prefix("<code>").and_then(|rest| rest.strip_suffix("</code>")).expect("code");
        assert!(!code.contains(['<', '[', '@', '`']), "{description}");
    }
}

/// What one format must be, whatever the text in it.
fn check_shape(format: Format, text: &str) {
    for line in text.lines().map(str::trim_start) {
        let command = line.strip_prefix("::").is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic()));
        assert!(!command || format == Format::Github, "{format:?}: {line}");
    }
    for command in ["##[", "##vso[", "##teamcity["] {
        assert!(!text.contains(command), "{format:?}: {text}");
    }
    match format {
        Format::Text => {}
        Format::Json | Format::Sarif(_) | Format::Gitlab | Format::GitlabSast => {
            serde_json::from_str::<serde_json::Value>(text).unwrap_or_else(|e| panic!("{format:?}: {e}"));
        }
        Format::Junit => {
            let tree = roxmltree::Document::parse(text).unwrap_or_else(|e| panic!("{e}: {text}"));
            let known = ["testsuites", "testsuite", "testcase", "failure", "error", "skipped", "system-out"];
            assert!(tree.descendants().filter(|n| n.is_element()).all(|n| known.contains(&n.tag_name().name())));
        }
        Format::Csv => {
            let mut reader = csv::ReaderBuilder::new().from_reader(text.as_bytes());
            let rows: Vec<_> = reader.records().map(|row| row.expect("as many cells as the header")).collect();
            assert_eq!(rows.len(), 1, "{text}");
            assert!(rows[0].iter().all(|cell| !cell.trim_start().starts_with(['=', '+', '-', '@'])), "{text}");
        }
        Format::Markdown => {
            let parts = text.split("<code>").map(|part| part.split_once("</code>").map_or(part, |(_, rest)| rest));
            let outside: String = parts.collect::<String>().replace("<br>", "");
            assert!(!outside.contains(['<', '>', '[', ']', '@', '$', '`', '!', '&']), "{outside}");
        }
        Format::Github => {
            assert_eq!(text.lines().count(), 2, "{text}");
            let command = text.lines().next().and_then(|line| line.strip_prefix("::error ")).expect("an error");
            let (properties, _) = command.split_once("::").expect("a text");
            let keys: Vec<&str> =
                properties.split(',').map(|property| property.split_once('=').expect("key and value").0).collect();
            assert!(matches!(keys[..], ["file", "line", "col", "endColumn", "title"]), "{command}");
        }
    }
}

#[test]
fn any_text_leaves_every_format_in_shape() {
    const PIECES: [&str; 44] = [
        "::",
        "error",
        "add-mask",
        " ",
        "\n",
        "\r\n",
        "\t",
        "##[",
        "##",
        "#",
        "vso[",
        "teamcity[",
        "]",
        "<",
        "</code>",
        "<!--",
        "&",
        "\"",
        "'",
        "]]>",
        "`",
        "|",
        "[",
        "](",
        "!",
        "=",
        "+",
        "-",
        "@",
        "%",
        "%0A",
        ",",
        ":",
        "é",
        "\u{202e}",
        "\u{0}",
        "\u{ffff}",
        "www.",
        "https://x.example.org",
        "\\",
        "$",
        "\u{85}",
        "\u{feff}",
        ";",
    ];
    let mut state = 0x5eed_u64;
    let mut text = || -> String {
        let mut next = |below: usize| {
            state = state.wrapping_mul(0x5851_f42d_4c95_7f2d).wrapping_add(0x1405_7b7e_f767_814f);
            (state >> 33) as usize % below
        };
        (0..1 + next(9)).map(|_| PIECES[next(PIECES.len())]).collect()
    };
    for _ in 0..300 {
        let mut sample = Sample { ledger: Sample::clean().ledger, notices: vec![], ..Sample::full() };
        let (code, id, title) = (text().replace(['\n', '\r'], ""), text(), text());
        let code = format!("x{code}");
        sample.findings = vec![finding(0, Severity::Critical, &text(), &code, &code)];
        sample.findings[0].message = text();
        (sample.infos[0].id, sample.infos[0].title) = (id.as_str().into(), title);
        for format in Format::ALL {
            check_shape(format, &String::from_utf8(sample.write(format)).expect("UTF-8"));
        }
    }
}

#[test]
fn machine_formats_keep_every_character() {
    let sample = hostile();
    let imported = sarif::read(&sample.write(Format::SARIF), &LANGUAGES, &[]).unwrap_or_else(|e| panic!("{e}"));
    for (before, after) in sample.findings.iter().zip(&imported.findings) {
        assert_eq!(before.message, after.message);
        assert_eq!(before.location, after.location);
    }
    let json: serde_json::Value = serde_json::from_slice(&sample.write(Format::Json)).expect("valid JSON");
    assert_eq!(json["findings"][0]["path"], HOSTILE);
}

#[test]
fn the_file_stays_valid() {
    let log = validate(&hostile().write(Format::SARIF));
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
        waivers: &[],
        imports: &[],
        taxonomies: &[],
        vcs: None,
        arguments: &[],
        exit_status: verdict.exit_status(),
        date: crate::sample::today(),
        category: "",
        text: sample.text,
    };
    for format in Format::ALL {
        let error = wardline_report::write(&report, format, &mut Vec::new()).expect_err("refused");
        assert_eq!(error.kind(), std::io::ErrorKind::InvalidInput);
    }
}
