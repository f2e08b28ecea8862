//! A meeting's minutes, or one paragraph of them, in the reader's words: for print.

use crate::actions::{find_meeting, series_of};
use crate::choices::MeetingState;
use crate::pages::{Looking, MatterView, adjusters, corrections, present, told, when};
use crate::store;
use samverk_database::Tx;
use samverk_foundation::Problem;
use samverk_parties::Scope;
use samverk_web::{Table, Ui};

/// What is printed of a meeting.
pub struct Minutes {
    pub title: String,
    pub when: String,
    pub state: String,
    /// Heading and text.
    pub facts: Vec<(String, String)>,
    pub matters: Vec<MinutedMatter>,
    /// Who was there, who approves, and what was corrected.
    pub tables: Vec<Table>,
}

/// A matter in print.
pub struct MinutedMatter {
    /// `§ 12 Budget 2027`
    pub title: String,
    pub state: String,
    /// Heading and text.
    pub told: Vec<(String, String)>,
}

impl MinutedMatter {
    fn of(view: MatterView) -> Self {
        let title = [view.paragraph, view.title];
        let title = title.into_iter().filter(|part| !part.is_empty());
        Self {
            title: title.collect::<Vec<_>>().join(" "),
            state: view.state,
            told: view.told,
        }
    }
}

/// The minutes as their reader may see them; of one matter only, when one is named. Fails with `not_found`.
pub async fn minutes(
    tx: &Tx,
    ui: &Ui,
    scope: &Scope,
    key: &str,
    excerpt: Option<&str>,
) -> Result<Minutes, Problem> {
    let meeting = find_meeting(tx, scope, key).await?;
    let series = series_of(tx, &meeting).await?;
    let matters = store::list_matters_of(tx, meeting.id).await?;
    let looking = Looking {
        ui,
        scope,
        meeting: &meeting,
        announced: &[],
        is_formal: false,
    };
    let mut views: Vec<MatterView> = matters.iter().map(|one| looking.view(one)).collect();
    if let Some(excerpt) = excerpt {
        views.retain(|one| one.key == excerpt);
        if views.is_empty() {
            return Err(Problem::not_found());
        }
    }
    let approved = meeting.approved_on.map(|day| ui.date(&day));
    let body = series.as_ref().map(|one| one.body().to_owned());
    let facts = [
        ("announcement-body", body.unwrap_or_default()),
        ("meeting-date", when(ui, &meeting)),
        ("meeting-place", meeting.place.to_string()),
        ("meeting-chair", meeting.chair.to_string()),
        ("meeting-secretary", meeting.secretary.to_string()),
        ("meeting-approved-on", approved.unwrap_or_default()),
    ];
    let facts = facts.into_iter().filter(|(_, text)| !text.is_empty());
    let is_member = scope.sees_drafts();
    let is_approved = meeting.state == MeetingState::Approved;
    let tables = [
        present(ui, scope, &meeting).filter(|_| is_member || is_approved),
        adjusters(ui, &meeting).filter(|_| is_member),
        corrections(tx, ui, meeting.id, &told(scope, &matters)).await?,
    ];
    Ok(Minutes {
        title: meeting.title.to_string(),
        when: when(ui, &meeting),
        state: ui.t(&format!("meeting-state-{}", meeting.state.code())),
        facts: facts.map(|(label, text)| (ui.t(label), text)).collect(),
        matters: views.into_iter().map(MinutedMatter::of).collect(),
        tables: tables.into_iter().flatten().collect(),
    })
}
