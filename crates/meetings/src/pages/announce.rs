//! Announcing that minutes are approved: what will be shown and how long, before it is.

use super::announcement::facts;
use crate::actions::{self, draft_announcement, find_meeting};
use crate::announcements::{ANNOUNCEMENT, Announcement};
use crate::matters::{MATTER, Matter};
use crate::meetings::Meeting;
use askama::Template;
use axum::extract::{Path, State};
use samverk_database::Tx;
use samverk_fields::One;
use samverk_foundation::{Problem, Problems};
use samverk_kept::Held;
use samverk_parties::Scope;
use samverk_web::{
    AppState, Field, FieldKind, Form, FormPage, PageResult, Ui, Values, redirect_with_notice,
};

type Address = Path<(String, String)>;

/// What is to be announced.
struct Announcing {
    scope: Scope,
    meeting: Held<Meeting>,
    /// The paragraph that was approved at once; the whole minutes when none is said.
    matter: Option<Held<Matter>>,
    /// What was approved, in words.
    what: String,
}

/// What will be shown.
#[derive(Template)]
#[template(path = "announcing.html")]
struct Shown {
    facts: Vec<(String, String)>,
    appeal: String,
}

impl Announcing {
    /// Fails with `forbidden`, or with `not_found` for a matter that the meeting does not have.
    async fn open(
        tx: &Tx,
        ui: &Ui,
        (collaboration, key): &(String, String),
        matter: &str,
    ) -> Result<Self, Problem> {
        let scope = Scope::find(tx, &ui.actor, collaboration).await?;
        scope.require(ANNOUNCEMENT.writers.by())?;
        let meeting = find_meeting(tx, &scope, key).await?;
        let matter = match matter {
            "" => None,
            key => {
                let found = MATTER.find(tx, &scope, key).await?;
                let is_here =
                    |one: &Held<Matter>| one.meeting.as_ref().and_then(One::id) == Some(meeting.id);
                Some(found.filter(is_here).ok_or_else(Problem::not_found)?)
            }
        };
        let what = match &matter {
            Some(matter) => ui.t1("announcement-paragraph", "number", matter.paragraph()),
            None => ui.t("announcement-whole-minutes"),
        };
        Ok(Self {
            scope,
            meeting,
            matter,
            what,
        })
    }

    fn what(&self) -> (Option<&Held<Matter>>, &str) {
        (self.matter.as_ref(), &self.what)
    }

    async fn page(&self, tx: &Tx, ui: Ui) -> Result<FormPage, Problem> {
        let href = self.scope.href(&format!("/moten/{}", self.meeting.key));
        let drafted = draft_announcement(tx, &self.scope, &self.meeting, self.what()).await;
        let values = match &self.matter {
            Some(matter) => Values::default().set("matter", &matter.key),
            None => Values::default(),
        };
        let form = Form::new(format!("{href}/anslag"), ui.t("meeting-announce"))
            .field(Field::new("matter", "", FieldKind::Hidden))
            .fill(values)
            .cancel(&href);
        let list = ui.t("meeting-tab");
        let ui = self
            .scope
            .ui(ui)
            .with_crumb(self.scope.href("/moten"), list)
            .with_crumb(href, self.meeting.title.to_string());
        let heading = ui.t("meeting-announce-heading");
        let mut page = FormPage::new(ui, heading, form);
        match drafted {
            Ok(one) => {
                page.lead = page.ui.t("meeting-announce-lead");
                page.above = shown(&page.ui, &one);
            }
            Err(why) => page.form.problems = why,
        }
        Ok(page)
    }
}

fn shown(ui: &Ui, one: &Announcement) -> String {
    let last = ui.date(&one.appeal_until());
    let shown = Shown {
        facts: facts(ui, one),
        appeal: ui.t1("announcement-appeal-open", "date", last),
    };
    shown.render().unwrap_or_default()
}

pub(super) async fn ask(
    State(state): State<AppState>,
    ui: Ui,
    Path(address): Address,
    query: Values,
) -> PageResult {
    let tx = state.db.read().await?;
    let announcing = Announcing::open(&tx, &ui, &address, query.text("arende")).await?;
    announcing.page(&tx, ui).await?.show()
}

pub(super) async fn announce(
    State(state): State<AppState>,
    ui: Ui,
    Path(address): Address,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("announce_minutes").await?;
    let announcing = Announcing::open(&tx, &ui, &address, values.text("matter")).await?;
    let Announcing { scope, meeting, .. } = &announcing;
    match actions::announce(&tx, &ui.actor, scope, meeting, announcing.what()).await {
        Ok(announced) => {
            tx.commit().await?;
            let href = scope.href(&format!("/anslag/{}", announced.key));
            Ok(redirect_with_notice(&href, "saved"))
        }
        Err(problems) => refused(&tx, &announcing, ui, values, problems).await,
    }
}

async fn refused(
    tx: &Tx,
    announcing: &Announcing,
    ui: Ui,
    values: Values,
    problems: Problems,
) -> PageResult {
    let page = announcing.page(tx, ui).await?;
    page.refuse(values, problems)
}
