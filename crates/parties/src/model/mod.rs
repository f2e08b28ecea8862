//! Plain data and rules, without IO.

mod assessment;
mod choices;
mod collaboration;
mod company;
mod contact;
mod county;
mod difference;
mod mandate;
mod map;
mod map_sieve;
mod naming;
mod organisation_number;
mod party;
mod population;
mod rules;
mod views;

pub use assessment::{Assessment, Subject};
pub use choices::{Certainty, GroupKind, LegalForm, MandateRole, PartyKind, Reach, Standing};
pub use collaboration::{Collaboration, Member, Membership};
pub use company::{Company, Members};
pub use contact::Contact;
pub use county::county_name;
pub use difference::{Difference, differences};
pub use mandate::Mandate;
pub use map::{About, Facts, MappedGroup, Thread, Tie, ties};
pub use map_sieve::{Sieve, busiest};
pub use naming::{PartyNames, written_party};
pub use organisation_number::{format_organisation_number, parse_organisation_number};
pub use party::Party;
pub use population::{
    Figure, PopulationWarning, Populations, check_population, population_warnings,
};
pub use rules::{
    WrongParent, check_code, check_dates, check_mandates, check_members, check_parents,
    parents_first,
};
pub use samverk_kept::check_key;
pub use views::{leading, present, views_on};
