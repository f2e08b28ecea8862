//! The domain's part of the REST API: what the party's page and the page across the parties tell.
//! Only to read.

mod across;
mod awaiting;
mod party_overview;

use samverk_foundation::{Actor, TokenScope};
use samverk_rest::{Operation, Resource};

pub const READ: TokenScope = TokenScope::new("overview:read");

/// Every resource of the domain. What stands in their paths the domains below describe.
pub fn api() -> Vec<Resource> {
    let overviews = Resource::new(
        "overviews",
        [
            "Överblickar: vad en aktör betalar, svarar för och deltar i, och vad som väntar på den.",
            "Overviews: what a party pays, answers for and takes part in, and what awaits it.",
        ],
        READ,
        READ,
    );
    let overviews = overviews
        .with(
            Operation::get("/overviews/{party}", "getOverview", party_overview::get).about(
                "En aktörs överblick. Det som väntar ser bara aktörens egna.",
                "A party's overview. What awaits it only its own people see.",
            ),
        )
        .with(across::operation());
    vec![overviews]
}

/// Who the people are takes a scope of its own.
fn may_read_people(actor: &Actor) -> bool {
    let token = actor.person().and_then(|person| person.token.as_ref());
    token.is_some_and(|token| token.allows(samverk_identity::PEOPLE_READ))
}
