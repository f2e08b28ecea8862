//! The documents of a case: the table on its page, and the forms that register and change one.

use super::one::below;
use super::token::{renewed, token_field, token_of};
use crate::actions::{add_document_once, change_document, note_reading};
use crate::desk::RegistryDesk;
use crate::model::{Case, CaseStatus, Document, DocumentContent, FileVersion, Read};
use crate::policy::Action;
use crate::{store, things};
use axum::extract::{Path, State as Of};
use samverk_database::Tx;
use samverk_fields::{check, from_form, to_form};
use samverk_files::model::State;
use samverk_files::{Laid, laid_at, laid_versions, size_words, state_words};
use samverk_foundation::{Actor, Problem, Problems};
use samverk_kept::{Kept, SentForm, question_fields};
use samverk_web::{
    AppState, Cell, Choice, Column, ColumnKind, Field, FieldKind, Form, FormPage, Narrow,
    PageResult, Table, Tone, Ui, Values, redirect_with_notice,
};
use uuid::Uuid;

/// So many stand on the page of a case.
const SHOWN: usize = 50;

/// A stretch of the documents after a number, with what the store knows of the version that each is; and the number after
/// which the next go on.
pub(super) async fn document_table(
    tx: &Tx,
    ui: &Ui,
    (desk, case): (&RegistryDesk, &Case),
    after: i64,
) -> Result<(Table, Option<i64>), Problem> {
    let asked = (after, SHOWN as u64 + 1);
    let mut documents = store::list_documents(tx, case.id, asked).await?;
    let is_cut = documents.len() > SHOWN;
    documents.truncate(SHOWN);
    let next = documents.last().filter(|_| is_cut).map(|one| one.number);
    let laid = files_of(tx, &documents).await?;
    let releases = store::list_releases(tx, case.id).await?;
    let ids: Vec<Uuid> = documents.iter().map(|one| one.id).collect();
    let texts = store::list_texts(tx, &ids).await?;
    let columns = [
        ("case-document-number", ColumnKind::Text),
        ("case-document-title", ColumnKind::Text),
        ("case-document-direction", ColumnKind::Text),
        ("case-document-dated-on", ColumnKind::Date),
        ("case-document-sort", ColumnKind::Text),
        ("case-document-file", ColumnKind::Text),
        ("case-document-state", ColumnKind::Text),
        ("case-document-checksum", ColumnKind::Text),
    ];
    let columns = columns.map(|(text, kind)| Column::new(ui.t(text), kind));
    let mut table = Table::new("handlingar", ui.t("case-documents"), columns.to_vec());
    for one in &documents {
        let content = &one.content;
        let number = format!("{}-{}", case.number, one.number);
        let may_change = desk.may_register() && case.status != CaseStatus::Void;
        let number = match (texts.iter().any(|text| text.document == one.id), may_change) {
            (true, _) => Cell::link(href(desk, case, one) + "/visa", number),
            (false, true) => Cell::link(href(desk, case, one), number),
            (false, false) => Cell::text(number),
        };
        let version = one.file_version();
        let is_its = |file: &&Laid| version == Some(version_of(file));
        let is_released = releases.iter().any(|one| Some(one.version) == version);
        let [name, state, checksum] = of_file(ui, laid.iter().find(is_its), is_released);
        table.push(vec![
            number,
            Cell::text(content.title.to_string()),
            Cell::text(ui.kind_name("case-document-direction-", content.direction.code())),
            Cell::date(content.dated_on),
            Cell::text(ui.kind_name("case-document-sort-", content.sort.code())),
            name,
            state,
            checksum,
        ]);
    }
    let table = table.narrow(Narrow::Lists).without_downloads();
    Ok((table, next))
}

pub(super) async fn files_of(tx: &Tx, documents: &[Document]) -> Result<Vec<Laid>, Problem> {
    let versions = documents.iter().filter_map(Document::file_version);
    let versions: Vec<(Uuid, i64)> = versions.map(|one| (one.file, one.number)).collect();
    laid_versions(tx, &versions).await
}

pub(super) fn version_of(file: &Laid) -> FileVersion {
    FileVersion {
        file: file.file,
        number: file.number,
    }
}

/// What it is called, what a scanner has said of it, and the beginning of its checksum, of which the whole stands beside.
fn of_file(ui: &Ui, file: Option<&Laid>, is_released: bool) -> [Cell; 3] {
    let Some(file) = file else {
        return [Cell::empty(), Cell::empty(), Cell::empty()];
    };
    let version = file.number.to_string();
    let size = size_words(file.size);
    let values = [
        ("name", &*file.name),
        ("version", &version),
        ("size", &size),
    ];
    let (state, tone, about) = state_words(ui, &file.state);
    let name = ui.t_with("case-document-file-is", &values);
    let state = match (about.is_empty(), is_released) {
        (_, true) => Cell::tag(
            Tone::Warning,
            ui.t1("case-file-is-released", "state", state),
        ),
        (true, false) => Cell::tag(tone, state),
        (false, false) => Cell::tag(tone, state).about(about),
    };
    [
        match file.is_infected() {
            true => Cell::text(name),
            false => Cell::link(file.version_href(), name),
        },
        state,
        Cell::text(checksum_words(&file.sha256)),
    ]
}

/// In groups, so that a narrow screen can break it.
pub(super) fn checksum_words(sum: &str) -> String {
    let signs: Vec<char> = sum.chars().collect();
    let groups = signs
        .chunks(8)
        .map(|group| group.iter().collect::<String>());
    groups.collect::<Vec<_>>().join(" ")
}

pub(super) fn href(desk: &RegistryDesk, case: &Case, one: &Document) -> String {
    desk.case_href(case, &format!("/handlingar/{}", one.number))
}

fn read(values: &Values) -> Result<DocumentContent, Problems> {
    let form = DocumentContent::form();
    let record = from_form(form, &SentForm::of(values))?;
    check(form, &record).or(())?;
    let content = DocumentContent::read(&record);
    Ok(content.ok_or_else(|| Problem::internal("a record of another form"))?)
}

async fn fields(
    tx: &Tx,
    ui: &Ui,
    case: &Case,
    one: Option<&Document>,
) -> Result<Vec<Field>, Problem> {
    let mut laid = laid_at(tx, things::CASE, case.id.0).await?;
    // What the document is stays a choice when its file has had later versions.
    if let Some(own) = one.and_then(Document::file_version)
        && !laid.iter().any(|file| version_of(file) == own)
    {
        laid.extend(laid_versions(tx, &[(own.file, own.number)]).await?);
    }
    let files = laid.iter().map(|file| {
        let (version, size) = (file.number.to_string(), size_words(file.size));
        let values = [
            ("name", &*file.name),
            ("version", &version),
            ("size", &size),
        ];
        Choice::new(
            version_of(file),
            ui.t_with("case-document-file-is", &values),
        )
    });
    let files: Vec<Choice> = files.collect();
    let drawn = question_fields(ui, DocumentContent::form().questions()).into_iter();
    let file = DocumentContent::FILE;
    let chosen = drawn.map(|field| match field.name == file.as_str() {
        true => Field {
            kind: FieldKind::Select(files.clone()),
            ..field
        },
        false => field,
    });
    Ok(chosen.collect())
}

async fn page(
    tx: &Tx,
    ui: Ui,
    (desk, case): (&RegistryDesk, &Case),
    one: Option<&Document>,
) -> Result<FormPage, Problem> {
    let ui = below(ui, desk, case);
    let (action, submit, heading) = match one {
        Some(one) => {
            let number = format!("{}-{}", case.number, one.number);
            let heading = ui.t1("case-document-change-heading", "number", number);
            (href(desk, case, one), ui.t("form-save"), heading)
        }
        None => {
            let heading = ui.t1("case-document-add-heading", "number", &case.number);
            let action = desk.case_href(case, "/handlingar/ny");
            (action, ui.t("case-document-add"), heading)
        }
    };
    let form = Form::new(action, submit).cancel(desk.case_href(case, ""));
    let fields = fields(tx, &ui, case, one).await?;
    let form = fields.into_iter().fold(form, Form::field);
    let form = match one {
        Some(one) => {
            let pairs = to_form(DocumentContent::form(), &one.content.write()).into_iter();
            let filled = pairs.fold(Values::default(), |values, (name, value)| {
                values.add(&name, value)
            });
            form.fill(filled).seen(one.revision)
        }
        None => token_field(tx, form),
    };
    let page = match one {
        Some(one) if may_release(tx, desk, case, one).await? => {
            let to = href(desk, case, one) + "/slapp";
            let words = ui.t("case-file-release");
            FormPage::new(ui, heading, form).link(to, words)
        }
        Some(_) => FormPage::new(ui, heading, form),
        None => {
            let lead = ui.t("case-document-lead");
            FormPage::new(ui, heading, form).lead(lead)
        }
    };
    Ok(page)
}

/// Whether the file waits for somebody to answer for it, and the reader may.
async fn may_release(
    tx: &Tx,
    desk: &RegistryDesk,
    case: &Case,
    one: &Document,
) -> Result<bool, Problem> {
    let Some(version) = one.file_version().filter(|_| desk.may(Action::Release)) else {
        return Ok(false);
    };
    let releases = store::list_releases(tx, case.id).await?;
    let laid = laid_versions(tx, &[(version.file, version.number)]).await?;
    let waits = laid
        .iter()
        .any(|file| matches!(file.state, State::NotScanned(_)));
    Ok(waits && !releases.iter().any(|one| one.version == version))
}

pub(super) type Address = (String, String, String);

pub(super) async fn open(
    tx: &Tx,
    actor: &Actor,
    (party, registry, case): &Address,
) -> Result<(RegistryDesk, Case), Problem> {
    let desk = RegistryDesk::find_to_read(tx, actor, party, registry).await?;
    desk.require_register()?;
    let case = desk.case(tx, case).await?;
    case.require_not_void()?;
    Ok((desk, case))
}

pub(super) async fn new(
    Of(state): Of<AppState>,
    ui: Ui,
    Path(address): Path<Address>,
) -> PageResult {
    let tx = state.db.read().await?;
    let (desk, case) = open(&tx, &ui.actor, &address).await?;
    page(&tx, ui, (&desk, &case), None).await?.show()
}

pub(super) async fn add(
    Of(state): Of<AppState>,
    ui: Ui,
    Path(address): Path<Address>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("add_document").await?;
    let actor = ui.actor.clone();
    let (desk, case) = open(&tx, &actor, &address).await?;
    let page = page(&tx, ui, (&desk, &case), None).await?;
    let added = match read(&values) {
        Ok(content) => {
            let token = token_of(&values);
            add_document_once(&tx, &actor, &desk, (&case, content), token).await
        }
        Err(problems) => Err(problems),
    };
    match added {
        Ok(_) => {
            tx.commit().await?;
            Ok(redirect_with_notice(&desk.case_href(&case, ""), "saved"))
        }
        Err(problems) => page.refuse(renewed(&tx, values, &problems), problems),
    }
}

pub(super) type AtDocument = Path<(String, String, String, i64)>;

pub(super) async fn found(tx: &Tx, case: &Case, number: i64) -> Result<Document, Problem> {
    let found = store::find_document(tx, case.id, number).await?;
    found.ok_or_else(Problem::not_found)
}

pub(super) async fn edit(
    Of(state): Of<AppState>,
    ui: Ui,
    Path((party, registry, case, number)): AtDocument,
) -> PageResult {
    let tx = state.db.read().await?;
    let (desk, case) = open(&tx, &ui.actor, &(party, registry, case)).await?;
    let one = found(&tx, &case, number).await?;
    let page = page(&tx, ui.clone(), (&desk, &case), Some(&one)).await?;
    drop(tx);
    note_reading(&state.db, &ui.actor, case.id, &Read::Document(number), None).await?;
    page.show()
}

pub(super) async fn save(
    Of(state): Of<AppState>,
    ui: Ui,
    Path((party, registry, case, number)): AtDocument,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("change_document").await?;
    let actor = ui.actor.clone();
    let (desk, case) = open(&tx, &actor, &(party, registry, case)).await?;
    let one = found(&tx, &case, number).await?;
    let page = page(&tx, ui, (&desk, &case), Some(&one)).await?;
    let saved = async {
        let seen = values.integer("revision")?;
        let content = read(&values)?;
        change_document(&tx, &actor, &desk, (&case, &one), (content, seen)).await
    };
    match saved.await {
        Ok(_) => {
            tx.commit().await?;
            Ok(redirect_with_notice(&desk.case_href(&case, ""), "saved"))
        }
        Err(problems) => page.refuse(values, problems),
    }
}
