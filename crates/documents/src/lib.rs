//! Documents as PDF for archives (PDF/A-2a) and for everybody (PDF/UA-1), in the same file, and letters to others as DOCX
//! beside it.
//!
//! The content comes as texts ready for print; the look stands in `templates/*.typ`.
//! A user's text reaches the templates as data only and is never read as markup.

mod content;
mod docx;
mod fonts;
mod pictures;
mod render;
#[cfg(test)]
mod tests;
mod unshown;
mod workspace;

pub use content::basis::*;
pub use content::distribution::*;
pub use content::letter::*;
pub use content::paper::*;
pub use content::party::*;
pub use content::plan::*;
pub use content::prose::Prose;
pub use content::scenarios::*;
pub use content::shared::*;
pub use docx::{basis_as_docx, paper_as_docx};
pub use render::Manuscript;

/// What can be printed. Each kind has its template.
#[derive(Clone, Debug, serde::Serialize)]
#[serde(untagged)]
pub enum Document {
    Plan(PlanDocument),
    Distribution(DistributionDocument),
    Scenarios(ScenarioDocument),
    Party(PartyDocument),
    Basis(BasisDocument),
    Letter(LetterDocument),
    Paper(PaperDocument),
}
