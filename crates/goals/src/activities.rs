//! What is done to reach a plan's goals.

use crate::PLAN;
use crate::groups::group_names;
use crate::indicators::among_goals;
use crate::model::ActivityStatus;
use crate::pages::{TOLD_OF_ACTIVITIES, beside_activities, focus_areas};
use crate::{PlanScope, ground::shown};
use chrono::NaiveDate;
use samverk_database::Tx;
use samverk_fields::{FieldKey, Line, Prose, Title};
use samverk_foundation::Role::{Administrator, Coordinator};
use samverk_foundation::{Key, Problem, Problems};
use samverk_kept::{
    Api, Choosable, Exchange, Ground, Keeping, Kept, Kind, List, Offer, OfferedHere, Order, Pages,
    Readers, Rules, Search, Taken, Those, Writers,
};

/// Something that is done to reach the goals.
#[derive(Clone, Debug, PartialEq, Eq, Kept)]
#[kept("activity")]
pub struct Activity {
    /// The heading of the list that it stands in.
    #[kept(example = "Huvudsakliga satsningar")]
    pub series: Line,
    /// What is done.
    #[kept(example = "Utbildning för chefer")]
    pub name: Title,
    /// A focus area in some version of the plan.
    #[kept(example = "kompetens")]
    pub focus_area: Option<Key>,
    /// An effect goal in some version of the plan.
    pub goal: Option<Key>,
    /// How far it has come.
    #[kept(example = "planned")]
    pub status: ActivityStatus,
    /// A party's key, or free words.
    #[kept(example = "jonkopings-kommun", personal)]
    pub responsible: Line,
    /// The first day; none when it is open.
    #[kept(column = "from_date")]
    pub from: Option<NaiveDate>,
    /// The last day; none when it is open.
    #[kept(column = "to_date")]
    pub to: Option<NaiveDate>,
    /// Anything else.
    pub note: Prose<2>,
}

const SEARCHED: &[FieldKey] = &[Activity::NAME, Activity::SERIES, Activity::NOTE];

pub static ACTIVITY: Kind<Activity> = Kind {
    ground: &PLAN,
    readers: Readers::Those(Those {
        about: "outsiders what belongs to the version that they read",
        which: |at| {
            Ok(shown(
                at.known()?,
                &[Activity::FOCUS_AREA],
                &[Activity::GOAL],
            ))
        },
    }),
    writers: Writers::of("activity.save", &[Administrator, Coordinator]),
    name: |activity| activity.name.to_string(),
    targets: &[],
    rules: Rules {
        check: |activity, _, _| check_period(activity),
        codes: &["activity_period_backwards"],
        offers: &[
            Offer {
                field: Activity::FOCUS_AREA,
                column: None,
                offered: |_, at| Box::pin(async { focus_areas(at.known()?).map(choosable) }),
                taken: Some(Taken {
                    has: |at, key| Ok(at.known::<PlanScope>()?.has_focus_area(key)),
                    unknown: |key| Problem::invalid("focus_area_unknown").with("key", key),
                }),
            },
            among_goals(Activity::GOAL),
            Offer {
                field: Activity::RESPONSIBLE,
                column: None,
                offered: |tx, at| Box::pin(answerable(tx, at)),
                taken: None,
            },
        ],
        ..Rules::NONE
    },
    list: List {
        order: Order::ByHand,
        columns: &[
            Activity::NAME,
            Activity::SERIES,
            Activity::STATUS,
            Activity::FOCUS_AREA,
            Activity::RESPONSIBLE,
            Activity::FROM,
            Activity::TO,
            Activity::NOTE,
        ],
        parted: None,
        gathered: Some(Activity::SERIES),
        filters: &[
            Activity::STATUS,
            Activity::RESPONSIBLE,
            Activity::FOCUS_AREA,
        ],
        sorted: &[
            Activity::NAME,
            Activity::SERIES,
            Activity::STATUS,
            Activity::RESPONSIBLE,
            Activity::FROM,
            Activity::TO,
            Activity::NOTE,
        ],
    },
    pages: Pages::elsewhere("insatser")
        .beside(beside_activities)
        .telling(&TOLD_OF_ACTIVITIES)
        .formerly(&[("ansvarig", "responsible"), ("omrade", "focus_area")]),
    api: Api {
        plural: "activities",
        about: ["Insatser i en plan.", "A plan's activities."],
        one: ["en insats", "an activity"],
        example: "dimios",
        is_made_up: false,
        beside: &[],
        links: &[],
    },
    exchange: Exchange::Table("activities.csv"),
    search: Some(Search {
        title: Activity::NAME,
        words: &[Activity::SERIES, Activity::RESPONSIBLE, Activity::NOTE],
        rows: None,
    }),
    keeping: Keeping::PLAIN.searched_by(SEARCHED),
};

impl Activity {
    /// Its last day has been, and it is still to be done.
    pub fn is_late(&self, today: NaiveDate) -> bool {
        let is_open = matches!(
            self.status,
            ActivityStatus::Planned | ActivityStatus::Ongoing
        );
        is_open && self.to.is_some_and(|last| last < today)
    }
}

fn check_period(activity: &Activity) -> Problems {
    let days = activity.from.zip(activity.to);
    let is_backwards = days.is_some_and(|(from, to)| from > to);
    let problem = || Problem::invalid("activity_period_backwards").at_field(Activity::TO.as_str());
    is_backwards.then(problem).into_iter().collect()
}

pub(crate) fn choosable(choices: Vec<samverk_web::Choice>) -> Vec<Choosable> {
    let choices = choices.into_iter();
    choices
        .map(|one| Choosable::new(one.value, one.label))
        .collect()
}

/// The members, which are kept as their keys, and the groups. Who has left is named and no longer offered.
async fn answerable(tx: &Tx, at: &dyn Ground) -> OfferedHere {
    let at: &PlanScope = at.known()?;
    let members = at.scope.members.iter().map(|member| {
        let has_left = at
            .scope
            .present()
            .all(|one| one.party.id != member.party.id);
        Choosable::new(&member.party.key, member.party.name.clone()).past(has_left)
    });
    let groups = group_names(tx, at.scope.collaboration.id).await?;
    let groups = groups.into_values();
    Ok(members
        .chain(groups.map(|name| Choosable::new(&name, name.clone())))
        .collect())
}
