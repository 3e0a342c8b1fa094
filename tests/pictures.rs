//! Pictures are compared by what they show, not by how a version of the encoder packs it.

use std::path::Path;

/// Compares `picture` with the file at `path`, which is written anew when `TASNIF_BLESS` is set;
/// `bless` is the command that does so.
#[track_caller]
pub fn assert_shows(picture: &[u8], path: &Path, bless: &str) {
    if std::env::var_os("TASNIF_BLESS").is_some() {
        std::fs::write(path, picture).unwrap();
    }
    let expected = std::fs::read(path).unwrap_or_default();
    let is_same = match path.extension().and_then(|ending| ending.to_str()) {
        Some("png") => pixels(picture) == pixels(&expected),
        _ => picture == expected,
    };
    let name = path.display();
    assert!(
        is_same,
        "the picture differs from {name}; see it after TASNIF_BLESS=1 {bless}"
    );
}

/// Size, kind and pixels; none for what is no PNG.
fn pixels(png: &[u8]) -> Option<(u32, u32, png::ColorType, Vec<u8>)> {
    let mut reader = png::Decoder::new(std::io::Cursor::new(png))
        .read_info()
        .ok()?;
    let mut pixels = vec![0; reader.output_buffer_size()?];
    let frame = reader.next_frame(&mut pixels).ok()?;
    Some((frame.width, frame.height, frame.color_type, pixels))
}

#[test]
fn what_is_no_picture_has_no_pixels() {
    assert!(pixels(b"").is_none() && pixels(b"\x89PNG").is_none());
}
