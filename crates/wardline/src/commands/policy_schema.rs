//! `wardline policy schema`: a JSON Schema (2020-12) of policy files, for editors that complete and check YAML.
//!
//! It is made from the tables that the reader itself uses, so that an editor and the tool know the same keys. A schema says less than the
//! reader: patterns, dates, conditions and ids are read by `wardline policy validate`.

use super::print_json;
use crate::failure::Outcome;
use serde_json::{Map, Value, json};
use wardline_policy::{ExitStatus, Holds, Key, Keys, PARAMETERS, Parameter, ParameterKind, TABLES, Words};

/// Prints the schema.
pub(super) fn schema() -> Outcome {
    print_json(&policy_schema())?;
    Ok(ExitStatus::Pass)
}

/// The schema of policy files.
pub(crate) fn policy_schema() -> Value {
    let mut tables = TABLES.into_iter();
    let mut root = tables.next().map_or_else(|| json!({}), table_schema);
    let mut definitions: Map<String, Value> = tables.map(|keys| (keys.name.to_owned(), table_schema(keys))).collect();
    definitions.insert("parameters".to_owned(), parameters_schema());
    // Only 1 exists, and an editor should say so.
    root["properties"]["version"] = json!({"const": 1, "description": root["properties"]["version"]["description"]});
    root["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
    root["title"] = json!("Policy of Wardline");
    root["$defs"] = Value::Object(definitions);
    root
}

fn table_schema(keys: &Keys) -> Value {
    let properties: Map<String, Value> = keys.known.iter().map(|key| (key.name.to_owned(), key_schema(key))).collect();
    let mut schema = json!({"type": "object", "properties": properties, "additionalProperties": false});
    if !keys.required.is_empty() {
        schema["required"] = json!(keys.required);
    }
    schema
}

fn key_schema(key: &Key) -> Value {
    let mut schema = value_schema(key.holds);
    schema["description"] = json!(key.about);
    schema
}

fn value_schema(holds: Holds) -> Value {
    let texts = || json!({"type": "array", "minItems": 1, "items": {"type": "string", "minLength": 1}});
    let table = |keys: &Keys| json!({"$ref": format!("#/$defs/{}", keys.name)});
    match holds {
        Holds::Text | Holds::Condition => json!({"type": "string", "minLength": 1}),
        Holds::Boolean => json!({"type": "boolean"}),
        Holds::Integer(least, most, _) => json!({"type": "integer", "minimum": least, "maximum": most}),
        Holds::Integers(least, most, _) => {
            json!({"type": "array", "items": {"type": "integer", "minimum": least, "maximum": most}})
        }
        Holds::Days => json!({"anyOf": [{"type": "integer", "minimum": 1, "maximum": 3650}, {"const": "none"}]}),
        Holds::Date => json!({"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}),
        Holds::Word(words) => words_schema(words),
        Holds::Listed(words) => json!({"type": "array", "items": words_schema(words)}),
        Holds::Paths | Holds::Rules => texts(),
        Holds::Controls => {
            json!({"type": "array", "minItems": 1, "items": {"type": "string", "pattern": "^[^:]+:.+$"}})
        }
        Holds::Map(keys) => table(keys),
        Holds::List(keys) => json!({"type": "array", "items": table(keys)}),
        Holds::Named(keys) => json!({"type": "object", "additionalProperties": table(keys)}),
        Holds::Parameters => json!({"$ref": "#/$defs/parameters"}),
    }
}

/// The words; where case is free, those forms that people write.
fn words_schema(words: &Words) -> Value {
    let mut all: Vec<String> = words.known.iter().map(|word| (*word).to_owned()).collect();
    if words.any_case {
        let capital = |word: &str| word[..1].to_uppercase() + &word[1..];
        let forms = words.known.iter().flat_map(|word| [word.to_uppercase(), capital(word)]);
        all.extend(forms.filter(|word| words.has(word)));
        all.extend(words.also.iter().map(|word| (*word).to_owned()));
    }
    json!({"enum": all})
}

fn parameters_schema() -> Value {
    let properties: Map<String, Value> = PARAMETERS.iter().map(|p| (p.name.to_owned(), parameter_schema(p))).collect();
    json!({"type": "object", "properties": properties, "additionalProperties": false})
}

fn parameter_schema(parameter: &Parameter) -> Value {
    let mut schema = match parameter.kind {
        ParameterKind::Integer(least, most) => json!({"type": "integer", "minimum": least, "maximum": most}),
        ParameterKind::Word(words) => json!({"enum": words}),
        ParameterKind::Boolean => json!({"type": "boolean"}),
        ParameterKind::Networks => json!({"type": "array", "items": {"type": "string"}}),
    };
    schema["description"] = json!(format!("{} Default: {}. {}.", parameter.about, parameter.default, parameter.basis));
    schema
}
