//! What an answer says point by point. The joint draft is adopted or adapted as it was read: whoever writes names in
//! `If-Match` what they read of both texts.

use super::views::ProposalView;
use super::{desk, resource as resource_of};
use crate::actions::{Said, save_section};
use crate::choices::Way;
use crate::desk::AnswerDesk;
use crate::point::HeldPoint;
use crate::policy;
use crate::seen::SeenTexts;
use samverk_foundation::Problem;
use samverk_rest::{Call, Found, Linked, NoQuery, Operation, Page, Refusal, Resource, Tag};

const ALL: &str = "/collaborations/{collaboration}/consultation-answers/{statement}/proposals";
const ONE: &str =
    "/collaborations/{collaboration}/consultation-answers/{statement}/proposals/{proposal}";

pub(super) fn resource() -> Resource {
    let about = [
        "Vad ett remissvar säger om varje punkt, bredvid det gemensamma utkastet.",
        "What an answer says about each point, beside the joint draft.",
    ];
    let reads = "consultation_answer.read";
    resource_of("consultation-answer-proposals", about)
        .with(
            Operation::list(ALL, "listConsultationAnswerProposals", list)
                .about("Punkterna i ordning.", "The points in order.")
                .action(reads),
        )
        .with(
            Operation::get(ONE, "getConsultationAnswerProposal", get)
                .about(
                    "En punkt, det gemensamma utkastet om den och vad svaret säger.",
                    "A point, the joint draft about it and what the answer says.",
                )
                .action(reads),
        )
        .with(
            Operation::replace(ONE, "putConsultationAnswerProposal", put)
                .about(
                    "Antar det gemensamma utkastet om en punkt, anpassar det eller skriver eget, för partens räkning. If-Match är det som lästes: har utkastet eller svaret ändrats sedan dess sparas inget.",
                    "Adopts the joint draft about a point, adapts it or writes an own text, for the party. If-Match is what was read: when the draft or the answer has changed since then nothing is saved.",
                )
                .action(policy::ANSWER)
                .conflict(&["consultation_section_settled", "consultation_joint_changed"]),
        )
}

fn view(desk: &AnswerDesk, point: &HeldPoint) -> ProposalView {
    let section = desk.section(point.id);
    ProposalView {
        way: section.map(|one| one.way),
        stance: section.and_then(|one| one.stance),
        reason: section.map_or_else(String::new, |one| one.reason.to_string()),
        proposal: point.key.to_string(),
        title: point.title.to_string(),
        text: point.text.to_string(),
        joint_stance: point.stance,
        joint_reason: point.reason.to_string(),
        joint_changed: section.is_some_and(|one| one.is_overtaken_by(point)),
    }
}

fn linked(call: &Call, desk: &AnswerDesk, point: &HeldPoint) -> Linked<ProposalView> {
    let answer = format!(
        "/collaborations/{}/consultation-answers/{}",
        call.part("collaboration"),
        desk.answer.key
    );
    let all = format!("{answer}/proposals");
    Linked::at(format!("{all}/{}", point.key), view(desk, point))
        .link("collection", all)
        .link("up", answer)
}

fn tag(desk: &AnswerDesk, point: &HeldPoint) -> Tag {
    let seen = SeenTexts::now(desk, point);
    Tag::of(&(point.id, seen.joint, seen.section))
}

async fn list(call: Call, _: NoQuery) -> Result<Page<ProposalView>, Refusal> {
    let tx = call.read().await?;
    let desk = desk(&tx, &call).await?;
    let points: Vec<&HeldPoint> = desk.points.iter().collect();
    Ok(Page::of(points, call.paging, |point| {
        linked(&call, &desk, point)
    }))
}

async fn get(call: Call) -> Result<Found<ProposalView>, Refusal> {
    let tx = call.read().await?;
    let desk = desk(&tx, &call).await?;
    let point = desk.point(call.part("proposal"))?;
    Ok(Found::new(linked(&call, &desk, point), tag(&desk, point)))
}

async fn put(call: Call, sent: ProposalView) -> Result<Found<ProposalView>, Refusal> {
    let tx = call.begin("api_save_consultation_section").await?;
    let at = desk(&tx, &call).await?;
    at.require_answering(&call.actor)?;
    let point = at.point(call.part("proposal"))?;
    call.allow_write(Some(&tag(&at, point)))?;
    let way = sent.way;
    let way = way.ok_or_else(|| Problem::invalid("value_missing").at_field("way"))?;
    let said = Said {
        way,
        stance: sent.stance.filter(|_| way != Way::Adopts),
        reason: sent.reason,
    };
    let seen = SeenTexts::now(&at, point);
    save_section(&tx, &call.actor, &at, (point, said), seen).await?;
    let saved = desk(&tx, &call).await?;
    let point = saved.point(call.part("proposal"))?;
    let found = Found::new(linked(&call, &saved, point), tag(&saved, point));
    tx.commit().await?;
    Ok(found)
}
