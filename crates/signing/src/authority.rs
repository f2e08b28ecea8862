//! The installation's authority: it issues a certificate for each signature.

use crate::names::{name, said};
use crate::oids::COMMON_NAME;
use chrono::{DateTime, TimeDelta, Utc};
use der::asn1::{OctetString, UtcTime};
use der::pem::LineEnding;
use der::{DateTime as Moment, Decode, DecodePem, Encode, EncodePem};
use p256::ecdsa::{DerSignature, SigningKey, VerifyingKey};
use p256::pkcs8::{DecodePrivateKey, EncodePrivateKey, EncodePublicKey};
use samverk_foundation::Problem;
use sha2::{Digest, Sha256};
use std::fmt;
use x509_cert::Certificate;
use x509_cert::TbsCertificate;
use x509_cert::builder::profile::BuilderProfile;
use x509_cert::builder::{Builder, CertificateBuilder};
use x509_cert::ext::Extension;
use x509_cert::ext::pkix::{
    AuthorityKeyIdentifier, BasicConstraints, KeyUsage, KeyUsages, SubjectKeyIdentifier,
};
use x509_cert::name::Name;
use x509_cert::serial_number::SerialNumber;
use x509_cert::spki::{SubjectPublicKeyInfo, SubjectPublicKeyInfoRef};
use x509_cert::time::{Time, Validity};

/// How long what it signs can be judged by its certificate.
const YEARS: i32 = 30;
/// Clocks differ: a certificate is good a little before it was made.
const BEFORE: TimeDelta = TimeDelta::minutes(5);

/// A key and the certificate that it has issued for itself.
#[derive(Clone)]
pub struct Authority {
    key: SigningKey,
    certificate: Certificate,
}

/// Without the key.
impl fmt::Debug for Authority {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the signing authority {}", self.name())
    }
}

struct Plain {
    issuer: Name,
    subject: Name,
}

impl BuilderProfile for Plain {
    fn get_issuer(&self, _: &Name) -> Name {
        self.issuer.clone()
    }

    fn get_subject(&self) -> Name {
        self.subject.clone()
    }

    fn build_extensions(
        &self,
        _: SubjectPublicKeyInfoRef<'_>,
        _: SubjectPublicKeyInfoRef<'_>,
        _: &TbsCertificate,
    ) -> x509_cert::builder::Result<Vec<Extension>> {
        Ok(Vec::new())
    }
}

/// A certificate to be.
struct Wanted<'w> {
    subject: Name,
    issuer: Name,
    key: &'w VerifyingKey,
    until: Time,
    serial: [u8; 32],
    is_authority: bool,
}

impl Authority {
    /// A new one of that name. The secrets are random bytes: the key, and the number of its certificate.
    pub fn make(
        called: &str,
        [key, serial]: [[u8; 32]; 2],
        now: DateTime<Utc>,
    ) -> Result<Self, Problem> {
        let key = SigningKey::from_bytes(&key.into()).map_err(Problem::internal)?;
        let own = name(called, "")?;
        let until = now.with_timezone(&Utc);
        let until = chrono::Datelike::with_year(&until, chrono::Datelike::year(&until) + YEARS);
        // The 29th of February.
        let until = until.unwrap_or(now + TimeDelta::days(365 * i64::from(YEARS)));
        let wanted = Wanted {
            subject: own.clone(),
            issuer: own,
            key: key.verifying_key(),
            until: time(until)?,
            serial,
            is_authority: true,
        };
        let certificate = issued(&key, &wanted, now)?;
        Ok(Self { key, certificate })
    }

    /// Fails with `signing_authority_invalid`: the reason is for whoever looks after the installation.
    pub fn read(key: &str, certificate: &str) -> Result<Self, Problem> {
        let invalid =
            |reason: &str| Problem::invalid("signing_authority_invalid").with("reason", reason);
        let unreadable = "nyckeln är ingen privat nyckel på P-256 i PEM (PKCS#8)";
        let key = SigningKey::from_pkcs8_pem(key).map_err(|_| invalid(unreadable))?;
        let read = Certificate::from_pem(certificate);
        let certificate = read.map_err(|_| invalid("certifikatet är inte i PEM"))?;
        let tbs = certificate.tbs_certificate();
        let own = key.verifying_key().to_public_key_der();
        let own = own.map_err(Problem::internal)?;
        let told = tbs.subject_public_key_info().to_der();
        if told.map_err(Problem::internal)? != own.as_bytes() {
            return Err(invalid("nyckeln och certifikatet hör inte ihop"));
        }
        let constraints = tbs.get_extension::<BasicConstraints>().ok().flatten();
        match constraints {
            Some((_, constraints)) if constraints.ca => Ok(Self { key, certificate }),
            _ => Err(invalid("certifikatet får inte utfärda andra")),
        }
    }

    /// What it is called.
    pub fn name(&self) -> String {
        let subject = self.certificate.tbs_certificate().subject();
        said(subject, COMMON_NAME).unwrap_or_else(|| subject.to_string())
    }

    /// For the file that nobody else reads.
    pub fn key_pem(&self) -> Result<String, Problem> {
        let pem = self.key.to_pkcs8_pem(LineEnding::LF);
        Ok(pem.map_err(Problem::internal)?.to_string())
    }

    /// For everybody.
    pub fn certificate_pem(&self) -> Result<String, Problem> {
        let pem = self.certificate.to_pem(LineEnding::LF);
        pem.map_err(Problem::internal)
    }

    pub(crate) fn certificate(&self) -> &Certificate {
        &self.certificate
    }

    pub(crate) fn certificate_der(&self) -> Result<Vec<u8>, Problem> {
        self.certificate.to_der().map_err(Problem::internal)
    }

    /// A certificate for somebody's key. It lasts as long as the authority's own.
    pub(crate) fn issue(
        &self,
        subject: Name,
        key: &VerifyingKey,
        (serial, now): ([u8; 32], DateTime<Utc>),
    ) -> Result<Certificate, Problem> {
        let own = self.certificate.tbs_certificate();
        let wanted = Wanted {
            subject,
            issuer: own.subject().clone(),
            key,
            until: own.validity().not_after,
            serial,
            is_authority: false,
        };
        issued(&self.key, &wanted, now)
    }
}

fn issued(
    signer: &SigningKey,
    wanted: &Wanted<'_>,
    now: DateTime<Utc>,
) -> Result<Certificate, Problem> {
    let profile = Plain {
        issuer: wanted.issuer.clone(),
        subject: wanted.subject.clone(),
    };
    // Twenty bytes at the most, of which the first makes it a positive number.
    let mut serial = wanted.serial;
    serial[0] = serial[0] & 0x3f | 0x40;
    let serial = SerialNumber::new(&serial[..16]).map_err(Problem::internal)?;
    let validity = Validity::new(time(now - BEFORE)?, wanted.until);
    let public = wanted.key.to_public_key_der().map_err(Problem::internal)?;
    let public = SubjectPublicKeyInfo::from_der(public.as_bytes()).map_err(Problem::internal)?;
    let builder = CertificateBuilder::new(profile, serial, validity, public);
    let mut builder = builder.map_err(Problem::internal)?;
    extend(&mut builder, signer, wanted).map_err(Problem::internal)?;
    let built = builder.build::<_, DerSignature>(signer);
    built.map_err(Problem::internal)
}

fn extend(
    builder: &mut CertificateBuilder<Plain>,
    signer: &SigningKey,
    wanted: &Wanted<'_>,
) -> der::Result<()> {
    let usage = match wanted.is_authority {
        true => KeyUsages::KeyCertSign | KeyUsages::CRLSign,
        false => KeyUsages::DigitalSignature | KeyUsages::NonRepudiation,
    };
    builder.add_extension(&BasicConstraints {
        ca: wanted.is_authority,
        path_len_constraint: wanted.is_authority.then_some(0),
    })?;
    builder.add_extension(&KeyUsage(usage))?;
    builder.add_extension(&SubjectKeyIdentifier(key_identifier(wanted.key)?))?;
    builder.add_extension(&AuthorityKeyIdentifier {
        key_identifier: Some(key_identifier(signer.verifying_key())?),
        ..AuthorityKeyIdentifier::default()
    })
}

/// The first 160 bits of the key's checksum (RFC 7093).
fn key_identifier(key: &VerifyingKey) -> der::Result<OctetString> {
    let sum = Sha256::digest(key.to_sec1_bytes());
    OctetString::new(&sum[..20])
}

/// A moment in whole seconds, in the way that certificates write its year.
pub(crate) fn time(moment: DateTime<Utc>) -> Result<Time, Problem> {
    let seconds = u64::try_from(moment.timestamp()).map_err(Problem::internal)?;
    let moment = Moment::from_unix_duration(std::time::Duration::from_secs(seconds));
    let moment = moment.map_err(Problem::internal)?;
    // Two digits tell the years until 2049 (RFC 5280).
    let short = UtcTime::from_date_time(moment).map(Time::from);
    Ok(short.unwrap_or_else(|_| Time::from(moment)))
}
