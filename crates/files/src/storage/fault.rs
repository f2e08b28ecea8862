//! What has gone wrong where the bytes lie.

use super::seal::{Altered, altered};
use samverk_foundation::Problem;
use std::error::Error;
use std::io::ErrorKind;

pub(crate) fn told(error: object_store::Error) -> Problem {
    if matches!(error, object_store::Error::NotFound { .. }) {
        return Problem::unavailable("file_bytes_missing").because(error);
    }
    let first: &(dyn Error + 'static) = &error;
    let mut causes = std::iter::successors(Some(first), |&cause| cause.source());
    if causes.clone().any(|cause| cause.is::<Altered>()) {
        return altered();
    }
    let is_full = causes.any(|cause| {
        let cause = cause.downcast_ref::<std::io::Error>();
        cause.is_some_and(|cause| {
            matches!(
                cause.kind(),
                ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge
            )
        })
    });
    match is_full {
        true => Problem::unavailable("storage_full").because(error),
        false => Problem::unavailable("file_storage_away").because(error),
    }
}
