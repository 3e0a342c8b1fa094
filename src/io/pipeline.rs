//! Work on batches on all cores, results in input order.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use super::batches::Batch;
use super::cutting::Batches;
use crate::error::Result;

/// Batches that may be under way for each thread: enough that none waits, few enough that memory
/// stays bounded.
const AHEAD: usize = 2;

/// What the threads share.
struct Shared<T> {
    /// Locked while a batch is read, which may take long, and before `state`.
    batches: Mutex<Batches>,
    state: Mutex<State<T>>,
    /// Told of every change of the state.
    changed: Condvar,
}

struct State<T> {
    next: usize,
    done: BTreeMap<usize, Result<T>>,
    consumed: usize,
    at_end: bool,
    workers: usize,
}

/// Runs `work` on every batch on `threads` threads, and `consume` on the results in input order
/// on this thread.
///
/// Each thread has a worker of its own, made by `start`; they are handed back at the end, in no
/// order.
///
/// # Errors
/// The first error in input order, of reading, of `work` or of `consume`.
pub fn map_in_order<W: Send, T: Send>(
    batches: Batches,
    threads: usize,
    start: impl Fn() -> W + Sync,
    work: impl Fn(&mut W, Batch) -> Result<T> + Sync,
    mut consume: impl FnMut(T) -> Result<()>,
) -> Result<Vec<W>> {
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
        // Nobody waits for more input after an error.
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

/// Counts a worker out when it ends, also by a panic, so that the consumer never waits for it.
struct Leaving<'s, T>(&'s Shared<T>, &'s AtomicBool);

impl<T> Drop for Leaving<'_, T> {
    fn drop(&mut self) {
        let mut state = lock(&self.0.state);
        state.workers -= 1;
        // What a panicking worker was at never arrives: nobody shall wait for it.
        if std::thread::panicking() {
            state.at_end = true;
            self.1.store(true, Ordering::Relaxed);
        }
        drop(state);
        self.0.changed.notify_all();
    }
}

/// Takes a batch, works on it and files the result; false when there is none left.
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

/// Reads a batch when there is room for one more. The state is not locked meanwhile: results that
/// are done go out while input is waited for.
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

/// What is locked stays consistent when a worker panics; the panic itself is passed on at the join.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
