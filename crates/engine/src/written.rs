//! Numbers as people write them in TOML and JSON: `30`, `1.9`, `"1,90"`, `"4 361 000"`.
//! Amounts are in kronor. Whole numbers are written as integers, others as text so that no digit is lost.

use rust_decimal::Decimal;
use samverk_foundation::{Key, Ore, Problem, parse_decimal, parse_percent};
use serde::de::{Error, MapAccess, Visitor};
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

/// A number with a written form.
pub trait Written: Sized {
    fn read(text: &str) -> Result<Self, Problem>;
    /// The whole number, when it is one.
    fn whole(&self) -> Option<i64>;
    fn text(&self) -> String;
}

impl Written for Ore {
    fn read(text: &str) -> Result<Self, Problem> {
        Self::parse(text)
    }

    fn whole(&self) -> Option<i64> {
        (self.0 % 100 == 0).then_some(self.0 / 100)
    }

    fn text(&self) -> String {
        self.to_plain()
    }
}

impl Written for Decimal {
    fn read(text: &str) -> Result<Self, Problem> {
        parse_decimal(text)
    }

    fn whole(&self) -> Option<i64> {
        if self.scale() == 0 {
            i64::try_from(*self).ok()
        } else {
            None
        }
    }

    fn text(&self) -> String {
        self.to_string()
    }
}

pub fn serialize<V: Written, S: Serializer>(value: &V, serializer: S) -> Result<S::Ok, S::Error> {
    match value.whole() {
        Some(whole) => serializer.serialize_i64(whole),
        None => serializer.serialize_str(&value.text()),
    }
}

pub fn deserialize<'de, V: Written, D: Deserializer<'de>>(from: D) -> Result<V, D::Error> {
    from.deserialize_any(NumberVisitor(PhantomData))
}

/// A percentage: `30`, `"30 %"`, `"1,90"`.
pub mod percent {
    use super::*;

    pub use super::serialize;

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Decimal, D::Error> {
        super::deserialize(from).map(|Percent(percent)| percent)
    }
}

/// A percentage per party.
pub mod percents {
    use super::*;

    pub fn serialize<S: Serializer>(
        shares: &PerParty<Decimal>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        shares.serialize(serializer)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<PerParty<Decimal>, D::Error> {
        let shares = PerParty::<Percent>::deserialize(from)?.0.into_iter();
        Ok(shares
            .map(|(party, Percent(share))| (party, share))
            .collect())
    }
}

/// A number that may have its percent sign.
struct Percent(Decimal);

impl Written for Percent {
    fn read(text: &str) -> Result<Self, Problem> {
        parse_percent(text).map(Self)
    }

    fn whole(&self) -> Option<i64> {
        self.0.whole()
    }

    fn text(&self) -> String {
        self.0.text()
    }
}

struct NumberVisitor<V>(PhantomData<V>);

impl<V: Written> Visitor<'_> for NumberVisitor<V> {
    type Value = V;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<V, E> {
        V::read(text).map_err(E::custom)
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<V, E> {
        self.visit_str(&number.to_string())
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<V, E> {
        self.visit_str(&number.to_string())
    }

    /// Documents give their numbers as text; this is for numbers that were kept as JSON.
    fn visit_f64<E: Error>(self, number: f64) -> Result<V, E> {
        self.visit_str(&number.to_string())
    }
}

/// The same for a number that may be missing.
pub mod option {
    use super::*;

    pub fn serialize<V: Written, S: Serializer>(
        value: &Option<V>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        match value {
            Some(value) => super::serialize(value, serializer),
            None => serializer.serialize_none(),
        }
    }

    pub fn deserialize<'de, V: Written, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Option<V>, D::Error> {
        Ok(Option::<Number<V>>::deserialize(from)?.map(|number| number.0))
    }
}

/// A key that may be missing; an empty text means none.
pub mod key {
    use super::*;

    pub fn serialize<S: Serializer>(key: &Option<Key>, serializer: S) -> Result<S::Ok, S::Error> {
        key.as_ref().map_or("", Key::as_str).serialize(serializer)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Key>, D::Error> {
        let text = Option::<String>::deserialize(from)?.unwrap_or_default();
        if text.is_empty() {
            Ok(None)
        } else {
            Key::parse(&text).map(Some).map_err(D::Error::custom)
        }
    }
}

struct Number<V>(V);

impl<V: Written> Serialize for Number<&V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize(self.0, serializer)
    }
}

impl<'de, V: Written> Deserialize<'de> for Number<V> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        deserialize(from).map(Self)
    }
}

/// One number per party, in the order it was written. A party that stands twice is kept,
/// so that validation can say so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PerParty<V>(pub Vec<(Key, V)>);

impl<V> Default for PerParty<V> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<V> PerParty<V> {
    pub fn get(&self, party: &Key) -> Option<&V> {
        self.0
            .iter()
            .find(|(key, _)| key == party)
            .map(|(_, value)| value)
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn by_party(&self) -> BTreeMap<&Key, &V> {
        self.0.iter().map(|(key, value)| (key, value)).collect()
    }
}

impl<V> FromIterator<(Key, V)> for PerParty<V> {
    fn from_iter<I: IntoIterator<Item = (Key, V)>>(rows: I) -> Self {
        Self(rows.into_iter().collect())
    }
}

impl<V: Written> Serialize for PerParty<V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (party, value) in &self.0 {
            map.serialize_entry(party, &Number(value))?;
        }
        map.end()
    }
}

impl<'de, V: Written> Deserialize<'de> for PerParty<V> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_map(PerPartyVisitor(PhantomData))
    }
}

struct PerPartyVisitor<V>(PhantomData<V>);

impl<'de, V: Written> Visitor<'de> for PerPartyVisitor<V> {
    type Value = PerParty<V>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number per party")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<PerParty<V>, A::Error> {
        let mut rows = Vec::new();
        while let Some((party, Number(value))) = map.next_entry()? {
            rows.push((party, value));
        }
        Ok(PerParty(rows))
    }
}
