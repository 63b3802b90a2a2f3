//! A true bundle with parts of its sections overwritten or cut off and the checksums put right. What still loads
//! must annotate a text without a fault, however wrongly.
#![no_main]

use std::cell::RefCell;
use std::fs::{self, OpenOptions};
use std::os::unix::fs::FileExt;
use std::path::PathBuf;

use chancery_fuzz::{HEADER, ROW, bundle, seal_section, seal_table, section};
use chancery_infer::{English, Russian, RussianScratch, Scratch};
use libfuzzer_sys::fuzz_target;

/// Which row of the table; where in its section; what to write there, nothing to cut the section off there.
type Edit = (u8, u32, Vec<u8>);

/// A bundle as it should be, its copy that is altered in place, and in memory the same.
struct Altered {
    whole: Vec<u8>,
    bytes: Vec<u8>,
    path: PathBuf,
}

thread_local! {
    static BUNDLES: RefCell<[Altered; 2]> = RefCell::new(["en", "ru"].map(|name| {
        let whole = fs::read(bundle(name)).expect("the packs are installed");
        let shared = PathBuf::from("/dev/shm");
        let folder = if shared.exists() { shared } else { std::env::temp_dir() };
        let path = folder.join(format!("chancery-fuzz-{name}-{}.bundle", std::process::id()));
        fs::write(&path, &whole).expect("the folder can be written");
        Altered { bytes: whole.clone(), whole, path }
    }));
}

fuzz_target!(|input: (bool, Vec<Edit>)| {
    let (is_russian, edits) = input;
    BUNDLES.with_borrow_mut(|bundles| {
        let altered = &mut bundles[usize::from(is_russian)];
        let ranges = altered.edit(&edits);
        altered.write(&ranges);
        if is_russian {
            if let Ok(model) = Russian::load(&altered.path) {
                model.analyse(&mut RussianScratch::new(), "Посол Гронин прибыл в г. Ялов 5 мая. Встреча состоялась.");
            }
        } else if let Ok(model) = English::load(&altered.path) {
            model.analyse(&mut Scratch::new(), "Envoy Halm didn't arrive in Yalov on 5 May (see a.org). Talks began.");
        }
        altered.restore(&ranges);
    });
});

impl Altered {
    /// Makes the edits in memory; the ranges that differ now.
    fn edit(&mut self, edits: &[Edit]) -> Vec<(usize, usize)> {
        let rows = u32::from_le_bytes(self.whole[12..16].try_into().expect("four bytes")) as usize;
        let mut ranges = vec![(0, HEADER + rows * ROW)];
        for (row, at, content) in edits {
            let row = usize::from(*row) % rows;
            let (offset, length) = section(&self.bytes, row);
            if length == 0 {
                continue;
            }
            let at = *at as usize % length;
            let (start, end) = if content.is_empty() {
                let kept = (at as u64).to_le_bytes();
                self.bytes[HEADER + row * ROW + 48..][..8].copy_from_slice(&kept);
                self.bytes[offset + at..offset + length].fill(0);
                (offset + at, offset + length)
            } else {
                let end = (at + content.len()).min(length);
                self.bytes[offset + at..offset + end].copy_from_slice(&content[..end - at]);
                (offset + at, offset + end)
            };
            ranges.push((start, end));
            seal_section(&mut self.bytes, row);
        }
        seal_table(&mut self.bytes, rows);
        ranges
    }

    fn write(&self, ranges: &[(usize, usize)]) {
        let file = OpenOptions::new().write(true).open(&self.path).expect("the copy is there");
        for &(start, end) in ranges {
            file.write_all_at(&self.bytes[start..end], start as u64).expect("the copy is ours");
        }
    }

    fn restore(&mut self, ranges: &[(usize, usize)]) {
        for &(start, end) in ranges {
            self.bytes[start..end].copy_from_slice(&self.whole[start..end]);
        }
        self.write(ranges);
    }
}
