//! Captions of charts that evaluate or explain classifiers.

use super::captions::Language;
use crate::jobs::explain::ExplainedUnit;
use crate::report::{shortened, thousands};

/// The parts of a document's log-odds.
#[derive(Debug, Clone, Copy)]
pub struct LogOdds {
    /// Their sum.
    pub all: f64,
    /// Whether terms or whole words are shown.
    pub unit: ExplainedUnit,
    /// Sum of the terms that are shown.
    pub shown: f64,
    /// Sum of the terms that are not shown.
    pub others: f64,
    /// Number of terms that are not shown.
    pub hidden: u64,
    /// The prior log-odds.
    pub prior: f64,
}

impl Language {
    /// Accuracy over a number of documents.
    pub fn accuracy(self, accuracy: f64, documents: u64) -> String {
        let (percent, documents) = (accuracy * 100.0, thousands(documents));
        match self {
            Language::Arabic => format!("الدقة {percent:.1}%، الوثائق: {documents}"),
            Language::English => format!("accuracy {percent:.1}%, {documents} documents"),
            Language::Persian => format!("صحت {percent:.1}%، سندها: {documents}"),
            Language::Urdu => format!("درستی {percent:.1}%، دستاویزات: {documents}"),
        }
    }

    /// Names of the bars of a label and of those of all others.
    pub fn class_sides(self) -> [String; 2] {
        [
            self.pick(["في الصنف", "in the label", "در برچسب", "زمرے میں"]),
            self.pick([
                "في بقية الأصناف",
                "in all other labels",
                "در برچسب‌های دیگر",
                "دیگر زمروں میں",
            ]),
        ]
    }

    /// A value with its confidence interval.
    pub fn with_interval(self, value: &str) -> String {
        match self {
            Language::Arabic => format!("{value}، مجال الثقة 95%"),
            Language::English => format!("{value}, 95% confidence interval"),
            Language::Persian => format!("{value}، بازه اطمینان 95%"),
            Language::Urdu => format!("{value}، 95% اعتماد کا وقفہ"),
        }
    }

    /// What is shown, and the measure for ranking.
    pub fn ranked_by(self, shown: &str, ranked: &str) -> String {
        match self {
            Language::Arabic => format!("{shown}، الترتيب بحسب {ranked}"),
            Language::English => format!("{shown}; ranked by {ranked}"),
            Language::Persian => format!("{shown}، به ترتیب {ranked}"),
            Language::Urdu => format!("{shown}، ترتیب بلحاظ {ranked}"),
        }
    }

    /// Title of a confusion matrix.
    pub fn confusion_title(self) -> String {
        self.pick([
            "مصفوفة الالتباس",
            "Confusion matrix",
            "ماتریس درهم‌ریختگی",
            "کنفیوژن میٹرکس",
        ])
    }

    /// Adds to the accuracy that only some labels are shown, out of how many.
    pub fn labels_shown(self, read: &str, shown: usize, all: usize) -> String {
        let [shown, all] = [shown, all].map(|count| thousands(count as u64));
        match self {
            Language::Arabic => format!("{read}، الأصناف المعروضة: {shown} من {all}"),
            Language::English => format!("{read}, {shown} of {all} labels shown"),
            Language::Persian => format!("{read}، برچسب‌های نمایش‌داده‌شده: {shown} از {all}"),
            Language::Urdu => format!("{read}، {all} میں سے {shown} زمرے دکھائے گئے"),
        }
    }

    /// Name of the labels that are not shown.
    pub fn other_labels(self) -> String {
        self.pick(["أصناف أخرى", "other labels", "برچسب‌های دیگر", "دیگر زمرے"])
    }

    /// Title of precision and recall by label.
    pub fn scores_title(self) -> String {
        self.pick([
            "الضبط والاستدعاء لكل صنف",
            "Precision and recall of each label",
            "دقت و بازیابی هر برچسب",
            "ہر زمرے کی پریسیژن اور ریکال",
        ])
    }

    /// Names of precision and recall.
    pub fn precision_and_recall(self) -> [String; 2] {
        [
            self.pick(["الضبط", "precision", "دقت", "پریسیژن"]),
            self.pick(["الاستدعاء", "recall", "بازیابی", "ریکال"]),
        ]
    }

    /// Caption of an axis of shares of documents.
    pub fn share(self) -> String {
        self.pick([
            "نسبة الوثائق",
            "share of documents",
            "سهم سندها",
            "دستاویزات کا حصہ",
        ])
    }

    /// Title of a reliability diagram.
    pub fn reliability_title(self) -> String {
        self.pick([
            "مخطط الموثوقية",
            "Reliability diagram",
            "نمودار اطمینان‌پذیری",
            "اعتبار کا خاکہ",
        ])
    }

    /// The calibration error of a number of documents.
    pub fn calibration_error(self, error: f64, documents: u64) -> String {
        let (percent, documents) = (error * 100.0, thousands(documents));
        match self {
            Language::Arabic => {
                format!("خطأ المعايرة المتوقع {percent:.1}%، الوثائق: {documents}")
            }
            Language::English => {
                format!("expected calibration error {percent:.1}%, {documents} documents")
            }
            Language::Persian => {
                format!("خطای واسنجی مورد انتظار {percent:.1}%، سندها: {documents}")
            }
            Language::Urdu => format!("متوقع کیلیبریشن غلطی {percent:.1}%، دستاویزات: {documents}"),
        }
    }

    /// Caption of an axis of the probability of the predicted label.
    pub fn confidence(self) -> String {
        self.pick([
            "الثقة: احتمال الصنف المتوقع",
            "confidence: probability of the label given",
            "اطمینان: احتمال برچسب داده‌شده",
            "اعتماد: دیے گئے زمرے کا امکان",
        ])
    }

    /// Caption of an axis of accuracy.
    pub fn accuracy_axis(self) -> String {
        self.pick(["الدقة", "accuracy", "صحت", "درستی"])
    }

    /// Caption of an axis of documents.
    pub fn documents(self) -> String {
        self.pick(["الوثائق", "documents", "سندها", "دستاویزات"])
    }

    /// Title of accuracy against coverage.
    pub fn coverage_title(self) -> String {
        self.pick([
            "الدقة مقابل التغطية",
            "Accuracy against coverage",
            "صحت در برابر پوشش",
            "درستی بمقابلہ احاطہ",
        ])
    }

    /// Caption of an axis of coverage.
    pub fn coverage(self) -> String {
        self.pick([
            "التغطية: نسبة الوثائق المصنفة، الأكثر ثقة أولا",
            "coverage: share of documents labelled, surest first",
            "پوشش: سهم سندهای برچسب‌خورده، مطمئن‌ترین‌ها اول",
            "احاطہ: زمرہ بند دستاویزات کا حصہ، سب سے یقینی پہلے",
        ])
    }

    /// Title of a learning curve.
    pub fn learning_title(self) -> String {
        self.pick([
            "منحنى التعلم",
            "Learning curve",
            "منحنی یادگیری",
            "سیکھنے کا خط",
        ])
    }

    /// Names of accuracy, macro F1 and the estimated accuracy.
    pub fn learning_names(self) -> [String; 3] {
        [
            self.accuracy_axis(),
            self.pick([
                "متوسط F1 للأصناف",
                "macro F1",
                "میانگین F1 برچسب‌ها",
                "زمروں کا اوسط F1",
            ]),
            self.pick([
                "تقدير الدقة",
                "estimated accuracy",
                "برآورد صحت",
                "درستی کا تخمینہ",
            ]),
        ]
    }

    /// Caption of an axis of labelled documents.
    pub fn labelled_documents(self) -> String {
        self.pick([
            "الوثائق المصنفة للتدريب",
            "labelled documents in training",
            "سندهای برچسب‌خورده برای آموزش",
            "تربیت کی زمرہ بند دستاویزات",
        ])
    }

    /// The estimated accuracy with twice as many documents, and its range.
    pub fn expected_accuracy(self, documents: u64, accuracy: f64, range: (f64, f64)) -> String {
        let documents = thousands(documents);
        let [accuracy, low, high] = [accuracy, range.0, range.1].map(|share| share * 100.0);
        match self {
            Language::Arabic => format!(
                "الدقة المقدرة عند ضعف عدد الوثائق ({documents}): {accuracy:.1}%، من {low:.1}% إلى {high:.1}%"
            ),
            Language::English => format!(
                "estimate for twice as many documents ({documents}): {accuracy:.1}%, from {low:.1}% to {high:.1}%"
            ),
            Language::Persian => format!(
                "برآورد صحت با دو برابر سندها ({documents}): {accuracy:.1}%، از {low:.1}% تا {high:.1}%"
            ),
            Language::Urdu => format!(
                "دگنی دستاویزات ({documents}) پر درستی کا تخمینہ: {accuracy:.1}%، {low:.1}% سے {high:.1}% تک"
            ),
        }
    }

    /// Why there is no estimate.
    pub fn too_few_points(self) -> String {
        self.pick([
            "الوثائق أقل من أن تقدر بها الدقة عند ضعف عددها",
            "too few documents to estimate the accuracy of twice as many",
            "سندها برای برآورد صحت با دو برابر آن‌ها کم است",
            "دستاویزات اتنی کم ہیں کہ دگنی پر درستی کا تخمینہ نہیں لگ سکتا",
        ])
    }

    /// Title of the strongest terms of each label.
    pub fn topics_title(self) -> String {
        self.pick([
            "أقوى المصطلحات في كل صنف",
            "Strongest terms of each label",
            "قوی‌ترین واژه‌های هر برچسب",
            "ہر زمرے کے مضبوط ترین الفاظ",
        ])
    }

    /// The training set of a model, and how its bars compare.
    pub fn trained(self, documents: u64) -> String {
        let documents = thousands(documents);
        match self {
            Language::Arabic => {
                format!("وثائق التدريب: {documents}، أطوال الأعمدة تقارن داخل الصنف الواحد")
            }
            Language::English => {
                format!("{documents} training documents, bars compare within a label")
            }
            Language::Persian => {
                format!("سندهای آموزش: {documents}، میله‌ها درون هر برچسب با هم سنجیده می‌شوند")
            }
            Language::Urdu => {
                format!("تربیتی دستاویزات: {documents}، سلاخوں کا موازنہ ایک ہی زمرے کے اندر ہے")
            }
        }
    }

    /// Captions of the axes of a confusion matrix: truth and prediction.
    pub fn confusion_axes(self) -> (String, String) {
        match self {
            Language::Arabic => ("الصنف الحقيقي".into(), "الصنف المتوقع".into()),
            Language::English => ("true label".into(), "predicted label".into()),
            Language::Persian => ("برچسب واقعی".into(), "برچسب پیش‌بینی‌شده".into()),
            Language::Urdu => ("اصل زمرہ".into(), "متوقع زمرہ".into()),
        }
    }

    /// Title of a chart of the evidence for one label against another.
    pub fn explanation_title(self, label: &str, against: &str) -> String {
        let [label, against] = [label, against].map(shortened);
        match self {
            Language::Arabic => format!("لماذا «{label}» وليس «{against}»؟"),
            Language::English => format!("Why {label} and not {against}"),
            Language::Persian => format!("چرا «{label}» و نه «{against}»؟"),
            Language::Urdu => format!("«{label}» کیوں، «{against}» کیوں نہیں؟"),
        }
    }

    /// The parts of a document's log-odds.
    pub fn log_odds(self, id: &str, sums: &LogOdds) -> String {
        let [all, shown, others, prior] =
            [sums.all, sums.shown, sums.others, sums.prior].map(|sum| format!("{sum:+.2}"));
        let (id, hidden) = (shortened(id), thousands(sums.hidden));
        match self {
            Language::Arabic => format!(
                "{id}: لوغاريتم الأرجحية {all}، منه المعروض {shown} و{} ({hidden}) {others} \
                 والقبلي {prior}",
                match sums.unit {
                    ExplainedUnit::Terms => "مصطلحات أخرى",
                    ExplainedUnit::Words => "كلمات أخرى",
                }
            ),
            Language::English => format!(
                "{id}: log-odds {all}, of which {noun} shown {shown}, {hidden} other {noun} {others}, \
                 prior {prior}",
                noun = match sums.unit {
                    ExplainedUnit::Terms => "terms",
                    ExplainedUnit::Words => "words",
                }
            ),
            Language::Persian => format!(
                "{id}: لگاریتم بخت {all}، شامل نمایش‌داده‌ها {shown}، {} دیگر ({hidden}) {others} و پیشین {prior}",
                match sums.unit {
                    ExplainedUnit::Terms => "واژه‌های",
                    ExplainedUnit::Words => "کلمه‌های",
                }
            ),
            Language::Urdu => format!(
                "{id}: لاگ آڈز {all}، جس میں دکھائے گئے الفاظ {shown}، دیگر {} ({hidden}) {others} اور پیشگی {prior}",
                match sums.unit {
                    ExplainedUnit::Terms => "اصطلاحات",
                    ExplainedUnit::Words => "الفاظ",
                }
            ),
        }
    }

    /// The label that a side of a chart of contributions supports.
    pub fn speaks_for(self, label: &str) -> String {
        match self {
            Language::Arabic => format!("لصالح {label}"),
            Language::English => format!("for {label}"),
            Language::Persian => format!("به سود {label}"),
            Language::Urdu => format!("{label} کے حق میں"),
        }
    }

    /// Caption of an axis of contributions.
    pub fn contribution(self) -> String {
        match self {
            Language::Arabic => "المساهمة في لوغاريتم الأرجحية".into(),
            Language::English => "contribution to the log-odds".into(),
            Language::Persian => "سهم در لگاریتم بخت".into(),
            Language::Urdu => "لاگ آڈز میں حصہ".into(),
        }
    }

    /// Name of the column of documents that were left unlabelled.
    pub fn unknown(self) -> String {
        self.pick(["غير معروف", "unknown", "ناشناخته", "نامعلوم"])
    }
}
