//! The results of a file, one by one.
//!
//! A result names its rule by a place in a list that may come later in the file, so the file is read twice: once without its results, and
//! once for them alone. Only one result is in memory at a time, whatever their number.

use super::read_bounded::refill;
use super::read_model::SarifResult;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// The most results that are read from one file.
const MOST: usize = 1_000_000;
/// The most values that one result may hold.
const VALUES: usize = 200_000;

/// Calls `take` with the index of the run, the index of the result in it, and the result.
pub(super) fn each_result(
    bytes: &[u8],
    take: &mut dyn FnMut(usize, usize, SarifResult),
) -> Result<(), serde_json::Error> {
    let mut json = serde_json::Deserializer::from_slice(bytes);
    let mut count = 0;
    Part { depth: 0, run: 0, count: &mut count, take }.deserialize(&mut json)?;
    json.end()
}

/// The way down: the log, its `runs`, one run, its `results`.
struct Part<'t> {
    depth: u8,
    run: usize,
    count: &'t mut usize,
    take: &'t mut dyn FnMut(usize, usize, SarifResult),
}

impl Part<'_> {
    fn below(&mut self, run: usize) -> Part<'_> {
        Part { depth: self.depth + 1, run, count: self.count, take: self.take }
    }
}

impl<'de> DeserializeSeed<'de> for Part<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Part<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.depth.is_multiple_of(2) { "an object" } else { "a list" })
    }

    /// No runs, no results: what that means was told by the first reading.
    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut entries: A) -> Result<(), A::Error> {
        let wanted = if self.depth == 0 { "runs" } else { "results" };
        while let Some(key) = entries.next_key::<String>()? {
            if self.depth.is_multiple_of(2) && key == wanted {
                let run = self.run;
                entries.next_value_seed(self.below(run))?;
            } else {
                entries.next_value::<IgnoredAny>()?;
            }
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut items: A) -> Result<(), A::Error> {
        let mut index = 0;
        if self.depth == 1 {
            while items.next_element_seed(self.below(index))?.is_some() {
                index += 1;
            }
            return Ok(());
        }
        loop {
            refill(VALUES);
            let Some(result) = items.next_element::<SarifResult>()? else { return Ok(()) };
            if *self.count == MOST {
                return Err(A::Error::custom(format_args!("the file holds more than {MOST} results")));
            }
            *self.count += 1;
            (self.take)(self.run, index, result);
            index += 1;
        }
    }
}
