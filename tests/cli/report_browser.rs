//! The page of `tasnif report` in a browser: a click on the head of a column sorts its table.
//!
//! A script added to a copy of the page clicks. Without a Chromium that starts on the machine the
//! test says so and passes.

use std::fs::File;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::common::{Folder, Run, jsonl, parse};
use serde_json::{Value, json};

const BROWSERS: [&str; 5] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
];

/// A browser that hangs is ended after this time.
const PATIENCE: Duration = Duration::from_secs(120);

/// Clicks on what is seen at the middle of a head, and leaves what follows in the page's title.
const CLICKS: &str = r##"<script>
{
  const table = document.querySelector("#terms table");
  const heads = [...table.tHead.rows[0].cells];
  const column = (number) => [...table.tBodies[0].rows].map((row) => row.cells[number].textContent).join(" ");
  const state = () => [heads.map((head) => head.getAttribute("aria-sort") ?? "").join(""), column(1), column(2)];
  const click = (head) => {
    head.scrollIntoView({ block: "center", behavior: "instant" });
    const { x, y, width, height } = head.getBoundingClientRect();
    document.elementFromPoint(x + width / 2, y + height / 2).click();
    return state();
  };
  const tables = [state(), click(heads[2]), click(heads[2]), click(heads[1])];
  const widths = [...document.querySelectorAll("figure svg")].map((picture) => picture.clientWidth);
  document.title = JSON.stringify({ tables, pictures: widths.map((width) => width > 0 && width <= innerWidth) });
}
</script></body>"##;

/// What the script sees in a window of this size; `None` when no browser starts.
fn seen(folder: &Folder, window: &str) -> Option<Value> {
    let start = |name: &&str| {
        let mut command = Command::new(name);
        command
            .args("--headless --no-sandbox --disable-gpu --hide-scrollbars --dump-dom".split(' '))
            .arg(format!("--window-size={window}"))
            .arg(format!("--user-data-dir={}", folder.path("data").display()))
            .arg(format!("file://{}", folder.path("copy.html").display()))
            .stdin(Stdio::null())
            .stdout(File::create(folder.path("seen.html")).expect("a file"))
            .stderr(Stdio::null());
        command.spawn().ok()
    };
    let mut browser = BROWSERS.iter().find_map(start)?;
    let started = Instant::now();
    while browser.try_wait().expect("a state").is_none() {
        if started.elapsed() > PATIENCE {
            browser.kill().expect("an end");
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    let page = folder.read_text("seen.html");
    let (_, title) = page.split_once("<title>")?;
    Some(parse(title.split_once("</title>")?.0))
}

#[test]
fn a_click_on_the_head_of_a_column_sorts_its_table() {
    let sea = "الموج ".repeat(10) + "المرفأ والسفن";
    let texts = [("بحر", sea.as_str()), ("جبل", "القمة القمة الصخر المرفأ")];
    let folder = Folder::with("places.jsonl", jsonl(&texts));
    let run = folder.run("report places.jsonl -o page.html -q");
    assert_eq!(run, Run::new(0, "", ""));
    let page = folder.read_text("page.html");
    // The copy keeps the policy, which allows both the page's own script and the added one.
    assert!(page.contains(r#"<meta http-equiv="Content-Security-Policy" content="default-src"#));
    folder.write("copy.html", page.replace("</body>", CLICKS));
    let Some(seen_wide) = seen(&folder, "1280,900") else {
        println!("skipped: no browser ({}) starts", BROWSERS.join(", "));
        return;
    };
    // Names are sorted as people sort them, and numbers by their value.
    let tables = json!([
        ["", "الموج القمة المرفأ الصخر والسفن", "10 2 2 1 1"],
        [
            "descending",
            "الموج القمة المرفأ الصخر والسفن",
            "10 2 2 1 1"
        ],
        ["ascending", "الصخر والسفن القمة المرفأ الموج", "1 1 2 2 10"],
        ["ascending", "الصخر القمة المرفأ الموج والسفن", "1 2 2 10 1"],
    ]);
    // Of the two forms of a picture, that for the width of the window is seen.
    let pictures = json!([true, false, true, false, true, false]);
    assert_eq!(seen_wide, json!({"tables": tables, "pictures": pictures}));
    let seen_narrow = seen(&folder, "500,844").expect("a browser that starts again");
    let pictures = json!([false, true, false, true, false, true]);
    assert_eq!(seen_narrow, json!({"tables": tables, "pictures": pictures}));
}
