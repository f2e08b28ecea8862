//! XLSForm, the form format that is edited in a spreadsheet program: what of it Samverk takes and gives.

mod choices;
mod columns;
mod constraint;
mod names;
mod read;
pub mod relevant;
mod rows;
#[cfg(test)]
mod tests;
mod write;

pub use read::{Loss, LossKind, Taken, read};
pub use write::{Written, write};
