//! What the environment says of the pipeline that the tool runs in. Variables are read here and nowhere else.
//!
//! A pull request can rewrite its own pipeline, so nothing here may make the gate weaker than it is without it: the variables only say
//! which branch is protected, and a platform that names one is believed.

use std::env;
use std::path::PathBuf;

/// The variables that name the branch a pull request goes to: GitHub, GitLab, Azure Pipelines, Jenkins, Bitbucket.
const TARGET_BRANCH: [&str; 5] = [
    "GITHUB_BASE_REF",
    "CI_MERGE_REQUEST_TARGET_BRANCH_NAME",
    "SYSTEM_PULLREQUEST_TARGETBRANCH",
    "CHANGE_TARGET",
    "BITBUCKET_PR_DESTINATION_BRANCH",
];

/// The branch that a pull request is for, as a reference of the remote, and the variable that says so. Nothing outside of a pipeline, and
/// in one that runs for no pull request.
pub(crate) fn protected_branch() -> Option<(&'static str, String)> {
    protected_branch_of(|name| env::var(name).ok())
}

fn protected_branch_of(variable: impl Fn(&str) -> Option<String>) -> Option<(&'static str, String)> {
    let is_on =
        |name| variable(name).is_some_and(|value| !matches!(value.to_ascii_lowercase().as_str(), "" | "0" | "false"));
    // Azure Pipelines says `TF_BUILD` and not `CI`.
    if !is_on("CI") && !is_on("TF_BUILD") {
        return None;
    }
    TARGET_BRANCH.into_iter().find_map(|name| {
        let value = variable(name)?;
        let branch = value.trim().trim_start_matches("refs/heads/");
        (!branch.is_empty()).then(|| (name, format!("origin/{branch}")))
    })
}

/// The index that git runs a hook for: `git commit -a` and `git commit FILE` commit another one than the repository's own.
pub(crate) fn index_file() -> Option<PathBuf> {
    env::var_os("GIT_INDEX_FILE").filter(|path| !path.is_empty()).map(PathBuf::from)
}

#[cfg(test)]
mod tests {
    use super::protected_branch_of;

    #[test]
    fn each_platform_names_its_branch() {
        for (variables, expected) in [
            (&[("CI", "true"), ("GITHUB_BASE_REF", "main")][..], Some(("GITHUB_BASE_REF", "origin/main"))),
            (&[("CI", "true"), ("GITHUB_BASE_REF", "")], None),
            (&[("GITHUB_BASE_REF", "main")], None),
            (&[("CI", "false"), ("GITHUB_BASE_REF", "main")], None),
            (
                &[("CI", "1"), ("CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "release/2")],
                Some(("CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "origin/release/2")),
            ),
            (
                &[("TF_BUILD", "True"), ("SYSTEM_PULLREQUEST_TARGETBRANCH", "refs/heads/main")],
                Some(("SYSTEM_PULLREQUEST_TARGETBRANCH", "origin/main")),
            ),
            (&[("CI", "true"), ("CHANGE_TARGET", "main")], Some(("CHANGE_TARGET", "origin/main"))),
            (
                &[("CI", "true"), ("BITBUCKET_PR_DESTINATION_BRANCH", "main")],
                Some(("BITBUCKET_PR_DESTINATION_BRANCH", "origin/main")),
            ),
            (&[("CI", "true")], None),
        ] {
            let found = protected_branch_of(|name| {
                variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
            });
            assert_eq!(found, expected.map(|(name, branch)| (name, branch.to_owned())), "{variables:?}");
        }
    }
}
