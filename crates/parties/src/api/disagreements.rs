//! Where the parties see a collaboration differently. Only to read, for it follows from the
//! assessments.

use super::keys::{PartyKeys, party_keys};
use super::{COLLABORATION, resource as parties_resource};
use crate::model::{Assessment, Difference, Subject};
use crate::pages::Assessments;
use crate::policy::Action;
use crate::{GROUP, HeldGroup, Scope};
use samverk_foundation::{Key, PartyId};
use samverk_rest::{
    Call, Date, KeySchema, Linked, NoQuery, Operation, Page, Refusal, Representation, Resource,
};
use schemars::JsonSchema;
use serde::Serialize;

pub fn resource() -> Resource {
    parties_resource(
        "disagreements",
        [
            "Var aktörerna har olika bild av hur långt samverkan har kommit.",
            "Where the parties see differently how far the collaboration has come.",
        ],
    )
    .parameter(COLLABORATION)
    .with(
        Operation::list(
            "/collaborations/{collaboration}/disagreements",
            "listDisagreements",
            list,
        )
        .about(
            "Det som ses olika, den största skillnaden först, med allas bilder.",
            "What is seen differently, the greatest difference first, with everybody's views.",
        )
        .action(Action::RecordAssessment.code()),
    )
}

/// Views of the same that differ: of a group (`group`), of two parties (`party` and `otherParty`),
/// or of the collaboration itself (neither).
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Disagreement {
    #[schemars(with = "Option<KeySchema>")]
    group: Option<Key>,
    #[schemars(with = "Option<KeySchema>")]
    party: Option<Key>,
    #[schemars(with = "Option<KeySchema>")]
    other_party: Option<Key>,
    #[schemars(with = "KeySchema")]
    ladder: Key,
    /// From the lowest view up to the highest.
    steps: i64,
    /// The present view of everybody who has said something, those who see least first.
    views: Vec<View>,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "DisagreeingView")]
struct View {
    /// None for the collaboration's own.
    #[schemars(with = "Option<KeySchema>")]
    on_behalf_of: Option<Key>,
    /// A number of the ladder's.
    level: i64,
    wanted_level: Option<i64>,
    note: String,
    date: Option<Date>,
}

impl View {
    fn of(keys: &PartyKeys, view: &Assessment) -> Self {
        Self {
            on_behalf_of: view.on_behalf_of.and_then(|id| keys.get(&id).cloned()),
            level: view.level,
            wanted_level: view.wanted_level,
            note: view.note.clone(),
            date: view.date.map(Date),
        }
    }
}

impl Disagreement {
    fn of(groups: &[HeldGroup], keys: &PartyKeys, one: &Difference) -> Self {
        let (group, pair) = match one.subject {
            Subject::Whole => (None, None),
            Subject::Group(id) => (groups.iter().find(|group| group.id == id.0), None),
            Subject::Pair(party, other) => (None, Some((party, other))),
        };
        let key = |id: PartyId| keys.get(&id).cloned();
        Self {
            group: group.map(|group| group.key.clone()),
            party: pair.and_then(|(party, _)| key(party)),
            other_party: pair.and_then(|(_, other)| key(other)),
            ladder: one.ladder.key.clone(),
            steps: one.steps,
            views: one.views.iter().map(|view| View::of(keys, view)).collect(),
        }
    }
}

impl Representation for Disagreement {
    fn example() -> Self {
        let view = |party: Option<&str>, level| View {
            on_behalf_of: party.map(Key::from_name),
            level,
            wanted_level: None,
            note: String::new(),
            date: None,
        };
        Self {
            group: Some(Key::from_name("Arkitektgruppen")),
            party: None,
            other_party: None,
            ladder: Key::from_name("Samverkanstrappan"),
            steps: 2,
            views: vec![view(Some("Habo kommun"), 1), view(None, 3)],
        }
    }
}

fn named_in(one: &Difference) -> Vec<PartyId> {
    let pair = match one.subject {
        Subject::Pair(party, other) => vec![party, other],
        Subject::Whole | Subject::Group(_) => Vec::new(),
    };
    let of_views = one.views.iter().filter_map(|view| view.on_behalf_of);
    pair.into_iter().chain(of_views).collect()
}

async fn list(call: Call, _: NoQuery) -> Result<Page<Disagreement>, Refusal> {
    let tx = call.read().await?;
    let scope = Scope::find(&tx, &call.actor, call.part("collaboration")).await?;
    scope.require(Action::RecordAssessment.by())?;
    let groups = GROUP.bare(&tx, &scope).await?;
    let assessments = Assessments::load(&tx, scope.collaboration.id).await?;
    let differences = assessments.differences();
    let keys = party_keys(&tx, differences.iter().flat_map(named_in)).await?;
    Ok(Page::of(differences, call.paging, |one| {
        Linked::part(Disagreement::of(&groups, &keys, &one))
    }))
}
