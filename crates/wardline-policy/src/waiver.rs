//! Waivers: findings that somebody answers for, for a time.
//!
//! A waiver does not hide a finding: it changes what the policy does about it, and every report says by whom and until when. One that has
//! run out, lasts too long or was approved by the one who asked for it has no effect and is itself something to report; what is merely
//! wrong in the file is a problem of the file.

use crate::file::{Written, boolean, date, entries, integer, require, text, texts};
use crate::inline::{Mark, marks_at};
use crate::problem::{Problems, Reader, did_you_mean};
use crate::yaml::{self, Node, Value};
use crate::{Date, Policy};
use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use std::sync::Arc;
use wardline_base::{ControlRef, Finding, Fingerprint, LineColumn, RuleInfo, Severity};

/// Where a repository keeps its waivers, relative to its root.
pub const WAIVERS_PATH: &str = ".wardline/waivers.yaml";

/// Why a finding may stay.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WaiverKind {
    /// Old code that cannot be mended now.
    LegacyException,
    /// The finding is wrong.
    FalsePositive,
    /// The risk is known and accepted.
    RiskAccepted,
    /// An addressable specification that was decided otherwise (45 CFR 164.306(d)(3)).
    AddressableDecision,
}

impl WaiverKind {
    /// All kinds.
    pub const ALL: [Self; 4] =
        [Self::LegacyException, Self::FalsePositive, Self::RiskAccepted, Self::AddressableDecision];

    /// The name used in files and reports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::LegacyException => "legacy-exception",
            Self::FalsePositive => "false-positive",
            Self::RiskAccepted => "risk-accepted",
            Self::AddressableDecision => "addressable-decision",
        }
    }

    /// Whether something else must protect the data in the meantime.
    const fn needs_compensation(self) -> bool {
        !matches!(self, Self::FalsePositive)
    }
}

/// An entry of the register of waivers.
#[derive(Clone, Debug)]
pub struct Waiver {
    /// Its name in the register.
    pub id: Arc<str>,
    /// The rule that it is about, if it is about one.
    pub rule: Option<String>,
    /// The control that it is about, if it is about one.
    pub control: Option<ControlRef>,
    /// Globs of the paths that it is for.
    pub paths: Vec<String>,
    /// The findings that it is for; empty for all in its paths.
    pub fingerprints: Vec<Fingerprint>,
    /// Whether it is only for findings at places where a comment names it.
    pub inline: bool,
    /// Why the findings may stay.
    pub kind: WaiverKind,
    /// The reason in words.
    pub reason: String,
    /// What protects the data instead.
    pub compensating_control: Option<String>,
    /// Its number in the register of risks.
    pub risk: Option<String>,
    /// Who asked for it and answers for it.
    pub owner: String,
    /// Who allowed it.
    pub approver: String,
    /// The first day.
    pub created: Date,
    /// The last day.
    pub expires: Date,
    /// Where it is written.
    pub at: LineColumn,
    globs: GlobSet,
}

/// What is the matter with a waiver.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WaiverIssue {
    /// Its last day is over.
    Expired,
    /// It is for longer than the policy allows.
    TooLong,
    /// Owner and approver are the same.
    SelfApproved,
    /// Who allowed it wrote the change.
    ApprovedByAuthor,
    /// Its first day is still to come.
    NotYet,
    /// No finding needs it.
    Unused,
    /// It is about a rule that the policy lets nobody waive.
    Refused,
}

impl WaiverIssue {
    /// All issues, in the order of reports.
    pub const ALL: [Self; 7] = [
        Self::Expired,
        Self::TooLong,
        Self::SelfApproved,
        Self::ApprovedByAuthor,
        Self::NotYet,
        Self::Unused,
        Self::Refused,
    ];

    /// The name used in rule ids.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Expired => "expired",
            Self::TooLong => "too-long",
            Self::SelfApproved => "self-approved",
            Self::ApprovedByAuthor => "approved-by-author",
            Self::NotYet => "not-yet-valid",
            Self::Unused => "unused",
            Self::Refused => "refused",
        }
    }

    /// How bad it is.
    pub const fn severity(self) -> Severity {
        match self {
            Self::TooLong | Self::SelfApproved | Self::ApprovedByAuthor | Self::Refused => Severity::High,
            Self::Expired | Self::NotYet => Severity::Medium,
            Self::Unused => Severity::Low,
        }
    }
}

/// What the effect of a waiver depends on besides the waiver and the policy.
#[derive(Clone, Copy, Debug)]
pub struct Occasion<'a> {
    /// The day.
    pub today: Date,
    /// Names and mail addresses of whoever wrote the change; empty if there is none.
    pub authors: &'a [String],
    /// The comments in the code that name waivers, in the order of [`crate::read_inline`].
    pub marks: &'a [Mark],
}

/// What people are told apart by: a handle without its `@`, in small letters.
fn person(name: &str) -> String {
    name.trim().trim_start_matches('@').to_lowercase()
}

/// Whether a name of the register is this author: the same, or the local part of the mail address, behind the number that GitHub puts
/// before it (`1234+name@users.noreply.github.com`).
fn is_author(name: &str, author: &str) -> bool {
    let author = person(author);
    let local = author.split_once('@').map_or("", |(local, _)| local);
    let handle = local.split_once('+').map_or(local, |(_, handle)| handle);
    let name = person(name);
    !name.is_empty() && [author.as_str(), local, handle].contains(&name.as_str())
}

impl Waiver {
    /// Why the waiver has no effect, if it has none.
    pub fn invalid(&self, policy: &Policy, occasion: &Occasion<'_>) -> Option<WaiverIssue> {
        let today = occasion.today;
        if person(&self.owner) == person(&self.approver) {
            Some(WaiverIssue::SelfApproved)
        } else if occasion.authors.iter().any(|author| is_author(&self.approver, author)) {
            Some(WaiverIssue::ApprovedByAuthor)
        } else if self.expires.days() - self.created.days() > i64::from(policy.max_waiver_days.value) {
            Some(WaiverIssue::TooLong)
        } else if today > self.expires {
            Some(WaiverIssue::Expired)
        } else {
            (today < self.created).then_some(WaiverIssue::NotYet)
        }
    }

    /// Whether the waiver is about this finding.
    pub fn covers(&self, finding: &Finding, info: Option<&RuleInfo>, occasion: &Occasion<'_>) -> bool {
        let of_rule = self.rule.as_ref().is_none_or(|rule| info.is_some_and(|i| *i.id == **rule));
        let of_control = self.control.as_ref().is_none_or(|control| info.is_some_and(|i| i.controls.contains(control)));
        let of_print = self.fingerprints.is_empty() || self.fingerprints.contains(&finding.fingerprint);
        let here = || marks_at(occasion.marks, &finding.location.path, finding.location.start.line);
        let names_it = |mark: &Mark| *mark.waiver == *self.id && info.is_some_and(|i| *i.id == *mark.rule);
        of_rule
            && of_control
            && of_print
            && self.globs.is_match(&*finding.location.path)
            && (!self.inline || here().iter().any(names_it))
    }

    /// What this waiver lets through that the other version of it does not, in words.
    pub fn widens(&self, other: &Self) -> Vec<String> {
        let mut out = Vec::new();
        if self.rule.is_none() && other.rule.is_some() || self.control.is_none() && other.control.is_some() {
            out.push("is for more rules".to_owned());
        } else if self.rule != other.rule || self.control != other.control {
            out.push("is for other rules".to_owned());
        }
        let added: Vec<&str> = self.paths.iter().filter(|p| !other.paths.contains(p)).map(String::as_str).collect();
        if !added.is_empty() {
            out.push(format!("is for `{}` too", added.join("`, `")));
        }
        let more = |print: &Fingerprint| !other.fingerprints.contains(print);
        if !other.fingerprints.is_empty() && (self.fingerprints.is_empty() || self.fingerprints.iter().any(more)) {
            out.push("is for more findings".to_owned());
        }
        if other.inline && !self.inline {
            out.push("needs no comment in the code any more".to_owned());
        }
        if self.expires > other.expires {
            out.push(format!("ends {} instead of {}", self.expires, other.expires));
        }
        if self.created < other.created {
            out.push(format!("begins {} instead of {}", self.created, other.created));
        }
        for (what, new, old) in [("owner", &self.owner, &other.owner), ("approver", &self.approver, &other.approver)] {
            if new != old {
                out.push(format!("has {new} for its {what} instead of {old}"));
            }
        }
        out
    }
}

/// What is the matter with the waivers of a register, in its order. Whether one is used is only known where `all` findings are there.
pub fn waiver_issues(
    waivers: &[Waiver],
    findings: &[Finding],
    infos: &[RuleInfo],
    policy: &Policy,
    (occasion, all): (&Occasion<'_>, bool),
) -> Vec<(usize, WaiverIssue)> {
    let issue = |waiver: &Waiver| {
        let needed = |f: &Finding| waiver.covers(f, infos.get(f.rule as usize), occasion);
        let unused = || (all && !findings.iter().any(needed)).then_some(WaiverIssue::Unused);
        let refused = || {
            let info = |f: &Finding| infos.get(f.rule as usize).filter(|i| policy.rules.is_unsuppressible(&i.id));
            let is_refused = |f: &Finding| info(f).is_some_and(|i| waiver.covers(f, Some(i), occasion));
            findings.iter().any(is_refused).then_some(WaiverIssue::Refused)
        };
        waiver.invalid(policy, occasion).or_else(refused).or_else(unused)
    };
    waivers.iter().enumerate().filter_map(|(index, waiver)| Some((index, issue(waiver)?))).collect()
}

const TOP: [&str; 2] = ["version", "waivers"];
const KEYS: [&str; 14] = [
    "approver",
    "compensating_control",
    "control",
    "created",
    "expires",
    "fingerprints",
    "id",
    "inline",
    "kind",
    "owner",
    "paths",
    "reason",
    "risk",
    "rule",
];

/// Reads the text of a register of waivers; `path` is its name in messages.
///
/// # Errors
///
/// All problems of the file, in the order of its text.
pub fn read_waivers(path: &str, source: &str) -> Result<Vec<Waiver>, Problems> {
    let mut reader = Reader::new(path, source);
    let mut waivers: Vec<Waiver> = Vec::new();
    if let Some(root) = yaml::read(source, &mut reader) {
        let (place, before) = (root.place, reader.count());
        let mut version = None;
        for (key, node) in entries(root, "the register of waivers", &TOP, &mut reader) {
            if key == "version" {
                version = integer(node, "version", &mut reader);
                continue;
            }
            let Value::Sequence(items) = node.value else {
                reader.problem(node.place, "waivers must be a list", "write each waiver as an item: `- id: …`");
                continue;
            };
            for item in items {
                let at = item.place;
                let Some(waiver) = waiver(item, &mut reader) else { continue };
                if waivers.iter().any(|other| other.id == waiver.id) {
                    let message = format!("the id `{}` is used twice", waiver.id);
                    reader.problem(at, message, "give each waiver an id of its own");
                }
                waivers.push(waiver);
            }
        }
        match version {
            Some(Written { value: 1, .. }) => {}
            Some(other) => {
                let message = format!("version {} of the register is not known", other.value);
                reader.problem(other.place(), message, "write `version: 1`");
            }
            None if reader.count() == before => {
                reader.problem(place, "the register does not say which version it is", "begin it with `version: 1`");
            }
            None => {}
        }
    }
    let problems = reader.finish();
    if problems.0.is_empty() { Ok(waivers) } else { Err(problems) }
}

/// A waiver as written.
#[derive(Default)]
struct Fields {
    texts: Vec<(&'static str, Written<String>)>,
    paths: Option<Written<Vec<Written<String>>>>,
    fingerprints: Option<Written<Vec<Written<String>>>>,
    inline: Option<Written<bool>>,
}

impl Fields {
    fn take(&mut self, key: &str) -> Option<Written<String>> {
        let index = self.texts.iter().position(|(name, _)| *name == key)?;
        Some(self.texts.swap_remove(index).1)
    }
}

fn waiver(node: Node, reader: &mut Reader<'_>) -> Option<Waiver> {
    let (place, before) = (node.place, reader.count());
    let mut fields = Fields::default();
    for (key, node) in entries(node, "a waiver", &KEYS, reader) {
        match key {
            "paths" => fields.paths = texts(node, "paths", reader),
            "fingerprints" => fields.fingerprints = texts(node, "fingerprints", reader),
            "inline" => fields.inline = boolean(node, "inline", reader),
            _ => fields.texts.extend(text(node, key, reader).map(|text| (key, text))),
        }
    }
    let needed = ["id", "kind", "reason", "owner", "approver", "created", "expires"];
    let [id, kind, reason, owner, approver, created, expires] =
        needed.map(|key| require(fields.take(key), key, "a waiver", place, reader));
    let kind = kind.and_then(|kind| kind_of(&kind, reader));
    let compensating_control = fields.take("compensating_control").map(|text| text.value);
    if kind.is_some_and(WaiverKind::needs_compensation) && compensating_control.is_none() {
        let help = "write in `compensating_control` what protects the data in the meantime";
        reader.problem(place, "a waiver of this kind needs a compensating control", help);
    }
    let rule = fields.take("rule").map(|text| text.value);
    let control = fields.take("control").and_then(|text| control_of(&text, reader));
    if rule.is_none() && control.is_none() && reader.count() == before {
        reader.problem(place, "the waiver names neither a rule nor a control", "add `rule:` or `control:`");
    }
    if fields.paths.as_ref().is_none_or(|paths| paths.value.is_empty()) && reader.count() == before {
        reader.problem(place, "the waiver names no paths", "add `paths: [\"legacy/**\"]`");
    }
    let paths = fields.paths.take().map_or(Vec::new(), |paths| paths.value);
    let globs = globs(&paths, reader);
    let prints = fields.fingerprints.take().map_or(Vec::new(), |prints| prints.value);
    let fingerprints = prints.iter().filter_map(|print| fingerprint(print, reader)).collect();
    let (created, expires) = (created.and_then(|d| date(&d, reader)), expires.and_then(|d| date(&d, reader)));
    if reader.count() > before {
        return None;
    }
    Some(Waiver {
        id: id?.value.into(),
        rule,
        control,
        paths: paths.into_iter().map(|path| path.value).collect(),
        fingerprints,
        inline: fields.inline.take().is_some_and(|inline| inline.value),
        kind: kind?,
        reason: reason?.value,
        compensating_control,
        risk: fields.take("risk").map(|text| text.value),
        owner: owner?.value,
        approver: approver?.value,
        created: created?,
        expires: expires?,
        at: place.at,
        globs: globs?,
    })
}

fn kind_of(written: &Written<String>, reader: &mut Reader<'_>) -> Option<WaiverKind> {
    let found = WaiverKind::ALL.into_iter().find(|kind| kind.name() == written.value);
    if found.is_none() {
        let known = WaiverKind::ALL.map(WaiverKind::name);
        let message = format!("`{}` is no kind of waiver", written.value);
        reader.problem(written.place(), message, did_you_mean(&written.value, &known));
    }
    found
}

fn control_of(written: &Written<String>, reader: &mut Reader<'_>) -> Option<ControlRef> {
    let Some((framework, control)) = written.value.split_once(':') else {
        let message = format!("`{}` is no control", written.value);
        reader.problem(written.place(), message, "write it as `iso27799:8.28` or `hipaa:164.312(b)`");
        return None;
    };
    Some(ControlRef { framework: framework.trim().into(), control: control.trim().into() })
}

fn fingerprint(written: &Written<String>, reader: &mut Reader<'_>) -> Option<Fingerprint> {
    let found = u128::from_str_radix(&written.value, 16).ok().filter(|_| written.value.len() == 32);
    if found.is_none() {
        let message = format!("`{}` is no fingerprint", written.value);
        reader.problem(written.place(), message, "copy the 32 digits from a JSON or SARIF report");
    }
    found.map(Fingerprint)
}

fn globs(paths: &[Written<String>], reader: &mut Reader<'_>) -> Option<GlobSet> {
    let mut set = GlobSetBuilder::new();
    for path in paths {
        // A star stays in its folder, so that nobody waives more than they see.
        match GlobBuilder::new(&path.value).literal_separator(true).build() {
            Ok(glob) => drop(set.add(glob)),
            Err(error) => {
                let message = format!("`{}` is no path pattern: {}", path.value, error.kind());
                reader.problem(path.place(), message, "write it like `legacy/**/*.py`");
            }
        }
    }
    set.build().ok()
}
