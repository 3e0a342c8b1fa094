//! Processes batches on all cores, with results in input order.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use super::batches::Batch;
use super::cutting::Batches;
use crate::error::{Error, Result};

/// Number of batches in progress per thread: enough that no thread waits, few enough that memory is limited.
const AHEAD: usize = 2;

/// State shared by the threads.
struct Shared<T> {
    /// Locked while a batch is read, which may take long, and before `state`.
    batches: Mutex<Batches>,
    state: Mutex<State<T>>,
    /// Notified of every change of the state.
    changed: Condvar,
}

struct State<T> {
    next: usize,
    done: BTreeMap<usize, Result<T>>,
    consumed: usize,
    at_end: bool,
    workers: usize,
}

/// Runs `work` on every batch on `threads` threads, and `consume` on the results in input order on this
/// thread.
///
/// Each thread has its own worker from `start`; the workers are returned at the end, unordered.
///
/// # Errors
/// With 0 threads; the first error in input order, from reading, `work` or `consume`.
pub fn map_in_order<W: Send, T: Send>(
    batches: Batches,
    threads: usize,
    start: impl Fn() -> W + Sync,
    work: impl Fn(&mut W, Batch) -> Result<T> + Sync,
    mut consume: impl FnMut(T) -> Result<()>,
) -> Result<Vec<W>> {
    if threads == 0 {
        return Err(Error::Settings(
            "`threads` 0 cannot work; give at least 1".into(),
        ));
    }
    let stop = batches.stop();
    let shared = Shared {
        batches: Mutex::new(batches),
        state: Mutex::new(State {
            next: 0,
            done: BTreeMap::new(),
            consumed: 0,
            at_end: false,
            workers: threads,
        }),
        changed: Condvar::new(),
    };
    std::thread::scope(|scope| {
        let run = || {
            let _leaving = Leaving(&shared, &stop);
            let mut worker = start();
            while run_one(&shared, threads * AHEAD, &mut |b| work(&mut worker, b)) {}
            worker
        };
        let threads: Vec<_> = (0..threads).map(|_| scope.spawn(run)).collect();
        let result = consume_all(&shared, &mut consume);
        // After an error, reading no longer waits for input.
        stop.store(true, Ordering::Relaxed);
        lock(&shared.state).at_end = true;
        shared.changed.notify_all();
        let workers = threads.into_iter().map(|thread| match thread.join() {
            Ok(worker) => worker,
            Err(panic) => std::panic::resume_unwind(panic),
        });
        let workers = workers.collect();
        result.map(|()| workers)
    })
}

/// Unregisters a worker when it ends, even by a panic, so that the consumer never waits for it.
struct Leaving<'s, T>(&'s Shared<T>, &'s AtomicBool);

impl<T> Drop for Leaving<'_, T> {
    fn drop(&mut self) {
        let mut state = lock(&self.0.state);
        state.workers -= 1;
        // The current result of a panicking worker never arrives: the consumer must not wait for it.
        if std::thread::panicking() {
            state.at_end = true;
            self.1.store(true, Ordering::Relaxed);
        }
        drop(state);
        self.0.changed.notify_all();
    }
}

/// Takes a batch, processes it and stores the result; false when there is none left.
fn run_one<T>(
    shared: &Shared<T>,
    window: usize,
    work: &mut impl FnMut(Batch) -> Result<T>,
) -> bool {
    let Some((number, batch)) = next_batch(shared, window) else {
        return false;
    };
    let result = batch.and_then(work);
    lock(&shared.state).done.insert(number, result);
    shared.changed.notify_all();
    true
}

/// Reads a batch when there is room for one more. The state is not locked meanwhile, so finished results are
/// passed on while reading waits for input.
fn next_batch<T>(shared: &Shared<T>, window: usize) -> Option<(usize, Result<Batch>)> {
    let mut batches = lock(&shared.batches);
    let mut state = lock(&shared.state);
    while !state.at_end && state.next >= state.consumed + window {
        let waited = shared.changed.wait(state);
        state = waited.unwrap_or_else(PoisonError::into_inner);
    }
    if state.at_end {
        return None;
    }
    let number = state.next;
    drop(state);
    let batch = batches.next_batch();
    let mut state = lock(&shared.state);
    state.at_end |= !matches!(batch, Ok(Some(_)));
    let batch = batch.transpose()?;
    state.next += 1;
    Some((number, batch.map(|batch| batch.numbered(number))))
}

fn consume_all<T>(shared: &Shared<T>, consume: &mut impl FnMut(T) -> Result<()>) -> Result<()> {
    let mut state = lock(&shared.state);
    loop {
        let number = state.consumed;
        if let Some(result) = state.done.remove(&number) {
            drop(state);
            consume(result?)?;
            state = lock(&shared.state);
            state.consumed += 1;
            shared.changed.notify_all();
        } else if state.workers == 0 {
            return Ok(());
        } else {
            let waited = shared.changed.wait(state);
            state = waited.unwrap_or_else(PoisonError::into_inner);
        }
    }
}

/// The locked data stay consistent when a worker panics; the panic itself is passed on at the join.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
