//! What lies beside the cases so that a package can be understood by itself: a text for people, and a catalogue that
//! tells where each schema is published.

use crate::delivery::Delivery;
use crate::xml::Xml;
use crate::{erms, mets, premis};
use std::fmt::Write;
use std::io;

/// The names of fields are those of the schemas; the rest is in the language of the archive.
pub fn text(delivery: &Delivery) -> String {
    let mut text = String::new();
    let mut line = |what: &str, said: &str| {
        // Writing to a text does not fail.
        let _ = writeln!(text, "{what}: {said}");
    };
    line("Leverans", delivery.label.as_str());
    line("Identitet", &delivery.id.to_string());
    line("Skapad", &delivery.made_at.to_string());
    line("Arkivbildare", delivery.archival_creator.name.as_str());
    line("Levererande", delivery.submitter.name.as_str());
    let system = &delivery.system;
    line(
        "System",
        &format!("{} {}", system.name.as_str(), system.version.as_str()),
    );
    if let Some(agreement) = &delivery.agreement {
        line("Leveransöverenskommelse", agreement.as_str());
    }
    text.push_str(ABOUT);
    text
}

const ABOUT: &str = "
Paketet följer FGS Paketstruktur 2.0 (E-ARK CSIP och SIP 2.1.0), CITS ERMS 3.0 och PREMIS 3.0.

METS.xml                          vad som ligger i paketet, med kontrollsummor
metadata/descriptive/erms.xml     ärenden, handlingar och vad som har hänt med dem
metadata/preservation/premis.xml  filernas format, storlek, kontrollsumma och viruskontroll
representations/rep1/METS.xml     alla filer
representations/rep1/data         filerna: en mapp för varje ärende
documentation                     den här texten, och dokumentation som följde med leveransen
schemas                           var scheman är publicerade, och scheman som följde med leveransen

Filnamn: mappen börjar med ärendets plats i leveransen och dess diarienummer, filen med handlingens plats i ärendet
och filens plats i handlingen. Namnen har bara bokstäverna a till z, siffror och bindestreck. Det namn som filen hade
står i erms.xml (appendix/@name) och i premis.xml (originalName). Där är ett tecken som inte kan skrivas i XML
utbytt mot U+FFFD.

Tider: en dag är skriven med klockslaget 00:00:00 och utan tidszon. Ett klockslag är skrivet i UTC (Z).
Kontrollsummor: SHA-256.

erms.xml: ett ärende är aggregation av typen caseFile. objectId är diarienumret, extraId diariet, title ärendemeningen,
restriction sekretessmarkeringen, disposal vad informationshanteringsplanen säger. action är beslut (actionType
beslut) och händelser. status obliterated är ett makulerat ärende; skälet står i notes. En handling är record.
";

/// An OASIS catalogue: the schemas' own words are not copied, but named with the place where each is published.
pub fn catalogue() -> io::Result<Vec<u8>> {
    let mut xml = Xml::new(Vec::new())?;
    let namespace = "urn:oasis:names:tc:entity:xmlns:xml:catalog";
    xml.open("catalog", &[("xmlns", namespace)])?;
    for (name, uri) in [
        (mets::NAMESPACE, mets::SCHEMA),
        (mets::CSIP_NAMESPACE, mets::CSIP_SCHEMA),
        (mets::XLINK_NAMESPACE, mets::XLINK_SCHEMA),
        (premis::NAMESPACE, premis::SCHEMA),
        (erms::NAMESPACE, erms::SCHEMA),
    ] {
        xml.empty("uri", &[("name", name), ("uri", uri)])?;
    }
    xml.end()
}
