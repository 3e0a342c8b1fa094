//! What an update changed in the documents of a model, as a sentence.

use crate::jobs::kept_model::Updated;
use crate::report::counted;

/// `added 3 documents, corrected the labels of 2 documents`
pub fn updated_sentence(updated: &Updated) -> String {
    let documents = |count: u64| counted(count, "document");
    let parts = [
        (updated.added, "added ", ""),
        (updated.corrected, "corrected the labels of ", ""),
        (updated.replaced, "replaced ", ""),
        (updated.skipped, "skipped ", " that the model has"),
    ];
    let parts = parts.into_iter().filter(|(count, ..)| *count > 0);
    let mut parts: Vec<String> = parts
        .map(|(count, verb, rest)| format!("{verb}{}{rest}", documents(count)))
        .collect();
    let labels = updated.new_labels.iter();
    parts.extend(labels.map(|label| format!("new label \"{label}\"")));
    match parts.is_empty() {
        true => "changed no document".into(),
        false => parts.join(", "),
    }
}
