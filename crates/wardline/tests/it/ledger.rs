//! The ledger accounts for every file: what is on the disk is counted here without the tool, and compared.

use crate::tool::{RULE, folder, json, run, write};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

/// Every entry of a folder that is no folder, with `/` between parts.
fn on_disk(root: &Path, folder: &Path, out: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.symlink_metadata().unwrap().is_dir() {
            on_disk(root, &path, out);
        } else {
            out.push(path.strip_prefix(root).unwrap().to_str().unwrap().to_owned());
        }
    }
}

fn entries(report: &Value) -> BTreeMap<String, String> {
    let status = |entry: &Value| entry["reason"].as_str().or(entry["status"].as_str()).unwrap().to_owned();
    let list = report["ledger"]["entries"].as_array().unwrap();
    let map: BTreeMap<_, _> = list.iter().map(|e| (e["path"].as_str().unwrap().to_owned(), status(e))).collect();
    assert_eq!(map.len(), list.len(), "no file has two entries");
    map
}

/// Files of every kind, and what the ledger says of each.
fn odd_tree(root: &Path) -> Vec<(&'static str, &'static str)> {
    let utf16: Vec<u8> =
        [0xff, 0xfe].into_iter().chain("danger(1)\n".encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let files: &[(&str, &[u8], &str)] = &[
        ("src/good.py", b"danger(1)\n", "analysed"),
        ("src/empty.py", b"", "analysed"),
        ("src/bom.py", b"\xef\xbb\xbfdanger(1)\n", "analysed"),
        ("src/utf16.py", &utf16, "analysed"),
        ("src/latin1.py", b"# caf\xe9\ndanger(1)\n", "analysed"),
        ("src/nul.py", b"danger(1)\n# \0\n", "partial"),
        ("src/script", b"#!/usr/bin/env python3\ndanger(1)\n", "analysed"),
        ("src/half.py", b"def f(:\n    danger(1)\n", "partial"),
        ("src/line\nbreak.py", b"danger(1)\n", "analysed"),
        ("src/image.png", b"\x89PNG\r\n\x1a\n\0\0\0", "binary"),
        ("src/notes.md", b"danger(1)\n", "no-language"),
        ("src/model.bin.py", b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n", "lfs-pointer"),
        ("vendor/lib.py", b"danger(1)\n", "analysed"),
        (".hidden/h.py", b"danger(1)\n", "analysed"),
        ("skip/out.py", b"danger(1)\n", "excluded"),
    ];
    for (path, bytes, _) in files {
        write(root, path, bytes);
    }
    let mut expected: Vec<_> = files.iter().map(|(path, _, status)| (*path, *status)).collect();
    #[cfg(unix)]
    {
        use std::os::unix::fs::symlink;
        symlink(root.join("src"), root.join("src/loop")).unwrap();
        symlink("good.py", root.join("src/alias.py")).unwrap();
        symlink("nowhere.py", root.join("src/dangling.py")).unwrap();
        symlink("/dev/zero", root.join("src/zero.py")).unwrap();
        symlink("/", root.join("src/outside")).unwrap();
        let made = std::process::Command::new("mkfifo").arg(root.join("src/pipe.py")).status().unwrap();
        assert!(made.success());
        expected.extend([
            ("src/loop", "internal-link"),
            ("src/alias.py", "internal-link"),
            ("src/dangling.py", "symbolic-link"),
            ("src/zero.py", "symbolic-link"),
            ("src/outside", "symbolic-link"),
            ("src/pipe.py", "special-file"),
        ]);
    }
    expected.sort_unstable();
    expected
}

#[test]
fn every_file_has_one_entry() {
    let rule = folder(&[("rule.yaml", RULE)]);
    let rule = rule.path().join("rule.yaml");
    let tree = folder(&[]);
    let expected = odd_tree(tree.path());
    let (code, report) = json(tree.path(), &["scan", "-c", rule.to_str().unwrap(), "--exclude", "skip"]);
    assert_eq!(code, 0);
    let entries = entries(&report);
    let mut disk = Vec::new();
    on_disk(tree.path(), tree.path(), &mut disk);
    disk.sort();
    assert_eq!(entries.keys().cloned().collect::<Vec<_>>(), disk);
    for (path, status) in expected {
        assert_eq!(entries[path], status, "{path:?}");
    }
    let found: Vec<&str> = report["findings"].as_array().unwrap().iter().map(|f| f["path"].as_str().unwrap()).collect();
    let analysed = entries
        .iter()
        .filter(|(path, status)| matches!(status.as_str(), "analysed" | "partial") && !path.contains("empty"));
    assert_eq!(
        found,
        analysed.map(|(path, _)| path.as_str()).collect::<Vec<_>>(),
        "one finding in each file that was looked at"
    );
    let summary = &report["ledger"]["summary"];
    assert_eq!(summary["files"], disk.len());
    let (code, _) = json(tree.path(), &["gate", "-c", rule.to_str().unwrap()]);
    assert_eq!(code, 3, "links that lead out and pipes are gaps");
}

#[test]
fn ignore_files_of_the_tree_hide_nothing_that_git_tracks() {
    let rule = folder(&[("rule.yaml", RULE)]);
    let rule = rule.path().join("rule.yaml");
    let tree = folder(&[
        (".gitignore", "*.py\nbuild/\n"),
        ("tracked.py", "danger(1)\n"),
        ("untracked.py", "danger(1)\n"),
        ("build/made.py", "danger(1)\n"),
        (".ignore", "*\n"),
        (".semgrepignore", "*\n"),
        ("new.txt", ""),
    ]);
    let repository = git2::Repository::init(tree.path()).unwrap();
    let mut index = repository.index().unwrap();
    index.add_path(Path::new("tracked.py")).unwrap();
    index.write().unwrap();
    let (_, report) = json(tree.path(), &["scan", "-c", rule.to_str().unwrap()]);
    let entries = entries(&report);
    let expected =
        [("build", "ignored"), ("tracked.py", "analysed"), ("untracked.py", "ignored"), ("new.txt", "no-language")];
    for (path, status) in expected {
        assert_eq!(entries[path], status, "{path}");
    }
}

#[cfg(unix)]
#[test]
fn what_may_not_be_read_is_a_gap() {
    use std::os::unix::fs::PermissionsExt;
    let tree = folder(&[("rule.yaml", RULE), ("code/a.py", "danger(1)\n"), ("code/deep/b.py", "danger(1)\n")]);
    let closed = [tree.path().join("code/a.py"), tree.path().join("code/deep")];
    for path in &closed {
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o000)).unwrap();
    }
    let is_root = std::fs::read(&closed[0]).is_ok();
    let said = run(tree.path(), &["gate", "-c", "rule.yaml", "code"]);
    for path in &closed {
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o755)).unwrap();
    }
    // The super-user may read everything, and then there is nothing to miss.
    let expected = if is_root { (1, "code/a.py:1:1") } else { (3, "code/a.py: skipped, unreadable") };
    assert_eq!(said.code, expected.0, "{said:?}");
    assert!(said.stdout.contains(expected.1), "{said:?}");
}
