//! The command line resolved: what was typed, checked against files and defaults.
//!
//! Paths become absolute here and only here, because the walk, git and the reports must agree on where a file is.

use crate::args::{FileArgs, OutputArgs, RuleArgs};
use crate::failure::{Failure, Outcome};
use crate::output::{Sink, Typed, pair};
use crate::pack::Selection;
use crate::walk::Filter;
use clap::ArgMatches;
use std::path::{Path, PathBuf};
use wardline_lang::Language;

/// Which files, resolved.
pub(crate) struct Files {
    /// The folder that reported paths are relative to: absolute, without symbolic links.
    pub(crate) root: PathBuf,
    /// What to look at: under the root, absolute, without symbolic links.
    pub(crate) paths: Vec<PathBuf>,
    /// What to leave out.
    pub(crate) filter: Filter,
    /// Number of threads; 0 for one for each core.
    pub(crate) jobs: usize,
    /// Whether to print how long each phase took.
    pub(crate) time: bool,
}

impl Files {
    /// Resolves what was typed.
    ///
    /// # Errors
    /// For paths that are not there or not under the root, and for globs that cannot be read.
    pub(crate) fn resolve(args: &FileArgs) -> Outcome<Self> {
        let here = std::env::current_dir().and_then(|dir| dir.canonicalize()).map_err(|error| {
            Failure::usage(
                format!("the current folder cannot be read: {error}"),
                "run the command in a folder that is there",
            )
        })?;
        let mut paths = Vec::new();
        for path in &args.paths {
            paths.push(path.canonicalize().map_err(|error| Failure::unreadable("the path", path, &error))?);
        }
        let root = match &args.root {
            Some(root) => named_root(root)?,
            None => default_root(&here, &paths),
        };
        if args.root.is_some() && is_default(&args.paths) {
            paths = vec![root.clone()];
        }
        if let Some(index) = paths.iter().position(|path| !path.starts_with(&root)) {
            let message = format!("`{}` is not under the root `{}`", args.paths[index].display(), root.display());
            return Err(Failure::usage(message, "name a root that holds all paths, or leave out --root"));
        }
        let filter = Filter::new(&args.include, &args.exclude)
            .map_err(|error| Failure::usage(error.to_string(), "write it like `src/**/*.py`"))?;
        Ok(Self { root, paths, filter, jobs: args.jobs.map_or(0, usize::from), time: args.time })
    }
}

/// Whether no path was typed, so that `--root` alone means the root.
fn is_default(paths: &[PathBuf]) -> bool {
    matches!(paths, [only] if only.as_os_str() == ".")
}

fn named_root(root: &Path) -> Outcome<PathBuf> {
    let root_path = root.canonicalize().map_err(|error| Failure::unreadable("the root", root, &error))?;
    if root_path.is_dir() {
        return Ok(root_path);
    }
    Err(Failure::usage(
        format!("the root `{}` is not a folder", root.display()),
        "name the folder that paths in reports are relative to",
    ))
}

/// The current folder if it holds all paths, else the deepest folder that does.
fn default_root(here: &Path, paths: &[PathBuf]) -> PathBuf {
    if paths.iter().all(|path| path.starts_with(here)) {
        return here.to_owned();
    }
    let folder = |path: &Path| if path.is_dir() { path.to_owned() } else { path.parent().unwrap_or(path).to_owned() };
    let mut root = folder(&paths[0]);
    while !paths.iter().all(|path| path.starts_with(&root)) && root.pop() {}
    root
}

/// Which rules, resolved.
///
/// # Errors
/// For names that are no language.
pub(crate) fn selection(args: &RuleArgs) -> Outcome<Selection> {
    let mut languages = Vec::new();
    for name in &args.lang {
        languages.extend(language(name)?);
    }
    Ok(Selection { config: args.config.clone(), with_builtin: args.with_builtin, languages, ..Selection::default() })
}

/// The languages that a name on the command line means, `None` standing for any text.
///
/// # Errors
/// For a name that is no language.
pub(crate) fn language(name: &str) -> Outcome<Vec<Option<Language>>> {
    let lower = name.to_ascii_lowercase();
    if matches!(lower.as_str(), "regex" | "none" | "generic") {
        return Ok(vec![None]);
    }
    let found: Vec<Option<Language>> = Language::all_of_name(&lower).iter().copied().map(Some).collect();
    if found.is_empty() {
        let known: Vec<&str> = Language::ALL.iter().map(|l| l.name()).chain(["generic", "regex"]).collect();
        return Err(Failure::usage(
            format!("`{name}` is not a language that Wardline knows"),
            format!("use one of: {}", known.join(", ")),
        ));
    }
    Ok(found)
}

/// Which reports, resolved. `matches` are those of the command itself: the order of the arguments pairs formats with files.
///
/// # Errors
/// For unknown formats and profiles, and places that two reports would go to.
pub(crate) fn sinks(args: &OutputArgs, matches: &ArgMatches) -> Outcome<Vec<Sink>> {
    let indices = |id: &str| matches.indices_of(id).into_iter().flatten().collect::<Vec<_>>();
    let formats = indices("format").into_iter().zip(args.format.iter().cloned().map(Typed::Format));
    let outputs = indices("output").into_iter().zip(args.output.iter().cloned().map(Typed::Output));
    let mut typed: Vec<(usize, Typed)> = formats.chain(outputs).collect();
    typed.sort_by_key(|(index, _)| *index);
    pair(typed.into_iter().map(|(_, item)| item).collect(), args.sarif_profile.as_deref())
}
