//! A kept thing as the ground of others: what is hidden above is hidden below.

use crate::ground::{FoundGround, MaybeGround, Parts, part};
use crate::search::visible;
use crate::{AnyKind, Ground, Later, Stored, store};
use samverk_database::Tx;
use samverk_foundation::{Actor, CollaborationId, PartyId, Problem, Roles};
use samverk_web::{Ui, Visibility};
use std::sync::Arc;
use uuid::Uuid;

/// The `find` of a [`GroundKind`](crate::GroundKind): the thing of the kind that the address names by
/// the kind's code, for whoever may read it there.
pub fn within<'a>(
    kind: &'static dyn AnyKind,
    tx: &'a Tx,
    actor: &'a Actor,
    parts: &'a Parts,
) -> Later<'a, FoundGround> {
    Box::pin(async move {
        let facts = kind.facts();
        let over = (facts.ground.find)(tx, actor, parts).await?;
        facts.let_read(over.as_ref())?;
        let key = part(parts, facts.part());
        let found = store::find(tx, kind, over.as_ref(), key).await?;
        let one = found.ok_or_else(Problem::not_found)?;
        Ok(Arc::new(Inside::new(kind, over, one)) as Arc<dyn Ground>)
    })
}

/// The `by_id` of the same.
pub fn within_by_id<'a>(
    kind: &'static dyn AnyKind,
    tx: &'a Tx,
    id: Uuid,
) -> Later<'a, MaybeGround> {
    Box::pin(async move {
        let Some(one) = store::find_by_id(tx, kind, id).await? else {
            return Ok(None);
        };
        let over = (kind.facts().ground.by_id)(tx, one.ground).await?;
        let inside = |over| Arc::new(Inside::new(kind, over, one)) as Arc<dyn Ground>;
        Ok(over.map(inside))
    })
}

/// A thing that others hang on.
struct Inside {
    kind: &'static dyn AnyKind,
    over: Arc<dyn Ground>,
    one: Stored,
    name: String,
}

impl Inside {
    fn new(kind: &'static dyn AnyKind, over: Arc<dyn Ground>, one: Stored) -> Self {
        let name = kind.name(&one.record);
        Self {
            kind,
            over,
            one,
            name,
        }
    }

    /// A path or address below it, where things of its kind stand under this name.
    fn below(&self, all: &str, rest: &str) -> String {
        format!("/{all}/{}{rest}", self.one.key)
    }

    fn file_below(&self, name: &str) -> String {
        let all = self.kind.facts().api.plural;
        format!("{all}/{}/{name}", self.one.key)
    }
}

impl Ground for Inside {
    fn id(&self) -> Uuid {
        self.one.id
    }

    fn name(&self) -> &str {
        &self.name
    }

    fn collaboration(&self) -> Option<CollaborationId> {
        self.over.collaboration()
    }

    fn owner(&self) -> Option<(PartyId, &str)> {
        self.over.owner()
    }

    fn roles(&self) -> &Roles {
        self.over.roles()
    }

    fn visibility(&self) -> Visibility {
        visible(self.kind.facts().readers, self.over.as_ref())
    }

    fn href(&self, rest: &str) -> String {
        let segment = self.kind.facts().pages.segment;
        self.over.href(&self.below(segment, rest))
    }

    fn api(&self, rest: &str) -> String {
        let plural = self.kind.facts().api.plural;
        self.over.api(&self.below(plural, rest))
    }

    fn file(&self, name: &str) -> String {
        self.over.file(&self.file_below(name))
    }

    fn ui(&self, ui: Ui) -> Ui {
        let facts = self.kind.facts();
        let all = ui.t(&facts.text("tab"));
        let list = self.over.href(&format!("/{}", facts.pages.segment));
        self.over
            .ui(ui)
            .with_crumb(list, all)
            .with_crumb(self.href(""), self.name.clone())
    }

    fn went_through<'a>(
        &'a self,
        tx: &'a Tx,
        actor: &'a Actor,
        file: &'a str,
    ) -> Later<'a, Result<(), Problem>> {
        Box::pin(async move {
            let file = self.file_below(file);
            self.over.went_through(tx, actor, &file).await
        })
    }
}

/// What a kind has on one ground.
pub(crate) struct Level {
    pub kind: &'static dyn AnyKind,
    pub at: Arc<dyn Ground>,
    pub things: Vec<Stored>,
}

/// All that a kind has on a ground, and all that hangs on that, however deep: for files and the search.
/// The number of statements follows that of the kinds.
pub(crate) async fn walk(
    tx: &Tx,
    kind: &'static dyn AnyKind,
    at: &Arc<dyn Ground>,
) -> Result<Vec<Level>, Problem> {
    let mut levels = Vec::new();
    let mut left = vec![(kind, vec![Arc::clone(at)])];
    while let Some((kind, grounds)) = left.pop() {
        let ids: Vec<Uuid> = grounds.iter().map(|at| at.id()).collect();
        let mut all = store::list_on(tx, kind, &ids).await?;
        let mut over = Vec::new();
        for at in grounds {
            let is_there = |one: &Stored| one.ground == at.id();
            let (things, others) = all.into_iter().partition(is_there);
            all = others;
            let things: Vec<Stored> = things;
            let inside = |one: &Stored| Inside::new(kind, Arc::clone(&at), one.clone());
            let inside = things.iter().map(inside);
            over.extend(inside.map(|one| Arc::new(one) as Arc<dyn Ground>));
            levels.push(Level { kind, at, things });
        }
        if !over.is_empty() {
            let carried = kind.facts().keeping.carries.kinds.iter();
            left.extend(carried.map(|child| (*child, over.clone())));
        }
    }
    Ok(levels)
}

/// The grounds below a ground on which kinds hang that things of this kind carry, with each kind.
pub async fn below(
    tx: &Tx,
    kind: &'static dyn AnyKind,
    at: &Arc<dyn Ground>,
) -> Result<Vec<(&'static dyn AnyKind, Arc<dyn Ground>)>, Problem> {
    let levels = walk(tx, kind, at).await?.into_iter();
    let levels = levels.filter(|level| level.at.id() != at.id());
    Ok(levels.map(|level| (level.kind, level.at)).collect())
}
