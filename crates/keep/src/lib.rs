//! The store: facts to disk and back; exports. The only crate that touches the disk.
