//! `wardline verify`: whether a signed verdict lets a deploy job go on.
//!
//! Fails closed, and says all that does not hold at once. Nothing that the file says is looked at before a trusted key has signed it; a
//! good signature under a verdict that is no pass, or is about another tree, is no pass.

use super::{print, print_json};
use crate::args::{VerifyArgs, VerifyFormat};
use crate::failure::{Failure, Outcome};
use crate::frame::visible;
use crate::git::{Git, Side};
use crate::keys::{MAX_KEYS, Signer, Trust, check, public_key, signers};
use crate::tree_hash::{self, JudgedTree};
use crate::{clock, files};
use serde_json::json;
use std::io::Read;
use std::path::Path;
use wardline_evidence::{
    Envelope, MAX_EVIDENCE, Namespace, PublicKey, Statement, TreeSource, VERDICT_TYPE, VerdictPredicate,
};
use wardline_policy::{Date, ExitStatus};

/// Something that does not hold.
struct Problem {
    /// Which check: `envelope`, `signature`, `statement`, `outcome`, `tree`, `partial`, `policy` or `age`.
    check: &'static str,
    message: String,
    help: String,
}

fn problem(check: &'static str, message: impl Into<String>, help: impl Into<String>) -> Problem {
    Problem { check, message: message.into(), help: help.into() }
}

type Verdict = Statement<VerdictPredicate>;

/// Runs the command.
pub(super) fn verify(args: &VerifyArgs) -> Outcome {
    let today = args.now.unwrap_or_else(clock::today);
    if let Some(digest) = args.policy_digest.as_ref().filter(|digest| !is_digest(digest)) {
        let message = format!("`{digest}` is no digest of a policy");
        return Err(Failure::usage(message, "write `sha256:` and 64 digits in lower case, or `built-in`"));
    }
    let trust = trust(args)?;
    let bytes = read(&args.file)?;
    let tree = tree(args)?;
    let (signers, verdict, problems) = match open(&bytes, &trust, today) {
        Ok((signers, verdict)) => {
            let problems = judge(&verdict, args, &tree, today);
            (signers, Some(verdict), problems)
        }
        Err(problem) => (Vec::new(), None, vec![problem]),
    };
    match args.format {
        VerifyFormat::Text => print(&text(args, &signers, verdict.as_ref(), &problems))?,
        VerifyFormat::Json => print_json(&record(&signers, verdict.as_ref(), &problems))?,
    }
    Ok(if problems.is_empty() { ExitStatus::Pass } else { ExitStatus::Evidence })
}

/// Reads the file, or so much of it that it is seen to be too large, which is the file's fault and not a slip of whoever names it.
fn read(path: &Path) -> Outcome<Vec<u8>> {
    let unreadable = |error: std::io::Error| Failure::unreadable("the verdict", path, &error);
    let mut bytes = Vec::new();
    let file = std::fs::File::open(path).map_err(unreadable)?;
    file.take(MAX_EVIDENCE as u64 + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    Ok(bytes)
}

fn is_digest(text: &str) -> bool {
    let is_hex = |hex: &str| hex.len() == 64 && hex.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    text == "built-in" || text.strip_prefix("sha256:").is_some_and(is_hex)
}

fn trust(args: &VerifyArgs) -> Outcome<Trust> {
    match &args.allowed_signers {
        Some(path) => {
            let bytes = files::read("the list of signers", path, MAX_KEYS)?;
            signers(&path.display().to_string(), bytes).map(Trust::Signers)
        }
        None => args.key.iter().map(|path| public_key(path)).collect::<Outcome<Vec<PublicKey>>>().map(Trust::Keys),
    }
}

/// The tree that the verdict must be about.
fn tree(args: &VerifyArgs) -> Outcome<JudgedTree> {
    let root = args.root.canonicalize().map_err(|error| Failure::unreadable("the root", &args.root, &error))?;
    match &args.commit {
        Some(name) => {
            let commit = Git::open(&root, "`verify --commit`")?.commit(name)?;
            tree_hash::of_commit(&root, commit.id)
        }
        None => tree_hash::of(&root, Side::WorkTree),
    }
}

/// The verdict, and who has signed it who may.
fn open(bytes: &[u8], trust: &Trust, today: Date) -> Result<(Vec<Signer>, Verdict), Problem> {
    let envelope = Envelope::read(bytes).map_err(|error| problem("envelope", error.to_string(), error.help()))?;
    let read = |payload: &[u8]| Verdict::read(payload, VERDICT_TYPE);
    let dated = |payload: &[u8]| Date::parse(&read(payload).ok()?.predicate.date);
    let (payload, signers) = check(&envelope, trust, Namespace::Verdict, today, dated)
        .map_err(|(error, help)| problem("signature", error, help))?;
    let verdict = read(payload).map_err(|error| {
        problem(
            "statement",
            format!("what was signed is no verdict: {error}"),
            "name a file that `gate --verdict` wrote",
        )
    })?;
    if verdict.predicate.version != 1 {
        let message = format!("version {} of the verdict is not known", verdict.predicate.version);
        return Err(problem(
            "statement",
            message,
            "verify it with the version of Wardline that wrote it, or a newer one",
        ));
    }
    Ok((signers, verdict))
}

/// All that does not hold.
fn judge(verdict: &Verdict, args: &VerifyArgs, tree: &JudgedTree, today: Date) -> Vec<Problem> {
    let predicate = &verdict.predicate;
    let mut problems = Vec::new();
    if !args.any_outcome && (predicate.outcome != "pass" || predicate.exit_code != 0) {
        let reasons: Vec<String> = predicate.reasons.iter().take(5).map(|r| visible(&r.message)).collect();
        let why = if reasons.is_empty() { String::new() } else { format!(": {}", reasons.join("; ")) };
        let message = format!(
            "the verdict is `{}` with exit code {}, and no pass{why}",
            visible(&predicate.outcome),
            predicate.exit_code
        );
        problems.push(problem("outcome", message, "mend what it names and run the gate again"));
    }
    problems.extend(tree_problem(verdict, args, tree));
    if !predicate.tree.whole && !args.allow_partial && predicate.tree.source != TreeSource::Report {
        let what = match &predicate.base {
            Some(base) => format!("on a change since {}", visible(&base.reference)),
            None => "on a part of the tree, by paths, languages, `--include` or `--exclude`".to_owned(),
        };
        let help = "run the gate on the whole tree, or say `--allow-partial`";
        problems.push(problem("partial", format!("the verdict is {what}"), help));
    }
    if let Some(wanted) = args.policy_digest.as_ref().filter(|wanted| **wanted != predicate.policy.digest) {
        let message = format!("the policy is {}, and it must be {wanted}", visible(&predicate.policy.digest));
        problems.push(problem("policy", message, "run the gate with the policy that was agreed on"));
    }
    problems.extend(age_problem(predicate, args, today));
    problems
}

fn tree_problem(verdict: &Verdict, args: &VerifyArgs, tree: &JudgedTree) -> Option<Problem> {
    if verdict.predicate.tree.source == TreeSource::Report {
        return Some(problem("tree", "the verdict is on a report and on no tree", "run the gate on the tree itself"));
    }
    let judged =
        verdict.subject.first().and_then(|subject| subject.digest.get("gitTree")).map_or("none", String::as_str);
    if judged == tree.id && verdict.subject.len() == 1 {
        return None;
    }
    let here = match &args.commit {
        Some(name) => format!("commit {name}"),
        None => "the files on disk".to_owned(),
    };
    let help = match tree.source {
        TreeSource::WorkTree => {
            "the work tree has changes that are in no commit: check out what was judged, or judge what is here"
        }
        TreeSource::Files => {
            "in no repository every file counts, the verdict too if it lies there: keep it elsewhere, or judge what is here"
        }
        _ => "check out the commit that was judged, or run the gate on this one",
    };
    Some(problem(
        "tree",
        format!("the verdict is about tree {}, and {here} are tree {}", visible(judged), tree.id),
        help,
    ))
}

fn age_problem(predicate: &VerdictPredicate, args: &VerifyArgs, today: Date) -> Option<Problem> {
    const AGAIN: &str = "run the gate again";
    let Some(date) = Date::parse(&predicate.date) else {
        return Some(problem("age", "the verdict names no day of the calendar", AGAIN));
    };
    let age = today.days() - date.days();
    if age < 0 {
        let message = format!("the verdict is of {date}, and today is {today}");
        return Some(problem("age", message, "check the clock of the machine that judged, or say `--now`"));
    }
    let limit = args.max_age_days.filter(|limit| age > i64::from(*limit))?;
    Some(problem("age", format!("the verdict is of {date}, {age} days ago, and at most {limit} are allowed"), AGAIN))
}

fn record(signers: &[Signer], verdict: Option<&Verdict>, problems: &[Problem]) -> serde_json::Value {
    json!({
        "schema": "wardline/verify/1",
        "verified": problems.is_empty(),
        "signers": signers.iter().map(|s| json!({ "principal": s.principal, "key": s.key })).collect::<Vec<_>>(),
        // Only what a trusted key has signed is repeated here.
        "verdict": verdict.map(|v| json!({
            "subject": v.subject,
            "date": v.predicate.date,
            "outcome": v.predicate.outcome,
            "tool": v.predicate.tool,
            "tree": v.predicate.tree,
            "base": v.predicate.base,
            "policy": v.predicate.policy,
            "rules": v.predicate.rules,
        })),
        "problems": problems
            .iter()
            .map(|p| json!({ "check": p.check, "message": p.message, "help": p.help }))
            .collect::<Vec<_>>(),
    })
}

fn text(args: &VerifyArgs, signers: &[Signer], verdict: Option<&Verdict>, problems: &[Problem]) -> String {
    let mut out = String::new();
    for problem in problems {
        out.push_str(&format!("{}: {}\n  help: {}\n", problem.check, problem.message, problem.help));
    }
    if let Some(verdict) = verdict {
        let predicate = &verdict.predicate;
        let subject = verdict.subject.first().map_or("", |subject| &subject.name);
        let names: Vec<String> = signers.iter().map(Signer::to_string).collect();
        out.push_str(&format!(
            "{} of {} for {}, by {} {}, signed by {}\n",
            visible(&predicate.outcome),
            visible(&predicate.date),
            visible(subject),
            visible(&predicate.tool.name),
            visible(&predicate.tool.version),
            names.join(", ")
        ));
    }
    let name = args.file.display();
    out.push_str(&if problems.is_empty() { format!("{name}: verified\n") } else { format!("{name}: NOT verified\n") });
    out
}
