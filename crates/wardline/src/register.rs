//! Findings about waivers: those of the register that have no effect or are not needed, what a change would make of them, and comments in
//! the code that name one.
//!
//! A comment is found by a rule of text like any other, in the one pass over the files, and taken out of the findings here: it is no flaw
//! unless it is written wrongly or names what is not there.

use crate::gate_rules::{CONTROLS, GateFindings, GateRule};
use crate::pack::Source;
use rustc_hash::{FxHashMap, FxHashSet};
use wardline_base::{Finding, Line, RuleInfo, Severity};
use wardline_policy::{
    Candidate, INLINE_COMMENT, Malformed, Mark, Occasion, Policy, WAIVERS_PATH, Waiver, WaiverIssue, read_inline,
    waiver_issues,
};

/// The id of the rule that finds comments.
const COMMENT: &str = "gate.inline.comment";

macro_rules! rule {
    ($id:literal, $title:literal, $severity:ident, $message:expr) => {
        GateRule {
            id: $id,
            title: $title,
            message: $message,
            severity: Severity::$severity,
            cwe: &[284],
            controls: CONTROLS,
            tag: "waiver",
        }
    };
}

const WHY: &str = "A waiver lets a risk to patient data stay for a time, so it must be approved by somebody else than who asked for it and \
                   than who wrote the change, end, and be gone when it is not needed. Mend the findings, or renew or remove the waiver.";

const WHY_INLINE: &str = "A comment that mutes a finding must name the rule and a waiver that somebody answers for, so that a risk to \
                          patient data is never accepted by accident or in passing. Write `wardline:ignore RULE WAIVER`, with a waiver of \
                          `.wardline/waivers.yaml` that says `inline: true`, or remove the comment.";

static EXPIRED: GateRule = rule!("gate.waiver.expired", "A waiver has run out", Medium, WHY);
static TOO_LONG: GateRule = rule!("gate.waiver.too-long", "A waiver is for longer than the policy allows", High, WHY);
static SELF_APPROVED: GateRule = rule!("gate.waiver.self-approved", "A waiver was approved by its owner", High, WHY);
static BY_AUTHOR: GateRule =
    rule!("gate.waiver.approved-by-author", "A waiver was approved by an author of the change", High, WHY);
static NOT_YET: GateRule = rule!("gate.waiver.not-yet-valid", "A waiver is not in force yet", Medium, WHY);
static REFUSED: GateRule =
    rule!("gate.waiver.refused", "A waiver is for a rule that the policy lets nobody waive", High, WHY);
static UNUSED: GateRule = rule!("gate.waiver.unused", "A waiver is not needed", Low, WHY);
static WIDENED: GateRule = rule!("gate.waiver.widened", "A change widens a waiver", Medium, WHY);
static PROPOSED: GateRule = rule!("gate.waiver.proposed", "A change adds a waiver", Low, WHY);
static MALFORMED: GateRule =
    rule!("gate.inline.malformed", "A comment that looks like a waiver is none", High, WHY_INLINE);
static UNKNOWN: GateRule =
    rule!("gate.inline.unknown-waiver", "A comment names a waiver that is not in force for it", High, WHY_INLINE);
static NEEDLESS: GateRule =
    rule!("gate.inline.unused", "A comment names a waiver where no finding is", Low, WHY_INLINE);

const fn of(issue: WaiverIssue) -> &'static GateRule {
    match issue {
        WaiverIssue::Expired => &EXPIRED,
        WaiverIssue::TooLong => &TOO_LONG,
        WaiverIssue::SelfApproved => &SELF_APPROVED,
        WaiverIssue::ApprovedByAuthor => &BY_AUTHOR,
        WaiverIssue::NotYet => &NOT_YET,
        WaiverIssue::Unused => &UNUSED,
        WaiverIssue::Refused => &REFUSED,
    }
}

/// What is the matter with the waivers of the register; `all` says whether all findings of the tree are there.
pub(crate) fn issues(
    waivers: &[Waiver],
    (findings, infos): (&[Finding], &[RuleInfo]),
    policy: &Policy,
    (occasion, all): (&Occasion<'_>, bool),
    out: &mut GateFindings,
) {
    for (index, issue) in waiver_issues(waivers, findings, infos, policy, (occasion, all)) {
        let (waiver, rule) = (&waivers[index], of(issue));
        let message = format!(
            "{}: `{}` of {}, approved by {}, from {} to {}. It has no effect on this verdict.",
            rule.title, waiver.id, waiver.owner, waiver.approver, waiver.created, waiver.expires
        );
        out.add(rule, WAIVERS_PATH, waiver.at, &waiver.id, message);
    }
}

/// What a change would make of the register, for whoever reviews it.
pub(crate) fn proposals(waivers: &[Waiver], proposed: &[Waiver], out: &mut GateFindings) {
    for new in proposed {
        let Some(old) = waivers.iter().find(|old| old.id == new.id) else {
            let control = || new.control.as_ref().map(|c| format!("{}:{}", c.framework, c.control));
            let about = new.rule.clone().or_else(control).unwrap_or_default();
            let message = format!(
                "The change adds the waiver `{}`: {about} in `{}` until {}, owned by {}, approved by {}. It has no effect before the merge.",
                new.id,
                new.paths.join("`, `"),
                new.expires,
                new.owner,
                new.approver
            );
            out.add(&PROPOSED, WAIVERS_PATH, new.at, &new.id, message);
            continue;
        };
        let wider = new.widens(old);
        if !wider.is_empty() {
            let message = format!(
                "With the change, the waiver `{}` {}. It has no effect before the merge.",
                new.id,
                wider.join(", and ")
            );
            out.add(&WIDENED, WAIVERS_PATH, new.at, &format!("{} {message}", new.id), message);
        }
    }
}

/// The rule that finds comments, in a file of its own.
pub(crate) fn comment_rule() -> Source {
    let text = format!(
        "rules:\n  - id: {COMMENT}\n    languages: [regex]\n    severity: INFO\n    message: A comment that names a waiver.\n    \
         pattern-regex: '{INLINE_COMMENT}'\n"
    );
    Source { path: "gate/inline.yaml".to_owned(), text }
}

/// Whether a rule is the one that finds comments, which is none of the user's.
pub(crate) fn is_comment_rule(info: &RuleInfo) -> bool {
    &*info.id == COMMENT
}

/// Takes the comments out of the findings and their rule, which is the last one, out of the rules.
pub(crate) fn take_comments(infos: &mut Vec<RuleInfo>, findings: &mut Vec<Finding>) -> Vec<Finding> {
    if !infos.last().is_some_and(is_comment_rule) {
        return Vec::new();
    }
    infos.pop();
    let is_comment = |finding: &Finding| finding.rule as usize == infos.len();
    let (comments, others) = std::mem::take(findings).into_iter().partition(is_comment);
    *findings = others;
    comments
}

/// Reads the comments, and says what is wrong with those that stand where a finding is. Elsewhere there is nothing to mute, and a text that
/// merely speaks of such comments is no mistake.
pub(crate) fn comments(comments: &[Finding], findings: &[Finding], out: &mut GateFindings) -> Vec<Mark> {
    let candidates: Vec<Candidate<'_>> =
        comments.iter().map(|c| Candidate { path: &c.location.path, at: c.location.start, line: &c.snippet }).collect();
    let (marks, malformed) = read_inline(&candidates);
    let starts: FxHashSet<(&str, u32)> =
        findings.iter().map(|f| (&*f.location.path, f.location.start.line.get())).collect();
    let matters = |wrong: &Malformed| {
        let line = wrong.at.line.get();
        [line, line + 1].into_iter().any(|line| starts.contains(&(&*wrong.path, line)))
    };
    for wrong in malformed.into_iter().filter(matters) {
        let message = format!("The comment has no effect: {}.", wrong.why);
        out.add(&MALFORMED, &wrong.path, wrong.at, &format!("{} {}", wrong.path, wrong.why), message);
    }
    marks
}

/// Comments that name no waiver in force where a finding is, or mute nothing.
pub(crate) fn marks(
    waivers: &[Waiver],
    (findings, infos): (&[Finding], &[RuleInfo]),
    policy: &Policy,
    occasion: &Occasion<'_>,
    out: &mut GateFindings,
) {
    let mut at: FxHashMap<(&str, Line), Vec<&Finding>> = FxHashMap::default();
    for finding in findings.iter().filter(|_| !occasion.marks.is_empty()) {
        at.entry((&finding.location.path, finding.location.start.line)).or_default().push(finding);
    }
    for mark in occasion.marks {
        let waiver = waivers.iter().find(|waiver| *waiver.id == *mark.waiver);
        let why = match waiver {
            None => Some("is not in the register".to_owned()),
            Some(waiver) if !waiver.inline => Some("is not for comments: it does not say `inline: true`".to_owned()),
            Some(waiver) => waiver.invalid(policy, occasion).map(|issue| format!("is {}", issue.name())),
        };
        let key = format!("{} {} {}", mark.path, mark.rule, mark.waiver);
        let there = at.get(&(&*mark.path, mark.line)).map_or(&[][..], Vec::as_slice);
        if let Some(why) = why {
            if there.is_empty() {
                continue;
            }
            let message = format!("The comment has no effect: the waiver `{}` {why}.", mark.waiver);
            out.add(&UNKNOWN, &mark.path, mark.at, &key, message);
            continue;
        }
        let used = findings.iter().any(|finding| {
            let info = infos.get(finding.rule as usize);
            let there = finding.location.path == mark.path && finding.location.start.line == mark.line;
            there
                && info.is_some_and(|i| *i.id == *mark.rule)
                && waiver.is_some_and(|w| w.covers(finding, info, occasion))
        });
        if !used {
            let message = format!(
                "The comment mutes nothing: in line {} no finding of `{}` is one that the waiver `{}` is for.",
                mark.line.get(),
                mark.rule,
                mark.waiver
            );
            out.add(&NEEDLESS, &mark.path, mark.at, &key, message);
        }
    }
}
