//! Import and export of the folder format: every domain reads, applies and writes its own files.

mod title;

use crate::modules::{self, hung_on_collaborations, hung_on_parties, hung_on_the_installation};
use samverk_database::{Db, Tx};
use samverk_exchange::{CODE_COLUMNS, FileSchema, Folder, Intake, document_schema, to_toml};
use samverk_files::Files;
use samverk_files::bundle::Going;
use samverk_foundation::{Actor, CollaborationId, Problem};
use samverk_kept::{
    AnyKind, Exchange, Installation, KeptFile, apply_files, documents_of, file_schemas, read_files,
    write_tables,
};
use samverk_parties::Scope;
use samverk_parties::bundle::{
    AtParties, Described, described_schemas, schemas_at_parties, write_at_parties, write_described,
};
use samverk_web::{ChoiceWords, Things, aside};
use samverk_work::Ending;
use std::sync::LazyLock;
use title::BundleFile;
use uuid::Uuid;

/// How an import went. Nothing is saved unless it is `Saved`.
#[derive(Debug)]
pub enum Outcome {
    /// Done; these warnings were confirmed and are kept with the data.
    Saved(Vec<Problem>),
    /// Not done: these must be mended first.
    Refused(Vec<Problem>),
    /// Not done: these must be confirmed first.
    Unconfirmed(Vec<Problem>),
}

/// Brings a folder without files in: all of it in one transaction, or nothing.
pub async fn import(
    db: &Db,
    actor: &Actor,
    folder: Folder,
    confirm_warnings: bool,
) -> Result<Outcome, Problem> {
    import_with_files(db, actor, (folder, None), confirm_warnings).await
}

/// The same with what lies at its things.
pub async fn import_with_files(
    db: &Db,
    actor: &Actor,
    (folder, files): (Folder, Option<&Files>),
    confirm_warnings: bool,
) -> Result<Outcome, Problem> {
    let mut intake = aside(move || Intake::new(folder)).await?;
    know_names(db, &mut intake).await?;
    let read = aside(move || {
        let about = intake.required_document::<BundleFile>("bundle.toml");
        intake.problems.keep(title::check(about.as_ref()));
        (about, Contents::read(&mut intake), intake)
    });
    let (about, read, mut intake) = read.await?;
    let tx = db.begin("import").await?;
    let stored = read.apply(&tx, actor, files, &mut intake).await?;
    if let Some(about) = &about {
        title::keep(&tx, about, &read.parties, &mut intake).await?;
    }
    let outcome = settle(tx, intake, confirm_warnings, None).await?;
    if let (Some(files), Outcome::Refused(_) | Outcome::Unconfirmed(_)) = (files, &outcome) {
        for id in stored {
            files.storage.remove(id).await?;
        }
    }
    Ok(outcome)
}

/// Brings in some of a collaboration's files, without saying what the folder as a whole holds:
/// all of them in one transaction, or nothing. A long work's end is noted in the same one.
pub(crate) async fn import_part(
    db: &Db,
    actor: &Actor,
    mut intake: Intake,
    confirm_warnings: bool,
    ending: Option<&Ending>,
) -> Result<Outcome, Problem> {
    know_names(db, &mut intake).await?;
    let read = aside(move || (Contents::read(&mut intake), intake));
    let (read, mut intake) = read.await?;
    let tx = db.begin("import_part").await?;
    read.apply(&tx, actor, None, &mut intake).await?;
    settle(tx, intake, confirm_warnings, ending).await
}

/// Parties and codes may stand in tables as people call them.
async fn know_names(db: &Db, intake: &mut Intake) -> Result<(), Problem> {
    let tx = db.read().await?;
    intake.know_parties(samverk_parties::bundle::naming(&tx).await?);
    let words = WORDS.as_ref().map_err(Problem::internal)?;
    intake.know_words(Box::new(move |column, written| words.code(column, written)));
    Ok(())
}

/// The texts are the program's own, so their words are gathered once.
static WORDS: LazyLock<Result<ChoiceWords, String>> = LazyLock::new(|| {
    let sources = modules::text_sources();
    Ok(ChoiceWords::new(
        &CODE_COLUMNS,
        &sources,
        &modules::texts()?,
    ))
});

/// What every domain read.
struct Contents {
    parties: samverk_parties::bundle::Bundle,
    goals: samverk_goals::bundle::GoalsBundle,
    economy: samverk_economy::bundle::EconomyBundle,
    described: Described,
    shared: Vec<KeptFile>,
    at_parties: AtParties,
    gates: samverk_development::bundle::GateBundle,
    benefits: samverk_benefits::bundle::BenefitsBundle,
    files: samverk_files::bundle::FileTables,
    cases: samverk_cases::bundle::CasesBundle,
    archive: samverk_archive::bundle::ArchiveBundle,
    consultations: samverk_consultations::bundle::ConsultationsBundle,
    surveys: samverk_surveys::bundle::SurveysBundle,
    letters: samverk_agreements::letters::bundle::LettersBundle,
    talk: samverk_talk::bundle::TalkBundle,
}

impl Contents {
    fn read(intake: &mut Intake) -> Self {
        let read = Self {
            parties: samverk_parties::bundle::read(intake),
            goals: samverk_goals::bundle::read(intake),
            economy: samverk_economy::bundle::read(intake),
            described: Described::read(intake, &hung_on_collaborations()),
            shared: read_files(intake, &hung_on_the_installation(), ""),
            at_parties: AtParties::read(intake, &hung_on_parties()),
            gates: samverk_development::bundle::read(intake),
            benefits: samverk_benefits::bundle::read(intake),
            files: samverk_files::bundle::read(intake),
            cases: samverk_cases::bundle::read(intake),
            archive: samverk_archive::bundle::read(intake),
            consultations: samverk_consultations::bundle::read(intake),
            surveys: samverk_surveys::bundle::read(intake),
            letters: samverk_agreements::letters::bundle::read(intake),
            talk: samverk_talk::bundle::read(intake),
        };
        intake.note_unknown_files();
        read
    }

    /// Answers which bytes were laid in the storage of files.
    async fn apply(
        &self,
        tx: &Tx,
        actor: &Actor,
        files: Option<&Files>,
        intake: &mut Intake,
    ) -> Result<Vec<Uuid>, Problem> {
        samverk_parties::bundle::apply(tx, actor, &self.parties, intake).await?;
        samverk_goals::bundle::apply(tx, actor, &self.goals, intake).await?;
        samverk_economy::bundle::apply(tx, actor, &self.economy, intake).await?;
        let installation = Installation::seen_by(actor);
        apply_files(tx, actor, &installation, &self.shared, intake).await?;
        self.described.apply(tx, actor, intake).await?;
        self.at_parties.apply(tx, actor, intake).await?;
        samverk_cases::bundle::apply(tx, actor, &self.cases, intake).await?;
        samverk_development::bundle::apply(tx, actor, &self.gates, intake).await?;
        samverk_benefits::bundle::apply(tx, actor, &self.benefits, intake).await?;
        samverk_consultations::bundle::apply(tx, actor, &self.consultations, intake).await?;
        samverk_surveys::bundle::apply(tx, actor, &self.surveys, intake).await?;
        samverk_agreements::letters::bundle::apply(tx, actor, &self.letters, intake).await?;
        let things = Things::of(&modules::modules());
        samverk_talk::bundle::apply(tx, actor, &self.talk, intake, &things).await?;
        // What is to be refused anyway has no bytes copied first.
        if !intake.problems.is_empty() {
            return Ok(Vec::new());
        }
        let with = (&things, files);
        let stored = samverk_files::bundle::apply(tx, actor, with, &self.files, intake).await?;
        samverk_cases::bundle::apply_documents(tx, actor, &self.cases, intake).await?;
        samverk_archive::bundle::apply(tx, actor, &self.archive, intake).await?;
        Ok(stored)
    }
}

async fn settle(
    tx: Tx,
    mut intake: Intake,
    confirm_warnings: bool,
    ending: Option<&Ending>,
) -> Result<Outcome, Problem> {
    intake.name_sheets();
    if !intake.problems.is_empty() {
        return Ok(Outcome::Refused(intake.problems.0));
    }
    if !intake.warnings.is_empty() && !confirm_warnings {
        return Ok(Outcome::Unconfirmed(intake.warnings));
    }
    if let Some(ending) = ending {
        ending.note(&tx).await?;
    }
    tx.commit().await?;
    Ok(Outcome::Saved(intake.warnings))
}

/// Writes an installation, or with `keys` only these collaborations and what they refer to.
/// Fails with `collaboration_unknown`.
pub async fn export(db: &Db, keys: &[String]) -> Result<Folder, Problem> {
    let tx = db.read().await?;
    let chosen = chosen(&tx, keys).await?;
    export_chosen(&tx, &chosen).await
}

/// The same with the table of files, and where their bytes are to lie.
pub async fn export_with_files(db: &Db, keys: &[String]) -> Result<(Folder, Going), Problem> {
    let tx = db.read().await?;
    let chosen = chosen(&tx, keys).await?;
    let mut folder = export_chosen(&tx, &chosen).await?;
    let things = Things::of(&modules::modules());
    let (tables, going) = samverk_files::bundle::write(&tx, &things, &chosen).await?;
    folder.extend(tables);
    // Cases are the parties' own: whoever runs the installation takes them out with its files, and nobody else.
    if chosen.is_empty() {
        folder.extend(samverk_cases::bundle::write(&tx).await?);
        folder.extend(samverk_archive::bundle::write(&tx).await?);
    }
    Ok((folder, going))
}

async fn export_chosen(tx: &Tx, chosen: &[CollaborationId]) -> Result<Folder, Problem> {
    let mut folder = Folder::default();
    if chosen.is_empty() {
        folder.extend(contents(tx, None).await?);
    }
    for id in chosen {
        folder.extend(contents(tx, Some(*id)).await?);
    }
    with_shared(tx, folder, chosen).await
}

/// Adds what the collaborations refer to, and what the folder says of itself.
pub(crate) async fn with_shared(
    tx: &Tx,
    mut folder: Folder,
    chosen: &[CollaborationId],
) -> Result<Folder, Problem> {
    if !chosen.is_empty() {
        write_named_areas(tx, &mut folder).await?;
    }
    let named = (!chosen.is_empty()).then(|| folder.keys_named());
    folder.extend(samverk_parties::bundle::write_shared(tx, named.as_ref()).await?);
    let about = title::of(tx, chosen).await?;
    folder.insert("bundle.toml", to_toml(&about)?);
    Ok(folder)
}

/// Writes one collaboration and what it refers to, as the actor may know it.
pub(crate) async fn export_seen(tx: &Tx, actor: &Actor, scope: &Scope) -> Result<Folder, Problem> {
    let id = scope.collaboration.id;
    let mut folder = samverk_parties::bundle::write_seen(tx, actor, id).await?;
    folder.extend(samverk_goals::bundle::write(tx, Some(id)).await?);
    folder.extend(samverk_economy::bundle::write(tx, Some(id)).await?);
    folder.extend(write_described(tx, Some(id), &hung_on_collaborations()).await?);
    folder.extend(samverk_development::bundle::write(tx, Some(id)).await?);
    folder.extend(samverk_benefits::bundle::write(tx, Some(id)).await?);
    folder.extend(samverk_consultations::bundle::write(tx, Some(id)).await?);
    folder.extend(samverk_surveys::bundle::write(tx, Some(id)).await?);
    folder.extend(samverk_agreements::letters::bundle::write(tx, Some(id)).await?);
    folder.extend(samverk_talk::bundle::write(tx, Some(id), None).await?);
    write_named_areas(tx, &mut folder).await?;
    let named = folder.keys_named();
    folder.extend(samverk_parties::bundle::write_shared(tx, Some(&named)).await?);
    folder.insert("bundle.toml", to_toml(&title::of(tx, &[id]).await?)?);
    Ok(folder)
}

async fn chosen(tx: &Tx, keys: &[String]) -> Result<Vec<CollaborationId>, Problem> {
    let mut chosen = Vec::new();
    for key in keys {
        let found = samverk_parties::store::find_collaboration(tx, key).await?;
        let unknown = || Problem::invalid("collaboration_unknown").with("key", key);
        chosen.push(found.ok_or_else(unknown)?.id);
    }
    Ok(chosen)
}

/// What every domain writes of all collaborations or `only` one.
pub(crate) async fn contents(tx: &Tx, only: Option<CollaborationId>) -> Result<Folder, Problem> {
    let mut folder = samverk_parties::bundle::write_collaborations(tx, only).await?;
    folder.extend(samverk_goals::bundle::write(tx, only).await?);
    folder.extend(samverk_economy::bundle::write(tx, only).await?);
    folder.extend(write_described(tx, only, &hung_on_collaborations()).await?);
    folder.extend(samverk_development::bundle::write(tx, only).await?);
    folder.extend(samverk_benefits::bundle::write(tx, only).await?);
    folder.extend(samverk_consultations::bundle::write(tx, only).await?);
    folder.extend(samverk_surveys::bundle::write(tx, only).await?);
    folder.extend(samverk_agreements::letters::bundle::write(tx, only).await?);
    // What is a party's own, and what is said within one or to an owner, goes with the whole only.
    if only.is_none() {
        write_shared(tx, &mut folder).await?;
        folder.extend(write_at_parties(tx, &hung_on_parties()).await?);
    }
    let things = only.is_none().then(|| Things::of(&modules::modules()));
    folder.extend(samverk_talk::bundle::write(tx, only, things.as_ref()).await?);
    Ok(folder)
}

/// The areas of need, when something of the collaborations is for one.
async fn write_named_areas(tx: &Tx, folder: &mut Folder) -> Result<(), Problem> {
    let names_areas = |path: &str| path.ends_with("/joint_purchases.csv");
    if folder.paths().any(names_areas) {
        let areas: &[&'static dyn AnyKind] = &[&samverk_systems::NEED_AREA];
        write_tables(tx, areas, Uuid::nil(), "", folder).await?;
    }
    Ok(())
}

/// What all parties share: tables, and of what ships with the program that which differs.
async fn write_shared(tx: &Tx, folder: &mut Folder) -> Result<(), Problem> {
    let at = Installation::seen_by(&Actor::Public);
    for kind in hung_on_the_installation() {
        match kind.facts().exchange {
            Exchange::Document { .. } => documents_of(tx, kind, &at, |_| true, folder).await?,
            _ => write_tables(tx, &[kind], Uuid::nil(), "", folder).await?,
        }
    }
    Ok(())
}

/// The schemas of all files of the format.
pub fn schemas() -> Vec<FileSchema> {
    let mut schemas = vec![document_schema::<BundleFile>("bundle.toml")];
    schemas.extend(samverk_parties::bundle::schemas());
    schemas.extend(samverk_goals::bundle::schemas());
    schemas.extend(samverk_economy::bundle::schemas());
    schemas.extend(described_schemas(&hung_on_collaborations()));
    schemas.extend(file_schemas(&hung_on_the_installation(), ""));
    schemas.extend(schemas_at_parties(&hung_on_parties()));
    schemas.extend(samverk_cases::bundle::schemas());
    schemas.extend(samverk_archive::bundle::schemas());
    schemas.extend(samverk_development::bundle::schemas());
    schemas.extend(samverk_benefits::bundle::schemas());
    schemas.extend(samverk_consultations::bundle::schemas());
    schemas.extend(samverk_surveys::bundle::schemas());
    schemas.extend(samverk_agreements::letters::bundle::schemas());
    schemas.extend(samverk_files::bundle::schemas());
    schemas.extend(samverk_talk::bundle::schemas());
    schemas
}
