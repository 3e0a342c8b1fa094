//! The library's errors as Python's exceptions.

use pyo3::PyErr;
use pyo3::exceptions::{PyKeyboardInterrupt, PyOSError, PyRuntimeError, PyValueError};
use tasnif::Error;

/// `OSError` (or its subclass, such as `FileNotFoundError`) for files, `ValueError` for input and settings.
pub fn exception(error: Error) -> PyErr {
    match &error {
        Error::Read { path, source } | Error::Write { path, source } => {
            match source.raw_os_error() {
                // With the number of the error, Python chooses the subclass.
                Some(code) => PyOSError::new_err((
                    code,
                    source.to_string(),
                    path.to_string_lossy().into_owned(),
                )),
                None => PyOSError::new_err(error.to_string()),
            }
        }
        Error::TemporaryFile { .. } => PyOSError::new_err(error.to_string()),
        Error::Cancelled => PyKeyboardInterrupt::new_err(error.to_string()),
        Error::Fit(_) | Error::MissingFeature { .. } => PyRuntimeError::new_err(error.to_string()),
        _ => PyValueError::new_err(error.to_string()),
    }
}
