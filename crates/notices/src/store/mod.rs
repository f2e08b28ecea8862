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
pub use follows::{Follow, find_follow, follows_of, made_by, put_follow};
pub use handed::{
    Handed, Reminder, handed_of, insert_reminder, latest_reminders, put_handed, take_back,
};
pub use notices::{Notice, delete_unsent, find_notice, insert_notice, note_sent, unsent_of};
pub use rounds::{claim_rounds, forget_old, rounds_before, tasks_told, tell_tasks};
