//! Budget and cost distribution as plain data and pure rules: no IO, no database, no clock.
//!
//! [`compute`] turns a [`DistributionInput`] into a [`Distribution`]; [`explain`] says in words
//! why a party pays what it pays; [`compare`] holds the result against a printed table;
//! [`search_key`] finds out what a printed key was made of.

mod budget;
mod budget_check;
mod cells;
mod check_input;
mod check_model;
mod checked;
mod compute;
mod definition;
mod distribution;
mod divided_parts;
mod drafts;
mod exact;
mod explain;
mod figures;
mod findings;
mod input;
mod key_mixes;
mod key_search;
mod key_search_words;
mod knobs;
mod lines;
mod member_change;
mod modifiers;
mod part_year;
mod printed;
mod printed_shares;
mod rounding;
mod rule_parts;
mod same_key;
mod scenario;
mod scenario_changes;
mod sharing;
mod side_by_side;
mod spread;
mod steps;
mod words;
mod words_en;
mod words_sv;
pub mod written;

#[cfg(test)]
mod tests;

pub use budget::*;
pub use budget_check::*;
pub use check_input::{KnownNames, check_amounts, check_input, check_names};
pub use check_model::{check_model, place_of_new};
pub use checked::{Checked, LARGEST_AMOUNT};
pub use compute::compute;
pub use definition::{
    Base, DataYear, DistributionModel, MemberKind, MemberStanding, PartYear, Phase, Purpose,
    Rounding, RoundingMethod, RoundingUnit, Rule, StatedAmounts, Takers,
};
pub use distribution::*;
pub use exact::Exact;
pub use explain::{explain, explain_differences, explain_step};
pub use figures::Source;
pub use findings::describe;
pub use input::*;
pub use key_search::*;
pub use key_search_words::describe_key_search;
pub use knobs::{Knob, KnobGroup, KnobPlace, knobs};
pub use member_change::fit_to_members;
pub use printed::*;
pub use rule_parts::*;
pub use same_key::{drop_stale_note, newest_common_year, parties_of_key, with_population_of};
pub use scenario::{AmountPlace, ScenarioBase, Shown, follow_base};
pub use scenario_changes::{
    FigureChange, MemberChange, ScenarioChange, scenario_changes, without_any_figure,
};
pub use sharing::Sharing;
pub use side_by_side::{SideBySide, SideRow, side_by_side};
pub use words::factors_words;
pub use written::PerParty;

use cells::{split_cells, split_exact_cells};
use divided_parts::DividedParts;
use drafts::{Draft, Drafting};
use figures::{Figures, Lookup};
use lines::lines_that_give;
use modifiers::apply_modifiers;
use part_year::apply_part_year;
use rounding::{RoundedRow, round_rows, round_to_sum, split_in_proportion};
use spread::{Bounds, spread};
