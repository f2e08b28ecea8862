//! Judging a signature, wherever it was made.

use crate::Authority;
use crate::names::said;
use crate::oids;
use crate::sign::SigningCertificate;
use chrono::{DateTime, Utc};
use cms::cert::CertificateChoices;
use cms::content_info::ContentInfo;
use cms::signed_data::{SignedData, SignerIdentifier, SignerInfo};
use der::asn1::{ObjectIdentifier, OctetString};
use der::{Decode, Encode};
use rustls_pki_types::pem::PemObject;
use rustls_pki_types::{CertificateDer, UnixTime};
use samverk_foundation::Problem;
use sha2::{Digest, Sha256, Sha384, Sha512};
use std::time::Duration;
use webpki::{ALL_VERIFICATION_ALGS, EndEntityCert, KeyUsage, anchor_from_trusted_cert};
use x509_cert::Certificate;
use x509_cert::ext::pkix::SubjectKeyIdentifier;
use x509_cert::time::Time;

/// Authorities whose certificates are trusted.
#[derive(Clone, Debug, Default)]
pub struct Trusted(Vec<CertificateDer<'static>>);

impl Trusted {
    /// Those of a file in PEM. Fails with `signing_trusted_invalid`.
    pub fn read(pem: &[u8]) -> Result<Self, Problem> {
        let invalid = || Problem::invalid("signing_trusted_invalid");
        let mut all = Vec::new();
        for one in CertificateDer::pem_slice_iter(pem) {
            let one = one.map_err(|_| invalid())?;
            anchor_from_trusted_cert(&one).map_err(|_| invalid())?;
            all.push(one);
        }
        match all.is_empty() {
            true => Err(invalid()),
            false => Ok(Self(all)),
        }
    }

    /// With the installation's own.
    pub fn and(mut self, authority: &Authority) -> Result<Self, Problem> {
        self.0.push(authority.certificate_der()?.into());
        Ok(self)
    }
}

/// Whose signature it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// The name in the certificate, with its organisation where it has one.
    pub name: String,
    pub organisation: String,
    /// Who has issued the certificate.
    pub issuer: String,
    /// The number of the certificate, in hexadecimal.
    pub serial: String,
    /// When they say that they signed.
    pub signed_at: Option<DateTime<Utc>>,
    /// Whether an authority that is trusted has issued it, and it holds.
    pub is_trusted: bool,
}

fn unreadable() -> Problem {
    Problem::invalid("signature_unreadable")
}

fn invalid() -> Problem {
    Problem::invalid("signature_invalid")
}

/// Whose signatures these are over the content: each must hold. Fails with `signature_unreadable`,
/// `signature_of_other_content`, `signature_not_detached`, `signature_without_certificate` or `signature_invalid`.
pub fn verify(
    signature: &[u8],
    content: &[u8],
    trusted: &Trusted,
    now: DateTime<Utc>,
) -> Result<Vec<Verified>, Problem> {
    let info = ContentInfo::from_der(signature).map_err(|_| unreadable())?;
    if info.content_type != oids::SIGNED_DATA {
        return Err(unreadable());
    }
    let signed: SignedData = info.content.decode_as().map_err(|_| unreadable())?;
    // It lies beside what it signs, and has no copy of its own.
    if signed.encap_content_info.econtent.is_some() {
        return Err(Problem::invalid("signature_not_detached"));
    }
    let certificates = certificates(&signed);
    let signers = signed.signer_infos.0.iter();
    let judged = signers.map(|one| judge(one, &certificates, content, (trusted, now)));
    let judged: Vec<Verified> = judged.collect::<Result<_, _>>()?;
    match judged.is_empty() {
        true => Err(unreadable()),
        false => Ok(judged),
    }
}

fn certificates(signed: &SignedData) -> Vec<Certificate> {
    let all = signed.certificates.iter().flat_map(|set| set.0.iter());
    let plain = all.filter_map(|one| match one {
        CertificateChoices::Certificate(certificate) => Some(certificate.clone()),
        CertificateChoices::Other(_) => None,
    });
    plain.collect()
}

fn judge(
    signer: &SignerInfo,
    certificates: &[Certificate],
    content: &[u8],
    (trusted, now): (&Trusted, DateTime<Utc>),
) -> Result<Verified, Problem> {
    let own = certificates.iter().find(|one| is_of(one, &signer.sid));
    let own = own.ok_or_else(invalid)?;
    let der = CertificateDer::from(own.to_der().map_err(|_| unreadable())?);
    let signed = signed_bytes(signer, content, &der)?;
    let entity = EndEntityCert::try_from(&der).map_err(|_| invalid())?;
    let signature = signer.signature.as_bytes();
    let holds = ALL_VERIFICATION_ALGS
        .iter()
        .any(|one| entity.verify_signature(*one, &signed, signature).is_ok());
    if !holds {
        return Err(invalid());
    }
    let tbs = own.tbs_certificate();
    let name = |oid| said(tbs.subject(), oid).unwrap_or_default();
    let common = match name(oids::COMMON_NAME) {
        common if common.is_empty() => tbs.subject().to_string(),
        common => common,
    };
    let serial = tbs.serial_number().as_bytes().iter();
    let issuer = said(tbs.issuer(), oids::COMMON_NAME);
    Ok(Verified {
        name: common,
        organisation: name(oids::ORGANISATION),
        issuer: issuer.unwrap_or_else(|| tbs.issuer().to_string()),
        serial: serial.map(|byte| format!("{byte:02x}")).collect(),
        signed_at: attribute::<Time>(signer, oids::SIGNING_TIME).and_then(moment),
        is_trusted: is_trusted(&entity, certificates, (trusted, now)),
    })
}

fn moment(time: Time) -> Option<DateTime<Utc>> {
    let seconds = i64::try_from(time.to_unix_duration().as_secs()).ok()?;
    DateTime::from_timestamp(seconds, 0)
}

fn is_of(certificate: &Certificate, sid: &SignerIdentifier) -> bool {
    let tbs = certificate.tbs_certificate();
    match sid {
        SignerIdentifier::IssuerAndSerialNumber(wanted) => {
            wanted.issuer == *tbs.issuer() && wanted.serial_number == *tbs.serial_number()
        }
        SignerIdentifier::SubjectKeyIdentifier(wanted) => {
            let own = tbs.get_extension::<SubjectKeyIdentifier>();
            matches!(own, Ok(Some((_, own))) if own == *wanted)
        }
    }
}

/// What was signed: the attributes, which have the checksum of the content and name the certificate.
fn signed_bytes(
    signer: &SignerInfo,
    content: &[u8],
    own: &CertificateDer<'_>,
) -> Result<Vec<u8>, Problem> {
    let unsaid = || Problem::invalid("signature_without_certificate");
    let attributes = signer.signed_attrs.as_ref().ok_or_else(unsaid)?;
    let sum = digest(signer.digest_alg.oid, content)?;
    let told = attribute::<OctetString>(signer, oids::MESSAGE_DIGEST).ok_or_else(invalid)?;
    if told.as_bytes() != sum {
        return Err(Problem::invalid("signature_of_other_content"));
    }
    // CAdES: the signature says by which certificate it is, so that no other is laid beside it later.
    let whose = attribute::<SigningCertificate>(signer, oids::SIGNING_CERTIFICATE_V2);
    let whose = whose.ok_or_else(unsaid)?;
    let first = whose.certificates.first().ok_or_else(invalid)?;
    let algorithm = first
        .algorithm
        .as_ref()
        .map_or(oids::SHA_256, |one| one.oid);
    if first.hash.as_bytes() != digest(algorithm, own.as_ref())? {
        return Err(invalid());
    }
    attributes.to_der().map_err(|_| invalid())
}

fn digest(algorithm: ObjectIdentifier, bytes: &[u8]) -> Result<Vec<u8>, Problem> {
    match algorithm {
        oids::SHA_256 => Ok(Sha256::digest(bytes).to_vec()),
        oids::SHA_384 => Ok(Sha384::digest(bytes).to_vec()),
        oids::SHA_512 => Ok(Sha512::digest(bytes).to_vec()),
        _ => Err(invalid()),
    }
}

fn attribute<T: for<'a> Decode<'a>>(signer: &SignerInfo, oid: ObjectIdentifier) -> Option<T> {
    let attributes = signer.signed_attrs.as_ref()?;
    let found = attributes.iter().find(|one| one.oid == oid)?;
    let value = found.values.iter().next()?.to_der().ok()?;
    T::from_der(&value).ok()
}

/// For what a certificate may be used when it says for what: documents, mail, people.
const USES: [&[u8]; 3] = [
    &[0x2b, 6, 1, 5, 5, 7, 3, 36],
    &[0x2b, 6, 1, 5, 5, 7, 3, 4],
    &[0x2b, 6, 1, 5, 5, 7, 3, 2],
];

fn is_trusted(
    entity: &EndEntityCert<'_>,
    certificates: &[Certificate],
    (trusted, now): (&Trusted, DateTime<Utc>),
) -> bool {
    let anchors = trusted.0.iter();
    let anchors: Vec<_> = anchors
        .filter_map(|one| anchor_from_trusted_cert(one).ok())
        .collect();
    let between = certificates.iter();
    let between: Vec<CertificateDer<'_>> = between
        .filter_map(|one| Some(one.to_der().ok()?.into()))
        .collect();
    let seconds = u64::try_from(now.timestamp()).unwrap_or_default();
    let now = UnixTime::since_unix_epoch(Duration::from_secs(seconds));
    USES.iter().any(|usage| {
        let usage = KeyUsage::required_if_present(usage);
        let algorithms = ALL_VERIFICATION_ALGS;
        let judged =
            entity.verify_for_usage(algorithms, &anchors, &between, now, usage, None, None);
        judged.is_ok()
    })
}
