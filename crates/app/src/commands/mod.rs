//! The commands of the binary, one file each.

mod backup;
mod check;
mod encrypt_files;
mod export;
mod import;
mod migrate;
mod person;
mod restore;
mod serve;
mod signing;

pub use backup::backup;
pub use check::check;
pub use encrypt_files::encrypt_files;
pub use export::export;
pub use import::import;
pub use migrate::migrate;
pub use person::{add_person, reset_person};
pub use restore::restore;
pub use serve::serve;
pub use signing::make_signing_authority;

use crate::modules::texts;
use samverk_foundation::{Language, Problem};

/// A problem in one line of Swedish with its place: `fel: parties.csv rad 3, kolumn kind: …`.
pub fn told(problem: &Problem) -> String {
    let sentence = match texts() {
        Ok(texts) => texts.problem(Language::Sv, problem),
        Err(reason) => format!("{problem} ({reason})"),
    };
    let place = &problem.place;
    let row = place.row.map(|row| format!("rad {row}"));
    let column = place
        .column
        .as_ref()
        .map(|column| format!("kolumn {column}"));
    let field = place.field.as_ref().map(|field| format!("fält {field}"));
    let inside: Vec<String> = [row, column, field].into_iter().flatten().collect();
    let file = place.file.clone().unwrap_or_default();
    let whole = [file, inside.join(", ")].join(" ").trim().to_owned();
    let cause = problem
        .cause
        .as_ref()
        .map(|cause| format!(" [{cause}]"))
        .unwrap_or_default();
    if whole.is_empty() {
        format!("{sentence}{cause}")
    } else {
        format!("{whole}: {sentence}{cause}")
    }
}
