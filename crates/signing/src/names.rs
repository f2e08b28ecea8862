//! Names in certificates.

use crate::oids::{COMMON_NAME, ORGANISATION};
use der::asn1::{ObjectIdentifier, Utf8StringRef};
use der::{Any, Decode, Encode, Tag};
use samverk_foundation::Problem;
use x509_cert::attr::AttributeTypeAndValue;
use x509_cert::name::{Name, RdnSequence, RelativeDistinguishedName};

/// RFC 5280 takes no longer ones.
const MAX: usize = 64;

/// A name with its organisation, as far as a certificate takes it.
pub(crate) fn name(common: &str, organisation: &str) -> Result<Name, Problem> {
    let parts = [(ORGANISATION, organisation), (COMMON_NAME, common)];
    let mut all = RdnSequence::default();
    for (oid, text) in parts.into_iter().filter(|(_, text)| !text.is_empty()) {
        all.push(part(oid, text).map_err(Problem::internal)?);
    }
    let read = all.to_der().and_then(|der| Name::from_der(&der));
    read.map_err(Problem::internal)
}

fn part(oid: ObjectIdentifier, text: &str) -> der::Result<RelativeDistinguishedName> {
    let text: String = text.chars().take(MAX).collect();
    let value = Any::encode_from(&Utf8StringRef::new(&text)?)?;
    RelativeDistinguishedName::try_from(vec![AttributeTypeAndValue { oid, value }])
}

/// What a part of a name says; nothing when it is not there or is no text.
pub(crate) fn said(name: &Name, oid: ObjectIdentifier) -> Option<String> {
    let found = name.iter().find(|part| part.oid == oid)?;
    text_of(&found.value)
}

fn text_of(value: &Any) -> Option<String> {
    let bytes = value.value();
    match der::Tagged::tag(value) {
        Tag::BmpString => {
            let pairs = bytes.chunks_exact(2);
            let units = pairs.map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
            String::from_utf16(&units.collect::<Vec<_>>()).ok()
        }
        // Teletex is read as Latin-1, as everybody writes it.
        Tag::TeletexString => Some(bytes.iter().map(|byte| char::from(*byte)).collect()),
        _ => String::from_utf8(bytes.to_vec()).ok(),
    }
}
