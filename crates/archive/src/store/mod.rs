//! What the database keeps of deliveries, retention and disposals beside what is described.

mod deliveries;
mod disposals;
mod retention;

pub use deliveries::{
    LeftOut, Made, Packed, Receipt, count_changed, find_package, find_receipt, insert_cases,
    insert_left_out, insert_package, insert_receipt, is_packed, list_archived, list_delivered,
    list_left_out, list_packed, list_spoken_for, list_unchanged, remove_package,
};
pub use disposals::{
    DisposalRow, People, RowOutcome, count_rows, end_row, find_people, find_row, insert_row,
    keep_row, list_proposers, list_rows, list_waiting, put_people, remove_rows,
};
pub(crate) use retention::delete_of_case;
pub use retention::{
    KeptHold, choose_rule, find_hold, insert_hold, lift_hold, list_chosen_rules, list_holds,
    list_needs, list_needs_of, list_triggers, put_needs, put_trigger,
};
