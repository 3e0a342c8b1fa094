//! Captions of `tasnif chart`: in the language of the terms, whatever labels and direction are.

use crate::common::{Folder, jsonl};

const ARABIC: [&str; 4] = [
    "فاز الفريق بالمباراة وسجل الفريق هدفين",
    "سجل الفريق هدفا في المباراة",
    "رفع البنك سعر الفائدة والبنك قوي",
    "خفض البنك سعر النفط أمس",
];

const ENGLISH: [&str; 4] = [
    "The team won the match and the team scored",
    "The team scored in the match",
    "The bank raised the price and the bank is strong",
    "The bank cut the price of oil",
];

/// Two labels in English, and two in Arabic.
const LABELS: [[&str; 2]; 2] = [
    ["sporting-news-of-the-day", "economy-news-of-the-day"],
    ["أخبار-الرياضة-اليومية", "أخبار-الاقتصاد-اليومية"],
];

/// Arabic texts with English labels, and English texts with Arabic labels.
fn folder() -> Folder {
    let labelled = |texts: [&'static str; 4], labels: [&'static str; 2]| {
        // Each twice, so that every fold learns every label.
        let documents = (0..4)
            .chain(0..4)
            .map(|place| (labels[place / 2], texts[place]));
        let lines = jsonl(&documents.collect::<Vec<_>>());
        lines.replace("{\"id\"", "{\"date\":\"2024-03-01\",\"id\"")
    };
    let folder = Folder::with("ar.jsonl", labelled(ARABIC, LABELS[0]));
    folder.write("en.jsonl", labelled(ENGLISH, LABELS[1]));
    folder
}

/// The texts of a chart.
fn texts(folder: &Folder, line: &str) -> Vec<String> {
    let run = folder.run(&format!(
        "chart {line} --size 800x600 --svg-text -o chart.svg"
    ));
    assert_eq!(run.code, 0, "{line}: {}", run.stderr);
    let picture = String::from_utf8(folder.read("chart.svg")).unwrap();
    let elements = picture.split("<text ").skip(1);
    let mut texts: Vec<String> = elements
        .filter_map(|element| {
            Some(
                element
                    .split_once('>')?
                    .1
                    .split_once("</text>")?
                    .0
                    .to_owned(),
            )
        })
        .collect();
    texts.sort_unstable();
    texts
}

fn is_arabic(text: &str) -> bool {
    text.chars().any(|c| ('\u{600}'..'\u{700}').contains(&c))
}

const KINDS: [(&str, [&str; 2]); 13] = [
    ("terms", ["أكثر المصطلحات تكرارا", "most frequent terms"]),
    ("classes", ["المصطلحات المميزة", "Distinctive terms"]),
    ("cloud", ["أكثر المصطلحات تكرارا", "most frequent terms"]),
    ("zipf", ["قانون زيف", "Zipf"]),
    ("diversity", ["تنوع المفردات", "Diversity of words"]),
    (
        "dispersion --term TERM",
        ["مواضع ورود", "Where terms occur"],
    ),
    ("trend --term TERM", ["عبر الزمن", "Terms over time"]),
    ("cooccurrence", ["التي ترد معا", "occur together"]),
    (
        "keyness --target LABEL",
        ["المميزة لكل جانب", "set each side apart"],
    ),
    ("confusion --cv 2", ["مصفوفة الالتباس", "Confusion matrix"]),
    ("scores --cv 2", ["الضبط والاستدعاء", "Precision and recall"]),
    (
        "reliability --cv 2",
        ["مخطط الموثوقية", "Reliability diagram"],
    ),
    (
        "coverage --cv 2",
        ["الدقة مقابل التغطية", "Accuracy against coverage"],
    ),
];

#[test]
fn captions_are_in_the_language_of_the_terms() {
    let folder = folder();
    for (file, term, own, other) in [("ar", "البنك", 0, 1), ("en", "bank", 1, 0)] {
        for (kind, titles) in KINDS {
            let kind = kind.replace("TERM", term).replace("LABEL", LABELS[own][0]);
            let kind = format!("{kind} {file}.jsonl");
            let auto = texts(&folder, &kind);
            assert!(
                auto.iter().any(|text| text.contains(titles[own])),
                "{kind}: {auto:?}"
            );
            assert!(
                !auto.iter().any(|text| text.contains(titles[other])),
                "{kind}: {auto:?}"
            );
            for direction in ["rtl", "ltr"] {
                let turned = texts(&folder, &format!("{kind} --direction {direction}"));
                assert_eq!(is_arabic(&turned.concat()), is_arabic(&auto.concat()));
                assert!(
                    turned.iter().any(|text| text.contains(titles[own])),
                    "{turned:?}"
                );
            }
            let language = ["english", "arabic"][own];
            let asked = texts(&folder, &format!("{kind} --language {language}"));
            assert!(
                asked.iter().any(|text| text.contains(titles[other])),
                "{kind}: {asked:?}"
            );
        }
    }
}

#[test]
fn learning_curves_say_what_to_expect_of_twice_as_many_documents() {
    let folder = Folder::new();
    for (file, texts_of, labels, said) in [
        (
            "ar.jsonl",
            ARABIC,
            LABELS[0],
            ["منحنى التعلم", "عند ضعف عدد الوثائق"],
        ),
        (
            "en.jsonl",
            ENGLISH,
            LABELS[1],
            ["Learning curve", "estimate for twice as many documents"],
        ),
    ] {
        let words: Vec<String> = (0..80)
            .map(|n| format!("{} {n}", texts_of[n % 4]))
            .collect();
        let documents = words.iter().enumerate();
        let documents: Vec<_> = documents
            .map(|(n, text)| (labels[n % 4 / 2], text.as_str()))
            .collect();
        folder.write(file, jsonl(&documents));
        let flags = "--group-by copy --cv 4 --quick --data-out data.csv";
        let found = texts(&folder, &format!("learning {file} {flags}"));
        for part in said {
            assert!(
                found.iter().any(|text| text.contains(part)),
                "{part}: {found:?}"
            );
        }
        let data = folder.read_text("data.csv");
        let rows: Vec<&str> = data.lines().collect();
        let header = "documents,accuracy,accuracy_low,accuracy_high,macro_f1,tested,kind";
        assert_eq!((rows.len(), rows[0]), (6, header), "{data}");
        for (row, documents) in rows[1..].iter().zip(["15,", "30,", "60,", "80,", "160,"]) {
            assert!(row.starts_with(documents), "{data}");
            assert_eq!(
                row.ends_with(",80,measured"),
                documents.len() == 3 && documents != "80,",
                "{data}"
            );
        }
    }
    folder.write(
        "few.jsonl",
        jsonl(&[("a", "x"), ("a", "y"), ("b", "z"), ("b", "w")]),
    );
    folder.refuses_with(
        "chart learning few.jsonl --cv 2 -o no.png",
        &["a learning curve needs at least 16 labelled documents to learn from in each fold"],
    );
}

#[test]
fn notes_and_sources_stand_under_charts() {
    let folder = folder();
    for (file, source) in [("ar", "المصدر: وكالة"), ("en", "Source: وكالة")] {
        let line = format!("terms {file}.jsonl --caption note --source وكالة");
        let found = texts(&folder, &line);
        for text in ["note", source] {
            assert!(found.iter().any(|one| one == text), "{text}: {found:?}");
        }
    }
}

#[test]
fn diversity_says_what_of_the_corpus_it_shows() {
    let folder = Folder::new();
    let lines: Vec<String> = (1..=12)
        .map(|month| {
            let text = format!("{{\"date\":\"2024-{month:02}-01\",\"text\":\"");
            text + &"word ".repeat(month) + "\"}\n"
        })
        .collect();
    folder.write("months.jsonl", lines.concat());
    let found = texts(&folder, "diversity months.jsonl --by month --clean none");
    let subtitle = "10 documents, 75 words, only the largest parts: 10 of 12";
    assert!(found.iter().any(|text| text == subtitle), "{found:?}");
    folder.write("some.jsonl", lines[0].clone() + "{\"text\":\"word\"}\n");
    let found = texts(&folder, "diversity some.jsonl --by month");
    assert!(found.iter().any(|text| text == "no date"), "{found:?}");
}

#[test]
fn long_names_leave_room_for_the_numbers() {
    let long = "x".repeat(10_000);
    let folder = Folder::with(
        "long.jsonl",
        jsonl(&[(&long, "oil oil"), (&long, "oil"), ("b", "rain")]),
    );
    let line = format!("keyness long.jsonl --target {long}");
    let found = texts(&folder, &line).concat();
    assert!(found.contains("3 words in"), "{found}");
    assert!(found.contains("1 in other documents"), "{found}");
}

#[test]
fn labels_and_folders_with_points_keep_their_names() {
    let folder = Folder::with(
        "posts.jsonl",
        jsonl(&[("rec.sport.hockey", "ice goal"), ("rec.autos", "car road")]),
    );
    folder.write("news.2024/a.txt", "oil price");
    for (target, name) in [
        ("rec.sport.hockey", "rec.sport.hockey"),
        ("label:rec.autos", "rec.autos"),
        ("news.2024", "news.2024"),
        ("posts.jsonl", "posts"),
    ] {
        let inputs = match target {
            "news.2024" | "posts.jsonl" => "posts.jsonl news.2024",
            _ => "posts.jsonl",
        };
        let line = format!("keyness {inputs} --target {target}");
        let found = texts(&folder, &line);
        assert!(found.iter().any(|text| text == name), "{target}: {found:?}");
    }
}

#[test]
fn stop_words_are_said_to_be_removed_only_where_they_are() {
    let folder = folder();
    for kind in ["terms", "cloud", "classes"] {
        for (file, words) in [
            ("ar", "بدون كلمات الوقف: العربية"),
            ("en", "without stop words: English"),
        ] {
            let says = |flags: &str| {
                let found = texts(&folder, &format!("{kind} {file}.jsonl {flags}"));
                found.iter().any(|text| text.contains(words))
            };
            assert!(says(""), "{kind} {file}");
            assert!(!says("--stop-words none"), "{kind} {file}");
        }
    }
}

#[test]
fn captions_run_as_their_language_does_whatever_the_chart() {
    let folder = folder();
    for (file, label, words, is_rtl) in [
        ("ar", LABELS[0][0], "الكلمات:", true),
        ("en", LABELS[1][0], "words in", false),
    ] {
        for direction in ["rtl", "ltr"] {
            let line = format!("keyness {file}.jsonl --target {label} --direction {direction}");
            texts(&folder, &line);
            let picture = String::from_utf8(folder.read("chart.svg")).unwrap();
            let subtitle = picture.split("<text ").find(|text| text.contains(words));
            let subtitle = subtitle.expect("a subtitle");
            assert_eq!(subtitle.contains("direction=\"rtl\""), is_rtl, "{subtitle}");
        }
    }
    let arabic = "رفع البنك سعر الفائدة والبنك قوي";
    folder.write("one.txt", arabic);
    texts(&folder, "explain one.txt --direction ltr");
    let picture = String::from_utf8(folder.read("chart.svg")).unwrap();
    let mut sides = picture
        .split("<text ")
        .filter(|text| text.contains("لصالح"));
    assert!(sides.clone().count() == 2 && sides.all(|text| text.contains("direction=\"rtl\"")));
}
