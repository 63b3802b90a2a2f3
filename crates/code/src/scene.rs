//! A document laid out for coding: children of every word, mentions by word, quotations, times; all looked up by token index.
//!
//! Made once a document; the coders of the record types only ask it. It asserts nothing itself.

use chancery_record::{
    Analysis, Dep, Document, Ground, Id, Mention, Pos, Quotation, Reading, Referent, RegionRole,
    Resolution, Sentence, Span, Tag, Time, Token,
};
use std::ops::Range;

/// Index of a token in `Analysis::tokens`.
pub(crate) type At = usize;

/// A document, its words and its referents, indexed.
pub(crate) struct Scene<'a> {
    pub(crate) document: &'a Document,
    pub(crate) analysis: &'a Analysis,
    pub(crate) resolution: &'a Resolution,
    /// Children of token `i` are `children[first_child[i]..first_child[i + 1]]`, in order of the text.
    children: Vec<u32>,
    first_child: Vec<u32>,
    /// Mentions whose span touches token `i` are `mentions[first_mention[i]..first_mention[i + 1]]`, shortest first.
    mentions: Vec<u32>,
    first_mention: Vec<u32>,
}

impl<'a> Scene<'a> {
    pub(crate) fn new(
        document: &'a Document,
        analysis: &'a Analysis,
        resolution: &'a Resolution,
    ) -> Self {
        let (first_child, children) = group(analysis.tokens.len(), |put| {
            for (i, token) in analysis.tokens.iter().enumerate() {
                if token.head as usize != i {
                    put(token.head as usize, i);
                }
            }
        });
        let (first_mention, mentions) = group(analysis.tokens.len(), |put| {
            let mut order: Vec<usize> = (0..resolution.mentions.len()).collect();
            order.sort_by_key(|&m| resolution.mentions[m].span.len());
            for m in order {
                for t in tokens_in(analysis, resolution.mentions[m].span) {
                    put(t, m);
                }
            }
        });
        Self { document, analysis, resolution, children, first_child, mentions, first_mention }
    }

    pub(crate) fn token(&self, at: At) -> &'a Token {
        &self.analysis.tokens[at]
    }

    pub(crate) fn lemma(&self, at: At) -> &'a str {
        &self.analysis.tokens[at].lemma
    }

    pub(crate) fn dep(&self, at: At) -> Dep {
        self.analysis.tokens[at].dep
    }

    pub(crate) fn pos(&self, at: At) -> Pos {
        self.analysis.tokens[at].pos
    }

    pub(crate) fn tag(&self, at: At) -> Tag {
        self.analysis.tokens[at].tag
    }

    /// The governing token, or none for a root.
    pub(crate) fn head(&self, at: At) -> Option<At> {
        let head = self.analysis.tokens[at].head as usize;
        (head != at).then_some(head)
    }

    /// The words of a span.
    pub(crate) fn text(&self, span: Span) -> &'a str {
        span.of(&self.document.text)
    }

    /// The word as written.
    pub(crate) fn word(&self, at: At) -> &'a str {
        self.text(self.token(at).span)
    }

    /// Children in order of the text.
    pub(crate) fn children(&self, at: At) -> impl DoubleEndedIterator<Item = At> + '_ {
        let range = self.first_child[at] as usize..self.first_child[at + 1] as usize;
        self.children[range].iter().map(|&c| c as usize)
    }

    /// The first child with one of these relations.
    pub(crate) fn child(&self, at: At, deps: &[Dep]) -> Option<At> {
        self.children(at).find(|&c| deps.contains(&self.dep(c)))
    }

    /// The object of a preposition among the children: `after(verb, &["with"])` of "met with X" is X's token.
    pub(crate) fn after(&self, at: At, prepositions: &[&str]) -> Option<At> {
        self.children(at)
            .filter(|&c| matches!(self.dep(c), Dep::Prep | Dep::Agent | Dep::Dative))
            .filter(|&c| prepositions.contains(&self.word(c).to_lowercase().as_str()))
            .find_map(|c| self.child(c, &[Dep::Pobj, Dep::Pcomp]))
    }

    /// The token and those joined to it by "and", "or", commas.
    pub(crate) fn conjuncts(&self, at: At) -> Vec<At> {
        let mut all = vec![at];
        let mut next = at;
        while let Some(c) = self.child(next, &[Dep::Conj]).or_else(|| self.next_person(next)) {
            all.push(c);
            next = c;
        }
        all
    }

    /// "Ministers X of Norland and Y of Sund": the parser joins Y to Norland.
    fn next_person(&self, at: At) -> Option<At> {
        let is_person = |t: At| self.entity(t).is_some_and(|m| m.refers.prefix() == "person");
        if self.tag(at) != Tag::Nnp || !is_person(at) {
            return None;
        }
        let state = self.after(at, &["of"]).filter(|&s| !is_person(s))?;
        self.child(state, &[Dep::Conj]).filter(|&c| is_person(c))
    }

    /// All tokens below, itself included, in order of the text.
    pub(crate) fn subtree(&self, at: At) -> Vec<At> {
        let mut all = vec![at];
        let mut done = 0;
        while done < all.len() {
            let here = all[done];
            all.extend(self.children(here));
            done += 1;
        }
        all.sort_unstable();
        all
    }

    /// The stretch a subtree covers, without marks at its edges.
    pub(crate) fn phrase(&self, at: At) -> Span {
        let all = self.subtree(at);
        let solid = |t: &&At| {
            !matches!(self.pos(**t), Pos::Punct | Pos::Space) || self.tag(**t) == Tag::Sym
        };
        let first = all.iter().find(solid).copied().unwrap_or(at);
        let last = all.iter().rev().find(solid).copied().unwrap_or(at);
        self.token(first).span.join(self.token(last).span)
    }

    /// The verb or root noun of the clause a token stands in: up through everything that is not a clause of its own.
    pub(crate) fn clause(&self, at: At) -> At {
        let mut here = at;
        for _ in 0..self.analysis.tokens.len().min(200) {
            let heads_clause = matches!(self.pos(here), Pos::Verb | Pos::Aux)
                && !matches!(self.dep(here), Dep::Aux | Dep::Auxpass | Dep::Amod);
            match self.head(here) {
                Some(head) if !heads_clause => here = head,
                _ => break,
            }
        }
        here
    }

    /// The subject of a verb, its own or, through control and coordination, that of the verb above; passives' "by" is not one.
    pub(crate) fn subject(&self, verb: At) -> Option<At> {
        let mut here = verb;
        for _ in 0..8 {
            if let Some(subject) = self.child(here, &[Dep::Nsubj, Dep::Nsubjpass, Dep::Csubj]) {
                return Some(self.antecedent(subject));
            }
            let head = self.head(here)?;
            match self.dep(here) {
                Dep::Xcomp
                | Dep::Conj
                | Dep::Advcl
                | Dep::Ccomp
                | Dep::Pcomp
                | Dep::Prep
                | Dep::Aux => here = head,
                Dep::Acl | Dep::Relcl => return Some(head),
                _ => return None,
            }
        }
        None
    }

    /// The noun a relative pronoun stands for, of the label of an item the subject above its list, or the token itself.
    pub(crate) fn antecedent(&self, at: At) -> At {
        if self.is_label(at) {
            return self.stem(at).unwrap_or(at);
        }
        if matches!(self.tag(at), Tag::Wdt | Tag::Wp) {
            let mut here = at;
            while let Some(head) = self.head(here) {
                if self.dep(here) == Dep::Relcl {
                    return head;
                }
                here = head;
            }
        }
        at
    }

    /// True of the label of an item, "(a)", that the parser was shown as the subject of its verb.
    pub(crate) fn is_label(&self, at: At) -> bool {
        matches!(self.dep(at), Dep::Nsubj | Dep::Nsubjpass)
            && matches!(self.lemma(at), "it" | "I")
            && self.words_of(self.sentence(at)).start == at
            && !matches!(self.word(at), "It" | "it" | "IT" | "I")
    }

    /// The subject of the line above a list: "The ministers", "Having met in Lund, the Council".
    fn stem(&self, at: At) -> Option<At> {
        let here = self.token(at).sentence as usize;
        let above = self.analysis.sentences[..here].iter().rev().take(40);
        let stem = above.into_iter().find(|s| {
            let words = self.words_of(s);
            let listed = words.clone().next().is_some_and(|first| self.is_label(first));
            !listed && self.text(s.span).trim_end().ends_with(':')
        })?;
        let words = self.words_of(stem);
        let head = |t: &At| self.entity(*t).is_some() || self.sector_word(*t);
        let subject = words.clone().rev().find(|&t| self.dep(t) == Dep::Nsubj && head(&t));
        subject.or_else(|| words.rev().find(head))
    }

    /// "the ministers", "the parties": a noun in the plural or of a body that nothing resolved.
    fn sector_word(&self, at: At) -> bool {
        matches!(self.dep(at), Dep::Nsubj | Dep::Root)
            && matches!(self.tag(at), Tag::Nns | Tag::Nnps)
    }

    /// True when the verb is passive.
    pub(crate) fn is_passive(&self, verb: At) -> bool {
        self.child(verb, &[Dep::Nsubjpass, Dep::Auxpass, Dep::Csubjpass]).is_some()
    }

    /// True when a negation word stands under the token ("not", "never", "no").
    pub(crate) fn is_negated(&self, at: At) -> bool {
        self.children(at).any(|c| self.dep(c) == Dep::Neg)
    }

    /// Mentions that touch a token, shortest first.
    pub(crate) fn mentions_at(&self, at: At) -> impl Iterator<Item = &'a Mention> + '_ {
        let range = self.first_mention[at] as usize..self.first_mention[at + 1] as usize;
        self.mentions[range].iter().map(|&m| &self.resolution.mentions[m as usize])
    }

    /// The entity a noun phrase's head token means: a mention headed by it, a person before a post or state inside their name.
    pub(crate) fn entity(&self, at: At) -> Option<&'a Mention> {
        let rank = |m: &&Mention| {
            let kind = match m.refers.prefix() {
                "person" => 0,
                "post" => 9,
                _ => 1,
            };
            (m.head != u32::try_from(at).ok(), kind, std::cmp::Reverse(m.span.len()), m.span)
        };
        self.mentions_at(at).filter(|m| m.refers.prefix() != "post").min_by_key(rank).filter(|m| {
            m.head.is_none_or(|h| h as usize == at)
                || self.token(at).span.touches(m.span) && self.heads(at, m.span)
        })
    }

    /// True when the token's own head lies outside the span: it governs the span.
    fn heads(&self, at: At, span: Span) -> bool {
        self.head(at).is_none_or(|head| !span.covers(self.token(head).span))
    }

    /// Entities of a noun phrase and all joined to it; appositions lend their person to a post ("the minister, X").
    pub(crate) fn entities(&self, at: At) -> Vec<&'a Mention> {
        let mut found: Vec<&Mention> = Vec::new();
        for t in self.conjuncts(at) {
            let one = self.entity(t).or_else(|| {
                self.children(t).filter(|&c| self.dep(c) == Dep::Appos).find_map(|c| self.entity(c))
            });
            if let Some(mention) = one.filter(|m| found.iter().all(|f| f.refers != m.refers)) {
                found.push(mention);
            }
        }
        found
    }

    /// What is known of a referent.
    pub(crate) fn referent(&self, id: &Id) -> Option<&'a Referent> {
        self.resolution.referents.get(id)
    }

    pub(crate) fn sentence(&self, at: At) -> &'a Sentence {
        &self.analysis.sentences[self.token(at).sentence as usize]
    }

    /// Token indexes of a sentence.
    #[expect(clippy::unused_self, reason = "reads as one of the scene's answers")]
    pub(crate) fn words_of(&self, sentence: &Sentence) -> Range<At> {
        sentence.tokens.start as usize..sentence.tokens.end as usize
    }

    /// Sentences of the running text (body and captions), in order: what records are coded from.
    pub(crate) fn body(&self) -> impl Iterator<Item = &'a Sentence> + '_ {
        self.analysis
            .sentences
            .iter()
            .filter(|s| matches!(s.region, RegionRole::Body | RegionRole::Caption))
    }

    /// The innermost quotation a token stands in.
    pub(crate) fn quotation(&self, at: At) -> Option<&'a Quotation> {
        let span = self.token(at).span;
        self.analysis.quotations.iter().rfind(|q| q.span.covers(span) && !q.scare)
    }

    /// Time expressions that lie in a span.
    pub(crate) fn times_in(&self, span: Span) -> impl Iterator<Item = &'a Time> + '_ {
        self.analysis.times.iter().filter(move |t| t.at.is_some_and(|at| span.covers(at)))
    }

    /// The date of the document as the time of what it tells, when nothing better is said.
    pub(crate) fn document_time(&self) -> Option<Time> {
        let dated = self.document.dated.as_ref()?;
        let mut time = match dated
            .single_day()
            .filter(|_| dated.edtf.as_deref().is_some_and(|e| !e.contains('X')))
        {
            Some(day) => Time::day(day, chancery_record::TimeKind::None, None),
            None => Time { kind: chancery_record::TimeKind::None, at: None, ..dated.clone() },
        };
        time.reasons = vec!["date of the document".into()];
        Some(time)
    }

    /// A ground of this document for a whole record.
    pub(crate) fn ground(&self, span: Span, reading: u16) -> Ground {
        Ground {
            document: self.document.id.clone(),
            span,
            fields: Vec::new(),
            reading: Reading(reading),
        }
    }
}

/// Tokens that touch a span, in order.
pub(crate) fn tokens_in(analysis: &Analysis, span: Span) -> Range<At> {
    let first = analysis.tokens.partition_point(|t| t.span.end() <= span.start());
    let end = first + analysis.tokens[first..].partition_point(|t| t.span.start() < span.end());
    first..end
}

/// Groups pairs (key, value) by key below `keys`, values in the order given: offsets and values.
fn group(keys: usize, pairs: impl Fn(&mut dyn FnMut(usize, usize))) -> (Vec<u32>, Vec<u32>) {
    let small = |n: usize| u32::try_from(n).expect("a document has fewer than 2^32 words");
    let mut first = vec![0u32; keys + 1];
    pairs(&mut |key, _| first[key + 1] += 1);
    for i in 0..keys {
        first[i + 1] += first[i];
    }
    let mut next = first.clone();
    let mut values = vec![0u32; first[keys] as usize];
    pairs(&mut |key, value| {
        values[next[key] as usize] = small(value);
        next[key] += 1;
    });
    (first, values)
}
