//! What is told of a party, in words and tables: the page and the document are drawn from it.

mod awaiting;
mod figures;
mod goals;
mod money;
mod people;
mod seats;

pub(crate) use awaiting::{ToldAwaiting, Urgency, Words, most_urgent_first, of_people, told};
pub(crate) use money::change_words;
pub(crate) use seats::mandate_name;

use crate::gather::known_of_party;
use crate::model::Known;
use samverk_charts::BarChart;
use samverk_database::Tx;
use samverk_foundation::{Actor, Problem};
use samverk_identity::model::AddressRule;
use samverk_identity::{ListedPerson, people_at_party, policy};
use samverk_parties::model::Party;
use samverk_web::{Table, Ui};

/// The section about what awaits the party.
pub(crate) const AWAITING: &str = "awaiting";

/// A number that is seen first.
#[derive(Clone, Debug)]
pub struct Figure {
    pub label: String,
    pub value: String,
    pub note: String,
}

#[derive(Clone, Debug)]
pub struct Link {
    pub href: String,
    pub label: String,
}

/// The whole reason for an amount.
#[derive(Clone, Debug)]
pub struct Explanation {
    pub heading: String,
    pub sentences: Vec<String>,
}

#[derive(Clone, Debug)]
pub struct Section {
    /// Unique on the page.
    pub id: &'static str,
    pub heading: String,
    pub lead: String,
    /// Where the table's links lead; only for the page.
    pub links_lead: String,
    pub picture: Option<BarChart>,
    pub table: Option<Table>,
    /// What is said instead of a table without rows.
    pub none: String,
    pub links: Vec<Link>,
    /// What the table's links lead to; only for paper.
    pub explanations: Vec<Explanation>,
}

impl Section {
    /// The table stands only if it has rows.
    fn new(id: &'static str, heading: String, table: Table, none: String) -> Self {
        Self {
            id,
            heading,
            lead: String::new(),
            links_lead: String::new(),
            picture: None,
            table: (!table.rows.is_empty()).then_some(table),
            none,
            links: Vec::new(),
            explanations: Vec::new(),
        }
    }
}

#[derive(Clone, Debug)]
pub struct PartyReport {
    pub party: Party,
    /// Whether it is made for the party's own people.
    pub is_own: bool,
    pub figures: Vec<Figure>,
    /// To others than the party's own people, without those that have nothing to tell.
    pub sections: Vec<Section>,
}

/// One party's report, and whom it is made for.
struct Desk<'a> {
    ui: &'a Ui,
    party: &'a Party,
    known: &'a Known,
    /// For the party's own people: who they are. Nothing for everybody else.
    people: Option<&'a [ListedPerson]>,
}

impl Desk<'_> {
    /// The text of the key as said to the party's own people, or as said of the party.
    fn said(&self, key: &str) -> String {
        match self.people {
            Some(_) => self.ui.t(&format!("{key}-own")),
            None => self.ui.t(key),
        }
    }
}

/// What whoever looks may know of the party. Its own people get more: what awaits them, and who
/// they are.
pub async fn party_report(tx: &Tx, ui: &Ui, party: &Party) -> Result<PartyReport, Problem> {
    let known = known_of_party(tx, &ui.actor, party).await?;
    let people = match is_own(&ui.actor, party) {
        true => Some(people_at_party(tx, party.id, &AddressRule::All, ui.is_demo()).await?),
        false => None,
    };
    let desk = Desk {
        ui,
        party,
        known: &known,
        people: people.as_deref(),
    };
    let sections = [
        desk.awaiting(),
        Some(desk.money()),
        Some(desk.seats()),
        Some(desk.goals()),
        Some(desk.mandates()),
        desk.people(),
    ];
    let is_own = people.is_some();
    let is_told = |section: &Section| is_own || section.table.is_some() || section.id == "seats";
    Ok(PartyReport {
        party: party.clone(),
        is_own,
        figures: desk.figures(),
        sections: sections.into_iter().flatten().filter(is_told).collect(),
    })
}

/// Those who may see the party's people.
pub(crate) fn is_own(actor: &Actor, party: &Party) -> bool {
    let roles = actor.roles_at(party.id);
    roles.any(|role| policy::Action::ListPartyPeople.may(role))
}
