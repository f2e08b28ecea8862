//! The pages: each file has its page struct, its handlers and the name of its template together.

mod account;
mod account_forms;
mod choose_password;
mod collaboration_people;
mod forgotten_password;
mod invitation_form;
mod link_sent;
mod log;
mod log_entry;
mod log_file;
mod log_search;
mod new_person;
mod new_token;
mod party_people;
mod party_sign_in;
mod people;
mod people_list;
mod people_place;
mod person;
mod person_role;
mod places;
mod provider_sign_in;
mod sessions;
mod sign_in;
mod sign_out;
mod tokens;

use crate::policy::Action;
pub(crate) use collaboration_people::CollaborationPlace;
pub(crate) use party_people::PartyPlace;
pub(crate) use people_place::{PeoplePlace, find as find_place};
pub(crate) use places::{PlaceNames, collaboration_here};
use samverk_database::Contents;
use samverk_foundation::Problem;
use samverk_web::{By, FirstStep, MenuGroup, MenuPlace, Policy, Route, Values};
use uuid::Uuid;

/// The id that a button sends along. What is no id belongs to nothing: `not_found`.
fn sent_id(values: &Values, name: &str) -> Result<Uuid, Problem> {
    values.text(name).parse().map_err(|_| Problem::not_found())
}

pub fn routes() -> Vec<Route> {
    [signing_in(), own_matters(), administration(), members()].concat()
}

pub const FIRST_STEPS: &[FirstStep] = &[FirstStep {
    order: 20,
    code: "people",
    form: "/personer/bjud-in",
    place: "/personer",
    done: Contents::open("role_grant"),
}];

/// Among a collaboration's places.
pub fn places() -> Vec<MenuPlace> {
    let readers = By::When(|role| Action::ReadCollaborationLog.may(role));
    vec![
        MenuPlace::new(MenuGroup::Settings, 10, "/personer", "people-place").seen_by(By::Members),
        MenuPlace::new(MenuGroup::Settings, 40, "/logg", "log-place").seen_by(readers),
    ]
}

/// Among a party's places.
pub fn party_places() -> Vec<MenuPlace> {
    let readers = By::When(|role| Action::ListPartyPeople.may(role));
    vec![MenuPlace::new(MenuGroup::Settings, 10, "/personer", "people-place").seen_by(readers)]
}

fn signing_in() -> Vec<Route> {
    vec![
        Route::get("/logga-in", Policy::Public, sign_in::show),
        Route::post("/logga-in", Policy::Public, sign_in::submit),
        Route::post("/logga-ut", Policy::Public, sign_out::leave),
        Route::get(
            "/logga-in/{provider}",
            Policy::Public,
            provider_sign_in::start,
        ),
        Route::get(
            "/logga-in/{provider}/svar",
            Policy::Public,
            provider_sign_in::answer,
        ),
        Route::get("/glomt-losenord", Policy::Public, forgotten_password::show),
        Route::post(
            "/glomt-losenord",
            Policy::Public,
            forgotten_password::submit,
        ),
        Route::get(
            "/valj-losenord/{token}",
            Policy::Public,
            choose_password::show,
        ),
        Route::post(
            "/valj-losenord/{token}",
            Policy::Public,
            choose_password::submit,
        ),
    ]
}

fn own_matters() -> Vec<Route> {
    let own = Policy::SignedIn;
    vec![
        Route::get("/mina-uppgifter", own, account::show),
        Route::get("/mina-uppgifter/namn", own, account_forms::show_name),
        Route::post("/mina-uppgifter/namn", own, account_forms::submit_name),
        Route::get(
            "/mina-uppgifter/losenord",
            own,
            account_forms::show_password,
        ),
        Route::post(
            "/mina-uppgifter/losenord",
            own,
            account_forms::submit_password,
        ),
        Route::post("/mina-uppgifter/sessioner", own, account::end_session),
        Route::post(
            "/mina-uppgifter/andra-sessioner",
            own,
            account::end_other_sessions,
        ),
        Route::get("/mina-uppgifter/tokens/ny", own, new_token::show),
        Route::post("/mina-uppgifter/tokens/ny", own, new_token::submit),
        Route::post(
            "/mina-uppgifter/tokens/aterkalla",
            own,
            account::revoke_token,
        ),
    ]
}

fn administration() -> Vec<Route> {
    let list = Policy::Action(Action::ListPeople.code());
    let manage = Policy::Action(Action::ManagePeople.code());
    vec![
        Route::get("/personer", list, people::show),
        Route::get("/personer/ny", manage, new_person::show),
        Route::post("/personer/ny", manage, new_person::submit),
        Route::get("/personer/{person}", list, person::show),
        Route::post("/personer/{person}/aktiv", manage, person::set_active),
        Route::post("/personer/{person}/lank", manage, person::send_link),
        Route::post("/personer/{person}/sessioner", manage, person::end_sessions),
        Route::post("/personer/{person}/koppla-bort", manage, person::unlink),
        Route::get("/personer/{person}/roll", manage, person_role::show),
        Route::post("/personer/{person}/roll", manage, person_role::submit),
        Route::post("/personer/{person}/ta-bort-roll", manage, person_role::take),
        Route::post(
            "/personer/{person}/tokens/aterkalla",
            manage,
            person::revoke_token,
        ),
        Route::get("/logg", Policy::Action(Action::ReadLog.code()), log::show),
    ]
}

fn members() -> Vec<Route> {
    let list_party = Policy::Action(Action::ListPartyPeople.code());
    let manage_party = Policy::Action(Action::ManagePartyPeople.code());
    let list = Policy::Action(Action::ListCollaborationPeople.code());
    let manage = Policy::Action(Action::ManageCollaborationPeople.code());
    let log = Policy::Action(Action::ReadCollaborationLog.code());
    vec![
        Route::get(
            "/aktorer/{party}/personer",
            list_party,
            people_place::show::<PartyPlace>,
        ),
        Route::get(
            "/aktorer/{party}/personer/bjud-in",
            manage_party,
            people_place::show_form::<PartyPlace>,
        ),
        Route::post(
            "/aktorer/{party}/personer/bjud-in",
            manage_party,
            people_place::submit::<PartyPlace>,
        ),
        Route::post(
            "/aktorer/{party}/personer/ta-bort",
            manage_party,
            people_place::take::<PartyPlace>,
        ),
        Route::post(
            "/aktorer/{party}/personer/inloggning",
            manage_party,
            party_sign_in::submit,
        ),
        Route::get(
            "/samverkan/{collaboration}/personer",
            list,
            people_place::show::<CollaborationPlace>,
        ),
        Route::get(
            "/samverkan/{collaboration}/personer/bjud-in",
            manage,
            people_place::show_form::<CollaborationPlace>,
        ),
        Route::post(
            "/samverkan/{collaboration}/personer/bjud-in",
            manage,
            people_place::submit::<CollaborationPlace>,
        ),
        Route::post(
            "/samverkan/{collaboration}/personer/ta-bort",
            manage,
            people_place::take::<CollaborationPlace>,
        ),
        Route::get(
            "/samverkan/{collaboration}/logg",
            log,
            log::show_collaboration,
        ),
    ]
}
