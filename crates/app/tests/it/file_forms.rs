//! A browser that sends files, and a scanner that says what it is told to.

use crate::world::{Answer, House};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use std::path::Path;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::UnixListener;

const BOUNDARY: &str = "----samverk-prov";
pub const COUNCIL: &str = "/samverkan/digitaliseringsradet";

/// A form with fields and one file, as browsers send it.
pub fn body(fields: &[(&str, &str)], called: &str, bytes: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, value) in fields {
        let part = format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
        );
        body.extend_from_slice(part.as_bytes());
    }
    let head = format!(
        "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{called}\"\r\n\
         Content-Type: application/pdf\r\n\r\n"
    );
    body.extend_from_slice(head.as_bytes());
    body.extend_from_slice(bytes);
    body.extend_from_slice(format!("\r\n--{BOUNDARY}--\r\n").as_bytes());
    body
}

pub fn request(path: &str, cookie: &str) -> axum::http::request::Builder {
    Request::post(path)
        .header(header::COOKIE, cookie)
        .header(header::HOST, "localhost")
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, content_type())
}

pub fn content_type() -> String {
    format!("multipart/form-data; boundary={BOUNDARY}")
}

impl House {
    pub async fn send_file(
        &self,
        path: &str,
        cookie: &str,
        (fields, called, bytes): (&[(&str, &str)], &str, &[u8]),
    ) -> Answer {
        let body = Body::from(body(fields, called, bytes));
        self.send(request(path, cookie).body(body).unwrap()).await
    }

    /// Where files are added on the page, for whoever may.
    pub async fn place_for_files(&self, page: &str, cookie: &str) -> String {
        let answer = self.get(page, cookie).await;
        assert_eq!(answer.status, StatusCode::OK, "{page}");
        address(&answer.text, "/filer/ny/")
    }

    /// Adds a text under the name, and answers the page's first link to a file.
    pub async fn lay(&self, cookie: &str, called: &str, bytes: &[u8]) -> String {
        let place = self.place_for_files(COUNCIL, cookie).await;
        let sent = self.send_file(&place, cookie, (&[], called, bytes)).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
        let page = self.get(COUNCIL, cookie).await.text;
        last_file(&page)
    }
}

/// The first address on the page that begins so.
pub fn address(page: &str, begin: &str) -> String {
    let rest = page.split(begin).nth(1);
    let rest = rest.unwrap_or_else(|| panic!("no {begin} on the page"));
    format!("{begin}{}", rest.split('"').next().unwrap())
}

/// Where the last file on a page is fetched.
pub fn last_file(page: &str) -> String {
    let links = page.split("href=\"/filer/").skip(1);
    let links = links.filter_map(|rest| rest.split('"').next());
    let links = links.filter(|link| link.split('/').count() == 3 && !link.starts_with("ny/"));
    format!("/filer/{}", links.last().expect("a file on the page"))
}

/// What a scanner answers, or does.
#[derive(Clone, Copy)]
pub enum Says {
    Line(&'static str),
    /// Hangs up after the first piece.
    BreaksOff,
    /// Takes everything and says nothing.
    Nothing,
}

impl Says {
    /// Others for each thing to say: whoever has others says something else.
    fn signatures(self) -> String {
        let number = match self {
            Self::Line(answer) => answer.len(),
            Self::BreaksOff | Self::Nothing => 0,
        };
        format!("ClamAV 1.4.3/{number}/Mon Nov 30 09:00:00 2026\0")
    }
}

/// A daemon that speaks INSTREAM at the socket, until the test ends.
pub fn scanner(socket: &Path, says: Says) -> tokio::task::JoinHandle<()> {
    let listener = UnixListener::bind(socket).unwrap();
    tokio::spawn(async move {
        while let Ok((mut line, _)) = listener.accept().await {
            tokio::spawn(async move {
                let mut command = Vec::new();
                while command.last() != Some(&0) {
                    command.push(line.read_u8().await.unwrap());
                }
                if command == b"zVERSION\0" {
                    let version = says.signatures();
                    return line.write_all(version.as_bytes()).await.unwrap();
                }
                assert_eq!(&command, b"zINSTREAM\0");
                loop {
                    let length = line.read_u32().await.unwrap_or(0);
                    if length == 0 {
                        break;
                    }
                    let mut piece = vec![0; length as usize];
                    line.read_exact(&mut piece).await.unwrap();
                    if matches!(says, Says::BreaksOff) {
                        return;
                    }
                }
                match says {
                    Says::Line(answer) => line.write_all(answer.as_bytes()).await.unwrap(),
                    Says::Nothing => std::future::pending().await,
                    Says::BreaksOff => {}
                }
            });
        }
    })
}
