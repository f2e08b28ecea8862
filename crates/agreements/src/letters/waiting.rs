//! Of whom a decision or a signature is waited for: those to whom a letter that is out was sent.

use super::kind::{HeldLetter, LETTER};
use super::model::{PartyState, newest, state_of};
use super::store;
use samverk_database::Tx;
use samverk_foundation::{CollaborationId, Problem};
use samverk_parties::model::Member;
use samverk_parties::{DoneBy, Waiting, WaitingFor};
use uuid::Uuid;

pub(crate) async fn waiting(
    tx: &Tx,
    collaborations: &[CollaborationId],
    members: &[(CollaborationId, Member)],
) -> Result<Vec<Waiting>, Problem> {
    let grounds: Vec<Uuid> = collaborations.iter().map(|id| id.0).collect();
    let mut letters = LETTER.whole_on(tx, &grounds).await?;
    letters.retain(|letter| letter.is_out(tx.today()));
    if letters.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<Uuid> = letters.iter().map(|letter| letter.id).collect();
    let texts = store::list_texts_of(tx, &ids).await?;
    let answers = store::list_answers_of(tx, &ids).await?;
    let mut all = Vec::new();
    for letter in &letters {
        let of_letter = texts.iter().filter(|text| text.letter == letter.id);
        let Some(current) = of_letter.max_by_key(|text| text.number) else {
            continue;
        };
        let own: Vec<_> = answers
            .iter()
            .filter(|one| one.letter == letter.id)
            .cloned()
            .collect();
        let here = members.iter().filter(|(of, _)| of.0 == letter.ground);
        for (_, member) in here.filter(|(_, one)| current.parties.contains(&one.party.key)) {
            let newest = newest(&own, member.party.id);
            let state = state_of(newest, &current.checksum, tx.today());
            all.extend(asked(letter, member, state));
        }
    }
    Ok(all)
}

fn asked(letter: &HeldLetter, member: &Member, state: PartyState) -> Option<Waiting> {
    let (code, rest) = match state {
        PartyState::NotAnswered => ("letter-answer", ""),
        PartyState::OtherText => ("letter-anew", ""),
        PartyState::Accepted => ("letter-signature", "/underskrift"),
        PartyState::Declined | PartyState::Signed | PartyState::Left => return None,
    };
    Some(Waiting {
        collaboration: CollaborationId(letter.ground),
        whose: WaitingFor::Party(member.party.id),
        code,
        name: letter.title.to_string(),
        of: letter.id,
        rest: format!(
            "/avsiktsforklaringar/{}/svar/{}{rest}",
            letter.key, member.party.key
        ),
        done_by: Some(DoneBy {
            roles: crate::policy::ANSWERED_BY,
            others: format!("/avsiktsforklaringar/{}", letter.key),
        }),
        due: letter.answer_by,
    })
}
