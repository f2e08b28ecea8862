use super::apply::Known;
use super::collaboration::{AssessmentRow, SubjectRow};
use crate::AssessmentId;
use crate::LadderId;
use crate::actions::{RecordAssessment, record_assessment};
use crate::model::{Assessment, Subject};
use crate::{HeldGroup, Scope, store};
use samverk_database::Tx;
use samverk_exchange::Intake;
use samverk_exchange::{Placed, warn_missing};
use samverk_foundation::{Actor, Problem};

/// Adds the assessments that are not there yet. A row that says the same as one that is there is
/// that one, so that a history with the same view twice is neither lost nor doubled.
pub(super) async fn apply(
    tx: &Tx,
    actor: &Actor,
    scope: &Scope,
    groups: &[HeldGroup],
    known: &Known,
    rows: &[Placed<AssessmentRow>],
    intake: &mut Intake,
) -> Result<(), Problem> {
    let mut present = store::list_assessments(tx, scope.collaboration.id).await?;
    for placed in rows {
        let Some(input) = input(known, groups, placed, intake) else {
            continue;
        };
        let same = present
            .iter()
            .position(|assessment| says(&input, assessment));
        match same {
            Some(index) => {
                present.remove(index);
            }
            None => {
                placed.note(intake, record_assessment(tx, actor, scope, input).await)?;
            }
        }
    }
    if let Some(first) = rows.first() {
        let missing: Vec<_> = present.iter().map(|kept| describe(groups, kept)).collect();
        warn_missing(intake, &first.file, &missing);
    }
    Ok(())
}

fn input<'a>(
    known: &'a Known,
    groups: &[HeldGroup],
    placed: &Placed<AssessmentRow>,
    intake: &mut Intake,
) -> Option<RecordAssessment<'a>> {
    let row = &placed.value;
    let subject = subject(known, groups, placed, intake);
    let ladder = known.ladder(intake, placed, &row.ladder);
    let view = known.optional_party(intake, placed, "on_behalf_of", row.on_behalf_of.as_ref());
    Some(RecordAssessment {
        subject: subject?,
        ladder: ladder?,
        level: row.level,
        wanted_level: row.wanted_level,
        note: row.note.clone(),
        date: row.date,
        on_behalf_of: view?.map(|party| party.id),
    })
}

fn subject(
    known: &Known,
    groups: &[HeldGroup],
    placed: &Placed<AssessmentRow>,
    intake: &mut Intake,
) -> Option<Subject> {
    match &placed.value.subject {
        SubjectRow::Whole => Some(Subject::Whole),
        SubjectRow::Group(key) => {
            let found = groups.iter().find(|group| group.key == *key);
            if found.is_none() {
                intake
                    .problems
                    .push(placed.unknown("group_unknown", "group", key));
            }
            found.map(Subject::of_group)
        }
        SubjectRow::Pair(party, other) => {
            let party = known.party(intake, placed, "party", party);
            let other = known.party(intake, placed, "other_party", other);
            Some(Subject::Pair(party?.id, other?.id))
        }
    }
}

fn says(input: &RecordAssessment, assessment: &Assessment) -> bool {
    let as_recorded = Assessment {
        id: AssessmentId(assessment.id.0),
        subject: input.subject,
        ladder: LadderId(input.ladder.id),
        level: input.level,
        wanted_level: input.wanted_level,
        note: input.note.clone(),
        date: input.date,
        on_behalf_of: input.on_behalf_of,
    };
    as_recorded == *assessment
}

fn describe(groups: &[HeldGroup], assessment: &Assessment) -> String {
    let group = groups
        .iter()
        .find(|group| assessment.subject == Subject::of_group(group));
    let about = group.map_or("–", |group| &*group.name);
    format!("{about}: {}", assessment.level)
}
