//! The threads that work for Python, safe after `fork`.
//!
//! The global pool of rayon would not survive `fork`: the copy of the process has the pool, but none of its threads, and
//! waits for them for ever. So work runs on pools of this module, which belong to the process that made them.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use pyo3::exceptions::{PyRuntimeError, PyValueError};
use pyo3::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};

/// The process that imported the module.
static IMPORTED_BY: OnceLock<u32> = OnceLock::new();

/// The pools of one process, by their number of threads; 0 is the default.
#[derive(Default)]
struct Pools {
    process: u32,
    pools: HashMap<usize, Arc<ThreadPool>>,
}

/// Locked only with the GIL, which `fork` needs, too: no copy of a process finds it locked.
static POOLS: Mutex<Option<Pools>> = Mutex::new(None);

pub fn remember_process() {
    IMPORTED_BY.get_or_init(std::process::id);
}

/// True in a copy of the process that imported the module.
fn is_copy() -> bool {
    IMPORTED_BY.get() != Some(&std::process::id())
}

/// A pool with this many threads. By default there are as many as the machine has cores, or as the environment variable
/// `RAYON_NUM_THREADS` says; in a copy of a process one, because copies are made to work side by side.
///
/// # Errors
/// When there are to be 0 threads, or a thread cannot be started.
pub fn pool(_: Python<'_>, threads: Option<usize>) -> PyResult<Arc<ThreadPool>> {
    let threads = match threads {
        Some(0) => {
            return Err(PyValueError::new_err(
                "`threads` 0 does no work; give at least 1",
            ));
        }
        Some(threads) => threads,
        None if is_copy() => 1,
        None => 0,
    };
    let mut pools = POOLS.lock().unwrap_or_else(PoisonError::into_inner);
    let process = std::process::id();
    if pools.as_ref().is_none_or(|pools| pools.process != process) {
        let of_parent = pools.replace(Pools {
            process,
            ..Pools::default()
        });
        // Its threads do not exist here; to end them would wait for them.
        std::mem::forget(of_parent);
    }
    let pools = pools.as_mut().expect("the pools were just made");
    if let Some(pool) = pools.pools.get(&threads) {
        return Ok(Arc::clone(pool));
    }
    let pool = ThreadPoolBuilder::new()
        .num_threads(threads)
        .thread_name(|number| format!("tasnif-{number}"))
        .build()
        .map_err(|error| PyRuntimeError::new_err(format!("no thread can be started: {error}")))?;
    let pool = Arc::new(pool);
    pools.pools.insert(threads, Arc::clone(&pool));
    Ok(pool)
}
