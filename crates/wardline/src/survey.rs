//! What kind of tree this is: languages, folders whose names say what they are for, pipelines, owners.
//!
//! It looks at names alone and guesses, which is good enough for a first policy that a person reads, and for nothing else.

use crate::args::Platform;
use crate::walk::{self, Filter};
use git2::Repository;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use wardline_lang::Language;

/// What was found.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Survey {
    /// Languages and their numbers of files, the most frequent first.
    pub(crate) languages: Vec<(&'static str, usize)>,
    /// Folders that patients may reach.
    pub(crate) portal: Vec<String>,
    /// Folders of services and interfaces.
    pub(crate) api: Vec<String>,
    /// Folders that change databases.
    pub(crate) migrations: Vec<String>,
    /// Folders of tests.
    pub(crate) test: Vec<String>,
    /// Folders of other people's code.
    pub(crate) vendor: Vec<String>,
    /// Pipelines whose files are there.
    pub(crate) platforms: Vec<Platform>,
    /// The file that names owners.
    pub(crate) owners: Option<&'static str>,
    /// The branch that changes are merged into.
    pub(crate) branch: String,
}

const PORTAL: [&str; 6] = ["frontend", "patient-portal", "portal", "portals", "web", "webapp"];
const API: [&str; 6] = ["api", "apis", "backend", "gateway", "server", "services"];
const MIGRATIONS: [&str; 3] = ["db", "migrate", "migrations"];
const TEST: [&str; 7] = ["__tests__", "e2e", "spec", "specs", "test", "testdata", "tests"];
const VENDOR: [&str; 5] = ["external", "node_modules", "third-party", "third_party", "vendor"];

/// Looks at the tree below `root`, an absolute path without symbolic links.
pub(crate) fn survey(root: &Path) -> Survey {
    let walk = walk::walk(root, &[root.to_owned()], &Filter::default());
    let paths: Vec<&str> = walk.files.iter().map(|file| &*file.relative).collect();
    let exists = |name: &&str| root.join(name).exists();
    let platforms = [
        (Platform::Github, &[".github/workflows"][..]),
        (Platform::Gitlab, &[".gitlab-ci.yml"]),
        (Platform::Azure, &["azure-pipelines.yml", "azure-pipelines.yaml", ".azure-pipelines"]),
        (Platform::Jenkins, &["Jenkinsfile"]),
    ];
    let owners = ["CODEOWNERS", ".github/CODEOWNERS", ".gitlab/CODEOWNERS", "docs/CODEOWNERS"];
    Survey {
        platforms: platforms.into_iter().filter(|(_, names)| names.iter().any(exists)).map(|(p, _)| p).collect(),
        owners: owners.into_iter().find(exists),
        branch: branch(root).filter(|name| is_plain(name)).unwrap_or_else(|| "main".to_owned()),
        ..of_paths(&paths)
    }
}

fn of_paths(paths: &[&str]) -> Survey {
    let mut languages: BTreeMap<&'static str, usize> = BTreeMap::new();
    for language in paths.iter().filter_map(|path| Language::of_file(path, "")) {
        *languages.entry(language.name()).or_default() += 1;
    }
    let mut languages: Vec<(&'static str, usize)> = languages.into_iter().collect();
    languages.sort_by_key(|(name, count)| (std::cmp::Reverse(*count), *name));
    let [portal, api, migrations, test, vendor] =
        [&PORTAL[..], &API, &MIGRATIONS, &TEST, &VENDOR].map(|names| folders(paths, names));
    Survey { languages, portal, api, migrations, test, vendor, ..Survey::default() }
}

/// The topmost folders of these names, at most eight.
fn folders(paths: &[&str], names: &[&str]) -> Vec<String> {
    const MOST: usize = 8;
    let mut found: BTreeSet<&str> = BTreeSet::new();
    for path in paths {
        let mut start = 0;
        while let Some(length) = path[start..].find('/') {
            let end = start + length;
            if names.contains(&path[start..end].to_ascii_lowercase().as_str()) {
                found.insert(&path[..end]);
                break;
            }
            start = end + 1;
        }
    }
    found.into_iter().filter(|folder| is_plain(folder)).take(MOST).map(str::to_owned).collect()
}

/// Whether a name can stand in a policy or a pipeline without meaning anything else there.
fn is_plain(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || "-_./ ".contains(c))
}

/// The branch that the remote calls its own, else the one that is checked out.
fn branch(root: &Path) -> Option<String> {
    let repository = Repository::discover(root).ok()?;
    let remote = repository.find_reference("refs/remotes/origin/HEAD").ok();
    let named = remote.and_then(|head| {
        let target = head.symbolic_target().ok().flatten()?;
        target.strip_prefix("refs/remotes/origin/").map(str::to_owned)
    });
    named.or_else(|| repository.head().ok()?.shorthand().ok().map(str::to_owned))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_say_what_they_are_for() {
        let found = of_paths(&[
            "services/portal/src/a.ts",
            "services/portal/test/a.ts",
            "services/billing/Api/b.py",
            "services/billing/b.py",
            "db/001.sql",
            "web\nblock: {severity: none}/x/test/a.py",
            "a\"]/test/a.py",
            "README",
        ]);
        assert_eq!(found.languages, [("python", 4), ("typescript", 2), ("sql", 1)]);
        assert_eq!(found.portal, ["services/portal"]);
        assert_eq!(found.api, ["services"]);
        assert_eq!(found.migrations, ["db"]);
        assert_eq!(found.test, ["services/portal/test"], "names that could write policy are left out");
        assert_eq!(found.vendor, Vec::<String>::new());
    }
}
