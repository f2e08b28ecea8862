//! Every address of the domain with who may use it.

use super::{
    assess_groups, assessments, beginning, collaboration_forms, collaboration_removal,
    collaborations, differences, group, ladders, map, map_all, member_forms, members, new_members,
    parties, party, party_forms, population, stairs, start,
};
use crate::model::{Mandate, Member};
use samverk_web::{Policy, Route};

const PUBLIC: Policy = Policy::Public;
const ADD_PARTY: Policy = Policy::Action("party.add");
const SAVE_PARTY: Policy = Policy::Action("party.save");
const REMOVE_PARTY: Policy = Policy::Action("party.remove");
const SAVE_POPULATION: Policy = Policy::Action("population.save");
const OPEN: Policy = Policy::Action("collaboration.open");
const SAVE_COLLABORATION: Policy = Policy::Action("collaboration.save");
const REMOVE_COLLABORATION: Policy = Policy::Action("collaboration.remove");
const SAVE_MEMBERS: Policy = Policy::Action("members.save");
const SAVE_MANDATES: Policy = Policy::Action("mandates.save");
const RECORD: Policy = Policy::Action("assessment.record");

pub(super) fn routes() -> Vec<Route> {
    [register(), collaboration(), group(), lists()].concat()
}

fn register() -> Vec<Route> {
    use {ladders as l, parties as p, party_forms as pf, population as pop};
    vec![
        Route::get("/karta", PUBLIC, map_all::show),
        Route::get("/aktorer", PUBLIC, p::list),
        Route::get("/aktorer/ny", ADD_PARTY, pf::new),
        Route::post("/aktorer/ny", ADD_PARTY, pf::add),
        Route::get("/aktorer/folkmangd", SAVE_POPULATION, pop::show),
        Route::post("/aktorer/folkmangd", SAVE_POPULATION, pop::upload),
        Route::post("/aktorer/folkmangd/bekrafta", SAVE_POPULATION, pop::confirm),
        Route::get("/aktorer/{party}", PUBLIC, party::show),
        Route::get("/aktorer/{party}/redigera", SAVE_PARTY, pf::edit),
        Route::post("/aktorer/{party}/redigera", SAVE_PARTY, pf::save),
        Route::get(
            "/aktorer/{party}/ta-bort",
            REMOVE_PARTY,
            pf::confirm_removal,
        ),
        Route::post("/aktorer/{party}/ta-bort", REMOVE_PARTY, pf::remove),
        Route::get("/trappor/{thing}", PUBLIC, l::show),
    ]
}

fn collaboration() -> Vec<Route> {
    use {assessments as a, collaboration_forms as f, member_forms as m};
    vec![
        Route::get("/samverkan", PUBLIC, start::list),
        Route::get("/samverkan/ny", OPEN, f::new),
        Route::post("/samverkan/ny", OPEN, f::open),
        Route::get("/samverkan/{collaboration}", PUBLIC, collaborations::show),
        Route::get(
            "/samverkan/{collaboration}/redigera",
            SAVE_COLLABORATION,
            f::edit,
        ),
        Route::post(
            "/samverkan/{collaboration}/redigera",
            SAVE_COLLABORATION,
            f::save,
        ),
        Route::get(
            "/samverkan/{collaboration}/ta-bort",
            REMOVE_COLLABORATION,
            collaboration_removal::confirm,
        ),
        Route::post(
            "/samverkan/{collaboration}/ta-bort",
            REMOVE_COLLABORATION,
            collaboration_removal::remove,
        ),
        Route::get("/samverkan/{collaboration}/bedom", RECORD, a::show_whole),
        Route::post("/samverkan/{collaboration}/bedom", RECORD, a::record_whole),
        Route::get(
            "/samverkan/{collaboration}/borja",
            SAVE_COLLABORATION,
            beginning::lead,
        ),
        Route::get(
            "/samverkan/{collaboration}/medlemmar",
            PUBLIC,
            members::show,
        ),
        Route::get(
            "/samverkan/{collaboration}/medlemmar/lagg-till",
            SAVE_MEMBERS,
            new_members::ask,
        ),
        Route::post(
            "/samverkan/{collaboration}/medlemmar/lagg-till",
            SAVE_MEMBERS,
            new_members::add,
        ),
        Route::get(
            "/samverkan/{collaboration}/medlemmar/redigera",
            SAVE_MEMBERS,
            m::edit::<Member>,
        ),
        Route::post(
            "/samverkan/{collaboration}/medlemmar/redigera",
            SAVE_MEMBERS,
            m::save::<Member>,
        ),
        Route::get(
            "/samverkan/{collaboration}/uppdrag/redigera",
            SAVE_MANDATES,
            m::edit::<Mandate>,
        ),
        Route::post(
            "/samverkan/{collaboration}/uppdrag/redigera",
            SAVE_MANDATES,
            m::save::<Mandate>,
        ),
    ]
}

fn group() -> Vec<Route> {
    use member_forms as m;
    vec![
        Route::get(
            "/samverkan/{collaboration}/grupper/{thing}",
            PUBLIC,
            group::show,
        ),
        Route::get(
            "/samverkan/{collaboration}/grupper/{thing}/medlemmar",
            SAVE_MEMBERS,
            m::edit::<Member>,
        ),
        Route::post(
            "/samverkan/{collaboration}/grupper/{thing}/medlemmar",
            SAVE_MEMBERS,
            m::save::<Member>,
        ),
        Route::get(
            "/samverkan/{collaboration}/grupper/{thing}/uppdrag",
            SAVE_MANDATES,
            m::edit::<Mandate>,
        ),
        Route::post(
            "/samverkan/{collaboration}/grupper/{thing}/uppdrag",
            SAVE_MANDATES,
            m::save::<Mandate>,
        ),
        Route::get(
            "/samverkan/{collaboration}/grupper/bedom",
            RECORD,
            assess_groups::show,
        ),
        Route::post(
            "/samverkan/{collaboration}/grupper/bedom",
            RECORD,
            assess_groups::record,
        ),
        Route::get(
            "/samverkan/{collaboration}/grupper/{thing}/bedom",
            RECORD,
            assessments::show_group,
        ),
        Route::post(
            "/samverkan/{collaboration}/grupper/{thing}/bedom",
            RECORD,
            assessments::record_group,
        ),
    ]
}

fn lists() -> Vec<Route> {
    use assessments as a;
    vec![
        Route::get("/samverkan/{collaboration}/karta", PUBLIC, map::show),
        Route::get("/samverkan/{collaboration}/trappa", PUBLIC, stairs::show),
        Route::get(
            "/samverkan/{collaboration}/olika-bilder",
            RECORD,
            differences::show,
        ),
        Route::get(
            "/samverkan/{collaboration}/relationer/bedom",
            RECORD,
            a::show_pair,
        ),
        Route::post(
            "/samverkan/{collaboration}/relationer/bedom",
            RECORD,
            a::record_pair,
        ),
    ]
}
