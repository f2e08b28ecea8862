//! A small server that speaks as much S3 as is asked of it, in this process.

use axum::Router;
use axum::body::{Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::{Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

/// Objects, and parts of those that are on their way in, by name.
#[derive(Clone, Default)]
pub struct Server {
    pub objects: Arc<Mutex<BTreeMap<String, Bytes>>>,
    parts: Arc<Mutex<BTreeMap<(String, u32), Bytes>>>,
}

impl Server {
    /// Answers where it listens.
    pub async fn start(&self) -> String {
        let router = Router::new().fallback(answer).with_state(self.clone());
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        format!("http://{address}")
    }
}

async fn answer(State(server): State<Server>, request: Request) -> Response {
    let (head, body) = request.into_parts();
    assert!(
        head.headers.contains_key(header::AUTHORIZATION),
        "it is signed"
    );
    let body = to_bytes(body, usize::MAX).await.unwrap();
    let name = head
        .uri
        .path()
        .trim_start_matches("/filer")
        .trim_start_matches('/')
        .to_owned();
    let query = head.uri.query().unwrap_or_default().to_owned();
    let number = query
        .split('&')
        .find_map(|pair| pair.strip_prefix("partNumber="));
    let number: Option<u32> = number.map(|number| number.parse().unwrap());
    let tag = [(header::ETAG, "\"tagg\"")];
    let mut objects = server.objects.lock().unwrap();
    let mut parts = server.parts.lock().unwrap();
    match (head.method, number) {
        (Method::PUT, Some(number)) => {
            parts.insert((name, number), body);
            tag.into_response()
        }
        (Method::PUT, None) => {
            objects.insert(name, body);
            tag.into_response()
        }
        (Method::POST, _) if query.starts_with("uploads") => format!(
            "<InitiateMultipartUploadResult><Bucket>filer</Bucket><Key>{name}</Key>\
             <UploadId>ett</UploadId></InitiateMultipartUploadResult>"
        )
        .into_response(),
        (Method::POST, _) => {
            let own = parts.iter().filter(|((of, _), _)| *of == name);
            let whole: Vec<u8> = own.flat_map(|(_, part)| part.to_vec()).collect();
            objects.insert(name.clone(), Bytes::from(whole));
            parts.retain(|(of, _), _| *of != name);
            format!(
                "<CompleteMultipartUploadResult><Location>x</Location><Bucket>filer</Bucket>\
                 <Key>{name}</Key><ETag>\"tagg\"</ETag></CompleteMultipartUploadResult>"
            )
            .into_response()
        }
        (Method::DELETE, _) if query.contains("uploadId") => {
            parts.retain(|(of, _), _| *of != name);
            StatusCode::NO_CONTENT.into_response()
        }
        (Method::DELETE, _) => {
            objects.remove(&name);
            StatusCode::NO_CONTENT.into_response()
        }
        (Method::GET, _) if query.contains("list-type=2") => listed(&objects),
        (Method::GET, _) => match objects.get(&name) {
            Some(bytes) => part_of(bytes, head.headers.get(header::RANGE)),
            None => (
                StatusCode::NOT_FOUND,
                "<Error><Code>NoSuchKey</Code></Error>",
            )
                .into_response(),
        },
        other => panic!("not spoken: {other:?}"),
    }
}

fn part_of(bytes: &Bytes, range: Option<&header::HeaderValue>) -> Response {
    let modified = (header::LAST_MODIFIED, "Sun, 22 Nov 2026 10:00:00 GMT");
    let tag = (header::ETAG, "\"tagg\"");
    let Some(range) = range else {
        return ([modified, tag], bytes.clone()).into_response();
    };
    let range = range.to_str().unwrap().strip_prefix("bytes=").unwrap();
    let (from, to) = range.split_once('-').unwrap();
    let (from, to): (usize, usize) = (from.parse().unwrap(), to.parse().unwrap());
    let told = format!("bytes {from}-{to}/{}", bytes.len());
    let told = [(header::CONTENT_RANGE, told)];
    let part = bytes.slice(from..=to);
    (StatusCode::PARTIAL_CONTENT, [modified, tag], told, part).into_response()
}

fn listed(objects: &BTreeMap<String, Bytes>) -> Response {
    let one = |(name, bytes): (&String, &Bytes)| {
        format!(
            "<Contents><Key>{name}</Key><LastModified>2026-11-22T10:00:00.000Z</LastModified>\
             <ETag>\"tagg\"</ETag><Size>{}</Size></Contents>",
            bytes.len()
        )
    };
    let all: String = objects.iter().map(one).collect();
    format!("<ListBucketResult><IsTruncated>false</IsTruncated>{all}</ListBucketResult>")
        .into_response()
}
