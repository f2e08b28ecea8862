use crate::choices::{Stance, Way};
use crate::deciding::as_program;
use crate::desk::AnswerDesk;
use crate::point::HeldPoint;
use crate::reference::reference;
use crate::section::{CONSULTATION_SECTION, ConsultationSection, HeldSection};
use crate::seen::{SeenTexts, changed_joint};
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

/// Saves what an answer says about a point, beside the joint text that it is made of: the one that was seen, and no
/// other.
///
/// Fails with `forbidden`, `consultation_section_settled`, `consultation_joint_changed`, `changed_meanwhile`, or with
/// what is wrong in the fields.
pub async fn save_section(
    tx: &Tx,
    actor: &Actor,
    desk: &AnswerDesk,
    (point, said): (&HeldPoint, Said),
    seen: SeenTexts,
) -> Result<HeldSection, Problems> {
    desk.require_answering(actor)?;
    if !desk.answer.state.is_written() {
        let settled = Problem::conflict("consultation_section_settled");
        return Err(settled.into());
    }
    let stands = desk.section(point.id);
    if stands.is_some() && seen.section == 0 {
        return Err(Problem::conflict("changed_meanwhile").into());
    }
    // What is adapted further is still made of the text that it was made of.
    let adapted = stands.filter(|one| one.way == Way::Adapts && said.way == Way::Adapts);
    let is_made_anew = adapted.is_none() && said.way != Way::Own;
    if is_made_anew && changed_joint(tx, point, seen.joint).await?.is_some() {
        let changed = Problem::conflict("consultation_joint_changed");
        return Err(changed.with("point", &*point.title).into());
    }
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
    let revision = match seen.section {
        0 => Seen::New,
        seen => Seen::Revision(seen),
    };
    let saved = CONSULTATION_SECTION
        .save(tx, actor, &scope, key, &section, revision)
        .await;
    saved.map_err(told_as_changed)
}

/// Somebody who wrote about the same point at the same time was first.
fn told_as_changed(problems: Problems) -> Problems {
    let is_there = |code| matches!(code, "already_exists" | "consultation_section_exists");
    let was_first = problems.0.iter().any(|one| is_there(one.code));
    match was_first {
        true => Problem::conflict("changed_meanwhile").into(),
        false => problems,
    }
}

/// Adopts the joint text about these points, as it was seen. A text of one's own is replaced in its form alone. Fails with
/// `consultation_section_own`, `consultation_nothing_to_adopt`, or as [`save_section`] does.
pub async fn adopt_joint_text(
    tx: &Tx,
    actor: &Actor,
    desk: &AnswerDesk,
    points: &[(&HeldPoint, SeenTexts)],
) -> Result<(), Problems> {
    for (point, seen) in points {
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
        save_section(tx, actor, desk, (point, said), *seen).await?;
    }
    Ok(())
}
