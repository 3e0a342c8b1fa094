//! The `tasnif` program; see `tasnif --help`.

fn main() -> std::process::ExitCode {
    tasnif::cli::main()
}
