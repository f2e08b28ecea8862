//! The forms: adding, changing, removing.

use super::Visit;
use super::facts::{facts_of, tables_of};
use super::visit::Desk;
use crate::save::{Saved, Seen, save_over};
use crate::sight::locked;
use crate::states::is_settled;
use crate::web_form::{fields, filled, sent};
use crate::{Ground, Stored, remove, save, store};
use samverk_database::Tx;
use samverk_fields::{Record, check, from_form};
use samverk_foundation::{Key, Problem, ProblemKind, Problems, interned};
use samverk_web::{Field, FieldKind as Drawn, Form, FormPage, PageResult, redirect_with_notice};

fn form(
    visit: &Visit,
    desk: &Desk,
    one: Option<&Stored>,
    (action, submit): (String, String),
) -> Form {
    let back = match one {
        Some(one) => visit.back_href(desk.at(), one),
        None => visit.list_href(desk.at()),
    };
    let form = Form::new(action, submit).cancel(back);
    let mut locked = locked(visit.kind, desk.at(), one);
    let states = visit.facts().keeping.states;
    locked.extend(states.map(|states| states.field.clone()));
    locked.extend(visit.facts().keeping.elsewhere.iter().cloned());
    fields(&visit.ui, visit.kind, &desk.offered, &locked)
        .into_iter()
        .fold(form, Form::field)
}

fn new_page(visit: &Visit, desk: &Desk) -> FormPage {
    let at = desk.at();
    let ui = visit.form_ui(at);
    let action = format!("{}/ny", visit.base_href(at));
    let hint = ui.t_if_known(&visit.facts().text("key-hint"));
    let hint = hint.unwrap_or_else(|| ui.t("kept-key-hint"));
    let key = Field::new("key", ui.t("kept-key"), Drawn::Text).hint(hint);
    let form = form(visit, desk, None, (action, ui.t("kept-add"))).field(key);
    let heading = visit.heading("kept-add-heading");
    FormPage::new(ui, heading, form)
}

async fn edit_page(visit: &Visit, tx: &Tx, desk: &Desk, one: &Stored) -> Result<FormPage, Problem> {
    let desk = &desk.with(visit.kind, &one.record);
    let at = desk.at();
    let removal = visit.removal(tx, at, one).await?;
    let ui = match visit.facts().pages.has_page() {
        true => visit.thing_ui(at, one),
        false => visit.form_ui(at),
    };
    let action = visit.form_href(at, one);
    let form = form(visit, desk, Some(one), (action, ui.t("form-save")));
    let form = form
        .fill(filled(visit.kind, &desk.offered, &one.record))
        .seen(one.revision);
    let heading = visit.heading("kept-change-heading");
    let (remove, decide) = (ui.t("kept-remove"), visit.step_words(one));
    let page = FormPage::new(ui, heading, form).lead(visit.kind.name(&one.record));
    let page = match removal.href() {
        Some(href) => page.link(href, remove),
        None => page,
    };
    Ok(match visit.may_decide(at, one) {
        true => page.link(visit.href(at, one, "beslut"), decide),
        false => page,
    })
}

fn remove_page(visit: &Visit, desk: &Desk, one: &Stored) -> FormPage {
    let at = desk.at();
    let ui = visit.thing_ui(at, one);
    let form = Form::new(visit.href(at, one, "ta-bort"), ui.t("kept-remove"))
        .danger()
        .seen(one.revision)
        .cancel(visit.back_href(at, one));
    let heading = visit.heading("kept-remove-heading");
    let own = ui.t_if_known(&visit.facts().text("remove-lead"));
    let lead = own.unwrap_or_else(|| ui.t("kept-remove-lead"));
    let offers = &desk.offered.own;
    let tables = tables_of(&ui, visit.kind, offers, one).into_iter();
    let tables = tables.map(|(field, table)| (field, table.without_downloads()));
    let tables: Vec<_> = tables.collect();
    let above = facts_of(&ui, visit.kind, offers, one, &tables);
    let mut page = FormPage::new(ui, heading, form).lead(lead);
    page.above = above;
    page
}

pub(crate) async fn new(visit: Visit) -> PageResult {
    let tx = visit.state.db.read().await?;
    let desk = visit.desk_to_add(&tx).await?;
    let mut page = new_page(&visit, &desk);
    if let Some(begins) = visit.facts().pages.begins {
        let record = begins(&tx, desk.at()).await?;
        page.form = page.form.fill(filled(visit.kind, &desk.offered, &record));
    }
    page.show()
}

pub(crate) async fn add(mut visit: Visit) -> PageResult {
    let tx = visit.state.db.begin("add_kept").await?;
    let desk = visit.desk_to_add(&tx).await?;
    let page = new_page(&visit, &desk);
    if let Some(asked) = page.form.rows_asked(&page.ui, &visit.values) {
        visit.values = asked.values.clone();
        let found = try_add(&visit, &tx, &desk).await.err();
        return page.show_rows(asked, found);
    }
    match try_add(&visit, &tx, &desk).await {
        Ok(saved) => {
            tx.commit().await?;
            let back = visit.back_href(desk.at(), &saved.stored);
            Ok(redirect_with_notice(&back, "saved"))
        }
        Err(problems) => page.refuse(visit.values.clone(), problems),
    }
}

async fn try_add(visit: &Visit, tx: &Tx, desk: &Desk) -> Result<Saved, Problems> {
    let at = desk.at();
    let mut problems = Problems::default();
    let written = problems.keep(visit.values.optional_key("key"));
    let record = read(visit, tx, desk, None).await;
    let record = record.map_err(|wrong| problems.extend(wrong.0)).ok();
    let (Some(record), Some(written)) = (record, written) else {
        return Err(problems);
    };
    let key = match written {
        Some(key) => key,
        None => new_key(visit, tx, at, &record).await?,
    };
    save(tx, &visit.ui.actor, at, visit.kind, key, record, Seen::New).await
}

/// What the form says; all that is wrong in it is told at once.
async fn read(
    visit: &Visit,
    tx: &Tx,
    desk: &Desk,
    one: Option<&Stored>,
) -> Result<Record, Problems> {
    let form = visit.kind.form();
    let mut sent = sent(tx, visit.kind, &desk.offered, &visit.values).await?;
    // The state is not asked for: it is as it stands.
    if let Some(states) = visit.facts().keeping.states {
        let stands = one.map_or(states.first, |one| states.of(&one.record));
        sent.add(interned(states.field.as_str()), stands);
    }
    let mut record = from_form(form, &sent)?;
    for field in visit.facts().keeping.elsewhere {
        let stands = one.map(|one| one.record.get(field.as_str()).clone());
        record.set(field.clone(), stands.unwrap_or_default());
    }
    let record = desk.offered.own.kept(record);
    check(form, &record).or(record)
}

/// A key made from what it is called that nothing has.
pub(super) async fn new_key(
    visit: &Visit,
    tx: &Tx,
    at: &dyn Ground,
    record: &Record,
) -> Result<Key, Problem> {
    let made = Key::from_name(&visit.kind.name(record));
    let short: String = made.as_str().chars().take(KEY_MADE_MAX).collect();
    let made = Key::from_name(&short);
    // Whoever has so many of the same name can be asked for another.
    let numbered = (2..=KEYS_TRIED).map(|number| made.numbered(number));
    let tried: Vec<Key> = std::iter::once(made.clone()).chain(numbered).collect();
    let taken = store::taken(tx, visit.kind, at.id(), &tried).await?;
    let facts = visit.facts();
    let is_free = |key: &Key| facts.check_key(key).is_ok() && !taken.contains(key);
    let free = tried.into_iter().find(is_free);
    free.ok_or_else(|| Problem::conflict("already_exists").at_field("key"))
}

/// A key that nobody wrote need not be long.
const KEY_MADE_MAX: usize = 40;
const KEYS_TRIED: usize = 200;

pub(crate) async fn edit(visit: Visit) -> PageResult {
    let tx = visit.state.db.read().await?;
    let desk = visit.desk(&tx).await?;
    let one = visit.thing(&tx, desk.at()).await?;
    if is_settled(visit.kind, &one) {
        return Err(Problem::conflict("already_settled").into());
    }
    edit_page(&visit, &tx, &desk, &one).await?.show()
}

pub(crate) async fn change(mut visit: Visit) -> PageResult {
    let tx = visit.state.db.begin("save_kept").await?;
    let desk = visit.desk(&tx).await?;
    let one = match visit.thing(&tx, desk.at()).await {
        Ok(one) => one,
        Err(missing) => return refuse_missing(&visit, &desk, missing),
    };
    let asked = form(&visit, &desk, Some(&one), Default::default());
    if let Some(asked) = asked.rows_asked(&visit.ui, &visit.values) {
        visit.values = asked.values.clone();
        let found = try_change(&visit, &tx, &desk, &one).await.err();
        let page = edit_page(&visit, &tx, &desk, &one).await?;
        return page.show_rows(asked, found);
    }
    match try_change(&visit, &tx, &desk, &one).await {
        Ok(()) => {
            tx.commit().await?;
            Ok(redirect_with_notice(
                &visit.back_href(desk.at(), &one),
                "saved",
            ))
        }
        Err(problems) => {
            drop(tx);
            refuse_change(&visit, problems).await
        }
    }
}

/// The form again with what stands now, which somebody may have saved since the transaction began.
async fn refuse_change(visit: &Visit, problems: Problems) -> PageResult {
    let tx = visit.state.db.read().await?;
    let desk = visit.desk(&tx).await?;
    match visit.thing(&tx, desk.at()).await {
        Ok(one) => {
            let page = edit_page(visit, &tx, &desk, &one).await?;
            page.refuse(visit.values.clone(), problems)
        }
        Err(missing) => refuse_missing(visit, &desk, missing),
    }
}

/// What was typed is kept when what it was about has been removed: saving it now adds it again.
fn refuse_missing(visit: &Visit, desk: &Desk, missing: Problem) -> PageResult {
    if missing.kind != ProblemKind::NotFound || !visit.has_opened() {
        return Err(missing.into());
    }
    let removed = Problem::conflict("removed_meanwhile");
    let typed = visit.values.clone().set("key", visit.key());
    new_page(visit, desk).refuse(typed, removed)
}

async fn try_change(visit: &Visit, tx: &Tx, desk: &Desk, one: &Stored) -> Result<(), Problems> {
    let seen = visit.values.integer("revision")?;
    let record = read(visit, tx, desk, Some(one)).await?;
    let (actor, before) = (&visit.ui.actor, one.clone());
    save_over(tx, actor, desk.at(), visit.kind, before, record, seen).await?;
    Ok(())
}

pub(crate) async fn confirm_removal(visit: Visit) -> PageResult {
    let tx = visit.state.db.read().await?;
    let desk = visit.desk(&tx).await?;
    let one = visit.thing(&tx, desk.at()).await?;
    remove_page(&visit, &desk, &one).show()
}

pub(crate) async fn take_away(visit: Visit) -> PageResult {
    let tx = visit.state.db.begin("remove_kept").await?;
    let desk = visit.desk(&tx).await?;
    let one = visit.thing(&tx, desk.at()).await?;
    let removed = match visit.values.integer("revision") {
        Ok(seen) => remove(&tx, &visit.ui.actor, desk.at(), visit.kind, &one, seen).await,
        Err(problem) => Err(problem),
    };
    match removed {
        Ok(()) => {
            tx.commit().await?;
            Ok(redirect_with_notice(
                &visit.list_href(desk.at()),
                "kept-removed",
            ))
        }
        Err(problem) => {
            if problem.code != "changed_meanwhile" {
                return remove_page(&visit, &desk, &one).refuse(visit.values.clone(), problem);
            }
            drop(tx);
            // The page tells all that stands now, and that may then be removed.
            let tx = visit.state.db.read().await?;
            let one = visit.thing(&tx, desk.at()).await?;
            let page = remove_page(&visit, &desk, &one);
            let shown = visit.values.clone().set("revision", one.revision);
            page.refuse(shown, Problem::conflict("changed_since_opened"))
        }
    }
}
