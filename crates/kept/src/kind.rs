//! The description of a kind. Nothing in it has a default: what a kind does not say does not compile.

use crate::{Ground, GroundKind, Later, Target};
use samverk_database::Tx;
use samverk_fields::{FieldKey, Form, Record};
use samverk_foundation::{Problem, Problems, Role, interned};
use samverk_web::ActionRow;
use std::any::Any;
use std::sync::Arc;

/// A struct that can be kept; `#[derive(Kept)]` writes it.
pub trait Kept: Sized + Send + Sync + 'static {
    const CODE: &'static str;
    /// What it is, in English, for the description of the API.
    const ABOUT: &'static str;
    fn form() -> &'static Form;
    /// Nothing when the record is not of this form.
    fn read(record: &Record) -> Option<Self>;
    fn write(&self) -> Record;
}

/// Who may read what stands on a ground that they may know of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Readers {
    /// Whoever sees the ground.
    OfTheGround,
    /// The ground's own people.
    Members,
    Roles(&'static [Role]),
}

/// Who may add, change, order and remove: one action of the policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Writers {
    pub action: &'static str,
    pub roles: &'static [Role],
}

/// In which order a list stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// As people have put it: the table has `position`.
    ByHand,
    /// By these fields, which are never empty.
    By(&'static [FieldKey]),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List {
    pub order: Order,
    /// What the list shows, the first is what a thing is known by.
    pub columns: &'static [FieldKey],
    /// A choice by which the list is several tables.
    pub parted: Option<FieldKey>,
    /// Rows with the same text here stand together.
    pub gathered: Option<FieldKey>,
    /// Choices that can be asked for.
    pub filters: &'static [FieldKey],
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pages {
    /// The part of the address after the ground's: `behov`.
    pub segment: &'static str,
    /// Where its tab stands among the ground's.
    pub tab: Option<u16>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Api {
    /// The last part of the address: `needs`.
    pub plural: &'static str,
    /// What it is called in the description of the API, in Swedish and in English.
    pub about: [&'static str; 2],
    /// With its article: `ett behov`, `a need`.
    pub one: [&'static str; 2],
    /// A key that the example has, and what stands before it in the address there.
    pub example: &'static str,
    pub beside: &'static [(&'static str, &'static str)],
}

/// Where it lies in the folder format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exchange {
    /// A table in the ground's folder.
    Table(&'static str),
    Nowhere,
}

/// By what it is found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Search {
    pub title: FieldKey,
    pub words: &'static [FieldKey],
}

/// What a kind's own rules need to know, gathered once however many are saved.
pub type Gathered = Arc<dyn Any + Send + Sync>;

/// Rules beyond those of the fields: what they need is gathered with a fixed number of queries, and
/// the check itself is pure.
pub struct Rules<T> {
    pub gather: for<'a> fn(&'a Tx, &'a dyn Ground) -> Later<'a, Result<Gathered, Problem>>,
    /// The thing, what stood before, and what was gathered.
    pub check: fn(&T, Option<&T>, &Gathered) -> Problems,
}

impl Writers {
    pub const fn of(action: &'static str, roles: &'static [Role]) -> Self {
        Self { action, roles }
    }
}

impl Pages {
    /// With a tab among the ground's, in this place.
    pub const fn with_tab(segment: &'static str, place: u16) -> Self {
        let tab = Some(place);
        Self { segment, tab }
    }
}

impl<T> Rules<T> {
    pub const NONE: Self = Self {
        gather: |_, _| Box::pin(async { Ok(Arc::new(()) as Gathered) }),
        check: |_, _, _| Problems::default(),
    };
}

/// A kind of kept things.
pub struct Kind<T: Kept> {
    pub ground: &'static GroundKind,
    pub readers: Readers,
    pub writers: Writers,
    /// What people call one, also in the log.
    pub name: fn(&T) -> String,
    /// What its fields may refer to.
    pub targets: &'static [&'static Target],
    pub rules: Rules<T>,
    pub list: List,
    pub pages: Pages,
    pub api: Api,
    pub exchange: Exchange,
    pub search: Option<Search>,
}

/// What the machine reads of a description.
#[derive(Clone)]
pub struct Facts {
    /// The glossary's word: table, object kind, the beginning of events and texts.
    pub code: &'static str,
    pub ground: &'static GroundKind,
    pub readers: Readers,
    pub writers: Writers,
    pub targets: &'static [&'static Target],
    pub list: List,
    pub pages: Pages,
    pub api: Api,
    pub exchange: Exchange,
    pub search: Option<Search>,
}

/// The answer of a check.
pub type Checked<'a> = Result<Problems, Problem>;

/// A kind as the machine sees it, whatever its type.
pub trait AnyKind: Send + Sync {
    fn facts(&self) -> Facts;
    fn form(&self) -> &'static Form;
    fn about(&self) -> &'static str;
    fn name(&self, record: &Record) -> String;
    fn gather<'a>(&'a self, tx: &'a Tx, at: &'a dyn Ground)
    -> Later<'a, Result<Gathered, Problem>>;
    fn check(&self, record: &Record, before: Option<&Record>, gathered: &Gathered) -> Checked<'_>;
}

impl<T: Kept> AnyKind for Kind<T> {
    fn facts(&self) -> Facts {
        Facts {
            code: T::CODE,
            ground: self.ground,
            readers: self.readers,
            writers: self.writers,
            targets: self.targets,
            list: self.list.clone(),
            pages: self.pages,
            api: self.api,
            exchange: self.exchange,
            search: self.search.clone(),
        }
    }

    fn form(&self) -> &'static Form {
        T::form()
    }

    fn about(&self) -> &'static str {
        T::ABOUT
    }

    fn name(&self, record: &Record) -> String {
        T::read(record)
            .map(|one| (self.name)(&one))
            .unwrap_or_default()
    }

    fn gather<'a>(
        &'a self,
        tx: &'a Tx,
        at: &'a dyn Ground,
    ) -> Later<'a, Result<Gathered, Problem>> {
        (self.rules.gather)(tx, at)
    }

    fn check(&self, record: &Record, before: Option<&Record>, gathered: &Gathered) -> Checked<'_> {
        let read = |record| T::read(record).ok_or_else(|| Problem::internal("another form"));
        let before = before.map(read).transpose()?;
        Ok((self.rules.check)(
            &read(record)?,
            before.as_ref(),
            gathered,
        ))
    }
}

impl Facts {
    pub(crate) fn saved_event(&self) -> &'static str {
        interned(format!("{}.saved", self.code))
    }

    pub(crate) fn removed_event(&self) -> &'static str {
        interned(format!("{}.removed", self.code))
    }

    pub(crate) fn is_ordered_by_hand(&self) -> bool {
        self.list.order == Order::ByHand
    }

    /// The row of the policy for reading, when not everybody who sees the ground may.
    pub(crate) fn reading(&self) -> Option<ActionRow> {
        let allowed = match self.readers {
            Readers::OfTheGround => return None,
            Readers::Members => Role::ALL
                .into_iter()
                .filter(|role| *role != Role::Public)
                .collect(),
            Readers::Roles(roles) => roles.to_vec(),
        };
        let code = interned(format!("{}.read", self.code));
        Some(ActionRow { code, allowed })
    }

    /// Fails with `not_found` for whoever may not read the kind there.
    pub(crate) fn let_read(&self, at: &dyn Ground) -> Result<(), Problem> {
        let reads = match self.readers {
            Readers::OfTheGround => true,
            Readers::Members => at.roles().is_member(),
            Readers::Roles(roles) => at.may(roles),
        };
        reads.then_some(()).ok_or_else(Problem::not_found)
    }
}
