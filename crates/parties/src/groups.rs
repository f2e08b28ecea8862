//! Working groups inside a collaboration or beside it. Their members, mandates and assessments are kept by hand.

use crate::actions::{written_mandates, written_members};
use crate::ground::reach_of;
use crate::model::{GroupKind, LegalForm, Party, Reach};
use crate::pages::{TOLD_OF_GROUPS, beside_groups};
use crate::{COLLABORATION, GroupId, PARTY, store};
use samverk_database::Tx;
use samverk_fields::{FieldKey, FieldType, Line, One, Prose, Record, Referable, Title};
use samverk_foundation::Role::{Administrator, Coordinator};
use samverk_foundation::{CollaborationId, Ore, Problem, Problems};
use samverk_kept::{
    Api, Exchange, Ground, Held, Keeping, Kept, Kind, Later, List, Order, OwnPage, Pages, Part,
    Readers, Removal, Rules, Search, Stored, Target, Writers, by_id, by_key, offered, unwritten,
};
use samverk_web::MenuGroup;
use serde_json::Value;

/// A working group.
#[derive(Clone, Debug, PartialEq, Eq, Kept)]
#[kept("group")]
pub struct Group {
    /// What it is called.
    #[kept(example = "Arkitektgruppen")]
    pub name: Title,
    /// Where it stands: a group of the collaboration, or one beside it that it works with.
    #[kept(example = "inside")]
    pub kind: GroupKind,
    /// Whoever calls the group together, in free words.
    pub organiser: Line,
    /// The group that this one belongs to.
    pub parent: Option<One<Group>>,
    /// How far it reaches.
    #[kept(example = "regional")]
    pub reach: Reach,
    /// On what legal ground it stands.
    pub legal_form: Option<LegalForm>,
    /// A party.
    pub host: Option<One<Party>>,
    /// What it is for.
    #[kept(example = "Gemensam arkitektur.")]
    pub purpose: Prose<3>,
    /// How the collaboration works with the group.
    pub cooperation: Prose<3>,
    /// Kronor per year.
    pub cost: Option<Ore>,
    /// Who pays.
    pub financed_by: Line,
    /// What else there is to say.
    pub note: Prose<3>,
}

pub type HeldGroup = Held<Group>;

impl Referable for Group {
    const KIND: &'static str = "group";
}

/// A group of the same collaboration.
pub static GROUP_TARGET: Target = Target {
    kind: <Group as Referable>::KIND,
    by_key: |tx, at, keys| by_key(&GROUP, tx, at, keys),
    by_id: |tx, ids| by_id(&GROUP, tx, ids),
    offered: |tx, at| offered(&GROUP, tx, at),
    written: |_, texts| unwritten(texts),
    unknown: |key| Problem::invalid("group_unknown").with("key", key),
    href: None,
    hides: false,
};

const SEARCHED: &[FieldKey] = &[Group::NAME];

pub static GROUP: Kind<Group> = Kind {
    ground: &COLLABORATION,
    readers: Readers::OfTheGround,
    writers: Writers::of("group.save", &[Administrator, Coordinator]),
    name: |group| group.name.to_string(),
    targets: &[&GROUP_TARGET, &PARTY],
    rules: Rules {
        check: |group, _, _| cost_problems(group),
        codes: &["cost_negative"],
        removal: Removal {
            in_use: || Problem::conflict("group_in_use"),
            refuses: |tx, group| Box::pin(has_no_history(tx, group)),
            codes: &["group_has_history"],
            ..Removal::GENERAL
        },
        circle: || Problem::invalid("group_own_parent"),
        ..Rules::NONE
    },
    list: List {
        order: Order::ByHand,
        columns: &[Group::NAME, Group::ORGANISER, Group::COOPERATION],
        parted: Some(Group::KIND),
        gathered: None,
        filters: &[Group::KIND, Group::REACH],
        sorted: &[
            Group::NAME,
            Group::ORGANISER,
            Group::COOPERATION,
            Group::COST,
        ],
    },
    pages: Pages::in_menu("grupper", MenuGroup::Cooperation, 20)
        .own(&[OwnPage::One])
        .beside(beside_groups)
        .telling(&TOLD_OF_GROUPS)
        .formerly(&[("slag", "kind"), ("rackvidd", "reach"), ("namn", "sok")])
        .begins(beginning),
    api: Api {
        plural: "groups",
        about: [
            "Grupper i en samverkan eller bredvid den.",
            "Groups inside a collaboration or beside it.",
        ],
        one: ["en grupp", "a group"],
        example: "arkitektgruppen",
        is_made_up: false,
        beside: &[],
        links: &[],
    },
    exchange: Exchange::Table("groups.csv"),
    search: Some(Search {
        title: Group::NAME,
        words: &[
            Group::PURPOSE,
            Group::COOPERATION,
            Group::ORGANISER,
            Group::NOTE,
        ],
        rows: None,
    }),
    keeping: Keeping::PLAIN
        .in_table("working_group")
        .with_parts(&[MEMBERS, MANDATES])
        .searched_by(SEARCHED),
};

const MEMBERS: Part = Part {
    name: "members",
    take_away: |tx, group| Box::pin(take_members(tx, group)),
};

const MANDATES: Part = Part {
    name: "mandates",
    take_away: |tx, group| Box::pin(take_mandates(tx, group)),
};

async fn take_members(tx: &Tx, group: &Stored) -> Result<Value, Problem> {
    let (of, id) = (CollaborationId(group.ground), Some(GroupId(group.id)));
    let members = store::list_members(tx, of, id).await?;
    store::replace_members(tx, of, id, &[]).await?;
    Ok(written_members(&members).into())
}

async fn take_mandates(tx: &Tx, group: &Stored) -> Result<Value, Problem> {
    let (of, id) = (CollaborationId(group.ground), Some(GroupId(group.id)));
    let mut mandates = store::list_mandates(tx, of).await?;
    mandates.retain(|(whose, _)| *whose == id);
    store::replace_mandates(tx, of, id, &[]).await?;
    let mandates: Vec<_> = mandates.into_iter().map(|(_, one)| one).collect();
    Ok(written_mandates(&mandates).into())
}

/// Fails with `group_has_history`: assessments are never removed.
async fn has_no_history(tx: &Tx, group: &Stored) -> Result<(), Problem> {
    match store::is_assessed(tx, CollaborationId(group.ground), GroupId(group.id)).await? {
        true => Err(Problem::conflict("group_has_history")),
        false => Ok(()),
    }
}

fn cost_problems(group: &Group) -> Problems {
    let is_negative = group.cost.is_some_and(Ore::is_negative);
    let wrong = is_negative.then(|| Problem::invalid("cost_negative").at_field("cost"));
    wrong.into_iter().collect()
}

/// Inside, and as far as the collaboration reaches.
fn beginning<'a>(tx: &'a Tx, at: &'a dyn Ground) -> Later<'a, Result<Record, Problem>> {
    Box::pin(async move {
        let reach = reach_of(tx, at).await?;
        Ok(Record::default()
            .with(Group::KIND, GroupKind::Inside.write())
            .with(Group::REACH, reach))
    })
}
