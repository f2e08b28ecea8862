//! Registering an e-mail message in a case.

use super::one::below;
use crate::actions::{LaidLetter, check_once, register_letter};
use crate::desk::RegistryDesk;
use crate::model::{Case, Direction, Letter, read_letter};
use axum::Extension;
use axum::extract::{Path, State as Of};
use samverk_database::Tx;
use samverk_files::model::{Received, State};
use samverk_files::{Files, lay};
use samverk_foundation::Problem;
use samverk_web::{
    AppState, Choice, Field, FieldKind, Form, FormPage, PageResult, Ui, Upload, Values,
    redirect_with_notice,
};

type AtCase = Path<(String, String, String)>;

async fn open(
    tx: &Tx,
    ui: &Ui,
    (party, registry, case): &(String, String, String),
) -> Result<(RegistryDesk, Case), Problem> {
    let desk = RegistryDesk::find_to_read(tx, &ui.actor, party, registry).await?;
    desk.require_register()?;
    let case = desk.case(tx, case).await?;
    case.require_not_void()?;
    Ok((desk, case))
}

fn page(ui: Ui, desk: &RegistryDesk, case: &Case) -> FormPage {
    let ui = below(ui, desk, case);
    let directions = Direction::ALL.iter();
    let directions = directions.map(|(code, _)| {
        let words = ui.kind_name("case-document-direction-", code);
        Choice::new(code, words)
    });
    let direction = FieldKind::Select(directions.collect());
    let direction = Field::new("direction", ui.t("case-document-direction"), direction);
    let file = FieldKind::File { accept: ".eml" };
    let file = Field::new("file", ui.t("case-letter-file"), file).required();
    let form = Form::new(desk.case_href(case, "/epost"), ui.t("case-letter-register"))
        .field(direction.required())
        .field(file.hint(ui.t("case-letter-file-hint")))
        .cancel(desk.case_href(case, ""))
        .fill(Values::default().set("direction", Direction::Incoming.code()));
    let heading = ui.t1("case-letter-heading", "number", &case.number);
    let lead = ui.t("case-letter-lead");
    FormPage::new(ui, heading, form).lead(lead)
}

pub(super) async fn ask(Of(state): Of<AppState>, ui: Ui, Path(at): AtCase) -> PageResult {
    let tx = state.db.read().await?;
    let (desk, case) = open(&tx, &ui, &at).await?;
    page(ui, &desk, &case).show()
}

/// What is read of the form before anything is laid.
async fn read(
    tx: &Tx,
    desk: &RegistryDesk,
    upload: &Upload,
) -> Result<(Letter, Direction), Problem> {
    if upload.bytes.is_empty() {
        return Err(Problem::invalid("field_missing").at_field("file"));
    }
    let direction = upload.values.choice("direction", Direction::ALL)?;
    let letter = read_letter(&upload.bytes)?;
    check_once(tx, desk, &letter).await?;
    Ok((letter, direction))
}

/// Lays the message and its attachments; what has been laid goes again when one fails.
async fn lay_all(
    state: &AppState,
    files: &Files,
    (upload, letter): (&Upload, &Letter),
) -> Result<Vec<Received>, Problem> {
    let name = match upload.file_name.to_lowercase().ends_with(".eml") {
        true => upload.file_name.clone(),
        false => format!("{}.eml", upload.file_name),
    };
    let whole = (name.as_str(), upload.bytes.as_slice());
    // An attachment without a byte is no document: it stays in the message.
    let attached = letter.attachments.iter();
    let attached = attached.filter(|one| !one.bytes.is_empty());
    let attached = attached.map(|one| (one.name.as_str(), one.bytes.as_slice()));
    let mut laid = Vec::new();
    for part in std::iter::once(whole).chain(attached) {
        let id = state.db.read().await?.new_id();
        match lay(files, id, part).await {
            Ok(received) => laid.push(received),
            Err(problem) => {
                take_away(files, &laid).await?;
                return Err(problem);
            }
        }
    }
    Ok(laid)
}

async fn take_away(files: &Files, laid: &[Received]) -> Result<(), Problem> {
    for one in laid {
        files.storage.remove(one.id).await?;
    }
    Ok(())
}

pub(super) async fn send(
    Of(state): Of<AppState>,
    Extension(files): Extension<Files>,
    ui: Ui,
    Path(at): AtCase,
    upload: Upload,
) -> PageResult {
    let tx = state.db.read().await?;
    let (desk, case) = open(&tx, &ui, &at).await?;
    let page = page(ui.clone(), &desk, &case);
    let read = read(&tx, &desk, &upload).await;
    drop(tx);
    let (letter, direction) = match read {
        Ok(read) => read,
        Err(problem) => return page.refuse(upload.values, problem),
    };
    let laid = match lay_all(&state, &files, (&upload, &letter)).await {
        Ok(laid) => laid,
        Err(problem) => return page.refuse(upload.values, problem),
    };
    let tx = state.db.begin("register_letter").await?;
    let parts = LaidLetter {
        letter: &letter,
        parts: &laid,
        direction,
    };
    let done = register_letter(&tx, &ui.actor, &desk, (&case, parts)).await;
    if let Err(problems) = done {
        drop(tx);
        take_away(&files, &laid).await?;
        return page.refuse(upload.values, problems);
    }
    // When it is not known whether the rows were kept, the bytes stay for the tidying.
    tx.commit().await?;
    let infected = laid
        .iter()
        .filter(|one| matches!(one.state, State::Infected(_)));
    let infected: Vec<Received> = infected.cloned().collect();
    take_away(&files, &infected).await?;
    let has_empty = letter.attachments.iter().any(|one| one.bytes.is_empty());
    let notice = match has_empty {
        true => "letter-with-empty",
        false => "saved",
    };
    Ok(redirect_with_notice(&desk.case_href(&case, ""), notice))
}
