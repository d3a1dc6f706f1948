//! Containers that a hostile file cannot blow up.
//!
//! Three bytes of JSON (`{},`) can become hundreds of bytes of memory, so a limit on the size of a file is no limit on what reading it
//! takes. Whatever is kept of a file is counted here as it is parsed, against one budget that is set anew for each part of the file; a
//! file that is over it is an error with its place. A key that is there twice is an error too, because readers differ on which one counts.

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};
use std::cell::Cell;
use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;

thread_local! {
    // serde hands no state to what it derives; a file is parsed on one thread, from `refill` to the end.
    static LEFT: Cell<usize> = const { Cell::new(0) };
}

/// Allows this many values from here on.
pub(super) fn refill(values: usize) {
    LEFT.set(values);
}

fn spend<E: Error>() -> Result<(), E> {
    match LEFT.get() {
        0 => Err(E::custom("there are more values here than any tool writes")),
        left => {
            LEFT.set(left - 1);
            Ok(())
        }
    }
}

/// A list.
pub(super) struct List<T>(Vec<T>);

impl<T> Deref for List<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.0
    }
}

impl<'l, T> IntoIterator for &'l List<T> {
    type Item = &'l T;
    type IntoIter = std::slice::Iter<'l, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for List<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Items<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for Items<T> {
            type Value = List<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<List<T>, A::Error> {
                let mut out = Vec::new();
                while let Some(item) = items.next_element()? {
                    spend()?;
                    out.push(item);
                }
                Ok(List(out))
            }
        }
        from.deserialize_seq(Items(PhantomData))
    }
}

/// An object with keys that the file chooses.
pub(super) struct Dictionary<T>(BTreeMap<String, T>);

impl<T> Deref for Dictionary<T> {
    type Target = BTreeMap<String, T>;

    fn deref(&self) -> &BTreeMap<String, T> {
        &self.0
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Dictionary<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Entries<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for Entries<T> {
            type Value = Dictionary<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Dictionary<T>, A::Error> {
                let mut out = BTreeMap::new();
                while let Some((key, value)) = entries.next_entry::<String, T>()? {
                    spend()?;
                    twice(&key, out.contains_key(&key))?;
                    out.insert(key, value);
                }
                Ok(Dictionary(out))
            }
        }
        from.deserialize_map(Entries(PhantomData))
    }
}

fn twice<E: Error>(key: &str, is: bool) -> Result<(), E> {
    if is { Err(E::custom(format_args!("duplicate key `{}`", crate::escape::one_line(key)))) } else { Ok(()) }
}

/// A property bag (§3.8): whatever a tool wants to say.
#[derive(Clone, Default)]
pub(super) struct Properties(pub(super) Map<String, Value>);

impl Deref for Properties {
    type Target = Map<String, Value>;

    fn deref(&self) -> &Map<String, Value> {
        &self.0
    }
}

impl<'de> Deserialize<'de> for Properties {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        match Any.deserialize(from)? {
            Value::Object(map) => Ok(Self(map)),
            _ => Err(D::Error::custom("a property bag must be an object")),
        }
    }
}

/// Any value.
#[derive(Clone, Copy)]
struct Any;

impl<'de> DeserializeSeed<'de> for Any {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Value, D::Error> {
        spend()?;
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Any {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
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

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Number::from_f64(value).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut out = Vec::new();
        while let Some(item) = items.next_element_seed(self)? {
            out.push(item);
        }
        Ok(Value::Array(out))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut out = Map::new();
        while let Some(key) = entries.next_key::<String>()? {
            twice(&key, out.contains_key(&key))?;
            let value = entries.next_value_seed(self)?;
            out.insert(key, value);
        }
        Ok(Value::Object(out))
    }
}

/// Fingerprints (§3.27.16, §3.27.17), by name. What is no text says nothing.
pub(super) struct Prints(BTreeMap<String, String>);

impl Deref for Prints {
    type Target = BTreeMap<String, String>;

    fn deref(&self) -> &BTreeMap<String, String> {
        &self.0
    }
}

impl<'de> Deserialize<'de> for Prints {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let Properties(map) = Properties::deserialize(from)?;
        let text = |(name, value)| match value {
            Value::String(text) => Some((name, text)),
            _ => None,
        };
        Ok(Self(map.into_iter().filter_map(text).collect()))
    }
}

/// A list of which only the length is kept: results, which a second pass reads one by one, and suppressions, which say nothing to us.
pub(super) struct Skipped(pub(super) usize);

impl<'de> Deserialize<'de> for Skipped {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Count;
        impl<'de> Visitor<'de> for Count {
            type Value = Skipped;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Skipped, A::Error> {
                let mut count = 0;
                while items.next_element::<IgnoredAny>()?.is_some() {
                    count += 1;
                }
                Ok(Skipped(count))
            }
        }
        from.deserialize_seq(Count)
    }
}

/// An entry of `externalPropertyFileReferences` (§3.15): one file, or a list of them.
pub(super) struct External {
    /// Whether it names a file.
    pub(super) is_there: bool,
    /// The URI of the first.
    pub(super) uri: Option<String>,
}

impl<'de> Deserialize<'de> for External {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let value = Any.deserialize(from)?;
        let first = if value.is_array() { value.get(0) } else { Some(&value) };
        let uri = first.and_then(|file| file.pointer("/location/uri")).and_then(Value::as_str).map(str::to_owned);
        Ok(Self { is_there: first.is_some_and(|file| !file.is_null()), uri })
    }
}
