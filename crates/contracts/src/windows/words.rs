//! A window in words: whose instructions are what.

use crate::planning::Planned;
use samverk_planner::steps::{Step, steps};
use samverk_planner::{Choice, Question, Window};
use samverk_web::Ui;

/// The name of a party that the planner knows by number.
pub(super) fn party(planned: &Planned, number: u32) -> &str {
    let place = usize::try_from(number).unwrap_or(usize::MAX);
    planned.parties.get(place).map_or("", |party| &party.name)
}

pub(super) fn parties(planned: &Planned, window: &Window) -> String {
    let names = window.parties.iter().map(|number| party(planned, *number));
    names.collect::<Vec<_>>().join(", ")
}

/// What the party does for its contract to end so, in order.
pub(super) fn instruction(
    ui: &Ui,
    planned: &Planned,
    question: &Question,
    choice: &Choice,
) -> String {
    let contract = &planned.inputs[choice.contract];
    let all = steps(contract, &choice.how, choice.end, question.today);
    let words: Vec<String> = all.iter().map(|step| step_words(ui, step)).collect();
    words.join(" ")
}

fn step_words(ui: &Ui, step: &Step) -> String {
    match step {
        Step::Call {
            number,
            safe,
            lawful,
            until,
        } => ui.t_with(
            "window-step-call",
            &[
                ("number", &number.to_string()),
                ("safe", &ui.date(safe)),
                ("lawful", &ui.date(lawful)),
                ("until", &ui.date(until)),
            ],
        ),
        Step::Notice { safe, lawful } => ui.t_with(
            "window-step-notice",
            &[("safe", &ui.date(safe)), ("lawful", &ui.date(lawful))],
        ),
        Step::LetEnd { end } => ui.t1("window-step-end", "date", ui.date(end)),
    }
}
