//! Making an assessment of an answer: a level on a ladder, as the party that answered sees it.

use super::address::Address;
use super::made::Source;
use crate::actions::assess_answer;
use crate::desk::SurveyDesk;
use axum::extract::{Path, State};
use samverk_database::Tx;
use samverk_foundation::{Problem, swedish_day, text};
use samverk_kept::words;
use samverk_parties::actions::RecordAssessment;
use samverk_parties::ladders::{HeldLadder, list_ladders, usual_ladder};
use samverk_parties::model::{Assessment, Subject};
use samverk_parties::store::list_assessments;
use samverk_parties::{GROUP, HeldGroup};
use samverk_web::{
    AppState, Choice, Field, FieldKind, Form, FormPage, PageResult, Ui, Values,
    redirect_with_notice,
};
use uuid::Uuid;

/// An answer with the ladders and groups that it can be assessed on.
struct Assessing {
    source: Source,
    ladders: Vec<HeldLadder>,
    groups: Vec<HeldGroup>,
}

/// No group has so short a key with a stop in it.
const WHOLE: &str = ".";

/// `samverkanstrappan:3`
fn code(ladder: &HeldLadder, level: i64) -> String {
    format!("{}:{level}", ladder.key)
}

impl Assessing {
    async fn find(tx: &Tx, ui: &Ui, address: &Address) -> Result<Self, Problem> {
        let source = Source::find(tx, ui, address).await?;
        Ok(Self {
            ladders: list_ladders(tx).await?,
            groups: GROUP.bare(tx, &source.at.scope).await?,
            source,
        })
    }

    /// The collaboration's own ladder first.
    fn ladders(&self) -> Vec<&HeldLadder> {
        let chosen = self.source.at.scope.collaboration.ladder;
        let own = chosen.and_then(|own| self.ladders.iter().find(|one| one.id == own.0));
        let first = own.or(usual_ladder(&self.ladders));
        let is_other = |one: &&HeldLadder| first.is_none_or(|first| first.id != one.id);
        first
            .into_iter()
            .chain(self.ladders.iter().filter(is_other))
            .collect()
    }

    fn here(&self) -> String {
        let question = &self.source.question.key;
        format!("{}/assessment/{question}", self.source.back)
    }

    fn levels(&self) -> FieldKind {
        let level = |ladder: &HeldLadder| {
            let levels = ladder.levels.iter();
            let levels = levels.map(|one| {
                let words = format!("{} {}", one.number.0, one.name);
                Choice::new(code(ladder, one.number.0), words)
            });
            (ladder.name.to_string(), levels.collect())
        };
        FieldKind::SelectGroups(self.ladders().into_iter().map(level).collect())
    }

    fn page(&self, ui: Ui) -> FormPage {
        let source = &self.source;
        let subjects = self.groups.iter();
        let subjects = subjects.map(|one| Choice::new(&one.key, one.name.to_string()));
        let whole = Choice::new(WHOLE, ui.t("answer-assess-whole"));
        let subjects = std::iter::once(whole).chain(subjects).collect();
        let form = Form::new(self.here(), ui.t("form-save"))
            .cancel(source.back.clone())
            .field(
                Field::new(
                    "subject",
                    ui.t("answer-assess-subject"),
                    FieldKind::Select(subjects),
                )
                .required(),
            )
            .field(Field::new("level", ui.t("assessment-level"), self.levels()).required())
            .field(
                Field::new(
                    "wanted_level",
                    ui.t("assessment-wanted-level"),
                    self.levels(),
                )
                .half(),
            )
            .field(Field::new("date", ui.t("assessment-date"), FieldKind::Date).half())
            .field(Field::new(
                "note",
                ui.t("assessment-note"),
                FieldKind::LongText { rows: 2 },
            ))
            .fill(self.beginning(&ui));
        let heading = ui.t("answer-make-assessment");
        let lead = source.lead(&ui);
        FormPage::new(source.inside(ui), heading, form).lead(lead)
    }

    /// What was answered as the comment, and as the level where it is the number of one.
    fn beginning(&self, ui: &Ui) -> Values {
        let source = &self.source;
        let value = source.submission.record.get(source.question.key.as_str());
        let number = value.as_number().filter(|number| number.is_integer());
        let number = number.and_then(|number| i64::try_from(number).ok());
        let first = self.ladders().into_iter().next();
        let level = first
            .zip(number)
            .filter(|(ladder, number)| ladder.level(*number).is_some());
        let said = match level {
            Some(_) => words(ui, &source.question.label),
            None => text::beginning(&source.said(ui), 2_000),
        };
        let level = level.map(|(ladder, number)| code(ladder, number));
        Values::default()
            .set("subject", WHOLE)
            .set("level", level.unwrap_or_default())
            .set("date", swedish_day(source.submission.sent_at))
            .set("note", said)
    }

    /// Fails with `choice_invalid`.
    fn level(&self, values: &Values, field: &str) -> Result<Option<(&HeldLadder, i64)>, Problem> {
        let written = values.text(field);
        if written.is_empty() {
            return Ok(None);
        }
        let found = written.rsplit_once(':').and_then(|(key, number)| {
            let ladder = self.ladders.iter().find(|one| one.key.as_str() == key)?;
            Some((ladder, number.parse().ok()?))
        });
        let invalid = || Problem::invalid("choice_invalid").with("value", written);
        found.map(Some).ok_or_else(|| invalid().at_field(field))
    }

    /// Fails with `field_missing`, `choice_invalid`, `ladders_differ`, or with what is wrong in the date.
    fn read(&self, values: &Values) -> Result<RecordAssessment<'_>, Problem> {
        let missing = || Problem::invalid("field_missing").at_field("level");
        let (ladder, level) = self.level(values, "level")?.ok_or_else(missing)?;
        let wanted = self.level(values, "wanted_level")?;
        if wanted.is_some_and(|(other, _)| other.id != ladder.id) {
            return Err(Problem::invalid("ladders_differ").at_field("wanted_level"));
        }
        let subject = match values.text("subject") {
            WHOLE => Subject::Whole,
            key => {
                let group = self.groups.iter().find(|one| one.key.as_str() == key);
                let unknown = || Problem::invalid("group_unknown").with("key", key);
                Subject::of_group(group.ok_or_else(|| unknown().at_field("subject"))?)
            }
        };
        Ok(RecordAssessment {
            subject,
            ladder,
            level,
            wanted_level: wanted.map(|(_, level)| level),
            note: values.optional("note")?,
            date: values.optional_date("date")?,
            on_behalf_of: Some(self.source.party.id),
        })
    }
}

/// Assessments, their ladders and the groups that they are of.
#[derive(Default)]
pub(super) struct Assessments {
    all: Vec<Assessment>,
    ladders: Vec<HeldLadder>,
    groups: Vec<HeldGroup>,
}

impl Assessments {
    pub async fn load(tx: &Tx, at: &SurveyDesk) -> Result<Self, Problem> {
        Ok(Self {
            all: list_assessments(tx, at.scope.collaboration.id).await?,
            ladders: list_ladders(tx).await?,
            groups: GROUP.bare(tx, &at.scope).await?,
        })
    }

    /// Where it stands, and what it says: `Arkitektgruppen: 3 Samordning`.
    pub fn told(&self, at: &SurveyDesk, id: Uuid) -> Option<(String, String)> {
        let one = self.all.iter().find(|one| one.id.0 == id)?;
        let ladder = self
            .ladders
            .iter()
            .find(|ladder| ladder.id == one.ladder.0)?;
        let level = ladder.level(one.level)?;
        let level = format!("{} {} ({})", level.number.0, level.name, ladder.name);
        let group = match one.subject {
            Subject::Group(id) => self.groups.iter().find(|group| group.id == id.0),
            Subject::Whole | Subject::Pair(..) => None,
        };
        Some(match group {
            Some(group) => {
                let href = at.scope.href(&format!("/grupper/{}", group.key));
                (href, format!("{}: {level}", &*group.name))
            }
            None => (at.scope.href("/trappa"), level),
        })
    }
}

pub(super) async fn show(
    State(state): State<AppState>,
    ui: Ui,
    Path(address): Path<Address>,
) -> PageResult {
    let tx = state.db.read().await?;
    let assessing = Assessing::find(&tx, &ui, &address).await?;
    assessing.page(ui).show()
}

pub(super) async fn submit(
    State(state): State<AppState>,
    ui: Ui,
    Path(address): Path<Address>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("assess_answer").await?;
    let assessing = Assessing::find(&tx, &ui, &address).await?;
    let source = &assessing.source;
    let from = (&source.submission, &source.question.key);
    let made = match assessing.read(&values) {
        Ok(input) => assess_answer(&tx, &ui.actor, &source.at, from, input).await,
        Err(problem) => Err(problem),
    };
    match made {
        Ok(()) => {
            tx.commit().await?;
            Ok(redirect_with_notice(&source.back, "assessment-recorded"))
        }
        Err(problem) => assessing.page(ui).refuse(values, problem),
    }
}
