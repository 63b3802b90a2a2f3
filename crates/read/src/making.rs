//! Who made a page, and where that, its title and its date were found.
//!
//! What the markup said and the layout of the text come in; names with their reasons go out. Never names anyone whom the page
//! does not name.

use crate::authors;
use crate::bytes::Source;
use crate::regions::Layout;
use chancery_record::{Chosen, Making, RegionRole as Role, Time};

/// The makers of a page: those its markup names, else those its lines name.
pub(crate) fn making(source: &Source, layout: &Layout, dated: Option<&Time>) -> Making {
    let mut made = source.made.clone();
    if made.authors.is_empty()
        && let Some(names) = signed(&source.text, layout)
    {
        made.authors = names;
        made.reasons.insert(Chosen::Authors, "byline of the text".into());
    }
    if made.site.is_none()
        && let Some(site) = line(layout, Role::SiteName)
    {
        made.site = Some(site.of(&source.text).trim().to_owned());
        made.reasons.insert(Chosen::Site, "line of the text".into());
    }
    if layout.title.is_some() {
        made.reasons.entry(Chosen::Title).or_insert_with(|| "line of the text".into());
    }
    if let Some(time) = dated {
        let printed = time.at.map(|_| "printed".to_owned());
        let reasons: Vec<String> = printed.into_iter().chain(time.reasons.clone()).collect();
        made.reasons.insert(Chosen::Date, reasons.join("; "));
    }
    made
}

fn line(layout: &Layout, role: Role) -> Option<chancery_record::Span> {
    layout.regions.iter().find(|region| region.role == role).map(|region| region.span)
}

fn signed(text: &str, layout: &Layout) -> Option<Vec<String>> {
    let signatures = layout.regions.iter().filter(|region| region.role == Role::Signature);
    signatures.flat_map(|region| region.span.of(text).lines()).find_map(authors::introduced)
}
