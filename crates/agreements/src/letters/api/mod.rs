//! What parties decide on letters, in the REST API: the same actions as the pages.

mod views;

use super::actions::{
    AnswerLetter, LeaveLetter, SignLetter, annul_answer, answer_letter, leave_letter, send_letter,
    sign_letter,
};
use super::desk::LetterDesk;
use crate::policy::Action;
use samverk_database::Tx;
use samverk_foundation::{Decision, Problem};
use samverk_parties::COLLABORATION;
use samverk_rest::{Call, Found, Linked, Operation, Parameter, Refusal, Resource, Tag};
use views::{
    NewAnnulment, NewExit, NewLetterAnswer, NewLetterText, NewSignature, StandingView, view,
};

const OF_COLLABORATION: Parameter = Parameter::key(
    "collaboration",
    ["Samverkans nyckel.", "The collaboration's key."],
    "e-och-it-i-jamtland",
);

const LETTER: Parameter = Parameter::key(
    "letter",
    [
        "Avsiktsförklaringens eller avtalets nyckel.",
        "The key of the letter of intent or agreement.",
    ],
    "avsiktsforklaring-2015",
)
.beside(&[("collaboration", "e-och-it-i-jamtland")]);

const STANDING: &str = "/collaborations/{collaboration}/letters/{letter}/standings";
const TEXTS: &str = "/collaborations/{collaboration}/letters/{letter}/texts";
const ANSWERS: &str = "/collaborations/{collaboration}/letters/{letter}/answers";
const SIGNATURES: &str = "/collaborations/{collaboration}/letters/{letter}/signatures";
const EXITS: &str = "/collaborations/{collaboration}/letters/{letter}/exits";
const ANNULMENTS: &str = "/collaborations/{collaboration}/letters/{letter}/annulments";

pub(crate) fn standings() -> Resource {
    let [read, write] = COLLABORATION.scopes;
    let about = [
        "Vem som har beslutat om vilken text av en avsiktsförklaring eller ett avtal, och undertecknat.",
        "Who has decided on which text of a letter of intent or agreement, and signed.",
    ];
    Resource::new("letter-standings", about, read, write)
        .parameter(OF_COLLABORATION)
        .parameter(LETTER)
        .with(
            Operation::get(STANDING, "getLetterStanding", get)
                .about(
                    "Texten som är ute, och var varje part står till den.",
                    "The text that is out, and where each party stands to it.",
                )
                .action("letter.read"),
        )
        .with(
            Operation::act(TEXTS, "sendLetterText", send)
                .about(
                    "Skickar texten som den nu lyder. Tidigare beslut gäller inte en ändrad text.",
                    "Sends the text as it now reads. Earlier decisions do not hold for a changed text.",
                )
                .action(Action::SendLetter.code())
                .conflict(&[
                    "changed_meanwhile",
                    "letter_answer_day_passed",
                    "letter_has_ended",
                    "letter_text_missing",
                    "letter_text_stands",
                    "letter_text_unchanged",
                    "letter_without_parties",
                    "merge_value_missing",
                ]),
        )
        .with(
            Operation::act(ANSWERS, "answerLetter", answer)
                .about(
                    "Registrerar vad en part har beslutat om texten med kontrollsumman.",
                    "Records what a party has decided on the text with the checksum.",
                )
                .action(Action::AnswerLetter.code())
                .invalid(&["decision_body_missing", "decision_in_future", "said_by_missing"])
                .conflict(&[
                    "letter_already_answered",
                    "letter_has_ended",
                    "letter_not_sent",
                    "letter_text_changed",
                ]),
        )
        .with(
            Operation::act(SIGNATURES, "signLetter", sign)
                .about(
                    "Registrerar att en part har undertecknat. Partens egna bekräftar det, eller en kopia ligger bland filerna.",
                    "Records that a party has signed. Its own people confirm it, or a copy lies among the files.",
                )
                .action(Action::SignLetter.code())
                .invalid(&[
                    "signed_before_decision",
                    "signed_copy_missing",
                    "signed_in_future",
                    "signer_missing",
                ])
                .conflict(&[
                    "letter_already_signed",
                    "letter_has_ended",
                    "letter_not_accepted",
                    "letter_not_sent",
                ]),
        )
        .with(
            Operation::act(EXITS, "leaveLetter", leave)
                .about(
                    "Registrerar att en part lämnar, med sista dag. De andra är bundna som förut.",
                    "Records that a party leaves, with its last day. The others are bound as before.",
                )
                .action(Action::SignLetter.code())
                .invalid(&["decision_body_missing", "decision_in_future", "exit_before_signature"])
                .conflict(&["letter_has_ended", "letter_not_sent", "letter_not_signed"]),
        )
        .with(
            Operation::act(ANNULMENTS, "annulLetterAnswer", annul)
                .about(
                    "Tar tillbaka en parts senaste svar, som registrerades fel. Det står kvar med skälet.",
                    "Takes back a party's latest answer, recorded by mistake. It stays with the reason.",
                )
                .action(Action::SendLetter.code())
                .invalid(&["reason_missing"])
                .conflict(&["letter_has_ended"]),
        )
}

async fn found(tx: &Tx, call: &Call) -> Result<LetterDesk, Refusal> {
    let (collaboration, letter) = (call.part("collaboration"), call.part("letter"));
    Ok(LetterDesk::find(tx, &call.actor, collaboration, letter).await?)
}

fn told(desk: &LetterDesk) -> Found<StandingView> {
    let (collaboration, letter) = (&desk.scope.collaboration.key, &desk.letter.key);
    let up = format!("/collaborations/{collaboration}/letters/{letter}");
    let revisions: i64 = desk.answers.iter().map(|one| one.revision).sum();
    let stands = (
        desk.letter.id,
        desk.letter.revision,
        desk.texts.len(),
        revisions,
    );
    let linked = Linked::at(format!("{up}/standings"), view(desk)).link("up", up);
    Found::new(linked, Tag::of(&stands))
}

async fn get(call: Call) -> Result<Found<StandingView>, Refusal> {
    let tx = call.read().await?;
    Ok(told(&found(&tx, &call).await?))
}

/// The letter as it stands after a change.
async fn after(tx: Tx, call: &Call) -> Result<Found<StandingView>, Refusal> {
    let desk = found(&tx, call).await?;
    tx.commit().await?;
    Ok(told(&desk))
}

async fn send(call: Call, body: NewLetterText) -> Result<Found<StandingView>, Refusal> {
    let tx = call.begin("api_send_letter").await?;
    let desk = found(&tx, &call).await?;
    let latest = desk.texts.last().map_or(0, |text| text.number);
    if body.number != latest + 1 {
        return Err(Problem::conflict("changed_meanwhile").into());
    }
    send_letter(&tx, &call.actor, &desk, desk.letter.revision).await?;
    after(tx, &call).await
}

async fn answer(call: Call, body: NewLetterAnswer) -> Result<Found<StandingView>, Refusal> {
    let tx = call.begin("api_answer_letter").await?;
    let desk = found(&tx, &call).await?;
    let said = AnswerLetter {
        party: body.party,
        answer: body.answer,
        checksum: body.checksum,
        decision: Decision::new(&body.body, body.date.0, &body.paragraph)?,
        registry_number: body.registry_number,
        said_by: body.said_by,
    };
    answer_letter(&tx, &call.actor, &desk, said).await?;
    after(tx, &call).await
}

async fn sign(call: Call, body: NewSignature) -> Result<Found<StandingView>, Refusal> {
    let tx = call.begin("api_sign_letter").await?;
    let desk = found(&tx, &call).await?;
    let said = SignLetter {
        party: body.party,
        how: body.how,
        on: body.on.0,
        signer: body.signer,
        copy: body.copy,
    };
    sign_letter(&tx, &call.actor, &desk, said).await?;
    after(tx, &call).await
}

async fn leave(call: Call, body: NewExit) -> Result<Found<StandingView>, Refusal> {
    let tx = call.begin("api_leave_letter").await?;
    let desk = found(&tx, &call).await?;
    let said = LeaveLetter {
        party: body.party,
        last_day: body.last_day.0,
        decision: Decision::new(&body.body, body.date.0, &body.paragraph)?,
    };
    leave_letter(&tx, &call.actor, &desk, said).await?;
    after(tx, &call).await
}

async fn annul(call: Call, body: NewAnnulment) -> Result<Found<StandingView>, Refusal> {
    let tx = call.begin("api_annul_letter_answer").await?;
    let desk = found(&tx, &call).await?;
    annul_answer(&tx, &call.actor, &desk, &body.party, &body.reason).await?;
    after(tx, &call).await
}
