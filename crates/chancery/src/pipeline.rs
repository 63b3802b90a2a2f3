//! Many pages at once: one thread brings pages, several tell them, the calling thread takes what comes.
//!
//! What a page tells does not depend on the threads; only the order in which tellings come does.

use crate::input::{Arrival, Inputs, Unread};
use crate::{Tools, tell};
use chancery_record::{Id, Note, NoteKind, Noted, Page, Telling, World};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Mutex, PoisonError};
use std::thread;

/// Whether a document read from this address needs no telling.
pub type Known<'a> = dyn Fn(&Id, &str) -> bool + Sync + 'a;

/// What came of one input.
pub struct Done {
    /// Bytes of input consumed.
    pub bytes: u64,
    /// The telling, or what else came of it.
    pub came: Came,
}

/// What an input comes to.
pub enum Came {
    /// A text and what it tells, with its page.
    Told(Box<Telling>, Page),
    /// A text that is in the store already, at this address.
    Known(Id, String),
    /// Nothing: why.
    Failed(Unread),
}

/// Reads all inputs on `jobs` threads and hands what comes to `each`, which answers whether to go on. Stops early when `stop` is set.
pub fn read_all(
    tools: &Tools,
    world: &dyn World,
    inputs: Inputs,
    jobs: usize,
    known: &Known<'_>,
    stop: &AtomicBool,
    mut each: impl FnMut(Done) -> bool,
) {
    let jobs = jobs.max(1);
    let (bring, brought) = sync_channel::<Arrival>(jobs * 2);
    let (finish, finished) = sync_channel::<Done>(jobs * 4);
    let brought = Mutex::new(brought);
    thread::scope(|scope| {
        scope.spawn(|| bring_pages(inputs, bring, stop));
        for _ in 0..jobs {
            let finish = finish.clone();
            let brought = &brought;
            scope.spawn(move || work(tools, world, known, brought, &finish));
        }
        drop(finish);
        let mut wanted = true;
        // The channel is emptied to the end even when nobody wants more: no thread may hang on a full channel.
        for done in finished {
            if wanted && !each(done) {
                wanted = false;
                stop.store(true, Ordering::Relaxed);
            }
        }
    });
}

#[expect(clippy::needless_pass_by_value, reason = "the sender must be dropped when the pages end")]
fn bring_pages(inputs: Inputs, bring: SyncSender<Arrival>, stop: &AtomicBool) {
    inputs.for_each(|arrival| !stop.load(Ordering::Relaxed) && bring.send(arrival).is_ok());
}

fn work(
    tools: &Tools,
    world: &dyn World,
    known: &Known<'_>,
    brought: &Mutex<Receiver<Arrival>>,
    finish: &SyncSender<Done>,
) {
    loop {
        let next = brought.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(Arrival { page, bytes }) = next else { return };
        let came = match page {
            Ok(page) => one(tools, world, known, page),
            Err(unread) => Came::Failed(unread),
        };
        if finish.send(Done { bytes, came }).is_err() {
            return;
        }
    }
}

/// One page; a fault of the program costs this page and no other.
fn one(tools: &Tools, world: &dyn World, known: &Known<'_>, page: Page) -> Came {
    let address = page.address.clone();
    let told = catch_unwind(AssertUnwindSafe(|| {
        let Noted { value, notes } = chancery_read::read(&page);
        let Some(document) = value else {
            return Came::Failed(Unread { input: page.address.clone(), why: why(&notes) });
        };
        if known(&document.id, &document.address) {
            return Came::Known(document.id, page.address.clone());
        }
        let telling = tell(tools, world, Noted { value: document, notes });
        Came::Told(Box::new(telling), page)
    }));
    told.unwrap_or_else(|fault| {
        let said = fault
            .downcast_ref::<&str>()
            .map(ToString::to_string)
            .or_else(|| fault.downcast_ref::<String>().cloned());
        let why = format!(
            "a fault of the program ({}); please report this text",
            said.unwrap_or_else(|| "no words".into())
        );
        Came::Failed(Unread { input: address, why })
    })
}

fn why(notes: &[Note]) -> String {
    let decisive = notes.iter().find(|n| matches!(n.kind, NoteKind::NoText | NoteKind::Binary));
    decisive
        .or(notes.first())
        .map_or_else(|| "holds no text; nothing to read".into(), |note| note.text.clone())
}
