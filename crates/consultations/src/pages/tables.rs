//! Tables of a consultation: parties by state, stances by point, parties by point, and who is asked inside a party.

use super::stance_words;
use crate::answer::{ConsultationAnswer, HeldAnswer};
use crate::choices::{AnswerState, Stance};
use crate::desk::ConsultationDesk;
use crate::model::{Counted, StanceRow, stances};
use samverk_web::{Cell, Column, ColumnKind, Narrow, Table, TableRow, Tone, Ui};
use uuid::Uuid;

/// Each party against the states: where it is, and how late.
pub(super) fn by_state(ui: &Ui, desk: &ConsultationDesk) -> Table {
    let text = |words: String| Column::new(words, ColumnKind::Text);
    let state = |state: AnswerState| ui.kind_name("consultation-state-short-", state.code());
    let mut columns = vec![
        text(ui.t("consultation-answer-party")),
        text(ui.t("consultation-number-short")),
        Column::new(ui.t("consultation-last-day"), ColumnKind::Date),
        Column::new(ui.t("consultation-late"), ColumnKind::Integer),
    ];
    columns.extend(AnswerState::ALL.iter().map(|(_, one)| text(state(*one))));
    let caption = ui.t("consultation-by-state");
    let mut table = Table::new("svar", caption, columns).narrow(Narrow::Lists);
    for answer in &desk.answers {
        table.push(state_cells(ui, desk, answer));
    }
    let without = desk.without_answer().into_iter();
    for member in without.filter(|_| desk.is_open()) {
        let mut cells = vec![Cell::text(&member.party.name)];
        cells.extend((0..3).map(|_| Cell::empty()));
        cells.push(Cell::text(ui.t("consultation-not-offered")));
        cells.extend((1..AnswerState::ALL.len()).map(|_| Cell::empty()));
        table.push(cells);
    }
    table.totals = (!desk.answers.is_empty()).then(|| state_totals(ui, desk));
    table
}

fn state_cells(ui: &Ui, desk: &ConsultationDesk, answer: &HeldAnswer) -> Vec<Cell> {
    let href = desk.answer_href(answer);
    let late = desk.days_late(answer).filter(|days| *days > 0);
    let mut cells = vec![
        Cell::link(&href, answer.name()),
        Cell::text(answer.number.to_string()),
        desk.due(answer).map_or_else(Cell::empty, Cell::date),
        late.map_or_else(Cell::empty, Cell::integer),
    ];
    for (_, state) in AnswerState::ALL {
        cells.push(match *state == answer.state {
            true => Cell::tag(tone(*state), reached(ui, answer))
                .to(&href)
                .about(answer.name()),
            false => Cell::empty(),
        });
    }
    cells
}

fn tone(state: AnswerState) -> Tone {
    match state {
        AnswerState::Decided | AnswerState::Dispatched => Tone::Good,
        AnswerState::Declined => Tone::Warning,
        AnswerState::Offered | AnswerState::Opened | AnswerState::Drafted => Tone::Neutral,
    }
}

/// The day on which the state was reached, where there is one.
fn reached(ui: &Ui, answer: &ConsultationAnswer) -> String {
    let day = match answer.state {
        AnswerState::Drafted => answer.dated,
        AnswerState::Decided => answer.decided_on,
        AnswerState::Dispatched | AnswerState::Declined => answer.dispatched_on,
        AnswerState::Offered | AnswerState::Opened => None,
    };
    day.map_or_else(|| ui.t("consultation-here"), |day| ui.date(&day))
}

fn state_totals(ui: &Ui, desk: &ConsultationDesk) -> TableRow {
    let answers = &desk.answers;
    let mut cells = vec![
        Cell::text(ui.t1("consultation-count", "count", answers.len())),
        Cell::empty(),
        Cell::empty(),
        Cell::empty(),
    ];
    for (_, state) in AnswerState::ALL {
        let count = answers.iter().filter(|one| one.state == *state).count();
        cells.push(Cell::text(count.to_string()));
    }
    TableRow(cells)
}

/// What the answers that these hold say of each point.
pub(super) fn counted(
    desk: &ConsultationDesk,
    holds: impl Fn(&HeldAnswer) -> bool,
) -> Vec<StanceRow> {
    let those = desk.answers.iter().filter(|one| holds(one));
    let ids: Vec<Uuid> = those.map(|one| one.id).collect();
    let said = desk.sections.iter().filter_map(|one| {
        Some(Counted {
            answer: one.of_answer().filter(|id| ids.contains(id))?,
            point: one.of_point()?,
            stance: one.stance,
        })
    });
    let said: Vec<Counted> = said.collect();
    let points: Vec<Uuid> = desk.points.iter().map(|one| one.id).collect();
    stances(&points, &said)
}

/// Stances against points: each count leads to who says so.
pub(super) fn by_stance(ui: &Ui, desk: &ConsultationDesk, rows: &[StanceRow]) -> Table {
    let text = |words: String| Column::new(words, ColumnKind::Text);
    let number = |words: String| Column::new(words, ColumnKind::Integer);
    let mut columns = vec![
        text(ui.t("consultation-point-title")),
        text(ui.t("consultation-point-stance")),
    ];
    let stances = Stance::ALL.iter();
    columns.extend(stances.map(|(_, stance)| number(stance_words(ui, Some(*stance)))));
    columns.push(number(stance_words(ui, None)));
    columns.push(number(ui.t("consultation-sum")));
    let caption = ui.t("consultation-by-stance");
    let mut table = Table::new("stallningstaganden", caption, columns).narrow(Narrow::Lists);
    for (point, row) in desk.points.iter().zip(rows) {
        let href = desk.href(&format!("/sammanstallning#{}", point.key));
        let count = |answers: &Vec<Uuid>| match answers.len() {
            0 => Cell::empty(),
            count => Cell::integer(i64::try_from(count).unwrap_or(i64::MAX)).to(&href),
        };
        let mut cells = vec![
            Cell::link(&href, point.title.to_string()),
            Cell::text(stance_words(ui, point.stance)),
        ];
        cells.extend(row.stances.iter().map(count));
        cells.push(count(&row.none));
        let sum = i64::try_from(row.count()).unwrap_or(i64::MAX);
        cells.push(Cell::integer(sum));
        table.push(cells);
    }
    table
}

/// Answers against points.
pub(super) fn by_point(
    ui: &Ui,
    desk: &ConsultationDesk,
    holds: impl Fn(&HeldAnswer) -> bool,
) -> Table {
    let mut columns = vec![Column::new(
        ui.t("consultation-answer-party"),
        ColumnKind::Text,
    )];
    let points = desk.points.iter();
    columns.extend(points.map(|one| Column::new(one.title.to_string(), ColumnKind::Text)));
    let caption = ui.t("consultation-by-point");
    let mut table = Table::new("punkter", caption, columns).narrow(Narrow::Lists);
    for answer in desk.answers.iter().filter(|one| holds(one)) {
        let href = desk.answer_href(answer);
        let mut cells = vec![Cell::link(&href, answer.name())];
        for point in &desk.points {
            let section = desk.section(answer.id, point.id);
            cells.push(section.map_or_else(Cell::empty, |one| {
                let words = stance_words(ui, one.stance);
                Cell::link(format!("{href}#{}", point.key), words)
            }));
        }
        table.push(cells);
    }
    table
}

/// Who is asked inside the party, and who signs.
pub(super) fn inside(ui: &Ui, answer: &ConsultationAnswer) -> Table {
    let label = |field: &str| ui.t(&format!("consultation-answer-{field}"));
    let columns = vec![
        Column::new(label("referrals-to"), ColumnKind::Text),
        Column::new(label("referrals-number"), ColumnKind::Text),
        Column::new(label("referrals-due"), ColumnKind::Date),
        Column::new(label("referrals-answered-on"), ColumnKind::Date),
        Column::new(ui.t("consultation-signs"), ColumnKind::Text),
    ];
    let caption = ui.t("consultation-inside");
    let mut table = Table::new("internt", caption, columns).narrow(Narrow::Lists);
    let day = |day: Option<chrono::NaiveDate>| day.map_or_else(Cell::empty, Cell::date);
    for one in answer.referrals.iter() {
        table.push(vec![
            Cell::text(one.to.to_string()),
            Cell::text(one.number.to_string()),
            day(one.due),
            day(one.answered_on),
            Cell::empty(),
        ]);
    }
    for one in answer.signatories.iter() {
        table.push(vec![
            Cell::text(one.department.to_string()),
            Cell::text(one.number.to_string()),
            Cell::empty(),
            Cell::empty(),
            Cell::text(ui.t("consultation-signs-it")),
        ]);
    }
    table
}
