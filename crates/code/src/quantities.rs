//! Numbers in running text with what they count: "at least 1,140 people", "C$9 million", "7.4 percent", "four wounded".
//!
//! Words that belong to a time expression or a name are left alone.

use crate::scene::{At, Scene};
use chancery_knowledge::numbers;
use chancery_record::{Dep, Pos, Sentence, Span, Tag, matter::Qualifier};

/// A number with its unit.
#[derive(Clone, Debug)]
pub(crate) struct Quantity {
    /// Number and unit as printed, without the hedge.
    pub(crate) span: Span,
    pub(crate) value: f64,
    /// ISO 4217, `percent`, or an English singular noun; `person` for all words that mean people.
    pub(crate) unit: String,
    pub(crate) qualifier: Option<Qualifier>,
    /// The counted noun.
    pub(crate) noun: Option<At>,
    /// First token of the number.
    pub(crate) first: At,
}

impl Quantity {
    pub(crate) fn is_money(&self) -> bool {
        self.unit.len() == 3 && self.unit.bytes().all(|b| b.is_ascii_uppercase())
    }
}

/// Quantities of a sentence in order.
pub(crate) fn quantities(scene: &Scene, sentence: &Sentence) -> Vec<Quantity> {
    let words = scene.words_of(sentence);
    let mut found = Vec::new();
    let mut at = words.start;
    while at < words.end {
        match number_at(scene, at, words.end) {
            Some(number) => {
                at = number.end.max(at + 1);
                if !in_time_or_name(scene, &number) {
                    found.extend(measured(scene, &number, words.end));
                }
            }
            None => at += 1,
        }
    }
    found
}

/// A printed number: its tokens, value, and a currency sign before it.
struct Number {
    first: At,
    end: At,
    value: f64,
    currency: Option<&'static str>,
}

fn number_at(scene: &Scene, at: At, end: At) -> Option<Number> {
    let currency = currency_sign(scene.word(at));
    let mut here = at + usize::from(currency.is_some());
    if here >= end {
        return None;
    }
    if let (None, Some((sign, rest))) = (currency, glued_currency(scene.word(at))) {
        let value = digits(rest)?;
        let (value, end) = scaled(scene, value, at + 1, end);
        return Some(Number { first: at, end, value, currency: Some(sign) });
    }
    let (mut value, mut last) = (0.0, None);
    while here < end {
        let word = scene.word(here).to_lowercase();
        if word == "-"
            && last.is_some()
            && here + 1 < end
            && small_word(&scene.word(here + 1).to_lowercase()).is_some()
        {
            here += 1;
            continue;
        }
        match (digits(&word), small_word(&word), last) {
            (Some(n), _, None) => value = n,
            (None, Some(n), None) => value = n,
            (None, Some(n), Some(_)) if value >= 20.0 && n < 20.0 => value += n,
            _ => break,
        }
        last = Some(here);
        here += 1;
    }
    last?;
    let (value, end) = scaled(scene, value, here, end);
    Some(Number { first: at, end, value, currency })
}

fn scaled(scene: &Scene, mut value: f64, mut here: At, end: At) -> (f64, At) {
    while here < end {
        let Some(scale) = scale_word(&scene.word(here).to_lowercase()) else { break };
        value *= scale;
        here += 1;
    }
    (value, here)
}

/// `1,140`, `4.5`, `30 000` is split by the tokenizer and stays two numbers; years and codes with letters are none.
fn digits(word: &str) -> Option<f64> {
    let plain = word.replace(',', "");
    let grouped =
        word.split(',').skip(1).all(|part| part.split('.').next().is_some_and(|p| p.len() == 3));
    if !grouped
        || !plain.starts_with(|c: char| c.is_ascii_digit())
        || plain.matches('.').count() > 1
    {
        return None;
    }
    plain
        .chars()
        .all(|c| c.is_ascii_digit() || c == '.')
        .then(|| plain.trim_end_matches('.').parse().ok())?
}

fn small_word(word: &str) -> Option<f64> {
    numbers::english(word).or((word == "dozen").then_some(12)).map(f64::from)
}

fn scale_word(word: &str) -> Option<f64> {
    Some(match word {
        "hundred" => 1e2,
        "thousand" => 1e3,
        "million" | "m" | "mn" | "mln" => 1e6,
        "billion" | "bn" => 1e9,
        "trillion" => 1e12,
        _ => return None,
    })
}

fn currency_sign(word: &str) -> Option<&'static str> {
    Some(match word {
        "$" | "US$" | "USD" | "U.S.$" => "USD",
        "C$" | "CA$" | "CAD" => "CAD",
        "A$" | "AU$" | "AUD" => "AUD",
        "NZ$" => "NZD",
        "HK$" => "HKD",
        "S$" => "SGD",
        "€" | "EUR" => "EUR",
        "£" | "GBP" => "GBP",
        "¥" | "JPY" => "JPY",
        "₽" | "RUB" => "RUB",
        "₹" | "INR" => "INR",
        "₸" | "KZT" => "KZT",
        "₴" | "UAH" => "UAH",
        "₺" | "TRY" => "TRY",
        "₩" | "KRW" => "KRW",
        "CHF" => "CHF",
        "CNY" | "RMB" => "CNY",
        "NOK" => "NOK",
        "SEK" => "SEK",
        "DKK" => "DKK",
        _ => return None,
    })
}

fn glued_currency(word: &str) -> Option<(&'static str, &str)> {
    let digit = word.find(|c: char| c.is_ascii_digit()).filter(|&at| at > 0)?;
    currency_sign(&word[..digit]).map(|sign| (sign, &word[digit..]))
}

/// ISO 4217 of currency words: "euros", "Norwegian kroner", "dollars".
fn currency_words(scene: &Scene, at: At, end: At) -> Option<(&'static str, At)> {
    let word = |i: At| (i < end).then(|| scene.word(i).to_lowercase());
    let first = word(at)?;
    if let Some(code) = currency_noun(&first, None) {
        return Some((code, at + 1));
    }
    let second = word(at + 1)?;
    currency_noun(&second, Some(&first)).map(|code| (code, at + 2))
}

fn currency_noun(noun: &str, nation: Option<&str>) -> Option<&'static str> {
    Some(match (nation, noun) {
        (None | Some("us" | "u.s." | "american"), "dollar" | "dollars") => "USD",
        (Some("canadian"), "dollar" | "dollars") => "CAD",
        (Some("australian"), "dollar" | "dollars") => "AUD",
        (Some("singapore"), "dollar" | "dollars") => "SGD",
        (Some("zealand"), "dollar" | "dollars") => "NZD",
        (None, "euro" | "euros") => "EUR",
        (None | Some("british" | "sterling"), "pound" | "pounds") => "GBP",
        (Some("egyptian"), "pound" | "pounds") => "EGP",
        (None | Some("japanese"), "yen") => "JPY",
        (None | Some("chinese"), "yuan" | "renminbi") => "CNY",
        (None | Some("russian"), "rouble" | "roubles" | "ruble" | "rubles") => "RUB",
        (Some("belarusian"), "rouble" | "roubles" | "ruble" | "rubles") => "BYN",
        (Some("norwegian"), "krone" | "kroner" | "crowns") => "NOK",
        (Some("swedish"), "krona" | "kronor" | "crowns") => "SEK",
        (Some("danish"), "krone" | "kroner" | "crowns") => "DKK",
        (Some("czech"), "koruna" | "korunas" | "crowns") => "CZK",
        (None | Some("swiss"), "franc" | "francs") => "CHF",
        (None | Some("indian"), "rupee" | "rupees") => "INR",
        (Some("pakistani"), "rupee" | "rupees") => "PKR",
        (None | Some("turkish"), "lira" | "liras") => "TRY",
        (None | Some("kazakh" | "kazakhstani"), "tenge") => "KZT",
        (None | Some("kyrgyz"), "som" | "soms") => "KGS",
        (Some("uzbek"), "sum" | "sums" | "soum" | "soums" | "som") => "UZS",
        (None | Some("tajik"), "somoni") => "TJS",
        (None | Some("ukrainian"), "hryvnia" | "hryvnias") => "UAH",
        (None | Some("georgian"), "lari" | "laris") => "GEL",
        (None | Some("armenian"), "dram" | "drams") => "AMD",
        (None | Some("azerbaijani"), "manat" | "manats") => "AZN",
        (None | Some("polish"), "zloty" | "zlotys") => "PLN",
        (Some("saudi"), "riyal" | "riyals") => "SAR",
        (Some("qatari"), "riyal" | "riyals") => "QAR",
        (None | Some("emirati" | "uae"), "dirham" | "dirhams") => "AED",
        (None | Some("korean"), "won") => "KRW",
        (None | Some("brazilian"), "real" | "reais") if nation.is_some() || noun == "reais" => {
            "BRL"
        }
        (None | Some("african"), "rand") => "ZAR",
        (None | Some("nigerian"), "naira") => "NGN",
        (None | Some("israeli"), "shekel" | "shekels") => "ILS",
        _ => return None,
    })
}

/// "Norway will give 15 million kroner": a currency that several states have is that of the only one of them named before it
/// in the sentence.
fn giver_currency(scene: &Scene, first: At, at: At, end: At) -> Option<&'static str> {
    let noun = (at < end).then(|| scene.word(at).to_lowercase())?;
    let owners: &[(&str, &'static str)] = match noun.as_str() {
        "krone" | "kroner" | "crowns" | "krona" | "kronor" => &[
            ("state/nor", "NOK"),
            ("state/dnk", "DKK"),
            ("state/swe", "SEK"),
            ("state/isl", "ISK"),
        ],
        "riyal" | "riyals" => &[("state/sau", "SAR"), ("state/qat", "QAR"), ("state/omn", "OMR")],
        "dinar" | "dinars" => &[
            ("state/kwt", "KWD"),
            ("state/srb", "RSD"),
            ("state/jor", "JOD"),
            ("state/irq", "IQD"),
        ],
        "peso" | "pesos" => &[
            ("state/mex", "MXN"),
            ("state/phl", "PHP"),
            ("state/arg", "ARS"),
            ("state/chl", "CLP"),
        ],
        _ => return None,
    };
    let start = scene.words_of(scene.sentence(first)).start;
    let named = |state: &str| {
        (start..first).any(|t| scene.mentions_at(t).any(|m| m.refers.as_str() == state))
    };
    let mut found = owners.iter().filter(|(state, _)| named(state));
    let code = found.next().map(|(_, code)| *code);
    code.filter(|_| found.next().is_none())
}

fn in_time_or_name(scene: &Scene, number: &Number) -> bool {
    let span = scene.token(number.first).span.join(scene.token(number.end - 1).span);
    if scene.analysis.times.iter().any(|t| t.at.is_some_and(|at| at.touches(span))) {
        return true;
    }
    let named = |form| {
        matches!(form, chancery_record::MentionForm::Name | chancery_record::MentionForm::Acronym)
    };
    scene.mentions_at(number.first).any(|m| m.span.covers(span) && m.span != span && named(m.form))
}

fn measured(scene: &Scene, number: &Number, end: At) -> Option<Quantity> {
    let start = scene.token(number.first).span;
    let last = |at: At| scene.token(at).span;
    let mut quantity = Quantity {
        span: start.join(last(number.end - 1)),
        value: number.value,
        unit: String::new(),
        qualifier: qualifier(scene, number.first),
        noun: None,
        first: number.first,
    };
    if let Some(code) = number.currency {
        code.clone_into(&mut quantity.unit);
        return Some(quantity);
    }
    if let Some((code, after)) = currency_words(scene, number.end, end) {
        code.clone_into(&mut quantity.unit);
        quantity.span = quantity.span.join(last(after - 1));
        return Some(quantity);
    }
    if let Some(code) = giver_currency(scene, number.first, number.end, end) {
        code.clone_into(&mut quantity.unit);
        quantity.span = quantity.span.join(last(number.end));
        return Some(quantity);
    }
    if let Some(after) = percent(scene, number.end, end) {
        "percent".clone_into(&mut quantity.unit);
        quantity.span = quantity.span.join(last(after - 1));
        return Some(quantity);
    }
    let (noun, unit) = counted(scene, number, end)?;
    quantity.unit = unit;
    quantity.noun = noun;
    if let Some(noun) = noun.filter(|&n| n >= number.end) {
        quantity.span = quantity.span.join(scene.token(noun).span);
    }
    Some(quantity)
}

fn percent(scene: &Scene, at: At, end: At) -> Option<At> {
    let word = |i: At| if i < end { scene.word(i).to_lowercase() } else { String::new() };
    match (word(at).as_str(), word(at + 1).as_str()) {
        ("%" | "percent" | "pct", _) => Some(at + 1),
        ("per", "cent") => Some(at + 2),
        _ => None,
    }
}

/// The noun a number counts, and its unit.
fn counted(scene: &Scene, number: &Number, end: At) -> Option<(Option<At>, String)> {
    let root = (number.first..number.end)
        .find(|&t| scene.head(t).is_none_or(|h| h < number.first || h >= number.end))?;
    let noun = match scene.head(root) {
        Some(head)
            if matches!(
                scene.dep(root),
                Dep::Nummod | Dep::Quantmod | Dep::Compound | Dep::Amod
            ) =>
        {
            Some(head)
        }
        _ => scene.after(root, &["of"]),
    };
    if let Some(noun) = noun.filter(|&n| matches!(scene.pos(n), Pos::Noun | Pos::Propn)) {
        return Some((Some(noun), unit(scene, noun)));
    }
    let next = if number.end < end { scene.word(number.end).to_lowercase() } else { String::new() };
    let driven = number.end < end && scene.tag(number.end) == Tag::Vbn && number.value >= 10.0;
    if CASUALTY.contains(&next.as_str()) || driven {
        return Some((None, "person".into()));
    }
    // "put the toll at 19"
    let toll = scene.head(root).and_then(|prep| scene.head(prep)).is_some_and(|verb| {
        scene
            .child(verb, &[Dep::Dobj])
            .is_some_and(|o| matches!(scene.lemma(o), "toll" | "number" | "count" | "loss"))
    });
    toll.then(|| (None, "person".into()))
}

/// Participles that stand for the people they befell.
pub(crate) const CASUALTY: [&str; 12] = [
    "killed",
    "wounded",
    "injured",
    "dead",
    "missing",
    "arrested",
    "detained",
    "displaced",
    "hurt",
    "captured",
    "evacuated",
    "died",
];

fn unit(scene: &Scene, noun: At) -> String {
    let lemma = scene.lemma(noun).to_lowercase();
    if PEOPLE.contains(&lemma.as_str()) { "person".into() } else { lemma }
}

const PEOPLE: &[&str] = &[
    "activist",
    "adviser",
    "athlete",
    "attacker",
    "border guard",
    "child",
    "citizen",
    "civilian",
    "crewman",
    "delegate",
    "demonstrator",
    "detainee",
    "diplomat",
    "doctor",
    "employee",
    "engineer",
    "expert",
    "family",
    "farmer",
    "fighter",
    "firefighter",
    "fisherman",
    "guard",
    "gunman",
    "hostage",
    "individual",
    "inhabitant",
    "injured",
    "inmate",
    "instructor",
    "insurgent",
    "journalist",
    "marine",
    "medic",
    "member",
    "migrant",
    "militant",
    "monitor",
    "national",
    "nurse",
    "observer",
    "officer",
    "official",
    "passenger",
    "patient",
    "peacekeeper",
    "peasant",
    "people",
    "person",
    "personnel",
    "pilgrim",
    "policeman",
    "policemen",
    "prisoner",
    "protester",
    "protestor",
    "rebel",
    "refugee",
    "rescuer",
    "resident",
    "sailor",
    "serviceman",
    "servicemen",
    "soldier",
    "staff",
    "student",
    "survivor",
    "teacher",
    "tourist",
    "trainer",
    "troop",
    "troops",
    "victim",
    "villager",
    "volunteer",
    "woman",
    "worker",
    "wounded",
    "man",
    "crew",
    "spy",
    "consul",
    "envoy",
];

fn qualifier(scene: &Scene, first: At) -> Option<Qualifier> {
    let word = |back: usize| {
        first.checked_sub(back).map(|t| scene.word(t).to_lowercase()).unwrap_or_default()
    };
    // "not more than two", "no fewer than 26": the negation turns the comparison round.
    let turned = matches!(word(3).as_str(), "no" | "not" | "nothing" | "none");
    Some(match (word(2).as_str(), word(1).as_str()) {
        ("at", "least") => Qualifier::AtLeast,
        ("at", "most") | ("many" | "much", "as") => Qualifier::UpTo,
        ("fewer" | "less" | "lower", "than") if turned => Qualifier::AtLeast,
        ("more" | "higher" | "greater", "than") if turned => Qualifier::UpTo,
        ("more" | "higher" | "greater", "than") => Qualifier::MoreThan,
        ("less" | "fewer" | "lower", "than") => Qualifier::LessThan,
        ("up", "to") => Qualifier::UpTo,
        ("close", "to") => Qualifier::Almost,
        (_, "about" | "around" | "some" | "approximately" | "roughly" | "circa" | "estimated") => {
            Qualifier::About
        }
        (_, "nearly" | "almost") => Qualifier::Almost,
        (_, "over" | "exceeding") => Qualifier::MoreThan,
        (_, "under" | "below") => Qualifier::LessThan,
        _ => return None,
    })
}

/// Quantities that lie in a span.
pub(crate) fn within(all: &[Quantity], span: Span) -> impl Iterator<Item = &Quantity> {
    all.iter().filter(move |q| span.covers(q.span))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_grouped_by_threes() {
        assert_eq!(digits("1,140"), Some(1140.0));
        assert_eq!(digits("4.5"), Some(4.5));
        assert_eq!(digits("12,5"), None);
        assert_eq!(digits("10.01.2022"), None);
        assert_eq!(digits("90th"), None);
    }

    #[test]
    fn currencies_need_their_nation_where_it_matters() {
        assert_eq!(currency_noun("dollars", None), Some("USD"));
        assert_eq!(currency_noun("kroner", Some("norwegian")), Some("NOK"));
        assert_eq!(currency_noun("crowns", None), None);
        assert_eq!(glued_currency("US$40"), Some(("USD", "40")));
    }
}
