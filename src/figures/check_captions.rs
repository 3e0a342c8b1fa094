//! Captions of charts about the choice of settings and about texts over time.

use super::captions::Language;
use crate::jobs::check::Measure;
use crate::report::{counted, thousands};

impl Language {
    /// Title of the trials of a choice of settings.
    pub fn trials_title(self) -> String {
        self.pick([
            "الإعدادات المجربة",
            "Settings that were tried",
            "تنظیمات آزموده‌شده",
            "آزمائی گئی ترتیبات",
        ])
    }

    /// How many trials are shown, and on how many held-out documents at most they were scored.
    pub fn trials_shown(self, shown: usize, all: usize, documents: u64) -> String {
        let [shown, all] = [shown, all].map(|count| thousands(count as u64));
        let number = thousands(documents);
        match self {
            Language::Arabic => format!(
                "المحاولات المعروضة: {shown} من {all}، الأفضل أولا، الوثائق المحجوبة عن التدريب: {number}"
            ),
            Language::English => format!(
                "{shown} of {all} trials, best first, on {}",
                counted(documents, "held-out document")
            ),
            Language::Persian => format!(
                "آزمایش‌های نمایش‌داده‌شده: {shown} از {all}، بهترین اول، سندهای کنارگذاشته: {number}"
            ),
            Language::Urdu => format!(
                "{all} میں سے {shown} آزمائشیں، بہترین پہلے، تربیت سے باہر دستاویزات: {number}"
            ),
        }
    }

    /// Adds the settings that all trials have; nothing without any.
    pub fn with_settings(self, caption: &str, settings: &str) -> String {
        match self {
            _ if settings.is_empty() => caption.to_owned(),
            Language::Arabic => format!("{caption}، المشترك بينها: {settings}"),
            Language::English => format!("{caption}; all with {settings}"),
            Language::Persian => format!("{caption}، همه با {settings}"),
            Language::Urdu => format!("{caption}، سب کے ساتھ: {settings}"),
        }
    }

    /// Names of the chosen settings and of all others.
    pub fn chosen_and_others(self) -> [String; 2] {
        [
            self.pick(["الإعدادات المختارة", "chosen", "برگزیده", "منتخب"]),
            self.pick(["إعدادات أخرى", "others", "دیگر", "دیگر"]),
        ]
    }

    /// The settings of a trial in which none differs from the defaults.
    pub fn default_settings(self) -> String {
        self.pick([
            "الإعدادات الافتراضية",
            "default settings",
            "تنظیمات پیش‌فرض",
            "طے شدہ ترتیبات",
        ])
    }

    /// A trial that has only the settings that all trials have.
    pub fn no_other_settings(self) -> String {
        self.pick([
            "بلا إعدادات أخرى",
            "no other settings",
            "بدون تنظیم دیگر",
            "کوئی اور ترتیب نہیں",
        ])
    }

    /// Caption of an axis of log-loss.
    pub fn log_loss(self) -> String {
        self.pick(["الخسارة اللوغاريتمية", "log-loss", "زیان لگاریتمی", "لاگ لاس"])
    }

    /// Title of measures of texts over time.
    pub fn drift_title(self) -> String {
        self.pick([
            "هل ما زالت النصوص كنصوص التدريب؟",
            "Are the texts still like those of training?",
            "آیا متن‌ها هنوز مانند متن‌های آموزش‌اند؟",
            "کیا متن اب بھی تربیتی متن جیسے ہیں؟",
        ])
    }

    /// How many documents were checked, and from how many the expectation comes.
    pub fn drift_read(self, documents: u64, expected: u64) -> String {
        let number = thousands(documents);
        let expected = thousands(expected);
        match self {
            Language::Arabic => format!("الوثائق: {number}، المتوقع من {expected} وثيقة"),
            Language::English => {
                let documents = counted(documents, "document");
                format!("{documents}, compared with {expected}")
            }
            Language::Persian => format!("سندها: {number}، انتظار از {expected} سند"),
            Language::Urdu => format!("دستاویزات: {number}، توقع {expected} دستاویزات سے"),
        }
    }

    /// Names of the values and of the band of what is expected.
    pub fn drift_names(self) -> [String; 2] {
        [
            self.pick(["القيمة", "value", "مقدار", "قدر"]),
            self.pick([
                "النطاق المتوقع",
                "expected range",
                "بازه مورد انتظار",
                "متوقع حد",
            ]),
        ]
    }

    /// Name of a measure of texts.
    pub fn measure(self, measure: Measure) -> String {
        self.pick(match measure {
            Measure::Labels => [
                "تغير نسب الأصناف (مؤشر الاستقرار)",
                "change of label shares (stability index)",
                "تغییر سهم برچسب‌ها (شاخص پایداری)",
                "زمروں کے حصوں میں تبدیلی (اشاریہ استحکام)",
            ],
            Measure::Unlabelled => [
                "نسبة الوثائق بلا صنف",
                "documents without a label",
                "سهم سندهای بی‌برچسب",
                "بغیر زمرہ دستاویزات",
            ],
            Measure::KnownWords => [
                "متوسط نسبة الكلمات المعروفة",
                "known words (mean share)",
                "میانگین سهم کلمه‌های شناخته",
                "معلوم الفاظ (اوسط حصہ)",
            ],
            Measure::Probability => [
                "متوسط احتمال الصنف",
                "probability of the label (mean)",
                "میانگین احتمال برچسب",
                "زمرے کا امکان (اوسط)",
            ],
        })
    }
}
