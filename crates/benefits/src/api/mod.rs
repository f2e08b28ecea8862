//! What a business case comes to, in the REST API: computed anew at each reading, nothing is saved.

mod of_party;
mod whole;

use crate::business_cases::HeldCase;
use crate::find_case;
use crate::reading::CODES;
use crate::view::{CaseView, view};
use of_party::PartyResult;
use samverk_database::Tx;
use samverk_foundation::Problem;
use samverk_parties::{COLLABORATION, Scope};
use samverk_rest::{Call, Found, Linked, Operation, Parameter, Refusal, Resource, Tag};
use whole::CaseResultView;

const OF_COLLABORATION: Parameter = Parameter::key(
    "collaboration",
    ["Samverkans nyckel.", "The collaboration's key."],
    "e-och-it-i-jamtland",
);

const CASE: Parameter = Parameter::key(
    "case",
    ["Nyttokalkylens nyckel.", "The business case's key."],
    "gemensam-it-drift",
)
.beside(&[("collaboration", "e-och-it-i-jamtland")]);

const PARTY: Parameter = Parameter::key(
    "party",
    [
        "Nyckeln för en aktör som deltar.",
        "The key of a party that takes part.",
    ],
    "bracke-kommun",
)
.beside(&[
    ("collaboration", "e-och-it-i-jamtland"),
    ("case", "gemensam-it-drift"),
]);

const WHOLE: &str = "/collaborations/{collaboration}/business-cases/{case}/results";
const OF_PARTY: &str = "/collaborations/{collaboration}/business-cases/{case}/parties/{party}";

pub(crate) fn results() -> Resource {
    let [read, write] = COLLABORATION.scopes;
    let about = [
        "Vad en nyttokalkyl blir: per år, per aktör efter kostnadsfördelning, och var den vänder.",
        "What a business case comes to: per year, per party after cost sharing, and where it turns.",
    ];
    Resource::new("business-case-results", about, read, write)
        .parameter(OF_COLLABORATION)
        .parameter(CASE)
        .parameter(PARTY)
        .with(
            Operation::get(WHOLE, "getBusinessCaseResult", whole)
                .about(
                    "Räknar kalkylen som den står nu, eller som den antogs. För medlemmar.",
                    "Computes the case as it stands now, or as it was adopted. For members.",
                )
                .action("business_case.read")
                .invalid(CODES),
        )
        .with(
            Operation::get(OF_PARTY, "getBusinessCaseParty", of_party)
                .about(
                    "En aktörs del av kalkylen, och hur den beror av hur många som deltar. För medlemmar.",
                    "A party's part of the case, and how it depends on how many take part. For members.",
                )
                .action("business_case.read")
                .invalid(CODES),
        )
}

async fn viewed(tx: &Tx, call: &Call) -> Result<(Scope, CaseView), Refusal> {
    let address = (call.part("collaboration"), call.part("case"));
    let (scope, kept) = find_case(tx, &call.actor, address).await?;
    let view = view(tx, &scope, kept).await?;
    Ok((scope, view))
}

fn path(scope: &Scope, kept: &HeldCase) -> String {
    let collaboration = &scope.collaboration.key;
    format!(
        "/collaborations/{collaboration}/business-cases/{}",
        kept.key
    )
}

async fn whole(call: Call) -> Result<Found<CaseResultView>, Refusal> {
    let tx = call.read().await?;
    let (scope, view) = viewed(&tx, &call).await?;
    let own = path(&scope, &view.kept);
    let result = CaseResultView::of(&view);
    let tag = Tag::of(&result);
    let linked = Linked::at(format!("{own}/results"), result).link("up", own);
    Ok(Found::new(linked, tag))
}

async fn of_party(call: Call) -> Result<Found<PartyResult>, Refusal> {
    let tx = call.read().await?;
    let party = call.key("party")?;
    let (scope, view) = viewed(&tx, &call).await?;
    if !view.case.parties.contains(&party) {
        return Err(Problem::not_found().into());
    }
    let own = path(&scope, &view.kept);
    let result = PartyResult::of(&view, &party)?;
    let tag = Tag::of(&result);
    let linked = Linked::at(format!("{own}/parties/{party}"), result)
        .link("results", format!("{own}/results"))
        .link("up", own);
    Ok(Found::new(linked, tag))
}
