//! What operations answer with. Links are added here, so that every answer has them.

use crate::address::Address;
use crate::list::list_body;
use crate::operation::Shape;
use crate::{Paging, Refusal, Tag};
use axum::http::StatusCode;
use axum::response::Response;
use samverk_foundation::Problem;
use schemars::{JsonSchema, json_schema};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use std::sync::Arc;

/// Something that is sent or received as JSON. The example stands in the OpenAPI document.
pub trait Representation: Serialize + JsonSchema {
    fn example() -> Self;
}

/// What is described at run time: the operation says with [`Operation::shaped`] how it looks.
///
/// [`Operation::shaped`]: crate::Operation::shaped
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Described(pub Value);

impl Representation for Described {
    fn example() -> Self {
        Self::default()
    }
}

/// A representation with its own address and its ways on.
#[derive(Clone, Debug)]
pub struct Linked<T> {
    /// None for a part of a list that has no address of its own.
    path: Option<String>,
    body: T,
    links: Vec<(&'static str, String)>,
}

impl<T: Representation> Linked<T> {
    /// `path` begins after the root: `/parties/jonkopings-kommun`.
    pub fn at(path: impl Into<String>, body: T) -> Self {
        Self {
            path: Some(path.into()),
            ..Self::part(body)
        }
    }

    /// A part of a list that is only read and replaced with the list.
    pub fn part(body: T) -> Self {
        Self {
            path: None,
            body,
            links: Vec::new(),
        }
    }

    /// A way on. Use the relations of IANA's list where they fit, else the resource's name.
    pub fn link(mut self, relation: &'static str, path: impl Into<String>) -> Self {
        self.links.push((relation, path.into()));
        self
    }

    fn written(self, address: &Address) -> Result<Value, Refusal> {
        let mut links = Map::new();
        if let Some(path) = self.path {
            links.insert("self".to_owned(), link(address.of(&path), "self"));
        }
        for (relation, path) in self.links {
            links.insert(relation.to_owned(), link(address.of(&path), relation));
        }
        let mut value = serde_json::to_value(&self.body).map_err(Problem::internal)?;
        if let Value::Object(fields) = &mut value {
            fields.insert("_links".to_owned(), Value::Object(links));
        }
        Ok(value)
    }
}

/// A link description object.
pub(crate) fn link(href: String, relation: &str) -> Value {
    json!({ "href": href, "rel": relation, "method": "GET" })
}

/// One object that was found: 200 with its tag.
pub struct Found<T> {
    linked: Linked<T>,
    tag: Tag,
}

impl<T> Found<T> {
    pub fn new(linked: Linked<T>, tag: Tag) -> Self {
        Self { linked, tag }
    }
}

/// One object that was saved: 201 with `Location` when it is new, else 200; with its new tag.
pub struct Saved<T> {
    found: Found<T>,
    status: StatusCode,
}

impl<T> Saved<T> {
    pub fn new(linked: Linked<T>, tag: Tag, created: bool) -> Self {
        let status = match created {
            true => StatusCode::CREATED,
            false => StatusCode::OK,
        };
        let found = Found::new(linked, tag);
        Self { found, status }
    }

    /// It will be done: 202, with the address where one sees how far it has come.
    pub fn accepted(linked: Linked<T>, tag: Tag) -> Self {
        let status = StatusCode::ACCEPTED;
        let found = Found::new(linked, tag);
        Self { found, status }
    }
}

/// A part of a list: 200, also beyond its end.
pub struct Page<T> {
    total: u64,
    items: Vec<Linked<T>>,
    tag: Option<Tag>,
}

impl<T> Page<T> {
    /// The part that was asked for, out of `total`.
    pub fn new(total: u64, items: Vec<Linked<T>>) -> Self {
        let tag = None;
        Self { total, items, tag }
    }

    /// The part that was asked for of a list that is at hand whole.
    pub fn of<S>(all: Vec<S>, paging: Paging, linked: impl FnMut(S) -> Linked<T>) -> Self {
        let total = all.len() as u64;
        let skipped = usize::try_from(paging.offset).unwrap_or(usize::MAX);
        let taken = usize::try_from(paging.limit).unwrap_or(usize::MAX);
        let part = all.into_iter().skip(skipped).take(taken);
        Self::new(total, part.map(linked).collect())
    }

    /// The state of the whole list, for lists that are replaced whole. Without it the page's
    /// content is its tag.
    pub fn tagged(mut self, tag: Tag) -> Self {
        self.tag = Some(tag);
        self
    }
}

/// A finished answer.
pub struct Reply {
    pub status: StatusCode,
    pub tag: Option<Tag>,
    pub location: Option<String>,
    pub body: Option<Value>,
    /// An answer that is no JSON.
    pub whole: Option<Response>,
}

impl Reply {
    pub(crate) fn ok(body: Value, tag: Option<Tag>) -> Self {
        Self {
            status: StatusCode::OK,
            tag,
            location: None,
            body: Some(body),
            whole: None,
        }
    }
}

/// What the writing of an answer needs to know of the question.
pub struct Asked {
    pub(crate) address: Address,
    pub(crate) paging: Paging,
    /// The field of a list: `effectGoals`.
    pub(crate) plural: String,
}

/// How an operation's answer looks, in the document and on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    One,
    List,
    Document,
    Bytes,
    Nothing,
}

/// What a handler may answer with.
pub trait Answer {
    const FORM: Form;
    fn shape() -> Option<Shape>;
    fn reply(self, asked: &Asked) -> Result<Reply, Refusal>;
}

impl<T: Representation + 'static> Answer for Found<T> {
    const FORM: Form = Form::One;

    fn shape() -> Option<Shape> {
        Some(Shape::of::<T>())
    }

    fn reply(self, asked: &Asked) -> Result<Reply, Refusal> {
        let body = self.linked.written(&asked.address)?;
        Ok(Reply::ok(body, Some(self.tag)))
    }
}

impl<T: Representation + 'static> Answer for Saved<T> {
    const FORM: Form = Form::One;

    fn shape() -> Option<Shape> {
        Some(Shape::of::<T>())
    }

    fn reply(self, asked: &Asked) -> Result<Reply, Refusal> {
        let path = self.found.linked.path.as_deref();
        let location = path.map(|path| asked.address.of(path));
        let reply = self.found.reply(asked)?;
        let status = self.status;
        match status {
            StatusCode::OK => Ok(reply),
            _ => Ok(Reply {
                status,
                location,
                ..reply
            }),
        }
    }
}

impl<T: Representation + 'static> Answer for Page<T> {
    const FORM: Form = Form::List;

    fn shape() -> Option<Shape> {
        Some(Shape::of::<T>())
    }

    fn reply(self, asked: &Asked) -> Result<Reply, Refusal> {
        let (total, tag) = (self.total, self.tag);
        let items = self.items.into_iter();
        let items: Vec<Value> = items
            .map(|item| item.written(&asked.address))
            .collect::<Result<_, _>>()?;
        Ok(Reply::ok(list_body(asked, total, items), tag))
    }
}

/// The OpenAPI document, which has no links of its own.
impl Answer for Arc<Value> {
    const FORM: Form = Form::Document;

    fn shape() -> Option<Shape> {
        Some(Shape {
            schema: Arc::new(|_| json_schema!({ "type": "object" })),
            example: Arc::new(|| json!({ "openapi": "3.1.0", "info": {}, "paths": {} })),
        })
    }

    fn reply(self, _: &Asked) -> Result<Reply, Refusal> {
        Ok(Reply::ok(Value::clone(&self), None))
    }
}

/// Nothing more to say: 204.
impl Answer for () {
    const FORM: Form = Form::Nothing;

    fn shape() -> Option<Shape> {
        None
    }

    fn reply(self, _: &Asked) -> Result<Reply, Refusal> {
        Ok(Reply {
            status: StatusCode::NO_CONTENT,
            tag: None,
            location: None,
            body: None,
            whole: None,
        })
    }
}

/// The bytes of a file, whole or a part, with their own type, tag and length. They are not held in memory.
pub struct Bytes(pub Response);

impl Answer for Bytes {
    const FORM: Form = Form::Bytes;

    fn shape() -> Option<Shape> {
        Some(Shape {
            schema: Arc::new(|_| json_schema!({ "type": "string", "format": "binary" })),
            example: Arc::new(|| json!("%PDF-1.7 …")),
        })
    }

    fn reply(self, _: &Asked) -> Result<Reply, Refusal> {
        Ok(Reply {
            status: self.0.status(),
            tag: None,
            location: None,
            body: None,
            whole: Some(self.0),
        })
    }
}
