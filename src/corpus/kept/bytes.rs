//! The bytes of a corpus in a file.
//!
//! The content is a sequence of numbers (LEB128) and strings (length and UTF-8): the version; the words, each with its
//! token and its surface form, which is empty if it equals the token; the labels; the documents, each with its label, its
//! id and the number of its words; then the words of all documents. An id is stored with its length plus 1; 0 means
//! that there is none. The content is cut into frames of [`FRAME`] bytes, which are compressed one by one; before them
//! are their number and their compressed sizes.

use rayon::prelude::*;

use super::words::Words;
use super::{Entry, KeptCorpus, digest};
use crate::corpus::tokens::token_table::TokenTable;
use crate::error::{Error, Result};
use crate::io::{compress, decompress};

/// The version of the content.
const VERSION: u64 = 1;

/// Bytes of a frame before compression; the last one may be shorter.
const FRAME: usize = 1 << 20;

impl KeptCorpus {
    /// The bytes of the corpus, which should be in its [canonical](KeptCorpus::into_canonical) form: then equal
    /// documents have equal bytes.
    ///
    /// # Errors
    /// When this build lacks the feature `zstd`.
    pub fn to_bytes(&self) -> Result<Vec<u8>> {
        let content = self.content();
        let frames = content.par_chunks(FRAME).map(compress);
        let frames: Vec<Vec<u8>> = frames.collect::<Result<_>>()?;
        let mut bytes = Vec::new();
        write_number(&mut bytes, content.len() as u64);
        for frame in &frames {
            write_number(&mut bytes, frame.len() as u64);
        }
        frames
            .iter()
            .for_each(|frame| bytes.extend_from_slice(frame));
        Ok(bytes)
    }

    /// The corpus with these bytes.
    ///
    /// # Errors
    /// When they are damaged or were written by a newer version, or this build lacks the feature `zstd`.
    pub fn from_bytes(bytes: &[u8]) -> Result<KeptCorpus> {
        let content = unpacked(bytes)?;
        let mut content = Reader(&content);
        let corpus = content.corpus().ok_or_else(damaged)?;
        match content.0.is_empty() {
            true => Ok(corpus),
            false => Err(damaged()),
        }
    }

    fn content(&self) -> Vec<u8> {
        let mut content = Vec::new();
        write_number(&mut content, VERSION);
        write_number(&mut content, self.words.len() as u64);
        for word in 0..self.words.len() as u32 {
            let (token, form) = (self.words.token(word), self.words.form(word));
            write_string(&mut content, token);
            write_string(&mut content, if form == token { "" } else { form });
        }
        write_number(&mut content, self.labels.len() as u64);
        self.labels
            .iter()
            .for_each(|label| write_string(&mut content, label));
        write_number(&mut content, self.documents.len() as u64);
        for entry in &self.documents {
            write_number(&mut content, entry.label.into());
            let length = entry.id.as_ref().map_or(0, |id| id.len() as u64 + 1);
            write_number(&mut content, length);
            content.extend_from_slice(entry.id.as_deref().unwrap_or_default().as_bytes());
            write_number(&mut content, entry.words.len() as u64);
        }
        for entry in &self.documents {
            for &word in &self.sequence[entry.words.clone()] {
                write_number(&mut content, word.into());
            }
        }
        content
    }
}

fn damaged() -> Error {
    Error::Input("the documents kept in the model are damaged, or were written by a newer version of tasnif; update tasnif or train the model anew".into())
}

/// The content of all frames.
fn unpacked(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut reader = Reader(bytes);
    let length = reader
        .number()
        .and_then(|length| usize::try_from(length).ok());
    let length = length.ok_or_else(damaged)?;
    let mut frames = Vec::new();
    for start in (0..length).step_by(FRAME) {
        let size = reader.length().ok_or_else(damaged)?;
        frames.push((size, FRAME.min(length - start)));
    }
    let frames = frames
        .into_iter()
        .map(|(size, length)| Some((reader.bytes(size)?, length)));
    let frames: Vec<(&[u8], usize)> = frames.collect::<Option<_>>().ok_or_else(damaged)?;
    if !reader.0.is_empty() {
        return Err(damaged());
    }
    let frames = frames.into_par_iter().map(|(frame, length)| {
        let content = decompress(frame, length)?;
        match content.len() == length {
            true => Ok(content),
            false => Err(damaged()),
        }
    });
    Ok(frames.collect::<Result<Vec<_>>>()?.concat())
}

fn write_number(bytes: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

fn write_string(bytes: &mut Vec<u8>, string: &str) {
    write_number(bytes, string.len() as u64);
    bytes.extend_from_slice(string.as_bytes());
}

/// What is left to read; `None` means that the bytes are damaged.
struct Reader<'b>(&'b [u8]);

impl<'b> Reader<'b> {
    #[inline]
    fn number(&mut self) -> Option<u64> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let (&byte, rest) = self.0.split_first()?;
            self.0 = rest;
            number |= u64::from(byte & 0x7F) << shift;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    /// A number of things that follow, each of at least one byte.
    fn length(&mut self) -> Option<usize> {
        let length = usize::try_from(self.number()?).ok();
        length.filter(|&length| length <= self.0.len())
    }

    fn bytes(&mut self, length: usize) -> Option<&'b [u8]> {
        let (bytes, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(bytes)
    }

    fn string(&mut self) -> Option<&'b str> {
        let length = self.length()?;
        str::from_utf8(self.bytes(length)?).ok()
    }

    fn corpus(&mut self) -> Option<KeptCorpus> {
        if self.number()? != VERSION {
            return None;
        }
        let words = self.words()?;
        let mut labels = TokenTable::default();
        for _ in 0..self.length()? {
            labels.insert(self.string()?);
        }
        let mut documents = Vec::new();
        let mut end = 0;
        for _ in 0..self.length()? {
            let entry = self.entry(labels.len(), end)?;
            end = entry.words.end;
            documents.push(entry);
        }
        let sequence = self.sequence(end, words.len())?;
        documents.par_iter_mut().for_each(|entry| {
            let of_document = sequence[entry.words.clone()].iter();
            entry.digest = digest(of_document.map(|&word| words.hash(word)));
        });
        Some(KeptCorpus {
            words,
            labels,
            sequence,
            documents,
            ..KeptCorpus::default()
        })
    }

    fn words(&mut self) -> Option<Words> {
        let mut words = Words::default();
        for number in 0..self.length()? {
            let token = self.string()?;
            let form = Some(self.string()?).filter(|form| !form.is_empty());
            let word = words.insert(token, form.unwrap_or(token));
            if word as usize != number {
                return None;
            }
        }
        Some(words)
    }

    /// A document whose words start at `start`, without its digest.
    fn entry(&mut self, labels: usize, start: usize) -> Option<Entry> {
        let label = u32::try_from(self.number()?).ok();
        let id = match self.length()? {
            0 => None,
            length => Some(str::from_utf8(self.bytes(length - 1)?).ok()?.into()),
        };
        let end = start.checked_add(self.length()?)?;
        Some(Entry {
            id,
            label: label.filter(|&label| (label as usize) < labels)?,
            digest: 0,
            words: start..end,
            place: None,
        })
    }

    fn sequence(&mut self, length: usize, words: usize) -> Option<Vec<u32>> {
        if length > self.0.len() {
            return None;
        }
        let mut sequence = Vec::with_capacity(length);
        for _ in 0..length {
            let word = self.number().filter(|&word| word < words as u64)?;
            sequence.push(word as u32);
        }
        Some(sequence)
    }
}

#[cfg(all(test, feature = "zstd"))]
mod tests {
    use super::*;
    use crate::corpus::Document;
    use crate::text::TextSettings;

    fn corpus() -> KeptCorpus {
        let mut corpus = KeptCorpus::default();
        let mut second = Document::new("x#1", "الأخبار اليوم").with_label("أخبار");
        second.has_own_id = false;
        for document in [
            Document::new("7", "Goals, goals").with_label("sport"),
            second,
        ] {
            corpus.push(&document, &TextSettings::default());
        }
        corpus
    }

    #[test]
    fn bytes_come_back_as_the_same_corpus() {
        let corpus = corpus().into_canonical();
        let bytes = corpus.to_bytes().unwrap();
        let read = KeptCorpus::from_bytes(&bytes).unwrap();
        let expected: Vec<_> = corpus.documents().collect();
        assert_eq!(read.documents().collect::<Vec<_>>(), expected);
        assert_eq!(read.content(), corpus.content());
        let ids: Vec<_> = expected.iter().map(|document| document.id).collect();
        assert!(ids.contains(&Some("7")) && ids.contains(&None), "{ids:?}");
    }

    #[test]
    fn damaged_bytes_are_refused() {
        let bytes = corpus().to_bytes().unwrap();
        for length in 0..bytes.len() {
            assert!(
                KeptCorpus::from_bytes(&bytes[..length]).is_err(),
                "{length}"
            );
        }
        let content = corpus().content();
        for at in 0..content.len() {
            let mut changed = content.clone();
            changed[at] ^= 0xFF;
            // Any result but a panic.
            let _ = Reader(&changed).corpus();
        }
        assert!(Reader(&content[..content.len() - 1]).corpus().is_none());
    }

    #[test]
    fn equal_documents_have_equal_bytes_in_any_order() {
        let mut reversed = corpus();
        reversed.documents.reverse();
        let mut grown = corpus();
        let extra = Document::new("8", "Nothing of this stays").with_label("other");
        grown.push(&extra, &TextSettings::default());
        grown.retain(|number| number != 2);
        let bytes = |corpus: KeptCorpus| corpus.into_canonical().to_bytes().unwrap();
        let expected = bytes(corpus());
        assert_eq!(bytes(reversed), expected);
        assert_eq!(bytes(grown), expected);
    }
}
