//! References as Rust types: to one or to several of a kind of kept things, or to one of several kinds.

use crate::{FieldKind, FieldType, KindCode, Reference, Rule, Value};
use std::marker::PhantomData;
use uuid::Uuid;

/// A kind of kept things that others may refer to.
pub trait Referable: 'static {
    /// Its code: `party`.
    const KIND: &'static str;
}

/// Kinds of kept things of which others may refer to one: `(Need, Risk)`.
pub trait ReferableKinds: 'static {
    const KINDS: &'static [&'static str];
}

macro_rules! referable_kinds {
    ($($kind:ident)+) => {
        impl<$($kind: Referable),+> ReferableKinds for ($($kind,)+) {
            const KINDS: &'static [&'static str] = &[$($kind::KIND),+];
        }
    };
}

referable_kinds!(A B);
referable_kinds!(A B C);
referable_kinds!(A B C D);
referable_kinds!(A B C D E);

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

/// One of one of the kinds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OneOf<K> {
    pub to: Reference,
    kinds: PhantomData<K>,
}

impl<K> OneOf<K> {
    pub fn to(reference: Reference) -> Self {
        Self {
            to: reference,
            kinds: PhantomData,
        }
    }

    /// The id of what was looked up, if it is of this kind.
    pub fn id_of<R: Referable>(&self) -> Option<Uuid> {
        let known = self.to.known.as_ref();
        let known = known.filter(|_| self.to.kind.as_str() == R::KIND);
        known.map(|known| known.id)
    }
}

impl<K: ReferableKinds> FieldType for OneOf<K> {
    fn kind(_: &str) -> FieldKind {
        let kinds = K::KINDS.iter();
        FieldKind::OneOf(kinds.map(|kind| KindCode::of(kind)).collect())
    }

    fn rules() -> Vec<Rule> {
        vec![Rule::Filled]
    }

    fn read(value: &Value) -> Option<Self> {
        let known = reference(value)?;
        K::KINDS
            .contains(&known.kind.as_str())
            .then(|| Self::to(known))
    }

    fn write(&self) -> Value {
        Value::Ref(self.to.clone())
    }
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

    #[derive(Clone, Debug, PartialEq, Eq)]
    struct Group;

    impl Referable for Group {
        const KIND: &'static str = "group";
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
        let of = OneOf::<(Party, Group)>::to(to("Habo"));
        assert_eq!(OneOf::read(&of.write()), Some(of));
        let need = Reference::to(KindCode::of("need"), Key::from_name("a"));
        assert_eq!(OneOf::<(Party, Group)>::read(&Value::Ref(need)), None);
    }
}
