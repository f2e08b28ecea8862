//! Whatever somebody has written, the metadata can be read and says it.

use crate::fixture::{Store, delivery, pack, unpacked};
use proptest::prelude::*;
use quick_xml::events::Event;
use quick_xml::{Reader, XmlVersion};
use samverk_packages::{Case, Direction, Line, OriginalName, Prose};
use std::collections::BTreeSet;

/// All that a document says: the texts of its elements and the values of its attributes.
fn said(xml: &[u8]) -> BTreeSet<String> {
    let mut reader = Reader::from_reader(xml);
    let (mut said, mut text) = (BTreeSet::new(), String::new());
    loop {
        match reader.read_event().unwrap() {
            Event::Start(one) | Event::Empty(one) => {
                text.clear();
                for attribute in one.attributes() {
                    let attribute = attribute.unwrap();
                    let value = attribute.normalized_value(XmlVersion::Explicit1_0);
                    said.insert(value.unwrap().into_owned());
                }
            }
            Event::Text(one) => text.push_str(&one.xml10_content()),
            Event::GeneralRef(one) => match one.resolve_char_ref().unwrap() {
                Some(letter) => text.push(letter),
                None => {
                    let name: &str = &one;
                    let known = quick_xml::escape::resolve_predefined_entity(name);
                    text.push_str(known.unwrap());
                }
            },
            Event::End(_) => {
                said.insert(std::mem::take(&mut text));
            }
            Event::Eof => return said,
            _ => {}
        }
    }
}

/// Letters that XML, files and people handle differently, besides any others.
fn written() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[<>&'\"\\]\\[\r\n\t \u{0}\u{8}\u{85}\u{2028}\u{202e}\u{fffe}\u{feff}a\u{30a}åÅ;#x]{0,40}",
        Just("]]>".to_owned()),
        Just("&amp;&#0;<!--".to_owned()),
    ]
}

fn filled(case: &mut Case, texts: &[String]) -> Vec<String> {
    let mut expected = Vec::new();
    let mut texts = texts.iter();
    let mut next = || texts.next().map(String::as_str).unwrap_or_default();
    let decision = &mut case.decisions[0];
    let (class, marking) = (&mut case.classification, &mut case.secrecy);
    let (class, marking) = (class.as_mut().unwrap(), marking.as_mut().unwrap());
    let (document, event) = (&mut case.documents[0], &mut case.events[0]);
    for place in [
        &mut case.registry,
        &mut case.number,
        &mut case.subject,
        case.public_subject.as_mut().unwrap(),
        case.officer.as_mut().unwrap(),
        &mut case.parties[0].name,
        &mut case.related[0],
        &mut event.who,
        &mut event.what,
        &mut class.code,
        class.name.as_mut().unwrap(),
        &mut marking.provision,
        &mut marking.authority,
        &mut decision.body,
        &mut document.number,
        &mut document.title,
        &mut document.parties[0].name,
    ] {
        if let Some(line) = Line::of(next()) {
            expected.push(line.as_str().to_owned());
            *place = line;
        }
    }
    for place in [&mut decision.text, &mut event.told] {
        if let Some(prose) = Prose::of(next()) {
            expected.push(prose.as_str().to_owned());
            *place = prose;
        }
    }
    let name = OriginalName::of(next());
    expected.push(name.as_str().to_owned());
    document.files[0].name = name;
    expected
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn what_is_written_is_read(texts in prop::collection::vec(written(), 24)) {
        let mut store = Store::default();
        let file = store.file("", b"abc");
        let document = store.document(1, Direction::Internal, vec![file]);
        let mut case = store.case("KS 2026/00042", vec![document]);
        let expected = filled(&mut case, &texts);
        let mut delivery = delivery(Vec::new());
        let ours = [&mut delivery.label, &mut delivery.system.name, &mut delivery.submitter.name];
        let mut of_all = Vec::new();
        for (place, text) in ours.into_iter().zip(texts.iter().rev()) {
            if let Some(line) = Line::of(text) {
                of_all.push(line.as_str().to_owned());
                *place = line;
            }
        }
        let packed = pack(&delivery, &[case.clone()], &store).unwrap();
        let files = unpacked(&packed.package);
        let erms = said(&files["metadata/descriptive/erms.xml"]);
        for text in &expected {
            prop_assert!(erms.contains(text), "ERMS does not say {text:?}");
        }
        let premis = said(&files["metadata/preservation/premis.xml"]);
        let name = case.documents[0].files[0].name.as_str();
        prop_assert!(premis.contains(name), "PREMIS does not say {name:?}");
        let mets = said(&files["METS.xml"]);
        for text in &of_all {
            prop_assert!(mets.contains(text) , "METS does not say {text:?}");
        }
        said(&files["representations/rep1/METS.xml"]);
    }
}
