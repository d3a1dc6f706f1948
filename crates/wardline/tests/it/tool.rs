//! The binary and the folders that tests run it in.

use assert_cmd::Command;
use serde_json::Value;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A rule that finds `danger(...)` in Python.
pub(crate) const RULE: &str = "rules:
  - id: test.danger
    languages: [python]
    severity: HIGH
    message: Do not call danger with $X.
    pattern: danger($X)
";

/// Every format that a report can have.
pub(crate) const FORMATS: [&str; 14] = [
    "text",
    "json",
    "sarif",
    "sarif-github",
    "sarif-gitlab",
    "sarif-ado",
    "sarif-defectdojo",
    "sarif-sonar",
    "junit",
    "gitlab",
    "gitlab-sast",
    "markdown",
    "csv",
    "github",
];

/// The binary, with nothing of the environment that changes what it prints.
pub(crate) fn wardline(folder: &Path) -> Command {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin!("wardline"));
    command.current_dir(folder).env_clear().timeout(std::time::Duration::from_secs(120));
    command
}

/// What a run said.
#[derive(Debug)]
pub(crate) struct Said {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// Runs the binary in a folder.
pub(crate) fn run(folder: &Path, arguments: &[&str]) -> Said {
    said(wardline(folder).args(arguments))
}

/// Runs a command.
pub(crate) fn said(command: &mut Command) -> Said {
    let output = command.output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Said { code: output.status.code().unwrap_or(-1), stdout: text(output.stdout), stderr: text(output.stderr) }
}

/// Runs the binary and reads its report.
pub(crate) fn json(folder: &Path, arguments: &[&str]) -> (i32, Value) {
    let said = run(folder, &[arguments, &["--format", "json"]].concat());
    let report = serde_json::from_str(&said.stdout).unwrap_or_else(|e| panic!("{arguments:?}: {e}: {said:?}"));
    (said.code, report)
}

/// A folder with these files.
pub(crate) fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = TempDir::new().unwrap();
    for (path, text) in files {
        write(folder.path(), path, text.as_bytes());
    }
    folder
}

/// Writes a file and the folders above it.
pub(crate) fn write(folder: &Path, path: &str, bytes: &[u8]) {
    let path = folder.join(path);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, bytes).unwrap();
}

/// The root of the workspace.
pub(crate) fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

/// The flawed example project.
pub(crate) fn portal() -> PathBuf {
    workspace().join("tests/projects/clinic-portal")
}

/// The strings of a list of a report.
pub(crate) fn strings<'v>(list: &'v Value, key: &str) -> Vec<&'v str> {
    list.as_array().unwrap().iter().map(|item| item[key].as_str().unwrap()).collect()
}
