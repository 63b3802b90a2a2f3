//! Names of authors out of bylines and declarations.
//!
//! The words of a byline come in, names go out: without "By", dates, addresses, sites and offices. Never takes a sentence for
//! a name.

/// The names that a byline holds.
pub(crate) fn names(byline: &str, site: Option<&str>) -> Vec<String> {
    let byline = decoded(byline);
    if byline.contains("://") || byline.contains("www.") {
        return Vec::new();
    }
    let mut out: Vec<String> = Vec::new();
    // "lakeherald.example, Sund": where a house has its seat is nobody's name.
    let head = byline.split([',', ' ']).next().unwrap_or_default();
    if head.len() > 5 && head.contains('.') && !head.ends_with('.') && byline.contains(',') {
        return Vec::new();
    }
    for part in byline.split([';', '|', '/', '\n', '•', '·', '—', '–', '(', '<']) {
        for part in parted(part) {
            let Some(name) = name(&part) else { continue };
            let same = |other: &str| other.to_lowercase() == name.to_lowercase();
            if out.len() < 12 && !out.iter().any(|n| same(n)) {
                out.push(name);
            }
        }
    }
    let own = |n: &String| site.is_some_and(|s| s.to_lowercase() == n.to_lowercase());
    if out.len() > 1 {
        out.retain(|n| !own(n));
    }
    if lists_subjects(&out) {
        return Vec::new();
    }
    without_parts(&out)
}

/// "Politics; Sund; Ferries; Harbours; Trade": keywords, not people.
fn lists_subjects(names: &[String]) -> bool {
    let lone = names.iter().filter(|name| !name.contains(' ')).count();
    names.len() > 4 && lone * 2 > names.len()
}

/// "Ida Voss; Ida; Voss" is one person.
fn without_parts(names: &[String]) -> Vec<String> {
    let part = |name: &String| {
        let inside = |other: &String| other != name && other.split(' ').any(|w| w == name);
        names.iter().any(inside)
    };
    names.iter().filter(|name| !part(name)).cloned().collect()
}

/// A newspaper, a foundation, a desk: printed where authors are, for want of anyone.
pub(crate) fn is_house(name: &str) -> bool {
    let low = name.to_lowercase();
    let mut words = low.split([' ', '-']);
    !name.contains(' ') && low.contains("admin")
        || words.any(|word| HOUSES.contains(&word.trim_end_matches(['.', ','])))
}

const HOUSES: &[&str] = &[
    "e.v",
    "ev",
    "gmbh",
    "ag",
    "inc",
    "ltd",
    "llc",
    "stiftung",
    "verlag",
    "redaktion",
    "redaction",
    "rédaction",
    "redacción",
    "редакция",
    "zeitung",
    "magazin",
    "magazine",
    "online",
    "foundation",
    "newsroom",
    "ministry",
    "ministerium",
    "министерство",
    "пресс",
    "служба",
    "association",
    "verband",
    "verein",
    "universität",
    "university",
];

/// The names on a line that begins as bylines do: "By Ida Voss", "Autor: Ida Voss".
pub(crate) fn introduced(line: &str) -> Option<Vec<String>> {
    let line = line.trim();
    if line.len() > 120 || line.split_whitespace().take(15).count() > 14 {
        return None;
    }
    let low = line.to_lowercase();
    let head = LINES.iter().find(|head| low.starts_with(**head))?;
    let rest = low.get(head.len()..)?;
    let rest = line.get(line.len() - rest.len()..)?.trim();
    let capital = rest.chars().next().is_some_and(char::is_uppercase);
    let sentence =
        rest.trim_end().ends_with(['.', '!', '?', ':']) && rest.split_whitespace().count() > 4;
    let found = names(rest, None);
    let fewest = if SAYS_WHO.contains(head) { 1 } else { 2 };
    let persons = found.first().is_some_and(|n| {
        (fewest..=4).contains(&n.split_whitespace().count())
            && n.split_whitespace().all(|w| {
                w.chars().next().is_some_and(|c| {
                    c.is_uppercase() || ["von", "van", "de", "der", "da", "al"].contains(&w)
                })
            })
    });
    (capital && persons && !sentence).then_some(found)
}

/// Beginnings after which one word is a name as well.
const SAYS_WHO: &[&str] = &[
    "posted by ",
    "a post by ",
    "written by ",
    "gespeichert von ",
    "eingestellt von ",
    "geschrieben von ",
    "verfasst von ",
];

const LINES: &[&str] = &[
    "by ",
    "by: ",
    "von ",
    "von: ",
    "par ",
    "por ",
    "autor: ",
    "autorin: ",
    "autoren: ",
    "author: ",
    "authors: ",
    "auteur: ",
    "auteur : ",
    "text: ",
    "texte: ",
    "texte : ",
    "автор: ",
    "авторы: ",
    "written by ",
    "written by: ",
    "ein artikel von ",
    "ein beitrag von ",
    "beitrag von ",
    "blog beitrag von ",
    "geschrieben von ",
    "verfasst von ",
    "eingestellt von ",
    "erstellt von ",
    "publié par ",
    "escrito por ",
    "texto: ",
    "redaktion: ",
    "a post by ",
    "posted by ",
    "gespeichert von ",
    "submitted by ",
];

/// "Ida Voss and Karl Lind, Lake Herald" in its parts.
fn parted(part: &str) -> Vec<String> {
    let mut parts = vec![part.to_owned()];
    for mark in [
        " and ", " und ", " & ", " et ", " и ", " y ", " e ", " with ", " mit ", " та ", ",", " - ",
    ] {
        parts = parts
            .iter()
            .flat_map(|p| p.split(mark).map(str::to_owned).collect::<Vec<_>>())
            .collect();
    }
    parts
}

fn decoded(byline: &str) -> String {
    let byline: String = byline.chars().take(300).collect();
    byline
        .replace("&amp;", "&")
        .replace("&nbsp;", " ")
        .replace("&#039;", "'")
        .replace("&quot;", "\"")
}

fn name(part: &str) -> Option<String> {
    let mut words: Vec<&str> = part.split_whitespace().collect();
    if words.len() > 1 {
        words.retain(|word| !word.starts_with('@'));
    }
    let by = words.iter().rposition(|w| ["by", "By", "von", "par", "por"].contains(w));
    // "View all posts by Ida Voss"; a "von" between names is part of them.
    if let Some(by) = by.filter(|by| {
        words[..*by].iter().skip(1).any(|w| w.starts_with(char::is_lowercase))
            || *by == 1 && words[0] != "Dr."
    }) && (["by", "By", "par", "por"].contains(&words[by])
        || by > 1
        || LISTS.contains(&words[0]))
    {
        words.drain(..=by);
    }
    while let Some(first) = words.first() {
        let low = first.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        let introduces = INTRODUCES.contains(&low.as_str()) || (low.is_empty() && words.len() > 1);
        let role = words.len() > 2 && ROLES.iter().any(|role| low.ends_with(role));
        if !(introduces || role) || (words.len() == 1 && !first.ends_with(':') && low != "by") {
            break;
        }
        words.remove(0);
    }
    // What follows the name on the same line: when, how long to read, what to do.
    let end = words.iter().position(|w| {
        let bare = w.trim_matches(|c: char| !c.is_alphanumeric());
        // "Le Clerc" is a name, "le 5 mai" is when.
        ENDS.contains(&bare)
            || (bare.len() > 3 && ENDS.contains(&bare.to_lowercase().as_str()))
            || (w.contains(|c: char| c.is_ascii_digit())
                && (w.contains(['.', ':', '-']) || w.len() < 5))
    });
    if let Some(end) = end.filter(|end| *end > 0) {
        words.truncate(end);
    }
    let joined = words.join(" ");
    let name = joined
        .trim_matches(|c: char| !c.is_alphanumeric() && !".)»”".contains(c))
        .trim_end_matches([',', ':']);
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    let digits = name.chars().filter(char::is_ascii_digit).count();
    let address = name.contains('@') || name.contains("[at]");
    let domain = !name.contains(' ') && name.len() > 5 && name.trim_end_matches('.').contains('.');
    let counted = digits > 0 && words.len() > 1;
    let listed = words.len() > 6 || name.len() > 100;
    let labelled = name.contains(':');
    let fits =
        !labelled && letters > 1 && digits <= letters && !address && !domain && !counted && !listed;
    (fits && !NOBODY.contains(&name.to_lowercase().as_str())).then(|| name.to_owned())
}

const INTRODUCES: &[&str] = &[
    "by",
    "von",
    "vom",
    "par",
    "por",
    "di",
    "door",
    "av",
    "od",
    "автор",
    "авторы",
    "author",
    "authors",
    "autor",
    "autorin",
    "autoren",
    "auteur",
    "autore",
    "text",
    "texte",
    "texto",
    "written",
    "posted",
    "reported",
    "published",
    "geschrieben",
    "veröffentlicht",
    "verfasst",
    "publié",
    "escrito",
    "publicado",
    "created",
    "submitted",
    "eingetragen",
    "ein",
    "beitrag",
    "gastbeitrag",
    "story",
    "words",
    "opinion",
    "foto",
    "fotos",
    "photo",
    "from",
    "rédigé",
    "tekst",
    "redakteur",
    "redakteurin",
    "редактор",
    "текст",
    "reporter",
    "interview",
    "editor",
    "erstellt",
    "napisał",
    "propos",
    "recueillis",
    "verfasser",
    "schreibt",
];

/// What a house calls the people who write for it.
const ROLES: &[&str] = &[
    "experte",
    "expertin",
    "redakteur",
    "redakteurin",
    "korrespondent",
    "korrespondentin",
    "reporter",
    "reporterin",
    "correspondent",
    "journalist",
];

/// Words before "von" that begin a list of someone's stories.
const LISTS: &[&str] = &[
    "Alles",
    "Alle",
    "Mehr",
    "Beiträge",
    "Artikel",
    "Eingestellt",
    "Erstellt",
    "Geschrieben",
    "Verfasst",
    "Veröffentlicht",
    "Beitrag",
];

const ENDS: &[&str] = &[
    "on",
    "am",
    "at",
    "um",
    "le",
    "el",
    "posted",
    "published",
    "updated",
    "veröffentlicht",
    "publié",
    "publicado",
    "min",
    "minuten",
    "read",
    "lesezeit",
    "view",
    "follow",
    "mehr",
    "more",
    "articles",
    "artikel",
    "comments",
    "kommentare",
    "january",
    "february",
    "march",
    "april",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "januar",
    "februar",
    "märz",
    "juni",
    "juli",
    "oktober",
    "dezember",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "montag",
    "dienstag",
    "mittwoch",
    "donnerstag",
    "freitag",
    "samstag",
    "sonntag",
    "for",
    "für",
    "in",
    "im",
    "auf",
    "aus",
    "abgelegt",
    "filed",
];

const NOBODY: &[&str] = &[
    "author",
    "autor",
    "autorin",
    "admin",
    "administrator",
    "by",
    "von",
    "unknown",
    "anonymous",
    "guest",
    "null",
    "none",
    "undefined",
    "about",
    "share",
    "facebook",
    "twitter",
    "instagram",
    "email",
    "e-mail",
    "comments",
    "kommentare",
    "автор",
    "news",
    "home",
    "artikel",
    "profil",
    "profile",
    "website",
    "redakteur",
    "chefredakteur",
    "text",
    "phd",
    "md",
    "authors",
    "autoren",
    "cnn",
    "stand",
    "profil anzeigen",
    "afficher mon profil complet",
    "view my complete profile",
    "mein profil vollständig anzeigen",
    "reply",
    "editor",
    "staff writer",
    "senior editor",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bylines() {
        let rows: [(&str, &[&str]); 22] = [
            ("By Ida Voss", &["Ida Voss"]),
            ("Von Ida Voss und Karl Lind, 12.03.2031", &["Ida Voss", "Karl Lind"]),
            ("Автор: Ида Восс", &["Ида Восс"]),
            ("Ida Voss | Lake Herald", &["Ida Voss", "Lake Herald"]),
            ("Posted by Ole Brandt on March 4, 2031", &["Ole Brandt"]),
            ("https://lake.example/ida", &[]),
            ("ida@lake.example", &[]),
            ("14:05", &[]),
            ("View all posts by Ida Voss", &["Ida Voss"]),
            ("Eingestellt von Ole Brandt", &["Ole Brandt"]),
            ("Ida von Sund", &["Ida von Sund"]),
            ("lake.example", &[]),
            ("Par Léa Le Goff, le 5 mai", &["Léa Le Goff"]),
            ("Lake-Experte Karl Lind", &["Karl Lind"]),
            ("Ida Voss @idavoss", &["Ida Voss"]),
            ("Ida Voss; Ida; Voss", &["Ida Voss"]),
            ("Ida Voss im Gespräch mit Karl Lind", &["Ida Voss", "Karl Lind"]),
            ("In the shops: number nine", &[]),
            ("Ferries; Trade; Harbours; Lake Summit; Sund", &[]),
            ("lakeherald.example, Sund, Norland", &[]),
            ("vom Seebär", &["Seebär"]),
            ("Karl Lind abgelegt unter Häfen", &["Karl Lind"]),
        ];
        for (byline, expected) in rows {
            assert_eq!(names(byline, None), expected, "{byline}");
        }
        assert_eq!(names("Ida Voss | Lake Herald", Some("Lake Herald")), ["Ida Voss"]);
    }

    #[test]
    fn lines_that_introduce() {
        assert_eq!(introduced("Posted by Ida").unwrap(), ["Ida"]);
        assert_eq!(introduced("Von Ida"), None);
        assert_eq!(introduced("Gespeichert von seebaer am 3. Juli 2031"), None);
    }

    #[test]
    fn houses() {
        for house in ["Stiftung Seeufer", "Seebund e.V.", "Sund Online", "siteadmin"] {
            assert!(is_house(house), "{house}");
        }
        for person in ["Ida Voss", "Stefan Stiftl", "agnes"] {
            assert!(!is_house(person), "{person}");
        }
    }
}
