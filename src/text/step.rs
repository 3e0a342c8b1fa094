//! The steps from a written word to its token.

use std::fmt;

/// The kind of a step, in the order of application.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum StepKind {
    /// A web or e-mail address is skipped.
    Address,
    /// Presentation forms, ligatures and other compatibility characters become letters, and letters and their
    /// marks are composed (NFKC).
    Composition,
    /// Joiners, bidi controls and other invisible characters are removed.
    Controls,
    /// Tatweel is removed.
    Tatweel,
    /// Vowel marks and Qur'anic marks are removed.
    Marks,
    /// Apostrophes and Arabic number separators get their ASCII form; other punctuation is removed.
    Punctuation,
    /// Arabic and Persian digits become ASCII.
    Digits,
    /// Forms of alef are unified.
    Alef,
    /// Forms of ya are unified.
    Ya,
    /// Forms of kaf are unified.
    Kaf,
    /// Ta marbuta and other forms of ha are unified.
    Ha,
    /// Capital letters become small letters.
    Case,
    /// The hamza on waw and ya is removed.
    HamzaSeats,
    /// A stop word is removed.
    StopWord,
    /// The ending is removed.
    Stem,
}

impl StepKind {
    /// Steps of a profile that process each character separately.
    pub(super) const BY_CHARACTER: [StepKind; 9] = [
        StepKind::Controls,
        StepKind::Tatweel,
        StepKind::Marks,
        StepKind::Punctuation,
        StepKind::Digits,
        StepKind::Alef,
        StepKind::Ya,
        StepKind::Kaf,
        StepKind::Ha,
    ];

    /// The name in results.
    pub fn name(self) -> &'static str {
        match self {
            StepKind::Address => "address",
            StepKind::Composition => "composition",
            StepKind::Controls => "controls",
            StepKind::Tatweel => "tatweel",
            StepKind::Marks => "marks",
            StepKind::Punctuation => "punctuation",
            StepKind::Digits => "digits",
            StepKind::Alef => "alef",
            StepKind::Ya => "ya",
            StepKind::Kaf => "kaf",
            StepKind::Ha => "ha",
            StepKind::Case => "case",
            StepKind::HamzaSeats => "hamza-seats",
            StepKind::StopWord => "stop-word",
            StepKind::Stem => "stem",
        }
    }
}

impl fmt::Display for StepKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A step that changed a word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The kind of the step.
    pub kind: StepKind,
    /// The word after it; `None` when it was removed.
    pub result: Option<String>,
}

/// A word of a text and its steps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// First byte in the original text.
    pub start: usize,
    /// Byte after the last in the original text.
    pub end: usize,
    /// The steps that changed the word, in order; empty when the token equals the written word.
    pub steps: Vec<Step>,
    /// The token; `None` when the word is not a token. It is the result of the last step, or the original
    /// text when there is no step.
    pub token: Option<String>,
}
