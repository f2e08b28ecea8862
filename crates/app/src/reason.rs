//! What the operating system says no with, in the operator's language.

use std::io::{Error, ErrorKind};

/// The usual reasons in Swedish, as all that the commands print; the unusual as the system says it.
pub fn reason(error: &Error) -> String {
    let known = match error.kind() {
        ErrorKind::NotFound => "finns inte",
        ErrorKind::PermissionDenied => "programmet har inte rätt till det",
        ErrorKind::AlreadyExists => "finns redan",
        ErrorKind::NotADirectory => "är ingen mapp",
        ErrorKind::IsADirectory => "är en mapp",
        ErrorKind::ReadOnlyFilesystem => "disken går bara att läsa",
        ErrorKind::StorageFull => "disken är full",
        ErrorKind::AddrInUse => "upptagen av ett annat program",
        ErrorKind::AddrNotAvailable => "datorn har ingen sådan adress",
        _ => return error.to_string(),
    };
    known.to_owned()
}
