//! Russian text in, annotated tokens out: sentences and tokens by the rules of razdel, then the three slovnet networks
//! (morphology and syntax sentence by sentence, names over the whole text), then lemmas by our own rules.

pub(crate) mod convert;
mod encoder;
mod lemma;
mod names;
mod sentences;
mod syntax;
mod tokens;
mod words;

use std::collections::HashMap;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use crate::batch::{self, Annotated, GROUP, Token, Wanted};
use crate::bundle::{self, Bundle, Floats, Refusal};
use crate::entities::Entity;
use crate::error::InferError;
use crate::kernel::{self, Kernel, PANEL, Panels};
use crate::places::EMPTY;
use crate::stages::{Stage, enter};
use crate::{narrow, narrow16};
use encoder::{Embedding, Encoder, Types, WIDTH};
use lemma::Lemmas;
use names::Recogniser;
use syntax::Parser;
use tokens::Atom;
use words::{Lexicon, Words};

/// The networks, in the order of their first layers in the bundle.
const MODELS: [&str; 3] = ["morph", "syntax", "ner"];
const MORPH: usize = 0;
const SYNTAX: usize = 1;
const NAMES: usize = 2;
/// Outputs of the three layers of a network.
const WIDTHS: [usize; 3] = [256, 128, 64];
/// Words with a vector, among them the unknown word and padding.
const WORDS: usize = 250_002;
/// The row of the unknown word.
const UNKNOWN: u32 = 250_000;
/// Floats of a word vector, in how many chunks it is quantized, and the codes of a chunk.
const EMBEDDED: usize = 300;
const CHUNKS: usize = 100;
const CODES: usize = 256;
/// Shapes of words, and floats of a shape.
const SHAPES: usize = 66;
const SHAPE: usize = 30;
/// Floats of a token as one side of an arc.
const SHARE: usize = 32;
/// Columns for the relations, of which there are a few less.
const RELATIONS: usize = 48;

/// Word types and lemmas remembered before all are forgotten.
const MOST_WORDS: usize = 49_152;

/// The part of a hash under which a word is sorted; its row stands in the rest.
fn word_key(hash: u64) -> u64 {
    hash & !((1 << 18) - 1)
}

/// The place of the greatest number, the first of several.
fn highest(scores: &[f32]) -> usize {
    const LANES: usize = 16;
    let (chunks, rest) = scores.as_chunks::<LANES>();
    let mut lanes = [f32::NEG_INFINITY; LANES];
    for chunk in chunks {
        for (lane, &score) in lanes.iter_mut().zip(chunk) {
            *lane = if score > *lane { score } else { *lane };
        }
    }
    let best = lanes.iter().chain(rest).fold(f32::NEG_INFINITY, |a, &b| if b > a { b } else { a });
    scores.iter().position(|&score| score >= best).unwrap_or(0)
}

/// A loaded Russian model. Share one between threads; give each its own [`RussianScratch`].
#[derive(Debug)]
pub struct Russian {
    kernel: Kernel,
    words: Words,
    embedding: Embedding,
    encoders: [Encoder; 3],
    tagger: Tagger,
    parser: Parser,
    recogniser: Recogniser,
    lemmas: Lemmas,
    tags: Vec<Arc<str>>,
    /// Coarse part of speech and features of each tag.
    parts: Vec<(u16, u16)>,
    pos: Vec<Arc<str>>,
    morphs: Vec<Arc<str>>,
    deps: Vec<Arc<str>>,
    entity_labels: Vec<Arc<str>>,
}

#[derive(Debug)]
struct Tagger {
    weights: Floats,
    bias: Floats,
    tags: usize,
}

/// Working memory and caches of one thread. What is cached never changes a result.
#[derive(Debug, Default)]
pub struct RussianScratch {
    /// What to find; everything at first.
    pub wanted: Wanted,
    lexicon: Lexicon,
    lemmas: HashMap<(u32, u16), Arc<str>>,
    types: Types,
    atoms: Vec<Atom>,
    pieces: Vec<Piece>,
    tokens: Vec<Range<usize>>,
    bounds: Vec<Range<usize>>,
    /// The sentences of a group, as ranges of its pieces.
    sentences: Vec<Range<usize>>,
    texts: Vec<Taken>,
    rows: Vec<u32>,
    sums: Vec<f32>,
    tags: Vec<u16>,
    projected: Vec<f32>,
    heads: Vec<u32>,
    relations: Vec<u16>,
    found_heads: Vec<u32>,
    found_relations: Vec<u16>,
    work: syntax::Work,
}

/// A token before anything is known of it.
#[derive(Debug, Clone, Copy)]
struct Piece {
    start: u32,
    end: u32,
    lexeme: u32,
}

/// The pieces and the sentences of a text in a group.
#[derive(Debug)]
struct Taken {
    pieces: Range<usize>,
    sentences: Range<usize>,
}

impl RussianScratch {
    /// Empty working memory.
    pub fn new() -> Self {
        Self::default()
    }
}

impl Russian {
    /// Loads the bundle of the Russian pack.
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
        let tags = labels(bundle, "morph.labels")?;
        let deps = labels(bundle, "syntax.labels")?;
        let (mut pos, mut morphs) = (vec![String::new()], vec![String::new()]);
        let number = |names: &mut Vec<String>, name: &str| {
            let known = names.iter().position(|known| known == name);
            narrow16(known.unwrap_or_else(|| {
                names.push(name.to_owned());
                names.len() - 1
            }))
        };
        let part = |tag: &String| {
            let (part, features) = tag.split_once('|').unwrap_or((tag, ""));
            (number(&mut pos, part), number(&mut morphs, features))
        };
        let parts = tags.iter().map(part).collect();
        let mut kinds = Vec::new();
        let recogniser = Recogniser::load(bundle, &mut kinds)?;
        let shared_names = |names: Vec<String>| names.into_iter().map(Arc::from).collect();
        Ok(Self {
            kernel,
            words: Words::load(bundle)?,
            embedding: Embedding::load(bundle)?,
            encoders: [
                Encoder::load(bundle, MORPH)?,
                Encoder::load(bundle, SYNTAX)?,
                Encoder::load(bundle, NAMES)?,
            ],
            tagger: Tagger::load(bundle, tags.len())?,
            parser: Parser::load(bundle, deps.len())?,
            recogniser,
            lemmas: Lemmas::new(),
            parts,
            tags: shared_names(tags),
            pos: shared_names(pos),
            morphs: shared_names(morphs),
            deps: shared_names(deps),
            entity_labels: shared_names(kinds),
        })
    }

    /// The relations of Universal Dependencies, with their subtypes (`acl:relcl`).
    pub fn deps(&self) -> &[Arc<str>] {
        &self.deps
    }

    /// The full tags: part of speech and features, as `ADP` or `VERB|VerbForm=Inf|Voice=Act`.
    pub fn tags(&self) -> &[Arc<str>] {
        &self.tags
    }

    /// The parts of speech; number 0 is none.
    pub fn pos(&self) -> &[Arc<str>] {
        &self.pos
    }

    /// The kinds of names: `PER`, `LOC`, `ORG`.
    pub fn entity_labels(&self) -> &[Arc<str>] {
        &self.entity_labels
    }

    /// The features of a token, as `Case=Nom|Number=Sing`; empty for none and for an unknown number.
    pub fn morph(&self, id: u16) -> &str {
        self.morphs.get(usize::from(id)).map_or("", |morph| morph)
    }

    /// Annotates one text, of less than four billion bytes. Space belongs to no token. The heads of a sentence need
    /// not make a tree: there can be several roots, and circles, down to a token that is its own head under another
    /// relation than `root`.
    pub fn analyse(&self, scratch: &mut RussianScratch, text: &str) -> Annotated {
        self.analyse_all(scratch, &[text]).pop().unwrap_or_default()
    }

    /// Annotates several texts, each by itself; faster than one after the other when they are short.
    /// Working memory does not grow with the texts: one longer than 128 KiB is taken in parts.
    pub fn analyse_all(&self, scratch: &mut RussianScratch, texts: &[&str]) -> Vec<Annotated> {
        batch::all(texts, |texts, out| self.analyse_group(scratch, texts, out))
    }

    /// The same, but what is found is given away at once, so that not even that need be held: the number of the text,
    /// the byte of it where the part begins, which is 0 for all but the longest texts, and the part.
    pub fn analyse_each(
        &self,
        scratch: &mut RussianScratch,
        texts: &[&str],
        sink: impl FnMut(usize, usize, Annotated),
    ) {
        batch::each(texts, |texts, out| self.analyse_group(scratch, texts, out), sink);
    }

    /// Annotates the first texts, as many as make a group; says how many.
    fn analyse_group(
        &self,
        scratch: &mut RussianScratch,
        texts: &[&str],
        out: &mut Vec<Annotated>,
    ) -> usize {
        let taken = self.segment(scratch, texts);
        self.tag_and_parse(scratch);
        let names = self.find_names(scratch);
        for (at, entities) in names.into_iter().enumerate() {
            let (tokens, sentence_starts) = self.settle(scratch, texts[at], at);
            out.push(Annotated { tokens, sentence_starts, entities });
        }
        taken
    }

    /// Segments texts until they make a group; says how many.
    fn segment(&self, scratch: &mut RussianScratch, texts: &[&str]) -> usize {
        let _stage = enter(Stage::Tokens);
        let RussianScratch { lexicon, lemmas, types, pieces, sentences, texts: taken, .. } =
            scratch;
        let RussianScratch { atoms, tokens, bounds, .. } = scratch;
        if lexicon.len().max(lemmas.len()) > MOST_WORDS {
            *lexicon = Lexicon::default();
            lemmas.clear();
            types.clear();
        }
        pieces.clear();
        sentences.clear();
        taken.clear();
        for text in texts {
            let first = (pieces.len(), sentences.len());
            tokens.clear();
            tokens::tokenize(text, atoms, tokens);
            pieces.extend(tokens.iter().map(|token| Piece {
                start: narrow(token.start),
                end: narrow(token.end),
                lexeme: lexicon.number(&text[token.clone()], &self.words),
            }));
            bounds.clear();
            sentences::sentences(text, bounds);
            let mut start = first.0;
            for bound in bounds.iter() {
                let end = pieces[start..].partition_point(|p| (p.end as usize) <= bound.end);
                if end > 0 {
                    sentences.push(start..start + end);
                }
                start += end;
            }
            taken
                .push(Taken { pieces: first.0..pieces.len(), sentences: first.1..sentences.len() });
            if pieces.len() >= GROUP {
                break;
            }
        }
        taken.len()
    }

    /// Tags, heads and relations of all pieces, some sentences at a time.
    fn tag_and_parse(&self, scratch: &mut RussianScratch) {
        scratch.tags.clear();
        scratch.heads.clear();
        scratch.relations.clear();
        let wanted = scratch.wanted;
        if !wanted.tags && !wanted.tree {
            return;
        }
        let mut first = 0;
        while let Some(start) = scratch.sentences.get(first).map(|sentence| sentence.start) {
            let sentences = &scratch.sentences[first..];
            let count = sentences.partition_point(|sentence| sentence.end - start <= GROUP).max(1);
            self.tag_and_parse_part(scratch, first..first + count);
            first += count;
        }
    }

    fn tag_and_parse_part(&self, scratch: &mut RussianScratch, part: Range<usize>) {
        let RussianScratch { lexicon, types, pieces, sentences, rows, sums, tags, .. } = scratch;
        let RussianScratch { projected, work, found_heads, found_relations, wanted, .. } = scratch;
        let start = sentences[part.start].start;
        rows.clear();
        let mut places = Vec::with_capacity(part.len());
        for sentence in &sentences[part] {
            rows.extend(pieces[sentence.clone()].iter().map(|p| lexicon.get(p.lexeme).input));
            rows.push(EMPTY);
            places.push(sentence.start - start..sentence.end - start);
        }
        projected.clear();
        let asked =
            [(wanted.tags, MORPH), (wanted.tree, SYNTAX)].into_iter().filter(|asked| asked.0);
        let encoders: Vec<&Encoder> = asked.map(|asked| &self.encoders[asked.1]).collect();
        let network = (&self.embedding, encoders.as_slice());
        encoder::run(self.kernel, network, lexicon, rows, types, |encoder, block| {
            if encoder == MORPH {
                self.tagger.tag(self.kernel, block, sums, tags);
            } else {
                self.parser.project(self.kernel, block, work, projected);
            }
        });
        if !wanted.tree {
            return;
        }
        let _stage = enter(Stage::Tree);
        self.parser.parse(self.kernel, projected, &places, work, found_heads, found_relations);
        scratch.heads.extend_from_slice(found_heads);
        scratch.relations.extend_from_slice(found_relations);
    }

    /// The names of each text of a group.
    fn find_names(&self, scratch: &mut RussianScratch) -> Vec<Vec<Entity>> {
        let RussianScratch { lexicon, types, pieces, texts, rows, sums, projected, .. } = scratch;
        if !scratch.wanted.names {
            return vec![Vec::new(); texts.len()];
        }
        let _stage = enter(Stage::Names);
        rows.clear();
        for taken in texts.iter() {
            let pieces = &pieces[taken.pieces.clone()];
            rows.extend(pieces.iter().map(|p| lexicon.get(p.lexeme).input));
            rows.push(EMPTY);
        }
        projected.clear();
        let encoders = [&self.encoders[NAMES]];
        let network = (&self.embedding, encoders.as_slice());
        encoder::run(self.kernel, network, lexicon, rows, types, |_, block| {
            self.recogniser.score(self.kernel, block, sums, projected);
        });
        let width = self.recogniser.scores();
        let scores = |taken: &Taken| taken.pieces.start * width..taken.pieces.end * width;
        texts.iter().map(|taken| self.recogniser.recognise(&projected[scores(taken)])).collect()
    }

    /// The tokens and sentence starts of a text of the group.
    fn settle(
        &self,
        scratch: &mut RussianScratch,
        text: &str,
        at: usize,
    ) -> (Vec<Token>, Vec<u32>) {
        let _stage = enter(Stage::Lemmas);
        let RussianScratch { lexicon, lemmas, pieces, sentences, texts, .. } = scratch;
        let RussianScratch { tags, heads, relations, wanted, .. } = scratch;
        let taken = &texts[at];
        let first = taken.pieces.start;
        let mut tokens = Vec::with_capacity(taken.pieces.len());
        let mut starts = Vec::with_capacity(taken.sentences.len());
        for sentence in &sentences[taken.sentences.clone()] {
            let start = narrow(sentence.start - first);
            starts.push(start);
            for at in sentence.clone() {
                let piece = &pieces[at];
                let tag = if wanted.tags { tags[at] } else { 0 };
                let (head, dep) = if wanted.tree { (heads[at], relations[at]) } else { (0, 0) };
                let (pos, morph) = if wanted.tags { self.parts[usize::from(tag)] } else { (0, 0) };
                let lemma = if wanted.tags {
                    lemmas.entry((piece.lexeme, tag)).or_insert_with(|| {
                        let lexeme = lexicon.get(piece.lexeme);
                        let word = (&*lexeme.lower, lexeme.is_short);
                        let pos = &self.pos[usize::from(pos)];
                        self.lemmas.lemma(&self.words, word, pos, self.morph(morph))
                    })
                } else {
                    &lexicon.get(piece.lexeme).lower
                };
                tokens.push(Token {
                    start: piece.start,
                    end: piece.end,
                    space_after: text[piece.end as usize..].starts_with(' '),
                    head: head.checked_sub(1).map_or(narrow(at - first), |head| start + head),
                    dep,
                    tag,
                    pos,
                    morph,
                    lemma: Arc::clone(lemma),
                    norm: Arc::clone(&lexicon.get(piece.lexeme).lower),
                });
            }
        }
        (tokens, starts)
    }
}

fn labels(bundle: &Bundle, name: &str) -> Result<Vec<String>, Refusal> {
    let mut fields = bundle.fields(name)?;
    let labels = (0..fields.count()?).map(|_| Ok(fields.text()?.to_owned()));
    let labels = labels.collect::<Result<Vec<_>, Refusal>>()?;
    if labels.is_empty() || labels.len() > usize::from(u16::MAX) {
        return Err(format!("section `{name}` has an unexpected number of labels"));
    }
    Ok(labels)
}

impl Tagger {
    fn load(bundle: &Bundle, tags: usize) -> Result<Self, Refusal> {
        let columns = tags.next_multiple_of(PANEL);
        Ok(Self {
            weights: bundle.floats("morph.out", Some(WIDTH * columns))?,
            bias: bundle.floats("morph.out.bias", Some(columns))?,
            tags,
        })
    }

    fn tag(&self, kernel: Kernel, vectors: &[f32], sums: &mut Vec<f32>, tags: &mut Vec<u16>) {
        let _stage = enter(Stage::Tags);
        let (rows, bias) = (vectors.len() / WIDTH, self.bias.get());
        sums.resize((rows * bias.len()).max(sums.len()), 0.0);
        let panels = Panels { inputs: WIDTH, weights: self.weights.get(), bias };
        kernel::linear(kernel, panels, vectors, WIDTH, rows, sums);
        let rows = sums.chunks_exact(bias.len()).take(rows);
        tags.extend(rows.map(|row| narrow16(highest(&row[..self.tags]))));
    }
}
