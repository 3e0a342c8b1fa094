//! Other names of labels.

use std::collections::BTreeMap;

use super::refused;
use crate::corpus::KeptCorpus;
use crate::error::Result;

/// Other names of labels; several labels may get the same name, which joins them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LabelMap(BTreeMap<String, String>);

impl LabelMap {
    /// A map of old names to new ones.
    ///
    /// ```
    /// use tasnif::jobs::kept_model::LabelMap;
    ///
    /// let names = [("football".to_owned(), "sport".to_owned())];
    /// assert_eq!(LabelMap::new(names.into())?.name("football"), Some("sport"));
    /// let names = [("football".to_owned(), String::new())];
    /// assert!(LabelMap::new(names.into()).is_err());
    /// # Ok::<(), tasnif::Error>(())
    /// ```
    ///
    /// # Errors
    /// When a name is empty.
    pub fn new(names: BTreeMap<String, String>) -> Result<Self> {
        let is_empty = |name: &String| name.trim().is_empty();
        let empty = names
            .iter()
            .find(|(old, new)| is_empty(old) || is_empty(new));
        match empty {
            Some((old, new)) => Err(refused(format!(
                "the label \"{old}\" cannot become \"{new}\": names of labels are not empty"
            ))),
            None => Ok(LabelMap(names)),
        }
    }

    /// Reads a map from lines of an old and a new name, separated by a tab; blank lines and lines that start with `#` are
    /// skipped.
    ///
    /// ```
    /// use tasnif::jobs::kept_model::LabelMap;
    ///
    /// let map = LabelMap::parse("football\tsport\ntennis\tsport\n")?;
    /// assert_eq!(map.name("tennis"), Some("sport"));
    /// # Ok::<(), tasnif::Error>(())
    /// ```
    ///
    /// # Errors
    /// When a line has no tab, a name is empty, or a label has two names.
    pub fn parse(lines: &str) -> Result<Self> {
        let mut names = BTreeMap::new();
        for (number, line) in (1..).zip(lines.lines()) {
            let line = line.trim_end_matches('\r');
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            let pair = line
                .split_once('\t')
                .map(|(old, new)| (old.trim(), new.trim()));
            let Some((old, new)) = pair.filter(|(old, new)| !old.is_empty() && !new.is_empty())
            else {
                return Err(refused(format!(
                    "line {number}: expected the name of a label, a tab, and its new name"
                )));
            };
            let other = names.insert(old.to_owned(), new.to_owned());
            if let Some(other) = other.filter(|other| other != new) {
                return Err(refused(format!(
                    "line {number}: \"{old}\" already becomes \"{other}\"; leave one of the lines out"
                )));
            }
        }
        Ok(LabelMap(names))
    }

    /// The new name of a label, if it has one.
    pub fn name(&self, label: &str) -> Option<&str> {
        self.0.get(label).map(String::as_str)
    }

    /// Renames the labels of documents, and returns how many documents have another label now.
    ///
    /// # Errors
    /// When a label of the map has no document.
    pub fn apply(&self, corpus: &mut KeptCorpus) -> Result<u64> {
        let mut documents: BTreeMap<&str, u64> = BTreeMap::new();
        for old in self.0.keys() {
            documents.insert(old, 0);
        }
        for document in corpus.documents() {
            if let Some(count) = documents.get_mut(document.label) {
                *count += 1;
            }
        }
        if let Some((label, _)) = documents.iter().find(|&(_, &count)| count == 0) {
            return Err(refused(format!(
                "no document has the label \"{label}\", so it cannot be renamed; check its name"
            )));
        }
        let renamed = documents.values().sum();
        corpus.rename_labels(|label| self.name(label).map(str::to_owned));
        Ok(renamed)
    }
}
