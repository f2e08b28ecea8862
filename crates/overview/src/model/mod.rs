//! What can be said of a party or to a person, drawn from what is known. Without IO.

mod awaiting;
mod goals;
mod known;
mod payments;
#[cfg(test)]
mod sample;
mod seats;
mod task_name;
mod work;

pub use awaiting::{Awaiting, Due, awaiting, due, last_review};
pub use goals::{OwnedGoal, owned_goals, unowned_goals};
pub use known::{BudgetRound, Known, KnownPlan, Place, PlacedMandate, Round};
pub use payments::{Payment, YearSum, decided_years, payments, present_year, sums_by_year};
pub use seats::{Seat, level_of, seats, view_of};
pub use task_name::{party_task_name, review_named};
pub use work::{COUNTED, Counted, Mine, Task, lacking, tasks};
