//! Progress of long work, on standard error: documents, words a second, time remaining.

use std::io::{IsTerminal, Write};
use std::time::{Duration, Instant};

/// Counts what was done and prints a line now and then; silent when told so.
pub struct Progress {
    started: Instant,
    shown: Option<Instant>,
    quiet: bool,
    terminal: bool,
    total_bytes: u64,
    /// Bytes of input consumed.
    pub bytes: u64,
    /// Documents done.
    pub documents: u64,
    /// Words done.
    pub words: u64,
}

impl Progress {
    /// Starts the clock; `total_bytes` is 0 when unknown.
    #[expect(clippy::disallowed_methods, reason = "progress is told in seconds")]
    pub fn start(total_bytes: u64, quiet: bool) -> Self {
        let terminal = std::io::stderr().is_terminal();
        Self {
            started: Instant::now(),
            shown: None,
            quiet,
            terminal,
            total_bytes,
            bytes: 0,
            documents: 0,
            words: 0,
        }
    }

    /// Prints the state when the last line is old enough: five times a second on a terminal, every ten seconds in a log.
    pub fn tick(&mut self) {
        self.show(Self::line);
    }

    /// The same for work that is not counted in documents.
    pub fn tick_as(&mut self, what: &str) {
        self.show(|_, since| format!("{what}, {}", clock(since.as_secs_f64())));
    }

    #[expect(clippy::disallowed_methods, reason = "progress is told in seconds")]
    fn show(&mut self, line: impl FnOnce(&Self, Duration) -> String) {
        let pause =
            if self.terminal { Duration::from_millis(200) } else { Duration::from_secs(10) };
        let now = Instant::now();
        if self.quiet || now.duration_since(self.shown.unwrap_or(self.started)) < pause {
            return;
        }
        self.shown = Some(now);
        let line = line(self, now.duration_since(self.started));
        let mut err = std::io::stderr().lock();
        let _ = if self.terminal { write!(err, "\r\x1b[K{line}") } else { writeln!(err, "{line}") };
        let _ = err.flush();
    }

    /// Clears the line of a terminal, so that something else can be printed.
    pub fn clear(&mut self) {
        if self.terminal && self.shown.take().is_some() {
            let _ = write!(std::io::stderr().lock(), "\r\x1b[K");
        }
    }

    /// Seconds since the start.
    pub fn seconds(&self) -> f64 {
        self.started.elapsed().as_secs_f64()
    }

    fn line(&self, since: Duration) -> String {
        let seconds = since.as_secs_f64().max(0.001);
        let speed = per_second(self.words, seconds);
        let left = match self.total_bytes.checked_sub(self.bytes) {
            Some(rest) if self.bytes > 0 => {
                #[expect(clippy::cast_precision_loss, reason = "a rough time for people")]
                let left = rest as f64 / self.bytes as f64 * seconds;
                format!(", about {} left", clock(left))
            }
            _ => String::new(),
        };
        format!("{} documents, {speed} words/s{left}", self.documents)
    }
}

/// Whole units a second.
pub fn per_second(count: u64, seconds: f64) -> u64 {
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "for people"
    )]
    let speed = (count as f64 / seconds.max(0.001)) as u64;
    speed
}

fn clock(seconds: f64) -> String {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "for people")]
    let whole = seconds.clamp(0.0, 1e9) as u64;
    match whole {
        0..60 => format!("{whole} s"),
        60..3600 => format!("{} min {} s", whole / 60, whole % 60),
        _ => format!("{} h {} min", whole / 3600, whole % 3600 / 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn remaining_time_follows_the_share_of_bytes() {
        let mut progress = Progress::start(1000, true);
        (progress.bytes, progress.documents, progress.words) = (250, 4, 300);
        assert_eq!(
            progress.line(Duration::from_secs(30)),
            "4 documents, 10 words/s, about 1 min 30 s left"
        );
        progress.total_bytes = 0;
        assert_eq!(progress.line(Duration::from_secs(30)), "4 documents, 10 words/s");
    }
}
