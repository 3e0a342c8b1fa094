//! Titles and captions in the language of the terms.

use std::str::FromStr;

use super::letters::LetterCounts;
use crate::charts::{Direction, Frame};
use crate::error::Error;
use crate::features::Terms;
use crate::report::{counted, shortened, thousands};
use crate::text::{BuiltInList, StopListSource};

/// The texts around a chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Captions {
    /// Language of all captions, which also gives the direction unless another one is set.
    pub language: Language,
    /// What is shown.
    pub title: String,
    /// What was counted or measured.
    pub subtitle: String,
}

impl Captions {
    /// The frame with these captions, unless `texts` replaces them. If the frame's direction is automatic, it
    /// becomes that of the captions' language.
    pub fn frame(&self, texts: &FrameTexts, frame: Frame) -> Frame {
        let source = texts.source.as_deref();
        let source = source.map(|source| self.language.source(source));
        Frame {
            title: texts.title.as_ref().unwrap_or(&self.title).clone(),
            subtitle: texts.subtitle.as_ref().unwrap_or(&self.subtitle).clone(),
            caption: texts.caption.clone().unwrap_or_default(),
            source: source.unwrap_or_default(),
            direction: self.language.direction_in(&frame),
            captions: self.language.direction(),
            ..frame
        }
    }
}

/// Texts that replace or extend the captions of a figure.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FrameTexts {
    /// Replaces the figure's title.
    pub title: Option<String>,
    /// Replaces the figure's subtitle.
    pub subtitle: Option<String>,
    /// A note under the chart.
    pub caption: Option<String>,
    /// Source of the data.
    pub source: Option<String>,
}

/// Language of captions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Language {
    /// Written from right to left.
    Arabic,
    /// The default for text in any other language.
    English,
    /// Written from right to left, with its own digits.
    Persian,
    /// Written from right to left.
    Urdu,
}

/// Parses names as on the command line, or two-letter codes.
impl FromStr for Language {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self, Error> {
        Ok(match name {
            "arabic" | "ar" => Language::Arabic,
            "english" | "en" => Language::English,
            "persian" | "fa" => Language::Persian,
            "urdu" | "ur" => Language::Urdu,
            _ => {
                return Err(Error::Settings(format!(
                    "there are no captions in \"{name}\"; expected arabic, english, persian or urdu"
                )));
            }
        })
    }
}

impl Language {
    /// Arabic, Persian or Urdu when most letters of `terms` are of a right-to-left script.
    pub fn of<'l>(terms: impl Iterator<Item = &'l str>) -> Self {
        terms.map(LetterCounts::of).sum::<LetterCounts>().language()
    }

    /// The direction of text in this language.
    pub fn direction(self) -> Direction {
        match self {
            Language::Arabic | Language::Persian | Language::Urdu => Direction::Rtl,
            Language::English => Direction::Ltr,
        }
    }

    /// The direction of a chart: that of the frame, or of this language if the frame's is automatic.
    pub fn direction_in(self, frame: &Frame) -> Direction {
        match frame.direction {
            Direction::Auto => self.direction(),
            direction => direction,
        }
    }

    /// The text in this language, from those in Arabic, English, Persian and Urdu.
    pub fn pick(self, [arabic, english, persian, urdu]: [&str; 4]) -> String {
        let text = match self {
            Language::Arabic => arabic,
            Language::English => english,
            Language::Persian => persian,
            Language::Urdu => urdu,
        };
        text.to_owned()
    }

    /// Title of a chart of the most frequent terms.
    pub fn terms_title(self, count: usize) -> String {
        match self {
            Language::Arabic => format!("أكثر المصطلحات تكرارا ({count})"),
            Language::English => format!("{count} most frequent terms"),
            Language::Persian => format!("پربسامدترین واژه‌ها ({count})"),
            Language::Urdu => format!("سب سے زیادہ آنے والے الفاظ ({count})"),
        }
    }

    /// Title of a chart of terms by label.
    pub fn classes_title(self) -> String {
        self.pick([
            "المصطلحات المميزة بحسب الصنف",
            "Distinctive terms by label",
            "واژه‌های متمایز هر برچسب",
            "ہر زمرے کے نمایاں الفاظ",
        ])
    }

    /// What was counted.
    pub fn counted(self, terms: &Terms<'_>) -> String {
        self.without(
            self.read(terms.document_count(), terms.token_count()),
            terms.stop_lists(),
        )
    }

    /// A caption, with the stop lists whose words are left out.
    pub fn without(self, read: String, lists: &[StopListSource]) -> String {
        let lists = lists.iter().map(|list| self.stop_list(list));
        let lists: Vec<String> = lists.collect();
        match self {
            _ if lists.is_empty() => read,
            Language::Arabic => format!("{read}، بدون كلمات الوقف: {}", lists.join("، ")),
            Language::English => format!("{read}, without stop words: {}", lists.join(", ")),
            Language::Persian => format!("{read}، بدون ایست‌واژه‌ها: {}", lists.join("، ")),
            Language::Urdu => format!("{read}، اسٹاپ ورڈز کے بغیر: {}", lists.join("، ")),
        }
    }

    /// Name of a stop list.
    fn stop_list(self, list: &StopListSource) -> String {
        match list {
            StopListSource::Own(name) => shortened(name),
            StopListSource::BuiltIn(list) => match list {
                BuiltInList::Arabic => self.pick(["العربية", "Arabic", "عربی", "عربی"]),
                BuiltInList::English => self.pick(["الإنجليزية", "English", "انگلیسی", "انگریزی"]),
                BuiltInList::Persian => self.pick(["الفارسية", "Persian", "فارسی", "فارسی"]),
                BuiltInList::Urdu => self.pick(["الأردية", "Urdu", "اردو", "اردو"]),
                BuiltInList::ArabicNews => {
                    self.pick(["الأخبار العربية", "Arabic news", "اخبار عربی", "عربی خبریں"])
                }
                BuiltInList::EnglishNews => self.pick([
                    "الأخبار الإنجليزية",
                    "English news",
                    "اخبار انگلیسی",
                    "انگریزی خبریں",
                ]),
            },
        }
    }

    /// Source of the data of a chart.
    pub fn source(self, text: &str) -> String {
        let word = self.pick(["المصدر", "Source", "منبع", "ماخذ"]);
        format!("{word}: {text}")
    }

    /// Caption of an axis of counts.
    pub fn occurrences(self) -> String {
        self.pick([
            "عدد مرات الورود",
            "occurrences",
            "تعداد تکرار",
            "تعداد وقوع",
        ])
    }

    /// Caption of an axis of relative counts.
    pub fn per_ten_thousand(self) -> String {
        self.pick([
            "لكل عشرة آلاف كلمة",
            "per 10,000 words",
            "در هر ده هزار کلمه",
            "فی دس ہزار الفاظ",
        ])
    }

    /// What was read.
    pub fn read(self, documents: u64, words: u64) -> String {
        match self {
            Language::Arabic => {
                let (documents, words) = (thousands(documents), thousands(words));
                format!("الوثائق: {documents}، الكلمات: {words}")
            }
            Language::English => {
                let documents = counted(documents, "document");
                format!("{documents}, {}", counted(words, "word"))
            }
            Language::Persian => {
                let (documents, words) = (thousands(documents), thousands(words));
                format!("سندها: {documents}، کلمه‌ها: {words}")
            }
            Language::Urdu => {
                let (documents, words) = (thousands(documents), thousands(words));
                format!("دستاویزات: {documents}، الفاظ: {words}")
            }
        }
    }

    /// Title of a chart of key terms of a target.
    pub fn keyness_title(self) -> String {
        self.pick([
            "المصطلحات المميزة لكل جانب",
            "Terms that set each side apart",
            "واژه‌های متمایز هر طرف",
            "ہر جانب کے امتیازی الفاظ",
        ])
    }

    /// Name of a reference that is all other documents.
    pub fn other_documents(self) -> String {
        self.pick([
            "بقية الوثائق",
            "other documents",
            "سندهای دیگر",
            "باقی دستاویزات",
        ])
    }

    /// Word counts of two sides, whose names may be long.
    pub fn sides(self, target: (&str, u64), reference: (&str, u64)) -> String {
        let [words, others] = [target.1, reference.1].map(thousands);
        let [target, reference] = [target.0, reference.0].map(shortened);
        match self {
            Language::Arabic => format!("الكلمات: {words} في {target}، {others} في {reference}"),
            Language::English => format!("{words} words in {target}, {others} in {reference}"),
            Language::Persian => format!("کلمه‌ها: {words} در {target}، {others} در {reference}"),
            Language::Urdu => format!("الفاظ: {target} میں {words}، {reference} میں {others}"),
        }
    }

    /// Title of a chart of diversity.
    pub fn diversity_title(self) -> String {
        self.pick([
            "تنوع المفردات",
            "Diversity of words",
            "تنوع واژگان",
            "الفاظ کا تنوع",
        ])
    }

    /// Adds that only the largest parts are shown, out of how many.
    pub fn largest_of(self, read: &str, shown: usize, all: usize) -> String {
        let all = thousands(all as u64);
        match self {
            Language::Arabic => format!("{read}، أكبر الأجزاء وحدها: {shown} من {all}"),
            Language::English => format!("{read}, only the largest parts: {shown} of {all}"),
            Language::Persian => format!("{read}، فقط بزرگ‌ترین بخش‌ها: {shown} از {all}"),
            Language::Urdu => format!("{read}، صرف سب سے بڑے حصے: {all} میں سے {shown}"),
        }
    }

    /// Name of the group of documents without a date.
    pub fn no_date(self) -> String {
        self.pick(["بلا تاريخ", "no date", "بدون تاریخ", "بلا تاریخ"])
    }

    /// Captions of the axes of vocabulary growth.
    pub fn growth_axes(self) -> (String, String) {
        (
            self.pick([
                "الكلمات المقروءة",
                "words read",
                "کلمه‌های خوانده‌شده",
                "پڑھے گئے الفاظ",
            ]),
            self.pick([
                "الكلمات المختلفة",
                "different words",
                "کلمه‌های متفاوت",
                "مختلف الفاظ",
            ]),
        )
    }

    /// Title of counts by rank.
    pub fn zipf_title(self) -> String {
        self.pick(["قانون زيف", "Zipf's law", "قانون زیپف", "زپف کا قانون"])
    }

    /// Captions of the axes of counts by rank: rank and count.
    pub fn zipf_axes(self) -> (String, String) {
        (
            self.pick(["الرتبة", "rank", "رتبه", "درجہ"]),
            self.occurrences(),
        )
    }

    /// The slope of a fitted line of counts by rank, if there is one, and what was read.
    pub fn slope(self, slope: Option<f64>, documents: u64, words: u64) -> String {
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
            Language::Persian => format!("شیب {slope} در مقیاس لگاریتمی، {read}"),
            Language::Urdu => format!("لوگارتھمی پیمانے پر ڈھلوان {slope}، {read}"),
        }
    }

    /// Title of positions of terms in a corpus.
    pub fn dispersion_title(self) -> String {
        self.pick([
            "مواضع ورود المصطلحات",
            "Where terms occur",
            "جای واژه‌ها در پیکره",
            "الفاظ کہاں آتے ہیں",
        ])
    }

    /// Caption of an axis of positions in a corpus.
    pub fn place_in_corpus(self) -> String {
        self.pick([
            "موضع الكلمة في المدونة",
            "words from the beginning of the corpus",
            "جای کلمه از آغاز پیکره",
            "متن کے آغاز سے لفظ کا مقام",
        ])
    }

    /// The same when the borders of documents are drawn.
    pub fn with_borders_of_documents(self) -> String {
        let axis = self.place_in_corpus();
        match self {
            Language::Arabic => format!("{axis}، الخطوط حدود الوثائق"),
            Language::English => format!("{axis}; lines are borders of documents"),
            Language::Persian => format!("{axis}، خط‌ها مرز سندها هستند"),
            Language::Urdu => format!("{axis}، لکیریں دستاویزات کی حدیں ہیں"),
        }
    }

    /// The same when the borders of labels are drawn.
    pub fn with_borders_of_labels(self) -> String {
        let axis = self.place_in_corpus();
        match self {
            Language::Arabic => format!("{axis}، الخطوط حدود الأصناف"),
            Language::English => format!("{axis}; lines are borders of labels"),
            Language::Persian => format!("{axis}، خط‌ها مرز برچسب‌ها هستند"),
            Language::Urdu => format!("{axis}، لکیریں زمروں کی حدیں ہیں"),
        }
    }

    /// Title of terms over time.
    pub fn trend_title(self) -> String {
        self.pick([
            "المصطلحات عبر الزمن",
            "Terms over time",
            "واژه‌ها در گذر زمان",
            "وقت کے ساتھ الفاظ",
        ])
    }

    /// Title of the shares of documents that have each value of a field.
    pub fn shares_title(self, field: &str) -> String {
        match self {
            Language::Arabic => format!("{field}: نسبة الوثائق عبر الزمن"),
            Language::English => format!("{field}: documents over time"),
            Language::Persian => format!("{field}: سهم سندها در گذر زمان"),
            Language::Urdu => format!("{field}: وقت کے ساتھ دستاویزات کا حصہ"),
        }
    }

    /// How many documents were read.
    pub fn documents_read(self, documents: u64) -> String {
        match self {
            Language::Arabic => format!("الوثائق: {}", thousands(documents)),
            Language::English => counted(documents, "document"),
            Language::Persian => format!("سندها: {}", thousands(documents)),
            Language::Urdu => format!("دستاویزات: {}", thousands(documents)),
        }
    }

    /// The unit of shares of documents.
    pub fn percent_of_documents(self) -> String {
        self.pick([
            "النسبة المئوية من الوثائق",
            "per cent of documents",
            "درصد سندها",
            "دستاویزات کا فیصد",
        ])
    }

    /// Caption of an axis of values, some of which come from few documents.
    pub fn with_few(self, axis: &str, few: u64) -> String {
        match self {
            Language::Arabic => format!("{axis}، بالرمادي: أقل من {few} وثائق"),
            Language::English => format!("{axis}; grey: fewer than {few} documents"),
            Language::Persian => format!("{axis}، خاکستری: کمتر از {few} سند"),
            Language::Urdu => format!("{axis}، سرمئی: {few} سے کم دستاویزات"),
        }
    }

    /// Title of terms that occur together.
    pub fn cooccurrence_title(self) -> String {
        self.pick([
            "المصطلحات التي ترد معا",
            "Terms that occur together",
            "واژه‌هایی که با هم می‌آیند",
            "ایک ساتھ آنے والے الفاظ",
        ])
    }

    /// The counted unit for terms that occur together.
    pub fn documents_with_both(self, documents: u64) -> String {
        let documents = thousands(documents);
        match self {
            Language::Arabic => {
                format!("عدد الوثائق التي يرد فيها المصطلحان، من أصل {documents}")
            }
            Language::English => format!("documents with both terms, of {documents}"),
            Language::Persian => format!("سندهایی که هر دو واژه را دارند، از {documents} سند"),
            Language::Urdu => format!("دونوں الفاظ والی دستاویزات، کل {documents} میں سے"),
        }
    }
}
