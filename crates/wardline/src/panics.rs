//! Panics: kept off the screen, and told with their place in a notice.
//!
//! A panic on one file must not cost the report, and its message belongs beside the file that caused it, not somewhere between two
//! progress bars.

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind};

thread_local! {
    /// The last panic of this thread: message and place in our sources.
    static LAST: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Keeps panics of this process off stderr from now on; whoever catches one tells of it.
pub(crate) fn capture() {
    std::panic::set_hook(Box::new(|info| {
        let payload = info.payload();
        let message =
            payload.downcast_ref::<&str>().copied().or_else(|| payload.downcast_ref::<String>().map(String::as_str));
        let place = info.location().map(|at| format!(" ({}:{})", at.file(), at.line())).unwrap_or_default();
        LAST.with(|last| *last.borrow_mut() = Some(format!("{}{place}", message.unwrap_or("unknown cause"))));
    }));
}

/// Runs something; what it says when it panics is the error.
///
/// # Errors
/// The panic's message and place.
pub(crate) fn catch<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(work))
        .map_err(|_| LAST.with(|last| last.borrow_mut().take()).unwrap_or_else(|| "unknown cause".to_owned()))
}

/// Panics on files whose path holds what `WARDLINE_TEST_PANIC` says: how the tests prove that a panic is survived. Builds for release
/// do not have it.
#[cfg(debug_assertions)]
pub(crate) fn on_request(path: &str) {
    if let Ok(wanted) = std::env::var("WARDLINE_TEST_PANIC")
        && !wanted.is_empty()
        && path.contains(&wanted)
    {
        panic!("asked to by WARDLINE_TEST_PANIC");
    }
}

/// Nothing in builds for release.
#[cfg(not(debug_assertions))]
pub(crate) const fn on_request(_: &str) {}
