//! What the page of a case says of its process: where it stands, the ways on, and what is to be done.

use crate::actions::{lacks, may_perform, problem_of, process_of};
use crate::desk::RegistryDesk;
use crate::model::{Case, CaseStatus, CaseTask, TaskSort, TaskStatus, is_it};
use crate::processes::{CaseProcess, ProcessState, Transition, performer_words};
use crate::store;
use askama::Template;
use samverk_database::Tx;
use samverk_foundation::{Key, Problem};
use samverk_web::{Cell, Column, ColumnKind, Narrow, Table, Tone, Ui};

#[derive(Template)]
#[template(path = "case_process_section.html")]
struct Section<'u> {
    ui: &'u Ui,
    /// The process: address and name.
    process: (String, String),
    state: String,
    since: String,
    /// What is done there.
    about: String,
    /// The ways that can be taken: address and words.
    ways: Vec<(String, String)>,
    /// The ways that lack something: words, and the sentence that says what.
    lacking: Vec<(String, String)>,
    /// The documents that are expected there.
    expected: Vec<Expected>,
    tasks: Table,
    /// What is done, or no longer called for.
    ended: Table,
}

struct Expected {
    words: String,
    is_there: bool,
    /// Where it is begun from its template, while it is not there.
    begin: Option<String>,
}

/// Nothing for a case without a process.
pub(crate) async fn section(
    tx: &Tx,
    ui: &Ui,
    desk: &RegistryDesk,
    case: &Case,
) -> Result<String, Problem> {
    if case.standing.is_none() {
        return Ok(String::new());
    }
    let (process, standing) = process_of(tx, case).await?;
    let own = process.transitions_from(&standing.state);
    let own = own.filter(|way| may_perform(desk, case, way.by));
    let own: Vec<&Transition> = match case.status {
        CaseStatus::Open => own.collect(),
        CaseStatus::Closed | CaseStatus::Void => Vec::new(),
    };
    let lacks = lacks(tx, (case, &standing), &process, &own).await?;
    let (mut ways, mut lacking) = (Vec::new(), Vec::new());
    for (way, lacks) in own.into_iter().zip(lacks) {
        let words = way.called(ui.language).to_owned();
        if lacks.is_empty() {
            ways.push((desk.case_href(case, &format!("/vag/{}", way.key)), words));
            continue;
        }
        let why = lacks
            .iter()
            .map(|lack| ui.problem(&problem_of(*lack, ui.language)));
        lacking.push((words, why.collect::<Vec<_>>().join(" ")));
    }
    let all = store::list_tasks(tx, case.id).await?;
    let is_open = |one: &CaseTask| one.status == TaskStatus::Open;
    let (tasks, ended): (Vec<CaseTask>, Vec<CaseTask>) = all.into_iter().partition(is_open);
    let state = process.state(&standing.state);
    let words = |of: fn(&ProcessState) -> &str| state.map(of).unwrap_or_default().to_owned();
    let name = format!("{} {}", process.called(ui.language), process.version);
    let section = Section {
        ui,
        process: (process_href(desk, &process.key), name),
        state: state.map_or_else(String::new, |one| one.called(ui.language).to_owned()),
        since: ui.date(&standing.since),
        about: words(|state| &state.text),
        ways,
        lacking,
        expected: expected(tx, ui, (desk, case), (&process, &standing.state)).await?,
        tasks: task_table(ui, (desk, case), ("uppgifter", "case-tasks"), &tasks),
        ended: task_table(ui, (desk, case), ("avslutade", "case-tasks-ended"), &ended),
    };
    ui.fragment(&section)
}

/// So many documents are looked at for those that are expected.
const DOCUMENTS: u64 = 10_000;

async fn expected(
    tx: &Tx,
    ui: &Ui,
    (desk, case): (&RegistryDesk, &Case),
    (process, state): (&CaseProcess, &Key),
) -> Result<Vec<Expected>, Problem> {
    let documents = store::list_documents(tx, case.id, (0, DOCUMENTS)).await?;
    let expected = process.documents.iter().filter(|one| one.state == *state);
    let told = expected.map(|one| {
        let direction = ui.kind_name("case-document-direction-", one.direction.code());
        let words = format!("{} ({})", one.called(ui.language), direction.to_lowercase());
        let is_there = documents.iter().any(|document| is_it(one, document));
        let may_begin = !is_there && desk.may_register() && case.status != CaseStatus::Void;
        let template = one.template.as_ref().filter(|_| may_begin);
        let begin = template.map(|template| {
            let asked = form_urlencoded::Serializer::new(String::new())
                .append_pair("mall", template.as_str())
                .append_pair("namn", &one.name)
                .finish();
            desk.case_href(case, &format!("/handlingar/uppratta?{asked}"))
        });
        Expected {
            words,
            is_there,
            begin,
        }
    });
    Ok(told.collect())
}

fn process_href(desk: &RegistryDesk, key: &Key) -> String {
    format!("{}/arendeprocesser/{key}", desk.party().href())
}

fn task_table(
    ui: &Ui,
    (desk, case): (&RegistryDesk, &Case),
    (name, caption): (&'static str, &str),
    tasks: &[CaseTask],
) -> Table {
    let columns = [
        ("case-task-what", ColumnKind::Text),
        ("case-task-sort", ColumnKind::Text),
        ("case-task-by", ColumnKind::Text),
        ("case-task-due", ColumnKind::Date),
        ("case-task-status", ColumnKind::Text),
    ];
    let columns = columns.map(|(text, kind)| Column::new(ui.t(text), kind));
    let mut table = Table::new(name, ui.t(caption), columns.to_vec()).narrow(Narrow::Lists);
    for one in tasks {
        let what = &one.what;
        let may_end = one.status == TaskStatus::Open
            && what.sort != TaskSort::Deadline
            && case.status == CaseStatus::Open
            && may_perform(desk, case, what.by);
        let name = what.called(ui.language);
        let name = match may_end {
            true => Cell::link(
                desk.case_href(case, &format!("/uppgifter/{}", one.id)),
                name,
            ),
            false => Cell::text(name),
        };
        let tone = match one.status {
            TaskStatus::Open => Tone::Good,
            TaskStatus::Done | TaskStatus::Past => Tone::Neutral,
        };
        table.push(vec![
            name,
            Cell::text(ui.kind_name("case-task-sort-", what.sort.code())),
            Cell::text(performer_words(ui, what.by)),
            what.due_on.map_or_else(Cell::empty, Cell::date),
            Cell::tag(tone, ui.kind_name("case-task-status-", one.status.code())),
        ]);
    }
    table.without_downloads()
}
