use crate::ModelId;
use samverk_database::ObjectRef;
use samverk_engine::DistributionModel;
use serde::Serialize;

/// A distribution model in a collaboration.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ModelRecord {
    pub id: ModelId,
    pub model: DistributionModel,
    pub revision: i64,
}

impl ModelRecord {
    /// After the collaboration's address.
    pub fn suffix(&self) -> String {
        format!("/modeller/{}", self.model.key)
    }

    pub fn object(&self) -> ObjectRef {
        ObjectRef::new("distribution_model", self.id.0, &self.model.name)
    }
}
