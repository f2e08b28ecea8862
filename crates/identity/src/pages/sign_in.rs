use super::places::role_name;
use crate::actions::{Arrival, DemoSignIn, SignIn, demo_sign_ins, sign_in};
use crate::cookie;
use crate::model::local_target;
use crate::oidc::Providers;
use crate::visitor::Visitor;
use askama::Template;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse};
use samverk_foundation::{Problem, ProblemKind, Problems};
use samverk_web::{AppState, Failure, Field, FieldKind, Form, PageResult, Ui, Values, redirect};

#[derive(Template)]
#[template(path = "sign_in.html")]
pub struct SignInPage {
    ui: Ui,
    /// Names of providers and the addresses that lead to them.
    providers: Vec<(String, String)>,
    /// Why a provider's answer led nowhere.
    refusal: Option<String>,
    form: Form,
    demo: Vec<DemoSignIn>,
}

impl SignInPage {
    pub fn new(ui: Ui, providers: &Providers, values: Values) -> Self {
        let providers = ways_out(providers, local_target(values.text("till")));
        let field = |name, label: &str, kind| Field::new(name, ui.t(label), kind).required();
        let form = Form::new("/logga-in", ui.t("layout-sign-in"))
            .field(field("email", "person-email", FieldKind::Email).autocomplete("username"))
            .field(
                field("password", "password-label", FieldKind::Password)
                    .autocomplete("current-password"),
            )
            .field(Field::new("till", "", FieldKind::Hidden))
            .fill(values);
        let demo = if ui.is_demo() {
            demo_sign_ins().into()
        } else {
            Vec::new()
        };
        Self {
            ui,
            providers,
            refusal: None,
            form,
            demo,
        }
    }

    fn role(&self, sign_in: &DemoSignIn) -> String {
        role_name(&self.ui, sign_in.role)
    }

    /// The page again with what is wrong. Trouble that is ours becomes an error page.
    fn refuse(mut self, problems: Problems) -> PageResult {
        let Some(first) = problems.0.first().cloned() else {
            return self.ui.page(&self);
        };
        if !matches!(first.kind, ProblemKind::Invalid | ProblemKind::TooMany) {
            return Err(Failure(first));
        }
        self.form.problems = problems;
        let status = StatusCode::from_u16(first.kind.status()).map_err(Problem::internal)?;
        Ok((status, Html(self.render().map_err(Problem::internal)?)).into_response())
    }

    /// The page again for whoever came back from a provider in vain. The other ways in stand below.
    pub fn turn_away(mut self, problem: Problem) -> PageResult {
        use ProblemKind::{Conflict, Invalid, TooMany};
        if !matches!(problem.kind, Invalid | Conflict | TooMany) {
            return Err(Failure(problem));
        }
        self.refusal = Some(self.ui.problem(&problem));
        let status = StatusCode::from_u16(problem.kind.status()).map_err(Problem::internal)?;
        Ok((status, Html(self.render().map_err(Problem::internal)?)).into_response())
    }
}

fn ways_out(providers: &Providers, target: &str) -> Vec<(String, String)> {
    let query = form_urlencoded::Serializer::new(String::new())
        .append_pair("till", target)
        .finish();
    let way = |provider: &std::sync::Arc<crate::oidc::Provider>| {
        let address = format!("/logga-in/{}?{query}", provider.key);
        (provider.name.clone(), address)
    };
    providers.all().iter().map(way).collect()
}

pub async fn show(ui: Ui, providers: Providers, values: Values) -> PageResult {
    if ui.is_signed_in() {
        return Ok(redirect(local_target(values.text("till"))));
    }
    let page = SignInPage::new(ui.clone(), &providers, values);
    ui.page(&page)
}

pub async fn submit(
    State(state): State<AppState>,
    ui: Ui,
    visitor: Visitor,
    providers: Providers,
    values: Values,
) -> PageResult {
    let mut problems = Problems::default();
    let email = problems.keep(values.required("email"));
    let password = problems.keep(values.required("password"));
    let (Some(email), Some(password)) = (email, password) else {
        return SignInPage::new(ui, &providers, values).refuse(problems);
    };
    let request = SignIn {
        email,
        password,
        arrival: Arrival {
            address: visitor.address,
            user_agent: visitor.user_agent,
            previous: visitor.token,
            demo_mode: state.settings.demo,
        },
    };
    match sign_in(&state.db, request).await {
        Ok(signed_in) => {
            let cookie = cookie::keep(&state.settings, &signed_in.token);
            let target = redirect(local_target(values.text("till")));
            Ok(([(header::SET_COOKIE, cookie)], target).into_response())
        }
        Err(problem) => SignInPage::new(ui, &providers, values).refuse(problem.into()),
    }
}
