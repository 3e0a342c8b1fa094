//! Work on batches on all cores, results in input order.

use std::collections::BTreeMap;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use super::batches::{Batch, Batches};
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
/// # Errors
/// The first error in input order, of reading, of `work` or of `consume`.
pub fn map_in_order<T: Send>(
    batches: Batches,
    threads: usize,
    work: impl Fn(Batch) -> Result<T> + Sync,
    mut consume: impl FnMut(T) -> Result<()>,
) -> Result<()> {
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
        for _ in 0..threads {
            scope.spawn(|| {
                let _leaving = Leaving(&shared, &changed);
                while run_one(&shared, &changed, threads * AHEAD, &work) {}
            });
        }
        let result = consume_all(&shared, &changed, &mut consume);
        lock(&shared).at_end = true;
        changed.notify_all();
        result
    })
}

/// Counts a worker out when it ends, also by a panic, so that the consumer never waits for it.
struct Leaving<'s, T>(&'s Mutex<Shared<T>>, &'s Condvar);

impl<T> Drop for Leaving<'_, T> {
    fn drop(&mut self) {
        lock(self.0).workers -= 1;
        self.1.notify_all();
    }
}

/// Takes a batch, works on it and files the result; false when there is none left.
fn run_one<T>(
    shared: &Mutex<Shared<T>>,
    changed: &Condvar,
    window: usize,
    work: &impl Fn(Batch) -> Result<T>,
) -> bool {
    let mut state = lock(shared);
    while !state.at_end && state.next >= state.consumed + window {
        state = changed.wait(state).unwrap_or_else(PoisonError::into_inner);
    }
    if state.at_end {
        return false;
    }
    let batch = match state.batches.next_batch() {
        Ok(Some(batch)) => Ok(batch),
        Ok(None) => {
            state.at_end = true;
            return false;
        }
        Err(error) => {
            state.at_end = true;
            Err(error)
        }
    };
    let number = state.next;
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

/// The state stays consistent when a worker panics: the panic itself is passed on by the scope.
fn lock<'s, T>(shared: &'s Mutex<Shared<T>>) -> MutexGuard<'s, Shared<T>> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}
