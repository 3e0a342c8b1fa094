//! Kinds of files that are not read as text, detected by their first bytes or their ending, with advice.

use std::path::Path;

use super::format::InputFormat;

/// Bytes at the start of a file for detecting its kind.
const HEAD_BYTES: usize = 1 << 12;

/// A kind of file without plain text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Foreign {
    Pdf,
    PostScript,
    Rtf,
    OldOffice,
    Word,
    OpenDocument,
    Spreadsheet,
    Slides,
    Epub,
    Zip,
    Tar,
    /// In a supported compression, inside another one.
    Twice,
    Compressed,
    Picture,
    Sound,
    Parquet,
    OtherTable,
    Database,
    Program,
    Model,
}

/// First bytes of files, and the kind.
const STARTS: &[(&[u8], Foreign)] = &[
    (b"%PDF-", Foreign::Pdf),
    (b"%!PS-Adobe", Foreign::PostScript),
    (b"{\\rtf", Foreign::Rtf),
    (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", Foreign::OldOffice),
    (b"PK\x03\x04", Foreign::Zip),
    (b"PK\x05\x06", Foreign::Zip),
    (b"\x1F\x8B\x08", Foreign::Twice),
    (b"\x28\xB5\x2F\xFD", Foreign::Twice),
    (b"\xFD7zXZ\0", Foreign::Compressed),
    (b"7z\xBC\xAF\x27\x1C", Foreign::Compressed),
    (b"Rar!\x1A\x07", Foreign::Compressed),
    (b"\x04\x22\x4D\x18", Foreign::Compressed),
    (b"\x1F\x9D", Foreign::Compressed),
    (b"\x5D\0\0", Foreign::Compressed),
    (b"\x89PNG\r\n\x1A\n", Foreign::Picture),
    (b"\xFF\xD8\xFF", Foreign::Picture),
    (b"II*\0", Foreign::Picture),
    (b"MM\0*", Foreign::Picture),
    (b"OggS\0", Foreign::Sound),
    (b"fLaC\0", Foreign::Sound),
    (b"ID3\x02", Foreign::Sound),
    (b"ID3\x03", Foreign::Sound),
    (b"ID3\x04", Foreign::Sound),
    (b"\x1A\x45\xDF\xA3", Foreign::Sound),
    (b"PAR1", Foreign::Parquet),
    (b"ARROW1\0\0", Foreign::OtherTable),
    (b"Obj\x01", Foreign::OtherTable),
    (b"\x89HDF\r\n\x1A\n", Foreign::OtherTable),
    (b"\x93NUMPY", Foreign::OtherTable),
    (b"SQLite format 3\0", Foreign::Database),
    (b"\x7FELF", Foreign::Program),
    (b"\xCF\xFA\xED\xFE", Foreign::Program),
];

/// Names of parts of a zip archive that identify its kind.
const PARTS: &[(&[u8], Foreign)] = &[
    (b"application/epub+zip", Foreign::Epub),
    (b"opendocument.text", Foreign::OpenDocument),
    (b"opendocument.spreadsheet", Foreign::Spreadsheet),
    (b"opendocument.presentation", Foreign::Slides),
    (b"word/document.xml", Foreign::Word),
    (b"xl/workbook.xml", Foreign::Spreadsheet),
    (b"xl/worksheets/", Foreign::Spreadsheet),
    (b"ppt/presentation.xml", Foreign::Slides),
];

impl Foreign {
    /// The kind of a file with this start, unless it may be read as `format`.
    pub(super) fn of_content(start: &[u8], format: Option<InputFormat>) -> Option<Self> {
        let kind = of_start(&start[..start.len().min(HEAD_BYTES)])?;
        let is_zip = start.starts_with(b"PK\x03\x04");
        let kind = if is_zip { of_zip(start) } else { kind };
        let is_read = match format {
            // Damaged and encrypted documents are distinguished when they are read.
            Some(InputFormat::Docx | InputFormat::Odt) => is_zip || kind == Foreign::OldOffice,
            Some(InputFormat::Parquet) => kind == Foreign::Parquet,
            Some(_) => false,
            None => matches!(
                kind,
                Foreign::Word | Foreign::OpenDocument | Foreign::Parquet
            ),
        };
        (!is_read).then_some(kind)
    }

    /// The kind for a file's ending.
    pub(super) fn of_path(path: &Path) -> Option<Self> {
        let ending = path.extension()?.to_ascii_lowercase();
        Some(match ending.to_str()? {
            "pdf" => Foreign::Pdf,
            "ps" | "eps" => Foreign::PostScript,
            "rtf" => Foreign::Rtf,
            "doc" => Foreign::OldOffice,
            "xlsx" | "xls" | "ods" => Foreign::Spreadsheet,
            "pptx" | "ppt" | "odp" => Foreign::Slides,
            "epub" => Foreign::Epub,
            "xz" | "bz2" | "7z" | "rar" | "lzma" | "br" | "lz4" => Foreign::Compressed,
            "png" | "jpg" | "jpeg" | "gif" | "tif" | "tiff" | "webp" | "bmp" => Foreign::Picture,
            "mp3" | "mp4" | "wav" | "ogg" | "flac" | "m4a" | "mkv" | "webm" => Foreign::Sound,
            "db" | "sqlite" | "sqlite3" => Foreign::Database,
            "tasnif" => Foreign::Model,
            _ => return None,
        })
    }

    /// The name of this kind of file.
    pub(super) fn name(self) -> &'static str {
        match self {
            Foreign::Pdf => "a PDF document",
            Foreign::PostScript => "a PostScript document",
            Foreign::Rtf => "an RTF document",
            Foreign::OldOffice => "an old Office document (.doc, .xls) or an encrypted one",
            Foreign::Word => "a Word document (.docx)",
            Foreign::OpenDocument => "an OpenDocument text (.odt)",
            Foreign::Spreadsheet => "a spreadsheet",
            Foreign::Slides => "a presentation",
            Foreign::Epub => "an EPUB book",
            Foreign::Zip => "a zip archive",
            Foreign::Tar => "a tar archive",
            Foreign::Twice => "a compressed file inside another",
            Foreign::Compressed => "a compressed file (xz, bzip2, 7z, rar or the like)",
            Foreign::Picture => "a picture",
            Foreign::Sound => "a recording (sound or film)",
            Foreign::Parquet => "a Parquet table",
            Foreign::OtherTable => "a binary table (Arrow, Avro, HDF5 or NumPy)",
            Foreign::Database => "an SQLite database",
            Foreign::Program => "a program",
            Foreign::Model => "a model or another file of tensors (safetensors)",
        }
    }

    /// Advice for the user.
    pub(super) fn advice(self) -> &'static str {
        match self {
            Foreign::Pdf | Foreign::PostScript => {
                "make text of it, such as with pdftotext FILE.pdf FILE.txt (of Poppler), and give that"
            }
            Foreign::Rtf | Foreign::OldOffice => {
                "save it as .docx, such as with soffice --convert-to docx FILE (of LibreOffice), and give that"
            }
            Foreign::Word => "name it .docx, or give `input_format` docx",
            Foreign::OpenDocument => "name it .odt, or give `input_format` odt",
            Foreign::Spreadsheet => "save the sheet as CSV and give that",
            Foreign::Slides => "save its text as .txt and give that",
            Foreign::Epub => "a book is an archive of web pages: unpack it and give the folder",
            Foreign::Zip => "save it with the ending .zip, or unpack it, and give that",
            Foreign::Tar => "save it with the ending .tar, or unpack it, and give that",
            Foreign::Twice => "unpack it once and give that",
            Foreign::Compressed => {
                "of compressed files .gz, .zst, .zip and .tar are read; unpack it"
            }
            Foreign::Picture => {
                "make text of it with a program for character recognition, such as Tesseract, and give that"
            }
            Foreign::Sound => "write down what is said in it, and give that",
            Foreign::Parquet => "name it .parquet, or give `input_format` parquet",
            Foreign::OtherTable | Foreign::Database => {
                "write the table as CSV, JSON Lines or Parquet, and give that"
            }
            Foreign::Program => "give files of text",
            Foreign::Model => "give files of text; commands that use a model take it with `model`",
        }
    }

    /// The problem with a file of this kind if `expected` is needed.
    pub(super) fn problem(self, expected: &str) -> String {
        let (name, advice) = (self.name(), self.advice());
        format!("it starts as {name} does; expected {expected}: {advice}")
    }
}

fn of_start(head: &[u8]) -> Option<Foreign> {
    let listed = STARTS.iter().find(|(start, _)| head.starts_with(start));
    let holds = |at: usize, bytes: &[u8]| head.get(at..).is_some_and(|h| h.starts_with(bytes));
    // Byte sequences that could also start a text require a byte that text does not have.
    let is_binary = || memchr::memchr(0, head).is_some();
    listed.map(|(_, kind)| *kind).or_else(|| {
        if holds(0, b"BZh") && holds(4, b"\x31\x41\x59\x26\x53\x59") {
            Some(Foreign::Compressed)
        } else if holds(257, b"ustar") && is_binary() {
            Some(Foreign::Tar)
        } else if holds(8, b"{\"") && head[5..8] == [0; 3] {
            Some(Foreign::Model)
        } else if holds(0, b"RIFF") && holds(8, b"WEBP") {
            Some(Foreign::Picture)
        } else if holds(4, b"ftyp") && is_binary() || holds(0, b"RIFF") && holds(8, b"WAVE") {
            Some(Foreign::Sound)
        } else if (holds(0, b"GIF8") || holds(0, b"BM") && holds(6, &[0; 4])) && is_binary() {
            Some(Foreign::Picture)
        } else if holds(0, b"MZ") && is_binary() && std::str::from_utf8(head).is_err() {
            Some(Foreign::Program)
        } else {
            None
        }
    })
}

/// The kind of a zip archive, by the names of its first parts.
fn of_zip(start: &[u8]) -> Foreign {
    let holds = |part: &[u8]| memchr::memmem::find(start, part).is_some();
    let found = PARTS.iter().find(|(part, _)| holds(part));
    found.map_or(Foreign::Zip, |(_, kind)| *kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(start: &[u8]) -> Option<Foreign> {
        Foreign::of_content(start, None)
    }

    #[test]
    fn first_bytes_tell_the_kind() {
        let mut tar = vec![0; 512];
        tar[257..262].copy_from_slice(b"ustar");
        let zip = |part: &str| [b"PK\x03\x04", part.as_bytes()].concat();
        for (start, kind) in [
            (b"%PDF-1.7\n".to_vec(), Foreign::Pdf),
            (b"\x89PNG\r\n\x1A\n".to_vec(), Foreign::Picture),
            (b"RIFF\x10\0\0\0WEBPVP8 ".to_vec(), Foreign::Picture),
            (b"GIF89a\x01\0".to_vec(), Foreign::Picture),
            (b"BZh91AY&SY\0".to_vec(), Foreign::Compressed),
            (b"\0\0\0\x20ftypisom".to_vec(), Foreign::Sound),
            (
                b"\x48\0\0\0\0\0\0\0{\"__metadata__".to_vec(),
                Foreign::Model,
            ),
            (tar, Foreign::Tar),
            (zip("a.txt"), Foreign::Zip),
            (
                zip("[Content_Types].xml xl/workbook.xml"),
                Foreign::Spreadsheet,
            ),
            (zip("mimetypeapplication/epub+zip"), Foreign::Epub),
        ] {
            assert_eq!(of(&start), Some(kind), "{start:?}");
        }
    }

    #[test]
    fn texts_that_start_like_other_files_are_texts() {
        for text in [
            "",
            "GIF89a is a format of pictures",
            "BM is short for",
            "MZ",
            "RIFF means resource interchange file format, WEBP too",
            "BZh9",
            "PK",
            "ustar",
            "مصر",
        ] {
            assert_eq!(of(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn what_is_read_is_not_foreign_where_it_is_expected() {
        let word = b"PK\x03\x04[Content_Types].xml word/document.xml";
        let foreign = |format| Foreign::of_content(word, format);
        assert_eq!(foreign(None), None);
        assert_eq!(foreign(Some(InputFormat::Docx)), None);
        assert_eq!(foreign(Some(InputFormat::Text)), Some(Foreign::Word));
        assert_eq!(foreign(Some(InputFormat::Parquet)), Some(Foreign::Word));
        assert_eq!(
            Foreign::of_content(b"PAR1", Some(InputFormat::Parquet)),
            None
        );
    }
}
