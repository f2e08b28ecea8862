//! A case of the registry as the e-archive is told of it.

use chrono::{DateTime, NaiveDate, Utc};
use samverk_cases::model::{
    Begun, Case, CaseEvent, CaseStatus, Direction, Document, FileVersion, Release, Signature,
};
use samverk_cases::store;
use samverk_database::Tx;
use samverk_files::model::{State, Version};
use samverk_files::versions_of;
use samverk_foundation::{PersonId, Problem};
use samverk_packages::{
    self as packages, CaseEnd, CaseParty, Checksum, Classification, Day, Line, MediaType, Moment,
    OriginalName, Part, Prose, Scan, SecrecyMarking,
};
use samverk_web::Ui;
use std::collections::BTreeMap;
use uuid::Uuid;

/// Why a case is not delivered, by its code.
pub(super) type Why = &'static str;

/// More events than this are no history of a case.
const EVENTS_MAX: u64 = 10_000;

/// What is told of cases beside what they say: read for a stretch of them.
pub(super) struct Told {
    documents: BTreeMap<Uuid, Vec<Document>>,
    signatures: BTreeMap<Uuid, Vec<Signature>>,
    versions: BTreeMap<FileVersion, Version>,
    officers: BTreeMap<PersonId, String>,
}

impl Told {
    pub(super) async fn read(tx: &Tx, cases: &[Case]) -> Result<Self, Problem> {
        let ids: Vec<Uuid> = cases.iter().map(|case| case.id.0).collect();
        let mut documents: BTreeMap<Uuid, Vec<Document>> = BTreeMap::new();
        for one in store::list_documents_of(tx, &ids).await? {
            documents.entry(one.case.0).or_default().push(one);
        }
        let of_documents: Vec<Uuid> = documents.values().flatten().map(|one| one.id).collect();
        let mut signatures: BTreeMap<Uuid, Vec<Signature>> = BTreeMap::new();
        for one in store::list_signatures(tx, &of_documents).await? {
            signatures.entry(one.document).or_default().push(one);
        }
        let of_documents = documents
            .values()
            .flatten()
            .filter_map(Document::file_version);
        let of_signatures = signatures.values().flatten().map(|one| one.file);
        let mut files: Vec<Uuid> = of_documents
            .chain(of_signatures)
            .map(|it| it.file)
            .collect();
        files.sort_unstable();
        files.dedup();
        let versions = versions_of(tx, &files).await?.into_iter();
        let named = |one: Version| {
            let version = FileVersion {
                file: one.file,
                number: one.number,
            };
            (version, one)
        };
        let people: Vec<_> = cases.iter().filter_map(|case| case.officer).collect();
        Ok(Self {
            documents,
            signatures,
            versions: versions.map(named).collect(),
            officers: samverk_identity::names_of(tx, &people).await?,
        })
    }

    /// Everything that is told of one case, or why it is not delivered.
    pub(super) async fn case(
        &self,
        tx: &Tx,
        ui: &Ui,
        registry: &str,
        case: &Case,
    ) -> Result<Result<packages::Case, Why>, Problem> {
        let releases = store::list_releases(tx, case.id).await?;
        let events = store::list_events(tx, case.id, (0, EVENTS_MAX)).await?;
        let of_case = self.documents.get(&case.id.0);
        let mut documents = Vec::new();
        for one in of_case.into_iter().flatten() {
            match self.document(case, one, &releases)? {
                Ok(document) => documents.push(document),
                Err(why) => return Ok(Err(why)),
            }
        }
        let content = &case.content;
        let part = match content.begun {
            Begun::Incoming => Part::Sender,
            Begun::Outgoing => Part::Receiver,
            Begun::Own => Part::Counterpart,
        };
        let counterpart = Line::of(&content.counterpart).map(|name| CaseParty {
            name,
            part,
            is_protected: content.is_secret(),
        });
        let officer = case.officer.and_then(|id| self.officers.get(&id));
        Ok(Ok(packages::Case {
            id: case.id.0,
            registry: Line::new(registry, "registry")?,
            number: Line::new(&case.number, "number")?,
            subject: Line::new(&content.subject, "subject")?,
            public_subject: Line::of(&content.public_subject),
            registered_on: Day::new(case.registered_on)?,
            received_on: content.received_on.map(Day::new).transpose()?,
            deadline: content.deadline.map(Day::new).transpose()?,
            end: end(case, &events)?,
            classification: Line::of(&content.classification)
                .map(|code| Classification { code, name: None }),
            secrecy: secrecy(case)?,
            retention: None,
            officer: officer.and_then(|name| Line::of(name)),
            parties: counterpart.into_iter().collect(),
            decisions: Vec::new(),
            related: Vec::new(),
            // The oldest first.
            events: events
                .iter()
                .rev()
                .map(|one| event(ui, one))
                .collect::<Result<_, _>>()?,
            documents,
        }))
    }

    fn document(
        &self,
        case: &Case,
        one: &Document,
        releases: &[Release],
    ) -> Result<Result<packages::Document, Why>, Problem> {
        let signatures = self.signatures.get(&one.id).into_iter().flatten();
        let versions = one.file_version().into_iter();
        let mut files = Vec::new();
        for version in versions.chain(signatures.map(|one| one.file)) {
            let Some(found) = self.versions.get(&version) else {
                return Ok(Err("file_missing"));
            };
            if found.is_infected() {
                return Ok(Err("file_infected"));
            }
            files.push(file(found, releases)?);
        }
        let content = &one.content;
        let number = format!("{}-{}", case.number, one.number);
        Ok(Ok(packages::Document {
            id: one.id,
            number: Line::new(&number, "number")?,
            sequence: i32::try_from(one.number).map_err(Problem::internal)?,
            title: Line::new(&content.title, "title")?,
            direction: match content.direction {
                Direction::Incoming => packages::Direction::Incoming,
                Direction::Outgoing => packages::Direction::Outgoing,
                Direction::Internal => packages::Direction::Internal,
            },
            dated_on: Day::new(content.dated_on)?,
            registered_on: Some(Day::new(one.registered_on)?),
            secrecy: secrecy(case)?,
            parties: Vec::new(),
            files,
        }))
    }
}

/// The day on which it ended: what was entered by mistake ended when that was found.
fn end(case: &Case, events: &[CaseEvent]) -> Result<CaseEnd, Problem> {
    let day = |at: DateTime<Utc>| at.date_naive();
    let voided = events.iter().find(|one| one.what == "case.voided");
    Ok(match case.status {
        CaseStatus::Void => CaseEnd::Void {
            on: Day::new(voided.map_or(case.registered_on, |one| day(one.at)))?,
            reason: Line::new(&first_line(&case.void_reason), "void_reason")?,
        },
        CaseStatus::Closed | CaseStatus::Open => CaseEnd::Closed {
            on: Day::new(closed_on(case))?,
        },
    })
}

/// What came in with an older list has no day of its end: then it is that of the registration.
fn closed_on(case: &Case) -> NaiveDate {
    case.closed_on.unwrap_or(case.registered_on)
}

fn first_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn secrecy(case: &Case) -> Result<Option<SecrecyMarking>, Problem> {
    let content = &case.content;
    if !content.is_secret() {
        return Ok(None);
    }
    Ok(Some(SecrecyMarking {
        provision: Line::new(&content.secrecy_provision, "secrecy_provision")?,
        on: Day::new(content.secrecy_on.unwrap_or(case.registered_on))?,
        authority: Line::new(&content.secrecy_authority, "secrecy_authority")?,
    }))
}

fn event(ui: &Ui, event: &CaseEvent) -> Result<packages::CaseEvent, Problem> {
    let told = samverk_cases::event_words(ui, event);
    let who = samverk_cases::event_actor(ui, event);
    let unsaid = || Problem::internal("an event without words");
    Ok(packages::CaseEvent {
        at: Moment::new(event.at)?,
        who: Line::of(&who).ok_or_else(unsaid)?,
        what: Line::of(&event.what).ok_or_else(unsaid)?,
        told: Prose::of(&told).ok_or_else(unsaid)?,
    })
}

fn file(version: &Version, releases: &[Release]) -> Result<packages::File, Problem> {
    let is_it =
        |one: &&Release| (one.version.file, one.version.number) == (version.file, version.number);
    let not_scanned = |why: &str| {
        let why = match releases.iter().any(|one| is_it(&one)) {
            true => format!("{why}, released"),
            false => why.to_owned(),
        };
        let why = Line::of(&why).ok_or_else(|| Problem::internal("no reason"))?;
        Ok::<_, Problem>(Scan::NotScanned { why })
    };
    let unread = || Problem::internal("a checksum that is none");
    Ok(packages::File {
        id: version.id,
        name: OriginalName::of(&version.name),
        version: u32::try_from(version.number).map_err(Problem::internal)?,
        media_type: MediaType::of(&version.media_type),
        size: version.size,
        checksum: Checksum::parse(&version.sha256).ok_or_else(unread)?,
        kept_at: Moment::new(version.added_at)?,
        scan: match &version.state {
            State::Clean => Scan::Clean {
                at: Moment::new(version.added_at)?,
                by: Line::of("clamd").ok_or_else(|| Problem::internal("no name"))?,
            },
            State::NotScanned(why) => not_scanned(why.code())?,
            State::Infected(_) => return Err(Problem::internal("an infected file")),
        },
    })
}
