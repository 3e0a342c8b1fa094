//! Long work without the GIL, with progress and Ctrl-C.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDict};
use rayon::ThreadPool;
use tasnif::Progress;

use crate::errors::exception;
use crate::pool::pool;

/// How often signals are looked for and progress is told.
const INTERVAL: Duration = Duration::from_millis(100);

/// A call that may take long: its threads, and what is shared between them and Python.
pub struct LongCall {
    pool: Arc<ThreadPool>,
    watch: Arc<Watch>,
    /// Called with the number of steps done and the number of all.
    progress: Option<Py<PyAny>>,
}

/// What the work of a call reports, and whether it should stop.
#[derive(Debug, Default)]
pub struct Watch {
    is_cancelled: Arc<AtomicBool>,
    done: AtomicU64,
    notices: Mutex<Vec<String>>,
}

impl Watch {
    pub fn add(&self, steps: u64) {
        self.done.fetch_add(steps, Ordering::Relaxed);
    }

    /// Steps done so far.
    pub fn done(&self) -> u64 {
        self.done.load(Ordering::Relaxed)
    }

    pub fn cancellation(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.is_cancelled)
    }

    fn take_notices(&self) -> Vec<String> {
        let mut notices = self.notices.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::take(&mut *notices)
    }
}

impl Progress for Watch {
    fn notice(&self, message: &str) {
        let mut notices = self.notices.lock().unwrap_or_else(PoisonError::into_inner);
        notices.push(message.to_owned());
    }

    fn is_cancelled(&self) -> bool {
        self.is_cancelled.load(Ordering::Relaxed)
    }
}

impl LongCall {
    /// A call on this many threads. `progress` is a callable that is given the texts that are done and the number of all,
    /// True for a line on standard error, or nothing.
    pub fn new(
        py: Python<'_>,
        threads: Option<usize>,
        progress: Option<Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        let progress = match progress {
            Some(given) if given.is_instance_of::<PyBool>() => given
                .is_truthy()?
                .then(|| py.import("tasnif_text._progress")?.call_method0("line"))
                .transpose()?,
            given => given.filter(|given| !given.is_none()),
        };
        Ok(LongCall {
            pool: pool(py, threads)?,
            watch: Arc::default(),
            progress: progress.map(Bound::unbind),
        })
    }

    pub fn watch(&self) -> &Arc<Watch> {
        &self.watch
    }

    /// Runs short work on the threads of the call, with the GIL.
    pub fn run_short<T: Send>(&self, work: impl FnOnce() -> T + Send) -> T {
        self.pool.install(work)
    }

    /// Runs work on the threads of the call, without the GIL. `all` is the number of steps of the whole call, if known.
    ///
    /// # Errors
    /// When a signal's handler or the callable of progress raised an exception, and those of `work`.
    pub fn run<T: Send>(
        &self,
        py: Python<'_>,
        all: Option<u64>,
        work: impl FnOnce() -> tasnif::Result<T> + Send,
    ) -> PyResult<T> {
        let result = py.detach(|| self.wait(all, work));
        self.log_notices(py)?;
        match result {
            Ok(Ok(result)) => result.map_err(exception),
            Ok(Err(panic)) => resume_unwind(panic),
            Err(raised) => Err(raised),
        }
    }

    /// Waits for the work, and looks for signals in the meantime. After a signal it waits for the work to stop, which
    /// reads what belongs to Python.
    fn wait<T: Send>(
        &self,
        all: Option<u64>,
        work: impl FnOnce() -> T + Send,
    ) -> PyResult<std::thread::Result<T>> {
        let (send, receive) = sync_channel(1);
        let pool = &self.pool;
        std::thread::scope(|scope| {
            scope.spawn(move || {
                let result = catch_unwind(AssertUnwindSafe(|| pool.install(work)));
                // The receiver waits for it.
                let _ = send.send(result);
            });
            let mut raised = Ok(());
            loop {
                match receive.recv_timeout(INTERVAL) {
                    Ok(result) => return raised.map(|()| result),
                    Err(RecvTimeoutError::Timeout) if raised.is_ok() => {
                        raised = Python::attach(|py| {
                            py.check_signals()?;
                            self.tell(py, all)
                        });
                        self.watch
                            .is_cancelled
                            .store(raised.is_err(), Ordering::Relaxed);
                    }
                    Err(RecvTimeoutError::Timeout) => {}
                    Err(RecvTimeoutError::Disconnected) => {
                        unreachable!("the thread sends its result, or its panic")
                    }
                }
            }
        })
    }

    /// Tells the progress so far.
    pub fn tell(&self, py: Python<'_>, all: Option<u64>) -> PyResult<()> {
        let Some(progress) = &self.progress else {
            return Ok(());
        };
        let done = self.watch.done();
        progress.call1(py, (done, all)).map(|_| ())
    }

    /// Passes messages of the library to the logger `tasnif_text`.
    fn log_notices(&self, py: Python<'_>) -> PyResult<()> {
        let notices = self.watch.take_notices();
        if notices.is_empty() {
            return Ok(());
        }
        let logger = py
            .import("logging")?
            .call_method1("getLogger", ("tasnif_text",))?;
        let none: Option<&Bound<'_, PyDict>> = None;
        for notice in notices {
            logger.call_method("info", ("%s", notice), none)?;
        }
        Ok(())
    }
}
