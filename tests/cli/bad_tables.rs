//! Tables whose header cannot be used, and damaged compression.

use crate::common::{ENCODING_ADVICE, Folder};

#[test]
fn a_header_that_is_not_utf8() {
    Folder::with("a.csv", b"t\xFFext,label\nx,y\n").refuses(
        "tokenize a.csv",
        &format!("a.csv: byte 1 is not UTF-8; {ENCODING_ADVICE}"),
    );
}

#[test]
fn an_empty_table_holds_no_document() {
    Folder::with("a.csv", "").refuses(
        "tokenize a.csv",
        "the input holds no document; give files with at least one record",
    );
}

#[test]
fn a_wrong_zstd_checksum_is_noticed() {
    // One raw block of four bytes, with a content checksum that is not its own.
    let mut frame = vec![0x28, 0xB5, 0x2F, 0xFD, 0x24, 4, 33, 0, 0];
    frame.extend(b"bank");
    frame.extend([0, 0, 0, 0]);
    Folder::with("a.txt.zst", frame).refuses(
        "tokenize a.txt.zst",
        "cannot read a.txt.zst: Restored data doesn't match checksum",
    );
}
