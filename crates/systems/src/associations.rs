//! User associations: where those who have a product meet its maker, and who speaks for us there.

use crate::suppliers::SHARED_WRITERS;
use crate::{INSTALLATION, PRODUCT_TARGET, Product};
use samverk_fields::{FieldKey, Filled, Line, One, Prose, Rows, Title, WebAddress};
use samverk_foundation::Key;
use samverk_kept::{
    Api, Choosable, Exchange, Keeping, Kept, Kind, List, Offer, Order, Pages, Readers, Row, Rules,
    Search, Writers,
};
use samverk_parties::store::{PartyFilter, list_parties};

/// Who speaks for a party.
#[derive(Clone, Debug, PartialEq, Eq, Row)]
#[kept("speaker")]
pub struct Speaker {
    pub party: Key,
    /// A role, not a person.
    pub role: Filled<Line>,
}

/// An association of those who use a product.
#[derive(Clone, Debug, PartialEq, Eq, Kept)]
#[kept("user_association")]
pub struct UserAssociation {
    /// What it is called.
    #[kept(example = "Ecos användarförening")]
    pub name: Title,
    /// The product that its members use.
    pub product: Option<One<Product>>,
    /// Its website.
    pub web: WebAddress,
    /// What it does, and what we want there.
    #[kept(example = "Möts två gånger om året.")]
    pub text: Prose<4>,
    /// Who speaks for whom.
    #[kept(example = r#"[{"party":"habo-kommun","role":"Systemförvaltare miljö"}]"#)]
    pub speakers: Rows<Speaker>,
}

const SEARCHED: &[FieldKey] = &[UserAssociation::NAME];

pub static USER_ASSOCIATION: Kind<UserAssociation> = Kind {
    ground: &INSTALLATION,
    readers: Readers::Members,
    writers: Writers::of("user_association.save", SHARED_WRITERS),
    name: |one| one.name.to_string(),
    targets: &[&PRODUCT_TARGET],
    rules: Rules {
        offers: &[Offer {
            field: UserAssociation::SPEAKERS,
            column: Some(FieldKey::of("party")),
            offered: |tx, _| {
                Box::pin(async move {
                    let all = list_parties(tx, &PartyFilter::default()).await?;
                    let choice = |one: samverk_parties::model::Party| {
                        Choosable::new(one.key.as_str(), &one.name)
                    };
                    Ok(all.into_iter().map(choice).collect())
                })
            },
            taken: None,
        }],
        ..Rules::NONE
    },
    list: List {
        order: Order::By(&[UserAssociation::NAME]),
        columns: &[
            UserAssociation::NAME,
            UserAssociation::PRODUCT,
            UserAssociation::SPEAKERS,
        ],
        parted: None,
        gathered: None,
        filters: &[],
        sorted: &[UserAssociation::NAME],
    },
    pages: Pages::elsewhere("anvandarforeningar"),
    api: Api {
        plural: "user-associations",
        about: [
            "Användarföreningar, och vem som för vår talan där.",
            "User associations, and who speaks for us there.",
        ],
        one: ["en användarförening", "a user association"],
        example: "ecos-anvandarforening",
        is_made_up: true,
        beside: &[],
        links: &[("product", UserAssociation::PRODUCT)],
    },
    exchange: Exchange::Table("user_associations.csv"),
    search: Some(Search {
        title: UserAssociation::NAME,
        words: &[UserAssociation::TEXT],
        rows: None,
    }),
    keeping: Keeping::PLAIN.called("association").searched_by(SEARCHED),
};
