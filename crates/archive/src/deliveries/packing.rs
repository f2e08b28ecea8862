//! Making the package: cases are read by stretches and files a piece at a time, and what is written goes on at once, so
//! that ten thousand cases take no more memory than some.

use super::kind::{DELIVERY, DeliverySort, DeliveryState, HeldDelivery};
use super::telling::{Told, Why};
use super::{DELIVERY_AGREEMENT, DeliveryAgreement};
use crate::policy::Action;
use crate::store::{self, LeftOut, Made, Packed};
use futures_util::StreamExt;
use samverk_cases::model::{Case, CaseStatus};
use samverk_cases::{REGISTRY, store as cases};
use samverk_database::Tx;
use samverk_fields::Referable;
use samverk_files::{Bytes, NewFile, Storage, add_file, lay};
use samverk_foundation::{Actor, Language, Problem, Problems};
use samverk_kept::{Decision, Ground, Held};
use samverk_packages::{
    Contact, Delivery as DeliveryTold, DeliveryKind, File, Line, Moment, Organisation, Package,
    Places, Sealed, System,
};
use samverk_parties::Owner;
use samverk_web::{Ui, file_name};
use samverk_work::{AllowFuture, Allowed, Doing, RunFuture, input};
use serde_json::Value;
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};
use tokio::runtime::Handle;
use tokio::sync::mpsc;
use uuid::Uuid;

/// So many cases are read at once.
const STRETCH: u64 = 100;
/// So much is written to the store at once.
const PIECE: usize = 256 * 1024;

/// The delivery that is asked for, and whose it is. Fails with `not_found` or `forbidden`.
async fn asked(tx: &Tx, actor: &Actor, said: &Value) -> Result<(Owner, HeldDelivery), Problem> {
    open(tx, actor, (input(said, "part"), input(said, "leverans"))).await
}

/// A delivery by its party's key and its own. Fails with `not_found` for those of other parties too, or with `forbidden`.
pub(super) async fn open(
    tx: &Tx,
    actor: &Actor,
    (party, key): (&str, &str),
) -> Result<(Owner, HeldDelivery), Problem> {
    let party = samverk_parties::store::find_party(tx, party).await?;
    let owner = Owner::seen_by(actor, party.ok_or_else(Problem::not_found)?);
    let found = DELIVERY.find(tx, &owner, key).await?;
    let found = found.filter(|_| owner.roles().any(Action::Know.by()));
    let delivery = found.ok_or_else(Problem::not_found)?;
    owner.roles().require(Action::Deliver.by())?;
    let named = DELIVERY.named_with_ids(tx, &[delivery.id]).await?.pop();
    Ok((owner, named.ok_or_else(Problem::not_found)?))
}

pub fn allow<'a>(tx: &'a Tx, actor: &'a Actor, said: &'a Value) -> AllowFuture<'a> {
    Box::pin(async move {
        let (owner, delivery) = asked(tx, actor, said).await?;
        Ok(Allowed {
            about: format!("{}, {}", delivery.title, owner.party.name),
            back: owner.href(&format!("/leveranser/{}", delivery.key)),
            collaboration: None,
        })
    })
}

/// Makes the package, and notes it with its cases in one transaction at the end. Broken off, nothing is noted, and it
/// begins again from the first case.
pub fn pack<'a>(doing: &'a Doing) -> RunFuture<'a> {
    Box::pin(async move {
        let tx = doing.state.db.read().await?;
        let (owner, delivery) = asked(&tx, &doing.ui.actor, &doing.work.input).await?;
        if delivery.status != DeliveryState::Planned {
            return Err(Problem::conflict("delivery_is_packed"));
        }
        let packing = Packing::of(&tx, doing, &owner, delivery).await?;
        let all = packing.count(&tx).await?;
        drop(tx);
        let (delivery, name) = (packing.delivery.clone(), packing.name());
        let mut result = doing.result()?;
        let (out, mut coming) = mpsc::channel(4);
        let packed = tokio::task::spawn_blocking(move || packing.run(out));
        while let Some(sent) = coming.recv().await {
            match sent {
                Sent::Bytes(bytes) => result.write(&bytes).await?,
                Sent::Far(done) => doing.at("pack", done.min(all), all).await?,
            }
        }
        let packed = packed.await.map_err(Problem::internal)??;
        doing.at("keep", all, all).await?;
        note(doing, &owner, &delivery, packed).await?;
        result.finish(name).await
    })
}

/// What has been packed.
struct Outcome {
    sealed: Sealed,
    cases: Vec<Packed>,
    left_out: Vec<LeftOut>,
    /// The list of files with their checksums.
    list: Vec<u8>,
}

/// What passes from the thread that packs.
enum Sent {
    Bytes(Vec<u8>),
    /// So many cases have been looked at.
    Far(usize),
}

/// Everything that packing needs, away from the request.
struct Packing {
    db: samverk_database::Db,
    storage: Storage,
    ui: Ui,
    owner: Uuid,
    delivery: HeldDelivery,
    registry: Held<samverk_cases::Registry>,
    told: DeliveryTold,
}

impl Packing {
    async fn of(
        tx: &Tx,
        doing: &Doing,
        owner: &Owner,
        delivery: HeldDelivery,
    ) -> Result<Self, Problem> {
        let gone = || Problem::internal("what a delivery names is gone");
        let agreement = delivery.agreement.id().ok_or_else(gone)?;
        let agreement = DELIVERY_AGREEMENT.with_ids(tx, &[agreement]).await?.pop();
        let registry = delivery.registry.id().ok_or_else(gone)?;
        let registry = REGISTRY.with_ids(tx, &[registry]).await?.pop();
        let id = doing.state.db.clock().new_id();
        let agreement = agreement.ok_or_else(gone)?;
        let told = told(&delivery, &agreement, (id, tx), owner)?;
        Ok(Self {
            db: doing.state.db.clone(),
            storage: doing.files().storage.clone(),
            // What an archive reads is in Swedish, whoever delivers.
            ui: Ui::new(
                doing.state.clone(),
                Language::Sv,
                doing.ui.actor.clone(),
                "",
            ),
            owner: owner.party.id.0,
            registry: registry.ok_or_else(gone)?,
            delivery,
            told,
        })
    }

    fn name(&self) -> String {
        file_name([self.delivery.key.as_str()], "tar")
    }

    async fn count(&self, tx: &Tx) -> Result<usize, Problem> {
        let all = cases::count_ended(tx, self.registry.id).await?;
        usize::try_from(all).map_err(Problem::internal)
    }

    fn run(self, out: mpsc::Sender<Sent>) -> Result<Outcome, Problem> {
        let handle = Handle::current();
        let list = tempfile::tempfile().map_err(Problem::internal)?;
        let beside = std::env::temp_dir();
        let places = Places {
            package: BufWriter::with_capacity(PIECE, Sender(out.clone())),
            list: BufWriter::new(list.try_clone().map_err(Problem::internal)?),
            beside: &beside,
        };
        let mut package = Package::begin(&self.told, places)?;
        let (mut packed, mut left_out) = (Vec::new(), Vec::new());
        let (mut after, mut seen) = (0, 0);
        loop {
            let stretch = handle.block_on(self.stretch(after))?;
            let Some(last) = stretch.last() else { break };
            after = last.0.place();
            seen += stretch.len();
            for (case, told) in stretch {
                match told {
                    Ok(told) => {
                        let open = |file: &File| self.open(&handle, file);
                        package = package.with_case(&told, open)?;
                        packed.push(Packed {
                            case: case.id,
                            revision: case.revision,
                        });
                    }
                    Err(why) => left_out.push(LeftOut {
                        number: case.number,
                        why: why.to_owned(),
                    }),
                }
            }
            // Nobody listens any more when it is broken off.
            let far = out.blocking_send(Sent::Far(seen));
            far.map_err(|_| Problem::conflict("work_cancelled"))?;
        }
        let sealed = package.seal()?;
        Ok(Outcome {
            sealed,
            cases: packed,
            left_out,
            list: read_whole(list).map_err(Problem::internal)?,
        })
    }

    /// The next cases that ended in the interval, each with what is told of it or why it is not delivered.
    async fn stretch(
        &self,
        after: i64,
    ) -> Result<Vec<(Case, Result<samverk_packages::Case, Why>)>, Problem> {
        let tx = self.db.read().await?;
        let within = (self.delivery.ended_from, self.delivery.ended_until);
        let asked = (self.registry.id, within);
        let found = cases::list_ended(&tx, asked, (after, STRETCH)).await?;
        let ids: Vec<Uuid> = found.iter().map(|case| case.id.0).collect();
        let spoken_for = match self.delivery.sort {
            // A test speaks for nothing, and what replaces or supplements comes again.
            DeliverySort::New => store::list_spoken_for(&tx, self.delivery.id, &ids).await?,
            DeliverySort::Supplement | DeliverySort::Replacement | DeliverySort::Test => Vec::new(),
        };
        let told = Told::read(&tx, &found).await?;
        let mut stretch = Vec::with_capacity(found.len());
        for case in found {
            debug_assert!(case.party.0 == self.owner && case.status != CaseStatus::Open);
            let one = match spoken_for.contains(&case.id.0) {
                true => Err("delivered"),
                false => {
                    let registry = &self.registry.name;
                    told.case(&tx, &self.ui, registry, &case).await?
                }
            };
            stretch.push((case, one));
        }
        Ok(stretch)
    }

    fn open(&self, handle: &Handle, file: &File) -> io::Result<Pieces> {
        let read = handle.block_on(self.storage.read(file.id, None));
        let bytes = read.map_err(|problem| io::Error::other(problem.code))?;
        Ok(Pieces {
            handle: handle.clone(),
            bytes,
            piece: axum::body::Bytes::new(),
        })
    }
}

/// What is said of the delivery as a whole.
fn told(
    delivery: &HeldDelivery,
    agreement: &DeliveryAgreement,
    (id, tx): (Uuid, &Tx),
    owner: &Owner,
) -> Result<DeliveryTold, Problem> {
    let organisation = |name: &str, number: &str, field| {
        Ok::<_, Problem>(Organisation {
            name: Line::new(name, field)?,
            number: Line::of(number),
        })
    };
    let contact = Line::of(&agreement.contact_role).zip(Line::of(&agreement.contact_address));
    Ok(DeliveryTold {
        id,
        label: Line::new(&delivery.title, "title")?,
        kind: match delivery.sort {
            DeliverySort::New => DeliveryKind::New,
            DeliverySort::Supplement => DeliveryKind::Supplement,
            DeliverySort::Replacement => DeliveryKind::Replacement,
            DeliverySort::Test => DeliveryKind::Test,
        },
        agreement: Line::of(&agreement.agreement),
        reference_code: Line::of(&agreement.reference_code),
        archival_creator: organisation(&agreement.creator, &agreement.creator_number, "creator")?,
        submitter: organisation(&owner.party.name, "", "submitter")?,
        contact: contact.map(|(role, address)| Contact { role, address }),
        archive: Some(organisation(&agreement.archive, "", "archive")?),
        system: System {
            name: Line::new("Samverk", "system")?,
            version: Line::new(env!("CARGO_PKG_VERSION"), "version")?,
        },
        made_at: Moment::new(tx.now())?,
        classification_scheme: Line::of(&agreement.classification_scheme),
        attachments: Vec::new(),
    })
}

fn read_whole(mut file: std::fs::File) -> io::Result<Vec<u8>> {
    let mut whole = Vec::new();
    file.seek(SeekFrom::Start(0))?;
    file.read_to_end(&mut whole)?;
    Ok(whole)
}

/// Takes what is written to whoever lays it in the store.
struct Sender(mpsc::Sender<Sent>);

impl Write for Sender {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let sent = self.0.blocking_send(Sent::Bytes(bytes.to_vec()));
        sent.map_err(|_| io::Error::from(io::ErrorKind::BrokenPipe))?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A file as it comes from the store.
struct Pieces {
    handle: Handle,
    bytes: Bytes,
    piece: axum::body::Bytes,
}

impl Read for Pieces {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.piece.is_empty() {
            match self.handle.block_on(self.bytes.next()) {
                Some(piece) => self.piece = piece.map_err(io::Error::other)?,
                None => return Ok(0),
            }
        }
        let count = into.len().min(self.piece.len());
        into[..count].copy_from_slice(&self.piece.split_to(count));
        Ok(count)
    }
}

/// Notes the package with its cases and its list, and that the delivery is packed. Fails with `delivery_cases_changed`
/// when somebody has changed one of them meanwhile.
async fn note(
    doing: &Doing,
    owner: &Owner,
    delivery: &HeldDelivery,
    packed: Outcome,
) -> Result<(), Problem> {
    let (actor, state) = (&doing.ui.actor, &doing.state);
    let name = file_name([delivery.key.as_str(), "filer"], "csv");
    let id = state.db.clock().new_id();
    let received = lay(doing.files(), id, (&name, &packed.list)).await?;
    let tx = state.db.begin("note_delivery").await?;
    let thing = state
        .thing(
            &tx,
            actor,
            <super::Delivery as Referable>::KIND,
            delivery.id,
        )
        .await?;
    let file = add_file(&tx, actor, &thing, &NewFile::default(), &received).await?;
    let count = |number: u64| i64::try_from(number).map_err(Problem::internal);
    let made = Made {
        package: packed.sealed.id,
        packed_on: tx.today(),
        cases: count(packed.sealed.cases)?,
        files: count(packed.sealed.files)?,
        size: count(packed.sealed.size)?,
        checksum: packed.sealed.checksum.to_string(),
        list: file.id,
        left_out: count(packed.left_out.len() as u64)?,
    };
    store::remove_package(&tx, delivery.id).await?;
    store::insert_package(&tx, delivery.id, &made).await?;
    store::insert_cases(&tx, delivery.id, &packed.cases).await?;
    store::insert_left_out(&tx, delivery.id, &packed.left_out).await?;
    tx.flush().await?;
    if store::count_changed(&tx, delivery.id).await? > 0 {
        return Err(Problem::conflict("delivery_cases_changed"));
    }
    let decision = Decision {
        to: DeliveryState::Packed.code(),
        reason: "",
    };
    let decided = DELIVERY.decide(
        &tx,
        actor,
        owner,
        &delivery.key,
        decision,
        delivery.revision,
    );
    decided.await.map_err(Problems::first)?;
    tx.commit().await
}
