//! `wardline policy validate` and `explain`: is the policy in order, what does it say, and what would it do about a finding.
//!
//! `explain` asks the gate's own decision about a made-up finding, so that what it says cannot differ from what the gate does.

use super::print;
use crate::args::{PolicyExplainArgs, PolicyValidateArgs};
use crate::clock;
use crate::config::selection;
use crate::failure::{Failure, Outcome};
use crate::frame::visible;
use crate::pack;
use crate::table::table;
use crate::trusted::Trusted;
use std::path::Path;
use wardline_base::{Finding, Fingerprint, Line, LineColumn, Location, RuleInfo, Severity, Span};
use wardline_controls::Catalogs;
use wardline_policy::{Date, ExitStatus, Input, POLICY_PATH, Policy, Setting, Source, decide};

/// A line of a table: setting, value, place.
type Row = Vec<String>;

/// Reads a policy and says whether it is in order.
pub(super) fn validate(args: &PolicyValidateArgs) -> Outcome {
    let policy = read(args.file.as_deref())?;
    if policy.path.is_none() {
        return Err(Failure::unreadable("the policy", Path::new(POLICY_PATH), &std::io::ErrorKind::NotFound.into()));
    }
    // With each profile in turn, for a profile has decisions of its own.
    let profiles = policy.profiles.iter().filter_map(|profile| policy.for_run(Some(&profile.name), None).ok());
    let all: Vec<Policy> = std::iter::once(policy.clone()).chain(profiles).collect();
    let mut notes = Vec::new();
    for decision in all.iter().flat_map(|policy| &policy.decisions) {
        let problems = decision.controls.iter().filter_map(|control| unknown_control(control));
        notes.extend(problems.map(|problem| format!("{}: note: {problem}\n", decision.source)));
    }
    notes.dedup();
    let mut out = notes.concat();
    let name = policy.path.as_deref().unwrap_or(POLICY_PATH);
    let counts = [
        (policy.decisions.len(), "decisions"),
        (policy.conditions.len(), "conditions"),
        (policy.freeze.len(), "freeze windows"),
        (policy.profiles.len(), "profiles"),
    ];
    let counts: Vec<String> =
        counts.into_iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} {what}")).collect();
    let counts = if counts.is_empty() { String::new() } else { format!(" ({})", counts.join(", ")) };
    out.push_str(&format!("{} is a valid policy{counts}\n", visible(name)));
    print(&out)?;
    Ok(ExitStatus::Pass)
}

/// What is the matter with the name of a control. A framework of the user's own is nothing to complain about.
fn unknown_control(name: &str) -> Option<String> {
    let (framework, control) = name.split_once(':')?;
    let catalog = Catalogs::embedded().get(framework)?;
    let is_known = catalog.resolve(control).is_some();
    (!is_known).then(|| format!("the catalogue of {framework} has no control `{}`", visible(control)))
}

/// A policy file; the built-in policy if none is named and the usual one is not there.
fn read(file: Option<&Path>) -> Outcome<Policy> {
    Trusted::Disk.policy(file, Path::new("."))
}

/// Prints every setting in force, and what they say of a path and a rule.
pub(super) fn explain(args: &PolicyExplainArgs) -> Outcome {
    let policy = read(args.file.as_deref())?;
    let policy = policy
        .for_run(args.profile.as_deref(), args.branch.as_deref())
        .map_err(|unknown| Failure::usage(unknown.to_string(), unknown.help()))?;
    let today = args.now.unwrap_or_else(clock::today);
    let mut out = String::new();
    if let Some(profile) = &policy.profile {
        let phase = profile.phase.as_ref().map(|phase| format!(", phase {phase}")).unwrap_or_default();
        out.push_str(&format!(
            "profile {}{phase}, chosen by {}\n\n",
            visible(&profile.name),
            visible(&profile.chosen_by)
        ));
    }
    if args.path.is_none() && args.rule.is_none() {
        out.push_str(&table(&settings(&policy)));
    }
    if let Some(path) = &args.path {
        out.push_str(&table(&of_path(&policy, path, today)));
    }
    if let Some(id) = &args.rule {
        let mut selection = selection(&args.rules)?;
        selection.parameters = policy.parameters.clone();
        let loaded = pack::load(&selection)?;
        let infos = loaded.set.infos();
        let Some(info) = infos.iter().find(|info| *info.id == **id) else {
            let help = super::did_you_mean(id, infos.iter().map(|i| &*i.id), "`wardline rules list` names all rules");
            return Err(Failure::usage(format!("no rule has the id `{id}`"), help));
        };
        if !out.is_empty() {
            out.push('\n');
        }
        out.push_str(&table(&of_rule(&policy, info, args.path.as_deref().unwrap_or("src/example"), today)));
    }
    print(&out)?;
    Ok(ExitStatus::Pass)
}

fn row(name: impl Into<String>, value: impl Into<String>, source: &Source) -> Row {
    vec![visible(&name.into()), visible(&value.into()), visible(&source.to_string())]
}

fn setting<T>(name: &str, setting: &Setting<T>, show: impl Fn(&T) -> String) -> Row {
    row(name, show(&setting.value), &setting.source)
}

fn head(first: &str) -> Row {
    [first, "VALUE", "SOURCE"].map(str::to_owned).to_vec()
}

fn settings(policy: &Policy) -> Vec<Row> {
    let severity = |s: &Option<Severity>| s.map_or("none", Severity::name).to_owned();
    let days = |d: &Option<u16>| d.map_or("none".to_owned(), |d| d.to_string());
    let mut rows = vec![
        head("SETTING"),
        setting("block.severity", &policy.block.severity, severity),
        setting("block.confidence", &policy.block.confidence, |c| c.name().to_owned()),
        setting("warn.severity", &policy.warn.severity, severity),
        setting("warn.confidence", &policy.warn.confidence, |c| c.name().to_owned()),
        setting("existing", &policy.existing, |action| action.name().to_owned()),
        setting("waivers.max_days", &policy.max_waiver_days, ToString::to_string),
        setting("ledger.required", &policy.ledger.required, ToString::to_string),
        setting("ledger.max_error_percent", &policy.ledger.max_error_percent, ToString::to_string),
        setting("ledger.allow_skipped", &policy.ledger.allow_skipped, |list| {
            list.iter().map(|reason| reason.name()).collect::<Vec<_>>().join(", ")
        }),
        setting("ledger.allow_notices", &policy.ledger.allow_notices, |list| {
            list.iter().map(|kind| kind.name()).collect::<Vec<_>>().join(", ")
        }),
        setting("sla.exploited", &policy.sla.exploited, days),
    ];
    for severity in Severity::ALL.into_iter().rev() {
        rows.push(setting(&format!("sla.{severity}"), policy.sla.of(severity), days));
    }
    rows.extend(policy.decisions.iter().map(|d| row(format!("decisions.{}", d.id), d.then.name(), &d.source)));
    let window = |w: &wardline_policy::FreezeWindow| {
        row(
            format!("freeze.{}", w.id),
            format!("{} to {}: {}", w.from, w.until, w.paths.patterns().join(", ")),
            &w.source,
        )
    };
    rows.extend(policy.freeze.iter().map(window));
    for (name, globs) in
        [("rules.required", &policy.rules.required), ("rules.unsuppressible", &policy.rules.unsuppressible)]
    {
        rows.extend(globs.as_ref().map(|globs| setting(name, globs, |globs| globs.patterns().join(", "))));
    }
    rows.extend(policy.rules.pack.as_ref().map(|pack| setting("rules.pack", pack, Clone::clone)));
    rows.extend(policy.conditions.iter().map(|c| row(format!("conditions.{}", c.id), c.assert.text(), &c.source)));
    for (parameter, value) in policy.parameters.iter() {
        let unread = if parameter.read_by.is_empty() { " (no built-in rule reads it yet)" } else { "" };
        let unit = if parameter.unit.is_empty() { String::new() } else { format!(" {}", parameter.unit) };
        let shown = format!("{}{unit}{unread}", value.value);
        rows.push(row(format!("parameters.{}", parameter.name), shown, &value.source));
    }
    rows
}

fn of_path(policy: &Policy, path: &str, today: Date) -> Vec<Row> {
    let scope = policy.scope_of(path);
    let none = || Source::BuiltIn;
    let mut rows = vec![
        head(&format!("OF {}", visible(path))),
        setting("level", &scope.level, ToString::to_string),
        setting("class", &scope.class, |class| class.name().to_owned()),
        setting("patient_facing", &scope.patient_facing, ToString::to_string),
    ];
    let exposure = scope.exposure.as_ref();
    rows.push(exposure.map_or_else(
        || row("exposure", "not stated", &none()),
        |exposure| setting("exposure", exposure, |exposure| exposure.name().to_owned()),
    ));
    let owner = scope.owner.as_ref();
    rows.push(
        owner.map_or_else(|| row("owner", "not stated", &none()), |owner| setting("owner", owner, ToString::to_string)),
    );
    if let Some(window) = policy.frozen(path, today) {
        rows.push(row(
            format!("freeze.{}", window.id),
            format!("must not change until {}", window.until),
            &window.source,
        ));
    }
    rows
}

/// What the gate would do about a finding of the rule.
fn of_rule(policy: &Policy, info: &RuleInfo, path: &str, today: Date) -> Vec<Row> {
    let finding = finding(info.severity, path);
    let first = format!("A {} FINDING OF {}", info.severity.name().to_uppercase(), visible(&info.id));
    let mut rows = vec![vec![first, "ACTION".to_owned(), "BY".to_owned(), "SOURCE".to_owned()]];
    for (name, existing) in [("new", Some([false])), ("existing", Some([true])), ("without a base", None)] {
        let input = Input {
            infos: std::slice::from_ref(info),
            findings: std::slice::from_ref(&finding),
            existing: existing.as_ref().map(|e| &e[..]),
            ..Input::default()
        };
        let verdict = decide(&input, policy, today);
        let (action, judged) = (verdict.actions[0].name(), &verdict.judged[0]);
        let source = visible(&judged.source.to_string());
        rows.push(vec![name.to_owned(), action.to_owned(), visible(&judged.setting), source]);
    }
    if policy.rules.is_unsuppressible(&info.id) {
        let source = policy.rules.unsuppressible.as_ref().map_or(&Source::BuiltIn, |globs| &globs.source);
        let by = "rules.unsuppressible".to_owned();
        rows.push(vec!["with a waiver".to_owned(), "the same".to_owned(), by, visible(&source.to_string())]);
    }
    rows
}

fn finding(severity: Severity, path: &str) -> Finding {
    let start = LineColumn { line: Line::from_zero_based(0), column: 1 };
    Finding {
        rule: 0,
        location: Location { path: path.into(), span: Span::new(0, 0), start, end: start },
        message: String::new(),
        snippet: String::new(),
        severity,
        metavariables: Vec::new(),
        fingerprint: Fingerprint::default(),
        content: Fingerprint::default(),
        line_hash: String::new(),
        fix: None,
        trace: Vec::new(),
    }
}
