//! A document with the pictures of its texts, as its reader may have them.

use crate::printer;
use chrono::{DateTime, Utc};
use samverk_documents::Document;
use samverk_files::{Files, picture_bytes};
use samverk_foundation::Problem;
use samverk_web::Picture;

/// What is gathered for print; the bytes of the pictures are read when no transaction is open any more.
pub(crate) struct Printed {
    document: Document,
    pictures: Vec<Picture>,
}

impl From<Document> for Printed {
    fn from(document: Document) -> Self {
        let pictures = Vec::new();
        Self { document, pictures }
    }
}

impl Printed {
    pub fn new(document: Document, pictures: Vec<Picture>) -> Self {
        Self { document, pictures }
    }

    /// As a PDF.
    pub async fn print(self, files: &Files, now: DateTime<Utc>) -> Result<Vec<u8>, Problem> {
        let pictures = picture_bytes(files, &self.pictures).await?;
        printer::print(self.document, pictures, now).await
    }
}
