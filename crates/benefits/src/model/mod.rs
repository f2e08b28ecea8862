//! The arithmetic of a business case: plain data and pure rules, öre and exact fractions, no IO.
//!
//! Year 0 is not discounted and what comes later is counted at the end of its year:
//! NPV = C₀ + Σ Cₜ ∕ ((1+r₁)…(1+rₜ)). There is no internal rate of return: it may have several values.

mod case;
mod comparison;
mod discount;
mod flow;
mod outcome;
mod participation;
mod party;
#[cfg(test)]
mod tests;

pub use case::{
    Amount, Case, Direction, Division, Estimate, Level, Line, Price, Rates, Share, Unit,
};
pub use comparison::{Bounds, ComparedLine, Comparison, Swing, Switching};
pub use discount::Discount;
pub use flow::{Bearer, Flow, Holder, Piece, add, pieces, scaled, zeros};
pub use outcome::{Outcome, Payback};
pub use participation::{Order, Size, Turning, participation, turning};
pub use party::{PartyFlows, party_flows, shared_costs};
pub use samverk_engine::Sharing;
