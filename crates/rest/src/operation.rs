//! One row: what an operation is called, takes and answers, and the function that does it.

use crate::handler::{Handler, asked, with_body, with_upload, without_body};
use crate::reply::{Answer, Form, Representation};
use crate::{Bytes, Call, Found, Page, Refusal, Saved};
use axum::extract::Request;
use axum::http::Method;
use samverk_foundation::TokenScope;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::future::Future;
use std::sync::Arc;

/// Schemas under names of their own.
type Named = Vec<(&'static str, Value)>;

pub(crate) type SchemaOf = Arc<dyn Fn(&mut SchemaGenerator) -> Schema + Send + Sync>;

/// The schema and example of a type, or of what is described at run time.
#[derive(Clone)]
pub struct Shape {
    pub(crate) schema: SchemaOf,
    pub(crate) example: Arc<dyn Fn() -> Value + Send + Sync>,
}

impl Shape {
    pub fn of<T: Representation>() -> Self {
        Self {
            schema: Arc::new(|generator| generator.subschema_for::<T>()),
            example: Arc::new(|| serde_json::to_value(T::example()).unwrap_or_default()),
        }
    }

    /// A schema that stands under a name of its own in the document.
    pub fn described(name: &'static str, schema: &Value, example: Value) -> Self {
        let schema = schema.clone();
        Self {
            schema: Arc::new(move |generator| {
                let known = generator.definitions_mut();
                known.insert(name.to_owned(), schema.clone());
                schemars::json_schema!({ "$ref": format!("#/components/schemas/{name}") })
            }),
            example: Arc::new(move || example.clone()),
        }
    }

    /// With schemas that it refers to.
    pub fn naming(self, others: &[(&'static str, Value)]) -> Self {
        let (own, others): (_, Named) = (self.schema, others.to_vec());
        let schema: SchemaOf = Arc::new(move |generator| {
            let known = generator.definitions_mut();
            for (name, schema) in &others {
                // A list that several things have is described once.
                known.entry(*name).or_insert_with(|| schema.clone());
            }
            own(generator)
        });
        Self { schema, ..self }
    }
}

/// Who may use an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Everybody, and the same for all.
    Open,
    /// Everybody reads what is published. A token must have the scope, and may show more.
    Reading(TokenScope),
    /// A token with the scope, whose person may do the action: its code in the domain's policy.
    /// Every write, and what only some may read.
    ByAction(TokenScope, &'static str),
}

/// A row of the API. Made by [`Operation::list`] and its like, completed by [`Resource::with`].
///
/// [`Resource::with`]: crate::Resource::with
#[derive(Clone)]
pub struct Operation {
    pub method: Method,
    /// After the root: `/parties/{party}`.
    pub path: &'static str,
    /// Camel case and unique: `listParties`.
    pub id: &'static str,
    /// In Swedish and in English.
    pub about: [&'static str; 2],
    /// Given by the resource.
    pub access: Access,
    /// The code of the action that it takes; a read without one is open.
    pub(crate) action: &'static str,
    /// Another that leads to a part of it; empty for most.
    pub(crate) other_action: &'static str,
    pub(crate) creates: bool,
    /// It is done after the answer.
    pub(crate) accepts: bool,
    /// What stands must be named in `If-Match`.
    pub(crate) conditional: bool,
    pub(crate) form: Form,
    pub(crate) query: Option<SchemaOf>,
    pub(crate) body: Option<Shape>,
    /// A form with a file, which is read as it comes.
    pub(crate) takes_file: bool,
    pub(crate) answer: Option<Shape>,
    /// Codes that are told with 422, 409 and 403, beyond those that every such operation has.
    pub(crate) invalid: Vec<&'static str>,
    pub(crate) conflict: Vec<&'static str>,
    pub(crate) forbidden: Vec<&'static str>,
    /// Codes with a status of their own.
    pub(crate) more: Vec<(u16, &'static str)>,
    pub(crate) handler: Handler,
}

impl Operation {
    fn new<A: Answer>(
        method: Method,
        path: &'static str,
        id: &'static str,
        handler: Handler,
    ) -> Self {
        let conditional = method == Method::PUT || method == Method::DELETE;
        Self {
            method,
            path,
            id,
            about: [""; 2],
            access: Access::Open,
            action: "",
            other_action: "",
            creates: false,
            accepts: false,
            conditional,
            form: A::FORM,
            query: None,
            body: None,
            takes_file: false,
            answer: A::shape(),
            invalid: Vec::new(),
            conflict: Vec::new(),
            forbidden: Vec::new(),
            more: Vec::new(),
            handler,
        }
    }

    /// GET of a collection. `Q` describes its query, without `limit` and `offset`, and refuses
    /// unknown fields.
    pub fn list<Q, T, F, R>(path: &'static str, id: &'static str, handler: F) -> Self
    where
        Q: DeserializeOwned + JsonSchema + Send + 'static,
        T: Representation + Send + 'static,
        F: Fn(Call, Q) -> R + Clone + Send + Sync + 'static,
        R: Future<Output = Result<Page<T>, Refusal>> + Send + 'static,
    {
        let plural = plural_of(path);
        let run: Handler = Arc::new(move |call, input| {
            let (handler, asked) = (handler.clone(), asked(&call, &plural));
            Box::pin(async move { handler(call, input.query()?).await?.reply(&asked) })
        });
        let mut row = Self::new::<Page<T>>(Method::GET, path, id, run);
        row.query = Some(Arc::new(|generator| Q::json_schema(generator)));
        row
    }

    /// GET of one object.
    pub fn get<T, F, R>(path: &'static str, id: &'static str, handler: F) -> Self
    where
        T: Representation + Send + 'static,
        F: Fn(Call) -> R + Clone + Send + Sync + 'static,
        R: Future<Output = Result<Found<T>, Refusal>> + Send + 'static,
    {
        Self::new::<Found<T>>(Method::GET, path, id, without_body(handler))
    }

    /// GET of bytes, whole or in part.
    pub fn bytes<F, R>(path: &'static str, id: &'static str, handler: F) -> Self
    where
        F: Fn(Call) -> R + Clone + Send + Sync + 'static,
        R: Future<Output = Result<Bytes, Refusal>> + Send + 'static,
    {
        Self::new::<Bytes>(Method::GET, path, id, without_body(handler))
    }

    /// POST of a form with a file, of which `B` are the fields. The handler reads it as it comes.
    pub fn upload<B, T, F, R>(path: &'static str, id: &'static str, handler: F) -> Self
    where
        B: Representation + 'static,
        T: Representation + Send + 'static,
        F: Fn(Call, Request) -> R + Clone + Send + Sync + 'static,
        R: Future<Output = Result<Saved<T>, Refusal>> + Send + 'static,
    {
        let row = Self::new::<Saved<T>>(Method::POST, path, id, with_upload(handler));
        let row = row.creating().taking::<B>();
        Self {
            takes_file: true,
            ..row
        }
    }

    /// GET of the OpenAPI document.
    pub(crate) fn document<F, R>(path: &'static str, id: &'static str, handler: F) -> Self
    where
        F: Fn(Call) -> R + Clone + Send + Sync + 'static,
        R: Future<Output = Result<Arc<Value>, Refusal>> + Send + 'static,
    {
        Self::new::<Arc<Value>>(Method::GET, path, id, without_body(handler))
    }

    /// PUT of one object: creates or replaces it. The handler asks [`Call::allow_write`].
    pub fn put<B, T, F, R>(path: &'static str, id: &'static str, handler: F) -> Self
    where
        B: Representation + DeserializeOwned + Send + 'static,
        T: Representation + Send + 'static,
        F: Fn(Call, B) -> R + Clone + Send + Sync + 'static,
        R: Future<Output = Result<Saved<T>, Refusal>> + Send + 'static,
    {
        let row = Self::new::<Saved<T>>(Method::PUT, path, id, with_body(path, handler));
        row.creating().taking::<B>()
    }

    /// PUT of one object that cannot be created this way.
    pub fn replace<B, T, F, R>(path: &'static str, id: &'static str, handler: F) -> Self
    where
        B: Representation + DeserializeOwned + Send + 'static,
        T: Representation + Send + 'static,
        F: Fn(Call, B) -> R + Clone + Send + Sync + 'static,
        R: Future<Output = Result<Found<T>, Refusal>> + Send + 'static,
    {
        Self::new::<Found<T>>(Method::PUT, path, id, with_body(path, handler)).taking::<B>()
    }

    /// PUT of a whole list. Its GET tags the page with the state of the list.
    pub fn replace_list<B, T, F, R>(path: &'static str, id: &'static str, handler: F) -> Self
    where
        B: Representation + DeserializeOwned + Send + 'static,
        T: Representation + Send + 'static,
        F: Fn(Call, B) -> R + Clone + Send + Sync + 'static,
        R: Future<Output = Result<Page<T>, Refusal>> + Send + 'static,
    {
        Self::new::<Page<T>>(Method::PUT, path, id, with_body(path, handler)).taking::<B>()
    }

    /// POST that adds to a collection: 201.
    pub fn post<B, T, F, R>(path: &'static str, id: &'static str, handler: F) -> Self
    where
        B: Representation + DeserializeOwned + Send + 'static,
        T: Representation + Send + 'static,
        F: Fn(Call, B) -> R + Clone + Send + Sync + 'static,
        R: Future<Output = Result<Saved<T>, Refusal>> + Send + 'static,
    {
        let row = Self::new::<Saved<T>>(Method::POST, path, id, with_body(path, handler));
        row.creating().taking::<B>()
    }

    /// POST that does something with what is there: 200.
    pub fn act<B, T, F, R>(path: &'static str, id: &'static str, handler: F) -> Self
    where
        B: Representation + DeserializeOwned + Send + 'static,
        T: Representation + Send + 'static,
        F: Fn(Call, B) -> R + Clone + Send + Sync + 'static,
        R: Future<Output = Result<Found<T>, Refusal>> + Send + 'static,
    {
        Self::new::<Found<T>>(Method::POST, path, id, with_body(path, handler)).taking::<B>()
    }

    /// DELETE: 204. The handler asks [`Call::allow_write`].
    pub fn delete<F, R>(path: &'static str, id: &'static str, handler: F) -> Self
    where
        F: Fn(Call) -> R + Clone + Send + Sync + 'static,
        R: Future<Output = Result<(), Refusal>> + Send + 'static,
    {
        Self::new::<()>(Method::DELETE, path, id, without_body(handler))
    }

    fn creating(mut self) -> Self {
        self.creates = true;
        self
    }

    /// A POST of what is done after the answer: 202.
    pub fn accepting(mut self) -> Self {
        self.accepts = true;
        self
    }

    fn taking<B: Representation>(mut self) -> Self {
        self.body = Some(Shape::of::<B>());
        self
    }

    /// What it does, in Swedish and in English.
    pub fn about(mut self, swedish: &'static str, english: &'static str) -> Self {
        self.about = [swedish, english];
        self
    }

    /// What is described at run time in place of what the types say.
    pub fn shaped(mut self, body: Option<Shape>, answer: Option<Shape>) -> Self {
        self.body = body;
        self.answer = answer;
        self
    }

    /// The parameters of a list's query, as the properties of a schema.
    pub fn asking(mut self, schema: Schema) -> Self {
        self.query = Some(Arc::new(move |_| schema.clone()));
        self
    }

    /// The action of the domain's policy that it takes.
    pub fn action(mut self, code: &'static str) -> Self {
        self.action = code;
        self
    }

    /// Whoever may do this one comes in too; the operation itself asks which it is.
    pub fn or_action(mut self, code: &'static str) -> Self {
        self.other_action = code;
        self
    }

    /// A POST over something that may have changed. The handler asks [`Call::allow_write`].
    pub fn conditional(mut self) -> Self {
        self.conditional = true;
        self
    }

    /// The domain's codes that are told with 422.
    pub fn invalid(mut self, codes: &[&'static str]) -> Self {
        self.invalid.extend_from_slice(codes);
        self
    }

    /// The domain's codes that are told with 409.
    pub fn conflict(mut self, codes: &[&'static str]) -> Self {
        self.conflict.extend_from_slice(codes);
        self
    }

    /// The domain's codes that are told with 403.
    pub fn forbidden(mut self, codes: &[&'static str]) -> Self {
        self.forbidden.extend_from_slice(codes);
        self
    }

    /// The domain's codes that are told with another status.
    pub fn also(mut self, codes: &[(u16, &'static str)]) -> Self {
        self.more.extend_from_slice(codes);
        self
    }

    pub(crate) fn is_list(&self) -> bool {
        self.form == Form::List
    }

    /// The names in the path, in order.
    pub(crate) fn parts(&self) -> impl Iterator<Item = &'static str> + use<> {
        let parts = self.path.split('/');
        parts.filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'))
    }

    /// The field that holds a list.
    pub(crate) fn plural(&self) -> String {
        plural_of(self.path)
    }
}

/// The last word of the path in camel case: `/x/effect-goals` gives `effectGoals`.
pub(crate) fn plural_of(path: &str) -> String {
    let last = path.rsplit('/').next().unwrap_or_default();
    let mut words = last.split('-');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |name, word| {
        let mut letters = word.chars();
        let capital = letters.next().map(|letter| letter.to_ascii_uppercase());
        capital
            .into_iter()
            .fold(name, |name, c| format!("{name}{c}"))
            + letters.as_str()
    })
}

#[cfg(test)]
mod tests {
    use super::plural_of;

    #[test]
    fn lists_are_named_after_their_resource() {
        assert_eq!(
            plural_of("/collaborations/{collaboration}/effect-goals"),
            "effectGoals"
        );
        assert_eq!(plural_of("/parties"), "parties");
    }
}
