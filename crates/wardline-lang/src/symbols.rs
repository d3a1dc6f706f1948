//! Words of one file as small numbers.
//!
//! Comparing names is the innermost step of matching, so every identifier, operator and literal of a file is interned once while the
//! tree is built. The table belongs to one file (a worker clears and reuses it for the next), which keeps memory bounded by the largest
//! file and needs no locks; patterns look their few words up in it before they are matched.

use hashbrown::HashTable;
use rustc_hash::FxHasher;
use std::hash::Hasher;

/// A word of one file's [`Symbols`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Symbol(u32);

impl Symbol {
    /// No word. Its text is empty.
    pub const NONE: Self = Self(0);
    /// A word that no file holds: what a pattern's word becomes when the file does not have it.
    pub const ABSENT: Self = Self(u32::MAX);
}

/// The words of one file.
#[derive(Clone, Debug)]
pub struct Symbols {
    table: HashTable<u32>,
    /// Where each word ends in `text`; it starts where the one before ends.
    ends: Vec<u32>,
    text: String,
}

impl Default for Symbols {
    fn default() -> Self {
        Self { table: HashTable::new(), ends: vec![0], text: String::new() }
    }
}

impl Symbols {
    /// The symbol of a word, new or not. The empty word is [`Symbol::NONE`].
    pub fn intern(&mut self, word: &str) -> Symbol {
        if word.is_empty() {
            return Symbol::NONE;
        }
        let hash = hash(word);
        let (ends, text) = (&self.ends, &self.text);
        if let Some(found) = self.table.find(hash, |i| slice(ends, text, *i) == word) {
            return Symbol(*found);
        }
        self.text.push_str(word);
        let id = self.ends.len() as u32;
        self.ends.push(self.text.len() as u32);
        let (ends, text) = (&self.ends, &self.text);
        self.table.insert_unique(hash, id, |i| self::hash(slice(ends, text, *i)));
        Symbol(id)
    }

    /// The symbol of a word if the file holds it, else [`Symbol::ABSENT`].
    pub fn lookup(&self, word: &str) -> Symbol {
        if word.is_empty() {
            return Symbol::NONE;
        }
        self.table
            .find(hash(word), |i| slice(&self.ends, &self.text, *i) == word)
            .map_or(Symbol::ABSENT, |found| Symbol(*found))
    }

    /// The word of a symbol; empty for `NONE` and `ABSENT`.
    pub fn text(&self, symbol: Symbol) -> &str {
        if symbol == Symbol::ABSENT { "" } else { slice(&self.ends, &self.text, symbol.0) }
    }

    /// Forget all words and keep the memory.
    pub fn clear(&mut self) {
        self.table.clear();
        self.ends.truncate(1);
        self.text.clear();
    }
}

fn slice<'t>(ends: &[u32], text: &'t str, index: u32) -> &'t str {
    let index = index as usize;
    if index == 0 { "" } else { &text[ends[index - 1] as usize..ends[index] as usize] }
}

fn hash(word: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(word.as_bytes());
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_keep_their_symbol_until_cleared() {
        let mut symbols = Symbols::default();
        let words: Vec<String> = (0..5000).map(|i| format!("word{i}")).collect();
        let first: Vec<Symbol> = words.iter().map(|w| symbols.intern(w)).collect();
        let again: Vec<Symbol> = words.iter().map(|w| symbols.lookup(w)).collect();
        assert_eq!(first, again);
        assert_eq!(symbols.text(first[4711]), "word4711");
        assert_eq!(symbols.lookup("other"), Symbol::ABSENT);
        assert_eq!(symbols.intern(""), Symbol::NONE);
        symbols.clear();
        assert_eq!(symbols.lookup("word1"), Symbol::ABSENT);
    }
}
