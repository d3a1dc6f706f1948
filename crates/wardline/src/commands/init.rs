//! `wardline init`: a policy that fits the tree, a step for its pipeline, and a hook.
//!
//! Nothing that exists is overwritten, and of several files either all are written or none, because half a gate looks like a whole one.
//! The texts are those of `templates/`, which the documentation shows too. Names of folders go into the policy only if they are plain:
//! whoever names a folder must not be able to write policy.

use super::{Invocation, print};
use crate::args::{InitArgs, Platform};
use crate::failure::{Failure, Outcome};
use crate::output::write_file;
use crate::survey::{Survey, survey};
use git2::Repository;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use wardline_policy::{ExitStatus, POLICY_PATH, Policy};

const POLICY: &str = include_str!("../../templates/policy.yaml");
const HOOK: &str = include_str!("../../templates/pre-commit.sh");
/// What a hook of somebody else needs.
const HOOK_LINE: &str = "wardline gate --staged || exit $?";

/// A file to write.
struct Planned {
    /// As it is shown.
    name: String,
    path: PathBuf,
    text: String,
    executable: bool,
    /// Whether the command line asks for it by name, and not for whatever fits.
    asked: bool,
}

/// Runs the command.
pub(super) fn init(args: &InitArgs, invocation: &Invocation<'_>) -> Outcome {
    let typed = args.root.clone().unwrap_or_else(|| ".".into());
    let root = typed.canonicalize().map_err(|error| Failure::unreadable("the root", &typed, &error))?;
    if !root.is_dir() {
        return Err(Failure::usage(format!("the root `{}` is not a folder", typed.display()), "name a folder"));
    }
    let found = survey(&root);
    let planned = plan(args, &root, &found)?;
    let (there, new): (Vec<&Planned>, Vec<&Planned>) =
        planned.iter().partition(|file| file.path.symlink_metadata().is_ok());
    let same = |file: &Planned| std::fs::read(&file.path).is_ok_and(|bytes| bytes == file.text.as_bytes());
    let asks = planned.iter().any(|file| file.asked);
    // Who asks for a hook or a step has a policy already, and keeps it.
    let kept = |file: &&Planned| same(file) || (asks && !file.asked);
    let (kept, refused): (Vec<&Planned>, Vec<&Planned>) = there.into_iter().partition(kept);
    if !refused.is_empty() {
        return Err(refusal(&refused));
    }
    for file in &new {
        stays_inside(file, &root)?;
    }
    if args.dry_run {
        let texts: String = new.iter().map(|file| format!("would write {}\n\n{}\n", file.name, file.text)).collect();
        print(&texts)?;
        return Ok(ExitStatus::Pass);
    }
    write_all(&new)?;
    for file in &kept {
        invocation.terminal.note(&format!("note: {} is there already and stays as it is", file.name));
    }
    print(&summary(args, &found, &planned, &new))?;
    Ok(ExitStatus::Pass)
}

fn plan(args: &InitArgs, root: &Path, found: &Survey) -> Outcome<Vec<Planned>> {
    let text = policy(found);
    Policy::read(POLICY_PATH, &text).map_err(|problems| {
        Failure::internal(format!("the policy that was made for this tree is wrong:\n{problems}"))
    })?;
    let file = |name: &str, text: String, asked: bool| Planned {
        name: name.to_owned(),
        path: root.join(name),
        text,
        executable: false,
        asked,
    };
    let mut planned = vec![file(POLICY_PATH, text, false)];
    let mut platforms = if args.ci.is_empty() { found.platforms.clone() } else { args.ci.clone() };
    platforms.sort();
    platforms.dedup();
    for platform in platforms {
        let (name, template) = step(platform);
        planned.push(file(name, template.replace("{branch}", &found.branch), !args.ci.is_empty()));
    }
    if args.hook {
        let (name, path) = hook(root)?;
        planned.push(Planned { name, path, text: HOOK.to_owned(), executable: true, asked: true });
    }
    Ok(planned)
}

/// The file for a platform, and what it holds.
const fn step(platform: Platform) -> (&'static str, &'static str) {
    match platform {
        Platform::Github => (".github/workflows/wardline.yml", include_str!("../../templates/github.yml")),
        Platform::Gitlab => (".gitlab/wardline.yml", include_str!("../../templates/gitlab.yml")),
        Platform::Azure => ("azure-pipelines.wardline.yml", include_str!("../../templates/azure.yml")),
        Platform::Jenkins => ("Jenkinsfile.wardline", include_str!("../../templates/Jenkinsfile")),
    }
}

/// Where git looks for the hook of this repository, and how that is shown.
fn hook(root: &Path) -> Outcome<(String, PathBuf)> {
    let repository = Repository::discover(root).map_err(|_| {
        Failure::usage("`--hook` needs a git repository, and there is none here", "run `git init` first")
    })?;
    let configured = repository.config().and_then(|mut config| config.snapshot()?.get_path("core.hooksPath")).ok();
    // All work trees of a repository share its hooks; a path of the configuration is relative to the work tree.
    let common = repository.commondir().to_owned();
    let top = repository.workdir().unwrap_or(root).to_owned();
    let folder = configured.map_or(common.join("hooks"), |path| top.join(path));
    let real = |path: &Path| path.ancestors().find_map(|above| above.canonicalize().ok()).unwrap_or_default();
    let is_own =
        [&top, &common].into_iter().any(|own| own.canonicalize().is_ok_and(|own| real(&folder).starts_with(own)));
    let path = folder.join("pre-commit");
    if !is_own {
        let message = format!("`core.hooksPath` leads to `{}`, which other repositories may use", folder.display());
        return Err(Failure::usage(message, format!("add this line to `{}` yourself: {HOOK_LINE}", path.display())));
    }
    let shown = path.strip_prefix(root).unwrap_or(&path).display().to_string();
    Ok((shown, path))
}

fn refusal(refused: &[&Planned]) -> Failure {
    let names: Vec<String> = refused.iter().map(|file| format!("`{}`", file.name)).collect();
    let verb = if names.len() == 1 { "is" } else { "are" };
    let mut help = "nothing was written; move it away, or see with `--dry-run` what would be there".to_owned();
    if let Some(hook) = refused.iter().find(|file| file.executable) {
        let _ = write!(help, "; for the gate in the hook that is there, add this line to `{}`: {HOOK_LINE}", hook.name);
    }
    Failure::usage(format!("{} {verb} there already and will not be overwritten", names.join(", ")), help)
}

/// A link in the tree must not make us write somewhere else.
fn stays_inside(file: &Planned, root: &Path) -> Outcome<()> {
    let above = file.path.parent().into_iter().flat_map(Path::ancestors).find(|above| above.symlink_metadata().is_ok());
    let real = above.and_then(|above| above.canonicalize().ok());
    if file.executable || real.as_ref().is_some_and(|real| real.starts_with(root) && real.is_dir()) {
        return Ok(());
    }
    let message =
        format!("`{}` would not lie in `{}`: a folder above it is a link or a file", file.name, root.display());
    Err(Failure::usage(message, "replace it by a folder"))
}

/// Writes all files or none.
fn write_all(files: &[&Planned]) -> Outcome<()> {
    let mut written: Vec<&Path> = Vec::new();
    for file in files {
        let folder = file.path.parent().unwrap_or(&file.path);
        let made = std::fs::create_dir_all(folder).map_err(|error| Failure::unreadable("the folder", folder, &error));
        let result = made.and_then(|()| {
            write_file(&file.path, |out| out.write_all(file.text.as_bytes()))?;
            written.push(&file.path);
            if file.executable { make_executable(&file.path) } else { Ok(()) }
        });
        if let Err(failure) = result {
            for path in written {
                let _ = std::fs::remove_file(path);
            }
            return Err(failure);
        }
    }
    Ok(())
}

#[cfg(unix)]
fn make_executable(path: &Path) -> Outcome<()> {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o755))
        .map_err(|error| Failure::unreadable("the hook", path, &error))
}

/// Git for Windows asks for no permission.
#[cfg(not(unix))]
fn make_executable(_: &Path) -> Outcome<()> {
    Ok(())
}

/// The policy: the template, what was found, and what is at stake in the folders of this tree.
fn policy(found: &Survey) -> String {
    let mut out = POLICY.to_owned();
    let languages: Vec<String> = found.languages.iter().map(|(name, count)| format!("{name} {count}")).collect();
    let languages = if languages.is_empty() { "none that rules are for yet".to_owned() } else { languages.join(", ") };
    let _ = write!(out, "\n# Files here, by language: {languages}.\n");
    let mut entries = String::new();
    let mut scope = |folders: &[String], rest: &str| {
        if !folders.is_empty() {
            let globs: Vec<String> = folders.iter().map(|folder| format!("\"{folder}/**\"")).collect();
            let _ = write!(entries, "  - paths: [{}]\n    {rest}\n", globs.join(", "));
        }
    };
    scope(&found.portal, "level: 3          # patient data\n    exposure: internet\n    patient_facing: true");
    scope(&found.api, "level: 3          # patient data\n    exposure: partner");
    scope(&found.migrations, "level: 3          # patient data at rest\n    exposure: internal");
    scope(&found.test, "class: test");
    scope(&found.vendor, "class: vendor");
    if !entries.is_empty() {
        let _ = write!(
            out,
            "\n# What is at stake where. The folders were found by their names: check them, and add those that hold patient data under\n\
             # other names. level: 0 none, 1 internal, 2 personal, 3 patient data, 4 specially protected.\nscope:\n{entries}"
        );
    }
    if !found.portal.is_empty() {
        out.push_str(
            "\n# Decisions come before the thresholds above; the first that matches a finding decides.\ndecisions:\n  \
             - id: patient-data-on-the-internet\n    level: 3\n    exposure: [internet]\n    severity: medium\n    then: block\n",
        );
    }
    out
}

/// What was done, and what comes next.
fn summary(args: &InitArgs, found: &Survey, planned: &[Planned], new: &[&Planned]) -> String {
    let mut out = String::new();
    for file in new {
        let _ = writeln!(out, "wrote {}", file.name);
    }
    let has = |name: &str| planned.iter().any(|file| file.name == name);
    let written = |platform: Platform| has(step(platform).0);
    let pipelines = [Platform::Github, Platform::Gitlab, Platform::Azure, Platform::Jenkins];
    let mut todo = Vec::new();
    if pipelines.into_iter().any(written) {
        todo.push("write the owner and the commit of your copy of Wardline into the pipeline's file".to_owned());
    } else {
        todo.push("no pipeline was found; name one with --ci github, gitlab, azure or jenkins".to_owned());
    }
    if written(Platform::Gitlab) {
        todo.push("include it in .gitlab-ci.yml: `include: [{local: .gitlab/wardline.yml}]`".to_owned());
    }
    match &found.owners {
        Some(path) => {
            todo.push(format!("let someone who answers for patient data own the policy, in {path}: `/.wardline/ @…`"))
        }
        None => todo.push("name owners of `/.wardline/` in a CODEOWNERS file".to_owned()),
    }
    if !args.hook {
        todo.push("`wardline init --hook` lets git run the gate before each commit".to_owned());
    }
    for line in todo {
        let _ = writeln!(out, "  - {line}");
    }
    let root = args.root.as_ref().map_or(String::new(), |root| format!(" --root {}", root.display()));
    let _ = writeln!(out, "next: wardline gate{root}");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The template says that its values are those that hold without them.
    #[test]
    fn the_policy_says_what_holds_anyway() {
        let uncommented = POLICY.replace("# allow_", "allow_");
        let (written, built_in) = (Policy::read(POLICY_PATH, &uncommented).unwrap(), Policy::built_in());
        let values = |policy: &Policy| {
            let thresholds = [&policy.block, &policy.warn].map(|t| (t.severity.value, t.confidence.value));
            let ledger = (policy.ledger.required.value, policy.ledger.max_error_percent.value);
            let lists = (policy.ledger.allow_skipped.value.clone(), policy.ledger.allow_notices.value.clone());
            (thresholds, policy.existing.value, policy.max_waiver_days.value, ledger, lists)
        };
        assert_eq!(values(&written), values(&built_in));
    }
}
