use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::ConnectInfo;
use axum::http::{Request, header};
use std::net::SocketAddr;
use tower::ServiceExt;

/// A browser with its cookie and its network address.
#[derive(Clone)]
pub struct Browser {
    router: Router,
    pub cookie: Option<String>,
    /// What marks who left for an identity provider.
    pub provider_cookie: Option<String>,
    pub address: SocketAddr,
}

pub struct Answer {
    pub status: u16,
    pub location: String,
    pub refresh: String,
    pub body: String,
}

impl Browser {
    pub fn new(router: Router) -> Self {
        Self {
            router,
            cookie: None,
            provider_cookie: None,
            address: "192.0.2.1:5000".parse().unwrap(),
        }
    }

    pub async fn get(&mut self, path: &str) -> Answer {
        self.send(Request::get(path), Body::empty()).await
    }

    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let encoded: Vec<_> = fields
            .iter()
            .map(|(name, value)| format!("{name}={}", encode(value)))
            .collect();
        let request =
            Request::post(path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request, Body::from(encoded.join("&"))).await
    }

    pub async fn sign_in(&mut self, email: &str, password: &str) -> Answer {
        self.post("/logga-in", &[("email", email), ("password", password)])
            .await
    }

    async fn send(&mut self, request: axum::http::request::Builder, body: Body) -> Answer {
        let cookies = [self.cookie.clone(), self.provider_cookie.clone()];
        let cookie = cookies.into_iter().flatten().collect::<Vec<_>>().join("; ");
        let request = request
            .header(header::COOKIE, cookie)
            .header(
                header::USER_AGENT,
                "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0",
            )
            .extension(ConnectInfo(self.address))
            .body(body)
            .unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        let header = |name| {
            let value = response
                .headers()
                .get(name)
                .and_then(|value| value.to_str().ok());
            value.unwrap_or_default().to_owned()
        };
        for value in response.headers().get_all(header::SET_COOKIE) {
            let cookie = value
                .to_str()
                .unwrap()
                .split(';')
                .next()
                .unwrap()
                .to_owned();
            match cookie.starts_with("samverk-provider=") {
                true => self.provider_cookie = Some(cookie),
                false => self.cookie = Some(cookie),
            }
        }
        let (status, location) = (response.status().as_u16(), header(header::LOCATION));
        let refresh = header(header::REFRESH);
        let bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap();
        let body = String::from_utf8(bytes.into()).unwrap();
        assert!(!body.contains('⟦'), "a text is missing: {body}");
        Answer {
            status,
            location,
            refresh,
            body,
        }
    }
}

impl Answer {
    /// The path of the link to choose a password that the page shows.
    pub fn shown_link(&self) -> String {
        password_path(&self.body)
    }
}

/// The path to choose a password that stands in a page or letter.
pub fn password_path(text: &str) -> String {
    let start = text.find("/valj-losenord/").expect("there is a link");
    let is_part = |c: char| c.is_ascii_alphanumeric() || "/-_".contains(c);
    text[start..].chars().take_while(|c| is_part(*c)).collect()
}

fn encode(value: &str) -> String {
    let byte = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    };
    value.bytes().map(byte).collect()
}
