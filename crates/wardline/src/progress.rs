//! A progress bar on stderr for work that a person waits for.

use crate::terminal::Terminal;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::time::Duration;

/// A bar over so many files. It shows only on a terminal, and only after the first fraction of a second, so that quick runs do not
/// flicker.
pub(crate) fn files(count: usize, terminal: &Terminal) -> ProgressBar {
    if !terminal.interactive || terminal.quiet || count < 50 {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::with_draw_target(Some(count as u64), ProgressDrawTarget::stderr_with_hz(10));
    let style = ProgressStyle::with_template("{spinner} {pos}/{len} files [{bar:30}] {eta}")
        .expect("the template names known fields");
    bar.set_style(style.progress_chars("=> "));
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}
