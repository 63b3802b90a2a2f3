//! Does the clause around an expression look back or ahead?
//!
//! With a parsed sentence the governing verb answers; without one (no model, or a language without one) the nearest verb by
//! its form. Wrong guesses cost a year or a week, so doubt is an answer: `Unclear`.

use chancery_record::{Analysis, Dep, Pos, Span, Tag, Token};

/// Where the clause looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tense {
    Past,
    /// A form of the present; of dates it mostly looks ahead, of beginnings back.
    Present,
    Future,
    /// An infinitive or a "could": it mostly looks ahead, but binds nobody.
    Open,
    Unclear,
}

/// The tense of the clause in which `span` stands.
pub(crate) fn of(text: &str, words: &Analysis, span: Span) -> Tense {
    let after = words.tokens.partition_point(|t| t.span.end() <= span.start());
    let Some(token) = words.tokens.get(after).filter(|t| t.span.touches(span)) else {
        return Tense::Unclear;
    };
    let Some(sentence) = words.sentences.get(token.sentence as usize) else {
        return Tense::Unclear;
    };
    if token.tag != Tag::None {
        let tense = governed(text, words, after, span);
        // "the move follows Tuesday's declaration": what is owned by a day lies behind the present.
        let owned = span.of(text).ends_with('s') && span.of(text).contains(['\'', '’']);
        return if owned && tense == Tense::Present { Tense::Past } else { tense };
    }
    let (from, to) = (sentence.tokens.start as usize, sentence.tokens.end as usize);
    nearest(text, words.tokens.get(from..to).unwrap_or_default(), span)
}

/// Climbs from the expression to its verb.
fn governed(text: &str, words: &Analysis, start: usize, span: Span) -> Tense {
    let mut at = start;
    let mut through_noun = false;
    for _ in 0..12 {
        let token = &words.tokens[at];
        let outside = !span.touches(token.span);
        if outside && (matches!(token.pos, Pos::Verb | Pos::Aux) || token.tag == Tag::Md) {
            if token.lemma.as_ref() == "invite" && goes_to(text, token.span, span) {
                return Tense::Future;
            }
            match verb_tense(text, words, at, through_noun) {
                // "plans to meet": what is planned is ahead.
                Some(Tense::Open) if is_wanted(words, at) => return Tense::Future,
                Some(tense) => return tense,
                None => through_noun = true,
            }
        } else if outside && matches!(token.pos, Pos::Noun | Pos::Propn) {
            if is_firm(&token.span.of(text).to_lowercase()) || is_coming(text, words, at) {
                return Tense::Future;
            }
            through_noun = true;
        }
        let head = token.head as usize;
        if head == at || head >= words.tokens.len() {
            break;
        }
        at = head;
    }
    Tense::Unclear
}

/// "invited him to Lund in May": what stands after the goal of an invitation is the time of the visit.
fn goes_to(text: &str, verb: Span, expression: Span) -> bool {
    verb.end() <= expression.start()
        && Span::new(verb.end(), expression.start()).of(text).contains(" to ")
}

/// The tense of one verb; nothing where the verb above it must say.
fn verb_tense(text: &str, words: &Analysis, at: usize, through_noun: bool) -> Option<Tense> {
    let verb = &words.tokens[at];
    let word = verb.span.of(text).to_lowercase();
    let helpers = helpers(text, words, at);
    let has = |list: &[&str]| helpers.iter().any(|h| list.contains(&h.as_str()));
    if has(&["will", "shall", "'ll", "’ll", "going", "must", "may", "can"]) {
        return Some(Tense::Future);
    }
    if has(&["would", "should", "could", "might"]) {
        return Some(Tense::Open);
    }
    if through_noun && looks_ahead(&verb.lemma) {
        return Some(Tense::Future);
    }
    Some(match verb.tag {
        Tag::Vbd => Tense::Past,
        Tag::Vbn
            if has(&["is", "are", "be"])
                && !has(&["has", "have", "had", "was", "were", "been"]) =>
        {
            if is_firm(&word) {
                Tense::Future
            } else {
                Tense::Unclear
            }
        }
        Tag::Vbn if is_firm(&word) && helpers.is_empty() => Tense::Future,
        // "a summit set for Lund in May"; what was planned may be over.
        Tag::Vbn if word == "set" && is_before(text, words, at, "for") => Tense::Future,
        Tag::Vbn if is_firm(&word) && has(&["was", "were"]) => Tense::Unclear,
        Tag::Vbn => Tense::Past,
        Tag::Vb if has(&["did", "had", "was"]) => Tense::Past,
        Tag::Vb => Tense::Open,
        Tag::Vbg if has(&["was", "were", "had"]) => Tense::Past,
        Tag::Vbg if has(&["is", "are", "'s", "’s"]) => Tense::Future,
        Tag::Vbg => return if through_noun { None } else { Some(Tense::Unclear) },
        Tag::Vbz | Tag::Vbp if has(&["has", "have"]) => Tense::Past,
        Tag::Vbz | Tag::Vbp if through_noun && looks_back(&verb.lemma) => Tense::Past,
        Tag::Vbz | Tag::Vbp => Tense::Present,
        _ => Tense::Unclear,
    })
}

/// The verb over an infinitive says that someone means it to come.
fn is_wanted(words: &Analysis, at: usize) -> bool {
    let verb = &words.tokens[words.tokens[at].head as usize % words.tokens.len().max(1)];
    verb.pos == Pos::Verb
        && (looks_ahead(&verb.lemma)
            || matches!(verb.lemma.as_ref(), "intend" | "hope" | "want" | "aim" | "mean" | "need"))
}

fn is_before(text: &str, words: &Analysis, at: usize, next: &str) -> bool {
    words.tokens.get(at + 1).is_some_and(|token| token.span.of(text) == next)
}

/// Participles that look ahead by themselves.
fn is_firm(word: &str) -> bool {
    matches!(
        word,
        "planned"
            | "scheduled"
            | "slated"
            | "due"
            | "expected"
            | "rescheduled"
            | "upcoming"
            | "forthcoming"
    )
}

/// "the slated visit": a noun with such a word before it.
fn is_coming(text: &str, words: &Analysis, noun: usize) -> bool {
    words.tokens[noun.saturating_sub(4)..noun]
        .iter()
        .any(|t| t.head as usize == noun && is_firm(&t.span.of(text).to_lowercase()))
}

/// The auxiliaries and the infinitive mark of a verb.
fn helpers(text: &str, words: &Analysis, at: usize) -> Vec<String> {
    let from = at.saturating_sub(8);
    let to = (at + 3).min(words.tokens.len());
    words.tokens[from..to]
        .iter()
        .filter(|t| t.head as usize == at && matches!(t.dep, Dep::Aux | Dep::Auxpass))
        .map(|t| t.span.of(text).to_lowercase())
        .collect()
}

/// Verbs whose noun lies ahead of them: "called for a meeting on Friday".
fn looks_ahead(lemma: &str) -> bool {
    matches!(
        lemma,
        "call"
            | "invite"
            | "propose"
            | "plan"
            | "schedule"
            | "expect"
            | "postpone"
            | "delay"
            | "agree"
            | "convene"
            | "seek"
            | "request"
            | "await"
            | "fix"
            | "set"
            | "prepare"
            | "promise"
            | "look"
            | "urge"
            | "ask"
    )
}

/// Verbs of judging what has happened: "deplores the burning of a convoy on Wednesday".
fn looks_back(lemma: &str) -> bool {
    matches!(
        lemma,
        "condemn"
            | "deplore"
            | "denounce"
            | "decry"
            | "regret"
            | "mourn"
            | "praise"
            | "commend"
            | "applaud"
            | "hail"
            | "deny"
            | "admit"
            | "confirm"
            | "recall"
            | "blame"
            | "accuse"
    )
}

/// Without a parse: the nearest verb by form, the same clause first.
fn nearest(text: &str, sentence: &[Token], span: Span) -> Tense {
    let here = sentence.partition_point(|t| t.span.end() <= span.start());
    let mut best: Option<(usize, Tense)> = None;
    let mut weigh = |tokens: &mut dyn Iterator<Item = &Token>| {
        let mut cost = 0;
        for token in tokens {
            let word = token.span.of(text);
            cost += if matches!(word, "," | ";" | "—" | "–" | "(" | ")" | "«" | "»" | "“" | "”")
            {
                12
            } else {
                1
            };
            if span.touches(token.span) {
                continue;
            }
            if let Some(tense) = form(word) {
                if best.is_none_or(|(least, _)| cost < least) {
                    best = Some((cost, tense));
                }
                break;
            }
        }
    };
    weigh(&mut sentence[..here.min(sentence.len())].iter().rev());
    weigh(&mut sentence[here.min(sentence.len())..].iter());
    best.map_or(Tense::Unclear, |(_, tense)| tense)
}

/// The tense that a word's form shows.
fn form(word: &str) -> Option<Tense> {
    let low = word.to_lowercase().replace('ё', "е");
    if low.is_ascii() { english_form(&low) } else { russian_form(word, &low) }
}

fn english_form(low: &str) -> Option<Tense> {
    match low {
        "will" | "shall" | "should" | "to" | "must" | "would" | "expects" | "plans" => {
            return Some(Tense::Future);
        }
        "was" | "were" | "had" | "did" | "met" | "said" | "told" | "held" | "left" | "sent"
        | "took" | "gave" | "came" | "went" | "died" | "began" | "fell" | "spoke" | "flew"
        | "saw" | "wrote" | "won" | "lost" | "struck" | "hit" | "has" | "became" | "made"
        | "paid" | "been" | "heard" => return Some(Tense::Past),
        "need" | "speed" | "red" | "indeed" | "united" | "armed" | "unprecedented" | "hundred" => {
            return None;
        }
        _ => {}
    }
    if is_firm(low) {
        return Some(Tense::Future);
    }
    (low.len() > 4 && low.ends_with("ed")).then_some(Tense::Past)
}

fn russian_form(word: &str, low: &str) -> Option<Tense> {
    if ["запланирован", "намечен", "назначен", "ожидаем", "предстоящ"]
        .iter()
        .any(|stem| low.starts_with(stem))
    {
        return Some(Tense::Future);
    }
    if matches!(
        low,
        "будет"
            | "будут"
            | "планирует"
            | "намерен"
            | "намерены"
            | "должен"
            | "должны"
            | "готов"
    ) {
        return Some(Tense::Future);
    }
    if word.chars().next().is_some_and(char::is_uppercase) && low.chars().count() < 5 {
        return None;
    }
    let root = low.strip_suffix("ся").or_else(|| low.strip_suffix("сь")).unwrap_or(low);
    if russian_past(root) {
        return Some(Tense::Past);
    }
    let lasting = ["ует", "ают", "яют", "ает", "яет", "уют"].iter().any(|end| root.ends_with(end));
    russian_coming(root).then_some(if lasting { Tense::Present } else { Tense::Future })
}

fn russian_past(root: &str) -> bool {
    const NOUNS: &[&str] = &[
        "отдел",
        "отдела",
        "раздел",
        "раздела",
        "предел",
        "генерал",
        "генерала",
        "дело",
        "дела",
        "тело",
        "тела",
        "число",
        "числа",
        "числе",
        "село",
        "села",
        "начало",
        "начала",
        "около",
        "сила",
        "если",
        "или",
        "школа",
        "канал",
        "канала",
        "журнал",
        "материал",
        "филиал",
        "капитал",
        "сигнал",
        "финал",
        "скала",
        "стрела",
        "правила",
        "правило",
        "масла",
        "масло",
        "вокзал",
        "терминал",
        "персонал",
        "потенциал",
        "портал",
        "зала",
        "мало",
        "стали",
        "земли",
        "цели",
        "доли",
        "недели",
        "роли",
        "боли",
        "были",
    ];
    if matches!(
        root,
        "были"
            | "был"
            | "была"
            | "было"
            | "стали"
            | "смог"
            | "погиб"
            | "погибли"
            | "умер"
            | "достиг"
            | "вел"
            | "шел"
    ) {
        return true;
    }
    if NOUNS.contains(&root) || root.chars().count() < 4 {
        return false;
    }
    if [
        "вший",
        "вшая",
        "вшее",
        "вшие",
        "вшего",
        "вшей",
        "вших",
        "вшую",
        "вшем",
        "вшим",
        "шедший",
        "шедшего",
        "шедшей",
    ]
    .iter()
    .any(|e| root.ends_with(e))
    {
        return true;
    }
    let stem = ["ла", "ло", "ли", "л"].iter().find_map(|end| root.strip_suffix(end));
    stem.and_then(|s| s.chars().last())
        .is_some_and(|c| "аеиоуыяю".contains(c) || "шпбрсзг".contains(c))
}

fn russian_coming(root: &str) -> bool {
    const NOUNS: &[&str] = &[
        "совет",
        "комитет",
        "ответ",
        "визит",
        "бюджет",
        "суверенитет",
        "результат",
        "мандат",
        "аппарат",
        "институт",
        "маршрут",
        "приоритет",
        "запрет",
        "пакет",
        "билет",
        "проект",
        "университет",
        "интернет",
        "паритет",
        "кабинет",
        "депутат",
        "дипломат",
        "формат",
        "контракт",
        "министерств",
        "лимит",
        "кредит",
        "аудит",
        "саммит",
        "летит",
        "дефицит",
        "транзит",
        "солдат",
        "штат",
        "чат",
        "сертификат",
        "авторитет",
        "предмет",
        "евросовет",
        "госсовет",
        "президиумат",
        "меморандумат",
        "атташат",
        "час",
        "лет",
        "нет",
        "халифат",
        "эмират",
        "факультет",
        "иммунитет",
        "портрет",
        "газет",
        "ракет",
        "планет",
        "атомат",
    ];
    !NOUNS.contains(&root)
        && root.chars().count() > 4
        && ["ет", "ит", "ут", "ют", "ат", "ят"].iter().any(|end| root.ends_with(end))
}
