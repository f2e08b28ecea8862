use super::NeedKind;
use samverk_foundation::Key;
use serde::Serialize;
use uuid::Uuid;

/// A challenge, need or opportunity that the parties have told of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Need {
    pub id: Uuid,
    pub key: Key,
    pub kind: NeedKind,
    pub area: String,
    pub text: String,
    pub position: i64,
    pub revision: i64,
}
