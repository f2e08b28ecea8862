//! The tables of what is written in a registry's cases, and of what has been finished of it. Files are named by key and
//! version: `beslut/1`.

use super::documents::version;
use super::place;
use crate::desk::RegistryDesk;
use crate::model::{Case, CaseText, Document, FileVersion, Print};
use crate::{store, things};
use chrono::{DateTime, Utc};
use samverk_database::Tx;
use samverk_exchange::{FileSchema, Folder, Intake, Placed, read_rows, table_schema, to_csv};
use samverk_files::keys_at;
use samverk_foundation::{Key, Language, Problem, Problems};
use samverk_sheets::Row;
use std::collections::BTreeMap;
use uuid::Uuid;

const TEXTS: &str = "texts.csv";
const VERSIONS: &str = "versions.csv";
const TEXT_COLUMNS: [&str; 5] = ["case", "document", "template", "language", "text"];
const VERSION_COLUMNS: [&str; 8] = [
    "case", "document", "version", "pdf", "docx", "text", "made_at", "made_by",
];

pub(super) fn schemas() -> [FileSchema; 2] {
    let texts = &TEXT_COLUMNS[..4];
    let versions = &VERSION_COLUMNS[..5];
    [
        table_schema("parties/registries/texts.csv", &TEXT_COLUMNS, texts, &[]),
        table_schema(
            "parties/registries/versions.csv",
            &VERSION_COLUMNS,
            versions,
            &[],
        ),
    ]
}

/// Which document a row is about: the number of its case, and its own there.
#[derive(Clone, Debug)]
pub(super) struct At {
    case: String,
    document: i64,
}

impl At {
    pub fn read(row: &Row<'_>, problems: &mut Problems) -> Option<Self> {
        let case = problems.keep(row.required("case"));
        let document = problems.keep(
            row.required("document")
                .and_then(|_| row.integer("document")),
        );
        Some(Self {
            case: case?,
            document: document?,
        })
    }

    /// Fails with `case_unknown` or `case_document_unknown`.
    pub async fn find(&self, tx: &Tx, desk: &RegistryDesk) -> Result<(Case, Document), Problem> {
        let key = Key::from_name(&self.case);
        let unknown = || Problem::invalid("case_unknown").with("value", &self.case);
        let case = desk.case(tx, key.as_str()).await;
        let case = case.map_err(|_| unknown().at_column("case"))?;
        let found = store::find_document(tx, case.id, self.document).await?;
        let unknown = || {
            let unknown = Problem::invalid("case_document_unknown");
            unknown.with("value", self.document).at_column("document")
        };
        Ok((case, found.ok_or_else(unknown)?))
    }
}

#[derive(Clone, Debug)]
pub(super) struct ListedText {
    at: At,
    template: String,
    language: Language,
    text: String,
}

#[derive(Clone, Debug)]
pub(super) struct ListedVersion {
    at: At,
    number: i64,
    pdf: String,
    docx: String,
    text: String,
    made_at: DateTime<Utc>,
    made_by: String,
}

/// A moment that must be said.
pub(super) fn moment(
    row: &Row<'_>,
    column: &'static str,
    problems: &mut Problems,
) -> Option<DateTime<Utc>> {
    let said = row.required(column);
    let read = said.and_then(|_| row.optional_moment(column));
    problems.keep(read).flatten()
}

fn text(row: &Row<'_>, problems: &mut Problems) -> Option<ListedText> {
    let at = At::read(row, problems);
    let said = problems.keep(row.required("language"))?;
    let language = Language::from_code(&said);
    if language.is_none() {
        let wrong = Problem::invalid("choice_invalid").with("value", &said);
        problems.push(row.problem("language", wrong));
    }
    Some(ListedText {
        at: at?,
        template: row.text("template"),
        language: language?,
        text: row.text("text"),
    })
}

fn listed_version(row: &Row<'_>, problems: &mut Problems) -> Option<ListedVersion> {
    let at = At::read(row, problems);
    let number = problems.keep(row.required("version").and_then(|_| row.integer("version")));
    let pdf = problems.keep(row.required("pdf"));
    let docx = problems.keep(row.required("docx"));
    let made_at = moment(row, "made_at", problems);
    Some(ListedVersion {
        at: at?,
        number: number?,
        pdf: pdf?,
        docx: docx?,
        text: row.text("text"),
        made_at: made_at?,
        made_by: row.text("made_by"),
    })
}

/// What a folder says of texts of a registry.
#[derive(Debug, Default)]
pub(super) struct Texts {
    texts: Vec<Placed<ListedText>>,
    versions: Vec<Placed<ListedVersion>>,
}

impl Texts {
    pub fn read(intake: &mut Intake, (party, registry): (&str, &str)) -> Self {
        let texts = place(party, registry, TEXTS);
        let versions = place(party, registry, VERSIONS);
        Self {
            texts: read_rows(intake, &texts, &TEXT_COLUMNS, text).unwrap_or_default(),
            versions: read_rows(intake, &versions, &VERSION_COLUMNS, listed_version)
                .unwrap_or_default(),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.texts.is_empty() && self.versions.is_empty()
    }

    /// What stands already must say the same. Notes what is wrong.
    pub async fn apply(
        &self,
        tx: &Tx,
        desk: &RegistryDesk,
        intake: &mut Intake,
    ) -> Result<(), Problem> {
        for row in &self.texts {
            let done = bring_text(tx, desk, &row.value).await;
            row.note(intake, done)?;
        }
        for row in &self.versions {
            let done = bring_version(tx, desk, &row.value).await;
            row.note(intake, done)?;
        }
        Ok(())
    }
}

fn differs() -> Problem {
    Problem::invalid("case_document_differs").at_column("document")
}

async fn bring_text(tx: &Tx, desk: &RegistryDesk, said: &ListedText) -> Result<(), Problem> {
    let (_, document) = said.at.find(tx, desk).await?;
    let wanted = |revision| CaseText {
        document: document.id,
        template: said.template.clone(),
        language: said.language,
        text: said.text.replace("\r\n", "\n"),
        revision,
    };
    match store::find_text(tx, document.id).await? {
        Some(standing) if standing == wanted(standing.revision) => Ok(()),
        Some(_) => Err(differs()),
        None => {
            store::insert_text(tx, &wanted(1)).await?;
            tx.flush().await
        }
    }
}

/// The version of a file that a cell names.
pub(super) async fn named_version(
    tx: &Tx,
    case: &Case,
    (column, said): (&'static str, &str),
) -> Result<FileVersion, Problem> {
    let keys = keys_at(tx, things::CASE, case.id.0).await?;
    let read = version(said, &keys).map(|text| FileVersion::read(&text));
    let unknown = || Problem::invalid("case_file_unknown").with("value", said);
    let read = read.map_err(|_| unknown().at_column(column))?;
    read.ok_or_else(|| unknown().at_column(column))
}

async fn bring_version(tx: &Tx, desk: &RegistryDesk, said: &ListedVersion) -> Result<(), Problem> {
    let (case, document) = said.at.find(tx, desk).await?;
    let pdf = named_version(tx, &case, ("pdf", &said.pdf)).await?;
    let docx = named_version(tx, &case, ("docx", &said.docx)).await?;
    let standing = store::list_prints(tx, &[document.id]).await?;
    let wanted = |id| Print {
        id,
        document: document.id,
        number: said.number,
        pdf,
        docx,
        text: said.text.replace("\r\n", "\n"),
        made_at: said.made_at,
        made_by: said.made_by.clone(),
    };
    match standing.iter().find(|one| one.number == said.number) {
        Some(standing) if *standing == wanted(standing.id) => Ok(()),
        Some(_) => Err(differs()),
        None => {
            store::insert_print(tx, &wanted(tx.new_id())).await?;
            tx.flush().await
        }
    }
}

/// A file's version as a cell says it. `keys` are those of the files at the cases.
pub(super) fn version_cell(version: FileVersion, keys: &BTreeMap<Uuid, String>) -> String {
    let key = keys.get(&version.file);
    key.map_or_else(String::new, |key| format!("{key}/{}", version.number))
}

/// Rows of a table of documents, in the order of cases and documents.
pub(super) type Rows = Vec<((i64, i64, i64), Vec<String>)>;

/// The tables of a registry as they grow.
#[derive(Default)]
pub(super) struct Tables {
    pub texts: Rows,
    pub versions: Rows,
}

/// A document's number as a cell of a table, with where its row stands.
pub(super) struct Numbered<'n> {
    pub case: &'n str,
    pub place: i64,
    pub document: &'n Document,
}

impl Tables {
    pub async fn add(
        &mut self,
        tx: &Tx,
        documents: &[Numbered<'_>],
        keys: &BTreeMap<Uuid, String>,
    ) -> Result<(), Problem> {
        let ids: Vec<Uuid> = documents.iter().map(|one| one.document.id).collect();
        let texts = store::list_texts(tx, &ids).await?;
        let prints = store::list_prints(tx, &ids).await?;
        for one in documents {
            let number = one.document.number;
            let at = |rest| (one.place, number, rest);
            let named = [one.case.to_owned(), number.to_string()];
            let is_its = |document: Uuid| document == one.document.id;
            for text in texts.iter().filter(|text| is_its(text.document)) {
                let said = [&text.template, text.language.code(), &text.text];
                let cells = [named.to_vec(), said.map(str::to_owned).to_vec()].concat();
                self.texts.push((at(0), cells));
            }
            for print in prints.iter().filter(|print| is_its(print.document)) {
                let said = vec![
                    print.number.to_string(),
                    version_cell(print.pdf, keys),
                    version_cell(print.docx, keys),
                    print.text.clone(),
                    print.made_at.to_rfc3339(),
                    print.made_by.clone(),
                ];
                self.versions
                    .push((at(print.number), [named.to_vec(), said].concat()));
            }
        }
        Ok(())
    }

    pub fn write(self, folder: &mut Folder, (party, registry): (&str, &str)) {
        put(
            folder,
            &place(party, registry, TEXTS),
            &TEXT_COLUMNS,
            self.texts,
        );
        put(
            folder,
            &place(party, registry, VERSIONS),
            &VERSION_COLUMNS,
            self.versions,
        );
    }
}

pub(super) fn put(folder: &mut Folder, path: &str, columns: &[&str], mut rows: Rows) {
    rows.sort_unstable_by_key(|(place, _)| *place);
    let rows: Vec<Vec<String>> = rows.into_iter().map(|(_, cells)| cells).collect();
    if let Some(csv) = to_csv(columns, &rows) {
        folder.insert(path.to_owned(), csv);
    }
}
