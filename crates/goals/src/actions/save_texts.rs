use super::edit_content::{Edition, edit_content};
use crate::PlanScope;
use crate::model::{NamedText, TitledText};
use samverk_database::Tx;
use samverk_foundation::{Actor, Problems};

/// The texts around the focus areas.
#[derive(Clone, Debug, Default)]
pub struct TextsDraft {
    pub summary: String,
    pub vision: String,
    pub note: String,
    pub values: Vec<NamedText>,
    pub sections: Vec<TitledText>,
    pub appendices: Vec<TitledText>,
    pub seen: i64,
}

pub async fn save_texts(
    tx: &Tx,
    actor: &Actor,
    at: &PlanScope,
    number: i64,
    draft: TextsDraft,
) -> Result<(), Problems> {
    let edition = Edition {
        number,
        seen: draft.seen,
    };
    edit_content(tx, actor, at, edition, "plan.texts_saved", |content| {
        content.summary = draft.summary;
        content.vision = draft.vision;
        content.note = draft.note;
        content.values = draft.values;
        content.sections = draft.sections;
        content.appendices = draft.appendices;
        Ok(())
    })
    .await
}
