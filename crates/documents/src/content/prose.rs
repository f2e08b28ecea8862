use serde::{Serialize, Serializer};

/// Running text as people write it (`samverk_prose`): the templates get its blocks, the same as the page shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Prose(String);

impl<T: Into<String>> From<T> for Prose {
    fn from(text: T) -> Self {
        Self(text.into())
    }
}

impl Serialize for Prose {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        samverk_prose::read(&self.0).serialize(serializer)
    }
}
