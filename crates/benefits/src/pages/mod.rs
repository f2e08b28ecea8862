//! The pages of a business case: the case itself, a party's part of it, and the workbook.

mod book;
mod headline;
mod of_initiative;
mod one;
mod party;
mod pictures;
mod tables;
mod versions;
mod words;

pub use book::{book, first_of};
pub use headline::{Headline, headline};
pub(crate) use of_initiative::{columns, panel};
pub use one::find_case;
pub use pictures::case_picture;
pub use tables::{CaseTables, case_tables};

use samverk_web::{Policy, Route};

pub(crate) fn routes() -> Vec<Route> {
    let reads = Policy::Action("business_case.read");
    let writes = Policy::Action("business_case.save");
    const ONE: &str = "/samverkan/{collaboration}/nyttokalkyler/{thing}";
    const PARTY: &str = "/samverkan/{collaboration}/nyttokalkyler/{thing}/aktorer/{party}";
    const BOOK: &str = "/samverkan/{collaboration}/nyttokalkyler/{thing}/kalkyl.xlsx";
    const VERSION: &str = "/samverkan/{collaboration}/nyttokalkyler/{thing}/ny-version";
    vec![
        Route::get(ONE, reads, one::show),
        Route::get(PARTY, reads, party::show),
        Route::get(BOOK, reads, book::show),
        Route::get(VERSION, writes, versions::ask),
        Route::post(VERSION, writes, versions::make),
    ]
}
