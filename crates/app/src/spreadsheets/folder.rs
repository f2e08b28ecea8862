//! The whole collaboration as a folder in a ZIP: to download, and to read in again in the browser.

use super::answer::{Sent, What, ask, refuse};
use super::pages::allowed;
use crate::bundle::{self, Outcome};
use crate::long_work::{self, is_long_upload};
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::IntoResponse;
use samverk_database::Db;
use samverk_exchange::{Folder, Intake};
use samverk_foundation::{Actor, Problem};
use samverk_parties::Scope;
use samverk_web::{
    AppState, Failure, Field, FieldKind, Form, FormPage, PageResult, Ui, Upload, Values, aside,
    content_disposition, file_name, redirect_with_notice,
};
use samverk_work::{Ending, Machine};
use serde_json::json;

pub(super) async fn show(
    State(state): State<AppState>,
    ui: Ui,
    Path(key): Path<String>,
) -> PageResult {
    let tx = state.db.read().await?;
    let scope = allowed(&tx, &ui, &key).await?;
    page(&scope, ui).show()
}

fn page(scope: &Scope, ui: Ui) -> FormPage {
    let ui = scope.ui(ui);
    let words = ui.t("spreadsheet-heading");
    let ui = ui.with_crumb(scope.href("/kalkylblad"), words);
    let here = scope.href("/mapp");
    let file = Field::new(
        "file",
        ui.t("folder-file"),
        FieldKind::File { accept: ".zip" },
    );
    let form = Form::new(&here, ui.t("spreadsheet-read"))
        .field(file.required().hint(ui.t("folder-file-hint")))
        .cancel(scope.href("/kalkylblad"));
    let (heading, lead) = (ui.t("folder-heading"), ui.t("folder-lead"));
    let download = ui.t("folder-download");
    FormPage::new(ui, heading, form)
        .lead(lead)
        .link(format!("{here}/mapp.zip"), download)
}

pub(super) async fn download(
    State(state): State<AppState>,
    ui: Ui,
    Path(key): Path<String>,
) -> PageResult {
    let tx = state.db.read().await?;
    let scope = allowed(&tx, &ui, &key).await?;
    if let Some(elsewhere) = long_work::instead(&ui, &scope, "mapp", &[("samverkan", &key)]) {
        return Ok(elsewhere);
    }
    let folder = bundle::export_seen(&tx, &ui.actor, &scope).await?;
    drop(tx);
    let bytes = aside(move || folder.to_zip()).await??;
    let headers = [
        (header::CONTENT_TYPE, "application/zip".to_owned()),
        (
            header::CONTENT_DISPOSITION,
            content_disposition("attachment", &file_name([key.as_str()], "zip")),
        ),
    ];
    Ok((headers, bytes).into_response())
}

pub(super) async fn upload(
    State(state): State<AppState>,
    ui: Ui,
    Extension(machine): Extension<Machine>,
    Path(key): Path<String>,
    upload: Result<Upload, Failure>,
) -> PageResult {
    let tx = state.db.read().await?;
    let scope = allowed(&tx, &ui, &key).await?;
    drop(tx);
    let sent = Sent::from(upload?);
    let page = page(&scope, ui.clone());
    if sent.bytes.is_empty() {
        let missing = Problem::invalid("field_missing").at_field("file");
        return page.refuse(Values::default(), missing);
    }
    if is_long_upload(&sent.bytes) {
        let said = json!({ "samverkan": key });
        return sent
            .by_work(&state, &machine, &ui, ("folder_import", said))
            .await;
    }
    let content = (sent.bytes.clone(), sent.is_confirmed());
    match take_in(&state.db, &ui.actor, &scope, content, None).await? {
        Outcome::Saved(_) => {
            let to = scope.href("/kalkylblad");
            Ok(redirect_with_notice(&to, "folder-imported"))
        }
        Outcome::Refused(problems) => refuse(page, What::Folder, &problems),
        Outcome::Unconfirmed(warnings) => ask(page, What::Folder, (&warnings, &sent)),
    }
}

/// By the same road as an import, with the person's own rights, held to this collaboration. All or
/// nothing.
pub(crate) async fn take_in(
    db: &Db,
    actor: &Actor,
    scope: &Scope,
    (bytes, confirmed): (Vec<u8>, bool),
    ending: Option<&Ending>,
) -> Result<Outcome, Problem> {
    // Unpacking takes a while; others are served meanwhile.
    let folder = match aside(move || Folder::from_zip(&bytes)).await? {
        Ok(folder) => folder,
        Err(problem) => return Ok(Outcome::Refused(vec![problem])),
    };
    let kept = match own_files(db, actor, scope, &folder).await? {
        Ok(kept) => kept,
        Err(problems) => return Ok(Outcome::Refused(problems)),
    };
    let intake = aside(move || Intake::new(kept)).await?;
    bundle::import_part(db, actor, intake, confirmed, ending).await
}

/// The collaboration's own files. What else came along must be as it is: the register, and what the
/// folder says of itself.
async fn own_files(
    db: &Db,
    actor: &Actor,
    scope: &Scope,
    folder: &Folder,
) -> Result<Result<Folder, Vec<Problem>>, Problem> {
    let tx = db.read().await?;
    let known = bundle::export_seen(&tx, actor, scope).await?;
    let key = &scope.collaboration.key;
    let own = format!("collaborations/{key}/");
    let mut problems = Vec::new();
    let mut kept = Folder::default();
    for path in folder.paths() {
        let bytes = folder.get(path).unwrap_or_default();
        if path.starts_with(&own) {
            kept.insert_bytes(path, bytes);
        } else if path != "bundle.toml" && known.get(path) != Some(bytes) {
            problems.push(Problem::invalid("file_outside_collaboration").at_file(path));
        }
    }
    if kept.paths().next().is_none() && problems.is_empty() {
        problems.push(Problem::invalid("zip_without_collaboration").with("key", key));
    }
    Ok(match problems.is_empty() {
        true => Ok(kept),
        false => Err(problems),
    })
}
