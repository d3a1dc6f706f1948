//! Results of a run, and what readers make of them.

use super::super::of_security_severity;
use super::super::profile::{Profile, github};
use super::rules::{Rules, scored};
use super::{ALL, Effect, Found, text};
use serde_json::Value;
use wardline_base::Severity;

pub(super) fn check(results: &[Value], rules: &Rules<'_>, at: &str, found: &mut Found) {
    let count = results.len();
    if count > github::RESULTS {
        let message = || format!("the run has {count} results, {} are taken", github::RESULTS);
        let help = "leave out the least severe, or split the run by category";
        found.add(&[Profile::Github], (Effect::Refused, "results-limit"), at, message, help);
    } else if count > github::RESULTS_KEPT {
        let message = || format!("of {count} results the {} most severe are kept", github::RESULTS_KEPT);
        let help = "split the run by category";
        found.add(&[Profile::Github], (Effect::Dropped, "results-kept"), at, message, help);
    }
    let mut unusable = 0;
    for (index, result) in results.iter().enumerate() {
        let at = format!("{at}/{index}");
        let rule = rules.of(result);
        let named = has_rule_id(result, rule, &at, found);
        let placed = places(result, &at, found);
        unusable += usize::from(!named || !placed);
        texts(result, &at, found);
        standing(result, &at, found);
        severities(result, rule, &at, found);
        flows(result, &at, found);
        fixes(result, &at, found);
    }
    if unusable * 2 > count {
        let message = || format!("{unusable} of {count} results have no rule or no file; over half fail the report");
        let help = "give each result a ruleId and a physicalLocation";
        found.add(&[Profile::Gitlab], (Effect::Refused, "unusable-results"), at, message, help);
    }
}

fn has_rule_id(result: &Value, rule: Option<&Value>, at: &str, found: &mut Found) -> bool {
    let named = !text(&result["ruleId"]).is_empty();
    let place = format!("{at}/ruleId");
    if !named {
        let message = || "the result has no ruleId".to_owned();
        let help = "set it, even where there is a ruleIndex";
        found.add(&[Profile::Gitlab], (Effect::Dropped, "rule-of-result"), &place, message, help);
        let readers = [Profile::Ado, Profile::Sonar];
        found.add(&readers, (Effect::Refused, "rule-of-result"), &place, message, help);
    }
    if rule.is_none() {
        let message = || format!("no rule of the run has the id `{}`", text(&result["ruleId"]));
        let help = "list the rule under tool.driver.rules; its severity, help and tags are read there";
        found.add(&ALL, (Effect::Wrong, "unknown-rule"), &place, message, help);
    }
    named
}

/// Checks the places of a result, and says whether the first one is in a file.
fn places(result: &Value, at: &str, found: &mut Found) -> bool {
    let locations = result["locations"].as_array().map_or(&[][..], Vec::as_slice);
    let place = format!("{at}/locations");
    let artifact = locations.first().map_or(&Value::Null, |first| &first["physicalLocation"]["artifactLocation"]);
    let placed = artifact["uri"].is_string() || artifact["index"].is_number();
    if !placed {
        let message = || "the result is at no place in a file".to_owned();
        let help = "write a physicalLocation with an artifactLocation as the first";
        let readers = [Profile::Github, Profile::Ado];
        found.add(&readers, (Effect::Refused, "no-location"), &place, message, help);
        found.add(&[Profile::Gitlab], (Effect::Dropped, "no-location"), &place, message, help);
    }
    if locations.len() > github::LOCATIONS {
        let message = || format!("the result has {} locations, {} are taken", locations.len(), github::LOCATIONS);
        found.add(&[Profile::Github], (Effect::Refused, "locations-limit"), &place, message, "write the first alone");
    } else if locations.len() > 1 {
        let message = || format!("of {} locations the first is shown", locations.len());
        let help = "write a result for each place, or name the others as relatedLocations";
        let readers = [Profile::Github, Profile::Sonar];
        found.add(&readers, (Effect::Dropped, "locations"), &place, message, help);
    }
    let uri = text(&artifact["uri"]);
    if uri.starts_with('/') || uri.contains("://") {
        let message = || format!("`{uri}` is not relative to the root of the repository");
        let place = format!("{place}/0/physicalLocation/artifactLocation/uri");
        let help = "write the path from the root; no code is shown for others";
        found.add(&[Profile::Github], (Effect::Wrong, "absolute-uri"), &place, message, help);
    }
    placed
}

fn texts(result: &Value, at: &str, found: &mut Found) {
    if text(&result["message"]["text"]).is_empty() {
        let message = || "the result has no text of its own".to_owned();
        let (place, help) = (format!("{at}/message/text"), "write the text beside the id of the message");
        let readers = [Profile::Ado, Profile::Sonar];
        found.add(&readers, (Effect::Refused, "message"), &place, message, help);
        found.add(&[Profile::Github], (Effect::Wrong, "message"), &place, message, help);
    }
    if text(&result["partialFingerprints"]["primaryLocationLineHash"]).is_empty() {
        let message = || "there is no partialFingerprints.primaryLocationLineHash".to_owned();
        let place = format!("{at}/partialFingerprints");
        let help =
            "write it, or upload with the codeql-action, which adds it where it has the source; else alerts double";
        found.add(&[Profile::Github], (Effect::Wrong, "fingerprint"), &place, message, help);
    }
}

/// Results that are nothing to act on: passes and what was suppressed.
fn standing(result: &Value, at: &str, found: &mut Found) {
    let kind = text(&result["kind"]);
    if !matches!(kind, "" | "fail") {
        let place = format!("{at}/kind");
        let message = || format!("the result is of kind `{kind}`");
        found.add(&[Profile::DefectDojo], (Effect::Dropped, "kind"), &place, message, "keep it for an auditor's file");
        let readers = [Profile::Github, Profile::Sonar];
        found.add(&readers, (Effect::Wrong, "kind"), &place, message, "leave it out; it is shown as something wrong");
    }
    let suppressions = result["suppressions"].as_array().map_or(&[][..], Vec::as_slice);
    if suppressions.is_empty() {
        return;
    }
    let place = format!("{at}/suppressions");
    let open = |suppression: &Value| matches!(text(&suppression["status"]), "underReview" | "rejected");
    if !suppressions.iter().any(open) {
        let message = || "the result is suppressed".to_owned();
        found.add(
            &[Profile::Github],
            (Effect::Wrong, "suppression"),
            &place,
            message,
            "leave it out; it is shown as open",
        );
        let help = "leave out the suppression, or set its status to underReview, if it is to be seen";
        found.add(&[Profile::Gitlab], (Effect::Dropped, "suppression"), &place, message, help);
    }
}

/// Places where the severity of a rule and of its result part, and the reader takes the other one.
fn severities(result: &Value, rule: Option<&Value>, at: &str, found: &mut Found) {
    let level = result["level"].as_str();
    let place = format!("{at}/level");
    let default = rule.and_then(|rule| rule["defaultConfiguration"]["level"].as_str()).unwrap_or("warning");
    if let Some(level) = level.filter(|level| *level != default && rule.is_some()) {
        let message = || format!("the level is {level} and the rule's is {default}, which is the one that is shown");
        let help = "give results of another level a rule of their own";
        found.add(&[Profile::Sonar], (Effect::Wrong, "level"), &place, message, help);
    }
    let score = rule.and_then(scored);
    if let (Some(level), Some(score)) = (level, score)
        && !agrees(level, score)
    {
        let message = || format!("the level is {level} and the rule's security-severity says {score}, which is shown");
        let help = "give results of another severity a rule of their own";
        let readers = [Profile::Github, Profile::DefectDojo];
        found.add(&readers, (Effect::Wrong, "severity"), &place, message, help);
    }
    let rank = result["rank"].as_f64().filter(|rank| *rank >= 0.0);
    if let Some(ranked) = rank.and_then(|rank| of_security_severity(rank / 10.0)) {
        let other = level.map_or(score.is_some_and(|score| score != ranked), |level| !agrees(level, ranked));
        if other {
            let message = || format!("the rank says {ranked} and wins over level and security-severity, which do not");
            found.add(
                &[Profile::Gitlab],
                (Effect::Wrong, "rank"),
                &format!("{at}/rank"),
                message,
                "leave out the rank",
            );
        }
    }
}

/// Whether a level is what a severity would have.
fn agrees(level: &str, severity: Severity) -> bool {
    match level {
        "error" => severity >= Severity::High,
        "warning" => severity == Severity::Medium,
        _ => severity <= Severity::Low,
    }
}

fn flows(result: &Value, at: &str, found: &mut Found) {
    let flows = result["codeFlows"].as_array().into_iter().flatten();
    let threads = flows.filter_map(|flow| flow["threadFlows"].as_array()).flatten();
    let steps: usize = threads.filter_map(|thread| thread["locations"].as_array()).map(Vec::len).sum();
    let place = format!("{at}/codeFlows");
    if steps > github::STEPS {
        let message = || format!("the flows have {steps} steps, {} are taken", github::STEPS);
        found.add(
            &[Profile::Github],
            (Effect::Refused, "flow-limit"),
            &place,
            message,
            "leave out steps in the middle",
        );
    } else if steps > github::STEPS_KEPT {
        let message = || format!("the flows have {steps} steps, {} are kept", github::STEPS_KEPT);
        found.add(&[Profile::Github], (Effect::Dropped, "flow-kept"), &place, message, "leave out steps in the middle");
    }
}

fn fixes(result: &Value, at: &str, found: &mut Found) {
    for (index, fix) in result["fixes"].as_array().into_iter().flatten().enumerate() {
        if fix["description"]["text"].as_str().is_none() {
            let message = || "the fix has no description, and the import ends there".to_owned();
            let place = format!("{at}/fixes/{index}/description");
            let help = "describe it, or leave it out";
            found.add(&[Profile::DefectDojo], (Effect::Refused, "fix-description"), &place, message, help);
        }
    }
}
