//! The page of `tasnif report` in a browser: a real click on the head of a column sorts its table.
//!
//! Speaks the DevTools protocol over two pipes. Without a Chromium that starts on the machine the
//! test says so and passes.

use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use crate::common::{Folder, Run, jsonl};
use base64::Engine;
use serde_json::{Value, json};

const NAMES: [&str; 5] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
];

const FLAGS: [&str; 11] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--window-size=1280,900",
    "--remote-debugging-pipe",
];

/// A browser that hangs is ended after this time.
const PATIENCE: Duration = Duration::from_secs(120);

/// A browser with one page open.
struct Browser {
    child: Arc<Mutex<Child>>,
    requests: ChildStdin,
    answers: BufReader<ChildStdout>,
    session: Option<String>,
    last: u64,
}

impl Browser {
    /// Starts a browser whose data lies in `folder`; `None` when the machine has none that starts.
    fn start(folder: &Folder) -> Option<Self> {
        let program = installed()?;
        // The browser reads requests from descriptor 3 and writes answers to 4.
        let mut child = Command::new("sh")
            .args(["-c", r#"exec "$0" "$@" 3<&0 4>&1 0</dev/null 1>/dev/null"#])
            .arg(program)
            .args(FLAGS)
            .arg(format!(
                "--user-data-dir={}",
                folder.path("browser").display()
            ))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("a shell");
        let requests = child.stdin.take().expect("a pipe");
        let answers = BufReader::new(child.stdout.take().expect("a pipe"));
        let child = Arc::new(Mutex::new(child));
        let watched = Arc::clone(&child);
        std::thread::spawn(move || {
            std::thread::sleep(PATIENCE);
            end(&watched);
        });
        let mut browser = Browser {
            child,
            requests,
            answers,
            session: None,
            last: 0,
        };
        let greeting = json!({"id": 0, "method": "Browser.getVersion"});
        browser
            .requests
            .write_all(format!("{greeting}\0").as_bytes())
            .ok()?;
        let mut answer = Vec::new();
        browser.answers.read_until(0, &mut answer).ok()?;
        (!answer.is_empty()).then_some(browser)
    }

    /// What the browser answers to a request.
    fn ask(&mut self, method: &str, parameters: Value) -> Value {
        self.last += 1;
        let mut request = json!({"id": self.last, "method": method, "params": parameters});
        if let Some(session) = &self.session {
            request["sessionId"] = json!(session);
        }
        self.requests
            .write_all(format!("{request}\0").as_bytes())
            .expect("the browser listens");
        loop {
            let message = self.next();
            if message["id"] == self.last {
                assert!(message["error"].is_null(), "{method}: {message}");
                return message["result"].clone();
            }
        }
    }

    fn next(&mut self) -> Value {
        let mut message = Vec::new();
        self.answers.read_until(0, &mut message).expect("an answer");
        assert_eq!(message.pop(), Some(0), "the browser has ended");
        serde_json::from_slice(&message).expect("JSON")
    }

    /// Opens a page and waits until it is there.
    fn open(&mut self, address: &str) {
        let target = self.ask("Target.createTarget", json!({"url": "about:blank"}));
        let target = json!({"targetId": target["targetId"], "flatten": true});
        let attached = self.ask("Target.attachToTarget", target);
        self.session = attached["sessionId"].as_str().map(str::to_owned);
        self.ask("Page.enable", json!({}));
        self.ask("Page.navigate", json!({"url": address}));
        while self.next()["method"] != "Page.loadEventFired" {}
    }

    /// The value of an expression in the page.
    fn value(&mut self, expression: &str) -> Value {
        let parameters = json!({"expression": expression, "returnByValue": true});
        let answer = self.ask("Runtime.evaluate", parameters);
        assert!(answer["exceptionDetails"].is_null(), "{answer}");
        answer["result"]["value"].clone()
    }

    /// Clicks on the middle of an element, with the mouse.
    fn click(&mut self, element: &str) {
        let place = self.value(&format!(
            "(() => {{ const e = {element}; e.scrollIntoView({{block: 'center', behavior: 'instant'}}); \
             const b = e.getBoundingClientRect(); \
             return {{x: b.x + b.width / 2, y: b.y + b.height / 2}}; }})()"
        ));
        for kind in ["mousePressed", "mouseReleased"] {
            let event = json!({
                "type": kind, "x": place["x"], "y": place["y"], "button": "left", "clickCount": 1
            });
            self.ask("Input.dispatchMouseEvent", event);
        }
    }

    /// A picture of what is seen, as a PNG file.
    fn screenshot(&mut self) -> Vec<u8> {
        let picture = self.ask("Page.captureScreenshot", json!({"format": "png"}));
        let picture = picture["data"].as_str().expect("a picture");
        let engine = base64::engine::general_purpose::STANDARD;
        engine.decode(picture).expect("base64")
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        end(&self.child);
    }
}

/// Ends a browser, if it has not ended.
fn end(child: &Mutex<Child>) {
    let mut child = child.lock().unwrap_or_else(PoisonError::into_inner);
    let _ = child.kill();
    let _ = child.wait();
}

/// A browser on the path.
fn installed() -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    let mut places = NAMES
        .iter()
        .flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
    places.find(|place| place.is_file())
}

const TABLE: &str = "document.querySelector('#terms table')";

/// The texts of a column of the table of terms.
fn column(browser: &mut Browser, number: usize) -> Vec<String> {
    let texts = browser.value(&format!(
        "[...{TABLE}.tBodies[0].rows].map(row => row.cells[{number}].textContent)"
    ));
    let texts = texts.as_array().expect("a list").iter();
    texts
        .map(|text| text.as_str().expect("a text").to_owned())
        .collect()
}

#[test]
fn a_click_on_the_head_of_a_column_sorts_its_table() {
    let texts = [
        ("بحر", "الموج الموج الموج المرفأ والسفن والصيادون"),
        ("جبل", "القمة القمة الصخر والثلج في الأعالي المرفأ"),
    ];
    let folder = Folder::with("places.jsonl", jsonl(&texts));
    let run = folder.run("report places.jsonl -o page.html -q");
    assert_eq!(run, Run::new(0, "", ""));
    let Some(mut browser) = Browser::start(&folder) else {
        println!(
            "skipped: no browser ({}) is installed or starts",
            NAMES.join(", ")
        );
        return;
    };
    browser.open(&format!("file://{}", folder.path("page.html").display()));
    let before = column(&mut browser, 2);
    assert_eq!(before[..4], ["3", "2", "2", "1"]);
    let before = browser.screenshot();

    let count = format!("{TABLE}.tHead.rows[0].cells[2]");
    let sorted =
        |browser: &mut Browser| browser.value(&format!("{count}.getAttribute('aria-sort')"));
    browser.click(&count);
    assert_eq!(sorted(&mut browser), "descending");
    browser.click(&count);
    assert_eq!(sorted(&mut browser), "ascending");
    let counts = column(&mut browser, 2);
    let mut expected = counts.clone();
    expected.sort_by_key(|count| count.parse::<u64>().expect("a number"));
    assert_eq!(counts, expected);
    assert_eq!(counts.last().map(String::as_str), Some("3"));
    assert_eq!(
        column(&mut browser, 1).last().map(String::as_str),
        Some("الموج")
    );

    // Names are sorted as people sort them, and numbers by their value.
    browser.click(&format!("{TABLE}.tHead.rows[0].cells[1]"));
    assert_eq!(column(&mut browser, 1)[0], "الأعالي");
    // Of the two forms of a picture, that for the width of the window is seen.
    let seen = "[...document.querySelectorAll('figure svg')].map(svg => svg.getBoundingClientRect().width)";
    let widths = browser.value(&format!(
        "{seen}.map(width => width > 600 ? 'wide' : width)"
    ));
    assert_eq!(widths, json!(["wide", 0, "wide", 0, "wide", 0]));
    browser.ask(
        "Emulation.setDeviceMetricsOverride",
        json!({"width": 390, "height": 844, "deviceScaleFactor": 1, "mobile": true}),
    );
    // As wide as they are drawn, so that their smallest text has its size.
    let widths = browser.value(&format!("{seen}.map(Math.round)"));
    assert_eq!(widths, json!([0, 364, 0, 364, 0, 364]));
    browser.ask("Emulation.clearDeviceMetricsOverride", json!({}));
    let after = browser.screenshot();
    assert!(after.starts_with(b"\x89PNG") && after != before);
    let place = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("report.png");
    std::fs::write(&place, after).expect("a file");
}
