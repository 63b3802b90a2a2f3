//! Case forms of Russian names: a nominative comes in, all forms that a text may show go out.
//!
//! Rules of ending only, no dictionary. Gives rather a form too many than one too few, since forms are only looked up,
//! never printed. Never touches words that are not Cyrillic.

/// How a person's name inflects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sex {
    /// As a man's.
    Male,
    /// As a woman's.
    Female,
}

/// All case forms of a name, the nominative first: leading adjectives and the head noun inflect, what follows stays.
///
/// ```
/// use chancery_knowledge::russian::forms;
/// let forms = forms("Шанхайская организация сотрудничества");
/// assert!(forms.contains(&"Шанхайской организации сотрудничества".to_owned()));
/// assert_eq!(forms[0], "Шанхайская организация сотрудничества");
/// ```
pub fn forms(name: &str) -> Vec<String> {
    let words: Vec<&str> = name.split(' ').collect();
    let adjectives = words.iter().take_while(|w| is_adjective(w)).count();
    if adjectives >= words.len() {
        return unique(name, adjective_forms(name));
    }
    let plural = adjectives > 0 && (words[0].ends_with("ые") || words[0].ends_with("ие"));
    let head = adjectives;
    let both = words.get(head + 1).is_some_and(|w| *w == "и") && words.len() == head + 3;
    let mut out = Vec::new();
    for case in 0..CASES {
        let mut cut: Vec<String> = words.iter().map(|w| (*w).to_owned()).collect();
        let nouns = noun(words[head], plural);
        for alternative in nouns.get(case).into_iter().flatten() {
            for (at, word) in words[..head].iter().enumerate() {
                cut[at] = adjective(word, case, words[head]);
            }
            cut[head].clone_from(alternative);
            if both && let Some(second) = noun(words[head + 2], false).get(case) {
                cut[head + 2].clone_from(&second[0]);
            }
            out.push(cut.join(" "));
        }
    }
    unique(name, out)
}

/// Forms of an adjective ("норвежский") in every gender, number and case.
pub fn adjective_forms(word: &str) -> Vec<String> {
    let Some(stem) = ["ый", "ий", "ой"].iter().find_map(|e| word.strip_suffix(e)) else {
        return vec![word.to_owned()];
    };
    let soft = stem.ends_with(['к', 'г', 'х', 'ж', 'ш', 'ч', 'щ']);
    let i = if soft { "и" } else { "ы" };
    let endings = ["ого", "ому", "ом", "ая", "ой", "ую", "ое"].map(str::to_owned);
    let further = ["м", "е", "х", "ми"].map(|e| format!("{i}{e}"));
    let mut out = vec![word.to_owned()];
    out.extend(endings.iter().chain(&further).map(|e| format!("{stem}{e}")));
    out
}

/// All case forms of a person's name in printed order; every Cyrillic word inflects as the sex asks.
///
/// ```
/// use chancery_knowledge::russian::{Sex, person_forms};
/// let forms = person_forms("Тимур Сафаров", Sex::Male);
/// assert!(forms.contains(&"Тимура Сафарова".to_owned()));
/// assert!(person_forms("Айгерим Токтогулова", Sex::Female).contains(&"Айгерим Токтогуловой".to_owned()));
/// ```
pub fn person_forms(name: &str, sex: Sex) -> Vec<String> {
    let words: Vec<Vec<String>> = name.split(' ').map(|w| name_word(w, sex)).collect();
    let out = (0..CASES).map(|case| {
        let cased: Vec<&str> =
            words.iter().map(|forms| forms[case.min(forms.len() - 1)].as_str()).collect();
        cased.join(" ")
    });
    unique(name, out.collect())
}

/// Nominative, genitive, dative, accusative, instrumental, prepositional.
const CASES: usize = 6;

fn unique(first: &str, rest: Vec<String>) -> Vec<String> {
    let mut out = vec![first.to_owned()];
    for form in rest {
        if !out.contains(&form) {
            out.push(form);
        }
    }
    out
}

fn is_adjective(word: &str) -> bool {
    word.chars().count() > 4
        && ["ый", "ий", "ой", "ая", "яя", "ое", "ее", "ые", "ие"].iter().any(|e| word.ends_with(e))
        && !["ствие", "ание", "ение", "тие", "сие", "лие"].iter().any(|e| word.ends_with(e))
        && !word.ends_with("рий")
}

fn adjective(word: &str, case: usize, noun: &str) -> String {
    let table: &[(&str, [&str; 5])] = &[
        ("ая", ["ой", "ой", "ую", "ой", "ой"]),
        ("яя", ["ей", "ей", "юю", "ей", "ей"]),
        ("ое", ["ого", "ому", "ое", "ым", "ом"]),
        ("ее", ["его", "ему", "ее", "им", "ем"]),
        ("ые", ["ых", "ым", "ые", "ыми", "ых"]),
        ("ие", ["их", "им", "ие", "ими", "их"]),
        ("ый", ["ого", "ому", "ый", "ым", "ом"]),
        ("ой", ["ого", "ому", "ой", "ым", "ом"]),
    ];
    if case == 0 {
        return word.to_owned();
    }
    if let Some(stem) = word.strip_suffix("ий") {
        let hard = stem.ends_with(['к', 'г', 'х']);
        let endings = if hard {
            ["ого", "ому", "ий", "им", "ом"]
        } else {
            ["его", "ему", "ий", "им", "ем"]
        };
        return format!("{stem}{}", endings[case - 1]);
    }
    let row = table.iter().find_map(|(end, row)| word.strip_suffix(end).map(|stem| (stem, row)));
    row.map_or_else(
        || word.to_owned(),
        |(stem, row)| {
            let soft = row[3] == "ым" && stem.ends_with(['к', 'г', 'х']) && !noun.is_empty();
            let ending = if soft && case == 4 { "им" } else { row[case - 1] };
            format!("{stem}{ending}")
        },
    )
}

/// Forms of a noun by case; a case may have several.
fn noun(word: &str, plural: bool) -> Vec<Vec<String>> {
    let one = |endings: [&str; CASES], stem: &str| {
        endings.iter().map(|e| vec![format!("{stem}{e}")]).collect::<Vec<_>>()
    };
    let fixed = || vec![vec![word.to_owned()]];
    if !word.chars().any(|c| matches!(c, 'а'..='я' | 'ё'))
        || word.contains('-') && word.ends_with('о')
    {
        return fixed();
    }
    if let Some(stem) = word.strip_suffix("ия") {
        return one(["ия", "ии", "ии", "ию", "ией", "ии"], stem);
    }
    if let Some(stem) = word.strip_suffix("ие") {
        return one(["ие", "ия", "ию", "ие", "ием", "ии"], stem);
    }
    if let Some(stem) = word.strip_suffix('ы').or_else(|| word.strip_suffix('и').filter(|_| plural))
    {
        let last = word.strip_prefix(stem).unwrap_or("ы");
        let genitive = vec![format!("{stem}ов"), stem.to_owned(), format!("{stem}ей")];
        let same = vec![word.to_owned()];
        let rest = ["ам", "ами", "ах"].map(|e| vec![format!("{stem}{e}")]);
        let [dative, instrumental, prepositional] = rest;
        return vec![
            vec![format!("{stem}{last}")],
            genitive,
            dative,
            same,
            instrumental,
            prepositional,
        ];
    }
    if plural && let Some(stem) = word.strip_suffix('а') {
        return one(["а", "ов", "ам", "а", "ами", "ах"], stem);
    }
    if let Some(stem) = word.strip_suffix('а') {
        let i =
            if stem.ends_with(['к', 'г', 'х', 'ж', 'ш', 'ч', 'щ']) { "и" } else { "ы" };
        let oy = if stem.ends_with(['ж', 'ш', 'ч', 'щ', 'ц']) { "ей" } else { "ой" };
        return one(["а", i, "е", "у", oy, "е"], stem);
    }
    if let Some(stem) = word.strip_suffix('я') {
        return one(["я", "и", "е", "ю", "ей", "е"], stem);
    }
    if let Some(stem) = word.strip_suffix("ство") {
        return one(["ство", "ства", "ству", "ство", "ством", "стве"], stem);
    }
    if word.ends_with("во") {
        let stem = word.strip_suffix('о').unwrap_or(word);
        let mut forms = one(["о", "а", "у", "о", "ом", "е"], stem);
        for form in &mut forms {
            form.push(word.to_owned());
        }
        return forms;
    }
    if let Some(stem) = word.strip_suffix('й') {
        let prepositional = if stem.ends_with('и') { "и" } else { "е" };
        return one(["й", "я", "ю", "й", "ем", prepositional], stem);
    }
    if let Some(stem) = word.strip_suffix('ь') {
        let masculine = one(["ь", "я", "ю", "ь", "ем", "е"], stem);
        let feminine = one(["ь", "и", "и", "ь", "ью", "и"], stem);
        return masculine.into_iter().zip(feminine).map(|(m, f)| [m, f].concat()).collect();
    }
    if let Some(stem) = word.strip_suffix("ец") {
        return one(["ец", "ца", "цу", "ец", "цем", "це"], stem);
    }
    if word.ends_with(['о', 'е', 'у', 'ю', 'э', 'и']) {
        return fixed();
    }
    let om = if word.ends_with(['ж', 'ш', 'ч', 'щ', 'ц']) { "ем" } else { "ом" };
    one(["", "а", "у", "", om, "е"], word)
}

/// Forms of one word of a person's name by case.
fn name_word(word: &str, sex: Sex) -> Vec<String> {
    let add = |stem: &str, endings: [&str; CASES]| {
        endings.iter().map(|e| format!("{stem}{e}")).collect::<Vec<_>>()
    };
    let possessive = ["ов", "ев", "ёв", "ин", "ын"];
    if sex == Sex::Male {
        if let Some(stem) =
            ["ский", "цкий"].iter().find(|e| word.ends_with(**e)).and(word.strip_suffix("ий"))
        {
            return add(stem, ["ий", "ого", "ому", "ого", "им", "ом"]);
        }
        if let Some(stem) = word.strip_suffix("ый") {
            return add(stem, ["ый", "ого", "ому", "ого", "ым", "ом"]);
        }
        if possessive.iter().any(|e| word.ends_with(e)) {
            return add(word, ["", "а", "у", "а", "ым", "е"]);
        }
        if let Some(stem) = word.strip_suffix('й') {
            let prepositional = if stem.ends_with('и') { "и" } else { "е" };
            return add(stem, ["й", "я", "ю", "я", "ем", prepositional]);
        }
        if let Some(stem) = word.strip_suffix('ь') {
            return add(stem, ["ь", "я", "ю", "я", "ем", "е"]);
        }
        if let Some(stem) = word.strip_suffix("ец") {
            return add(stem, ["ец", "ца", "цу", "ца", "цем", "це"]);
        }
        if word.ends_with(|c: char| "бвгдзклмнпрстфхжчшщц".contains(c)) {
            let om = if word.ends_with(['ж', 'ш', 'ч', 'щ', 'ц']) { "ем" } else { "ом" };
            return add(word, ["", "а", "у", "а", om, "е"]);
        }
    }
    if sex == Sex::Female {
        if possessive.iter().any(|e| word.strip_suffix('а').is_some_and(|w| w.ends_with(e))) {
            let stem = word.strip_suffix('а').unwrap_or(word);
            return add(stem, ["а", "ой", "ой", "у", "ой", "ой"]);
        }
        if let Some(stem) = word.strip_suffix("ая") {
            return add(stem, ["ая", "ой", "ой", "ую", "ой", "ой"]);
        }
    }
    if let Some(stem) = word.strip_suffix("ия") {
        return add(stem, ["ия", "ии", "ии", "ию", "ией", "ии"]);
    }
    if let Some(stem) = word.strip_suffix('а') {
        let i =
            if stem.ends_with(['к', 'г', 'х', 'ж', 'ш', 'ч', 'щ']) { "и" } else { "ы" };
        return add(stem, ["а", i, "е", "у", "ой", "е"]);
    }
    if let Some(stem) = word.strip_suffix('я') {
        return add(stem, ["я", "и", "е", "ю", "ей", "е"]);
    }
    vec![word.to_owned()]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn has(name: &str, form: &str) {
        let forms = forms(name);
        assert!(forms.iter().any(|f| f == form), "{name}: no {form} in {forms:?}");
    }

    #[test]
    fn names_of_states_and_bodies_inflect_by_their_head() {
        has("Узбекистан", "Узбекистану");
        has("Республика Казахстан", "Республикой Казахстан");
        has("Соединённые Штаты Америки", "Соединённых Штатов Америки");
        has("Босния и Герцеговина", "Боснии и Герцеговине");
        has("Филиппины", "Филиппин");
        has("Беларусь", "Беларуси");
        has("Израиль", "Израилем");
        has("Китай", "Китае");
        has("Содружество Независимых Государств", "Содружества Независимых Государств");
        has("Европейский союз", "Европейским союзом");
        has("Российская Федерация", "Российскую Федерацию");
        assert_eq!(forms("США"), ["США"]);
        assert_eq!(forms("Чили"), ["Чили"]);
    }

    #[test]
    fn adjectives_have_every_gender() {
        let forms = adjective_forms("норвежский");
        for form in ["норвежского", "норвежская", "норвежские", "норвежским", "норвежских"]
        {
            assert!(forms.iter().any(|f| f == form), "{form}");
        }
    }

    #[test]
    fn names_of_women_keep_given_names_that_end_in_a_consonant() {
        let forms = person_forms("Айгуль Ким", Sex::Female);
        assert_eq!(forms, ["Айгуль Ким"]);
        assert!(person_forms("Мария Захарова", Sex::Female).iter().any(|f| f == "Марии Захаровой"));
        assert!(person_forms("Сергей Глинский", Sex::Male).iter().any(|f| f == "Сергеем Глинским"));
    }

    proptest::proptest! {
        #[test]
        fn any_text_comes_first_among_its_forms(text in "\\PC{0,30}|[а-яёА-Я -]{0,30}") {
            assert_eq!(forms(&text)[0], text);
            assert_eq!(person_forms(&text, Sex::Female)[0], text);
            assert_eq!(person_forms(&text, Sex::Male)[0], text);
            assert_eq!(adjective_forms(&text)[0], text);
        }
    }
}
