//! Texts of the page, in the language of the terms.

use crate::figures::Language;
use crate::model::Abstention;
use crate::report::{PageWords, thousands};

/// Texts of the section about the report itself.
pub(super) struct AboutWords {
    pub title: String,
    pub inputs: String,
    pub files: String,
    pub first_date: String,
    pub last_date: String,
    pub undated: String,
    /// Name of the modification date of the newest file.
    pub newest: String,
    pub date: String,
    pub command: String,
}

impl Language {
    /// Texts of the section about the report itself.
    pub(super) fn about_words(self) -> AboutWords {
        AboutWords {
            title: self.pick([
                "عن هذا التقرير",
                "About this report",
                "دربارهٔ این گزارش",
                "اس رپورٹ کے بارے میں",
            ]),
            inputs: self.pick(["المدخلات", "Inputs", "ورودی‌ها", "ان پٹ"]),
            files: self.pick(["الملفات", "Files", "فایل‌ها", "فائلیں"]),
            first_date: self.pick([
                "أقدم تاريخ لوثيقة",
                "First date of a document",
                "نخستین تاریخ سندها",
                "دستاویزات کی پہلی تاریخ",
            ]),
            last_date: self.pick([
                "أحدث تاريخ لوثيقة",
                "Last date of a document",
                "واپسین تاریخ سندها",
                "دستاویزات کی آخری تاریخ",
            ]),
            undated: self.pick([
                "وثائق بلا تاريخ",
                "Documents without a date",
                "سندهای بدون تاریخ",
                "بلا تاریخ دستاویزات",
            ]),
            newest: self.pick([
                "آخر تعديل للملفات (UTC)",
                "Files last changed (UTC)",
                "آخرین تغییر فایل‌ها (UTC)",
                "فائلوں میں آخری تبدیلی (UTC)",
            ]),
            date: self.pick([
                "تاريخ التقرير",
                "Date of the report",
                "تاریخ گزارش",
                "رپورٹ کی تاریخ",
            ]),
            command: self.pick(["الأمر", "Command", "فرمان", "کمانڈ"]),
        }
    }

    /// Its HTML language code.
    pub(super) fn code(self) -> &'static str {
        match self {
            Language::Arabic => "ar",
            Language::English => "en",
            Language::Persian => "fa",
            Language::Urdu => "ur",
        }
    }

    /// Labels of the controls of tables.
    pub(super) fn page_words(self) -> PageWords {
        PageWords {
            columns: self.pick([
                "معنى الأعمدة",
                "What the columns mean",
                "معنی ستون‌ها",
                "کالموں کا مطلب",
            ]),
            download: self.pick([
                "تنزيل بصيغة CSV",
                "Download as CSV",
                "بارگیری CSV",
                "CSV ڈاؤن لوڈ کریں",
            ]),
            search: self.pick(["بحث", "Search", "جست‌وجو", "تلاش"]),
        }
    }

    /// Caption of the table of documents and their predictions.
    pub(super) fn documents_table(self) -> String {
        self.pick(["الوثائق", "Documents", "سندها", "دستاویزات"])
    }

    /// Says that only the first documents are shown.
    pub(super) fn first_documents(self, shown: usize, all: usize) -> String {
        let (shown, all) = (thousands(shown as u64), thousands(all as u64));
        match self {
            Language::Arabic => format!("أول {shown} من {all} وثيقة؛ يعرض الأمر classify كلها."),
            Language::English => {
                format!("The first {shown} of {all} documents; the command classify shows all.")
            }
            Language::Persian => {
                format!("{shown} سند نخست از {all}؛ فرمان classify همه را نشان می‌دهد.")
            }
            Language::Urdu => {
                format!("{all} میں سے پہلی {shown} دستاویزات؛ classify سب دکھاتا ہے۔")
            }
        }
    }

    /// Why a document has no label.
    pub(super) fn reason(self, reason: Abstention) -> String {
        self.pick(match reason {
            Abstention::NoWords => ["بلا كلمات", "no words", "بدون کلمه", "کوئی لفظ نہیں"],
            Abstention::FewKnownWords => [
                "قليل من الكلمات المعروفة",
                "few known words",
                "کلمه‌های شناخته‌شدهٔ کم",
                "معلوم الفاظ کم ہیں",
            ],
            Abstention::UnlikeTraining => [
                "لا تشبه نصوص التدريب",
                "unlike the training texts",
                "ناهمانند با متن‌های آموزشی",
                "تربیتی متون سے مختلف",
            ],
            Abstention::LowProbability => [
                "احتمال منخفض",
                "low probability",
                "احتمال کم",
                "امکان کم ہے",
            ],
        })
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

    /// Title of the section of keywords by label.
    pub(super) fn keyness(self) -> String {
        self.pick([
            "ما يميز الأصناف",
            "What sets labels apart",
            "آنچه برچسب‌ها را متمایز می‌کند",
            "زمروں کے امتیازی الفاظ",
        ])
    }

    /// Explains how keywords are found.
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

    /// Text for a label without keywords.
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

    /// Title of the section of collocations.
    pub(super) fn collocations(self) -> String {
        self.pick(["المتلازمات", "Collocations", "هم‌آیندها", "ہم وقوع الفاظ"])
    }

    /// Caption of the table of collocations.
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

    /// Says that there are no labels to compare with.
    pub(super) fn no_quality(self) -> String {
        self.pick([
            "لا تحمل أي وثيقة صنفا يعرفه النموذج، فلا تعرف جودته هنا.",
            "No document has a label that the model knows, so its quality is not known here.",
            "هیچ سندی برچسبی ندارد که مدل بشناسد، پس کیفیت آن اینجا معلوم نیست.",
            "کسی دستاویز کا زمرہ ایسا نہیں جسے ماڈل جانتا ہو، اس لیے یہاں اس کا معیار معلوم نہیں۔",
        ])
    }

    /// Says that some documents have labels that the model does not know.
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

    /// Caption of the trials.
    pub(super) fn trials(self) -> String {
        self.pick([
            "الإعدادات المجربة",
            "Settings that were tried",
            "تنظیم‌های آزموده‌شده",
            "آزمائی گئی ترتیبات",
        ])
    }

    /// Explains why a chart is missing.
    pub(super) fn no_chart(self, why: &str) -> String {
        match self {
            Language::Arabic => format!("لا رسم هنا: {why}"),
            Language::English => format!("No chart here: {why}"),
            Language::Persian => format!("اینجا نموداری نیست: {why}"),
            Language::Urdu => format!("یہاں خاکہ نہیں ہے: {why}"),
        }
    }
}
