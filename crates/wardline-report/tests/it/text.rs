//! Text, as a person meets it.

use crate::sample::{Sample, finding};
use wardline_base::Severity;
use wardline_policy::ExitStatus;
use wardline_report::{Format, TextOptions};

#[test]
fn a_finding_shows_code_controls_flow_and_fix() {
    let mut sample = Sample::full();
    sample.findings.truncate(1);
    let text = sample.text();
    let frame: Vec<&str> = text.lines().take_while(|line| !line.starts_with("Findings")).collect();
    let expected = "\
src/a b/ü%20.py (1 finding)

critical[inj.sql.python.dbapi-format]: SQL query built from text
 --> src/a b/ü%20.py:3:5
  |
3 |     cursor.execute(query)  # ü
  |     ^^^^^^^^^^^^^^^^^^^^^
  |
  = What rule 0 says of `cursor.execute(query)`
  = gate: blocks
  = controls: ISO 27799 8.28 · HIPAA 164.312(a)(1) · CWE-89 · CWE-943
  = data: source at src/a b/ü%20.py:1:18 name
  = data: passes through at src/a b/ü%20.py:2:52 % name
  = data: sink at src/a b/ü%20.py:3:20 query)
fix: replace it like this
  |
3 |     cursor.execute(query, (name,))  # ü
  |                         +++++++++
";
    assert_eq!(frame.join("\n"), expected);
}

#[test]
fn the_summary_ends_in_the_verdict() {
    let text = Sample::full().text();
    let summary: Vec<&str> = text.lines().skip_while(|line| !line.starts_with("Findings")).collect();
    assert_eq!(summary[0], "Findings  1 critical, 1 high, 2 medium · 1 evidence · 1 inventory");
    let coverage: Vec<&str> = summary[1..].iter().map(|l| l.trim()).take_while(|l| !l.starts_with('-')).collect();
    assert_eq!(
        coverage.join(" "),
        "Imported  codeql.sarif: CodeQL 2.19.0, 2026-11-22, 3 results, 1 gone (sha256 001122334455…) Coverage  18 files: 2 analysed, 2 partial (0.3% of their bytes not understood), 14 skipped (1 no-language, 2 binary, \
         1 unreadable, 1 too-large, 1 symbolic-link, 1 internal-link, 1 ignored, 1 special-file, 1 submodule, 1 lfs-pointer, 1 excluded, 1 unchanged, 1 internal-error)"
    );
    assert!(text.lines().all(|line| line.chars().count() <= 100), "{text}");
    assert!(summary.contains(&"  - src/broken.py: partial, 30% not understood"), "{text}");
    assert!(summary.contains(&"  - z/too-large: skipped, too-large"), "{text}");
    assert!(!summary.iter().any(|line| line.contains("z/z.bin")), "{text}");
    assert!(summary.contains(&"  - 1 critical finding (block.severity: high, .wardline/policy.yaml:2:19)"), "{text}");
    assert_eq!(summary.last(), Some(&"Gate      INCOMPLETE · 2 blocking, 2 warnings · exit code 3"));
}

#[test]
fn short_reports() {
    let clean = Sample::clean();
    let coverage = "Coverage  1 file: 1 analysed\n";
    assert_eq!(
        clean.text(),
        format!("Findings  none\n{coverage}Gate      PASS · 0 blocking, 0 warnings · exit code 0\n")
    );
    let scan = clean.write_with(None, ExitStatus::Pass, Format::Text);
    assert_eq!(String::from_utf8(scan).expect("UTF-8"), format!("Findings  none\n{coverage}"));
}

#[test]
fn colour_is_the_callers_choice() {
    let mut sample = Sample::full();
    assert!(!sample.text().contains('\u{1b}'));
    let plain = sample.text();
    sample.text.colour = true;
    let coloured = sample.text();
    assert!(coloured.contains("\u{1b}["));
    assert_eq!(strip(&coloured), plain, "colour changes nothing else");
}

/// Text without ANSI colour codes.
fn strip(text: &str) -> String {
    let mut out = String::new();
    let mut parts = text.split('\u{1b}');
    out.push_str(parts.next().unwrap_or_default());
    for part in parts {
        out.push_str(part.split_once('m').unwrap_or_else(|| panic!("{part:?} is no colour")).1);
    }
    out
}

#[test]
fn long_lines_are_cut_around_the_place() {
    let code = format!("{}target(){}\n", "a".repeat(1_000_000), "b".repeat(1_000_000));
    for width in [40, 80, 200] {
        let mut sample = Sample::full();
        sample.findings = vec![finding(0, Severity::High, "min.js", &code, "target()")];
        sample.findings[0].message = "m".into();
        sample.text = TextOptions { colour: false, width };
        let text = sample.text();
        let frame: Vec<&str> = text.lines().take_while(|line| !line.starts_with("Findings")).collect();
        assert!(frame.iter().any(|line| line.contains("target()")), "{text}");
        let longest = frame.iter().filter(|l| l.contains('|')).map(|line| line.chars().count()).max();
        assert!(longest.is_some_and(|longest| longest <= width + 10), "{longest:?} of {width}\n{text}");
    }
}
