//! Names of persons in Russian case forms to their first form.
//!
//! Endings of the family name say case and sex, the given name has to agree. A name that shows no other case stays as it is.

use chancery_knowledge::{Gender, gender};
use chancery_record::fold;

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
    fn first_forms_stay() {
        for name in ["Нурлан Асанбеков", "Марина Озерова", "Айгуль Ташиева", "Бат Ганболд"]
        {
            assert_eq!(first(name), name);
        }
    }
}
