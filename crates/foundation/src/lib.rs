//! The ground floor: ids, time, money, dates, problems and who acts. No IO.

mod actor;
mod calendar;
#[cfg(test)]
mod calendar_tests;
mod clock;
mod date;
mod decision;
mod id;
mod interned;
mod key;
mod language;
mod misfit;
mod money;
mod number;
mod problem;
mod swedish;
pub mod text;

pub use actor::{Actor, Person, Role, Roles, TokenAccess, TokenScope};
pub use calendar::{
    Counted, DayOff, Period, day_off, easter_day, is_working_day, statutory_last_day,
};
pub use clock::{Clock, SystemClock, TestClock, swedish_day};
pub use date::parse_date;
pub use decision::Decision;
pub use id::*;
pub use interned::interned;
pub use key::Key;
pub use language::Language;
pub use misfit::Misfit;
pub use money::Ore;
pub use number::{
    format_decimal, format_integer, format_percent, parse_decimal, parse_integer, parse_percent,
    parse_year,
};
pub use problem::{Place, Problem, ProblemKind, Problems};
pub use swedish::{swedish_order, without_accents};
