//! `tasnif stop-words`, `--stop-words`, and the stop lists and captions of the languages found.

use crate::common::{Folder, parse_lines};

/// News of a language, a line each.
const PERSIAN: &str = "\
وزیر نیرو گفت که ذخیره آب سدها در تابستان کم می‌شود و این وضعیت را باید جدی گرفت.
سدها در استان‌های جنوبی خالی شده‌اند و آب کشاورزان از چاه‌ها گرفته می‌شود.
مجلس طرح صرفه‌جویی آب را تصویب کرد و دولت آن را برای اجرا فرستاد.
کشاورزان از کمبود آب شکایت دارند و می‌گویند که محصول امسال از دست رفته است.
تیم ملی فوتبال در بازی دیروز دو گل زد و به مرحله بعد رفت.
مربی تیم گفت که بازیکنان او در این بازی بهتر از همیشه بودند.
بازی بعدی تیم در ورزشگاه آزادی برگزار خواهد شد.
بازار بورس تهران با افت شاخص روبه‌رو شد و سهام بانک‌ها ارزان شد.
بانک مرکزی نرخ بهره را تغییر نداد و بازار ارز آرام بود.
";

const URDU: &str = "\
وزیر خزانہ نے کہا ہے کہ حکومت بجٹ میں عوام کو بجلی کی قیمت میں رعایت دے گی۔
بجلی کی قیمت میں اضافے کے بعد شہریوں نے کراچی میں احتجاج کیا۔
حکومت نے بجٹ اسمبلی میں پیش کر دیا اور حزب اختلاف نے اس پر تنقید کی۔
قومی ٹیم نے میچ جیت لیا اور کپتان نے کھلاڑیوں کی تعریف کی۔
ٹیم کا اگلا میچ لاہور میں ہوگا جس کے لیے ٹکٹ فروخت ہو رہے ہیں۔
کھلاڑیوں نے کہا کہ وہ میچ کے لیے تیار ہیں۔
بارش کے باعث دریا میں پانی بڑھ گیا ہے اور گاؤں خالی کرائے جا رہے ہیں۔
محکمہ موسمیات کے مطابق بارش مزید دو دن تک جاری رہے گی۔
";

fn folder() -> Folder {
    let folder = Folder::with("fa.txt", PERSIAN);
    folder.write("ur.txt", URDU);
    folder.write(
        "ar.txt",
        "ارتفع سعر الدولار في شمال البلاد، وعليها أن تدفع مليون دولار. خبر عاجل: حدث في مارس.",
    );
    folder.write(
        "en.txt",
        "The price of oil rose and the bank said that it would not act.",
    );
    folder
}

/// The terms of `keywords`, the most frequent first.
fn terms(folder: &Folder, flags: &str) -> Vec<String> {
    let lines = folder
        .run(&format!("keywords {flags} --format jsonl"))
        .stdout();
    let rows = parse_lines(&lines).into_iter();
    rows.map(|row| row["term"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn names_and_words_are_printed() {
    let folder = folder();
    let names = folder.run("stop-words").stdout();
    let names: Vec<&str> = names
        .lines()
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    let all = [
        "arabic",
        "english",
        "persian",
        "urdu",
        "arabic-news",
        "english-news",
    ];
    assert_eq!(names, all);
    let printed = folder.run("stop-words arabic").stdout();
    assert!(
        printed.starts_with("# Personal pronouns\nأنا\n"),
        "{printed}"
    );
    // What is printed can be used as a list of one's own.
    folder.write("my.txt", &printed);
    assert_eq!(
        terms(&folder, "ar.txt --stop-words my.txt"),
        terms(&folder, "ar.txt")
    );
    folder.refuses_with(
        "stop-words klingon",
        &["no stop list \"klingon\"", "persian"],
    );
}

#[test]
fn what_news_is_about_is_counted_in_arabic() {
    let terms = terms(&folder(), "ar.txt");
    for word in ["الدولار", "شمال", "مليون", "دولار", "خبر", "حدث", "مارس"]
    {
        assert!(terms.iter().any(|term| term == word), "{word}: {terms:?}");
    }
    for word in ["في", "وعليها", "أن"] {
        assert!(terms.iter().all(|term| term != word), "{word}: {terms:?}");
    }
}

#[test]
fn lists_and_letters_go_by_the_language_found() {
    let folder = folder();
    assert_eq!(terms(&folder, "fa.txt --top 3"), ["آب", "بازی", "تیم"]);
    assert_eq!(terms(&folder, "ur.txt --top 3"), ["میچ", "بارش", "بجلی"]);
    let persian = terms(&folder, "fa.txt");
    for word in ["از", "که", "را", "می‌شود", "شده‌اند", "خواهد", "این"]
    {
        assert!(persian.iter().all(|term| term != word), "{word}");
    }
    // An explicit profile stays; a pipe is as good as a file.
    let line = "keywords - --input-format txt --format jsonl --top 3";
    let piped = folder.run_with(line, PERSIAN.as_bytes()).stdout();
    assert_eq!(
        piped,
        folder
            .run("keywords fa.txt --format jsonl --top 3")
            .stdout()
    );
}

#[test]
fn lists_add_up() {
    let folder = folder();
    folder.write("my.txt", "آب\n");
    let own = terms(
        &folder,
        "fa.txt --stop-words default --stop-words my.txt --top 2",
    );
    assert_eq!(own, ["بازی", "تیم"]);
    let named = terms(
        &folder,
        "fa.txt --stop-words persian --stop-words my.txt --top 2",
    );
    assert_eq!(named, own);
    folder.refuses(
        "keywords fa.txt --stop-words none --stop-words my.txt",
        "--stop-words none does not go with other lists; leave out none or the others",
    );
}

#[test]
fn captions_are_in_the_language_of_the_terms_and_name_the_lists() {
    let folder = folder();
    for (file, captions) in [
        (
            "fa.txt",
            [
                "پربسامدترین واژه‌ها",
                "تعداد تکرار",
                "بدون ایست‌واژه‌ها: فارسی",
            ],
        ),
        (
            "ur.txt",
            [
                "سب سے زیادہ آنے والے الفاظ",
                "تعداد وقوع",
                "اسٹاپ ورڈز کے بغیر: اردو",
            ],
        ),
        (
            "fa.txt en.txt",
            ["پربسامدترین واژه‌ها", "تعداد تکرار", "انگلیسی، فارسی"],
        ),
        (
            "fa.txt --language ur",
            ["سب سے زیادہ آنے والے الفاظ", "تعداد وقوع", "فارسی"],
        ),
    ] {
        let line = format!("chart terms {file} -o chart.svg --svg-text --size 1600x900");
        folder.run(&line).stdout();
        let picture = folder.read_text("chart.svg");
        for caption in captions {
            assert!(picture.contains(caption), "{file}: {caption}");
        }
    }
    for (file, language, title) in [
        ("fa.txt", "fa", "گزارش پیکره"),
        ("ur.txt", "ur", "ذخیرۂ متن کی رپورٹ"),
    ] {
        folder
            .run(&format!("report {file} -o page.html -q"))
            .stdout();
        let page = folder.read_text("page.html");
        assert!(page.contains(&format!("lang=\"{language}\"")), "{language}");
        assert!(page.contains(title), "{language}");
    }
}
