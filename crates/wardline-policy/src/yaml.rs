//! YAML as a tree in which every key and value knows its place.
//!
//! Deriving a reader for each struct would stop at the first wrong type; a plain tree lets the reader of the policy go on and report
//! every problem at its own line and column.

use crate::problem::{Place, Reader};
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_saphyr::Spanned;
use std::fmt;
use wardline_base::{Line, LineColumn};

/// A value and where it is.
#[derive(Debug)]
pub(crate) struct Node {
    pub(crate) value: Value,
    pub(crate) place: Place,
}

/// What YAML can say.
#[derive(Debug)]
pub(crate) enum Value {
    Null,
    Bool(bool),
    Integer(i64),
    /// A number that is no integer of 64 bits.
    Number,
    Text(String),
    Sequence(Vec<Node>),
    Mapping(Vec<(String, Place, Node)>),
}

impl Value {
    /// What a person would call this kind of value.
    pub(crate) const fn kind(&self) -> &'static str {
        match self {
            Self::Null => "nothing",
            Self::Bool(_) => "true or false",
            Self::Integer(_) | Self::Number => "a number",
            Self::Text(_) => "a text",
            Self::Sequence(_) => "a list",
            Self::Mapping(_) => "a mapping",
        }
    }
}

/// Reads one document. An empty one is `Null`; what is no YAML is a problem and `None`.
pub(crate) fn read(text: &str, reader: &mut Reader<'_>) -> Option<Node> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    match serde_saphyr::from_str::<Option<Node>>(text) {
        Ok(node) => Some(node.unwrap_or(Node { value: Value::Null, place: Place::START })),
        Err(error) => {
            let place = error.location().map_or(Place::START, |l| place(&l));
            let message = error.without_snippet().to_string();
            reader.problem(place, format!("this is not valid YAML: {message}"), "mend the syntax here");
            None
        }
    }
}

fn place(location: &serde_saphyr::Location) -> Place {
    let line = Line::from_zero_based(u32::try_from(location.line().saturating_sub(1)).unwrap_or(u32::MAX - 1));
    let column = u32::try_from(location.column().max(1)).unwrap_or(u32::MAX);
    let width = u32::try_from(location.span().len()).unwrap_or(u32::MAX);
    Place { at: LineColumn { line, column }, width: width.max(1) }
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let spanned = Spanned::<Value>::deserialize(deserializer)?;
        let mut place = place(&spanned.referenced);
        if matches!(spanned.value, Value::Mapping(_) | Value::Sequence(_)) {
            place.width = 1;
        }
        Ok(Self { value: spanned.value, place })
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Any;
        impl<'de> Visitor<'de> for Any {
            type Value = Value;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a YAML value")
            }
            fn visit_unit<E>(self) -> Result<Value, E> {
                Ok(Value::Null)
            }
            fn visit_none<E>(self) -> Result<Value, E> {
                Ok(Value::Null)
            }
            fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
                deserializer.deserialize_any(Any)
            }
            fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
                Ok(Value::Bool(value))
            }
            fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
                Ok(Value::Integer(value))
            }
            fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
                Ok(i64::try_from(value).map_or(Value::Number, Value::Integer))
            }
            fn visit_i128<E>(self, _: i128) -> Result<Value, E> {
                Ok(Value::Number)
            }
            fn visit_u128<E>(self, _: u128) -> Result<Value, E> {
                Ok(Value::Number)
            }
            fn visit_f64<E>(self, _: f64) -> Result<Value, E> {
                Ok(Value::Number)
            }
            fn visit_str<E>(self, value: &str) -> Result<Value, E> {
                Ok(Value::Text(value.to_owned()))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
                let mut nodes = Vec::new();
                while let Some(node) = items.next_element()? {
                    nodes.push(node);
                }
                Ok(Value::Sequence(nodes))
            }
            fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
                let mut pairs = Vec::new();
                while let Some((key, node)) = entries.next_entry::<Spanned<String>, Node>()? {
                    pairs.push((key.value, place(&key.referenced), node));
                }
                Ok(Value::Mapping(pairs))
            }
        }
        deserializer.deserialize_any(Any)
    }
}
