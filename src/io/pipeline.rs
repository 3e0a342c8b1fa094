//! Work on batches on all cores, results in input order.

use std::collections::BTreeMap;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use super::batches::Batch;
use super::cutting::Batches;
use crate::error::Result;

/// Batches that may be under way for each thread: enough that none waits, few enough that memory
/// stays bounded.
const AHEAD: usize = 2;

/// State that the threads share.
struct Shared<T> {
    batches: Batches,
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
    let shared = Mutex::new(Shared {
        batches,
        next: 0,
        done: BTreeMap::new(),
        consumed: 0,
        at_end: false,
        workers: threads,
    });
    let changed = Condvar::new();
    std::thread::scope(|scope| {
        let run = || {
            let _leaving = Leaving(&shared, &changed);
            let mut worker = start();
            while run_one(&shared, &changed, threads * AHEAD, &mut |b| {
                work(&mut worker, b)
            }) {}
            worker
        };
        let threads: Vec<_> = (0..threads).map(|_| scope.spawn(run)).collect();
        let result = consume_all(&shared, &changed, &mut consume);
        lock(&shared).at_end = true;
        changed.notify_all();
        let workers = threads.into_iter().map(|thread| match thread.join() {
            Ok(worker) => worker,
            Err(panic) => std::panic::resume_unwind(panic),
        });
        let workers = workers.collect();
        result.map(|()| workers)
    })
}

/// Counts a worker out when it ends, also by a panic, so that the consumer never waits for it.
struct Leaving<'s, T>(&'s Mutex<Shared<T>>, &'s Condvar);

impl<T> Drop for Leaving<'_, T> {
    fn drop(&mut self) {
        let mut state = lock(self.0);
        state.workers -= 1;
        // What a panicking worker was at never arrives: nobody shall wait for it.
        state.at_end |= std::thread::panicking();
        drop(state);
        self.1.notify_all();
    }
}

/// Takes a batch, works on it and files the result; false when there is none left.
fn run_one<T>(
    shared: &Mutex<Shared<T>>,
    changed: &Condvar,
    window: usize,
    work: &mut impl FnMut(Batch) -> Result<T>,
) -> bool {
    let mut state = lock(shared);
    while !state.at_end && state.next >= state.consumed + window {
        state = changed.wait(state).unwrap_or_else(PoisonError::into_inner);
    }
    if state.at_end {
        return false;
    }
    let number = state.next;
    let batch = match state.batches.next_batch() {
        Ok(Some(batch)) => Ok(batch.numbered(number)),
        Ok(None) => {
            state.at_end = true;
            return false;
        }
        Err(error) => {
            state.at_end = true;
            Err(error)
        }
    };
    state.next += 1;
    drop(state);
    let result = batch.and_then(work);
    lock(shared).done.insert(number, result);
    changed.notify_all();
    true
}

fn consume_all<T>(
    shared: &Mutex<Shared<T>>,
    changed: &Condvar,
    consume: &mut impl FnMut(T) -> Result<()>,
) -> Result<()> {
    let mut state = lock(shared);
    loop {
        let number = state.consumed;
        if let Some(result) = state.done.remove(&number) {
            drop(state);
            consume(result?)?;
            state = lock(shared);
            state.consumed += 1;
            changed.notify_all();
        } else if state.workers == 0 {
            return Ok(());
        } else {
            state = changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

/// The state stays consistent when a worker panics; the panic itself is passed on at the join.
fn lock<'s, T>(shared: &'s Mutex<Shared<T>>) -> MutexGuard<'s, Shared<T>> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}
