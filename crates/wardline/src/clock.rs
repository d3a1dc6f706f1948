//! The day that a run takes for today.
//!
//! The clock of the day is read here and nowhere else, and only its day: `--now` says another one, so that a run can be made again later with the
//! same result.

use std::time::{Duration, SystemTime, UNIX_EPOCH};
use wardline_policy::Date;

/// The day in UTC.
pub(crate) fn today() -> Date {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| d.as_secs());
    date_of(seconds / 86_400)
}

/// The date so many days after 1970-01-01 (Howard Hinnant's `civil_from_days`, for days that are not negative).
pub(crate) fn date_of(days: u64) -> Date {
    let shifted = days + 719_468;
    let (era, day_of_era) = (shifted / 146_097, shifted % 146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year_of_era + era * 400 + u64::from(month <= 2);
    Date::new(year.min(9999) as u16, month as u8, day as u8).expect("the algorithm yields days of the calendar")
}

/// CPU time of this thread. It bounds what hostile text can cost and decides nothing else: no real file comes near the bound.
#[cfg(unix)]
pub fn thread_time() -> Duration {
    use nix::time::{ClockId, clock_gettime};
    clock_gettime(ClockId::CLOCK_THREAD_CPUTIME_ID).map_or(Duration::ZERO, Duration::from)
}

/// Time since the first call; other systems count CPU time differently.
#[cfg(not(unix))]
pub fn thread_time() -> Duration {
    static START: std::sync::OnceLock<std::time::Instant> = std::sync::OnceLock::new();
    START.get_or_init(std::time::Instant::now).elapsed()
}

/// A date of the command line.
pub(crate) fn parse(text: &str) -> Result<Date, String> {
    Date::parse(text).ok_or_else(|| "write a day of the calendar as 2026-11-22".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_become_dates() {
        for (days, date) in [
            (0, "1970-01-01"),
            (11_016, "2000-02-29"),
            (20_779, "2026-11-22"),
            (47_540, "2100-02-28"),
            (47_541, "2100-03-01"),
        ] {
            assert_eq!(date_of(days).to_string(), date);
            assert_eq!(Date::parse(date).expect(date).days(), days as i64);
        }
    }
}
