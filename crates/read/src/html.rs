//! The text of an HTML page: title, date line, paragraphs of the story, name of the site.
//!
//! Markup comes in, plain text with the roles that markup gives to lines goes out. Tags are read one after another and
//! no tree is kept: elements are rows of a table that name their parent, so depth costs nothing and hostile pages stay
//! linear. The story is the smallest element that holds most of the running text. Scripts are never run or read, but
//! for the date that a page declares to search engines.

use crate::bytes::Source;
use crate::cues;
use crate::dates::{self, Printed};
use crate::note;
use crate::regions::Hints;
use chancery_record::{Note, NoteKind, Page, RegionRole as Role};
use html5gum::{DefaultEmitter, StartTag, Token, Tokenizer};

/// The text of a page and what its markup says of it.
pub(crate) fn source(page: &Page, markup: &str, notes: &mut Vec<Note>) -> Source {
    let mut reader = Reader::new();
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

/// Elements that matter; every other tag is read through.
const TAGS: &[&str] = &[
    "a",
    "address",
    "article",
    "aside",
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
    "script",
    "section",
    "select",
    "span",
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
    "audio",
    "em",
    "strong",
    "b",
    "i",
];
const INLINE: &[&str] = &["a", "span", "time", "label", "em", "strong", "b", "i", "map"];
const SKIPPED: &[&str] = &[
    "button", "canvas", "dialog", "iframe", "math", "menu", "noscript", "object", "option",
    "script", "select", "style", "svg", "template", "textarea", "video", "audio",
];
const FURNITURE: &[&str] = &["aside", "footer", "nav"];

/// Words that begin the class names of furniture.
const FURNITURE_CLASSES: &[&str] = &[
    "comment",
    "share",
    "sharing",
    "social",
    "related",
    "sidebar",
    "footer",
    "nav",
    "navbar",
    "navigation",
    "menu",
    "breadcrumb",
    "promo",
    "advert",
    "ads",
    "adv",
    "cookie",
    "newsletter",
    "popup",
    "modal",
    "banner",
    "subscri",
    "tags",
    "taglist",
    "widget",
    "recommend",
    "outbrain",
    "taboola",
    "paginat",
    "pager",
    "rating",
    "disqus",
    "hidden",
    "toolbar",
    "signup",
    "login",
    "readmore",
    "mostread",
    "popular",
    "trending",
    "teaser",
    "copyright",
    "disclaimer",
    "jumplink",
    "skip",
    "sponsor",
    "carousel",
    "slider",
    "dropdown",
    "consent",
    "gdpr",
    "livefyre",
    "partners",
    "socials",
    "poll",
];

#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "independent marks of an element")]
struct Element {
    parent: u32,
    skipped: bool,
    furniture: bool,
    link: bool,
    caption: bool,
    heading: u8,
    dated: bool,
    author: bool,
    preformatted: bool,
    /// Bytes of running text inside, links and furniture apart.
    weight: usize,
}

struct Open {
    tag: usize,
    element: u32,
}

struct Block {
    element: u32,
    text: String,
    /// Bytes of it inside links.
    linked: usize,
    /// One line break, not two, before it.
    tight: bool,
    item: bool,
}

impl Block {
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
    item: bool,
    tight: bool,
    bounded: bool,
    metas: Metas,
    in_title: bool,
    in_data: bool,
}

/// What the head of a page says.
#[derive(Default)]
struct Metas {
    headline: Option<String>,
    title: String,
    site: Option<String>,
    date: Option<(u8, Printed)>,
}

impl Metas {
    /// Keeps a date unless a better source has one.
    fn offer(&mut self, rank: u8, words: &str) {
        let words = bounded(words);
        let Some(date) = dates::printed(words, 0, words.len()).into_iter().find(Printed::is_whole)
        else {
            return;
        };
        if self.date.as_ref().is_none_or(|(own, _)| rank < *own) {
            self.date = Some((rank, date));
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
            "article:published_time" | "datepublished" | "og:published_time" => {
                self.offer(0, content);
            }
            "parsely-pub-date"
            | "sailthru.date"
            | "dc.date.issued"
            | "dcterms.created"
            | "dc.date.created"
            | "pubdate"
            | "publishdate"
            | "publish-date"
            | "publication_date"
            | "article.published"
            | "cxenseparse:recs:publishtime"
            | "published_time_telegram" => self.offer(1, content),
            "date"
            | "dc.date"
            | "dcterms.date"
            | "article_date_original"
            | "article:published"
            | "created" => self.offer(2, content),
            _ => {}
        }
    }
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
            item: false,
            tight: false,
            bounded: false,
            metas: Metas::default(),
            in_title: false,
            in_data: false,
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
        let Some(tag_index) = TAGS.iter().position(|t| *t == name) else { return };
        let inline = INLINE.contains(&name.as_str());
        if !inline {
            self.flush(false);
            self.imply_ends(&name);
        }
        self.in_title = name == "title" && self.count("svg") == 0;
        self.in_data = name == "script" && attributes.kind.contains("ld+json");
        if tag.self_closing && name == "script" {
            self.in_data = false;
        }
        if self.stack.len() >= DEEPEST || self.elements.len() >= MOST_ELEMENTS {
            self.bounded = true;
            return;
        }
        let element = self.child(&name, &attributes);
        if name == "time" && !element.skipped && !element.furniture {
            self.metas.offer(
                if attributes.itemprop.contains("datepublished") { 0 } else { 4 },
                &attributes.datetime,
            );
        } else if attributes.itemprop.contains("datepublished") {
            let words = if attributes.datetime.is_empty() {
                &attributes.content
            } else {
                &attributes.datetime
            };
            self.metas.offer(0, words);
        }
        self.item |= name == "li";
        self.elements.push(element);
        let element = u32::try_from(self.elements.len() - 1).expect("bounded by MOST_ELEMENTS");
        self.counts[tag_index] += 1;
        self.stack.push(Open { tag: tag_index, element });
    }

    fn child(&self, name: &str, attributes: &Attributes) -> Element {
        let parent = self.element();
        let heading = match name.as_bytes() {
            [b'h', level @ b'1'..=b'6'] => level - b'0',
            _ => parent.heading,
        };
        let roots = ["body", "main", "article", "head"].contains(&name);
        let classes =
            || attributes.class.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
        let named = |words: &[&str]| classes().any(|c| words.iter().any(|w| c.starts_with(w)));
        let byline = attributes.rel == "author"
            || attributes.itemprop == "author"
            || named(&["byline", "author"]);
        Element {
            parent: self.here(),
            skipped: parent.skipped || SKIPPED.contains(&name) || attributes.hidden,
            furniture: FURNITURE.contains(&name)
                || ["navigation", "complementary", "contentinfo", "search"]
                    .contains(&attributes.role.as_str())
                || (!roots && heading != 1 && named(FURNITURE_CLASSES)),
            link: parent.link || name == "a",
            caption: parent.caption
                || name == "figcaption"
                || named(&["caption", "wp-caption-text"]),
            heading,
            dated: parent.dated
                || name == "time"
                || named(&["date", "pubdate", "published", "posted", "timestamp", "datetime"])
                || attributes.itemprop == "datepublished",
            author: parent.author || byline,
            preformatted: parent.preformatted || name == "pre",
            weight: 0,
        }
    }

    fn count(&self, name: &str) -> usize {
        TAGS.iter().position(|t| *t == name).map_or(0, |at| self.counts[at])
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
        let Some(tag) = TAGS.iter().position(|t| t.as_bytes() == name) else { return };
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
    }

    // ------------------------------------------------------------ text

    fn text(&mut self, words: &str) {
        if self.in_title && self.metas.title.len() < ATTRIBUTE {
            self.metas.title.push_str(bounded(words));
            return;
        }
        if self.in_data {
            self.data(words);
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
        let before = self.current.len();
        for word in words.split_whitespace() {
            if !self.current.is_empty()
                && !self.current.ends_with(' ')
                && self.current.len() > before
            {
                self.current.push(' ');
            }
            self.current
                .extend(word.chars().filter(|c| !matches!(c, '\u{ad}' | '\u{200b}' | '\u{feff}')));
        }
        if link {
            self.linked += self.current.len() - before;
        }
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
    }

    /// Dates that a page declares as data.
    fn data(&mut self, words: &str) {
        for (key, rank) in [("\"datePublished\"", 1), ("\"dateCreated\"", 3)] {
            if let Some(at) = words.find(key) {
                let value = words[at + key.len()..].trim_start_matches([' ', ':', '"']);
                self.metas.offer(rank, value.split('"').next().unwrap_or_default());
            }
        }
    }

    // ------------------------------------------------------------ story

    /// The blocks of the story, by number.
    fn story(&mut self) -> Vec<usize> {
        let furniture = self.weigh();
        let mut sums: Vec<usize> = self.elements.iter().map(|e| e.weight).collect();
        let running = |block: &Block| block.runs() && !furniture[block.element as usize];
        sums.fill(0);
        for block in self.blocks.iter().filter(|b| running(b)) {
            sums[block.element as usize] += block.text.len() - block.linked.min(block.text.len());
        }
        // Parents stand before their children, so one walk backwards adds everything up.
        for at in (1..sums.len()).rev() {
            let parent = self.elements[at].parent as usize;
            sums[parent] += sums[at];
        }
        let inside = self.heart(&sums);
        let good =
            |block: &Block| inside[block.element as usize] && !furniture[block.element as usize];
        let mut story: Vec<usize> =
            (0..self.blocks.len()).filter(|&at| good(&self.blocks[at]) && self.keeps(at)).collect();
        if story.is_empty() {
            story = (0..self.blocks.len())
                .filter(|&at| !furniture[self.blocks[at].element as usize])
                .collect();
        }
        if story.is_empty() {
            story = (0..self.blocks.len()).collect();
        }
        story
    }

    /// Which elements are furniture: named so, or inside such, but never what holds most of the running text.
    fn weigh(&mut self) -> Vec<bool> {
        for block in self.blocks.iter().filter(|b| b.runs()) {
            self.elements[block.element as usize].weight += block.text.len();
        }
        for at in (1..self.elements.len()).rev() {
            let (parent, weight) = (self.elements[at].parent as usize, self.elements[at].weight);
            self.elements[parent].weight += weight;
        }
        let all = self.elements[0].weight;
        let mut furniture = vec![false; self.elements.len()];
        for at in 1..self.elements.len() {
            let element = &self.elements[at];
            furniture[at] = furniture[element.parent as usize]
                || (element.furniture && element.weight * 2 <= all);
        }
        furniture
    }

    /// The smallest element that holds most of the running text: which elements lie inside it.
    fn heart(&self, sums: &[usize]) -> Vec<bool> {
        let mut heart = 0;
        // The heaviest child of an element stands after it; one walk forwards finds the chain of heavy children.
        for at in 1..sums.len() {
            let heavy = sums[at] > 0 && sums[at] * 100 >= sums[heart] * 72;
            let block = self.elements[at].parent as usize == heart;
            if heavy && block {
                heart = at;
            }
        }
        let mut inside = vec![false; sums.len()];
        inside[heart] = true;
        for at in heart + 1..sums.len() {
            inside[at] = inside[self.elements[at].parent as usize];
        }
        inside
    }

    fn keeps(&self, at: usize) -> bool {
        let block = &self.blocks[at];
        let element = &self.elements[block.element as usize];
        let mostly_links = block.linked * 2 > block.text.len();
        if mostly_links && !(block.text.len() > 100 && cues::ends_sentence(&block.text)) {
            return false;
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
        block.item
            || element.caption
            || block.tight
            || words > 2
            || cues::ends_sentence(&block.text)
    }

    // ------------------------------------------------------------ out

    fn compose(&self, page: &Page, story: &[usize]) -> Source {
        let mut out = Composer::default();
        let (title, title_at) = self.title(page, story);
        if let Some(title) = &title {
            out.line(title, false, Some(Role::Title));
        }
        let first = story.iter().copied().find(|&at| self.blocks[at].runs()).unwrap_or(0);
        let date_at = self.date_block(title_at, first);
        if let Some(at) = date_at {
            out.line(&self.blocks[at].text, false, None);
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
            let caption = caption.then_some(Role::Caption);
            out.line(&block.text, block.tight, caption);
        }
        if let Some(site) = self.metas.site.as_ref().filter(|_| !out.source.text.is_empty()) {
            out.line(site.trim(), false, Some(Role::SiteName));
        }
        out.source.date = self.metas.date.as_ref().map(|(_, date)| date.clone());
        out.source
    }

    /// The heading that says what the head of the page says; else what the head says, without the site's name.
    fn title(&self, page: &Page, story: &[usize]) -> (Option<String>, Option<usize>) {
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
        if let Some((at, block)) = same.or_else(lone) {
            return (Some(block.text.clone()), Some(at));
        }
        let line = self.blocks.iter().position(|b| {
            !known.is_empty()
                && b.text.len() < 600
                && self.elements[b.element as usize].heading > 0
                && known.starts_with(&plain(&b.text))
                && b.text.split_whitespace().count() > 3
        });
        if let Some(at) = line {
            return (Some(self.blocks[at].text.clone()), Some(at));
        }
        let own = without_site(named.trim(), self.metas.site.as_deref());
        if !own.is_empty() {
            return (Some(own.split_whitespace().collect::<Vec<_>>().join(" ")), None);
        }
        let head = story
            .iter()
            .copied()
            .find(|&at| self.elements[self.blocks[at].element as usize].heading > 0);
        (head.map(|at| self.blocks[at].text.clone()), head)
    }

    /// A short block with a date near the title.
    fn date_block(&self, title: Option<usize>, first: usize) -> Option<usize> {
        let from = title.unwrap_or(first).saturating_sub(8);
        let end = (first.max(title.unwrap_or(0)) + 4).min(self.blocks.len());
        let dated = |at: &usize| {
            let block = &self.blocks[*at];
            let short = block.text.len() <= 120 && Some(*at) != title;
            short
                && dates::printed(&block.text, 0, block.text.len()).iter().any(|d| {
                    d.is_whole()
                        && (self.elements[block.element as usize].dated
                            || d.span.len() * 2 >= block.text.len())
                })
        };
        let start = title.unwrap_or(from);
        (start..end)
            .take(60)
            .find(|at| dated(at))
            .or_else(|| (from..start.min(end)).find(|at| dated(at)))
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
            b"rel" => self.rel = words(),
            b"datetime" => self.datetime = words(),
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
