//! A mapping of the policy file as it was written: every value with its place, checked for its form by the tables and nothing more.
//!
//! Reading and resolving are two steps: a profile is applied on top of a policy that is resolved already, and an error in it must still
//! point at the text.

use crate::Date;
use crate::file::{Written, boolean, date, entries, integer, text, texts};
use crate::keys::{Holds, Keys, Words};
use crate::problem::{Place, Reader, did_you_mean};
use crate::yaml::{Node, Value};

/// A value of the right form.
#[derive(Debug)]
pub(crate) enum Item {
    Text(String),
    Boolean(bool),
    Integer(i64),
    Integers(Vec<Written<i64>>),
    Days(Option<u16>),
    Date(Date),
    Texts(Vec<Written<String>>),
    Map(Fields),
    Maps(Vec<Fields>),
    Named(Vec<(Written<String>, Fields)>),
    Values(Vec<(Written<String>, Node)>),
}

/// The longest time that a policy may give, in days.
const MOST_DAYS: i64 = 3650;

/// A mapping: its keys that are known and have a value of the right form.
#[derive(Debug)]
pub(crate) struct Fields {
    /// Where it starts.
    pub(crate) place: Place,
    /// Whether nothing in it is wrong in its form.
    pub(crate) is_clean: bool,
    items: Vec<(&'static str, Written<Item>)>,
}

impl Fields {
    /// Reads a mapping by its table; `name` is what it is in messages, `prefix` what its keys are called after. All that is wrong is noted.
    pub(crate) fn read(node: Node, name: &str, prefix: &str, keys: &'static Keys, reader: &mut Reader<'_>) -> Self {
        let place = node.place;
        let known: Vec<&'static str> = keys.known.iter().map(|key| key.name).collect();
        let (mut items, before) = (Vec::new(), reader.count());
        for (name, node) in entries(node, name, &known, reader) {
            let Some(key) = keys.known.iter().find(|key| key.name == name) else { continue };
            let full = if prefix.is_empty() { name.to_owned() } else { format!("{prefix}.{name}") };
            let place = node.place;
            if let Some(item) = item(node, &full, key.holds, reader) {
                items.push((key.name, Written::new(item, place)));
            }
        }
        let is_clean = reader.count() == before;
        let fields = Self { place, is_clean, items };
        // A key that is there with a mistake is not missing as well.
        for key in keys.required.iter().filter(|key| is_clean && !fields.has(key)) {
            if *key == "version" {
                let help = "begin the file with `version: 1`";
                reader.problem(place, "the policy does not say which version of the format it is written in", help);
            } else {
                reader.problem(place, format!("{} needs `{key}`", keys.what), format!("add `{key}:` with its value"));
            }
        }
        fields
    }

    fn has(&self, key: &str) -> bool {
        self.items.iter().any(|(name, _)| *name == key)
    }

    fn get<'f, T: ?Sized>(&'f self, key: &str, of: impl Fn(&'f Item) -> Option<&'f T>) -> Option<Written<&'f T>> {
        let (_, written) = self.items.iter().find(|(name, _)| *name == key)?;
        Some(Written { value: of(&written.value)?, at: written.at, width: written.width })
    }

    pub(crate) fn text(&self, key: &str) -> Option<Written<&str>> {
        self.get(key, |item| if let Item::Text(value) = item { Some(value.as_str()) } else { None })
    }

    pub(crate) fn boolean(&self, key: &str) -> Option<Written<bool>> {
        let found = self.get(key, |item| if let Item::Boolean(value) = item { Some(value) } else { None });
        found.map(|w| Written { value: *w.value, at: w.at, width: w.width })
    }

    pub(crate) fn integer(&self, key: &str) -> Option<Written<i64>> {
        let found = self.get(key, |item| if let Item::Integer(value) = item { Some(value) } else { None });
        found.map(|w| Written { value: *w.value, at: w.at, width: w.width })
    }

    pub(crate) fn integers(&self, key: &str) -> Option<Written<&[Written<i64>]>> {
        self.get(key, |item| if let Item::Integers(value) = item { Some(value.as_slice()) } else { None })
    }

    pub(crate) fn days(&self, key: &str) -> Option<Written<Option<u16>>> {
        let found = self.get(key, |item| if let Item::Days(value) = item { Some(value) } else { None });
        found.map(|w| Written { value: *w.value, at: w.at, width: w.width })
    }

    pub(crate) fn date(&self, key: &str) -> Option<Written<Date>> {
        let found = self.get(key, |item| if let Item::Date(value) = item { Some(value) } else { None });
        found.map(|w| Written { value: *w.value, at: w.at, width: w.width })
    }

    pub(crate) fn texts(&self, key: &str) -> Option<Written<&[Written<String>]>> {
        self.get(key, |item| if let Item::Texts(value) = item { Some(value.as_slice()) } else { None })
    }

    pub(crate) fn map(&self, key: &str) -> Option<&Fields> {
        self.get(key, |item| if let Item::Map(value) = item { Some(value) } else { None }).map(|w| w.value)
    }

    pub(crate) fn maps(&self, key: &str) -> Option<&[Fields]> {
        self.get(key, |item| if let Item::Maps(value) = item { Some(value.as_slice()) } else { None }).map(|w| w.value)
    }

    pub(crate) fn named(&self, key: &str) -> &[(Written<String>, Fields)] {
        self.get(key, |item| if let Item::Named(value) = item { Some(value.as_slice()) } else { None })
            .map_or(&[], |w| w.value)
    }

    pub(crate) fn values(&self, key: &str) -> &[(Written<String>, Node)] {
        self.get(key, |item| if let Item::Values(value) = item { Some(value.as_slice()) } else { None })
            .map_or(&[], |w| w.value)
    }
}

fn item(node: Node, name: &str, holds: Holds, reader: &mut Reader<'_>) -> Option<Item> {
    match holds {
        Holds::Text | Holds::Condition => filled(text(node, name, reader)?, name, reader).map(|t| Item::Text(t.value)),
        Holds::Boolean => boolean(node, name, reader).map(|b| Item::Boolean(b.value)),
        Holds::Integer(least, most, what) => {
            let written = integer(node, name, reader)?;
            within(&written, least, most, what, reader).then_some(Item::Integer(written.value))
        }
        Holds::Integers(least, most, what) => {
            let Value::Sequence(nodes) = node.value else {
                not(&node, name, "a list of numbers", "write numbers in brackets: `[79, 89]`", reader);
                return None;
            };
            let nodes = nodes.into_iter().filter_map(|node| integer(node, &format!("an item of {name}"), reader));
            let all: Vec<Written<i64>> = nodes.collect();
            Some(Item::Integers(all.into_iter().filter(|n| within(n, least, most, what, reader)).collect()))
        }
        Holds::Days => days(node, name, reader).map(Item::Days),
        Holds::Date => date(&text(node, name, reader)?, reader).map(Item::Date),
        Holds::Word(words) => word(text(node, name, reader)?, name, words, reader).map(|w| Item::Text(w.value)),
        Holds::Listed(words) => {
            let list = texts(node, name, reader)?.value;
            Some(Item::Texts(list.into_iter().filter_map(|item| word(item, name, words, reader)).collect()))
        }
        Holds::Paths | Holds::Rules | Holds::Controls => {
            let before = reader.count();
            let list = texts(node, name, reader)?;
            // A condition that nothing can meet is a slip: whoever wants none leaves the key out.
            if list.value.is_empty() && reader.count() == before {
                reader.problem(list.place(), format!("{name} is empty"), "name at least one, or remove the key");
            }
            let all = list.value.into_iter().filter_map(|item| filled(item, name, reader));
            Some(Item::Texts(all.collect()))
        }
        Holds::Map(keys) => Some(Item::Map(Fields::read(node, name, name, keys, reader))),
        Holds::List(keys) => {
            let Value::Sequence(nodes) = node.value else {
                not(&node, name, "a list", "write each entry as an item: `- …`", reader);
                return None;
            };
            let read = |node| Fields::read(node, keys.what, name, keys, reader);
            Some(Item::Maps(nodes.into_iter().map(read).collect()))
        }
        Holds::Named(keys) => {
            let pairs = pairs(node, name, reader)?;
            let read = |(key, place, node): (String, Place, Node)| {
                let full = format!("{name}.{key}");
                let fields = Fields::read(node, &full, &full, keys, reader);
                (Written::new(key, place), fields)
            };
            Some(Item::Named(pairs.into_iter().map(read).collect()))
        }
        Holds::Parameters => {
            let pairs = pairs(node, name, reader)?;
            Some(Item::Values(pairs.into_iter().map(|(key, at, node)| (Written::new(key, at), node)).collect()))
        }
    }
}

fn pairs(node: Node, name: &str, reader: &mut Reader<'_>) -> Option<Vec<(String, Place, Node)>> {
    if let Value::Mapping(pairs) = node.value {
        return Some(pairs);
    }
    not(&node, name, "a mapping", "write each entry as `name: …`", reader);
    None
}

fn not(node: &Node, name: &str, wanted: &str, help: &str, reader: &mut Reader<'_>) {
    reader.problem(node.place, format!("{name} must be {wanted}, and this is {}", node.value.kind()), help);
}

fn filled(text: Written<String>, name: &str, reader: &mut Reader<'_>) -> Option<Written<String>> {
    if text.value.trim().is_empty() {
        reader.problem(text.place(), format!("{name} is an empty text"), "write something, or remove it");
        return None;
    }
    Some(text)
}

fn within(number: &Written<i64>, least: i64, most: i64, what: &str, reader: &mut Reader<'_>) -> bool {
    let is_within = (least..=most).contains(&number.value);
    if !is_within {
        let help = format!("write a whole number from {least} to {most}");
        reader.problem(number.place(), format!("{} is no {what}", number.value), help);
    }
    is_within
}

fn days(node: Node, name: &str, reader: &mut Reader<'_>) -> Option<Option<u16>> {
    match &node.value {
        Value::Text(text) if text == "none" => Some(None),
        Value::Integer(days) if (1..=MOST_DAYS).contains(days) => Some(u16::try_from(*days).ok()),
        other => {
            let message = match other {
                Value::Integer(days) => format!("{days} is no number of days"),
                other => format!("{name} must be a number of days, and this is {}", other.kind()),
            };
            reader.problem(node.place, message, format!("write 1 to {MOST_DAYS}, or `none`"));
            None
        }
    }
}

fn word(text: Written<String>, name: &str, words: &Words, reader: &mut Reader<'_>) -> Option<Written<String>> {
    if words.has(&text.value) {
        return Some(text);
    }
    if matches!(text.value.as_str(), "internal" | "internal-error") && name.contains("ledger.allow") {
        let message = format!("`{}` cannot be allowed: an error of the tool is never a pass", text.value);
        reader.problem(text.place(), message, "remove it from the list");
        return None;
    }
    let message = format!("`{}` is no {} for {name}", text.value, words.what);
    reader.problem(text.place(), message, did_you_mean(&text.value, words.known));
    None
}
