//! A browser as far as the server can tell: one connection, a session cookie, compressed answers.

use ureq::{Agent, ResponseExt};

pub struct Visitor {
    agent: Agent,
    address: String,
    cookie: String,
}

pub struct Answer {
    pub bytes: usize,
    pub body: Vec<u8>,
}

const DEMO_PASSWORD: &str = "prova-samverk-nu";

impl Visitor {
    pub fn new(address: &str) -> Self {
        let settings = Agent::config_builder().max_redirects(0).build();
        Self {
            agent: settings.into(),
            address: address.to_owned(),
            cookie: String::new(),
        }
    }

    /// The demo's coordinator.
    pub fn signed_in(address: &str, email: &str) -> Self {
        let mut visitor = Self::new(address);
        let form = [("email", email), ("password", DEMO_PASSWORD)];
        let answer = visitor.request_form("/logga-in", &form);
        let cookie = answer.headers().get("set-cookie").expect("signed in");
        let cookie = cookie.to_str().unwrap().split(';').next().unwrap();
        visitor.cookie = cookie.to_owned();
        visitor
    }

    fn request_form(&self, path: &str, form: &[(&str, &str)]) -> ureq::http::Response<ureq::Body> {
        let request = self.agent.post(&format!("{}{path}", self.address));
        let request = request.header("sec-fetch-site", "same-origin");
        let request = request.header("cookie", &self.cookie);
        request.send_form(form.iter().copied()).unwrap()
    }

    /// Sends a form that must be accepted.
    pub fn post(&self, path: &str, form: &[(&str, &str)]) {
        let mut answer = self.request_form(path, form);
        assert_eq!(answer.status(), 303, "{path} at {}", answer.get_uri());
        let _ = answer.body_mut().read_to_vec();
    }

    /// `encoding` is what the browser says that it understands, or nothing.
    pub fn get(&self, path: &str, encoding: &str) -> Answer {
        let request = self.agent.get(&format!("{}{path}", self.address));
        let request = request.header("accept-encoding", encoding);
        let request = request.header("cookie", &self.cookie);
        let mut answer = request
            .call()
            .unwrap_or_else(|error| panic!("{path}: {error}"));
        assert_eq!(answer.status(), 200, "{path}");
        let body = answer.body_mut().read_to_vec().unwrap();
        Answer {
            bytes: body.len(),
            body,
        }
    }
}
