//! Guards against third-party decoders that panic on damaged input.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};

thread_local! {
    static IS_GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// Runs `work`; `None` when it panics. Data that it changes must not be used afterwards.
pub(super) fn guarded<T>(work: impl FnOnce() -> T) -> Option<T> {
    IS_GUARDED.set(true);
    let result = catch_unwind(AssertUnwindSafe(work));
    IS_GUARDED.set(false);
    result.ok()
}

/// Suppresses the messages of panics in third-party decoders, because they become errors; all others are
/// reported as before. For programs, not for libraries: it affects the whole process.
#[cfg(feature = "cli")]
pub(crate) fn silence_guarded_panics() {
    let report = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if !IS_GUARDED.get() {
            report(panic);
        }
    }));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_none_and_the_next_run_goes_well() {
        assert_eq!(guarded(|| Vec::<u8>::new()[0]), None);
        assert_eq!(guarded(|| 7), Some(7));
    }
}
