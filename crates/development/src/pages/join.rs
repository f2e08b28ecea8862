//! A party says that it has a need too, changes its note, or takes that back.

use super::visit::{Address, NeedVisit, end, seen};
use crate::needs::{Joining, NEED, NEED_WRITERS, Need};
use crate::on_behalf::{OnBehalf, spoken_for};
use axum::extract::{Path, State};
use samverk_database::Tx;
use samverk_fields::Rows;
use samverk_foundation::{Problem, Problems};
use samverk_kept::Seen;
use samverk_parties::model::Party;
use samverk_web::{AppState, Choice, Field, FieldKind, Form, FormPage, PageResult, Ui, Values};

const PARTY: &str = "part";

/// The parties of which one may say it, or the one that is named, with what stands of it.
struct Desk<'v> {
    parties: Vec<&'v Party>,
    named: Option<&'v Party>,
    stands: Option<&'v Joining>,
}

/// Fails with `forbidden` for whoever speaks for none, with `not_found` for a party that is no member or of
/// which they do not speak, and with `need_at_rest`.
fn desk<'v>(ui: &Ui, visit: &'v NeedVisit, party: &str) -> Result<Desk<'v>, Problem> {
    let own = spoken_for(&ui.actor, &visit.scope, NEED_WRITERS);
    if own.is_empty() {
        visit.scope.require(NEED.writers.by())?;
    }
    visit.require_at_work()?;
    let joinings = &visit.need.joinings;
    let of = |party: &Party| joinings.iter().find(|one| one.party == party.key);
    if !party.is_empty() {
        let named = own.iter().find(|one| one.key.as_str() == party);
        let named = *named.ok_or_else(Problem::not_found)?;
        return Ok(Desk {
            parties: Vec::new(),
            named: Some(named),
            stands: of(named),
        });
    }
    let raised = visit.need.raised_by.as_ref().map(|one| &one.to.key);
    let may = |party: &&Party| Some(&party.key) != raised && of(party).is_none();
    let parties: Vec<&Party> = own.into_iter().filter(may).collect();
    let named = match parties.as_slice() {
        [only] => Some(*only),
        _ => None,
    };
    Ok(Desk {
        parties,
        named,
        stands: None,
    })
}

fn page(visit: &NeedVisit, ui: Ui, desk: &Desk<'_>) -> FormPage {
    let ui = visit.form_ui(ui);
    let rows = FieldKind::LongText { rows: 3 };
    let note = Field::new("note", ui.t("need-joinings-note"), rows);
    let mut form = Form::new(visit.href("/instamma"), ui.t("need-join-save"));
    let mut values = Values::default();
    match desk.named {
        Some(party) => {
            form = form.field(Field::new(PARTY, "", FieldKind::Hidden));
            values = values.set(PARTY, &party.key);
        }
        None => {
            let parties = desk.parties.iter();
            let parties = parties.map(|one| Choice::new(&one.key, &one.name));
            let parties = std::iter::once(Choice::new("", "")).chain(parties);
            let parties = FieldKind::Select(parties.collect());
            let label = ui.t("need-joinings-party");
            form = form.field(Field::new(PARTY, label, parties).required());
        }
    }
    let before = desk.stands.map_or("", |stands| &*stands.note);
    let before_field = Field::new(BEFORE, "", FieldKind::Hidden);
    let form = form
        .field(note.hint(ui.t("need-joining-note-hint")))
        .field(before_field)
        .fill(values.set("note", before).set(BEFORE, before))
        .seen(desk.stands.map_or(0, |_| visit.need.revision))
        .cancel(visit.href(""));
    let heading = match desk.named {
        Some(party) => ui.t1("need-join-heading-of", "party", &party.name),
        None => ui.t("need-join-heading"),
    };
    let take_back = ui.t("need-join-take-back");
    let page = FormPage::new(ui, heading, form).lead(visit.need.name());
    match (desk.stands, desk.named) {
        (Some(_), Some(party)) => {
            let href = visit.href(&format!("/ta-tillbaka?{PARTY}={}", party.key));
            page.link(href, take_back)
        }
        _ => page,
    }
}

/// What the note said when the form was opened: others may join meanwhile, but nobody overwrites a note that
/// they have not seen.
const BEFORE: &str = "before";

pub(super) async fn show(
    State(state): State<AppState>,
    ui: Ui,
    Path(address): Path<Address>,
    query: Values,
) -> PageResult {
    let tx = state.db.read().await?;
    let visit = address.find(&tx, &ui).await?;
    let desk = desk(&ui, &visit, query.text(PARTY))?;
    page(&visit, ui, &desk).show()
}

pub(super) async fn submit(
    State(state): State<AppState>,
    ui: Ui,
    Path(address): Path<Address>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("join_need").await?;
    let visit = address.find(&tx, &ui).await?;
    let desk = desk(&ui, &visit, values.text(PARTY))?;
    let page = page(&visit, ui, &desk);
    let done = join(&tx, &page.ui, &visit, &desk, &values).await;
    end(tx, (&visit, page), values, (done, "need-joined")).await
}

async fn join(
    tx: &Tx,
    ui: &Ui,
    visit: &NeedVisit,
    desk: &Desk<'_>,
    values: &Values,
) -> Result<(), Problems> {
    let Some(party) = desk.named else {
        return Err(Problem::invalid("field_missing").at_field(PARTY).into());
    };
    let note = values.optional("note")?;
    match (seen(values)?, desk.stands) {
        (Seen::New, Some(stands)) if *stands.note != *note => {
            return Err(Problem::conflict("need_joined_already").into());
        }
        (Seen::Revision(_), None) => return Err(Problem::conflict("changed_meanwhile").into()),
        (Seen::Revision(_), Some(stands)) if *stands.note != *values.text(BEFORE) => {
            return Err(Problem::conflict("changed_meanwhile").into());
        }
        _ => {}
    }
    let joining = Joining {
        party: party.key.clone(),
        note: note.as_str().into(),
    };
    let mut joinings = visit.need.joinings.0.clone();
    match joinings.iter_mut().find(|one| one.party == party.key) {
        Some(stands) => *stands = joining,
        None => joinings.push(joining),
    }
    save(tx, ui, visit, party, joinings).await
}

/// On the party's behalf.
async fn save(
    tx: &Tx,
    ui: &Ui,
    visit: &NeedVisit,
    party: &Party,
    joinings: Vec<Joining>,
) -> Result<(), Problems> {
    let at = OnBehalf::of(&ui.actor, &visit.scope, party.key.as_str(), NEED_WRITERS)?;
    let need = Need {
        joinings: Rows(joinings),
        ..visit.need.value.clone()
    };
    let (key, seen) = (visit.need.key.clone(), Seen::Revision(visit.need.revision));
    NEED.save(tx, &ui.actor, &at, key, &need, seen).await?;
    Ok(())
}

fn removal(visit: &NeedVisit, ui: Ui, (party, stands): (&Party, &Joining)) -> FormPage {
    let ui = visit.form_ui(ui);
    let values = Values::default().set(PARTY, &party.key);
    let form = Form::new(visit.href("/ta-tillbaka"), ui.t("need-join-take-back"))
        .danger()
        .field(Field::new(PARTY, "", FieldKind::Hidden))
        .field(Field::new(BEFORE, "", FieldKind::Hidden))
        .fill(values.set(BEFORE, &*stands.note))
        .cancel(visit.href(""));
    let heading = ui.t1("need-join-take-back-heading", "party", &party.name);
    FormPage::new(ui, heading, form).lead(visit.need.name())
}

/// What is taken back. Fails with `not_found` when the party has not joined.
fn taken<'v>(
    ui: &Ui,
    visit: &'v NeedVisit,
    party: &str,
) -> Result<(&'v Party, &'v Joining), Problem> {
    let desk = desk(ui, visit, party)?;
    desk.named.zip(desk.stands).ok_or_else(Problem::not_found)
}

pub(super) async fn confirm(
    State(state): State<AppState>,
    ui: Ui,
    Path(address): Path<Address>,
    query: Values,
) -> PageResult {
    let tx = state.db.read().await?;
    let visit = address.find(&tx, &ui).await?;
    let taken = taken(&ui, &visit, query.text(PARTY))?;
    removal(&visit, ui, taken).show()
}

pub(super) async fn withdraw(
    State(state): State<AppState>,
    ui: Ui,
    Path(address): Path<Address>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("withdraw_joining").await?;
    let visit = address.find(&tx, &ui).await?;
    let (party, stands) = taken(&ui, &visit, values.text(PARTY))?;
    let mut joinings = visit.need.joinings.0.clone();
    joinings.retain(|one| one.party != party.key);
    let removed = match *stands.note == *values.text(BEFORE) {
        true => save(&tx, &ui, &visit, party, joinings).await,
        false => Err(Problem::conflict("changed_meanwhile").into()),
    };
    let page = removal(&visit, ui, (party, stands));
    end(
        tx,
        (&visit, page),
        values,
        (removed, "need-join-taken-back"),
    )
    .await
}
