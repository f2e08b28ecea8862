//! What a package consists of.

use crate::fixture::{Store, cases, delivery, pack, unpacked};
use samverk_packages::{Attachment, AttachmentKind, Checksum, MediaType, OriginalName};
use std::collections::BTreeMap;

fn files(attachments: Vec<Attachment>) -> BTreeMap<String, Vec<u8>> {
    let mut store = Store::default();
    let cases = cases(&mut store);
    let packed = pack(&delivery(attachments), &cases, &store).unwrap();
    unpacked(&packed.package)
}

fn text(files: &BTreeMap<String, Vec<u8>>, path: &str) -> String {
    String::from_utf8(files[path].clone()).unwrap()
}

#[test]
fn a_package_has_the_folders_of_the_specification() {
    let schema = Attachment {
        kind: AttachmentKind::Schema,
        name: OriginalName::of("ERMS_v3.xsd"),
        media_type: MediaType::of("application/xml"),
        content: b"<schema/>".to_vec(),
    };
    let files = files(vec![schema]);
    let data = "representations/rep1/data/000001-KS-2026-00042/";
    let long = format!("{data}01-07-{}", "o".repeat(60));
    let expected = [
        "METS.xml",
        "documentation/00-beskrivning.txt",
        "metadata/descriptive/erms.xml",
        "metadata/preservation/premis.xml",
        "representations/rep1/METS.xml",
        &format!("{data}01-01-Missiv.pdf"),
        &format!("{data}01-02-missiv.pdf"),
        &format!("{data}01-03-etc-passwd"),
        &format!("{data}01-04-Atgarder.docx"),
        &format!("{data}01-05-fdp.exe"),
        &format!("{data}01-06-a-b-c.txt"),
        &long,
        &format!("{data}02-01-Missiv.pdf"),
        "schemas/00-catalog.xml",
        "schemas/01-ERMS-v3.xsd",
    ];
    let paths: Vec<&str> = files.keys().map(String::as_str).collect();
    assert_eq!(paths, expected);
    assert_eq!(
        files[&format!("{data}01-04-Atgarder.docx")],
        "innehåll 3".as_bytes()
    );
    assert!(files[&long].is_empty());
}

#[test]
fn the_list_and_the_seal_tell_what_lies_in_the_package() {
    let mut store = Store::default();
    let cases = cases(&mut store);
    let packed = pack(&delivery(Vec::new()), &cases, &store).unwrap();
    let files = unpacked(&packed.package);
    let list = String::from_utf8(packed.list).unwrap();
    let mut told: Vec<String> = list.lines().skip(1).map(str::to_owned).collect();
    told.sort();
    let row = |(path, content): (&String, &Vec<u8>)| {
        format!("{path};{};{}", content.len(), Checksum::of(content))
    };
    let lies: Vec<String> = files.iter().map(row).collect();
    assert_eq!(told, lies);
    let sealed = packed.sealed;
    assert_eq!((sealed.cases, sealed.files), (3, 14));
    assert_eq!(sealed.checksum, Checksum::of(&packed.package));
    assert_eq!(sealed.size, u64::try_from(packed.package.len()).unwrap());
}

#[test]
fn the_same_cases_give_the_same_package() {
    let pack_once = || {
        let mut store = Store::default();
        let cases = cases(&mut store);
        pack(&delivery(Vec::new()), &cases, &store).unwrap().sealed
    };
    assert_eq!(pack_once(), pack_once());
}

#[test]
fn what_a_file_was_called_stands_in_the_metadata() {
    let files = files(Vec::new());
    let erms = text(&files, "metadata/descriptive/erms.xml");
    let premis = text(&files, "metadata/preservation/premis.xml");
    for name in [
        "../../etc/passwd",
        "A\u{30a}tga\u{308}rder.docx",
        "\u{202e}fdp.exe",
        "a\u{fffd}b\u{fffd}c.txt",
    ] {
        assert!(erms.contains(&format!("name=\"{name}\"")), "{name}");
        let original = format!("<originalName>{name}</originalName>");
        assert!(premis.contains(&original), "{name}");
    }
}

#[test]
fn a_void_case_says_why_and_a_case_says_how_long_it_is_kept() {
    let erms = text(&files(Vec::new()), "metadata/descriptive/erms.xml");
    for said in [
        "<status value=\"obliterated\"/>",
        "<note noteType=\"makulering\">Registrerat två gånger</note>",
        "<date dateType=\"other\" otherDateType=\"makulerat\">2026-04-17T00:00:00</date>",
        "<disposal disposable=\"false\">",
        "<disposalDate dateType=\"action_due\">2036-04-16T00:00:00</disposalDate>",
        "<regulation>21 kap. 7 § OSL</regulation>",
        "<protectedIdentity>true</protectedIdentity>",
        "<classification classificationCode=\"1.2.3\">Besvara remisser</classification>",
        "<runningNumber>3</runningNumber>",
    ] {
        assert!(erms.contains(said), "{said}");
    }
}

#[test]
fn a_file_that_no_scanner_has_seen_is_never_said_to_be_clean() {
    let premis = text(&files(Vec::new()), "metadata/preservation/premis.xml");
    let told = |outcome: &str| {
        let outcome = format!("<eventOutcome>{outcome}</eventOutcome>");
        premis.matches(&outcome).count()
    };
    // Of eight files; two events are of the package.
    assert_eq!((told("not performed"), told("success")), (1, 7 + 2));
    assert!(premis.contains("<eventOutcomeDetailNote>För stor</eventOutcomeDetailNote>"));
}
