//! The commands of `docs/charts.md` make its pictures.
//!
//! `TASNIF_BLESS=1 cargo test --test cli gallery` writes the pictures anew: look at each one then.

use std::path::Path;
use std::process::Command;

use crate::common::{Folder, repository, run};
use crate::pictures::assert_shows;

/// The commands of the page, one a line.
fn commands(page: &str) -> Vec<&str> {
    let lines = page.lines();
    lines.filter(|line| line.starts_with("tasnif ")).collect()
}

#[test]
fn the_commands_of_the_gallery_make_its_pictures() {
    let page = std::fs::read_to_string(repository("docs/charts.md")).unwrap();
    let folder = Folder::new();
    let program = Path::new(env!("CARGO_BIN_EXE_tasnif"));
    for line in commands(&page) {
        let (_, picture) = line.rsplit_once(" -o ").unwrap();
        let name = Path::new(picture).file_name().unwrap().to_str().unwrap();
        let drawn = folder.path(name);
        let line = line.replace(picture, drawn.to_str().unwrap());
        let line = line.replacen("tasnif", program.to_str().unwrap(), 1);
        let mut command = Command::new("sh");
        command.args(["-c", &line]).current_dir(repository("."));
        let run = run(command, b"");
        assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{line}");
        let bytes = folder.read(name);
        assert_shows(
            &bytes,
            &repository(picture),
            "cargo test --test cli gallery",
        );
        assert!(
            page.contains(&format!("(charts/{name})")),
            "{name} is not shown"
        );
    }
    assert!(commands(&page).len() >= 14);
}
