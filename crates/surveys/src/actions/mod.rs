//! One verb in each file.

mod allow_comparison;
mod answer_step;
mod assess_answer;
mod attach;
mod edit_form;
mod hand_out;
mod make_of_answer;
mod move_answer;
mod open_survey;
mod save_responses;
mod send_form;

pub use allow_comparison::allow_comparison;
pub use answer_step::answer_step;
pub use assess_answer::{ASSESSMENT, assess_answer};
pub use attach::{as_answered, attach_file, begin_answer, detach_file};
pub use edit_form::{begin_form, edit_form, replace_form};
pub use hand_out::{Handing, colleagues, hand_out, mark_section};
pub use make_of_answer::{made_of_answers, make_of_answer};
pub use move_answer::move_answer;
pub(crate) use open_survey::{note_decision, refuse_answered};
pub use save_responses::{Conflict, Saving, Typed, save_responses};
pub use send_form::send_form;

use crate::desk::AnswerDesk;
use crate::model::{Answer, AnswerState};
use crate::store;
use samverk_database::Tx;
use samverk_foundation::Problem;

/// The answer, begun now when nobody has yet, and nobody else's until the transaction ends.
async fn held(tx: &Tx, desk: &AnswerDesk) -> Result<Answer, Problem> {
    if let Some(answer) = &desk.answer {
        store::hold_answer(tx, answer.id).await?;
        let now = store::find_answer(tx, desk.at.survey.id, desk.whose).await?;
        return now.ok_or_else(Problem::not_found);
    }
    let answer = Answer {
        id: tx.new_id(),
        survey: desk.at.survey.id,
        whose: desk.whose,
        form: desk.form()?.id,
        state: AnswerState::Draft,
        comparable: false,
        submission: 0,
        sent_by: None,
        sender: String::new(),
        sent_at: None,
        decider: String::new(),
        decided_at: None,
        reason: String::new(),
        revision: 1,
    };
    match store::insert_answer(tx, &answer).await {
        Err(problem) if problem.code == "already_exists" => {
            Err(Problem::conflict("changed_meanwhile"))
        }
        done => done.map(|()| answer),
    }
}
