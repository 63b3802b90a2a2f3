//! English text in, annotated tokens out: the stages in their order.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use crate::batch::{self, Annotated, GROUP, Token, Wanted};
use crate::bundle::{self, Bundle, Refusal};
use crate::entities::Recogniser;
use crate::error::InferError;
use crate::kernel::{self, Kernel, PANEL, Panels};
use crate::lemma::{Lemmatizer, Way};
use crate::lexicon::Lexicon;
use crate::narrow16;
use crate::parser::{Parse, Parser, State, highest};
use crate::ruler::{Marks, Names, Ruler, Word};
use crate::stages::{Stage, enter};
use crate::tok2vec::{self, Tok2Vec, Types, WIDTH};
use crate::tokenizer::{Piece, Runs, Tokenizer};
use crate::transition::{PROJECTED, Ring};
use crate::tree::Tree;

/// A loaded English model. Share one between threads; give each its own [`Scratch`].
#[derive(Debug)]
pub struct English {
    kernel: Kernel,
    tokenizer: Tokenizer,
    ruler: Ruler,
    lemmatizer: Lemmatizer,
    shared: Tok2Vec,
    own: Tok2Vec,
    tagger: Tagger,
    parser: Parser,
    recogniser: Recogniser,
    tags: Vec<Arc<str>>,
    deps: Vec<Arc<str>>,
    pos: Vec<Arc<str>>,
    morphs: Vec<Arc<str>>,
    entity_labels: Vec<Arc<str>>,
}

#[derive(Debug)]
struct Tagger {
    weights: bundle::Floats,
    bias: bundle::Floats,
    tags: usize,
}

/// Working memory and caches of one thread. What is cached never changes a result.
#[derive(Debug, Default)]
pub struct Scratch {
    /// What to find; everything at first.
    pub wanted: Wanted,
    /// Whether [`Scratch::vectors`] is filled; off at first.
    pub keep_vectors: bool,
    vectors: Vec<f32>,
    lexicon: Lexicon,
    runs: Runs,
    lemmas: HashMap<(u32, u16, u16), Arc<str>>,
    shared: Types,
    own: Types,
    pieces: Vec<Piece>,
    texts: Vec<std::ops::Range<usize>>,
    rows: Vec<u32>,
    tags: Vec<u16>,
    scores: Vec<f32>,
    projected: Vec<f32>,
    ring: Ring,
    state: State,
    parse: Parse,
    tree: Tree,
    words: Vec<Word>,
    marks: Vec<Marks>,
    before: Vec<(u16, u16)>,
}

/// Lemmas remembered before all are forgotten.
const MOST_LEMMAS: usize = 49_152;

impl Scratch {
    /// Empty working memory.
    pub fn new() -> Self {
        Self::default()
    }

    /// The context vectors of all tokens of the last call, [`Scratch::VECTOR`] floats each, text after text.
    /// Empty unless `keep_vectors` was set.
    pub fn vectors(&self) -> &[f32] {
        &self.vectors
    }

    /// Floats of a token's vector.
    pub const VECTOR: usize = WIDTH;
}

impl English {
    /// Loads the bundle of an English pack.
    pub fn load(path: impl AsRef<Path>) -> Result<Self, InferError> {
        Self::load_with(path, Kernel::best())
    }

    /// Loads the bundle for a kernel of [`Kernel::available`] other than the best, to compare them.
    pub fn load_with(path: impl AsRef<Path>, kernel: Kernel) -> Result<Self, InferError> {
        let path = path.as_ref();
        let bundle = Bundle::open(path)?;
        Self::from_bundle(&bundle, kernel).map_err(bundle::at(path))
    }

    fn from_bundle(bundle: &Bundle, kernel: Kernel) -> Result<Self, Refusal> {
        let mut fields = bundle.fields("tagger.labels")?;
        let tags = (0..fields.count()?).map(|_| Ok(fields.text()?.to_owned()));
        let mut names = Names {
            tags: tags.collect::<Result<_, Refusal>>()?,
            deps: Vec::new(),
            pos: vec![String::new()],
            morphs: vec![String::new()],
        };
        let tagger = Tagger::load(bundle, names.tags.len())?;
        let parser = Parser::load(bundle, &mut names.deps)?;
        let ruler = Ruler::load(bundle, &mut names)?;
        let mut entity_labels = Vec::new();
        let recogniser = Recogniser::load(bundle, &mut entity_labels)?;
        let shared_names = |names: Vec<String>| names.into_iter().map(Arc::from).collect();
        Ok(Self {
            kernel,
            tokenizer: Tokenizer::load(bundle)?,
            ruler,
            lemmatizer: Lemmatizer::load(bundle)?,
            shared: Tok2Vec::load(bundle, "shared")?,
            own: Tok2Vec::load(bundle, "ner")?,
            tagger,
            parser,
            recogniser,
            tags: shared_names(names.tags),
            deps: shared_names(names.deps),
            pos: shared_names(names.pos),
            morphs: shared_names(names.morphs),
            entity_labels: shared_names(entity_labels),
        })
    }

    /// The dependency labels.
    pub fn deps(&self) -> &[Arc<str>] {
        &self.deps
    }

    /// The fine parts of speech.
    pub fn tags(&self) -> &[Arc<str>] {
        &self.tags
    }

    /// The coarse parts of speech; number 0 is none.
    pub fn pos(&self) -> &[Arc<str>] {
        &self.pos
    }

    /// The labels of entities.
    pub fn entity_labels(&self) -> &[Arc<str>] {
        &self.entity_labels
    }

    /// The features of a token, as `Case=Nom|Number=Sing`; empty for none and for an unknown number.
    pub fn morph(&self, id: u16) -> &str {
        self.morphs.get(usize::from(id)).map_or("", |morph| morph)
    }

    /// Annotates one text, of less than four billion bytes.
    pub fn analyse(&self, scratch: &mut Scratch, text: &str) -> Annotated {
        self.analyse_all(scratch, &[text]).pop().unwrap_or_default()
    }

    /// Annotates several texts, each by itself; faster than one after the other when they are short.
    /// Working memory does not grow with the texts: one longer than 128 KiB is taken in parts.
    pub fn analyse_all(&self, scratch: &mut Scratch, texts: &[&str]) -> Vec<Annotated> {
        scratch.vectors.clear();
        batch::all(texts, |texts, out| self.analyse_group(scratch, texts, out))
    }

    /// The same, but what is found is given away at once, so that not even that need be held: the number of the text,
    /// the byte of it where the part begins, which is 0 for all but the longest texts, and the part.
    pub fn analyse_each(
        &self,
        scratch: &mut Scratch,
        texts: &[&str],
        sink: impl FnMut(usize, usize, Annotated),
    ) {
        scratch.vectors.clear();
        batch::each(texts, |texts, out| self.analyse_group(scratch, texts, out), sink);
    }

    /// Annotates the first texts, as many as make a group; says how many.
    fn analyse_group(
        &self,
        scratch: &mut Scratch,
        texts: &[&str],
        out: &mut Vec<Annotated>,
    ) -> usize {
        let wanted = scratch.wanted;
        let taken = self.tokenize(scratch, texts);
        fill_rows(scratch);
        if wanted.tags || wanted.tree || scratch.keep_vectors {
            self.tag_and_project(scratch);
        }
        let first = out.len();
        for text in 0..scratch.texts.len() {
            self.parse(scratch, text);
            out.push(self.settle(scratch, text));
        }
        if wanted.names {
            self.find_entities(scratch, &mut out[first..]);
        }
        taken
    }

    /// Tokenizes texts until they make a group; says how many.
    fn tokenize(&self, scratch: &mut Scratch, texts: &[&str]) -> usize {
        let _stage = enter(Stage::Tokens);
        let Scratch { lexicon, runs, lemmas, shared, own, pieces, texts: ranges, .. } = scratch;
        pieces.clear();
        ranges.clear();
        if Tokenizer::is_full(lexicon, runs) || lemmas.len() > MOST_LEMMAS {
            lexicon.clear();
            *runs = Runs::default();
            lemmas.clear();
            shared.clear();
            own.clear();
        }
        for (at, text) in texts.iter().enumerate() {
            let first = pieces.len();
            self.tokenizer.tokenize(text, &self.ruler, lexicon, runs, pieces);
            ranges.push(first..pieces.len());
            if pieces.len() >= GROUP {
                return at + 1;
            }
        }
        texts.len()
    }

    /// The shared vectors, from which tags are chosen at once and the parser's tokens are projected.
    fn tag_and_project(&self, scratch: &mut Scratch) {
        let Scratch { rows, lexicon, shared, tags, scores, projected, vectors, .. } = scratch;
        let (wanted, keep_vectors) = (scratch.wanted, scratch.keep_vectors);
        tags.clear();
        projected.clear();
        self.shared.run(self.kernel, lexicon, rows, shared, |block| {
            if wanted.tags {
                self.tagger.tag(self.kernel, block, scores, tags);
            }
            if wanted.tree {
                self.parser.project(self.kernel, block, projected);
            }
            if keep_vectors {
                vectors.extend_from_slice(block);
            }
        });
    }

    /// Heads, labels of arcs and sentences of a text of the group.
    fn parse(&self, scratch: &mut Scratch, text: usize) {
        let _stage = enter(Stage::Tree);
        let Scratch { lexicon, pieces, texts, projected, ring, state, parse, tree, .. } = scratch;
        let range = texts[text].clone();
        if !scratch.wanted.tree {
            parse.flatten(range.len());
            tree.flatten(range.len());
            return;
        }
        let pieces = &pieces[range.clone()];
        let projected = &projected[range.start * PROJECTED..range.end * PROJECTED];
        self.parser.parse(self.kernel, pieces.len(), projected, state, ring, parse);
        tree.settle(parse, |token| lexicon.get(pieces[token].lexeme).is_space);
    }

    /// The tokens of a text of the group, which was parsed just before.
    fn settle(&self, scratch: &mut Scratch, text: usize) -> Annotated {
        let _stage = enter(Stage::Lemmas);
        let Scratch { lexicon, lemmas, pieces, texts, tags, parse, tree, .. } = scratch;
        let Scratch { words, marks, before, wanted, .. } = scratch;
        let range = texts[text].clone();
        let pieces = &pieces[range.clone()];
        let mark = |label: &crate::parser::ArcLabel| Marks { dep: label.dep, ..Marks::default() };
        marks.clear();
        marks.extend(parse.labels.iter().map(mark));
        if wanted.tags {
            marks.iter_mut().zip(&tags[range]).for_each(|(marks, &tag)| marks.tag = tag);
            words.clear();
            words.extend(pieces.iter().map(|piece| {
                let lexeme = lexicon.get(piece.lexeme);
                Word { rules: lexeme.rules, is_space: lexeme.is_space }
            }));
            self.ruler.apply(words, marks, before);
        }
        let token = |((piece, marks), &head): ((&Piece, &Marks), &u32)| Token {
            start: piece.start,
            end: piece.end,
            space_after: piece.space_after,
            head,
            dep: marks.dep,
            tag: marks.tag,
            pos: marks.pos,
            morph: marks.morph,
            lemma: if wanted.tags {
                self.lemma(lexicon, lemmas, piece.lexeme, marks)
            } else {
                Arc::clone(&lexicon.get(piece.lexeme).norm)
            },
            norm: Arc::clone(&lexicon.get(piece.lexeme).norm),
        };
        let tokens = pieces.iter().zip(marks.iter()).zip(&parse.heads).map(token).collect();
        Annotated { tokens, sentence_starts: tree.starts.clone(), entities: Vec::new() }
    }

    fn lemma(
        &self,
        lexicon: &Lexicon,
        lemmas: &mut HashMap<(u32, u16, u16), Arc<str>>,
        lexeme: u32,
        marks: &Marks,
    ) -> Arc<str> {
        if let Some(lemma) = &marks.lemma {
            return Arc::clone(lemma);
        }
        let lemma = lemmas.entry((lexeme, marks.pos, marks.morph)).or_insert_with(|| {
            let lexeme = lexicon.get(lexeme);
            let pos = self.pos.get(usize::from(marks.pos)).map_or("", |pos| pos);
            match self.lemmatizer.way(pos, self.morph(marks.morph)) {
                Way::Lower => Arc::clone(&lexeme.lower),
                Way::Same => Arc::clone(&lexeme.text),
                Way::Tables(pos) => self.lemmatizer.look_up(&pos, &lexeme.text, &lexeme.lower),
            }
        });
        Arc::clone(lemma)
    }

    fn find_entities(&self, scratch: &mut Scratch, out: &mut [Annotated]) {
        let _stage = enter(Stage::Names);
        let Scratch { lexicon, pieces, texts, rows, own, projected, ring, tree, .. } = scratch;
        projected.clear();
        self.own.run(self.kernel, lexicon, rows, own, |block| {
            self.recogniser.project(self.kernel, block, projected);
        });
        for (annotated, range) in out.iter_mut().zip(texts.iter()) {
            let pieces = &pieces[range.clone()];
            let projected = &projected[range.start * PROJECTED..range.end * PROJECTED];
            let is_space = |token: usize| lexicon.get(pieces[token].lexeme).is_space;
            tree.is_start.clear();
            tree.is_start.resize(pieces.len(), false);
            for &start in &annotated.sentence_starts {
                tree.is_start[start as usize] = true;
            }
            annotated.entities =
                self.recogniser.recognise(self.kernel, projected, &tree.is_start, is_space, ring);
        }
    }
}

/// The rows of all texts for the networks, with empty ones between.
fn fill_rows(scratch: &mut Scratch) {
    let Scratch { pieces, texts, rows, .. } = scratch;
    rows.clear();
    for range in texts {
        tok2vec::separate(rows);
        let pieces = &pieces[range.clone()];
        rows.extend(pieces.iter().map(|piece| tok2vec::row(piece.lexeme, piece.space_after)));
    }
}

impl Tagger {
    fn load(bundle: &Bundle, tags: usize) -> Result<Self, Refusal> {
        let columns = tags.div_ceil(PANEL) * PANEL;
        if tags == 0 {
            return Err("there are no tags".to_owned());
        }
        Ok(Self {
            weights: bundle.floats("tagger.weights", Some(WIDTH * columns))?,
            bias: bundle.floats("tagger.bias", Some(columns))?,
            tags,
        })
    }

    fn tag(&self, kernel: Kernel, vectors: &[f32], scores: &mut Vec<f32>, tags: &mut Vec<u16>) {
        let _stage = enter(Stage::Tags);
        let (weights, bias) = (self.weights.get(), self.bias.get());
        let rows = vectors.len() / WIDTH;
        scores.resize((rows * bias.len()).max(scores.len()), 0.0);
        let panels = Panels { inputs: WIDTH, weights, bias };
        kernel::linear(kernel, panels, vectors, WIDTH, rows, scores);
        let rows = scores.chunks_exact(bias.len()).take(rows);
        tags.extend(rows.map(|scores| narrow16(highest(&scores[..self.tags]).0)));
    }
}
