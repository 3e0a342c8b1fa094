//! Titles and captions in the language of what is shown.

use crate::charts::{Direction, Frame};
use crate::report::thousands;

/// What a chart says around its data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::cli) struct Captions {
    /// Language of all captions, and with it the direction.
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
            direction: match self.language {
                Language::Arabic => Direction::Rtl,
                Language::English => Direction::Ltr,
            },
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

/// Language of captions, and with it the direction of a chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::cli) enum Language {
    Arabic,
    English,
}

impl Language {
    /// Arabic when most letters of `labels` are of a right-to-left script.
    pub(in crate::cli) fn of<'l>(labels: impl Iterator<Item = &'l str>) -> Self {
        let (mut right_to_left, mut letters) = (0usize, 0usize);
        for letter in labels.flat_map(str::chars).filter(|c| c.is_alphabetic()) {
            letters += 1;
            let code = u32::from(letter);
            right_to_left +=
                usize::from(matches!(code, 0x590..=0x8FF | 0xFB1D..=0xFDFF | 0xFE70..=0xFEFC));
        }
        if right_to_left * 2 > letters {
            Language::Arabic
        } else {
            Language::English
        }
    }

    /// Title of a chart of the most frequent terms.
    pub(super) fn terms_title(self, count: usize) -> String {
        match self {
            Language::Arabic => format!("أكثر المصطلحات تكرارا ({count})"),
            Language::English => format!("{count} most frequent terms"),
        }
    }

    /// Title of a chart of terms by label.
    pub(super) fn classes_title(self) -> String {
        match self {
            Language::Arabic => "المصطلحات المميزة بحسب الصنف".into(),
            Language::English => "Distinctive terms by label".into(),
        }
    }

    /// What was counted.
    pub(super) fn counted(self, documents: u64, words: u64) -> String {
        let (documents, words) = (thousands(documents), thousands(words));
        match self {
            Language::Arabic => {
                format!("الوثائق: {documents}، الكلمات: {words}، بعد حذف كلمات الوقف")
            }
            Language::English => {
                format!("{documents} documents, {words} words, stop words removed")
            }
        }
    }

    /// Caption of an axis of counts.
    pub(super) fn occurrences(self) -> String {
        match self {
            Language::Arabic => "عدد مرات الورود".into(),
            Language::English => "occurrences".into(),
        }
    }

    /// Caption of an axis of relative counts.
    pub(super) fn per_ten_thousand(self) -> String {
        match self {
            Language::Arabic => "لكل عشرة آلاف كلمة".into(),
            Language::English => "per 10,000 words".into(),
        }
    }

    /// Title of a confusion matrix.
    pub(super) fn confusion_title(self) -> String {
        match self {
            Language::Arabic => "مصفوفة الالتباس".into(),
            Language::English => "Confusion matrix".into(),
        }
    }

    /// Accuracy over a number of documents.
    pub(super) fn accuracy(self, accuracy: f64, documents: u64) -> String {
        let (percent, documents) = (accuracy * 100.0, thousands(documents));
        match self {
            Language::Arabic => format!("الدقة {percent:.1}%، الوثائق: {documents}"),
            Language::English => format!("accuracy {percent:.1}%, {documents} documents"),
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
    pub(super) fn unknown(self) -> String {
        match self {
            Language::Arabic => "غير معروف".into(),
            Language::English => "unknown".into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn most_letters_decide_the_language() {
        assert_eq!(
            Language::of(["سياسة", "COVID"].into_iter()),
            Language::English
        );
        assert_eq!(
            Language::of(["الاقتصاد", "COVID"].into_iter()),
            Language::Arabic
        );
        assert_eq!(Language::of([].into_iter()), Language::English);
    }
}
