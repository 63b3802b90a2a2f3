//! Words, sentences, names, quotations and times of a document; the same form for every language.

use crate::{RegionRole, Span, Time, words::words};
use std::ops::Range;
use std::sync::Arc;

words! {
    /// Universal part of speech.
    Pos {
        Adj = "ADJ", Adp = "ADP", Adv = "ADV", Aux = "AUX", Cconj = "CCONJ", Det = "DET", Intj = "INTJ", Noun = "NOUN",
        Num = "NUM", Part = "PART", Pron = "PRON", Propn = "PROPN", Punct = "PUNCT", Sconj = "SCONJ", Sym = "SYM",
        Verb = "VERB", X = "X", Space = "SPACE",
    }
}
words! {
    /// Fine tag: Penn Treebank for English, `-` where a language has none.
    Tag {
        None = "-", Dollar = "$", CloseQuote = "''", Comma = ",", Lrb = "-LRB-", Rrb = "-RRB-", Period = ".", Colon = ":",
        Add = "ADD", Afx = "AFX", Cc = "CC", Cd = "CD", Dt = "DT", Ex = "EX", Fw = "FW", Hyph = "HYPH", In = "IN",
        Jj = "JJ", Jjr = "JJR", Jjs = "JJS", Ls = "LS", Md = "MD", Nfp = "NFP", Nn = "NN", Nnp = "NNP", Nnps = "NNPS",
        Nns = "NNS", Pdt = "PDT", Possessive = "POS", Prp = "PRP", PrpPossessive = "PRP$", Rb = "RB", Rbr = "RBR",
        Rbs = "RBS", Rp = "RP", Sym = "SYM", To = "TO", Uh = "UH", Vb = "VB", Vbd = "VBD", Vbg = "VBG", Vbn = "VBN",
        Vbp = "VBP", Vbz = "VBZ", Wdt = "WDT", Wp = "WP", WpPossessive = "WP$", Wrb = "WRB", Xx = "XX", Space = "_SP",
        OpenQuote = "``",
    }
}
words! {
    /// Dependency relation: the English model's labels, and Universal Dependencies where they differ.
    Dep {
        Root = "ROOT", Acl = "acl", Acomp = "acomp", Advcl = "advcl", Advmod = "advmod", Agent = "agent", Amod = "amod",
        Appos = "appos", Attr = "attr", Aux = "aux", Auxpass = "auxpass", Case = "case", Cc = "cc", Ccomp = "ccomp",
        Compound = "compound", Conj = "conj", Csubj = "csubj", Csubjpass = "csubjpass", Dative = "dative", Dep = "dep",
        Det = "det", Dobj = "dobj", Expl = "expl", Intj = "intj", Mark = "mark", Meta = "meta", Neg = "neg",
        Nmod = "nmod", Npadvmod = "npadvmod", Nsubj = "nsubj", Nsubjpass = "nsubjpass", Nummod = "nummod",
        Oprd = "oprd", Parataxis = "parataxis", Pcomp = "pcomp", Pobj = "pobj", Poss = "poss", Preconj = "preconj",
        Predet = "predet", Prep = "prep", Prt = "prt", Punct = "punct", Quantmod = "quantmod", Relcl = "relcl",
        Xcomp = "xcomp", Obj = "obj", Iobj = "iobj", Obl = "obl", Flat = "flat", Fixed = "fixed", Cop = "cop",
        Orphan = "orphan", Discourse = "discourse", Vocative = "vocative", List = "list",
    }
}
words! {
    /// Kind of a name as the model sees it (`OntoNotes`; PER and LOC of other models are folded into them).
    NameLabel {
        Person = "PERSON", Norp = "NORP", Fac = "FAC", Org = "ORG", Gpe = "GPE", Loc = "LOC", Product = "PRODUCT",
        Event = "EVENT", WorkOfArt = "WORK_OF_ART", Law = "LAW", Language = "LANGUAGE", Date = "DATE", Time = "TIME",
        Percent = "PERCENT", Money = "MONEY", Quantity = "QUANTITY", Ordinal = "ORDINAL", Cardinal = "CARDINAL",
    }
}

/// One word, mark or number.
#[derive(Clone, Debug, PartialEq)]
pub struct Token {
    /// Where.
    pub span: Span,
    /// Base form.
    pub lemma: Arc<str>,
    /// Universal part of speech.
    pub pos: Pos,
    /// Fine tag.
    pub tag: Tag,
    /// Relation to `head`.
    pub dep: Dep,
    /// Index of the governing token in `Analysis::tokens`; a root governs itself.
    pub head: u32,
    /// Index of the sentence.
    pub sentence: u32,
}

/// A sentence: a run of tokens.
#[derive(Clone, Debug, PartialEq)]
pub struct Sentence {
    /// Where, without surrounding space.
    pub span: Span,
    /// Its tokens.
    pub tokens: Range<u32>,
    /// Role of the region it lies in.
    pub region: RegionRole,
    /// Index of its paragraph (consecutive sentences of one line or HTML block share it).
    pub paragraph: u32,
}

/// A name found by the model.
#[derive(Clone, Debug, PartialEq)]
pub struct NamedSpan {
    /// Where.
    pub span: Span,
    /// Its tokens.
    pub tokens: Range<u32>,
    /// Its kind.
    pub label: NameLabel,
}

/// Words between quotation marks.
#[derive(Clone, Debug, PartialEq)]
pub struct Quotation {
    /// With the marks.
    pub span: Span,
    /// Without the marks (and without a comma or stop before the closing mark).
    pub inner: Span,
    /// The closing mark stands later, in another paragraph, or is missing.
    pub open: bool,
    /// A word or short phrase quoted inside the narrator's sentence, not a saying of its own ("three evils").
    pub scare: bool,
}

/// What `parse` finds in a document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Analysis {
    /// Tokens of title, dateline, body, captions and signature in order of the text. Furniture has none.
    pub tokens: Vec<Token>,
    /// Sentences in order.
    pub sentences: Vec<Sentence>,
    /// Names in order, not overlapping.
    pub names: Vec<NamedSpan>,
    /// Quotations in order of start; nested ones follow the outer.
    pub quotations: Vec<Quotation>,
    /// Time expressions of title, dateline and body in order.
    pub times: Vec<Time>,
}
