use super::keys::{PartyKeys, Register, ladder_named, party_keys};
use super::{COLLABORATION, resource as parties_resource};
use crate::actions::{RecordAssessment, record_assessment};
use crate::ladders::{HeldLadder, list_ladders};
use crate::model::{Assessment, Subject, present};
use crate::policy::Action;
use crate::{GROUP, HeldGroup, Scope, store};
use samverk_database::Tx;
use samverk_foundation::{Key, PartyId, Problem};
use samverk_rest::{
    Call, Date, Found, KeySchema, Linked, Operation, Page, Parameter, Reason, Refusal,
    Representation, Resource, Saved, Tag,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

const ASSESSMENT: Parameter = Parameter::id(
    "assessment",
    ["Bedömningens id.", "The assessment's id."],
    ASSESSMENT_EXAMPLE,
);

pub fn resource() -> Resource {
    let all = "/collaborations/{collaboration}/assessments";
    let one = "/collaborations/{collaboration}/assessments/{assessment}";
    let codes = [
        "level_unknown",
        "assessment_of_itself",
        "group_unknown",
        "party_unknown",
        "ladder_unknown",
    ];
    parties_resource(
        "assessments",
        [
            "Bedömningar av hur långt samverkan har kommit.",
            "Assessments of how far a collaboration has come.",
        ],
    )
    .parameter(COLLABORATION)
    .parameter(ASSESSMENT)
    .with(Operation::list(all, "listAssessments", list).about(
        "Bedömningar i den ordning de gjordes.",
        "Assessments in the order they were recorded.",
    ))
    .with(Operation::get(one, "getAssessment", get).about("En bedömning.", "One assessment."))
    .with(
        Operation::post(all, "postAssessment", post)
            .about(
                "Lägger till en bedömning. Säger den detsamma som den senaste ändras inget (200).",
                "Adds an assessment. When it says the same as the latest nothing changes (200).",
            )
            .action(Action::RecordAssessment.code())
            .invalid(&codes),
    )
}

/// Somebody's view of a level. Never changed; a new one takes its place.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Assessment")]
pub struct AssessmentView {
    /// UUID.
    id: String,
    #[serde(flatten)]
    content: AssessmentContent,
}

/// A view of a group (`group`), of two parties (`party` and `otherParty`), or of the
/// collaboration itself (neither).
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AssessmentContent {
    #[serde(default)]
    #[schemars(with = "Option<KeySchema>")]
    group: Option<Key>,
    #[serde(default)]
    #[schemars(with = "Option<KeySchema>")]
    party: Option<Key>,
    #[serde(default)]
    #[schemars(with = "Option<KeySchema>")]
    other_party: Option<Key>,
    #[schemars(with = "KeySchema")]
    ladder: Key,
    /// A number of the ladder's.
    level: i64,
    #[serde(default)]
    wanted_level: Option<i64>,
    #[serde(default)]
    note: String,
    #[serde(default)]
    date: Option<Date>,
    /// The party whose view it is; none is the collaboration's own.
    #[serde(default)]
    #[schemars(with = "Option<KeySchema>")]
    on_behalf_of: Option<Key>,
}

impl Representation for AssessmentContent {
    fn example() -> Self {
        Self {
            group: Some(Key::from_name("Arkitektgruppen")),
            party: None,
            other_party: None,
            ladder: Key::from_name("Samverkanstrappan"),
            level: 1,
            wanted_level: Some(2),
            note: String::new(),
            date: None,
            on_behalf_of: None,
        }
    }
}

impl Representation for AssessmentView {
    fn example() -> Self {
        Self {
            id: ASSESSMENT_EXAMPLE.to_owned(),
            content: AssessmentContent::example(),
        }
    }
}

const ASSESSMENT_EXAMPLE: &str = "019aa4a0-1f00-7000-8000-000000000000";

/// Where an assessment's names are looked up.
struct Names {
    collaboration: Key,
    groups: Vec<HeldGroup>,
    ladders: Vec<HeldLadder>,
    parties: PartyKeys,
}

impl Names {
    async fn load(tx: &Tx, scope: &Scope, of: &[Assessment]) -> Result<Self, Problem> {
        let parties = of.iter().flat_map(parties_of);
        Ok(Self {
            collaboration: scope.collaboration.key.clone(),
            groups: GROUP.bare(tx, scope).await?,
            ladders: list_ladders(tx).await?,
            parties: party_keys(tx, parties).await?,
        })
    }

    fn party(&self, id: PartyId) -> Option<Key> {
        self.parties.get(&id).cloned()
    }

    fn linked(&self, one: Assessment) -> Result<Linked<AssessmentView>, Problem> {
        let collection = format!("/collaborations/{}/assessments", self.collaboration);
        let path = format!("{collection}/{}", one.id);
        let ladder = self.ladders.iter().find(|ladder| ladder.id == one.ladder.0);
        let ladder = ladder.ok_or_else(|| Problem::internal("an assessment without a ladder"))?;
        let (mut group, mut party, mut other_party) = (None, None, None);
        match one.subject {
            Subject::Whole => {}
            Subject::Group(id) => {
                let found = self.groups.iter().find(|group| group.id == id.0);
                group = found.map(|group| group.key.clone());
            }
            Subject::Pair(a, b) => (party, other_party) = (self.party(a), self.party(b)),
        }
        let ladder_path = format!("/ladders/{}", ladder.key);
        let view = AssessmentView {
            id: one.id.to_string(),
            content: AssessmentContent {
                group,
                party,
                other_party,
                ladder: ladder.key.clone(),
                level: one.level,
                wanted_level: one.wanted_level,
                note: one.note,
                date: one.date.map(Date),
                on_behalf_of: one.on_behalf_of.and_then(|id| self.party(id)),
            },
        };
        Ok(Linked::at(path, view)
            .link("collection", collection)
            .link("ladder", ladder_path))
    }
}

fn parties_of(one: &Assessment) -> Vec<PartyId> {
    let pair = match one.subject {
        Subject::Pair(a, b) => vec![a, b],
        Subject::Whole | Subject::Group(_) => Vec::new(),
    };
    pair.into_iter().chain(one.on_behalf_of).collect()
}

/// Which assessments to list.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct AssessmentQuery {
    /// Bara de som gäller nu. / Only those that hold now.
    present: Option<bool>,
}

async fn list(call: Call, query: AssessmentQuery) -> Result<Page<AssessmentView>, Refusal> {
    let tx = call.read().await?;
    let scope = Scope::find(&tx, &call.actor, call.part("collaboration")).await?;
    let history = store::list_assessments(&tx, scope.collaboration.id).await?;
    let chosen: Vec<Assessment> = match query.present {
        Some(true) => present(&history).into_iter().cloned().collect(),
        Some(false) | None => history,
    };
    let names = Names::load(&tx, &scope, &chosen).await?;
    let linked: Result<Vec<_>, Problem> = chosen.into_iter().map(|one| names.linked(one)).collect();
    Ok(Page::of(linked?, call.paging, |linked| linked))
}

async fn get(call: Call) -> Result<Found<AssessmentView>, Refusal> {
    let tx = call.read().await?;
    let scope = Scope::find(&tx, &call.actor, call.part("collaboration")).await?;
    let history = store::list_assessments(&tx, scope.collaboration.id).await?;
    let wanted = call.part("assessment");
    let found = history.into_iter().find(|one| one.id.to_string() == wanted);
    let one = found.ok_or_else(Problem::not_found)?;
    let names = Names::load(&tx, &scope, std::slice::from_ref(&one)).await?;
    let tag = Tag::of(&one.id);
    Ok(Found::new(names.linked(one)?, tag))
}

async fn post(call: Call, content: AssessmentContent) -> Result<Saved<AssessmentView>, Refusal> {
    let tx = call.begin("api_post_assessment").await?;
    let scope = Scope::find(&tx, &call.actor, call.part("collaboration")).await?;
    scope.require(Action::RecordAssessment.by())?;
    let register = Register::load(&tx).await?;
    let subject = subject(&tx, &scope, &register, &content).await?;
    let ladder = ladder_named(&tx, &content.ladder, "ladder").await?;
    let on_behalf_of = register.optional(content.on_behalf_of.as_ref(), "on_behalf_of")?;
    let on_behalf_of = on_behalf_of.map(|party| party.id);
    let input = RecordAssessment {
        subject,
        ladder: &ladder,
        level: content.level,
        wanted_level: content.wanted_level,
        note: content.note,
        date: content.date.map(|date| date.0),
        on_behalf_of,
    };
    let is_new = record_assessment(&tx, &call.actor, &scope, input).await?;
    let history = store::list_assessments(&tx, scope.collaboration.id).await?;
    let recorded = history.into_iter().rev().find(|one| {
        one.subject.same_as(subject)
            && one.ladder.0 == ladder.id
            && one.on_behalf_of == on_behalf_of
    });
    let recorded = recorded.ok_or_else(|| Problem::internal("the assessment is not there"))?;
    let names = Names::load(&tx, &scope, std::slice::from_ref(&recorded)).await?;
    tx.commit().await?;
    let tag = Tag::of(&recorded.id);
    Ok(Saved::new(names.linked(recorded)?, tag, is_new))
}

async fn subject(
    tx: &Tx,
    scope: &Scope,
    register: &Register,
    content: &AssessmentContent,
) -> Result<Subject, Problem> {
    let group = match &content.group {
        None => None,
        Some(key) => {
            let unknown = || Problem::invalid("group_unknown").with("key", key);
            let found = GROUP.find(tx, scope, key.as_str()).await?;
            Some(found.ok_or_else(|| unknown().at_field("group"))?)
        }
    };
    let party = register.optional(content.party.as_ref(), "party")?;
    let other = register.optional(content.other_party.as_ref(), "other_party")?;
    match (&group, party, other) {
        (None, None, None) => Ok(Subject::Whole),
        (Some(group), None, None) => Ok(Subject::of_group(group)),
        (None, Some(party), Some(other)) => Ok(Subject::Pair(party.id, other.id)),
        (None, Some(_), None) => Err(Reason::Missing.in_body("other_party")),
        (None, None, Some(_)) => Err(Reason::Missing.in_body("party")),
        (Some(_), _, _) => Err(Reason::NotWith("party, otherParty".to_owned()).in_body("group")),
    }
}
