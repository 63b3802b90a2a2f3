//! The text of an HTML page: title, date line, paragraphs of the story, name of the site.
//!
//! Markup comes in, plain text with the roles that markup gives to lines goes out. Tags are read one after another and
//! no tree is kept: elements are rows of a table that name their parent, so depth costs nothing and hostile pages stay
//! linear. The story is the smallest element that holds most of the running text. Scripts are never run or read, but
//! for the date that a page declares to search engines.

use crate::authors;
use crate::bytes::Source;
use crate::classes::{self, Standing};
use crate::cues;
use crate::dates::{self, Printed};
use crate::declared::{self, declared};
use crate::lines;
use crate::note;
use crate::pleas;
use crate::regions::Hints;
use chancery_record::{Chosen, Making, Note, NoteKind, Page, RegionRole as Role};
use html5gum::{DefaultEmitter, StartTag, Token, Tokenizer};
use std::collections::BTreeSet;

/// The text of a page and what its markup says of it.
pub(crate) fn source(page: &Page, markup: &str, notes: &mut Vec<Note>) -> Source {
    let mut reader = Reader::new();
    reader.metas.domain = domain(page.url.as_deref().unwrap_or(&page.address));
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    for Ok(token) in Tokenizer::new_with_emitter(markup, emitter) {
        match token {
            Token::StartTag(tag) => reader.open(&tag),
            Token::EndTag(tag) => reader.close(&tag.name),
            Token::String(words) => reader.text(&String::from_utf8_lossy(&words)),
            _ => {}
        }
    }
    reader.flush(false);
    if reader.bounded {
        let words = format!(
            "markup of {} is nested or repeated beyond reason and was simplified",
            page.address
        );
        notes.push(note(NoteKind::Bounded, words));
    }
    let story = reader.story();
    reader.compose(page, &story)
}

/// Open elements kept at once; what is nested deeper belongs to the last of them.
const DEEPEST: usize = 256;
/// Elements kept of one page.
const MOST_ELEMENTS: usize = 400_000;
/// Bytes kept of one attribute.
const ATTRIBUTE: usize = 400;
/// No page needs an attribute longer than this.
const LONGEST_ATTRIBUTE: usize = 1 << 20;
/// Bytes of a data script that are read as data.
const MOST_DATA: usize = 1 << 20;

/// Elements that matter, in order; every other tag is read through.
const TAGS: &[&str] = &[
    "a",
    "abbr",
    "address",
    "amp-accordion",
    "amp-ad",
    "amp-consent",
    "amp-embed",
    "amp-lightbox",
    "amp-sidebar",
    "amp-social-share",
    "amp-user-notification",
    "article",
    "aside",
    "audio",
    "b",
    "blockquote",
    "body",
    "button",
    "canvas",
    "caption",
    "center",
    "dd",
    "details",
    "dialog",
    "div",
    "dl",
    "dt",
    "em",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "i",
    "iframe",
    "label",
    "li",
    "main",
    "map",
    "math",
    "menu",
    "nav",
    "noscript",
    "object",
    "ol",
    "option",
    "p",
    "pre",
    "rp",
    "rt",
    "script",
    "section",
    "select",
    "span",
    "strong",
    "style",
    "summary",
    "svg",
    "table",
    "tbody",
    "td",
    "template",
    "textarea",
    "tfoot",
    "th",
    "thead",
    "time",
    "title",
    "tr",
    "ul",
    "video",
];
const INLINE: &[&str] =
    &["a", "abbr", "span", "time", "label", "em", "strong", "b", "i", "map", "rt", "rp"];
const SKIPPED: &[&str] = &[
    "button",
    "canvas",
    "dialog",
    "iframe",
    "math",
    "menu",
    "noscript",
    "object",
    "option",
    "script",
    "select",
    "style",
    "svg",
    "template",
    "textarea",
    "video",
    "audio",
    "rt",
    "rp",
    "amp-ad",
    "amp-consent",
    "amp-embed",
    "amp-lightbox",
    "amp-sidebar",
    "amp-social-share",
    "amp-user-notification",
];
const FURNITURE: &[&str] = &["aside", "footer", "nav"];

#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "independent marks of an element")]
struct Element {
    parent: u32,
    skipped: bool,
    standing: Standing,
    link: bool,
    /// A paragraph, a cell of a table or a stretch of code: short words in it are its own.
    holds: bool,
    caption: bool,
    heading: u8,
    dated: bool,
    author: bool,
    preformatted: bool,
    list: bool,
    root: bool,
    article: bool,
}

/// What is believed of the names of elements.
#[derive(Clone, Copy)]
enum Trust {
    Names,
    Tags,
    Nothing,
}

/// Blocks searched for a date when nothing names one.
const MOST_DATED: usize = 2000;
/// Bytes of running text that are a story.
const ENOUGH: usize = 400;

fn standing(name: &str, attributes: &Attributes, root: bool) -> Standing {
    if attributes.itemprop.contains("articlebody") {
        return Standing::Story;
    }
    let role = attributes.role.as_str();
    if FURNITURE.contains(&name)
        || ["navigation", "complementary", "contentinfo", "search"].contains(&role)
    {
        return Standing::Frame;
    }
    if root { Standing::Open } else { classes::standing(&attributes.class) }
}

struct Open {
    tag: usize,
    element: u32,
}

struct Block {
    element: u32,
    text: String,
    /// Some of it stands in an element named as a date.
    dated: bool,
    /// Bytes of it inside links.
    linked: usize,
    /// One line break, not two, before it.
    tight: bool,
    item: bool,
}

impl Block {
    /// Bytes outside links.
    fn free(&self) -> usize {
        self.text.len() - self.linked.min(self.text.len())
    }

    fn runs(&self) -> bool {
        let words = self.text.split_whitespace().take(12).count();
        self.linked * 2 < self.text.len()
            && self.text.len() >= 40
            && words > 6
            && (self.text.len() >= 120 || cues::ends_sentence(&self.text))
    }
}

#[expect(clippy::struct_excessive_bools, reason = "independent states of the reader")]
struct Reader {
    stack: Vec<Open>,
    /// How often each tag stands on the stack.
    counts: Vec<usize>,
    elements: Vec<Element>,
    blocks: Vec<Block>,
    current: String,
    linked: usize,
    dated: bool,
    item: bool,
    tight: bool,
    bounded: bool,
    metas: Metas,
    in_title: bool,
    in_data: bool,
    in_script: bool,
    /// How deep the stack was when a byline began, the worth of its markup, its words.
    byline: Option<(usize, u8, String)>,
}

/// What the head of a page says.
#[derive(Default)]
struct Metas {
    headline: Option<String>,
    title: String,
    site: Option<String>,
    publisher: Option<String>,
    /// The own part of the page's domain, small: "lakeherald".
    domain: String,
    date: Option<(u8, Printed)>,
    authors: Option<(u8, Vec<String>)>,
    /// The card of the page gives its author next.
    labelled: bool,
}

/// From here on a date is one of many things: changed, brought up, set in a script.
const DOUBTFUL_DATE: u8 = 5;

impl Metas {
    /// Keeps a date unless a better source has one.
    fn offer(&mut self, rank: u8, words: &str) {
        let words = bounded(words);
        if self.date.as_ref().is_some_and(|(own, _)| rank >= *own) {
            return;
        }
        let whole = |d: &Printed| d.is_whole() && d.year.is_some_and(|y| y > 1994);
        if let Some(date) = dates::printed(words, 0, words.len()).into_iter().find(whole) {
            self.date = Some((rank, date));
        }
    }

    /// Keeps names unless a better source has some; equal sources add theirs.
    fn credit(&mut self, rank: u8, byline: &str) {
        let names = authors::names(byline, self.site.as_deref());
        let house = |name: &String| {
            let same = |site: &String| plain(site) == plain(name);
            self.site.as_ref().is_some_and(same) || self.publisher.as_ref().is_some_and(same)
        };
        let domain =
            |name: &String| !self.domain.is_empty() && plain(name).replace(' ', "") == self.domain;
        let persons = |name: &&String| !domain(name) && !authors::is_house(name) && !house(name);
        let rank = match names.iter().find(persons) {
            Some(_) => rank,
            None if names.is_empty() => return,
            None => rank.max(HOUSE),
        };
        let names: Vec<String> = if rank < HOUSE && names.len() > 1 {
            names.iter().filter(|name| !domain(name)).cloned().collect()
        } else {
            names
        };
        match &mut self.authors {
            Some((own, _)) if rank > *own => {}
            Some((own, all)) if rank == *own => {
                if rank < BYLINE {
                    for name in names {
                        if all.len() < 12 && !all.contains(&name) {
                            all.push(name);
                        }
                    }
                }
            }
            authors => *authors = Some((rank, names)),
        }
    }

    fn declare(&mut self, words: &str) {
        let found = declared(words);
        found.published.iter().for_each(|date| self.offer(1, date));
        found.other.iter().for_each(|date| self.offer(DOUBTFUL_DATE, date));
        self.publisher = self.publisher.take().or(found.publisher);
        if !found.authors.is_empty() {
            self.credit(if found.house { HOUSE } else { 1 }, &found.authors.join("; "));
        }
    }

    fn read(&mut self, name: &str, content: &str) {
        let content = bounded(content).trim();
        if content.is_empty() {
            return;
        }
        match name {
            "og:title" => self.headline = Some(content.into()),
            "twitter:title" | "dc.title" | "title" => {
                self.headline.get_or_insert_with(|| content.into());
            }
            "og:site_name" => self.site = Some(content.into()),
            "application-name" => {
                self.site.get_or_insert_with(|| content.into());
            }
            _ if AUTHOR_METAS.contains(&name) => self.credit(2, content),
            "twitter:label1" => {
                let low = content.to_lowercase();
                self.labelled =
                    ["written by", "verfasst von", "écrit par", "escrito por", "by", "von"]
                        .contains(&low.as_str());
            }
            "twitter:data1" if self.labelled => self.credit(2, content),
            _ => {
                let rank = DATE_METAS.iter().position(|names| names.contains(&name));
                if let Some(rank) = rank {
                    self.offer([0, 2, 3, DOUBTFUL_DATE + 1][rank], content);
                } else if names_a_date(name) {
                    self.offer(DOUBTFUL_DATE + 1, content);
                }
            }
        }
    }
}

/// Sources from here on are found on the page; of them the first is kept.
const BYLINE: u8 = 3;
/// What standing among furniture costs a byline.
const APART: u8 = 5;
/// A house that is named as the author, for want of anyone else.
const HOUSE: u8 = 20;

/// Where names of this rank stand.
fn named_at(rank: u8) -> &'static str {
    match rank {
        0 | 1 => "named in the data of the page",
        2 => "named in the head of the page",
        HOUSE.. => "a house named where authors are",
        _ => "marked as author in the page",
    }
}

const AUTHOR_METAS: &[&str] = &[
    "author",
    "article:author",
    "article:author_name",
    "article.author",
    "og:article:author",
    "byl",
    "dc.creator",
    "dc:creator",
    "dcterms.creator",
    "creator",
    "citation_author",
    "parsely-author",
    "sailthru.author",
    "rbauthors",
    "mediator_author",
    "authors",
    "author_name",
    "cxenseparse:author",
    "vr:author",
];

/// Names of dates in the head: of publication; of the paper under its other names; of something; of changes.
const DATE_METAS: [&[&str]; 4] = [
    &[
        "article:published_time",
        "datepublished",
        "og:published_time",
        "article:published",
        "publish_date",
        "published_time",
    ],
    &[
        "parsely-pub-date",
        "sailthru.date",
        "dc.date.issued",
        "dcterms.issued",
        "dcterms.created",
        "dc.date.created",
        "dc.created",
        "dc.date.publication",
        "pubdate",
        "publishdate",
        "publish-date",
        "publication_date",
        "publicationdate",
        "article.published",
        "article_date_original",
        "cxenseparse:recs:publishtime",
        "cxenseparse:publishtime",
        "published_time_telegram",
        "citation_publication_date",
        "citation_date",
        "citation_online_date",
        "og:article:published_time",
        "mediator_published_time",
        "originalpublicationdate",
        "sailthru.publish_date",
        "rbpubdate",
        "ptime",
        "displaydate",
        "article-publication-date",
        "release_date",
        "og:release_date",
        "video:release_date",
        "timestamp",
        "bt:pubdate",
        "gentime",
        "pub_date",
        "published",
        "shareaholic:article_published_time",
        "publisheddate",
        "published_date",
    ],
    &[
        "date",
        "dc.date",
        "dcterms.date",
        "dc:date",
        "created",
        "datecreated",
        "og:pubdate",
        "lw.issue_date",
        "doc_date",
        "datetime",
        "eprints.date",
        "prism.publicationdate",
        "prism:publicationdate",
        "creation_date",
        "date_published",
    ],
    &[
        "article:modified_time",
        "datemodified",
        "og:updated_time",
        "last-modified",
        "lastmod",
        "lastmodified",
        "revised",
        "dc.date.modified",
        "dcterms.modified",
        "modified",
        "updated_time",
        "article:updated",
        "dateupdate",
    ],
];

/// Names in the head that nobody agreed on and that still say when the page came up: `gallery:uploaded`.
fn names_a_date(name: &str) -> bool {
    let has = |words: &[&str]| words.iter().any(|word| name.contains(word));
    has(&["publi", "posted", "upload", "created", "issued", "pubdate", "date"])
        && !has(&[
            "expir",
            "valid",
            "verif",
            "event",
            "start",
            "end",
            "birth",
            "update",
            "publisher",
        ])
}

fn bounded(words: &str) -> &str {
    let mut end = words.len().min(ATTRIBUTE);
    while !words.is_char_boundary(end) {
        end -= 1;
    }
    &words[..end]
}

impl Reader {
    fn new() -> Self {
        Self {
            stack: Vec::new(),
            counts: vec![0; TAGS.len()],
            elements: vec![Element::default()],
            blocks: Vec::new(),
            current: String::new(),
            linked: 0,
            dated: false,
            item: false,
            tight: false,
            bounded: false,
            metas: Metas::default(),
            in_title: false,
            in_data: false,
            in_script: false,
            byline: None,
        }
    }

    fn here(&self) -> u32 {
        self.stack.last().map_or(0, |open| open.element)
    }

    fn element(&self) -> &Element {
        &self.elements[self.here() as usize]
    }

    // ------------------------------------------------------------ tags

    fn open(&mut self, tag: &StartTag<()>) {
        let name = String::from_utf8_lossy(bytes_bounded(&tag.name)).into_owned();
        let mut attributes = Attributes::default();
        for (key, value) in &tag.attributes {
            self.bounded |= value.len() > LONGEST_ATTRIBUTE;
            attributes.take(key, value);
        }
        match name.as_str() {
            "meta" => {
                let name = attributes.name.to_ascii_lowercase();
                self.metas.read(&name, &attributes.content);
                return;
            }
            "br" => {
                let again = self.current.trim().is_empty();
                self.flush(!again);
                return;
            }
            "hr" => return self.flush(false),
            _ => {}
        }
        let Ok(tag_index) = TAGS.binary_search(&name.as_str()) else { return };
        let inline = INLINE.contains(&name.as_str());
        if !inline {
            self.flush(false);
            self.imply_ends(&name);
        }
        self.in_title = name == "title" && self.count("svg") == 0;
        self.in_data = name == "script" && attributes.kind.contains("ld+json");
        self.in_script = name == "script" && !self.in_data;
        if tag.self_closing && name == "script" {
            (self.in_data, self.in_script) = (false, false);
        }
        if self.stack.len() >= DEEPEST || self.elements.len() >= MOST_ELEMENTS {
            self.bounded = true;
            return;
        }
        let element = self.child(&name, &attributes);
        self.dates_of(&name, &attributes, &element);
        if !element.skipped
            && let Some(rank) = byline_rank(&name, &attributes)
            && self.byline.as_ref().is_none_or(|(_, outer, _)| rank < *outer)
            && let Some(rank) = self.rank_here(rank)
        {
            {
                if attributes.content.is_empty() {
                    self.byline = Some((self.stack.len(), rank, String::new()));
                } else {
                    self.metas.credit(rank, &attributes.content);
                }
            }
        }
        self.item |= name == "li";
        self.elements.push(element);
        let element = u32::try_from(self.elements.len() - 1).expect("bounded by MOST_ELEMENTS");
        self.counts[tag_index] += 1;
        self.stack.push(Open { tag: tag_index, element });
    }

    /// The dates that an element carries in its attributes.
    fn dates_of(&mut self, name: &str, attributes: &Attributes, element: &Element) {
        if element.skipped {
            return;
        }
        let published = attributes.itemprop.contains("datepublished");
        let words = [&attributes.datetime, &attributes.content, &attributes.title];
        let words = words.into_iter().find(|w| !w.is_empty());
        if name == "time" && !published {
            let modified = attributes.itemprop.contains("modified")
                || ["updated", "modified"].iter().any(|w| attributes.class.contains(w))
                    && !attributes.class.contains("published");
            let named = ["published", "entry-date", "pubdate", "post-date", "date-published"]
                .iter()
                .any(|w| attributes.class.contains(w));
            let rank = match (modified, attributes.pubdate || named) {
                (true, _) => DOUBTFUL_DATE + 1,
                (_, named) if !self.among_furniture() && (named || self.under_title()) => 2,
                _ if element.standing == Standing::Open && !self.among_furniture() => 4,
                _ => DOUBTFUL_DATE,
            };
            self.metas.offer(rank, &attributes.datetime);
        } else if published {
            if let Some(words) = words {
                self.metas.offer(1, words);
            }
        } else if ["abbr", "span"].contains(&name)
            && let Some(words) = words
        {
            let named = |names: &[&str]| names.iter().any(|w| attributes.class.contains(w));
            if named(&["published", "date"]) && !named(&["update"]) {
                self.metas.offer(3, words);
            } else if name == "abbr" || named(&["updated"]) {
                self.metas.offer(DOUBTFUL_DATE + 1, words);
            }
        }
    }

    /// A few blocks after the only main heading so far.
    fn under_title(&self) -> bool {
        let heading = |b: &Block| self.elements[b.element as usize].heading == 1;
        self.blocks.iter().rev().take(6).any(heading)
    }

    /// Furniture lowers the worth of a byline; what readers say has none.
    fn rank_here(&self, rank: u8) -> Option<u8> {
        let standing = |open: &Open| self.elements[open.element as usize].standing;
        if self.stack.iter().any(|open| standing(open) == Standing::Talk) {
            return None;
        }
        Some(if self.among_furniture() { rank + APART } else { rank })
    }

    /// Inside navigation, comments, or a list of other stories.
    fn among_furniture(&self) -> bool {
        self.stack.iter().any(|open| {
            matches!(
                self.elements[open.element as usize].standing,
                Standing::Frame | Standing::Furniture | Standing::Talk
            )
        })
    }

    fn child(&self, name: &str, attributes: &Attributes) -> Element {
        let parent = self.element();
        let heading = match name.as_bytes() {
            [b'h', level @ b'1'..=b'6'] => level - b'0',
            _ => parent.heading,
        };
        let root = ["html", "body", "main", "article", "head"].contains(&name);
        let classes =
            || attributes.class.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
        let named = |words: &[&str]| classes().any(|c| words.iter().any(|w| c.starts_with(w)));
        let byline = attributes.rel == "author"
            || attributes.itemprop == "author"
            || named(&["byline", "author"]);
        Element {
            parent: self.here(),
            skipped: parent.skipped || SKIPPED.contains(&name) || attributes.hidden,
            standing: standing(name, attributes, root || heading == 1),
            link: parent.link || name == "a",
            caption: parent.caption || name == "figcaption" || classes::captions(&attributes.class),
            holds: parent.holds
                || ["p", "td", "th", "pre", "blockquote", "dd", "dt"].contains(&name),
            heading,
            dated: parent.dated
                || name == "time"
                || named(&["date", "pubdate", "publi", "posted", "timestamp", "datum", "fecha"])
                || classes().any(|c| c == "time")
                || attributes.itemprop == "datepublished",
            author: parent.author || byline,
            preformatted: parent.preformatted || name == "pre",
            root: ["main", "article"].contains(&name),
            article: name == "article",
            list: ["ul", "ol", "table", "dl"].contains(&name),
        }
    }

    fn count(&self, name: &str) -> usize {
        TAGS.binary_search(&name).map_or(0, |at| self.counts[at])
    }

    /// A new paragraph ends the one before; a new item, cell or row ends its brother.
    fn imply_ends(&mut self, name: &str) {
        let ends: &[&str] = match name {
            "li" => &["li", "p"],
            "td" | "th" => &["td", "th", "p"],
            "tr" => &["tr", "td", "th", "p"],
            "dt" | "dd" => &["dt", "dd", "p"],
            "option" => &["option"],
            _ => &["p"],
        };
        while let Some(open) = self.stack.last() {
            let inline = INLINE.contains(&TAGS[open.tag]) && self.count("p") > 0 && name != "a";
            if !(ends.contains(&TAGS[open.tag]) || (inline && self.paragraph_is_near())) {
                break;
            }
            let tag = open.tag;
            self.counts[tag] -= 1;
            self.stack.pop();
        }
    }

    /// Nothing but inline elements stands between here and an open paragraph.
    fn paragraph_is_near(&self) -> bool {
        let around = self.stack.iter().rev().find(|open| !INLINE.contains(&TAGS[open.tag]));
        around.is_some_and(|open| TAGS[open.tag] == "p")
    }

    fn close(&mut self, name: &[u8]) {
        self.in_title = false;
        self.in_data = false;
        self.in_script = false;
        let Ok(tag) = TAGS.binary_search_by(|t| t.as_bytes().cmp(name)) else { return };
        if self.counts[tag] == 0 {
            return;
        }
        if !INLINE.contains(&TAGS[tag]) {
            self.flush(false);
        } else if self.stack.last().is_some_and(|open| open.tag != tag) {
            // A stray inline end must not close the blocks around it.
            let reach = self.stack.iter().rev().take_while(|open| INLINE.contains(&TAGS[open.tag]));
            if !reach.clone().any(|open| open.tag == tag) {
                return;
            }
        }
        while let Some(open) = self.stack.pop() {
            self.counts[open.tag] -= 1;
            if open.tag == tag {
                break;
            }
        }
        self.end_byline();
    }

    fn end_byline(&mut self) {
        if self.byline.as_ref().is_some_and(|(depth, ..)| self.stack.len() <= *depth)
            && let Some((_, rank, words)) = self.byline.take()
        {
            self.metas.credit(rank, &words);
        }
    }

    // ------------------------------------------------------------ text

    fn text(&mut self, words: &str) {
        if self.in_title && self.metas.title.len() < ATTRIBUTE {
            self.metas.title.push_str(bounded(words));
            return;
        }
        if self.in_data {
            self.bounded |= words.len() > MOST_DATA;
            self.metas.declare(bounded_to(words, MOST_DATA));
            return;
        }
        if self.in_script {
            self.script(words);
            return;
        }
        let (skipped, link, pre) = {
            let element = self.element();
            (element.skipped, element.link, element.preformatted)
        };
        if skipped || (self.stack.last().is_some_and(|open| TAGS[open.tag] == "head")) {
            return;
        }
        if !pre {
            return self.words(words, link);
        }
        for (at, line) in words.split('\n').enumerate() {
            if at > 0 {
                let again = self.current.trim().is_empty();
                self.flush(!again);
            }
            self.words(line, link);
        }
    }

    /// Adds words with single blanks between.
    fn words(&mut self, words: &str, link: bool) {
        if words.starts_with(char::is_whitespace)
            && !self.current.is_empty()
            && !self.current.ends_with(' ')
        {
            self.current.push(' ');
        }
        if let Some((_, _, byline)) = self.byline.as_mut().filter(|(_, _, b)| b.len() < ATTRIBUTE) {
            byline.push_str(bounded(words));
            byline.push(' ');
        }
        let before = self.current.len();
        for word in words.split_whitespace() {
            if !self.current.is_empty()
                && !self.current.ends_with(' ')
                && self.current.len() > before
            {
                self.current.push(' ');
            }
            self.current.extend(
                word.chars().filter(|c| !matches!(c, '\0' | '\u{ad}' | '\u{200b}' | '\u{feff}')),
            );
        }
        if link {
            self.linked += self.current.len() - before;
        }
        self.dated |= self.element().dated;
        if words.ends_with(char::is_whitespace)
            && !self.current.is_empty()
            && !self.current.ends_with(' ')
        {
            self.current.push(' ');
        }
    }

    /// Ends the block; `tight` when the next one stands on the next line.
    fn flush(&mut self, tight: bool) {
        let text = self.current.trim_end();
        if !text.is_empty() {
            self.blocks.push(Block {
                element: self.here(),
                text: text.into(),
                linked: self.linked,
                dated: self.dated,
                tight: self.tight,
                item: self.item,
            });
            self.item = false;
            self.tight = tight;
        } else if !tight {
            self.tight = false;
        }
        self.current.clear();
        self.linked = 0;
        self.dated = false;
    }

    /// Dates that a script of the page holds under a telling name.
    fn script(&mut self, words: &str) {
        if self.metas.date.as_ref().is_some_and(|(rank, _)| *rank <= DOUBTFUL_DATE) {
            return;
        }
        for key in SCRIPT_DATES {
            if let Some(value) = declared::quoted_after(words, key) {
                self.metas.offer(DOUBTFUL_DATE, &value);
            }
        }
    }

    // ------------------------------------------------------------ story

    /// The blocks of the story, by number.
    fn story(&mut self) -> Vec<usize> {
        let all: usize = self.blocks.iter().filter(|b| b.runs()).map(Block::free).sum();
        let mut best: (usize, Vec<usize>) = (0, Vec::new());
        // What is named as furniture may hold the story all the same, when little else is there.
        for trust in [Trust::Names, Trust::Tags, Trust::Nothing] {
            let story = self.story_apart(&self.furniture(trust));
            let held = story.iter().map(|&at| self.blocks[at].free()).sum();
            if best.1.is_empty() || held > 2 * best.0 {
                best = (held, story);
            }
            if best.0 >= ENOUGH || best.0 * 2 > all {
                break;
            }
        }
        if best.1.is_empty() { (0..self.blocks.len()).collect() } else { best.1 }
    }

    fn story_apart(&self, furniture: &[bool]) -> Vec<usize> {
        let free = |block: &Block| !furniture[block.element as usize];
        let mut running = vec![0; self.elements.len()];
        let mut standing = vec![0; self.elements.len()];
        for block in self.blocks.iter().filter(|b| free(b)) {
            let at = block.element as usize;
            standing[at] += block.text.len();
            running[at] += if block.runs() { block.free() } else { 0 };
        }
        self.add_up(&mut running);
        self.add_up(&mut standing);
        let heart = self.heart(&running, &standing);
        let inside = self.inside(heart);
        let lead = self.lead(furniture, &inside);
        let heavy = self.linked_lists();
        let story: Vec<usize> = (0..self.blocks.len())
            .filter(|&at| {
                let block = &self.blocks[at];
                lead.contains(&at)
                    || (free(block) && inside[block.element as usize] && self.keeps(at, &heavy))
            })
            .collect();
        self.without_others(&story)
    }

    /// The story without headings such as "Related stories", what stands under them, and pleas.
    fn without_others(&self, story: &[usize]) -> Vec<usize> {
        let running =
            |at: &usize| if self.blocks[*at].runs() { self.blocks[*at].free() } else { 0 };
        let all: usize = story.iter().map(running).sum();
        let mut out = Vec::with_capacity(story.len());
        let mut next = 0;
        while next < story.len() {
            let (at, own) = (story[next], next);
            next += 1;
            let block = &self.blocks[at];
            if !pleas::heads_other(&block.text) {
                if !pleas::pleads(&block.text) || all < block.text.len() * 3 {
                    out.push(at);
                }
                continue;
            }
            let under = self.under(story, own);
            let lost: usize = story[own + 1..under].iter().map(running).sum();
            if lost * 4 <= all {
                next = under;
            }
        }
        out
    }

    /// How far what stands under this heading reaches: to the next heading as high, or the end of what holds it.
    fn under(&self, story: &[usize], own: usize) -> usize {
        let element = |at: usize| self.blocks[at].element as usize;
        let heading = element(story[own]);
        let level = self.elements[heading].heading;
        let holder = self.elements[heading].parent as usize;
        let rest = story.iter().enumerate().skip(own + 1);
        let ends = |&(_, &at): &(usize, &usize)| {
            let e = &self.elements[element(at)];
            let outside = !self.holds(holder, element(at));
            let headed = e.heading > 0 && (level == 0 || e.heading <= level);
            let told = level == 0 && self.blocks[at].runs();
            outside || headed || told
        };
        rest.clone().take(400).find(ends).map_or(story.len(), |(i, _)| i)
    }

    fn holds(&self, holder: usize, mut element: usize) -> bool {
        while element > holder {
            element = self.elements[element].parent as usize;
        }
        element == holder
    }

    /// Sums of elements become sums of all that they hold. Parents stand before their children, so one walk backwards does.
    fn add_up(&self, sums: &mut [usize]) {
        for at in (1..sums.len()).rev() {
            let parent = self.elements[at].parent as usize;
            sums[parent] += sums[at];
        }
    }

    /// Which elements are furniture: named so, or inside such, but never what holds most of the running text.
    fn furniture(&self, trust: Trust) -> Vec<bool> {
        let count = self.elements.len();
        let (mut running, mut text, mut linked) = (vec![0; count], vec![0; count], vec![0; count]);
        for block in &self.blocks {
            let at = block.element as usize;
            text[at] += block.text.len();
            linked[at] += block.linked;
            running[at] += if block.runs() { block.free() } else { 0 };
        }
        self.add_up(&mut running);
        self.add_up(&mut text);
        self.add_up(&mut linked);
        let all = running[0];
        let mut furniture = vec![false; count];
        for at in 1..count {
            let element = &self.elements[at];
            let named = match (trust, element.standing) {
                (Trust::Nothing, _) | (_, Standing::Open | Standing::Story) => false,
                (_, Standing::Frame) => running[at] * 2 <= all,
                (Trust::Tags, _) => false,
                (Trust::Names, Standing::Furniture) => running[at] * 2 <= all,
                (Trust::Names, Standing::Talk) => running[at] * 10 <= all * 9,
                (Trust::Names, Standing::Doubtful) => {
                    running[at] == 0 || (linked[at] * 4 > text[at] && running[at] * 2 <= all)
                }
            };
            furniture[at] = named || furniture[element.parent as usize];
        }
        furniture
    }

    /// The element that holds the story.
    fn heart(&self, running: &[usize], standing: &[usize]) -> usize {
        let (mut heart, mut named) = (0, None);
        // The heaviest child of an element stands after it; one walk forwards finds the chain of heavy children.
        for at in 1..running.len() {
            let heavy = running[at] > 0 && running[at] * 100 >= running[heart] * 72;
            if heavy && self.elements[at].parent as usize == heart {
                heart = at;
                if self.elements[at].standing == Standing::Story {
                    named = Some(at);
                }
            }
        }
        if let Some(named) = named {
            return named;
        }
        let story = |at: &usize| {
            self.elements[*at].standing == Standing::Story && running[*at] * 100 >= running[0] * 40
        };
        let largest = (1..running.len()).filter(story);
        let largest = largest.max_by_key(|&at| (running[at], standing[at], at));
        if let Some(at) = largest.filter(|&at| running[at] < running[heart] || running[0] == 0) {
            return at;
        }
        if let Some(own) = self.titled_article(heart, running) {
            return own;
        }
        // Upwards, as long as what is won reads as the story does.
        while heart != 0 {
            let parent = self.elements[heart].parent as usize;
            let won = standing[parent] - standing[heart];
            let own = self.elements[heart].root;
            if (running[parent] - running[heart]) * 10 < won * 6
                || won > standing[heart]
                || parent == 0
                || own
            {
                break;
            }
            heart = parent;
        }
        heart
    }

    /// Of several articles the one with the title of the page.
    fn titled_article(&self, heart: usize, running: &[usize]) -> Option<usize> {
        let title = self.title_heading()?;
        let mut own = self.blocks[title].element as usize;
        while own > heart && !self.elements[own].article {
            own = self.elements[own].parent as usize;
        }
        let apart = |at: usize| {
            at != own && self.elements[at].article && !self.holds(own, at) && !self.holds(at, own)
        };
        let others =
            (heart + 1..running.len()).filter(|&at| running[at] > 0 && apart(at)).take(2).count();
        (own > heart && running[own] >= 120 && others == 2).then_some(own)
    }

    /// The heading that the head of the page repeats; else its only main heading.
    fn title_heading(&self) -> Option<usize> {
        let heading = |b: &Block| self.elements[b.element as usize].heading;
        let known = plain(self.metas.headline.as_deref().unwrap_or(&self.metas.title));
        let same = self.blocks.iter().enumerate().filter(|(_, b)| (1..=3).contains(&heading(b)));
        let same = same.take(200).find(|(_, b)| {
            let own = plain(&b.text);
            own.split(' ').count() > 2
                && known.len() > 4
                && (known.contains(&own) || own.contains(&known))
        });
        let lone = || {
            let mut all = self.blocks.iter().enumerate().filter(|(_, b)| heading(b) == 1);
            all.next().filter(|_| all.next().is_none())
        };
        same.or_else(lone).map(|(at, _)| at)
    }

    /// Which elements lie inside this one.
    fn inside(&self, heart: usize) -> Vec<bool> {
        let mut inside = vec![false; self.elements.len()];
        inside[heart] = true;
        for at in heart + 1..inside.len() {
            inside[at] = inside[self.elements[at].parent as usize];
        }
        inside
    }

    /// Running text between the heading and the story: what a page puts in larger letters over it.
    fn lead(&self, furniture: &[bool], inside: &[bool]) -> BTreeSet<usize> {
        let within = |b: &Block| inside[b.element as usize];
        let Some(first) = self.blocks.iter().position(|b| within(b) && b.runs()) else {
            return BTreeSet::new();
        };
        let heading = self.title_heading().filter(|at| *at < first && *at + 60 > first);
        let Some(heading) = heading else { return BTreeSet::new() };
        let leads = |&at: &usize| {
            let block = &self.blocks[at];
            let element = &self.elements[block.element as usize];
            !within(block)
                && !furniture[block.element as usize]
                && !element.caption
                && !element.author
                && block.linked * 4 < block.text.len()
                && (block.runs() || (block.text.len() > 60 && element.holds))
        };
        (heading + 1..first).filter(leads).collect()
    }

    /// Which lists and tables are mostly links, by element.
    fn linked_lists(&self) -> Vec<bool> {
        let count = self.elements.len();
        let (mut text, mut linked) = (vec![0; count], vec![0; count]);
        for block in &self.blocks {
            text[block.element as usize] += block.text.len();
            linked[block.element as usize] += block.linked;
        }
        self.add_up(&mut text);
        self.add_up(&mut linked);
        let mut heavy = vec![false; count];
        for at in 1..count {
            let element = &self.elements[at];
            heavy[at] = (element.list && linked[at] * 2 > text[at])
                || (heavy[element.parent as usize] && !(element.list && linked[at] * 4 < text[at]));
        }
        heavy
    }

    fn keeps(&self, at: usize, heavy: &[bool]) -> bool {
        let block = &self.blocks[at];
        let element = &self.elements[block.element as usize];
        let closed = cues::ends_sentence(&block.text);
        let listed = heavy[block.element as usize];
        if (block.linked * 10 > block.text.len() * 7 || listed)
            && !(block.text.len() > 100 && closed)
        {
            return !listed && block.item && element.holds;
        }
        if block.runs() || element.heading > 0 {
            return true;
        }
        let words = block.text.split_whitespace().count();
        let low = block.text.to_lowercase();
        if words < 40
            && matches!(
                cues::cue(&block.text, &low, words),
                Some(cues::Cue::Furniture | cues::Cue::Related)
            )
        {
            return false;
        }
        block.item || element.caption || element.holds || block.tight || words > 2 || closed
    }

    // ------------------------------------------------------------ out

    fn compose(&self, page: &Page, story: &[usize]) -> Source {
        let mut out = Composer::default();
        let (title, title_at, title_why) = self.title(page, story);
        if let Some(title) = &title {
            out.line(title, false, Some(Role::Title));
        }
        let first = story.iter().copied().find(|&at| self.blocks[at].runs()).unwrap_or(0);
        let date_at = self.date_block(title_at, first);
        if let Some(at) = date_at {
            out.line(&self.blocks[at].text, false, Some(Role::Date));
        }
        let author_at = self.author_block(title_at, first);
        if let Some(at) = author_at {
            out.line(&self.blocks[at].text, false, Some(Role::Signature));
        }
        for &at in story {
            let block = &self.blocks[at];
            if Some(at) == title_at
                || Some(at) == date_at
                || Some(at) == author_at
                || Some(block.text.as_str()) == title.as_deref()
            {
                continue;
            }
            let caption = self.elements[block.element as usize].caption && block.text.len() < 300;
            let role = if caption { Some(Role::Caption) } else { told(&block.text) };
            out.line(&block.text, block.tight, role);
        }
        if let Some(site) = self.metas.site.as_ref().filter(|_| !out.source.text.is_empty()) {
            out.line(site.trim(), false, Some(Role::SiteName));
        }
        out.source.date =
            self.metas.date.clone().or_else(|| self.printed_date(page, title_at, first));
        out.source.date = out.source.date.map(|date| self.in_the_order_printed(date));
        out.source.made = self.making(title_at, first);
        out.source.made.reasons.insert(Chosen::Title, title_why.into());
        out.source
    }

    /// Who made the page, with reasons.
    fn making(&self, title: Option<usize>, first: usize) -> Making {
        let mut made = Making::default();
        let near = || self.byline_near(title, first).map(|names| (names, "printed byline"));
        let found = match &self.metas.authors {
            Some((rank, names)) if *rank < BYLINE + APART => Some((names.clone(), named_at(*rank))),
            Some((rank, names)) => near().or_else(|| Some((names.clone(), named_at(*rank)))),
            None => near(),
        };
        if let Some((names, why)) = found {
            made.authors = names;
            made.reasons.insert(Chosen::Authors, why.into());
        }
        let site = self.metas.site.clone().map(|site| (site, "named in the head of the page"));
        let publisher =
            || Some((self.metas.publisher.clone()?, "publisher in the data of the page"));
        if let Some((site, why)) = site.or_else(publisher) {
            made.site = Some(site);
            made.reasons.insert(Chosen::Site, why.into());
        }
        made
    }

    /// The heading that says what the head of the page says; else what the head says, without the site's name.
    fn title(&self, page: &Page, story: &[usize]) -> (Option<String>, Option<usize>, &'static str) {
        let named =
            page.title.as_deref().or(self.metas.headline.as_deref()).unwrap_or(&self.metas.title);
        let known = plain(named);
        let headings = || {
            let heads = self
                .blocks
                .iter()
                .enumerate()
                .filter(|(_, b)| self.elements[b.element as usize].heading == 1);
            heads.filter(|(_, b)| b.text.len() < 600).take(200)
        };
        let same = headings().find(|(_, b)| {
            let own = plain(&b.text);
            own.split(' ').count() > 1
                && !known.is_empty()
                && (known.contains(&own) || own.contains(&known))
        });
        let lone = || {
            let mut all = headings().filter(|(_, b)| b.text.split_whitespace().count() > 2);
            all.next().filter(|_| all.next().is_none())
        };
        let same = same.map(|found| (found, "heading that the head of the page repeats"));
        let lone = || lone().map(|found| (found, "only main heading of the page"));
        if let Some(((at, block), why)) = same.or_else(lone) {
            return (Some(block.text.clone()), Some(at), why);
        }
        let line = self.blocks.iter().position(|b| {
            !known.is_empty()
                && b.text.len() < 600
                && self.elements[b.element as usize].heading > 0
                && known.starts_with(&plain(&b.text))
                && b.text.split_whitespace().count() > 3
        });
        if let Some(at) = line {
            let why = "heading that the head of the page repeats";
            return (Some(self.blocks[at].text.clone()), Some(at), why);
        }
        let own = without_site(named.trim(), self.metas.site.as_deref());
        if !own.is_empty() {
            let why = if page.title.is_some() {
                "given with the page"
            } else {
                "named in the head of the page"
            };
            return (Some(own.split_whitespace().collect::<Vec<_>>().join(" ")), None, why);
        }
        let head = story
            .iter()
            .copied()
            .find(|&at| self.elements[self.blocks[at].element as usize].heading > 0);
        (head.map(|at| self.blocks[at].text.clone()), head, "first heading of the story")
    }

    /// A short block with a date near the title.
    fn date_block(&self, title: Option<usize>, first: usize) -> Option<usize> {
        let from = title.unwrap_or(first).saturating_sub(8);
        let end = (first.max(title.unwrap_or(0)) + 4).min(self.blocks.len());
        let dated = |at: &usize| {
            let block = &self.blocks[*at];
            let short = block.text.len() <= 120
                && !of_something_else(&block.text)
                && Some(*at) != title
                && block.linked * 2 < block.text.len().max(24);
            short
                && dates::printed(&block.text, 0, block.text.len()).iter().any(|d| {
                    d.is_whole() && (self.is_dated(*at) || d.span.len() * 4 >= block.text.len())
                })
        };
        let start = title.unwrap_or(from);
        // A line that says what the page declares is the line; else the first that says anything.
        let declared = self.metas.date.as_ref().and_then(|(_, date)| date.day());
        let agrees = |at: &usize| {
            let text = &self.blocks[*at].text;
            dates::printed(text, 0, text.len()).first().is_some_and(|d| d.day() == declared)
        };
        if declared.is_some()
            && let Some(at) = (from..end).take(60).find(|at| dated(at) && agrees(at))
        {
            return Some(at);
        }
        (start..end)
            .take(60)
            .find(|at| dated(at))
            .or_else(|| (from..start.min(end)).find(|at| dated(at)))
    }

    /// A date printed anywhere: in an element named so, near the story, then wherever the page has one day only.
    fn printed_date(
        &self,
        page: &Page,
        title: Option<usize>,
        first: usize,
    ) -> Option<(u8, Printed)> {
        let address = dates::in_address(page.url.as_ref().unwrap_or(&page.address));
        let whole = |at: usize| {
            let text = bounded(&self.blocks[at].text);
            let printed = dates::printed(text, 0, text.len());
            printed.into_iter().find(|d| {
                let said = address.is_none_or(|(y, m, _)| (d.year, d.month) == (Some(y), m));
                d.is_whole() && d.year.is_some_and(|y| y > 1994) && said
            })
        };
        let top = title.unwrap_or(first).saturating_sub(12);
        let order = || (top..self.blocks.len()).chain(0..top).take(MOST_DATED);
        let short = |at: &usize| {
            self.blocks[*at].text.len() <= 200 && !of_something_else(&self.blocks[*at].text)
        };
        let named = || order().filter(short).filter(|&at| self.is_dated(at));
        let labelled = || {
            let says = |at: &usize| says_when(&self.blocks[*at].text);
            order().filter(short).filter(says).filter(|&at| !self.talked(at)).find_map(whole)
        };
        let near = |at: &usize| *at < first + 12;
        named()
            .filter(near)
            .take(60)
            .find_map(whole)
            .or_else(labelled)
            .or_else(|| named().take(60).find_map(whole))
            .or_else(|| order().filter(short).find_map(whole))
            .map(|d| (DOUBTFUL_DATE + 2, d))
            .or_else(|| order().find_map(whole).map(|d| (DOUBTFUL_DATE + 3, d)))
    }

    /// Named as a date, itself or in part.
    fn is_dated(&self, at: usize) -> bool {
        self.blocks[at].dated || self.elements[self.blocks[at].element as usize].dated
    }

    /// Inside what readers say.
    fn talked(&self, at: usize) -> bool {
        let mut element = self.blocks[at].element as usize;
        while element != 0 && self.elements[element].standing != Standing::Talk {
            element = self.elements[element].parent as usize;
        }
        element != 0
    }

    /// Figures of the head that can be read in two orders are read in the one that the page prints.
    fn in_the_order_printed(&self, (rank, date): (u8, Printed)) -> (u8, Printed) {
        let crossed = Printed {
            month: date.day.unwrap_or(date.month),
            day: Some(date.month),
            ..date.clone()
        };
        if !date.day_first {
            return (rank, date);
        }
        let mut short = self.blocks.iter().filter(|b| b.text.len() <= 200).take(MOST_DATED);
        let sides = short.find_map(|block| {
            let printed = dates::printed(&block.text, 0, block.text.len());
            let mut clear = printed.iter().filter(|d| !d.day_first);
            clear.find_map(|d| {
                let own = d.day() == date.day();
                (own || d.day() == crossed.day()).then_some(own)
            })
        });
        (rank, if sides == Some(false) { crossed } else { date })
    }

    /// "By Ida Voss" on a line of its own, or with a date: near the title, or under the story.
    fn byline_near(&self, title: Option<usize>, first: usize) -> Option<Vec<String>> {
        let from = title.unwrap_or(first).saturating_sub(6);
        let near = from..(first + 8).min(self.blocks.len());
        let mut near = near.take(80).chain((first + 8..self.blocks.len()).take(400));
        near.find_map(|at| authors::introduced(&self.blocks[at].text))
    }

    fn author_block(&self, title: Option<usize>, first: usize) -> Option<usize> {
        let from = title.unwrap_or(first).saturating_sub(4);
        let end = (first + 3).min(self.blocks.len());
        (from..end).take(60).find(|&at| {
            let block = &self.blocks[at];
            let words = block.text.split_whitespace().count();
            self.elements[block.element as usize].author
                && (2..=10).contains(&words)
                && !block.text.contains(|c: char| c.is_ascii_digit())
        })
    }
}

/// The own part of a domain, without marks: "lakeherald" of "www.lake-herald.example".
fn domain(address: &str) -> String {
    let host = address.split_once("://").map_or("", |(_, rest)| rest);
    let host = host.split(['/', '?', '#', ':']).next().unwrap_or_default();
    let parts: Vec<&str> = host.split('.').collect();
    let own = match parts.as_slice() {
        [.., own, second, _] if second.len() <= 3 && *own != "www" => own,
        [.., own, _] => own,
        _ => "",
    };
    own.replace('-', "").to_lowercase()
}

/// The line says when the page came up or was last changed.
fn says_when(line: &str) -> bool {
    let low = lines::small(line);
    SAYS_WHEN.iter().any(|word| low.contains(word))
}

const SAYS_WHEN: &[&str] = &[
    "publish",
    "posted",
    "released",
    "created",
    "issued",
    "last modified",
    "last change",
    "veröffentlicht",
    "erstellt am",
    "stand:",
    "datum:",
    "date:",
    "geändert",
    "änderung",
    "aktualisiert",
    "publié",
    "mis en ligne",
    "publicado",
    "pubblicato",
    "publicerad",
    "gepubliceerd",
    "opublikowan",
    "опубликован",
    "размещен",
    "дата:",
    "yayın",
    "jo'natilgan",
    "жарияланды",
];

/// The date of the line is that of a person, an account or a term, not of the page.
fn of_something_else(line: &str) -> bool {
    let low = lines::small(line);
    OTHER_DATES.iter().any(|word| low.contains(word))
}

const OTHER_DATES: &[&str] = &[
    "registered",
    "registriert",
    "joined",
    "member since",
    "mitglied seit",
    "beigetreten",
    "born",
    "geboren",
    "inscrit",
    "né le",
    "née le",
    "valid until",
    "gültig bis",
    "expires",
    "deadline",
    "зарегистрирован",
    "родил",
    "действителен до",
];

/// The role of a line of the story: body, unless it says something else of itself.
fn told(line: &str) -> Option<Role> {
    let words = line.split_whitespace().take(81).count();
    if words <= 12 {
        let dates = dates::printed(line, 0, line.len());
        let open = !cues::ends_sentence(line);
        let heads = |d: &Printed| d.span.len() * 2 >= line.len() || (open && d.span.start() < 24);
        if dates.first().is_some_and(|d| d.is_whole() && heads(d)) {
            return Some(Role::Date);
        }
    }
    let cued = words <= 80 && cues::cue(line, &lines::small(line), words).is_some();
    (!cued).then_some(Role::Body)
}

/// How far markup is trusted to name an author.
fn byline_rank(name: &str, attributes: &Attributes) -> Option<u8> {
    let words = |list: &str, known: &[&str]| list.split_whitespace().any(|w| known.contains(&w));
    if words(&attributes.itemprop, &["author", "creator"]) || words(&attributes.rel, &["author"]) {
        return Some(BYLINE);
    }
    if name == "a"
        && [
            "/author/",
            "/autor/",
            "/auteur/",
            "/authors/",
            "/autoren/",
            "/profil/",
            "/autorin/",
            "/redakteur/",
            "/people/",
        ]
        .iter()
        .any(|p| attributes.href.contains(p))
    {
        return Some(BYLINE + 2);
    }
    if ["body", "article", "main", "li", "img"].contains(&name) {
        return None;
    }
    let ranks = attributes.class.split_whitespace().take(40).filter_map(|class| {
        let bare: String = class.chars().filter(|c| c.is_alphanumeric()).collect();
        if NOT_NAMES.iter().any(|w| bare.contains(w)) {
            return None;
        }
        let ends = |words: &[&str]| words.iter().any(|w| bare.ends_with(w));
        if ends(&["authorname", "authorsname", "bylinename", "bylineauthor", "vcardauthor"])
            || bare == "author"
        {
            return Some(BYLINE + 1);
        }
        if ends(&[
            "author", "authors", "byline", "autor", "autoren", "auteur", "auteurs", "autore",
            "bylines",
        ]) {
            return Some(BYLINE + 2);
        }
        let heads = ["author", "autor", "byline"].iter().any(|w| bare.starts_with(w));
        heads.then_some(BYLINE + 3)
    });
    ranks.min()
}

/// Parts of class names of what stands about an author's name.
const NOT_NAMES: &[&str] = &[
    "bio", "box", "image", "avatar", "photo", "pic", "social", "img", "icon", "about", "desc",
    "count", "title", "follow",
];

/// Keys under which scripts keep the date of publication.
const SCRIPT_DATES: &[&str] = &[
    "\"datePublished\"",
    "\"publishedAt\"",
    "\"published_at\"",
    "\"publishDate\"",
    "\"publicationDate\"",
    "\"pubDate\"",
    "\"publish_date\"",
    "\"publishedDate\"",
    "\"firstPublished\"",
    "\"published_time\"",
    "\"createdAt\"",
    "\"date_published\"",
    "\"dateCreated\"",
    "\"publish_time\"",
    "\"publishTime\"",
    "\"datePosted\"",
];

fn bytes_bounded(bytes: &[u8]) -> &[u8] {
    &bytes[..bytes.len().min(ATTRIBUTE)]
}

/// Small letters and figures with single blanks: how titles are compared.
fn plain(words: &str) -> String {
    let low: String = bounded_to(words, 600)
        .chars()
        .flat_map(char::to_lowercase)
        .map(|c| if c.is_alphanumeric() { c } else { ' ' })
        .collect();
    low.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn bounded_to(words: &str, most: usize) -> &str {
    let mut end = words.len().min(most);
    while !words.is_char_boundary(end) {
        end -= 1;
    }
    &words[..end]
}

/// "Envoys leave the lake | Lake Courier" without the name of the site.
fn without_site<'a>(title: &'a str, site: Option<&str>) -> &'a str {
    for mark in [" | ", " :: ", " » ", " — ", " – ", " - ", " • "] {
        if let Some((head, tail)) = title.rsplit_once(mark) {
            let known = site.is_some_and(|site| plain(tail) == plain(site));
            let short =
                tail.split_whitespace().count() <= 5 && head.split_whitespace().count() >= 3;
            if known || short {
                return head.trim();
            }
        }
    }
    title
}

#[derive(Default)]
struct Attributes {
    class: String,
    name: String,
    content: String,
    kind: String,
    role: String,
    rel: String,
    itemprop: String,
    datetime: String,
    href: String,
    title: String,
    pubdate: bool,
    hidden: bool,
}

impl Attributes {
    fn take(&mut self, key: &[u8], value: &[u8]) {
        let words = || String::from_utf8_lossy(bytes_bounded(value)).into_owned();
        match key {
            b"class" | b"id" => {
                self.class.push(' ');
                self.class.push_str(&words().to_ascii_lowercase());
            }
            b"name" | b"property" => self.name = words(),
            b"itemprop" => {
                self.itemprop = words().to_ascii_lowercase();
                if self.name.is_empty() {
                    self.name = words();
                }
            }
            b"content" => self.content = words(),
            b"type" => self.kind = words(),
            b"role" => self.role = words(),
            b"rel" => self.rel = words().to_ascii_lowercase(),
            b"datetime" => self.datetime = words(),
            b"href" => self.href = words(),
            b"title" => self.title = words(),
            b"pubdate" => self.pubdate = true,
            b"hidden" => self.hidden = true,
            b"style" => {
                let style: String = words().to_ascii_lowercase().split_whitespace().collect();
                self.hidden |= style.contains("display:none");
            }
            _ => {}
        }
    }
}

#[derive(Default)]
struct Composer {
    source: Source,
}

impl Composer {
    fn line(&mut self, line: &str, tight: bool, role: Option<Role>) {
        let line = line.trim();
        if line.is_empty() {
            return;
        }
        let text = &mut self.source.text;
        if !text.is_empty() {
            text.push_str(if tight { "\n" } else { "\n\n" });
        }
        let hints: &mut Hints = &mut self.source.hints;
        if let Some(role) = role {
            hints.insert(text.len(), role);
        }
        text.push_str(line);
    }
}
