//! Russian text with the Russian model: words, relations, names. Skipped where the pack is not installed.
#![expect(clippy::print_stdout, reason = "a skipped test says so")]

use chancery_parse::{Models, parse};
use chancery_record::*;
use std::path::{Path, PathBuf};

#[expect(
    clippy::disallowed_methods,
    reason = "a test finds the user's models as the program would"
)]
fn models() -> Option<Models> {
    let home = std::env::var_os("CHANCERY_HOME").map(PathBuf::from);
    let data = std::env::var_os("HOME").map(|home| Path::new(&home).join(".local/share/chancery"));
    let path = home.or(data)?.join("models/ru.bundle");
    if !path.exists() {
        println!("{} not found, skipped", path.display());
        return None;
    }
    Some(Models::none().with_russian(&path).expect("the Russian pack loads"))
}

fn document(text: &str) -> Document {
    let span = Span::new(0, text.len());
    Document {
        id: Id::new("doc/0123456789abcdef"),
        sha256: String::new(),
        address: String::new(),
        text: text.into(),
        title: None,
        dated: None,
        dateline: None,
        language: Language::Russian,
        regions: vec![Region { role: RegionRole::Body, span, language: Language::Russian }],
        chain: Vec::new(),
        publisher: None,
        made: Making::default(),
    }
}

#[test]
fn words_relations_and_names_are_those_of_the_model() {
    let Some(models) = models() else { return };
    assert!(models.has_russian() && !models.has_english());
    let text = "Министр Иван Лугов прибыл\nв Ереван. Его встретил посол.";
    let found = parse(&models, &document(text)).value;
    let sentences: Vec<&str> = found.sentences.iter().map(|s| s.span.of(text)).collect();
    assert_eq!(sentences, ["Министр Иван Лугов прибыл\nв Ереван.", "Его встретил посол."]);
    let word = |form: &str| {
        found.tokens.iter().find(|t| t.span.of(text) == form).expect("the word stands there")
    };
    let arrived = word("прибыл");
    assert_eq!((arrived.pos, arrived.dep, &*arrived.lemma), (Pos::Verb, Dep::Root, "прибыть"));
    assert_eq!(found.tokens[word("Министр").head as usize].span, arrived.span);
    assert_eq!((word("Министр").dep, word("посол").dep), (Dep::Nsubj, Dep::Nsubj));
    assert_eq!((word("в").pos, word("в").tag, word("в").dep), (Pos::Adp, Tag::None, Dep::Case));
    let names: Vec<_> = found.names.iter().map(|n| (n.span.of(text), n.label)).collect();
    assert_eq!(names, [("Иван Лугов", NameLabel::Person), ("Ереван", NameLabel::Gpe)]);
}
