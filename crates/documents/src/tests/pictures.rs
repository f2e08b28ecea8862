//! Pictures of texts on paper.

use super::plan_sample::plan;
use super::samples::now;
use crate::*;
use image::{DynamicImage, ImageFormat};
use samverk_foundation::Language;
use std::io::Cursor;

fn drawn(format: ImageFormat, width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let picture = DynamicImage::new_rgb8(width, height);
    picture
        .write_to(&mut Cursor::new(&mut bytes), format)
        .unwrap();
    bytes
}

fn typeset_with(pictures: Vec<(String, Vec<u8>)>) -> Vec<u8> {
    let mut sample = plan(Language::Sv);
    sample.sections[0].text =
        "Före\n\n![Karta över länet](fil:karta)\n\n- ![Vapen](fil:vapen)".into();
    let manuscript = Manuscript::of(&Document::Plan(sample), now()).unwrap();
    manuscript.with_pictures(pictures).typeset().unwrap()
}

fn held(pdf: &[u8]) -> usize {
    let text = String::from_utf8_lossy(pdf);
    text.matches("/Subtype/Image").count() + text.matches("/Subtype /Image").count()
}

#[test]
fn pictures_that_can_be_drawn_are_in_the_file() {
    let none = held(&typeset_with(Vec::new()));
    // Taller than a page, and wider: it is made to fit.
    let map = ("karta".to_owned(), drawn(ImageFormat::Png, 3_000, 4_000));
    let arms = ("vapen".to_owned(), drawn(ImageFormat::Jpeg, 40, 40));
    assert_eq!(held(&typeset_with(vec![map.clone(), arms])), none + 2);
    let mut cut = drawn(ImageFormat::Png, 300, 400);
    cut.truncate(60);
    let broken = ("vapen".to_owned(), cut);
    assert_eq!(held(&typeset_with(vec![map, broken])), none + 1);
}
