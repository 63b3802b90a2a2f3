//! The language of a stretch of text, from its letters, its commonest words and runs of letters.
//!
//! A stretch comes in, a language or nothing goes out. Short stretches without evidence stay undecided: the caller
//! knows what stands around them. Never guesses from names of people or places. What is known of each language is a
//! list of its frequent words; the runs of letters are those of the words.

use chancery_record::{Language, Span};
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// The language of a stretch, when letters or words tell it.
pub(crate) fn language(stretch: &str) -> Option<Language> {
    let read = Reading::of(stretch)?;
    (read.script != Script::Latin || read.tells()).then_some(read.language)
}

/// The likeliest language of a stretch, however little tells it.
pub(crate) fn likeliest(stretch: &str) -> Option<Language> {
    Reading::of(stretch).map(|read| read.language)
}

/// The stretches of a text that are each written in one language.
///
/// Every word is weighed in every language; the cheapest way through the words is taken, where a change of language costs
/// least at the end of a line and most inside a sentence.
pub(crate) fn stretches(text: &str) -> Vec<(Span, Language)> {
    let profiles = Profiles::get();
    let words = words(text);
    let count = profiles.rows.len() + 2;
    let mut costs = vec![0.0f32; count];
    let mut from: Vec<u8> = Vec::with_capacity(words.len() * count);
    for (at, word) in words.iter().enumerate() {
        let change = words.get(at.wrapping_sub(1)).map_or(0.0, |before| change(text, before, word));
        let best = lowest(&costs);
        let weights = profiles.weights(word);
        for state in 0..count {
            let stays = costs[state] <= costs[best] + change;
            let (source, cost) =
                if stays { (state, costs[state]) } else { (best, costs[best] + change) };
            from.push(u8::try_from(source).expect("there are fewer languages than that"));
            costs[state] = cost - weights[state];
        }
        let least = costs[lowest(&costs)];
        for cost in &mut costs {
            *cost -= least;
        }
    }
    let mut out: Vec<(Span, Language)> = Vec::new();
    let mut state = lowest(&costs);
    for (at, word) in words.iter().enumerate().rev() {
        let language = profiles.language(state);
        match out.last_mut() {
            Some((span, own)) if *own == language => *span = word.span.join(*span),
            _ => out.push((word.span, language)),
        }
        state = usize::from(from[at * count + state]);
    }
    out.reverse();
    out
}

/// What a change of language between two words costs.
fn change(text: &str, before: &Word, after: &Word) -> f32 {
    let between = text.get(before.span.end()..after.span.start()).unwrap_or_default();
    if between.contains('\n') {
        3.0
    } else if between.contains(['.', '!', '?', ';', ':', ',', '|', '؛', '،', '؟', '»', '"']) {
        7.0
    } else {
        12.0
    }
}

fn lowest(costs: &[f32]) -> usize {
    (0..costs.len()).fold(0, |least, at| if costs[at] < costs[least] { at } else { least })
}

/// What the words of a stretch say together.
struct Reading {
    script: Script,
    language: Language,
    /// Words of the language's list; of a label of two words, long ones only.
    known: usize,
    words: usize,
    /// How much better the language is than the next, and how well it fits by itself, a word.
    lead: f32,
}

impl Reading {
    fn of(stretch: &str) -> Option<Self> {
        let end = stretch.char_indices().nth(LOOK).map_or(stretch.len(), |(at, _)| at);
        let stretch = &stretch[..end];
        let words = words(stretch);
        let script = Script::of(&words)?;
        let alone = match script {
            Script::Han => Some(Language::Chinese),
            Script::Other => Some(Language::Other),
            _ => None,
        };
        if let Some(language) = alone {
            return Some(Self { script, language, known: 0, words: words.len(), lead: 0.0 });
        }
        let profiles = Profiles::get();
        let mut sums = vec![0.0f32; profiles.rows.len() + 2];
        let own = || words.iter().filter(|w| w.script == script);
        for word in own() {
            sums.iter_mut().zip(profiles.sums(word)).for_each(|(sum, weight)| *sum += weight);
        }
        for (sum, row) in sums.iter_mut().zip(&profiles.rows) {
            *sum +=
                LIKELY.iter().find(|(own, _)| *own == row.language).map_or(0.0, |(_, more)| *more);
        }
        let rows = || (0..profiles.rows.len()).filter(|&row| profiles.rows[row].script == script);
        let best = rows().fold(None, |best: Option<usize>, row| match best {
            Some(own) if sums[own] >= sums[row] => Some(own),
            _ => Some(row),
        })?;
        let best = russian_instead(profiles, best, &sums, &own()).unwrap_or(best);
        let language = profiles.rows[best].language;
        let rival =
            rows().filter(|&row| profiles.rows[row].language != language).map(|row| sums[row]);
        let rival = rival.fold(f32::NEG_INFINITY, f32::max);
        let count = own().count();
        let label = count < 3;
        let known = own()
            .filter(|w| (!label || w.letters.len() > 4) && profiles.lists(w) & (1 << best) != 0)
            .count();
        #[expect(clippy::cast_precision_loss, reason = "a few hundred words")]
        let lead = (sums[best] - rival) / count.max(1) as f32;
        Some(Self { script, language, known, words: count, lead })
    }

    /// Latin letters alone say little: a name is not yet a language.
    fn tells(&self) -> bool {
        if self.language == Language::Other && self.known < 2 {
            return false;
        }
        let sure = |least: f32| self.words > 3 && self.lead > least;
        (self.known > 1 && self.lead > 0.1) || (self.known == 1 && sure(0.5)) || sure(1.5)
    }
}

/// Words that Russian has as well, in its letters alone, are Russian unless much speaks against it: a title of a president
/// names his country.
fn russian_instead<'a>(
    profiles: &Profiles,
    best: usize,
    sums: &[f32],
    words: &(impl Iterator<Item = &'a Word> + Clone),
) -> Option<usize> {
    let russian = profiles.rows.iter().position(|row| row.language == Language::Russian)?;
    let alphabet = profiles.rows[russian].alphabet;
    if best == russian || profiles.rows[best].script != Script::Cyrillic {
        return None;
    }
    let known = |row: usize| words.clone().filter(|w| profiles.lists(w) & (1 << row) != 0).count();
    let own = words.clone().all(|w| w.letters.iter().all(|c| alphabet.contains(*c)));
    let close = sums[best] - sums[russian] < 4.0;
    (own && (close || known(russian) > known(best))).then_some(russian)
}

/// A word in small letters, without marks that come and go.
struct Word {
    span: Span,
    letters: Vec<char>,
    script: Script,
}

/// The words of a text that are no addresses and hold no figures.
fn words(text: &str) -> Vec<Word> {
    let mut out = Vec::new();
    let mut at = 0;
    for piece in text.split(char::is_whitespace) {
        let start = at;
        at += piece.len() + text[at + piece.len()..].chars().next().map_or(0, char::len_utf8);
        if piece.contains("://") || piece.contains('@') || piece.starts_with("www.") {
            continue;
        }
        words_of(piece, start, &mut out);
    }
    out
}

fn words_of(piece: &str, start: usize, out: &mut Vec<Word>) {
    let mut open: Option<(usize, Script)> = None;
    let mut close = |open: &mut Option<(usize, Script)>, end: usize| {
        if let Some((from, script)) = open.take() {
            let letters = piece[from..end].chars().flat_map(char::to_lowercase).filter_map(plain);
            let letters: Vec<char> = letters.take(LONGEST).collect();
            if !letters.is_empty() {
                out.push(Word { span: Span::new(start + from, start + end), letters, script });
            }
        }
    };
    for (at, c) in piece.char_indices() {
        let script = Script::of_letter(c);
        match (&open, script) {
            (Some((_, own)), Some(script)) if *own == script => {}
            (_, Some(script)) => {
                close(&mut open, at);
                open = Some((at, script));
            }
            // An apostrophe stands inside words, a mark over a letter belongs to it.
            (Some(_), None)
                if APOSTROPHES.contains(c)
                    || ('\u{300}'..='\u{36f}').contains(&c)
                    || ('\u{64b}'..='\u{652}').contains(&c) => {}
            _ => close(&mut open, at),
        }
    }
    close(&mut open, piece.len());
}

const APOSTROPHES: &str = "'’‘`ʻʼʹ′´";
/// Letters of one word that are weighed.
const LONGEST: usize = 40;

/// One form for letters that are written in several.
fn plain(c: char) -> Option<char> {
    match c {
        c if APOSTROPHES.contains(c) => Some('\''),
        'ي' | 'ى' => Some('ی'),
        'ك' => Some('ک'),
        'ё' => Some('е'),
        '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{652}' | 'ـ' => None,
        c => Some(c),
    }
}

/// What is known of the languages.
struct Profiles {
    rows: Vec<Row>,
    /// Listed words, in order, each with the languages that list it.
    words: Vec<(Vec<char>, u32)>,
    /// Runs of letters, in order.
    runs: Vec<u64>,
    /// Where each run stands among them.
    slots: Vec<u32>,
    /// How likely a run is in each language of its script, by row.
    weights: Vec<[f32; MOST]>,
    /// A run that no word of the language holds.
    unseen: [f32; 2],
    /// Letters, in order, each with the languages whose alphabet has it.
    letters: Vec<(char, u32)>,
    /// The languages with a known alphabet.
    spelled: u32,
}

struct Row {
    language: Language,
    script: Script,
    alphabet: &'static str,
}

/// Languages of the table at most.
const MOST: usize = 30;
const TABLE: &str = include_str!("../data/words.tsv");

impl Profiles {
    fn get() -> &'static Self {
        static PROFILES: OnceLock<Profiles> = OnceLock::new();
        PROFILES.get_or_init(Self::make)
    }

    fn make() -> Self {
        let lines = || TABLE.lines().filter(|line| !line.starts_with('#'));
        let mut rows = Vec::new();
        let mut words: Vec<(Vec<char>, u32)> = Vec::new();
        // Run, row, weight.
        let mut counts: Vec<(u64, usize, f32)> = Vec::new();
        for (row, (code, list)) in
            lines().filter_map(|line| line.split_once('\t')).take(MOST).enumerate()
        {
            rows.push(Row::of(code, list));
            for (rank, word) in list.split(' ').enumerate() {
                let letters: Vec<char> = word.chars().filter_map(plain).collect();
                #[expect(clippy::cast_precision_loss, reason = "a few hundred words")]
                let weight = 1.0 + 20.0 / (rank as f32 + 5.0);
                runs(&letters, |run| counts.push((run, row, weight)));
                words.push((letters, 1 << row));
            }
        }
        words.sort();
        words.dedup_by(|next, own| {
            let same = next.0 == own.0;
            own.1 |= if same { next.1 } else { 0 };
            same
        });
        counts.sort_by_key(|count| (count.0, count.1));
        let (runs, weights, unseen) = likelihoods(&counts);
        let (letters, spelled) = spelling(&rows);
        let slots = slots(&runs);
        Self { rows, words, runs, slots, weights, unseen, letters, spelled }
    }

    /// The language of a state: a row, or one of the two after the rows.
    fn language(&self, state: usize) -> Language {
        match self.rows.get(state) {
            Some(row) => row.language,
            None if state == self.rows.len() => Language::Chinese,
            None => Language::Other,
        }
    }

    /// The languages that list a word.
    fn lists(&self, word: &Word) -> u32 {
        self.words
            .binary_search_by(|(letters, _)| letters.as_slice().cmp(&word.letters))
            .map_or(0, |at| self.words[at].1)
    }

    /// How well a word fits each state.
    fn weights(&self, word: &Word) -> Vec<f32> {
        let lone = |script| if word.script == script { -1.0 } else { FOREIGN };
        let lone = [lone(Script::Han), lone(Script::Other)];
        if matches!(word.script, Script::Han | Script::Other) {
            let mut out = vec![FOREIGN; self.rows.len()];
            out.extend(lone);
            return out;
        }
        let sums = self.sums(word);
        let own = |row: usize| self.rows[row].script == word.script;
        // Against the best of its own script, so that words of other scripts can be weighed beside it.
        let rows = 0..self.rows.len();
        let best = rows.clone().filter(|&row| own(row)).map(|row| sums[row]);
        let best = best.fold(f32::NEG_INFINITY, f32::max);
        rows.map(|row| if own(row) { sums[row] - best } else { FOREIGN }).chain(lone).collect()
    }

    /// What runs, lists and alphabets say of a word, by row; rows of other scripts are summed along, which costs less than to
    /// ask.
    fn sums(&self, word: &Word) -> [f32; MOST] {
        let mut sums = [0.0f32; MOST];
        runs(&word.letters, |run| {
            if let Some(at) = self.found(run) {
                for (sum, weight) in sums.iter_mut().zip(&self.weights[at]) {
                    *sum += weight;
                }
            } else {
                let unseen = self.unseen[usize::from(run >> 42 != 0)];
                for sum in &mut sums {
                    *sum += unseen;
                }
            }
        });
        let known = if word.letters.len() > 1 { LISTED } else { LISTED / 2.0 };
        add(&mut sums, self.lists(word), known);
        for letter in &word.letters {
            add(&mut sums, self.strangers(*letter), STRANGE);
        }
        sums
    }

    /// Where a run stands.
    fn found(&self, run: u64) -> Option<usize> {
        let mut slot = slot(run);
        loop {
            match self.slots[slot] {
                0 => return None,
                at if self.runs[at as usize - 1] == run => return Some(at as usize - 1),
                _ => slot = (slot + 1) % SLOTS,
            }
        }
    }

    /// The languages whose alphabet lacks a letter.
    fn strangers(&self, letter: char) -> u32 {
        let known = self.letters.binary_search_by_key(&letter, |(own, _)| *own);
        known.map_or(self.spelled, |at| self.spelled & !self.letters[at].1)
    }
}

/// Adds to the rows of a set.
fn add(sums: &mut [f32; MOST], mut rows: u32, more: f32) {
    while rows != 0 {
        sums[rows.trailing_zeros() as usize] += more;
        rows &= rows - 1;
    }
}

/// A word in the letters of another script.
const FOREIGN: f32 = -30.0;
/// A letter that is not of the alphabet: a name may bring one.
const STRANGE: f32 = -4.0;
/// A word of the list.
const LISTED: f32 = 3.0;

/// Runs of two and three letters, blanks at both ends counted.
fn runs(letters: &[char], mut each: impl FnMut(u64)) {
    let at = |i: usize| if i == 0 || i > letters.len() { ' ' } else { letters[i - 1] };
    let code = |c: char| u64::from(u32::from(c));
    for i in 0..=letters.len() {
        each(code(at(i)) << 21 | code(at(i + 1)));
        if i < letters.len() {
            // One more than the letter, so that no run of three looks like one of two.
            each((code(at(i)) + 1) << 42 | code(at(i + 1)) << 21 | code(at(i + 2)));
        }
    }
}

/// Runs in order, how likely each is by row, and how likely an unseen one.
fn likelihoods(counts: &[(u64, usize, f32)]) -> (Vec<u64>, Vec<[f32; MOST]>, [f32; 2]) {
    let mut totals = [[0.0f32; MOST]; 2];
    for (run, row, weight) in counts {
        totals[usize::from(run >> 42 != 0)][*row] += weight;
    }
    let unseen = [(SMOOTH[0] / NORM).ln() * SHARE[0], (SMOOTH[1] / NORM).ln() * SHARE[1]];
    let mut runs: Vec<u64> = Vec::new();
    let mut sums: Vec<[f32; MOST]> = Vec::new();
    for (run, row, weight) in counts {
        if runs.last() != Some(run) {
            runs.push(*run);
            sums.push([0.0; MOST]);
        }
        sums.last_mut().expect("pushed with its run")[*row] += weight;
    }
    for (run, sums) in runs.iter().zip(&mut sums) {
        let kind = usize::from(run >> 42 != 0);
        for (sum, total) in sums.iter_mut().zip(totals[kind]) {
            let share = *sum * NORM / total.max(1.0);
            *sum = ((share + SMOOTH[kind]) / NORM).ln() * SHARE[kind];
        }
    }
    (runs, sums, unseen)
}

/// Every language's runs are counted as if they were as many.
const NORM: f32 = 2000.0;
/// Added to every count: of runs of two, of three.
const SMOOTH: [f32; 2] = [0.5, 0.3];
/// How much runs of two and of three weigh.
const SHARE: [f32; 2] = [0.4, 0.6];

/// Where each run stands, one more than its place; empty slots are nothing, and more than half of them are empty.
fn slots(runs: &[u64]) -> Vec<u32> {
    let mut slots = vec![0; SLOTS];
    for (at, run) in runs.iter().take(SLOTS / 2).enumerate() {
        let mut slot = slot(*run);
        while slots[slot] != 0 {
            slot = (slot + 1) % SLOTS;
        }
        slots[slot] = u32::try_from(at + 1).expect("fewer runs than slots");
    }
    slots
}

fn slot(run: u64) -> usize {
    usize::try_from(run.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 49).expect("fifteen bits")
}

const SLOTS: usize = 1 << 15;

/// Letters with the languages that have them, and the languages with a known alphabet.
fn spelling(rows: &[Row]) -> (Vec<(char, u32)>, u32) {
    let mut letters: BTreeMap<char, u32> = BTreeMap::new();
    let mut spelled = 0;
    for (row, own) in rows.iter().enumerate().filter(|(_, row)| !row.alphabet.is_empty()) {
        spelled |= 1 << row;
        for letter in own.alphabet.chars() {
            *letters.entry(letter).or_default() |= 1 << row;
        }
    }
    (letters.into_iter().collect(), spelled)
}

impl Row {
    fn of(code: &str, list: &str) -> Self {
        let language =
            code.split('-').next().and_then(Language::from_word).unwrap_or(Language::Other);
        let script = list.chars().find_map(Script::of_letter).unwrap_or(Script::Other);
        let alphabet =
            ALPHABETS.iter().find(|(own, _)| *own == code).map_or("", |(_, letters)| letters);
        Self { language, script, alphabet }
    }
}

/// Letters of the languages that their neighbours' letters give away; `ё` counts as `е`.
const ALPHABETS: &[(&str, &str)] = &[
    ("ru", "абвгдежзийклмнопрстуфхцчшщъыьэюя'"),
    ("uk", "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя'"),
    ("be", "абвгдежзійклмнопрстуўфхцчшыьэюя'"),
    ("kk", "аәбвгғдежзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"),
    ("ky", "абвгдежзийклмнңоөпрстуүфхцчшщъыьэюя"),
    ("tg", "абвгғдежзиӣйкқлмнопрстуӯфхҳчҷшъэюя"),
    ("uz", "абвгғдежзийкқлмнопрстуўфхҳцчшъьэюя"),
    ("bg", "абвгдежзийклмнопрстуфхцчшщъьюя"),
    ("sr", "абвгдђежзијклљмнњопрстћуфхцчџш"),
    ("en", "abcdefghijklmnopqrstuvwxyz'"),
    ("uz-latin", "abcdefghijklmnopqrstuvxyz'"),
    ("fr", "abcdefghijklmnopqrstuvwxyzàâæçéèêëîïôœùûüÿ'"),
    ("de", "abcdefghijklmnopqrstuvwxyzäöüß'"),
    ("es", "abcdefghijklmnopqrstuvwxyzñáéíóúü'"),
    ("tr", "abcçdefgğhıijklmnoöprsştuüvyzâîû'"),
    ("az", "abcçdeəfgğhxıijkqlmnoöprsştuüvyz'"),
    ("tk", "abçdeäfghijžklmnňoöprsştuüwyýz'"),
    ("ar", "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقکلمنهوی"),
    ("fa", "ءآأؤئابپتثجچحخدذرزژسشصضطظعغفقکگلمنهوی"),
];

/// The language to assume of an undecided stretch inside a document of this language.
pub(crate) fn assumed(stretch: &str, main: Language) -> Language {
    match Script::of(&words(head(stretch))) {
        Some(Script::Latin) if !written_in_latin(main) => Language::English,
        _ => main,
    }
}

/// True when the two stretches are written in different scripts, both of them clearly.
pub(crate) fn other_script(stretch: &str, main: Language) -> bool {
    match Script::of(&words(head(stretch))) {
        Some(Script::Latin) => !written_in_latin(main),
        Some(Script::Cyrillic) => !written_in_cyrillic(main),
        Some(Script::Arabic) => !matches!(main, Language::Arabic | Language::Persian),
        Some(Script::Han) => main != Language::Chinese,
        Some(Script::Other) => main != Language::Other,
        None => false,
    }
}

fn head(stretch: &str) -> &str {
    &stretch[..stretch.char_indices().nth(LOOK).map_or(stretch.len(), |(at, _)| at)]
}

fn written_in_latin(language: Language) -> bool {
    use Language as L;
    matches!(
        language,
        L::English | L::French | L::German | L::Spanish | L::Turkish | L::Uzbek | L::Other
    )
}

fn written_in_cyrillic(language: Language) -> bool {
    use Language as L;
    matches!(
        language,
        L::Russian | L::Kazakh | L::Kyrgyz | L::Tajik | L::Uzbek | L::Ukrainian | L::Belarusian
    )
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Script {
    Latin,
    Cyrillic,
    Arabic,
    Han,
    Other,
}

impl Script {
    fn of_letter(c: char) -> Option<Self> {
        match c {
            'a'..='z'
            | 'A'..='Z'
            | '\u{C0}'..='\u{D6}'
            | '\u{D8}'..='\u{F6}'
            | '\u{F8}'..='\u{24F}'
            | '\u{259}'
            | '\u{1E00}'..='\u{1EFF}' => Some(Self::Latin),
            '\u{400}'..='\u{52F}' => Some(Self::Cyrillic),
            '\u{620}'..='\u{64A}' | '\u{66E}'..='\u{6D3}' | '\u{750}'..='\u{77F}' => {
                Some(Self::Arabic)
            }
            '\u{3400}'..='\u{9FFF}' => Some(Self::Han),
            c if APOSTROPHES.contains(c) => None,
            c if c.is_alphabetic() => Some(Self::Other),
            _ => None,
        }
    }

    /// The script of most letters; a Han character weighs as much as a short word.
    fn of(words: &[Word]) -> Option<Self> {
        let all = [Self::Latin, Self::Cyrillic, Self::Arabic, Self::Han, Self::Other];
        let weigh = |script: Self| -> usize {
            let own =
                words.iter().filter(|w| w.script == script).map(|w| w.letters.len()).sum::<usize>();
            if script == Self::Han { own * 3 } else { own }
        };
        let most = all.into_iter().map(weigh).max().filter(|n| *n > 0)?;
        all.into_iter().find(|script| weigh(*script) == most)
    }
}

/// Languages to assume of names and single words.
const LIKELY: [(Language, f32); 2] = [(Language::Russian, 3.0), (Language::English, 1.0)];
/// Characters looked at: enough for certainty, and the same cost for any length.
const LOOK: usize = 400;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_words_tell_the_language() {
        let rows = [
            ("The envoys of both sides met at the lake and agreed to come back", Language::English),
            ("Послы обеих стран встретились у озера и договорились вернуться", Language::Russian),
            ("Les envoyés des deux pays se sont vus au bord du lac", Language::French),
            ("Die Gesandten der beiden Länder trafen sich am See", Language::German),
            ("Los enviados de ambos países se vieron junto al lago", Language::Spanish),
            ("Екі елдің елшілері көл жағасында кездесіп, келісімге келді", Language::Kazakh),
            ("Эки өлкөнүн элчилери көлдүн жээгинде жолугушту", Language::Kyrgyz),
            (
                "Сафирони ду кишвар дар канори кӯл мулоқот карданд ва ҷаласа доир шуд",
                Language::Tajik,
            ),
            ("Посли обох країн зустрілися біля озера й домовилися", Language::Ukrainian),
            ("İki ülkenin elçileri göl kıyısında buluştu ve anlaşmaya vardı", Language::Turkish),
            ("Икки давлат элчилари кўл бўйида учрашди", Language::Uzbek),
            ("两国使节在湖边会面", Language::Chinese),
            ("فرستادگان دو کشور در کنار دریاچه گفتگو کردند", Language::Persian),
        ];
        for (text, expected) in rows {
            assert_eq!(language(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn names_alone_stay_undecided() {
        assert_eq!(language("Ole Brandt"), None);
        assert_eq!(language("2031 — 14:05"), None);
        assert_eq!(assumed("Ole Brandt", Language::Russian), Language::English);
        assert_eq!(assumed("12:30", Language::Russian), Language::Russian);
    }
}
