//! `wardline rules schema`: a JSON Schema (2020-12) of rule files, for editors that complete and check YAML.
//!
//! It is made from the tables that the reader itself uses, so that an editor and the tool know the same keys. A schema says less than the
//! reader: how operators may be combined is left to `rules validate`.

use super::print_json;
use crate::failure::Outcome;
use serde_json::{Map, Value, json};
use wardline_policy::ExitStatus;
use wardline_rulefile::{Holds, Key, Keys, OptionInfo, OptionValue, TABLES, options};

/// Prints the schema.
pub(super) fn schema() -> Outcome {
    print_json(&rule_schema())?;
    Ok(ExitStatus::Pass)
}

/// The schema of rule files.
pub(crate) fn rule_schema() -> Value {
    let mut definitions = Map::new();
    for table in TABLES {
        definitions.insert(table.name.to_owned(), table_schema(table));
    }
    let formula = &definitions["formula"];
    let mut item = formula.clone();
    item["minProperties"] = json!(1);
    item["maxProperties"] = json!(1);
    definitions.insert("item".to_owned(), item);
    definitions.insert("options".to_owned(), options_schema());
    definitions.insert("metavariable".to_owned(), json!({"type": "string", "pattern": r"^\$(\.\.\.)?[A-Z0-9_]+$"}));
    definitions.insert("text".to_owned(), json!({"type": ["string", "number", "boolean"]}));
    let operators = ["pattern", "patterns", "pattern-either", "pattern-regex", "match"];
    let one_of: Vec<Value> = operators.iter().map(|key| json!({"required": [key]})).collect();
    definitions["rule"]["anyOf"] = Value::Array(one_of);
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Rules of Wardline",
        "type": "object",
        "properties": {"rules": {"type": "array", "items": {"$ref": "#/$defs/rule"}}},
        "required": ["rules"],
        "additionalProperties": false,
        "$defs": definitions,
    })
}

fn table_schema(table: &Keys) -> Value {
    let properties: Map<String, Value> = table.known.iter().map(|key| (key.name.to_owned(), key_schema(key))).collect();
    let mut schema = json!({"type": "object", "properties": properties, "additionalProperties": table.open});
    if !table.required.is_empty() {
        schema["required"] = json!(table.required);
    }
    if table.open {
        // What only informs may be empty; keys of ours that a rule may have too say something or are left out.
        for key in table.known.iter().filter(|key| TABLES[0].known.iter().all(|own| own.name != key.name)) {
            let property = &mut schema["properties"][key.name];
            let about = property["description"].take();
            *property = json!({"anyOf": [value_schema(key.holds), {"type": "null"}], "description": about});
        }
        // A `metadata:` with nothing under it is as good as none.
        schema["type"] = json!(["object", "null"]);
    }
    schema
}

fn key_schema(key: &Key) -> Value {
    let mut schema = value_schema(key.holds);
    schema["description"] = json!(key.about);
    schema
}

fn value_schema(holds: Holds) -> Value {
    let text = || json!({"$ref": "#/$defs/text"});
    let either = |one: Value, item: Value| json!({"anyOf": [one, {"type": "array", "items": item}]});
    match holds {
        Holds::Text | Holds::AnyText => text(),
        Holds::Texts => json!({"type": "array", "minItems": 1, "items": text()}),
        Holds::Words => either(text(), text()),
        Holds::Boolean => json!({"enum": [true, false, "true", "false"]}),
        Holds::Integer(least, most) => json!({"type": "integer", "minimum": least, "maximum": most}),
        Holds::Word(words) => {
            let mut all: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
            for word in words {
                for form in [word.to_lowercase(), word.to_uppercase()] {
                    if !all.contains(&form) && !word.contains('_') && *word != "search" {
                        all.push(form);
                    }
                }
            }
            json!({"enum": all})
        }
        Holds::Metavariable => json!({"$ref": "#/$defs/metavariable"}),
        Holds::Metavariables => {
            either(json!({"$ref": "#/$defs/metavariable"}), json!({"$ref": "#/$defs/metavariable"}))
        }
        Holds::Formula => json!({"anyOf": [text(), {"$ref": "#/$defs/formula"}]}),
        Holds::Formulas => json!({"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/item"}}),
        Holds::Match => json!({"anyOf": [text(), {"$ref": "#/$defs/match"}]}),
        Holds::Matches => {
            json!({"type": "array", "minItems": 1, "items": {"anyOf": [text(), {"$ref": "#/$defs/match"}]}})
        }
        Holds::Conditions => json!({"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/where"}}),
        Holds::Map(name) => json!({"$ref": format!("#/$defs/{name}")}),
        Holds::Options => json!({"$ref": "#/$defs/options"}),
        Holds::Controls => json!({"type": "object", "additionalProperties": either(text(), text())}),
        Holds::Anything => json!({}),
    }
}

fn options_schema() -> Value {
    let schema = |option: &OptionInfo| {
        let mut schema = match option.value {
            OptionValue::Boolean => value_schema(Holds::Boolean),
            OptionValue::Integer => json!({"type": "integer", "minimum": 0}),
            OptionValue::Word(words) => json!({"enum": words}),
            OptionValue::Anything => json!({}),
        };
        schema["description"] = match &option.default {
            Some(default) => json!(format!("{} Default: {default}.", option.about)),
            None => json!("Taken, no effect."),
        };
        schema
    };
    let properties: Map<String, Value> = options().iter().map(|o| (o.name.to_owned(), schema(o))).collect();
    json!({"type": "object", "properties": properties, "additionalProperties": false})
}
