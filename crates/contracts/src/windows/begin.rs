//! From a window to work: an initiative, a letter of intent and a joint purchase, in one step.

use super::asked::Asked;
use super::page::{longest_framework, open};
use super::words::party;
use crate::limits::LEGAL_LIMIT;
use crate::planning::planned;
use crate::purchases::{BUYERS, JOINT_PURCHASE, JoiningParty, JointPurchase, PurchaseWay};
use axum::extract::{Path, State};
use samverk_agreements::LETTER;
use samverk_agreements::letters::{Letter, LetterSort, LetterState};
use samverk_database::Tx;
use samverk_development::{INITIATIVE, Initiative};
use samverk_fields::{KindCode, Many, One, Referable, Reference, Rows};
use samverk_foundation::{Key, Problem, Problems};
use samverk_kept::{Installation, Kept, Kind, Seen};
use samverk_parties::Scope;
use samverk_parties::model::Party;
use samverk_planner::{Question, windows};
use samverk_systems::NEED_AREA;
use samverk_web::{AppState, PageResult, Ui, Values, redirect_with_notice};

pub(super) async fn send(
    State(state): State<AppState>,
    ui: Ui,
    Path(collaboration): Path<String>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("begin_joint_purchase").await?;
    let (scope, _) = open(&tx, ui.clone(), &collaboration).await?;
    scope.require(|role| BUYERS.contains(&role))?;
    let begun = begin(&tx, &ui, &scope, &values).await;
    let key = begun.map_err(Problems::first)?;
    tx.commit().await?;
    let href = scope.href(&format!("/gemensamma-upphandlingar/{key}"));
    Ok(redirect_with_notice(&href, "saved"))
}

/// Makes the initiative, the letter and the purchase for those who can begin on the day. Fails with
/// `window_gone` when nobody can any more.
async fn begin(tx: &Tx, ui: &Ui, scope: &Scope, values: &Values) -> Result<Key, Problems> {
    let limits = LEGAL_LIMIT
        .all(tx, &Installation::seen_by(&ui.actor))
        .await?;
    let asked = Asked::read(values, longest_framework(&limits, scope.today))?;
    let start = values.date("start")?;
    let area = NEED_AREA
        .find(tx, &Installation::seen_by(&ui.actor), &asked.area)
        .await?
        .ok_or_else(Problem::not_found)?;
    let parties: Vec<Party> = scope.present().map(|member| member.party.clone()).collect();
    let planned = planned(tx, &ui.actor, &parties, area.id).await?;
    let question = Question {
        earliest: start,
        latest: start,
        ..asked.question(scope.today)
    };
    let found = windows(&planned.inputs, &question).into_iter().next();
    let window = found.ok_or_else(|| Problem::conflict("window_gone"))?;
    let joining: Vec<&Party> = window
        .parties
        .iter()
        .filter_map(|number| {
            let name = party(&planned, *number);
            parties.iter().find(|party| party.name == name)
        })
        .collect();
    let named_by = asked.lead.named_by(start);
    let title = ui.t1("purchase-title", "area", area.name.to_string());
    let (start_text, named_text) = (ui.date(&start), ui.date(&named_by));
    let name = area.name.to_string();
    let said = [
        ("area", name.as_str()),
        ("start", start_text.as_str()),
        ("named", named_text.as_str()),
    ];
    let initiative = Initiative {
        title: title.as_str().into(),
        aim: ui.t_with("purchase-aim", &said).into(),
        led_by: None,
        owner: "".into(),
        process: None,
        needs: Many::to(Vec::new()),
        goals: Rows(Vec::new()),
        from: Some(scope.today),
        to: Some(start),
        next_step: ui.t("purchase-next-step").into(),
        next_date: Some(named_by),
        cost: None,
        hours: None,
        efforts: Rows(Vec::new()),
        builds_on: Many::to(Vec::new()),
        note: "".into(),
    };
    let initiative = add(tx, ui, scope, (&INITIATIVE, &title, &initiative)).await?;
    let letter_title = ui.t1("purchase-letter-title", "area", &name);
    let letter = Letter {
        title: letter_title.as_str().into(),
        sort: LetterSort::Intent,
        initiative: Some(One::to(reference(
            <Initiative as Referable>::KIND,
            &initiative,
        ))),
        parties: Many::to(
            joining
                .iter()
                .map(|party| reference(<Party as Referable>::KIND, &party.key))
                .collect(),
        ),
        text: ui.t_with("purchase-letter", &said).into(),
        cost: None,
        answer_by: Some(named_by),
        needed: None,
        ends: None,
        status: LetterState::Draft,
    };
    let letter = add(tx, ui, scope, (&LETTER, &letter_title, &letter)).await?;
    let purchase = JointPurchase {
        title: title.as_str().into(),
        area: One::to(reference(
            <samverk_systems::NeedArea as Referable>::KIND,
            &area.key,
        )),
        way: match asked.is_framework {
            true => PurchaseWay::Framework,
            false => PurchaseWay::Start,
        },
        start,
        until: window.last_day,
        named_by: Some(named_by),
        announced_on: None,
        initiative: Some(One::to(reference(
            <Initiative as Referable>::KIND,
            &initiative,
        ))),
        letter: Some(One::to(reference(<Letter as Referable>::KIND, &letter))),
        parties: Rows(
            joining
                .iter()
                .map(|party| JoiningParty {
                    party: party.key.clone(),
                    power_on: None,
                })
                .collect(),
        ),
        note: "".into(),
    };
    add(tx, ui, scope, (&JOINT_PURCHASE, &title, &purchase)).await
}

fn reference(kind: &'static str, key: &Key) -> Reference {
    Reference {
        kind: KindCode::of(kind),
        key: key.clone(),
        known: None,
    }
}

/// Adds one under a key that nothing has there.
async fn add<T: Kept>(
    tx: &Tx,
    ui: &Ui,
    scope: &Scope,
    (kind, title, value): (&'static Kind<T>, &str, &T),
) -> Result<Key, Problems> {
    let mut number = 1;
    loop {
        let key = match number {
            1 => Key::from_name(title),
            number => Key::from_name(&format!("{title} {number}")),
        };
        if kind.find(tx, scope, key.as_str()).await?.is_none() {
            kind.save(tx, &ui.actor, scope, key.clone(), value, Seen::New)
                .await?;
            return Ok(key);
        }
        number += 1;
    }
}
