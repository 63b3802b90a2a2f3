//! How much memory a call asks for and holds: a measure of its work that is the same on every machine.

#![expect(
    unsafe_code,
    reason = "an allocator that counts is one; it only hands on to the system's"
)]

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

/// Bytes of memory.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Weight {
    /// At most held at once.
    pub(crate) held: usize,
    /// Asked for altogether.
    pub(crate) asked: usize,
}

/// What the work gives, and its weight on this thread.
pub(crate) fn of<T>(work: impl FnOnce() -> T) -> (T, Weight) {
    let before = NOW.get();
    PEAK.set(before);
    let asked = ASKED.get();
    let value = work();
    let held = usize::try_from(PEAK.get() - before).expect("a peak is no lower than its start");
    (value, Weight { held, asked: ASKED.get() - asked })
}

thread_local! {
    static NOW: Cell<isize> = const { Cell::new(0) };
    static PEAK: Cell<isize> = const { Cell::new(0) };
    static ASKED: Cell<usize> = const { Cell::new(0) };
}

struct Counting;

#[global_allocator]
static ALLOCATOR: Counting = Counting;

// SAFETY: every call goes to the system's allocator with the arguments it came with; the counters are plain cells of the
// thread that need no memory of their own.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count(layout.size().cast_signed());
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        count(-layout.size().cast_signed());
        unsafe { System.dealloc(memory, layout) }
    }
}

fn count(bytes: isize) {
    NOW.set(NOW.get() + bytes);
    PEAK.set(PEAK.get().max(NOW.get()));
    if bytes > 0 {
        ASKED.set(ASKED.get() + bytes.unsigned_abs());
    }
}
