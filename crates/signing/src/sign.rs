//! A signature by somebody who is known: a key of its own, used once.

use crate::Authority;
use crate::authority::time;
use crate::names::name;
use crate::oids;
use chrono::{DateTime, Utc};
use cms::cert::{CertificateChoices, IssuerAndSerialNumber};
use cms::content_info::{CmsVersion, ContentInfo};
use cms::signed_data::{
    CertificateSet, EncapsulatedContentInfo, SignedData, SignerIdentifier, SignerInfo, SignerInfos,
};
use der::asn1::{ObjectIdentifier, OctetString, SetOfVec};
use der::{Any, Encode, Sequence};
use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{DerSignature, SigningKey};
use samverk_foundation::Problem;
use sha2::{Digest, Sha256};
use x509_cert::Certificate;
use x509_cert::attr::{Attribute, Attributes};
use x509_cert::spki::AlgorithmIdentifierOwned;

/// Who signs, and for whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signer {
    pub name: String,
    pub party: String,
}

/// Which certificate a signature goes with (RFC 5035): its checksum by SHA-256.
#[derive(Clone, Debug, PartialEq, Eq, Sequence)]
pub(crate) struct EssCertId {
    /// Of what sort the checksum is; SHA-256 when nothing is said.
    pub algorithm: Option<AlgorithmIdentifierOwned>,
    pub hash: OctetString,
    pub issuer_serial: Option<Any>,
}

#[derive(Clone, Debug, PartialEq, Eq, Sequence)]
pub(crate) struct SigningCertificate {
    pub certificates: Vec<EssCertId>,
    pub policies: Option<Any>,
}

impl Authority {
    /// The signature over the content, in DER. The secrets are random bytes: the key, which is dropped, and the number
    /// of its certificate.
    pub fn sign(
        &self,
        signer: &Signer,
        content: &[u8],
        [key, serial]: [[u8; 32]; 2],
        now: DateTime<Utc>,
    ) -> Result<Vec<u8>, Problem> {
        let key = SigningKey::from_bytes(&key.into()).map_err(Problem::internal)?;
        let subject = name(&signer.name, &signer.party)?;
        let certificate = self.issue(subject, key.verifying_key(), (serial, now))?;
        let signed = signed_data(self, (&key, certificate), content, now);
        signed?.to_der().map_err(Problem::internal)
    }
}

fn algorithm(oid: ObjectIdentifier) -> AlgorithmIdentifierOwned {
    AlgorithmIdentifierOwned {
        oid,
        parameters: None,
    }
}

fn signed_data(
    authority: &Authority,
    (key, certificate): (&SigningKey, Certificate),
    content: &[u8],
    now: DateTime<Utc>,
) -> Result<ContentInfo, Problem> {
    let attributes = attributes(&certificate, content, now)?;
    let signed = attributes.to_der().map_err(Problem::internal)?;
    let signature: DerSignature = key.sign(&signed);
    let tbs = certificate.tbs_certificate();
    let info = SignerInfo {
        version: CmsVersion::V1,
        sid: SignerIdentifier::IssuerAndSerialNumber(IssuerAndSerialNumber {
            issuer: tbs.issuer().clone(),
            serial_number: tbs.serial_number().clone(),
        }),
        digest_alg: algorithm(oids::SHA_256),
        signed_attrs: Some(attributes),
        signature_algorithm: algorithm(oids::ECDSA_WITH_SHA_256),
        signature: OctetString::new(signature.as_bytes()).map_err(Problem::internal)?,
        unsigned_attrs: None,
    };
    wrapped(info, [certificate, authority.certificate().clone()]).map_err(Problem::internal)
}

fn wrapped(info: SignerInfo, certificates: [Certificate; 2]) -> der::Result<ContentInfo> {
    let certificates = certificates.map(CertificateChoices::Certificate);
    let signed = SignedData {
        version: CmsVersion::V1,
        digest_algorithms: SetOfVec::try_from(vec![algorithm(oids::SHA_256)])?,
        encap_content_info: EncapsulatedContentInfo {
            econtent_type: oids::DATA,
            econtent: None,
        },
        certificates: Some(CertificateSet::try_from(Vec::from(certificates))?),
        crls: None,
        signer_infos: SignerInfos::try_from(vec![info])?,
    };
    Ok(ContentInfo {
        content_type: oids::SIGNED_DATA,
        content: Any::encode_from(&signed)?,
    })
}

/// What is signed: what kind of content it is, its checksum, when, and with which certificate.
fn attributes(
    certificate: &Certificate,
    content: &[u8],
    now: DateTime<Utc>,
) -> Result<Attributes, Problem> {
    let at = time(now)?;
    let made = || {
        let whose = Sha256::digest(certificate.to_der()?);
        let whose = SigningCertificate {
            certificates: vec![EssCertId {
                algorithm: None,
                hash: OctetString::new(whose.as_slice())?,
                issuer_serial: None,
            }],
            policies: None,
        };
        let sum = OctetString::new(Sha256::digest(content).as_slice())?;
        SetOfVec::try_from(vec![
            attribute(oids::CONTENT_TYPE, &oids::DATA)?,
            attribute(oids::MESSAGE_DIGEST, &sum)?,
            attribute(oids::SIGNING_TIME, &at)?,
            attribute(oids::SIGNING_CERTIFICATE_V2, &whose)?,
        ])
    };
    made().map_err(Problem::internal)
}

fn attribute<T>(oid: ObjectIdentifier, value: &T) -> der::Result<Attribute>
where
    T: der::Tagged + der::EncodeValue,
{
    Ok(Attribute {
        oid,
        values: SetOfVec::try_from(vec![Any::encode_from(value)?])?,
    })
}
