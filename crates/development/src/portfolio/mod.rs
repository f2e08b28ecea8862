//! The portfolio: all initiatives side by side, what must be decided next, and when everything is done.

mod at_gates;
mod gather;
mod load;
mod page;
mod picture;
mod plan;
mod plan_page;
mod waiting;

pub use at_gates::{AtGate, at_gates};
pub(crate) use page::places;
pub use waiting::waiting;

use samverk_web::Route;

pub(crate) fn routes() -> Vec<Route> {
    page::routes()
        .into_iter()
        .chain(plan_page::routes())
        .collect()
}
