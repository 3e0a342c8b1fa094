//! Documents written without spaces, in which words are not found.

use std::collections::BTreeMap;

use super::progress::Progress;
use crate::corpus::Document;
use crate::report::counted;
use crate::text::unspaced_script;

/// Number of documents in each script without spaces.
#[derive(Default)]
pub struct UnspacedTexts {
    documents: BTreeMap<&'static str, u64>,
}

impl UnspacedTexts {
    pub fn of(documents: &[Document]) -> Self {
        let mut all = Self::default();
        for script in documents.iter().filter_map(|d| unspaced_script(&d.text)) {
            *all.documents.entry(script).or_default() += 1;
        }
        all
    }

    pub fn append(&mut self, other: Self) {
        for (script, count) in other.documents {
            *self.documents.entry(script).or_default() += count;
        }
    }

    pub fn report(&self, progress: &dyn Progress) {
        for (script, &count) in &self.documents {
            let documents = counted(count, "document");
            progress.notice(&format!(
                    "words are not found in {documents} in {script}, which is written without spaces: each \
                     character is a token; put spaces between words first"
                ));
        }
    }
}
