//! What one party pays, answers for and takes part in.

use super::awaiting::AwaitingItem;
use super::may_read_people;
use crate::gather::known_of_party;
use crate::model::{
    Known, OwnedGoal, Payment, PlacedMandate, Seat, awaiting, owned_goals, payments, seats,
};
use crate::report::{ToldAwaiting, Words, is_own, most_urgent_first, of_people, told};
use samverk_database::Tx;
use samverk_economy::view::share_of;
use samverk_foundation::{Key, Ore, Problem};
use samverk_goals::{Figure, StandingState};
use samverk_identity::model::AddressRule;
use samverk_identity::people_at_party;
use samverk_parties::model::{Assessment, MandateRole, Party, Standing};
use samverk_parties::store::find_party;
use samverk_rest::{Amount, Call, Date, Found, KeySchema, Linked, Refusal, Representation, Tag};
use samverk_web::Ui;
use schemars::JsonSchema;
use serde::Serialize;

/// A party as it stands in every collaboration that whoever asks may see.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Overview {
    #[schemars(with = "KeySchema")]
    party: Key,
    name: String,
    /// The latest year first.
    amounts: Vec<DecidedAmount>,
    /// Those that most need somebody first.
    goals: Vec<AnsweredGoal>,
    /// Each collaboration before its groups.
    memberships: Vec<HeldSeat>,
    mandates: Vec<HeldMandate>,
    /// Null to others than the party's own people. With people:read it tells of invitations too.
    awaiting_items: Option<Vec<AwaitingItem>>,
}

/// What the party pays by a decided distribution.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct DecidedAmount {
    #[schemars(with = "KeySchema")]
    collaboration: Key,
    #[schemars(with = "KeySchema")]
    distribution: Key,
    year: i32,
    /// None when the day of the decision is not known.
    decided: Option<Date>,
    amount: Amount,
    /// The year before; none when there is nothing to compare with.
    before: Option<Amount>,
    change: Option<Amount>,
    /// Why, in words.
    reason: String,
}

/// A goal that the party answers for.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct AnsweredGoal {
    #[schemars(with = "KeySchema")]
    collaboration: Key,
    #[schemars(with = "KeySchema")]
    plan: Key,
    #[schemars(with = "KeySchema")]
    goal: Key,
    state: StandingState,
    last_value: Option<Figure>,
    last_date: Option<Date>,
}

/// A place in a collaboration or in one of its groups.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct HeldSeat {
    #[schemars(with = "KeySchema")]
    collaboration: Key,
    /// Null: in the collaboration itself.
    #[schemars(with = "Option<KeySchema>")]
    group: Option<Key>,
    /// Null when only a group or a mandate ties the party to the collaboration.
    standing: Option<Standing>,
    #[schemars(with = "Option<KeySchema>")]
    ladder: Option<Key>,
    /// A number of the ladder's.
    level: Option<i64>,
    wanted_level: Option<i64>,
    /// The party's own view.
    own_level: Option<i64>,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct HeldMandate {
    #[schemars(with = "KeySchema")]
    collaboration: Key,
    #[schemars(with = "Option<KeySchema>")]
    group: Option<Key>,
    role: MandateRole,
    title: String,
    from: Option<Date>,
    to: Option<Date>,
}

impl DecidedAmount {
    fn of(ui: &Ui, party: &Party, payment: &Payment) -> Self {
        let share = share_of(ui, payment.result, &party.key);
        Self {
            collaboration: payment.place.collaboration.key.clone(),
            distribution: payment.outcome.key.clone(),
            year: payment.outcome.year,
            decided: payment.decision.date.map(Date),
            amount: Amount(payment.amount),
            before: payment.before.map(Amount),
            change: payment.change().map(Amount),
            reason: share.map(|share| share.reason).unwrap_or_default(),
        }
    }
}

impl AnsweredGoal {
    fn of(owned: &OwnedGoal) -> Self {
        let last = owned.standing.last.map(|(_, made)| made);
        Self {
            collaboration: owned.place.collaboration.key.clone(),
            plan: owned.plan.plan.key.clone(),
            goal: owned.goal.key.clone(),
            state: owned.standing.state.into(),
            last_value: last.map(|made| Figure(made.value)),
            last_date: last.map(|made| Date(made.date)),
        }
    }
}

impl HeldSeat {
    fn of(known: &Known, seat: &Seat) -> Self {
        let seen: Option<&Assessment> = seat.level.or(seat.own);
        let ladder = seen.and_then(|seen| known.ladder(seen));
        Self {
            collaboration: seat.place.collaboration.key.clone(),
            group: seat.group.map(|group| group.key.clone()),
            standing: seat.standing,
            ladder: ladder.map(|ladder| ladder.key.clone()),
            level: seat.level.map(|seen| seen.level),
            wanted_level: seat.level.and_then(|seen| seen.wanted_level),
            own_level: seat.own.map(|own| own.level),
        }
    }
}

impl HeldMandate {
    /// None where the collaboration is not for the reader to see.
    fn of(known: &Known, placed: &PlacedMandate) -> Option<Self> {
        let group = placed.group.and_then(|id| known.group(id));
        Some(Self {
            collaboration: known.place(placed.place)?.collaboration.key.clone(),
            group: group.map(|group| group.key.clone()),
            role: placed.mandate.role,
            title: placed.mandate.title.clone(),
            from: placed.mandate.from.map(Date),
            to: placed.mandate.to.map(Date),
        })
    }
}

impl Representation for Overview {
    fn example() -> Self {
        let council = Key::from_name("Digitaliseringsrådet");
        let amount = DecidedAmount {
            collaboration: council.clone(),
            distribution: Key::from_name("2021"),
            year: 2021,
            decided: None,
            amount: Amount(Ore::from_kronor(1_657_180)),
            before: None,
            change: None,
            reason: "38,00 % av 4 361 000 kr".to_owned(),
        };
        let seat = HeldSeat {
            collaboration: council,
            group: None,
            standing: Some(Standing::Member),
            ladder: Some(Key::from_name("Samverkanstrappan")),
            level: Some(3),
            wanted_level: Some(4),
            own_level: None,
        };
        Self {
            party: Key::from_name("Jönköpings kommun"),
            name: "Jönköpings kommun".to_owned(),
            amounts: vec![amount],
            goals: Vec::new(),
            memberships: vec![seat],
            mandates: Vec::new(),
            awaiting_items: Some(vec![AwaitingItem::example()]),
        }
    }
}

pub async fn get(call: Call) -> Result<Found<Overview>, Refusal> {
    let tx = call.read().await?;
    let party = find_party(&tx, call.part("party")).await?;
    let party = party.ok_or_else(Problem::not_found)?;
    let overview = overview(&tx, &call, &party).await?;
    let tag = Tag::of(&overview);
    let linked = Linked::at(format!("/overviews/{}", party.key), overview)
        .link("party", format!("/parties/{}", party.key));
    Ok(Found::new(linked, tag))
}

async fn overview(tx: &Tx, call: &Call, party: &Party) -> Result<Overview, Problem> {
    let ui = call.ui();
    let known = known_of_party(tx, &call.actor, party).await?;
    let payments = payments(&known, &party.key);
    let goals = owned_goals(&known, party);
    let seats = seats(&known, party.id);
    let mandates = known.mandates_of(party.id);
    Ok(Overview {
        amounts: payments
            .iter()
            .map(|one| DecidedAmount::of(&ui, party, one))
            .collect(),
        goals: goals.iter().map(AnsweredGoal::of).collect(),
        memberships: seats.iter().map(|one| HeldSeat::of(&known, one)).collect(),
        mandates: mandates
            .filter_map(|one| HeldMandate::of(&known, one))
            .collect(),
        awaiting_items: match is_own(&call.actor, party) {
            true => Some(awaiting_items(tx, call, &known, party).await?),
            false => None,
        },
        party: party.key.clone(),
        name: party.name.clone(),
    })
}

async fn awaiting_items(
    tx: &Tx,
    call: &Call,
    known: &Known,
    party: &Party,
) -> Result<Vec<AwaitingItem>, Problem> {
    let ui = call.ui();
    let all = awaiting(known, party);
    let all = all
        .iter()
        .map(|one| told(&ui, Words::Own, Some(party), one));
    let mut items: Vec<ToldAwaiting> = all.collect();
    if may_read_people(&call.actor) {
        let people = people_at_party(tx, party.id, &AddressRule::All, ui.is_demo()).await?;
        let of_people = of_people(&ui, Words::Own, party, &people);
        items.extend(of_people);
    }
    let items = most_urgent_first(items).into_iter();
    Ok(items.map(AwaitingItem::from).collect())
}
