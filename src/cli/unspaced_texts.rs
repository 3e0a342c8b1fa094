//! Documents whose words are not found, for they are written without spaces.

use std::collections::BTreeMap;

use super::Global;
use super::output::say;
use crate::corpus::Document;
use crate::report::counted;
use crate::text::unspaced_script;

/// How many documents are written in each script without spaces.
#[derive(Default)]
pub(super) struct UnspacedTexts {
    documents: BTreeMap<&'static str, u64>,
}

impl UnspacedTexts {
    pub(super) fn of(documents: &[Document]) -> Self {
        let mut all = Self::default();
        for script in documents.iter().filter_map(|d| unspaced_script(&d.text)) {
            *all.documents.entry(script).or_default() += 1;
        }
        all
    }

    pub(super) fn append(&mut self, other: Self) {
        for (script, count) in other.documents {
            *self.documents.entry(script).or_default() += count;
        }
    }

    pub(super) fn report(&self, global: &Global) {
        for (script, &count) in &self.documents {
            let documents = counted(count, "document");
            say(
                global,
                format!(
                    "words are not found in {documents} in {script}, which is written without spaces: each \
                     character is a token; put spaces between words first"
                ),
            );
        }
    }
}
