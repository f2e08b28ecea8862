use crate::desk::ConsultationDesk;
use crate::point::{CONSULTATION_POINT, ConsultationPoint, HeldPoint};
use crate::reference::reference;
use samverk_database::Tx;
use samverk_fields::{Prose, Title};
use samverk_foundation::{Actor, Problems};
use samverk_kept::Seen;
use samverk_meetings::free_key;

/// Adds a proposal or a question, last. Fails with `forbidden`, or with what is wrong in the fields.
pub async fn add_point(
    tx: &Tx,
    actor: &Actor,
    desk: &ConsultationDesk,
    (title, text): (&str, &str),
) -> Result<HeldPoint, Problems> {
    let point = ConsultationPoint {
        consultation: Some(reference(&desk.consultation, &desk.consultation.title)),
        title: Title::from(title),
        text: Prose::from(text),
        stance: None,
        reason: Prose::from(""),
        became: None,
        became_why: Prose::from(""),
    };
    let key = free_key(tx, &desk.scope, &CONSULTATION_POINT, title).await?;
    CONSULTATION_POINT
        .save(tx, actor, &desk.scope, key, &point, Seen::New)
        .await
}
