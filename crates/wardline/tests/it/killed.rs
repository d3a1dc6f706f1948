//! Killed in the middle: whatever moment it is, each file is the old one or the new one, whole, and the verdict is no pass.

use crate::tool::{RULE, folder, run, write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// The files that a run writes.
const FILES: [&str; 7] = ["a.sarif", "a.json", "a.csv", "a.xml", "a.md", "a.txt", "verdict.json"];

const ARGUMENTS: [&str; 22] = [
    "gate",
    "-q",
    "-c",
    "rule.yaml",
    "--now",
    "2026-11-22",
    "--root",
    "src",
    "-o",
    "a.sarif",
    "-o",
    "a.json",
    "-o",
    "a.csv",
    "-o",
    "junit=a.xml",
    "-o",
    "a.md",
    "-o",
    "a.txt",
    "--verdict",
    "verdict.json",
];

fn contents(folder: &Path) -> Vec<Option<Vec<u8>>> {
    FILES.iter().map(|file| std::fs::read(folder.join(file)).ok()).collect()
}

#[test]
fn at_200_moments() {
    let tree = folder(&[("rule.yaml", RULE), ("src/a.py", "x = 1\n")]);
    // The old files are a pass, so that nobody who reads them later is told a finished block.
    assert_eq!(run(tree.path(), &ARGUMENTS).code, 0);
    let old = contents(tree.path());
    write(tree.path(), "src/a.py", "danger(1)\n".repeat(1_500).as_bytes());
    // The fastest of some runs, so that a slow moment of the machine does not move all kills behind the end.
    let timed = || {
        let started = Instant::now();
        assert_eq!(run(tree.path(), &ARGUMENTS).code, 1);
        started.elapsed()
    };
    let whole = (0..5).map(|_| timed()).min().unwrap();
    let new = contents(tree.path());
    assert!(new.iter().chain(&old).all(Option::is_some) && new.iter().zip(&old).all(|(a, b)| a != b));
    let (mut killed, mut between) = (0, 0);
    // A multiplicative sequence modulo a prime: the same moments in every run of the test, without order.
    let mut moment = 1u32;
    for round in 0..200 {
        moment = moment * 75 % 65_537;
        for (file, content) in FILES.iter().zip(&old) {
            std::fs::write(tree.path().join(file), content.as_ref().unwrap()).unwrap();
        }
        let mut child = Command::new(assert_cmd::cargo::cargo_bin!("wardline"))
            .args(ARGUMENTS)
            .current_dir(tree.path())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_secs_f64(whole.as_secs_f64() * f64::from(moment) / 65_537.0));
        let _ = child.kill();
        let code = child.wait().unwrap().code();
        assert!(code.is_none() || code == Some(1), "round {round}: {code:?}");
        let found = contents(tree.path());
        for (file, (found, (old, new))) in FILES.iter().zip(found.iter().zip(old.iter().zip(&new))) {
            assert!(found == old || found == new, "round {round}: {file} is neither the old nor the new one");
        }
        assert!(code.is_none() || found == new, "round {round}: it ended, and a file is missing");
        // The verdict comes last: where it is new, the reports that it names are.
        assert!(found[6] != new[6] || found == new, "round {round}: the verdict is older than a report");
        killed += usize::from(code.is_none());
        between += usize::from(found != old && found != new);
    }
    assert!(killed > 50, "the machine was too fast to be interrupted: {killed}");
    assert!(between > 0, "no run was interrupted between two files");
}
