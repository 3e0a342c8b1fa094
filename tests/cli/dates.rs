//! Dates of records: how they are written, the day that counts, and documents without one.

use serde_json::{Value, json};

use crate::common::Folder;

/// JSON Lines of a document for each date; without a text it has none.
fn dated(dates: &[&str]) -> String {
    let line = |(number, date): (usize, &&str)| {
        let mut record = json!({"text": format!("rain snow word{number}")});
        if !date.is_empty() {
            record["date"] = json!(date);
        }
        record.to_string() + "\n"
    };
    dates.iter().enumerate().map(line).collect()
}

/// Names of the months and numbers of documents.
fn months(folder: &Folder, line: &str) -> Vec<(String, u64)> {
    let run = folder.run(&format!("measures {line} --by month --format jsonl"));
    let rows = run.stdout;
    let row = |line: &str| {
        let row: Value = serde_json::from_str(line).unwrap();
        let name = row["month"].as_str().unwrap().to_owned();
        (name, row["documents"].as_u64().unwrap())
    };
    rows.lines().map(row).collect()
}

#[test]
fn the_day_that_is_written_counts() {
    let folder = Folder::with(
        "news.jsonl",
        dated(&["2024-01-01T00:30:00+03:00", "2023-12-31T23:30:00-05:00"]),
    );
    let expected = [("2023-12".to_owned(), 1), ("2024-01".to_owned(), 1)];
    assert_eq!(months(&folder, "news.jsonl"), expected);
    let run =
        folder.run("chart trend news.jsonl --term rain --by day --data-out days.csv -o x.svg");
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    let days = folder.read_text("days.csv");
    assert!(
        days.contains("rain,2023-12-31,1") && days.contains("rain,2024-01-01,1"),
        "{days}"
    );
    let run = folder.run("clean news.jsonl --keep none --format jsonl");
    let found = run.stdout();
    let written = "\"date\":\"2024-01-01T00:30:00+03:00\"";
    assert!(found.contains(written), "{found}");
}

#[test]
fn dates_are_read_in_words_and_of_the_jalali_calendar() {
    let folder = Folder::with(
        "news.jsonl",
        dated(&[
            "٣ آذار ٢٠٢٤",
            "۱۲ اسفند ۱۴۰۲",
            "1402/12/12",
            "le 2 mars 2024",
            "31/03/2024",
        ]),
    );
    assert_eq!(months(&folder, "news.jsonl"), [("2024-03".to_owned(), 5)]);
}

#[test]
fn ambiguous_dates_are_counted_unless_their_form_is_given() {
    let folder = Folder::with(
        "news.jsonl",
        dated(&["03/04/2024", "2024-03-01", "5/4/2024"]),
    );
    let run = folder.run("measures news.jsonl --by month --format csv");
    assert_eq!(
        run.stderr,
        "2 dates could not be read\n2 dates may have the day or the month first, such as \
         03/04/2024; give --date-format %d/%m/%Y or --date-format %m/%d/%Y\n"
    );
    let found = months(&folder, "news.jsonl --date-format %d/%m/%Y");
    assert_eq!(
        found,
        [("2024-03".to_owned(), 1), ("2024-04".to_owned(), 2)]
    );
    let found = months(&folder, "news.jsonl --date-format %m/%d/%Y");
    assert_eq!(
        found,
        [("2024-03".to_owned(), 2), ("2024-05".to_owned(), 1)]
    );
    folder.refuses_with(
        "measures news.jsonl --date-format %d/%m",
        &["--date-format", "%d/%m/%Y"],
    );
}

#[test]
fn documents_without_a_date_are_a_group_that_is_not_tested() {
    let folder = Folder::with(
        "news.jsonl",
        dated(&["2024-03-01", "", "2024-04-01", "soon"]),
    );
    let expected = [("2024-03", 1), ("2024-04", 1), ("no date", 2)];
    let expected = expected.map(|(name, count)| (name.to_owned(), count));
    assert_eq!(months(&folder, "news.jsonl"), expected);
    let run = folder.run("keywords news.jsonl --by month --sign both --format csv");
    assert_eq!(
        run.stderr,
        "1 date could not be read\n2 documents without a date: not tested, but among those that \
         each month is compared with\n"
    );
    let rows = run.stdout;
    assert!(
        rows.contains("2024-03,") && !rows.contains("no date"),
        "{rows}"
    );
    folder.write("one.jsonl", dated(&["2024-03-01", ""]));
    folder.refuses(
        "keywords one.jsonl --by month",
        "all documents with a date have the same month, \"2024-03\", so there is nothing to \
         compare; leave out --by, or name other documents with --reference",
    );
}
