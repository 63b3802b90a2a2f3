//! Dictionary forms of Russian words from their form and features, without a dictionary: endings tell which forms
//! are possible, and the vocabulary of the word vectors which of them are in use.
//!
//! Like the reference's, lemmas are in small letters with `е` for `ё`.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::words::Words;

/// Words that no rule reaches.
#[derive(Debug)]
pub(crate) struct Lemmas {
    closed: HashMap<(&'static str, &'static str), &'static str>,
    plural: HashSet<&'static str>,
}

/// A declension: the ending of the dictionary form, then the endings by case (Nom, Gen, Dat, Acc, Ins, Loc), several apart
/// by a stroke, `0` for none, first in the singular, then in the plural.
struct Declension {
    gender: &'static str,
    lemma: &'static str,
    singular: [&'static str; 6],
    plural: [&'static str; 6],
    /// Letters with which the stem must end, when only some may.
    after: &'static str,
}

const CASES: [&str; 6] = ["Nom", "Gen", "Dat", "Acc", "Ins", "Loc"];
const HARD: &str = "бвгджзклмнпрстфхцчшщ";
const SOFT: &str = "бвдзлмнпрстфжшчщц";
const HUSHING: &str = "гкхжшчщ";
const VOWELS: &str = "аеиоуыэюя";

const fn declension(
    gender: &'static str,
    lemma: &'static str,
    singular: [&'static str; 6],
    plural: [&'static str; 6],
    after: &'static str,
) -> Declension {
    Declension { gender, lemma, singular, plural, after }
}

const DECLENSIONS: [Declension; 18] = [
    declension(
        "Masc",
        "ин",
        ["ин", "ина", "ину", "ина", "ином", "ине"],
        ["е", "0", "ам", "0", "ами", "ах"],
        "н",
    ),
    declension(
        "Masc",
        "",
        ["0", "а", "у", "0/а", "ом/ем/ым", "е/у"],
        ["ы/и/а/е", "ов/ев/ей/0", "ам", "ы/и/а/ов/ев/ей/0", "ами", "ах"],
        HARD,
    ),
    declension(
        "Masc",
        "ий",
        ["ий", "ия", "ию", "ий/ия", "ием", "ии"],
        ["ии", "иев", "иям", "ии/иев", "иями", "иях"],
        "",
    ),
    declension(
        "Masc",
        "й",
        ["й", "я", "ю", "й/я", "ем", "е"],
        ["и", "ев", "ям", "и/ев", "ями", "ях"],
        "аеиоуыюя",
    ),
    declension(
        "Masc",
        "ь",
        ["ь", "я", "ю", "ь/я", "ем", "е"],
        ["и/я", "ей", "ям", "и/я/ей", "ями", "ях"],
        SOFT,
    ),
    declension(
        "Masc",
        "а",
        ["а", "ы/и", "е", "у", "ой/ей", "е"],
        ["ы/и", "0", "ам", "ы/и/0", "ами", "ах"],
        HARD,
    ),
    declension(
        "Masc",
        "я",
        ["я", "и", "е", "ю", "ей", "е"],
        ["и", "ь/й/ей", "ям", "и/ь/й/ей", "ями", "ях"],
        "",
    ),
    declension(
        "Fem",
        "ия",
        ["ия", "ии", "ии", "ию", "ией", "ии"],
        ["ии", "ий", "иям", "ии/ий", "иями", "иях"],
        "",
    ),
    declension(
        "Fem",
        "ь",
        ["ь", "и", "и", "ь", "ью", "и"],
        ["и", "ей", "ям/ам", "и/ей", "ями/ами", "ях/ах"],
        SOFT,
    ),
    declension(
        "Fem",
        "а",
        ["а", "ы/и", "е", "у", "ой/ей/ою", "е"],
        ["ы/и", "0", "ам", "ы/и/0", "ами", "ах"],
        HARD,
    ),
    declension(
        "Fem",
        "я",
        ["я", "и", "е", "ю", "ей/ею", "е"],
        ["и", "ь/й/ей", "ям", "и/ь/й/ей", "ями", "ях"],
        "",
    ),
    declension(
        "Fem",
        "ова",
        ["ова", "овой", "овой", "ову", "овой", "овой"],
        ["овы", "овых", "овым", "овых", "овыми", "овых"],
        HARD,
    ),
    declension(
        "Fem",
        "ева",
        ["ева", "евой", "евой", "еву", "евой", "евой"],
        ["евы", "евых", "евым", "евых", "евыми", "евых"],
        "",
    ),
    declension(
        "Fem",
        "ина",
        ["ина", "иной", "иной", "ину", "иной", "иной"],
        ["ины", "иных", "иным", "иных", "иными", "иных"],
        HARD,
    ),
    declension(
        "Neut",
        "о",
        ["о", "а", "у", "о", "ом", "е"],
        ["а", "0", "ам", "а/0", "ами", "ах"],
        HARD,
    ),
    declension(
        "Neut",
        "ие",
        ["ие", "ия", "ию", "ие", "ием", "ии"],
        ["ия", "ий", "иям", "ия/ий", "иями", "иях"],
        "",
    ),
    declension(
        "Neut",
        "е",
        ["е", "я/а", "ю/у", "е", "ем", "е/и"],
        ["я/а", "ей/й/0", "ям/ам", "я/а/ей/0", "ями/ами", "ях/ах"],
        "бвдзлмнпрстфжшчщцьй",
    ),
    declension(
        "Neut",
        "мя",
        ["мя", "мени", "мени", "мя", "менем", "мени"],
        ["мена", "мен", "менам", "мена", "менами", "менах"],
        "",
    ),
];

/// Endings of adjectives, longest first.
const ADJECTIVE_ENDINGS: [&str; 28] = [
    "ого", "его", "ому", "ему", "ыми", "ими", "ая", "яя", "ой", "ей", "ою", "ею", "ую", "юю", "ое",
    "ее", "ые", "ие", "ых", "их", "ым", "им", "ом", "ем", "ый", "ий", "ья", "ье",
];

/// Endings of verbs with what may stand for them in the infinitive, likely first. All that fit are tried, from the
/// longest, until the vocabulary knows one.
const VERB_ENDINGS: &[(&str, &str)] = &[
    ("лся", "ться"),
    ("лась", "ться"),
    ("лось", "ться"),
    ("лись", "ться"),
    ("л", "ть"),
    ("ла", "ть"),
    ("ло", "ть"),
    ("ли", "ть"),
    ("шел", "йти"),
    ("шла", "йти"),
    ("шло", "йти"),
    ("шли", "йти"),
    ("шелся", "йтись"),
    ("шлось", "йтись"),
    ("шлась", "йтись"),
    ("шлись", "йтись"),
    ("вел", "вести"),
    ("вела", "вести"),
    ("вело", "вести"),
    ("вели", "вести"),
    ("велся", "вестись"),
    ("велась", "вестись"),
    ("велись", "вестись"),
    ("нес", "нести"),
    ("несла", "нести"),
    ("несло", "нести"),
    ("несли", "нести"),
    ("рос", "расти"),
    ("росла", "расти"),
    ("росли", "расти"),
    ("стиг", "стигнуть/стичь"),
    ("стигла", "стигнуть/стичь"),
    ("стигли", "стигнуть/стичь"),
    ("стигло", "стигнуть/стичь"),
    ("стигнут", "стичь/стигнуть"),
    ("г", "чь/гнуть"),
    ("гла", "чь"),
    ("гли", "чь"),
    ("к", "чь/кнуть"),
    ("кла", "чь/кнуть"),
    ("кли", "чь/кнуть"),
    ("б", "бнуть"),
    ("бла", "бнуть"),
    ("бли", "бнуть"),
    ("зла", "зти/знуть"),
    ("зли", "зти/знуть"),
    ("чет", "кать/чь/тить"),
    ("жет", "зать/чь"),
    ("жут", "зать"),
    ("шет", "сать"),
    ("шут", "сать"),
    ("щет", "скать/стать"),
    ("ует", "овать/евать"),
    ("юет", "евать"),
    ("уют", "овать/евать"),
    ("юют", "евать"),
    ("уя", "овать/евать"),
    ("уй", "овать"),
    ("ет", "ть/еть/ать/ти/оть"),
    ("ют", "ть/еть/ить/оть"),
    ("дет", "дать/сть/сти/ть"),
    ("дут", "дать/сть/сти/ть"),
    ("ймет", "нять"),
    ("имет", "ять/нять"),
    ("мет", "нять/ять"),
    ("мут", "нять/ять"),
    ("ймут", "нять"),
    ("имут", "нять"),
    ("станет", "стать"),
    ("станут", "стать"),
    ("нет", "нуть/ть"),
    ("нут", "нуть/ть"),
    ("чнет", "чать"),
    ("чнут", "чать"),
    ("зовет", "звать"),
    ("зовут", "звать"),
    ("берет", "брать"),
    ("берут", "брать"),
    ("ведет", "вести"),
    ("ведут", "вести"),
    ("несет", "нести"),
    ("несут", "нести"),
    ("шлет", "слать"),
    ("шлют", "слать"),
    ("роет", "рыть"),
    ("роют", "рыть"),
    ("даст", "дать"),
    ("дадут", "дать"),
    ("дает", "давать"),
    ("дают", "давать"),
    ("йдет", "йти"),
    ("йдут", "йти"),
    ("стает", "ставать"),
    ("стают", "ставать"),
    ("блю", "бить"),
    ("влю", "вить"),
    ("плю", "пить"),
    ("млю", "мить"),
    ("пал", "пасть/пать"),
    ("пала", "пасть/пать"),
    ("пали", "пасть/пать"),
    ("обрел", "обрести"),
    ("обрела", "обрести"),
    ("обрели", "обрести"),
    ("шлись", "йтись"),
    ("йте", "ть"),
    ("ьте", "ить/ть"),
    ("дя", "сти/дить"),
    ("дет", "дать/сть/сти/ть"),
    ("ит", "ить/еть/ать/ять"),
    ("ят", "ить/еть/ять"),
    ("ат", "ать/ить/еть"),
    ("дим", "дить/деть"),
    ("ем", "ть/ать"),
    ("им", "ить/еть/ать"),
    ("ете", "ть"),
    ("ите", "ить"),
    ("аю", "ать"),
    ("яю", "ять"),
    ("ую", "овать"),
    ("ю", "ить/еть"),
    ("я", "ть/ить/еть"),
    ("в", "ть"),
];

/// As [`VERB_ENDINGS`] for the stem of a passive participle, which ended in `ный` or `тый`.
const PASSIVE_ENDINGS: &[(&str, &str)] = &[
    ("ован", "овать"),
    ("еван", "евать"),
    ("ан", "ать"),
    ("ян", "ять/еять"),
    ("енен", "енить"),
    ("ен", "ить/еть/ти"),
    ("вен", "вать"),
    ("влен", "вить"),
    ("плен", "пить"),
    ("блен", "бить"),
    ("млен", "мить"),
    ("флен", "фить"),
    ("жден", "дить"),
    ("жен", "жить/зить/дить"),
    ("щен", "тить/стить/щить"),
    ("шен", "сить/шить"),
    ("чен", "чить/тить/чь"),
    ("сен", "сти"),
    ("зен", "зти"),
    ("ден", "сти/йти"),
    ("ведён", "вести"),
    ("веден", "вести"),
    ("несен", "нести"),
    ("нят", "нять"),
    ("ят", "ять"),
    ("т", "ть"),
    ("ем", "ть"),
    ("им", "ить/еть"),
];

impl Lemmas {
    pub(crate) fn new() -> Self {
        let rows = include_str!("../../data/ru-closed-words.tsv").lines().skip(1);
        let closed = rows.filter_map(|row| {
            let mut fields = row.split('\t');
            Some(((fields.next()?, fields.next()?), fields.next()?))
        });
        let plural = include_str!("../../data/ru-plural-words.tsv").lines().skip(1);
        Self { closed: closed.collect(), plural: plural.collect() }
    }

    /// The lemma of a word in small letters; `is_short` when it is written in capitals, as ministries and leagues are.
    pub(crate) fn lemma(
        &self,
        words: &Words,
        (lower, is_short): (&str, bool),
        pos: &str,
        features: &str,
    ) -> Arc<str> {
        let word = lower.replace('ё', "е");
        let found = self
            .closed
            .get(&(word.as_str(), pos))
            .or_else(|| self.closed.get(&(word.as_str(), "*")));
        if pos == "PRON" && features.contains("Plur") && matches!(&*word, "им" | "ним") {
            return Arc::from("они");
        }
        if let Some(lemma) = found {
            return Arc::from(lemma.replace('ё', "е"));
        }
        let is_inflected = word.chars().all(|c| matches!(c, 'а'..='я' | '-' | '–'));
        if !is_inflected || is_short {
            return Arc::from(word);
        }
        for suffix in ["-то", "-либо", "-нибудь"] {
            if let Some(word) = word.strip_suffix(suffix) {
                let lemma = self.lemma(words, (word, is_short), pos, features);
                return Arc::from(format!("{lemma}{suffix}"));
            }
        }
        // What stands before a hyphen stays: only the last part of a compound tells its case.
        let split = word
            .rfind(['-', '–'])
            .map_or(0, |at| at + word[at..].chars().next().map_or(0, char::len_utf8));
        let (before, last) = word.split_at(split);
        let features = Features(features);
        let seeker = Seeker { lemmas: self, words };
        let lemma = match pos {
            "NOUN" | "PROPN" => seeker.noun(last, features, pos == "PROPN"),
            "ADJ" | "DET" => seeker.adjective(last, features),
            "PRON" if last.starts_with("котор") => seeker.adjective(last, features),
            "NUM" if features.has("Case", "Gen") && last.len() > 6 => {
                seeker.adjective(last, features)
            }
            "VERB" | "AUX" => seeker.verb(last, features),
            _ => None,
        };
        match lemma {
            Some(lemma) => Arc::from(format!("{before}{lemma}")),
            None => Arc::from(word),
        }
    }
}

#[derive(Clone, Copy)]
struct Features<'a>(&'a str);

impl<'a> Features<'a> {
    fn get(self, name: &str) -> Option<&'a str> {
        let mut pairs = self.0.split('|').filter_map(|pair| pair.split_once('='));
        pairs.find(|(key, _)| *key == name).map(|(_, value)| value)
    }

    fn has(self, name: &str, value: &str) -> bool {
        self.get(name) == Some(value)
    }
}

struct Seeker<'a> {
    lemmas: &'a Lemmas,
    words: &'a Words,
}

impl Seeker<'_> {
    fn knows(&self, word: &str) -> bool {
        self.words.knows(word)
    }

    fn noun(&self, word: &str, features: Features, is_name: bool) -> Option<String> {
        word.chars().nth(2)?;
        // The models take some present tenses for nouns.
        let is_finite =
            ["ает", "яет", "ует", "ают", "яют", "уют"].iter().any(|end| word.ends_with(end));
        if is_finite
            && !is_name
            && let Some(verb) = self.by_endings(VERB_ENDINGS, word, "")
            && self.knows(&verb)
        {
            return Some(verb);
        }
        let case = CASES.iter().position(|case| features.has("Case", case));
        let is_plural = features.has("Number", "Plur");
        let surname = ["овым", "евым", "иным", "ыным"].iter().any(|end| word.ends_with(end));
        if is_name
            && surname
            && let Some(stem) = word.strip_suffix("ым")
        {
            return Some(stem.to_owned());
        }
        if case == Some(0) && !is_plural {
            return None;
        }
        let gender = features.get("Gender");
        // A name that only its first letter tells from a foreign word may not decline at all.
        let stays = is_name && self.knows(word) && word.ends_with(['е', 'и', 'у', 'ю', 'о', 'э']);
        let ways = [
            (gender, case, is_plural),
            (gender, case, !is_plural),
            (None, case, is_plural),
            (None, case, !is_plural),
        ];
        let mut found =
            ways.into_iter().filter_map(|way| self.declined(word, way, features, is_name));
        // Against its own features a word is read only as a known one.
        let found = found.next().filter(|lemma| {
            self.knows(lemma) || self.declined(word, ways[0], features, is_name).is_some()
        });
        found.filter(|lemma| !stays || self.knows(lemma))
    }

    fn declined(
        &self,
        word: &str,
        (gender, case, is_plural): (Option<&str>, Option<usize>, bool),
        features: Features,
        is_name: bool,
    ) -> Option<String> {
        let mut best: Option<(usize, String)> = None;
        let mut offer = |score: usize, lemma: String| {
            if best.as_ref().is_none_or(|(highest, _)| score > *highest) {
                best = Some((score, lemma));
            }
        };
        for declension in &DECLENSIONS {
            if gender.is_some_and(|gender| gender != declension.gender) {
                continue;
            }
            // Surnames alone are declined so.
            let is_surname = matches!(declension.lemma, "ова" | "ева" | "ина");
            if is_surname && !is_name {
                continue;
            }
            let forms = if is_plural { &declension.plural } else { &declension.singular };
            let forms = match case {
                Some(case) => &forms[case..=case],
                None => &forms[..],
            };
            for ending in forms.iter().flat_map(|forms| forms.split('/')) {
                let ending = if ending == "0" { "" } else { ending };
                let Some(stem) = word.strip_suffix(ending) else { continue };
                if !fits(stem, declension.after, ending, declension.lemma) {
                    continue;
                }
                for (full, is_changed) in stems(stem, ending, declension.lemma) {
                    let lemma = format!("{full}{}", declension.lemma);
                    if is_plural && self.lemmas.plural.contains(plural(stem, declension).as_str()) {
                        return Some(plural(stem, declension));
                    }
                    let score = self.score(&lemma, stem, declension, is_changed, is_surname);
                    offer(score, lemma);
                }
            }
        }
        // Adjectives that became nouns or surnames: an official in charge, the surname in -ский.
        if let Some((known, lemma)) = self.adjectival(word, features) {
            let is_likely = ["ого", "его", "ому", "ему", "ых", "их", "ыми", "ими"]
                .iter()
                .any(|e| word.ends_with(e));
            let best_score = best.as_ref().map_or(0, |(score, _)| *score);
            let is_plural_form = is_plural
                && matches!(case, Some(0 | 3))
                && (word.ends_with("ые") || word.ends_with("ие"));
            // No noun ends so in these cases, except surnames in -ова, which are declined above.
            let is_feminine = gender == Some("Fem")
                && !is_plural
                && word.ends_with("ой")
                && matches!(case, Some(1 | 2 | 5));
            let is_likely = is_likely || is_plural_form && best_score < 100;
            if (is_likely && (known || best_score < 40))
                || (is_feminine && (!is_name || best_score < 100) && known)
            {
                return Some(lemma);
            }
        }
        best.map(|(_, lemma)| lemma)
    }

    /// How well the vocabulary supports a dictionary form: it itself, and the share of its other forms.
    fn score(
        &self,
        lemma: &str,
        stem: &str,
        declension: &Declension,
        is_changed: bool,
        is_surname: bool,
    ) -> usize {
        let known = self.knows(lemma);
        // A vowel is put in only where that makes a known word.
        if is_changed && !known {
            return 0;
        }
        let (mut found, mut all) = (0, 0);
        for forms in declension.singular[1..].iter().chain(&declension.plural) {
            all += 1;
            let known = forms
                .split('/')
                .any(|ending| ending != "0" && self.knows(&format!("{stem}{ending}")));
            found += usize::from(known);
        }
        usize::from(known) * 100 + found * 80 / all + usize::from(is_surname) * 10 + 1
    }

    fn adjectival(&self, word: &str, features: Features) -> Option<(bool, String)> {
        let ending = ADJECTIVE_ENDINGS.iter().find(|ending| word.ends_with(**ending))?;
        let stem = word.strip_suffix(ending)?;
        let last = stem.chars().next_back()?;
        let is_feminine = features.has("Gender", "Fem") && !features.has("Number", "Plur");
        let is_soft =
            matches!(ending.chars().next(), Some('е' | 'и' | 'я' | 'ю')) && !HUSHING.contains(last);
        let endings: &[&str] = match (is_feminine, is_soft) {
            (true, true) => &["яя"],
            (true, false) => &["ая"],
            (false, true) => &["ий"],
            (false, false) if HUSHING.contains(last) => &["ий", "ой"],
            (false, false) => &["ый", "ой"],
        };
        let known =
            endings.iter().map(|ending| format!("{stem}{ending}")).find(|lemma| self.knows(lemma));
        Some((known.is_some(), known.unwrap_or_else(|| format!("{stem}{}", endings[0]))))
    }

    fn adjective(&self, word: &str, features: Features) -> Option<String> {
        word.chars().nth(3)?;
        if features.has("Degree", "Cmp") {
            return None;
        }
        if features.get("Case").is_none() {
            return Some(self.short_adjective(word));
        }
        let ending = ADJECTIVE_ENDINGS.iter().find(|ending| word.ends_with(**ending))?;
        let stem = word.strip_suffix(ending)?;
        let last = stem.chars().next_back()?;
        let is_further = stem == "дальнейш";
        if let Some(root) = stem.strip_suffix("ейш").or_else(|| stem.strip_suffix("айш")) {
            let root = [format!("{root}ый"), format!("{root}ий"), format!("{root}кий")];
            if let Some(positive) = root.into_iter().find(|lemma| self.knows(lemma) && !is_further)
            {
                return Some(positive);
            }
        }
        let is_soft = matches!(ending.chars().next(), Some('е' | 'и' | 'я' | 'ю' | 'ь'))
            && !HUSHING.contains(last);
        let endings: &[&str] = if is_soft {
            &["ий", "ый"]
        } else if matches!(
            stem,
            "друг" | "так" | "как" | "никак" | "больш" | "дорог" | "плох" | "сух"
        ) {
            &["ой"]
        } else if HUSHING.contains(last) {
            &["ий", "ой"]
        } else {
            &["ый", "ой", "ий"]
        };
        let known =
            endings.iter().map(|ending| format!("{stem}{ending}")).find(|lemma| self.knows(lemma));
        Some(known.unwrap_or_else(|| format!("{stem}{}", endings[0])))
    }

    fn short_adjective(&self, word: &str) -> String {
        let stem = ["а", "о", "ы", "е", "и"]
            .iter()
            .find_map(|ending| word.strip_suffix(ending))
            .unwrap_or(word);
        let mut stems = vec![stem.to_owned()];
        for (full, bare) in [("ен", "н"), ("ок", "к"), ("ек", "к"), ("ел", "л")] {
            if let Some(root) = stem.strip_suffix(full) {
                stems.push(format!("{root}{bare}"));
                if bare == "н" {
                    stems.push(format!("{stem}н"));
                }
            }
        }
        let lemmas = stems
            .iter()
            .rev()
            .flat_map(|stem| ["ый", "ий", "ой"].map(|ending| format!("{stem}{ending}")));
        let known = lemmas.clone().find(|lemma| self.knows(lemma));
        known.or_else(|| lemmas.clone().next()).unwrap_or_else(|| word.to_owned())
    }

    fn verb(&self, word: &str, features: Features) -> Option<String> {
        match features.get("VerbForm") {
            Some("Inf") => None,
            Some("Part") => Some(self.participle(word)),
            Some("Conv") => {
                let (bare, back) = reflexive(word);
                let bare = bare.strip_suffix("ши").unwrap_or(bare);
                let past = bare.strip_suffix('в').map(|stem| format!("{stem}ть{back}"));
                let past = past.filter(|lemma| self.knows(lemma));
                past.or_else(|| self.by_endings(VERB_ENDINGS, bare, back))
            }
            _ => {
                let (bare, back) = reflexive(word);
                self.by_endings(VERB_ENDINGS, bare, back)
            }
        }
    }

    fn participle(&self, word: &str) -> String {
        let (full, back) =
            if let Some(bare) = word.strip_suffix("ся") { (bare, "ся") } else { (word, "") };
        let stem = ADJECTIVE_ENDINGS.iter().find_map(|ending| full.strip_suffix(ending));
        let short =
            ["а", "о", "ы"].iter().find_map(|ending| full.strip_suffix(ending)).unwrap_or(full);
        if let Some(stem) = stem {
            let active =
                ["ющ", "ущ", "ащ", "ящ"].iter().find_map(|ending| stem.strip_suffix(ending));
            if let Some(root) = active {
                let finite = [("ющ", "ют"), ("ущ", "ут"), ("ащ", "ат"), ("ящ", "ят")];
                let finite =
                    finite.iter().find(|(ending, _)| stem.ends_with(ending)).map_or("", |(_, f)| f);
                if let Some(lemma) = self.by_endings(VERB_ENDINGS, &format!("{root}{finite}"), back)
                {
                    return lemma;
                }
            }
            if let Some(root) = stem.strip_suffix("вш") {
                return format!("{root}ть{back}");
            }
            if let Some(root) = stem.strip_suffix('ш')
                && let Some(lemma) = self.by_endings(VERB_ENDINGS, &format!("{root}ла"), back)
            {
                return lemma;
            }
            let passive = stem.strip_suffix("нн").map(|root| format!("{root}н"));
            let passive = passive.unwrap_or_else(|| stem.to_owned());
            if let Some(lemma) = self.by_endings(PASSIVE_ENDINGS, &passive, back) {
                return lemma;
            }
        }
        let lemma = self.by_endings(PASSIVE_ENDINGS, short, back);
        lemma.unwrap_or_else(|| word.to_owned())
    }

    /// The infinitive by a table of endings: the first the vocabulary knows, from the longest ending; the first of all
    /// where it knows none.
    fn by_endings(&self, table: &[(&str, &str)], word: &str, back: &str) -> Option<String> {
        let found = self.by_known_endings(table, word, back);
        if back.is_empty() || found.as_ref().is_some_and(|lemma| self.knows(lemma)) {
            return found;
        }
        // The vocabulary often knows the verb, but not its passive.
        let bare = self.by_known_endings(table, word, "");
        let bare = bare.filter(|lemma| self.knows(lemma));
        bare.map(|lemma| reflexive_infinitive(lemma, back)).or(found)
    }

    fn by_known_endings(&self, table: &[(&str, &str)], word: &str, back: &str) -> Option<String> {
        let mut first = None;
        for length in (1..=6).rev() {
            for (ending, infinitives) in table {
                if ending.chars().count() != length {
                    continue;
                }
                let Some(stem) =
                    word.strip_suffix(ending).filter(|stem| length > 3 || !stem.is_empty())
                else {
                    continue;
                };
                for infinitive in infinitives.split('/') {
                    let lemma = reflexive_infinitive(format!("{stem}{infinitive}"), back);
                    if self.knows(&lemma) {
                        return Some(lemma);
                    }
                    first.get_or_insert(lemma);
                }
            }
        }
        first
    }
}

fn reflexive_infinitive(lemma: String, back: &str) -> String {
    if back.is_empty() || lemma.ends_with("ся") || lemma.ends_with("сь") {
        lemma
    } else if lemma.ends_with('и') {
        format!("{lemma}сь")
    } else {
        format!("{lemma}ся")
    }
}

/// A verb without its reflexive ending, and the ending as it stands in infinitives.
fn reflexive(word: &str) -> (&str, &str) {
    match word.strip_suffix("ся").or_else(|| word.strip_suffix("сь")) {
        Some(bare) => (bare, "ся"),
        None => (word, ""),
    }
}

/// The nominative plural of a declension.
fn plural(stem: &str, declension: &Declension) -> String {
    let endings = declension.plural[0].split('/');
    let last = stem.chars().next_back();
    let is_hushing = last.is_some_and(|last| HUSHING.contains(last));
    let fitting = endings.clone().find(|ending| !(is_hushing && *ending == "ы"));
    format!("{stem}{}", fitting.or_else(|| endings.clone().next()).unwrap_or_default())
}

/// Whether the ending may stand after the stem.
fn fits(stem: &str, after: &str, ending: &str, lemma: &str) -> bool {
    let Some(last) = stem.chars().next_back() else { return false };
    if stem.chars().nth(1).is_none() || !(after.is_empty() || after.contains(last)) {
        return false;
    }
    let is_hushing = HUSHING.contains(last);
    match ending.chars().next() {
        Some('ы') => !is_hushing,
        Some('и') if after == HARD && lemma.chars().count() <= 1 => is_hushing || last == 'ц',
        Some('я' | 'ю') => !is_hushing,
        Some('ь') => lemma != "я" || "лнрдтвсзмбп".contains(last),
        None => !VOWELS.contains(last),
        _ => true,
    }
}

/// The stems of the dictionary form that a form may have; `true` with those where a vowel comes or goes.
fn stems(stem: &str, ending: &str, lemma: &str) -> Vec<(String, bool)> {
    let mut stems = vec![(stem.to_owned(), false)];
    let mut chars = stem.chars().rev();
    let (Some(last), Some(second)) = (chars.next(), chars.next()) else { return stems };
    let root = &stem[..stem.len() - last.len_utf8()];
    if matches!(lemma, "" | "ь") && !ending.is_empty() && !VOWELS.contains(last) {
        // отца: отец; дня: день; рынка: рынок; бойца: боец; льда: лёд.
        if !VOWELS.contains(second) {
            let shorter = if matches!(second, 'ь' | 'й') {
                &root[..root.len() - second.len_utf8()]
            } else {
                root
            };
            stems.push((format!("{shorter}е{last}"), true));
            stems.push((format!("{root}о{last}"), true));
        }
        if "ья".contains(last) {
            stems.push((format!("{root}е"), true));
        }
    }
    if matches!(lemma, "а" | "о" | "я") && matches!(ending, "" | "ь") && matches!(second, 'о' | 'е')
    {
        // поездок: поездка; писем: письмо; окон: окно.
        let bare = &root[..root.len() - second.len_utf8()];
        stems.push((format!("{bare}{last}"), true));
        stems.push((format!("{bare}ь{last}"), true));
        stems.push((format!("{bare}й{last}"), true));
    }
    stems
}
