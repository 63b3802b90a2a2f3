//! The fields of every record type, in the order of exports: the one table behind lines and tables of values.

use crate::row::{Value, reading};
use crate::texts::Cut;
use chancery_record::matter::{Amount, Count, Party, Staged};
use chancery_record::{Anchor, Id, Matter, Mention, Span, Time};

/// How a field is laid out in a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// One column.
    Plain,
    /// A time: columns for EDTF, earliest and latest.
    Time,
}

/// A field of a record type.
#[derive(Clone, Copy, Debug)]
pub struct FieldOf {
    /// Its name.
    pub name: &'static str,
    /// Its columns.
    pub shape: Shape,
}

/// Names of all types that exports print, in order.
pub const KINDS: [&str; 16] = [
    "document",
    "mention",
    "entity",
    "name",
    "post",
    "tenure",
    "tie",
    "occasion",
    "participation",
    "statement",
    "act",
    "instrument",
    "undertaking",
    "figure",
    "assertion",
    "decision",
];

/// Place of a type in the order of exports.
pub fn order(kind: &str) -> usize {
    KINDS.iter().position(|k| *k == kind).unwrap_or(KINDS.len())
}

/// True of the types that carry support in a merged export.
pub fn supported(kind: &str) -> bool {
    (order("tenure")..=order("figure")).contains(&order(kind))
}

macro_rules! fields {
    ($($name:literal $($shape:ident)?),* $(,)?) => {
        &[$(FieldOf { name: $name, shape: fields!(@ $($shape)?) }),*]
    };
    (@) => { Shape::Plain };
    (@ time) => { Shape::Time };
}

/// The fields of a type between `id` and `support`, in order; none of an unknown type.
pub fn fields(kind: &str) -> &'static [FieldOf] {
    match kind {
        "document" => {
            fields!["sha256", "address", "title", "dated" time, "dateline", "publisher", "language",
            "languages", "regions", "times", "chain", "near", "text"]
        }
        "mention" => {
            fields!["document", "start", "end", "text", "refers", "form", "region", "candidates"]
        }
        "entity" => {
            fields!["kind", "label", "parent", "country", "coordinates", "codes", "same_as"]
        }
        "name" => {
            fields!["of", "text", "language", "script", "form", "standard", "valid" time, "ambiguous"]
        }
        "post" => fields!["of", "role", "area", "acts_for", "label"],
        "tenure" => fields!["holder", "post", "start" time, "end" time, "status", "as_of"],
        "tie" => fields!["kind", "from", "to", "start" time, "end" time, "status", "status_word"],
        "occasion" => {
            fields!["kind", "body", "parties", "format", "time" time, "place", "host", "agenda", "outcome",
            "part_of", "series", "ordinal", "state", "attendance", "figures"]
        }
        "participation" => fields!["occasion", "entity", "part", "capacity", "on_behalf_of"],
        "statement" => {
            fields!["speaker", "capacity", "act", "form", "content", "inside", "to", "about", "topics",
            "occasion", "time" time, "through", "stance"]
        }
        "act" => {
            fields!["event", "mode", "context", "cameo", "actors", "recipients", "time" time, "place", "state",
            "magnitude", "occasion", "statement"]
        }
        "instrument" => {
            fields!["kind", "title", "of", "period" time, "implements", "stage", "stages", "count"]
        }
        "undertaking" => {
            fields!["kind", "by", "to", "for", "content", "amount", "channel", "place", "period" time,
            "stage"]
        }
        "figure" => {
            fields!["measure", "value", "unit", "qualifier", "scope", "period" time, "change", "extreme", "of",
            "given_by"]
        }
        "assertion" => {
            fields!["subject", "field", "value", "reported", "polarity", "confidence", "made_by"]
        }
        "decision" => fields!["kind", "records", "by", "when", "reason", "undone"],
        _ => &[],
    }
}

/// Cuts a span out of the record's document.
pub type Cuts<'a> = dyn FnMut(Span) -> Option<Cut> + 'a;

/// The values of a record, aligned with `fields(matter.type_name())`. With `named`, spans of content name their document.
pub fn values(matter: &Matter, cut: &mut Cuts<'_>, named: Option<&Id>) -> Vec<Value> {
    match matter {
        Matter::Entity(e) => vec![
            e.kind.as_str().into(),
            (&e.label).into(),
            e.parent.as_ref().into(),
            e.country.as_ref().into(),
            coordinates(e.coordinates),
            Value::Object(vec![("event", e.code.as_ref().into())]),
            Value::None,
        ],
        Matter::Name(n) => vec![
            (&n.of).into(),
            (&n.text).into(),
            n.language.as_str().into(),
            Value::None,
            n.form.as_str().into(),
            Value::None,
            Value::None,
            Value::None,
        ],
        Matter::Post(p) => vec![
            (&p.of).into(),
            (&p.role).into(),
            p.area.as_ref().into(),
            p.acts_for.as_ref().into(),
            (&p.label).into(),
        ],
        Matter::Tenure(t) => vec![
            (&t.holder).into(),
            (&t.post).into(),
            time(t.start.as_ref(), cut),
            time(t.end.as_ref(), cut),
            t.status.as_str().into(),
            Value::None,
        ],
        Matter::Tie(t) => vec![
            t.kind.as_str().into(),
            (&t.from).into(),
            (&t.to).into(),
            time(t.start.as_ref(), cut),
            time(t.end.as_ref(), cut),
            t.status.as_str().into(),
            t.status_word.as_ref().into(),
        ],
        Matter::Occasion(o) => vec![
            o.kind.as_str().into(),
            o.body.as_ref().into(),
            list(&o.parties),
            Value::List(o.format.iter().map(|f| f.as_str().into()).collect()),
            time(o.time.as_ref(), cut),
            o.place.as_ref().into(),
            o.host.as_ref().into(),
            list(&o.agenda),
            list(&o.outcome),
            o.part_of.as_ref().into(),
            o.series.as_ref().into(),
            o.ordinal.into(),
            o.state.as_str().into(),
            o.attendance.map(chancery_record::matter::Attendance::as_str).into(),
            list(&o.figures),
        ],
        Matter::Participation(p) => vec![
            (&p.occasion).into(),
            (&p.entity).into(),
            Value::List(p.part.iter().map(|part| part.as_str().into()).collect()),
            p.capacity.as_ref().into(),
            p.on_behalf_of.as_ref().into(),
        ],
        Matter::Statement(s) => vec![
            s.speaker.as_ref().into(),
            s.capacity.as_ref().into(),
            s.act.as_str().into(),
            s.form.as_str().into(),
            Value::List(s.content.iter().map(|span| stretch(*span, cut, named)).collect()),
            s.inside.as_ref().into(),
            list(&s.to),
            list(&s.about),
            list(&s.topics),
            s.occasion.as_ref().into(),
            time(s.time.as_ref(), cut),
            s.through.as_ref().into(),
            s.stance.as_ref().map_or(Value::None, |(toward, sign)| {
                Value::Object(vec![
                    ("toward", toward.into()),
                    ("sign", Value::Number(f64::from(*sign))),
                ])
            }),
        ],
        Matter::Act(a) => vec![
            a.event.as_str().into(),
            list(&a.mode),
            list(&a.context),
            a.cameo.as_ref().into(),
            actors(&a.actors),
            Value::List(a.recipients.iter().map(party).collect()),
            time(a.time.as_ref(), cut),
            a.place.as_ref().into(),
            a.state.as_str().into(),
            a.magnitude.into(),
            a.occasion.as_ref().into(),
            a.statement.as_ref().into(),
        ],
        Matter::Instrument(i) => vec![
            i.kind.as_str().into(),
            i.title.as_ref().into(),
            list(&i.of),
            time(i.period.as_ref(), cut),
            i.implements.as_ref().into(),
            i.stage.as_str().into(),
            Value::List(i.stages.iter().map(|s| staged(s, cut)).collect()),
            match i.count {
                None => Value::None,
                Some(Count::Exactly(number)) => number.into(),
                Some(Count::Several) => "several".into(),
                Some(Count::Many) => "many".into(),
            },
        ],
        Matter::Undertaking(u) => vec![
            u.kind.as_str().into(),
            u.by.as_ref().into(),
            u.to.as_ref().into(),
            u.beneficiary.as_ref().into(),
            (&u.content).into(),
            u.amount.as_ref().map_or(Value::None, |a| amount(a, cut)),
            u.channel.as_ref().into(),
            u.place.as_ref().into(),
            time(u.period.as_ref(), cut),
            u.stage.as_str().into(),
        ],
        Matter::Figure(f) => vec![
            (&f.measure).into(),
            f.value.into(),
            (&f.unit).into(),
            f.qualifier.map(chancery_record::matter::Qualifier::as_str).into(),
            f.scope.as_ref().into(),
            time(f.period.as_ref(), cut),
            f.change.as_ref().map_or(Value::None, |(value, unit, baseline)| {
                Value::Object(vec![
                    ("value", (*value).into()),
                    ("unit", unit.into()),
                    ("baseline", baseline.as_ref().into()),
                ])
            }),
            f.extreme.as_ref().map_or(Value::None, |(which, window)| {
                Value::Object(vec![("which", which.into()), ("window", time(window.as_ref(), cut))])
            }),
            f.of.as_ref().into(),
            f.given_by.as_ref().into(),
        ],
    }
}

/// The values of a mention, aligned with `fields("mention")`.
pub fn mention_values(document: &Id, mention: &Mention, cut: &Cut) -> Vec<Value> {
    let candidates = mention.candidates.iter().map(|(id, score)| {
        Value::Object(vec![("id", id.into()), ("score", reading(chancery_record::Reading(*score)))])
    });
    vec![
        document.into(),
        Value::count(cut.start),
        Value::count(cut.end),
        (&cut.text).into(),
        (&mention.refers).into(),
        mention.form.as_str().into(),
        mention.region.as_str().into(),
        Value::List(candidates.collect()),
    ]
}

/// A time as an object.
pub fn time(time: Option<&Time>, cut: &mut Cuts<'_>) -> Value {
    let Some(time) = time else { return Value::None };
    let at = time.at.and_then(&mut *cut);
    let (start, end, text) = match &at {
        Some(at) => (Value::count(at.start), Value::count(at.end), (&at.text).into()),
        None => (Value::None, Value::None, Value::None),
    };
    Value::Object(vec![
        ("edtf", time.edtf.as_ref().into()),
        ("earliest", time.earliest.map_or(Value::None, |m| Value::text(m.to_string()))),
        ("latest", time.latest.map_or(Value::None, |m| Value::text(m.to_string()))),
        ("precision", time.precision.as_str().into()),
        ("kind", time.kind.as_str().into()),
        ("start", start),
        ("end", end),
        ("text", text),
        (
            "anchor",
            match &time.anchor {
                None => Value::None,
                Some(Anchor::Document) => "document".into(),
                Some(Anchor::Record(id)) => id.into(),
            },
        ),
        ("reasons", list(&time.reasons)),
    ])
}

/// A stretch of text as an object.
pub fn stretch(span: Span, cut: &mut Cuts<'_>, named: Option<&Id>) -> Value {
    let Some(cut) = cut(span) else { return Value::None };
    Value::Object(vec![
        ("document", named.into()),
        ("start", Value::count(cut.start)),
        ("end", Value::count(cut.end)),
        ("text", (&cut.text).into()),
    ])
}

fn amount(amount: &Amount, cut: &mut Cuts<'_>) -> Value {
    let at = Some(amount.at).filter(|at| !at.is_empty()).and_then(cut);
    let mut parts = vec![
        ("value", amount.value.into()),
        ("unit", (&amount.unit).into()),
        ("qualifier", amount.qualifier.map(chancery_record::matter::Qualifier::as_str).into()),
    ];
    if let Some(at) = at {
        parts.push(("text", (&at.text).into()));
        parts.push(("start", Value::count(at.start)));
        parts.push(("end", Value::count(at.end)));
    }
    Value::Object(parts)
}

fn staged(staged: &Staged, cut: &mut Cuts<'_>) -> Value {
    Value::Object(vec![
        ("stage", staged.stage.as_str().into()),
        ("time", time(staged.time.as_ref(), cut)),
        ("occasion", staged.occasion.as_ref().into()),
    ])
}

/// The actors; an act whose doer the text does not name has the code of none.
fn actors(parties: &[Party]) -> Value {
    if parties.is_empty() {
        return Value::List(vec![Value::Object(vec![("code", "---".into())])]);
    }
    Value::List(parties.iter().map(party).collect())
}

fn party(party: &Party) -> Value {
    Value::Object(vec![
        ("entity", (&party.entity).into()),
        ("code", (&party.code).into()),
        ("capacity", party.capacity.as_ref().into()),
    ])
}

fn list<'a, T>(values: &'a [T]) -> Value
where
    Value: From<&'a T>,
{
    Value::List(values.iter().map(Value::from).collect())
}

/// Degrees as printed: the shortest digits that name the same place.
fn coordinates(at: Option<(f32, f32)>) -> Value {
    let degrees = |d: f32| Value::Number(d.to_string().parse().expect("floats print as numbers"));
    at.map_or(Value::None, |(latitude, longitude)| {
        Value::List(vec![degrees(latitude), degrees(longitude)])
    })
}
