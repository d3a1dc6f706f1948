//! `wardline rules list`, `show` and `validate`.

use super::rules_lint::{Warning, lints};
use super::{Invocation, did_you_mean, print, print_json};
use crate::args::{RuleArgs, RulesListArgs, RulesShowArgs, RulesValidateArgs};
use crate::config::selection;
use crate::failure::{Failure, Outcome};
use crate::frame::{frame, visible};
use crate::pack::{self, Loaded, Selection, builtin_source};
use crate::table::table;
use serde_json::{Value, json};
use std::path::Path;
use wardline_base::RuleInfo;
use wardline_controls::{Catalogs, MappingProblem, cwe_name};
use wardline_policy::ExitStatus;

/// Lists rules in order of their ids.
pub(super) fn list(args: &RulesListArgs, invocation: &Invocation<'_>) -> Outcome {
    let (loaded, status) = load(&args.rules, invocation)?;
    let mut infos: Vec<&RuleInfo> = loaded.set.infos().iter().collect();
    infos.sort_by(|a, b| a.id.cmp(&b.id));
    if args.json {
        let rules: Vec<Value> = infos.into_iter().map(as_json).collect();
        print_json(&json!({"digest": loaded.digest, "rules": rules}))?;
        return Ok(status);
    }
    let mut rows = vec![["ID", "SEVERITY", "LANGUAGES", "TITLE"].map(str::to_owned).to_vec()];
    rows.extend(
        infos.iter().map(|i| vec![visible(&i.id), i.severity.to_string(), i.languages.join(","), visible(&i.title)]),
    );
    print(&table(&rows))?;
    invocation.terminal.note(&format!("{} rules", infos.len()));
    Ok(status)
}

/// Loads rules and prints what is wrong with them.
pub(super) fn load(args: &RuleArgs, invocation: &Invocation<'_>) -> Outcome<(Loaded, ExitStatus)> {
    let loaded = pack::load(&Selection { wants_digest: true, ..selection(args)? })?;
    for problem in &loaded.problems {
        invocation.terminal.stderr(&format!("{problem}\n"));
    }
    let status = if loaded.problems.is_empty() { ExitStatus::Pass } else { ExitStatus::Usage };
    Ok((loaded, status))
}

fn as_json(info: &RuleInfo) -> Value {
    let controls: Vec<Value> =
        info.controls.iter().map(|c| json!({"framework": &*c.framework, "control": &*c.control})).collect();
    json!({
        "id": &*info.id,
        "title": info.title,
        "message": info.message,
        "severity": info.severity.name(),
        "confidence": info.confidence.map(|c| c.name()),
        "kind": info.kind.name(),
        "languages": info.languages,
        "cwe": info.cwe,
        "controls": controls,
        "data_level": info.data_level,
        "references": info.references,
        "tags": info.tags,
    })
}

/// Shows a rule with the titles of its controls, and its source.
pub(super) fn show(args: &RulesShowArgs, invocation: &Invocation<'_>) -> Outcome {
    let (loaded, status) = load(&args.rules, invocation)?;
    let infos = loaded.set.infos();
    let Some(index) = infos.iter().position(|info| *info.id == *args.id) else {
        let help = did_you_mean(&args.id, infos.iter().map(|i| &*i.id), "`wardline rules list` names all rules");
        return Err(Failure::usage(format!("no rule has the id `{}`", args.id), help));
    };
    let info = &infos[index];
    let (_, path) = loaded.set.rule(index as u32);
    let mut out = format!("{}\n{}\n\n{}\n\n", visible(&info.id), visible(&info.title), info.message.trim_end());
    let mut facts = vec![("severity", info.severity.to_string()), ("kind", info.kind.name().to_owned())];
    facts.extend(info.confidence.map(|c| ("confidence", c.to_string())));
    facts.push(("languages", info.languages.join(", ")));
    facts.extend(info.data_level.map(|level| ("data level", level.to_string())));
    facts.extend(
        info.cwe
            .iter()
            .map(|n| ("weakness", format!("CWE-{n} {}", cwe_name(*n).unwrap_or_default()).trim_end().to_owned())),
    );
    for control in &info.controls {
        let catalog = Catalogs::embedded().get(&control.framework);
        let title = catalog.and_then(|c| c.resolve(&control.control)).map(|c| c.title.as_str()).unwrap_or_default();
        let name = catalog.map_or(&*control.framework, |c| c.framework().name.as_str());
        facts.push(("control", format!("{name} {} {title}", control.control).trim_end().to_owned()));
    }
    facts.extend(info.references.iter().map(|link| ("see", visible(link))));
    facts.push(("file", visible(path)));
    for (name, value) in facts {
        out.push_str(&format!("{name:<12}{value}\n"));
    }
    let source =
        loaded.sources.iter().find(|s| s.path == path).map(|s| s.text.as_str()).or_else(|| builtin_source(path));
    if let Some(source) = source {
        let lines: String = source.lines().map(|line| format!("  {}\n", visible(line))).collect();
        out.push_str(&format!("\n{lines}"));
    }
    print(&out)?;
    Ok(status)
}

/// Checks that rule files can be read and compiled, and that what they refer to exists.
pub(super) fn validate(args: &RulesValidateArgs, invocation: &Invocation<'_>) -> Outcome {
    let loaded = pack::load(&Selection { config: args.paths.clone(), ..Selection::default() })?;
    let (mut problems, mut warnings) = (loaded.problems.clone(), Vec::new());
    for (index, info) in (0..).zip(loaded.set.infos()) {
        let (rule, path) = loaded.set.rule(index);
        let text = loaded.sources.iter().find(|s| s.path == path).map_or("", |s| s.text.as_str());
        let warning = |message: String, help: &str| Warning {
            path: path.to_owned(),
            line: rule.id.line,
            column: rule.id.column,
            message,
            help: help.to_owned(),
        };
        for problem in Catalogs::embedded().check_mapping(info) {
            // Weaknesses are only named in reports, and newer editions have new ones, so that a number that is not known costs no rule.
            if matches!(problem, MappingProblem::UnknownCwe { .. }) {
                warnings.push(warning(format!("rule {}: {problem}", info.id), "check the number"));
                continue;
            }
            problems.push(format!(
                "{path}:{}:{}: error: rule {}: {problem}{}",
                rule.id.line,
                rule.id.column,
                info.id,
                frame(text, rule.id.line, rule.id.column)
            ));
        }
        if let Some(expected) = id_of_path(Path::new(path)).filter(|id| *id != *info.id) {
            let message = format!("the id is `{}`; by its path it should be `{expected}`", info.id);
            warnings.push(warning(message, "rename the rule or move the file"));
        }
    }
    warnings.extend(lints(&loaded));
    warnings.sort();
    for problem in &problems {
        invocation.terminal.stderr(&format!("{problem}\n"));
    }
    for warning in &warnings {
        let text = loaded.sources.iter().find(|s| s.path == warning.path).map_or("", |s| s.text.as_str());
        invocation.terminal.stderr(&format!("{}\n", warning.shown(text)));
    }
    let summary = format!(
        "{} rules in {} files: {} errors, {} warnings\n",
        loaded.set.infos().len(),
        loaded.sources.len(),
        problems.len(),
        warnings.len()
    );
    print(&summary)?;
    let fails = !problems.is_empty() || (args.deny_warnings && !warnings.is_empty());
    Ok(if fails { ExitStatus::Usage } else { ExitStatus::Pass })
}

/// The id that a rule of a tree `rules/FAMILY/LANGUAGE/NAME.yaml` should have; nothing for other paths.
fn id_of_path(path: &Path) -> Option<String> {
    let parts: Vec<&str> = path.iter().filter_map(|part| part.to_str()).collect();
    let from = parts.iter().rposition(|part| *part == "rules")? + 1;
    let [family, language, file] = parts.get(from..)? else { return None };
    let name = file.strip_suffix(".yaml").or_else(|| file.strip_suffix(".yml"))?;
    Some(format!("{family}.{language}.{name}"))
}
