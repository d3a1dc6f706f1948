//! `wardline waiver add`, `list` and `check`: the register of waivers on disk.
//!
//! A new waiver is text at the end of the file, so that comments and order of what is there stay as they are; the file is written only if
//! the register, read again, holds exactly one more. What the commands say is advice: in force is what the protected branch has.

use super::rules::load;
use super::{Invocation, print, print_json};
use crate::args::{RuleArgs, WaiverAddArgs, WaiverCheckArgs, WaiverListArgs};
use crate::clock;
use crate::failure::{Failure, Outcome};
use crate::output::write_file;
use crate::table::table;
use crate::trusted::Trusted;
use serde_json::{Value, json};
use std::fmt::Write;
use std::path::Path;
use wardline_controls::Catalogs;
use wardline_policy::{
    Date, ExitStatus, Occasion, Policy, WAIVERS_PATH, Waiver, WaiverIssue, WaiverKind, read_waivers,
};

/// Adds a waiver to the register.
pub(super) fn add(args: &WaiverAddArgs, invocation: &Invocation<'_>) -> Outcome {
    let today = args.now.unwrap_or_else(clock::today);
    let (before, policy) = (Trusted::Disk.waivers(&args.root)?, Trusted::Disk.policy(None, &args.root)?);
    let rule = args.rule.as_deref().map(|rule| known_rule(rule, invocation)).transpose()?;
    let control = args.control.as_deref().map(known_control).transpose()?;
    let id = args.id.clone().unwrap_or_else(|| next_id(&before, today));
    let entry = Entry { id: &id, rule, control, expires: last_day(args, &policy, today)?, today, args };
    let path = args.root.join(WAIVERS_PATH);
    let old = if before.is_empty() && !path.exists() {
        "version: 1\nwaivers:\n".to_owned()
    } else {
        std::fs::read_to_string(&path).map_err(|error| Failure::unreadable("the register", &path, &error))?
    };
    let text = format!("{}\n{}", old.trim_end_matches('\n'), entry.yaml(indentation(&old)));
    let after = read_waivers(WAIVERS_PATH, &text).map_err(|problems| by_hand(&entry, &problems.to_string()))?;
    if after.len() != before.len() + 1 || after.last().is_none_or(|waiver| *waiver.id != *id) {
        return Err(by_hand(&entry, "`waivers:` is not the last key of the file, or not written as a block"));
    }
    let issue = after.last().and_then(|w| w.invalid(&policy, &Occasion { today, authors: &[], marks: &[] }));
    if let Some(issue) = issue {
        let message = format!("the waiver would have no effect: it is {}", issue.name());
        return Err(Failure::usage(message, advice(issue, &policy)));
    }
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(|error| Failure::unreadable("the folder", folder, &error))?;
    }
    write_file(&path, |out| out.write_all(text.as_bytes()))?;
    print(&format!("{id} added to {WAIVERS_PATH}; it is in force when it is merged into the protected branch\n"))?;
    Ok(ExitStatus::Pass)
}

fn by_hand(entry: &Entry<'_>, why: &str) -> Failure {
    let message = format!("the waiver cannot be added at the end of {WAIVERS_PATH}: {why}");
    Failure::usage(message, format!("mend the file, or add this to its list of waivers by hand:\n{}", entry.yaml("  ")))
}

fn advice(issue: WaiverIssue, policy: &Policy) -> String {
    let days = &policy.max_waiver_days;
    match issue {
        WaiverIssue::SelfApproved => "name an approver who is not the owner".to_owned(),
        WaiverIssue::TooLong => format!("let it end earlier: the policy allows {} days ({})", days.value, days.source),
        _ => "give it a last day that is still to come".to_owned(),
    }
}

/// How far the items of the register are indented.
fn indentation(text: &str) -> &str {
    let item = text.lines().find(|line| line.trim_start().starts_with("- "));
    item.map_or("  ", |line| &line[..line.len() - line.trim_start().len()])
}

/// The rule, if the built-in ones have it; else a note that it may be one of the project's own.
fn known_rule<'a>(rule: &'a str, invocation: &Invocation<'_>) -> Outcome<&'a str> {
    let (loaded, _) = load(&RuleArgs::default(), invocation)?;
    if !loaded.set.infos().iter().any(|info| *info.id == *rule) {
        invocation
            .terminal
            .note(&format!("note: `{rule}` is no built-in rule; check its id if it is not one of your own"));
    }
    Ok(rule)
}

/// The control as the catalogue spells it.
fn known_control(text: &str) -> Outcome<String> {
    let catalogs = Catalogs::embedded();
    let found = text.split_once(':').and_then(|(framework, id)| Some((framework, catalogs.resolve(framework, id)?)));
    found.map(|(framework, control)| format!("{framework}:{}", control.id)).ok_or_else(|| {
        let help = "write it as `iso27799:8.28` or `hipaa:164.312(b)`; `wardline controls list` has them all";
        Failure::usage(format!("`{text}` is no control of a catalogue"), help)
    })
}

/// The first number of the year that no waiver has.
fn next_id(waivers: &[Waiver], today: Date) -> String {
    let id = |number: usize| format!("W-{}-{number:03}", today.year());
    (1..).map(id).find(|id| waivers.iter().all(|w| *w.id != **id)).expect("there are more numbers than waivers")
}

fn last_day(args: &WaiverAddArgs, policy: &Policy, today: Date) -> Outcome<Date> {
    if let Some(expires) = args.expires {
        return Ok(expires);
    }
    let days = args.days.unwrap_or_else(|| policy.max_waiver_days.value.min(90));
    let last = u64::try_from(today.days() + i64::from(days)).ok().map(clock::date_of);
    last.ok_or_else(|| Failure::usage("the day is too far in the past", "leave out --now"))
}

/// A waiver to be written.
struct Entry<'a> {
    id: &'a str,
    rule: Option<&'a str>,
    control: Option<String>,
    today: Date,
    expires: Date,
    args: &'a WaiverAddArgs,
}

impl Entry<'_> {
    fn yaml(&self, indent: &str) -> String {
        // A string of JSON is one of YAML.
        let quoted = |text: &str| Value::from(text).to_string();
        let list = |items: &[String]| items.iter().map(|item| quoted(item)).collect::<Vec<_>>().join(", ");
        let args = self.args;
        let mut fields: Vec<(&str, String)> = vec![("id", quoted(self.id))];
        fields.extend(self.rule.map(|rule| ("rule", quoted(rule))));
        fields.extend(self.control.as_deref().map(|control| ("control", quoted(control))));
        fields.push(("paths", format!("[{}]", list(&args.path))));
        if !args.fingerprint.is_empty() {
            fields.push(("fingerprints", format!("[{}]", list(&args.fingerprint))));
        }
        fields.extend(args.inline.then(|| ("inline", "true".to_owned())));
        fields.push(("kind", args.kind.name().to_owned()));
        fields.push(("reason", quoted(&args.reason)));
        fields.extend(args.compensating_control.as_deref().map(|text| ("compensating_control", quoted(text))));
        fields.extend(args.risk.as_deref().map(|text| ("risk", quoted(text))));
        fields.push(("owner", quoted(&args.owner)));
        fields.push(("approver", quoted(&args.approver)));
        fields.push(("created", self.today.to_string()));
        fields.push(("expires", self.expires.to_string()));
        let mut out = String::new();
        for (index, (key, value)) in fields.iter().enumerate() {
            let dash = if index == 0 { "- " } else { "  " };
            writeln!(out, "{indent}{dash}{key}: {value}").expect("a string takes all that is written");
        }
        out
    }
}

/// Lists the register.
pub(super) fn list(args: &WaiverListArgs) -> Outcome {
    let today = args.now.unwrap_or_else(clock::today);
    let (waivers, policy) = register(&args.root)?;
    if args.json {
        print_json(&Value::Array(waivers.iter().map(|waiver| as_json(waiver, &policy, today)).collect()))?;
        return Ok(ExitStatus::Pass);
    }
    let mut rows = vec![["ID", "STATE", "EXPIRES", "OWNER", "APPROVER", "ABOUT"].map(str::to_owned).to_vec()];
    for waiver in &waivers {
        let about = format!("{} in {}", about(waiver), waiver.paths.join(", "));
        let cells =
            [&*waiver.id, state(waiver, &policy, today), &waiver.expires.to_string(), &waiver.owner, &waiver.approver];
        rows.push(cells.into_iter().map(str::to_owned).chain([about]).collect());
    }
    print(&table(&rows))?;
    Ok(ExitStatus::Pass)
}

fn register(root: &Path) -> Outcome<(Vec<Waiver>, Policy)> {
    Ok((Trusted::Disk.waivers(root)?, Trusted::Disk.policy(None, root)?))
}

fn about(waiver: &Waiver) -> String {
    let control = waiver.control.as_ref().map(|control| format!("{}:{}", control.framework, control.control));
    waiver.rule.iter().chain(&control).map(String::as_str).collect::<Vec<_>>().join(" and ")
}

fn state(waiver: &Waiver, policy: &Policy, today: Date) -> &'static str {
    waiver.invalid(policy, &Occasion { today, authors: &[], marks: &[] }).map_or("in-force", WaiverIssue::name)
}

fn as_json(waiver: &Waiver, policy: &Policy, today: Date) -> Value {
    json!({
        "id": &*waiver.id,
        "state": state(waiver, policy, today),
        "rule": waiver.rule,
        "control": waiver.control.as_ref().map(|control| format!("{}:{}", control.framework, control.control)),
        "paths": waiver.paths,
        "fingerprints": waiver.fingerprints.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "inline": waiver.inline,
        "kind": waiver.kind.name(),
        "reason": waiver.reason,
        "compensating_control": waiver.compensating_control,
        "risk": waiver.risk,
        "owner": waiver.owner,
        "approver": waiver.approver,
        "created": waiver.created.to_string(),
        "expires": waiver.expires.to_string(),
        "line": waiver.at.line.get(),
    })
}

/// Says which waivers have no effect, and which soon will not.
pub(super) fn check(args: &WaiverCheckArgs) -> Outcome {
    let today = args.now.unwrap_or_else(clock::today);
    let (waivers, policy) = register(&args.root)?;
    let mut out = String::new();
    let mut status = ExitStatus::Pass;
    for waiver in &waivers {
        let place = format!("{WAIVERS_PATH}:{}", waiver.at.line.get());
        let left = waiver.expires.days() - today.days();
        let said = match state(waiver, &policy, today) {
            "in-force" if left <= i64::from(args.within) => format!("ends {} (days left: {left})", waiver.expires),
            "in-force" => continue,
            issue => format!("has no effect: {issue}"),
        };
        status = ExitStatus::Blocked;
        writeln!(out, "{place}: {} {said}; owner {}", waiver.id, waiver.owner)
            .expect("a string takes all that is written");
    }
    if status == ExitStatus::Pass {
        let noun = if waivers.len() == 1 { "waiver is" } else { "waivers are" };
        out = format!("{} {noun} in force\n", waivers.len());
    }
    print(&out)?;
    Ok(status)
}

/// A kind of waiver of the command line.
pub(crate) fn parse_kind(name: &str) -> Result<WaiverKind, String> {
    let known = WaiverKind::ALL.map(WaiverKind::name).join(", ");
    WaiverKind::ALL.into_iter().find(|kind| kind.name() == name).ok_or_else(|| format!("use one of: {known}"))
}
