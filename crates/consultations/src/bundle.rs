//! What was kept of answers that were decided on, sent or declined, in the folder (`docs/bundle.md`): what their files say.
//! The answers themselves are the machine's.

use crate::answer::CONSULTATION_ANSWER;
use crate::consultation::{CONSULTATION, RUN_BY};
use crate::letter::{Letter, find_letters, keep_letter, keep_missing};
use crate::point::{CONSULTATION_POINT, HeldPoint};
use crate::section::HeldSection;
use crate::store;
use samverk_database::Tx;
use samverk_exchange::{FileSchema, Folder, Intake, document_schema, to_toml};
use samverk_foundation::{Actor, CollaborationId, Key, Problem, ProblemKind};
use samverk_parties::Scope;
use samverk_parties::model::Collaboration;
use samverk_parties::store::list_told;
use uuid::Uuid;

#[derive(Debug)]
struct Read {
    answer: String,
    file: String,
    says: Letter,
}

/// What a folder says of settled answers, collaboration by collaboration.
#[derive(Debug, Default)]
pub struct ConsultationsBundle(Vec<(String, Vec<Read>)>);

const TABLE: &str = "consultation-answers.csv";

fn below(collaboration: &str) -> String {
    format!("collaborations/{collaboration}/consultation-answers")
}

pub fn read(intake: &mut Intake) -> ConsultationsBundle {
    let mut all = Vec::new();
    for collaboration in intake.names_in("collaborations") {
        let below = below(&collaboration);
        let mut read = Vec::new();
        for answer in intake.names_in(&below) {
            let file = format!("{below}/{answer}/letter.toml");
            if let Some(says) = intake.document::<Letter>(&file) {
                read.push(Read { answer, file, says });
            }
        }
        let tells = intake.has(&format!("collaborations/{collaboration}/{TABLE}"));
        if tells || !read.is_empty() {
            all.push((collaboration, read));
        }
    }
    ConsultationsBundle(all)
}

/// Keeps what the folder says, when the answers are there, and of others how they stand. Only `internal` stops.
pub async fn apply(
    tx: &Tx,
    actor: &Actor,
    bundle: &ConsultationsBundle,
    intake: &mut Intake,
) -> Result<(), Problem> {
    for (collaboration, read) in &bundle.0 {
        let scope = match Scope::find(tx, actor, collaboration).await {
            Ok(scope) => scope,
            // The rows tell why it is not there.
            Err(problem) if problem.kind == ProblemKind::NotFound => continue,
            Err(problem) => return Err(problem),
        };
        for one in read {
            match apply_one(tx, &scope, one).await {
                Err(problem) if problem.kind == ProblemKind::Internal => return Err(problem),
                Err(problem) => intake.problems.push(problem.at_file(&one.file)),
                Ok(()) => {}
            }
        }
        // What is refused anyway keeps nothing.
        if intake.problems.is_empty() {
            keep_missing(tx, &scope).await?;
        }
    }
    Ok(())
}

/// Fails with `consultation_letter_without_answer`, or with `consultation_letter_differs` for what was kept here already.
async fn apply_one(tx: &Tx, scope: &Scope, read: &Read) -> Result<(), Problem> {
    scope.require(|role| RUN_BY.contains(&role))?;
    let answer = CONSULTATION_ANSWER.find(tx, scope, &read.answer).await?;
    let answer = answer.filter(|one| one.state.is_settled() && one.state == read.says.state);
    let answer = answer.ok_or_else(|| {
        let without = Problem::invalid("consultation_letter_without_answer");
        without.with("key", &read.answer)
    })?;
    let kept = find_letters(tx, std::slice::from_ref(&answer)).await?;
    match kept.get(&answer.id) {
        Some(kept) if kept.letter == read.says => Ok(()),
        Some(_) => Err(Problem::conflict("consultation_letter_differs")),
        None => keep_letter(tx, &answer, &read.says).await,
    }
}

/// What was kept of the answers of one collaboration or all, where the rows by now say something else.
pub async fn write(tx: &Tx, only: Option<CollaborationId>) -> Result<Folder, Problem> {
    let mut folder = Folder::default();
    for one in list_told(tx, only).await? {
        for (key, letter) in other_than_rows(tx, &one).await? {
            let path = format!("{}/{key}/letter.toml", below(one.key.as_str()));
            folder.insert(path, to_toml(&letter)?);
        }
    }
    Ok(folder)
}

async fn other_than_rows(tx: &Tx, of: &Collaboration) -> Result<Vec<(Key, Letter)>, Problem> {
    let answers = CONSULTATION_ANSWER.whole(tx, of.id.0).await?;
    let mut kept = find_letters(tx, &answers).await?;
    if kept.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<Uuid> = kept.keys().copied().collect();
    let consultations = CONSULTATION.whole(tx, of.id.0).await?;
    let points = CONSULTATION_POINT.whole(tx, of.id.0).await?;
    let sections = store::sections_of(tx, &ids).await?;
    let mut others = Vec::new();
    for answer in CONSULTATION_ANSWER.named_with_ids(tx, &ids).await? {
        let asked = consultations.iter().find(|one| Some(one.id) == answer.of());
        let (Some(asked), Some(kept)) = (asked, kept.remove(&answer.id)) else {
            continue;
        };
        let of_asked = points.iter().filter(|one| one.of() == Some(asked.id));
        let of_asked: Vec<HeldPoint> = of_asked.cloned().collect();
        let own = sections
            .iter()
            .filter(|one| one.of_answer() == Some(answer.id));
        let own: Vec<HeldSection> = own.cloned().collect();
        if Letter::of(&of.name, asked, &of_asked, (&answer, &own)) != kept.letter {
            others.push((answer.key.clone(), kept.letter));
        }
    }
    Ok(others)
}

pub fn schemas() -> Vec<FileSchema> {
    vec![document_schema::<Letter>(
        "collaborations/consultation-answers/letter.toml",
    )]
}
