//! One verb in each file.

mod annul_answer;
mod answer_letter;
mod give_notice;
mod leave_letter;
mod make_letter;
mod send_text;
mod sign_letter;
mod told;

pub use annul_answer::annul_answer;
pub use answer_letter::{AcceptLetter, AnswerLetter, accept_letter, answer_letter};
pub use give_notice::{GiveNotice, give_notice};
pub use leave_letter::{LeaveLetter, leave_letter};
pub use make_letter::{MakeLetter, make_letter};
pub use send_text::{is_another_text, preview, send_letter, send_text, sendable};
pub use sign_letter::{SignLetter, sign_letter};

use super::desk::LetterDesk;
use super::kind::LETTER;
use samverk_database::Tx;
use samverk_foundation::{Actor, Problems, Role, Roles};
use samverk_kept::Decision;
use samverk_parties::Scope;

/// Takes a letter to another state, for an action that has asked who may. Answers its revision after.
async fn step(
    tx: &Tx,
    actor: &Actor,
    desk: &LetterDesk,
    (to, reason): (&str, &str),
    seen: i64,
) -> Result<i64, Problems> {
    let scope = as_whoever_runs_it(&desk.scope);
    let decision = Decision { to, reason };
    let key = &desk.letter.key;
    let saved = LETTER
        .decide(tx, actor, &scope, key, decision, seen)
        .await?;
    Ok(saved.revision)
}

/// Who may was asked by the action; the machine asks for those who write any letter.
fn as_whoever_runs_it(scope: &Scope) -> Scope {
    Scope {
        roles: Roles::of(&[Role::Coordinator]),
        ..scope.clone()
    }
}
