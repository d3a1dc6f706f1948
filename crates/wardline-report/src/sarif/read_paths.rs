//! Where a result lies, as a path from the root of the tree.
//!
//! Tools write relative URIs, absolute ones of the machine they ran on, paths with backslashes, and addresses of a running system. What
//! lies in the tree must come out as the same path whoever found it, because waivers and scopes go by paths. What leads out of the tree
//! is kept as it is and told, because no waiver or scope was written with it in mind.

use super::read_bounded::Dictionary;
use super::read_model::ArtifactLocation;
use crate::uri;
use std::sync::Arc;

/// How deep bases may refer to each other.
const DEPTH: usize = 8;

/// What is known of a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lies {
    /// In the tree.
    Inside,
    /// In a file system, and not in the tree.
    Outside,
    /// At an address of a running system or registry.
    Address,
    /// Nobody says.
    Nowhere,
}

/// A path and what is known of it.
#[derive(Clone, Debug)]
pub(super) struct Resolved {
    pub(super) path: Arc<str>,
    pub(super) lies: Lies,
}

/// How the URIs of one run become paths.
pub(super) struct Places<'r> {
    /// Our own files hold encoded paths and nothing else.
    ours: bool,
    /// Absolute paths of the root of the tree, with `/` and none at the end.
    roots: &'r [String],
    bases: Option<&'r Dictionary<ArtifactLocation>>,
    artifacts: Vec<Resolved>,
}

impl<'r> Places<'r> {
    pub(super) fn new(
        ours: bool,
        roots: &'r [String],
        bases: Option<&'r Dictionary<ArtifactLocation>>,
        artifacts: impl Iterator<Item = Option<&'r ArtifactLocation>>,
    ) -> Self {
        let mut places = Self { ours, roots, bases, artifacts: Vec::new() };
        places.artifacts = artifacts.map(|location| places.resolve(location)).collect();
        places
    }

    /// The path of the artifact of this index.
    pub(super) fn artifact(&self, index: usize) -> Arc<str> {
        self.artifacts[index].path.clone()
    }

    /// The path behind a location; `.`, the root of the tree, where there is none.
    pub(super) fn resolve(&self, location: Option<&ArtifactLocation>) -> Resolved {
        let nowhere = || Resolved { path: ".".into(), lies: Lies::Nowhere };
        let Some(location) = location else { return nowhere() };
        let Some(uri) = location.uri.as_deref().filter(|uri| !uri.is_empty()) else {
            let artifact = location.index.and_then(|i| usize::try_from(i).ok()).and_then(|i| self.artifacts.get(i));
            return artifact.cloned().unwrap_or_else(nowhere);
        };
        if self.ours {
            return Resolved { path: uri::decode(uri.strip_prefix("./").unwrap_or(uri)).into(), lies: Lies::Inside };
        }
        match absolute(uri) {
            Some(Absolute::Address) => Resolved { path: uri.into(), lies: Lies::Address },
            Some(Absolute::Path(path)) => self.in_tree(&path, None),
            None => {
                let relative = uri::decode(&uri.replace('\\', "/"));
                let base = location.uri_base_id.as_deref().and_then(|id| self.base(id, DEPTH)).unwrap_or_default();
                // A base that leads elsewhere is the root of the tree on another machine.
                self.in_tree(&format!("{base}{relative}"), Some(&relative))
            }
        }
    }

    /// The folder that a base stands for, with `/` at its end; nothing if it is the root of the tree or not said (§3.14.14).
    fn base(&self, id: &str, depth: usize) -> Option<String> {
        let location = self.bases?.get(id)?;
        let uri = location.uri.as_deref().filter(|uri| !uri.is_empty())?;
        let own = match absolute(uri) {
            Some(Absolute::Address) => return None,
            Some(Absolute::Path(path)) => path,
            None => {
                let above = location.uri_base_id.as_deref().filter(|_| depth > 0);
                let above = above.and_then(|id| self.base(id, depth - 1)).unwrap_or_default();
                format!("{above}{}", uri::decode(uri))
            }
        };
        Some(if own.ends_with('/') { own } else { own + "/" })
    }

    fn in_tree(&self, path: &str, relative: Option<&str>) -> Resolved {
        let inside =
            |path: &str| Resolved { path: if path.is_empty() { "." } else { path }.into(), lies: Lies::Inside };
        let (clean, leaves) = normalised(path);
        if !is_absolute(&clean) {
            return if leaves { Resolved { path: clean.into(), lies: Lies::Outside } } else { inside(&clean) };
        }
        let below = |root: &String| {
            let rest = clean.strip_prefix(root.as_str())?;
            if rest.is_empty() { Some("") } else { rest.strip_prefix('/') }
        };
        if let Some(rest) = self.roots.iter().find_map(below) {
            return inside(rest);
        }
        match relative {
            Some(relative) => self.in_tree(relative, None),
            None => Resolved { path: clean.into(), lies: Lies::Outside },
        }
    }
}

enum Absolute {
    Path(String),
    Address,
}

/// What an absolute URI or path stands for; nothing for a relative one.
fn absolute(uri: &str) -> Option<Absolute> {
    let lower = uri.get(..5).map(str::to_ascii_lowercase);
    if lower.as_deref() == Some("file:") {
        let rest = &uri[5..];
        let path = match rest.strip_prefix("//") {
            Some(rest) => {
                let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
                if host.is_empty() || host.eq_ignore_ascii_case("localhost") {
                    path.to_owned()
                } else {
                    format!("//{host}{path}")
                }
            }
            None => rest.to_owned(),
        };
        let path = uri::decode(&path).replace('\\', "/");
        // `/C:/x` is how a URI writes the path of a drive.
        let drive = path.strip_prefix('/').filter(|rest| is_drive(rest)).map(str::to_owned);
        return Some(Absolute::Path(drive.unwrap_or(path)));
    }
    if is_drive(uri) || uri.starts_with('/') || uri.starts_with('\\') {
        return Some(Absolute::Path(uri::decode(&uri.replace('\\', "/"))));
    }
    let (scheme, _) = uri.split_once("://")?;
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || b"+.-:".contains(&b));
    is_scheme.then_some(Absolute::Address)
}

/// Whether the text starts like `C:/` or `C:\`.
fn is_drive(text: &str) -> bool {
    matches!(text.as_bytes(), [letter, b':', b'/' | b'\\', ..] if letter.is_ascii_alphabetic())
}

fn is_absolute(path: &str) -> bool {
    path.starts_with('/') || is_drive(path)
}

/// The path without `.`, `..` and doubled slashes, and whether it leaves the folder it starts in.
fn normalised(path: &str) -> (String, bool) {
    let mut parts: Vec<&str> = Vec::new();
    let (mut up, absolute) = (0, is_absolute(path));
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.pop().is_none() && !absolute => up += 1,
            ".." => {}
            part => parts.push(part),
        }
    }
    let start = if path.starts_with('/') { "/".to_owned() } else { "../".repeat(up) };
    (start + &parts.join("/"), up > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(json: &str, expected: &str, lies: Lies) {
        let bases = r#"{"SRC": {"uri": "file:///ci/job/"}, "ROOT": {"uri": "file:///"}, "SUB": {"uri": "web/", "uriBaseId": "SRC"},
            "NONE": {"description": {"text": "x"}}, "LOOP": {"uri": "a/", "uriBaseId": "LOOP"}, "THERE": {"uri": "file:///build/x"}}"#;
        super::super::read_bounded::refill(1000);
        let bases = serde_json::from_str(bases).expect("bases");
        let location: ArtifactLocation = serde_json::from_str(json).expect("a location");
        let roots = ["/ci/job".to_owned(), "C:/agent/1/s".to_owned()];
        let places = Places::new(false, &roots, Some(&bases), std::iter::empty());
        let found = places.resolve(Some(&location));
        assert_eq!((&*found.path, found.lies), (expected, lies), "{json}");
    }

    #[test]
    fn paths_of_the_tree_come_out_alike() {
        for json in [
            r#"{"uri": "web/a b.ts"}"#,
            r#"{"uri": "./web/a%20b.ts"}"#,
            r#"{"uri": "web/x/../a%20b.ts", "uriBaseId": "NONE"}"#,
            r#"{"uri": "web\\a b.ts"}"#,
            r#"{"uri": "file:///ci/job/web/a%20b.ts"}"#,
            r#"{"uri": "file://localhost/ci/job/web/a%20b.ts"}"#,
            r#"{"uri": "file:/ci/job//web/./a%20b.ts"}"#,
            r#"{"uri": "/ci/job/web/a b.ts"}"#,
            r#"{"uri": "C:\\agent\\1\\s\\web\\a b.ts"}"#,
            r#"{"uri": "file:///C:/agent/1/s/web/a%20b.ts"}"#,
            r#"{"uri": "web/a%20b.ts", "uriBaseId": "SRC"}"#,
            r#"{"uri": "web/a%20b.ts", "uriBaseId": "ROOT"}"#,
            r#"{"uri": "web/a%20b.ts", "uriBaseId": "THERE"}"#,
            r#"{"uri": "web/a%20b.ts", "uriBaseId": "UNKNOWN"}"#,
            r#"{"uri": "a%20b.ts", "uriBaseId": "SUB"}"#,
        ] {
            check(json, "web/a b.ts", Lies::Inside);
        }
        check(r#"{"uri": "file:///ci/job"}"#, ".", Lies::Inside);
        check(r#"{"uri": "x", "uriBaseId": "LOOP"}"#, "a/a/a/a/a/a/a/a/a/x", Lies::Inside);
    }

    #[test]
    fn what_is_not_in_the_tree_is_told() {
        check(r#"{"uri": "../other/a.ts"}"#, "../other/a.ts", Lies::Outside);
        check(r#"{"uri": "web/..%2f../a.ts"}"#, "../a.ts", Lies::Outside);
        check(r#"{"uri": "../a.ts", "uriBaseId": "SRC"}"#, "../a.ts", Lies::Outside);
        check(r#"{"uri": "file:///ci/job2/a.ts"}"#, "/ci/job2/a.ts", Lies::Outside);
        check(r#"{"uri": "file:///ci/job/../x/a.ts"}"#, "/ci/x/a.ts", Lies::Outside);
        check(r#"{"uri": "file:///../../etc/a"}"#, "/etc/a", Lies::Outside);
        check(r#"{"uri": "D:/x/a.ts"}"#, "D:/x/a.ts", Lies::Outside);
        check(r#"{"uri": "file://host/share/a.ts"}"#, "/host/share/a.ts", Lies::Outside);
        check(
            r#"{"uri": "https://portal.example.org/login?x=1"}"#,
            "https://portal.example.org/login?x=1",
            Lies::Address,
        );
        check(r#"{"uriBaseId": "SRC"}"#, ".", Lies::Nowhere);
        check(r#"{"index": 3}"#, ".", Lies::Nowhere);
    }
}
