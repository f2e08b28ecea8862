//! The house of this domain, with a plan and a budget to decide on.

use samverk_county::{COUNCIL, County, House, SYSTEM, county, day, key};
use samverk_database::{Db, Migration};
use samverk_economy::actions::{Confirmation, SaveBudget, save_budget};
use samverk_engine::{Budget, BudgetLine, LineKind};
use samverk_foundation::{Actor, Ore};
use samverk_goals::PlanScope;
use samverk_goals::actions::{
    FocusAreaDraft, GoalDraft, PlanFacts, VersionDraft, open_plan, save_focus_area, save_goal,
};
use samverk_goals::model::{GoalYear, PlanVersion};
use samverk_web::Module;

pub const MIGRATIONS: &[&[Migration]] = &[
    samverk_database::MIGRATIONS,
    samverk_kept::MIGRATIONS,
    samverk_identity::MIGRATIONS,
    samverk_parties::MIGRATIONS,
    samverk_goals::MIGRATIONS,
    samverk_economy::MIGRATIONS,
    samverk_development::MIGRATIONS,
    samverk_agreements::MIGRATIONS,
    samverk_meetings::MIGRATIONS,
    samverk_notices::MIGRATIONS,
    samverk_files::MIGRATIONS,
];

fn modules() -> Vec<Module> {
    vec![
        samverk_goals::module(),
        samverk_economy::module(),
        samverk_development::module(),
        samverk_agreements::module(),
        samverk_meetings::module(),
    ]
}

/// The council with people at their browsers. Today is 2026-11-22.
pub struct World<'d> {
    pub county: County,
    pub house: House<'d>,
    pub coordinator: Actor,
}

impl<'d> World<'d> {
    pub async fn of(db: &'d Db) -> Self {
        let county = county(db).await;
        let coordinator = county.coordinator();
        let house = House::new(db, modules);
        Self {
            county,
            house,
            coordinator,
        }
    }

    /// A form that the coordinator sends and that is accepted; the page that follows.
    pub async fn submit(&self, path: &str, form: &[(&str, &str)]) -> String {
        let path = format!("{COUNCIL}{path}");
        self.house.submit(&self.coordinator, &path, form).await
    }

    /// One that is refused with a conflict or as wrong; what is told.
    pub async fn refused(&self, path: &str, form: &[(&str, &str)]) -> String {
        let path = format!("{COUNCIL}{path}");
        let (status, told) = self.house.post(&self.coordinator, &path, form).await;
        assert!(
            matches!(status.as_u16(), 409 | 422),
            "{path} {status}: {told}"
        );
        told
    }

    pub async fn page(&self, path: &str) -> String {
        let path = format!("{COUNCIL}{path}");
        self.house.page(&self.coordinator, &path).await
    }

    /// A series of the form, and a meeting of it under the key `mote`.
    pub async fn meeting(&self, form: &str, date: &str) {
        let series = [
            ("key", "serien"),
            ("name", "Rådets möten"),
            ("minutes_form", form),
            (
                "presence_by",
                if form == "formal" {
                    "matter"
                } else {
                    "meeting"
                },
            ),
            ("body", "Rådet"),
            ("standing_items.0.title", "Läget i portföljen"),
            ("standing_items.0.kind", "portfolio"),
            ("minutes_place", "Rådhuset i Aneby"),
        ];
        self.submit("/motesserier/ny", &series).await;
        self.another_meeting("mote", date).await;
    }

    pub async fn another_meeting(&self, key: &str, date: &str) {
        let meeting = [
            ("key", key),
            ("title", "Rådets möte"),
            ("series", "serien"),
            ("date", date),
            ("begins", "09:30"),
            ("ends", "12:00"),
            ("place", "Rådhuset"),
            ("link", "https://video.exempel.se/radet"),
            ("notes", "Ingen har justerat det"),
            ("published", "true"),
        ];
        self.submit("/moten/ny", &meeting).await;
    }

    /// A matter of the meeting under a key.
    pub async fn matter(&self, key: &str, more: &[(&str, &str)]) {
        let mut form = vec![
            ("key", key),
            ("title", key),
            ("meeting", "mote"),
            ("kind", "decision"),
            ("proposal", "Rådet antar förslaget."),
        ];
        form.retain(|(name, _)| more.iter().all(|(other, _)| other != name));
        form.extend(more);
        self.submit("/arenden/ny", &form).await;
    }

    /// The step of a matter at its revision.
    pub async fn decide(&self, key: &str, to: &str, revision: &str) -> String {
        let step = [
            ("to", to),
            ("reason", "Enligt rådet."),
            ("revision", revision),
        ];
        self.submit(&format!("/arenden/{key}/beslut"), &step).await
    }

    pub async fn step(&self, to: &str, revision: &str) -> String {
        let step = [
            ("to", to),
            ("reason", "Så blev det."),
            ("revision", revision),
        ];
        self.submit("/moten/mote/beslut", &step).await
    }
}

/// A draft of a plan with a goal, under the key `planen`.
pub async fn plan(db: &Db, county: &County) {
    let tx = db.begin("plan").await.unwrap();
    let scope = county.scope(&tx, &SYSTEM).await;
    let facts = PlanFacts {
        title: "Planen".into(),
        from: day("2027-01-01"),
        to: day("2029-12-31"),
        source: String::new(),
        seen: None,
    };
    let first = VersionDraft::first();
    open_plan(&tx, &SYSTEM, &scope, Some(key("planen")), facts, first)
        .await
        .unwrap();
    let area = FocusAreaDraft {
        name: "Kompetens".into(),
        purpose: "Att lära".into(),
        leadership_group: None,
        budget_part: None,
        catalogue_goals: Vec::new(),
        position: None,
        seen: 1,
    };
    let at = PlanScope::inside(&tx, scope.clone(), "planen")
        .await
        .unwrap();
    save_focus_area(&tx, &SYSTEM, &at, 1, None, area)
        .await
        .unwrap();
    let goal = GoalDraft {
        focus_area: key("kompetens"),
        owner: "aneby-kommun".into(),
        without_indicator: String::new(),
        years: vec![GoalYear {
            year: 2027,
            text: "Alla kan".into(),
            catalogue_goals: Vec::new(),
        }],
        position: None,
        seen: 2,
    };
    let at = PlanScope::inside(&tx, scope, "planen").await.unwrap();
    save_goal(&tx, &SYSTEM, &at, 1, None, goal).await.unwrap();
    tx.commit().await.unwrap();
}

/// The plan's first version as it stands.
pub async fn version(db: &Db, county: &County) -> PlanVersion {
    let tx = db.read().await.unwrap();
    let scope = county.scope(&tx, &SYSTEM).await;
    let at = PlanScope::inside(&tx, scope, "planen").await.unwrap();
    at.version(1).unwrap().clone()
}

/// A draft of the budget for 2027.
pub async fn budget(db: &Db, county: &County) {
    let tx = db.begin("budget").await.unwrap();
    let scope = county.scope(&tx, &SYSTEM).await;
    let line = BudgetLine {
        name: "Kansli".into(),
        amount: Ore::from_kronor(100_000),
        kind: LineKind::Cost,
        part: None,
        note: String::new(),
    };
    let input = SaveBudget {
        title: "Budget 2027".into(),
        published: false,
        budget: Budget {
            year: 2027,
            printed_total: None,
            parts: Vec::new(),
            lines: vec![line],
        },
        source: String::new(),
        note: String::new(),
        revision: None,
    };
    save_budget(&tx, &SYSTEM, &scope, input, Confirmation::Given)
        .await
        .unwrap();
    tx.commit().await.unwrap();
}
