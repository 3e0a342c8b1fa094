//! Titles and captions in the language of what is shown.

use super::letters::LetterCounts;
use crate::charts::{Direction, Frame};
use crate::report::{counted, thousands};

/// What a chart says around its data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::cli) struct Captions {
    /// Language of all captions, and with it the direction unless another is asked for.
    pub language: Language,
    /// What is shown.
    pub title: String,
    /// What was counted or measured.
    pub subtitle: String,
}

impl Captions {
    /// A frame of the default size with these captions.
    pub(in crate::cli) fn frame(self) -> Frame {
        Frame {
            title: self.title,
            subtitle: self.subtitle,
            direction: self.language.direction(),
            ..Frame::default()
        }
    }
}

/// The parts of a document's log-odds.
#[derive(Debug, Clone, Copy)]
pub(super) struct LogOdds {
    pub all: f64,
    /// Of the terms that are shown.
    pub shown: f64,
    /// Of the terms that are not, and how many they are.
    pub others: f64,
    pub hidden: u64,
    pub prior: f64,
}

/// Language of captions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::cli) enum Language {
    Arabic,
    English,
}

impl Language {
    /// Arabic when most letters of `terms` are of a right-to-left script.
    pub(in crate::cli) fn of<'l>(terms: impl Iterator<Item = &'l str>) -> Self {
        terms.map(LetterCounts::of).sum::<LetterCounts>().language()
    }

    /// The direction of a chart with captions in this language, unless another is asked for.
    pub(in crate::cli) fn direction(self) -> Direction {
        match self {
            Language::Arabic => Direction::Rtl,
            Language::English => Direction::Ltr,
        }
    }

    pub(in crate::cli) fn pick(self, arabic: &str, english: &str) -> String {
        match self {
            Language::Arabic => arabic.to_owned(),
            Language::English => english.to_owned(),
        }
    }

    /// Title of a chart of the most frequent terms.
    pub(in crate::cli) fn terms_title(self, count: usize) -> String {
        match self {
            Language::Arabic => format!("أكثر المصطلحات تكرارا ({count})"),
            Language::English => format!("{count} most frequent terms"),
        }
    }

    /// Title of a chart of terms by label.
    pub(super) fn classes_title(self) -> String {
        self.pick("المصطلحات المميزة بحسب الصنف", "Distinctive terms by label")
    }

    /// What was counted.
    pub(super) fn counted(self, documents: u64, words: u64) -> String {
        let read = self.read(documents, words);
        match self {
            Language::Arabic => format!("{read}، بعد حذف كلمات الوقف"),
            Language::English => format!("{read}, stop words removed"),
        }
    }

    /// Caption of an axis of counts.
    pub(super) fn occurrences(self) -> String {
        self.pick("عدد مرات الورود", "occurrences")
    }

    /// Caption of an axis of relative counts.
    pub(in crate::cli) fn per_ten_thousand(self) -> String {
        self.pick("لكل عشرة آلاف كلمة", "per 10,000 words")
    }

    /// Title of a confusion matrix.
    pub(super) fn confusion_title(self) -> String {
        self.pick("مصفوفة الالتباس", "Confusion matrix")
    }

    /// Accuracy over a number of documents.
    pub(super) fn accuracy(self, accuracy: f64, documents: u64) -> String {
        let (percent, documents) = (accuracy * 100.0, thousands(documents));
        match self {
            Language::Arabic => format!("الدقة {percent:.1}%، الوثائق: {documents}"),
            Language::English => format!("accuracy {percent:.1}%, {documents} documents"),
        }
    }

    /// What was read.
    pub(in crate::cli) fn read(self, documents: u64, words: u64) -> String {
        match self {
            Language::Arabic => {
                let (documents, words) = (thousands(documents), thousands(words));
                format!("الوثائق: {documents}، الكلمات: {words}")
            }
            Language::English => {
                let documents = counted(documents, "document");
                format!("{documents}, {}", counted(words, "word"))
            }
        }
    }

    /// Title of a chart of what sets a target apart.
    pub(super) fn keyness_title(self) -> String {
        self.pick(
            "المصطلحات المميزة لكل جانب",
            "Terms that set each side apart",
        )
    }

    /// Name of a reference that is all other documents.
    pub(super) fn other_documents(self) -> String {
        self.pick("بقية الوثائق", "other documents")
    }

    /// The words of two sides.
    pub(super) fn sides(self, target: (&str, u64), reference: (&str, u64)) -> String {
        let [words, others] = [target.1, reference.1].map(thousands);
        let (target, reference) = (target.0, reference.0);
        match self {
            Language::Arabic => format!("الكلمات: {words} في {target}، {others} في {reference}"),
            Language::English => format!("{words} words in {target}, {others} in {reference}"),
        }
    }

    /// Title of a chart of diversity.
    pub(super) fn diversity_title(self) -> String {
        self.pick("تنوع المفردات", "Diversity of words")
    }

    /// Captions of the axes of the growth of a vocabulary.
    pub(super) fn growth_axes(self) -> (String, String) {
        (
            self.pick("الكلمات المقروءة", "words read"),
            self.pick("الكلمات المختلفة", "different words"),
        )
    }

    /// Title of counts by rank.
    pub(super) fn zipf_title(self) -> String {
        self.pick("قانون زيف", "Zipf's law")
    }

    /// Captions of the axes of counts by rank: rank and count.
    pub(super) fn zipf_axes(self) -> (String, String) {
        (self.pick("الرتبة", "rank"), self.occurrences())
    }

    /// The slope of a line of counts by rank, where there is one, and what was read.
    pub(super) fn slope(self, slope: Option<f64>, documents: u64, words: u64) -> String {
        let read = self.read(documents, words);
        let Some(slope) = slope else { return read };
        let size = format!("{:.2}", slope.abs());
        let sign = if slope < 0.0 && size != "0.00" {
            "−"
        } else {
            ""
        };
        let slope = format!("{sign}{size}");
        match self {
            Language::Arabic => format!("الميل {slope} بمقياس لوغاريتمي، {read}"),
            Language::English => format!("slope {slope} on logarithmic axes, {read}"),
        }
    }

    /// Title of places of terms in a corpus.
    pub(super) fn dispersion_title(self) -> String {
        self.pick("مواضع ورود المصطلحات", "Where terms occur")
    }

    /// Caption of an axis of places in a corpus.
    pub(super) fn place_in_corpus(self) -> String {
        self.pick(
            "موضع الكلمة في المدونة",
            "words from the beginning of the corpus",
        )
    }

    /// Title of terms over time.
    pub(in crate::cli) fn trend_title(self) -> String {
        self.pick("المصطلحات عبر الزمن", "Terms over time")
    }

    /// Title of terms that occur together.
    pub(super) fn cooccurrence_title(self) -> String {
        self.pick("المصطلحات التي ترد معا", "Terms that occur together")
    }

    /// What is counted of terms that occur together.
    pub(super) fn documents_with_both(self, documents: u64) -> String {
        let documents = thousands(documents);
        match self {
            Language::Arabic => {
                format!("عدد الوثائق التي يرد فيها المصطلحان، من أصل {documents}")
            }
            Language::English => format!("documents with both terms, of {documents}"),
        }
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
        match self {
            Language::Arabic => format!("لماذا «{label}» وليس «{against}»؟"),
            Language::English => format!("Why {label} and not {against}"),
        }
    }

    /// What the log-odds of a document add up from.
    pub(super) fn log_odds(self, id: &str, sums: &LogOdds) -> String {
        let [all, shown, others, prior] =
            [sums.all, sums.shown, sums.others, sums.prior].map(|sum| format!("{sum:+.2}"));
        let hidden = thousands(sums.hidden);
        match self {
            Language::Arabic => format!(
                "{id}: لوغاريتم الأرجحية {all}، منه المعروض {shown} ومصطلحات أخرى ({hidden}) {others} \
                 والقبلي {prior}"
            ),
            Language::English => format!(
                "{id}: log-odds {all}, of which terms shown {shown}, {hidden} other terms {others}, \
                 prior {prior}"
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
