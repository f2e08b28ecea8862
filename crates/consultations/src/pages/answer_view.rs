//! What the page of an answer shows of each point, and where its pages stand.

use super::stance_words;
use crate::choices::Way;
use crate::desk::AnswerDesk;
use crate::point::HeldPoint;
use crate::section::HeldSection;
use crate::seen::SeenTexts;
use samverk_goals::model::{Piece, text_difference};
use samverk_web::Ui;

/// The surroundings of an answer's page, or of one below it.
pub(super) fn answer_ui(ui: Ui, desk: &AnswerDesk, is_below: bool) -> Ui {
    let list = ui.t("consultation-tab");
    let href = desk.scope.href("/remisser");
    let title = desk.consultation.title.to_string();
    let ui = desk
        .scope
        .ui(ui)
        .with_crumb(&href, list)
        .with_crumb(desk.consultation_href(), title);
    let ui = match is_below {
        true => ui.with_crumb(desk.href(""), desk.answer.name()),
        false => ui,
    };
    ui.standing_at(&href)
}

/// A point with what the answer says of it.
pub(super) struct PointView {
    pub key: String,
    pub title: String,
    /// Finished HTML.
    pub text: String,
    pub joint_stance: String,
    pub joint_reason: String,
    pub has_joint: bool,
    /// A text of its own is replaced in its form alone.
    pub may_adopt: bool,
    pub said: Option<SectionView>,
    /// Which texts the reader of the page has read.
    pub read: String,
}

pub(super) struct SectionView {
    pub way: String,
    pub stance: String,
    pub reason: String,
    /// Against the joint text that it was made of.
    pub difference: Vec<Piece>,
    pub stance_before: Option<String>,
    /// The joint text is another by now.
    pub is_overtaken: bool,
}

pub(super) fn points(ui: &Ui, desk: &AnswerDesk) -> Vec<PointView> {
    let view = |point: &HeldPoint| PointView {
        key: point.key.to_string(),
        title: point.title.to_string(),
        text: ui.marked(&point.text, 3),
        joint_stance: stance_words(ui, point.stance),
        joint_reason: ui.marked(&point.reason, 4),
        has_joint: point.stance.is_some() || !point.reason.is_empty(),
        may_adopt: (point.stance.is_some() || !point.reason.is_empty())
            && desk
                .section(point.id)
                .is_none_or(|one| one.way == Way::Adopts),
        said: desk
            .section(point.id)
            .map(|one| section(ui, point, (one, desk.answer.state.is_written()))),
        read: SeenTexts::now(desk, point).written(point),
    };
    desk.points.iter().map(view).collect()
}

fn section(ui: &Ui, point: &HeldPoint, (one, may_write): (&HeldSection, bool)) -> SectionView {
    let is_adapted = one.way == Way::Adapts;
    SectionView {
        way: ui.kind_name("consultation-section-way-", one.way.code()),
        stance: stance_words(ui, one.stance),
        reason: ui.marked(&one.reason, 4),
        difference: match is_adapted {
            true => text_difference(&one.joint_reason, &one.reason),
            false => Vec::new(),
        },
        stance_before: (is_adapted && one.joint_stance != one.stance)
            .then(|| stance_words(ui, one.joint_stance)),
        is_overtaken: one.is_overtaken_by(point) && may_write,
    }
}
