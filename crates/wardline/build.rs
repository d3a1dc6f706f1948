//! Makes what is built in: the pack of rules, read from `rules/`, checked and written in binary form, and the names of the frameworks.
//!
//! YAML is read here so that the tool need not do it on every start. A mistake in a rule fails the build with the message that a user
//! would see.
#![expect(clippy::disallowed_methods, reason = "a build script reads files and the environment")]

use std::fmt::Write;
use std::path::{Path, PathBuf};
use wardline_rulefile::{Pack, encode, parse};

fn main() -> Result<(), String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../rules");
    println!("cargo::rerun-if-changed={}", root.display());
    let mut digest = sha2::Sha256::default();
    let (mut files, mut sources, mut errors) = (Vec::new(), String::new(), String::new());
    for path in rule_files(&root)? {
        let text = std::fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
        let relative = path.strip_prefix(&root).map_err(|e| e.to_string())?.to_string_lossy().replace('\\', "/");
        let name = format!("rules/{relative}");
        for part in [name.as_bytes(), text.as_bytes()] {
            sha2::Digest::update(&mut digest, (part.len() as u64).to_be_bytes());
            sha2::Digest::update(&mut digest, part);
        }
        let parsed = parse(&name, &text);
        for error in &parsed.errors {
            let _ = writeln!(errors, "{error}\n");
        }
        files.push(parsed.file);
        let _ = writeln!(sources, "{name}\n{}", text.len());
        sources.push_str(&text);
    }
    if !errors.is_empty() {
        return Err(format!("the built-in rules have mistakes:\n\n{errors}"));
    }
    let digest =
        sha2::Digest::finalize(digest).iter().fold("sha256:".to_owned(), |hex, byte| hex + &format!("{byte:02x}"));
    let out = PathBuf::from(std::env::var_os("OUT_DIR").ok_or("cargo gave no OUT_DIR")?);
    let write = |name: &str, bytes: &[u8]| std::fs::write(out.join(name), bytes).map_err(|e| format!("{name}: {e}"));
    write("rules.pack", &encode(&Pack { digest, files }))?;
    write("rules.sources", sources.as_bytes())?;
    write("frameworks.rs", frameworks().as_bytes())
}

/// The rule files in order, folders with them so that cargo sees new files.
fn rule_files(root: &Path) -> Result<Vec<PathBuf>, String> {
    let mut files = Vec::new();
    for entry in walkdir::WalkDir::new(root).sort_by_file_name() {
        let path = entry.map_err(|e| e.to_string())?.into_path();
        let name = path.to_string_lossy();
        if name.ends_with(".yaml") && !name.ends_with(".test.yaml") {
            files.push(path);
        }
    }
    Ok(files)
}

/// The frameworks of the catalogues as a Rust expression: text reports name them and need nothing else of the catalogues, which take
/// longer to read than a small file takes to scan.
fn frameworks() -> String {
    let mut out = "&[".to_owned();
    for catalog in wardline_controls::Catalogs::embedded().all() {
        let f = catalog.framework();
        let _ = write!(out, "({:?}, {:?}, {:?}, {:?}),", &*f.id, f.name, f.edition, f.publisher);
    }
    out + "]"
}
