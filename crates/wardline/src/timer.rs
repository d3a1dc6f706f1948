//! How long the phases of a command take, for `--time`.

use std::time::{Duration, Instant};

/// Measures phases one after the other.
pub(crate) struct Timer {
    last: Instant,
    phases: Vec<(&'static str, Duration)>,
}

impl Timer {
    /// Starts the first phase.
    pub(crate) fn start() -> Self {
        Self { last: Instant::now(), phases: Vec::new() }
    }

    /// Ends a phase and starts the next.
    pub(crate) fn phase(&mut self, name: &'static str) {
        let now = Instant::now();
        self.phases.push((name, now - self.last));
        self.last = now;
    }

    /// One line for each phase, and the sum.
    pub(crate) fn lines(&self) -> String {
        let total: Duration = self.phases.iter().map(|(_, time)| *time).sum();
        let rows = self.phases.iter().map(|(name, time)| (*name, *time)).chain([("total", total)]);
        rows.map(|(name, time)| format!("time: {name:<8} {:>9.1} ms", time.as_secs_f64() * 1000.0))
            .collect::<Vec<_>>()
            .join("\n")
    }
}
