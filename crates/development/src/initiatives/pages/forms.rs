//! The forms at a gate: checks, decision basis, assessors, conditions.

use super::flow::{Desk, GateForm};
use crate::initiatives::actions::{
    AskedScoring, FollowedCondition, answer_checks, ask_scorings, follow_conditions, mark_of,
    write_basis,
};
use crate::initiatives::gate::Answer;
use crate::policy::Action;
use samverk_foundation::{Key, Problem, Problems, interned, parse_date};
use samverk_web::{Choice, Field, FieldKind, Form, FormPage, RowColumn, Ui, Values};

/// A form that goes back to the gate and saves over nothing that was not seen.
fn form(desk: &Desk, ui: &Ui, rest: &str, mark: i64) -> Form {
    Form::new(desk.href(rest), ui.t("form-save"))
        .seen(mark)
        .cancel(desk.href(""))
}

/// The values of a form with more.
fn filled(form: Form, more: impl Fn(Values) -> Values) -> Form {
    let values = more(form.values.clone());
    form.fill(values)
}

fn rows(columns: Vec<RowColumn>, grows: bool) -> FieldKind {
    FieldKind::Rows { columns, grows }
}

fn seen(values: &Values) -> Result<Option<i64>, Problem> {
    values.integer("revision").map(Some)
}

/// A day in a row; nothing when it is empty.
pub(super) fn day(text: &str, place: &str, problems: &mut Problems) -> Option<chrono::NaiveDate> {
    if text.is_empty() {
        return None;
    }
    problems.keep(parse_date(text).map_err(|wrong| wrong.at_field(place)))
}

pub(super) struct ChecksForm;

const CHECK: [&str; 4] = ["check", "holds", "reason", "evidence"];

impl GateForm for ChecksForm {
    const ACTION: Action = Action::PrepareGate;
    const NAME: &'static str = "answer_checks";

    fn page(desk: &Desk, ui: Ui) -> Result<FormPage, Problem> {
        let says = desk.at.says(&desk.phase);
        let checks: Vec<_> = desk.at.process.checks_of(&desk.phase).collect();
        if checks.is_empty() {
            return Err(Problem::not_found());
        }
        let names = checks.iter().map(|one| {
            let words = match one.evidence.is_empty() {
                true => one.text.to_string(),
                false => format!("{} ({})", &*one.text, &*one.evidence),
            };
            Choice::new(&one.key, words)
        });
        let answers = vec![
            Choice::new("yes", ui.t("gate-yes")),
            Choice::new("no", ui.t("gate-no")),
        ];
        let columns = vec![
            RowColumn::fixed("check", ui.t("gate-check"), names.collect()),
            RowColumn::choose("holds", ui.t("gate-holds"), answers),
            RowColumn::long("reason", ui.t("gate-reason")),
            RowColumn::long("evidence", ui.t("gate-evidence")),
        ];
        let stands = checks.iter().map(|one| {
            let answer = says.answer(&one.key);
            let holds = answer.map_or("", |one| if one.holds { "yes" } else { "no" });
            let text = |text: Option<&String>| text.cloned().unwrap_or_default();
            vec![
                one.key.to_string(),
                holds.to_owned(),
                text(answer.map(|one| &one.reason)),
                text(answer.map(|one| &one.evidence)),
            ]
        });
        let stands: Vec<Vec<String>> = stands.collect();
        let form = form(desk, &ui, "/krav", mark_of(&says.answers));
        let form = filled(form, |values| values.set_rows("answers", &CHECK, &stands));
        let field = Field::new("answers", ui.t("gate-checks"), rows(columns, false));
        let (heading, lead) = (ui.t("gate-answer"), ui.t("gate-answer-lead"));
        Ok(FormPage::new(ui, heading, form.field(field)).lead(lead))
    }

    async fn save(desk: &Desk, values: &Values) -> Result<(), Problems> {
        let mut problems = Problems::default();
        let mut answers = Vec::new();
        for (_, row) in values.rows("answers", &CHECK) {
            let [check, holds, reason, evidence] = row.as_slice() else {
                continue;
            };
            let holds = match holds.as_str() {
                "yes" => true,
                "no" => false,
                _ => continue,
            };
            let check = problems.keep(Key::parse(check));
            answers.extend(check.map(|check| Answer {
                check,
                holds,
                reason: reason.clone(),
                evidence: evidence.clone(),
            }));
        }
        problems.or(())?;
        let seen = seen(values)?;
        answer_checks(&desk.tx, &desk.actor, &desk.at, &desk.phase, answers, seen).await
    }
}

pub(super) struct BasisForm;

/// Fields are named by the places of their headings, of which a process has a limited number.
fn text_field(place: usize) -> &'static str {
    interned(format!("text-{place}"))
}

impl GateForm for BasisForm {
    const ACTION: Action = Action::PrepareGate;
    const NAME: &'static str = "write_basis";

    fn page(desk: &Desk, ui: Ui) -> Result<FormPage, Problem> {
        let says = desk.at.says(&desk.phase);
        let headings: Vec<_> = desk.at.process.headings_of(&desk.phase).collect();
        if headings.is_empty() {
            return Err(Problem::not_found());
        }
        let mut form = form(desk, &ui, "/underlag", mark_of(&says.texts)).marked();
        let mut values = form.values.clone();
        for (place, heading) in headings.iter().enumerate() {
            let name = text_field(place);
            let kind = FieldKind::LongText { rows: 8 };
            let field = Field::new(name, heading.name.to_string(), kind);
            form = form.field(field.hint(heading.text.to_string()));
            let text = says.text(&heading.key);
            values = values.set(name, text.map_or("", |text| &text.text));
        }
        let (heading, lead) = (ui.t("gate-write"), ui.t("gate-write-lead"));
        Ok(FormPage::new(ui, heading, form.fill(values)).lead(lead))
    }

    async fn save(desk: &Desk, values: &Values) -> Result<(), Problems> {
        let headings = desk.at.process.headings_of(&desk.phase);
        let keys: Vec<Key> = headings.map(|one| one.key.clone()).collect();
        let texts = keys.iter().enumerate();
        let texts =
            texts.map(|(place, key)| (key.clone(), values.text(text_field(place)).to_owned()));
        let (texts, seen) = (texts.collect(), seen(values)?);
        let written = write_basis(&desk.tx, &desk.actor, &desk.at, &desk.phase, texts, seen).await;
        let at_field = |problem: Problem| {
            let field = problem.place.field.clone().unwrap_or_default();
            let place = keys.iter().position(|key| key.as_str() == field);
            match place {
                Some(place) => problem.at_field(text_field(place)),
                None => problem,
            }
        };
        written.map_err(|problems| problems.0.into_iter().map(at_field).collect())
    }
}

pub(super) struct AssessorsForm;

const ASKED: [&str; 3] = ["assessor", "party", "due"];

impl GateForm for AssessorsForm {
    const ACTION: Action = Action::PrepareGate;
    const NAME: &'static str = "ask_scorings";

    fn page(desk: &Desk, ui: Ui) -> Result<FormPage, Problem> {
        if desk.at.process.criteria_of(&desk.phase).next().is_none() {
            return Err(Problem::not_found());
        }
        let says = desk.at.says(&desk.phase);
        let members = desk.at.scope.present();
        let members = members.map(|one| Choice::new(&one.party.key, one.party.name.clone()));
        let columns = vec![
            RowColumn::new("assessor", ui.t("gate-assessor")),
            RowColumn::choose("party", ui.t("gate-party"), members.collect()),
            RowColumn::new("due", ui.t("gate-due")),
        ];
        let stands = says.scorings.iter().map(|one| {
            vec![
                one.assessor.clone(),
                one.party.as_ref().map_or("", Key::as_str).to_owned(),
                one.due.map(|due| due.to_string()).unwrap_or_default(),
            ]
        });
        let stands: Vec<Vec<String>> = stands.collect();
        let form = form(desk, &ui, "/bedomare", mark_of(&says.scorings));
        let form = filled(form, |values| values.set_rows("asked", &ASKED, &stands));
        let field = Field::new("asked", ui.t("gate-assessors"), rows(columns, true));
        let field = field.hint(ui.t("gate-assessors-hint"));
        let (heading, lead) = (ui.t("gate-ask"), ui.t("gate-ask-lead"));
        Ok(FormPage::new(ui, heading, form.field(field)).lead(lead))
    }

    async fn save(desk: &Desk, values: &Values) -> Result<(), Problems> {
        let mut problems = Problems::default();
        let mut asked = Vec::new();
        for (number, row) in values.rows("asked", &ASKED) {
            let [assessor, party, due] = row.as_slice() else {
                continue;
            };
            let place = |field: &str| format!("asked.{number}.{field}");
            let party = match party.as_str() {
                "" => None,
                key => problems.keep(Key::parse(key).map_err(|one| one.at_field(&place("party")))),
            };
            asked.push(AskedScoring {
                assessor: assessor.clone(),
                party,
                due: day(due, &place("due"), &mut problems),
            });
        }
        problems.or(())?;
        let seen = seen(values)?;
        ask_scorings(&desk.tx, &desk.actor, &desk.at, &desk.phase, asked, seen).await
    }
}

pub(super) struct ConditionsForm;

const FOLLOWED: [&str; 4] = ["text", "due", "met", "note"];

impl GateForm for ConditionsForm {
    const ACTION: Action = Action::DecideGate;
    const NAME: &'static str = "follow_conditions";

    fn page(desk: &Desk, ui: Ui) -> Result<FormPage, Problem> {
        let says = desk.at.says(&desk.phase);
        let last = says.last().filter(|last| !last.conditions.is_empty());
        let conditions = &last.ok_or_else(Problem::not_found)?.conditions;
        let columns = vec![
            RowColumn::fixed("text", ui.t("gate-condition"), Vec::new()),
            RowColumn::fixed("due", ui.t("gate-due"), Vec::new()),
            RowColumn::new("met", ui.t("gate-met")),
            RowColumn::long("note", ui.t("gate-note")),
        ];
        let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string());
        let stands = conditions.iter().map(|one| {
            vec![
                one.text.clone(),
                day(one.due).unwrap_or_default(),
                day(one.met).unwrap_or_default(),
                one.note.clone(),
            ]
        });
        let stands: Vec<Vec<String>> = stands.collect();
        let form = form(desk, &ui, "/villkor", mark_of(conditions));
        let form = filled(form, |values| {
            values.set_rows("conditions", &FOLLOWED, &stands)
        });
        let field = Field::new("conditions", ui.t("gate-conditions"), rows(columns, false));
        let (heading, lead) = (ui.t("gate-follow"), ui.t("gate-follow-lead"));
        Ok(FormPage::new(ui, heading, form.field(field)).lead(lead))
    }

    async fn save(desk: &Desk, values: &Values) -> Result<(), Problems> {
        let mut problems = Problems::default();
        let mut followed = Vec::new();
        for (number, row) in values.rows("conditions", &FOLLOWED) {
            let [_, _, met, note] = row.as_slice() else {
                continue;
            };
            followed.push(FollowedCondition {
                met: day(met, &format!("conditions.{number}.met"), &mut problems),
                note: note.clone(),
            });
        }
        problems.or(())?;
        let seen = seen(values)?;
        follow_conditions(&desk.tx, &desk.actor, &desk.at, &desk.phase, followed, seen).await
    }
}
