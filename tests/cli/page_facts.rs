//! What web pages state about their articles: titles, authors, dates, sections.

use crate::common::{Folder, parse, parse_lines};

/// A page with an article under a headline; `head` and `body` state facts.
fn page(head: &str, body: &str) -> String {
    let sentences = "The council met on the bridge and talked about its repair. ".repeat(4);
    let others = "Nobody knows yet when the work will begin this year. ".repeat(4);
    format!(
        "<!DOCTYPE html><html lang=en><head><meta charset=utf-8><title>A bridge opens - The Herald</title>{head}\
         </head><body><nav><a href=/>Home</a></nav><article><h1>A bridge opens</h1>{body}\
         <p>{sentences}</p><p>{others}</p></article></body></html>"
    )
}

#[test]
fn facts_come_with_their_places() {
    let head = "<meta name=author content='By A. Writer'>\
        <meta property=og:site_name content='The Herald'>\
        <meta property=article:section content=Town>\
        <meta property=article:tag content=bridges><meta property=article:tag content=money>\
        <link rel=canonical href='https://herald.example/2024/05/03/bridge'>\
        <script type='application/ld+json'>{\"@type\": \"NewsArticle\", \"dateModified\": \
        \"2024-05-05T08:00:00+03:00\", \"description\": \"What it &quot;cost&quot;.\"}</script>";
    let folder = Folder::with("p.html", page(head, ""));
    let run = folder.run("clean p.html --format json -q");
    let found = &parse(&run.stdout())[0];
    for (name, value, place) in [
        ("title", "A bridge opens", "heading"),
        ("author", "A. Writer", "meta"),
        ("published", "2024-05-03", "url"),
        ("modified", "2024-05-05T08:00:00+03:00", "json-ld"),
        ("page_language", "en", "attribute"),
        ("site", "The Herald", "meta"),
        ("description", "What it \"cost\".", "json-ld"),
        ("section", "Town", "meta"),
        ("tags", "bridges, money", "meta"),
        (
            "url",
            "https://herald.example/2024/05/03/bridge",
            "attribute",
        ),
    ] {
        assert_eq!(found[name], value, "{name}");
        assert_eq!(found["found_in"][name], place, "{name}");
    }
    assert_eq!(found["date"], "2024-05-03T00:00:00Z");
    let csv = folder.run("clean p.html --format csv -q").stdout();
    let header = "id,label,date,script,language,title,author,published,modified,page_language,site,description,\
        section,tags,url,found_in,text,kept_whole\n";
    assert!(csv.starts_with(header), "{csv}");
}

#[test]
fn dates_are_found_as_the_page_shows_them() {
    for (lang, body, published, date) in [
        (
            "ar",
            "<span class=date>نشر في: الخميس ٣٠ كانون الثاني ٢٠٢٥ - ١٠:٣٠ م</span>",
            "٣٠ كانون الثاني ٢٠٢٥ - ١٠:٣٠ م",
            "2025-01-30T22:30:00Z",
        ),
        (
            "fa",
            "<p>تاریخ انتشار: ۱۲ اردیبهشت ۱۴۰۳</p>",
            "۱۲ اردیبهشت ۱۴۰۳",
            "2024-05-01T00:00:00Z",
        ),
        (
            "ur",
            "<p>14 اگست 2023</p>",
            "14 اگست 2023",
            "2023-08-14T00:00:00Z",
        ),
        (
            "de",
            "<p>11.11.2021</p>",
            "11.11.2021",
            "2021-11-11T00:00:00Z",
        ),
        (
            "fr",
            "<p>Publié le 03/04/2024</p>",
            "03/04/2024",
            "2024-04-03T00:00:00Z",
        ),
        (
            "en-US",
            "<p>Posted 03/04/2024</p>",
            "03/04/2024",
            "2024-03-04T00:00:00Z",
        ),
        // The page shows the day of its place.
        (
            "en",
            "<time datetime=2024-05-04T01:30:00Z>May 3, 2024</time>",
            "May 3, 2024",
            "2024-05-03T00:00:00Z",
        ),
    ] {
        let page = page("", body).replace("lang=en", &format!("lang={lang}"));
        let folder = Folder::with("p.html", page);
        let found = &parse(&folder.run("clean p.html --format json -q").stdout())[0];
        assert_eq!(found["published"], published, "{body}");
        assert_eq!(found["date"], date, "{body}");
    }
    // Nothing tells day from month.
    let folder = Folder::with("p.html", page("", "<time datetime='03/04/2024'>x</time>"));
    let found = &parse(&folder.run("clean p.html --format json -q").stdout())[0];
    assert_eq!(
        (&found["published"], found.get("date")),
        (&"03/04/2024".into(), None)
    );
    let run = folder.run("keywords p.html --by month --date-field published");
    assert!(run.stderr.contains("--date-format"), "{}", run.stderr);
}

#[test]
fn fields_can_be_facts() {
    let folder = Folder::new();
    for (name, section, month) in [
        ("x/a", "Town", "05"),
        ("x/b", "Sport", "06"),
        ("y/c", "Town", "07"),
    ] {
        let head = format!(
            "<meta property=article:section content={section}>\
             <meta property=article:published_time content=2024-01-01>\
             <meta property=article:modified_time content=2024-{month}-03>"
        );
        folder.write(&format!("in/{name}.html"), page(&head, ""));
    }
    let labels = |arguments: &str| {
        let run = folder.run(&format!("clean in --format jsonl -q {arguments}"));
        let rows = parse_lines(&run.stdout());
        let text = |row: &serde_json::Value, name: &str| row[name].as_str().unwrap().to_owned();
        let rows = rows
            .iter()
            .map(|row| (text(row, "label"), text(row, "date")[..7].to_owned()));
        rows.collect::<Vec<_>>()
    };
    let expected =
        |rows: [(&str, &str); 3]| rows.map(|(a, b)| (a.to_owned(), b.to_owned())).to_vec();
    let of_folder = [("x", "2024-01"), ("x", "2024-01"), ("y", "2024-01")];
    assert_eq!(labels(""), expected(of_folder));
    let of_page = [
        ("Town", "2024-05"),
        ("Sport", "2024-06"),
        ("Town", "2024-07"),
    ];
    assert_eq!(
        labels("--label-field section --date-field modified"),
        expected(of_page)
    );
    let run = folder.run("train in --label-field section --min-df 1 -o m.tasnif -q");
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    let info = parse(&folder.run("info m.tasnif --format json").stdout());
    assert!(info.to_string().contains("Sport") && info.to_string().contains("Town"));
    let kept = folder.run("classify -m m.tasnif in --keep section --format csv -q");
    assert!(kept.stdout().starts_with("section,id,label"));
    let run = folder.run("measures in --by section --format csv -q");
    let parts: Vec<_> = run
        .stdout
        .lines()
        .skip(1)
        .map(|line| line.split(',').next().unwrap())
        .collect();
    assert_eq!(parts, ["Sport", "Town"], "{}", run.stdout);
}

#[test]
fn a_page_without_the_wanted_label_is_named() {
    let folder = Folder::with("in/x/a.html", page("", ""));
    let run = folder.run("train in --label-field section -o m.tasnif");
    assert_eq!(run.code, 2);
    assert!(
        run.stderr
            .contains("a.html: the record has no label; expected the page to state its section"),
        "{}",
        run.stderr
    );
}
