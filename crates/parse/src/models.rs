//! The trained models that parsing uses, with their labels translated once at load.

use chancery_infer::{English, InferError, Russian};
use chancery_record::{Dep, NameLabel, Pos, Tag};
use std::path::Path;
use std::sync::Arc;

/// Trained models, shared by all threads.
///
/// ```
/// let models = chancery_parse::Models::none();
/// assert!(!models.has_english());
/// ```
#[derive(Debug, Default)]
pub struct Models {
    english: Option<EnglishModel>,
    russian: Option<RussianModel>,
}

/// The English runtime and the meaning of its labels.
#[derive(Debug)]
pub(crate) struct EnglishModel {
    pub(crate) runtime: English,
    pub(crate) labels: Labels,
}

/// The Russian runtime and the meaning of its labels.
#[derive(Debug)]
pub(crate) struct RussianModel {
    pub(crate) runtime: Russian,
    pub(crate) labels: Labels,
    /// The runtime's label of a root.
    pub(crate) root: u16,
    /// The runtime's label of what stands beside the main clause.
    pub(crate) loose: u16,
}

/// What the numbers of a runtime's labels mean here.
#[derive(Debug)]
pub(crate) struct Labels {
    tags: Vec<Tag>,
    deps: Vec<Dep>,
    pos: Vec<Pos>,
    names: Vec<Option<NameLabel>>,
}

impl Models {
    /// Loads the English bundle.
    pub fn load(english: &Path) -> Result<Self, InferError> {
        Ok(Self { english: Some(EnglishModel::of(English::load(english)?)), ..Self::default() })
    }

    /// Adds the Russian bundle; without it Russian words and sentences are found by rule.
    pub fn with_russian(self, russian: &Path) -> Result<Self, InferError> {
        Ok(Self { russian: Some(RussianModel::of(Russian::load(russian)?)), ..self })
    }

    /// No models: words and sentences by rule, times and quotations as ever.
    pub fn none() -> Self {
        Self::default()
    }

    /// True when English words get their parts of speech and relations.
    pub fn has_english(&self) -> bool {
        self.english.is_some()
    }

    /// True when Russian words get their parts of speech, relations and names.
    pub fn has_russian(&self) -> bool {
        self.russian.is_some()
    }

    pub(crate) fn russian(&self) -> Option<&RussianModel> {
        self.russian.as_ref()
    }

    pub(crate) fn english(&self) -> Option<&EnglishModel> {
        self.english.as_ref()
    }
}

impl EnglishModel {
    fn of(runtime: English) -> Self {
        let labels =
            Labels::of(runtime.tags(), runtime.deps(), runtime.pos(), runtime.entity_labels());
        Self { runtime, labels }
    }
}

impl RussianModel {
    fn of(runtime: Russian) -> Self {
        let labels = Labels {
            tags: table(runtime.tags(), |_| Tag::None),
            deps: table(runtime.deps(), universal),
            pos: table(runtime.pos(), |w| Pos::from_word(w).unwrap_or(Pos::X)),
            names: table(runtime.entity_labels(), named),
        };
        let label = |word: &str| {
            let at = runtime.deps().iter().position(|dep| **dep == *word);
            at.and_then(|at| u16::try_from(at).ok()).unwrap_or(u16::MAX)
        };
        let (root, loose) = (label("root"), label("parataxis"));
        Self { runtime, labels, root, loose }
    }
}

/// A relation of Universal Dependencies; subtypes that the record does not tell apart are folded into their kind.
fn universal(relation: &str) -> Dep {
    match relation {
        "root" => Dep::Root,
        "acl:relcl" => Dep::Relcl,
        "nsubj:pass" => Dep::Nsubjpass,
        "csubj:pass" => Dep::Csubjpass,
        "aux:pass" => Dep::Auxpass,
        _ => {
            let kind = relation.split(':').next().unwrap_or_default();
            Dep::from_word(kind).unwrap_or(Dep::Dep)
        }
    }
}

/// The model has one label for places, nearly all of them states, their parts and towns.
fn named(label: &str) -> Option<NameLabel> {
    match label {
        "PER" => Some(NameLabel::Person),
        "LOC" => Some(NameLabel::Gpe),
        "ORG" => Some(NameLabel::Org),
        _ => None,
    }
}

impl Labels {
    /// Labels that the record does not know become the vaguest it has; unknown kinds of names are left out.
    pub(crate) fn of(
        tags: &[Arc<str>],
        deps: &[Arc<str>],
        pos: &[Arc<str>],
        names: &[Arc<str>],
    ) -> Self {
        Self {
            tags: table(tags, |w| Tag::from_word(w).unwrap_or(Tag::Xx)),
            deps: table(deps, |w| Dep::from_word(w).unwrap_or(Dep::Dep)),
            pos: table(pos, |w| Pos::from_word(w).unwrap_or(Pos::X)),
            names: table(names, NameLabel::from_word),
        }
    }

    pub(crate) fn tag(&self, label: u16) -> Tag {
        self.tags.get(usize::from(label)).copied().unwrap_or(Tag::Xx)
    }

    pub(crate) fn dep(&self, label: u16) -> Dep {
        self.deps.get(usize::from(label)).copied().unwrap_or(Dep::Dep)
    }

    pub(crate) fn pos(&self, label: u16) -> Pos {
        self.pos.get(usize::from(label)).copied().unwrap_or(Pos::X)
    }

    pub(crate) fn name(&self, label: usize) -> Option<NameLabel> {
        self.names.get(label).copied().flatten()
    }
}

fn table<T>(labels: &[Arc<str>], of: impl Fn(&str) -> T) -> Vec<T> {
    labels.iter().map(|label| of(label)).collect()
}
