//! What is told, how often and to whom: plain data and pure rules.

mod choices;
mod digest;
mod rounds;

pub use choices::{Choices, Pace, Sort};
pub use digest::{DayNote, Line, Stage, Task, Told, untold};
pub use rounds::{period, round};
