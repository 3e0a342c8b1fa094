//! Captions of charts that judge or explain classifiers.

use super::captions::Language;
use crate::cli::explain::Unit;
use crate::report::{shortened, thousands};

/// The parts of a document's log-odds.
#[derive(Debug, Clone, Copy)]
pub(super) struct LogOdds {
    pub all: f64,
    /// Whether terms or whole words are shown.
    pub unit: Unit,
    /// Of the terms that are shown.
    pub shown: f64,
    /// Of the terms that are not, and how many they are.
    pub others: f64,
    pub hidden: u64,
    pub prior: f64,
}

impl Language {
    /// Accuracy over a number of documents.
    pub(super) fn accuracy(self, accuracy: f64, documents: u64) -> String {
        let (percent, documents) = (accuracy * 100.0, thousands(documents));
        match self {
            Language::Arabic => format!("الدقة {percent:.1}%، الوثائق: {documents}"),
            Language::English => format!("accuracy {percent:.1}%, {documents} documents"),
        }
    }

    /// Title of a confusion matrix.
    pub(super) fn confusion_title(self) -> String {
        self.pick("مصفوفة الالتباس", "Confusion matrix")
    }

    /// Title of a reliability diagram.
    pub(super) fn reliability_title(self) -> String {
        self.pick("مخطط الموثوقية", "Reliability diagram")
    }

    /// The calibration error of a number of documents.
    pub(super) fn calibration_error(self, error: f64, documents: u64) -> String {
        let (percent, documents) = (error * 100.0, thousands(documents));
        match self {
            Language::Arabic => {
                format!("خطأ المعايرة المتوقع {percent:.1}%، الوثائق: {documents}")
            }
            Language::English => {
                format!("expected calibration error {percent:.1}%, {documents} documents")
            }
        }
    }

    /// Caption of an axis of the probability of the label given.
    pub(super) fn confidence(self) -> String {
        self.pick(
            "الثقة: احتمال الصنف المتوقع",
            "confidence: probability of the label given",
        )
    }

    /// Caption of an axis of accuracy.
    pub(super) fn accuracy_axis(self) -> String {
        self.pick("الدقة", "accuracy")
    }

    /// Caption of an axis of documents.
    pub(super) fn documents(self) -> String {
        self.pick("الوثائق", "documents")
    }

    /// Name of the marks of mean confidence.
    pub(super) fn mean_confidence(self) -> String {
        self.pick("متوسط الثقة", "mean confidence")
    }

    /// Title of accuracy against coverage.
    pub(super) fn coverage_title(self) -> String {
        self.pick("الدقة مقابل التغطية", "Accuracy against coverage")
    }

    /// Caption of an axis of coverage.
    pub(super) fn coverage(self) -> String {
        self.pick(
            "التغطية: نسبة الوثائق المصنفة، الأكثر ثقة أولا",
            "coverage: share of documents labelled, surest first",
        )
    }

    /// Title of the strongest terms of each label.
    pub(super) fn topics_title(self) -> String {
        self.pick("أقوى المصطلحات في كل صنف", "Strongest terms of each label")
    }

    /// What a model was trained on, and how its bars compare.
    pub(super) fn trained(self, documents: u64) -> String {
        let documents = thousands(documents);
        match self {
            Language::Arabic => {
                format!("وثائق التدريب: {documents}، أطوال الأعمدة تقارن داخل الصنف الواحد")
            }
            Language::English => {
                format!("{documents} training documents, bars compare within a label")
            }
        }
    }

    /// Captions of the axes of a confusion matrix: truth and prediction.
    pub(super) fn confusion_axes(self) -> (String, String) {
        match self {
            Language::Arabic => ("الصنف الحقيقي".into(), "الصنف المتوقع".into()),
            Language::English => ("true label".into(), "predicted label".into()),
        }
    }

    /// Title of a chart of what speaks for a label rather than another.
    pub(super) fn explanation_title(self, label: &str, against: &str) -> String {
        let [label, against] = [label, against].map(shortened);
        match self {
            Language::Arabic => format!("لماذا «{label}» وليس «{against}»؟"),
            Language::English => format!("Why {label} and not {against}"),
        }
    }

    /// What the log-odds of a document add up from.
    pub(super) fn log_odds(self, id: &str, sums: &LogOdds) -> String {
        let [all, shown, others, prior] =
            [sums.all, sums.shown, sums.others, sums.prior].map(|sum| format!("{sum:+.2}"));
        let (id, hidden) = (shortened(id), thousands(sums.hidden));
        match self {
            Language::Arabic => format!(
                "{id}: لوغاريتم الأرجحية {all}، منه المعروض {shown} و{} ({hidden}) {others} \
                 والقبلي {prior}",
                match sums.unit {
                    Unit::Terms => "مصطلحات أخرى",
                    Unit::Words => "كلمات أخرى",
                }
            ),
            Language::English => format!(
                "{id}: log-odds {all}, of which {noun} shown {shown}, {hidden} other {noun} {others}, \
                 prior {prior}",
                noun = match sums.unit {
                    Unit::Terms => "terms",
                    Unit::Words => "words",
                }
            ),
        }
    }

    /// What a side of a chart of contributions speaks for.
    pub(super) fn speaks_for(self, label: &str) -> String {
        match self {
            Language::Arabic => format!("لصالح {label}"),
            Language::English => format!("for {label}"),
        }
    }

    /// Caption of an axis of contributions.
    pub(super) fn contribution(self) -> String {
        match self {
            Language::Arabic => "المساهمة في لوغاريتم الأرجحية".into(),
            Language::English => "contribution to the log-odds".into(),
        }
    }

    /// Name of the missing label of documents that were left unlabelled.
    pub(in crate::cli) fn unknown(self) -> String {
        self.pick("غير معروف", "unknown")
    }
}
