//! Where the archive's receipt is taken in: a page, and the same over the API.

use super::answer::{compared, list_of, take_receipt};
use super::kind::HeldDelivery;
use super::packing::open;
use crate::policy::Action;
use crate::{READ, WRITE};
use axum::Extension;
use axum::extract::{Path, Request, State};
use samverk_cases::PARTY;
use samverk_files::{Files, lay};
use samverk_foundation::{Actor, Problem, Problems};
use samverk_kept::Ground;
use samverk_parties::Owner;
use samverk_rest::{
    Call, Linked, Operation, Parameter, Refusal, Representation, Resource, Saved, Tag, uploaded,
};
use samverk_web::{
    AppState, Field, FieldKind, Form, FormPage, PageResult, Policy, Route, Ui, Upload, Values,
    redirect_with_notice,
};
use schemars::JsonSchema;
use serde::Serialize;

const PAGE: &str = "/aktorer/{party}/leveranser/{delivery}/kvitto";
const RECEIPTS: &str = "/parties/{party}/deliveries/{delivery}/receipts";

/// As much as a receipt of some hundred thousand files takes.
const BYTES_MAX: usize = 32 * 1024 * 1024;

pub(crate) fn routes() -> Vec<Route> {
    let delivers = Policy::Action(Action::Deliver.code());
    vec![
        Route::get(PAGE, delivers, ask),
        Route::post(PAGE, delivers, send),
    ]
}

type At = Path<(String, String)>;

fn page(ui: Ui, owner: &Owner, delivery: &HeldDelivery) -> FormPage {
    let href = owner.href(&format!("/leveranser/{}", delivery.key));
    let ui = owner.ui(ui);
    let all = ui.t("delivery-tab");
    let ui = ui
        .with_crumb(owner.href("/leveranser"), all)
        .with_crumb(href.clone(), delivery.title.to_string());
    let file = FieldKind::File {
        accept: ".csv,.xml,.txt",
    };
    let file = Field::new("file", ui.t("delivery-receipt-file"), file)
        .required()
        .hint(ui.t("delivery-receipt-file-hint"));
    let form = Form::new(format!("{href}/kvitto"), ui.t("delivery-receipt-take"))
        .field(file)
        .cancel(href);
    let heading = ui.t("delivery-receipt-heading");
    let lead = ui.t("delivery-receipt-lead");
    FormPage::new(ui, heading, form).lead(lead)
}

async fn ask(State(state): State<AppState>, ui: Ui, Path(at): At) -> PageResult {
    let tx = state.db.read().await?;
    let (owner, delivery) = open(&tx, &ui.actor, (&at.0, &at.1)).await?;
    list_of(&tx, &owner, &delivery).await?;
    page(ui, &owner, &delivery).show()
}

async fn send(
    State(state): State<AppState>,
    Extension(files): Extension<Files>,
    ui: Ui,
    Path(at): At,
    upload: Upload,
) -> PageResult {
    let tx = state.db.read().await?;
    let (owner, delivery) = open(&tx, &ui.actor, (&at.0, &at.1)).await?;
    drop(tx);
    let page = page(ui.clone(), &owner, &delivery);
    match receive((&state, &files), &ui.actor, (&at.0, &at.1), &upload).await {
        Ok(_) => {
            let href = owner.href(&format!("/leveranser/{}", delivery.key));
            Ok(redirect_with_notice(&href, "saved"))
        }
        Err(problems) => page.refuse(Values::default(), problems),
    }
}

/// Compares a receipt and keeps it when all agrees: how many files it told of. Fails with `file_not_chosen`, or as comparing and
/// keeping do.
async fn receive(
    (state, files): (&AppState, &Files),
    actor: &Actor,
    at: (&str, &str),
    upload: &Upload,
) -> Result<usize, Problems> {
    if upload.bytes.is_empty() {
        return Err(Problem::invalid("file_not_chosen").at_field("file").into());
    }
    let tx = state.db.read().await?;
    let (owner, delivery) = open(&tx, actor, at).await?;
    let list = list_of(&tx, &owner, &delivery).await?;
    drop(tx);
    let agreed = compared(files, list, &upload.bytes).await;
    let at_file = |problem: Problem| problem.at_field("file");
    let agreed =
        agreed.map_err(|problems| problems.0.into_iter().map(at_file).collect::<Problems>())?;
    let id = state.db.clock().new_id();
    let received = lay(files, id, (&upload.file_name, &upload.bytes)).await?;
    let tx = state.db.begin("take_receipt").await?;
    let (owner, delivery) = open(&tx, actor, at).await?;
    let taken = (&received, agreed);
    take_receipt((state, &tx), actor, (&owner, &delivery), taken).await?;
    tx.commit().await?;
    Ok(agreed)
}

/// A form with a receipt.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "NewDeliveryReceipt")]
struct ReceiptFile {
    /// CSV or XML: each file's path and its SHA-256.
    #[schemars(extend("format" = "binary"))]
    file: String,
}

/// How many files the receipt told of, each as it was delivered.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "DeliveryReceiptTaken")]
struct ReceiptView {
    agreed: usize,
}

impl Representation for ReceiptFile {
    fn example() -> Self {
        Self {
            file: "path;sha256 …".to_owned(),
        }
    }
}

impl Representation for ReceiptView {
    fn example() -> Self {
        Self { agreed: 214 }
    }
}

pub(crate) fn resource() -> Resource {
    let about = [
        "Arkivets kvitton på leveranser.",
        "The archive's receipts of deliveries.",
    ];
    Resource::new("delivery-receipts", about, READ, WRITE)
        .parameter(PARTY)
        .parameter(
            Parameter::key(
                "delivery",
                ["Leveransens nyckel.", "The delivery's key."],
                "kommunstyrelsen-2026",
            )
            .for_members(),
        )
        .with(
            Operation::upload::<ReceiptFile, _, _, _>(RECEIPTS, "postDeliveryReceipt", post)
                .about(
                    "Jämför arkivets kvitto (CSV eller XML) fil för fil med det som levererades. Stämmer allt är leveransen mottagen, annars sparas inget.",
                    "Compares the archive's receipt (CSV or XML) file by file with what was delivered. If all agrees the delivery is received, otherwise nothing is saved.",
                )
                .action(Action::Deliver.code())
                .invalid(RECEIPT_CODES)
                .conflict(&["delivery_awaits_no_receipt", "changed_meanwhile"])
                .also(&[(413, "file_upload_too_large"), (503, "file_storage_away")]),
        )
}

const RECEIPT_CODES: &[&str] = &[
    "file_not_chosen",
    "request_invalid",
    "receipt_too_large",
    "receipt_unreadable",
    "receipt_column_missing",
    "receipt_path_missing",
    "receipt_checksum_invalid",
    "receipt_empty",
    "receipt_file_differs",
    "receipt_file_unknown",
    "receipt_file_twice",
    "receipt_file_missing",
    "receipt_differs_more",
];

async fn post(call: Call, request: Request) -> Result<Saved<ReceiptView>, Refusal> {
    let files: Files = call.extension()?;
    let at = (call.part("party"), call.part("delivery"));
    let tx = call.read().await?;
    let (owner, delivery) = open(&tx, &call.actor, at).await?;
    list_of(&tx, &owner, &delivery).await?;
    drop(tx);
    let upload = uploaded(&call.state, request, BYTES_MAX).await?;
    let agreed = receive((&call.state, &files), &call.actor, at, &upload).await?;
    let up = format!("/parties/{}/deliveries/{}", owner.party.key, delivery.key);
    let linked = Linked::at(up.clone(), ReceiptView { agreed }).link("up", up);
    Ok(Saved::new(linked, Tag::of(&agreed), true))
}
