//! Ctrl-C: the first asks the work to stop with a sound store, the second ends the program at once.

use std::sync::atomic::{AtomicBool, Ordering};

static ASKED: AtomicBool = AtomicBool::new(false);

/// Listens for Ctrl-C; the flag is set when it comes. Call once.
pub fn listen() -> &'static AtomicBool {
    // A second handler (or a platform without signals) leaves the default: the program just ends, and the store survives that too.
    let _ = ctrlc::set_handler(|| {
        if ASKED.swap(true, Ordering::SeqCst) {
            #[expect(
                clippy::exit,
                reason = "asked twice to end at once; the store is safe at any moment"
            )]
            std::process::exit(130);
        }
    });
    &ASKED
}
