use samverk_prose::Block;
use serde::{Serialize, Serializer};

/// Running text as people write it (`samverk_prose`): every format gets its blocks, the same as the page shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Prose(String);

impl Prose {
    pub(crate) fn blocks(&self) -> Vec<Block> {
        samverk_prose::read(&self.0)
    }
}

impl<T: Into<String>> From<T> for Prose {
    fn from(text: T) -> Self {
        Self(text.into())
    }
}

impl Serialize for Prose {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.blocks().serialize(serializer)
    }
}
