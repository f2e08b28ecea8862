//! Signatures that somebody has made with a certificate of their own.

use crate::openssl::Folder;
use crate::ours::now;
use samverk_signing::{Trusted, verify};

const PDF: &[u8] = b"%PDF-1.7\n one\r\n%%EOF\n";

/// A certificate that has issued itself, and a signature with it.
fn signed(folder: &Folder, key: &str, more: &str) -> Vec<u8> {
    folder.write("x.pdf", PDF);
    let made = folder.openssl(&format!(
        "req -x509 -newkey {key} -nodes -keyout k.pem -out c.pem -days 30000 -subj /CN=Anna-Exempelsson/O=Annan"
    ));
    assert!(made.0, "{}", made.1);
    let signed = folder.openssl(&format!(
        "cms -sign -binary -in x.pdf -signer c.pem -inkey k.pem -outform DER -out x.p7s {more}"
    ));
    assert!(signed.0, "{}", signed.1);
    folder.read("x.p7s")
}

#[test]
fn it_holds_but_nobody_is_trusted_who_is_not_said_to_be() {
    for (key, more) in [
        ("rsa:2048", "-md sha256 -cades"),
        ("rsa:2048", "-md sha512 -cades"),
        ("ec -pkeyopt ec_paramgen_curve:P-256", "-md sha256 -cades"),
        (
            "ec -pkeyopt ec_paramgen_curve:P-384",
            "-md sha384 -keyid -cades",
        ),
    ] {
        let folder = Folder::new();
        let signature = signed(&folder, key, more);
        let judged = verify(&signature, PDF, &Trusted::default(), now());
        let judged = judged.unwrap_or_else(|problem| panic!("{key} {more}: {problem:?}"));
        assert_eq!(judged[0].name, "Anna-Exempelsson", "{key} {more}");
        assert_eq!(judged[0].organisation, "Annan");
        assert!(!judged[0].is_trusted);
        let other = verify(&signature, b"other", &Trusted::default(), now());
        assert_eq!(other.unwrap_err().code, "signature_of_other_content");
    }
}

#[test]
fn one_that_names_no_certificate_or_carries_its_content_is_refused() {
    for (more, code) in [
        ("-md sha256", "signature_without_certificate"),
        ("-md sha256 -noattr", "signature_without_certificate"),
        ("-md sha256 -cades -nodetach", "signature_not_detached"),
    ] {
        let folder = Folder::new();
        let signature = signed(&folder, "rsa:2048", more);
        let refused = verify(&signature, PDF, &Trusted::default(), now()).unwrap_err();
        assert_eq!(refused.code, code, "{more}");
    }
}

#[test]
fn whom_an_authority_has_issued_a_certificate_is_trusted() {
    let folder = Folder::new();
    folder.write("x.pdf", PDF);
    folder.write(
        "ext",
        "basicConstraints=CA:FALSE\nkeyUsage=digitalSignature,nonRepudiation\n",
    );
    for said in [
        "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout cak.pem -out ca.pem -days 30000 -subj /CN=Utfardare",
        "req -newkey rsa:2048 -nodes -keyout k.pem -out r.pem -subj /CN=Anna/O=Annan",
        "x509 -req -in r.pem -CA ca.pem -CAkey cak.pem -CAcreateserial -days 29000 -extfile ext -out c.pem",
        "cms -sign -binary -cades -in x.pdf -signer c.pem -inkey k.pem -outform DER -out x.p7s",
    ] {
        let (is_done, told) = folder.openssl(said);
        assert!(is_done, "{said}: {told}");
    }
    let signature = folder.read("x.p7s");
    let trusted = Trusted::read(&folder.read("ca.pem")).unwrap();
    // Those that OpenSSL makes begin now.
    let later = "2030-01-01T00:00:00Z".parse().unwrap();
    assert!(verify(&signature, PDF, &trusted, later).unwrap()[0].is_trusted);
    let before = "2001-01-01T00:00:00Z".parse().unwrap();
    assert!(!verify(&signature, PDF, &trusted, before).unwrap()[0].is_trusted);
    let none = Trusted::read(b"zebra").unwrap_err();
    assert_eq!(none.code, "signing_trusted_invalid");
}
