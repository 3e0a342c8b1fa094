//! The arrays of a model file for grouped word forms; models without them have none.

use safetensors::tensor::Dtype;

use super::file::{Arrays, Tensor, tensor};
use crate::features::{CliticTable, Vocabulary};

const WORD_FORMS: &str = "word_forms";
const WORD_FORM_ENDS: &str = "word_form_ends";
const WORD_FORM_BASES: &str = "word_form_bases";
const WORD_FORM_DOCUMENTS: &str = "word_form_documents";

/// Their names.
pub(super) const CLITIC_ARRAYS: [&str; 4] = [
    WORD_FORMS,
    WORD_FORM_ENDS,
    WORD_FORM_BASES,
    WORD_FORM_DOCUMENTS,
];

/// The arrays of a table.
pub(super) fn tensors(clitics: &CliticTable) -> [(&'static str, Tensor<'_>); 4] {
    let (words, bases, documents) = clitics.parts();
    let (text, ends) = words.parts();
    [
        (WORD_FORMS, tensor(Dtype::U8, vec![text.len()], text)),
        (WORD_FORM_ENDS, numbers(ends)),
        (WORD_FORM_BASES, numbers(bases)),
        (WORD_FORM_DOCUMENTS, numbers(documents)),
    ]
}

fn numbers(numbers: &[u32]) -> Tensor<'_> {
    tensor(Dtype::U32, vec![numbers.len()], numbers)
}

/// The table of a file.
pub(super) fn read(arrays: &Arrays<'_>) -> Result<CliticTable, String> {
    let damaged = |problem| format!("damaged: {problem}");
    let numbers = |name| arrays.get(name, Dtype::U32, u32::from_le_bytes);
    let text = arrays.get(WORD_FORMS, Dtype::U8, u8::from_le_bytes)?;
    let words = Vocabulary::from_parts(text, numbers(WORD_FORM_ENDS)?).map_err(damaged)?;
    CliticTable::from_parts(
        words,
        numbers(WORD_FORM_BASES)?,
        numbers(WORD_FORM_DOCUMENTS)?,
    )
    .map_err(damaged)
}
