use super::flow::{self, PlanForm, Question};
use super::goal_table::GoalTable;
use super::measurement_form::MeasurementForm;
use super::texts_form::TextsForm;
use super::{
    adoption_forms, board, catalogues, compare, focus_area_form, goal_form, indicator, plan,
    plan_coverage, plan_form, plans, schedule, version_forms,
};
use crate::policy::Action;
use samverk_web::{Policy, Route};

pub(super) fn routes() -> Vec<Route> {
    let mut routes = reading();
    routes.extend(plan_writing());
    routes.extend(version_writing());
    routes.extend(follow_up_writing());
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
            plan::show,
        ),
        Route::get(
            "/samverkan/{collaboration}/planer/{plan}/delar/{part}",
            open,
            plan::show,
        ),
        Route::get(
            "/samverkan/{collaboration}/planer/{plan}/versioner/{number}/delar/{part}",
            open,
            plan::show,
        ),
        Route::get(
            "/samverkan/{collaboration}/planer/{plan}/hela",
            open,
            plan::show_whole,
        ),
        Route::get(
            "/samverkan/{collaboration}/planer/{plan}/versioner/{number}/hela",
            open,
            plan::show_whole,
        ),
        Route::get(
            "/samverkan/{collaboration}/planer/{plan}/jamfor",
            open,
            compare::show,
        ),
        Route::get(
            "/samverkan/{collaboration}/planer/{plan}/indikatorer/{thing}",
            open,
            indicator::show,
        ),
        Route::get("/samverkan/{collaboration}/mal", open, board::show),
        Route::get(
            "/samverkan/{collaboration}/planer/{plan}/tackning",
            open,
            plan_coverage::show,
        ),
        Route::get(
            "/samverkan/{collaboration}/planer/{plan}/tidplan",
            open,
            schedule::show,
        ),
        Route::get("/strategier/{thing}", open, catalogues::show),
    ]
}

/// A form inside a plan and where it is sent, at the same address.
fn form<F: PlanForm>(path: &'static str) -> [Route; 2] {
    let policy = Policy::Action(F::ACTION.code());
    [
        Route::get(path, policy, flow::show::<F>),
        Route::post(path, policy, flow::submit::<F>),
    ]
}

fn plan_writing() -> Vec<Route> {
    use plan_form as p;
    let save = Policy::Action(Action::SavePlan.code());
    let new = "/samverkan/{collaboration}/planer/ny";
    [
        [
            Route::get(new, save, p::new),
            Route::post(new, save, p::open),
        ],
        form::<p::PlanEdit>("/samverkan/{collaboration}/planer/{plan}/redigera"),
        form::<Question<p::RemovePlan>>("/samverkan/{collaboration}/planer/{plan}/ta-bort"),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn version_writing() -> Vec<Route> {
    use {adoption_forms as a, focus_area_form as f, goal_form as g, version_forms as v};
    [
        form::<v::NewVersion>("/samverkan/{collaboration}/planer/{plan}/versioner/ny"),
        form::<TextsForm>("/samverkan/{collaboration}/planer/{plan}/versioner/{number}/text"),
        form::<f::FocusAreaForm>("/samverkan/{collaboration}/planer/{plan}/versioner/{number}/fokusomraden/ny"),
        form::<f::FocusAreaForm>("/samverkan/{collaboration}/planer/{plan}/versioner/{number}/fokusomraden/{area}"),
        form::<Question<f::RemoveFocusArea>>("/samverkan/{collaboration}/planer/{plan}/versioner/{number}/fokusomraden/{area}/ta-bort"),
        form::<GoalTable>("/samverkan/{collaboration}/planer/{plan}/versioner/{number}/mal-i-tabell"),
        form::<g::GoalForm>("/samverkan/{collaboration}/planer/{plan}/versioner/{number}/mal/ny"),
        form::<g::GoalForm>("/samverkan/{collaboration}/planer/{plan}/versioner/{number}/mal/{goal}"),
        form::<Question<g::RemoveGoal>>("/samverkan/{collaboration}/planer/{plan}/versioner/{number}/mal/{goal}/ta-bort"),
        form::<v::SendForComment>("/samverkan/{collaboration}/planer/{plan}/versioner/{number}/remiss"),
        form::<Question<v::ReturnToDraft>>("/samverkan/{collaboration}/planer/{plan}/versioner/{number}/utkast"),
        form::<Question<v::Discard>>("/samverkan/{collaboration}/planer/{plan}/versioner/{number}/ta-bort"),
        form::<v::Publish>("/samverkan/{collaboration}/planer/{plan}/versioner/{number}/publicera"),
        form::<a::Adopt>("/samverkan/{collaboration}/planer/{plan}/versioner/{number}/anta"),
        form::<a::Withdraw>("/samverkan/{collaboration}/planer/{plan}/versioner/{number}/aterta"),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn follow_up_writing() -> Vec<Route> {
    let made = "/samverkan/{collaboration}/planer/{plan}/indikatorer/{thing}/matning";
    form::<MeasurementForm>(made).into()
}
