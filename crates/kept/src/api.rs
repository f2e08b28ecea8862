//! A kind in the API: list, one, put, delete.

use crate::api_add::{self, KEY};
use crate::list::{Asked, filters};
use crate::save::{Seen, save_over};
use crate::{AnyKind, Exchange, Facts, Ground, Readers, Stored, api_decide, remove, save, store};
use samverk_database::Tx;
use samverk_fields::{FieldKey, FieldKind, Form, from_json, json_schema, to_json};
use samverk_foundation::{Problem, interned};
use samverk_rest::{
    Call, Described, Found, Linked, Operation, Page, Parameter, Reason, Refusal, Resource,
    Saved as Answered, Shape, Tag,
};
use schemars::Schema;
use serde_json::{Map, Value as Json, json};
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
    let parameter = match facts.readers {
        Readers::OfTheGround | Readers::Those(_) => parameter,
        Readers::Members | Readers::Roles(_) => parameter.for_members(),
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

/// What the kind is called in addresses and in the description.
struct Names {
    /// The name in the path: `need`.
    part: &'static str,
    view: &'static str,
    content: &'static str,
    /// `a need`
    one: &'static str,
    list: &'static str,
    get: &'static str,
    put: &'static str,
    delete: &'static str,
}

impl Names {
    fn of(facts: &Facts) -> Self {
        let one = capital(&FieldKey::of(facts.code).camel());
        let words = facts.api.plural.split('-').map(capital);
        let many: String = words.collect();
        Self {
            part: facts.part(),
            view: interned(&one),
            content: interned(format!("{one}Content")),
            one: facts.api.one[1],
            list: interned(format!("list{many}")),
            get: interned(format!("get{one}")),
            put: interned(format!("put{one}")),
            delete: interned(format!("delete{one}")),
        }
    }
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().map(|letter| letter.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

/// How one looks when it is read, and what can be said of it.
struct Shapes {
    view: Shape,
    content: Shape,
    /// The same with the key, for what is new.
    new: Shape,
}

impl Shapes {
    fn of(kind: &dyn AnyKind, names: &Names) -> Self {
        let mut content = json_schema(kind.form());
        let choices = name_choices(kind, names, &mut content);
        let example = example(kind);
        let mut new = content.clone();
        let key = json!({
            "type": "string",
            "pattern": "^[a-z0-9]([a-z0-9-]{0,78}[a-z0-9])?$",
            "example": "jonkopings-kommun",
        });
        if let Some(properties) = new["properties"].as_object_mut() {
            let others = std::mem::take(properties);
            properties.insert(KEY.camel(), key);
            properties.extend(others);
        }
        let mut view = new.clone();
        view["required"] = required(&view);
        let needed = content["required"].as_array().into_iter().flatten();
        let needed = needed.cloned();
        new["required"] = std::iter::once(Json::from(KEY.camel()))
            .chain(needed)
            .collect();
        new["description"] = interned(format!("What adds {}.", names.one)).into();
        view["description"] = kind.about().into();
        content["description"] = interned(format!("What can be said of {}.", names.one)).into();
        if let Some(fields) = view.as_object_mut() {
            fields.shift_remove("additionalProperties");
        }
        let facts = kind.facts();
        let mut shown = Map::new();
        shown.insert("key".to_owned(), facts.api.example.into());
        if let Some(fields) = example.as_object() {
            shown.extend(fields.clone());
        }
        let new_name = interned(format!("New{}", names.view));
        Self {
            new: Shape::described(new_name, &new, Json::Object(shown.clone())).naming(&choices),
            view: Shape::described(names.view, &view, Json::Object(shown)).naming(&choices),
            content: Shape::described(names.content, &content, example).naming(&choices),
        }
    }
}

/// Lets the closed lists and the rows of the fields stand under names of their own: `NeedKind`.
fn name_choices(
    kind: &dyn AnyKind,
    names: &Names,
    content: &mut Json,
) -> Vec<(&'static str, Json)> {
    let mut named = Vec::new();
    for question in kind.form().questions() {
        if let FieldKind::Rows { of, .. } = &question.kind {
            let name = interned(format!("{}{}", names.view, capital(&of.one)));
            let items = &mut content["properties"][question.key.camel()]["items"];
            let row = std::mem::replace(
                items,
                json!({ "$ref": format!("#/components/schemas/{name}") }),
            );
            named.push((name, row));
        }
        let FieldKind::Choice(choices) = &question.kind else {
            continue;
        };
        let field = question.key.camel();
        let of_view = || interned(format!("{}{}", names.view, capital(&field)));
        let name = question.list.unwrap_or_else(of_view);
        let list = json!({
            "type": "string",
            "enum": choices.codes(),
            "description": question.about,
        });
        if question.is_required() {
            content["properties"][field] =
                json!({ "$ref": format!("#/components/schemas/{name}") });
            named.push((name, list));
        }
    }
    named
}

/// Answers have every field.
fn required(view: &Json) -> Json {
    let properties = view["properties"].as_object();
    let names = properties.into_iter().flat_map(Map::keys);
    names.cloned().map(Json::from).collect()
}

/// What can be said of one, of the questions' own examples.
pub fn example(kind: &dyn AnyKind) -> Json {
    let form = kind.form();
    let said = |name: &str| {
        let question = form.find(name);
        let example = question.and_then(|question| question.example.as_deref());
        let first = question.and_then(|question| match &question.kind {
            FieldKind::Choice(choices) => choices.codes().first().map(|code| (*code).to_owned()),
            _ => None,
        });
        example.map(str::to_owned).or(first).unwrap_or_default()
    };
    let record = samverk_fields::from_cells(form, &said);
    record
        .map(|record| to_json(form, &record))
        .unwrap_or_default()
}

/// The filters as parameters.
fn query_schema(facts: &Facts, form: &Form) -> Schema {
    let mut properties = Map::new();
    for field in facts.list.filters {
        let question = form.find(field.as_str());
        let Some(question) = question else { continue };
        let mut parameter = json!({ "type": "string" });
        match &question.kind {
            FieldKind::Choice(choices) => parameter["enum"] = choices.codes().into(),
            FieldKind::Line | FieldKind::Keyed => {}
            _ => continue,
        }
        parameter["description"] = question.about.as_ref().into();
        properties.insert(field.camel(), parameter);
    }
    if !facts.keeping.searched.is_empty() {
        let about = "En del av namnet. / A part of the name.";
        let search = json!({ "type": "string", "description": about });
        properties.insert(SEARCH.to_owned(), search);
    }
    let mut schema = Schema::default();
    schema.insert("properties".to_owned(), Json::Object(properties));
    schema
}

/// The parameter for a part of the texts by which lists are searched.
const SEARCH: &str = "search";

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
