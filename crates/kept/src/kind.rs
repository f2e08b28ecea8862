//! The description of a kind. Nothing in it has a default: what a kind does not say does not compile.

use crate::{
    Checked, Entry, Facts, Foretell, Gathered, Ground, GroundKind, Keeping, Later, Rules, Step,
    Stored, Target, Told,
};
use samverk_database::Tx;
use samverk_fields::{Condition, FieldKey, Form, Record};
use samverk_foundation::{Actor, Problem, Problems, Role};
use samverk_web::{MenuGroup, Table, Ui};
use uuid::Uuid;

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
#[derive(Clone, Copy, Debug)]
pub enum Readers {
    /// Whoever sees the ground.
    OfTheGround,
    /// Whoever sees the ground, of those of which its condition holds.
    Those(Those),
    /// The ground's own people.
    Members,
    Roles(&'static [Role]),
}

/// Which things on a ground somebody reads there, as they see the ground.
#[derive(Clone, Copy, Debug)]
pub struct Those {
    /// In English, for what is written down of the kind.
    pub about: &'static str,
    pub which: fn(&dyn Ground) -> Result<Condition, Problem>,
}

/// Who may add, change, order and remove: one action of the policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Writers {
    pub action: &'static str,
    pub roles: &'static [Role],
    /// Who may add, by an action of its own, when others may change.
    pub adding: Option<(&'static str, &'static [Role])>,
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
    /// Choices, keys and short texts that can be asked for.
    pub filters: &'static [FieldKey],
    /// By these its columns are sorted: numbers, days, and texts, for which the table has
    /// `<column>_order`. Each has an index.
    pub sorted: &'static [FieldKey],
}

#[derive(Clone, Copy)]
pub struct Pages {
    /// The part of the address after the ground's: `behov`.
    pub segment: &'static str,
    /// Where it stands in the menu of its collaboration.
    pub menu: Option<(MenuGroup, u16)>,
    /// What stands after the key in the address of the form that changes one.
    pub form: &'static str,
    /// Pages that the domain has instead of the machine's, among its own routes.
    pub own: &'static [OwnPage],
    /// What the list's page tells beside the list.
    pub beside: Option<TellBeside>,
    /// With what a new form begins.
    pub begins: Option<Begins>,
    /// What the domain tells of each row of the list.
    pub told: Option<&'static Told>,
    /// What the page of a step tells before it is taken.
    pub foretells: Option<Foretell>,
    /// What addresses of the list named otherwise before, and what is named so now.
    pub formerly: &'static [(&'static str, &'static str)],
}

/// A page that a domain may have of its own; those that lead to it stay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OwnPage {
    /// Adding one: showing the form and taking what is sent.
    New,
    /// The page of one thing.
    One,
    Change,
    Remove,
}

/// Told in the reader's words, as the reader may see it.
pub type TellBeside =
    for<'a> fn(&'a Tx, &'a dyn Ground, &'a Ui) -> Later<'a, Result<Beside, Problem>>;
pub type Begins = for<'a> fn(&'a Tx, &'a dyn Ground) -> Later<'a, Result<Record, Problem>>;

/// What a list's page tells beside the list.
#[derive(Clone, Debug, Default)]
pub struct Beside {
    /// What else can be done: address and words.
    pub actions: Vec<(String, String)>,
    /// Sentences about the list.
    pub notes: Vec<String>,
    /// Finished HTML below it, and the tables there, so that they can be had as files.
    pub below: String,
    pub tables: Vec<Table>,
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
    /// No example of the demo has it, so it is not to be tried.
    pub is_made_up: bool,
    pub beside: &'static [(&'static str, &'static str)],
    /// Links to others of the kind: what each is called, and the field that names the other.
    pub links: &'static [(&'static str, FieldKey)],
}

/// Where it lies in the folder format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exchange {
    /// A table in the ground's folder.
    Table(&'static str),
    /// A document for each in the ground's folder: `ladders/{key}.toml`. Some may ship with the program,
    /// by key and text; they are there from the first start, and a folder has those that differ.
    Document {
        path: &'static str,
        shipped: &'static [(&'static str, &'static str)],
    },
    /// A table in the ground's folder with a line for each row of a field.
    Lines(Lines),
    Nowhere,
}

/// A table in which a thing stands on several lines: one for each row of a field, with its other fields the
/// same on each. Rules see a whole file of these at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lines {
    pub file: &'static str,
    /// The column of the thing's key.
    pub key: &'static str,
    /// The field, which has one row at least: its columns stand last.
    pub field: &'static str,
    /// The columns by which a row is known: one that stands and is not in a file is kept.
    pub known_by: &'static [&'static str],
}

/// By what it is found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Search {
    pub title: FieldKey,
    pub words: &'static [FieldKey],
    /// What is found by itself within it.
    pub rows: Option<FoundRows>,
}

/// Rows that are found by themselves, each at its place on the page of the thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundRows {
    pub field: FieldKey,
    /// What the search calls one: a line in `crates/search/src/model/kind.rs`.
    pub kind: &'static str,
    /// What stands before the first column of the title in the place: `mal-`.
    pub place: &'static str,
    /// The columns that are its title.
    pub title: &'static [&'static str],
    /// Beside the name of the thing.
    pub words: &'static [&'static str],
}

impl Writers {
    pub const fn of(action: &'static str, roles: &'static [Role]) -> Self {
        Self {
            action,
            roles,
            adding: None,
        }
    }

    /// These may add, by an action of its own; in the API that is a POST.
    #[must_use]
    pub const fn adding(self, action: &'static str, roles: &'static [Role]) -> Self {
        Self {
            adding: Some((action, roles)),
            ..self
        }
    }

    /// The action that adds, and who may take it.
    pub fn to_add(self) -> (&'static str, &'static [Role]) {
        self.adding.unwrap_or((self.action, self.roles))
    }

    /// Who may save what stands already, or what is new.
    pub(crate) fn who(self, is_new: bool) -> &'static [Role] {
        if is_new { self.to_add().1 } else { self.roles }
    }

    /// For buttons on other pages.
    pub fn by(self) -> impl Fn(Role) -> bool {
        move |role| self.roles.contains(&role)
    }
}

impl Pages {
    /// With a place in the collaboration's menu: a group, and where among its places.
    pub const fn in_menu(segment: &'static str, group: MenuGroup, order: u16) -> Self {
        Self {
            menu: Some((group, order)),
            ..Self::elsewhere(segment)
        }
    }

    /// Without a place in a menu: other pages lead there.
    pub const fn elsewhere(segment: &'static str) -> Self {
        Self {
            segment,
            menu: None,
            form: "/redigera",
            own: &[],
            beside: None,
            begins: None,
            told: None,
            foretells: None,
            formerly: &[],
        }
    }

    /// The list tells these columns too.
    #[must_use]
    pub const fn telling(self, told: &'static Told) -> Self {
        Self {
            told: Some(told),
            ..self
        }
    }

    /// The page of a step tells this before it is taken.
    #[must_use]
    pub const fn foretelling(self, foretells: Foretell) -> Self {
        Self {
            foretells: Some(foretells),
            ..self
        }
    }

    /// The list, as the end of the ground's address.
    pub(crate) fn list(&self) -> String {
        format!("/{}", self.segment)
    }

    #[must_use]
    pub const fn beside(self, beside: TellBeside) -> Self {
        Self {
            beside: Some(beside),
            ..self
        }
    }

    #[must_use]
    pub const fn begins(self, begins: Begins) -> Self {
        Self {
            begins: Some(begins),
            ..self
        }
    }

    #[must_use]
    pub const fn own(self, own: &'static [OwnPage]) -> Self {
        Self { own, ..self }
    }

    /// Whether one has a page of its own to read.
    pub const fn has_page(&self) -> bool {
        !self.form.is_empty()
    }

    /// The form that changes one stands where its page would be.
    #[must_use]
    pub const fn form_as_page(self) -> Self {
        Self { form: "", ..self }
    }
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
    pub keeping: Keeping,
}

/// A kind as the machine sees it, whatever its type.
pub trait AnyKind: Send + Sync {
    fn facts(&self) -> Facts;
    fn form(&self) -> &'static Form;
    fn about(&self) -> &'static str;
    fn name(&self, record: &Record) -> String;
    fn gather<'a>(&'a self, tx: &'a Tx, at: &'a dyn Ground)
    -> Later<'a, Result<Gathered, Problem>>;
    fn check(&self, record: &Record, before: Option<&Record>, gathered: &Gathered) -> Checked<'_>;
    fn check_change<'a>(
        &'a self,
        tx: &'a Tx,
        id: Uuid,
        after: &'a Record,
    ) -> Later<'a, Result<Problems, Problem>>;
    /// What a step to another state does beside.
    fn decided<'a>(
        &'a self,
        tx: &'a Tx,
        actor: &'a Actor,
        at: &'a dyn Ground,
        one: &'a Stored,
    ) -> Later<'a, Result<(), Problems>>;
    /// Asked before one is taken to another state.
    fn deciding<'a>(
        &'a self,
        tx: &'a Tx,
        actor: &'a Actor,
        at: &'a dyn Ground,
        step: Step<'a>,
    ) -> Later<'a, Result<Record, Problems>>;
    /// The record with what follows from it; as it is where it lacks what must be said.
    fn complete(&self, record: Record, before: Option<&Record>, entry: Entry) -> Record;
}

impl<T: Kept> AnyKind for Kind<T> {
    fn facts(&self) -> Facts {
        Facts {
            code: T::CODE,
            ground: self.ground,
            readers: self.readers,
            writers: self.writers,
            targets: self.targets,
            codes: self.rules.codes,
            deciding_codes: self.rules.deciding_codes,
            offers: self.rules.offers,
            removal: self.rules.removal,
            circle: self.rules.circle,
            keys: self.rules.keys,
            differs: self.rules.differs,
            unknown: self.rules.unknown,
            list: self.list.clone(),
            pages: self.pages,
            api: self.api,
            exchange: self.exchange,
            search: self.search.clone(),
            keeping: self.keeping,
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

    fn deciding<'a>(
        &'a self,
        tx: &'a Tx,
        actor: &'a Actor,
        at: &'a dyn Ground,
        step: Step<'a>,
    ) -> Later<'a, Result<Record, Problems>> {
        (self.rules.deciding)(tx, actor, at, step)
    }

    fn check_change<'a>(
        &'a self,
        tx: &'a Tx,
        id: Uuid,
        after: &'a Record,
    ) -> Later<'a, Result<Problems, Problem>> {
        Box::pin(async move {
            let after = T::read(after).ok_or_else(|| Problem::internal("another form"))?;
            (self.rules.change)(tx, id, &after).await
        })
    }

    fn decided<'a>(
        &'a self,
        tx: &'a Tx,
        actor: &'a Actor,
        at: &'a dyn Ground,
        one: &'a Stored,
    ) -> Later<'a, Result<(), Problems>> {
        (self.rules.decided)(tx, actor, at, one)
    }

    fn complete(&self, record: Record, before: Option<&Record>, entry: Entry) -> Record {
        let completed = self.rules.complete.and_then(|complete| {
            let before = before.and_then(T::read);
            Some(complete(T::read(&record)?, before.as_ref(), entry).write())
        });
        completed.unwrap_or(record)
    }
}
