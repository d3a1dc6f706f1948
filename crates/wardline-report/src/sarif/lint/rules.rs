//! Rules of a run, and what readers make of them.

use super::super::of_security_severity;
use super::super::profile::{Profile, github};
use super::super::read_foreign::cwe_number;
use super::{ALL, Effect, Found, text};
use serde_json::Value;
use std::collections::HashMap;
use wardline_base::Severity;

/// The rules of a run by id and place.
pub(super) struct Rules<'r> {
    at: String,
    driver: &'r [Value],
    extensions: Vec<&'r [Value]>,
    by_id: HashMap<&'r str, &'r Value>,
}

impl<'r> Rules<'r> {
    pub(super) fn new(run: &'r Value, at: &str) -> Self {
        let list = |value: &'r Value| value.as_array().map_or(&[][..], Vec::as_slice);
        let driver = list(&run["tool"]["driver"]["rules"]);
        let extensions: Vec<&[Value]> = list(&run["tool"]["extensions"]).iter().map(|e| list(&e["rules"])).collect();
        let all = extensions.iter().copied().flatten().chain(driver);
        let by_id = all.filter_map(|rule| Some((rule["id"].as_str()?, rule))).collect();
        Self { at: format!("{at}/tool"), driver, extensions, by_id }
    }

    /// §3.27.7: the rule of a result, by its place or its id; an id may go on after a slash.
    pub(super) fn of(&self, result: &Value) -> Option<&'r Value> {
        let extension = result["rule"]["toolComponent"]["index"].as_u64();
        let rules = extension.map_or(Some(self.driver), |i| self.extensions.get(usize::try_from(i).ok()?).copied());
        let index = result["ruleIndex"].as_u64().or_else(|| result["rule"]["index"].as_u64());
        if let Some(rule) = index.and_then(|i| rules?.get(usize::try_from(i).ok()?)) {
            return Some(rule);
        }
        let id = result["ruleId"].as_str().or_else(|| result["rule"]["id"].as_str())?;
        let parent = || self.by_id.get(id.rsplit_once('/')?.0).copied();
        self.by_id.get(id).copied().or_else(parent)
    }

    pub(super) fn check(&self, found: &mut Found) {
        let count = self.driver.len() + self.extensions.iter().map(|rules| rules.len()).sum::<usize>();
        if count > github::RULES {
            let message = || format!("the run has {count} rules, {} are taken", github::RULES);
            let place = format!("{}/driver/rules", self.at);
            let help = "leave out rules without results";
            found.add(&[Profile::Github], (Effect::Refused, "rules-limit"), &place, message, help);
        }
        for (index, rule) in self.driver.iter().enumerate() {
            check_rule(rule, &format!("{}/driver/rules/{index}", self.at), found);
        }
        for (extension, rules) in self.extensions.iter().enumerate() {
            for (index, rule) in rules.iter().enumerate() {
                check_rule(rule, &format!("{}/extensions/{extension}/rules/{index}", self.at), found);
            }
        }
    }
}

fn check_rule(rule: &Value, at: &str, found: &mut Found) {
    if rule["id"].as_str().is_none() {
        let message = || "the rule has no id".to_owned();
        found.add(&ALL, (Effect::Refused, "rule-id"), &format!("{at}/id"), message, "give it one");
    }
    security_severity(rule, at, found);
    lengths(rule, at, found);
    weaknesses(rule, at, found);
}

fn security_severity(rule: &Value, at: &str, found: &mut Found) {
    let value = &rule["properties"]["security-severity"];
    let place = format!("{at}/properties/security-severity");
    let number = text(value).trim().parse::<f64>().ok();
    match (value, number) {
        (Value::Null, _) if rule["properties"].get("security-severity").is_none() => {}
        (Value::String(_), Some(number)) => {
            if !(number > 0.0 && number <= 10.0) {
                let message = || format!("a severity of {number} is not above 0.0 and at most 10.0");
                let help = "leave it out; the level then counts";
                let readers = [Profile::Github, Profile::DefectDojo];
                found.add(&readers, (Effect::Wrong, "severity-range"), &place, message, help);
            }
        }
        (Value::Number(_), _) => {
            let message = || "the severity is a number and no text".to_owned();
            found.add(&[Profile::Github], (Effect::Refused, "severity-type"), &place, message, "write it as \"7.5\"");
        }
        _ => {
            let message = || format!("the severity {value} is no number");
            let readers = [Profile::Github, Profile::DefectDojo];
            found.add(&readers, (Effect::Refused, "severity-type"), &place, message, "write it as \"7.5\"");
        }
    }
}

fn lengths(rule: &Value, at: &str, found: &mut Found) {
    let reader = [Profile::Github];
    let tags = rule["properties"]["tags"].as_array().map_or(0, Vec::len);
    let place = format!("{at}/properties/tags");
    if tags > github::TAGS {
        let message = || format!("the rule has {tags} tags, {} are taken", github::TAGS);
        found.add(&reader, (Effect::Refused, "tags-limit"), &place, message, "leave some out");
    } else if tags > github::TAGS_KEPT {
        let message = || format!("the rule has {tags} tags, {} are kept", github::TAGS_KEPT);
        found.add(&reader, (Effect::Dropped, "tags-kept"), &place, message, "write the most telling tags first");
    }
    let texts = [
        ("name", &rule["name"], github::NAME),
        ("shortDescription/text", &rule["shortDescription"]["text"], github::DESCRIPTION),
        ("fullDescription/text", &rule["fullDescription"]["text"], github::DESCRIPTION),
    ];
    for (key, value, most) in texts {
        let length = text(value).chars().count();
        if length > most {
            let message = || format!("the text has {length} characters, {most} are kept");
            found.add(&reader, (Effect::Dropped, "text-limit"), &format!("{at}/{key}"), message, "shorten it");
        }
    }
}

/// DefectDojo reads weaknesses from relationships alone where there are any and keeps the last; GitLab reads them from tags alone.
fn weaknesses(rule: &Value, at: &str, found: &mut Found) {
    let tags = rule["properties"]["tags"].as_array().into_iter().flatten();
    let tagged = tags.filter_map(Value::as_str).any(|tag| cwe_number(tag).is_some());
    let Some(relationships) = rule["relationships"].as_array() else { return };
    let place = format!("{at}/relationships");
    if relationships.iter().any(|relationship| relationship["target"]["id"].as_str().is_none()) {
        let message = || "a relationship names no target".to_owned();
        found.add(&[Profile::DefectDojo], (Effect::Refused, "relationship-id"), &place, message, "set its target.id");
    }
    let ids = relationships.iter().map(|relationship| text(&relationship["target"]["id"]));
    let related = ids.filter(|id| cwe_number(id).is_some()).count();
    if related == 0 && tagged {
        let message = || "weaknesses are in the tags, and the relationships name none".to_owned();
        let help = "add a relationship to the weakness as the last, or leave out relationships";
        found.add(&[Profile::DefectDojo], (Effect::Dropped, "weakness"), &place, message, help);
    }
    if related > 1 {
        let message = || format!("of {related} weaknesses only the last is kept");
        let help = "write the most telling one last";
        found.add(&[Profile::DefectDojo], (Effect::Dropped, "weaknesses"), &place, message, help);
    }
    if related > 0 && !tagged {
        let message = || "weaknesses are in relationships only".to_owned();
        let help = "add tags such as external/cwe/cwe-089";
        found.add(&[Profile::Gitlab], (Effect::Dropped, "weakness"), &place, message, help);
    }
}

/// The severity that a rule's number stands for.
pub(super) fn scored(rule: &Value) -> Option<Severity> {
    of_security_severity(text(&rule["properties"]["security-severity"]).trim().parse().ok()?)
}
