//! Removes temporary files when a signal ends the process.
//!
//! A signal that ends the process waits until no temporary file is being named, removes the known ones, and
//! then has its default effect, so the shell sees the usual exit code.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Temporary files that currently exist.
static FILES: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// A temporary file that is registered while this value lives.
#[derive(Debug)]
pub(super) struct Leftover(PathBuf);

/// The registered files; signals wait while this value lives.
pub(super) struct Leftovers(MutexGuard<'static, Vec<PathBuf>>);

impl Leftover {
    /// Makes signals wait.
    pub(super) fn hold() -> Leftovers {
        #[cfg(all(unix, feature = "cli"))]
        signals::watch();
        Leftovers(lock())
    }
}

impl Leftovers {
    /// Registers a file for removal on a signal.
    pub(super) fn add(&mut self, path: &Path) -> Leftover {
        self.0.push(path.to_path_buf());
        Leftover(path.to_path_buf())
    }
}

impl Drop for Leftover {
    fn drop(&mut self) {
        lock().retain(|path| *path != self.0);
    }
}

fn lock() -> MutexGuard<'static, Vec<PathBuf>> {
    // The list is consistent after every statement that changes it.
    FILES.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(all(unix, feature = "cli"))]
mod signals {
    use std::sync::Once;

    use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGXCPU, SIGXFSZ};
    use signal_hook::iterator::Signals;
    use signal_hook::low_level::emulate_default_handler;

    /// Signals that end a process and can be caught. (SIGXFSZ comes from `ulimit -f`.)
    const SIGNALS: [i32; 6] = [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGXFSZ, SIGXCPU];

    static WATCH: Once = Once::new();

    /// Starts a thread that waits for signals; once.
    pub(super) fn watch() {
        WATCH.call_once(|| {
            let ignored = ignored();
            let signals = SIGNALS.iter().filter(|&&signal| !is_in(ignored, signal));
            // Without the thread, signals have their default effect.
            if let Ok(mut signals) = Signals::new(signals) {
                std::thread::spawn(move || signals.forever().for_each(end));
            }
        });
    }

    fn end(signal: i32) {
        let files = super::lock();
        for file in files.iter() {
            let _ = std::fs::remove_file(file);
        }
        // Ends the process; the lock is held until then.
        let _ = emulate_default_handler(signal);
    }

    /// The signals that the process was started to ignore, for example by `nohup`, one bit each.
    fn ignored() -> u64 {
        let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
        let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
        match mask {
            Some(mask) => u64::from_str_radix(mask.trim(), 16).unwrap_or_default(),
            // For systems without this information: nohup must work.
            None => 1 << (SIGHUP - 1),
        }
    }

    fn is_in(mask: u64, signal: i32) -> bool {
        mask >> (signal - 1) & 1 == 1
    }
}
