//! Headings of columns and names of figures with their meanings, in the language of the terms.

use crate::figures::Language;
use crate::report::Heading;

/// Columns and figures: name, then heading and note in English, Arabic, Persian and Urdu.
type Column = (
    &'static str,
    [&'static str; 2],
    [&'static str; 2],
    [&'static str; 2],
    [&'static str; 2],
);

const COLUMNS: [Column; 47] = [
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
    (
        "id",
        ["Document", ""],
        ["الوثيقة", ""],
        ["سند", ""],
        ["دستاویز", ""],
    ),
    (
        "predicted",
        [
            "Given label",
            "By the model; empty when the document stays unlabelled",
        ],
        ["الصنف المعطى", "بحسب النموذج؛ فارغ حين تبقى الوثيقة بلا صنف"],
        ["برچسب داده‌شده", "از مدل؛ خالی اگر سند بی‌برچسب بماند"],
        [
            "دیا گیا زمرہ",
            "ماڈل کے مطابق؛ خالی اگر دستاویز کا زمرہ نہ ہو",
        ],
    ),
    (
        "probability",
        ["Probability", "Of the given label"],
        ["الاحتمال", "احتمال الصنف المعطى"],
        ["احتمال", "احتمال برچسب داده‌شده"],
        ["امکان", "دیے گئے زمرے کا امکان"],
    ),
    (
        "best_label",
        ["Most probable label", "Of a document that stays unlabelled"],
        ["الصنف الأرجح", "لوثيقة بقيت بلا صنف"],
        ["محتمل‌ترین برچسب", "برای سندی که بی‌برچسب مانده است"],
        ["سب سے ممکن زمرہ", "ایسی دستاویز کا جس کا زمرہ نہیں"],
    ),
    (
        "reason",
        ["Reason", "Why it stays unlabelled"],
        ["السبب", "لماذا بقيت بلا صنف"],
        ["دلیل", "چرا بی‌برچسب مانده است"],
        ["وجہ", "زمرہ کیوں نہیں"],
    ),
];

impl Language {
    /// The heading of a column, or the name of a figure.
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
}
