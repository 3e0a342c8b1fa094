//! What the page says, in the language of the terms.

use crate::cli::chart::Language;
use crate::report::{Heading, thousands};

/// Columns and figures: name, then heading and note in English and in Arabic.
const COLUMNS: [(&str, [&str; 2], [&str; 2]); 40] = [
    ("rank", ["Rank", ""], ["الرتبة", ""]),
    (
        "term",
        ["Term", "As it is written most often"],
        ["المصطلح", "بالصيغة الأكثر ورودا"],
    ),
    ("first", ["First", ""], ["الأول", ""]),
    ("second", ["Second", ""], ["الثاني", ""]),
    ("label", ["Label", ""], ["الصنف", ""]),
    (
        "count",
        ["Count", "Occurrences"],
        ["التكرار", "عدد مرات الورود"],
    ),
    ("documents", ["Documents", ""], ["الوثائق", ""]),
    ("labels", ["Labels", ""], ["الأصناف", ""]),
    (
        "share",
        ["Share", "Of all documents"],
        ["النسبة", "من جميع الوثائق"],
    ),
    (
        "per_million",
        ["Per million", "Occurrences per million words"],
        ["لكل مليون", "عدد مرات الورود لكل مليون كلمة"],
    ),
    (
        "dispersion_dp",
        [
            "Dispersion DP",
            "0: evenly spread over the documents; 1: in few of them (Gries 2008)",
        ],
        [
            "التشتت DP",
            "0: موزع بالتساوي على الوثائق، 1: في وثائق قليلة (Gries 2008)",
        ],
    ),
    (
        "target_count",
        ["Count", "Occurrences in documents with this label"],
        ["التكرار", "في وثائق هذا الصنف"],
    ),
    (
        "target_per_million",
        ["Per million", "In documents with this label"],
        ["لكل مليون", "في وثائق هذا الصنف"],
    ),
    (
        "reference_count",
        ["Elsewhere", "Occurrences in all other documents"],
        ["في غيرها", "عدد مرات الورود في بقية الوثائق"],
    ),
    (
        "reference_per_million",
        ["Per million elsewhere", "In all other documents"],
        ["لكل مليون في غيرها", "في بقية الوثائق"],
    ),
    (
        "log_likelihood",
        ["G²", "Signed log-likelihood ratio (Dunning 1993)"],
        ["G²", "نسبة الأرجحية اللوغاريتمية بإشارتها (Dunning 1993)"],
    ),
    (
        "p_adjusted",
        ["p", "Adjusted for all terms tested (Holm 1979)"],
        ["p", "معدلة بعدد المصطلحات المختبرة (Holm 1979)"],
    ),
    (
        "log_ratio",
        [
            "Log ratio",
            "Binary logarithm of the ratio of rates: 1 is twice as often (Hardie 2014)",
        ],
        [
            "لوغاريتم النسبة",
            "للأساس 2: القيمة 1 تعني ضعف التكرار (Hardie 2014)",
        ],
    ),
    (
        "npmi",
        [
            "NPMI",
            "Normalised pointwise mutual information (Bouma 2009)",
        ],
        ["NPMI", "المعلومات المتبادلة النقطية المعيارية (Bouma 2009)"],
    ),
    (
        "log_dice",
        ["logDice", "At most 14 (Rychlý 2008)"],
        ["logDice", "أقصاها 14 (Rychlý 2008)"],
    ),
    (
        "tokens",
        ["Words", "Stop words and numbers included"],
        ["الكلمات", "مع كلمات الوقف والأرقام"],
    ),
    ("types", ["Different words", ""], ["الكلمات المختلفة", ""]),
    (
        "ttr",
        ["TTR", "Different words divided by words"],
        ["TTR", "الكلمات المختلفة مقسومة على الكلمات"],
    ),
    (
        "mattr",
        [
            "MATTR",
            "Mean TTR of windows of the text (Covington and McFall 2010)",
        ],
        ["MATTR", "متوسط TTR في نوافذ النص (Covington, McFall 2010)"],
    ),
    (
        "mtld",
        [
            "MTLD",
            "Mean length of stretches whose TTR stays above 0.72 (McCarthy and Jarvis 2010)",
        ],
        [
            "MTLD",
            "متوسط طول المقاطع التي يبقى TTR فيها فوق 0.72 (McCarthy, Jarvis 2010)",
        ],
    ),
    (
        "hapaxes",
        ["Hapaxes", "Words that occur once"],
        ["الكلمات المفردة", "كلمات ترد مرة واحدة"],
    ),
    (
        "zipf_exponent",
        [
            "Zipf exponent",
            "Frequency falls with this power of the rank",
        ],
        ["أس زيف", "يتناقص التكرار مع هذه القوة للرتبة"],
    ),
    (
        "precision",
        ["Precision", "Share of those given the label that have it"],
        ["الضبط", "نسبة الصحيح مما أعطي هذا الصنف"],
    ),
    (
        "recall",
        ["Recall", "Share of those with the label that are given it"],
        ["الاستدعاء", "نسبة ما أعطي هذا الصنف من وثائقه"],
    ),
    (
        "f1",
        ["F1", "Harmonic mean of precision and recall"],
        ["F1", "المتوسط التوافقي للضبط والاستدعاء"],
    ),
    (
        "support",
        ["Documents", "Documents with this label"],
        ["الوثائق", "وثائق هذا الصنف"],
    ),
    (
        "accuracy",
        ["Accuracy", "Share of documents given their own label"],
        ["الدقة", "نسبة الوثائق التي أعطيت صنفها"],
    ),
    (
        "macro_f1",
        ["Macro F1", "Mean F1 over the labels"],
        ["متوسط F1", "على الأصناف"],
    ),
    ("log_loss", ["Log-loss", ""], ["الخسارة اللوغاريتمية", ""]),
    ("brier", ["Brier score", ""], ["مقياس براير", ""]),
    ("ece", ["Calibration error", ""], ["خطأ المعايرة", ""]),
    ("labelled", ["Labelled", ""], ["المصنفة", ""]),
    (
        "labelled_accuracy",
        ["Accuracy of these", ""],
        ["دقة المصنفة", ""],
    ),
    (
        "settings",
        ["Settings", "As flags of train"],
        ["الإعدادات", "كما يكتبها الأمر train"],
    ),
    ("month", ["Month", ""], ["الشهر", ""]),
];

impl Language {
    /// Its code in HTML.
    pub(super) fn code(self) -> &'static str {
        match self {
            Language::Arabic => "ar",
            Language::English => "en",
        }
    }

    /// The head of a column, or the name of a figure.
    pub(super) fn heading(self, column: &str) -> Heading {
        let Some((_, english, arabic)) = COLUMNS.iter().find(|(name, ..)| *name == column) else {
            return Heading {
                text: column.to_owned(),
                note: String::new(),
            };
        };
        let [text, note] = match self {
            Language::Arabic => arabic,
            Language::English => english,
        };
        Heading {
            text: (*text).to_owned(),
            note: (*note).to_owned(),
        }
    }

    /// Title of the page.
    pub(super) fn report_title(self) -> String {
        self.pick("تقرير المدونة", "Corpus report")
    }

    /// Title of the section about sizes and measures.
    pub(super) fn overview(self) -> String {
        self.pick("نظرة عامة", "Overview")
    }

    /// Caption of the table of labels.
    pub(super) fn labels(self) -> String {
        self.pick("الأصناف", "Labels")
    }

    /// Says that not all labels are shown.
    pub(super) fn largest_labels(self, shown: usize, all: usize) -> String {
        let all = thousands(all as u64);
        match self {
            Language::Arabic => format!("أكبر الأصناف وحدها: {shown} من {all}."),
            Language::English => format!("Only the largest labels: {shown} of {all}."),
        }
    }

    /// Name of the documents that have no label.
    pub(super) fn no_label(self) -> String {
        self.pick("بلا صنف", "no label")
    }

    /// Title of the section of the most frequent terms.
    pub(super) fn terms(self) -> String {
        self.pick("المصطلحات", "Terms")
    }

    /// Title of the section of what sets labels apart.
    pub(super) fn keyness(self) -> String {
        self.pick("ما يميز الأصناف", "What sets labels apart")
    }

    /// Says how keywords are found.
    pub(super) fn keyness_note(self) -> String {
        self.pick(
            "تقارن وثائق كل صنف ببقية الوثائق، وترتب المصطلحات بحسب نسبة الأرجحية اللوغاريتمية G².",
            "The documents of each label are compared with all others; terms are ranked by the \
             log-likelihood ratio G².",
        )
    }

    /// Caption of the keywords of a label.
    pub(super) fn key_terms(self, label: &str) -> String {
        match self {
            Language::Arabic => format!("المصطلحات المميزة: {label}"),
            Language::English => format!("Keywords of {label}"),
        }
    }

    /// What is said of a label without keywords.
    pub(super) fn no_key_term(self) -> String {
        self.pick(
            "لا مصطلح أكثر تكرارا في هذا الصنف منه في بقية الوثائق.",
            "No term is more frequent under this label than in the other documents.",
        )
    }

    /// Title of the section of terms over time.
    pub(super) fn trend(self) -> String {
        self.pick("عبر الزمن", "Over time")
    }

    /// Title of the section of words that go together.
    pub(super) fn collocations(self) -> String {
        self.pick("المتلازمات", "Collocations")
    }

    /// Caption of the table of words that go together.
    pub(super) fn collocations_note(self, least: u64) -> String {
        match self {
            Language::Arabic => format!("كلمات متجاورة ترد معا {least} مرات على الأقل"),
            Language::English => {
                format!("Neighbouring words that come together {least} times or more")
            }
        }
    }

    /// Title of the section about a model.
    pub(super) fn model(self) -> String {
        self.pick("النموذج", "Model")
    }

    /// Caption of the table of quality by label.
    pub(super) fn label_quality(self) -> String {
        self.pick("جودة التصنيف بحسب الصنف", "Quality by label")
    }

    /// Caption of the table of labels that the model gave.
    pub(super) fn labels_given(self) -> String {
        self.pick("الأصناف التي أعطاها النموذج", "Labels given by the model")
    }

    /// Says that there is nothing to compare labels with.
    pub(super) fn no_quality(self) -> String {
        self.pick(
            "لا تحمل أي وثيقة صنفا يعرفه النموذج، فلا تعرف جودته هنا.",
            "No document has a label that the model knows, so its quality is not known here.",
        )
    }

    /// Says that some documents have labels that the model cannot give.
    pub(super) fn strange_labels(self, documents: u64, labels: usize) -> String {
        let (documents, labels) = (thousands(documents), thousands(labels as u64));
        match self {
            Language::Arabic => format!(
                "لم تحسب في الجودة وثائق تحمل أصنافا لا يعرفها النموذج: {documents} (الأصناف: {labels})."
            ),
            Language::English => format!(
                "Documents with labels that the model does not know are left out of its quality: \
                 {documents} (labels: {labels})."
            ),
        }
    }

    /// Caption of the settings that were tried.
    pub(super) fn trials(self) -> String {
        self.pick("الإعدادات المجربة", "Settings that were tried")
    }

    /// Says why a chart is missing.
    pub(super) fn no_chart(self, why: &str) -> String {
        match self {
            Language::Arabic => format!("لا رسم هنا: {why}"),
            Language::English => format!("No chart here: {why}"),
        }
    }
}
