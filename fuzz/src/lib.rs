//! What the targets share: where the models lie, and bundles whose checksums are put right.

use std::path::PathBuf;

/// Bytes of a bundle's header, and of a row of the table behind it.
pub const HEADER: usize = 64;
pub const ROW: usize = 64;

/// The bundle of this name: CHANCERY_HOME as for the program, the data folder of the user otherwise.
pub fn bundle(name: &str) -> PathBuf {
    let home = std::env::var_os("CHANCERY_HOME").map(PathBuf::from);
    let data = || {
        PathBuf::from(std::env::var_os("HOME").unwrap_or_default()).join(".local/share/chancery")
    };
    home.unwrap_or_else(data).join("models").join(format!("{name}.bundle"))
}

/// Where a section lies, by the number of its row.
pub fn section(bytes: &[u8], row: usize) -> (usize, usize) {
    let number = |at: usize| u64::from_le_bytes(bytes[at..at + 8].try_into().expect("eight bytes"));
    let at = HEADER + row * ROW + 40;
    (number(at) as usize, number(at + 8) as usize)
}

/// Writes the checksum of one section.
pub fn seal_section(bytes: &mut [u8], row: usize) {
    let (offset, length) = section(bytes, row);
    let content = bytes.get(offset..).and_then(|rest| rest.get(..length));
    put(HEADER + row * ROW + 56, crc32fast::hash(content.unwrap_or_default()), bytes);
}

/// Writes the checksums of the table of so many rows and of the header.
pub fn seal_table(bytes: &mut [u8], rows: usize) {
    put(24, crc32fast::hash(&bytes[HEADER..HEADER + rows * ROW]), bytes);
    put(60, crc32fast::hash(&bytes[..60]), bytes);
}

pub fn put(at: usize, number: u32, bytes: &mut [u8]) {
    bytes[at..at + 4].copy_from_slice(&number.to_le_bytes());
}
