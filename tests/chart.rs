//! `tasnif chart`.

mod common;

use common::{Folder, NEWS, Run, jsonl};

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
fn only_png_is_drawn_so_far() {
    let folder = folder();
    for name in ["terms.svg", "terms", "terms.jpg"] {
        folder.refuses(
            &format!("chart terms news.jsonl -o {name}"),
            &format!("{name}: charts are PNG pictures; name a file that ends in .png"),
        );
    }
    let run = folder.run(&format!("chart terms news.jsonl {SMALL} -o TERMS.PNG"));
    assert_eq!(run, Run::new(0, "", ""));
    size(&folder.read("TERMS.PNG"));
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
