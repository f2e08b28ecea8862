use crate::ModelId;
use samverk_database::ObjectRef;
use samverk_engine::{DistributionModel, MeasureTable};
use serde::Serialize;
use uuid::Uuid;

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

/// A collaboration's own table of figures.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MeasureRecord {
    pub id: Uuid,
    pub table: MeasureTable,
    pub position: i64,
    pub revision: i64,
}

impl MeasureRecord {
    /// After the collaboration's address.
    pub fn suffix(&self) -> String {
        format!("/matt/{}", self.table.key)
    }

    pub fn object(&self) -> ObjectRef {
        ObjectRef::new("custom_measure", self.id, &self.table.name)
    }
}
