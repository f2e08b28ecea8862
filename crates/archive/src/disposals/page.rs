//! Where the reviewer keeps a row of a list, or lets it go after all.

use super::carrying::open;
use super::kind::{DisposalState, HeldDisposal};
use crate::policy::Action;
use crate::store::{self, DisposalRow};
use axum::extract::{Path, State};
use samverk_database::{Event, ObjectRef, Tx};
use samverk_fields::Referable;
use samverk_foundation::{Actor, Problem, text};
use samverk_kept::Ground;
use samverk_parties::Owner;
use samverk_web::{
    AppState, Field, FieldKind, Form, FormPage, PageResult, Policy, Route, Ui, Values,
    redirect_with_notice,
};

const ROW: &str = "/aktorer/{party}/gallringar/{disposal}/rader/{case}";

pub(crate) fn routes() -> Vec<Route> {
    let reviews = Policy::Action(Action::Review.code());
    vec![
        Route::get(ROW, reviews, ask),
        Route::post(ROW, reviews, send),
    ]
}

type At = Path<(String, String, String)>;

/// The rows of a disposal, for the party's people.
pub(crate) async fn rows_of(
    tx: &Tx,
    actor: &Actor,
    at: (&str, &str),
) -> Result<Vec<DisposalRow>, Problem> {
    let (_, disposal) = open(tx, actor, at).await?;
    store::list_rows(tx, disposal.id, (0, super::carrying::ROWS_MAX as u64)).await
}

/// A row that is under review. Fails with `not_found`, `forbidden` or `disposal_not_under_review`.
pub(crate) async fn reviewed_row(
    tx: &Tx,
    actor: &Actor,
    (party, disposal, case): (&str, &str, &str),
) -> Result<(Owner, HeldDisposal, DisposalRow), Problem> {
    let (owner, disposal) = open(tx, actor, (party, disposal)).await?;
    owner.roles().require(Action::Review.by())?;
    let row = store::find_row(tx, disposal.id, case).await?;
    let row = row.ok_or_else(Problem::not_found)?;
    if disposal.status != DisposalState::Proposed {
        return Err(Problem::conflict("disposal_not_under_review"));
    }
    Ok((owner, disposal, row))
}

fn page(ui: Ui, owner: &Owner, disposal: &HeldDisposal, row: &DisposalRow) -> FormPage {
    let href = owner.href(&format!("/gallringar/{}", disposal.key));
    let ui = owner.ui(ui);
    let all = ui.t("disposal-tab");
    let ui = ui
        .with_crumb(owner.href("/gallringar"), all)
        .with_crumb(href.clone(), disposal.title.to_string());
    let reason = Field::new("reason", ui.t("disposal-row-reason"), FieldKind::Text)
        .hint(ui.t("disposal-row-reason-hint"));
    let form = Form::new(format!("{href}/rader/{}", row.case_key), ui.t("form-save"))
        .field(reason)
        .fill(Values::default().set("reason", &row.kept_because))
        .cancel(href);
    let heading = ui.t1("disposal-row-heading", "number", &row.number);
    let lead = ui.t1("disposal-row-lead", "rule", &row.rule);
    FormPage::new(ui, heading, form).lead(lead)
}

async fn ask(State(state): State<AppState>, ui: Ui, Path(at): At) -> PageResult {
    let tx = state.db.read().await?;
    let (owner, disposal, row) = reviewed_row(&tx, &ui.actor, (&at.0, &at.1, &at.2)).await?;
    page(ui, &owner, &disposal, &row).show()
}

/// No reason is longer.
const REASON_MAX: usize = 500;

/// The reviewer keeps a case with a reason, or without one lets it go. Fails with `text_too_long`.
pub(crate) async fn keep_case(
    tx: &Tx,
    actor: &Actor,
    (owner, disposal, row): (&Owner, &HeldDisposal, &DisposalRow),
    reason: &str,
) -> Result<(), Problem> {
    let reason = text::name(reason, "reason")?;
    if reason.chars().count() > REASON_MAX {
        let long = Problem::invalid("text_too_long").with("max", REASON_MAX);
        return Err(long.at_field("reason"));
    }
    store::keep_row(tx, disposal.id, row.place, &reason).await?;
    let kind = <super::Disposal as Referable>::KIND;
    let object = ObjectRef::new(kind, disposal.id, &disposal.title);
    let party = (owner.party.id, owner.party.name.as_str());
    let event = Event::new("disposal.row_reviewed", object).on_behalf_of(Some(party));
    let told = format!("{}: {reason}", row.number);
    tx.record(actor, event.because(&told)).await?;
    tx.flush().await
}

async fn send(State(state): State<AppState>, ui: Ui, Path(at): At, values: Values) -> PageResult {
    let tx = state.db.begin("review_disposal_row").await?;
    let (owner, disposal, row) = reviewed_row(&tx, &ui.actor, (&at.0, &at.1, &at.2)).await?;
    let reason = values.text("reason");
    let done = keep_case(&tx, &ui.actor, (&owner, &disposal, &row), reason).await;
    match done {
        Ok(()) => {
            tx.commit().await?;
            let href = owner.href(&format!("/gallringar/{}", disposal.key));
            Ok(redirect_with_notice(&href, "saved"))
        }
        Err(problem) => page(ui, &owner, &disposal, &row).refuse(values, problem),
    }
}
