//! Deliveries to the e-archive: cases with their documents and files as one package (FGS Paketstruktur 2.0, which is
//! E-ARK CSIP and SIP 2.1, with CITS ERMS 3 and PREMIS 3), and the archive's receipt compared with what was delivered.
//!
//! The package is written while it is read: whatever the number of cases, no more than one is in memory.

mod archive;
mod case;
mod checksum;
mod delivery;
mod description;
mod erms;
mod mets;
mod names;
mod package;
mod premis;
mod receipt;
mod spool;
mod times;
mod words;
mod xml;

pub use case::{
    Case, CaseEnd, CaseEvent, CaseParty, Classification, Decision, Direction, Document, File, Part,
    Retention, Scan, SecrecyMarking,
};
pub use checksum::Checksum;
pub use delivery::{
    Attachment, AttachmentKind, Contact, Delivery, DeliveryKind, Organisation, System,
};
pub use package::{Package, Places, Sealed};
pub use receipt::{Comparison, Finding, Receipt, Row, compare, read_receipt};
pub use times::{Day, Moment};
pub use words::{Line, MediaType, OriginalName, Prose};
