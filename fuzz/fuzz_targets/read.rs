//! Any bytes as a page of each form.
#![no_main]

use chancery_record::{Page, PageForm};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    for form in [PageForm::Unknown, PageForm::Text, PageForm::Html] {
        let address = "https://fuzz.example/page".to_owned();
        let page = Page { address, url: None, form, title: None, date: None, body: bytes.into() };
        let _ = chancery_read::read(&page);
    }
});
