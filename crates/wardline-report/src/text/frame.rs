//! One finding as a code frame.
//!
//! The frame is drawn by rustc's own renderer. Lines are cut before they reach it: a minified file can be one line of megabytes, and
//! neither a screen nor a build log wants more of it than the place that matters.

use super::{Paint, wrap};
use crate::escape::{is_log_command, lookalike, one_line};
use crate::place::{offset_in, range_in};
use crate::{Report, Taxonomy};
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Patch, Renderer, Snippet};
use std::collections::BTreeMap;
use std::ops::Range;
use wardline_base::{Finding, RuleInfo, RuleKind, Severity};
use wardline_policy::{Action, Judged};

/// Who answers for a finding, and by when.
fn answer(judged: &Judged) -> Option<String> {
    let owner = judged.owner.as_ref().map(|owner| format!("owner: {owner}"));
    let late = if judged.overdue { ", overdue" } else { "" };
    let due = judged.due.map(|due| format!("due: {due}{late}"));
    let parts: Vec<String> = owner.into_iter().chain(due).collect();
    (!parts.is_empty()).then(|| one_line(&parts.join(" · ")).into_owned())
}

/// The longest range, in lines, that is shown whole; of a longer one the first lines are.
const MAX_LINES: usize = 12;
/// The most steps of a data flow that are shown.
const MAX_STEPS: usize = 10;

pub(super) struct Frames<'r> {
    report: &'r Report<'r>,
    renderer: Renderer,
    width: usize,
    /// Framework id to its place in the report and its name for people.
    names: BTreeMap<&'r str, (usize, &'r str)>,
}

impl<'r> Frames<'r> {
    pub(super) fn new(report: &'r Report<'r>, paint: Paint) -> Self {
        let width = report.text.width.max(40);
        let renderer = if paint.0 { Renderer::styled() } else { Renderer::plain() };
        let names = report.taxonomies.iter().enumerate();
        let names = names.map(|(place, Taxonomy { id, name, .. })| (id.as_str(), (place, name.as_str()))).collect();
        Self { report, renderer: renderer.term_width(width), width, names }
    }

    /// The frame of the finding with this index, without a line break at its end.
    pub(super) fn render(&self, index: usize) -> String {
        let finding = &self.report.findings[index];
        let info = self.report.info(finding);
        let level = level(info, finding.severity);
        let headline = one_line(if info.title.is_empty() { &info.id } else { &info.title });
        let id = one_line(&info.id);
        let title = level.primary_title(&*headline).id(&*id);
        let path = one_line(&finding.location.path);
        let code = Code::new(finding, info, self.width);
        let group: Group<'_> = match &code {
            Some(code) => title.element(
                Snippet::source(code.text.as_str())
                    .line_start(finding.location.start.line.get() as usize)
                    .path(&*path)
                    .annotation(AnnotationKind::Primary.span(code.range.clone())),
            ),
            None => title.element(origin(finding, &path)),
        };
        let notes = self.notes(index, finding, info);
        let group = group.elements(notes.iter().map(|note| Level::NOTE.no_name().message(note.as_str())));
        let fix = code.as_ref().and_then(|code| code.fix.as_ref());
        match (fix, &code) {
            (Some((range, replacement)), Some(code)) => {
                let patch = Patch::new(range.clone(), replacement.as_str());
                let snippet = Snippet::source(code.text.as_str())
                    .line_start(finding.location.start.line.get() as usize)
                    .patch(patch);
                let help: Group<'_> =
                    Level::HELP.with_name("fix").secondary_title("replace it like this").element(snippet);
                self.renderer.render(&[group, help])
            }
            _ => self.renderer.render(&[group]),
        }
    }

    /// What is said below the code: message, decision, controls, data flow.
    fn notes(&self, index: usize, finding: &Finding, info: &'r RuleInfo) -> Vec<String> {
        let mut notes = Vec::new();
        let room = self.width.saturating_sub(8);
        let message = one_line(&finding.message);
        if !message.is_empty() && *message != info.title {
            notes.push(wrap(&message, room).join("\n"));
        }
        if let Some(waiver) = self.report.waiver(index) {
            notes.push(
                one_line(&format!("gate: waived by {} until {}: {}", waiver.id, waiver.expires, waiver.reason))
                    .into_owned(),
            );
        }
        let status = self.report.status(index).map(|status| format!(", {} finding", status.name())).unwrap_or_default();
        // What a threshold does is said once, in the reasons; another part of the policy is named at the finding.
        let judged = self.report.judged(index);
        let by = judged
            .map(|judged| judged.setting.as_str())
            .filter(|by| ["decisions.", "sla.", "freeze."].iter().any(|part| by.starts_with(part)));
        let by = by.map(|by| format!(" by {by}")).unwrap_or_default();
        match self.report.action(index) {
            Some(Action::Block) => notes.push(one_line(&format!("gate: blocks{status}{by}")).into_owned()),
            Some(Action::Warn) => notes.push(one_line(&format!("gate: warns{status}{by}")).into_owned()),
            Some(Action::Record) | None => {}
        }
        notes.extend(judged.and_then(answer));
        let name = |id: &'r str| self.names.get(id).copied().unwrap_or((usize::MAX, id));
        let mut controls: Vec<_> = info.controls.iter().map(|c| (name(&c.framework), &c.control)).collect();
        controls.sort_by_key(|((place, _), _)| *place);
        let controls = controls.into_iter().map(|((_, name), control)| format!("{name} {control}"));
        let weaknesses = info.cwe.iter().map(|number| format!("CWE-{number}"));
        let controls: Vec<String> = controls.chain(weaknesses).collect();
        if !controls.is_empty() {
            notes.push(format!("controls: {}", one_line(&controls.join(" · "))));
        }
        for step in finding.trace.iter().take(MAX_STEPS) {
            let place = &step.location;
            let (line, column) = (place.start.line.get(), place.start.column);
            let text = if info.redact { "" } else { step.snippet.trim() };
            let text: String = text.chars().take(room / 2).collect();
            notes.push(format!(
                "data: {} at {}:{line}:{column} {}",
                one_line(&step.note),
                one_line(&place.path),
                one_line(&text)
            ));
        }
        if finding.trace.len() > MAX_STEPS {
            notes.push(format!("data: and {} more steps", finding.trace.len() - MAX_STEPS));
        }
        notes
    }
}

fn origin<'a>(finding: &Finding, path: &'a str) -> Origin<'a> {
    let start = finding.location.start;
    Origin::path(path).line(start.line.get() as usize).char_column(start.column as usize)
}

fn level(info: &RuleInfo, severity: Severity) -> Level<'static> {
    match (info.kind, severity) {
        (RuleKind::Evidence | RuleKind::Inventory, _) => Level::NOTE.with_name(info.kind.name()),
        (_, Severity::Critical | Severity::High) => Level::ERROR.with_name(severity.name()),
        (_, Severity::Medium) => Level::WARNING.with_name(severity.name()),
        (_, Severity::Low | Severity::Info) => Level::INFO.with_name(severity.name()),
    }
}

/// The lines to show, cut and escaped, and the ranges in them.
struct Code {
    text: String,
    range: Range<usize>,
    fix: Option<(Range<usize>, String)>,
}

impl Code {
    /// `None` where there is no code to show: the rule redacts, or the finding came without its lines.
    fn new(finding: &Finding, info: &RuleInfo, width: usize) -> Option<Self> {
        let lines = finding.snippet.as_str();
        if lines.is_empty() || info.redact {
            return None;
        }
        let range = range_in(lines, &finding.location);
        let fix = finding
            .fix
            .as_ref()
            .filter(|fix| fix.start.line >= finding.location.start.line && fix.end.line <= finding.location.end.line);
        let fix_range = fix.map(|fix| {
            let start = offset_in(lines, fix.start, &finding.location);
            start..offset_in(lines, fix.end, &finding.location).max(start)
        });
        let mut shown = Shown::new(lines, &range, width);
        let fix = fix_range.zip(fix).filter(|(range, _)| shown.holds(range)).map(|(range, fix)| {
            let lines: Vec<_> = fix.replacement.split('\n').map(one_line).collect();
            (shown.range(&range), lines.join("\n"))
        });
        let range = shown.range(&range);
        Some(Self { text: std::mem::take(&mut shown.text), range, fix })
    }
}

/// Text of which some parts are left out, with the way from the offsets of the whole to its own.
struct Shown {
    text: String,
    /// For each kept part: where it starts in the whole, in the text, and its end in the whole; ascending.
    parts: Vec<(usize, usize, usize)>,
    /// Offsets, in the whole and in the text, where a character takes another number of bytes than before; ascending.
    shifts: Vec<(usize, usize)>,
}

impl Shown {
    fn new(lines: &str, range: &Range<usize>, width: usize) -> Self {
        let mut shown = Self { text: String::new(), parts: Vec::new(), shifts: Vec::new() };
        let mut start = 0;
        for (number, line) in lines.split('\n').enumerate().take(MAX_LINES) {
            if number > 0 {
                shown.text.push('\n');
            }
            shown.line(line, start, range, width);
            start += line.len() + 1;
        }
        shown
    }

    /// Keeps all of a line, or what lies around the start of the range, or its first characters.
    fn line(&mut self, line: &str, start: usize, range: &Range<usize>, width: usize) {
        let centre = range.start.clamp(start, start + line.len()) - start;
        let before = line[..centre].char_indices().rev().nth(width.max(1) - 1).map_or(0, |(at, _)| at);
        let after = line[centre..].char_indices().nth(width * 2).map_or(line.len(), |(at, _)| centre + at);
        if before > 0 {
            self.text.push('…');
        }
        self.parts.push((start + before, self.text.len(), start + after));
        for (at, c) in line[before..after].char_indices() {
            let (here, width) = (self.text.len(), c.len_utf8());
            let c = if is_log_command(&line[before + at..]) { lookalike(c) } else { c };
            self.text.push_str(&one_line(c.encode_utf8(&mut [0; 4])));
            if self.text.len() - here != width {
                self.shifts.push((start + before + at + width, self.text.len()));
            }
        }
        if after < line.len() {
            self.text.push('…');
        }
    }

    fn holds(&self, range: &Range<usize>) -> bool {
        self.parts.iter().any(|(start, _, end)| *start <= range.start && range.end <= *end)
    }

    fn range(&self, range: &Range<usize>) -> Range<usize> {
        let start = self.offset(range.start);
        start..self.offset(range.end).max(start)
    }

    /// Where an offset of the whole is in the text; the nearest kept place if it was cut away.
    fn offset(&self, whole: usize) -> usize {
        let part = self.parts.partition_point(|(start, ..)| *start <= whole);
        let Some((start, at, end)) = part.checked_sub(1).map(|part| self.parts[part]) else {
            return self.parts.first().map_or(0, |(_, at, _)| *at);
        };
        let whole = whole.min(end);
        let shift = self.shifts.partition_point(|(from, _)| *from <= whole);
        let base = shift.checked_sub(1).map(|shift| self.shifts[shift]).filter(|(from, _)| *from > start);
        let (from, to) = base.unwrap_or((start, at));
        (to + (whole - from)).min(self.text.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(lines: &str, range: Range<usize>, width: usize, text: &str, marked: &str) {
        let shown = Shown::new(lines, &range, width);
        assert_eq!((shown.text.as_str(), &shown.text[shown.range(&range)]), (text, marked), "{lines:?}");
    }

    #[test]
    fn what_is_marked_stays_marked() {
        check("let x = 1;", 4..5, 80, "let x = 1;", "x");
        check("a\u{1b}[1m x", 6..7, 80, "a\u{241b}[1m x", "x");
        check("\u{7}\u{7}é x\u{7}y", 4..7, 80, "\u{2407}\u{2407}é x\u{2407}y", " x\u{2407}");
        check("f(\n  a,\r\n  b)", 0..14, 80, "f(\n  a, \n  b)", "f(\n  a, \n  b)");
        check("0123456789abcdef", 8..9, 3, "…56789abcd…", "8");
        check("0123456789abcdef", 2..16, 3, "01234567…", "234567");
        check("a ##[b] c", 2..7, 80, "a \u{ff03}#[b] c", "\u{ff03}#[b]");
        check("é\u{9b}é", 2..4, 3, "é\u{fffd}é", "\u{fffd}");
    }

    #[test]
    fn only_the_first_lines_of_a_long_range_are_shown() {
        let lines = vec!["abc"; 100].join("\n");
        let shown = Shown::new(&lines, &(1..lines.len()), 80);
        assert_eq!(shown.text.lines().count(), MAX_LINES);
        assert_eq!(shown.range(&(1..lines.len())), 1..shown.text.len());
    }
}
