//! How assessments are told: level in words, whose view, whether views differ.

use super::words::level_words;
use crate::LadderId;
use crate::ladders::{HeldLadder, list_ladders, usual_ladder};
use crate::model::{
    Assessment, Collaboration, Difference, Party, Subject, differences, leading, present,
};
use crate::store;
use samverk_database::Tx;
use samverk_foundation::{CollaborationId, PartyId, Problem};
use samverk_web::{Cell, Column, ColumnKind, Table, Tone, Ui};

/// All assessments of a collaboration with what is needed to tell them.
pub struct Assessments {
    pub history: Vec<Assessment>,
    /// The present view of everybody.
    views: Vec<Assessment>,
    pub ladders: Vec<HeldLadder>,
    parties: Vec<Party>,
}

/// The level that stands for a subject: the collaboration's own view, or else the latest.
pub struct Standing<'a> {
    pub ladder: Option<&'a HeldLadder>,
    pub level: i64,
    pub wanted: Option<i64>,
    pub note: &'a str,
    /// Whether somebody else sees it otherwise.
    pub disputed: bool,
}

impl Standing<'_> {
    pub fn level_words(&self) -> String {
        level_words(self.ladder, self.level)
    }

    pub fn wanted_words(&self) -> String {
        self.wanted
            .map(|level| level_words(self.ladder, level))
            .unwrap_or_default()
    }
}

impl Assessments {
    pub async fn load(tx: &Tx, collaboration: CollaborationId) -> Result<Self, Problem> {
        let history = store::list_assessments(tx, collaboration).await?;
        let ladders = list_ladders(tx).await?;
        let mut ids: Vec<PartyId> = history.iter().filter_map(|one| one.on_behalf_of).collect();
        for one in &history {
            if let Subject::Pair(party, other) = one.subject {
                ids.extend([party, other]);
            }
        }
        let parties = store::find_parties(tx, &ids).await?;
        let views = present(&history).into_iter().cloned().collect();
        Ok(Self {
            history,
            views,
            ladders,
            parties,
        })
    }

    pub fn ladder(&self, assessment: &Assessment) -> Option<&HeldLadder> {
        self.ladders
            .iter()
            .find(|ladder| ladder.id == assessment.ladder.0)
    }

    pub fn party_name(&self, id: PartyId) -> String {
        let found = self.parties.iter().find(|party| party.id == id);
        found.map(|party| party.name.clone()).unwrap_or_default()
    }

    /// The present view of everybody who has said something about the subject.
    pub fn views(&self, subject: Subject) -> Vec<&Assessment> {
        let views = self.views.iter();
        views.filter(|one| one.subject.same_as(subject)).collect()
    }

    pub fn standing(&self, subject: Subject) -> Option<Standing<'_>> {
        let views = self.views(subject);
        let standing = leading(&views, subject)?;
        Some(Standing {
            ladder: self.ladder(standing),
            level: standing.level,
            wanted: standing.wanted_level,
            note: &standing.note,
            disputed: !differences(&views, &self.ladders).is_empty(),
        })
    }

    /// On which the next assessment is made: the ladder that the subject follows, or else the
    /// collaboration's. Where none is chosen it is the one that most of its views are on.
    pub fn ladder_for(&self, of: &Collaboration, subject: Option<Subject>) -> Option<&HeldLadder> {
        let own = subject.and_then(|subject| self.standing(subject)?.ladder);
        own.or_else(|| self.ladder_of(of))
    }

    fn ladder_of(&self, of: &Collaboration) -> Option<&HeldLadder> {
        let with = |id: LadderId| self.ladders.iter().find(|ladder| ladder.id == id.0);
        let views_on = |ladder: &&HeldLadder| {
            let views = self.views.iter();
            views.filter(|one| one.ladder.0 == ladder.id).count()
        };
        let used = self.ladders.iter().filter(|one| views_on(one) > 0);
        let most_used = || used.max_by_key(views_on);
        let usual = || usual_ladder(&self.ladders);
        of.ladder.and_then(with).or_else(most_used).or_else(usual)
    }

    /// What somebody last said of a subject on a ladder.
    pub fn last_of(
        &self,
        subject: Subject,
        ladder: &HeldLadder,
        voice: Option<PartyId>,
    ) -> Option<&Assessment> {
        let views = self.views(subject).into_iter();
        let mut own = views.filter(|one| one.ladder.0 == ladder.id && one.on_behalf_of == voice);
        own.next_back()
    }

    /// Where views differ, the greatest difference first.
    pub fn differences(&self) -> Vec<Difference<'_>> {
        let views: Vec<&Assessment> = self.views.iter().collect();
        differences(&views, &self.ladders)
    }

    pub fn differences_of(&self, subject: Subject) -> Vec<Difference<'_>> {
        differences(&self.views(subject), &self.ladders)
    }

    /// The pairs of parties that somebody has assessed, each once.
    pub fn pairs(&self) -> Vec<Subject> {
        let mut pairs: Vec<Subject> = Vec::new();
        for one in &self.history {
            let is_pair = matches!(one.subject, Subject::Pair(..));
            if is_pair && !pairs.iter().any(|known| known.same_as(one.subject)) {
                pairs.push(one.subject);
            }
        }
        pairs
    }

    pub fn view_words(&self, ui: &Ui, assessment: &Assessment) -> String {
        match assessment.on_behalf_of {
            Some(party) => self.party_name(party),
            None => ui.t("assessment-own-view"),
        }
    }

    /// The history of one subject, the newest first.
    pub fn history_table(&self, ui: &Ui, subject: Subject) -> Table {
        let columns = vec![
            Column::new(ui.t("assessment-date"), ColumnKind::Date),
            Column::new(ui.t("assessment-view"), ColumnKind::Text),
            Column::new(ui.t("assessment-ladder"), ColumnKind::Text),
            Column::new(ui.t("assessment-level"), ColumnKind::Text),
            Column::new(ui.t("assessment-wanted-level"), ColumnKind::Text),
            Column::new(ui.t("assessment-note"), ColumnKind::Text),
        ];
        let mut table = Table::new("bedomningar", ui.t("assessment-history"), columns);
        let history = self.history.iter().rev();
        for one in history.filter(|one| one.subject.same_as(subject)) {
            let ladder = self.ladder(one);
            let date = match one.date {
                Some(date) => Cell::date(date),
                None => Cell::text(ui.t("assessment-date-unknown")),
            };
            table.push(vec![
                date,
                Cell::text(self.view_words(ui, one)),
                Cell::text(
                    ladder
                        .map(|ladder| ladder.name.to_string())
                        .unwrap_or_default(),
                ),
                Cell::text(level_words(ladder, one.level)),
                Cell::text(
                    one.wanted_level
                        .map(|w| level_words(ladder, w))
                        .unwrap_or_default(),
                ),
                Cell::text(one.note.clone()),
            ]);
        }
        table
    }
}

/// Words for views that differ: information, not a fault.
pub fn disputed_cell(ui: &Ui, disputed: bool) -> Cell {
    match disputed {
        true => Cell::tag(Tone::Warning, ui.t("assessment-disputed")),
        false => Cell::text(ui.t("assessment-agreed")),
    }
}
