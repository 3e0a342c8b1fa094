//! `tasnif chart`.

use crate::common::{Folder, NEWS, Run, assert_near, jsonl, parse};
use serde_json::json;

/// Small pictures are drawn fast.
const SMALL: &str = "--size 480x360";

fn folder() -> Folder {
    let folder = Folder::with("news.jsonl", jsonl(&NEWS));
    for (name, arabic) in [("arabic.jsonl", true), ("english.jsonl", false)] {
        let documents = NEWS.iter().filter(|(_, text)| text.is_ascii() != arabic);
        folder.write(name, jsonl(&documents.copied().collect::<Vec<_>>()));
    }
    folder
}

/// The picture of a chart that is drawn without a word.
fn draw(folder: &Folder, arguments: &str) -> Vec<u8> {
    let run = folder.run(&format!("chart {arguments} -o chart.png"));
    assert_eq!(run, Run::new(0, "", ""), "{arguments}");
    folder.read("chart.png")
}

/// Width and height of a PNG file, from its first chunk.
fn size(png: &[u8]) -> (u32, u32) {
    assert_eq!(&png[..8], b"\x89PNG\r\n\x1A\n");
    assert_eq!(&png[12..16], b"IHDR");
    assert_eq!(&png[png.len() - 8..png.len() - 4], b"IEND");
    let number = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().unwrap());
    (number(16), number(20))
}

#[test]
fn pictures_have_two_pixels_for_each_logical_one() {
    let folder = folder();
    assert_eq!(size(&draw(&folder, "terms news.jsonl")), (2400, 1600));
    assert_eq!(
        size(&draw(&folder, "terms news.jsonl --size 480x360")),
        (960, 720)
    );
    assert_eq!(
        size(&draw(&folder, "terms news.jsonl --size 480x360 --scale 1")),
        (480, 360)
    );
    assert_eq!(
        size(&draw(&folder, "classes news.jsonl --size 640x360")),
        (1280, 720)
    );
    assert_eq!(
        size(&draw(&folder, "confusion --cv 2 news.jsonl --size 640x480")),
        (1280, 960)
    );
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let folder = folder();
    for kind in [
        "terms arabic.jsonl",
        "classes english.jsonl",
        "confusion --cv 2 news.jsonl",
    ] {
        let line = format!("{kind} {SMALL}");
        assert!(draw(&folder, &line) == draw(&folder, &line), "{kind}");
    }
}

#[test]
fn the_script_of_the_terms_decides_the_direction() {
    let folder = folder();
    for kind in ["terms", "classes"] {
        for (name, own, other) in [("arabic", "rtl", "ltr"), ("english", "ltr", "rtl")] {
            let line = format!("{kind} {name}.jsonl {SMALL}");
            let auto = draw(&folder, &line);
            assert!(
                auto == draw(&folder, &format!("{line} --direction {own}")),
                "{line}"
            );
            assert!(
                auto != draw(&folder, &format!("{line} --direction {other}")),
                "{line}"
            );
        }
    }
}

/// The label sport has goal 3 times and team 3 times in 6 words, the others have goal once in 4. By hand,
/// 2 Σ O ln(O / E) of the tables [[3, 0], [3, 4]] and [[3, 1], [3, 3]] is 3.8995 and 0.6438.
#[test]
fn classes_show_the_terms_that_set_each_label_apart() {
    let documents = [
        ("sport", "goal goal goal team team team"),
        ("economy", "bank goal"),
        ("health", "bank bank"),
    ];
    let folder = Folder::with("news.jsonl", jsonl(&documents));
    let line = format!("classes news.jsonl --label sport --data-out a.csv {SMALL}");
    draw(&folder, &line);
    let rows = folder.read_text("a.csv");
    let rows: Vec<&str> = rows.lines().skip(1).collect();
    assert_eq!(rows.len(), 2, "{rows:?}");
    assert!(
        rows[0].starts_with("sport,team,3,5000,0,0,3.89951987437"),
        "{rows:?}"
    );
    assert!(
        rows[1].starts_with("sport,goal,3,5000,1,2500,0.643786016"),
        "{rows:?}"
    );
}

#[test]
fn equal_documents_have_no_distinctive_terms() {
    let texts = [("sport", "bank rate"), ("economy", "bank rate")];
    let folder = Folder::with("equal.jsonl", jsonl(&texts));
    folder.refuses(
        "chart classes equal.jsonl -o chart.png",
        "no term sets a label apart: in the 2 labels all terms are equally frequent, so there is \
         nothing to draw; chart terms shows what they have in common",
    );
}

#[test]
fn what_is_asked_for_shows_in_the_picture() {
    let folder = folder();
    let line = format!("terms news.jsonl {SMALL}");
    let plain = draw(&folder, &line);
    for flags in [
        "--title News",
        "--title الأخبار",
        "--subtitle May",
        "--top 3",
        "--stop-words none",
        "--scale 1",
        "--theme dark",
        "--palette tableau",
        "--digits arabic",
    ] {
        assert!(
            draw(&folder, &format!("{line} {flags}")) != plain,
            "{flags}"
        );
    }
}

#[test]
fn control_and_direction_characters_do_not_show() {
    let folder = Folder::with("clean.txt", "النفط والبنك oil price");
    folder.write(
        "dirty.txt",
        "\u{202B}الن\u{200F}فط\u{202C} \u{200F}والبنك\u{7}\n\u{2066}oil\u{2069}\tprice\u{200E}",
    );
    let clean = draw(&folder, &format!("terms clean.txt {SMALL}"));
    assert!(draw(&folder, &format!("terms dirty.txt {SMALL}")) == clean);
    let titled = draw(&folder, &format!("terms clean.txt {SMALL} --title Oil"));
    let title = "--title \u{202E}O\u{7}il\u{2069}";
    assert!(draw(&folder, &format!("terms clean.txt {SMALL} {title}")) == titled);
    assert!(titled != clean);
}

#[test]
fn markup_remains_are_left_out_unless_wanted() {
    let markup = "<a href=\"https://example.org/x.css\" class=\"menu\" style=\"color\">";
    let folder = Folder::with("clean.txt", "النفط والبنك oil price\n");
    folder.write("scraped.txt", format!("النفط والبنك oil price\n{markup}\n"));
    let clean = draw(&folder, &format!("terms clean.txt {SMALL}"));
    assert!(draw(&folder, &format!("terms -q scraped.txt {SMALL}")) == clean);
    assert!(
        draw(
            &folder,
            &format!("terms -q scraped.txt {SMALL} --clean none")
        ) != clean
    );
}

#[test]
fn confusion_of_a_model_with_unknown_documents() {
    let folder = Folder::with_china_model();
    folder.write(
        "known.jsonl",
        jsonl(&[("china", "Chinese"), ("japan", "Tokyo")]),
    );
    folder.write(
        "unknown.jsonl",
        jsonl(&[("china", "Chinese"), ("japan", "Wien")]),
    );
    let [known, unknown] = ["known", "unknown"].map(|name| {
        draw(
            &folder,
            &format!("confusion -m china.tasnif {name}.jsonl {SMALL}"),
        )
    });
    assert_eq!(size(&known), (960, 720));
    assert!(known != unknown);
}

#[test]
fn cells_of_a_confusion_matrix_show_what_is_asked_for() {
    let folder = folder();
    let shown = ["both", "counts", "percent"].map(|show| {
        draw(
            &folder,
            &format!("confusion --cv 2 news.jsonl --size 640x480 --show {show}"),
        )
    });
    assert!(shown[0] != shown[1] && shown[1] != shown[2] && shown[0] != shown[2]);
}

/// The truths of the rows of a confusion matrix, and its cells with documents.
fn confusion_cells(folder: &Folder, flags: &str) -> Vec<String> {
    draw(
        folder,
        &format!("confusion -m china.tasnif test.jsonl {flags} --data-out cells.csv {SMALL}"),
    );
    let cells = folder.read_text("cells.csv");
    let cells = cells.lines().skip(1).filter(|line| !line.contains(",0,"));
    cells.map(str::to_owned).collect()
}

#[test]
fn labels_of_a_confusion_matrix_are_chosen_and_ordered() {
    let folder = Folder::with_china_model();
    let documents = [
        ("china", "Chinese"),
        ("japan", "Tokyo"),
        ("japan", "Chinese"),
        ("japan", "Wien"),
    ];
    folder.write("test.jsonl", jsonl(&documents));
    let all = [
        "china,china,1,1",
        "japan,china,1,0.3333333333333333",
        "japan,japan,1,0.3333333333333333",
        "japan,unknown,1,0.3333333333333333",
    ];
    assert_eq!(confusion_cells(&folder, ""), all);
    let japan = [
        "japan,japan,1,0.3333333333333333",
        "japan,other labels,1,0.3333333333333333",
        "japan,unknown,1,0.3333333333333333",
    ];
    assert_eq!(confusion_cells(&folder, "--label japan"), japan);
    assert_eq!(confusion_cells(&folder, "--top 1"), japan);
    assert!(confusion_cells(&folder, "--order size")[0].starts_with("japan,japan"));
    assert_eq!(confusion_cells(&folder, "--order similarity"), all);
    folder.refuses(
        "chart confusion -m china.tasnif test.jsonl -o a.png --label peru",
        "--label \"peru\": no document has this label, and none was given it",
    );
}

#[test]
fn text_without_a_term_is_refused() {
    let message = "no term is left to draw: the text holds only stop words, numbers or single \
                   letters; --stop-words none keeps stop words";
    let folder = Folder::with("stop.jsonl", jsonl(&[("a", "the of 12"), ("b", "في من x")]));
    folder.write("chart.png", "old");
    for kind in ["terms", "classes"] {
        folder.refuses(&format!("chart {kind} stop.jsonl -o chart.png"), message);
    }
    draw(
        &folder,
        &format!("terms stop.jsonl --stop-words none {SMALL}"),
    );
    folder.write("none.jsonl", jsonl(&[("a", ""), ("b", "!")]));
    for kind in [
        "terms",
        "classes",
        "cloud",
        "zipf",
        "diversity",
        "cooccurrence",
    ] {
        folder.refuses(
            &format!("chart {kind} none.jsonl -o chart.png"),
            "the documents hold no word, so there is nothing to draw",
        );
    }
}

#[test]
fn pictures_that_cannot_be_drawn_are_refused() {
    let folder = folder();
    folder.write("chart.png", "old");
    folder.write("font.ttf", "no font");
    let line = "chart terms news.jsonl -o chart.png";
    for (flags, message) in [
        (
            "--size 10x10",
            "a picture of 10 × 10 at scale 2 cannot be drawn: choose a width from 320",
        ),
        (
            "--size 20000x400",
            "a picture of 20000 × 400 at scale 2 cannot be drawn",
        ),
        ("--scale 0", "at scale 0 cannot be drawn"),
        ("--scale NaN", "at scale NaN cannot be drawn"),
        ("--size 1200", "\"1200\" is not a size such as 1200x800"),
        (
            "--size 0x0",
            "a picture of 0 × 0 at scale 2 cannot be drawn",
        ),
        (
            "--font font.ttf",
            "the font cannot be read: give a TrueType or OpenType file",
        ),
        ("--font no.ttf", "--font no.ttf: "),
    ] {
        folder.refuses_with(&format!("{line} {flags}"), &[message]);
    }
}

#[test]
fn the_ending_names_the_form_of_the_picture() {
    let folder = folder();
    for name in ["terms.gif", "terms", "terms.jpg"] {
        folder.refuses(
            &format!("chart terms news.jsonl -o {name}"),
            &format!(
                "{name}: charts are PNG or SVG pictures; name a file that ends in .png or .svg"
            ),
        );
    }
    folder.refuses(
        "chart terms news.jsonl --svg-text -o terms.png",
        "terms.png: --svg-text is for SVG pictures; name a file that ends in .svg",
    );
    let run = folder.run(&format!("chart terms news.jsonl {SMALL} -o TERMS.PNG"));
    assert_eq!(run, Run::new(0, "", ""));
    size(&folder.read("TERMS.PNG"));
    for (flags, text) in [("", false), ("--svg-text", true)] {
        let run = folder.run(&format!(
            "chart terms arabic.jsonl {SMALL} {flags} -o a.svg"
        ));
        assert_eq!(run, Run::new(0, "", ""));
        let svg = folder.read_text("a.svg");
        assert!(svg.starts_with("<svg ") && svg.contains("width=\"480\" height=\"360\""));
        assert_eq!(svg.contains("<text "), text);
        assert!(svg.contains("المباراة"));
    }
}

#[test]
fn topics_are_in_the_spelling_of_training_or_of_documents_that_are_given() {
    let folder = Folder::with("news.jsonl", jsonl(&NEWS));
    let trained = folder.run("train -q news.jsonl -o m.tasnif");
    assert_eq!(trained, Run::new(0, "", ""));
    let terms = |files: &str| {
        draw(
            &folder,
            &format!("topics -m m.tasnif {files} --top 20 --size 900x900 --data-out t.csv"),
        );
        folder.read_text("t.csv")
    };
    let (trained, written) = (terms(""), terms("news.jsonl"));
    assert!(
        written.contains(",المباراة,") && !written.contains("المباراه"),
        "{written}"
    );
    assert!(written.contains(",سعر الفائدة,"));
    assert_eq!(trained, written);
    // Others may write it otherwise; what they do not hold stays as it was learned.
    folder.write("other.jsonl", jsonl(&[("", "المباراه")]));
    let other = terms("other.jsonl");
    assert!(other.contains(",المباراه,") && other.contains(",سعر الفائدة,"));
}

#[test]
fn every_kind_gives_its_numbers() {
    let folder = Folder::with("dated.jsonl", dated());
    folder.write("news.jsonl", jsonl(&NEWS));
    let trained = folder.run("train -q news.jsonl -o m.tasnif");
    assert_eq!(trained, Run::new(0, "", ""));
    for (kind, header) in [
        ("terms news.jsonl", "term,count"),
        ("cloud news.jsonl", "term,count"),
        (
            "classes news.jsonl",
            "label,term,count,per_10000_words,reference_count,reference_per_10000_words,log_likelihood",
        ),
        ("topics -m m.tasnif", "label,term,score"),
        (
            "keyness news.jsonl --target sport --top 5",
            "term,target_count,target_per_million,reference_count,reference_per_million,log_likelihood,log_ratio,log_ratio_low,log_ratio_high",
        ),
        ("zipf news.jsonl", "rank,term,count,fitted"),
        ("diversity news.jsonl", "part,ttr,mattr,mtld,tokens,types"),
        ("dispersion news.jsonl", "term,words_before"),
        ("cooccurrence news.jsonl", "term,other,documents"),
        (
            "trend dated.jsonl",
            "term,period,count,words,per_10000_words,documents",
        ),
        (
            "confusion -m m.tasnif news.jsonl",
            "truth,prediction,documents,share_of_truth",
        ),
        (
            "scores -m m.tasnif news.jsonl",
            "label,support,given,correct,precision,precision_low,precision_high,recall,recall_low,recall_high",
        ),
        (
            "reliability -m m.tasnif news.jsonl",
            "from,to,documents,correct,confidence,accuracy,accuracy_low,accuracy_high",
        ),
        (
            "coverage -m m.tasnif news.jsonl",
            "coverage,accuracy,documents,least_probability",
        ),
    ] {
        draw(&folder, &format!("{kind} {SMALL} --data-out data.csv"));
        let csv = folder.read_text("data.csv");
        assert_eq!(csv.lines().next(), Some(header), "{kind}");
        assert!(csv.lines().count() > 1, "{kind}");
        draw(&folder, &format!("{kind} {SMALL} --data-out data.json"));
        let rows = parse(&folder.read_text("data.json"));
        let rows = rows.as_array().unwrap();
        assert_eq!(rows.len() + 1, csv.lines().count(), "{kind}");
    }
    folder.refuses(
        "chart terms news.jsonl -o chart2.png --data-out data.doc",
        "data.doc: the ending says no format; name a file that ends in .csv, .tsv, .jsonl, .ndjson, \
         .json, .parquet or .txt",
    );
}

/// Documents of two months with a month without any between them.
fn dated() -> String {
    let documents = [
        ("2024-01-05", "oil oil price price"),
        ("2024-01-31", "gold price price price"),
        ("2024-03-01", "oil oil gold gold"),
    ];
    let line = |(date, text): &(&str, &str)| {
        format!("{}\n", json!({"date": date, "label": "x", "text": text}))
    };
    documents.iter().map(line).collect()
}

#[test]
fn trends_count_by_period_and_know_nothing_of_empty_ones() {
    let folder = Folder::with("dated.jsonl", dated());
    let flags = format!("{SMALL} --clean none --data-out data.json");
    draw(
        &folder,
        &format!("trend dated.jsonl --term oil --term price {flags}"),
    );
    let rows = parse(&folder.read_text("data.json"));
    let row = |index: usize| {
        let row = &rows[index];
        (
            row["period"].clone(),
            row["count"].clone(),
            row["per_10000_words"].clone(),
        )
    };
    assert_eq!(row(0), (json!("2024-01"), json!(2), json!(2500.0)));
    assert_eq!(row(1), (json!("2024-02"), json!(0), json!(null)));
    assert_eq!(row(2), (json!("2024-03"), json!(2), json!(5000.0)));
    assert_eq!(row(3), (json!("2024-01"), json!(5), json!(6250.0)));
    folder.refuses(
        "chart trend dated.jsonl --date-field none --clean none -o chart2.png",
        "no document has a date that can be read; name the field of dates with --date-field",
    );
}

#[test]
fn trends_show_a_range_of_dates() {
    let folder = Folder::with("dated.jsonl", dated());
    let line = |range: &str| format!("trend dated.jsonl --term oil --clean none {range}");
    draw(
        &folder,
        &format!(
            "{} --data-out a.csv {SMALL}",
            line("--from 2024-01-31 --until 2024-03")
        ),
    );
    let periods = folder.read_text("a.csv");
    let periods: Vec<&str> = periods.lines().skip(1).collect();
    assert_eq!(periods.len(), 3, "{periods:?}");
    assert_eq!(periods[0], "oil,2024-01,0,4,0,1");
    for (range, message) in [
        (
            "--from 2025",
            "no document has a date between --from and --until; widen the range",
        ),
        (
            "--from 2024-02 --until 2024-01",
            "--from 2024-02-01 is after --until 2024-01-31: the range holds no day",
        ),
        (
            "--from soon",
            "\"soon\" is not a date such as 2024-03-15, 2024-03 or 2024",
        ),
    ] {
        folder.refuses_with(&format!("chart {} -o b.png", line(range)), &[message]);
    }
}

#[test]
fn places_and_pairs_are_those_of_the_documents() {
    let folder = Folder::with("dated.jsonl", dated());
    let flags = format!("dated.jsonl {SMALL} --clean none --data-out data.csv --term");
    draw(&folder, &format!("dispersion {flags} gold"));
    assert_eq!(
        folder.read_text("data.csv"),
        "term,words_before\ngold,4\ngold,10\ngold,11\n"
    );
    draw(&folder, &format!("cooccurrence {flags} gold --term oil"));
    assert_eq!(
        folder.read_text("data.csv"),
        "term,other,documents\ngold,gold,2\ngold,oil,1\noil,gold,1\noil,oil,2\n"
    );
}

#[test]
fn keyness_has_the_numbers_of_keywords_on_both_sides() {
    let folder = folder();
    for (flags, measure, column) in [
        (
            "news.jsonl --target sport",
            "log-likelihood",
            "log_likelihood",
        ),
        ("news.jsonl --target sport", "chi-squared", "chi_squared"),
        ("news.jsonl --target sport", "log-ratio", "log_ratio"),
        (
            "arabic.jsonl --reference english.jsonl",
            "log-odds",
            "log_odds_z",
        ),
    ] {
        let flags = format!("{flags} --measure {measure} --top 5");
        draw(
            &folder,
            &format!("keyness {flags} {SMALL} --data-out data.json"),
        );
        let drawn = parse(&folder.read_text("data.json"));
        let listed = folder.run(&format!("keywords {flags} --sign both --format json"));
        let listed = parse(&listed.stdout());
        let (drawn, listed) = (drawn.as_array().unwrap(), listed.as_array().unwrap());
        assert_eq!(drawn.len(), 10, "{flags}");
        for (drawn, listed) in drawn.iter().zip(listed) {
            for (column, value) in drawn.as_object().unwrap() {
                assert_eq!(*value, listed[column], "{flags}: {column}");
            }
        }
        let signs = drawn.iter().map(|row| row[column].as_f64().unwrap() > 0.0);
        assert_eq!(signs.filter(|&positive| positive).count(), 5, "{flags}");
    }
}

#[test]
fn keyness_needs_two_sides_that_differ() {
    let folder = folder();
    folder.write(
        "same.jsonl",
        jsonl(&[("a", "oil price"), ("b", "oil price")]),
    );
    for (flags, message) in [
        ("news.jsonl", "name what is to be compared"),
        (
            "news.jsonl --target music",
            "no document has the label \"music\"",
        ),
        (
            "same.jsonl --target a",
            "no term is more frequent on one side than on the other",
        ),
        (
            "same.jsonl --target a --min-count 3",
            "no term is left to draw: none occurs 3 times; lower --min-count",
        ),
        (
            "same.jsonl --target file:same.jsonl",
            "every document is in the target",
        ),
    ] {
        folder.refuses_with(&format!("chart keyness {flags} -o no.png"), &[message]);
    }
}

#[test]
fn diversity_has_the_numbers_of_measures() {
    let folder = folder();
    draw(
        &folder,
        &format!("diversity news.jsonl {SMALL} --data-out data.json"),
    );
    let drawn = parse(&folder.read_text("data.json"));
    let measured = folder.run("measures news.jsonl --by label --format json");
    let measured = parse(&measured.stdout());
    let mut drawn = drawn.as_array().unwrap().iter();
    for part in measured.as_array().unwrap() {
        for point in part["heaps"].as_array().unwrap() {
            let row = drawn.next().unwrap();
            assert_eq!(row["part"], part["label"]);
            assert_eq!(json!([row["tokens"], row["types"]]), *point);
            for measure in ["ttr", "mattr", "mtld"] {
                assert_eq!(row[measure], part[measure]);
            }
        }
    }
    assert!(drawn.next().is_none());
    folder.refuses_with(
        "chart diversity news.jsonl --by month -o no.png",
        &["no document has a date that can be read"],
    );
}

#[test]
fn the_line_of_zipf_has_the_exponent_of_measures() {
    let folder = folder();
    let line = format!("zipf news.jsonl {SMALL} --clean none --data-out data.json");
    draw(&folder, &line);
    let drawn = parse(&folder.read_text("data.json"));
    let measured = folder.run("measures news.jsonl --clean none --format json");
    let exponent = parse(&measured.stdout())[0]["zipf_exponent"].clone();
    let fitted = |index: usize| drawn[index]["fitted"].as_f64().unwrap();
    assert_near(&exponent, (fitted(0) / fitted(9)).log10());
    assert_eq!(drawn[9]["rank"], 10);
}

#[test]
fn of_many_parts_the_largest_are_drawn() {
    let folder = Folder::new();
    let texts: Vec<(String, String)> = (0..12)
        .map(|part| (format!("p{part:02}"), "word ".repeat(part + 1)))
        .collect();
    let texts: Vec<(&str, &str)> = texts
        .iter()
        .map(|(a, b)| (a.as_str(), b.as_str()))
        .collect();
    folder.write("parts.jsonl", jsonl(&texts));
    let run = folder
        .run("chart diversity parts.jsonl --scale 1 --clean none -o d.png --data-out data.csv");
    assert_eq!(
        run,
        Run::new(0, "", "drew the 10 of 12 parts with the most words\n")
    );
    let csv = folder.read_text("data.csv");
    assert!(csv.contains("\np11,") && csv.contains("\np02,"));
    assert!(!csv.contains("\np00,") && !csv.contains("\np01,"));
}

#[test]
fn terms_that_do_not_occur_are_named() {
    let folder = Folder::with("a.txt", "oil price of oil");
    let line = format!("chart dispersion a.txt {SMALL}");
    folder.refuses(
        &format!("{line} -o chart.png --term gas --term coal"),
        "the text does not hold \"gas\" or \"coal\"; tokenize shows its words as they are compared",
    );
    folder.refuses(
        &format!("{line} -o chart.png --term !"),
        "--term \"!\" holds no word; give a word such as peace",
    );
    let run = folder.run(&format!("{line} -o chart.png --term gas --term oil"));
    assert_eq!(run, Run::new(0, "", "the text does not hold \"gas\"\n"));
    let stdin = folder.run_with(&format!("{} -o b.png", line.replace("a.txt", "-")), b"oil");
    assert_eq!(stdin, Run::new(0, "", ""));
}

#[test]
fn sizes_are_checked_before_anything_is_read() {
    let folder = Folder::new();
    for kind in [
        "terms",
        "cloud",
        "keyness --target x",
        "zipf",
        "diversity",
        "dispersion",
        "trend",
        "cooccurrence",
        "coverage --cv 2",
    ] {
        folder.refuses_with(
            &format!("chart {kind} no-such-file.jsonl --size 10x10 -o a.png"),
            &["a picture of 10 × 10 at scale 2 cannot be drawn"],
        );
    }
}

#[test]
fn too_much_for_one_chart_is_refused() {
    let folder = Folder::new();
    let labels: Vec<(String, String)> = (0..100)
        .map(|n| (format!("l{n}"), format!("w{n}")))
        .collect();
    let documents: Vec<(&str, &str)> = labels
        .iter()
        .map(|(l, t)| (l.as_str(), t.as_str()))
        .collect();
    folder.write("many.jsonl", jsonl(&documents));
    let known = [&documents[..], &crate::common::CHINA].concat();
    folder.write("known.jsonl", jsonl(&known));
    folder.write("strange.jsonl", jsonl(&[("china", "Wien")]));
    folder.write("china.jsonl", jsonl(&crate::common::CHINA));
    let run = folder.run("train -q china.jsonl -o china.tasnif");
    assert_eq!(run, Run::new(0, "", ""));
    for (line, message) in [
        (
            "classes many.jsonl",
            "100 labels are too many for one chart: name at most 24 with --label",
        ),
        (
            "confusion -q -m china.tasnif known.jsonl",
            "labels are too many for one chart (at most 60); --top 60 shows those with the most \
             documents, --label NAME those that are named",
        ),
        (
            "cloud many.jsonl --top 201",
            "--top 201: too many for one cloud",
        ),
        (
            "trend many.jsonl --top 11",
            "11 terms are too many for one chart",
        ),
        (
            "reliability -m china.tasnif known.jsonl --bins 51",
            "--bins 51: too many to be drawn; use at most 50",
        ),
        (
            "classes many.jsonl --top 21",
            "--top 21: too many to be drawn; use at most 20",
        ),
        (
            "classes many.jsonl --label peru",
            "--label \"peru\": no document has this label",
        ),
        (
            "topics -m china.tasnif --top 21",
            "--top 21: too many to be drawn; use at most 20",
        ),
        (
            "topics -m china.tasnif --label peru",
            "the model has no label \"peru\"",
        ),
        (
            "coverage -m china.tasnif strange.jsonl",
            "no document was given a label, so there is no accuracy to draw",
        ),
    ] {
        folder.refuses_with(&format!("chart {line} -o a.png"), &[message]);
    }
}

#[test]
fn labels_are_needed_where_they_are_drawn() {
    let folder = Folder::with("plain.txt", "oil price");
    for kind in ["classes", "confusion --cv 2"] {
        folder.refuses(
            &format!("chart {kind} plain.txt -o chart.png"),
            "plain.txt: the record has no label; expected the file to lie in a folder named after \
             its label",
        );
    }
    draw(&folder, &format!("terms plain.txt {SMALL}"));
}

/// No built-in font has Devanagari; and words of Chinese are not told apart.
#[test]
fn characters_that_no_font_has_are_named() {
    let folder = Folder::with("a.txt", "oil oil हिन्दी price");
    let run = folder.run("chart terms a.txt --stop-words none -o a.png");
    let said = "no font has द (U+0926), न (U+0928), ह (U+0939), ि (U+093F), ी (U+0940), ् (U+094D): the \
                chart shows boxes instead, in 1 text; add a font that has them with --font FILE\n";
    assert_eq!(run, Run::new(0, "", said));
    let quiet = folder.run("chart terms a.txt --stop-words none -o a.png -q");
    assert_eq!(quiet, Run::new(0, "", ""));
    folder.write("b.txt", "北京市政府宣布新的经济政策");
    let run = folder.run("keywords b.txt --top 1 --format csv --all-tokens");
    let said = "words are not found in 1 document in Chinese, which is written without spaces: each \
                character is a token; put spaces between words first\n";
    assert_eq!((run.code, run.stderr.as_str()), (0, said));
}

#[test]
fn several_fonts_are_tried_one_after_the_other() {
    let folder = Folder::with("a.txt", "oil price");
    folder.write("one.ttf", uzor_fonts::ROBOTO_REGULAR);
    folder.write("two.ttf", "no font");
    let built_in = draw(&folder, &format!("terms a.txt {SMALL}"));
    let own = draw(
        &folder,
        &format!("terms a.txt {SMALL} --font one.ttf --font one.ttf"),
    );
    assert!(built_in != own);
    folder.refuses(
        "chart terms a.txt -o a.png --font one.ttf --font two.ttf",
        "--font two.ttf: the font cannot be read: give a TrueType or OpenType file (.ttf, .otf, .ttc)",
    );
}

#[test]
fn a_font_that_is_none_is_named() {
    let folder = Folder::with("a.txt", "oil price");
    folder.write("font.ttf", "no font");
    folder.refuses(
        "chart terms a.txt -o a.png --font font.ttf",
        "--font font.ttf: the font cannot be read: give a TrueType or OpenType file (.ttf, .otf, .ttc)",
    );
    folder.refuses_with("chart terms a.txt -o a.png --top 0", &["--top"]);
}
