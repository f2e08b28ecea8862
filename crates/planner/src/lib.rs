//! Joint procurement windows: when parties can buy together, and what each must do for it. Pure.

pub mod contract;
pub mod ends;
pub mod exhaustion;
pub mod lead;
pub mod months;
pub mod slips;
mod spans;
mod starts;
pub mod steps;
pub mod windows;

pub use contract::{Call, Contract, Early, Notice, Options, Term};
pub use ends::{End, ends, standing};
pub use spans::Span;
pub use windows::{Choice, Mode, Question, Window, windows};
