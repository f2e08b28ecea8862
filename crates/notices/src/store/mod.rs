//! Every database statement of the notices.

mod calendars;
mod choices;
mod follows;
mod handed;
mod notices;
mod rounds;

pub use calendars::{
    CalendarAddress, calendars_of, delete_calendar, find_calendar, insert_calendar,
};
pub use choices::{
    choices_of, ending_of, find_choices, insert_ending, person_of_ending, put_choices,
};
pub use follows::{Follow, delete_follow, find_follow, follows_of, made_by, put_follow};
pub use handed::{
    Handed, Reminder, handed_of, insert_reminder, latest_reminders, put_handed, take_back,
};
pub use notices::{
    Notice, SHOWN, count_unsent, delete_unsent, find_notice, insert_notice, is_any_unsent,
    note_sent, pass_over_unsent, unsent_of,
};
use samverk_database::{Naming, Tx};
use samverk_foundation::Problem;

/// What is kept here that names somebody.
pub async fn notices_naming(tx: &Tx, words: &str) -> Result<Vec<Naming>, Problem> {
    let mut all = notices::notices_by(tx, words).await?;
    all.extend(handed::handed_naming(tx, words).await?);
    Ok(all)
}

pub use rounds::{claim_rounds, forget_old, rounds_before, tasks_told, tell_tasks};
