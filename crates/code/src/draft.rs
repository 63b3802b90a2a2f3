//! The claims of one document while they are made: ids by the rules of `docs/record.md`, collisions numbered.

use chancery_record::{Claim, Document, Ground, Id, Matter, OffsetMap, Time};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Collects claims and gives them their ids.
pub(crate) struct Draft {
    pub(crate) claims: Vec<Claim>,
    taken: BTreeSet<Id>,
    offsets: OffsetMap,
}

impl Draft {
    pub(crate) fn new(document: &Document) -> Self {
        let offsets = OffsetMap::new(document.text.clone());
        Self { claims: Vec::new(), taken: BTreeSet::new(), offsets }
    }

    /// Adds a record and returns its id; without grounds nothing is claimed and the id leads nowhere.
    pub(crate) fn claim(&mut self, matter: Matter, mut grounds: Vec<Ground>, rule: &str) -> Id {
        grounds.sort();
        grounds.dedup();
        let id = self.free(identify(&matter, grounds.first(), &self.offsets));
        if !grounds.is_empty() {
            self.taken.insert(id.clone());
            self.claims.push(Claim { id: id.clone(), matter, grounds, rule: rule.into() });
        }
        id
    }

    /// The claimed record with this id.
    pub(crate) fn get_mut(&mut self, id: &Id) -> Option<&mut Claim> {
        self.claims.iter_mut().find(|c| c.id == *id)
    }

    fn free(&self, id: Id) -> Id {
        if !self.taken.contains(&id) {
            return id;
        }
        let numbered = (2u32..).map(|n| Id::new(&format!("{id}-{n}")));
        numbered.into_iter().find(|id| !self.taken.contains(id)).expect("numbers do not run out")
    }
}

/// Id of a record from the identifying fields of its first assertion.
fn identify(matter: &Matter, first: Option<&Ground>, offsets: &OffsetMap) -> Id {
    let point = |byte: usize| json!(offsets.code_point(byte));
    let place = |ground: Option<&Ground>| -> [Value; 2] {
        ground.map_or([json!(""), json!(0)], |g| [json!(g.document), point(g.span.start())])
    };
    let text = |id: &Option<Id>| json!(id.as_ref().map_or("", Id::as_str));
    let edtf =
        |time: &Option<Time>| json!(time.as_ref().and_then(|t| t.edtf.as_deref()).unwrap_or(""));
    let [document, start] = place(first);
    match matter {
        Matter::Tenure(t) => {
            Id::hashed("tenure", &[json!(t.holder), json!(t.post), edtf(&t.start)])
        }
        Matter::Tie(t) => {
            Id::hashed("tie", &[json!(t.kind), json!(t.from), json!(t.to), edtf(&t.start)])
        }
        Matter::Occasion(o) => {
            let when =
                if o.time.is_some() { [edtf(&o.time), text(&o.place)] } else { [document, start] };
            let [a, b] = when;
            Id::hashed("occasion", &[json!(o.kind), text(&o.body), json!(o.parties), a, b])
        }
        Matter::Participation(p) => {
            Id::hashed("participation", &[json!(p.occasion), json!(p.entity)])
        }
        Matter::Statement(s) => {
            let content = s.content.first().map_or(start, |span| point(span.start()));
            Id::hashed("statement", &[document, content, text(&s.speaker)])
        }
        Matter::Act(a) => {
            let codes = |side: &[chancery_record::matter::Party]| {
                let mut codes: Vec<&str> = side.iter().map(|p| p.code.as_str()).collect();
                codes.sort_unstable();
                json!(codes)
            };
            let when =
                if a.time.is_some() { [edtf(&a.time), text(&a.place)] } else { [document, start] };
            let [x, y] = when;
            Id::hashed("act", &[json!(a.event), codes(&a.actors), codes(&a.recipients), x, y])
        }
        Matter::Instrument(i) => match &i.title {
            Some(title) => Id::hashed("instrument", &[json!(i.kind), json!(i.of), json!(title)]),
            None => Id::hashed("instrument", &[json!(i.kind), json!(i.of), document, start]),
        },
        Matter::Undertaking(u) => {
            Id::hashed("undertaking", &[json!(u.kind), text(&u.by), json!(u.content)])
        }
        Matter::Figure(f) => Id::hashed("figure", &[document, start, json!(f.measure)]),
        Matter::Name(n) => Id::hashed("name", &[json!(n.of), json!(n.text), json!(n.language)]),
        Matter::Entity(_) | Matter::Post(_) => Id::hashed("register", &[document, start]),
    }
}
