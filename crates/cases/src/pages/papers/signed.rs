//! Who has signed which version, and how anybody judges that.

use crate::model::{Print, Signature, SignatureSort};
use crate::pages::documents::{checksum_words, version_of};
use samverk_database::Tx;
use samverk_files::laid_versions;
use samverk_foundation::Problem;
use samverk_web::{Cell, Column, ColumnKind, Narrow, Table, Tone, Ui};
use uuid::Uuid;

pub(super) async fn signature_table(
    tx: &Tx,
    ui: &Ui,
    (prints, signatures): (&[Print], &[Signature]),
) -> Result<Table, Problem> {
    let named = signatures
        .iter()
        .map(|one| (one.file.file, one.file.number));
    let laid = laid_versions(tx, &named.collect::<Vec<(Uuid, i64)>>()).await?;
    let columns = [
        ("paper-version", ColumnKind::Integer),
        ("sign-signer", ColumnKind::Text),
        ("sign-mandate", ColumnKind::Text),
        ("sign-at", ColumnKind::Text),
        ("sign-issuer", ColumnKind::Text),
        ("sign-file", ColumnKind::Text),
        ("case-document-checksum", ColumnKind::Text),
    ];
    let columns = columns.map(|(text, kind)| Column::new(ui.t(text), kind));
    let mut table = Table::new("underskrifter", ui.t("sign-signatures"), columns.to_vec());
    for one in signatures {
        let print = prints.iter().find(|print| print.pdf == one.pdf);
        let file = laid.iter().find(|file| version_of(file) == one.file);
        let link = file.map(|file| Cell::link(file.version_href(), file.name.clone()));
        let signer = match one.organisation.as_str() {
            "" => one.signer.clone(),
            organisation => format!("{}, {organisation}", one.signer),
        };
        table.push(vec![
            print.map_or_else(Cell::empty, |print| Cell::integer(print.number)),
            Cell::text(signer),
            Cell::text(one.mandate.clone()),
            Cell::text(ui.time(&one.signed_at)),
            issuer(ui, one),
            link.unwrap_or_else(Cell::empty),
            Cell::text(checksum_words(&one.sha256)),
        ]);
    }
    Ok(table.narrow(Narrow::Lists).without_downloads())
}

fn issuer(ui: &Ui, one: &Signature) -> Cell {
    let (tone, words) = match (one.is_trusted, one.sort) {
        (true, SignatureSort::Here) => (Tone::Good, "sign-issued-here"),
        (true, SignatureSort::Elsewhere) => (Tone::Good, "sign-issued-trusted"),
        (false, _) => (Tone::Warning, "sign-issued-unknown"),
    };
    Cell::tag(tone, ui.t1(words, "name", &one.issuer))
}
