//! Pages beside the machine's: look-alikes of shared lists, who has what, and what is told on pages of others.

mod alike;
mod coverage;
mod panel;

pub(crate) use alike::{beside_products, beside_suppliers, beside_systems, check_key};
pub(crate) use coverage::PLACE as COVERAGE_PLACE;
pub(crate) use panel::panel;

use samverk_web::Route;

pub(crate) fn routes() -> Vec<Route> {
    [alike::routes(), coverage::routes()].concat()
}
