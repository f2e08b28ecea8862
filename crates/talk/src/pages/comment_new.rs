//! Saying something of a thing.

use super::desk::{Address, Desk, comments_href, named_parties};
use super::mentions;
use crate::CommentId;
use crate::actions::{NewComment, add_comment, speaking_parties};
use crate::model::Audience;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse};
use samverk_foundation::{PartyId, Problem};
use samverk_web::{
    AppState, Choice, Failure, Field, FieldKind, Form, FormPage, PageResult, Thing, Ui, Values,
    redirect_with_notice,
};

/// The button that goes on to choose whom to name.
pub(super) const NAME: &str = "namna";

pub(super) fn text_field(ui: &Ui, label: &str) -> Field {
    let field = Field::new("text", ui.t(label), FieldKind::LongText { rows: 4 });
    field.required()
}

/// The form below the comments.
pub(super) fn new_form(ui: &Ui, thing: &Thing, parties: &[(PartyId, String)]) -> Form {
    // What is a party's own is read by its people alone.
    let is_of_party = thing.owner.is_some() && thing.collaboration.is_none();
    let open_to = match is_of_party {
        true => vec![Choice::new("members", ui.t("comment-to-readers"))],
        false => open_to(ui, parties),
    };
    let label = ui.t("comment-audience");
    let question = Field::new("question", ui.t("comment-question"), FieldKind::Checkbox);
    Form::new(comments_href(thing, ""), ui.t("comment-send"))
        .field(text_field(ui, "comment-text"))
        .field(Field::new("audience", label, FieldKind::Select(open_to)).required())
        .field(question.hint(ui.t("comment-question-hint")))
        .other(NAME, ui.t("comment-name-somebody"))
}

fn open_to(ui: &Ui, parties: &[(PartyId, String)]) -> Vec<Choice> {
    let mut open_to = vec![Choice::new("members", ui.t("comment-to-members"))];
    open_to.extend(parties.iter().map(|(id, name)| {
        let words = ui.t1("comment-to-party", "party", name);
        Choice::new(format!("party:{id}"), words)
    }));
    open_to.push(Choice::new("owner", ui.t("comment-to-owner")));
    open_to
}

fn read_new(values: &Values) -> Result<NewComment, Problem> {
    let open_to = values.text("audience");
    let invalid = || {
        let problem = Problem::invalid("choice_invalid").with("value", open_to);
        problem.at_field("audience")
    };
    let (audience, party) = match open_to.split_once(':') {
        Some(("party", id)) => {
            let id = id.parse().map_err(|_| invalid())?;
            (Audience::Party, Some(PartyId(id)))
        }
        _ => {
            let audience = Audience::from_code(open_to).map_err(|_| invalid())?;
            (audience, None)
        }
    };
    Ok(NewComment {
        text: values.text("text").to_owned(),
        audience,
        party,
        question: values.checked("question"),
        mentioned: Vec::new(),
    })
}

pub(super) async fn add(
    State(state): State<AppState>,
    ui: Ui,
    Path(address): Path<Address>,
    values: Values,
) -> PageResult {
    let desk = match opened(&state, &ui, &address, &values).await? {
        Opened::Desk(desk) => desk,
        Opened::Gone(page) => return page,
    };
    let parties = speaking_parties(&desk.tx, &desk.reader()?).await?;
    let parties = named_parties(&desk.tx, &parties).await?;
    let mut form = new_form(&desk.ui, &desk.thing, &parties).cancel(desk.thing.href.clone());
    let is_naming = values.checked(NAME);
    if is_naming || values.is_set("mention") {
        form = form.field(mentions::field(&desk).await?);
        form.others.clear();
    }
    let heading = desk.ui.t1("comment-page-heading", "name", &desk.thing.name);
    if is_naming {
        let form = form.fill(values);
        return FormPage::new(desk.ui.clone(), heading, form).show();
    }
    let page = FormPage::new(desk.ui.clone(), heading, form);
    match add_from(&desk, &values).await {
        Ok(comment) => done(desk, comment, "comment-added").await,
        Err(problem) => page.refuse(values, problem),
    }
}

async fn add_from(desk: &Desk, values: &Values) -> Result<CommentId, Problem> {
    let mut new = read_new(values)?;
    let reader = desk.reader()?;
    new.mentioned = mentions::named(desk, values, new.open_to(&reader)).await?;
    let comment = add_comment(&desk.tx, &desk.ui.actor, &reader, new).await?;
    Ok(comment.id)
}

pub(super) async fn done(desk: Desk, comment: CommentId, notice: &str) -> PageResult {
    let back = desk.back_to(comment);
    desk.tx.commit().await?;
    Ok(redirect_with_notice(&back, notice))
}

/// What somebody wrote about a thing that is no longer there for them is given back to them.
#[derive(Template)]
#[template(path = "comment_kept.html")]
struct KeptText {
    ui: Ui,
    text: String,
}

pub(super) enum Opened {
    Desk(Desk),
    Gone(PageResult),
}

pub(super) async fn opened(
    state: &AppState,
    ui: &Ui,
    address: &Address,
    values: &Values,
) -> Result<Opened, Failure> {
    let tx = state.db.begin("comment").await?;
    let text = values.text("text");
    match Desk::open(tx, state, ui.clone(), address).await {
        Ok(desk) => Ok(Opened::Desk(desk)),
        Err(problem) if problem.code == "not_found" && !text.is_empty() => {
            let (ui, text) = (ui.clone(), text.to_owned());
            let html = ui.fragment(&KeptText {
                ui: ui.clone(),
                text,
            })?;
            Ok(Opened::Gone(Ok(
                (StatusCode::NOT_FOUND, Html(html)).into_response()
            )))
        }
        Err(problem) => Err(problem.into()),
    }
}
