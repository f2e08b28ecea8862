use crate::model::{Measurement, check_figure, check_text, jumps};
use crate::policy::Action;
use crate::{INDICATOR, Indicator, PlanScope, store};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use samverk_database::{KeptWarning, Tx, keep_warnings, list_warnings};
use samverk_foundation::{Actor, PartyId, Problem, Problems, Role};
use samverk_kept::Held;
use samverk_parties::Scope;
use samverk_parties::model::Party;
use std::collections::BTreeMap;

#[derive(Clone, Debug)]
pub struct MeasurementDraft {
    pub date: NaiveDate,
    pub value: Decimal,
    pub numerator: Option<Decimal>,
    pub denominator: Option<Decimal>,
    pub note: String,
    /// The party that a representative measures for; needed only of one who speaks for several.
    pub on_behalf_of: Option<PartyId>,
    /// Somebody has said that the figure is right even though it looks like a slip of the pen.
    pub confirmed: bool,
}

/// Adds a measurement; what has been recorded is never changed, a correction is a new one on the
/// same date. Recording the same again does nothing. Fails with `measurement_in_future`, and with
/// `measurement_jump` until it is confirmed; then it is kept as a warning with the indicator.
pub async fn record_measurement(
    tx: &Tx,
    actor: &Actor,
    at: &PlanScope,
    indicator: &Held<Indicator>,
    draft: MeasurementDraft,
) -> Result<(), Problems> {
    at.require(Action::RecordMeasurement.by())?;
    let party = speaks_for(actor, &at.scope, draft.on_behalf_of)?;
    let confirmed = draft.confirmed;
    let made = store::list_measurements(tx, &[indicator.id])
        .await?
        .remove(&indicator.id);
    let mut series = made.unwrap_or_default();
    let last = series.iter().map(|old| old.position).max();
    let new = checked(tx, draft, last.unwrap_or_default())?;
    if series.iter().any(|old| old.says_the_same_as(&new)) {
        return Ok(());
    }
    series.push(new.clone());
    settle_jumps(tx, actor, indicator, series, confirmed).await?;
    insert(tx, actor, at, indicator, party, &new).await?;
    Ok(())
}

async fn insert(
    tx: &Tx,
    actor: &Actor,
    at: &PlanScope,
    indicator: &Held<Indicator>,
    party: Option<&Party>,
    new: &Measurement,
) -> Result<(), Problem> {
    store::insert_measurement(tx, indicator.id, new).await?;
    let object = indicator.object(&INDICATOR);
    let event = at
        .scope
        .event("indicator.measured", object)
        .on_behalf_of(party.map(|party| (party.id, party.name.as_str())));
    tx.record(actor, event.change(None::<&()>, Some(new))?)
        .await
}

/// The same for many of one indicator, of which `made` is the series so far. Whoever asks has
/// confirmed what looks like a slip of the pen. Answers what is wrong with which of them.
pub async fn record_measurements(
    tx: &Tx,
    actor: &Actor,
    at: &PlanScope,
    indicator: &Held<Indicator>,
    made: &[Measurement],
    drafts: Vec<MeasurementDraft>,
) -> Result<Vec<(usize, Problem)>, Problem> {
    at.require(Action::RecordMeasurement.by())?;
    let mut last = made.iter().map(|old| old.position).max();
    let mut by_date: BTreeMap<NaiveDate, Vec<Measurement>> = BTreeMap::new();
    for old in made {
        by_date.entry(old.date).or_default().push(old.clone());
    }
    let (mut wrong, mut is_changed) = (Vec::new(), false);
    for (index, draft) in drafts.into_iter().enumerate() {
        let party = speaks_for(actor, &at.scope, draft.on_behalf_of)?;
        let new = match checked(tx, draft, last.unwrap_or_default()) {
            Ok(new) => new,
            Err(problem) => {
                wrong.push((index, problem));
                continue;
            }
        };
        let of_date = by_date.entry(new.date).or_default();
        if of_date.iter().any(|old| old.says_the_same_as(&new)) {
            continue;
        }
        insert(tx, actor, at, indicator, party, &new).await?;
        last = Some(new.position);
        of_date.push(new);
        is_changed = true;
    }
    if is_changed {
        let series = by_date.into_values().flatten().collect();
        let kept = settle_jumps(tx, actor, indicator, series, true).await;
        kept.map_err(|problems| first(problems, "jumps are confirmed"))?;
    }
    Ok(wrong)
}

fn first(problems: Problems, otherwise: &str) -> Problem {
    let mut all = problems.0.into_iter();
    all.next().unwrap_or_else(|| Problem::internal(otherwise))
}

fn checked(tx: &Tx, draft: MeasurementDraft, last: i64) -> Result<Measurement, Problem> {
    if draft.date > tx.today() {
        return Err(Problem::invalid("measurement_in_future").at_field("date"));
    }
    check_text("note", &draft.note, false)?;
    let figure = |value: Option<Decimal>, field: &str| {
        value
            .map(check_figure)
            .transpose()
            .map_err(|problem| problem.at_field(field))
    };
    Ok(Measurement {
        id: tx.new_id(),
        date: draft.date,
        value: check_figure(draft.value).map_err(|problem| problem.at_field("value"))?,
        numerator: figure(draft.numerator, "numerator")?,
        denominator: figure(draft.denominator, "denominator")?,
        note: draft.note,
        position: last + 1,
    })
}

/// Keeps the jumps of the whole series with the indicator, so that a correction takes its warning
/// away. Fails with those that nobody has confirmed.
async fn settle_jumps(
    tx: &Tx,
    actor: &Actor,
    indicator: &Held<Indicator>,
    mut series: Vec<Measurement>,
    confirmed: bool,
) -> Result<(), Problems> {
    series.sort_by_key(|made| (made.date, made.position));
    let found: Vec<Problem> = jumps(indicator, &series)
        .into_iter()
        .map(|(_, jump)| jump)
        .collect();
    if !confirmed {
        let kept = list_warnings(tx, indicator.id).await?;
        let is_new = |jump: &&Problem| kept.iter().all(|old| !is_same(old, jump));
        let new: Vec<_> = found.iter().filter(is_new).cloned().collect();
        Problems(new).or(())?;
    }
    keep_warnings(tx, actor, &indicator.object(&INDICATOR), &found).await?;
    Ok(())
}

fn is_same(old: &KeptWarning, new: &Problem) -> bool {
    let old_values = old.values.iter().map(|(name, value)| (&**name, &**value));
    let new_values = new.values.iter().map(|(name, value)| (*name, &**value));
    old.code == new.code && old_values.eq(new_values)
}

/// The member parties that a representative may measure for. Whoever runs the collaboration
/// measures for itself, and has none.
pub fn own_parties<'s>(actor: &Actor, scope: &'s Scope) -> Vec<&'s Party> {
    let runs = [Role::Administrator, Role::Coordinator];
    if scope.may(|role| runs.contains(&role)) {
        return Vec::new();
    }
    let parties = scope.present().map(|member| &member.party);
    parties
        .filter(|party| actor.roles_at(party.id).contains(Role::Representative))
        .collect()
}

/// Fails with `field_missing` when one who speaks for several has not said for which, and with
/// `forbidden` when it is for another party.
fn speaks_for<'s>(
    actor: &Actor,
    scope: &'s Scope,
    wanted: Option<PartyId>,
) -> Result<Option<&'s Party>, Problem> {
    let own = own_parties(actor, scope);
    match (wanted, own.as_slice()) {
        (None, []) => Ok(None),
        (None, [only]) => Ok(Some(only)),
        (None, _) => Err(Problem::invalid("field_missing").at_field("on_behalf_of")),
        (Some(wanted), own) => {
            let found = own.iter().find(|party| party.id == wanted);
            found
                .map(|party| Some(*party))
                .ok_or_else(Problem::forbidden)
        }
    }
}
