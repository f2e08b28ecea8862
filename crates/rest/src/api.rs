use crate::{Access, Operation};
use axum::http::Method;
use samverk_foundation::TokenScope;
use serde_json::Value;
use std::sync::{Arc, OnceLock};

/// A name in paths: `{party}`.
#[derive(Clone, Copy, Debug)]
pub struct Parameter {
    pub name: &'static str,
    /// In Swedish and in English.
    pub about: [&'static str; 2],
    pub(crate) pattern: &'static str,
    pub(crate) example: &'static str,
}

impl Parameter {
    /// A key: letters a–z, digits and hyphens.
    pub const fn key(name: &'static str, about: [&'static str; 2], example: &'static str) -> Self {
        Self {
            name,
            about,
            pattern: "^[a-z0-9]([a-z0-9-]{0,78}[a-z0-9])?$",
            example,
        }
    }

    /// A year of four digits.
    pub const fn year(name: &'static str, about: [&'static str; 2]) -> Self {
        Self {
            name,
            about,
            pattern: "^(18|19|20|21)[0-9]{2}$",
            example: "2024",
        }
    }

    /// Whatever else, by a pattern without capital letters.
    pub const fn pattern(
        name: &'static str,
        about: [&'static str; 2],
        pattern: &'static str,
        example: &'static str,
    ) -> Self {
        Self {
            name,
            about,
            pattern,
            example,
        }
    }
}

/// A kind of object and what can be done with it.
#[derive(Clone)]
pub struct Resource {
    /// The glossary's plural: `effect-goals`.
    pub name: &'static str,
    /// In Swedish and in English.
    pub about: [&'static str; 2],
    pub operations: Vec<Operation>,
    pub(crate) parameters: Vec<Parameter>,
    read: TokenScope,
    write: TokenScope,
}

impl Resource {
    /// Reading and writing with a token take these scopes.
    pub fn new(
        name: &'static str,
        about: [&'static str; 2],
        read: TokenScope,
        write: TokenScope,
    ) -> Self {
        Self {
            name,
            about,
            operations: Vec::new(),
            parameters: Vec::new(),
            read,
            write,
        }
    }

    /// Adds a row. A GET is for everybody; a write keeps its action and gets the scope.
    pub fn with(mut self, operation: Operation) -> Self {
        let access = match operation.access {
            Access::Writing(_, action) => Access::Writing(self.write, action),
            _ if operation.method == Method::GET => Access::Reading(self.read),
            // A write without an action is let in by nobody, and a test says so.
            _ => Access::Writing(self.write, ""),
        };
        self.operations.push(Operation {
            access,
            ..operation
        });
        self
    }

    /// Describes a name in the paths. Once is enough for the whole API.
    pub fn parameter(mut self, parameter: Parameter) -> Self {
        self.parameters.push(parameter);
        self
    }
}

/// Every row there is.
#[derive(Default)]
pub struct Api {
    pub resources: Vec<Resource>,
    pub(crate) written: OnceLock<Arc<Value>>,
}

impl Api {
    /// The domains' resources after the API's own.
    pub fn new(resources: impl IntoIterator<Item = Resource>) -> Self {
        let own = std::iter::once(crate::openapi::about_itself());
        Self {
            resources: own.chain(resources).collect(),
            written: OnceLock::new(),
        }
    }

    pub fn operations(&self) -> impl Iterator<Item = &Operation> {
        self.resources
            .iter()
            .flat_map(|resource| &resource.operations)
    }

    pub fn parameters(&self) -> impl Iterator<Item = &Parameter> {
        self.resources
            .iter()
            .flat_map(|resource| &resource.parameters)
    }
}
