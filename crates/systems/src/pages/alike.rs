//! Look-alikes of a shared list: a person says whether two are the same, and can undo it.

use crate::merging::{Judgement, Mergeable, judge};
use crate::same::{Likeness, Named, alike};
use crate::suppliers::digits;
use crate::{PRODUCT, SUPPLIER};
use askama::Template;
use axum::extract::State;
use samverk_database::Tx;
use samverk_foundation::{Key, Problem, Problems};
use samverk_kept::{Beside, Ground, Held, Installation, Kind, Later};
use samverk_web::{AppState, PageResult, Policy, Route, Ui, Values, redirect_with_notice};
use std::collections::BTreeSet;
use uuid::Uuid;

/// The page of look-alikes stands where one with that key would.
const PLACE: &str = "liknande";

/// So many pairs are told at once: those that are judged leave room for others.
const PAIRS_MOST: usize = 50;

pub(crate) fn check_key(key: &Key) -> Result<(), Problem> {
    match key.as_str() {
        PLACE => Err(Problem::invalid("key_reserved").with("key", key)),
        _ => Ok(()),
    }
}

pub(super) fn routes() -> Vec<Route> {
    let [suppliers, products] =
        [&SUPPLIER.writers, &PRODUCT.writers].map(|writers| Policy::Action(writers.action));
    vec![
        Route::get("/leverantorer/liknande", suppliers, |state, ui| {
            show(&SUPPLIER, state, ui)
        }),
        Route::post("/leverantorer/liknande", suppliers, |state, ui, values| {
            say(&SUPPLIER, state, ui, values)
        }),
        Route::get("/produkter/liknande", products, |state, ui| {
            show(&PRODUCT, state, ui)
        }),
        Route::post("/produkter/liknande", products, |state, ui, values| {
            say(&PRODUCT, state, ui, values)
        }),
    ]
}

/// Two that look alike.
struct Pair {
    one: Side,
    other: Side,
    why: String,
}

struct Side {
    key: String,
    name: String,
    number: String,
    href: String,
}

#[derive(Template)]
#[template(path = "alike.html")]
struct AlikePage {
    ui: Ui,
    here: String,
    pairs: Vec<Pair>,
    /// What has been said to be the same, so that it can be undone.
    merged: Vec<(Side, Side)>,
    more: bool,
}

async fn show<T: Mergeable>(
    kind: &'static Kind<T>,
    State(state): State<AppState>,
    ui: Ui,
) -> PageResult {
    let tx = state.db.read().await?;
    let at = Installation::seen_by(&ui.actor);
    at.roles().require(kind.writers.by())?;
    let list = format!("/{}", kind.pages.segment);
    let all = kind.all(&tx, &at).await?;
    let side = |one: &Held<T>| Side {
        key: one.key.to_string(),
        name: one.name().to_owned(),
        number: one.number().to_owned(),
        href: format!("{list}/{}", one.key),
    };
    let mut pairs: Vec<Pair> = Vec::new();
    let found = open_pairs(&all);
    for (one, other, likeness) in found.iter().take(PAIRS_MOST) {
        let (one, other) = (&all[*one], &all[*other]);
        let why = match likeness {
            Likeness::Number => "alike-number",
            Likeness::Core => "alike-core",
            Likeness::Spelling => "alike-spelling",
            Likeness::OtherNumber => "alike-other-number",
        };
        pairs.push(Pair {
            one: side(one),
            other: side(other),
            why: ui.t(why),
        });
    }
    let merged = all.iter().filter_map(|one| {
        let to = &one.same_as()?.to.key;
        let other = all.iter().find(|other| other.key == *to)?;
        Some((side(one), side(other)))
    });
    let page = AlikePage {
        here: format!("{list}/{PLACE}"),
        merged: merged.collect(),
        more: found.len() > PAIRS_MOST,
        pairs,
        ui: ui
            .clone()
            .with_crumb(list, ui.t(&format!("{}-heading", T::TABLE))),
    };
    page.ui.clone().page(&page)
}

/// Pairs that nobody has judged, the surest first.
fn open_pairs<T: Mergeable>(all: &[Held<T>]) -> Vec<(usize, usize, Likeness)> {
    let named: Vec<Named> = all
        .iter()
        .map(|one| Named {
            name: one.name().to_owned(),
            number: digits(one.number()),
        })
        .collect();
    let judged: BTreeSet<(Uuid, &Key)> = all
        .iter()
        .flat_map(|one| {
            let mut value = one.value.clone();
            let others = std::mem::take(&mut value.look_alikes().to);
            let found = all
                .iter()
                .filter(move |other| others.iter().any(|it| it.key == other.key));
            found.map(|other| (one.id, &other.key))
        })
        .collect();
    let is_open = |one: &Held<T>, other: &Held<T>| {
        one.same_as().is_none()
            && other.same_as().is_none()
            && !judged.contains(&(one.id, &other.key))
            && !judged.contains(&(other.id, &one.key))
    };
    let mut found = alike(&named);
    found.retain(|(one, other, _)| is_open(&all[*one], &all[*other]));
    found.sort_by_key(|(one, other, likeness)| (*likeness, *one, *other));
    found
}

async fn say<T: Mergeable>(
    kind: &'static Kind<T>,
    State(state): State<AppState>,
    ui: Ui,
    values: Values,
) -> PageResult {
    let judgements = [
        ("same", Judgement::Same),
        ("different", Judgement::Different),
        ("apart", Judgement::Apart),
    ];
    let judgement = values.choice("judgement", &judgements)?;
    let tx = state.db.begin("judge_look_alikes").await?;
    let keys = (values.text("one"), values.text("other"));
    let judged = judge(&tx, &ui.actor, kind, keys, judgement).await;
    judged.map_err(Problems::first)?;
    tx.commit().await?;
    let here = format!("/{}/{PLACE}", kind.pages.segment);
    Ok(redirect_with_notice(&here, "saved"))
}

/// What else can be done in the shared lists.
pub(crate) fn beside_suppliers<'a>(
    _: &'a Tx,
    at: &'a dyn Ground,
    ui: &'a Ui,
) -> Later<'a, Result<Beside, Problem>> {
    let is_allowed = at.may(SUPPLIER.writers.roles);
    Box::pin(async move { Ok(beside(ui, "/leverantorer", is_allowed)) })
}

pub(crate) fn beside_products<'a>(
    _: &'a Tx,
    at: &'a dyn Ground,
    ui: &'a Ui,
) -> Later<'a, Result<Beside, Problem>> {
    let is_allowed = at.may(PRODUCT.writers.roles);
    Box::pin(async move { Ok(beside(ui, "/produkter", is_allowed)) })
}

/// Where the lists that all parties share are.
pub fn shared_lists(ui: &Ui) -> Vec<(String, String)> {
    let lists = [
        ("/behovsomraden", "need-area-heading"),
        ("/produkter", "product-heading"),
        ("/leverantorer", "supplier-heading"),
        ("/anvandarforeningar", "user-association-heading"),
    ];
    lists
        .map(|(href, text)| (href.to_owned(), ui.t(text)))
        .into()
}

pub(crate) fn beside_systems<'a>(
    _: &'a Tx,
    at: &'a dyn Ground,
    ui: &'a Ui,
) -> Later<'a, Result<Beside, Problem>> {
    let is_member = at.roles().is_member();
    Box::pin(async move {
        Ok(Beside {
            actions: match is_member {
                true => shared_lists(ui),
                false => Vec::new(),
            },
            ..Beside::default()
        })
    })
}

fn beside(ui: &Ui, list: &str, is_allowed: bool) -> Beside {
    let alike = (format!("{list}/{PLACE}"), ui.t("alike-show"));
    Beside {
        actions: is_allowed.then_some(alike).into_iter().collect(),
        ..Beside::default()
    }
}
