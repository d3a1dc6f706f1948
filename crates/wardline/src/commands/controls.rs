//! `wardline controls list`, `show` and `coverage`.

use super::rules::load;
use super::{Invocation, did_you_mean, print, print_json};
use crate::args::{ControlsCoverageArgs, ControlsListArgs, ControlsShowArgs};
use crate::failure::{Failure, Outcome};
use crate::table::table;
use serde_json::{Map, Value, json};
use wardline_controls::{Catalog, Catalogs, Control, CoverageKind};
use wardline_policy::ExitStatus;

/// Lists controls in the order of the catalogues.
pub(super) fn list(args: &ControlsListArgs) -> Outcome {
    let catalogs = catalogs(args.framework.as_deref())?;
    if args.json {
        let all =
            catalogs.iter().flat_map(|catalog| catalog.controls().iter().map(|control| as_json(catalog, control)));
        print_json(&Value::Array(all.collect()))?;
        return Ok(ExitStatus::Pass);
    }
    for (index, catalog) in catalogs.iter().enumerate() {
        let mut rows = vec![["ID", "SHOWN BY", "TITLE"].map(str::to_owned).to_vec()];
        rows.extend(
            catalog
                .controls()
                .iter()
                .map(|c| vec![c.id.to_string(), c.verification.name().to_owned(), c.title.clone()]),
        );
        let gap = if index > 0 { "\n" } else { "" };
        print(&format!("{gap}{} ({})\n\n{}", catalog.framework().name, catalog.framework().id, table(&rows)))?;
    }
    Ok(ExitStatus::Pass)
}

/// The catalogue of a framework, or all.
fn catalogs(framework: Option<&str>) -> Outcome<Vec<&'static Catalog>> {
    let all = Catalogs::embedded();
    let Some(name) = framework else { return Ok(all.all().iter().collect()) };
    all.get(name).map(|catalog| vec![catalog]).ok_or_else(|| {
        let known: Vec<&str> = all.all().iter().map(|c| &*c.framework().id).collect();
        let otherwise = format!("use one of: {}", known.join(", "));
        Failure::usage(format!("there is no catalogue of `{name}`"), did_you_mean(name, known, &otherwise))
    })
}

fn as_json(catalog: &Catalog, control: &Control) -> Value {
    json!({
        "framework": &*catalog.framework().id,
        "id": &*control.id,
        "title": control.title,
        "summary": control.summary,
        "kind": control.kind.name(),
        "designation": control.designation.map(|d| d.name()),
        "verification": control.verification.name(),
        "related": control.related,
        "cwe": control.cwe,
        "aliases": control.aliases,
        "optional": control.is_optional(),
    })
}

/// Shows the controls that an id means: one, unless frameworks share the id.
pub(super) fn show(args: &ControlsShowArgs, invocation: &Invocation<'_>) -> Outcome {
    let found = find(&args.id)?;
    let (loaded, status) = load(&args.rules, invocation)?;
    let coverage = Catalogs::embedded().coverage(loaded.set.infos());
    for (catalog, control) in found {
        let mut out =
            format!("{} {}\n{}\n\n{}\n\n", catalog.framework().name, control.id, control.title, control.summary);
        let mut facts = vec![("kind", control.kind.name().to_owned())];
        facts.extend(control.designation.map(|d| ("designation", d.name().to_owned())));
        let means: Vec<&str> = std::iter::once(&control.verification).chain(&control.also).map(|v| v.name()).collect();
        facts.push(("shown by", means.join(", ")));
        facts.extend(control.evidence.iter().map(|e| ("evidence", e.clone())));
        facts.extend(control.attestations.iter().map(|a| ("attestation", a.clone())));
        facts.extend(
            control.related.iter().map(|(framework, ids)| ("related", format!("{framework} {}", ids.join(", ")))),
        );
        facts.extend(control.aliases.iter().map(|alias| ("also", alias.clone())));
        let entry = coverage.frameworks.iter().find(|f| f.catalog.framework().id == catalog.framework().id);
        if let Some(entry) = entry.and_then(|f| f.controls.iter().find(|c| c.control.id == control.id)) {
            facts.push(("covered by", entry.kind.name().to_owned()));
            facts.extend(entry.rules.iter().map(|index| ("rule", loaded.set.infos()[*index as usize].id.to_string())));
        }
        for (name, value) in facts {
            out.push_str(&format!("{name:<13}{value}\n"));
        }
        if !catalog.framework().notice.is_empty() {
            out.push_str(&format!("\n{}\n", catalog.framework().notice));
        }
        print(&out)?;
    }
    Ok(status)
}

/// The controls of an id in any usual spelling, with or without its framework before a colon or a space.
fn find(id: &str) -> Outcome<Vec<(&'static Catalog, &'static Control)>> {
    let all = Catalogs::embedded();
    let within = |catalog: &'static Catalog, id: &str| catalog.resolve(id).map(|control| (catalog, control));
    let named = id.split_once([':', ' ', '/']).and_then(|(framework, rest)| Some((all.get(framework)?, rest)));
    let found: Vec<_> = match named {
        Some((catalog, rest)) => within(catalog, rest).into_iter().collect(),
        None => all.all().iter().filter_map(|catalog| within(catalog, id)).collect(),
    };
    if !found.is_empty() {
        return Ok(found);
    }
    let near = match named {
        Some((catalog, rest)) => catalog.nearest(rest),
        None => all.all().iter().find_map(|catalog| catalog.nearest(id)),
    };
    let help = near.map_or("`wardline controls list` names all controls".to_owned(), |c| {
        format!("did you mean `{}`, {}?", c.id, c.title)
    });
    Err(Failure::usage(format!("no catalogue has a control `{id}`"), help))
}

/// Counts what covers the controls, and names the gaps.
pub(super) fn coverage(args: &ControlsCoverageArgs, invocation: &Invocation<'_>) -> Outcome {
    let wanted = catalogs(args.framework.as_deref())?;
    let (loaded, status) = load(&args.rules, invocation)?;
    let coverage = Catalogs::embedded().coverage(loaded.set.infos());
    let frameworks =
        coverage.frameworks.iter().filter(|f| wanted.iter().any(|c| c.framework().id == f.catalog.framework().id));
    if args.json {
        let mut out = Map::new();
        for framework in frameworks {
            let controls = framework.controls.iter().map(|c| {
                let rules: Vec<&str> = c.rules.iter().map(|index| &*loaded.set.infos()[*index as usize].id).collect();
                json!({"id": &*c.control.id, "title": c.control.title, "covered_by": c.kind.name(), "rules": rules, "missing": c.missing})
            });
            let counts: Map<String, Value> =
                CoverageKind::ALL.iter().map(|k| (k.name().to_owned(), framework.count(*k).into())).collect();
            out.insert(
                framework.catalog.framework().id.to_string(),
                json!({"counts": counts, "controls": controls.collect::<Vec<_>>()}),
            );
        }
        print_json(&Value::Object(out))?;
        return Ok(status);
    }
    for framework in frameworks {
        let mut out = format!("{}: {} controls\n", framework.catalog.framework().name, framework.controls.len());
        for kind in CoverageKind::ALL {
            out.push_str(&format!("  {:>4}  {}\n", framework.count(kind), kind.name()));
        }
        let mut rows = vec![["ID", "COVERED BY", "RULES", "TITLE"].map(str::to_owned).to_vec()];
        rows.extend(framework.controls.iter().map(|c| {
            let rules = if c.rules.is_empty() { String::new() } else { c.rules.len().to_string() };
            vec![c.control.id.to_string(), c.kind.name().to_owned(), rules, c.control.title.clone()]
        }));
        print(&format!("{out}\n{}\n", table(&rows)))?;
    }
    Ok(status)
}
