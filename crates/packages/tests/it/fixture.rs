//! A delivery of some invented cases, and what to see in the package.

use chrono::{DateTime, NaiveDate};
use samverk_foundation::Problem;
use samverk_packages::{
    Attachment, Case, CaseEnd, CaseEvent, CaseParty, Checksum, Classification, Contact, Day,
    Decision, Delivery, DeliveryKind, Direction, Document, File, Line, MediaType, Moment,
    Organisation, OriginalName, Package, Part, Places, Prose, Retention, Scan, Sealed,
    SecrecyMarking, System,
};
use std::collections::{BTreeMap, HashMap};
use std::io::{self, Cursor, Read};
use uuid::Uuid;

pub fn line(text: &str) -> Line {
    Line::of(text).unwrap()
}

pub fn day(text: &str) -> Day {
    Day::new(text.parse::<NaiveDate>().unwrap()).unwrap()
}

pub fn moment(text: &str) -> Moment {
    Moment::new(DateTime::parse_from_rfc3339(text).unwrap().to_utc()).unwrap()
}

fn organisation(name: &str, number: Option<&str>) -> Organisation {
    Organisation {
        name: line(name),
        number: number.map(line),
    }
}

pub fn delivery(attachments: Vec<Attachment>) -> Delivery {
    Delivery {
        id: Uuid::from_u128(0x0193_7a00_0000_7000_8000_0000_0000_0001),
        label: line("Kommunstyrelsens avslutade ärenden 2026"),
        kind: DeliveryKind::New,
        agreement: Some(line("LÖ 2026/7")),
        reference_code: Some(line("SE/EXEMPEL/1")),
        archival_creator: organisation("Exempelby kommun", Some("212000-0000")),
        submitter: organisation("Exempelby kommuns kansli", None),
        contact: Some(Contact {
            role: line("Arkivarie"),
            address: line("arkivarie@exempel.se"),
        }),
        archive: Some(organisation("Exempellänets e-arkiv", None)),
        system: System {
            name: line("Samverk"),
            version: line("0.1.0"),
        },
        made_at: moment("2026-11-22T08:00:00Z"),
        classification_scheme: Some(line("KLASSA 2.0")),
        attachments,
    }
}

/// Files as a store has them, and ids that nobody else has.
#[derive(Default)]
pub struct Store {
    pub files: HashMap<Uuid, Vec<u8>>,
    next: u128,
}

impl Store {
    pub fn id(&mut self) -> Uuid {
        self.next += 1;
        Uuid::from_u128(self.next)
    }

    pub fn file(&mut self, name: &str, content: &[u8]) -> File {
        let id = self.id();
        self.files.insert(id, content.to_vec());
        File {
            id,
            name: OriginalName::of(name),
            version: 1,
            media_type: MediaType::of("application/pdf"),
            size: u64::try_from(content.len()).unwrap(),
            checksum: Checksum::of(content),
            kept_at: moment("2026-03-02T12:30:00Z"),
            scan: Scan::Clean {
                at: moment("2026-03-02T12:30:01Z"),
                by: line("ClamAV 1.4"),
            },
        }
    }

    pub fn document(&mut self, sequence: i32, direction: Direction, files: Vec<File>) -> Document {
        Document {
            id: self.id(),
            number: line(&format!("KS 2026/00042-{sequence}")),
            sequence,
            title: line("Missiv <utkast> & \"bilagor\""),
            direction,
            dated_on: day("2026-03-02"),
            registered_on: Some(day("2026-03-03")),
            secrecy: None,
            parties: vec![CaseParty {
                name: line("Påhittade myndigheten"),
                part: Part::Sender,
                is_protected: false,
            }],
            files,
        }
    }

    /// A case in which everything that can be said is said.
    pub fn case(&mut self, number: &str, documents: Vec<Document>) -> Case {
        Case {
            id: self.id(),
            registry: line("Kommunstyrelsen"),
            number: line(number),
            subject: line("Remiss om digital målbild"),
            public_subject: Some(line("Remiss")),
            registered_on: day("2026-03-02"),
            received_on: Some(day("2026-03-01")),
            deadline: Some(day("2026-04-05")),
            end: CaseEnd::Closed {
                on: day("2026-04-16"),
            },
            classification: Some(Classification {
                code: line("1.2.3"),
                name: Some(line("Besvara remisser")),
            }),
            secrecy: Some(marking()),
            retention: Some(Retention::Dispose {
                mandate: line("Informationshanteringsplan 2026 § 4"),
                period: line("10 år"),
                trigger: line("Ärendet avslutat"),
                triggered_on: day("2026-04-16"),
                due_on: day("2036-04-16"),
            }),
            officer: Some(line("Utredare")),
            parties: vec![CaseParty {
                name: line("Påhittad Person"),
                part: Part::Counterpart,
                is_protected: true,
            }],
            decisions: vec![Decision {
                body: line("Kommunstyrelsen"),
                on: day("2026-04-14"),
                paragraph: Some(line("57")),
                text: Prose::of("Yttrandet antas.\nParagrafen justeras omedelbart.").unwrap(),
            }],
            related: vec![line("KS 2025/00007")],
            events: vec![CaseEvent {
                at: moment("2026-03-02T07:00:00Z"),
                who: line("Registrator"),
                what: line("case.registered"),
                told: Prose::of("Registrerat").unwrap(),
            }],
            documents,
        }
    }

    pub fn open(&self, file: &File) -> io::Result<Cursor<Vec<u8>>> {
        let found = self.files.get(&file.id).cloned();
        let found = found.ok_or_else(|| io::Error::from(io::ErrorKind::NotFound));
        found.map(Cursor::new)
    }
}

pub fn marking() -> SecrecyMarking {
    SecrecyMarking {
        provision: line("21 kap. 7 § OSL"),
        on: day("2026-03-02"),
        authority: line("Kommunstyrelsen"),
    }
}

/// Three cases: one with all that can be said and names of every sort, one that is void, one without documents.
pub fn cases(store: &mut Store) -> Vec<Case> {
    let names = [
        "Missiv.pdf",
        "missiv.PDF",
        "../../etc/passwd",
        "A\u{30a}tga\u{308}rder.docx",
        "\u{202e}fdp.exe",
        "a\u{0}b\tc.txt",
    ];
    let mut files: Vec<File> = Vec::new();
    for (place, name) in names.iter().enumerate() {
        files.push(store.file(name, format!("innehåll {place}").as_bytes()));
    }
    files.push(store.file(&"ö".repeat(300), b""));
    files[1].scan = Scan::NotScanned {
        why: line("För stor"),
    };
    files[1].version = 2;
    let again = files[0].clone();
    let received = store.document(1, Direction::Incoming, files);
    let mut sent = store.document(2, Direction::Outgoing, vec![again]);
    sent.secrecy = Some(marking());
    let drawn_up = store.document(3, Direction::Internal, Vec::new());
    let whole = store.case("KS 2026/00042", vec![received, sent, drawn_up]);
    let mut void = store.case("KS 2026/00043", Vec::new());
    void.end = CaseEnd::Void {
        on: day("2026-04-17"),
        reason: line("Registrerat två gånger"),
    };
    void.retention = Some(Retention::Preserve {
        mandate: line("Informationshanteringsplan 2026 § 1"),
    });
    let mut bare = store.case("KS 2026/00044", Vec::new());
    (bare.classification, bare.secrecy, bare.retention) = (None, None, None);
    (bare.officer, bare.public_subject) = (None, None);
    (bare.received_on, bare.deadline) = (None, None);
    bare.parties.clear();
    bare.decisions.clear();
    bare.events.clear();
    vec![whole, void, bare]
}

/// A package, and what the archive's receipt is compared with.
pub struct Packed {
    pub package: Vec<u8>,
    pub list: Vec<u8>,
    pub sealed: Sealed,
}

pub fn pack(delivery: &Delivery, cases: &[Case], store: &Store) -> Result<Packed, Problem> {
    let (mut package, mut list) = (Vec::new(), Vec::new());
    let beside = std::env::temp_dir();
    let places = Places {
        package: &mut package,
        list: &mut list,
        beside: &beside,
    };
    let mut written = Package::begin(delivery, places)?;
    for case in cases {
        written = written.with_case(case, |file| store.open(file))?;
    }
    let sealed = written.seal()?;
    Ok(Packed {
        package,
        list,
        sealed,
    })
}

/// The files of a package, by their path within it.
pub fn unpacked(package: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut archive = tar::Archive::new(package);
    for entry in archive.entries().unwrap() {
        let mut entry = entry.unwrap();
        let path = entry.path().unwrap().to_str().unwrap().to_owned();
        let (_, path) = path.split_once('/').unwrap();
        let mut content = Vec::new();
        entry.read_to_end(&mut content).unwrap();
        assert!(
            found.insert(path.to_owned(), content).is_none(),
            "{path} twice"
        );
    }
    found
}
