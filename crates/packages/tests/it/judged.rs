//! What other programs say: lxml with the published schemas, eark-validator with the specification's rules
//! (`tools/check-packages`). Left out where the schemas are not, since they are not ours to carry.

use crate::fixture::{Packed, Store, cases, delivery, pack};
use samverk_packages::{Attachment, AttachmentKind, Delivery, Line, MediaType, OriginalName};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Where the schemas lie.
fn schemas() -> Option<PathBuf> {
    let beside = || concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/fgs").into();
    let folder = std::env::var_os("SAMVERK_FGS").map_or_else(beside, PathBuf::from);
    folder.join("csip").is_dir().then_some(folder)
}

/// What the judges say of the packages in a folder, and whether they take them.
fn judged(folder: &Path, schemas: &Path) -> (bool, String) {
    let tool = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tools/check-packages");
    let mut tool = Command::new(tool);
    let judged = tool
        .arg(folder)
        .env("SAMVERK_FGS", schemas)
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&judged.stdout).into_owned();
    let fault = String::from_utf8_lossy(&judged.stderr);
    (judged.status.success(), told + &fault)
}

fn packed(delivery: &Delivery) -> Packed {
    let mut store = Store::default();
    let cases = cases(&mut store);
    pack(delivery, &cases, &store).unwrap()
}

/// A delivery of which as little is said as can be, with the texts that XML has most trouble with.
fn sparse() -> Delivery {
    let mut sparse = delivery(Vec::new());
    sparse.label = Line::of("]]> <ärenden> & \"mer\" 'än' så \u{1f600}").unwrap();
    sparse.archival_creator.number = None;
    (sparse.agreement, sparse.reference_code) = (None, None);
    (sparse.contact, sparse.archive) = (None, None);
    sparse.classification_scheme = None;
    sparse
}

fn schema(schemas: &Path, path: &str) -> Attachment {
    Attachment {
        kind: AttachmentKind::Schema,
        name: OriginalName::of(path.rsplit('/').next().unwrap()),
        media_type: MediaType::of("application/xml"),
        content: std::fs::read(schemas.join(path)).unwrap(),
    }
}

#[test]
fn other_programs_take_the_packages() {
    let Some(schemas) = schemas() else {
        return;
    };
    let paths = ["csip/mets.xsd", "csip/premis-v3-0.xsd", "erms/ERMS_v3.xsd"];
    let attachments = paths.map(|path| schema(&schemas, path)).to_vec();
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, packed: &Packed| {
        std::fs::write(folder.path().join(name), &packed.package).unwrap();
    };
    write("helt.tar", &packed(&delivery(attachments)));
    write("glest.tar", &packed(&sparse()));
    // No file at all.
    let mut store = Store::default();
    let case = store.case("KS 2026/00042", Vec::new());
    let empty = pack(&delivery(Vec::new()), &[case], &store).unwrap();
    write("utan-filer.tar", &empty);
    let (taken, told) = judged(folder.path(), &schemas);
    assert!(taken, "{told}");
    assert!(told.contains("3 packages are taken"), "{told}");
}

/// Judges that take everything would say nothing.
#[test]
fn other_programs_refuse_what_is_spoilt() {
    let Some(schemas) = schemas() else {
        return;
    };
    let spoilt = |from: &str, to: &str| {
        assert_eq!(from.len(), to.len());
        let mut package = packed(&delivery(Vec::new())).package;
        let mut seen = 0;
        for at in 0..package.len() - from.len() {
            if &package[at..at + from.len()] == from.as_bytes() {
                package[at..at + to.len()].copy_from_slice(to.as_bytes());
                seen += 1;
            }
        }
        assert!(seen > 0, "{from}");
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("fel.tar"), package).unwrap();
        judged(folder.path(), &schemas)
    };
    for (from, to, fault) in [
        ("innehåll 3", "innehåll 9", "is not what METS says"),
        ("\"caseFile\"", "\"akt-fall\"", "aggregationType"),
        ("messageDigest>", "messageDigezt>", "messageDigezt"),
        ("LABEL=\"CSIP\"", "LABEL=\"CSIQ\"", "CSIP82"),
        (
            "otherDirectionDefinition=",
            "otherDirectionDefinitiom=",
            "otherDirectionDefinitio",
        ),
    ] {
        let (taken, told) = spoilt(from, to);
        assert!(!taken && told.contains(fault), "{fault}: {told}");
    }
}
