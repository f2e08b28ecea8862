//! How long cases are kept, their holds, and the lists of disposals in the REST API: the same actions as the pages.

use crate::disposals::{keep_case, reviewed_row, rows_of};
use crate::policy::Action;
use crate::retention::{Hold, Said, lift_hold, set_hold, set_retention, standing_of};
use crate::store::{self, DisposalRow, KeptHold, RowOutcome};
use crate::{READ, WRITE};
use samverk_cases::model::Case;
use samverk_cases::{CASE, IN_REGISTRY as REGISTRY, PARTY, RegistryDesk, store as cases};
use samverk_database::Tx;
use samverk_foundation::{Key, Problem};
use samverk_rest::{
    Call, Date, Found, KeySchema, Linked, NoQuery, Operation, Page, Parameter, Refusal,
    Representation, Resource, Saved, Tag,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use uuid::Uuid;

const RETENTION: &str = "/parties/{party}/registries/{registry}/cases/{case}/retentions";
const SETTINGS: &str = "/parties/{party}/registries/{registry}/cases/{case}/retentions/settings";
const HOLDS: &str = "/parties/{party}/registries/{registry}/cases/{case}/holds";
const LIFTS: &str = "/parties/{party}/registries/{registry}/cases/{case}/holds/{hold}/lifts";
const ROWS: &str = "/parties/{party}/disposals/{disposal}/rows";
const REVIEWS: &str = "/parties/{party}/disposals/{disposal}/rows/{case}/reviews";

const HOLD: Parameter = Parameter::id(
    "hold",
    ["Stoppets id.", "The id of the hold."],
    "019acb2e-3c00-7000-8000-000000000003",
);
const DISPOSAL: Parameter = Parameter::key(
    "disposal",
    ["Gallringens nyckel.", "The disposal's key."],
    "gallring-2026",
)
.for_members();

pub(crate) fn resources() -> Vec<Resource> {
    vec![of_cases(), of_disposals()]
}

fn of_cases() -> Resource {
    let about = [
        "Hur länge ett ärende bevaras, och vad som stoppar att det gallras.",
        "How long a case is kept, and what keeps it from being disposed of.",
    ];
    let keeps = Action::Keep.code();
    Resource::new("case-retention", about, READ, WRITE)
        .parameter(PARTY)
        .parameter(REGISTRY)
        .parameter(CASE)
        .parameter(HOLD)
        .with(
            Operation::get(RETENTION, "getCaseRetention", get)
                .about(
                    "Vad informationshanteringsplanen säger om ärendet i dag.",
                    "What the retention plan says of the case today.",
                )
                .action(keeps),
        )
        .with(
            Operation::act(SETTINGS, "setCaseRetention", set)
                .about(
                    "Säger vilken regel ärendet följer, när det hände som tiden räknas från, och vilka andra ärenden som behöver handlingarna.",
                    "Says which rule the case goes by, when that happened from which its period is counted, and which other cases need its documents.",
                )
                .action(keeps)
                .invalid(&["retention_rule_unknown", "retention_day_in_future", "case_unknown"]),
        )
        .with(
            Operation::list(HOLDS, "listCaseHolds", list_holds)
                .about("Även de som är hävda.", "The lifted ones too.")
                .action(keeps),
        )
        .with(
            Operation::post(HOLDS, "postCaseHold", post_hold)
                .about(
                    "Stoppar att ärendet gallras, till en dag eller tills stoppet hävs.",
                    "Keeps the case from being disposed of, until a day or until it is lifted.",
                )
                .action(keeps)
                .invalid(&["hold_ends_before_today"]),
        )
        .with(
            Operation::act(LIFTS, "liftCaseHold", lift)
                .about("Häver ett stopp nu.", "Lifts a hold now.")
                .action(keeps)
                .conflict(&["hold_lifted_already"]),
        )
}

fn of_disposals() -> Resource {
    let about = [
        "Gallringslistor: vad som får gallras, vad granskaren behåller och vad det blev av varje rad.",
        "Lists of disposals: what may go, what the reviewer keeps, and what became of each row.",
    ];
    Resource::new("disposal-rows", about, READ, WRITE)
        .parameter(PARTY)
        .parameter(DISPOSAL)
        .parameter(CASE)
        .with(
            Operation::list(ROWS, "listDisposalRows", list_rows)
                .about("I nummerordning.", "By number.")
                .action(Action::Know.code()),
        )
        .with(
            Operation::act(REVIEWS, "reviewDisposalRow", review)
                .about(
                    "Behåller ett ärende på listan, eller låter det gallras när skälet är tomt.",
                    "Keeps a case of the list, or lets it go when the reason is empty.",
                )
                .action(Action::Review.code())
                .conflict(&["disposal_not_under_review"]),
        )
}

/// What the plan says of a case.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "CaseRetention")]
struct RetentionView {
    /// What the plan calls its type. Nothing when the plan says nothing of it.
    rule: Option<String>,
    /// By which decision it is so.
    mandate: Option<String>,
    /// The first day on which it may go.
    due_on: Option<Date>,
    /// Whether it may go today, when that is decided.
    is_due: bool,
    /// What keeps it: `preserved`, `not_due`, `held`, `no_rule`, `date_unknown`, `other_case`.
    kept_because: Option<String>,
}

/// What is said of how long a case is kept.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "CaseRetentionSettings")]
struct Settings {
    /// The key of a rule of the plan; nothing for that of the classification.
    #[serde(default)]
    #[schemars(with = "Option<KeySchema>")]
    rule: Option<Key>,
    #[serde(default)]
    legal_force: Option<Date>,
    #[serde(default)]
    last_payment: Option<Date>,
    #[serde(default)]
    contract_ended: Option<Date>,
    /// The numbers of other cases that need a document, by the document's number; as before for those that are left out.
    #[serde(default)]
    needed_by: BTreeMap<i64, Vec<String>>,
}

/// A hold.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "CaseHold")]
struct HoldView {
    /// UUID.
    id: String,
    reason: String,
    decided_by: String,
    set_on: Date,
    /// The last day of it.
    until: Option<Date>,
    lifted_on: Option<Date>,
}

/// What is said of a new hold.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "NewCaseHold")]
struct NewHold {
    /// Why: a trial, an audit, a request that waits.
    reason: String,
    /// Who decided it: a role or a body.
    decided_by: String,
    /// The last day; nothing until it is lifted.
    #[serde(default)]
    until: Option<Date>,
}

/// What becomes of a hold.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "CaseHoldLift")]
struct Lift {
    to: Lifted,
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "CaseHoldLifted")]
enum Lifted {
    Lifted,
}

/// A case of a list.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "DisposalRow")]
struct RowView {
    number: String,
    /// The number as a key.
    case: String,
    /// What the plan calls its type, and the decision.
    rule: String,
    due_on: Date,
    /// Why the reviewer keeps it.
    kept_because: String,
    /// `waiting`, `disposed` or `kept`.
    outcome: RowOutcome,
    ended_on: Option<Date>,
}

/// What the reviewer says of a row.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "DisposalReview")]
struct Review {
    /// Why the case is kept; empty lets it go.
    reason: String,
}

fn day(text: &str) -> Date {
    Date(text.parse().unwrap_or_default())
}

impl Representation for RetentionView {
    fn example() -> Self {
        Self {
            rule: Some("Begäran om allmän handling".to_owned()),
            mandate: Some("Informationshanteringsplan 2026 § 13".to_owned()),
            due_on: Some(day("2028-12-02")),
            is_due: false,
            kept_because: Some("not_due".to_owned()),
        }
    }
}

impl Representation for Settings {
    fn example() -> Self {
        Self {
            rule: None,
            legal_force: Some(day("2026-11-20")),
            last_payment: None,
            contract_ended: None,
            needed_by: BTreeMap::new(),
        }
    }
}

impl Representation for HoldView {
    fn example() -> Self {
        Self {
            id: "019acb2e-3c00-7000-8000-000000000003".to_owned(),
            reason: "Tvist i domstol".to_owned(),
            decided_by: "Kommunjuristen".to_owned(),
            set_on: day("2026-11-20"),
            until: None,
            lifted_on: None,
        }
    }
}

impl Representation for NewHold {
    fn example() -> Self {
        Self {
            reason: "Tvist i domstol".to_owned(),
            decided_by: "Kommunjuristen".to_owned(),
            until: None,
        }
    }
}

impl Representation for Lift {
    fn example() -> Self {
        Self { to: Lifted::Lifted }
    }
}

impl Representation for RowView {
    fn example() -> Self {
        Self {
            number: "KS 2024/00042".to_owned(),
            case: "ks-2024-00042".to_owned(),
            rule: "Begäran om allmän handling, Informationshanteringsplan 2026 § 13".to_owned(),
            due_on: day("2026-11-20"),
            kept_because: String::new(),
            outcome: RowOutcome::Waiting,
            ended_on: None,
        }
    }
}

impl Representation for Review {
    fn example() -> Self {
        Self {
            reason: "Forskning pågår".to_owned(),
        }
    }
}

/// The case, for whoever says how long it is kept. Fails with `not_found` or `forbidden`.
async fn case_of(tx: &Tx, call: &Call) -> Result<(RegistryDesk, Case), Refusal> {
    let (party, registry) = (call.part("party"), call.part("registry"));
    let desk = RegistryDesk::find_to_read(tx, &call.actor, party, registry).await?;
    let case = desk.case(tx, call.part("case")).await?;
    desk.roles().require(Action::Keep.by())?;
    Ok((desk, case))
}

fn address(call: &Call) -> String {
    let part = |name| call.part(name);
    let (party, registry, case) = (part("party"), part("registry"), part("case"));
    format!("/parties/{party}/registries/{registry}/cases/{case}")
}

async fn viewed(tx: &Tx, call: &Call, case: &Case) -> Result<Found<RetentionView>, Refusal> {
    let standing = standing_of(tx, case).await?;
    let kept = !standing.causes.is_empty();
    let view = RetentionView {
        is_due: standing.is_due(),
        kept_because: kept.then(|| crate::disposals::why(&standing).to_owned()),
        due_on: standing.due_on.map(Date),
        rule: standing.rule,
        mandate: standing.mandate,
    };
    let up = address(call);
    let tag = Tag::of(&(case.id, case.revision));
    let linked = Linked::at(format!("{up}/retentions"), view).link("up", up);
    Ok(Found::new(linked, tag))
}

async fn get(call: Call) -> Result<Found<RetentionView>, Refusal> {
    let tx = call.read().await?;
    let (_, case) = case_of(&tx, &call).await?;
    viewed(&tx, &call, &case).await
}

async fn set(call: Call, asked: Settings) -> Result<Found<RetentionView>, Refusal> {
    let tx = call.begin("api_set_case_retention").await?;
    let (desk, case) = case_of(&tx, &call).await?;
    let of = |day: Option<Date>| day.map(|day| day.0);
    let said = Said {
        rule: asked.rule,
        days: BTreeMap::from([
            ("legal_force", of(asked.legal_force)),
            ("last_payment", of(asked.last_payment)),
            ("contract_ended", of(asked.contract_ended)),
        ]),
        needs: asked.needed_by,
    };
    set_retention(&tx, &call.actor, (&desk, &case), said).await?;
    let found = viewed(&tx, &call, &case).await?;
    tx.commit().await?;
    Ok(found)
}

fn tag(hold: &KeptHold) -> Tag {
    Tag::of(&(hold.id, hold.revision))
}

fn linked(call: &Call, hold: &KeptHold) -> Linked<HoldView> {
    let view = HoldView {
        id: hold.id.to_string(),
        reason: hold.reason.clone(),
        decided_by: hold.decided_by.clone(),
        set_on: Date(hold.set_on),
        until: hold.until.map(Date),
        lifted_on: hold.lifted_on.map(Date),
    };
    let up = address(call);
    Linked::part(view).link("up", up)
}

async fn list_holds(call: Call, _: NoQuery) -> Result<Page<HoldView>, Refusal> {
    let tx = call.read().await?;
    let (_, case) = case_of(&tx, &call).await?;
    let holds = store::list_holds(&tx, &[case.id.0]).await?;
    Ok(Page::of(holds, call.paging, |hold| linked(&call, &hold)))
}

async fn post_hold(call: Call, asked: NewHold) -> Result<Saved<HoldView>, Refusal> {
    let tx = call.begin("api_set_hold").await?;
    let (desk, case) = case_of(&tx, &call).await?;
    cases::hold_case(&tx, case.id).await?;
    let hold = Hold {
        reason: asked.reason,
        decided_by: asked.decided_by,
        until: asked.until.map(|day| day.0),
    };
    set_hold(&tx, &call.actor, (&desk, &case), &hold).await?;
    let set = store::list_holds(&tx, &[case.id.0]).await?.pop();
    let set = set.ok_or_else(|| Problem::internal("no hold was set"))?;
    let saved = Saved::new(linked(&call, &set), tag(&set), true);
    tx.commit().await?;
    Ok(saved)
}

async fn lift(call: Call, Lift { to: Lifted::Lifted }: Lift) -> Result<Found<HoldView>, Refusal> {
    let tx = call.begin("api_lift_hold").await?;
    let (desk, case) = case_of(&tx, &call).await?;
    let id: Uuid = call
        .part("hold")
        .parse()
        .map_err(|_| Problem::not_found())?;
    let found = store::find_hold(&tx, id).await?;
    let hold = found.filter(|hold| hold.case == case.id);
    let hold = hold.ok_or_else(Problem::not_found)?;
    lift_hold(&tx, &call.actor, (&desk, &case), (&hold, hold.revision)).await?;
    let lifted = store::find_hold(&tx, id).await?;
    let lifted = lifted.ok_or_else(Problem::not_found)?;
    let found = Found::new(linked(&call, &lifted), tag(&lifted));
    tx.commit().await?;
    Ok(found)
}

fn row_view(row: &DisposalRow) -> RowView {
    RowView {
        number: row.number.clone(),
        case: row.case_key.clone(),
        rule: row.rule.clone(),
        due_on: Date(row.due_on),
        kept_because: row.kept_because.clone(),
        outcome: row.outcome,
        ended_on: row.ended_on.map(Date),
    }
}

async fn list_rows(call: Call, _: NoQuery) -> Result<Page<RowView>, Refusal> {
    let tx = call.read().await?;
    let at = (call.part("party"), call.part("disposal"));
    let rows = rows_of(&tx, &call.actor, at).await?;
    Ok(Page::of(rows, call.paging, |row| {
        Linked::part(row_view(&row))
    }))
}

async fn review(call: Call, asked: Review) -> Result<Found<RowView>, Refusal> {
    let tx = call.begin("api_review_disposal_row").await?;
    let at = (call.part("party"), call.part("disposal"), call.part("case"));
    let (owner, disposal, row) = reviewed_row(&tx, &call.actor, at).await?;
    keep_case(&tx, &call.actor, (&owner, &disposal, &row), &asked.reason).await?;
    let (_, _, row) = reviewed_row(&tx, &call.actor, at).await?;
    let up = format!("/parties/{}/disposals/{}", at.0, at.1);
    let tag = Tag::of(&(disposal.id, &row.kept_because));
    let linked = Linked::part(row_view(&row)).link("up", up);
    let found = Found::new(linked, tag);
    tx.commit().await?;
    Ok(found)
}
