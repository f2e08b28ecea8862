use crate::answer::{CONSULTATION_ANSWER, ConsultationAnswer, HeldAnswer};
use crate::deciding::nothing_said;
use crate::desk::ConsultationDesk;
use samverk_database::Tx;
use samverk_fields::Line;
use samverk_foundation::{Actor, Problem, Problems};
use samverk_kept::Seen;
use samverk_meetings::free_key;

/// Takes in that somebody beside the parties answers, under the number that they have, if they have one.
/// Fails with `forbidden`, `field_missing`, `consultation_not_open` or `consultation_answer_exists`.
pub async fn receive_answer(
    tx: &Tx,
    actor: &Actor,
    desk: &ConsultationDesk,
    (organisation, number): (&str, &str),
) -> Result<HeldAnswer, Problems> {
    if !desk.is_open() {
        return Err(Problem::conflict("consultation_not_open").into());
    }
    let organisation = organisation.trim();
    if organisation.is_empty() {
        let missing = Problem::invalid("field_missing");
        return Err(missing.at_field("organisation").into());
    }
    let answer = ConsultationAnswer {
        organisation: Line::from(organisation),
        number: Line::from(number.trim()),
        ..nothing_said(&desk.consultation)
    };
    let name = format!("{} {organisation}", desk.consultation.key);
    let key = free_key(tx, &desk.scope, &CONSULTATION_ANSWER, &name).await?;
    CONSULTATION_ANSWER
        .save(tx, actor, &desk.scope, key, &answer, Seen::New)
        .await
}
