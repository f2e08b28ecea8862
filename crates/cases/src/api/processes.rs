//! Cases in their processes: the same actions as the pages.

use super::{CASE, INVALID_WAYS, PARTY, REGISTRY, desk, linked_one, tag};
use crate::actions::{begin_process, end_task, name_initiative, take_way};
use crate::initiatives::chosen;
use crate::model::{CaseTask, TaskSort, TaskStatus};
use crate::policy::Action;
use crate::processes::Performer;
use crate::{READ, WRITE, store};
use chrono::NaiveDate;
use samverk_foundation::Problem;
use samverk_rest::{
    Call, Described, Found, Linked, Operation, Page, Parameter, Refusal, Representation, Resource,
    Shape,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

const PROCESS: &str = "/parties/{party}/registries/{registry}/cases/{case}/procedures";
const INITIATIVE: &str = "/parties/{party}/registries/{registry}/cases/{case}/initiatives";
const MOVES: &str = "/parties/{party}/registries/{registry}/cases/{case}/moves";
const TASKS: &str = "/parties/{party}/registries/{registry}/cases/{case}/tasks";
const ENDS: &str = "/parties/{party}/registries/{registry}/cases/{case}/tasks/{task}/decisions";

const TASK: Parameter = Parameter::key(
    "task",
    ["Uppgiftens id.", "The task's id."],
    "019acb2e-3c00-7000-8000-000000000001",
)
.for_members();

pub(super) fn resource() -> Resource {
    let about = [
        "Var ett ärende står i sin process, och vad som ska göras.",
        "Where a case stands in its process, and what is to be done.",
    ];
    let (registers, moves) = (Action::Register.code(), Action::Move.code());
    const STANDS: &[&str] = &["case_is_void", "case_is_closed"];
    Resource::new("case-moves", about, READ, WRITE)
        .parameter(PARTY)
        .parameter(REGISTRY)
        .parameter(CASE)
        .parameter(TASK)
        .with(
            Operation::act(PROCESS, "beginCaseProcedure", begin)
                .shaped(
                    Some(Shape::of::<CaseProcedureChoice>()),
                    Some(super::views::view_shape()),
                )
                .about(
                    "Låter ett ärende följa en process från dess första steg.",
                    "Lets a case go by a process, from its first state.",
                )
                .action(registers)
                .conditional()
                .invalid(&["case_process_unknown"])
                .conflict(STANDS)
                .conflict(&["case_has_process", "case_process_not_used"]),
        )
        .with(
            Operation::act(INITIATIVE, "nameCaseInitiative", name)
                .shaped(
                    Some(Shape::of::<CaseInitiative>()),
                    Some(super::views::view_shape()),
                )
                .about(
                    "Anger vilket initiativ i en portfölj ett ärende gäller.",
                    "Says which initiative of a portfolio a case is about.",
                )
                .action(registers)
                .conditional()
                .invalid(&["case_initiative_unknown"])
                .conflict(STANDS),
        )
        .with(
            Operation::act(MOVES, "moveCase", move_on)
                .shaped(
                    Some(Shape::of::<CaseMove>()),
                    Some(super::views::view_shape()),
                )
                .about(
                    "Tar ett ärende vidare till ett annat steg i processen.",
                    "Takes a case on to another state of its process.",
                )
                .action(moves)
                .conditional()
                .conflict(STANDS)
                .conflict(INVALID_WAYS),
        )
        .with(
            Operation::list(TASKS, "listCaseTasks", list)
                .about("De äldsta först.", "The oldest first.")
                .action(Action::Read.code()),
        )
        .with(
            Operation::act(ENDS, "endCaseTask", end)
                .about(
                    "Markerar en uppgift som klar, eller ett besked som sett.",
                    "Notes that a task is done, or a notice seen.",
                )
                .action(moves)
                .conflict(STANDS)
                .conflict(&["case_task_is_deadline", "case_task_ended"]),
        )
}

/// By which process a case goes.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CaseProcedureChoice {
    /// The key of a published version.
    procedure: String,
}

impl Representation for CaseProcedureChoice {
    fn example() -> Self {
        Self {
            procedure: "remiss-till-oss".to_owned(),
        }
    }
}

/// The way that a case goes on.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CaseMove {
    /// The key of a way from the state where it stands.
    way: String,
}

impl Representation for CaseMove {
    fn example() -> Self {
        Self {
            way: "borja-bereda".to_owned(),
        }
    }
}

/// The initiative that a case is about.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CaseInitiative {
    /// The collaboration's key and the initiative's own: `jamtland:e-arkiv`. Nothing when it is about none.
    initiative: Option<String>,
}

impl Representation for CaseInitiative {
    fn example() -> Self {
        Self {
            initiative: Some("e-och-it-i-jamtland:digital-mall".to_owned()),
        }
    }
}

/// How something that was to be done in a case ends.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CaseTaskDecision {
    /// What becomes of it.
    to: TaskEnd,
}

/// What becomes of a task.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TaskEnd {
    Done,
}

impl Representation for CaseTaskDecision {
    fn example() -> Self {
        Self { to: TaskEnd::Done }
    }
}

/// Something that is to be done in a case.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CaseTaskView {
    /// Its id.
    id: String,
    /// What sort of thing it is.
    sort: TaskSort,
    /// Its key in the process.
    key: String,
    /// What it is called.
    name: String,
    /// Who does it.
    by: Performer,
    /// The day on which it began.
    #[schemars(extend("example" = "2026-11-20"))]
    begun_on: NaiveDate,
    /// The last day.
    #[schemars(extend("example" = "2026-11-25"))]
    due_on: Option<NaiveDate>,
    /// How it goes.
    status: TaskStatus,
}

impl Representation for CaseTaskView {
    fn example() -> Self {
        Self {
            id: "019acb2e-3c00-7000-8000-000000000001".to_owned(),
            sort: TaskSort::Deadline,
            key: "fordela".to_owned(),
            name: "Få en handläggare".to_owned(),
            by: Performer::Officer,
            begun_on: NaiveDate::from_ymd_opt(2026, 11, 20).unwrap_or_default(),
            due_on: NaiveDate::from_ymd_opt(2026, 11, 25),
            status: TaskStatus::Open,
        }
    }
}

fn view(call: &Call, task: &CaseTask) -> CaseTaskView {
    CaseTaskView {
        id: task.id.to_string(),
        sort: task.what.sort,
        key: task.what.key.to_string(),
        name: task.what.called(call.language).to_owned(),
        by: task.what.by,
        begun_on: task.what.begun_on,
        due_on: task.what.due_on,
        status: task.status,
    }
}

async fn begin(call: Call, asked: CaseProcedureChoice) -> Result<Found<Described>, Refusal> {
    let tx = call.begin("api_begin_process").await?;
    let desk = desk(&tx, &call).await?;
    let case = desk.case(&tx, call.part("case")).await?;
    call.allow_write(Some(&tag(&case)))?;
    let (seen, process) = (case.revision, asked.procedure.as_str());
    let case = begin_process(&tx, &call.actor, &desk, (&case, process), seen).await?;
    let found = linked_one(&tx, &call.actor, &desk, &case).await?;
    tx.commit().await?;
    Ok(Found::new(found, tag(&case)))
}

async fn name(call: Call, asked: CaseInitiative) -> Result<Found<Described>, Refusal> {
    let tx = call.begin("api_name_initiative").await?;
    let desk = desk(&tx, &call).await?;
    let case = desk.case(&tx, call.part("case")).await?;
    call.allow_write(Some(&tag(&case)))?;
    desk.require_register()?;
    let code = asked.initiative.unwrap_or_default();
    let named = chosen(&tx, &call.actor, &code).await?;
    let seen = case.revision;
    let case = name_initiative(&tx, &call.actor, &desk, (&case, named), seen).await?;
    let found = linked_one(&tx, &call.actor, &desk, &case).await?;
    tx.commit().await?;
    Ok(Found::new(found, tag(&case)))
}

async fn move_on(call: Call, asked: CaseMove) -> Result<Found<Described>, Refusal> {
    let tx = call.begin("api_move_case").await?;
    let desk = desk(&tx, &call).await?;
    let case = desk.case(&tx, call.part("case")).await?;
    call.allow_write(Some(&tag(&case)))?;
    let seen = case.revision;
    let case = take_way(&tx, &call.actor, &desk, (&case, &asked.way), seen).await?;
    let found = linked_one(&tx, &call.actor, &desk, &case).await?;
    tx.commit().await?;
    Ok(Found::new(found, tag(&case)))
}

/// Nothing but which part is asked for.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TasksAsked {}

async fn list(call: Call, _: TasksAsked) -> Result<Page<CaseTaskView>, Refusal> {
    let tx = call.read().await?;
    let desk = desk(&tx, &call).await?;
    let case = desk.case(&tx, call.part("case")).await?;
    let tasks = store::list_tasks(&tx, case.id).await?;
    let up = super::address(&desk, &case);
    let task = |task: CaseTask| {
        let one = format!("{up}/tasks/{}", task.id);
        Linked::at(one, view(&call, &task)).link("up", up.clone())
    };
    Ok(Page::of(tasks, call.paging, task))
}

async fn end(call: Call, asked: CaseTaskDecision) -> Result<Found<CaseTaskView>, Refusal> {
    let TaskEnd::Done = asked.to;
    let tx = call.begin("api_end_task").await?;
    let desk = desk(&tx, &call).await?;
    let case = desk.case(&tx, call.part("case")).await?;
    let id = call
        .part("task")
        .parse()
        .map_err(|_| Problem::not_found())?;
    let task = store::find_task(&tx, case.id, id).await?;
    let task = task.ok_or_else(Problem::not_found)?;
    end_task(&tx, &call.actor, &desk, (&case, &task)).await?;
    let ended = store::find_task(&tx, case.id, id).await?;
    tx.commit().await?;
    let ended = ended.ok_or_else(Problem::not_found)?;
    let up = super::address(&desk, &case);
    let one = format!("{up}/tasks/{id}");
    let of = samverk_rest::Tag::of(&(ended.id, ended.status.code()));
    Ok(Found::new(
        Linked::at(one, view(&call, &ended)).link("up", up),
        of,
    ))
}
