//! Templates of documents: what a party's letters and decisions begin with.

mod kind;
mod offered;
mod panel;
mod shipped;

pub use kind::{DOCUMENT_TEMPLATE, DocumentTemplate};
pub use offered::{OfferedTemplate, chosen, offered_templates};
pub(crate) use panel::{field_table, panel};

use crate::versions;
use samverk_web::Route;

pub(crate) fn routes() -> Vec<Route> {
    versions::routes::<DocumentTemplate>()
}
