use super::{
    activities, activity_form, catalogue_form, catalogues, compare, focus_area_form, goal_form,
    indicator, indicator_form, measurement_form, plan, plan_form, plans, texts_form, version_forms,
};
use samverk_web::{Policy, Route};

const SAVE_PLAN: Policy = Policy::Action("plan.save");
const SAVE_INDICATOR: Policy = Policy::Action("indicator.save");
const SAVE_ACTIVITY: Policy = Policy::Action("activity.save");

pub(super) fn routes() -> Vec<Route> {
    let mut routes = reading();
    routes.extend(plan_writing());
    routes.extend(version_writing());
    routes.extend(follow_up_writing());
    routes.extend(catalogue_writing());
    routes
}

fn reading() -> Vec<Route> {
    let open = Policy::Public;
    vec![
        Route::get("/samverkan/{collaboration}/planer", open, plans::show),
        Route::get("/samverkan/{collaboration}/planer/{plan}", open, plan::show),
        Route::get(
            "/samverkan/{collaboration}/planer/{plan}/versioner/{number}",
            open,
            plan::show_version,
        ),
        Route::get(
            "/samverkan/{collaboration}/planer/{plan}/jamfor",
            open,
            compare::show,
        ),
        Route::get(
            "/samverkan/{collaboration}/planer/{plan}/insatser",
            open,
            activities::show,
        ),
        Route::get(
            "/samverkan/{collaboration}/planer/{plan}/indikatorer/{indicator}",
            open,
            indicator::show,
        ),
        Route::get("/strategier", open, catalogues::list),
        Route::get("/strategier/{catalogue}", open, catalogues::show),
    ]
}

/// A form and where it is sent, at the same address.
macro_rules! form {
    ($path:expr, $policy:expr, $edit:expr, $save:expr) => {
        [
            Route::get($path, $policy, $edit),
            Route::post($path, $policy, $save),
        ]
    };
}

fn plan_writing() -> Vec<Route> {
    use plan_form as p;
    [
        form!(
            "/samverkan/{collaboration}/planer/ny",
            SAVE_PLAN,
            p::new,
            p::open
        ),
        form!(
            "/samverkan/{collaboration}/planer/{plan}/redigera",
            SAVE_PLAN,
            p::edit,
            p::save
        ),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn version_writing() -> Vec<Route> {
    use {focus_area_form as f, goal_form as g, texts_form as t, version_forms as v};
    let publish = Policy::Action("plan.publish");
    let adopt = Policy::Action("plan.adopt");
    [
        form!("/samverkan/{collaboration}/planer/{plan}/versioner/ny", SAVE_PLAN, v::new, v::start),
        form!("/samverkan/{collaboration}/planer/{plan}/versioner/{number}/text", SAVE_PLAN, t::edit, t::save),
        form!("/samverkan/{collaboration}/planer/{plan}/versioner/{number}/fokusomraden/ny", SAVE_PLAN, f::new, f::add),
        form!("/samverkan/{collaboration}/planer/{plan}/versioner/{number}/fokusomraden/{area}", SAVE_PLAN, f::edit, f::save),
        form!("/samverkan/{collaboration}/planer/{plan}/versioner/{number}/fokusomraden/{area}/ta-bort", SAVE_PLAN, f::ask_remove, f::remove),
        form!("/samverkan/{collaboration}/planer/{plan}/versioner/{number}/mal/ny", SAVE_PLAN, g::new, g::add),
        form!("/samverkan/{collaboration}/planer/{plan}/versioner/{number}/mal/{goal}", SAVE_PLAN, g::edit, g::save),
        form!("/samverkan/{collaboration}/planer/{plan}/versioner/{number}/mal/{goal}/ta-bort", SAVE_PLAN, g::ask_remove, g::remove),
        form!("/samverkan/{collaboration}/planer/{plan}/versioner/{number}/remiss", SAVE_PLAN, v::ask_send, v::send),
        form!("/samverkan/{collaboration}/planer/{plan}/versioner/{number}/utkast", SAVE_PLAN, v::ask_return, v::take_back),
        form!("/samverkan/{collaboration}/planer/{plan}/versioner/{number}/ta-bort", SAVE_PLAN, v::ask_discard, v::discard),
        form!("/samverkan/{collaboration}/planer/{plan}/versioner/{number}/publicera", publish, v::ask_publish, v::publish),
        form!("/samverkan/{collaboration}/planer/{plan}/versioner/{number}/anta", adopt, v::ask_adopt, v::adopt),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn follow_up_writing() -> Vec<Route> {
    use {activity_form as a, indicator_form as i, measurement_form as m};
    let record = Policy::Action("measurement.record");
    [
        form!(
            "/samverkan/{collaboration}/planer/{plan}/indikatorer/ny",
            SAVE_INDICATOR,
            i::new,
            i::add
        ),
        form!(
            "/samverkan/{collaboration}/planer/{plan}/indikatorer/{indicator}/redigera",
            SAVE_INDICATOR,
            i::edit,
            i::save
        ),
        form!(
            "/samverkan/{collaboration}/planer/{plan}/indikatorer/{indicator}/ta-bort",
            SAVE_INDICATOR,
            i::ask_remove,
            i::remove
        ),
        form!(
            "/samverkan/{collaboration}/planer/{plan}/indikatorer/{indicator}/matning",
            record,
            m::new,
            m::record
        ),
        form!(
            "/samverkan/{collaboration}/planer/{plan}/insatser/ny",
            SAVE_ACTIVITY,
            a::new,
            a::add
        ),
        form!(
            "/samverkan/{collaboration}/planer/{plan}/insatser/{activity}",
            SAVE_ACTIVITY,
            a::edit,
            a::save
        ),
        form!(
            "/samverkan/{collaboration}/planer/{plan}/insatser/{activity}/ta-bort",
            SAVE_ACTIVITY,
            a::ask_remove,
            a::remove
        ),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn catalogue_writing() -> Vec<Route> {
    use catalogue_form as c;
    [
        form!(
            "/strategier/ny",
            Policy::Action("catalogue.add"),
            c::new,
            c::add
        ),
        form!(
            "/strategier/{catalogue}/redigera",
            Policy::Action("catalogue.save"),
            c::edit,
            c::save
        ),
    ]
    .into_iter()
    .flatten()
    .collect()
}
