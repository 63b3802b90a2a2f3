//! What the class names and ids of elements say of them.
//!
//! The class attribute in small letters comes in, a standing goes out. Knows the words that authors of pages use for the
//! parts of a page, never the pages of one site.

/// What an element is to the story.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Standing {
    /// Nothing is said.
    #[default]
    Open,
    /// Named as what holds the story.
    Story,
    /// A frame of the page by its tag: navigation, footer, aside.
    Frame,
    /// Named as furniture.
    Furniture,
    /// Named as what readers say.
    Talk,
    /// Named as what often is furniture, and at times the lead of the story.
    Doubtful,
}

/// The standing that class names and ids give.
pub(crate) fn standing(class: &str) -> Standing {
    let mut standing = Standing::Open;
    for name in class.split_whitespace().take(40) {
        if NEGATING.iter().any(|head| name.contains(head)) {
            continue;
        }
        match of(name) {
            Standing::Story => return Standing::Story,
            Standing::Open => {}
            Standing::Doubtful if standing != Standing::Open => {}
            found => standing = found,
        }
    }
    standing
}

/// The class of a caption.
pub(crate) fn captions(class: &str) -> bool {
    class.split_whitespace().take(40).any(|name| {
        let bare: String = name.chars().filter(|c| c.is_alphanumeric()).collect();
        bare.contains("caption") && !bare.contains("nocaption")
            || CAPTIONS.iter().any(|c| bare.ends_with(c))
    })
}

fn of(name: &str) -> Standing {
    let bare: String = name.chars().filter(|c| c.is_alphanumeric()).collect();
    if STORY.iter().any(|s| bare.ends_with(s)) {
        return Standing::Story;
    }
    let mut standing = Standing::Open;
    let first = name.split(|c: char| !c.is_alphanumeric()).find(|t| !t.is_empty());
    for token in name.split(|c: char| !c.is_alphanumeric()).filter(|t| !t.is_empty()) {
        if TALK.iter().any(|w| token.starts_with(w)) {
            return if first == Some(token) { Standing::Talk } else { Standing::Doubtful };
        }
        if FURNITURE.contains(&token) || FURNITURE_HEADS.iter().any(|w| token.starts_with(w)) {
            return Standing::Furniture;
        }
        if DOUBTFUL.iter().any(|w| token.starts_with(w)) {
            standing = Standing::Doubtful;
        }
    }
    if AUTHOR.iter().any(|w| bare.contains(w)) {
        return Standing::Furniture;
    }
    if name == "hidden" || name == "hide" { Standing::Doubtful } else { standing }
}

/// What says that a part is there or not, rather than what the element is.
const NEGATING: &[&str] =
    &["has-", "no-", "with-", "without", "-hidden", "hidden-", "not-", "is-", "js-"];

/// Ends of the names of what holds the story.
const STORY: &[&str] = &[
    "articlebody",
    "articletext",
    "articlecontent",
    "articlecopy",
    "entrycontent",
    "entrytext",
    "postcontent",
    "postbody",
    "posttext",
    "storybody",
    "storycontent",
    "storytext",
    "newstext",
    "newscontent",
    "newsbody",
    "bodytext",
    "articlebodytext",
    "articlemain",
    "texte",
    "artikeltext",
    "cuerponoticia",
];

const CAPTIONS: &[&str] = &[
    "imagedescription",
    "imgmetadata",
    "imginline",
    "imagedesc",
    "imagecredit",
    "photocredit",
    "bildunterschrift",
    "mediacredit",
];

const AUTHOR: &[&str] = &[
    "authorbio",
    "authorbox",
    "authorinfo",
    "authordesc",
    "aboutauthor",
    "abouttheauthor",
    "authorprofile",
];

const TALK: &[&str] = &["comment", "disqus", "kommentar", "livefyre", "respond", "replies"];

const FURNITURE: &[&str] = &[
    "nav",
    "menu",
    "ads",
    "adv",
    "ad",
    "tags",
    "pager",
    "rating",
    "ratings",
    "skip",
    "poll",
    "partners",
    "cta",
    "footer",
    "signup",
    "login",
    "nextstory",
    "gdpr",
    "socials",
    "more",
    "toc",
];

const FURNITURE_HEADS: &[&str] = &[
    "share",
    "sharing",
    "social",
    "related",
    "sidebar",
    "navbar",
    "navigation",
    "breadcrumb",
    "advert",
    "cookie",
    "newsletter",
    "popup",
    "modal",
    "subscri",
    "taglist",
    "recommend",
    "outbrain",
    "taboola",
    "paginat",
    "toolbar",
    "readmore",
    "mostread",
    "popular",
    "trending",
    "copyright",
    "disclaimer",
    "disclosure",
    "affiliate",
    "jumplink",
    "sponsor",
    "carousel",
    "dropdown",
    "consent",
    "bookmark",
    "shariff",
    "addtoany",
    "banner",
    "paywall",
    "buybox",
    "subvert",
];

const DOUBTFUL: &[&str] =
    &["teaser", "widget", "slider", "promo", "meta", "snippet", "byline", "author"];
