//! What the page says, in the language of the terms.

use crate::cli::chart::Language;
use crate::report::{Heading, thousands};

/// Columns and figures: name, then heading and note in English, Arabic, Persian and Urdu.
type Column = (
    &'static str,
    [&'static str; 2],
    [&'static str; 2],
    [&'static str; 2],
    [&'static str; 2],
);
const COLUMNS: [Column; 42] = [
    (
        "rank",
        ["Rank", ""],
        ["الرتبة", ""],
        ["رتبه", ""],
        ["درجہ", ""],
    ),
    (
        "term",
        ["Term", "As it is written most often"],
        ["المصطلح", "بالصيغة الأكثر ورودا"],
        ["واژه", "به شکلی که بیشتر نوشته می‌شود"],
        ["لفظ", "جس شکل میں سب سے زیادہ لکھا جاتا ہے"],
    ),
    (
        "first",
        ["First", ""],
        ["الأول", ""],
        ["نخست", ""],
        ["پہلا", ""],
    ),
    (
        "second",
        ["Second", ""],
        ["الثاني", ""],
        ["دوم", ""],
        ["دوسرا", ""],
    ),
    (
        "label",
        ["Label", ""],
        ["الصنف", ""],
        ["برچسب", ""],
        ["زمرہ", ""],
    ),
    (
        "count",
        ["Count", "Occurrences"],
        ["التكرار", "عدد مرات الورود"],
        ["بسامد", "تعداد تکرار"],
        ["تعدد", "تعداد وقوع"],
    ),
    (
        "documents",
        ["Documents", ""],
        ["الوثائق", ""],
        ["سندها", ""],
        ["دستاویزات", ""],
    ),
    (
        "labels",
        ["Labels", ""],
        ["الأصناف", ""],
        ["برچسب‌ها", ""],
        ["زمرے", ""],
    ),
    (
        "share",
        ["Share", "Of all documents"],
        ["النسبة", "من جميع الوثائق"],
        ["سهم", "از همهٔ سندها"],
        ["حصہ", "تمام دستاویزات میں سے"],
    ),
    (
        "per_million",
        ["Per million", "Occurrences per million words"],
        ["لكل مليون", "عدد مرات الورود لكل مليون كلمة"],
        ["در میلیون", "تعداد تکرار در هر میلیون کلمه"],
        ["فی دس لاکھ", "فی دس لاکھ الفاظ تعداد وقوع"],
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
        [
            "پراکندگی DP",
            "0: یکسان در همهٔ سندها؛ 1: در سندهایی اندک (Gries 2008)",
        ],
        [
            "پھیلاؤ DP",
            "0: تمام دستاویزات میں یکساں؛ 1: چند ہی میں (Gries 2008)",
        ],
    ),
    (
        "target_count",
        ["Count", "Occurrences in documents with this label"],
        ["التكرار", "في وثائق هذا الصنف"],
        ["بسامد", "در سندهای این برچسب"],
        ["تعدد", "اس زمرے کی دستاویزات میں"],
    ),
    (
        "target_per_million",
        ["Per million", "In documents with this label"],
        ["لكل مليون", "في وثائق هذا الصنف"],
        ["در میلیون", "در سندهای این برچسب"],
        ["فی دس لاکھ", "اس زمرے کی دستاویزات میں"],
    ),
    (
        "target_documents",
        ["Documents", "With this label and the term"],
        ["الوثائق", "وثائق هذا الصنف التي فيها المصطلح"],
        ["سندها", "سندهای این برچسب که واژه را دارند"],
        ["دستاویزات", "اس زمرے کی وہ دستاویزات جن میں لفظ ہے"],
    ),
    (
        "reference_documents",
        ["Documents elsewhere", "All others with the term"],
        ["الوثائق في غيرها", "بقية الوثائق التي فيها المصطلح"],
        ["سندهای دیگر", "سندهای دیگری که واژه را دارند"],
        ["دیگر دستاویزات", "باقی دستاویزات جن میں لفظ ہے"],
    ),
    (
        "reference_count",
        ["Elsewhere", "Occurrences in all other documents"],
        ["في غيرها", "عدد مرات الورود في بقية الوثائق"],
        ["در بقیه", "تعداد تکرار در همهٔ سندهای دیگر"],
        ["دیگر میں", "باقی تمام دستاویزات میں تعداد وقوع"],
    ),
    (
        "reference_per_million",
        ["Per million elsewhere", "In all other documents"],
        ["لكل مليون في غيرها", "في بقية الوثائق"],
        ["در میلیون در بقیه", "در همهٔ سندهای دیگر"],
        ["دیگر میں فی دس لاکھ", "باقی تمام دستاویزات میں"],
    ),
    (
        "log_likelihood",
        ["G²", "Signed log-likelihood ratio (Dunning 1993)"],
        ["G²", "نسبة الأرجحية اللوغاريتمية بإشارتها (Dunning 1993)"],
        ["G²", "نسبت درست‌نمایی لگاریتمی با علامت (Dunning 1993)"],
        ["G²", "علامت کے ساتھ لاگ لائکلی ہڈ تناسب (Dunning 1993)"],
    ),
    (
        "p_adjusted",
        [
            "p",
            "Test of documents, adjusted for all terms tested (Holm 1979)",
        ],
        [
            "p",
            "اختبار الوثائق، معدلة بعدد المصطلحات المختبرة (Holm 1979)",
        ],
        [
            "p",
            "آزمون سندها، تعدیل‌شده برای همهٔ واژه‌های آزموده (Holm 1979)",
        ],
        [
            "p",
            "دستاویزات کی جانچ، تمام جانچے گئے الفاظ کے لیے تصحیح شدہ (Holm 1979)",
        ],
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
        [
            "لگاریتم نسبت",
            "لگاریتم دودویی نسبت نرخ‌ها: 1 یعنی دو برابر (Hardie 2014)",
        ],
        [
            "لاگ تناسب",
            "شرحوں کے تناسب کا لوگارتھم، بنیاد 2: 1 کا مطلب دگنا (Hardie 2014)",
        ],
    ),
    (
        "npmi",
        [
            "NPMI",
            "Normalised pointwise mutual information (Bouma 2009)",
        ],
        ["NPMI", "المعلومات المتبادلة النقطية المعيارية (Bouma 2009)"],
        ["NPMI", "اطلاعات متقابل نقطه‌ای بهنجار (Bouma 2009)"],
        ["NPMI", "معیاری نقطہ وار باہمی معلومات (Bouma 2009)"],
    ),
    (
        "log_dice",
        ["logDice", "At most 14 (Rychlý 2008)"],
        ["logDice", "أقصاها 14 (Rychlý 2008)"],
        ["logDice", "حداکثر 14 (Rychlý 2008)"],
        ["logDice", "زیادہ سے زیادہ 14 (Rychlý 2008)"],
    ),
    (
        "tokens",
        ["Words", "Stop words and numbers included"],
        ["الكلمات", "مع كلمات الوقف والأرقام"],
        ["کلمه‌ها", "با ایست‌واژه‌ها و عددها"],
        ["الفاظ", "اسٹاپ ورڈز اور اعداد سمیت"],
    ),
    (
        "types",
        ["Different words", ""],
        ["الكلمات المختلفة", ""],
        ["کلمه‌های متفاوت", ""],
        ["مختلف الفاظ", ""],
    ),
    (
        "ttr",
        ["TTR", "Different words divided by words"],
        ["TTR", "الكلمات المختلفة مقسومة على الكلمات"],
        ["TTR", "کلمه‌های متفاوت بخش بر کلمه‌ها"],
        ["TTR", "مختلف الفاظ تقسیم کل الفاظ"],
    ),
    (
        "mattr",
        [
            "MATTR",
            "Mean TTR of windows of the text (Covington and McFall 2010)",
        ],
        ["MATTR", "متوسط TTR في نوافذ النص (Covington, McFall 2010)"],
        [
            "MATTR",
            "میانگین TTR در پنجره‌های متن (Covington, McFall 2010)",
        ],
        [
            "MATTR",
            "متن کی کھڑکیوں میں TTR کا اوسط (Covington, McFall 2010)",
        ],
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
        [
            "MTLD",
            "میانگین طول بخش‌هایی که TTR آن‌ها بالای 0.72 می‌ماند (McCarthy, Jarvis 2010)",
        ],
        [
            "MTLD",
            "ان حصوں کی اوسط لمبائی جن کا TTR 0.72 سے اوپر رہتا ہے (McCarthy, Jarvis 2010)",
        ],
    ),
    (
        "hapaxes",
        ["Hapaxes", "Words that occur once"],
        ["الكلمات المفردة", "كلمات ترد مرة واحدة"],
        ["تک‌بسامدها", "کلمه‌هایی که یک بار آمده‌اند"],
        ["یک بار آنے والے", "الفاظ جو صرف ایک بار آتے ہیں"],
    ),
    (
        "zipf_exponent",
        [
            "Zipf exponent",
            "Frequency falls with this power of the rank",
        ],
        ["أس زيف", "يتناقص التكرار مع هذه القوة للرتبة"],
        ["نمای زیپف", "بسامد با این توانِ رتبه کم می‌شود"],
        ["زپف کی قوت", "تعدد درجے کی اس قوت کے ساتھ گھٹتا ہے"],
    ),
    (
        "precision",
        ["Precision", "Share of those given the label that have it"],
        ["الضبط", "نسبة الصحيح مما أعطي هذا الصنف"],
        ["دقت", "سهم درست‌ها از آنچه این برچسب را گرفته است"],
        ["صراحت", "جنہیں یہ زمرہ دیا گیا ان میں درست کا حصہ"],
    ),
    (
        "recall",
        ["Recall", "Share of those with the label that are given it"],
        ["الاستدعاء", "نسبة ما أعطي هذا الصنف من وثائقه"],
        ["بازخوانی", "سهم آنچه این برچسب را گرفته از سندهای آن"],
        [
            "بازیافت",
            "اس زمرے کی دستاویزات میں سے جنہیں یہ زمرہ ملا ان کا حصہ",
        ],
    ),
    (
        "f1",
        ["F1", "Harmonic mean of precision and recall"],
        ["F1", "المتوسط التوافقي للضبط والاستدعاء"],
        ["F1", "میانگین همساز دقت و بازخوانی"],
        ["F1", "صراحت اور بازیافت کا ہم آہنگ اوسط"],
    ),
    (
        "support",
        ["Documents", "Documents with this label"],
        ["الوثائق", "وثائق هذا الصنف"],
        ["سندها", "سندهای این برچسب"],
        ["دستاویزات", "اس زمرے کی دستاویزات"],
    ),
    (
        "accuracy",
        ["Accuracy", "Share of documents given their own label"],
        ["الدقة", "نسبة الوثائق التي أعطيت صنفها"],
        ["صحت", "سهم سندهایی که برچسب خود را گرفته‌اند"],
        ["درستی", "ان دستاویزات کا حصہ جنہیں اپنا زمرہ ملا"],
    ),
    (
        "macro_f1",
        ["Macro F1", "Mean F1 over the labels"],
        ["متوسط F1", "على الأصناف"],
        ["میانگین F1", "روی برچسب‌ها"],
        ["اوسط F1", "تمام زمروں پر"],
    ),
    (
        "log_loss",
        ["Log-loss", ""],
        ["الخسارة اللوغاريتمية", ""],
        ["زیان لگاریتمی", ""],
        ["لاگ نقصان", ""],
    ),
    (
        "brier",
        ["Brier score", ""],
        ["مقياس براير", ""],
        ["امتیاز بریر", ""],
        ["برائر اسکور", ""],
    ),
    (
        "ece",
        ["Calibration error", ""],
        ["خطأ المعايرة", ""],
        ["خطای واسنجی", ""],
        ["کیلیبریشن غلطی", ""],
    ),
    (
        "labelled",
        ["Labelled", ""],
        ["المصنفة", ""],
        ["برچسب‌خورده", ""],
        ["زمرہ بند", ""],
    ),
    (
        "labelled_accuracy",
        ["Accuracy of these", ""],
        ["دقة المصنفة", ""],
        ["صحت این‌ها", ""],
        ["ان کی درستی", ""],
    ),
    (
        "settings",
        ["Settings", "As flags of train"],
        ["الإعدادات", "كما يكتبها الأمر train"],
        ["تنظیم‌ها", "به شکل گزینه‌های train"],
        ["ترتیبات", "train کے اختیارات کی شکل میں"],
    ),
    (
        "month",
        ["Month", ""],
        ["الشهر", ""],
        ["ماه", ""],
        ["مہینہ", ""],
    ),
];

impl Language {
    /// Its code in HTML.
    pub(super) fn code(self) -> &'static str {
        match self {
            Language::Arabic => "ar",
            Language::English => "en",
            Language::Persian => "fa",
            Language::Urdu => "ur",
        }
    }

    /// The head of a column, or the name of a figure.
    pub(super) fn heading(self, column: &str) -> Heading {
        let Some((_, english, arabic, persian, urdu)) =
            COLUMNS.iter().find(|(name, ..)| *name == column)
        else {
            return Heading {
                text: column.to_owned(),
                note: String::new(),
            };
        };
        let [text, note] = match self {
            Language::Arabic => arabic,
            Language::English => english,
            Language::Persian => persian,
            Language::Urdu => urdu,
        };
        Heading {
            text: (*text).to_owned(),
            note: (*note).to_owned(),
        }
    }

    /// Title of the page.
    pub(super) fn report_title(self) -> String {
        self.pick([
            "تقرير المدونة",
            "Corpus report",
            "گزارش پیکره",
            "ذخیرۂ متن کی رپورٹ",
        ])
    }

    /// Title of the section about sizes and measures.
    pub(super) fn overview(self) -> String {
        self.pick(["نظرة عامة", "Overview", "نمای کلی", "جائزہ"])
    }

    /// Caption of the table of labels.
    pub(super) fn labels(self) -> String {
        self.pick(["الأصناف", "Labels", "برچسب‌ها", "زمرے"])
    }

    /// Says that not all labels are shown.
    pub(super) fn largest_labels(self, shown: usize, all: usize) -> String {
        let all = thousands(all as u64);
        match self {
            Language::Arabic => format!("أكبر الأصناف وحدها: {shown} من {all}."),
            Language::English => format!("Only the largest labels: {shown} of {all}."),
            Language::Persian => format!("فقط بزرگ‌ترین برچسب‌ها: {shown} از {all}."),
            Language::Urdu => format!("صرف سب سے بڑے زمرے: {all} میں سے {shown}۔"),
        }
    }

    /// Name of the documents that have no label.
    pub(super) fn no_label(self) -> String {
        self.pick(["بلا صنف", "no label", "بدون برچسب", "بلا زمرہ"])
    }

    /// Title of the section of the most frequent terms.
    pub(super) fn terms(self) -> String {
        self.pick(["المصطلحات", "Terms", "واژه‌ها", "الفاظ"])
    }

    /// Title of the section of what sets labels apart.
    pub(super) fn keyness(self) -> String {
        self.pick([
            "ما يميز الأصناف",
            "What sets labels apart",
            "آنچه برچسب‌ها را متمایز می‌کند",
            "زمروں کے امتیازی الفاظ",
        ])
    }

    /// Says how keywords are found.
    pub(super) fn keyness_note(self) -> String {
        self.pick([
            "تقارن وثائق كل صنف ببقية الوثائق، وترتب المصطلحات بحسب نسبة الأرجحية اللوغاريتمية G². قيم p مبنية على اختبار الوثائق (اختبار الوسيط، Mood 1950، باختبار فيشر الدقيق): كم وثيقة في الصنف وفي غيره يزيد فيها معدل المصطلح على الوسيط؛ أما اختبار الكلمات المفردة فيعد فروق الصدفة دالة لأن الكلمات تتكرر داخل الوثيقة.",
            "The documents of each label are compared with all others; terms are ranked by the \
             log-likelihood ratio G². p is of a test of documents (median test of Mood 1950, Fisher's \
             exact p): how many documents of the label and of the others use the term at a rate above \
             the median. A test of single words would take differences by chance for significant, \
             because words repeat inside documents.",
            "سندهای هر برچسب با همهٔ سندهای دیگر مقایسه می‌شوند؛ واژه‌ها بر پایهٔ نسبت درست‌نمایی G² مرتب شده‌اند. p از آزمون سندها به دست می‌آید (آزمون میانه، Mood 1950، با آزمون دقیق فیشر): در چند سند از این برچسب و از بقیه، نرخ واژه از میانه بیشتر است. آزمون تک‌تک واژه‌ها تفاوت‌های تصادفی را معنادار نشان می‌دهد، زیرا واژه‌ها در یک سند تکرار می‌شوند.",
            "ہر زمرے کی دستاویزات کا موازنہ باقی تمام دستاویزات سے کیا گیا ہے؛ الفاظ لاگ لائکلی ہڈ تناسب G² کے لحاظ سے ترتیب دیے گئے ہیں۔ p دستاویزات کی جانچ سے ہے (وسطانیہ جانچ، Mood 1950، فشر کی عین جانچ کے ساتھ): اس زمرے اور باقی کی کتنی دستاویزات میں لفظ کی شرح وسطانیہ سے زیادہ ہے۔ الگ الگ الفاظ کی جانچ اتفاقی فرق کو بھی اہم بتاتی ہے، کیونکہ الفاظ ایک ہی دستاویز میں دہرائے جاتے ہیں۔",
        ])
    }

    /// Caption of the keywords of a label.
    pub(super) fn key_terms(self, label: &str) -> String {
        match self {
            Language::Arabic => format!("المصطلحات المميزة: {label}"),
            Language::English => format!("Keywords of {label}"),
            Language::Persian => format!("واژه‌های متمایز: {label}"),
            Language::Urdu => format!("امتیازی الفاظ: {label}"),
        }
    }

    /// What is said of a label without keywords.
    pub(super) fn no_key_term(self) -> String {
        self.pick([
            "لا مصطلح أكثر تكرارا في هذا الصنف منه في بقية الوثائق.",
            "No term is more frequent under this label than in the other documents.",
            "هیچ واژه‌ای در این برچسب پربسامدتر از سندهای دیگر نیست.",
            "کوئی لفظ اس زمرے میں باقی دستاویزات سے زیادہ نہیں آتا۔",
        ])
    }

    /// Title of the section of terms over time.
    pub(super) fn trend(self) -> String {
        self.pick(["عبر الزمن", "Over time", "در گذر زمان", "وقت کے ساتھ"])
    }

    /// Title of the section of words that go together.
    pub(super) fn collocations(self) -> String {
        self.pick(["المتلازمات", "Collocations", "هم‌آیندها", "ہم وقوع الفاظ"])
    }

    /// Caption of the table of words that go together.
    pub(super) fn collocations_note(self, least: u64) -> String {
        match self {
            Language::Arabic => format!("كلمات متجاورة ترد معا {least} مرات على الأقل"),
            Language::English => {
                format!("Neighbouring words that come together {least} times or more")
            }
            Language::Persian => format!("کلمه‌های همسایه که دست‌کم {least} بار با هم آمده‌اند"),
            Language::Urdu => format!("ساتھ ساتھ آنے والے الفاظ، کم از کم {least} بار"),
        }
    }

    /// Title of the section about a model.
    pub(super) fn model(self) -> String {
        self.pick(["النموذج", "Model", "مدل", "ماڈل"])
    }

    /// Caption of the table of quality by label.
    pub(super) fn label_quality(self) -> String {
        self.pick([
            "جودة التصنيف بحسب الصنف",
            "Quality by label",
            "کیفیت هر برچسب",
            "زمرے کے لحاظ سے معیار",
        ])
    }

    /// Caption of the table of labels that the model gave.
    pub(super) fn labels_given(self) -> String {
        self.pick([
            "الأصناف التي أعطاها النموذج",
            "Labels given by the model",
            "برچسب‌هایی که مدل داده است",
            "ماڈل کے دیے گئے زمرے",
        ])
    }

    /// Says that there is nothing to compare labels with.
    pub(super) fn no_quality(self) -> String {
        self.pick([
            "لا تحمل أي وثيقة صنفا يعرفه النموذج، فلا تعرف جودته هنا.",
            "No document has a label that the model knows, so its quality is not known here.",
            "هیچ سندی برچسبی ندارد که مدل بشناسد، پس کیفیت آن اینجا معلوم نیست.",
            "کسی دستاویز کا زمرہ ایسا نہیں جسے ماڈل جانتا ہو، اس لیے یہاں اس کا معیار معلوم نہیں۔",
        ])
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
            Language::Persian => format!(
                "سندهایی که برچسبشان را مدل نمی‌شناسد در کیفیت حساب نشده‌اند: {documents} (برچسب‌ها: {labels})."
            ),
            Language::Urdu => format!(
                "جن دستاویزات کے زمرے ماڈل نہیں جانتا وہ معیار میں شامل نہیں: {documents} (زمرے: {labels})۔"
            ),
        }
    }

    /// Caption of the settings that were tried.
    pub(super) fn trials(self) -> String {
        self.pick([
            "الإعدادات المجربة",
            "Settings that were tried",
            "تنظیم‌های آزموده‌شده",
            "آزمائی گئی ترتیبات",
        ])
    }

    /// Says why a chart is missing.
    pub(super) fn no_chart(self, why: &str) -> String {
        match self {
            Language::Arabic => format!("لا رسم هنا: {why}"),
            Language::English => format!("No chart here: {why}"),
            Language::Persian => format!("اینجا نموداری نیست: {why}"),
            Language::Urdu => format!("یہاں خاکہ نہیں ہے: {why}"),
        }
    }
}
