//! All answers in a consultation as one package: an answer at a time is typeset, packed and written to the store, so that
//! a consultation of hundreds takes no more memory than one.

use super::allowed;
use crate::documents::{Ready, answer_ready, answers_stem, numbered};
use crate::printer;
use samverk_consultations::{ConsultationDesk, compiled, is_decided};
use samverk_database::Tx;
use samverk_documents::{Document, basis_as_docx};
use samverk_foundation::{Actor, Problem};
use samverk_sheets::write_csv_download;
use samverk_web::aside;
use samverk_work::{AllowFuture, Doing, Ended, ResultWriter, RunFuture, input};
use serde_json::Value;
use std::collections::BTreeSet;
use std::io::{Result as IoResult, Write};
use std::sync::{Arc, Mutex, PoisonError};
use zip::ZipWriter;
use zip::write::{SimpleFileOptions, StreamWriter};

pub(super) fn allow<'a>(tx: &'a Tx, actor: &'a Actor, said: &'a Value) -> AllowFuture<'a> {
    Box::pin(async move {
        let (collaboration, key) = (input(said, "samverkan"), input(said, "remiss"));
        let desk = ConsultationDesk::find(tx, actor, collaboration, key).await?;
        if !desk.answers.iter().any(is_decided) {
            return Err(Problem::not_found());
        }
        let back = format!("/remisser/{key}/sammanstallning");
        Ok(allowed(&desk.scope, &desk.consultation.title, &back))
    })
}

/// Both files of each answer that is decided, and what all of them say together.
pub(super) fn pack<'a>(doing: &'a Doing) -> RunFuture<'a> {
    Box::pin(async move {
        let (ui, now) = (&doing.ui, doing.state.db.clock().now());
        let tx = doing.state.db.read().await?;
        let (collaboration, key) = (doing.input("samverkan"), doing.input("remiss"));
        let desk = ConsultationDesk::find(&tx, &ui.actor, collaboration, key).await?;
        let stem = answers_stem(ui, &desk);
        let tables = compiled(ui, &desk);
        // What others sent is theirs, and lies among the files.
        let answers = desk.into_answers(|one| is_decided(one) && one.party.is_some());
        let answers: Vec<Ready> = answers.iter().map(|one| answer_ready(ui, one)).collect();
        drop(tx);
        let all = answers.len() + 1;
        let mut package = Package::begin(doing)?;
        for table in &tables {
            let csv = write_csv_download(&table.sheet());
            package
                .add(&format!("{}.csv", table.caption), csv.into_bytes())
                .await?;
        }
        let mut taken = BTreeSet::new();
        for (done, one) in answers.into_iter().enumerate() {
            doing.at("typeset", done, all).await?;
            let stem = numbered(one.stem, &mut taken);
            let at = one.kept_at.unwrap_or(now);
            let docx = basis_as_docx(&one.document, at)?;
            let pdf = printer::print(Document::Basis(one.document), Vec::new(), at).await?;
            package.add(&format!("{stem}.pdf"), pdf).await?;
            package.add(&format!("{stem}.docx"), docx).await?;
        }
        doing.at("keep", all - 1, all).await?;
        package.end(format!("{stem}.zip")).await
    })
}

/// What has been packed and not written to the store yet.
#[derive(Clone, Default)]
struct Packed(Arc<Mutex<Vec<u8>>>);

impl Packed {
    fn take(&self) -> Vec<u8> {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::take(&mut *held)
    }
}

impl Write for Packed {
    fn write(&mut self, bytes: &[u8]) -> IoResult<usize> {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        held.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> IoResult<()> {
        Ok(())
    }
}

/// A ZIP file that is written as it grows.
struct Package {
    zip: ZipWriter<StreamWriter<Packed>>,
    packed: Packed,
    result: ResultWriter,
}

impl Package {
    fn begin(doing: &Doing) -> Result<Self, Problem> {
        let packed = Packed::default();
        Ok(Self {
            zip: ZipWriter::new_stream(packed.clone()),
            packed,
            result: doing.result()?,
        })
    }

    async fn add(&mut self, name: &str, bytes: Vec<u8>) -> Result<(), Problem> {
        let options = SimpleFileOptions::default();
        self.zip
            .start_file(name, options)
            .map_err(Problem::internal)?;
        self.zip.write_all(&bytes).map_err(Problem::internal)?;
        self.result.write(&self.packed.take()).await
    }

    async fn end(mut self, name: String) -> Result<Ended, Problem> {
        let zip = self.zip;
        aside(move || zip.finish().map(|_| ()).map_err(Problem::internal)).await??;
        self.result.write(&self.packed.take()).await?;
        self.result.finish(name).await
    }
}
