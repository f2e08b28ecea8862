//! A kind in the API: list, one, put, delete.

use crate::api_add;
use crate::api_schema::{Names, SEARCH, Shapes, query_schema};
use crate::list::{Asked, filters};
use crate::save::{Seen, save_over};
use crate::{AnyKind, Exchange, Ground, Readers, Stored, api_decide, remove, save, store};
use samverk_database::Tx;
use samverk_fields::{FieldKey, from_json, to_json};
use samverk_foundation::{Problem, interned};
use samverk_rest::{
    Call, Described, Found, Linked, Operation, Page, Parameter, Reason, Refusal, Resource,
    Saved as Answered, Tag,
};
use serde_json::{Map, Value as Json};
use std::sync::Arc;

/// All that can be done with a kind over the API.
pub fn resource(kind: &'static dyn AnyKind) -> Resource {
    let facts = kind.facts();
    let (api, [read, write]) = (facts.api, facts.ground.scopes);
    let names = Names::of(&facts);
    let all = interned(format!("{}/{}", facts.ground.api, api.plural));
    let one = interned(format!("{all}/{{{}}}", names.part));
    let shapes = Shapes::of(kind, &names);
    let [swedish, english] = api.one;
    let parameter = Parameter::key(
        names.part,
        [
            interned(format!("Nyckeln för {swedish}.")),
            interned(format!("The key of {english}.")),
        ],
        api.example,
    );
    // The example of what not everybody reads cannot be tried by a stranger.
    let is_open = matches!(facts.readers, Readers::OfTheGround | Readers::Those(_));
    let parameter = match is_open && !api.is_made_up {
        true => parameter,
        false => parameter.for_members(),
    };
    let said = |swedish: String, english: String| (interned(swedish), interned(english));
    let list_about = said(
        format!("{} I ordning.", api.about[0]),
        format!("{} In order.", api.about[1]),
    );
    let get_about = said(format!("Hämtar {swedish}."), format!("Gets {english}."));
    let put_about = said(
        format!("Lägger till eller ändrar {swedish}."),
        format!("Adds or changes {english}."),
    );
    let delete_about = said(
        format!("Tar bort {swedish}."),
        format!("Removes {english}."),
    );
    let action = facts.writers.action;
    let mut refusals = vec![(facts.removal.in_use)().code];
    if matches!(facts.exchange, Exchange::Document { shipped, .. } if !shipped.is_empty()) {
        refusals.push((facts.removal.ships)().code);
    }
    refusals.extend(facts.removal.codes);
    let settled: &[&str] = facts.keeping.states.map_or(&[], |_| &["already_settled"]);
    // A read without an action is open.
    let reading = facts.reading().map_or("", |row| row.code);
    let deciding = api_decide::operation(kind, one, names.view, shapes.view.clone());
    let adding = api_add::operation(kind, all, names.view, (shapes.new, shapes.view.clone()));
    let resource = Resource::new(api.plural, api.about, read, write)
        .parameter(parameter.beside(api.beside))
        .with(
            Operation::list(all, names.list, move |call, query| list(kind, call, query))
                .asking(query_schema(&facts, kind.form()))
                .shaped(None, Some(shapes.view.clone()))
                .about(list_about.0, list_about.1)
                .action(reading),
        )
        .with(
            Operation::get(one, names.get, move |call| get(kind, call))
                .shaped(None, Some(shapes.view.clone()))
                .about(get_about.0, get_about.1)
                .action(reading),
        )
        .with(
            Operation::put(one, names.put, move |call, body| put(kind, call, body))
                .shaped(Some(shapes.content), Some(shapes.view))
                .about(put_about.0, put_about.1)
                .action(action)
                .invalid(&api_add::invalid(kind))
                .conflict(&["already_exists"])
                .conflict(settled),
        )
        .with(
            Operation::delete(one, names.delete, move |call| delete(kind, call))
                .about(delete_about.0, delete_about.1)
                .action(action)
                .conflict(&refusals)
                .conflict(settled),
        );
    let others = adding.into_iter().chain(deciding);
    others.fold(resource, Resource::with)
}

type Query = Vec<(String, String)>;

pub(crate) fn tag(one: &Stored) -> Tag {
    Tag::of(&(one.id, one.revision))
}

pub(crate) fn linked(kind: &dyn AnyKind, at: &dyn Ground, one: &Stored) -> Linked<Described> {
    let plural = kind.facts().api.plural;
    let mut view = Map::new();
    view.insert("key".to_owned(), one.key.to_string().into());
    if let Json::Object(fields) = to_json(kind.form(), &one.record) {
        view.extend(fields);
    }
    let path = at.api(&format!("/{plural}/{}", one.key));
    let linked = Linked::at(&path, Described(Json::Object(view)))
        .link("collection", at.api(&format!("/{plural}")));
    let linked = match kind.facts().ground.column {
        Some(_) => linked.link("up", at.api("")),
        None => linked,
    };
    let keeping = kind.facts().keeping;
    let carried = keeping.carries.kinds.iter();
    let carried = carried.map(|kind| kind.facts().api.plural);
    let below = carried.chain(keeping.parts.iter().map(|part| part.name));
    let linked = below.fold(linked, |linked, name| {
        linked.link(name, format!("{path}/{name}"))
    });
    let further = kind.facts().api.links.iter();
    let further = further.filter_map(|(name, field)| {
        let to = one.record.get(field.as_str()).as_key()?;
        Some((*name, at.api(&format!("/{plural}/{to}"))))
    });
    let linked = further.fold(linked, |linked, (name, href)| linked.link(name, href));
    let states = keeping.states;
    let steps = states.map(|states| states.open_to(at, one));
    let decisions = format!("{path}/decisions");
    let steps = steps.unwrap_or_default().into_iter();
    steps.fold(linked, |linked, step| {
        linked.link(interned(format!("decide-{}", step.to)), &decisions)
    })
}

/// The ground that the address names, for whoever may read the kind there.
pub(crate) async fn ground(
    kind: &dyn AnyKind,
    call: &Call,
    tx: &Tx,
) -> Result<Arc<dyn Ground>, Refusal> {
    let facts = kind.facts();
    let at = (facts.ground.find)(tx, &call.actor, call.parts()).await?;
    facts.let_read(at.as_ref())?;
    Ok(at)
}

pub(crate) fn part(kind: &dyn AnyKind) -> &'static str {
    Names::of(&kind.facts()).part
}

async fn list(
    kind: &'static dyn AnyKind,
    call: Call,
    query: Query,
) -> Result<Page<Described>, Refusal> {
    let asked = asked(kind, &call, &query)?;
    let tx = call.read().await?;
    let at = ground(kind, &call, &tx).await?;
    let found = store::list(&tx, kind, at.as_ref(), &asked).await?;
    let total = store::count(&tx, kind, at.as_ref(), &asked).await?;
    let items = found.iter().map(|one| linked(kind, at.as_ref(), one));
    Ok(Page::new(total, items.collect()))
}

fn asked(kind: &dyn AnyKind, call: &Call, query: &Query) -> Result<Asked, Refusal> {
    let facts = kind.facts();
    let search = (!facts.keeping.searched.is_empty()).then(|| SEARCH.to_owned());
    let known = facts.list.filters.iter().map(FieldKey::camel);
    let known: Vec<String> = known.chain(search).collect();
    for (index, (name, _)) in query.iter().enumerate() {
        if !known.contains(name) {
            let others = ["limit", "offset"].map(str::to_owned);
            let known = known.into_iter().chain(others).collect();
            return Err(Refusal::parameter(name, Reason::Unknown(known)));
        }
        if query.iter().take(index).any(|(before, _)| before == name) {
            return Err(Refusal::parameter(name, Reason::Twice));
        }
    }
    let said = |field: &FieldKey| {
        let found = query.iter().find(|(name, _)| *name == field.camel());
        found.map(|(_, code)| code.as_str())
    };
    let filters = filters(&facts, kind.form(), said).map_err(|asked| {
        let codes = Reason::OneOf(asked.codes);
        Refusal::parameter(&asked.field.camel(), codes)
    })?;
    let part = query.iter().find(|(name, _)| name == SEARCH);
    Ok(Asked {
        sorted: None,
        filters,
        part: part.map(|(_, part)| part.clone()),
        after: None,
        offset: call.paging.offset,
        limit: Some(call.paging.limit),
    })
}

async fn get(kind: &'static dyn AnyKind, call: Call) -> Result<Found<Described>, Refusal> {
    let tx = call.read().await?;
    let at = ground(kind, &call, &tx).await?;
    let found = store::find(&tx, kind, at.as_ref(), call.part(part(kind))).await?;
    let one = found.ok_or_else(Problem::not_found)?;
    Ok(Found::new(linked(kind, at.as_ref(), &one), tag(&one)))
}

async fn put(
    kind: &'static dyn AnyKind,
    call: Call,
    Described(body): Described,
) -> Result<Answered<Described>, Refusal> {
    let key = call.key(part(kind))?;
    let record = from_json(kind.form(), &body)?;
    let tx = call.begin("api_put_kept").await?;
    let at = ground(kind, &call, &tx).await?;
    let before = store::find(&tx, kind, at.as_ref(), key.as_str()).await?;
    call.allow_write(before.as_ref().map(tag).as_ref())?;
    let (actor, at) = (&call.actor, at.as_ref());
    let saved = match before {
        Some(before) => {
            let seen = before.revision;
            save_over(&tx, actor, at, kind, before, record, seen).await?
        }
        None => save(&tx, actor, at, kind, key, record, Seen::New).await?,
    };
    tx.commit().await?;
    let one = &saved.stored;
    Ok(Answered::new(linked(kind, at, one), tag(one), saved.is_new))
}

async fn delete(kind: &'static dyn AnyKind, call: Call) -> Result<(), Refusal> {
    let tx = call.begin("api_delete_kept").await?;
    let at = ground(kind, &call, &tx).await?;
    let found = store::find(&tx, kind, at.as_ref(), call.part(part(kind))).await?;
    let one = found.ok_or_else(Problem::not_found)?;
    call.allow_write(Some(&tag(&one)))?;
    remove(&tx, &call.actor, at.as_ref(), kind, &one, one.revision).await?;
    Ok(tx.commit().await?)
}
