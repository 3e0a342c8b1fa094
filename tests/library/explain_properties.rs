//! Laws that hold for explanations of any text by any model.

use std::collections::BTreeSet;

use proptest::prelude::*;
use tasnif::features::{Norm, Tf};
use tasnif::model::{Flip, LabelExplanation, Prior, train};
use tasnif::text::{CHAR_NGRAM_MARK, for_each_char_ngram};
use tasnif::{
    Algorithm, Classifier, FeatureSettings, Model, ModelSettings, NgramRange, Refinement,
    TokenizedCorpus, Tokenizer,
};

const WORDS: [&str; 14] = [
    "بنك",
    "والبنك",
    "سعر",
    "هدف",
    "مُباراة",
    "الفريق",
    "و",
    "bank",
    "Price",
    "goal",
    "match",
    "ÉTÉ",
    "12.5",
    "unseen",
];

/// What stands between words.
const GAPS: [&str; 5] = [" ", ", ", "\n", " «", "! — "];

fn text() -> impl Strategy<Value = String> {
    let word = proptest::sample::select(&WORDS[..]);
    let gap = proptest::sample::select(&GAPS[..]);
    proptest::collection::vec((word, gap), 0..10)
        .prop_map(|words| words.iter().flat_map(|(word, gap)| [*word, *gap]).collect())
}

fn corpus() -> impl Strategy<Value = Vec<(&'static str, String)>> {
    let label = proptest::sample::select(&["a", "b", "ج", "d"][..]);
    proptest::collection::vec((label, text()), 0..12).prop_map(|mut corpus| {
        corpus.push(("a", "بنك bank".into()));
        corpus.push(("b", "هدف goal".into()));
        corpus
    })
}

fn settings() -> impl Strategy<Value = ModelSettings> {
    let algorithm = proptest::sample::select(vec![
        Algorithm::Complement,
        Algorithm::WeightNormalisedComplement,
        Algorithm::Multinomial,
        Algorithm::Bernoulli,
    ]);
    let prior = proptest::sample::select(vec![None, Some(Prior::Empirical), Some(Prior::Uniform)]);
    let norm = proptest::sample::select(vec![Norm::L2, Norm::L1, Norm::None]);
    let tf = proptest::sample::select(vec![Tf::Raw, Tf::Sublinear, Tf::Binary]);
    let longest = 1..=3usize;
    let rest = (any::<bool>(), any::<bool>(), any::<bool>());
    (algorithm, prior, norm, tf, longest, rest).prop_map(
        |(algorithm, prior, norm, tf, longest, (characters, clitics, refined))| {
            let features = match algorithm {
                Algorithm::Bernoulli => FeatureSettings::presence(),
                _ => FeatureSettings {
                    norm,
                    tf,
                    ..FeatureSettings::default()
                },
            };
            // Normalised weights are outweighed by an empirical prior, which is refused.
            let is_normalised = algorithm == Algorithm::WeightNormalisedComplement;
            ModelSettings {
                features: FeatureSettings {
                    ngrams: NgramRange::new(1, longest).unwrap(),
                    char_ngrams: characters.then(|| NgramRange::new(2, 4).unwrap()),
                    clitics,
                    ..features
                },
                algorithm,
                prior: prior.filter(|_| !is_normalised),
                refinement: refined.then(|| Refinement::new(3)),
                ..ModelSettings::default()
            }
        },
    )
}

fn trained(corpus: &[(&str, String)], settings: &ModelSettings) -> Model {
    let mut tokenized = TokenizedCorpus::new(settings.features.text(), Default::default());
    for (label, text) in corpus {
        tokenized.push(text, label).unwrap();
    }
    train(&tokenized.all(), settings).unwrap()
}

/// The sum over the terms is the log-odds, and so is the sum over the words.
fn check_sums(explanation: &LabelExplanation) -> Result<(), TestCaseError> {
    let terms: f64 = explanation.terms.iter().map(|term| term.contribution).sum();
    let words: f64 = explanation.words.iter().map(|word| word.contribution).sum();
    prop_assert!((explanation.prior + terms - explanation.log_odds).abs() < 1e-9);
    prop_assert!((terms - words).abs() < 1e-9, "{terms} {words}");
    let gathered = explanation.gathered();
    let sum: f64 = gathered.iter().map(|word| word.contribution).sum();
    prop_assert!((terms - sum).abs() < 1e-9, "{terms} {sum}");
    let names: BTreeSet<&str> = gathered.iter().map(|word| word.word.as_str()).collect();
    prop_assert_eq!(names.len(), gathered.len(), "each word stands there once");
    let sizes = gathered.iter().map(|word| word.contribution.abs());
    prop_assert!(sizes.is_sorted_by(|a, b| a >= b));
    let sizes = explanation.terms.iter().map(|term| term.contribution.abs());
    prop_assert!(sizes.is_sorted_by(|a, b| a >= b));
    Ok(())
}

/// Each span is a stretch of the text of which the tokenizer makes the term again.
fn check_spans(
    explanation: &LabelExplanation,
    model: &Model,
    text: &str,
) -> Result<(), TestCaseError> {
    let grouped = model.features.clitics.as_ref();
    for found in &explanation.terms {
        let term = model.features.vocabulary.term(found.term);
        prop_assert!(!found.spans.is_empty());
        for span in &found.spans {
            prop_assert!(text.is_char_boundary(span.start) && text.is_char_boundary(span.end));
            let tokens = Tokenizer::default().tokens(&text[span.clone()]).into_iter();
            let tokens: Vec<String> = tokens
                .map(|token| {
                    let base = grouped.and_then(|forms| forms.base(&token.text));
                    base.map_or(token.text.clone(), str::to_owned)
                })
                .collect();
            if term.starts_with(CHAR_NGRAM_MARK) {
                let mut ngrams = Vec::new();
                let range = model.settings.features.char_ngrams.unwrap();
                for_each_char_ngram(&tokens[0], range, |ngram| ngrams.push(ngram.to_owned()));
                prop_assert!(tokens.len() == 1 && ngrams.iter().any(|ngram| ngram == term));
            } else {
                prop_assert_eq!(tokens.join(" "), term);
            }
        }
    }
    Ok(())
}

/// The label of the text with a space in the place of some stretches.
fn label_without(model: &Model, text: &str, spans: &[std::ops::Range<usize>]) -> Option<usize> {
    let mut left = text.to_owned();
    let mut spans = spans.to_vec();
    spans.sort_by_key(|span| std::cmp::Reverse(span.start));
    for span in spans {
        left.replace_range(span, " ");
    }
    Classifier::new(model.clone()).classify(&left).label
}

/// Spans of each distinct word, as the model counts words.
fn words_of(model: &Model, text: &str) -> Vec<(String, Vec<std::ops::Range<usize>>)> {
    let grouped = model.features.clitics.as_ref();
    let mut words: Vec<(String, Vec<_>)> = Vec::new();
    for token in Tokenizer::default().tokens(text) {
        let base = grouped.and_then(|forms| forms.base(&token.text));
        let word = base.map_or(token.text.clone(), str::to_owned);
        let span = token.start..token.end;
        match words.iter_mut().find(|(known, _)| *known == word) {
            Some((_, spans)) => spans.push(span),
            None => words.push((word, vec![span])),
        }
    }
    words
}

/// The words change the label, none of them can be left out, and of all sets of words none that does
/// is smaller. Texts are short enough to try all.
fn check_flip(
    flip: Option<&Flip>,
    model: &Model,
    text: &str,
    predicted: usize,
) -> Result<(), TestCaseError> {
    let words = words_of(model, text);
    let changes = |chosen: &[usize]| {
        let spans = chosen.iter().flat_map(|&word| words[word].1.clone());
        let label = label_without(model, text, &spans.collect::<Vec<_>>());
        label.is_some_and(|label| label != predicted)
    };
    let all = 0..words.len();
    let set =
        |mask: u32| -> Vec<usize> { all.clone().filter(|word| mask >> word & 1 == 1).collect() };
    let sets = (1u32..1 << words.len()).filter(|&mask| changes(&set(mask)));
    let smallest = sets.map(u32::count_ones).min();
    let size = flip.map(|flip| flip.words.len() as u32);
    prop_assert_eq!(size, smallest, "{}", text);
    let Some(flip) = flip else { return Ok(()) };
    prop_assert_eq!(label_without(model, text, &flip.spans), Some(flip.label));
    prop_assert_ne!(flip.label, predicted);
    let chosen: Vec<usize> = all
        .filter(|&word| flip.words.contains(&words[word].0))
        .collect();
    prop_assert_eq!(chosen.len(), flip.words.len());
    let distinct: BTreeSet<_> = chosen.iter().collect();
    for left_out in distinct {
        let fewer: Vec<usize> = chosen
            .iter()
            .filter(|word| *word != left_out)
            .copied()
            .collect();
        prop_assert!(fewer.is_empty() || !changes(&fewer), "{:?}", flip);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn explanations_hold((corpus, settings, texts) in (corpus(), settings(), proptest::collection::vec(text(), 4))) {
        let model = trained(&corpus, &settings);
        let classifier = Classifier::new(model.clone());
        let mut session = classifier.session();
        for text in &texts {
            let prediction = classifier.classify(text);
            let explanation = session.explain(text, None, None);
            let flip = session.flip(text);
            let Some(explanation) = explanation else {
                prop_assert_eq!((prediction.label, flip), (None, None));
                continue;
            };
            prop_assert_eq!(prediction.label, Some(explanation.predicted));
            prop_assert_eq!(explanation.label, explanation.predicted);
            prop_assert_eq!(prediction.ranked()[1].1, prediction.probabilities[explanation.against]);
            check_sums(&explanation)?;
            check_spans(&explanation, &model, text)?;
            check_flip(flip.as_ref(), &model, text, explanation.predicted)?;
            for label in 0..model.labels.len() {
                let other = session.explain(text, Some(label), Some(0)).unwrap();
                check_sums(&other)?;
                prop_assert!(other.label == label && other.against != label);
                let share = |class: usize| prediction.probabilities[class];
                if share(label).min(share(other.against)) > 1e-6 {
                    let odds = (share(label) / share(other.against)).ln();
                    prop_assert!((odds - other.log_odds).abs() < 1e-9, "{} {}", odds, other.log_odds);
                }
            }
        }
    }

    #[test]
    fn any_text_can_be_explained(text in prop_oneof![any::<String>(), "[ﷺabه ]{0,6}"]) {
        let corpus = [("a", "بنك bank a é".to_owned()), ("b", "هدف goal 1 中".to_owned())];
        let settings = FeatureSettings {
            char_ngrams: Some(NgramRange::new(1, 2).unwrap()),
            ..FeatureSettings::default()
        };
        let settings = ModelSettings { features: settings, ..ModelSettings::default() };
        let model = trained(&corpus, &settings);
        let classifier = Classifier::new(model.clone());
        let mut session = classifier.session();
        session.flip(&text);
        if let Some(explanation) = session.explain(&text, None, None) {
            check_sums(&explanation)?;
            let spans = explanation.terms.iter().flat_map(|term| &term.spans);
            for span in spans {
                prop_assert!(text.get(span.clone()).is_some());
            }
        }
    }
}
