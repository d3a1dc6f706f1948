//! JSON, read strictly: what two readers could understand differently is an error.
//!
//! Of two equal keys some readers take the first and some the last, and what follows a document is ignored by some. A signature is worth
//! nothing if the one who checks it and the one who uses the content read different things, so both are refused.

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};
use std::fmt;

/// Reads one document that is all of the bytes, without an object that has a key twice.
pub(crate) fn read(bytes: &[u8]) -> Result<Value, String> {
    let mut deserializer = serde_json::Deserializer::from_slice(bytes);
    let value = Strict.deserialize(&mut deserializer).map_err(|error| error.to_string())?;
    deserializer.end().map_err(|error| error.to_string())?;
    Ok(value)
}

struct Strict;

impl<'de> DeserializeSeed<'de> for Strict {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Strict {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }
    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }
    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }
    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }
    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }
    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        Number::from_f64(value).map(Value::Number).ok_or_else(|| E::custom("a number without end"))
    }
    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(Self)? {
            list.push(item);
        }
        Ok(Value::Array(list))
    }
    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut map = Map::new();
        while let Some(key) = entries.next_key::<String>()? {
            let value = entries.next_value_seed(Self)?;
            if map.contains_key(&key) {
                return Err(A::Error::custom(format!("the key {key:?} is there twice")));
            }
            map.insert(key, value);
        }
        Ok(Value::Object(map))
    }
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn only_what_everybody_reads_alike_is_read() {
        for good in [r#"{"a":[1,-2,0.5,"x",null,true,{"a":1}]}"#, " [] \n", "\"\\u00e9\""] {
            assert_eq!(read(good.as_bytes()), Ok(serde_json::from_str(good).unwrap()), "{good}");
        }
        for (bad, expected) in [
            (r#"{"a":1,"a":1}"#, "the key \"a\" is there twice"),
            (r#"{"x":[{"a":1,"\u0061":2}]}"#, "the key \"a\" is there twice"),
            ("{} {}", "trailing characters"),
            ("{}\u{0}", "trailing characters"),
            ("{", "EOF"),
            ("", "EOF"),
            ("\u{feff}{}", "expected value"),
        ] {
            let error = read(bad.as_bytes()).unwrap_err();
            assert!(error.contains(expected), "{bad}: {error}");
        }
        assert!(read(&[b'"', 0xff, b'"']).unwrap_err().contains("invalid unicode"));
        let deep = "[".repeat(100_000);
        assert!(read(deep.as_bytes()).unwrap_err().contains("recursion limit"));
    }
}
