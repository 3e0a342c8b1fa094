//! Every kind of chart in Arabic, English and both, compared with the pictures in this folder.
//!
//! `TASNIF_BLESS=1 cargo test --test library golden` writes the pictures anew: look at each one then.

use std::path::Path;

use tasnif::charts::*;

use crate::pictures::assert_shows;

/// The words of the charts in one language.
struct Words {
    name: &'static str,
    direction: Direction,
    terms: [&'static str; 12],
    labels: [&'static str; 4],
    captions: [&'static str; 4],
    title: &'static str,
    subtitle: &'static str,
}

const LANGUAGES: [Words; 3] = [
    Words {
        name: "ar",
        direction: Direction::Auto,
        terms: [
            "الاقتصاد",
            "التعليم",
            "الصحة",
            "الذكاء الاصطناعي",
            "مُحَمَّد",
            "لأن",
            "الطاقة المتجددة",
            "آلاف",
            "مسؤولية",
            "کتابخانه می‌خواهم",
            "ٱلْحَمْدُ",
            "شيء",
        ],
        labels: ["سياسة", "اقتصاد", "رياضة", "ثقافة وفنون"],
        captions: ["الدقة", "الثقة", "عدد مرات الورود", "الوثائق"],
        title: "أكثر المصطلحات تكرارا",
        subtitle: "مدونة الأخبار 2024، الميل −1.04 (N = 1,204)",
    },
    Words {
        name: "en",
        direction: Direction::Auto,
        terms: [
            "economy",
            "education",
            "health",
            "artificial intelligence",
            "naïve",
            "Zürich",
            "renewable energy",
            "thousands",
            "responsibility",
            "an_identifier_that_goes_on_and_on_and_on",
            "C++",
            "fjord",
        ],
        labels: ["politics", "economy", "sport", "arts and culture"],
        captions: ["accuracy", "confidence", "occurrences", "documents"],
        title: "Most frequent terms",
        subtitle: "news of 2024, slope −1.04 (N = 1,204)",
    },
    Words {
        name: "mixed",
        direction: Direction::Rtl,
        terms: [
            "الاقتصاد",
            "COVID-19",
            "لقاح COVID-19",
            "الصحة",
            "AI",
            "نسبة 12.5%",
            "مجموعة G20",
            "GDP (الناتج)",
            "לימוד",
            "کردستان",
            "email@example.org",
            "2024",
        ],
        labels: ["سياسة", "economy", "رياضة 2024", "tech & AI"],
        captions: [
            "الدقة (accuracy)",
            "confidence",
            "عدد مرات الورود",
            "documents",
        ],
        title: "المصطلحات: COVID-19 في 2024",
        subtitle: "مدونة الأخبار (N = 1,204), slope −1.04",
    },
];

const PERSIAN: Words = Words {
    name: "fa",
    direction: Direction::Auto,
    terms: [
        "دولت",
        "قیمت نفت",
        "می‌خواهم",
        "بازی‌ها",
        "کتابخانه",
        "گفت‌وگو",
        "تیم ملی",
        "انتخابات",
        "آموزش",
        "پژوهش",
        "خانهٔ ما",
        "COVID-19",
    ],
    labels: ["سیاست", "اقتصاد", "ورزش", "فرهنگ و هنر"],
    captions: ["صحت", "اطمینان", "تعداد تکرار", "سندها"],
    title: "پربسامدترین واژه‌ها (12)",
    subtitle: "پیکره اخبار 1403، شیب −1.04 (N = 1,204)",
};

const URDU: Words = Words {
    name: "ur",
    direction: Direction::Auto,
    terms: [
        "حکومت",
        "ٹیم",
        "کھیل",
        "مہنگائی",
        "وزیرِ اعظم",
        "پاکستان کرکٹ بورڈ",
        "ہے",
        "کہنا ہے",
        "لڑکیاں",
        "چاہیے",
        "میں",
        "COVID-19",
    ],
    labels: ["سیاست", "معیشت", "کھیل", "فن و ثقافت"],
    captions: ["درستی", "اعتماد", "تعداد وقوع", "دستاویزات"],
    title: "سب سے زیادہ آنے والے الفاظ (12)",
    subtitle: "خبروں کا ذخیرہ 2024، ڈھلوان −1.04 (N = 1,204)",
};

impl Words {
    fn frame(&self) -> Frame {
        Frame {
            title: self.title.into(),
            subtitle: self.subtitle.into(),
            width: 600,
            height: 400,
            scale: 1.0,
            direction: self.direction,
            ..Frame::default()
        }
    }

    fn bars(&self, count: usize) -> Vec<Bar> {
        let terms = self.terms.iter().take(count).enumerate();
        terms
            .map(|(index, &term)| Bar {
                label: term.into(),
                value: f64::from(1842 / (index as u32 + 1)),
            })
            .collect()
    }

    fn labels(&self) -> Vec<String> {
        self.labels.map(str::to_owned).to_vec()
    }

    fn terms(&self, count: usize) -> Vec<String> {
        let terms = self.terms.iter().take(count);
        terms.map(|&term| term.to_owned()).collect()
    }

    fn caption(&self, index: usize) -> String {
        self.captions[index].into()
    }
}

/// Numbers that look like chance but are always the same (a linear congruential generator).
fn numbers(count: usize, most: u64) -> Vec<u64> {
    let mut state = 42u64;
    let next = |_| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % most
    };
    (0..count).map(next).collect()
}

fn check(kind: &str, draw: impl Fn(&Words, &Frame) -> Result<Picture, ChartError>) {
    check_in(&LANGUAGES, kind, draw);
}

fn check_in(
    languages: &[Words],
    kind: &str,
    draw: impl Fn(&Words, &Frame) -> Result<Picture, ChartError>,
) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    for words in languages {
        let picture = draw(words, &words.frame()).unwrap().bytes;
        let path = folder.join(format!("{kind}-{}.png", words.name));
        assert!(
            picture.len() < 100_000,
            "{} is too large for a repository",
            path.display()
        );
        assert_shows(&picture, &path, "cargo test --test library golden");
    }
}

#[test]
fn terms_are_drawn_as_before() {
    check("terms", |words, frame| {
        let data = TermBars {
            bars: words.bars(12),
            axis: words.caption(2),
        };
        terms(&data, frame)
    });
}

#[test]
fn classes_are_drawn_as_before() {
    check("classes", |words, frame| {
        let rates = numbers(12, 500);
        let term = |(term, &rate): (String, &u64)| ClassTerm {
            term,
            rate: rate as f64 / 10.0,
            others: rate as f64 / 60.0,
        };
        let terms = words.terms(12).into_iter().zip(&rates).map(term);
        let terms: Vec<ClassTerm> = terms.collect();
        let names = words.labels().into_iter().zip(terms.chunks(3));
        let data = ClassPanels {
            classes: names
                .map(|(name, terms)| ClassPanel {
                    name,
                    terms: terms.to_vec(),
                })
                .collect(),
            sides: [words.caption(0), words.caption(1)],
            axis: words.caption(2),
        };
        classes(&data, frame)
    });
}

#[test]
fn confusion_is_drawn_as_before() {
    check("confusion", |words, frame| {
        let mut matrix: Vec<Vec<u64>> = numbers(16, 60).chunks(4).map(<[u64]>::to_vec).collect();
        for (index, row) in matrix.iter_mut().enumerate() {
            row[index] += 400;
        }
        matrix[1][2] = 0;
        let data = Confusion {
            rows: words.labels(),
            columns: words.labels(),
            matrix,
            truth: words.caption(3),
            prediction: words.caption(1),
            ..Confusion::default()
        };
        confusion(&data, frame)
    });
}

#[test]
fn topics_are_drawn_as_before() {
    check("topics", |words, frame| {
        let topic = |(index, name): (usize, String)| Topic {
            name,
            terms: words.bars(12)[index * 3..index * 3 + 3].to_vec(),
        };
        let data = Topics {
            topics: words.labels().into_iter().enumerate().map(topic).collect(),
        };
        topics(&data, frame)
    });
}

#[test]
fn reliability_is_drawn_as_before() {
    check("reliability", |words, frame| {
        let bin = |index: usize| {
            let documents = (index.saturating_sub(1).pow(2) * 37) as u64;
            let correct = documents * (index as u64 * 10 + 5) / 111;
            let (low, high) = tasnif::stats::wilson_interval(correct, documents);
            ReliabilityBin {
                range: (index as f64 / 10.0, (index + 1) as f64 / 10.0),
                documents,
                confidence: (index as f64 + 0.6) / 10.0,
                accuracy: correct as f64 / documents.max(1) as f64,
                interval: (low, high),
            }
        };
        let data = Reliability {
            bins: (0..10).map(bin).collect(),
            confidence: words.caption(1),
            accuracy: words.caption(0),
            documents: words.caption(3),
        };
        reliability(&data, frame)
    });
}

#[test]
fn scores_are_drawn_as_before() {
    check("scores", |words, frame| {
        let share = |correct: u64, all: u64| {
            (all > 0).then(|| ScoredShare {
                value: correct as f64 / all as f64,
                interval: tasnif::stats::wilson_interval(correct, all),
            })
        };
        let counts = [(412, 450, 430), (61, 70, 90), (7, 9, 12), (0, 0, 3)];
        let scored = words.labels().into_iter().zip(counts);
        let scored = scored.map(|(label, (correct, given, documents))| LabelScores {
            label,
            documents,
            precision: share(correct, given),
            recall: share(correct, documents),
        });
        let data = Scores {
            labels: scored.collect(),
            names: [words.caption(0), words.caption(1)],
            axis: words.caption(3),
        };
        scores(&data, frame)
    });
}

#[test]
fn trials_are_drawn_as_before() {
    check("trials", |words, frame| {
        let settings = [
            "--refine 10 --refine-blend 0.5 --class-weighting none",
            "--alpha 0.05",
            "",
            "--char-ngrams 3..5 --class-weighting none --refine 10 --refine-start 0.3 --learning-rate 5",
            "--alpha 1 --ngrams 1..3",
        ];
        let trial = |(index, settings): (usize, &str)| TrialScores {
            settings: match settings {
                "" => words.caption(0),
                settings => settings.to_owned(),
            },
            accuracy: ScoredShare {
                value: (1_820 - 17 * index as u64) as f64 / 2_000.0,
                interval: tasnif::stats::wilson_interval(1_820 - 17 * index as u64, 2_000),
            },
            log_loss: 0.312 + 0.041 * ((index * 3) % 5) as f64,
            is_chosen: index == 0,
        };
        let data = Trials {
            trials: settings.into_iter().enumerate().map(trial).collect(),
            names: [words.caption(1), words.caption(3)],
            axes: [words.caption(0), words.caption(2)],
        };
        trials(&data, frame)
    });
}

#[test]
fn drift_is_drawn_as_before() {
    check("drift", |words, frame| {
        let panel = |(index, name): (usize, String)| {
            let expected = 0.9 - 0.25 * index as f64;
            let value = |period: usize| {
                let fall = 0.02 * period.saturating_sub(7) as f64;
                let noise = 0.01 * ((period * 7 + index) % 3) as f64;
                (period != 4).then_some(expected - noise - fall)
            };
            let band = |period: usize| {
                let half = 0.02 + 0.01 * (period % 3) as f64;
                (period != 4).then_some((expected - half, expected + half))
            };
            DriftPanel {
                name,
                values: (0..12).map(value).collect(),
                bands: (0..12).map(band).collect(),
                expected: (index > 0).then_some(expected),
                is_share: index > 0,
            }
        };
        let names = words.labels().into_iter().enumerate();
        let periods: Vec<String> = (1..=12).map(|month| format!("2024-{month:02}")).collect();
        let data = Drift {
            ticks: vec![periods.iter().cloned().enumerate().step_by(3).collect()],
            periods,
            few: (0..12).map(|period| period == 3).collect(),
            panels: names.map(panel).collect(),
            names: [words.caption(1), words.caption(3)],
        };
        drift(&data, frame)
    });
}

#[test]
fn coverage_is_drawn_as_before() {
    check("coverage", |words, frame| {
        let point = |index: usize| CoveragePoint {
            coverage: index as f64 / 80.0,
            accuracy: 1.0 - (index * index) as f64 / 80_000.0 - (index % 5) as f64 / 400.0,
        };
        let data = Coverage {
            points: (1..=80).map(point).collect(),
            coverage: words.caption(3),
            accuracy: words.caption(0),
        };
        coverage(&data, frame)
    });
}

#[test]
fn learning_is_drawn_as_before() {
    check("learning", |words, frame| {
        let accuracy = |documents: f64| 0.97 - 1.9 / documents.sqrt();
        let point = |documents: u64| LearningStep {
            documents,
            accuracy: accuracy(documents as f64),
            interval: (
                accuracy(documents as f64) - 0.02,
                accuracy(documents as f64) + 0.02,
            ),
            macro_f1: accuracy(documents as f64) - 0.06,
        };
        let estimated = |part: u32| EstimatedStep {
            documents: 1_600.0 * (1.0 + f64::from(part) / 16.0),
            accuracy: accuracy(1_600.0 * (1.0 + f64::from(part) / 16.0)),
        };
        let data = Learning {
            points: [25, 50, 100, 200, 400, 800, 1_600].map(point).to_vec(),
            estimate: (0..=23).map(estimated).collect(),
            range: (0.92, 0.95),
            names: [words.caption(0), "F1".to_owned(), words.caption(1)],
            documents: words.caption(3),
            share: words.caption(0),
        };
        learning(&data, frame)
    });
}

#[test]
fn keyness_is_drawn_as_before() {
    check("keyness", |words, frame| {
        let bar = |(index, term): (usize, String)| {
            let size = 5.0 - 0.6 * (index % 7) as f64;
            let value = if index < 7 { size } else { -size };
            let counts = [900 / (index as u64 + 1), 2 * index as u64];
            KeynessBar {
                term,
                value,
                interval: Some((
                    value - 0.4 - 0.15 * index as f64,
                    value + 0.3 + 0.15 * index as f64,
                )),
                counts,
            }
        };
        let mut target: Vec<KeynessBar> =
            words.terms(12).into_iter().enumerate().map(bar).collect();
        let reference = target.split_off(7);
        let data = Keyness {
            target,
            reference,
            sides: [words.labels[0].into(), words.labels[2].into()],
            axis: words.caption(1),
            occurrences: words.caption(2),
        };
        keyness(&data, frame)
    });
}

#[test]
fn explanations_are_drawn_as_before() {
    check("explain", |words, frame| {
        let contribution = |(index, term): (usize, String)| {
            let size = 3.2 / (index as f64 + 1.0);
            (term, if index % 3 == 2 { -size } else { size })
        };
        let data = Contributions {
            terms: words
                .terms(12)
                .into_iter()
                .enumerate()
                .map(contribution)
                .collect(),
            sides: [words.labels[0].into(), words.labels[2].into()],
            axis: words.caption(1),
        };
        contributions(&data, frame)
    });
}

#[test]
fn clouds_are_drawn_as_before() {
    check("cloud", |words, frame| {
        let data = Cloud {
            terms: words.bars(12),
        };
        cloud(&data, frame)
    });
}

#[test]
fn ranks_are_drawn_as_before() {
    check("zipf", |words, frame| {
        let data = Zipf {
            counts: (1..=900).map(|rank| 21_000 / (rank + 1)).collect(),
            notes: [1, 2, 3, 10, 100].into_iter().zip(words.terms(5)).collect(),
            fit: Some((4.4, -1.04)),
            rank: words.caption(3),
            count: words.caption(2),
        };
        zipf(&data, frame)
    });
}

#[test]
fn dispersion_is_drawn_as_before() {
    check("dispersion", |words, frame| {
        let mut places = numbers(1_000, 100_000);
        let frequent = places.split_off(150);
        let mut places = places.chunks(30).chain([&frequent[..]]);
        let row = |term| {
            let places = places.next().unwrap_or_default();
            (term, places.iter().map(|&place| place as f64).collect())
        };
        let parts = words.labels().into_iter().enumerate();
        let data = Dispersion {
            terms: words.terms(6).into_iter().map(row).collect(),
            length: 100_000.0,
            parts: parts
                .map(|(index, name)| (index as f64 * 22_000.0, name))
                .collect(),
            axis: words.caption(2),
        };
        dispersion(&data, frame)
    });
}

#[test]
fn trends_are_drawn_as_before() {
    check("trend", |words, frame| {
        let values = numbers(36, 300);
        let mut lines = values.chunks(12);
        let series = |name| Series {
            name,
            values: lines
                .next()
                .unwrap_or_default()
                .iter()
                .map(|&value| (value > 20).then_some(value as f64))
                .collect(),
        };
        let data = Trend {
            periods: (1..=12).map(|month| format!("2024-{month:02}")).collect(),
            ticks: [1, 3]
                .map(|step| {
                    let months = (0..12).step_by(step);
                    months
                        .map(|month| (month, format!("{} 2024", month + 1)))
                        .collect()
                })
                .to_vec(),
            few: (0..12).map(|month| month == 4 || month > 9).collect(),
            series: words.terms(3).into_iter().map(series).collect(),
            axis: words.caption(2),
        };
        trend(&data, frame)
    });
}

#[test]
fn cooccurrence_is_drawn_as_before() {
    check("cooccurrence", |words, frame| {
        let count = |row: usize, column: usize| ((row * 7 + column * 7) % 30 + 2) as u64;
        let data = Cooccurrence {
            terms: words.terms(6),
            counts: (0..6)
                .map(|row| (0..6).map(|column| count(row, column)).collect())
                .collect(),
        };
        cooccurrence(&data, frame)
    });
}

#[test]
fn diversity_is_drawn_as_before() {
    check("diversity", |words, frame| {
        let growth = |label: usize| {
            let types = move |step: usize| {
                let tokens = step as f64 * 500.0;
                (tokens, tokens.sqrt() * (9.0 - label as f64))
            };
            (0..=20).map(types).collect()
        };
        let measure = |name: &str, least: f64| Measure {
            name: name.into(),
            values: (0..4)
                .map(|label| least - f64::from(label) * 0.07)
                .collect(),
        };
        let data = Diversity {
            labels: words.labels(),
            measures: vec![measure("TTR", 0.41), measure("MATTR", 0.83)],
            curves: (0..4).map(growth).collect(),
            words: words.caption(2),
            types: words.caption(3),
        };
        diversity(&data, frame)
    });
}

#[test]
fn persian_and_urdu_pictures_are_drawn_as_before() {
    for (kind, theme) in [("topics", Theme::Light), ("topics-dark", Theme::Dark)] {
        check_in(&[PERSIAN, URDU], kind, |words, frame| {
            let topic = |(index, name): (usize, String)| Topic {
                name,
                terms: words.bars(12)[index * 3..index * 3 + 3].to_vec(),
            };
            let data = Topics {
                topics: words.labels().into_iter().enumerate().map(topic).collect(),
            };
            let frame = Frame {
                theme,
                digits: Digits::Persian,
                caption: words.captions[2].into(),
                source: format!("{}: example.org", words.captions[3]),
                ..frame.clone()
            };
            topics(&data, &frame)
        });
    }
}

#[test]
fn dark_pictures_with_arabic_digits_are_drawn_as_before() {
    check("dark", |words, frame| {
        let data = TermBars {
            bars: words.bars(8),
            axis: words.caption(2),
        };
        let frame = Frame {
            theme: Theme::Dark,
            palette: Palette::OkabeIto,
            digits: Digits::Arabic,
            ..frame.clone()
        };
        terms(&data, &frame)
    });
}
