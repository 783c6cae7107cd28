//! The rows with problems as a file.

use quanheng_facts::intake::Returned;

use crate::error::AppError;

/// The bytes of the workbook in which they are given back.
pub fn bytes(returned: &Returned) -> Result<Vec<u8>, AppError> {
    quanheng_sheet::out::write(&returned.book).map_err(|error| AppError::not_written(&error.to_string()))
}
