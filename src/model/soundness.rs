//! Checks that the numbers of a loaded model are valid.
//!
//! A checksum shows that a file is unchanged, not that its content is valid. Numbers that would later
//! overflow, divide by zero or exceed an index range are rejected here by name.

use super::calibration::Calibration;
use super::fit::Model;
use crate::features::{ClassWeighting, Features};

/// Maximum number of documents: whole numbers up to here are exact as 64-bit floats.
const MOST_DOCUMENTS: u64 = 1 << 53;

/// Largest magnitude of a bias: scores stay finite at the lowest temperature.
const LARGEST_BIAS: f64 = 1e100;

/// Checks a model whose file lists `labels` in this order.
///
/// # Errors
/// Describes the first invalid number.
pub(super) fn check(model: &Model, labels: &[String]) -> Result<(), String> {
    check_settings(model)?;
    check_labels(model, labels)?;
    check_class_documents(model)?;
    check_features(&model.features)?;
    check_weights(model)?;
    match &model.calibration {
        Some(calibration) if !calibration.is_sound() => {
            Err("the numbers of its calibration make no sense".into())
        }
        Some(calibration) => check_calibrated(calibration, model),
        None => Ok(()),
    }
}

fn check_settings(model: &Model) -> Result<(), String> {
    let settings = &model.settings;
    settings
        .check()
        .map_err(|error| format!("its settings cannot work: {error}"))?;
    if !(0.0..=1.0).contains(&settings.max_unknown) {
        let share = settings.max_unknown;
        return Err(format!("max_unknown is {share}, which is no share"));
    }
    Ok(())
}

fn check_labels(model: &Model, labels: &[String]) -> Result<(), String> {
    if labels.len() < 2 {
        return Err(format!("it has {} labels, fewer than two", labels.len()));
    }
    if model.labels.names() != labels {
        return Err("its labels are not sorted and distinct".into());
    }
    Ok(())
}

fn check_class_documents(model: &Model) -> Result<(), String> {
    let counts = &model.class_documents;
    check_length("class_documents", counts.len(), model.labels.len())?;
    let documents = model.features.documents;
    if documents > MOST_DOCUMENTS {
        return Err(format!("it claims {documents} documents"));
    }
    if let Some(label) = counts.iter().position(|&count| count == 0) {
        let label = model.labels.name(label);
        return Err(format!("the label {label:?} has no document"));
    }
    let sum = counts
        .iter()
        .try_fold(0u64, |sum, &count| sum.checked_add(count));
    match sum {
        Some(sum) if sum == documents => Ok(()),
        _ => Err(format!(
            "the documents of its labels do not add up to {documents}"
        )),
    }
}

fn check_features(features: &Features) -> Result<(), String> {
    let terms = features.vocabulary.len();
    if terms == 0 {
        return Err("it has no term".into());
    }
    let documents = features.documents;
    let frequencies = &features.document_frequency;
    check_length("document_frequency", frequencies.len(), terms)?;
    let in_range = |&df: &u32| df > 0 && u64::from(df) <= documents;
    if let Some(term) = frequencies.iter().position(|df| !in_range(df)) {
        return Err(format!(
            "the document frequency of term {term} is {}, of {documents} documents",
            frequencies[term]
        ));
    }
    let class_weights = &features.class_weight;
    let expected = match features.settings.class_weighting {
        ClassWeighting::None => 0,
        ClassWeighting::Entropy => terms,
    };
    check_length("class_weight", class_weights.len(), expected)?;
    if !class_weights.iter().all(|w| (0.0..=1.0).contains(w)) {
        return Err("a class weight is not from 0 to 1".into());
    }
    let forms = features.clitics.as_ref().map(|clitics| clitics.parts().2);
    let mut forms = forms.unwrap_or_default().iter();
    if forms.any(|&df| u64::from(df) > documents) {
        return Err(format!(
            "a word form occurs in more than the {documents} documents"
        ));
    }
    Ok(())
}

fn check_weights(model: &Model) -> Result<(), String> {
    let (terms, classes) = (model.features.vocabulary.len(), model.labels.len());
    let cells = terms.checked_mul(classes).ok_or("its size overflows")?;
    check_length("weights", model.weights.len(), cells)?;
    if !model.weights.iter().all(|weight| weight.is_finite()) {
        return Err("a weight is not a finite number".into());
    }
    if !model.biases.is_empty() {
        check_length("biases", model.biases.len(), classes)?;
    }
    match model.biases.iter().find(|b| b.abs() > LARGEST_BIAS) {
        Some(bias) => Err(format!("a bias is {bias:e}")),
        None => Ok(()),
    }
}

fn check_calibrated(calibration: &Calibration, model: &Model) -> Result<(), String> {
    let documents = model.features.documents;
    let expected = calibration.expected.as_ref();
    if expected.is_some_and(|counts| !counts.is_sound(model.labels.len())) {
        return Err("the counts of its held-out documents make no sense".into());
    }
    if calibration.documents > documents {
        return Err(format!(
            "it was calibrated on {} documents, of {documents}",
            calibration.documents
        ));
    }
    Ok(())
}

fn check_length(name: &str, have: usize, expected: usize) -> Result<(), String> {
    if have == expected {
        return Ok(());
    }
    Err(format!(
        "\"{name}\" holds {have} numbers; expected {expected}"
    ))
}
