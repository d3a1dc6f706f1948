//! One file through all rules: prefilter, parse, match, findings.

use crate::evaluate::{Evaluation, Range};
use crate::file::SourceTree;
use crate::fill::{fill, metavariables, replacement};
use crate::prefilter::Found;
use crate::ruleset::{Form, Group, Need, RuleEntry, RuleSet};
use rustc_hash::{FxHashMap, FxHashSet};
use sha2::{Digest, Sha256};
use std::sync::Arc;
use wardline_base::{
    FileStatus, Finding, Fingerprint, Fix, LineIndex, Location, Notice, NoticeKind, RuleInfo, Span, line_hashes,
};
use wardline_lang::{Clock, Language, ParseReport, Parser, Region, template_languages};

/// Findings of one rule in one file; what is more is left out, and a notice says so.
const MAX_FINDINGS: usize = 100_000;
/// Bytes of code that the findings of one file may quote together. Lines of a megabyte with a thousand findings would fill the memory.
const MAX_QUOTED: usize = 16 << 20;
/// Bytes of a piece of code that is quoted; of a longer one, the first ones.
const MAX_QUOTE: usize = 16 << 10;
/// Bytes at each end of a match that its fingerprint is made from, where the match is longer than both.
const FINGERPRINTED: usize = 128 << 10;

/// What became of one file.
#[derive(Debug)]
pub struct FileResult {
    /// The findings, in order of place and rule.
    pub findings: Vec<Finding>,
    /// What went wrong.
    pub notices: Vec<Notice>,
    /// Whether all of it was analysed.
    pub status: FileStatus,
    /// Whether the file was parsed; a file that no rule can match is not.
    pub parsed: bool,
}

/// Applies rules to files, one at a time, reusing its memory. Each thread has its own.
pub struct Scanner<'r> {
    pub(crate) rules: &'r RuleSet,
    pub(crate) parser: Parser,
    pub(crate) file: SourceTree,
    found: Found,
}

impl<'r> Scanner<'r> {
    /// A scanner for these rules.
    pub fn new(rules: &'r RuleSet) -> Self {
        Self { rules, parser: Parser::new(), file: SourceTree::default(), found: Found::default() }
    }

    /// The same scanner, which gives up files whose parsing takes far longer than that of any real one (see [`Parser::set_clock`]).
    #[must_use]
    pub fn with_clock(mut self, clock: Clock) -> Self {
        self.parser.set_clock(clock);
        self
    }

    /// Applies every rule that looks at this file. `language` is the language to parse it as, `None` for plain text; a template, by its
    /// name, is parsed piece by piece instead.
    pub fn scan(&mut self, path: &Arc<str>, text: &str, language: Option<Language>) -> FileResult {
        let mut result =
            FileResult { findings: Vec::new(), notices: Vec::new(), status: FileStatus::Analysed, parsed: false };
        let mut output = Output::new(path, text);
        let is_template = language.is_some() && !template_languages(path).is_empty();
        let regions = if is_template { self.parser.regions(path, text) } else { Vec::new() };
        for region in &regions {
            self.look(path, text, Some(region.language), Some(region), &mut output, &mut result);
        }
        if regions.is_empty() {
            self.look(path, text, language, None, &mut output, &mut result);
        }
        // The last group that was looked for also knows the words of the rules on any text.
        let last = regions.last().map_or(language, |region| Some(region.language));
        let group = self.rules.group(last);
        let survivors = self.survivors(&group.text, path, text);
        self.run(&survivors, None, group, false, &mut output, &mut result);
        result.findings = output.finish();
        result
    }

    /// Applies the rules for one language to the file or to a region of it.
    fn look(
        &mut self,
        path: &str,
        text: &str,
        language: Option<Language>,
        region: Option<&Region>,
        output: &mut Output<'_>,
        result: &mut FileResult,
    ) {
        let group = self.rules.group(language);
        group.prefilter.scan(text, &mut self.found);
        let Some(language) = language else { return };
        let survivors = self.survivors(&group.parsed, path, text);
        if region.is_none() && survivors.iter().all(|need| need.textual) {
            self.run(&survivors, Some(language), group, false, output, result);
            return;
        }
        if survivors.is_empty() {
            return;
        }
        let report = match region {
            Some(region) => self.file.load_region(&mut self.parser, region, text),
            None => self.file.load(&mut self.parser, language, text),
        };
        result.parsed = true;
        self.report_errors(&report, output.path, text, result);
        self.run(&survivors, Some(language), group, true, output, result);
    }

    /// The rules that this file may match.
    fn survivors<'g>(&self, needs: &'g [Need], path: &str, text: &str) -> Vec<&'g Need> {
        let admits = |need: &&Need| self.rules.entries[need.rule as usize].files.admits(path);
        needs.iter().filter(|need| need.requirement.holds(&self.found, text)).filter(admits).collect()
    }

    fn run(
        &mut self,
        survivors: &[&Need],
        language: Option<Language>,
        group: &Group,
        parsed: bool,
        output: &mut Output<'_>,
        result: &mut FileResult,
    ) {
        let (rules, text) = (self.rules, output.text);
        let mut generic = None;
        for index in survivors.iter().map(|need| need.rule) {
            let entry = &rules.entries[index as usize];
            let Some(form) = entry.form(language, &mut self.parser, &rules.words) else { continue };
            let Some(formula) = &form.formula else {
                result.notices.extend(form.problems.first().map(|problem| Notice {
                    kind: NoticeKind::Rule,
                    path: None,
                    span: None,
                    message: format!(
                        "rule {} did not run: {}:{}:{}: {}",
                        problem.rule, problem.path, problem.line, problem.column, problem.message
                    ),
                }));
                continue;
            };
            let file = parsed.then_some(&self.file);
            let mut evaluation = Evaluation {
                file,
                text,
                options: &entry.rule.options,
                metas: &form.metas,
                parser: &mut self.parser,
                today: rules.today,
                words: Some((&group.prefilter, &self.found)),
                generic: &mut generic,
                gaps: Vec::new(),
            };
            let ranges = evaluation.run(formula);
            let mut gaps = evaluation.gaps;
            gaps.dedup();
            for gap in gaps {
                result.notices.push(Notice {
                    kind: NoticeKind::Budget,
                    path: Some(output.path.clone()),
                    span: None,
                    message: format!(
                        "rule {} is incomplete on this file: {gap}; simplify the rule or exclude the file",
                        entry.rule.id.text
                    ),
                });
            }
            output.add(index, &rules.infos()[index as usize], (entry, form), file, ranges);
        }
    }

    fn report_errors(&self, report: &ParseReport, path: &Arc<str>, text: &str, result: &mut FileResult) {
        if report.error_bytes == 0 {
            return;
        }
        let total_bytes = text.len() as u32;
        let before = if let FileStatus::Partial { error_bytes, .. } = result.status { error_bytes } else { 0 };
        let error_bytes = (before + report.error_bytes).min(total_bytes);
        result.status = FileStatus::Partial { error_bytes, total_bytes };
        let message = if report.gave_up {
            "the parser gave up on this file: it needs more than its budget; nothing but text rules looked at it"
                .to_owned()
        } else if report.too_deep {
            format!("nested deeper than {} levels; what lies deeper was not analysed", Parser::MAX_DEPTH)
        } else {
            format!(
                "{} of {} bytes could not be parsed; rules may miss what stands there",
                report.error_bytes,
                text.len()
            )
        };
        let kind = if report.gave_up || report.too_deep { NoticeKind::Budget } else { NoticeKind::Parse };
        result.notices.push(Notice { kind, path: Some(path.clone()), span: report.first_error, message });
    }
}

/// Turns ranges into findings.
struct Output<'t> {
    path: &'t Arc<str>,
    text: &'t str,
    lines: Option<LineIndex>,
    hashes: Option<Vec<String>>,
    findings: Vec<Finding>,
    /// How many findings of a rule have the same text, for telling them apart.
    equals: FxHashMap<u128, u32>,
    /// Bytes of code that findings may still quote.
    quotable: usize,
}

impl<'t> Output<'t> {
    fn new(path: &'t Arc<str>, text: &'t str) -> Self {
        Self {
            path,
            text,
            lines: None,
            hashes: None,
            findings: Vec::new(),
            equals: FxHashMap::default(),
            quotable: MAX_QUOTED,
        }
    }

    /// Adds the findings of a rule; `false` if some are left out because they are too many.
    fn add(
        &mut self,
        rule: u32,
        info: &RuleInfo,
        (entry, form): (&RuleEntry, &Form),
        file: Option<&SourceTree>,
        mut ranges: Vec<Range>,
    ) -> bool {
        ranges.sort_by_key(|r| (r.span.start, r.span.end));
        let mut seen = FxHashSet::default();
        for range in ranges {
            let values = metavariables(form.metas.names(), &range, self.text);
            let quoted: Vec<(String, &str)> = values.iter().map(|(name, value)| (name.clone(), quote(value))).collect();
            let message = if info.redact { entry.rule.message.clone() } else { fill(&entry.rule.message, &quoted) };
            if !seen.insert((range.span, message.clone())) {
                continue;
            }
            if seen.len() > MAX_FINDINGS {
                return false;
            }
            let location = self.location(range.span);
            let snippet = if info.redact { String::new() } else { self.snippet(&location) };
            let fix = if info.redact { None } else { self.fix((entry, form), file, &range, &location) };
            let quoted = if info.redact { Vec::new() } else { self.affordable(quoted) };
            let (fingerprint, content) = self.fingerprint(info, range.span);
            let line_hash = self.line_hash(location.start.line.to_zero_based());
            self.findings.push(Finding {
                rule,
                message,
                snippet,
                severity: info.severity,
                metavariables: quoted,
                fingerprint,
                content,
                line_hash,
                location,
                fix,
                trace: Vec::new(),
            });
        }
        true
    }

    /// The fix that the rule offers for a range, unless it is longer than what may still be quoted.
    fn fix(
        &mut self,
        (entry, form): (&RuleEntry, &Form),
        file: Option<&SourceTree>,
        range: &Range,
        location: &Location,
    ) -> Option<Fix> {
        let own = range.fix.and_then(|index| form.fixes.get(usize::from(index)));
        let written = own
            .or(entry.rule.fix.as_ref().map(|fix| &fix.text))
            .map(|fix| replacement(fix, form.metas.names(), range, file, self.text));
        let rewritten = || form.rewrite.as_ref()?.apply(&self.text[range.span.range()]);
        let replacement = written.or_else(rewritten)?;
        self.quotable = self.quotable.checked_sub(replacement.len())?;
        Some(Fix { span: range.span, start: location.start, end: location.end, replacement })
    }

    /// The values of metavariables as far as they may still be quoted.
    fn affordable(&mut self, values: Vec<(String, &str)>) -> Vec<(String, String)> {
        let bytes: usize = values.iter().map(|(_, value)| value.len()).sum();
        let Some(left) = self.quotable.checked_sub(bytes) else { return Vec::new() };
        self.quotable = left;
        values.into_iter().map(|(name, value)| (name, value.to_owned())).collect()
    }

    fn location(&mut self, span: Span) -> Location {
        let text = self.text;
        let lines = self.lines.get_or_insert_with(|| LineIndex::new(text));
        Location {
            path: self.path.clone(),
            span,
            start: lines.line_column(text, span.start),
            end: lines.line_column(text, span.end),
        }
    }

    /// The whole lines of a location; nothing where they are longer than code that is quoted.
    fn snippet(&mut self, location: &Location) -> String {
        let text = self.text;
        let lines = self.lines.get_or_insert_with(|| LineIndex::new(text));
        let (first, last) = (lines.line_span(text, location.start.line), lines.line_span(text, location.end.line));
        let lines = &text[first.cover(last).range()];
        if lines.len() > MAX_QUOTE || lines.len() > self.quotable {
            return String::new();
        }
        self.quotable -= lines.len();
        lines.to_owned()
    }

    fn line_hash(&mut self, line: u32) -> String {
        let text = self.text;
        self.hashes.get_or_insert_with(|| line_hashes(text)).get(line as usize).cloned().unwrap_or_default()
    }

    /// The rule and the matched text without white space, and which of the equal ones this is. A cryptographic hash, so that nobody can
    /// write code that passes for a finding that was accepted before.
    fn fingerprint(&mut self, info: &RuleInfo, span: Span) -> (Fingerprint, Fingerprint) {
        let content = content(&info.id, &self.text[span.range()]);
        let count = self.equals.entry(content).or_insert(0);
        *count += 1;
        (counted(content, *count), Fingerprint(content))
    }

    fn finish(mut self) -> Vec<Finding> {
        self.findings.sort_by_key(|f| (f.location.span.start, f.location.span.end, f.rule));
        self.findings
    }
}

/// The identity of a finding that no rule of a file made: of a rule and a text, and which of the equal ones it is, from 1 on. The second
/// is that of the rule and the text alone.
pub fn fingerprint(rule: &str, text: &str, count: u32) -> (Fingerprint, Fingerprint) {
    let content = content(rule, text);
    (counted(content, count), Fingerprint(content))
}

fn content(rule: &str, text: &str) -> u128 {
    let bytes = text.as_bytes();
    let (head, tail) = bytes.split_at(bytes.len().min(FINGERPRINTED));
    if tail.is_empty() {
        return digest(&[rule.as_bytes(), &squeezed(head)]);
    }
    let tail = &tail[tail.len().saturating_sub(FINGERPRINTED)..];
    digest(&[rule.as_bytes(), &squeezed(head), &squeezed(tail), &bytes.len().to_be_bytes()])
}

fn counted(content: u128, count: u32) -> Fingerprint {
    Fingerprint(digest(&[&content.to_be_bytes(), &count.to_be_bytes()]))
}

fn digest(parts: &[&[u8]]) -> u128 {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    let bytes: [u8; 32] = hash.finalize().into();
    u128::from_be_bytes(bytes[..16].try_into().expect("half of 32 bytes is 16"))
}

fn squeezed(bytes: &[u8]) -> Vec<u8> {
    bytes.iter().copied().filter(|b| !b.is_ascii_whitespace()).collect()
}

/// The beginning of a piece of code, as long as it may be quoted.
fn quote(code: &str) -> &str {
    &code[..code.floor_char_boundary(MAX_QUOTE)]
}
