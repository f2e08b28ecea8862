//! What we sign is what OpenSSL takes, and nothing else is.

use crate::openssl::Folder;
use chrono::{DateTime, Utc};
use proptest::prelude::*;
use samverk_signing::{Authority, Signer, Trusted, verify};

pub fn now() -> DateTime<Utc> {
    "2026-11-22T09:00:00Z".parse().unwrap()
}

pub fn authority() -> Authority {
    Authority::make("Exempelkommunens underskrifter", [[3; 32], [4; 32]], now()).unwrap()
}

pub fn signer(name: &str) -> Signer {
    Signer {
        name: name.to_owned(),
        party: "Åby kommun".to_owned(),
    }
}

/// With the line ends that a reader of text would change.
const PDF: &[u8] = b"%PDF-1.7\n\xff\x00 one\r\ntwo\rthree\n%%EOF\n";

#[test]
fn openssl_takes_it_and_refuses_another_file() {
    let authority = authority();
    let signature = authority.sign(&signer("Örjan Exempelsson"), PDF, [[5; 32], [6; 32]], now());
    let folder = Folder::new();
    folder.write("ca.pem", authority.certificate_pem().unwrap());
    folder.write("x.p7s", signature.unwrap());
    folder.write("x.pdf", PDF);
    let (is_good, told) = folder.verifies(now());
    assert!(is_good, "{told}");
    assert_eq!(folder.read("out.pdf"), PDF);
    let mut altered = PDF.to_vec();
    altered[12] ^= 1;
    folder.write("x.pdf", altered);
    assert!(!folder.verifies(now()).0, "an altered file");
    let other = Authority::make("Någon annan", [[8; 32], [9; 32]], now()).unwrap();
    folder.write("x.pdf", PDF);
    folder.write("ca.pem", other.certificate_pem().unwrap());
    assert!(!folder.verifies(now()).0, "another authority");
}

#[test]
fn we_judge_what_we_sign_as_openssl_does() {
    let authority = authority();
    let signature = authority.sign(&signer("Örjan Exempelsson"), PDF, [[5; 32], [6; 32]], now());
    let signature = signature.unwrap();
    let trusted = Trusted::default().and(&authority).unwrap();
    let judged = verify(&signature, PDF, &trusted, now()).unwrap();
    let one = &judged[0];
    assert_eq!(
        (one.name.as_str(), one.organisation.as_str()),
        ("Örjan Exempelsson", "Åby kommun")
    );
    assert_eq!(one.issuer, "Exempelkommunens underskrifter");
    assert_eq!(one.signed_at, Some(now()));
    assert!(one.is_trusted);
    let unknown = verify(&signature, PDF, &Trusted::default(), now()).unwrap();
    assert!(!unknown[0].is_trusted);
    let later = verify(&signature, b"another version", &trusted, now());
    assert_eq!(later.unwrap_err().code, "signature_of_other_content");
    let none = verify(b"no signature", PDF, &trusted, now());
    assert_eq!(none.unwrap_err().code, "signature_unreadable");
}

#[test]
fn an_authority_is_read_as_it_was_written() {
    let made = authority();
    let (key, certificate) = (made.key_pem().unwrap(), made.certificate_pem().unwrap());
    let read = Authority::read(&key, &certificate).unwrap();
    assert_eq!(read.certificate_pem().unwrap(), certificate);
    assert!(
        !format!("{read:?}").contains(&key[40..80]),
        "the key is never told"
    );
    let other = Authority::make("Någon annan", [[8; 32], [9; 32]], now()).unwrap();
    let mixed = Authority::read(&other.key_pem().unwrap(), &certificate);
    assert_eq!(mixed.unwrap_err().code, "signing_authority_invalid");
    let none = Authority::read("zebra", &certificate);
    assert_eq!(none.unwrap_err().code, "signing_authority_invalid");
}

#[test]
fn each_signature_has_a_key_and_a_number_of_its_own() {
    let authority = authority();
    let sign = |key, serial| authority.sign(&signer("A"), PDF, [[key; 32], [serial; 32]], now());
    let (one, other) = (sign(5, 6).unwrap(), sign(7, 8).unwrap());
    let number = |signature: &[u8]| {
        let judged = verify(signature, PDF, &Trusted::default(), now()).unwrap();
        judged[0].serial.clone()
    };
    assert_ne!(number(&one), number(&other));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever byte of it is changed: nobody is told that it is good, unless the change is outside what is signed
    /// and the person is the same.
    #[test]
    fn no_byte_can_be_changed(place in 0_usize..4_000, bit in 0_u8..8) {
        let authority = authority();
        let signature = authority.sign(&signer("A"), PDF, [[5; 32], [6; 32]], now()).unwrap();
        let trusted = Trusted::default().and(&authority).unwrap();
        let good = verify(&signature, PDF, &trusted, now()).unwrap();
        let mut altered = signature.clone();
        let place = place % altered.len();
        altered[place] ^= 1 << bit;
        if let Ok(judged) = verify(&altered, PDF, &trusted, now()) {
            let is_same = judged == good;
            let is_less = judged.iter().all(|one| !one.is_trusted);
            prop_assert!(is_same || is_less, "{place} {bit} {judged:?}");
        }
    }

    #[test]
    fn any_bytes_are_judged(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        prop_assert!(verify(&bytes, PDF, &Trusted::default(), now()).is_err());
    }
}
