//! What has been written since somebody read it: the text as it is now, and what is other in it.

use super::stance_words;
use crate::desk::AnswerDesk;
use crate::point::HeldPoint;
use crate::seen::{Changed, ChangedPoint, SeenTexts, changed_joint, changed_section};
use askama::Template;
use samverk_database::Tx;
use samverk_foundation::Problem;
use samverk_goals::model::{Piece, text_difference};
use samverk_web::{Ui, Values};

/// The hidden field that tells which texts were read, once for each point.
pub(super) const READ: &str = "read";

#[derive(Template)]
#[template(path = "consultation_changed.html")]
struct ChangedTexts<'a> {
    ui: &'a Ui,
    texts: Vec<ChangedText>,
}

struct ChangedText {
    heading: String,
    stance: String,
    stance_before: Option<String>,
    /// Finished HTML.
    reason: String,
    pieces: Vec<Piece>,
}

/// The points that a form tells were read. Fails with `changed_since_opened` for one that tells of none, or of one that
/// is gone.
pub(super) fn read<'d>(
    desk: &'d AnswerDesk,
    values: &Values,
) -> Result<Vec<(&'d HeldPoint, SeenTexts)>, Problem> {
    let other = || Problem::conflict("changed_since_opened");
    let written = values.all(READ).into_iter();
    let read = written.map(|written| {
        let (key, seen) = SeenTexts::read(written).ok_or_else(other)?;
        Ok((desk.point(key).map_err(|_| other())?, seen))
    });
    let read: Vec<_> = read.collect::<Result<_, Problem>>()?;
    match read.is_empty() {
        true => Err(other()),
        false => Ok(read),
    }
}

/// What all points say now, for a form to carry.
pub(super) fn all_now(desk: &AnswerDesk) -> Vec<(String, String)> {
    let now = |point: &HeldPoint| SeenTexts::now(desk, point).written(point);
    let points = desk.points.iter();
    points.map(|one| (READ.to_owned(), now(one))).collect()
}

/// Those of them of which something else is said by now.
pub(super) async fn changed_since(
    tx: &Tx,
    desk: &AnswerDesk,
    read: &[(&HeldPoint, SeenTexts)],
) -> Result<Vec<ChangedPoint>, Problem> {
    let mut changed = Vec::new();
    for (point, seen) in read {
        let one = ChangedPoint {
            point: (*point).clone(),
            joint: changed_joint(tx, point, seen.joint).await?,
            section: changed_section(tx, desk, point, seen.section).await?,
        };
        if one.joint.is_some() || one.section.is_some() {
            changed.push(one);
        }
    }
    Ok(changed)
}

/// Finished HTML.
pub(super) fn html(ui: &Ui, changed: &[ChangedPoint]) -> Result<String, Problem> {
    let mut texts = Vec::new();
    for one in changed {
        let heading = |words: &str| ui.t1(words, "point", &*one.point.title);
        let joint = one.joint.as_ref();
        texts.extend(joint.map(|joint| text(ui, heading("consultation-joint-now"), joint)));
        let section = one.section.as_ref();
        texts.extend(section.map(|own| text(ui, heading("consultation-section-now"), own)));
    }
    let texts = ChangedTexts { ui, texts };
    texts.render().map_err(Problem::internal)
}

fn text(ui: &Ui, heading: String, changed: &Changed) -> ChangedText {
    let (before, now) = (changed.before.as_ref(), &changed.now);
    let other = before.filter(|before| before.stance != now.stance);
    let pieces = before.filter(|before| before.reason != now.reason);
    ChangedText {
        heading,
        stance: stance_words(ui, now.stance),
        stance_before: other.map(|before| stance_words(ui, before.stance)),
        reason: ui.marked(&now.reason, 3),
        pieces: pieces.map_or_else(Vec::new, |before| {
            text_difference(&before.reason, &now.reason)
        }),
    }
}
