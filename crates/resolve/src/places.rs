//! Names of places to places of the gazetteer: which of all places of a name a text means.
//!
//! A document with its words and a world come in; stretches with a place each go out, without one where the world knows
//! none. Words around a name ("City, State"), the states and divisions that the text speaks of, nearness to its other
//! places and the number of inhabitants choose; a name has one sense in a document unless its own words say otherwise.

use crate::divisions::{self, Division};
use chancery_record::{
    Analysis, Document, GazetteerPlace, Id, NameForm, NameLabel, PlaceClass, Span, World, fold,
    slug,
};
use std::collections::{BTreeMap, BTreeSet};

/// A stretch of text that names a place.
#[derive(Clone, Debug, PartialEq)]
pub struct Located {
    /// The name.
    pub span: Span,
    /// What it means, with the other places of that name, best first; empty when no place is known by it.
    pub places: Vec<(GazetteerPlace, u16)>,
    /// What spoke for the first, in a few words.
    pub why: &'static str,
}

/// Finds the names of places and says which places they mean.
pub fn locate(world: &dyn World, document: &Document, analysis: &Analysis) -> Vec<Located> {
    let text = &*document.text;
    let tags = tags(world, text, analysis);
    let names = Names::read(world, text, &tags);
    let choices = names.choose();
    tags.iter().enumerate().map(|(at, tag)| names.located(&choices, at, tag)).collect()
}

/// A name of a place where it stands.
#[derive(Clone, Debug)]
struct Tag {
    span: Span,
    key: String,
    /// An adjective of a state.
    adjective: bool,
    /// The state or division that stands right behind: "Lund, Ohio".
    within: Option<usize>,
    /// It stands right behind a place in it.
    holds: bool,
}

/// Places of one name that are weighed; the smallest are left out.
const MOST: usize = 60;

/// Names of the text, each once, with the places they may mean.
struct Names {
    /// Name of each tag.
    of_tag: Vec<usize>,
    list: Vec<Name>,
}

struct Name {
    candidates: Vec<Candidate>,
    /// Names of containers that stand behind it, by tag.
    within: BTreeMap<usize, usize>,
    count: usize,
}

struct Candidate {
    place: GazetteerPlace,
    prior: f32,
}

/// What is chosen for each name: order of candidates with scores.
type Choices = Vec<Vec<(usize, f32)>>;

impl Names {
    fn read(world: &dyn World, text: &str, tags: &[Tag]) -> Self {
        let mut index: BTreeMap<&str, usize> = BTreeMap::new();
        let mut list: Vec<Name> = Vec::new();
        let mut of_tag = Vec::with_capacity(tags.len());
        for tag in tags {
            let at = *index.entry(&tag.key).or_insert_with(|| {
                let candidates = if tag.adjective {
                    let states = countries(world, &tag.key, true).into_iter();
                    states.map(|place| Candidate { prior: prior(&place), place }).collect()
                } else {
                    candidates(world, tag.span.of(text), &tag.key)
                };
                list.push(Name { candidates, within: BTreeMap::new(), count: 0 });
                list.len() - 1
            });
            list[at].count += 1;
            of_tag.push(at);
        }
        for (at, tag) in tags.iter().enumerate() {
            if let Some(within) = tag.within {
                list[of_tag[at]].within.insert(at, of_tag[within]);
            }
        }
        Self { of_tag, list }
    }

    /// Three rounds: each sees what the one before chose for the other names.
    fn choose(&self) -> Choices {
        let mut choices: Choices = self.list.iter().map(Name::alone).collect();
        for _ in 0..3 {
            let focus = Focus::of(self, &choices);
            choices = (0..self.list.len()).map(|at| self.weigh(at, &focus, &choices)).collect();
        }
        choices
    }

    fn weigh(&self, at: usize, focus: &Focus, choices: &Choices) -> Vec<(usize, f32)> {
        let name = &self.list[at];
        let mut scored: Vec<(usize, f32)> = name
            .candidates
            .iter()
            .enumerate()
            .map(|(index, candidate)| {
                let held = self.held(name.within.values().copied(), choices, candidate);
                (index, candidate.prior + held + focus.support(at, &candidate.place))
            })
            .collect();
        order(&mut scored);
        scored
    }

    /// What the containers behind a name say of a candidate.
    fn held(
        &self,
        containers: impl Iterator<Item = usize>,
        choices: &Choices,
        candidate: &Candidate,
    ) -> f32 {
        let mut best: f32 = 0.0;
        let mut told = false;
        for container in containers {
            let wholes = choices[container].iter().take(3).enumerate();
            for (rank, (index, _)) in wholes {
                let whole = &self.list[container].candidates[*index].place;
                told = true;
                let likely = if rank == 0 { 14.0 } else { 10.0 };
                best = best.max(if lies_in(&candidate.place, whole) { likely } else { 0.0 });
            }
        }
        if told && best == 0.0 { -4.0 } else { best }
    }

    fn located(&self, choices: &Choices, at: usize, tag: &Tag) -> Located {
        let name = &self.list[self.of_tag[at]];
        let mut scored = choices[self.of_tag[at]].clone();
        let mut why = "place by what else the text speaks of";
        if let Some(container) = name.within.get(&at) {
            for (index, score) in &mut scored {
                *score += self.held(std::iter::once(*container), choices, &name.candidates[*index]);
            }
            order(&mut scored);
            why = "place in what stands behind it";
        } else if scored.len() == 1 {
            why = "only place of this name";
        }
        if tag.holds {
            for (index, score) in &mut scored {
                let whole = matches!(
                    name.candidates[*index].place.class,
                    PlaceClass::Region | PlaceClass::Country
                );
                *score += if whole { 6.0 } else { 0.0 };
            }
            order(&mut scored);
        }
        let top = scored.first().map_or(0.0, |(_, score)| *score);
        let places = scored
            .into_iter()
            .take(5)
            .map(|(index, score)| (name.candidates[index].place.clone(), thousandths(top - score)))
            .collect();
        Located { span: tag.span, places, why }
    }
}

impl Name {
    fn alone(&self) -> Vec<(usize, f32)> {
        let mut scored: Vec<(usize, f32)> =
            self.candidates.iter().enumerate().map(|(at, c)| (at, c.prior)).collect();
        order(&mut scored);
        scored
    }
}

/// How sure, by how far behind the best.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped before")]
fn thousandths(behind: f32) -> u16 {
    (900.0 - behind * 90.0).clamp(10.0, 900.0) as u16
}

fn order(scored: &mut [(usize, f32)]) {
    scored.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
}

fn lies_in(place: &GazetteerPlace, whole: &GazetteerPlace) -> bool {
    match whole.class {
        PlaceClass::Country => place.country.as_ref() == Some(&whole.id),
        PlaceClass::Region => {
            place.id != whole.id
                && place.country == whole.country
                && !whole.region.is_empty()
                && place.region == whole.region
        }
        PlaceClass::District | PlaceClass::City => {
            place.id != whole.id
                && place.country == whole.country
                && distance(place.coordinates, whole.coordinates) < 120.0
        }
        PlaceClass::Nature | PlaceClass::Other => false,
    }
}

/// What the text speaks of: shares of states and divisions, and where its places lie.
struct Focus {
    countries: BTreeMap<Id, f32>,
    regions: BTreeMap<(Id, String), f32>,
    points: Vec<(usize, (f32, f32), f32)>,
    by_name: Vec<Option<Share>>,
}

/// What one name adds to the focus, taken off again where it is weighed itself.
#[derive(Clone)]
struct Share {
    country: Option<Id>,
    region: String,
    weight: f32,
}

impl Focus {
    fn of(names: &Names, choices: &Choices) -> Self {
        let mut focus = Self {
            countries: BTreeMap::new(),
            regions: BTreeMap::new(),
            points: Vec::new(),
            by_name: vec![None; names.list.len()],
        };
        for (at, name) in names.list.iter().enumerate() {
            let Some((index, score)) = choices[at].first() else { continue };
            let place = &name.candidates[*index].place;
            let lead = choices[at].get(1).map_or(4.0, |second| (score - second.1).clamp(0.0, 4.0));
            #[expect(clippy::cast_precision_loss, reason = "small counts")]
            let said = (name.count as f32).sqrt();
            let weight = said * (0.25 + lead / 4.0);
            focus.add(at, place, weight);
        }
        focus
    }

    fn add(&mut self, at: usize, place: &GazetteerPlace, weight: f32) {
        let country = if place.class == PlaceClass::Country {
            Some(&place.id)
        } else {
            place.country.as_ref()
        };
        if let Some(country) = country {
            *self.countries.entry(country.clone()).or_default() += weight;
            if !place.region.is_empty() {
                let key = (country.clone(), place.region.clone());
                *self.regions.entry(key).or_default() += weight;
            }
        }
        let region = place.region.clone();
        self.by_name[at] = Some(Share { country: country.cloned(), region, weight });
        if matches!(place.class, PlaceClass::City | PlaceClass::District | PlaceClass::Nature) {
            self.points.push((at, place.coordinates, weight));
        }
    }

    /// What the other names say for this place.
    fn support(&self, at: usize, place: &GazetteerPlace) -> f32 {
        let country = if place.class == PlaceClass::Country {
            Some(&place.id)
        } else {
            place.country.as_ref()
        };
        let Some(country) = country else { return 0.0 };
        let own = self.by_name[at].as_ref().filter(|own| own.country.as_ref() == Some(country));
        let of_country = own.map_or(0.0, |own| own.weight);
        let of_region = own.filter(|own| own.region == place.region).map_or(0.0, |own| own.weight);
        let of_all = |weight: f32, most: f32, half: f32| most * weight / (weight + half);
        let whole = self.countries.get(country).copied().unwrap_or(0.0) - of_country;
        let mut support = of_all(whole.max(0.0), 4.0, 1.5);
        if !place.region.is_empty() {
            let key = (country.clone(), place.region.clone());
            let part = self.regions.get(&key).copied().unwrap_or(0.0) - of_region;
            support += of_all(part.max(0.0), 5.0, 1.0);
        }
        let mut near = 0.0;
        for (_, point, weight) in self.points.iter().filter(|(other, ..)| *other != at).take(80) {
            let far = distance(place.coordinates, *point);
            near += weight
                * if far < 60.0 {
                    1.0
                } else if far < 160.0 {
                    0.5
                } else {
                    0.0
                };
        }
        support + of_all(near, 3.0, 1.0)
    }
}

/// Kilometres between two points, near enough for choosing.
pub(crate) fn distance(a: (f32, f32), b: (f32, f32)) -> f32 {
    let mean = f32::midpoint(a.0, b.0).to_radians().cos();
    let mut across = (a.1 - b.1).abs();
    if across > 180.0 {
        across = 360.0 - across;
    }
    ((a.0 - b.0).powi(2) + (across * mean).powi(2)).sqrt() * 111.2
}

/// All places a name may mean with what speaks for each before the text is looked at.
fn candidates(world: &dyn World, words: &str, key: &str) -> Vec<Candidate> {
    let mut out: Vec<GazetteerPlace> = Vec::new();
    let whole = divisions::named(key);
    if let Some(division) = divisions::short(words) {
        out.extend(region_of(world, division));
    } else if let Some(division) = whole.filter(|division| division.state == "state/gbr") {
        out.extend(region_of(world, division));
    } else {
        out.extend(countries(world, key, false));
        out.extend(registered(world, key));
        for spelling in spellings(key) {
            for mut place in world.places(&spelling).into_iter().take(MOST) {
                let centre = whole.filter(|d| is_division(d, &place)).and_then(|d| d.centre);
                place.coordinates = centre.unwrap_or(place.coordinates);
                if !out.iter().any(|known| same(known, &place)) {
                    out.push(place);
                }
            }
        }
    }
    let seat = world.named(key).iter().find(|sense| sense.form == NameForm::Seat).map(|s| &s.id);
    out.into_iter()
        .map(|place| {
            let capital =
                place.class == PlaceClass::City && seat.is_some() && place.country.as_ref() == seat;
            let other = if place.alternate { -2.0 } else { 0.0 };
            let prior = prior(&place) + if capital { 3.0 } else { 0.0 } + other;
            Candidate { place, prior }
        })
        .collect()
}

fn same(a: &GazetteerPlace, b: &GazetteerPlace) -> bool {
    a.id == b.id
        || (a.class == b.class
            && a.country == b.country
            && distance(a.coordinates, b.coordinates) < 20.0)
}

/// The folded name as it stands, and without the words of a kind of place before or behind it.
fn spellings(key: &str) -> Vec<String> {
    let mut out = vec![key.to_owned()];
    if let Some(rest) = key.strip_prefix("st ") {
        out.push(format!("saint {rest}"));
    }
    if let Some(rest) = key.strip_prefix("mt ") {
        out.push(format!("mount {rest}"));
    }
    if let Some(rest) = key.strip_prefix("ft ") {
        out.push(format!("fort {rest}"));
    }
    for before in divisions::BEFORE {
        out.extend(key.strip_prefix(before).map(str::to_owned));
    }
    for behind in divisions::BEHIND {
        out.extend(key.strip_suffix(behind).map(str::to_owned));
    }
    out
}

/// States whose name this is, or whose adjective.
fn countries(world: &dyn World, key: &str, adjective: bool) -> Vec<GazetteerPlace> {
    let fits = |form: NameForm| {
        is_plain(form) || adjective && matches!(form, NameForm::Adjective | NameForm::Demonym)
    };
    world
        .named(key)
        .iter()
        .filter(|sense| sense.id.prefix() == "state" && fits(sense.form))
        .filter_map(|sense| {
            let entry = world.entry(&sense.id)?;
            Some(GazetteerPlace {
                id: entry.id.clone(),
                name: entry.label.clone(),
                country: None,
                region: String::new(),
                coordinates: entry.coordinates.unwrap_or_default(),
                population: 0,
                class: PlaceClass::Country,
                geonames: None,
                listed: true,
                alternate: false,
            })
        })
        .collect()
}

/// Places of the register with coordinates.
fn registered(world: &dyn World, key: &str) -> Vec<GazetteerPlace> {
    world
        .named(key)
        .iter()
        .filter(|sense| sense.id.prefix() == "place")
        .filter_map(|sense| {
            let entry = world.entry(&sense.id)?;
            Some(GazetteerPlace {
                id: entry.id.clone(),
                name: entry.label.clone(),
                country: entry.country.clone(),
                region: String::new(),
                coordinates: entry.coordinates?,
                population: 200_000,
                class: if entry.country.is_some() { PlaceClass::City } else { PlaceClass::Nature },
                geonames: None,
                listed: true,
                alternate: false,
            })
        })
        .collect()
}

fn is_division(division: &Division, place: &GazetteerPlace) -> bool {
    place.class == PlaceClass::Region
        && place.country.as_ref().is_some_and(|state| state.as_str() == division.state)
}

fn region_of(world: &dyn World, division: &Division) -> Option<GazetteerPlace> {
    let state = Id::new(division.state);
    let named = world.places(&fold(division.name));
    let known = named
        .into_iter()
        .find(|p| p.class == PlaceClass::Region && p.country.as_ref() == Some(&state));
    let Some(centre) = division.centre else { return known };
    let known = known.unwrap_or_else(|| GazetteerPlace {
        id: Id::new(&format!("place/{}", slug(division.name))),
        name: division.name.to_owned(),
        country: Some(state),
        region: String::new(),
        coordinates: centre,
        population: 5_000_000,
        class: PlaceClass::Region,
        geonames: None,
        listed: false,
        alternate: false,
    });
    Some(GazetteerPlace { coordinates: centre, ..known })
}

/// What is more often spoken of.
fn prior(place: &GazetteerPlace) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "a rough measure")]
    let size = (place.population as f32 + 1.0).ln();
    match place.class {
        PlaceClass::Country => 12.0,
        PlaceClass::Region => 1.0 + size * 0.55,
        PlaceClass::City => size * 0.6,
        PlaceClass::District => size * 0.35,
        PlaceClass::Nature => 8.0,
        PlaceClass::Other => 3.0,
    }
}

/// The names of places: those the model sees, and what the gazetteer knows where the words around speak for a place.
fn tags(world: &dyn World, text: &str, analysis: &Analysis) -> Vec<Tag> {
    let mut out: Vec<Tag> = Vec::new();
    for name in &analysis.names {
        if matches!(name.label, NameLabel::Gpe | NameLabel::Loc | NameLabel::Fac) {
            for span in parts(world, text, trimmed(text, name.span)) {
                push(&mut out, text, span);
            }
        }
    }
    let surnames = surnames(text, analysis);
    out.retain(|tag| !is_other(world, text, tag, &surnames));
    let seen: BTreeSet<String> = out.iter().map(|tag| tag.key.clone()).collect();
    let mut more = Spotter { world, text, analysis, seen }.spot(&out);
    more.retain(|tag| !is_other(world, text, tag, &surnames));
    out.extend(more);
    out.sort_by_key(|tag| tag.span.start());
    for at in 1..out.len() {
        let gap = text.get(out[at - 1].span.end()..out[at].span.start()).unwrap_or("x");
        if matches!(gap.trim(), "," | "(" | ", in") && gap.len() < 6 {
            out[at - 1].within = Some(at);
            out[at].holds = true;
        }
    }
    out
}

/// Last names of persons whom the text names in full.
fn surnames(text: &str, analysis: &Analysis) -> BTreeSet<String> {
    let persons = analysis.names.iter().filter(|name| name.label == NameLabel::Person);
    let folded = persons.map(|name| key(trimmed(text, name.span).of(text)));
    folded.filter_map(|name| Some(name.rsplit_once(' ')?.1.to_owned())).collect()
}

/// A known organization by its short form, a sum, a disease, somebody named in full elsewhere.
fn is_other(world: &dyn World, text: &str, tag: &Tag, surnames: &BTreeSet<String>) -> bool {
    let senses = world.named(&tag.key);
    let organization =
        senses.first().is_some_and(|sense| matches!(sense.id.prefix(), "org" | "body"));
    let behind = text.get(tag.span.end()..).unwrap_or_default();
    let next = behind.split_whitespace().next().unwrap_or_default();
    let next = fold(next);
    let disease =
        ["virus", "fever", "viruses", "syndrome", "flu", "encephalitis"].contains(&next.as_str());
    let state = senses.iter().any(|sense| sense.id.prefix() == "state");
    (organization && tag.key != "eu")
        || behind.starts_with('$')
        || (disease && !tag.adjective && !state)
        || (surnames.contains(&tag.key) && !state && !behind.starts_with(','))
}

fn push(out: &mut Vec<Tag>, text: &str, span: Span) {
    let key = key(span.of(text));
    let after = out.last().is_none_or(|last| last.span.end() <= span.start());
    if !key.is_empty() && after {
        out.push(Tag { span, key, adjective: false, within: None, holds: false });
    }
}

/// Finds names of places that the model took for something else or did not see.
struct Spotter<'s> {
    world: &'s dyn World,
    text: &'s str,
    analysis: &'s Analysis,
    /// Names that the model took for places somewhere in the text.
    seen: BTreeSet<String>,
}

/// Words of the longest name that is looked up.
const LONGEST: usize = 5;

impl Spotter<'_> {
    fn spot(&self, tags: &[Tag]) -> Vec<Tag> {
        let mut out: Vec<Tag> = Vec::new();
        let tokens = &self.analysis.tokens;
        let mut at = 0;
        let mut next = 0;
        while at < tokens.len() {
            while tags.get(next).is_some_and(|tag| tag.span.end() <= tokens[at].span.start()) {
                next += 1;
            }
            let limit = tags.get(next).map_or(usize::MAX, |tag| tag.span.start());
            if tokens[at].span.start() >= limit || !self.capital(at) {
                at += 1;
                continue;
            }
            let found = (1..=LONGEST).rev().find_map(|count| self.name(at, count, limit));
            match found {
                Some((tag, count)) => {
                    out.push(tag);
                    at += count;
                }
                None => at += 1,
            }
        }
        out
    }

    fn word(&self, at: usize) -> &str {
        self.analysis.tokens.get(at).map_or("", |token| token.span.of(self.text))
    }

    fn capital(&self, at: usize) -> bool {
        self.word(at).starts_with(char::is_uppercase)
    }

    /// The name of this many words here, if it is one of a place.
    fn name(&self, at: usize, count: usize, limit: usize) -> Option<(Tag, usize)> {
        let tokens = &self.analysis.tokens;
        let last = tokens.get(at + count - 1)?;
        let span = Span::new(tokens[at].span.start(), last.span.end());
        let words = span.of(self.text);
        let joined = !words.contains(['\n', ',', ';', ':', '(', ')', '"', '“', '”']);
        if span.end() > limit || !joined || !(count == 1 || self.capital(at + count - 1)) {
            return None;
        }
        let key = key(words);
        let article = self.word(at).eq_ignore_ascii_case("the");
        if key.is_empty() || article || self.in_person(span) || self.in_time(span) {
            return None;
        }
        let tag = |adjective| Tag { span, key: key.clone(), adjective, within: None, holds: false };
        let senses = self.world.named(&key);
        let state = |test: &dyn Fn(NameForm) -> bool| {
            senses.iter().any(|sense| sense.id.prefix() == "state" && test(sense.form))
        };
        let acronym_as_written = words.chars().filter(|c| c.is_uppercase()).count() > 1;
        if state(&|form| is_plain(form) && (form != NameForm::Acronym || acronym_as_written)) {
            return Some((tag(false), count));
        }
        if state(&|form| matches!(form, NameForm::Adjective | NameForm::Demonym)) {
            return Some((tag(true), count));
        }
        let places = self.world.places(&key);
        self.stands_for(&places, at, count, &key, span).then(|| (tag(false), count))
    }

    /// The words around, the size of the place and what the model saw elsewhere make it a place.
    fn stands_for(
        &self,
        places: &[GazetteerPlace],
        at: usize,
        count: usize,
        key: &str,
        span: Span,
    ) -> bool {
        let Some(first) =
            places.iter().filter(|place| !place.alternate).max_by_key(|p| p.population)
        else {
            return false;
        };
        let county = ["county", "parish"].iter().any(|word| key.ends_with(word));
        let long = span.len() > 3;
        if county || (long && first.class == PlaceClass::Region && first.population > 300_000) {
            return true;
        }
        let label = self.label(span);
        let whole = label.is_some_and(|(_, name)| name == span);
        let behind_preposition = at
            .checked_sub(1)
            .is_some_and(|before| STANDING.contains(&self.word(before).to_lowercase().as_str()));
        let starts = at == 0 || self.text[..span.start()].trim_end_matches(' ').ends_with('\n');
        let dash = ["—", "-", "–", "--", "("].contains(&self.word(at + count));
        let shouted = self.word(at).chars().all(char::is_uppercase) && long;
        let held = self.word(at + count) == "," && self.is_container(at + count + 1);
        let known = self.seen.contains(key);
        match label.map(|(label, _)| label) {
            Some(NameLabel::Person) => whole && (behind_preposition || held || known),
            Some(NameLabel::Org | NameLabel::Norp | NameLabel::Product | NameLabel::WorkOfArt) => {
                known
                    || held
                    || (whole && (behind_preposition || first.population > 20_000))
                    || (first.population > 100_000 && long && self.opens(span))
            }
            None => {
                known
                    || held
                    || behind_preposition
                    || (shouted && (starts || dash))
                    || (first.population > 200_000 && long)
            }
            _ => known && long,
        }
    }

    /// The words open the name that the model saw around them.
    fn opens(&self, span: Span) -> bool {
        self.label(span).is_some_and(|(_, name)| {
            let lead = self.text.get(name.start()..span.start()).unwrap_or("x").trim();
            lead.is_empty() || lead.eq_ignore_ascii_case("the")
        })
    }

    /// A state or division stands here.
    fn is_container(&self, at: usize) -> bool {
        if !self.capital(at) {
            return false;
        }
        (1..=3).any(|count| {
            let tokens = &self.analysis.tokens;
            let (Some(first), Some(last)) = (tokens.get(at), tokens.get(at + count - 1)) else {
                return false;
            };
            let words = Span::new(first.span.start(), last.span.end()).of(self.text);
            if divisions::short(words).is_some() {
                return true;
            }
            let key = key(words);
            let region = |p: &GazetteerPlace| {
                p.class == PlaceClass::Region && p.population > 100_000 && !p.alternate
            };
            !countries(self.world, &key, false).is_empty()
                || self.world.places(&key).iter().any(region)
        })
    }

    fn label(&self, span: Span) -> Option<(NameLabel, Span)> {
        let names = &self.analysis.names;
        let at = names.partition_point(|name| name.span.end() <= span.start());
        names
            .get(at)
            .filter(|name| name.span.touches(span))
            .map(|name| (name.label, trimmed(self.text, name.span)))
    }

    /// Part of the longer name of a person.
    fn in_person(&self, span: Span) -> bool {
        self.label(span).is_some_and(|(label, name)| {
            label == NameLabel::Person && name != span && name.covers(span)
        })
    }

    fn in_time(&self, span: Span) -> bool {
        self.label(span).is_some_and(|(label, _)| {
            matches!(
                label,
                NameLabel::Date | NameLabel::Time | NameLabel::Money | NameLabel::Language
            )
        })
    }
}

/// Prepositions after which a capitalised name is nearly always one of a place.
const STANDING: &[&str] = &[
    "in",
    "at",
    "near",
    "outside",
    "from",
    "around",
    "across",
    "to",
    "toward",
    "towards",
    "throughout",
    "downtown",
];

fn is_plain(form: NameForm) -> bool {
    !matches!(form, NameForm::Adjective | NameForm::Demonym | NameForm::Seat)
}

fn key(words: &str) -> String {
    let folded = fold(words);
    folded.strip_prefix("the ").map_or_else(|| folded.clone(), str::to_owned)
}

/// "City, State" in one stretch of the model is two names.
fn parts(world: &dyn World, text: &str, span: Span) -> Vec<Span> {
    let words = span.of(text);
    let whole = key(words);
    if !words.contains(',') || !world.places(&whole).is_empty() {
        return vec![span];
    }
    let mut out = Vec::new();
    let mut start = span.start();
    for part in words.split(',') {
        let end = start + part.len();
        out.push(trimmed(text, Span::new(start, end)));
        start = end + 1;
    }
    out.retain(|part| !part.is_empty());
    out
}

/// Without blanks, marks, articles and possessive endings around it.
fn trimmed(text: &str, span: Span) -> Span {
    let (mut start, mut end) = (span.start(), span.end());
    loop {
        let words = &text[start..end];
        let lead = words.len() - words.trim_start_matches(|c: char| !c.is_alphanumeric()).len();
        let article = words.strip_prefix("the ").or_else(|| words.strip_prefix("The "));
        let tail = words.strip_suffix("'s").or_else(|| words.strip_suffix("’s"));
        let bare = words.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '.');
        if lead > 0 && lead < words.len() {
            start += lead;
        } else if let Some(rest) = article {
            start = end - rest.len();
        } else if let Some(rest) = tail {
            end = start + rest.len();
        } else if !bare.is_empty() && bare.len() < words.len() {
            end = start + bare.len();
        } else {
            return Span::new(start, end);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sketch::{SmallWorld, analysis, document};
    use chancery_record::{Day, Officeholder, RegisterEntry, Sense};
    use proptest::prelude::*;

    /// The small world with three places called Tarn and the division Ostmark, whose towns they are near.
    struct Atlas(SmallWorld);

    fn place(
        name: &str,
        class: PlaceClass,
        region: &str,
        at: (f32, f32),
        people: u32,
    ) -> GazetteerPlace {
        GazetteerPlace {
            id: Id::new(&format!("place/{}-{people}", slug(name))),
            name: name.to_owned(),
            country: Some("state/nrl".into()),
            region: region.to_owned(),
            coordinates: at,
            population: people,
            class,
            geonames: None,
            listed: false,
            alternate: false,
        }
    }

    impl World for Atlas {
        fn named(&self, folded: &str) -> &[Sense] {
            self.0.named(folded)
        }

        fn longest(&self, first_word: &str) -> usize {
            self.0.longest(first_word)
        }

        fn entry(&self, id: &Id) -> Option<&RegisterEntry> {
            self.0.entry(id)
        }

        fn holders(&self, _: &Id, _: Option<Day>) -> Vec<Officeholder> {
            Vec::new()
        }

        fn tenures(&self, _: &Id) -> Vec<Officeholder> {
            Vec::new()
        }

        fn family(&self, _: &str) -> &[Id] {
            &[]
        }

        fn members(&self, _: &Id, _: Option<Day>) -> Vec<Id> {
            Vec::new()
        }

        fn places(&self, folded: &str) -> Vec<GazetteerPlace> {
            let mut foreign = place("Tarn", PlaceClass::City, "9", (-30.0, 20.0), 900_000);
            foreign.country = Some("state/vst".into());
            match folded {
                "tarn" => vec![
                    foreign,
                    place("Tarn", PlaceClass::City, "1", (60.0, 10.0), 40_000),
                    place("Tarn", PlaceClass::City, "2", (65.0, 15.0), 9_000),
                ],
                "ostmark" => {
                    vec![place("Ostmark", PlaceClass::Region, "2", (65.0, 14.0), 500_000)]
                }
                "brink" => vec![place("Brink", PlaceClass::City, "1", (60.1, 10.1), 70_000)],
                _ => Vec::new(),
            }
        }
    }

    /// Places of a text in which the model sees these names, by the number of their inhabitants.
    fn located(text: &str, names: &[&str]) -> Vec<(String, u32)> {
        let mut analysis = analysis(text, &[], names);
        analysis.names.iter_mut().for_each(|name| name.label = NameLabel::Gpe);
        locate(&Atlas(SmallWorld::new()), &document(text), &analysis)
            .into_iter()
            .filter_map(|found| {
                let best = found.places.first()?;
                Some((found.span.of(text).to_owned(), best.0.population))
            })
            .collect()
    }

    #[test]
    fn a_name_alone_is_the_largest_place_of_that_name() {
        assert_eq!(located("They met near Tarn.", &["Tarn"]), [("Tarn".to_owned(), 900_000)]);
    }

    #[test]
    fn the_division_behind_a_name_says_which() {
        let found = located("They met in Tarn, Ostmark, again.", &["Tarn", "Ostmark"]);
        assert_eq!(found, [("Tarn".to_owned(), 9_000), ("Ostmark".to_owned(), 500_000)]);
    }

    #[test]
    fn neighbours_and_the_state_spoken_of_decide_between_namesakes() {
        let text = "Norland closed roads. Trains from Brink to Tarn stood still.";
        let found = located(text, &["Norland", "Brink", "Tarn"]);
        assert!(found.contains(&("Tarn".to_owned(), 40_000)), "{found:?}");
    }

    #[test]
    fn places_that_the_model_missed_are_found_by_the_words_around() {
        let found = located("Delegates arrived in Brink.", &[]);
        assert_eq!(found, [("Brink".to_owned(), 70_000)]);
        assert!(located("Brink said so.", &[]).is_empty());
    }

    #[test]
    fn other_places_of_the_name_stay_as_candidates() {
        let text = "They met near Tarn.";
        let mut analysis = analysis(text, &[], &["Tarn"]);
        analysis.names[0].label = NameLabel::Gpe;
        let found = locate(&Atlas(SmallWorld::new()), &document(text), &analysis);
        assert_eq!(found[0].places.len(), 3);
        assert!(found[0].places[0].1 > found[0].places[1].1);
    }

    proptest! {
        #[test]
        fn any_text_is_located(text in "\\PC{0,200}") {
            let found = locate(&Atlas(SmallWorld::new()), &document(&text), &analysis(&text, &[], &[]));
            prop_assert!(found.iter().all(|place| text.get(place.span.start()..place.span.end()).is_some()));
        }
    }
}
