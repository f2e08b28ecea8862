//! Signing a finished document, and taking in a signature that was made elsewhere.

use super::{Address, Written};
use crate::actions::{Signed, keep_signatures, to_sign};
use crate::model::{FileVersion, SignatureSort};
use crate::pages::documents::checksum_words;
use crate::policy::Action;
use crate::signatures::Signatures;
use crate::store;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::IntoResponse;
use samverk_database::Tx;
use samverk_files::{Files, bytes_named, laid_versions, lay, whole};
use samverk_foundation::{Actor, Problem, Problems};
use samverk_signing::{Signer, Verified};
use samverk_web::{
    AppState, Field, FieldKind, Form, FormPage, PageResult, Ui, Upload, Values, file_name,
    redirect_with_notice,
};
use uuid::Uuid;

/// What is signed: the latest version.
struct Target {
    pdf: FileVersion,
    sha256: String,
    /// The name of its bytes in the store.
    bytes: Uuid,
}

/// Fails with `document_not_finished` or `file_infected`.
async fn target(tx: &Tx, one: &Written) -> Result<Target, Problem> {
    let last = store::list_prints(tx, &[one.document.id]).await?.pop();
    let unfinished = || Problem::conflict("document_not_finished");
    let pdf = last.ok_or_else(unfinished)?.pdf;
    let laid = laid_versions(tx, &[(pdf.file, pdf.number)]).await?.pop();
    Ok(Target {
        pdf,
        sha256: laid.ok_or_else(unfinished)?.sha256,
        bytes: bytes_named(tx, (pdf.file, pdf.number)).await?,
    })
}

fn with_fields(ui: &Ui, form: Form, target: &Target) -> Form {
    let mandate = Field::new("mandate", ui.t("sign-mandate"), FieldKind::Text);
    let sum = Field::new("sha256", "", FieldKind::Hidden);
    let filled = Values::default().set("sha256", target.sha256.as_str());
    form.field(mandate.required().hint(ui.t("sign-mandate-hint")))
        .field(sum)
        .fill(filled)
}

fn page(ui: Ui, one: &Written, target: &Target) -> FormPage {
    let ui = one.below(ui);
    let name = ui.actor.person().map(|person| person.name.clone());
    let form = Form::new(one.href("/underteckna"), ui.t("sign")).cancel(one.href("/visa"));
    let form = with_fields(&ui, form, target);
    let heading = ui.t1("sign-heading", "number", one.number());
    let values = [
        ("name", name.as_deref().unwrap_or_default()),
        ("party", one.desk.party().name.as_str()),
        ("sum", &checksum_words(&target.sha256)),
    ];
    let lead = ui.t_with("sign-lead", &values);
    FormPage::new(ui, heading, form).lead(lead)
}

fn upload_page(ui: Ui, one: &Written, target: &Target) -> FormPage {
    let ui = one.below(ui);
    let file = FieldKind::File { accept: ".p7s" };
    let file = Field::new("file", ui.t("sign-file"), file).required();
    let form = Form::new(one.href("/underskrift"), ui.t("sign-take")).cancel(one.href("/visa"));
    let form = form.field(file.hint(ui.t("sign-file-hint")));
    let form = with_fields(&ui, form, target);
    let heading = ui.t1("sign-take-heading", "number", one.number());
    let lead = ui.t1("sign-take-lead", "sum", checksum_words(&target.sha256));
    FormPage::new(ui, heading, form).lead(lead)
}

type House = Option<Extension<Signatures>>;

/// Fails with `signing_authority_missing` when the installation neither signs nor judges.
fn of_house(house: House) -> Result<Signatures, Problem> {
    let missing = || Problem::conflict("signing_authority_missing");
    house.map(|house| house.0).ok_or_else(missing)
}

async fn opened(state: &AppState, ui: &Ui, at: &Address) -> Result<(Written, Target), Problem> {
    let tx = state.db.read().await?;
    let one = Written::find(&tx, &ui.actor, at).await?;
    one.desk.require(Action::Sign)?;
    one.case.require_not_void()?;
    let target = target(&tx, &one).await?;
    Ok((one, target))
}

pub(super) async fn ask(
    State(state): State<AppState>,
    house: House,
    ui: Ui,
    Path(at): Path<Address>,
) -> PageResult {
    let (one, target) = opened(&state, &ui, &at).await?;
    of_house(house)?.authority()?;
    page(ui, &one, &target).show()
}

pub(super) async fn ask_upload(
    State(state): State<AppState>,
    ui: Ui,
    Path(at): Path<Address>,
) -> PageResult {
    let (one, target) = opened(&state, &ui, &at).await?;
    upload_page(ui, &one, &target).show()
}

/// The bytes that are signed, when they still are those that the page showed. Fails with `signature_other_version`.
async fn content(files: &Files, target: &Target, said: &Values) -> Result<Vec<u8>, Problem> {
    if said.text("sha256") != target.sha256 {
        return Err(Problem::conflict("signature_other_version"));
    }
    whole(files, target.bytes).await
}

pub(super) async fn send(
    State(state): State<AppState>,
    Extension(files): Extension<Files>,
    house: House,
    ui: Ui,
    Path(at): Path<Address>,
    values: Values,
) -> PageResult {
    let (one, target) = opened(&state, &ui, &at).await?;
    let house = of_house(house)?;
    let done = sign(
        (&state, &files, &house),
        &ui.actor,
        (&one, &target),
        &values,
    )
    .await;
    match done {
        Ok(()) => Ok(redirect_with_notice(&one.href("/visa"), "saved")),
        Err(problems) => page(ui, &one, &target).refuse(values, problems),
    }
}

async fn sign(
    (state, files, house): (&AppState, &Files, &Signatures),
    actor: &Actor,
    (one, target): (&Written, &Target),
    values: &Values,
) -> Result<(), Problems> {
    let person = actor.person().ok_or_else(Problem::forbidden)?;
    let signer = Signer {
        name: person.name.clone(),
        party: one.desk.party().name.clone(),
    };
    let content = content(files, target, values).await?;
    let tx = state.db.read().await?;
    let of = (&one.case, &one.document);
    to_sign(&tx, &one.desk, of, values.text("mandate")).await?;
    let (secrets, now) = ([tx.secret(), tx.secret()], tx.now());
    drop(tx);
    let signature = house.sign(&signer, &content, (secrets, now))?;
    let by = house.judge(&signature, &content, now)?;
    let made = (signature.as_slice(), SignatureSort::Here, by);
    keep((state, files), actor, (one, target), (made, values)).await
}

pub(super) async fn take(
    State(state): State<AppState>,
    Extension(files): Extension<Files>,
    house: House,
    ui: Ui,
    Path(at): Path<Address>,
    upload: Upload,
) -> PageResult {
    let (one, target) = opened(&state, &ui, &at).await?;
    let house = of_house(house)?;
    let done = taken(
        (&state, &files, &house),
        &ui.actor,
        (&one, &target),
        &upload,
    )
    .await;
    match done {
        Ok(()) => Ok(redirect_with_notice(&one.href("/visa"), "saved")),
        Err(problems) => upload_page(ui, &one, &target).refuse(upload.values, problems),
    }
}

async fn taken(
    (state, files, house): (&AppState, &Files, &Signatures),
    actor: &Actor,
    (one, target): (&Written, &Target),
    upload: &Upload,
) -> Result<(), Problems> {
    if upload.bytes.is_empty() {
        return Err(Problem::invalid("field_missing").at_field("file").into());
    }
    let content = content(files, target, &upload.values).await?;
    let now = state.db.clock().now();
    let by = house.judge(&upload.bytes, &content, now);
    let by = by.map_err(|problem| problem.at_field("file"))?;
    let made = (upload.bytes.as_slice(), SignatureSort::Elsewhere, by);
    keep((state, files), actor, (one, target), (made, &upload.values)).await
}

/// The bytes of a signature, how they came, and whose signatures are in them.
type Made<'m> = (&'m [u8], SignatureSort, Vec<Verified>);

async fn keep(
    (state, files): (&AppState, &Files),
    actor: &Actor,
    (one, target): (&Written, &Target),
    ((bytes, sort, by), values): (Made<'_>, &Values),
) -> Result<(), Problems> {
    let tx = state.db.read().await?;
    let id = tx.new_id();
    drop(tx);
    let number = one.document.number.to_string();
    let name = file_name([one.case.key.as_str(), &number, "underskrift"], "p7s");
    let received = lay(files, id, (&name, bytes)).await?;
    let kept = async {
        let tx = state.db.begin("sign_document").await?;
        let signed = Signed {
            sort,
            sha256: &target.sha256,
            mandate: values.text("mandate"),
            by,
            received: &received,
        };
        let of = (&one.case, &one.document);
        keep_signatures(&tx, actor, &one.desk, of, (target.pdf, signed)).await?;
        Ok::<Tx, Problems>(tx)
    };
    match kept.await {
        // When it is not known whether the rows were kept, the bytes stay for the tidying.
        Ok(tx) => Ok(tx.commit().await?),
        Err(problems) => {
            files.storage.remove(id).await?;
            Err(problems)
        }
    }
}

/// The certificate by which everybody can judge signatures made here.
pub(super) async fn certificate(house: House) -> PageResult {
    let house = house.ok_or_else(Problem::not_found)?;
    let authority = house.authority().map_err(|_| Problem::not_found())?;
    let pem = authority.certificate_pem()?;
    let headers = [
        (header::CONTENT_TYPE, "application/x-pem-file"),
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"ca.pem\"",
        ),
    ];
    Ok((headers, pem).into_response())
}
