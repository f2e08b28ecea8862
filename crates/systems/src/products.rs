//! Products: what systems are systems of. The same product is the same row, whoever has it.

use crate::merging::{Mergeable, check_merge, check_target, gather_merged};
use crate::pages::{beside_products, check_key};
use crate::suppliers::SHARED_WRITERS;
use crate::{AREA_TARGET, INSTALLATION, NeedArea, SHARED_KINDS, SUPPLIER_TARGET, Supplier};
use samverk_fields::{FieldKey, Many, One, Prose, Referable, Title, WebAddress};
use samverk_foundation::Problem;
use samverk_kept::{
    Api, Exchange, Keeping, Kept, Kind, List, Order, Pages, Readers, Removal, Rules, Search,
    Target, Writers, by_id, by_key, is_named, offered, unwritten,
};

/// A product that several may have.
#[derive(Clone, Debug, PartialEq, Eq, Kept)]
#[kept("product")]
pub struct Product {
    /// What it is called.
    #[kept(example = "Exempeldiariet")]
    pub name: Title,
    /// Who makes it; who sells it stands in contracts.
    #[kept(example = "exempelsystem")]
    pub supplier: Option<One<Supplier>>,
    /// The need that it mostly serves.
    #[kept(example = "arende-och-dokumenthantering")]
    pub area: Option<One<NeedArea>>,
    /// Where it is described.
    pub web: WebAddress,
    /// What else there is to say.
    pub note: Prose<3>,
    /// The row that counts, when somebody has found that both are one product.
    pub same_as: Option<One<Product>>,
    /// Those that look alike and somebody has found to be others.
    pub look_alikes: Many<Product>,
}

impl Referable for Product {
    const KIND: &'static str = "product";
}

impl Mergeable for Product {
    const TABLE: &'static str = "product";
    fn name(&self) -> &str {
        &self.name
    }
    fn number(&self) -> &'static str {
        ""
    }
    fn same_as(&self) -> Option<&One<Self>> {
        self.same_as.as_ref()
    }
    fn set_same_as(&mut self, to: Option<One<Self>>) {
        self.same_as = to;
    }
    fn look_alikes(&mut self) -> &mut Many<Self> {
        &mut self.look_alikes
    }
}

pub static PRODUCT_TARGET: Target = Target {
    kind: <Product as Referable>::KIND,
    by_key: |tx, at, keys| by_key(&PRODUCT, tx, at, keys),
    by_id: |tx, ids| by_id(&PRODUCT, tx, ids),
    offered: |tx, at| offered(&PRODUCT, tx, at),
    written: |_, texts| unwritten(texts),
    unknown: |key| Problem::invalid("product_unknown").with("value", key),
    href: Some(|key| format!("/produkter/{key}")),
    hides: false,
};

const SEARCHED: &[FieldKey] = &[Product::NAME];

/// These are said where look-alikes are compared.
const ELSEWHERE: &[FieldKey] = &[Product::SAME_AS, Product::LOOK_ALIKES];

pub static PRODUCT: Kind<Product> = Kind {
    ground: &INSTALLATION,
    readers: Readers::OfTheGround,
    writers: Writers::of("product.save", SHARED_WRITERS),
    name: |product| product.name.to_string(),
    targets: &[&SUPPLIER_TARGET, &AREA_TARGET, &PRODUCT_TARGET],
    rules: Rules {
        gather: |tx, _| Box::pin(gather_merged::<Product>(tx)),
        check: |one, before, merged| check_target(one, before, merged),
        change: |tx, id, one| Box::pin(check_merge(tx, id, one)),
        codes: &["merged_into_merged", "merged_has_merged"],
        keys: check_key,
        removal: Removal {
            in_use: || Problem::conflict("product_in_use"),
            refuses: |tx, one| {
                Box::pin(async {
                    match is_named(tx, SHARED_KINDS, <Product as Referable>::KIND, one.id).await? {
                        true => Err(Problem::conflict("product_in_use")),
                        false => Ok(()),
                    }
                })
            },
            codes: &["product_in_use"],
            ..Removal::GENERAL
        },
        ..Rules::NONE
    },
    list: List {
        order: Order::By(&[Product::NAME]),
        columns: &[
            Product::NAME,
            Product::SUPPLIER,
            Product::AREA,
            Product::SAME_AS,
        ],
        parted: None,
        gathered: None,
        filters: &[],
        sorted: &[Product::NAME],
    },
    pages: Pages::elsewhere("produkter").beside(beside_products),
    api: Api {
        plural: "products",
        about: [
            "Produkter: gemensam lista för alla aktörer.",
            "Products: one list for all parties.",
        ],
        one: ["en produkt", "a product"],
        example: "exempeldiariet",
        is_made_up: true,
        beside: &[],
        links: &[],
    },
    exchange: Exchange::Table("products.csv"),
    search: Some(Search {
        title: Product::NAME,
        words: &[],
        rows: None,
    }),
    keeping: Keeping::PLAIN
        .searched_by(SEARCHED)
        .asking_elsewhere(ELSEWHERE),
};
