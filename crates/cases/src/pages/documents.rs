//! The documents of a case: the table on its page, and the forms that register and change one.

use super::one::below;
use crate::actions::{add_document, change_document};
use crate::desk::RegistryDesk;
use crate::model::{Case, CaseStatus, Document, DocumentContent};
use crate::{store, things};
use axum::extract::{Path, State};
use samverk_database::Tx;
use samverk_fields::{check, from_form, to_form};
use samverk_files::{Laid, laid_at, size_words, state_words};
use samverk_foundation::{Actor, Problem, Problems};
use samverk_kept::{Kept, SentForm, question_fields};
use samverk_web::{
    AppState, Cell, Choice, Column, ColumnKind, Field, FieldKind, Form, FormPage, PageResult,
    Table, Ui, Values, redirect_with_notice,
};

/// So many stand on the page of a case.
const SHOWN: u64 = 500;

/// The documents, with what the store knows of the file of each.
pub(super) async fn document_table(
    tx: &Tx,
    ui: &Ui,
    desk: &RegistryDesk,
    case: &Case,
) -> Result<Table, Problem> {
    let documents = store::list_documents(tx, case.id, (0, SHOWN)).await?;
    let laid = laid_at(tx, things::CASE, case.id.0).await?;
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
        let number = match desk.may_register() && case.status != CaseStatus::Void {
            true => Cell::link(href(desk, case, one), number),
            false => Cell::text(number),
        };
        let file = laid
            .iter()
            .find(|file| file.file.to_string() == *content.file);
        let [name, state, checksum] = of_file(ui, file);
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
    Ok(table.without_downloads())
}

fn of_file(ui: &Ui, file: Option<&Laid>) -> [Cell; 3] {
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
    let (state, tone, _) = state_words(ui, &file.state);
    [
        Cell::link(file.href(), ui.t_with("case-document-file-is", &values)),
        Cell::tag(tone, state),
        Cell::text(file.sha256.clone()),
    ]
}

fn href(desk: &RegistryDesk, case: &Case, one: &Document) -> String {
    desk.case_href(case, &format!("/handlingar/{}", one.number))
}

fn read(values: &Values) -> Result<DocumentContent, Problems> {
    let form = DocumentContent::form();
    let record = from_form(form, &SentForm::of(values))?;
    check(form, &record).or(())?;
    let content = DocumentContent::read(&record);
    Ok(content.ok_or_else(|| Problem::internal("a record of another form"))?)
}

async fn fields(tx: &Tx, ui: &Ui, case: &Case) -> Result<Vec<Field>, Problem> {
    let laid = laid_at(tx, things::CASE, case.id.0).await?;
    let files = laid
        .iter()
        .map(|file| Choice::new(file.file, file.name.clone()));
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
    let fields = fields(tx, &ui, case).await?;
    let form = fields.into_iter().fold(form, Form::field);
    let form = match one {
        Some(one) => {
            let pairs = to_form(DocumentContent::form(), &one.content.write()).into_iter();
            let filled = pairs.fold(Values::default(), |values, (name, value)| {
                values.add(&name, value)
            });
            form.fill(filled).seen(one.revision)
        }
        None => form,
    };
    let lead = ui.t("case-document-lead");
    Ok(FormPage::new(ui, heading, form).lead(lead))
}

type Address = (String, String, String);

async fn open(
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
    State(state): State<AppState>,
    ui: Ui,
    Path(address): Path<Address>,
) -> PageResult {
    let tx = state.db.read().await?;
    let (desk, case) = open(&tx, &ui.actor, &address).await?;
    page(&tx, ui, (&desk, &case), None).await?.show()
}

pub(super) async fn add(
    State(state): State<AppState>,
    ui: Ui,
    Path(address): Path<Address>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("add_document").await?;
    let actor = ui.actor.clone();
    let (desk, case) = open(&tx, &actor, &address).await?;
    let page = page(&tx, ui, (&desk, &case), None).await?;
    let added = match read(&values) {
        Ok(content) => add_document(&tx, &actor, &desk, (&case, content)).await,
        Err(problems) => Err(problems),
    };
    match added {
        Ok(_) => {
            tx.commit().await?;
            Ok(redirect_with_notice(&desk.case_href(&case, ""), "saved"))
        }
        Err(problems) => page.refuse(values, problems),
    }
}

type AtDocument = Path<(String, String, String, i64)>;

async fn found(tx: &Tx, case: &Case, number: i64) -> Result<Document, Problem> {
    let found = store::find_document(tx, case.id, number).await?;
    found.ok_or_else(Problem::not_found)
}

pub(super) async fn edit(
    State(state): State<AppState>,
    ui: Ui,
    Path((party, registry, case, number)): AtDocument,
) -> PageResult {
    let tx = state.db.read().await?;
    let (desk, case) = open(&tx, &ui.actor, &(party, registry, case)).await?;
    let one = found(&tx, &case, number).await?;
    page(&tx, ui, (&desk, &case), Some(&one)).await?.show()
}

pub(super) async fn save(
    State(state): State<AppState>,
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
