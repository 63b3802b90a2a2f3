//! Names of persons in Russian case forms to their first form.
//!
//! Endings of the family name say case and sex, the given name has to agree. A name that shows no other case stays as it is.

use chancery_knowledge::{Gender, gender};
use chancery_record::fold;
use std::collections::BTreeMap;

/// The first form of a printed name of several words, with the sex its endings tell; nothing where it stands in it already.
pub(crate) fn nominative(name: &str) -> Option<(String, Option<Gender>)> {
    let words: Vec<&str> = name.split_whitespace().collect();
    let (last, before) = words.split_last()?;
    let given = before.first()?;
    let (family, sex) = family(last, given)?;
    let mut out: Vec<String> = before
        .iter()
        .enumerate()
        .map(|(at, word)| if at == 0 { first_name(word, sex) } else { patronymic(word) })
        .collect();
    out.push(family);
    Some((out.join(" "), Some(sex)))
}

/// Names that differ in their endings alone are one: each to the one of them that stands in the first form.
///
/// Serves names whose given name no table knows. Names are brought to their first form one by one before.
pub(crate) fn first_forms(printed: &[&str]) -> BTreeMap<String, String> {
    let mut names: Vec<String> = Vec::new();
    for name in printed.iter().take(MOST_NAMES) {
        let own = nominative(name).map_or_else(|| (*name).to_owned(), |(first, _)| first);
        if !names.contains(&own) {
            names.push(own);
        }
    }
    let mut out = BTreeMap::new();
    for name in &names {
        let others = names.iter().filter(|other| *other != name);
        let better = others.filter(|other| shorter_form(other, name)).min();
        if let Some(first) = better {
            out.insert(name.clone(), first.clone());
        }
    }
    out
}

const MOST_NAMES: usize = 200;

/// Endings of names in other cases, by the ending of the first form.
const CASES: [(&str, &[&str]); 5] = [
    ("", &["а", "у", "ом", "ем", "е", "ым"]),
    ("й", &["я", "ю", "ем", "е"]),
    ("ь", &["я", "ю", "ем", "е"]),
    ("а", &["ы", "и", "е", "у", "ой", "ей"]),
    ("я", &["и", "е", "ю", "ей"]),
];

/// The first name is a first form of the second: every word the same or with the ending of another case, in one gender.
fn shorter_form(first: &str, other: &str) -> bool {
    let (a, b): (Vec<&str>, Vec<&str>) =
        (first.split_whitespace().collect(), other.split_whitespace().collect());
    let same = |(a, b): (&&str, &&str)| {
        a == b
            || CASES.iter().any(|(end, ends)| {
                let Some(stem) = a.strip_suffix(end).filter(|s| s.chars().count() > 1) else {
                    return false;
                };
                let full = !end.is_empty() || stem.ends_with(is_consonant);
                full && b.strip_prefix(stem).is_some_and(|rest| ends.contains(&rest))
            })
    };
    a.len() == b.len() && a != b && a.iter().zip(&b).all(same)
}

const STEMS: [&str; 5] = ["ов", "ев", "ёв", "ин", "ын"];

fn family(word: &str, given: &str) -> Option<(String, Gender)> {
    let stem = |ending: &str| {
        let stem = word.strip_suffix(ending)?;
        STEMS.iter().any(|s| stem.ends_with(s)).then(|| stem.to_owned())
    };
    let adjective = |endings: &[&str]| endings.iter().find_map(|e| word.strip_suffix(e));
    if let Some(stem) = stem("ым").or_else(|| stem("е")) {
        return Some((stem, Gender::Male));
    }
    if let Some(stem) = stem("ой") {
        return Some((stem + "а", Gender::Female));
    }
    if let Some(stem) = stem("у") {
        let female = is(given, Gender::Female)
            || given.strip_suffix('у').is_some_and(|g| is(&format!("{g}а"), Gender::Female))
            || given.strip_suffix('ю').is_some_and(|g| is(&format!("{g}я"), Gender::Female))
            || given.ends_with('ь');
        let (ending, sex) = if female { ("а", Gender::Female) } else { ("", Gender::Male) };
        return Some((stem + ending, sex));
    }
    if let Some(stem) = stem("а") {
        let male = oblique_male(given) && !is(given, Gender::Female);
        return male.then_some((stem, Gender::Male));
    }
    if let Some(rest) = adjective(&["ским", "ского", "скому"]) {
        return Some((format!("{rest}ский"), Gender::Male));
    }
    if let Some(rest) = adjective(&["ской", "скую"]) {
        return Some((format!("{rest}ская"), Gender::Female));
    }
    other_family(word, given)
}

/// A family name without a Russian ending follows the case that a known given name shows.
fn other_family(word: &str, given: &str) -> Option<(String, Gender)> {
    let endings = [("ом", "ом"), ("ем", "ом"), ("а", "а"), ("я", "а"), ("у", "у"), ("ю", "у")];
    endings.iter().find_map(|(of_given, of_family)| {
        let known = given.strip_suffix(of_given).is_some_and(male_stem);
        let family = word.strip_suffix(of_family).filter(|f| f.ends_with(is_consonant))?;
        known.then(|| (family.to_owned(), Gender::Male))
    })
}

fn is_consonant(c: char) -> bool {
    c.is_alphabetic() && !"аеёиоуыэюяьъй".contains(c)
}

fn oblique_male(given: &str) -> bool {
    ["а", "я"].iter().any(|ending| given.strip_suffix(ending).is_some_and(male_stem))
}

/// The rest of a given name without its ending is that of a man's.
fn male_stem(stem: &str) -> bool {
    is(stem, Gender::Male)
        || is(&format!("{stem}й"), Gender::Male)
        || is(&format!("{stem}ь"), Gender::Male)
}

fn is(given: &str, sex: Gender) -> bool {
    gender(&fold(given)) == Some(sex)
}

/// A given name by the endings of its sex; one that is known as it stands stays.
fn first_name(word: &str, sex: Gender) -> String {
    if is(word, sex) {
        return word.to_owned();
    }
    let endings: &[(&str, &[&str])] = match sex {
        Gender::Male => &[
            ("ом", &[""]),
            ("ем", &["й", "ь"]),
            ("а", &[""]),
            ("я", &["й", "ь"]),
            ("у", &[""]),
            ("ю", &["й", "ь"]),
            ("е", &[""]),
        ],
        Gender::Female => {
            &[("ой", &["а"]), ("ей", &["я"]), ("у", &["а"]), ("ю", &["я"]), ("е", &["а", "я"])]
        }
    };
    for (ending, firsts) in endings {
        if let Some(stem) = word.strip_suffix(ending).filter(|stem| stem.chars().count() > 1) {
            let all = || firsts.iter().map(|first| format!("{stem}{first}"));
            return all()
                .find(|name| is(name, sex))
                .or_else(|| all().next())
                .unwrap_or_else(|| word.to_owned());
        }
    }
    word.to_owned()
}

fn patronymic(word: &str) -> String {
    for ending in ["ем", "а", "у", "е"] {
        if let Some(stem) = word.strip_suffix(ending).filter(|stem| stem.ends_with("ич")) {
            return stem.to_owned();
        }
    }
    for ending in ["ой", "ы", "у", "е"] {
        if let Some(stem) = word.strip_suffix(ending).filter(|stem| stem.ends_with("вн")) {
            return format!("{stem}а");
        }
    }
    word.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(name: &str) -> String {
        nominative(name).map_or_else(|| name.to_owned(), |(first, _)| first)
    }

    #[test]
    fn case_forms_of_men_and_women_go_back_to_the_first() {
        for (form, name) in [
            ("Рустамом Каримбаевым", "Рустам Каримбаев"),
            ("Рустаму Каримбаеву", "Рустам Каримбаев"),
            ("Айгуль Ташиеву", "Айгуль Ташиева"),
            ("Мариной Озеровой", "Марина Озерова"),
            ("Сергеем Ивановичем Лугиным", "Сергей Иванович Лугин"),
            ("Александром Верховским", "Александр Верховский"),
        ] {
            assert_eq!(first(form), name);
        }
    }

    #[test]
    fn forms_of_one_name_are_told_by_their_endings() {
        let names = [
            "Дауран Ветлугай",
            "Даураном Ветлугаем",
            "Асельды Корт",
            "Асельде Корт",
            "Дауран Корт",
        ];
        let first = first_forms(&names);
        assert_eq!(first.get("Даураном Ветлугаем").map(String::as_str), Some("Дауран Ветлугай"));
        assert_eq!(first.get("Дауран Корт"), None);
        assert_eq!(first.get("Дауран Ветлугай"), None);
    }

    #[test]
    fn first_forms_stay() {
        for name in ["Нурлан Асанбеков", "Марина Озерова", "Айгуль Ташиева", "Бат Ганболд"]
        {
            assert_eq!(first(name), name);
        }
    }
}
