use super::note_of;
use crate::desk::RegistryDesk;
use crate::model::{Case, Changes, Grant, GrantContent, check_grant, read_numbers, write_numbers};
use crate::store;
use samverk_database::Tx;
use samverk_foundation::{Actor, Problem, Problems};
use samverk_parties::model::Party;
use serde_json::json;

/// Opens a case to another party, until a day. The case stays the owner's alone.
///
/// Fails with `forbidden`, `case_is_void`, `grant_party_unknown`, `grant_party_own`, `grant_day_wrong`,
/// `grant_documents_unreadable`, `grant_documents_missing`, `grant_documents_not_asked`, `grant_document_unknown`,
/// `grant_of_secret_case`, or `grant_stands` when the party reads the same already. What is said once more stands once.
pub async fn share_case(
    tx: &Tx,
    actor: &Actor,
    desk: &RegistryDesk,
    case: &Case,
    content: &GrantContent,
) -> Result<Grant, Problems> {
    desk.require_register()?;
    case.require_not_void()?;
    // Nobody else opens it meanwhile.
    store::hold_case(tx, case.id).await?;
    let mut problems = Problems::default();
    let party = problems.keep(party(tx, desk, content).await);
    let numbers = problems.keep(read_numbers(&content.documents));
    if let Some(numbers) = &numbers {
        problems.extend(check_grant(content, numbers, tx.today()).0);
        for number in numbers {
            if store::find_document(tx, case.id, *number).await?.is_none() {
                let unknown = Problem::invalid("grant_document_unknown").with("number", number);
                problems.push(unknown.at_field(GrantContent::DOCUMENTS.as_str()));
            }
        }
    }
    if case.content.is_secret() && !content.with_secrecy {
        let secret = Problem::invalid("grant_of_secret_case");
        problems.push(secret.at_field(GrantContent::WITH_SECRECY.as_str()));
    }
    let (Some(party), Some(documents), true) = (party, numbers, problems.is_empty()) else {
        return Err(problems);
    };
    let grant = Grant {
        id: tx.new_id(),
        case: case.id,
        party: party.id,
        scope: content.scope,
        documents,
        reason: content.reason.to_string(),
        with_secrecy: content.with_secrecy && case.content.is_secret(),
        ends_on: content.ends_on,
        made_at: tx.now(),
        ended_at: None,
        revision: 1,
    };
    if let Some(stands) = standing(tx, &grant).await? {
        return Ok(stands);
    }
    store::insert_grant(tx, &grant).await?;
    let changes = told(&party, &grant);
    note_of(tx, actor, desk, ("case.shared", case), changes).await?;
    tx.flush().await?;
    Ok(grant)
}

/// What was said before, in the same words. Fails with `grant_stands` when the party reads the same in other words.
async fn standing(tx: &Tx, new: &Grant) -> Result<Option<Grant>, Problem> {
    let today = tx.today();
    let of_case = store::list_grants(tx, new.case).await?.into_iter();
    let opens_same = |one: &Grant| {
        one.holds(today)
            && (one.party, one.scope, &one.documents) == (new.party, new.scope, &new.documents)
    };
    let mut same = of_case.filter(opens_same).peekable();
    let said = |one: &Grant| (one.ends_on, one.with_secrecy) == (new.ends_on, new.with_secrecy);
    let stands = same.peek().map(|one| one.ends_on);
    match (
        same.find(|one| said(one) && one.reason == new.reason),
        stands,
    ) {
        (Some(stands), _) => Ok(Some(stands)),
        (None, None) => Ok(None),
        (None, Some(day)) => {
            let stands = Problem::conflict("grant_stands").with("date", day);
            Err(stands.at_field(GrantContent::PARTY.as_str()))
        }
    }
}

async fn party(tx: &Tx, desk: &RegistryDesk, content: &GrantContent) -> Result<Party, Problem> {
    let field = GrantContent::PARTY;
    let field = field.as_str();
    let found = samverk_parties::store::find_party(tx, &content.party).await?;
    let unknown = || Problem::invalid("grant_party_unknown").with("value", &content.party);
    let party = found.ok_or_else(|| unknown().at_field(field))?;
    match party.id == desk.party().id {
        true => Err(Problem::invalid("grant_party_own").at_field(field)),
        false => Ok(party),
    }
}

fn told(party: &Party, grant: &Grant) -> Changes {
    let fields = [
        ("grant_party", json!(party.name)),
        ("grant_scope", json!(grant.scope.code())),
        ("grant_documents", json!(write_numbers(&grant.documents))),
        ("grant_ends_on", json!(grant.ends_on)),
        ("grant_reason", json!(grant.reason)),
    ];
    let fields = fields.into_iter().filter(|(_, said)| *said != json!(""));
    fields
        .map(|(field, said)| (field.to_owned(), json!([null, said])))
        .collect()
}

/// Ends it now: from then on the party finds nothing, with the page open too.
///
/// Fails with `forbidden`, `grant_ended` or `changed_meanwhile`.
pub async fn end_share(
    tx: &Tx,
    actor: &Actor,
    desk: &RegistryDesk,
    (case, grant): (&Case, &Grant),
    seen: i64,
) -> Result<(), Problem> {
    desk.require_register()?;
    if !grant.holds(tx.today()) {
        return Err(Problem::conflict("grant_ended"));
    }
    let ended = Grant {
        ended_at: Some(tx.now()),
        revision: seen.saturating_add(1),
        ..grant.clone()
    };
    store::update_grant(tx, &ended, seen).await?;
    let found = samverk_parties::store::find_parties(tx, &[grant.party]).await?;
    let mut changes = Changes::new();
    if let Some(party) = found.first() {
        changes.insert("grant_party".to_owned(), json!([party.name, null]));
    }
    note_of(tx, actor, desk, ("case.share_ended", case), changes).await?;
    tx.flush().await
}
