//! What the rows of a file become: areas, suppliers and products that are missing, and the contracts.

use super::read::ListedContract;
use crate::contract::{CONTRACT, Contract, PriceReaders};
use samverk_database::Tx;
use samverk_fields::{KindCode, Many, One, Referable, Reference, Rows, Whole};
use samverk_foundation::{Actor, Key, Problem, Problems};
use samverk_kept::{Ground, Held, Installation, Kept, Kind, Seen};
use samverk_parties::Owner;
use samverk_systems::{NEED_AREA, NeedArea, PRODUCT, Product, SUPPLIER, Shown, Supplier, core_of};
use std::collections::BTreeMap;

/// What came of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Carried {
    pub added: Vec<(usize, String)>,
    pub changed: Vec<(usize, String)>,
    pub unchanged: usize,
    pub new_areas: Vec<String>,
    pub new_products: Vec<String>,
    /// New suppliers, and the names that look like them: a person says later whether they are the same.
    pub new_suppliers: Vec<(String, Vec<String>)>,
}

/// Saves the contracts at a party, with what they name that is missing. All is tried, and what is wrong is told row by
/// row; nothing is saved then.
pub async fn carry(
    tx: &Tx,
    actor: &Actor,
    owner: &Owner,
    (file, rows): (&str, &[ListedContract]),
) -> Result<Carried, Problems> {
    let at = Installation::seen_by(actor);
    let mut carried = Carried::default();
    let mut areas = Known::of(NEED_AREA.all(tx, &at).await?, |one: &NeedArea| &one.name);
    let mut suppliers = Known::of(SUPPLIER.all(tx, &at).await?, |one: &Supplier| &one.name);
    let mut products = Known::of(PRODUCT.all(tx, &at).await?, |one: &Product| &one.name);
    let standing = CONTRACT.all(tx, owner).await?;
    let mut problems = Problems::default();
    let mut seen: BTreeMap<Key, usize> = BTreeMap::new();
    for row in rows {
        let placed = |problem: Problem| match problem.place.field.clone() {
            Some(field) => problem.at_file(file).at_row(row.line).at_column(&field),
            None => problem.at_file(file).at_row(row.line),
        };
        let area = match areas.find(&row.area) {
            Some(area) => area,
            None => {
                let area = NeedArea {
                    name: row.area.as_str().into(),
                    text: "".into(),
                };
                let made = make(tx, actor, &NEED_AREA, &mut areas, (&row.area, &area)).await;
                match made {
                    Ok(key) => {
                        carried.new_areas.push(row.area.clone());
                        key
                    }
                    Err(wrong) => {
                        problems.extend(wrong.0.into_iter().map(placed));
                        continue;
                    }
                }
            }
        };
        let supplier = match suppliers.find(&row.supplier) {
            Some(supplier) => supplier,
            None => {
                let like = suppliers.like(&row.supplier);
                let supplier = Supplier {
                    name: row.supplier.as_str().into(),
                    organisation_number: row.organisation_number.as_str().into(),
                    web: "".into(),
                    note: "".into(),
                    succeeded_by: None,
                    same_as: None,
                    look_alikes: Many::to(Vec::new()),
                };
                let new = (row.supplier.as_str(), &supplier);
                match make(tx, actor, &SUPPLIER, &mut suppliers, new).await {
                    Ok(key) => {
                        carried.new_suppliers.push((row.supplier.clone(), like));
                        key
                    }
                    Err(wrong) => {
                        problems.extend(wrong.0.into_iter().map(placed));
                        continue;
                    }
                }
            }
        };
        let product = match (row.product.as_str(), products.find(&row.product)) {
            ("", _) => None,
            (_, Some(product)) => Some(product),
            (name, None) => {
                let product = Product {
                    name: name.into(),
                    supplier: None,
                    area: Some(One::to(reference::<NeedArea>(&area))),
                    web: "".into(),
                    note: "".into(),
                    same_as: None,
                    look_alikes: Many::to(Vec::new()),
                };
                match make(tx, actor, &PRODUCT, &mut products, (name, &product)).await {
                    Ok(key) => {
                        carried.new_products.push(name.to_owned());
                        Some(key)
                    }
                    Err(wrong) => {
                        problems.extend(wrong.0.into_iter().map(placed));
                        continue;
                    }
                }
            }
        };
        let key = Key::from_name(&row.title);
        if let Some(line) = seen.insert(key.clone(), row.line) {
            let twice = Problem::invalid("contracts_title_twice").with("line", line);
            problems.push(placed(twice.with("title", &row.title)));
            continue;
        }
        let before = standing.iter().find(|one| one.key == key);
        let contract = contract(
            row,
            before.map(|one| &one.value),
            (&area, &supplier, product.as_ref()),
        );
        let revision = before.map_or(Seen::New, |one| Seen::Revision(one.revision));
        match CONTRACT
            .save(tx, actor, owner, key, &contract, revision)
            .await
        {
            Ok(saved) => match before {
                None => carried.added.push((row.line, row.title.clone())),
                Some(one) if saved.revision == one.revision => carried.unchanged += 1,
                Some(_) => carried.changed.push((row.line, row.title.clone())),
            },
            Err(wrong) => problems.extend(wrong.0.into_iter().map(placed)),
        }
    }
    problems.or(carried)
}

/// What the row says, over what stood; what it says nothing of stays.
fn contract(
    row: &ListedContract,
    before: Option<&Contract>,
    (area, supplier, product): (&Key, &Key, Option<&Key>),
) -> Contract {
    let whole = |number: Option<i64>| number.map(Whole);
    let base = before
        .cloned()
        .unwrap_or_else(|| blank(area, supplier, row.term));
    let is_fixed = row.term == crate::ContractTerm::Fixed;
    Contract {
        title: row.title.as_str().into(),
        area: One::to(reference::<NeedArea>(area)),
        supplier: One::to(reference::<Supplier>(supplier)),
        product: product
            .map(|key| One::to(reference::<Product>(key)))
            .or(base.product.clone()),
        term: row.term,
        start: row.start.or(base.start),
        end: row.end,
        renewal_months: row.renewal_months.map(Whole),
        notice_months: row.notice.map(Whole),
        option_count: row.options.map(|one| Whole(one.count)),
        option_months: row.options.map(|one| Whole(one.months)),
        option_call_months: match is_fixed && row.options.is_some() {
            true => whole(Some(row.notice.unwrap_or(CALL_MONTHS))),
            false => base.option_call_months,
        },
        yearly_value: row.yearly_value.or(base.yearly_value),
        price_reason: match base.price_reason.is_empty() && row.yearly_value.is_some() {
            true => PRICE_REASON.into(),
            false => base.price_reason.clone(),
        },
        owner: match row.owner.as_str() {
            "" => base.owner.clone(),
            owner => owner.into(),
        },
        ..base
    }
}

/// An option is called so many months before the end when the file does not say.
const CALL_MONTHS: i64 = 3;
/// Until somebody says otherwise.
const PRICE_REASON: &str = "Inläst utan prövning; pröva mot OSL 31 kap. 16 §";

fn blank(area: &Key, supplier: &Key, term: crate::ContractTerm) -> Contract {
    Contract {
        title: "".into(),
        area: One::to(reference::<NeedArea>(area)),
        supplier: One::to(reference::<Supplier>(supplier)),
        product: None,
        systems: Many::to(Vec::new()),
        parties: Rows(Vec::new()),
        term,
        start: None,
        end: None,
        renewal_months: None,
        notice_months: None,
        notice_at_month_end: false,
        early_from: None,
        noticed_on: None,
        option_count: None,
        option_months: None,
        option_months_most: None,
        option_call_months: None,
        option_calls: Rows(Vec::new()),
        margin_days: None,
        yearly_value: None,
        is_framework: false,
        ceiling: None,
        call_offs: Rows(Vec::new()),
        price_readers: PriceReaders::Own,
        price_reason: "".into(),
        price_until: None,
        shown: Shown::Colleagues,
        owner: "".into(),
        note: "".into(),
        act_by: None,
    }
}

fn reference<R: Referable>(key: &Key) -> Reference {
    Reference {
        kind: KindCode::of(R::KIND),
        key: key.clone(),
        known: None,
    }
}

/// A shared list by name.
struct Known {
    by_name: BTreeMap<String, Key>,
    cores: BTreeMap<String, Vec<String>>,
}

impl Known {
    fn of<T: Kept>(all: Vec<Held<T>>, name: fn(&T) -> &str) -> Self {
        let mut known = Self {
            by_name: BTreeMap::new(),
            cores: BTreeMap::new(),
        };
        for one in &all {
            known.add(name(&one.value), &one.key);
        }
        known
    }

    fn add(&mut self, name: &str, key: &Key) {
        self.by_name.insert(name.trim().to_lowercase(), key.clone());
        self.by_name
            .entry(key.to_string())
            .or_insert_with(|| key.clone());
        self.cores
            .entry(core_of(name))
            .or_default()
            .push(name.to_owned());
    }

    /// The one with this name or key.
    fn find(&self, name: &str) -> Option<Key> {
        self.by_name.get(&name.trim().to_lowercase()).cloned()
    }

    /// Those whose names tell no more apart than a form of company or a country.
    fn like(&self, name: &str) -> Vec<String> {
        self.cores.get(&core_of(name)).cloned().unwrap_or_default()
    }
}

/// Adds one to a shared list, with a key that nothing has.
async fn make<T: Kept>(
    tx: &Tx,
    actor: &Actor,
    kind: &'static Kind<T>,
    known: &mut Known,
    (name, value): (&str, &T),
) -> Result<Key, Problems> {
    let at = Installation::seen_by(actor);
    at.roles()
        .require(|role| kind.writers.to_add().1.contains(&role))?;
    let wanted = Key::from_name(name);
    let free = (1..).map(|n| match n {
        1 => wanted.clone(),
        n => Key::from_name(&format!("{wanted} {n}")),
    });
    let mut free = free.filter(|key| known.find(key.as_str()).is_none());
    let key = free.next().unwrap_or(wanted);
    kind.save(tx, actor, &at, key.clone(), value, Seen::New)
        .await?;
    known.add(name, &key);
    Ok(key)
}
