//! Small inputs that would become large: each ends in an error that names `--max-unpacked`.

use std::io::{Cursor, Write};

use crate::common::{Folder, gzip, zstd};

/// So many letters in few words.
fn words(letters: usize) -> String {
    format!("{} ", "x".repeat(999)).repeat(letters / 1_000)
}

/// A record with a text of so many letters.
fn record(letters: usize) -> String {
    format!("{{\"id\":\"a\",\"text\":\"{}\"}}", words(letters))
}

/// The program refuses the file under a limit of 1 MB and reads it under one of 8 MB.
fn refused_at_1_mb(name: &str, content: impl AsRef<[u8]>, reason: &str) {
    let folder = Folder::with(name, content);
    let line = format!("tokenize {name} --format csv");
    folder.refuses_with(
        &format!("{line} --max-unpacked 1MB"),
        &["cannot read ", reason, "--max-unpacked"],
    );
    let run = folder.run(&format!("{line} --max-unpacked 8MB"));
    assert_eq!(run.code, 0, "{name}: {run:?}");
}

#[test]
fn compressed_files_end_at_the_limit() {
    let whole = record(4_000_000);
    let reason = "it unpacks to more than 976.6 KiB and 250 times its size; ";
    refused_at_1_mb("a.jsonl.zst", zstd(whole.as_bytes()), reason);
    let line = "line 1 holds more than 976.6 KiB";
    refused_at_1_mb("a.jsonl.gz", gzip(whole.as_bytes()), line);
    // Members one after the other are one input.
    let member = zstd(format!("{}\n", record(1_000)).repeat(400).as_bytes());
    refused_at_1_mb("b.jsonl.zst", member.repeat(5), reason);
}

#[test]
fn what_is_held_in_memory_as_a_whole_ends_at_the_limit() {
    let whole = record(4_000_000);
    let text = words(2_000_000);
    let more = "holds more than 976.6 KiB; give --max-unpacked";
    refused_at_1_mb("a.jsonl", &whole, &format!("line 1 {more}"));
    refused_at_1_mb("a.txt", &text, &format!("the document {more}"));
    refused_at_1_mb(
        "a.json",
        format!("[{whole}]"),
        "the JSON value at line 1 holds more than",
    );
}

#[test]
fn entries_of_archives_end_at_the_limit() {
    let text = words(2_000_000);
    let entry = "the archive's entry holds more than 976.6 KiB";
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("a.txt", zip::write::SimpleFileOptions::default())
        .unwrap();
    zip.write_all(text.as_bytes()).unwrap();
    refused_at_1_mb("a.zip", zip.finish().unwrap().into_inner(), entry);
    refused_at_1_mb("a.tar", tar("a.txt", text.as_bytes()), entry);
    // Compressed once more inside.
    let inner = tar("a.txt.gz", &gzip(text.as_bytes()));
    refused_at_1_mb("b.tar", inner, entry);
}

fn tar(name: &str, content: &[u8]) -> Vec<u8> {
    let mut builder = tar::Builder::new(Vec::new());
    let mut header = tar::Header::new_gnu();
    header.set_size(content.len() as u64);
    header.set_mode(0o644);
    builder.append_data(&mut header, name, content).unwrap();
    builder.into_inner().unwrap()
}

/// GNU tar and POSIX tar keep long names as entries of their own, which a reader takes into memory.
#[test]
fn names_of_tar_entries_have_a_limit() {
    for kind in [tar::EntryType::GNULongName, tar::EntryType::XHeader] {
        let mut builder = tar::Builder::new(Vec::new());
        for (kind, size) in [(kind, 4u64 << 20), (tar::EntryType::Regular, 5)] {
            let mut header = tar::Header::new_gnu();
            header.set_path("a.txt").unwrap();
            header.set_entry_type(kind);
            header.set_size(size);
            header.set_cksum();
            let content = vec![b'x'; usize::try_from(size).unwrap()];
            builder.append(&header, content.as_slice()).unwrap();
        }
        let folder = Folder::with("a.tar.gz", gzip(&builder.into_inner().unwrap()));
        folder.refuses_with(
            "tokenize a.tar.gz",
            &["cannot read a.tar.gz: the name of an entry is longer than 1.0 MiB"],
        );
    }
    // Names that file systems allow are no bombs.
    let name = format!("{}/{}.txt", "د".repeat(120), "x".repeat(200));
    let folder = Folder::with("a.tar", tar(&name, b"one two"));
    assert_eq!(folder.run("tokenize a.tar --format csv").code, 0);
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_temporary_folder_is_named() {
    // Every write to a file in a folder that is a device fails; a full disk needs a disk.
    let folder = Folder::new();
    folder.write("file", "not a folder");
    let mut command = folder.command("clean -");
    command.env("TMPDIR", folder.path("file"));
    let run = crate::common::run(command, b"One sentence of text that is kept.\n");
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("TMPDIR"), "{}", run.stderr);
}
