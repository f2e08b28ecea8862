//! Who else reads a case, and who has read what of it.

use super::{CASE, PARTY, READ, REGISTRY, WRITE, desk};
use crate::actions::{end_share, share_case};
use crate::desk::RegistryDesk;
use crate::model::{Case, Grant, GrantContent, GrantScope, write_numbers};
use crate::policy::Action;
use crate::store;
use chrono::NaiveDate;
use samverk_database::Tx;
use samverk_fields::{check, from_json};
use samverk_foundation::{PartyId, Problem, Problems};
use samverk_kept::Kept;
use samverk_parties::model::Party;
use samverk_rest::{
    Call, Date, Described, Found, Linked, Moment, NoQuery, Operation, Page, Parameter, Refusal,
    Representation, Resource, Saved, Shape, Tag,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use uuid::Uuid;

const GRANTS: &str = "/parties/{party}/registries/{registry}/cases/{case}/grants";
const ENDINGS: &str = "/parties/{party}/registries/{registry}/cases/{case}/grants/{grant}/endings";
const READINGS: &str = "/parties/{party}/registries/{registry}/cases/{case}/readings";

const GRANT: Parameter = Parameter::id(
    "grant",
    ["Delningens id.", "The id of the grant."],
    "019acb2e-3c00-7000-8000-000000000002",
);

pub(super) fn resource() -> Resource {
    let about = [
        "Vilka andra aktörer som läser ett ärende, och vem som har läst vad.",
        "Which other parties read a case, and who has read what.",
    ];
    let registers = Action::Register.code();
    Resource::new("case-access", about, READ, WRITE)
        .parameter(PARTY)
        .parameter(REGISTRY)
        .parameter(CASE)
        .parameter(GRANT)
        .with(
            Operation::list(GRANTS, "listCaseGrants", list_grants)
                .about("De nyaste först.", "The newest first.")
                .action(registers),
        )
        .with(
            Operation::post(GRANTS, "postCaseGrant", share)
                .shaped(
                    Some(super::shapes::content(
                        GrantContent::form(),
                        (
                            "CaseGrantContent",
                            "What is said when a case is opened to another party.",
                        ),
                    )),
                    Some(Shape::of::<GrantView>()),
                )
                .about(
                    "Öppnar ett ärende för en annan aktör till och med en dag.",
                    "Opens a case to another party until a day.",
                )
                .action(registers)
                .invalid(&[
                    "grant_party_unknown",
                    "grant_party_own",
                    "grant_day_wrong",
                    "grant_documents_unreadable",
                    "grant_documents_missing",
                    "grant_documents_not_asked",
                    "grant_document_unknown",
                    "grant_of_secret_case",
                ])
                .conflict(&["case_is_void"]),
        )
        .with(
            Operation::act(ENDINGS, "endCaseGrant", end)
                .about("Avslutar en delning nu.", "Ends a grant now.")
                .action(registers)
                .conditional()
                .conflict(&["grant_ended"]),
        )
        .with(
            Operation::list(READINGS, "listCaseReadings", list_readings)
                .about(
                    "Vem som har läst vad, en rad för varje person, dag och sak, de senaste först.",
                    "Who has read what: a row for each person, day and thing, the latest first.",
                )
                .action(Action::Readings.code()),
        )
}

/// What another party reads of a case.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "CaseGrant")]
struct GrantView {
    /// UUID.
    id: String,
    /// The key of the party that reads.
    party: String,
    scope: GrantScope,
    /// The numbers of the documents, when it names some.
    documents: String,
    /// The last day on which it reads.
    ends_on: Date,
    /// Whether it reads the case although it is secret.
    with_secrecy: bool,
    reason: String,
    ended_at: Option<Moment>,
}

/// What becomes of a grant.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "CaseGrantEnding")]
struct Ending {
    to: Ended,
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "CaseGrantEnded")]
enum Ended {
    Ended,
}

/// What somebody read of a case on a day.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "CaseReading")]
struct ReadingView {
    day: Date,
    /// Who.
    by: String,
    /// `case`, `document` or `file`.
    what: String,
    /// The number of the document, or the name and version of the file.
    part: String,
    /// The key of the party to which the case was open; nothing for the owner's own people.
    through: Option<String>,
    first_at: Moment,
    last_at: Moment,
    times: i64,
}

impl Representation for GrantView {
    fn example() -> Self {
        Self {
            id: "019acb2e-3c00-7000-8000-000000000002".to_owned(),
            party: "habo-kommun".to_owned(),
            scope: GrantScope::Case,
            documents: String::new(),
            ends_on: Date(NaiveDate::from_ymd_opt(2026, 12, 31).unwrap_or_default()),
            with_secrecy: false,
            reason: "Gemensamt yttrande".to_owned(),
            ended_at: None,
        }
    }
}

impl Representation for Ending {
    fn example() -> Self {
        Self { to: Ended::Ended }
    }
}

impl Representation for ReadingView {
    fn example() -> Self {
        let at = Moment(chrono::DateTime::from_timestamp(1_795_860_000, 0).unwrap_or_default());
        Self {
            day: Date(NaiveDate::from_ymd_opt(2026, 11, 28).unwrap_or_default()),
            by: "Registratorn".to_owned(),
            what: "document".to_owned(),
            part: "1".to_owned(),
            through: None,
            first_at: at,
            last_at: at,
            times: 2,
        }
    }
}

async fn case_of(tx: &Tx, call: &Call) -> Result<(RegistryDesk, Case), Refusal> {
    let desk = desk(tx, call).await?;
    let case = desk.case(tx, call.part("case")).await?;
    Ok((desk, case))
}

async fn parties_of(tx: &Tx, ids: impl Iterator<Item = PartyId>) -> Result<Vec<Party>, Problem> {
    let mut ids: Vec<PartyId> = ids.collect();
    ids.sort_unstable();
    ids.dedup();
    samverk_parties::store::find_parties(tx, &ids).await
}

fn key_of(parties: &[Party], id: PartyId) -> Option<String> {
    let found = parties.iter().find(|one| one.id == id);
    found.map(|one| one.key.to_string())
}

fn linked(
    (desk, case): (&RegistryDesk, &Case),
    grant: &Grant,
    parties: &[Party],
) -> Linked<GrantView> {
    let view = GrantView {
        id: grant.id.to_string(),
        party: key_of(parties, grant.party).unwrap_or_default(),
        scope: grant.scope,
        documents: write_numbers(&grant.documents),
        ends_on: Date(grant.ends_on),
        with_secrecy: grant.with_secrecy,
        reason: grant.reason.clone(),
        ended_at: grant.ended_at.map(Moment),
    };
    let up = super::address(desk, case);
    let all = format!("{up}/grants");
    Linked::at(format!("{all}/{}", grant.id), view)
        .link("collection", all)
        .link("up", up)
}

fn tag(grant: &Grant) -> Tag {
    Tag::of(&(grant.id, grant.revision))
}

async fn list_grants(call: Call, _: NoQuery) -> Result<Page<GrantView>, Refusal> {
    let tx = call.read().await?;
    let (desk, case) = case_of(&tx, &call).await?;
    desk.require_register()?;
    let grants = store::list_grants(&tx, case.id).await?;
    let parties = parties_of(&tx, grants.iter().map(|grant| grant.party)).await?;
    Ok(Page::of(grants, call.paging, |grant| {
        linked((&desk, &case), &grant, &parties)
    }))
}

fn read(body: &Json) -> Result<GrantContent, Problems> {
    let form = GrantContent::form();
    let record = from_json(form, body)?;
    check(form, &record).or(())?;
    let content = GrantContent::read(&record);
    Ok(content.ok_or_else(|| Problem::internal("a record of another form"))?)
}

async fn share(call: Call, Described(body): Described) -> Result<Saved<GrantView>, Refusal> {
    let tx = call.begin("api_share_case").await?;
    let (desk, case) = case_of(&tx, &call).await?;
    desk.require_register()?;
    let grant = share_case(&tx, &call.actor, &desk, &case, &read(&body)?).await?;
    let parties = parties_of(&tx, std::iter::once(grant.party)).await?;
    let saved = linked((&desk, &case), &grant, &parties);
    tx.commit().await?;
    Ok(Saved::new(saved, tag(&grant), true))
}

async fn end(call: Call, Ending { to: Ended::Ended }: Ending) -> Result<Found<GrantView>, Refusal> {
    let tx = call.begin("api_end_share").await?;
    let (desk, case) = case_of(&tx, &call).await?;
    desk.require_register()?;
    let id: Uuid = call
        .part("grant")
        .parse()
        .map_err(|_| Problem::not_found())?;
    let found = store::find_grant(&tx, id).await?;
    let found = found.filter(|grant| grant.case == case.id);
    let grant = found.ok_or_else(Problem::not_found)?;
    call.allow_write(Some(&tag(&grant)))?;
    end_share(&tx, &call.actor, &desk, (&case, &grant), grant.revision).await?;
    let ended = store::find_grant(&tx, id)
        .await?
        .ok_or_else(Problem::not_found)?;
    let parties = parties_of(&tx, std::iter::once(ended.party)).await?;
    let linked = linked((&desk, &case), &ended, &parties);
    tx.commit().await?;
    Ok(Found::new(linked, tag(&ended)))
}

/// More are read further back.
const READINGS_MAX: u64 = 1_000;

async fn list_readings(call: Call, _: NoQuery) -> Result<Page<ReadingView>, Refusal> {
    let tx = call.read().await?;
    let (desk, case) = case_of(&tx, &call).await?;
    desk.require(Action::Readings)?;
    let readings = store::list_readings(&tx, case.id, (0, READINGS_MAX)).await?;
    let mut people: Vec<_> = readings.iter().map(|one| one.person).collect();
    people.sort_unstable();
    people.dedup();
    let people = samverk_identity::names_of(&tx, &people).await?;
    let parties = parties_of(&tx, readings.iter().filter_map(|one| one.through)).await?;
    Ok(Page::of(readings, call.paging, |one| {
        Linked::part(ReadingView {
            day: Date(one.day),
            by: people.get(&one.person).cloned().unwrap_or_default(),
            what: one.what.clone(),
            part: one.part.clone(),
            through: one.through.and_then(|id| key_of(&parties, id)),
            first_at: Moment(one.first_at),
            last_at: Moment(one.last_at),
            times: one.times,
        })
    }))
}
