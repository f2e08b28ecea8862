//! The page of a document that is written here: its text, and what has been finished of it.

use super::signed::signature_table;
use super::{Address, Written, ui_of};
use crate::model::{CaseStatus, Print};
use crate::pages::documents::{checksum_words, version_of};
use crate::policy::Action;
use crate::signatures::Signatures;
use crate::store;
use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use samverk_database::Tx;
use samverk_files::{Laid, laid_versions};
use samverk_foundation::Problem;
use samverk_web::{AppState, Cell, Column, ColumnKind, Narrow, PageResult, Table, Ui};
use uuid::Uuid;

#[derive(Template)]
#[template(path = "case_paper.html")]
struct PaperPage {
    ui: Ui,
    number: String,
    title: String,
    actions: Vec<(String, String)>,
    facts: Vec<(String, String)>,
    versions: Table,
    has_versions: bool,
    signatures: Table,
    has_signatures: bool,
    language: &'static str,
    /// The text as it stands, as finished HTML.
    preview: String,
}

pub(super) async fn show(
    State(state): State<AppState>,
    house: Option<Extension<Signatures>>,
    ui: Ui,
    Path(address): Path<Address>,
) -> PageResult {
    let tx = state.db.read().await?;
    let one = Written::find(&tx, &ui.actor, &address).await?;
    let prints = store::list_prints(&tx, &[one.document.id]).await?;
    let signatures = store::list_signatures(&tx, &[one.document.id]).await?;
    let can_sign = house.is_some_and(|house| house.can_sign());
    let words = ui_of(&state, &one.text, &ui.actor);
    let values = one.values(&tx, &words).await?;
    let missing = format!("**[{}]**", words.t("paper-missing"));
    let ui = crate::pages::one::below(ui, &one.desk, &one.case);
    let page = PaperPage {
        number: one.number(),
        title: one.document.content.title.to_string(),
        actions: actions(&ui, &one, (!prints.is_empty(), can_sign)),
        facts: facts(&ui, &one),
        versions: versions(&tx, &ui, &prints).await?,
        has_versions: !prints.is_empty(),
        signatures: signature_table(&tx, &ui, (&prints, &signatures)).await?,
        has_signatures: !signatures.is_empty(),
        language: one.text.language.code(),
        preview: ui.marked(&values.fill(&one.text.text, &missing), 2),
        ui: ui.clone(),
    };
    drop(tx);
    one.note_reading(&state, &ui.actor).await?;
    ui.page(&page)
}

fn actions(ui: &Ui, one: &Written, (is_finished, can_sign): (bool, bool)) -> Vec<(String, String)> {
    if !one.desk.may_register() || one.case.status == CaseStatus::Void {
        return Vec::new();
    }
    let action = |rest: &str, words: &str| (one.href(rest), ui.t(words));
    let written = vec![
        action("/text", "paper-write"),
        action("/utkast.pdf", "paper-draft-pdf"),
        action("/fardigstall", "paper-finish"),
    ];
    let may_sign = is_finished && one.desk.may(Action::Sign);
    let sign = (may_sign && can_sign).then(|| action("/underteckna", "sign"));
    let take = may_sign.then(|| action("/underskrift", "sign-take"));
    let last = action("", "paper-register");
    let all = written.into_iter().chain(sign).chain(take);
    all.chain([last]).collect()
}

fn facts(ui: &Ui, one: &Written) -> Vec<(String, String)> {
    let content = &one.document.content;
    let language = format!("paper-language-{}", one.text.language.code());
    [
        (
            "case-document-sort",
            ui.kind_name("case-document-sort-", content.sort.code()),
        ),
        (
            "case-document-direction",
            ui.kind_name("case-document-direction-", content.direction.code()),
        ),
        ("case-document-dated-on", ui.date(&content.dated_on)),
        ("paper-template", one.text.template.clone()),
        ("paper-language", ui.t(&language)),
    ]
    .map(|(label, said)| (ui.t(label), said))
    .into()
}

/// What has been finished, the latest first.
async fn versions(tx: &Tx, ui: &Ui, prints: &[Print]) -> Result<Table, Problem> {
    let named = prints.iter().flat_map(|one| [one.pdf, one.docx]);
    let named: Vec<(Uuid, i64)> = named.map(|one| (one.file, one.number)).collect();
    let laid = laid_versions(tx, &named).await?;
    let columns = [
        ("paper-version", ColumnKind::Integer),
        ("paper-made-at", ColumnKind::Text),
        ("paper-made-by", ColumnKind::Text),
        ("paper-pdf", ColumnKind::Text),
        ("paper-docx", ColumnKind::Text),
        ("case-document-checksum", ColumnKind::Text),
    ];
    let columns = columns.map(|(text, kind)| Column::new(ui.t(text), kind));
    let mut table = Table::new("versioner", ui.t("paper-versions"), columns.to_vec());
    for one in prints.iter().rev() {
        let find = |wanted| laid.iter().find(|file| version_of(file) == wanted);
        let link = |file: Option<&Laid>| {
            let link = file.map(|file| Cell::link(file.version_href(), file.name.clone()));
            link.unwrap_or_else(Cell::empty)
        };
        let (pdf, docx) = (find(one.pdf), find(one.docx));
        let sum = pdf.map(|file| checksum_words(&file.sha256));
        table.push(vec![
            Cell::integer(one.number),
            Cell::text(ui.time(&one.made_at)),
            Cell::text(one.made_by.clone()),
            link(pdf),
            link(docx),
            Cell::text(sum.unwrap_or_default()),
        ]);
    }
    Ok(table.narrow(Narrow::Lists).without_downloads())
}
