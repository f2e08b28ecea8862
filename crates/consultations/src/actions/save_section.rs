use crate::choices::{Stance, Way};
use crate::deciding::as_program;
use crate::desk::AnswerDesk;
use crate::point::HeldPoint;
use crate::reference::reference;
use crate::section::{CONSULTATION_SECTION, ConsultationSection, HeldSection};
use samverk_database::Tx;
use samverk_fields::Prose;
use samverk_foundation::{Actor, Problem, Problems};
use samverk_kept::Seen;
use samverk_meetings::free_key;

/// What an answer is to say about a point.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    pub way: Way,
    /// Not asked of what is adopted.
    pub stance: Option<Stance>,
    pub reason: String,
}

/// Saves what an answer says about a point, beside the joint text that it is made of. `seen` is the revision that was
/// seen, none when the answer said nothing of the point.
///
/// Fails with `forbidden`, `consultation_section_settled`, `changed_meanwhile`, or with what is wrong in the fields.
pub async fn save_section(
    tx: &Tx,
    actor: &Actor,
    desk: &AnswerDesk,
    (point, said): (&HeldPoint, Said),
    seen: Option<i64>,
) -> Result<HeldSection, Problems> {
    desk.require_answering(actor)?;
    if !desk.answer.state.is_written() {
        let settled = Problem::conflict("consultation_section_settled");
        return Err(settled.into());
    }
    let stands = desk.section(point.id);
    // What is adapted further is still made of the text that it was made of.
    let adapted = stands.filter(|one| one.way == Way::Adapts && said.way == Way::Adapts);
    let (joint_stance, joint_reason) = match adapted {
        Some(stands) => (stands.joint_stance, stands.joint_reason.clone()),
        None => (point.stance, point.reason.clone()),
    };
    let section = ConsultationSection {
        statement: Some(reference(&desk.answer, &desk.answer.name())),
        point: Some(reference(point, &point.title)),
        way: said.way,
        stance: said.stance,
        reason: Prose::from(said.reason),
        joint_stance,
        joint_reason,
    };
    let scope = as_program(&desk.scope);
    let key = match stands {
        Some(stands) => stands.key.clone(),
        None => {
            let name = format!("{} {}", point.key, desk.answer.key);
            free_key(tx, &scope, &CONSULTATION_SECTION, &name).await?
        }
    };
    let seen = seen.map_or(Seen::New, Seen::Revision);
    CONSULTATION_SECTION
        .save(tx, actor, &scope, key, &section, seen)
        .await
}

/// Adopts the joint text as it is now about these points. A text of one's own is replaced in its form alone. Fails with
/// `consultation_section_own`, `consultation_nothing_to_adopt`, or as [`save_section`] does.
pub async fn adopt_joint_text(
    tx: &Tx,
    actor: &Actor,
    desk: &AnswerDesk,
    points: &[&HeldPoint],
) -> Result<(), Problems> {
    for point in points {
        let own = desk.section(point.id).filter(|one| one.way != Way::Adopts);
        if own.is_some() {
            let own = Problem::conflict("consultation_section_own");
            return Err(own.with("point", &*point.title).into());
        }
        if point.stance.is_none() && point.reason.is_empty() {
            let none = Problem::conflict("consultation_nothing_to_adopt");
            return Err(none.with("point", &*point.title).into());
        }
        let said = Said {
            way: Way::Adopts,
            stance: None,
            reason: String::new(),
        };
        let seen = desk.section(point.id).map(|one| one.revision);
        save_section(tx, actor, desk, (point, said), seen).await?;
    }
    Ok(())
}
