//! What each stretch of a page's text is: title, date, dateline, body, furniture.
//!
//! Text and what markup said of its lines come in, regions go out; every character that is not blank lies in exactly
//! one. The body is found first, as the heaviest run of paragraphs that read as running text; what stands over it is
//! the head, what stands under it the tail, and each has its own rules. A paragraph of the body is never given up for
//! a doubtful cue.

use crate::cues::{self, Cue};
use crate::dateline::{self, Dateline};
use crate::dates::{self, Printed};
use crate::language;
use crate::lines::{self, Paragraph};
use chancery_record::{Language, Region, RegionRole as Role, Span};
use std::collections::{BTreeMap, BTreeSet};

/// What markup said of lines, by the byte they begin at.
pub(crate) type Hints = BTreeMap<usize, Role>;

/// The regions of a text and what was learned on the way.
#[derive(Debug)]
pub(crate) struct Layout {
    /// In order of the text.
    pub(crate) regions: Vec<Region>,
    /// The title, second line included.
    pub(crate) title: Option<Span>,
    /// The dateline, in the first paragraph or on a line of its own.
    pub(crate) dateline: Option<Dateline>,
    /// Dates of the title block, best first.
    pub(crate) dates: Vec<Printed>,
    /// Dates printed under the text.
    pub(crate) closing_dates: Vec<Printed>,
    /// A month and a year on two lines of the title block.
    pub(crate) month: Option<(i32, u8, Span)>,
    /// Language of the body.
    pub(crate) language: Language,
}

/// Reads the layout of a text.
pub(crate) fn layout(text: &str, hints: &Hints) -> Layout {
    let paragraphs = lines::paragraphs(text);
    let main = main_language(&paragraphs);
    let mut draft = Draft::new(text, &paragraphs, hints, main);
    draft.mark_body();
    draft.mark_title();
    draft.mark_head();
    draft.mark_tail();
    draft.mark_inside();
    draft.finish()
}

/// The language most of the running text is written in.
fn main_language(paragraphs: &[Paragraph]) -> Language {
    let mut weights: BTreeMap<Language, usize> = BTreeMap::new();
    for prose in [true, false] {
        for p in paragraphs.iter().filter(|p| p.prose || !prose) {
            if let Some(language) = p.language {
                *weights.entry(language).or_default() += p.weight();
            }
        }
        let most = weights.values().copied().max();
        if let Some((language, _)) = weights.iter().find(|(_, w)| Some(**w) == most) {
            return *language;
        }
    }
    Language::English
}

struct Draft<'a> {
    text: &'a str,
    paragraphs: &'a [Paragraph],
    hints: &'a Hints,
    main: Language,
    /// Roles given so far, by paragraph.
    roles: Vec<Option<Role>>,
    /// Stretches of a paragraph with roles of their own.
    pieces: BTreeMap<usize, Vec<(Span, Role)>>,
    /// First paragraph of the body and one past its last.
    body: (usize, usize),
    /// First and last paragraph of the title.
    title: Option<(usize, usize)>,
    dateline: Option<Dateline>,
    dates: Vec<Printed>,
    closing_dates: Vec<Printed>,
    month: Option<(i32, u8, Span)>,
    /// Where the comments of readers begin; one past the last paragraph when there are none.
    comments: usize,
}

/// A run of running text without furniture between.
struct Run {
    first: usize,
    last: usize,
    weight: usize,
    count: usize,
    language: Option<Language>,
    /// It stands under a heading such as "Read also".
    under_related: bool,
}

impl<'a> Draft<'a> {
    fn new(text: &'a str, paragraphs: &'a [Paragraph], hints: &'a Hints, main: Language) -> Self {
        Self {
            text,
            paragraphs,
            hints,
            main,
            roles: vec![None; paragraphs.len()],
            pieces: BTreeMap::new(),
            body: (0, 0),
            title: None,
            dateline: None,
            dates: Vec::new(),
            closing_dates: Vec::new(),
            month: None,
            comments: paragraphs.len(),
        }
    }

    fn words(&self, at: usize) -> &'a str {
        self.paragraphs[at].span.of(self.text)
    }

    fn hint(&self, at: usize) -> Option<Role> {
        self.hints.get(&self.paragraphs[at].span.start()).copied()
    }

    /// Written in another language than the body, and sure of it.
    fn foreign(&self, at: usize) -> bool {
        let p = &self.paragraphs[at];
        match p.language {
            Some(language) if language == self.main => false,
            Some(_) => p.words >= 3 || language::other_script(self.words(at), self.main),
            None => language::other_script(self.words(at), self.main) && p.words >= 2,
        }
    }

    // ------------------------------------------------------------ body

    fn mark_body(&mut self) {
        self.comments = self.comments();
        let runs = self.runs();
        let Some(best) =
            (0..runs.len()).max_by_key(|&r| (self.worth(&runs[r]), std::cmp::Reverse(r)))
        else {
            self.body_without_prose();
            return;
        };
        let (mut first, mut last) = (best, best);
        let main = &runs[best];
        let joins = |run: &Run| {
            let like = run.language.is_none() || run.language == main.language;
            let share = if run.under_related { 6 } else { 3 };
            if like {
                run.count > 1 && run.weight * 10 >= main.weight * share
            } else {
                run.count > 2 && run.weight * 10 >= main.weight * 5 && !run.under_related
            }
        };
        while last + 1 < runs.len() && joins(&runs[last + 1]) {
            last += 1;
        }
        while first > 0 && joins(&runs[first - 1]) {
            first -= 1;
        }
        self.body = (runs[first].first, runs[last].last + 1);
        self.lengthen();
    }

    fn worth(&self, run: &Run) -> usize {
        let own = run.language.is_none() || run.language == Some(self.main);
        let hinted = (run.first..=run.last).any(|at| self.hint(at) == Some(Role::Body));
        run.weight * if own { 2 } else { 1 } * if hinted { 4 } else { 1 }
    }

    /// Where the comments of readers begin, when the page has any: a heading under running text, and among the lines under
    /// it one that only stands among comments.
    fn comments(&self) -> usize {
        let all = self.paragraphs.len();
        let story = self.paragraphs.iter().position(|p| p.prose).map_or(all, |first| first + 1);
        let low = |at: usize| lines::small(self.words(at));
        let heads = |at: &usize| {
            let p = &self.paragraphs[*at];
            !p.prose && cues::heads_comments(&low(*at), p.words)
        };
        let marked = |at: &usize| {
            let few = (at + 1..all.min(at + 9)).filter(|i| self.paragraphs[*i].words <= 8);
            few.into_iter().any(|i| cues::is_of_comments(&low(i), self.paragraphs[i].words))
        };
        (story..all).find(|at| heads(at) && marked(at)).unwrap_or(all)
    }

    /// Runs of running text; furniture of three lines, or under a heading of its own, parts them.
    fn runs(&self) -> Vec<Run> {
        let mut runs: Vec<Run> = Vec::new();
        let (mut furniture, mut related) = (0, false);
        for (at, p) in self.paragraphs.iter().enumerate().take(self.comments) {
            let hinted = self.hint(at);
            let running = match hinted {
                Some(Role::Body) => p.prose || p.closed,
                Some(_) => false,
                None => p.prose && !self.dates_itself(p) && !(at == 0 && self.looks_like_title(at)),
            };
            if !running {
                let cued = matches!(
                    p.cue,
                    Some(Cue::Furniture | Cue::Related | Cue::Syndication | Cue::Issuer)
                );
                furniture += usize::from(cued || self.foreign(at));
                related |= p.cue == Some(Cue::Related) && p.words <= 4;
                furniture += 3 * usize::from(p.cue == Some(Cue::Syndication));
                continue;
            }
            let language = p.language;
            let parted = furniture >= 3 || (related && furniture > 1);
            match runs.last_mut() {
                Some(run)
                    if !parted
                        && (language.is_none()
                            || run.language.is_none()
                            || run.language == language) =>
                {
                    run.last = at;
                    run.weight += p.weight();
                    run.count += 1;
                    run.language = run.language.or(language);
                }
                _ => runs.push(Run {
                    first: at,
                    last: at,
                    weight: p.weight(),
                    count: 1,
                    language,
                    under_related: related && parted,
                }),
            }
            (furniture, related) = (0, false);
        }
        runs
    }

    /// The first line reads as a sentence but stands as a title: alone, short beside what follows.
    fn looks_like_title(&self, at: usize) -> bool {
        let p = &self.paragraphs[at];
        let Some(next) = self.paragraphs.get(at + 1) else { return false };
        let asks = self.words(at).trim_end().ends_with(['?', '!', '”', '"', '»', '’']);
        let dateline =
            |p: &Paragraph| dateline::dateline(self.text, p.span.start(), p.span.end()).is_some();
        p.words <= 20
            && !p.item
            && !dateline(p)
            && (next.gap || next.words > 2 * p.words)
            && (dateline(next)
                || (asks && next.words > p.words)
                || self.dated_line(next)
                || next.cue == Some(Cue::Byline)
                || (!p.closed && next.words > 2 * p.words))
    }

    /// A whole date takes up most of the line, whatever mark it ends with: "Sund, 4 June 2033 (3 p.m.)".
    fn dates_itself(&self, p: &Paragraph) -> bool {
        p.words <= 12
            && dates::printed(self.text, p.span.start(), p.span.end())
                .first()
                .is_some_and(|d| d.is_whole() && d.span.len() * 2 >= p.span.len())
    }

    /// A line with a date and little else.
    fn dated_line(&self, p: &Paragraph) -> bool {
        p.words <= 12
            && dates::printed(self.text, p.span.start(), p.span.end())
                .first()
                .is_some_and(|d| d.span.len() * 2 >= p.span.len() || p.words <= 6)
    }

    /// Nothing reads as running text: the longest lines without a cue are what there is.
    fn body_without_prose(&mut self) {
        let free = |at: usize| {
            self.paragraphs[at].cue.is_none()
                && !self.foreign(at)
                && !self.dated_line(&self.paragraphs[at])
        };
        let all: Vec<usize> = (0..self.paragraphs.len()).filter(|&at| free(at)).collect();
        self.body = match all.as_slice() {
            [] => (0, 0),
            [only] => (*only, only + 1),
            [_, rest @ ..] => {
                let closed = rest
                    .iter()
                    .copied()
                    .find(|&at| self.paragraphs[at].closed || self.paragraphs[at].item);
                let longest = rest
                    .iter()
                    .copied()
                    .max_by_key(|&at| (self.paragraphs[at].words, std::cmp::Reverse(at)));
                closed.or(longest).map_or((0, 0), |at| (at, at + 1))
            }
        };
        self.lengthen();
    }

    /// Short lines at both ends that belong to the body: last items, short sentences, a salutation.
    fn lengthen(&mut self) {
        let (mut first, mut end) = self.body;
        while end > first && end < self.comments && self.carries_on(end) {
            end += 1;
        }
        while first > 0 && first < end && self.leads_in(first - 1) {
            first -= 1;
        }
        self.body = (first, end);
    }

    fn carries_on(&self, at: usize) -> bool {
        let p = &self.paragraphs[at];
        if p.cue.is_some() || self.hint(at).is_some_and(|h| h != Role::Body) || self.foreign(at) {
            return false;
        }
        let before = self.words(at - 1);
        // "The sides also agreed:" and its items.
        let next = self.paragraphs.get(at + 1);
        if self.words(at).ends_with(':')
            && p.words > 1
            && next.is_some_and(|next| next.item && next.cue.is_none())
        {
            return true;
        }
        let listed = before.ends_with([':', ';', ',']) || (self.paragraphs[at - 1].item && !p.gap);
        (p.closed && p.words > 1)
            || (p.item && (p.words > 2 || listed))
            || (listed && !p.gap)
            || self.hint(at) == Some(Role::Body)
    }

    fn leads_in(&self, at: usize) -> bool {
        let p = &self.paragraphs[at];
        let free =
            p.cue.is_none() && !self.foreign(at) && self.hint(at).is_none_or(|h| h == Role::Body);
        let sentence = p.closed
            && p.words > 2
            && !self.words(at).ends_with(['?', '!'])
            && !self.looks_like_title(at);
        free && !self.dated_line(p)
            && at > 0
            && (sentence
                || self.hint(at) == Some(Role::Body)
                || self.words(at).ends_with([',', ';'])
                || (self.words(at).ends_with(':') && p.words < 8))
    }

    // ------------------------------------------------------------ title

    fn mark_title(&mut self) {
        if let Some(at) = (0..self.paragraphs.len()).find(|&at| self.hint(at) == Some(Role::Title))
        {
            self.title = Some((at, at));
            return;
        }
        let known = self.body_stems();
        let end = self.body.0;
        let scores: Vec<Option<i32>> = (0..end).map(|at| self.title_score(at, &known)).collect();
        let best = scores.iter().enumerate().filter_map(|(at, score)| score.map(|s| (s, at)));
        let Some((score, mut at)) = best.max_by_key(|&(score, at)| (score, std::cmp::Reverse(at)))
        else {
            self.title_in_body();
            return;
        };
        // The line under a title may say more of the story than the title does.
        while at > 0 && scores[at - 1].is_some_and(|above| above >= 22 && above + 15 >= score) {
            at -= 1;
        }
        let (mut first, mut last) = (at, at);
        while last + 1 < end && self.runs_on_title(last, last + 1) {
            last += 1;
        }
        while first > 0 && self.runs_on_title(first - 1, first) {
            first -= 1;
        }
        self.title = Some((first, last));
    }

    /// First letters of the words of the body's first paragraphs: what the title talks about.
    fn body_stems(&self) -> BTreeSet<String> {
        let (first, end) = self.body;
        let head = (first..end).take(12).flat_map(|at| stems(self.words(at)));
        head.take(600).collect()
    }

    fn title_score(&self, at: usize, known: &BTreeSet<String>) -> Option<i32> {
        let p = &self.paragraphs[at];
        let line = self.words(at);
        let out = matches!(
            p.cue,
            Some(
                Cue::Furniture
                    | Cue::Related
                    | Cue::Credit
                    | Cue::Byline
                    | Cue::Syndication
                    | Cue::SiteName
                    | Cue::Caption
            )
        );
        if out
            || line.ends_with([',', ';'])
            || cues::is_numbered_issue(&lines::small(line))
            || dateline::whole_line(self.text, p.span).is_some_and(|found| found.date.is_some())
            || p.words < 2
            || p.words > 45
            || self.foreign(at)
            || self.dated_line(p)
            || self.hint(at).is_some_and(|h| h != Role::Title)
        {
            return None;
        }
        let low = lines::small(line);
        let own: Vec<String> = stems(line).collect();
        let shared = own.iter().filter(|s| known.contains(*s)).count();
        let share = i32::try_from(shared * 30 / own.len().max(1)).unwrap_or(0);
        let mut score = share + 10 * i32::from(p.words > 2) + 10 * i32::from(p.words > 4);
        score += 6 * i32::from(p.language == Some(self.main));
        score -=
            25 * i32::from(cues::begins_with_office(&low) && p.words < 14 && !has_small_verb(line));
        score -= 20 * i32::from(p.cue == Some(Cue::Issuer));
        score -= 15 * i32::from(p.words < 6 && cues::names_outlet(&low));
        score -= 8 * i32::from(p.closed && line.ends_with('.'));
        score -= 20 * i32::from(self.in_menu(at));
        score -= 30 * i32::from(self.house_in_capitals(at));
        score += 4 * i32::from(self.heads_story(at));
        (score > -12).then_some(score)
    }

    /// The first line in capitals, an empty line, and a line that tells something in small letters: a house over its title.
    fn house_in_capitals(&self, at: usize) -> bool {
        let loud = |at: usize| {
            let line = self.words(at);
            line.chars().any(char::is_alphabetic) && !line.chars().any(char::is_lowercase)
        };
        let low = lines::small(self.words(at));
        let Some(next) = self.paragraphs.get(at + 1).filter(|_| at + 1 < self.body.0) else {
            return false;
        };
        at == 0
            && loud(at)
            && !cues::names_paper(&low)
            && next.gap
            && next.words > 4
            && next.cue.is_none()
            && !loud(at + 1)
            && !self.dated_line(next)
            && !self.foreign(at + 1)
    }

    /// A date, a byline or the story itself comes next.
    fn heads_story(&self, at: usize) -> bool {
        at + 1 >= self.body.0
            || self
                .paragraphs
                .get(at + 1)
                .is_some_and(|next| next.cue == Some(Cue::Byline) || self.dated_line(next))
    }

    /// One of three or more short lines without a gap.
    fn in_menu(&self, at: usize) -> bool {
        let (first, end) = self.block(at);
        let short = (first..end).filter(|&i| self.paragraphs[i].words <= 3).count();
        end - first >= 3 && short * 4 >= (end - first) * 3 && self.paragraphs[at].words <= 4
    }

    /// The lines around this one that no empty line parts.
    fn block(&self, at: usize) -> (usize, usize) {
        // Bounded: a menu shows itself in a few lines.
        let mut first = at;
        while first > 0 && at - first < 40 && !self.paragraphs[first].gap {
            first -= 1;
        }
        let mut end = at + 1;
        while end < self.paragraphs.len() && end - at < 40 && !self.paragraphs[end].gap {
            end += 1;
        }
        (first, end)
    }

    /// The second line goes on with a title that the first begins.
    fn runs_on_title(&self, above: usize, below: usize) -> bool {
        let (a, b) = (&self.paragraphs[above], &self.paragraphs[below]);
        let free = |p: &Paragraph| matches!(p.cue, None | Some(Cue::Issuer)) && !self.dated_line(p);
        if !free(a) || !free(b) || self.foreign(above) || self.foreign(below) || a.closed || b.prose
        {
            return false;
        }
        let small = self.words(below).starts_with(char::is_lowercase);
        let first = lines::small(self.words(above));
        let label = cues::is_label(first.trim_matches(|c: char| !c.is_alphanumeric()));
        let paper = cues::names_paper(&first) && a.words <= 5 && !label;
        let loud = |line: &str| {
            line.chars().any(char::is_alphabetic) && !line.chars().any(char::is_lowercase)
        };
        let shouts = loud(self.words(above)) && loud(self.words(below)) && a.words > 1 && !label;
        let house = cues::names_outlet(&first) || cues::begins_with_office(&first);
        (shouts && !house && !b.gap)
            || (small && !b.gap)
            || (paper && (small || !b.gap))
            || (self.words(above).ends_with([':', ',', '–', '—']) && !b.gap && a.words < 12)
    }

    /// No line stands over the body: its first paragraph may be the title all the same.
    fn title_in_body(&mut self) {
        let (first, end) = self.body;
        if end <= first + 1 || self.hint(first) == Some(Role::Body) {
            return;
        }
        let (p, next) = (&self.paragraphs[first], &self.paragraphs[first + 1]);
        let open =
            !p.closed && !p.item && p.words <= 30 && !self.words(first).ends_with([':', ';', ',']);
        if (open && next.prose && next.words > p.words) || self.looks_like_title(first) {
            self.title = Some((first, first));
            self.body.0 = first + 1;
        }
    }

    // ------------------------------------------------------------ head

    fn mark_head(&mut self) {
        for at in 0..self.body.0 {
            if self.title.is_some_and(|(first, last)| (first..=last).contains(&at)) {
                self.roles[at] = Some(Role::Title);
            }
        }
        let (mut under_related, mut named) = (false, None);
        for at in 0..self.body.0 {
            if self.roles[at].is_some() || self.pieces.contains_key(&at) {
                continue;
            }
            if let Some(role) = self.hint(at) {
                self.roles[at] = Some(role);
                if matches!(role, Role::Date | Role::Dateline) && !self.date_line(at) {
                    let span = self.paragraphs[at].span;
                    let found = dates::printed(self.text, span.start(), span.end());
                    self.keep_dates(at, found);
                }
                continue;
            }
            if self.month_over_year(at)
                || self.under_date(at)
                || self.date_line(at)
                || self.split_line(at)
            {
                continue;
            }
            let mut role = self.head_role(at, under_related);
            if role == Role::SiteName && self.paragraphs[at].cue != Some(Cue::SiteName) {
                // A house has one name, of two lines at most; what else looks like one is a menu.
                let office = cues::begins_with_office(&lines::small(self.words(at)));
                match named {
                    None => named = Some(at),
                    Some(own) if own + 1 == at && office => {}
                    Some(_) if office && self.title.is_some_and(|(first, _)| at < first) => {}
                    Some(_) => role = Role::Boilerplate,
                }
            }
            under_related = match role {
                Role::Teaser => true,
                Role::Boilerplate => self.paragraphs[at].cue == Some(Cue::Related),
                _ => false,
            };
            self.roles[at] = Some(role);
        }
    }

    fn head_role(&self, at: usize, under_related: bool) -> Role {
        let p = &self.paragraphs[at];
        if let Some(role) = self.cued(at) {
            return role;
        }
        let (first, last) = self.title.unwrap_or((self.body.0, self.body.0));
        let low = lines::small(self.words(at));
        if self.foreign(at) {
            let dated = |at: usize| self.paragraphs.get(at).is_some_and(|p| self.dated_line(p));
            let titled = |at: usize| {
                self.paragraphs.get(at).is_some_and(|p| p.cue.is_none() && !p.closed && p.words > 2)
            };
            let beside = at + 1 == first
                || at == last + 1
                || (at == last + 2 && titled(last + 1))
                || (at + 2 == first && dated(at + 1))
                || (at == last + 2 && dated(last + 1));
            let house = [at.wrapping_sub(1), at + 1]
                .into_iter()
                .any(|i| i < first && cues::begins_with_office(&lines::small(self.words(i))));
            return match p.words {
                4.. if beside && self.title.is_some() && !under_related => Role::ParallelTitle,
                4.. if house => Role::SiteName,
                4.. => Role::Teaser,
                _ if cues::begins_with_office(&low) => Role::SiteName,
                _ => Role::Boilerplate,
            };
        }
        if self.captions_credit(at) {
            return Role::Caption;
        }
        let under_name = at > 0 && !p.gap && self.roles[at - 1] == Some(Role::Signature);
        if at > last && under_name && p.words <= 4 && !p.closed && !self.opens_body(at) {
            return Role::Signature;
        }
        if at < first {
            return if self.names_site(at, &low) {
                Role::SiteName
            } else if under_related && p.words > 3 {
                Role::Teaser
            } else {
                Role::Boilerplate
            };
        }
        let name =
            (2..=5).contains(&p.words) && !p.closed && !p.item && names_person(self.words(at));
        match p.words {
            _ if p.closed || p.words > 5 => Role::Body,
            _ if name && !cues::names_outlet(&low) && (p.gap || !self.opens_body(at)) => {
                Role::Signature
            }
            _ if self.names_site(at, &low)
                && (cues::names_outlet(&low) || cues::begins_with_office(&low)) =>
            {
                Role::SiteName
            }
            0..=2 if p.gap || !self.opens_body(at) => Role::Boilerplate,
            _ => Role::Body,
        }
    }

    /// Nothing but the story follows in this block.
    fn opens_body(&self, at: usize) -> bool {
        at + 1 == self.body.0 && !self.paragraphs[at + 1].gap
    }

    /// Before the title: the name of the house, not its menu.
    fn names_site(&self, at: usize, low: &str) -> bool {
        let p = &self.paragraphs[at];
        let line = self.words(at);
        if cues::begins_with_office(low) && p.words <= 16 {
            return true;
        }
        let (first, end) = self.block(at);
        let named = (first..end).any(|i| i != at && self.paragraphs[i].cue == Some(Cue::SiteName));
        cues::mostly_capitalised(line)
            && p.words <= 6
            && !p.closed
            && !named
            && !self.in_menu(at)
            && (cues::names_outlet(low) || p.words > 1 || end - first == 1)
            || (cues::names_outlet(low)
                && p.words <= 6
                && !self.in_menu(at)
                && line.starts_with(|c: char| !c.is_lowercase()))
    }

    /// The line over "Photo: ..." that tells what the photo shows.
    fn captions_credit(&self, at: usize) -> bool {
        let credit =
            |i: usize| self.paragraphs.get(i).is_some_and(|p| p.cue == Some(Cue::Credit) && !p.gap);
        credit(at + 1) && !self.paragraphs[at].prose
    }

    fn cued(&self, at: usize) -> Option<Role> {
        let p = &self.paragraphs[at];
        Some(match p.cue? {
            Cue::Furniture | Cue::Related => Role::Boilerplate,
            Cue::Credit => Role::Credit,
            Cue::Caption => Role::Caption,
            Cue::Byline => Role::Signature,
            Cue::Issuer if at < self.body.0 && self.title.is_some_and(|(first, _)| at < first) => {
                Role::SiteName
            }
            Cue::Issuer => Role::Signature,
            Cue::Syndication => Role::Syndication,
            Cue::SiteName if at >= self.body.1 && p.words > 0 && self.body.1 > 0 => {
                Role::Boilerplate
            }
            Cue::SiteName => Role::SiteName,
        })
    }

    /// "Ноябрь" and under it "2024".
    fn month_over_year(&mut self, at: usize) -> bool {
        if at + 1 >= self.body.0 {
            return false;
        }
        let (one, two) = (self.words(at), self.words(at + 1));
        let found = match (dates::lone_month(one), dates::lone_year(two)) {
            (Some(month), Some(year)) => Some((year, month)),
            _ => dates::lone_year(one).zip(dates::lone_month(two)),
        };
        let Some((year, month)) = found else { return false };
        let span = self.paragraphs[at].span.join(self.paragraphs[at + 1].span);
        self.month.get_or_insert((year, month, span));
        self.roles[at] = Some(Role::Date);
        self.roles[at + 1] = Some(Role::Date);
        true
    }

    /// Under a date its clock may stand on a line of its own, and under that the place.
    fn under_date(&mut self, at: usize) -> bool {
        let p = &self.paragraphs[at];
        if p.gap || at == 0 || self.roles[at - 1] != Some(Role::Date) {
            return false;
        }
        let line = self.words(at);
        if let Some(minute) = dates::lone_clock(line) {
            if let Some(date) = self.dates.last_mut().filter(|d| d.minute.is_none() && d.is_whole())
            {
                date.minute = Some(minute);
                date.span = date.span.join(p.span);
            }
            self.roles[at] = Some(Role::Date);
            return true;
        }
        let place = p.words <= 3
            && p.cue.is_none()
            && !p.closed
            && !self.foreign(at)
            && cues::mostly_capitalised(line);
        let person = line.split(',').next().is_some_and(|name| name.trim().contains(' '));
        if !place
            || person
            || self.dateline.is_some()
            || line.contains(|c: char| c.is_ascii_digit())
        {
            return false;
        }
        let name = line.split(',').next().unwrap_or(line).trim_end();
        let named = Span::new(p.span.start(), p.span.start() + name.len());
        self.dateline = Some(Dateline {
            span: p.span,
            place: Some(named),
            agency: None,
            date: self.dates.last().cloned(),
        });
        self.roles[at] = Some(Role::Dateline);
        true
    }

    /// A line that is a date, or a place and a date.
    fn date_line(&mut self, at: usize) -> bool {
        let p = &self.paragraphs[at];
        if p.words > 16 {
            return false;
        }
        let Some((role, place, dates)) = self.date_role(p.span).or_else(|| self.dated_beside(p))
        else {
            return false;
        };
        self.roles[at] = Some(role);
        if let (Role::Dateline, Some(place)) = (role, place) {
            let line = dateline::beside(self.text, p.span, place, dates.first().cloned());
            self.dateline.get_or_insert(line);
        } else if let Some(found) =
            dateline::whole_line(self.text, p.span).filter(|_| role == Role::Dateline)
        {
            self.dateline.get_or_insert(found);
        }
        self.keep_dates(at, dates);
        true
    }

    fn keep_dates(&mut self, at: usize, dates: Vec<Printed>) {
        if at >= self.body.1 && self.body.1 > 0 {
            self.closing_dates.extend(dates);
        } else {
            self.dates.extend(dates);
        }
    }

    /// "4 June 2033 Ida Voss": a whole date at the start of a short line of the title block.
    fn dated_beside(&self, p: &Paragraph) -> Option<(Role, Option<Span>, Vec<Printed>)> {
        let found = dates::printed(self.text, p.span.start(), p.span.end());
        let date = found.first()?;
        let heads = date.is_whole() && date.span.start() == p.span.start();
        let parted = !self.parts_of(p.span).is_empty();
        (heads && !parted && p.words <= 8 && !p.closed).then_some((Role::Date, None, found))
    }

    fn date_role(&self, span: Span) -> Option<(Role, Option<Span>, Vec<Printed>)> {
        let found = dates::printed(self.text, span.start(), span.end());
        let date = found.first()?.span;
        let whole = found.iter().fold(date, |a, d| a.join(d.span));
        let left =
            [self.text.get(span.start()..whole.start()), self.text.get(whole.end()..span.end())];
        let bare = left
            .iter()
            .flatten()
            .flat_map(|s| s.split(|c: char| !c.is_alphanumeric()))
            .filter(|w| !w.is_empty());
        if bare.clone().all(|w| dateline::is_date_word(w) || w.chars().all(|c| c.is_ascii_digit()))
        {
            return Some((Role::Date, None, found));
        }
        if let Some(place) = dateline::place_beside(self.text, span, whole) {
            return Some((Role::Dateline, Some(place), found));
        }
        // "SUND, 4 June (Lake Wire)": a dateline that has its own line.
        let fills = dateline::whole_line(self.text, span).is_some();
        (fills && bare.count() <= 6).then_some((Role::Dateline, None, found))
    }

    /// "Lake Courier | Friday, Oct. 3, 2031": each part of the line has its own role. Also a date at the end of a title
    /// in another language.
    fn split_line(&mut self, at: usize) -> bool {
        let p = &self.paragraphs[at];
        if p.words > 40 {
            return false;
        }
        let dates = dates::printed(self.text, p.span.start(), p.span.end());
        let Some(date) = dates.first().map(|d| d.span) else { return false };
        let parts = self.parts_of(p.span);
        let holds = |part: &Span| part.covers(date);
        if parts.len() < 2
            || !parts.iter().any(|part| holds(part) && self.date_role(*part).is_some())
        {
            return false;
        }
        let mut pieces = Vec::new();
        for part in parts {
            let words = part.of(self.text);
            let role = if let Some((role, place, _)) = self.date_role(part) {
                if let Some(place) = place {
                    let line = dateline::beside(self.text, part, place, dates.first().cloned());
                    self.dateline.get_or_insert(line);
                }
                role
            } else {
                self.part_role(at, words)
            };
            pieces.push((part, role));
        }
        self.pieces.insert(at, pieces);
        self.keep_dates(at, dates);
        true
    }

    fn part_role(&self, at: usize, words: &str) -> Role {
        let bare = words.trim_matches(|c: char| !c.is_alphanumeric());
        let low = lines::small(bare);
        let count = bare.split_whitespace().count();
        match cues::cue(bare, &low, count) {
            Some(Cue::Byline | Cue::Issuer) => return Role::Signature,
            Some(Cue::Furniture | Cue::Related) => return Role::Boilerplate,
            Some(Cue::Credit) => return Role::Credit,
            _ => {}
        }
        if self.foreign(at) && count > 3 {
            Role::ParallelTitle
        } else if count <= 6 && (cues::mostly_capitalised(bare) || cues::names_outlet(&low)) {
            Role::SiteName
        } else {
            Role::Boilerplate
        }
    }

    /// The parts of a line between strokes, each with the stroke after it; or before and after a wide blank.
    fn parts_of(&self, span: Span) -> Vec<Span> {
        let line = span.of(self.text);
        let byline = ["By ", "Автор: "].iter().any(|by| line.starts_with(by));
        let stop = if byline { ". " } else { "|" };
        let marks = [stop, "|", "•", "·", " / ", " — ", " – ", "  ", "\t", "\u{a0}\u{a0}"];
        let Some(mark) = marks.iter().find(|m| line.contains(**m)) else { return Vec::new() };
        let mut parts = Vec::new();
        let mut start = 0;
        for (at, _) in line.match_indices(mark) {
            let end = at + mark.len();
            parts.push((start, end));
            start = end;
        }
        parts.push((start, line.len()));
        parts
            .into_iter()
            .filter_map(|(from, to)| {
                let part = &line[from..to];
                let head = part.len() - part.trim_start().len();
                let kept = part.trim();
                let from = span.start() + from + head;
                (!kept.is_empty()).then(|| Span::new(from, from + kept.len()))
            })
            .collect()
    }

    // ------------------------------------------------------------ tail

    fn mark_tail(&mut self) {
        let (mut related, mut furnished) = (false, false);
        for at in self.body.1.max(self.body.0)..self.paragraphs.len() {
            if self.roles[at].is_some() {
                continue;
            }
            if let Some(role) = self.hint(at) {
                self.roles[at] = Some(role);
                continue;
            }
            let p = &self.paragraphs[at];
            if at >= self.comments && p.cue.is_none_or(|cue| cue == Cue::Byline) {
                self.roles[at] = Some(Role::Boilerplate);
                continue;
            }
            if p.cue == Some(Cue::Related) {
                related = true;
                furnished = true;
                // "Read also: Envoys leave the lake" holds the title itself.
                self.roles[at] = Some(if p.words > 5 { Role::Teaser } else { Role::Boilerplate });
                continue;
            }
            let role = match self.cued(at) {
                Some(role) => role,
                None if !furnished && (self.date_line(at) || self.published_on(at)) => continue,
                None if related && p.words > 2 => Role::Teaser,
                None => self.tail_role(at, furnished),
            };
            furnished |= matches!(role, Role::Boilerplate | Role::Teaser);
            related &= role == Role::Teaser;
            self.roles[at] = Some(role);
        }
    }

    /// "Published by the Lake Bulletin on 5 August 2030" under the text.
    fn published_on(&mut self, at: usize) -> bool {
        let p = &self.paragraphs[at];
        let low = lines::small(self.words(at));
        let heads = ["published", "posted", "issued", "released", "опубликован", "размещено"];
        if p.words > 14 || !heads.iter().any(|head| low.starts_with(head)) {
            return false;
        }
        let found = dates::printed(self.text, p.span.start(), p.span.end());
        if !found.first().is_some_and(Printed::is_whole) {
            return false;
        }
        self.roles[at] = Some(Role::Date);
        self.keep_dates(at, found);
        true
    }

    fn tail_role(&self, at: usize, furnished: bool) -> Role {
        let p = &self.paragraphs[at];
        let line = self.words(at);
        let low = lines::small(line);
        if self.captions_credit(at) {
            return Role::Caption;
        }
        if self.foreign(at) {
            return if p.words > 6 || (p.words > 3 && !p.closed) {
                Role::Teaser
            } else {
                Role::Boilerplate
            };
        }
        let under_signed = at > 0
            && !p.gap
            && self.roles[at - 1] == Some(Role::Signature)
            && lines::small(self.words(at - 1)).starts_with("signed");
        let signed = !furnished && p.words <= 14 && (signs(line, &low, p.words) || under_signed);
        let goes_on = !p.gap && at > 0 && self.roles[at - 1] == Some(Role::Signature);
        let post = goes_on && p.words <= 8 && line.starts_with(char::is_uppercase);
        if !p.prose && (signed || (!furnished && post)) {
            return Role::Signature;
        }
        match p.words {
            5.. if !p.prose => Role::Teaser,
            _ => Role::Boilerplate,
        }
    }

    // ------------------------------------------------------------ inside

    /// Furniture between paragraphs of the body, and the dateline at its head.
    fn mark_inside(&mut self) {
        let (first, end) = self.body;
        let mut after_related = false;
        for at in first..end {
            if self.roles[at].is_some() {
                continue;
            }
            let p = &self.paragraphs[at];
            let teased =
                after_related && !p.closed && !p.item && p.words > 2 && self.hint(at).is_none();
            after_related = false;
            let role = match (self.hint(at), p.cue) {
                (Some(role), _) => role,
                (None, Some(Cue::Related)) => {
                    after_related = p.words <= 8;
                    if p.words > 5 { Role::Teaser } else { Role::Boilerplate }
                }
                (None, Some(_)) => self.cued(at).map_or(Role::Body, |role| match role {
                    // Within the text, "Address: ..." may be one more line of it.
                    Role::SiteName => Role::Body,
                    Role::Signature if p.cue == Some(Cue::Issuer) => Role::Body,
                    role => role,
                }),
                (None, None) if self.captions_credit(at) && !p.closed => Role::Caption,
                (None, None) if teased => {
                    after_related = true;
                    Role::Teaser
                }
                (None, None) if self.foreign(at) && !p.prose && !p.item && p.words <= 12 => {
                    Role::Boilerplate
                }
                _ => Role::Body,
            };
            self.roles[at] = Some(role);
        }
        self.mark_dateline();
        self.closing_formula();
    }

    fn mark_dateline(&mut self) {
        let (first, end) = self.body;
        let starts = (0..end)
            .filter(|&at| {
                self.roles[at] == Some(Role::Body) && (at >= first || self.paragraphs[at].prose)
            })
            .take(2);
        for at in starts.collect::<Vec<_>>() {
            let p = &self.paragraphs[at];
            let Some(found) = dateline::dateline(self.text, p.span.start(), p.span.end()) else {
                continue;
            };
            let rest = self.text.get(found.span.end()..p.span.end()).unwrap_or_default();
            let body = Span::new(p.span.end() - rest.trim_start().len(), p.span.end());
            let mut pieces = vec![(found.span, Role::Dateline)];
            if !body.is_empty() {
                pieces.push((body, Role::Body));
            }
            self.pieces.insert(at, pieces);
            // The agency's dateline tells more than a line with place and date over the text.
            match &mut self.dateline {
                Some(own) => {
                    if own.agency.is_none() && found.agency.is_some() {
                        (own.agency, own.span) = (found.agency, found.span);
                    }
                    own.place = own.place.or(found.place);
                    if own.date.is_none() {
                        own.date = found.date;
                    }
                }
                none => *none = Some(found),
            }
            return;
        }
    }

    /// "Pictured: the harbour. Photo: Lake Wire": caption and credit on one line.
    fn credit_apart(&self, span: Span, role: Role) -> Vec<(Span, Role)> {
        let line = span.of(self.text);
        let marks = [" Photo: ", " Photo by ", " Photo credit: ", " Фото: ", " Credit: ", " © "];
        let cut = if role == Role::Caption {
            marks.iter().filter_map(|m| line.find(m)).min()
        } else {
            None
        };
        let Some(at) = cut else { return vec![(span, role)] };
        let before = span.start() + line[..at].trim_end().len();
        vec![
            (Span::new(span.start(), before), role),
            (Span::new(span.start() + at + 1, span.end()), Role::Credit),
        ]
    }

    /// The date and place of the formula that closes a paper: "Done at Lund on 3 March 2029".
    fn closing_formula(&mut self) {
        let (first, end) = self.body;
        for at in (first..end).rev().take(4) {
            let p = &self.paragraphs[at];
            let low = lines::small(self.words(at));
            if CLOSING.iter().any(|head| low.starts_with(head)) && p.words <= 40 {
                let found = dates::printed(self.text, p.span.start(), p.span.end());
                self.closing_dates.extend(found.into_iter().take(1));
                return;
            }
        }
        // "Briefing by the spokeswoman, Vestmark, 6 April 2030"
        if let Some((first, last)) = self.title {
            let span = self.paragraphs[first].span.join(self.paragraphs[last].span);
            let ends = |d: &Printed| {
                self.text
                    .get(d.span.end()..span.end())
                    .is_some_and(|rest| rest.chars().all(|c| !c.is_alphanumeric()))
            };
            let found = dates::printed(self.text, span.start(), span.end());
            self.closing_dates.extend(found.into_iter().filter(|d| d.is_whole() && ends(d)));
        }
    }

    // ------------------------------------------------------------ out

    fn finish(self) -> Layout {
        let title = self
            .title
            .map(|(first, last)| self.paragraphs[first].span.join(self.paragraphs[last].span));
        let mut regions: Vec<Region> = Vec::new();
        for (at, p) in self.paragraphs.iter().enumerate() {
            let whole = [(p.span, self.roles[at].unwrap_or(Role::Body))];
            let pieces = self.pieces.get(&at).map_or(&whole[..], |pieces| &pieces[..]);
            for (span, role) in
                pieces.iter().flat_map(|&(span, role)| self.credit_apart(span, role))
            {
                let language = if role == Role::Body && !self.foreign(at) {
                    self.main
                } else {
                    p.language.unwrap_or_else(|| language::assumed(span.of(self.text), self.main))
                };
                match regions.last_mut() {
                    Some(last) if last.role == role && last.language == language => {
                        last.span = last.span.join(span);
                    }
                    _ => regions.push(Region { role, span, language }),
                }
            }
        }
        Layout {
            regions,
            title,
            dateline: self.dateline,
            dates: self.dates,
            closing_dates: self.closing_dates,
            month: self.month,
            language: self.main,
        }
    }
}

/// A name or an office under the text.
fn signs(line: &str, low: &str, words: usize) -> bool {
    let office = cues::begins_with_office(low) && !has_small_verb(line);
    if cues::signs_by_role(low) && (low.len() < 12 || names_a_name(line)) {
        return true;
    }
    let person = (2..=5).contains(&words) && cues::mostly_capitalised(line);
    let house = words <= 8
        && (cues::names_outlet(low) || line.contains(['«', '"', '“']))
        && cues::mostly_capitalised(line);
    office || person || house
}

/// Some word behind the first begins with a capital letter.
fn names_a_name(line: &str) -> bool {
    line.split_whitespace().skip(1).any(|w| w.starts_with(char::is_uppercase))
}

const CLOSING: &[&str] = &[
    "done at",
    "done in",
    "done on",
    "signed at",
    "signed in",
    "signed on",
    "adopted at",
    "adopted in",
    "adopted on",
    "agreed at",
    "issued at",
    "issued in",
    "given at",
    "совершено в",
    "подписано в",
    "принято в",
    "принят в",
    "принята в",
    "составлено в",
    "fait à",
    "fait a",
    "geschehen zu",
    "hecho en",
];

/// Two to five words that are all names: "Ida Voss", "Ida Voss, Vestmark".
fn names_person(line: &str) -> bool {
    line.split_whitespace().all(|word| {
        let mut letters = word.chars().filter(|c| c.is_alphabetic());
        letters.next().is_some_and(char::is_uppercase)
            || (word == "in" && line.split_whitespace().count() > 3)
            || ["al", "bin", "de", "van", "von", "der"].contains(&word)
    }) && !line.contains(|c: char| c.is_ascii_digit() || ":;!?&/|«\"“".contains(c))
        && line.chars().any(char::is_lowercase)
}

/// First five letters of the longer words, small.
fn stems(line: &str) -> impl Iterator<Item = String> + '_ {
    line.split(|c: char| !c.is_alphanumeric())
        .filter(|w| w.chars().count() > 3)
        .map(|w| w.chars().take(5).flat_map(char::to_lowercase).collect())
}

/// A word in small letters that is not one of those that stand inside names: a title tells, a name does not.
fn has_small_verb(line: &str) -> bool {
    let joins = [
        "of", "the", "and", "for", "in", "on", "to", "at", "de", "du", "la", "и", "по", "в", "на",
        "при", "a", "an", "des", "et", "website", "site", "official", "portal", "web", "city",
        "affairs",
    ];
    let mut words = line.split_whitespace();
    let verb_like = words.clone().skip(1).any(|w| {
        let low = lines::small(w);
        let verb = [
            "receives",
            "meets",
            "holds",
            "visits",
            "says",
            "met",
            "received",
            "held",
            "visited",
            "on",
            "participates",
            "took",
            "takes",
            "принял",
            "приняла",
            "провел",
            "провела",
            "встретился",
            "встретилась",
            "посетил",
            "состоялся",
            "состоялась",
            "состоялось",
            "выразил",
            "поздравил",
            "поздравила",
            "выступил",
            "обсудил",
            "обсудили",
            "направил",
            "подписал",
            "совершил",
            "прибыл",
            "заявил",
            "объявил",
            "о",
            "об",
        ];
        verb.contains(&low.as_str())
    });
    let latin_small = words.any(|w| {
        w.starts_with(|c: char| c.is_ascii_lowercase())
            && !joins.contains(&w)
            && w.chars().all(|c| c.is_alphanumeric() || c == '-')
    });
    verb_like || latin_small
}
