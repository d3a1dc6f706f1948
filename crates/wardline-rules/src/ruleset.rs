//! All rules of a scan, ready to be applied to files.
//!
//! Rules are grouped by the language of the files they look at. A group's words are indexed when the first file of the language comes,
//! and a rule's patterns are compiled when the first file comes that the rule could match: a run over one small file pays for the few
//! rules it needs.

use crate::formula::{Compiler, Formula};
use crate::languages::{Target, resolve};
use crate::pattern::{MetaNames, WordTable};
use crate::prefilter::{Expressions, Prefilter, Requirement, Words};
use crate::rewrite::Rewrite;
use globset::{Glob, GlobSet, GlobSetBuilder};
use std::sync::OnceLock;
use wardline_base::RuleInfo;
use wardline_lang::{Language, Parser};
use wardline_rulefile::{self as written, Paths, Rule, RuleFile, Text};

/// A mistake in a rule that shows only when it is compiled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleProblem {
    /// The rule file.
    pub path: String,
    /// The rule.
    pub rule: String,
    /// 1-based line in the file.
    pub line: u32,
    /// 1-based column in the file.
    pub column: u32,
    /// What is wrong and what to do.
    pub message: String,
}

/// A rule with its compiled forms.
pub(crate) struct RuleEntry {
    pub(crate) rule: Rule,
    pub(crate) path: String,
    pub(crate) files: PathFilter,
    /// Whether the form for any text is of generic mode.
    pub(crate) generic: bool,
    /// One form for each language that patterns are parsed in.
    forms: Vec<(Option<Language>, OnceLock<Form>)>,
}

/// A rule compiled for one language.
pub(crate) struct Form {
    /// `None` if the rule has problems.
    pub(crate) formula: Option<Formula>,
    pub(crate) metas: MetaNames,
    pub(crate) rewrite: Option<Rewrite>,
    /// Replacements of parts of the formula, which ranges refer to by index.
    pub(crate) fixes: Vec<String>,
    pub(crate) problems: Vec<RuleProblem>,
}

impl RuleEntry {
    /// The rule compiled for files of a language, `None` standing for unparsed text.
    pub(crate) fn form(&self, language: Option<Language>, parser: &mut Parser, words: &WordTable) -> Option<&Form> {
        self.forms.iter().find(|(l, _)| *l == language)?;
        // Languages whose trees have the same words share the first one's form.
        let shared = |l: Option<Language>| l == language || l.zip(language).is_some_and(|(a, b)| a.shares_patterns(b));
        let (language, form) = self.forms.iter().find(|(l, _)| shared(*l))?;
        Some(form.get_or_init(|| self.compile(*language, parser, words, true)))
    }

    /// The languages that the rule is compiled for.
    pub(crate) fn languages(&self) -> impl Iterator<Item = Option<Language>> + '_ {
        self.forms.iter().map(|(language, _)| *language)
    }

    /// Compiles the rule; `guarded` as in [`Compiler`].
    pub(crate) fn compile(
        &self,
        language: Option<Language>,
        parser: &mut Parser,
        words: &WordTable,
        guarded: bool,
    ) -> Form {
        let mut metas = MetaNames::default();
        let mut compiler = Compiler {
            parser,
            language,
            generic: self.generic && language.is_none(),
            metas: &mut metas,
            words,
            guarded,
            fixes: Vec::new(),
            problems: Vec::new(),
        };
        let formula = compiler.formula(&self.rule.formula);
        let fixes = std::mem::take(&mut compiler.fixes);
        let mut problems = std::mem::take(&mut compiler.problems);
        let rewrite = self.rule.fix_regex.as_ref().and_then(|fix| {
            let failed = |message| {
                let (line, column) = (fix.regex.line, fix.regex.column);
                problems.push(crate::formula::Problem { line, column, message });
            };
            Rewrite::compile(fix).map_err(failed).ok()
        });
        let problem = |p: crate::formula::Problem| RuleProblem {
            path: self.path.clone(),
            rule: self.rule.id.text.clone(),
            line: p.line,
            column: p.column,
            message: p.message,
        };
        Form { formula, metas, rewrite, fixes, problems: problems.into_iter().map(problem).collect() }
    }
}

/// `paths:` of a rule, compiled.
#[derive(Default)]
pub(crate) struct PathFilter {
    include: Option<GlobSet>,
    exclude: Option<GlobSet>,
}

impl PathFilter {
    fn new(paths: &Paths) -> Result<Self, (Text, String)> {
        Ok(Self { include: globs(&paths.include)?, exclude: globs(&paths.exclude)? })
    }

    /// Whether the rule looks at the file with this relative path.
    pub(crate) fn admits(&self, path: &str) -> bool {
        self.include.as_ref().is_none_or(|g| g.is_match(path))
            && !self.exclude.as_ref().is_some_and(|g| g.is_match(path))
    }
}

/// Semgrep's globs: a pattern without a leading slash matches at any depth, and a folder stands for what is in it.
fn globs(patterns: &[Text]) -> Result<Option<GlobSet>, (Text, String)> {
    if patterns.is_empty() {
        return Ok(None);
    }
    let mut set = GlobSetBuilder::new();
    for pattern in patterns {
        let body = pattern.text.trim_start_matches("./");
        let rooted = body.strip_prefix('/');
        let body = rooted.unwrap_or(body).trim_end_matches('/');
        let base = if rooted.is_some() || body.starts_with("**/") { body.to_owned() } else { format!("**/{body}") };
        for form in [base.clone(), format!("{base}/**")] {
            let glob = Glob::new(&form).map_err(|e| {
                (pattern.clone(), format!("`{}` is not a valid path pattern: {}", pattern.text, e.kind()))
            })?;
            set.add(glob);
        }
    }
    set.build().map(Some).map_err(|e| (patterns[0].clone(), e.to_string()))
}

/// The rules that look at files of one language: those for its trees, and those for any text.
pub(crate) struct Group {
    pub(crate) parsed: Vec<Need>,
    pub(crate) text: Vec<Need>,
    pub(crate) prefilter: Prefilter,
}

/// What a rule requires of a file.
pub(crate) struct Need {
    /// The index of the rule.
    pub(crate) rule: u32,
    pub(crate) requirement: Requirement,
    /// Whether the rule looks at the text alone, so that nothing need be parsed for it.
    pub(crate) textual: bool,
}

/// All rules of a scan.
pub struct RuleSet {
    pub(crate) entries: Vec<RuleEntry>,
    infos: Vec<RuleInfo>,
    pub(crate) words: WordTable,
    pub(crate) today: Option<i64>,
    /// The rule for whose sake alone a file is not looked at.
    aside: Option<u32>,
    expressions: Expressions,
    groups: Vec<OnceLock<Group>>,
    text_group: OnceLock<Group>,
}

impl RuleSet {
    /// Takes the rules of some files. Rules for languages that are not known are left out and named in the problems.
    pub fn new(files: Vec<RuleFile>) -> (Self, Vec<RuleProblem>) {
        let mut set = Self {
            entries: Vec::new(),
            infos: Vec::new(),
            words: WordTable::default(),
            today: None,
            aside: None,
            expressions: Expressions::default(),
            groups: Language::ALL.iter().map(|_| OnceLock::new()).collect(),
            text_group: OnceLock::new(),
        };
        let mut problems = Vec::new();
        for file in files {
            for rule in file.rules {
                set.add(&file.path, rule, &mut problems);
            }
        }
        (set, problems)
    }

    fn add(&mut self, path: &str, rule: Rule, problems: &mut Vec<RuleProblem>) {
        let mut problem = |at: &Text, message: String| {
            problems.push(RuleProblem {
                path: path.to_owned(),
                rule: rule.id.text.clone(),
                line: at.line,
                column: at.column,
                message,
            });
        };
        let mut forms: Vec<Option<Language>> = Vec::new();
        let mut names = Vec::new();
        let mut generic = false;
        for name in &rule.languages {
            let found = match resolve(&name.text) {
                Some(Target::Parsed(languages)) => languages.into_iter().map(Some).collect(),
                Some(Target::Text) => vec![None],
                Some(Target::Generic) => {
                    generic = true;
                    vec![None]
                }
                None => {
                    problem(
                        name,
                        format!(
                            "`{}` is not a language that Wardline parses; it parses {}",
                            name.text,
                            known_languages()
                        ),
                    );
                    vec![]
                }
            };
            for form in found {
                let name = form.map_or(if generic { "generic" } else { "regex" }, Language::name);
                if !forms.contains(&form) {
                    forms.push(form);
                    names.push(name);
                }
            }
        }
        let files = PathFilter::new(&rule.paths).unwrap_or_else(|(at, message)| {
            problem(&at, message);
            PathFilter::default()
        });
        if forms.is_empty() {
            return;
        }
        self.infos.push(rule.info(names));
        let forms = forms.into_iter().map(|l| (l, OnceLock::new())).collect();
        self.entries.push(RuleEntry { rule, path: path.to_owned(), files, generic, forms });
    }

    /// Sets the day that `today()` in a rule means, in days since 1970-01-01; without one, comparisons with it do not hold.
    pub fn set_today(&mut self, day: i64) {
        self.today = Some(day);
    }

    /// What reports need to know of the rules, by index.
    pub fn infos(&self) -> &[RuleInfo] {
        &self.infos
    }

    /// The rule as written, and the path of its file.
    pub fn rule(&self, index: u32) -> (&Rule, &str) {
        let entry = &self.entries[index as usize];
        (&entry.rule, &entry.path)
    }

    /// Compiles every rule for every language it names and returns what is wrong with them.
    pub fn compile_all(&self) -> Vec<RuleProblem> {
        self.compile_for(&|_| true)
    }

    /// Compiles the rules for text, and those for the languages that are wanted, and returns what is wrong with them.
    pub fn compile_for(&self, wanted: &dyn Fn(Language) -> bool) -> Vec<RuleProblem> {
        let mut parser = Parser::new();
        let mut problems: Vec<RuleProblem> = Vec::new();
        for entry in &self.entries {
            for (language, _) in entry.forms.iter().filter(|(l, _)| l.is_none_or(wanted)) {
                let form = entry.form(*language, &mut parser, &self.words);
                for problem in form.map(|f| f.problems.as_slice()).unwrap_or_default() {
                    if !problems.contains(problem) {
                        problems.push(problem.clone());
                    }
                }
            }
        }
        problems
    }

    /// The rules for files of a language.
    pub(crate) fn group(&self, language: Option<Language>) -> &Group {
        let cell = match language {
            Some(language) => {
                &self.groups[Language::ALL.iter().position(|l| *l == language).expect("every language is in the list")]
            }
            None => &self.text_group,
        };
        cell.get_or_init(|| {
            let mut words = Words::of(&self.expressions);
            let text = self.needs(None, &mut words);
            let parsed = if language.is_some() { self.needs(language, &mut words) } else { Vec::new() };
            Group { parsed, text, prefilter: words.finish() }
        })
    }

    fn needs(&self, language: Option<Language>, words: &mut Words<'_>) -> Vec<Need> {
        let rules = self.entries.iter().enumerate().filter(|(_, e)| e.forms.iter().any(|(l, _)| *l == language));
        rules
            .map(|(index, entry)| Need {
                rule: index as u32,
                requirement: words.requirement(&entry.rule.formula, language, entry.generic),
                textual: is_textual(&entry.rule.formula),
            })
            .collect()
    }

    /// Makes the last rule one that looks along where others look: a file that only it is for has nobody to look at it.
    pub fn set_last_aside(&mut self) {
        self.aside = (self.entries.len() as u32).checked_sub(1);
    }

    /// Whether some rule looks at files of this language, or at any text file.
    pub fn has_rules_for(&self, language: Option<Language>) -> bool {
        let group = self.group(language);
        let needs = if language.is_some() { &group.parsed } else { &group.text };
        needs.iter().any(|need| Some(need.rule) != self.aside)
    }
}

/// Whether a formula is made of regular expressions alone.
fn is_textual(formula: &written::Formula) -> bool {
    use written::{Condition as C, Formula as F};
    match formula {
        F::Regex(_) => true,
        F::Pattern(_) => false,
        F::Inside(inner) | F::Anywhere(inner) | F::Not(inner) | F::Marked { formula: inner, .. } => is_textual(inner),
        F::Or(parts) => parts.iter().all(is_textual),
        F::And { parts, conditions, .. } => {
            let textual = |c: &C| matches!(c, C::Regex { constant_propagation: false, .. } | C::Analysis { .. });
            parts.iter().all(is_textual) && conditions.iter().all(textual)
        }
    }
}

fn known_languages() -> String {
    let names: Vec<&str> = Language::ALL.iter().map(|l| l.name()).chain(["generic", "regex"]).collect();
    names.join(", ")
}
