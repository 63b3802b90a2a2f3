//! Blocks: claims of different blocks are never one fact. Keys rest on fields that the ids of records are made of, so that
//! equal ids meet in one block.

use chancery_record::matter::{Act, OccasionKind, Party, Root};
use chancery_record::time::OPEN_YEAR;
use chancery_record::{Matter, Time, Told, fold};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;

/// The key of a claim's block, the name of its type first. References of the claim to records of earlier phases must bear
/// their names.
pub fn block(told: &Told) -> String {
    let id = &told.claim.id;
    let alone = alone(told);
    match &told.claim.matter {
        Matter::Entity(_) => format!("entity {id}"),
        Matter::Post(_) => format!("post {id}"),
        Matter::Name(n) => format!("name {} {}", n.of, fold(&n.text)),
        Matter::Tenure(t) => format!("tenure {} {}", t.holder, t.post),
        Matter::Tie(t) => format!("tie {} {} {}", t.kind, t.from, t.to),
        Matter::Occasion(o) => match time_key(o.time.as_ref()) {
            Some(month) => format!("occasion {} {month}", group(o.kind)),
            None => format!("occasion {} {alone}", group(o.kind)),
        },
        Matter::Instrument(i) => match &i.title {
            Some(title) => format!("instrument {} {}", i.kind, title_key(title)),
            None => format!("instrument {} {alone}", i.kind),
        },
        Matter::Undertaking(u) => match &u.by {
            Some(by) => format!("undertaking {} {by}", u.kind),
            None => format!("undertaking {} -", u.kind),
        },
        Matter::Participation(p) => format!("participation {} {}", p.occasion, p.entity),
        Matter::Statement(s) => match &s.speaker {
            Some(speaker) => format!("statement {speaker} {}", s.act),
            None => format!("statement {} {alone}", s.act),
        },
        Matter::Act(a) => format!("act {} {}", a.event, parties_key(a)),
        Matter::Figure(f) => format!("figure {} {}", fold(&f.measure), fold(&f.unit)),
    }
}

/// What has neither time nor title nor speaker is only known again by its very words: in a reprint.
fn alone(told: &Told) -> String {
    let words = content_words(&told.words);
    if words.len() < FEW {
        return told.document.to_string();
    }
    let digest = Sha256::digest(fold(&told.words).as_bytes());
    digest[..8].iter().fold("~".to_owned(), |key, byte| format!("{key}{byte:02x}"))
}

/// Fewer content words than this say nothing by being the same.
pub(crate) const FEW: usize = 4;

/// Folded words of four letters and more, and numbers.
pub(crate) fn content_words(text: &str) -> BTreeSet<String> {
    let telling =
        |word: &&str| word.chars().count() >= 4 || word.bytes().any(|b| b.is_ascii_digit());
    fold(text).split(' ').filter(telling).map(str::to_owned).collect()
}

/// Kinds of occasions that texts call by each other's names.
pub(crate) fn group(kind: OccasionKind) -> &'static str {
    match kind {
        OccasionKind::Session
        | OccasionKind::Summit
        | OccasionKind::Meeting
        | OccasionKind::Reception
        | OccasionKind::Negotiation
        | OccasionKind::Conference => "talks",
        OccasionKind::Attack | OccasionKind::ArmedConflict => "violence",
        other => other.as_str(),
    }
}

/// Title without marks, case and leading article.
pub(crate) fn title_key(title: &str) -> String {
    let folded = fold(title);
    ["the ", "a ", "an "]
        .iter()
        .find_map(|article| folded.strip_prefix(article).map(str::to_owned))
        .unwrap_or(folded)
}

/// The month of a time's EDTF, whatever the year, so that a day printed without its year meets the days it may be; the year
/// where the time is coarser; the whole EDTF of other times; none where nothing is bounded.
fn time_key(time: Option<&Time>) -> Option<String> {
    let edtf = time?.edtf.as_deref()?;
    let first = edtf.split('/').find(|part| !matches!(*part, "" | ".."))?;
    let year = first.get(..4)?;
    let known = year.bytes().all(|b| b.is_ascii_digit());
    if !known && year != OPEN_YEAR {
        return Some(edtf.to_owned());
    }
    let month = first.get(5..7).and_then(|m| m.parse::<u8>().ok()).filter(|m| (1..=12).contains(m));
    Some(match month {
        Some(month) => format!("--{month:02}"),
        None if known => year.to_owned(),
        None => edtf.to_owned(),
    })
}

/// Codes of both sides; of mutual acts together, because tellings differ in whom they put first.
fn parties_key(act: &Act) -> String {
    let codes = |side: &[Party]| side.iter().map(|p| p.code.clone()).collect::<BTreeSet<_>>();
    let join = |codes: BTreeSet<String>| codes.into_iter().collect::<Vec<_>>().join(",");
    let (actors, recipients) = (codes(&act.actors), codes(&act.recipients));
    if matches!(act.event, Root::Consult | Root::Agree | Root::Cooperate) {
        join(actors.union(&recipients).cloned().collect())
    } else {
        format!("{} > {}", join(actors), join(recipients))
    }
}
