//! Registering an e-mail message in a case.

use super::one::below;
use crate::desk::RegistryDesk;
use crate::letters::{SentLetter, open, receive_letter};
use crate::model::{Case, Direction};
use axum::Extension;
use axum::extract::{Path, State as Of};
use samverk_files::Files;
use samverk_web::{
    AppState, Choice, Field, FieldKind, Form, FormPage, PageResult, Ui, Upload, Values,
    redirect_with_notice,
};

type AtCase = Path<(String, String, String)>;

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
    let (desk, case) = open(&tx, &ui.actor, (&at.0, &at.1, &at.2)).await?;
    page(ui, &desk, &case).show()
}

pub(super) async fn send(
    Of(state): Of<AppState>,
    Extension(files): Extension<Files>,
    ui: Ui,
    Path(at): AtCase,
    upload: Upload,
) -> PageResult {
    let tx = state.db.read().await?;
    let (desk, case) = open(&tx, &ui.actor, (&at.0, &at.1, &at.2)).await?;
    let page = page(ui.clone(), &desk, &case);
    drop(tx);
    let direction = match upload.values.choice("direction", Direction::ALL) {
        Ok(direction) => direction,
        Err(problem) => return page.refuse(upload.values, problem),
    };
    let sent = SentLetter {
        name: &upload.file_name,
        bytes: &upload.bytes,
        direction,
    };
    let address = (at.0.as_str(), at.1.as_str(), at.2.as_str());
    match receive_letter((&state.db, &files), &ui.actor, address, sent).await {
        Ok(received) => {
            let notice = match received.leaves_empty {
                true => "letter-with-empty",
                false => "saved",
            };
            Ok(redirect_with_notice(&desk.case_href(&case, ""), notice))
        }
        Err(problems) => page.refuse(upload.values, problems),
    }
}
