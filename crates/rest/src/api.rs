use crate::{Access, Operation, ROOT};
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
    /// What stands for other parameters where the example is found.
    beside: &'static [(&'static str, &'static str)],
    /// An id that only the reader's own installation knows.
    is_made_up: bool,
}

impl Parameter {
    /// A key: letters a–z, digits and hyphens.
    pub const fn key(name: &'static str, about: [&'static str; 2], example: &'static str) -> Self {
        Self {
            name,
            about,
            pattern: "^[a-z0-9]([a-z0-9-]{0,78}[a-z0-9])?$",
            example,
            beside: &[],
            is_made_up: false,
        }
    }

    /// A year of four digits.
    pub const fn year(name: &'static str, about: [&'static str; 2]) -> Self {
        Self {
            name,
            about,
            pattern: "^(18|19|20|21)[0-9]{2}$",
            example: "2024",
            beside: &[],
            is_made_up: false,
        }
    }

    /// A UUID that the installation gives.
    pub const fn id(name: &'static str, about: [&'static str; 2], example: &'static str) -> Self {
        Self {
            is_made_up: true,
            ..Self::pattern(
                name,
                about,
                "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$",
                example,
            )
        }
    }

    /// The example is found beside these: `[("collaboration", "e-och-it-i-jamtland")]`.
    #[must_use]
    pub const fn beside(self, beside: &'static [(&'static str, &'static str)]) -> Self {
        Self { beside, ..self }
    }

    /// The example stands for something that only members see.
    #[must_use]
    pub const fn for_members(self) -> Self {
        Self {
            is_made_up: true,
            ..self
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
            beside: &[],
            is_made_up: false,
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
        // A write without an action is let in by nobody, and a test says so.
        let is_read = operation.method == Method::GET;
        let access = match (is_read, operation.action) {
            (true, "") => Access::Reading(self.read),
            (true, action) => Access::ByAction(self.read, action),
            (false, action) => Access::ByAction(self.write, action),
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

    /// The path with the parameters' examples in their places.
    pub(crate) fn example_path(&self, path: &str) -> String {
        let named = |path: &str, name: &str| path.contains(&format!("{{{name}}}"));
        let put =
            |path: String, name: &str, value: &str| path.replace(&format!("{{{name}}}"), value);
        let in_path = self.parameters().filter(|one| named(path, one.name));
        let beside = in_path.flat_map(|one| one.beside.iter());
        let path = beside.fold(path.to_owned(), |path, (name, value)| {
            put(path, name, value)
        });
        let filled = self
            .parameters()
            .fold(path, |path, one| put(path, one.name, one.example));
        format!("{ROOT}{filled}")
    }

    /// Whether the example stands for something that the demo has.
    pub(crate) fn is_example_real(&self, path: &str) -> bool {
        let mut made_up = self.parameters().filter(|one| one.is_made_up);
        !made_up.any(|one| path.contains(&format!("{{{}}}", one.name)))
    }
}
