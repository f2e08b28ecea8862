//! A need is handed over, and the answer to that is taken in.

use super::visit::{Address, NeedVisit, end, seen};
use crate::needs::{HandoverResult, NEED, Need, Recipient};
use axum::extract::{Path, State};
use samverk_database::Tx;
use samverk_fields::{Chosen, KindCode, One, Referable, Reference};
use samverk_foundation::{Problem, Problems};
use samverk_parties::PARTY;
use samverk_parties::model::Party;
use samverk_web::{AppState, Choice, Field, FieldKind, Form, FormPage, PageResult, Ui, Values};

/// A closed list to choose from.
fn radios<T: Chosen>(ui: &Ui, prefix: &str) -> FieldKind {
    let choice = |(code, _): &(&'static str, T)| Choice::new(code, ui.kind_name(prefix, code));
    FieldKind::Radios(T::ALL.iter().map(choice).collect())
}

async fn parties(tx: &Tx, visit: &NeedVisit) -> Result<Vec<Choice>, Problem> {
    let offered = (PARTY.offered)(tx, &visit.scope).await?;
    let choice = |one: &Reference| {
        let name = one.known.as_ref().map(|known| known.name.clone());
        Choice::new(&one.key, name.unwrap_or_default())
    };
    let nothing = std::iter::once(Choice::new("", ""));
    Ok(nothing.chain(offered.iter().map(choice)).collect())
}

async fn page(tx: &Tx, ui: Ui, visit: &NeedVisit) -> Result<FormPage, Problem> {
    let (ui, need) = (visit.form_ui(ui), &visit.need);
    let kind = radios::<Recipient>(&ui, "need-handed-to-kind-");
    let kind = Field::new("handed_to_kind", ui.t("need-handed-to-kind"), kind).required();
    let party = FieldKind::Select(parties(tx, visit).await?);
    let party = Field::new("handed_to", ui.t("need-handed-to"), party);
    let name = Field::new(
        "handed_to_name",
        ui.t("need-handed-to-name"),
        FieldKind::Text,
    );
    let day = Field::new(
        "handed_over_on",
        ui.t("need-handed-over-on"),
        FieldKind::Date,
    );
    let look = Field::new("next_look", ui.t("need-next-look"), FieldKind::Date);
    let said = |date: Option<chrono::NaiveDate>| date.map(|day| day.to_string());
    let today = visit.scope.today;
    let values = Values::default()
        .set(
            "handed_to_kind",
            need.handed_to_kind.map_or("", Recipient::code),
        )
        .set(
            "handed_to",
            need.handed_to
                .as_ref()
                .map_or("", |one| one.to.key.as_str()),
        )
        .set("handed_to_name", &*need.handed_to_name)
        .set("handed_over_on", need.handed_over_on.unwrap_or(today))
        .set("next_look", said(need.next_look).unwrap_or_default());
    let form = Form::new(visit.href("/lamna-over"), ui.t("need-hand-over"))
        .field(kind)
        .field(party.hint(ui.t("need-handed-to-hint")))
        .field(name.hint(ui.t("need-handed-to-name-hint")))
        .field(day.required().half())
        .field(look.hint(ui.t("need-next-look-hint")).half())
        .fill(values)
        .seen(need.revision)
        .cancel(visit.href(""));
    let heading = ui.t("need-hand-over-heading");
    Ok(FormPage::new(ui, heading, form).lead(visit.need.name()))
}

fn answer_page(ui: Ui, visit: &NeedVisit) -> FormPage {
    let (ui, need) = (visit.form_ui(ui), &visit.need);
    let day = Field::new("answered_on", ui.t("need-answered-on"), FieldKind::Date);
    let result = radios::<HandoverResult>(&ui, "need-result-");
    let result = Field::new("result", ui.t("need-result"), result);
    let answer = Field::new("reply", ui.t("need-reply"), FieldKind::LongText { rows: 4 });
    let look = Field::new("next_look", ui.t("need-next-look"), FieldKind::Date);
    let today = visit.scope.today;
    let values = Values::default()
        .set("answered_on", need.answered_on.unwrap_or(today))
        .set("result", need.result.map_or("", HandoverResult::code))
        .set("reply", &*need.reply)
        .set(
            "next_look",
            need.next_look
                .map(|day| day.to_string())
                .unwrap_or_default(),
        );
    let form = Form::new(visit.href("/svar"), ui.t("need-answer-save"))
        .field(result.required())
        .field(answer)
        .field(day.required())
        .field(look.hint(ui.t("need-look-again-hint")))
        .other("waits", ui.t("need-still-waits"))
        .fill(values)
        .seen(need.revision)
        .cancel(visit.href(""));
    let heading = ui.t("need-answer-heading");
    FormPage::new(ui, heading, form).lead(visit.need.name())
}

/// A choice that may be left out.
fn chosen<T: Chosen>(values: &Values, name: &str) -> Result<Option<T>, Problem> {
    match values.text(name) {
        "" => Ok(None),
        _ => values.choice(name, T::ALL).map(Some),
    }
}

fn handed(need: &Need, values: &Values) -> Result<Need, Problems> {
    let mut problems = Problems::default();
    let kind = problems.keep(chosen(values, "handed_to_kind"));
    let party = problems.keep(values.optional_key("handed_to"));
    let name = problems.keep(values.optional("handed_to_name"));
    let day = problems.keep(values.optional_date("handed_over_on"));
    let look = problems.keep(values.optional_date("next_look"));
    let to = |key| One::to(Reference::to(KindCode::of(<Party as Referable>::KIND), key));
    problems.or(Need {
        handed_to_kind: kind.flatten(),
        handed_to: party.flatten().map(to),
        handed_to_name: name.unwrap_or_default().into(),
        handed_over_on: day.flatten(),
        next_look: look.flatten(),
        // What is handed over anew is not answered yet.
        answered_on: None,
        reply: "".into(),
        result: None,
        ..need.clone()
    })
}

/// With the answer, or only with another day to ask for it.
fn answered(need: &Need, values: &Values) -> Result<Need, Problems> {
    let mut problems = Problems::default();
    let look = problems.keep(values.optional_date("next_look")).flatten();
    if values.checked("waits") {
        if look.is_none() {
            problems.push(Problem::invalid("field_missing").at_field("next_look"));
        }
        let next_look = look;
        return problems.or(Need {
            next_look,
            ..need.clone()
        });
    }
    let day = problems.keep(values.date("answered_on"));
    let result = problems.keep(values.choice("result", HandoverResult::ALL));
    let answer = problems.keep(values.optional("reply"));
    problems.or(Need {
        answered_on: day,
        result,
        reply: answer.unwrap_or_default().as_str().into(),
        ..need.clone()
    })
}

async fn save(
    tx: &Tx,
    ui: &Ui,
    visit: &NeedVisit,
    values: &Values,
    said: Result<Need, Problems>,
) -> Result<(), Problems> {
    let (key, seen) = (visit.need.key.clone(), seen(values)?);
    NEED.save(tx, &ui.actor, &visit.scope, key, &said?, seen)
        .await?;
    Ok(())
}

pub(super) async fn show(
    State(state): State<AppState>,
    ui: Ui,
    Path(address): Path<Address>,
) -> PageResult {
    let tx = state.db.read().await?;
    let visit = address.find_to_change(&tx, &ui).await?;
    visit.require_at_work()?;
    page(&tx, ui, &visit).await?.show()
}

pub(super) async fn submit(
    State(state): State<AppState>,
    ui: Ui,
    Path(address): Path<Address>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("hand_over_need").await?;
    let visit = address.find_to_change(&tx, &ui).await?;
    visit.require_at_work()?;
    let said = handed(&visit.need, &values);
    let page = page(&tx, ui, &visit).await?;
    let done = save(&tx, &page.ui, &visit, &values, said).await;
    end(tx, (&visit, page), values, (done, "saved")).await
}

/// Fails with `need_not_handed_over`.
fn require_handed_over(visit: &NeedVisit) -> Result<(), Problem> {
    visit.require_at_work()?;
    match visit.need.handed_over_on {
        Some(_) => Ok(()),
        None => Err(Problem::conflict("need_not_handed_over")),
    }
}

pub(super) async fn show_answer(
    State(state): State<AppState>,
    ui: Ui,
    Path(address): Path<Address>,
) -> PageResult {
    let tx = state.db.read().await?;
    let visit = address.find_to_change(&tx, &ui).await?;
    require_handed_over(&visit)?;
    answer_page(ui, &visit).show()
}

pub(super) async fn submit_answer(
    State(state): State<AppState>,
    ui: Ui,
    Path(address): Path<Address>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("answer_need").await?;
    let visit = address.find_to_change(&tx, &ui).await?;
    require_handed_over(&visit)?;
    let said = answered(&visit.need, &values);
    let page = answer_page(ui, &visit);
    let done = save(&tx, &page.ui, &visit, &values, said).await;
    end(tx, (&visit, page), values, (done, "saved")).await
}
