//! `tasnif report`.

use crate::common::{Folder, Run, assert_near, jsonl, parse, parse_lines};
use dom_query::Document;
use serde_json::Value;

const TEXTS: [(&str, &str); 4] = [
    ("sea", "waves waves harbour ships 2024"),
    ("sea", "harbour ships and waves"),
    ("hill", "snow on the summit snow"),
    ("hill", "summit ridge Ridge harbour"),
];

fn folder() -> Folder {
    Folder::with("places.jsonl", jsonl(&TEXTS))
}

/// The page that `arguments` make of the input.
fn page(folder: &Folder, arguments: &str) -> Document {
    let run = folder.run(&format!("report {arguments} -o page.html -q"));
    assert_eq!(run, Run::new(0, "", ""));
    Document::from(folder.read_text("page.html"))
}

/// The cells of a table of a section, row by row, without its head.
fn rows(page: &Document, section: &str, table: usize) -> Vec<Vec<String>> {
    let tables = page.select(&format!("#{section} table"));
    let table = tables.iter().nth(table).expect("the table");
    let rows = table.select("tbody tr");
    let cells = |row: dom_query::Selection<'_>| {
        let cells = row.select("td");
        cells.iter().map(|cell| cell.text().to_string()).collect()
    };
    rows.iter().map(cells).collect()
}

/// The figures of a section.
fn figures(page: &Document, section: &str) -> Vec<(String, String)> {
    let figures = page.select(&format!("#{section} dl div"));
    let part = |figure: &dom_query::Selection<'_>, name| figure.select(name).text().to_string();
    let figures = figures.iter();
    figures
        .map(|figure| (part(&figure, "dt"), part(&figure, "dd")))
        .collect()
}

#[test]
fn a_page_tells_what_a_corpus_is() {
    let page = page(&folder(), "places.jsonl");
    assert_eq!(page.select("h1").text().to_string(), "Corpus report");
    assert_eq!(
        page.select("header p").text().to_string(),
        "4 documents, 18 words"
    );
    let sections = page.select("nav a");
    let sections: Vec<String> = sections
        .iter()
        .map(|link| link.text().to_string())
        .collect();
    assert_eq!(
        sections,
        [
            "Overview",
            "Terms",
            "What sets labels apart",
            "About this report"
        ]
    );
    let figures = figures(&page, "overview");
    let shown: Vec<(&str, &str)> = figures.iter().map(|(n, v)| (&**n, &**v)).collect();
    assert_eq!(
        shown[..5],
        [
            ("Documents", "4"),
            ("Labels", "2"),
            ("Words", "18"),
            ("Different words", "10"),
            ("TTR", "0.5556")
        ]
    );
    let labels = rows(&page, "overview", 0);
    assert_eq!(labels[0][..5], ["hill", "2", "9", "6", "0.6667"]);
    assert_eq!(labels[1][..5], ["sea", "2", "9", "5", "0.5556"]);
    let terms = rows(&page, "terms", 0);
    assert_eq!(terms[0][..5], ["1", "harbour", "3", "3", "166,667"]);
    assert_eq!(terms[1][..5], ["2", "waves", "3", "2", "166,667"]);
    assert_eq!(terms.len(), 6);
    // Overview, terms and labels each have a picture.
    assert_eq!(page.select("figure .wide svg").length(), 3);
}

#[test]
fn the_numbers_are_those_of_the_other_commands() {
    let folder = folder();
    let page = page(&folder, "places.jsonl");
    let near = |cell: &str, value: &Value| {
        let cell: f64 = cell.replace(',', "").replace('−', "-").parse().unwrap();
        let value = value.as_f64().unwrap();
        assert!((cell - value).abs() <= value.abs() * 0.01, "{cell} {value}");
    };
    let keywords = folder.run("keywords places.jsonl --by label --test documents");
    let keywords = keywords.stdout();
    let keywords = parse_lines(&keywords);
    for (index, label) in ["hill", "sea"].into_iter().enumerate() {
        let expected = keywords.iter().filter(|row| row["label"] == label);
        let found = rows(&page, "keyness", index);
        assert_eq!(found.len(), expected.clone().count());
        for (found, expected) in found.iter().zip(expected) {
            assert_eq!(found[1], expected["term"]);
            near(&found[2], &expected["target_count"]);
            near(&found[3], &expected["target_documents"]);
            near(&found[4], &expected["target_per_million"]);
            near(&found[5], &expected["reference_count"]);
            near(&found[6], &expected["reference_documents"]);
            near(&found[8], &expected["log_likelihood"]);
            near(&found[9], &expected["p_adjusted"]);
            near(&found[10], &expected["log_ratio"]);
        }
    }
    let measures = folder.run("measures places.jsonl").stdout();
    let measures = &parse_lines(&measures)[0];
    let columns = [
        "tokens",
        "types",
        "ttr",
        "mattr",
        "mtld",
        "hapaxes",
        "zipf_exponent",
    ];
    for (figure, column) in figures(&page, "overview")[2..].iter().zip(columns) {
        near(&figure.1, &measures[column]);
    }
}

#[test]
fn the_page_is_the_same_bytes_however_it_is_made() {
    let folder = folder();
    folder.run("report places.jsonl -o one.html -j 1");
    folder.run("report places.jsonl -o eight.html -j 8");
    let piped = folder.run_with(
        "report - --input-format jsonl -o piped.html",
        jsonl(&TEXTS).as_bytes(),
    );
    assert_eq!(piped, Run::new(0, "", "wrote piped.html\n"));
    assert_eq!(folder.read("one.html"), folder.read("eight.html"));
    // What is said of standard input is no path.
    let but_sources = |file: &str| {
        let page = Document::from(folder.read_text(file));
        page.select("#about").remove();
        page.html().to_string()
    };
    assert_eq!(but_sources("one.html"), but_sources("piped.html"));
    let mut turned = TEXTS;
    turned.reverse();
    folder.write("turned.jsonl", jsonl(&turned));
    let tables = |file: &str| {
        let page = page(&folder, file);
        (rows(&page, "terms", 0), rows(&page, "keyness", 0))
    };
    assert_eq!(tables("places.jsonl"), tables("turned.jsonl"));
}

/// Names and values of what a page says of itself.
fn about(page: &Document) -> Vec<(String, String)> {
    let facts = page.select("#about .facts div");
    let part = |fact: &dom_query::Selection<'_>, name| fact.select(name).text().to_string();
    let facts = facts.iter();
    facts
        .map(|fact| (part(&fact, "dt"), part(&fact, "dd")))
        .collect()
}

#[test]
fn a_page_says_what_was_read_when_and_by_which_command() {
    let lines = [
        r#"{"text":"rain rain","date":"2024-03-07"}"#,
        r#"{"text":"rain snow","date":"2023-12-31"}"#,
        r#"{"text":"rain snow"}"#,
    ];
    let folder = Folder::with("dated news.jsonl", lines.join("\n"));
    let file = std::fs::OpenOptions::new()
        .append(true)
        .open(folder.path("dated news.jsonl"))
        .expect("the file");
    // 2024-05-01, one second before midnight.
    let changed = std::time::UNIX_EPOCH + std::time::Duration::from_secs(1_714_607_999);
    file.set_modified(changed).expect("a time of change");
    let made = |environment: Option<&str>, flags: &[&str]| {
        let mut command = folder.command("report -j 2 -q -o page.html --top 5");
        command.arg("dated news.jsonl").args(flags);
        command.env_remove("SOURCE_DATE_EPOCH");
        command.envs(environment.map(|seconds| ("SOURCE_DATE_EPOCH", seconds)));
        let output = command.output().expect("the program");
        (
            output.status.code(),
            String::from_utf8_lossy(&output.stderr).into_owned(),
        )
    };
    let said = |environment, flags: &[&str]| {
        assert_eq!(made(environment, flags), (Some(0), String::new()));
        about(&Document::from(folder.read_text("page.html")))
    };
    let fact = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let mut expected = vec![
        fact("Inputs", "dated news.jsonl"),
        fact("Files", "1"),
        fact("Documents", "3"),
        fact("Words", "6"),
        fact("First date of a document", "2023-12-31"),
        fact("Last date of a document", "2024-03-07"),
        fact("Documents without a date", "1"),
        fact("Files last changed (UTC)", "2024-05-01"),
        fact("Command", "tasnif report --top 5 'dated news.jsonl'"),
    ];
    assert_eq!(said(None, &[]), expected);
    expected.insert(8, fact("Date of the report", "2024-06-02"));
    assert_eq!(said(Some("1717286400"), &[]), expected);
    expected[8].1 = "2024-07-01".into();
    expected[9].1 += " --date 2024-07-01";
    assert_eq!(said(Some("wrong"), &["--date", "2024-07-01"]), expected);
    assert_eq!(
        made(Some("tomorrow"), &[]),
        (
            Some(2),
            "error: SOURCE_DATE_EPOCH is \"tomorrow\"; expected the seconds since 1970-01-01, or name the \
             date with --date\n"
                .into()
        )
    );
}

#[test]
fn labels_with_equal_documents_are_not_set_apart() {
    let texts = [("sea", "harbour ships"), ("hill", "harbour ships")];
    let page = page(&Folder::with("equal.jsonl", jsonl(&texts)), "equal.jsonl");
    assert!(rows(&page, "terms", 0).len() == 2);
    assert_eq!(page.select("#keyness table").length(), 0);
    let text = page.select("#keyness details").text().to_string();
    let said = "No term is more frequent under this label than in the other documents.";
    assert_eq!(text.matches(said).count(), 2, "{text}");
}

#[test]
fn arabic_pages_run_right_to_left() {
    let texts = [
        ("بحر", "الموج والمرفأ والسفن"),
        ("جبل", "الثلج والقمة والصخر"),
    ];
    let folder = Folder::with("places.jsonl", jsonl(&texts));
    let arabic = page(&folder, "places.jsonl");
    let html = arabic.select("html");
    assert_eq!(html.attr("dir").as_deref(), Some("rtl"));
    assert_eq!(html.attr("lang").as_deref(), Some("ar"));
    assert_eq!(arabic.select("h1").text().to_string(), "تقرير المدونة");
    let english = page(
        &folder,
        "places.jsonl --direction ltr --theme dark --title Places",
    );
    let html = english.select("html");
    assert_eq!(html.attr("dir").as_deref(), Some("ltr"));
    assert_eq!(html.attr("data-theme").as_deref(), Some("dark"));
    assert_eq!(english.select("h1").text().to_string(), "Places");
    // The direction is that of the layout alone.
    assert_eq!(html.attr("lang").as_deref(), Some("ar"));
    let english = page(&folder, "places.jsonl --language english");
    assert_eq!(english.select("h1").text().to_string(), "Corpus report");
    assert_eq!(english.select("html").attr("dir").as_deref(), Some("ltr"));
}

#[test]
fn numbers_of_tables_have_the_digits_that_are_asked_for() {
    let text = "الموج ".repeat(1_200) + &"المرفأ ".repeat(30) + "G20 G20";
    let folder = Folder::with("places.jsonl", jsonl(&[("بحر", &text)]));
    let arabic = page(&folder, "places.jsonl --digits arabic");
    let shown = rows(&arabic, "terms", 0);
    assert_eq!(shown[0][..4], ["١", "الموج", "١٬٢٠٠", "١"]);
    assert_eq!(shown[1][2], "٣٠");
    let subtitle = arabic.select("header p").text().to_string();
    assert!(subtitle.contains("١٬٢٣٢"), "{subtitle}");
    let (_, words) = &figures(&arabic, "overview")[2];
    assert_eq!(words, "١٬٢٣٢");
    // What tables are sorted by stays, and so do terms.
    let latin = page(&folder, "places.jsonl");
    let values = |page: &Document| {
        let cells = page.select("td.number").iter();
        cells
            .map(|cell| cell.attr("data-value").map(|value| value.to_string()))
            .collect::<Vec<_>>()
    };
    assert_eq!(values(&arabic), values(&latin));
    assert!(shown.iter().any(|row| row[1] == "G20"), "{shown:?}");
    let digits = |page: &Document| {
        let cells = page.select("td.number").text().to_string();
        cells.chars().any(|c| c.is_ascii_digit())
    };
    assert!(digits(&latin) && !digits(&arabic));
}

#[test]
fn a_model_is_judged_by_the_documents_with_its_labels() {
    let folder = Folder::with_china_model();
    let texts = [
        ("china", "Chinese Beijing Chinese"),
        ("japan", "Tokyo Japan"),
        ("japan", "Chinese Shanghai"),
        ("korea", "Seoul Tokyo"),
    ];
    folder.write("test.jsonl", jsonl(&texts));
    folder.write("known.jsonl", jsonl(&texts[..3]));
    let page = page(&folder, "test.jsonl -m china.tasnif");
    let evaluated = folder.run("evaluate -m china.tasnif known.jsonl").stdout();
    let evaluated = parse(&evaluated);
    let figures = figures(&page, "model");
    assert_eq!(figures[0].1, "3");
    assert_eq!(figures[1].1, "66.67 %");
    assert_near(&evaluated["accuracy"], 2.0 / 3.0);
    let macro_f1 = evaluated["macro"]["f1"].as_f64().unwrap();
    assert_eq!(figures[2].1, format!("{macro_f1:.4}"));
    let text = page.select("#model p").text().to_string();
    assert_eq!(
        text,
        "Documents with labels that the model does not know are left out of its quality: 1 (labels: 1)."
    );
    let given = rows(&page, "model", 1);
    assert_eq!(given[0], ["china", "2", "0.5000"]);
    assert_eq!(given[1], ["japan", "2", "0.5000"]);
    assert_eq!(given[2], ["unknown", "0", "0.0000"]);
}

#[test]
fn terms_over_months_are_drawn_where_there_are_dates() {
    let lines = [
        r#"{"text":"rain rain","date":"2024-01-05"}"#,
        r#"{"text":"rain snow","date":"2024-03-07"}"#,
    ];
    let folder = Folder::with("dated.jsonl", lines.join("\n"));
    let dated = page(&folder, "dated.jsonl");
    let picture = dated.select("#trend figure .wide svg");
    assert_eq!(picture.length(), 1);
    let picture = picture.html().to_string();
    // As in chart trend: names of months, and months with few documents are shaded and said.
    assert!(
        picture.contains("grey: fewer than 5 documents"),
        "{picture}"
    );
    for month in ["Jan 2024", "Feb", "Mar"] {
        assert!(picture.contains(month), "{month}");
    }
    folder.write("undated.jsonl", r#"{"text":"rain rain"}"#);
    assert_eq!(page(&folder, "undated.jsonl").select("#trend").length(), 0);
}

#[test]
fn of_many_labels_the_largest_are_shown() {
    let mut texts: Vec<(String, String)> = (0..40)
        .map(|label| (format!("l{label:02}"), format!("word{label}")))
        .collect();
    texts.push(("l39".into(), "word39 more".into()));
    let texts: Vec<(&str, &str)> = texts.iter().map(|(a, b)| (&**a, &**b)).collect();
    let folder = Folder::with("many.jsonl", jsonl(&texts));
    let page = page(&folder, "many.jsonl");
    let labels = rows(&page, "overview", 0);
    assert_eq!(labels.len(), 24);
    assert_eq!((&*labels[22][0], &*labels[23][0]), ("l22", "l39"));
    let note = page.select("#overview p").text().to_string();
    assert_eq!(note, "Only the largest labels: 24 of 40.");
    let labels = page.select("#keyness details:not(.meanings)");
    assert_eq!(labels.length(), 24);
}

#[test]
fn whatever_the_text_the_page_loads_and_runs_nothing_of_it() {
    let long = "x".repeat(10_000);
    let strange = format!(
        "<script>alert(1)</script> </svg><img/src=https://example.org/a.png> \u{202E}evil\u{202C} \
         a\u{0}b {long} <b>bold</b>"
    );
    let texts = [("</title><script>", &*strange), ("\u{202E}", "plain words")];
    let folder = Folder::with("strange.jsonl", jsonl(&texts));
    let page = page(&folder, "strange.jsonl --title </script><script>");
    assert_eq!(page.select("script").length(), 1);
    assert_eq!(page.select("img, link, iframe, object, b").length(), 0);
    let labels = rows(&page, "overview", 0);
    assert_eq!(
        labels.iter().map(|row| &*row[0]).collect::<Vec<_>>(),
        ["</title><script>", "no label"]
    );
    let text = folder.read_text("page.html");
    assert!(!text.contains('\u{202E}') && !text.contains('\u{0}'));
    let policy = page.select("meta[http-equiv]").attr("content").unwrap();
    assert!(policy.starts_with("default-src 'none';"), "{policy}");
}

#[test]
fn long_labels_are_cut_and_names_do_not_turn_their_line() {
    let long = "x".repeat(10_000);
    let texts = [
        (&*long, "مطر غزير على الجبل"),
        ("b", "أسعار النفط في السوق"),
    ];
    let folder = Folder::with("long.jsonl", jsonl(&texts));
    let page = page(&folder, "long.jsonl");
    let heads = page.select("#keyness summary bdi");
    let lengths: Vec<usize> = heads
        .iter()
        .map(|head| head.text().chars().count())
        .collect();
    assert_eq!(lengths, [1, 60]);
    assert_eq!(page.select("summary[dir]").length(), 0);
    assert!(!folder.read_text("page.html").contains(&long[..1_000]));
}

#[test]
fn what_cannot_be_done_is_said_and_nothing_is_written() {
    let folder = folder();
    folder.write("stop.jsonl", jsonl(&[("a", "the of and"), ("b", "1 2 3")]));
    let error = |arguments: &str| {
        let run = folder.run(&format!("report {arguments}"));
        assert_eq!(run.code, 2);
        run.stderr
    };
    assert_eq!(
        error("places.jsonl -o page.pdf"),
        "error: page.pdf: a report is a page of HTML; name a file that ends in .html\n"
    );
    assert!(error("stop.jsonl -o page.html").contains("no term is left to draw"));
    assert!(error("missing.jsonl -o page.html").contains("missing.jsonl"));
    assert!(error("places.jsonl -m missing.tasnif -o page.html").contains("missing.tasnif"));
    assert!(error("places.jsonl --font places.jsonl -o page.html").contains("--font"));
    assert!(error("places.jsonl --clitics --profile latin -o page.html").contains("clitics"));
    assert!(!folder.path("page.html").exists());
}
