//! The forms of an assessor and of a decision.

use super::flow::{Desk, GateForm};
use super::forms::day;
use crate::initiatives::actions::{DecideGate, decide_gate, give_scores, mark_of, may_score};
use crate::initiatives::gate::{Outcome, Score, Scoring};
use crate::policy::Action;
use samverk_foundation::{Key, Problem, Problems};
use samverk_web::{
    Choice, Field, FieldKind, Form, FormPage, RowColumn, Ui, Values, read_decision, with_decision,
};

pub(super) struct ScoresForm;

const SCORE: [&str; 3] = ["criterion", "score", "evidence"];

/// The assessor whose place the address names. Fails with `not_found` or `forbidden`.
fn asked(desk: &Desk) -> Result<Scoring, Problem> {
    let place = desk.number.checked_sub(1);
    let says = desk.at.says(&desk.phase);
    let found = place.and_then(|place| says.scorings.get(place).cloned());
    let found = found.ok_or_else(Problem::not_found)?;
    match may_score(&desk.actor, &desk.at.scope, &found) {
        true => Ok(found),
        false => Err(Problem::forbidden()),
    }
}

impl GateForm for ScoresForm {
    const ACTION: Action = Action::ScoreGate;
    const NAME: &'static str = "give_scores";

    fn page(desk: &Desk, ui: Ui) -> Result<FormPage, Problem> {
        let scoring = asked(desk)?;
        let criteria: Vec<_> = desk.at.process.criteria_of(&desk.phase).collect();
        let names = criteria.iter().map(|one| {
            let meaning = [("1", &one.lowest), ("5", &one.highest)];
            let meaning = meaning.iter().filter(|(_, words)| !words.is_empty());
            let meaning: Vec<_> = meaning
                .map(|(score, words)| format!("{score} = {}", &***words))
                .collect();
            let words = match meaning.is_empty() {
                true => one.name.to_string(),
                false => format!("{} ({})", &*one.name, meaning.join("; ")),
            };
            Choice::new(&one.key, words)
        });
        let scores = (1..=5).map(|score| Choice::new(score, score.to_string()));
        let columns = vec![
            RowColumn::fixed("criterion", ui.t("gate-criterion"), names.collect()),
            RowColumn::choose("score", ui.t("gate-score"), scores.collect()),
            RowColumn::long("evidence", ui.t("gate-evidence")),
        ];
        let stands = criteria.iter().map(|one| {
            let score = scoring
                .scores
                .iter()
                .find(|score| score.criterion == one.key);
            vec![
                one.key.to_string(),
                score.map(|one| one.score.to_string()).unwrap_or_default(),
                score.map(|one| one.evidence.clone()).unwrap_or_default(),
            ]
        });
        let stands: Vec<Vec<String>> = stands.collect();
        let action = desk.href(&format!("/bedom/{}", desk.number));
        let form = Form::new(action, ui.t("form-save"))
            .seen(mark_of(&scoring))
            .cancel(desk.href(""));
        let values = form.values.clone().set_rows("scores", &SCORE, &stands);
        let kind = FieldKind::Rows {
            columns,
            grows: false,
        };
        let form = form
            .field(Field::new("scores", ui.t("gate-scores"), kind))
            .fill(values);
        let heading = ui.t1("gate-score-for", "assessor", &scoring.assessor);
        let name = &desk.at.initiative.title;
        let lead = ui.t_with(
            "gate-score-lead",
            &[("name", name), ("phase", &desk.phase_name())],
        );
        Ok(FormPage::new(ui, heading, form).lead(lead))
    }

    async fn save(desk: &Desk, values: &Values) -> Result<(), Problems> {
        let scoring = asked(desk)?;
        let mut problems = Problems::default();
        let mut scores = Vec::new();
        for (number, row) in values.rows("scores", &SCORE) {
            let [criterion, score, evidence] = row.as_slice() else {
                continue;
            };
            let place = format!("scores.{number}.score");
            let Ok(score) = score.parse::<i64>() else {
                let missing = Problem::invalid("score_missing").with("criterion", criterion);
                problems.push(missing.at_field(&place));
                continue;
            };
            scores.extend(problems.keep(Key::parse(criterion)).map(|criterion| Score {
                criterion,
                score,
                evidence: evidence.clone(),
            }));
        }
        problems.or(())?;
        let seen = Some(values.integer("revision")?);
        let given = (scoring.assessor.as_str(), scores);
        give_scores(&desk.tx, &desk.actor, &desk.at, &desk.phase, given, seen).await
    }
}

pub(super) struct DecisionForm;

const CONDITION: [&str; 2] = ["text", "due"];

impl GateForm for DecisionForm {
    const ACTION: Action = Action::DecideGate;
    const NAME: &'static str = "decide_gate";

    fn page(desk: &Desk, ui: Ui) -> Result<FormPage, Problem> {
        let outcome = |(code, _): &(&str, Outcome)| {
            let words = ui.t(&format!("gate-outcome-{}", code.replace('_', "-")));
            let about = ui.t(&format!("gate-outcome-{}-about", code.replace('_', "-")));
            Choice::new(code, words).about(about)
        };
        let outcomes = FieldKind::Radios(Outcome::ALL.iter().map(outcome).collect());
        let columns = vec![
            RowColumn::new("text", ui.t("gate-condition")),
            RowColumn::new("due", ui.t("gate-due")),
        ];
        let conditions = FieldKind::Rows {
            columns,
            grows: true,
        };
        let form = Form::new(desk.href("/besluta"), ui.t("gate-decide-button"))
            .cancel(desk.href(""))
            .field(Field::new("outcome", ui.t("gate-outcome"), outcomes).required());
        let reason = Field::new(
            "reason",
            ui.t("gate-reason"),
            FieldKind::LongText { rows: 3 },
        );
        let phase = desk.at.process.phase(&desk.phase);
        let body = phase.map_or("", |phase| &phase.decided_by);
        let form = with_decision(form, &ui)
            .field(reason.hint(ui.t("gate-decide-reason-hint")))
            .field(
                Field::new("conditions", ui.t("gate-conditions"), conditions)
                    .hint(ui.t("gate-conditions-hint")),
            )
            .fill(Values::default().set("body", body));
        let heading = ui.t1("gate-decide-heading", "phase", desk.phase_name());
        let lead = ui.t("gate-decide-lead");
        Ok(FormPage::new(ui, heading, form).lead(lead))
    }

    async fn save(desk: &Desk, values: &Values) -> Result<(), Problems> {
        let mut problems = Problems::default();
        let outcome = problems.keep(values.choice("outcome", Outcome::ALL));
        let decision = match read_decision(values) {
            Ok(decision) => Some(decision),
            Err(wrong) => {
                problems.extend(wrong.0);
                None
            }
        };
        let mut conditions = Vec::new();
        for (number, row) in values.rows("conditions", &CONDITION) {
            let [text, due] = row.as_slice() else {
                continue;
            };
            let due = day(due, &format!("conditions.{number}.due"), &mut problems);
            conditions.push((text.clone(), due));
        }
        let (Some(outcome), Some(decision), true) = (outcome, decision, problems.0.is_empty())
        else {
            return Err(problems);
        };
        let input = DecideGate {
            outcome,
            decision,
            reason: values.text("reason").to_owned(),
            conditions,
        };
        decide_gate(&desk.tx, &desk.actor, &desk.at, &desk.phase, input).await
    }
}
