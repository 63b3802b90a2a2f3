//! Reads files out of a wheel, which is a zip archive, without running anything in it.

use std::io::Read;

use flate2::read::DeflateDecoder;

/// An archive in memory, with its directory read.
#[derive(Debug)]
pub(crate) struct Wheel<'a> {
    bytes: &'a [u8],
    entries: Vec<Entry>,
}

#[derive(Debug)]
struct Entry {
    name: String,
    deflated: bool,
    packed: usize,
    size: usize,
    crc: u32,
    header: usize,
}

/// No file of a model is larger; keeps a false size from taking all memory.
const LARGEST: usize = 256 << 20;

impl<'a> Wheel<'a> {
    pub(crate) fn read(bytes: &'a [u8]) -> Result<Self, String> {
        const END: [u8; 4] = *b"PK\x05\x06";
        let last = bytes.len().saturating_sub(22);
        let earliest = last.saturating_sub(65_535);
        let end = (earliest..=last).rev().find(|&at| bytes[at..].starts_with(&END));
        let end = end.ok_or("it is no zip archive")?;
        let count = short(bytes, end + 10)?;
        let mut at = long(bytes, end + 16)?;
        let mut entries = Vec::with_capacity(count);
        for _ in 0..count {
            let name_length = short(bytes, at + 28)?;
            entries.push(entry(bytes, at, name_length)?);
            at += 46 + name_length + short(bytes, at + 30)? + short(bytes, at + 32)?;
        }
        Ok(Self { bytes, entries })
    }

    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().map(|entry| entry.name.as_str())
    }

    /// The content of a file, checked against its CRC.
    pub(crate) fn file(&self, name: &str) -> Result<Vec<u8>, String> {
        let entry = self.entries.iter().find(|entry| entry.name == name);
        let entry = entry.ok_or_else(|| format!("`{name}` is missing"))?;
        let skip = short(self.bytes, entry.header + 26)? + short(self.bytes, entry.header + 28)?;
        let packed = self
            .bytes
            .get(entry.header + 30 + skip..)
            .and_then(|rest| rest.get(..entry.packed))
            .ok_or_else(|| format!("`{name}` is cut short"))?;
        let mut content = Vec::with_capacity(entry.size);
        if entry.deflated {
            let limit = entry.size as u64;
            let read = DeflateDecoder::new(packed).take(limit).read_to_end(&mut content);
            read.map_err(|e| format!("`{name}`: {e}"))?;
        } else {
            content.extend_from_slice(packed);
        }
        if content.len() != entry.size || crc32fast::hash(&content) != entry.crc {
            return Err(format!("`{name}` is damaged"));
        }
        Ok(content)
    }
}

fn entry(bytes: &[u8], at: usize, name_length: usize) -> Result<Entry, String> {
    if bytes.get(at..at + 4) != Some(b"PK\x01\x02") {
        return Err("its directory is damaged".to_owned());
    }
    let name = bytes.get(at + 46..at + 46 + name_length).ok_or("its directory is cut short")?;
    let method = short(bytes, at + 10)?;
    let size = long(bytes, at + 24)?;
    if (method != 0 && method != 8) || size > LARGEST {
        return Err("it holds a file of an unknown form".to_owned());
    }
    Ok(Entry {
        name: String::from_utf8_lossy(name).into_owned(),
        deflated: method == 8,
        packed: long(bytes, at + 20)?,
        size,
        crc: number(bytes, at + 16)?,
        header: long(bytes, at + 42)?,
    })
}

fn short(bytes: &[u8], at: usize) -> Result<usize, String> {
    let field = bytes.get(at..at + 2).ok_or("it is cut short")?;
    Ok(usize::from(u16::from_le_bytes([field[0], field[1]])))
}

fn long(bytes: &[u8], at: usize) -> Result<usize, String> {
    Ok(number(bytes, at)? as usize)
}

fn number(bytes: &[u8], at: usize) -> Result<u32, String> {
    let field = bytes.get(at..at + 4).ok_or("it is cut short")?;
    Ok(u32::from_le_bytes(field.try_into().expect("four bytes were taken")))
}
