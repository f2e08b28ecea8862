//! Finishing a document: it is typeset, and its files are kept as a version that never changes.

use super::{Address, Written, ui_of};
use crate::actions::{Finished, finish_document};
use crate::model::Print;
use crate::typesetter::{Paper, Typesetter};
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::IntoResponse;
use samverk_database::Tx;
use samverk_files::model::Received;
use samverk_files::{Files, lay};
use samverk_foundation::{Actor, Problem, Problems};
use samverk_web::{
    AppState, Form, FormPage, PageResult, Ui, Values, content_disposition, file_name,
    redirect_with_notice,
};
use std::sync::Arc;

fn page(ui: Ui, one: &Written) -> FormPage {
    let ui = one.below(ui);
    let form = Form::new(one.href("/fardigstall"), ui.t("paper-finish"))
        .cancel(one.href("/visa"))
        .seen(one.text.revision);
    let heading = ui.t1("paper-finish-heading", "number", one.number());
    let lead = ui.t("paper-finish-lead");
    let draft = (one.href("/utkast.pdf"), ui.t("paper-draft-pdf"));
    FormPage::new(ui, heading, form)
        .lead(lead)
        .link(draft.0, draft.1)
}

pub(super) async fn ask(
    State(state): State<AppState>,
    ui: Ui,
    Path(address): Path<Address>,
) -> PageResult {
    let tx = state.db.read().await?;
    let one = Written::find_to_change(&tx, &ui.actor, &address).await?;
    page(ui, &one).show()
}

/// How it would be printed now, marked as a draft.
pub(super) async fn draft(
    State(state): State<AppState>,
    Extension(typesetter): Extension<Typesetter>,
    ui: Ui,
    Path(address): Path<Address>,
) -> PageResult {
    let tx = state.db.read().await?;
    let one = Written::find_to_change(&tx, &ui.actor, &address).await?;
    let words = ui_of(&state, &one.text, &ui.actor);
    let values = one.values(&tx, &words).await?;
    let missing = format!("**[{}]**", words.t("paper-missing"));
    let text = values.fill(&one.text.text, &missing);
    let paper = one.paper(&tx, &words, (text, true)).await?;
    let now = tx.now();
    drop(tx);
    one.note_reading(&state, &ui.actor).await?;
    let typeset = typesetter.typeset(paper, now).await?;
    let name = file_name([one.case.key.as_str(), "utkast"], "pdf");
    let headers = [
        (header::CONTENT_TYPE, "application/pdf".to_owned()),
        (
            header::CONTENT_DISPOSITION,
            content_disposition("inline", &name),
        ),
    ];
    Ok((headers, typeset.pdf).into_response())
}

pub(super) async fn send(
    State(state): State<AppState>,
    Extension(files): Extension<Files>,
    Extension(typesetter): Extension<Typesetter>,
    ui: Ui,
    Path(address): Path<Address>,
    values: Values,
) -> PageResult {
    let tx = state.db.read().await?;
    let one = Written::find_to_change(&tx, &ui.actor, &address).await?;
    drop(tx);
    let done = match values.integer("revision") {
        Ok(seen) if seen == one.text.revision => {
            finish((&state, &files, typesetter), &ui.actor, &one).await
        }
        Ok(_) => Err(Problem::conflict("changed_meanwhile").into()),
        Err(problem) => Err(problem.into()),
    };
    match done {
        Ok(_) => Ok(redirect_with_notice(&one.href("/visa"), "saved")),
        Err(problems) => page(ui, &one).refuse(values, problems),
    }
}

/// Typesets the document and keeps what comes of it. Fails with `merge_field_empty`, or as the action does.
pub(crate) async fn finish(
    (state, files, typesetter): (&AppState, &Files, Typesetter),
    actor: &Arc<Actor>,
    one: &Written,
) -> Result<Print, Problems> {
    let tx = state.db.read().await?;
    let words = ui_of(state, &one.text, actor);
    let values = one.values(&tx, &words).await?;
    let text = values.fill_whole(&one.text.text)?;
    let paper = one.paper(&tx, &words, (text.clone(), false)).await?;
    let (now, ids) = (tx.now(), [tx.new_id(), tx.new_id()]);
    drop(tx);
    let laid = lay_both(files, typesetter, (one, paper), (ids, now)).await?;
    let kept = keep(state, actor, one, (text, &laid)).await;
    match kept {
        // When it is not known whether the rows were kept, the bytes stay for the tidying.
        Ok((tx, print)) => {
            tx.commit().await?;
            Ok(print)
        }
        Err(problems) => {
            for one in &laid {
                files.storage.remove(one.id).await?;
            }
            Err(problems)
        }
    }
}

async fn lay_both(
    files: &Files,
    typesetter: Typesetter,
    (one, paper): (&Written, Paper),
    ([pdf_id, docx_id], now): ([uuid::Uuid; 2], chrono::DateTime<chrono::Utc>),
) -> Result<[Received; 2], Problem> {
    let number = one.document.number.to_string();
    let name = |ending| {
        let parts = [one.case.key.as_str(), &number, &*one.document.content.title];
        file_name(parts, ending)
    };
    let typeset = typesetter.typeset(paper, now).await?;
    let pdf = lay(files, pdf_id, (&name("pdf"), &typeset.pdf)).await?;
    match lay(files, docx_id, (&name("docx"), &typeset.docx)).await {
        Ok(docx) => Ok([pdf, docx]),
        Err(problem) => {
            files.storage.remove(pdf_id).await?;
            Err(problem)
        }
    }
}

async fn keep(
    state: &AppState,
    actor: &Actor,
    one: &Written,
    (text, [pdf, docx]): (String, &[Received; 2]),
) -> Result<(Tx, Print), Problems> {
    let tx = state.db.begin("finish_document").await?;
    let made = Finished { text, pdf, docx };
    let of = (&one.case, &one.document, &one.text);
    let print = finish_document(&tx, actor, &one.desk, of, made).await?;
    Ok((tx, print))
}
