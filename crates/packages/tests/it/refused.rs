//! A package is whole or there is none.

use crate::fixture::{Store, delivery, pack};
use samverk_foundation::ProblemKind;
use samverk_packages::Direction;

#[test]
fn a_delivery_without_cases_is_refused() {
    let refused = pack(&delivery(Vec::new()), &[], &Store::default()).err();
    assert_eq!(refused.unwrap().code, "archive_without_cases");
}

#[test]
fn a_file_that_is_not_what_was_said_of_it_stops_the_delivery() {
    for content in [&b"abd"[..], b"ab", b"abcd", b""] {
        let mut store = Store::default();
        let file = store.file("Missiv.pdf", b"abc");
        store.files.insert(file.id, content.to_vec());
        let document = store.document(1, Direction::Incoming, vec![file]);
        let case = store.case("KS 2026/00042", vec![document]);
        let refused = pack(&delivery(Vec::new()), &[case], &store).err().unwrap();
        assert_eq!(refused.code, "archive_file_differs");
        let told: Vec<&str> = refused.values.iter().map(|(name, _)| *name).collect();
        assert_eq!(told, ["name", "said", "found", "number"]);
        assert_eq!(refused.values[0].1, "Missiv.pdf");
        assert_eq!(refused.values[3].1, "KS 2026/00042-1");
    }
}

#[test]
fn a_file_that_is_gone_is_told_by_its_name() {
    let mut store = Store::default();
    let file = store.file("Missiv.pdf", b"abc");
    store.files.clear();
    let document = store.document(1, Direction::Incoming, vec![file]);
    let case = store.case("KS 2026/00042", vec![document]);
    let refused = pack(&delivery(Vec::new()), &[case], &store).err().unwrap();
    assert_eq!(refused.code, "archive_file_unreadable");
    assert_eq!(refused.kind, ProblemKind::Unavailable);
    assert_eq!(refused.values[0].1, "Missiv.pdf");
}
