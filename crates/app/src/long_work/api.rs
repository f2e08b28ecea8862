//! Long works over the API: begun with 202, looked at until they have ended, their file fetched.

use super::BEGIN;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use samverk_foundation::{Key, Problem, TokenScope};
use samverk_rest::{
    Call, Found, KeySchema, Linked, Moment, NoQuery, Operation, Page, Parameter, Refusal,
    Representation, Resource, Saved, Tag,
};
use samverk_work::{Asked, LongWork, Machine, find_own, list_own, note_seen, open_result, start};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use uuid::Uuid;

pub const READ: TokenScope = TokenScope::new("works:read");
pub const WRITE: TokenScope = TokenScope::new("works:write");

const EXAMPLE: &str = "019aa4a0-1f00-7000-8000-000000000003";
const WORK: Parameter = Parameter::id("work", ["Arbetets id.", "The long work's id."], EXAMPLE);

pub fn api() -> Vec<Resource> {
    let (all, one) = ("/long-works", "/long-works/{work}");
    let about = [
        "Det som tar längre tid än ett anrop: mappar och PDF:er som görs vid sidan av.",
        "What takes longer than a call: folders and PDFs that are made beside.",
    ];
    let resource = Resource::new("long-works", about, READ, WRITE)
        .parameter(WORK)
        .with(
            Operation::list(all, "listLongWorks", list)
                .about(
                    "Egna arbeten, det nyaste först.",
                    "One's own long works, the newest first.",
                )
                .action(BEGIN),
        )
        .with(
            Operation::get(one, "getLongWork", get)
                .about(
                    "Ett eget arbete: hur långt det har kommit och vad det blev.",
                    "One of one's own: how far it has come and what came of it.",
                )
                .action(BEGIN),
        )
        .with(
            Operation::get("/long-works/{work}/contents", "getLongWorkContent", content)
                .about(
                    "Filen som det blev, så länge den finns och läsaren får det den handlar om.",
                    "The file that came of it, while it is there and the reader may have what it is about.",
                )
                .action(BEGIN)
                .conflict(&["work_result_gone", "work_rights_changed"]),
        )
        .with(
            Operation::post(all, "postLongWork", post)
                .about(
                    "Sätter igång ett arbete. Begärs samma sak igen innan det är klart svarar det med samma arbete.",
                    "Begins a long work. The same again before it has ended answers with the same one.",
                )
                .action(BEGIN)
                .accepting()
                .invalid(&["field_missing"]),
        );
    vec![resource, super::imports::resource()]
}

/// What is to be made.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum WorkKind {
    Folder,
    PurchaseWindows,
    Plan,
    Distribution,
    ConsultationAnswers,
    CaseVersion,
    Delivery,
    Disposal,
    Installation,
}

/// What is to be made, and of what.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct NewLongWork {
    kind: WorkKind,
    /// The key of the collaboration. Not for `installation` and what is a party's own.
    #[serde(default)]
    #[schemars(with = "Option<KeySchema>")]
    collaboration: Option<Key>,
    /// The key of the plan, for `plan`.
    #[serde(default)]
    #[schemars(with = "Option<KeySchema>")]
    plan: Option<Key>,
    /// The number of the plan's version, or the latest.
    #[serde(default)]
    version: Option<i64>,
    /// The key of the distribution, for `distribution`.
    #[serde(default)]
    #[schemars(with = "Option<KeySchema>")]
    distribution: Option<Key>,
    /// The key of the consultation, for `consultation-answers`.
    #[serde(default)]
    #[schemars(with = "Option<KeySchema>")]
    consultation: Option<Key>,
    /// The key of the party, for `case-version`, `delivery` and `disposal`.
    #[serde(default)]
    #[schemars(with = "Option<KeySchema>")]
    party: Option<Key>,
    /// The key of the version that is applied to its cases under way, for `case-version`.
    #[serde(default)]
    #[schemars(with = "Option<KeySchema>")]
    procedure: Option<Key>,
    /// The key of the delivery whose package is made, for `delivery`.
    #[serde(default)]
    #[schemars(with = "Option<KeySchema>")]
    delivery: Option<Key>,
    /// The key of the disposal that is listed or carried out, for `disposal`.
    #[serde(default)]
    #[schemars(with = "Option<KeySchema>")]
    disposal: Option<Key>,
    /// Where cases go whose state the version lacks, for `case-version`: the keys of the old state and the new.
    #[serde(default)]
    states: BTreeMap<String, String>,
    /// The numbers of the cases; all of them when none is named.
    #[serde(default)]
    numbers: Vec<String>,
}

impl Representation for NewLongWork {
    fn example() -> Self {
        Self {
            kind: WorkKind::Folder,
            collaboration: Key::parse("digitaliseringsradet").ok(),
            plan: None,
            version: None,
            distribution: None,
            consultation: None,
            party: None,
            procedure: None,
            delivery: None,
            disposal: None,
            states: BTreeMap::new(),
            numbers: Vec::new(),
        }
    }
}

/// What hindered it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "LongWorkProblem")]
struct WorkProblem {
    code: String,
    detail: String,
    file: Option<String>,
    row: Option<usize>,
    column: Option<String>,
}

/// Something that takes longer than a call.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "LongWork")]
pub(super) struct WorkView {
    /// UUID.
    id: String,
    kind: String,
    about: String,
    /// `waiting`, `working`, `asking`, `done`, `failed` or `cancelled`.
    state: String,
    /// What is being done just now, in words.
    step: String,
    percent: i64,
    asked_at: Moment,
    ended_at: Option<Moment>,
    /// What the file is called, while there is one.
    file_name: Option<String>,
    /// Until when it can be fetched.
    expires_at: Option<Moment>,
    problems: Vec<WorkProblem>,
}

fn moment(seconds: i64) -> Moment {
    Moment(chrono::DateTime::from_timestamp(seconds, 0).unwrap_or_default())
}

impl Representation for WorkView {
    fn example() -> Self {
        Self {
            id: EXAMPLE.to_owned(),
            kind: "folder".to_owned(),
            about: "Digitaliseringsrådet i Jönköpings län".to_owned(),
            state: "done".to_owned(),
            step: String::new(),
            percent: 100,
            asked_at: moment(1_795_860_000),
            ended_at: Some(moment(1_795_860_004)),
            file_name: Some("digitaliseringsradet.zip".to_owned()),
            expires_at: Some(moment(1_796_119_204)),
            problems: Vec::new(),
        }
    }
}

/// A file, whole.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "LongWorkContent")]
struct ContentView {
    file_name: String,
    /// How many bytes there are.
    size: u64,
    /// The bytes in Base64 (RFC 4648).
    content: String,
}

impl Representation for ContentView {
    fn example() -> Self {
        Self {
            file_name: "digitaliseringsradet.zip".to_owned(),
            size: 4,
            content: "UEsDBA==".to_owned(),
        }
    }
}

fn linked(call: &Call, work: &LongWork) -> Linked<WorkView> {
    let ui = call.ui();
    let told = |problem: &Problem| WorkProblem {
        code: problem.code.to_owned(),
        detail: ui.problem(problem),
        file: problem.place.file.clone(),
        row: problem.place.row,
        column: problem.place.column.clone(),
    };
    let here = format!("/long-works/{}", work.id);
    let view = WorkView {
        id: work.id.to_string(),
        kind: work.kind.replace('_', "-"),
        about: work.about.clone(),
        state: work.state.code().to_owned(),
        step: match work.step.as_str() {
            "" => String::new(),
            step => ui.t(&format!("long-work-step-{step}")),
        },
        percent: work.percent(),
        asked_at: Moment(work.asked_at),
        ended_at: work.ended_at.map(Moment),
        file_name: work.result.as_ref().map(|result| result.name.clone()),
        expires_at: work.expires_at.map(Moment),
        problems: work.problems().iter().map(told).collect(),
    };
    let linked = Linked::at(&here, view).link("collection", "/long-works");
    match work.result {
        Some(_) => linked.link("enclosure", format!("{here}/contents")),
        None => linked,
    }
}

fn tag(work: &LongWork) -> Tag {
    let far = (work.steps_done, &work.step, work.attempt);
    Tag::of(&(work.id, work.state.code(), far))
}

fn asked_for(call: &Call) -> Result<Uuid, Problem> {
    let id = call.part("work").parse();
    id.map_err(|_| Problem::not_found())
}

async fn list(call: Call, _: NoQuery) -> Result<Page<WorkView>, Refusal> {
    let tx = call.read().await?;
    let all = list_own(&tx, &call.actor).await?;
    let paging = call.paging;
    Ok(Page::of(all, paging, |work| linked(&call, &work)))
}

async fn get(call: Call) -> Result<Found<WorkView>, Refusal> {
    let tx = call.read().await?;
    let work = find_own(&tx, &call.actor, asked_for(&call)?).await?;
    drop(tx);
    note_seen(&call.state.db, &work).await?;
    Ok(Found::new(linked(&call, &work), tag(&work)))
}

async fn content(call: Call) -> Result<Found<ContentView>, Refusal> {
    let (machine, id) = (call.extension::<Machine>()?, asked_for(&call)?);
    let opened = open_result(&call.state.db, &machine, &call.actor, id).await?;
    let (result, pieces) = opened;
    let bytes = samverk_work::whole(pieces).await?;
    let view = ContentView {
        file_name: result.name,
        size: result.size,
        content: STANDARD.encode(bytes),
    };
    let here = format!("/long-works/{id}/contents");
    Ok(Found::new(Linked::at(here, view), Tag::of(&result.id)))
}

async fn post(call: Call, new: NewLongWork) -> Result<Saved<WorkView>, Refusal> {
    let machine = call.extension::<Machine>()?;
    let missing = |field: &str| Problem::invalid("field_missing").at_field(field);
    let mut said = Map::new();
    let mut say = |name: &str, value: String| said.insert(name.to_owned(), Value::String(value));
    let needed = |key: &Option<Key>, field: &str| {
        let key = key.as_ref().map(ToString::to_string);
        key.ok_or_else(|| missing(field))
    };
    if matches!(new.kind, WorkKind::Plan | WorkKind::Distribution) {
        // As the page says it, so that both come to the same work.
        say("visa", String::new());
    }
    let kind = match new.kind {
        WorkKind::Installation => "installation",
        WorkKind::Folder => "folder",
        WorkKind::PurchaseWindows => "purchase_windows",
        WorkKind::Plan => {
            say("plan", needed(&new.plan, "plan")?);
            let version = new.version.map(|number| number.to_string());
            say("version", version.unwrap_or_default());
            "plan"
        }
        WorkKind::Distribution => {
            say("fordelning", needed(&new.distribution, "distribution")?);
            "distribution"
        }
        WorkKind::ConsultationAnswers => {
            say("remiss", needed(&new.consultation, "consultation")?);
            "consultation_answers"
        }
        WorkKind::CaseVersion => {
            let states = new.states.iter();
            let states: Vec<String> = states.map(|(from, to)| format!("{from}:{to}")).collect();
            say("part", needed(&new.party, "party")?);
            say("process", needed(&new.procedure, "procedure")?);
            // As the page says it, so that both come to the same work.
            say("steg", states.join(";"));
            say("nummer", new.numbers.join(";"));
            "case_version"
        }
        WorkKind::Delivery => {
            say("part", needed(&new.party, "party")?);
            say("leverans", needed(&new.delivery, "delivery")?);
            "delivery"
        }
        WorkKind::Disposal => {
            say("part", needed(&new.party, "party")?);
            say("gallring", needed(&new.disposal, "disposal")?);
            "disposal"
        }
    };
    if !matches!(
        kind,
        "installation" | "case_version" | "delivery" | "disposal"
    ) {
        say("samverkan", needed(&new.collaboration, "collaboration")?);
    }
    let asked = Asked {
        kind,
        input: Value::Object(said),
        language: call.language,
        upload: None,
    };
    let id = start(&call.state.db, &machine, &call.actor, asked).await?;
    accepted(&call, id).await
}

/// It will be done, and is looked at there.
pub(super) async fn accepted(call: &Call, id: Uuid) -> Result<Saved<WorkView>, Refusal> {
    let tx = call.read().await?;
    let work = find_own(&tx, &call.actor, id).await?;
    Ok(Saved::accepted(linked(call, &work), tag(&work)))
}
