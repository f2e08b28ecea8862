//! References as Rust types: to one or to several of a kind of kept things.

use crate::{FieldKind, FieldType, KindCode, Reference, Rule, Value};
use std::marker::PhantomData;
use uuid::Uuid;

/// A kind of kept things that others may refer to.
pub trait Referable: 'static {
    /// Its code: `party`.
    const KIND: &'static str;
}

/// One of the kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct One<R> {
    pub to: Reference,
    kind: PhantomData<R>,
}

/// Several of the kind, or none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Many<R> {
    pub to: Vec<Reference>,
    kind: PhantomData<R>,
}

impl<R> One<R> {
    pub fn to(reference: Reference) -> Self {
        Self {
            to: reference,
            kind: PhantomData,
        }
    }

    /// The id of what was looked up.
    pub fn id(&self) -> Option<Uuid> {
        self.to.known.as_ref().map(|known| known.id)
    }
}

impl<R> Many<R> {
    pub fn to(references: Vec<Reference>) -> Self {
        Self {
            to: references,
            kind: PhantomData,
        }
    }

    /// The ids of those that were looked up.
    pub fn ids(&self) -> impl Iterator<Item = Uuid> + '_ {
        let known = self.to.iter().filter_map(|one| one.known.as_ref());
        known.map(|known| known.id)
    }
}

fn reference(value: &Value) -> Option<Reference> {
    match value {
        Value::Ref(reference) => Some(reference.clone()),
        _ => None,
    }
}

impl<R: Referable> FieldType for One<R> {
    fn kind(_: &str) -> FieldKind {
        FieldKind::One(KindCode::of(R::KIND))
    }

    fn rules() -> Vec<Rule> {
        vec![Rule::Filled]
    }

    fn read(value: &Value) -> Option<Self> {
        reference(value).map(Self::to)
    }

    fn write(&self) -> Value {
        Value::Ref(self.to.clone())
    }
}

impl<R: Referable> FieldType for Many<R> {
    fn kind(_: &str) -> FieldKind {
        FieldKind::Many(KindCode::of(R::KIND))
    }

    fn rules() -> Vec<Rule> {
        vec![Rule::Distinct]
    }

    fn read(value: &Value) -> Option<Self> {
        let all = value.parts().iter().map(reference);
        all.collect::<Option<Vec<_>>>().map(Self::to)
    }

    fn write(&self) -> Value {
        let all = self.to.iter().cloned().map(Value::Ref);
        Value::Several(all.collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use samverk_foundation::Key;

    #[derive(Clone, Debug, PartialEq, Eq)]
    struct Party;

    impl Referable for Party {
        const KIND: &'static str = "party";
    }

    #[test]
    fn references_go_round() {
        let to = |name: &str| Reference::to(KindCode::of("party"), Key::from_name(name));
        let one = One::<Party>::to(to("Habo"));
        assert_eq!(One::read(&one.write()), Some(one));
        let many = Many::<Party>::to(vec![to("Habo"), to("Aneby")]);
        assert_eq!(Many::read(&many.write()), Some(many));
        assert_eq!(
            Many::<Party>::read(&Value::Nothing),
            Some(Many::to(Vec::new()))
        );
        assert_eq!(One::<Party>::read(&Value::Nothing), None);
    }
}
