//! Handing a party's task to one of its people.

use crate::desk::desk_tasks;
use crate::gather::{Reviews, known_of_person};
use axum::extract::State;
use samverk_database::Tx;
use samverk_foundation::{PersonId, Problem, Problems, Role};
use samverk_identity::model::AddressRule;
use samverk_identity::{ListedPerson, people_at_party};
use samverk_notices::actions::hand_over;
use samverk_parties::model::Party;
use samverk_web::{
    AppState, Choice, Field, FieldKind, Form, FormPage, PageResult, Ui, Values,
    redirect_with_notice,
};

pub(super) const HERE: &str = "/uppgifter/lamna-over";

/// Where the task is handed over.
pub(super) fn href(task: &str) -> String {
    let asked = form_urlencoded::Serializer::new(String::new())
        .append_pair("uppgift", task)
        .finish();
    format!("{HERE}?{asked}")
}

/// A task that is the reader's to hand over, and to whom.
struct Handing {
    party: Party,
    name: String,
    text: String,
    people: Vec<ListedPerson>,
    /// Who has it now.
    now: Option<PersonId>,
}

/// Whoever speaks for the party or looks after its people.
pub(super) fn may_hand_over(ui: &Ui, party: &Party) -> bool {
    let may = |role| matches!(role, Role::Representative | Role::PartyAdministrator);
    ui.actor.roles_at(party.id).any(may)
}

/// Fails with `not_found` when it does not await a party of theirs, and `forbidden` for who only reads there.
async fn handing(tx: &Tx, state: &AppState, ui: &Ui, values: &Values) -> Result<Handing, Problem> {
    let mine = known_of_person(tx, &ui.actor, Reviews::NONE).await?;
    let tasks = desk_tasks(tx, ui, &mine).await?.into_iter();
    let mut tasks = tasks.filter(|task| task.name == values.text("uppgift"));
    let task = tasks.next().ok_or_else(Problem::not_found)?;
    let party = task.party.ok_or_else(Problem::not_found)?;
    if !may_hand_over(ui, party) {
        return Err(Problem::forbidden());
    }
    let demo_mode = state.settings.demo;
    let people = people_at_party(tx, party.id, &AddressRule::All, demo_mode).await?;
    Ok(Handing {
        party: party.clone(),
        text: task.told.text,
        name: task.name,
        people: people.into_iter().filter(|one| !one.is_invited).collect(),
        now: task.handed.map(|one| one.to),
    })
}

fn page(ui: &Ui, handing: &Handing) -> FormPage {
    let person = |one: &ListedPerson| {
        let roles = one.grants.iter();
        let roles = roles.map(|grant| ui.kind_name("role-", grant.role().code()));
        let roles: Vec<String> = roles.collect();
        Choice::new(one.id, format!("{} ({})", one.name, roles.join(", ")))
    };
    let all = Choice::new("", ui.t1("hand-over-all", "party", &handing.party.name));
    let choices = std::iter::once(all).chain(handing.people.iter().map(person));
    let kind = FieldKind::Radios(choices.collect());
    let now = handing.now.map(|id| id.to_string()).unwrap_or_default();
    let form = Form::new(HERE, ui.t("hand-over-button"))
        .field(Field::new("uppgift", "", FieldKind::Hidden))
        .field(
            Field::new("person", ui.t("hand-over-to"), kind)
                .hint(ui.t("hand-over-hint"))
                .required(),
        )
        .cancel("/");
    let values = Values::default().set("uppgift", &handing.name);
    let form = form.fill(values.set("person", now));
    let ui = ui.clone().with_crumb("/", ui.t("layout-my-work"));
    FormPage::new(ui.clone(), ui.t("hand-over-heading"), form).lead(handing.text.clone())
}

pub(super) async fn ask(State(state): State<AppState>, ui: Ui, values: Values) -> PageResult {
    let tx = state.db.read().await?;
    let handing = handing(&tx, &state, &ui, &values).await?;
    page(&ui, &handing).show()
}

pub(super) async fn hand(State(state): State<AppState>, ui: Ui, values: Values) -> PageResult {
    let tx = state.db.begin("hand_over").await?;
    let handing = handing(&tx, &state, &ui, &values).await?;
    let chosen = values.text("person");
    let to = match chosen {
        "" => None,
        id => match handing.people.iter().find(|one| one.id.to_string() == id) {
            Some(person) => Some((person.id, person.name.as_str())),
            None => {
                let problem = Problem::invalid("choice_invalid").with("value", id);
                let problem = Problems::from(problem.at_field("person"));
                return page(&ui, &handing).refuse(values.clone(), problem);
            }
        },
    };
    // What stands already is neither told nor recorded again.
    if to.map(|(person, _)| person) == handing.now {
        return Ok(redirect_with_notice("/", "handed-before"));
    }
    let notice = match to {
        Some(_) => "handed-over",
        None => "handed-back",
    };
    let party = (handing.party.id, handing.party.name.as_str());
    hand_over(&tx, &ui.actor, party, &handing.name, to).await?;
    tx.commit().await?;
    Ok(redirect_with_notice("/", notice))
}
