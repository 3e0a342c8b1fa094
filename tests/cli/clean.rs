//! `tasnif clean`, and `--clean` in other commands.

use std::collections::BTreeSet;

use crate::common::{Folder, Run, gzip, parse, parse_lines, repository};
use serde_json::json;

const ARTICLE: &str =
    "قال الوزير إن الخطة نجحت في سنتها الأولى.\n\nوأضاف أن المدارس ستفتح أبوابها في أيلول.";

/// An article with what scraping leaves around it.
fn scraped() -> String {
    format!(
        "الرئيسية » أخبار » محليات\nالخطة تنجح في سنتها الأولى كما وعد الوزير\n\n{}\n\
         data-id=\"7\" data-src=\"x\"\nإعلان\n{}\n\nمقالات ذات صلة\nطقس الغد ممطر\nأسعار الذهب ترتفع\n\n\
         اترك تعليقاً\nلن يتم نشر عنوان بريدك الإلكتروني.\n",
        ARTICLE.split_once("\n\n").unwrap().0,
        ARTICLE.split_once("\n\n").unwrap().1,
    )
}

/// A paragraph of sentences that no other page has.
fn paragraph(number: usize) -> String {
    format!("The council of town number {number} met on the bridge and talked about its repair. ")
        .repeat(3)
}

fn page(body: &str) -> String {
    format!(
        "<!DOCTYPE html><html lang=ar><head><title>خبر - موقع</title></head><body>{body}</body></html>"
    )
}

#[test]
fn the_article_stays_and_each_line_that_goes_is_shown() {
    let folder = Folder::with("a.txt", scraped());
    let run = folder.run("clean a.txt --show-removed");
    let shown = "a.txt:1: navigation: الرئيسية » أخبار » محليات\n\
                 a.txt:5: markup: data-id=\"7\" data-src=\"x\"\n\
                 a.txt:6: advertisement: إعلان\n\
                 a.txt:9: related: مقالات ذات صلة\n\
                 a.txt:10: related: طقس الغد ممطر\n\
                 a.txt:11: related: أسعار الذهب ترتفع\n\
                 a.txt:13: comments: اترك تعليقاً\n\
                 a.txt:14: comments: لن يتم نشر عنوان بريدك الإلكتروني.\n\
                 removed 8 boilerplate lines from 1 document (markup 1, related 3, comments 2, navigation 1, advertisement 1)\n";
    let text = format!("الخطة تنجح في سنتها الأولى كما وعد الوزير\n\n{ARTICLE}\n");
    assert_eq!(run, Run::new(0, &text, shown));
}

#[test]
fn json_lines_name_page_and_lines() {
    let body = format!(
        "<nav>menu</nav><h1>خبر</h1><p>{ARTICLE}</p><p>{ARTICLE}</p><div class=related-posts>طقس</div>"
    );
    let meta = "<meta property='article:published_time' content='2024-05-01T10:00:00Z'>";
    let folder = Folder::with(
        "p.html",
        page(&body).replace("</head>", &format!("{meta}</head>")),
    );
    folder.write("s.txt", scraped());
    let run = folder.run("clean p.html s.txt --format jsonl --show-removed -q");
    let found = parse_lines(&run.stdout());
    assert_eq!(found[0]["title"], "خبر");
    assert_eq!(found[0]["page_language"], "ar");
    assert_eq!(
        (&found[0]["script"], &found[0]["language"]),
        (&"Arabic".into(), &"ara".into())
    );
    assert_eq!(found[0]["published"], "2024-05-01T10:00:00Z");
    assert!(!found[0]["text"].as_str().unwrap().contains("طقس"));
    // What the page holds besides the article is shown, too.
    let outside = found[0]["removed"].as_array().unwrap();
    let texts: Vec<_> = outside
        .iter()
        .map(|line| line["text"].as_str().unwrap())
        .collect();
    assert_eq!(texts, ["menu", "طقس"]);
    assert!(
        outside
            .iter()
            .all(|line| line["rule"] == "page" && line.get("line").is_none())
    );
    assert_eq!(found[1]["removed"][0]["rule"], "navigation");
    let without = folder.run("clean s.txt --format json -q").stdout();
    assert!(parse(&without)[0].get("removed").is_none());
}

#[test]
fn several_texts_are_named() {
    let folder = Folder::with("in/a.txt", ARTICLE);
    folder.write("in/b.txt", "One line that ends as a sentence does.");
    let expected = format!(
        "==> a.txt <==\n{ARTICLE}\n\n==> b.txt <==\nOne line that ends as a sentence does.\n"
    );
    assert_eq!(folder.run("clean in"), Run::new(0, &expected, ""));
}

#[test]
fn lines_that_documents_share_go() {
    let folder = Folder::new();
    for number in 0..5 {
        let text = format!(
            "{}\nWritten and edited by the desk of the Valley Herald.\n",
            paragraph(number)
        );
        folder.write(&format!("in/{number}.txt"), text);
    }
    let run = folder.run("clean in");
    assert!(!run.stdout.contains("Valley Herald"), "{}", run.stdout);
    assert_eq!(
        run.stderr,
        "removed 5 boilerplate lines from 5 documents (repeated 5)\n"
    );
    // A single text shares nothing.
    let run = folder.run("clean in/0.txt");
    assert!(run.stdout.contains("Valley Herald"));
}

#[test]
fn standard_input_is_searched_for_lines_that_documents_share_too() {
    let texts: Vec<String> = (0..5)
        .map(|number| {
            format!(
                "{}\nWritten and edited by the desk of the Valley Herald.",
                paragraph(number)
            )
        })
        .collect();
    let documents: Vec<(&str, &str)> = texts.iter().map(|text| ("news", text.as_str())).collect();
    let input = crate::common::jsonl(&documents);
    let run = Folder::new().run_with("clean - --input-format jsonl", &gzip(input.as_bytes()));
    assert!(
        run.stdout.contains("bridge") && !run.stdout.contains("Valley Herald"),
        "{run:?}"
    );
    assert_eq!(
        run.stderr,
        "removed 5 boilerplate lines from 5 documents (repeated 5)\n"
    );
}

#[test]
fn levels_say_how_much_of_a_scraped_page_goes() {
    let menu: String = (0..60).map(|n| format!("Section {n}\n")).collect();
    let text: String = (0..8)
        .map(|n| format!("{}\n", paragraph(n).trim()))
        .collect();
    let title = |n| {
        format!(
            "Town {n} opens its bridge again for all buses\nIn brief, by our reporter number {n}\n"
        )
    };
    let below: String = (0..40).map(title).collect();
    let folder = Folder::with("a.txt", format!("{menu}{text}{below}"));
    let kept = |level: &str| folder.run(&format!("clean -q a.txt {level}")).stdout();
    for level in ["", "--clean-level balanced", "--clean-level strict"] {
        assert_eq!(kept(level).trim_end(), text.trim_end(), "{level}");
    }
    folder.refuses_with(
        "clean a.txt --clean-level most",
        &["careful, balanced, strict"],
    );
    // A model keeps the level, so that new texts lose the same lines.
    folder.write("in/news/a.txt", format!("{menu}{text}{below}"));
    folder.write("in/sport/b.txt", paragraph(20));
    let info = |flags: &str| {
        let train = format!("train -q in --no-calibration -o m.tasnif {flags}");
        assert_eq!(folder.run(&train), Run::new(0, "", ""));
        parse(&folder.run("info m.tasnif --format json").stdout())
    };
    assert!(info("").to_string().find("clean_level").is_none());
    let strict = info("--clean-level strict").to_string();
    assert!(strict.contains("\"clean_level\":\"strict\""), "{strict}");
}

#[test]
fn each_level_keeps_less_than_the_one_before() {
    let folder = Folder::new();
    let texts = ["en-16-scraped-attributes.txt", "ar-26-run-on.txt"];
    for text in texts.map(|name| repository("tests/pages").join(name)) {
        let kept = ["careful", "balanced", "strict"].map(|level| {
            let line = format!("clean -q {} --clean-level {level}", text.display());
            let kept = folder.run(&line).stdout();
            kept.lines().map(str::to_owned).collect::<BTreeSet<_>>()
        });
        for (less, more) in kept[1..].iter().zip(&kept) {
            assert!(less.is_subset(more) && less.len() < more.len(), "{kept:?}");
        }
    }
}

#[test]
fn a_text_that_would_lose_nearly_all_is_kept_whole() {
    let menu = "Home\nSport\nWeather\nA line that says what an article would say.\n\
                Share on Facebook or send it to all of your friends and to their friends\n\
                Leave a comment\nYour email address will not be published. Required fields are marked *\n\
                Subscribe to our newsletter and get all of the news of the day before breakfast every day\n\
                Copyright 2024, all rights reserved by the owners of this very long copyright line\n";
    let folder = Folder::with("menu.txt", menu);
    let run = folder.run("clean menu.txt");
    assert_eq!(
        run.stderr,
        "kept 1 document whole: more than 80 % would have gone\n"
    );
    assert_eq!(run.stdout, menu);
}

#[test]
fn more_cues_can_be_given_and_wrong_ones_are_refused() {
    let folder = Folder::with(
        "a.txt",
        "Ein ganzer Satz, der etwas sagt.\nTeilen\nNoch ein Satz, der etwas sagt.\n",
    );
    folder.write("cues.tsv", "line\tshare\tde\tTeilen\n");
    let run = folder.run("clean a.txt --cues cues.tsv");
    assert_eq!(
        run.stderr,
        "removed 1 boilerplate line from 1 document (share 1)\n"
    );
    folder.write("bad.tsv", "line\tshare\tTeilen\n");
    folder.refuses_with(
        "clean a.txt --cues bad.tsv",
        &["--cues: line 1: expected four columns"],
    );
    folder.refuses_with("clean a.txt --cues none.tsv", &["--cues none.tsv: "]);
    let list = folder.run("clean --list-cues").stdout();
    assert!(list.contains("end\tcomments\tar\tاترك تعليقا\n"));
}

#[test]
fn other_commands_clean_too() {
    let folder = Folder::with("dirty.txt", scraped());
    let cleaned = folder.run("clean dirty.txt -q").stdout();
    folder.write("clean.txt", cleaned);
    let tokens = |line: &str| {
        let run = folder
            .run(&format!("tokenize -q --format jsonl {line}"))
            .stdout();
        let tokens = parse(&run)["tokens"].as_array().unwrap().clone();
        tokens
            .iter()
            .map(|token| token["text"].clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(tokens("dirty.txt --clean text"), tokens("clean.txt"));
    assert_eq!(tokens("dirty.txt"), tokens("clean.txt"));
    assert!(tokens("dirty.txt --clean none").len() > tokens("clean.txt").len());
    // Spans are those of the original text.
    let run = folder.run("tokenize -q --format jsonl dirty.txt").stdout();
    let token = parse(&run)["tokens"]
        .as_array()
        .unwrap()
        .last()
        .unwrap()
        .clone();
    let (start, end) = (
        token["start"].as_u64().unwrap(),
        token["end"].as_u64().unwrap(),
    );
    assert_eq!(&scraped()[start as usize..end as usize], "أيلول");
}

#[test]
fn pages_are_taken_as_they_are_when_asked() {
    let folder = Folder::with("p.html", page(&format!("<nav>menu</nav><p>{ARTICLE}</p>")));
    let raw = folder.run("clean p.html --clean none").stdout();
    assert!(raw.contains("<nav>menu</nav>"));
    let record =
        serde_json::json!({"id": "r", "text": page(&format!("<p>{ARTICLE}</p><p>{ARTICLE}</p>"))});
    folder.write("r.jsonl", record.to_string());
    let text = folder.run("clean r.jsonl --clean html -q").stdout();
    assert!(text.contains("الوزير") && !text.contains("<p>"));
}

#[test]
fn hostile_pages_end_in_a_clear_report() {
    let items: String = (0..60)
        .map(|n| format!("<li><a href=/{n}>Section {n}</a></li>"))
        .collect();
    let folder = Folder::with(
        "menu.html",
        format!("<html><body><nav><ul>{items}</ul></nav></body></html>"),
    );
    let run = folder.run("clean menu.html");
    assert_eq!((run.code, run.stdout.trim()), (0, ""));
    assert_eq!(
        run.stderr,
        "removed 60 boilerplate lines from 1 document (page 60)\nfound no article in 1 web page: menu.html\n"
    );
    let line = page(&format!("<p>{}</p>", paragraph(1).repeat(5000)));
    folder.write("long.html.gz", gzip(line.as_bytes()));
    let run = folder.run("clean long.html.gz -q");
    assert!(run.stdout.contains("town number 1"), "{}", run.stderr);
    folder.write("deep.html", "<div>".repeat(50_000));
    let run = folder.run("clean deep.html");
    assert_eq!(run.code, 2);
    let said = "passed over deep.html: tags are nested more than 1000 deep";
    assert!(run.stderr.starts_with(said), "{}", run.stderr);
    folder.write("nul.txt", "A sentence with a\0 byte in it.\n\0\0\n");
    let run = folder.run("clean nul.txt");
    assert_eq!((run.code, run.stdout.contains('\0')), (0, true));
}

#[test]
fn paragraphs_that_are_no_article_go_and_the_others_keep_their_number() {
    let article = "قال الوزير إن الخطة نجحت في عامها الأول.";
    let text = format!("{article}\n\nمقالات ذات صلة\n\n{article}\n\nاترك تعليقاً\n");
    let folder = Folder::with("a.txt", text);
    let lines = "clean a.txt --per paragraph --format jsonl --show-removed";
    let found: Vec<_> = parse_lines(&folder.run(lines).stdout)
        .iter()
        .map(|row| {
            (
                row["id"].clone(),
                row["text"].clone(),
                row["removed"].as_array().map_or(0, Vec::len),
            )
        })
        .collect();
    let row = |id: &str, text: &str, removed| (json!(id), json!(text), removed);
    let expected = [
        row("a.txt#1", article, 0),
        row("a.txt#2", "", 1),
        row("a.txt#3", article, 0),
        row("a.txt#4", "", 1),
    ];
    assert_eq!(found, expected);
    let counted = folder.run("tokenize a.txt --per paragraph --clean text --format jsonl");
    let ids: Vec<_> = parse_lines(&counted.stdout)
        .iter()
        .map(|row| row["id"].clone())
        .collect();
    assert_eq!(ids, ["a.txt#1", "a.txt#3"]);
    assert_eq!(
        counted.stderr,
        "removed 2 boilerplate lines from 1 document (related 1, comments 1)\n"
    );
    folder.write("blank.txt", "\n \n");
    folder.refuses(
        "tokenize blank.txt --per paragraph",
        "the input holds no document; give files with at least one record",
    );
}

/// Many older sites put the whole page into one form.
#[test]
fn a_page_that_stands_in_a_form_has_its_article() {
    let sentences = [
        "قال الوزير إن الميناء سيعود إلى العمل في الأسبوع المقبل بعد إصلاح الرصيف الشمالي.",
        "وأضاف أن السفن الكبيرة ستدخل أولا ثم تليها سفن الصيد الصغيرة خلال الشهر نفسه.",
        "وتوقع التجار أن تنخفض أسعار النقل بعد عودة الخط البحري المباشر إلى الجزيرة.",
        "ووعدت الشركة بتشغيل مئة عامل من أبناء المدينة قبل نهاية العام.",
    ];
    let paragraphs = sentences.map(|sentence| format!("<p>{sentence}</p>"));
    let page = format!(
        "<html><head><title>عودة الميناء - الموقع</title></head><body><form id=\"page\">\
         <div>بحث <input name=\"q\"></div><div><h1>عودة الميناء</h1>{}\
         <p><a href=\"/2\">سفينة ثالثة تصل إلى الميناء وعلى متنها ثلاثون سيارة قديمة.</a></p>{}\
         <div>رسالة كل خميس. ضع عنوانك هنا لتصلك. <input type=\"email\"></div></div></form></body></html>",
        paragraphs[..2].concat(),
        paragraphs[2..].concat(),
    );
    let folder = Folder::with("page.html", page);
    let cleaned = folder.run("clean page.html -q").stdout();
    assert_eq!(
        cleaned.trim(),
        format!("عودة الميناء\n\n{}", sentences.join("\n\n"))
    );
}

#[test]
fn a_menu_goes_where_only_it_has_paragraphs() {
    let sentence =
        "The council voted on Monday to repair the old bridge before the storms arrive. ";
    let sentences = format!("{sentence}<br><br>").repeat(4);
    let page = format!(
        "<html><head><title>Bridge</title></head><body><h1>Bridge</h1><div>{sentences}\
         <nav><p>Reader services are open on every working day of the year.</p>\
         <p>This publication is printed by the harbour press in two editions.</p></nav>\
         {sentences}</div></body></html>",
    );
    let folder = Folder::with("page.html", page);
    let cleaned = folder.run("clean page.html -q").stdout();
    assert!(
        cleaned.contains("voted on Monday") && !cleaned.contains("harbour press"),
        "{cleaned}"
    );
}

/// Commands that read texts for a model clean them as its training did, unless told otherwise.
#[test]
fn a_model_of_cleaned_text_wants_cleaned_text() {
    let mut texts = String::new();
    for (label, word) in [("sport", "المباراة"), ("economy", "البنك")] {
        for number in 1..4 {
            let text = format!(
                "عقد المجلس اجتماعا عن {word} رقم {number} في العاصمة.\n\nمقالات ذات صلة\n\nاترك تعليقاً\n"
            );
            texts += &format!(
                "{}\n",
                serde_json::json!({"label": label, "text": text, "id": format!("{word}{number}")})
            );
        }
    }
    let folder = Folder::with("news.jsonl", texts);
    folder.run("train -q news.jsonl -o as-is.tasnif").stdout();
    folder
        .run("train -q news.jsonl -o cleaned.tasnif --clean text")
        .stdout();
    let said = "removed 12 boilerplate lines from 6 documents (repeated 12)\n";
    let tokens = |flags: &str, said: &str| {
        let run = folder.run(&format!("classify news.jsonl --format jsonl {flags}"));
        assert_eq!((run.code, run.stderr.as_str()), (0, said), "{flags}");
        parse_lines(&run.stdout)[0]["tokens"].as_u64().unwrap()
    };
    assert_eq!(tokens("-m as-is.tasnif", ""), 14);
    assert_eq!(tokens("-m as-is.tasnif --clean text", said), 9);
    assert_eq!(tokens("-m cleaned.tasnif", said), 9);
    assert_eq!(tokens("-m cleaned.tasnif --clean none", ""), 14);
    for command in ["evaluate", "explain", "report -o r.html"] {
        let run = folder.run(&format!("{command} -m cleaned.tasnif news.jsonl"));
        assert!(run.stderr.contains(said), "{command}: {}", run.stderr);
    }
    let info = folder.run("info cleaned.tasnif --format table").stdout();
    assert!(info.contains("clean           text"), "{info}");
}

#[test]
fn each_of_several_documents_is_named_and_what_stays_is_told_from_what_goes() {
    let records = "{\"id\":\"a\",\"date\":\"2024-05-01\",\"text\":\"One is here to stay.\\nAdvertisement\"}\n\
                   {\"id\":\"b\",\"text\":\"Advertisement\"}\n";
    let folder = Folder::with("r.jsonl", records);
    let run = folder.run("clean r.jsonl --show-removed");
    assert_eq!(
        run.stdout,
        "==> a <==\nOne is here to stay.\n\n==> b <==\nAdvertisement\n"
    );
    assert_eq!(
        run.stderr,
        "a:2: advertisement: Advertisement\nb:1: advertisement (kept): Advertisement\n\
         removed 1 boilerplate line from 1 document (advertisement 1)\n"
    );
    let rows = parse_lines(&folder.run("clean -q r.jsonl --format jsonl").stdout());
    assert_eq!(rows[0]["date"], "2024-05-01");
    let alone = parse_lines(
        &folder
            .run("clean -q r.jsonl --format jsonl --keep none")
            .stdout(),
    );
    assert_eq!(alone[0]["date"], "2024-05-01T00:00:00Z");
    assert_eq!(rows[0]["script"], "Latin");
    assert_eq!(rows[1]["kept_whole"], true);
}

#[test]
fn one_page_shows_what_stays_and_what_goes() {
    let folder = Folder::with("a.txt", scraped());
    let body = format!("<nav>menu &amp; more</nav><h1>خبر</h1><p>{ARTICLE}</p><p>{ARTICLE}</p>");
    folder.write("p.html", page(&body));
    let run = folder.run("clean p.html a.txt --show-removed --format html -q");
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    let shown = run.stdout();
    assert!(shown.starts_with("<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\">"));
    assert!(shown.trim_end().ends_with("</main></body></html>"));
    for part in [
        "<h2 dir=\"auto\">a.txt</h2>",
        "<p class=\"counts\">3 lines kept, 8 removed (markup 1, related 3, comments 2, navigation 1, advertisement 1)</p>",
        "<dt>title</dt><dd dir=\"auto\">خبر</dd><span class=\"place\">heading</span>",
        "<p dir=\"auto\">menu &amp; more</p><span class=\"reason\">page ",
        "<div class=\"line gone\"><span class=\"number\">6</span><p dir=\"auto\">إعلان</p>",
    ] {
        assert!(shown.contains(part), "{part}\n{shown}");
    }
    assert!(
        !shown.contains("<script") && !shown.contains("<link"),
        "{shown}"
    );
    folder.run("clean p.html a.txt -o view.html -q");
    assert_eq!(folder.read("view.html"), shown.into_bytes());
}

#[test]
fn lines_are_explained_as_rows() {
    let folder = Folder::with("a.txt", scraped());
    let rows = parse_lines(
        &folder
            .run("clean a.txt --explain --format jsonl -q")
            .stdout(),
    );
    assert_eq!(rows.len(), 11);
    assert_eq!(rows[0]["rule"], "navigation");
    assert_eq!(
        (&rows[1]["kept"], rows[1].get("rule")),
        (&true.into(), None)
    );
    let kept = |row: &&serde_json::Value| row["kept"] == true;
    let text: Vec<_> = rows
        .iter()
        .filter(kept)
        .map(|row| row["text"].as_str().unwrap())
        .collect();
    let cleaned = folder.run("clean a.txt -q").stdout();
    assert_eq!(
        text,
        cleaned
            .lines()
            .filter(|line| !line.is_empty())
            .collect::<Vec<_>>()
    );
    for row in &rows {
        let probability = row["probability"].as_f64().unwrap();
        assert!((0.0..=1.0).contains(&probability), "{row}");
    }
    let csv = folder.run("clean a.txt --explain --format csv -q").stdout();
    assert!(
        csv.starts_with("id,line,kept,rule,probability,text\na.txt,1,false,navigation,"),
        "{csv}"
    );
    let run = folder.run("clean a.txt --explain --per paragraph");
    assert_eq!(run.code, 2);
    assert!(
        run.stderr.contains("leave out --per paragraph"),
        "{}",
        run.stderr
    );
}
