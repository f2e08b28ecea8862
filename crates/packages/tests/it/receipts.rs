//! What the archive says that it has.

use crate::fixture::{Store, cases, delivery, pack, unpacked};
use proptest::prelude::*;
use samverk_packages::{Checksum, Finding, Receipt, compare, read_receipt};

const FOLDER: &str = "representations/rep1/data/000001-KS-2026-00042/";

fn sum(text: &str) -> Checksum {
    Checksum::of(text.as_bytes())
}

fn list() -> Vec<u8> {
    let mut store = Store::default();
    let cases = cases(&mut store);
    pack(&delivery(Vec::new()), &cases, &store).unwrap().list
}

fn delivered() -> Receipt {
    read_receipt(&list()).unwrap()
}

fn codes(receipt: &str) -> Vec<(&'static str, Option<usize>)> {
    let problems = read_receipt(receipt.as_bytes()).unwrap_err();
    let told = problems.0.iter();
    told.map(|problem| (problem.code, problem.place.row))
        .collect()
}

#[test]
fn our_own_list_is_a_receipt_of_the_whole() {
    let comparison = compare(&delivered(), &delivered());
    assert_eq!((comparison.agreed, comparison.is_whole()), (14, true));
}

#[test]
fn the_packages_own_mets_is_a_receipt_of_the_files_it_names() {
    let mut store = Store::default();
    let cases = cases(&mut store);
    let packed = pack(&delivery(Vec::new()), &cases, &store).unwrap();
    let files = unpacked(&packed.package);
    let received = read_receipt(&files["METS.xml"]).unwrap();
    let comparison = compare(&read_receipt(&packed.list).unwrap(), &received);
    assert_eq!(comparison.agreed, 5);
    let missing = |one: &Finding| matches!(one, Finding::Missing { .. });
    assert!(comparison.findings.iter().all(missing));
    assert_eq!(comparison.findings.len(), 14 - 5);
}

#[test]
fn what_differs_is_told_by_line() {
    let mut lines: Vec<String> = String::from_utf8(list())
        .unwrap()
        .lines()
        .map(str::to_owned)
        .collect();
    let place = |lines: &[String], name: &str| {
        let found = lines.iter().position(|line| line.contains(name));
        found.unwrap()
    };
    let changed = place(&lines, "01-03-etc-passwd");
    lines[changed] = format!("{FOLDER}01-03-etc-passwd;10;{}", sum("annat"));
    let again = lines[place(&lines, "01-01-Missiv")].clone();
    let first = place(&lines, "01-01-Missiv") + 1;
    let gone = place(&lines, "01-05-fdp");
    lines[gone] = format!("annat.txt;3;{}", sum("abc"));
    lines.push(again);
    let received = read_receipt(lines.join("\r\n").as_bytes()).unwrap();
    let comparison = compare(&delivered(), &received);
    let expected = [
        Finding::Differs {
            line: changed + 1,
            path: format!("{FOLDER}01-03-etc-passwd"),
            delivered: sum("innehåll 2"),
            received: sum("annat"),
        },
        Finding::Unknown {
            line: gone + 1,
            path: "annat.txt".to_owned(),
        },
        Finding::Twice {
            line: lines.len(),
            path: format!("{FOLDER}01-01-Missiv.pdf"),
            first,
        },
        Finding::Missing {
            path: format!("{FOLDER}01-05-fdp.exe"),
        },
    ];
    assert_eq!(comparison.findings, expected);
    assert_eq!(comparison.agreed, 12);
    assert!(!comparison.is_whole());
}

#[test]
fn the_archive_may_lay_the_package_in_a_folder_of_its_own() {
    let rows = delivered().rows.into_iter().map(|row| {
        let path = row.path.replace('/', "\\");
        let checksum = row.checksum.to_string().to_uppercase();
        format!("\"D:\\arkiv\\aip-7\\{path}\",{checksum}")
    });
    let rows: Vec<String> = rows.collect();
    let text = format!("\u{feff}Sökväg,SHA-256\n{}\n", rows.join("\n"));
    let comparison = compare(&delivered(), &read_receipt(text.as_bytes()).unwrap());
    assert_eq!((comparison.agreed, comparison.findings), (14, Vec::new()));
}

#[test]
fn a_receipt_may_be_xml_of_the_archives_own() {
    let row = |name: &str, text: &str| {
        format!(
            "<f:fil>\n<f:sökväg>{name}</f:sökväg>\n<f:kontrollsumma>\n {}</f:kontrollsumma></f:fil>",
            sum(text)
        )
    };
    let (a, b) = (row("a&#46;txt", "a"), row("b &amp; c.txt", "b"));
    // A file without a checksum, and a checksum without a file: they are not one.
    let halves = format!(
        "<f:fil><f:sökväg>d</f:sökväg></f:fil><f:fil><f:hash>{}</f:hash></f:fil>",
        sum("d")
    );
    let text = format!(
        "<?xml version=\"1.0\"?>\n<f:kvitto xmlns:f=\"urn:x\">\n{a}\n{b}{halves}</f:kvitto>"
    );
    let rows = read_receipt(text.as_bytes()).unwrap().rows;
    let told: Vec<(usize, &str, Checksum)> = rows
        .iter()
        .map(|row| (row.line, row.path.as_str(), row.checksum))
        .collect();
    assert_eq!(told, [(3, "a.txt", sum("a")), (7, "b & c.txt", sum("b"))]);
}

#[test]
fn a_receipt_that_cannot_be_read_says_where() {
    let checksum = sum("a");
    assert_eq!(codes(""), [("receipt_column_missing", Some(1))]);
    assert_eq!(
        codes("fil;storlek\na;1\n"),
        [("receipt_column_missing", Some(1))]
    );
    assert_eq!(codes("fil;sha256\n"), [("receipt_empty", None)]);
    assert_eq!(codes("<kvitto/>"), [("receipt_empty", None)]);
    assert_eq!(
        codes("<kvitto>\n<fil>\n</kvitto>"),
        [("receipt_unreadable", Some(3))]
    );
    assert_eq!(codes("<kvitto>"), [("receipt_unreadable", Some(1))]);
    let rows =
        format!("fil;sha256\na;{checksum}\n;{checksum}\nb;d41d8cd98f00b204e9800998ecf8427e\nc\n");
    let expected = [
        ("receipt_path_missing", Some(3)),
        ("receipt_checksum_invalid", Some(4)),
        ("receipt_checksum_invalid", Some(5)),
    ];
    assert_eq!(codes(&rows), expected);
    let bytes = [&b"fil;sha256\n\n"[..], &[0xe5, b'\n']].concat();
    let problems = read_receipt(&bytes).unwrap_err();
    assert_eq!(problems.0[0].code, "receipt_unreadable");
    assert_eq!(problems.0[0].place.row, Some(3));
}

/// A list of files as an archive may have written it: by our path and checksum of each.
fn written(rows: &[(String, String)], as_xml: bool) -> String {
    let lines = rows.iter().map(|(path, content)| {
        let checksum = sum(content);
        match as_xml {
            true => format!("<file path=\"{path}\" checksum=\"{checksum}\"/>"),
            false => format!("{checksum},\"{path}\""),
        }
    });
    let lines: Vec<String> = lines.collect();
    match as_xml {
        true => format!("<files>{}</files>", lines.join("\n")),
        false => format!("checksum,path\n{}", lines.join("\n")),
    }
}

proptest! {
    #[test]
    fn whatever_comes_is_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..300), text in "[<>/=a&;#x\"' \n\u{e5},]{0,80}") {
        let _ = read_receipt(&bytes);
        let _ = read_receipt(format!("<r>{text}").as_bytes());
        let _ = read_receipt(format!("fil,sha256\n{text}").as_bytes());
    }

    #[test]
    fn what_was_delivered_agrees_and_each_change_is_one_finding(
        files in prop::collection::btree_map("[a-z]{1,8}(/[a-z]{1,8}){1,3}", "[a-z]{0,4}", 2..20),
        changed in any::<prop::sample::Index>(),
        as_xml in any::<bool>(),
    ) {
        let rows: Vec<(String, String)> = files.into_iter().collect();
        let delivered = read_receipt(written(&rows, as_xml).as_bytes()).unwrap();
        let agreed = compare(&delivered, &delivered);
        prop_assert!(agreed.is_whole());
        prop_assert_eq!(agreed.agreed, rows.len());
        let place = changed.index(rows.len());
        let mut other = rows.clone();
        other[place].1.push_str("annat");
        let differing = compare(&delivered, &read_receipt(written(&other, !as_xml).as_bytes()).unwrap());
        prop_assert_eq!(differing.findings.len(), 1);
        let is_told = matches!(&differing.findings[0], Finding::Differs { path, .. } if *path == rows[place].0);
        prop_assert!(is_told);
        let gone = other.remove(place).0;
        let lacking = compare(&delivered, &read_receipt(written(&other, as_xml).as_bytes()).unwrap());
        prop_assert_eq!(lacking.findings, vec![Finding::Missing { path: gone }]);
    }
}
