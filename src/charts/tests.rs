//! What holds for all charts.

use super::*;

const HARD: [&str; 8] = [
    "مُحَمَّدٌ بِسْمِ اللَّهِ الرَّحْمٰنِ",
    "COVID-19 في 2024",
    "النسبة (12.5%) من [المجموع]",
    "ٱلْحَمْدُ لِلَّهِ رَبِّ ۖ ٱلْعَٰلَمِينَ",
    "\u{202E}\u{0}\u{7}\u{2066}",
    "",
    "中文 😀 Zürich",
    "an_identifier_without_any_space_that_goes_on_and_on_and_on_and_on",
];

fn labels(count: usize) -> Vec<String> {
    let long = "كلمة طويلة ".repeat(1000);
    let all = HARD.iter().copied().chain([long.as_str()]);
    all.cycle().take(count).map(str::to_owned).collect()
}

fn term_bars(count: usize) -> TermBars {
    let values = (0..count).map(|index| 1e6 / (index * index + 1) as f64);
    let bars = labels(count).into_iter().zip(values);
    TermBars {
        bars: bars.map(|(label, value)| Bar { label, value }).collect(),
        axis: HARD[2].repeat(100),
    }
}

fn class_bars(terms: usize, classes: usize) -> ClassBars {
    ClassBars {
        terms: labels(terms),
        classes: labels(classes),
        values: vec![vec![0.37; terms]; classes],
        axis: HARD[0].repeat(100),
    }
}

fn contribution_bars(count: usize) -> Contributions {
    let values = (0..count).map(|index| 9.5 / (index as f64 - 3.3));
    Contributions {
        terms: labels(count).into_iter().zip(values).collect(),
        sides: [HARD[0].repeat(20), HARD[7].repeat(20)],
        axis: HARD[2].repeat(100),
    }
}

fn matrix(side: usize) -> Confusion {
    Confusion {
        labels: labels(side),
        matrix: vec![vec![123_456; side]; side],
        truth: HARD[1].repeat(100),
        prediction: HARD[7].repeat(100),
    }
}

fn frame(width: u32, height: u32, direction: Direction) -> Frame {
    Frame {
        title: "عنوان طويل (2024) ".repeat(30),
        subtitle: "long subtitle ".repeat(100),
        direction,
        width,
        height,
        scale: 1.0,
        font: None,
    }
}

/// Charts of all kinds, small and large.
fn charts(frame: &Frame) -> Vec<Result<Vec<u8>, ChartError>> {
    let terms = [1, 9, MAX_BARS].map(|count| terms(&term_bars(count), frame));
    let shapes = [(1, 1), (8, 8), (MAX_CLASS_TERMS, MAX_CLASSES)];
    let classes = shapes.map(|(terms, names)| classes(&class_bars(terms, names), frame));
    let confusions = [2, 9, MAX_CONFUSION_LABELS].map(|side| confusion(&matrix(side), frame));
    let sided =
        [1, 9, MAX_CONTRIBUTIONS].map(|count| contributions(&contribution_bars(count), frame));
    let charts = terms.into_iter().chain(classes).chain(confusions);
    charts.chain(sided).collect()
}

/// Whether the outermost pixels of a picture are all white.
fn has_white_border(file: &[u8]) -> bool {
    let decoder = ::png::Decoder::new(std::io::Cursor::new(file));
    let mut reader = decoder.read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut pixels).unwrap();
    let row = info.width as usize * 3;
    let white = |bytes: &[u8]| bytes.iter().all(|&byte| byte == 255);
    let rows: Vec<&[u8]> = pixels.chunks_exact(row).collect();
    let sides = rows
        .iter()
        .all(|row| white(&row[..6]) && white(&row[row.len() - 6..]));
    sides && white(rows[0]) && white(rows[1]) && rows.iter().rev().take(2).all(|row| white(row))
}

#[test]
fn charts_stay_inside_their_frames() {
    for (width, height, direction) in [(900, 800, Direction::Rtl), (1000, 700, Direction::Ltr)] {
        let charts = charts(&frame(width, height, direction));
        for (index, chart) in charts.into_iter().enumerate() {
            match chart {
                Ok(file) => assert!(has_white_border(&file), "{width} {height} {index}"),
                Err(error) => assert!(matches!(error, ChartError::Crowded { .. }), "{error}"),
            }
        }
    }
}

#[test]
fn advice_about_crowded_charts_helps() {
    let draw_terms = |frame: &Frame| terms(&term_bars(MAX_BARS), frame);
    let draw_classes = |frame: &Frame| classes(&class_bars(MAX_CLASS_TERMS, MAX_CLASSES), frame);
    let draw_confusion = |frame: &Frame| confusion(&matrix(MAX_CONFUSION_LABELS), frame);
    let draw_sided = |frame: &Frame| contributions(&contribution_bars(MAX_CONTRIBUTIONS), frame);
    type Draw<'a> = &'a dyn Fn(&Frame) -> Result<Vec<u8>, ChartError>;
    for draw in [
        &draw_terms as Draw,
        &draw_classes,
        &draw_confusion,
        &draw_sided,
    ] {
        let mut frame = frame(MIN_WIDTH, MIN_HEIGHT, Direction::Auto);
        let mut result = draw(&frame);
        for _ in 0..5 {
            match result {
                Err(ChartError::Crowded {
                    side: "width",
                    least,
                    ..
                }) => frame.width = least,
                Err(ChartError::Crowded { least, .. }) => frame.height = least,
                _ => break,
            }
            result = draw(&frame);
        }
        assert!(result.is_ok(), "{result:?}");
    }
}

#[test]
fn charts_are_the_same_every_time() {
    let frame = frame(600, 500, Direction::Auto);
    assert_eq!(charts(&frame), charts(&frame));
}

#[test]
fn directions_mirror_the_chart() {
    let data = term_bars(3);
    let draw = |direction| terms(&data, &frame(600, 400, direction)).unwrap();
    assert_ne!(draw(Direction::Rtl), draw(Direction::Ltr));
}

#[test]
fn charts_without_data_are_refused() {
    let frame = Frame::default();
    let results = [
        terms(&TermBars::default(), &frame),
        classes(&ClassBars::default(), &frame),
        classes(&class_bars(3, 0), &frame),
        classes(&class_bars(0, 3), &frame),
        confusion(&Confusion::default(), &frame),
        contributions(&Contributions::default(), &frame),
        confusion(&matrix(1), &frame),
    ];
    for result in results {
        assert!(
            matches!(result, Err(ChartError::TooFew { .. })),
            "{result:?}"
        );
    }
}

#[test]
fn charts_with_too_much_data_are_refused() {
    let frame = Frame::default();
    let results = [
        terms(&term_bars(MAX_BARS + 1), &frame),
        classes(&class_bars(MAX_CLASS_TERMS + 1, 2), &frame),
        classes(&class_bars(2, MAX_CLASSES + 1), &frame),
        confusion(&matrix(MAX_CONFUSION_LABELS + 1), &frame),
        contributions(&contribution_bars(MAX_CONTRIBUTIONS + 1), &frame),
    ];
    for result in results {
        assert!(
            matches!(result, Err(ChartError::TooMany { .. })),
            "{result:?}"
        );
    }
}

#[test]
fn tables_must_match_their_labels() {
    let frame = Frame::default();
    let (mut bars, mut cells) = (class_bars(3, 3), matrix(3));
    bars.values[1].pop();
    cells.matrix[2].push(1);
    let mut short = class_bars(3, 3);
    short.values.pop();
    for result in [
        classes(&bars, &frame),
        classes(&short, &frame),
        confusion(&cells, &frame),
    ] {
        assert!(
            matches!(result, Err(ChartError::Uneven { .. })),
            "{result:?}"
        );
    }
}

#[test]
fn values_without_a_length_are_refused() {
    let frame = Frame::default();
    let (mut single, mut grouped) = (term_bars(2), class_bars(2, 2));
    let mut sided = contribution_bars(2);
    single.bars[1].value = -0.5;
    grouped.values[1][0] = f64::NAN;
    sided.terms[1].1 = f64::NEG_INFINITY;
    for result in [
        terms(&single, &frame),
        classes(&grouped, &frame),
        contributions(&sided, &frame),
    ] {
        assert!(
            matches!(result, Err(ChartError::Value { .. })),
            "{result:?}"
        );
    }
}

#[test]
fn frames_that_cannot_be_used_are_refused() {
    let flat = Frame {
        height: 0,
        ..Frame::default()
    };
    assert!(matches!(
        terms(&term_bars(2), &flat),
        Err(ChartError::Size { .. })
    ));
    let font = Some(b"not a font".to_vec());
    let frame = Frame {
        font,
        ..Frame::default()
    };
    assert_eq!(confusion(&matrix(2), &frame), Err(ChartError::Font));
}
