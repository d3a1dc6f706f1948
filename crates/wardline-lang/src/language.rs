//! The languages, as one table: names, file names, grammar, lowering.
//!
//! Adding a language is a module with its table and one entry here.

use crate::grammar::Grammar;
use crate::lower::Row;
use crate::pattern::PatternSpec;
use crate::placeholder::TypedStyle;
use std::borrow::Cow;
use std::sync::OnceLock;

/// Everything a language brings.
pub(crate) struct Definition {
    pub(crate) name: &'static str,
    /// Other names that rules use for it.
    pub(crate) aliases: &'static [&'static str],
    /// File name extensions, without the dot, in lower case.
    pub(crate) extensions: &'static [&'static str],
    /// Whole file names, in lower case; a trailing `*` stands for any ending.
    pub(crate) file_names: &'static [&'static str],
    pub(crate) grammar: fn() -> tree_sitter::Language,
    pub(crate) table: &'static [Row],
    /// Punctuation that means something in this language, and keywords that are expressions.
    pub(crate) keep: &'static [&'static str],
    pub(crate) pattern: PatternSpec,
    pub(crate) traits: Traits,
    /// The other languages whose files a rule means by this name.
    pub(crate) includes: &'static [Language],
    /// The other languages whose trees have the same words, so that a pattern parsed for one serves all.
    pub(crate) shares_patterns: &'static [Language],
    /// Masks what the grammar has no words for; the text keeps its length.
    pub(crate) mask: Option<fn(&str) -> Cow<'_, str>>,
}

/// What matching and name resolution need to know of a language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Traits {
    /// Whether a name in a pattern also stands for what an import calls otherwise.
    pub resolves_imports: bool,
    /// Whether an assignment to a name not seen before declares it.
    pub assignment_declares: bool,
    /// Whether string literals must be in the text for a pattern with them to match, because nothing can compute them.
    pub literal_strings: bool,
    /// Whether an imported path written with slashes is used by the name of its last part.
    pub packages: bool,
    /// How the identifiers of a pattern stand in every text that it matches.
    pub words: WordForm,
    /// Whether string literals begin and end with quotes, so that a text that has a value only in pieces has the first one between some.
    pub quoted: bool,
    /// Keywords and operators that stand in every text that a pattern with them matches: they have no other spelling and nothing else is
    /// taken for them.
    pub certain: &'static [&'static str],
}

/// How identifiers of patterns stand in texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WordForm {
    /// In any case, maybe as parts of longer words.
    Loose,
    /// As whole words, in the same case.
    Exact,
}

macro_rules! languages {
    ($($(#[$doc:meta])* $variant:ident: $feature:literal => $module:ident,)*) => {
        /// A language that Wardline parses.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Language { $($(#[$doc])* #[cfg(feature = $feature)] $variant,)* }

        impl Language {
            /// Every language of this build, in order.
            pub const ALL: &'static [Self] = &[$(#[cfg(feature = $feature)] Self::$variant,)*];

            pub(crate) fn definition(self) -> &'static Definition {
                match self { $(#[cfg(feature = $feature)] Self::$variant => &crate::$module::DEFINITION,)* }
            }

            pub(crate) fn grammar(self) -> &'static Grammar {
                match self { $(#[cfg(feature = $feature)] Self::$variant => {
                    static GRAMMAR: OnceLock<Grammar> = OnceLock::new();
                    GRAMMAR.get_or_init(|| {
                        let definition = &crate::$module::DEFINITION;
                        Grammar::new((definition.grammar)(), definition.table, definition.keep)
                    })
                })* }
            }
        }
    };
}

languages! {
    /// Python 3 (and what of Python 2 the grammar takes).
    Python: "python" => python,
    /// Go.
    Go: "go" => go,
    /// Terraform and other HCL.
    Terraform: "terraform" => terraform,
    /// Java up to 21.
    Java: "java" => java,
    /// C# up to 12.
    CSharp: "csharp" => csharp,
    /// Rust.
    Rust: "rust" => rust,
    /// Ruby.
    Ruby: "ruby" => ruby,
    /// Kotlin, scripts included.
    Kotlin: "kotlin" => kotlin,
    /// Swift.
    Swift: "swift" => swift,
    /// JavaScript, with elements.
    JavaScript: "javascript" => javascript,
    /// TypeScript without elements.
    TypeScript: "javascript" => typescript,
    /// TypeScript with elements.
    Tsx: "javascript" => tsx,
    /// YAML 1.2, with the truth values of 1.1.
    Yaml: "yaml" => yaml,
    /// JSON, with comments.
    Json: "json" => json,
    /// Dockerfile, with the commands in it.
    Dockerfile: "dockerfile" => dockerfile,
    /// Headers of C and C++. Before C, which has them where C++ is left out.
    CHeader: "cpp" => c_header,
    /// C up to C23.
    C: "c" => c,
    /// C++ up to C++20.
    Cpp: "cpp" => cpp,
    /// Bash and the POSIX shell.
    Bash: "bash" => bash,
    /// Lua 5.
    Lua: "lua" => lua,
    /// Elixir.
    Elixir: "elixir" => elixir,
    /// Scala 2 and 3.
    Scala: "scala" => scala,
    /// Dart 3.
    Dart: "dart" => dart,
    /// PHP up to 8.4.
    Php: "php" => php,
    /// Solidity up to 0.8, with inline assembly.
    Solidity: "solidity" => solidity,
    /// Apex, with the queries in it.
    Apex: "apex" => apex,
    /// HTML, with the code of templates masked.
    Html: "html" => html,
    /// XML, with its document types.
    Xml: "xml" => xml,
    /// CSS, with nested rules.
    Css: "css" => css,
    /// SQL of most dialects.
    Sql: "sql" => sql,
    /// TOML 1.0.
    Toml: "toml" => toml,
    /// Java's property files.
    Properties: "properties" => properties,
}

/// Whether what a pattern skips whole is a comment rather than a string.
pub(crate) fn is_comment((open, close, _): &(&str, &str, bool)) -> bool {
    *close == "\n" || matches!(*open, "/*" | "<!--")
}

impl Language {
    /// The name used in rules, reports and on the command line.
    pub fn name(self) -> &'static str {
        self.definition().name
    }

    /// Other names for it.
    pub fn aliases(self) -> &'static [&'static str] {
        self.definition().aliases
    }

    /// The extensions of its files, without the dot.
    pub fn extensions(self) -> &'static [&'static str] {
        self.definition().extensions
    }

    /// Whole names of its files, in lower case; a `*` at the end stands for any ending.
    pub fn file_names(self) -> &'static [&'static str] {
        self.definition().file_names
    }

    /// The language of this name or alias, in any case.
    pub fn from_name(name: &str) -> Option<Self> {
        let name = name.to_ascii_lowercase();
        Self::ALL.iter().copied().find(|l| l.name() == name || l.definition().aliases.contains(&name.as_str()))
    }

    /// The languages whose files a rule means by this name or alias: a rule for TypeScript is one for TSX too. Empty for an unknown name.
    pub fn all_of_name(name: &str) -> Vec<Self> {
        Self::from_name(name).map(Self::with_included).unwrap_or_default()
    }

    fn with_included(self) -> Vec<Self> {
        std::iter::once(self).chain(self.definition().includes.iter().copied()).collect()
    }

    /// Whether a pattern parsed for one language serves the other, because their trees have the same words.
    pub fn shares_patterns(self, other: Self) -> bool {
        self == other || self.definition().shares_patterns.contains(&other)
    }

    /// The language of a file, by its name and, for scripts without an extension, its first line.
    pub fn of_file(path: &str, first_line: &str) -> Option<Self> {
        let name = path.rsplit('/').next().unwrap_or(path).to_ascii_lowercase();
        let find = |applies: &dyn Fn(&Definition) -> bool| Self::ALL.iter().copied().find(|l| applies(l.definition()));
        let extension = name.rsplit_once('.').map(|(_, extension)| extension);
        // An extension says more than the start of a name: `dockerfile.go` is Go.
        find(&|d| d.file_names.contains(&name.as_str()))
            .or_else(|| find(&|d| extension.is_some_and(|e| d.extensions.contains(&e))))
            .or_else(|| {
                find(&|d| d.file_names.iter().any(|f| f.strip_suffix('*').is_some_and(|start| name.starts_with(start))))
            })
            .or_else(|| if extension.is_none() { Self::of_shebang(first_line) } else { None })
            // Many languages have templates of this name; PHP's say what they are.
            .or_else(|| {
                let is_php = extension == Some("tpl") && first_line.starts_with("<?php");
                if is_php { Self::from_name("php") } else { None }
            })
    }

    /// The language that a script's `#!` line names.
    fn of_shebang(first_line: &str) -> Option<Self> {
        let program = first_line
            .strip_prefix("#!")?
            .split_whitespace()
            .flat_map(|w| w.rsplit('/').next())
            .find(|w| *w != "env")?;
        Self::from_name(program.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.'))
    }

    /// The text as the grammar reads it: of the same length, with what it has no words for masked.
    pub(crate) fn readable(self, text: &str) -> Cow<'_, str> {
        self.definition().mask.map_or(Cow::Borrowed(text), |mask| mask(text))
    }

    /// What matching needs to know of the language.
    pub fn traits(self) -> Traits {
        self.definition().traits
    }

    /// Whether a string literal is a pointer to characters and null is a pointer, as in C and C++.
    pub fn has_pointer_literals(self) -> bool {
        matches!(self.name(), "c" | "c-header" | "cpp")
    }

    /// Whether whole and fractional numbers are of one type, as in JavaScript.
    pub fn has_one_number_type(self) -> bool {
        matches!(self.name(), "javascript" | "typescript" | "tsx")
    }

    /// Whether a string stands for the number or truth value that it spells, as in Terraform.
    pub fn reads_strings_as_values(self) -> bool {
        self.name() == "terraform"
    }

    /// How comments open and close; one that ends with its line closes with `"\n"`.
    pub fn comments(self) -> impl Iterator<Item = (&'static str, &'static str)> {
        let quotes = self.pattern_spec().text.quotes.iter();
        quotes.filter(|quote| is_comment(quote)).map(|(open, close, _)| (*open, *close))
    }

    /// A pattern for any expression of this type; `None` where the language's patterns have no types.
    pub fn typed_metavariable(self, type_text: &str) -> Option<String> {
        match self.pattern_spec().text.typed {
            TypedStyle::None => None,
            TypedStyle::TypeFirst => Some(format!("({type_text} $_)")),
            TypedStyle::NameFirst => Some(format!("($_: {type_text})")),
        }
    }

    pub(crate) fn pattern_spec(self) -> &'static PatternSpec {
        &self.definition().pattern
    }
}
