//! Properties of all charts.

mod samples;
pub(super) mod vision;

use super::*;
use samples::*;

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

/// The size of each text of an SVG file in logical pixels at scale 1.
fn text_sizes(svg: &str) -> Vec<f64> {
    let numbers = svg.split("font-size=\"").skip(1);
    let size = |rest: &str| rest.split('"').next().and_then(|size| size.parse().ok());
    numbers.map(|rest| size(rest).unwrap()).collect()
}

#[test]
fn narrow_charts_have_legible_texts_and_stay_inside_their_frames() {
    let narrow = Frame {
        least_text: 11.0,
        ..frame(364, 900, Direction::Ltr)
    };
    let drawn = samples(&narrow).into_iter().flatten();
    // Two of the charts with these long texts cannot be so narrow, and return an error.
    let inside = drawn.map(|pixels| has_white_border(&pixels));
    assert_eq!(inside.collect::<Vec<_>>(), [true; 15]);
    let as_text = Frame {
        format: PictureFormat::SvgText,
        ..narrow
    };
    for (index, svg) in samples(&as_text).into_iter().flatten().enumerate() {
        let sizes = text_sizes(&String::from_utf8_lossy(&svg)).into_iter();
        // Notes beside labels and above bars are slightly smaller.
        let smallest = sizes.fold(f64::INFINITY, f64::min);
        assert!(smallest >= 10.0, "{index} {smallest}");
    }
}

#[test]
fn advice_about_crowded_charts_helps() {
    let draw_terms = |frame: &Frame| terms(&term_bars(MAX_BARS), frame);
    let draw_classes = |frame: &Frame| classes(&class_panels(MAX_CLASS_TERMS, MAX_CLASSES), frame);
    let draw_confusion = |frame: &Frame| confusion(&matrix(MAX_CONFUSION_LABELS), frame);
    type Draw<'a> = &'a dyn Fn(&Frame) -> Result<Picture, ChartError>;
    for draw in [&draw_terms as Draw, &draw_classes, &draw_confusion] {
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
    assert_eq!(samples(&frame), samples(&frame));
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
        classes(&ClassPanels::default(), &frame),
        classes(&class_panels(3, 0), &frame),
        classes(&class_panels(0, 3), &frame),
        confusion(&Confusion::default(), &frame),
        confusion(&matrix(1), &frame),
        reliability(&bins(0), &frame),
        scores(&scored(0), &frame),
        coverage(&curve(0), &frame),
        learning(&learned(0), &frame),
        topics(&panels(0, 3), &frame),
        topics(&panels(3, 0), &frame),
        keyness(&two_sides(0, 0), &frame),
        cloud(&Cloud::default(), &frame),
        zipf(&ranks(0), &frame),
        dispersion(&strokes(0, 3), &frame),
        dispersion(
            &Dispersion {
                length: 0.0,
                ..strokes(2, 0)
            },
            &frame,
        ),
        trend(&lines(0, 3), &frame),
        trend(&lines(3, 0), &frame),
        cooccurrence(&pairs(1), &frame),
        diversity(&growth(0, 1), &frame),
        diversity(&growth(1, 0), &frame),
        trials(&tried(0), &frame),
        drift(&drifting(0, 3), &frame),
        drift(&drifting(3, 0), &frame),
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
        classes(&class_panels(MAX_CLASS_TERMS + 1, 2), &frame),
        classes(&class_panels(2, MAX_CLASSES + 1), &frame),
        confusion(&matrix(MAX_CONFUSION_LABELS + 1), &frame),
        reliability(&bins(MAX_BINS + 1), &frame),
        scores(&scored(MAX_SCORED_LABELS + 1), &frame),
        coverage(&curve(MAX_POINTS + 1), &frame),
        learning(&learned(MAX_LEARNING_POINTS + 1), &frame),
        topics(&panels(MAX_TOPICS + 1, 1), &frame),
        topics(&panels(1, MAX_TOPIC_TERMS + 1), &frame),
        topics(&panels(100_000, 1), &frame),
        keyness(&two_sides(MAX_BARS, 1), &frame),
        cloud(
            &Cloud {
                terms: bars(MAX_CLOUD_TERMS + 1),
            },
            &frame,
        ),
        dispersion(&strokes(MAX_DISPERSION_TERMS + 1, 0), &frame),
        trend(&lines(MAX_SERIES + 1, 1), &frame),
        trend(&lines(1, MAX_PERIODS + 1), &frame),
        cooccurrence(&pairs(MAX_COOCCURRENCE_TERMS + 1), &frame),
        diversity(&growth(MAX_DIVERSITY_LABELS + 1, 1), &frame),
        diversity(&growth(1, MAX_MEASURES + 1), &frame),
        trials(&tried(MAX_TRIALS + 1), &frame),
        drift(&drifting(MAX_PANELS + 1, 1), &frame),
        drift(&drifting(1, MAX_PERIODS + 1), &frame),
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
    let mut cells = matrix(3);
    cells.matrix[2].push(1);
    let (mut line, mut together, mut curves) = (lines(2, 3), pairs(3), growth(3, 2));
    line.series[1].values.pop();
    together.counts[0].push(1);
    curves.curves.pop();
    let mut measures = growth(3, 2);
    measures.measures[1].values.push(0.1);
    let (mut values, mut bands) = (drifting(2, 3), drifting(2, 3));
    values.panels[1].values.pop();
    bands.panels[0].bands.pop();
    for result in [
        drift(&values, &frame),
        drift(&bands, &frame),
        trend(&line, &frame),
        cooccurrence(&together, &frame),
        diversity(&curves, &frame),
        diversity(&measures, &frame),
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
    let (mut single, mut grouped) = (term_bars(2), class_panels(2, 2));
    single.bars[1].value = -0.5;
    grouped.classes[1].terms[0].others = f64::NAN;
    let (mut sides, mut panels, mut words) = (two_sides(2, 2), panels(2, 2), bars(3));
    sides.reference[1].value = f64::NAN;
    panels.topics[1].terms[0].value = f64::INFINITY;
    words[2].value = f64::NAN;
    let (mut line, mut curves, mut places) = (lines(1, 3), growth(2, 1), strokes(2, 2));
    line.series[0].values[0] = Some(-1.0);
    curves.curves[1][0].1 = f64::NAN;
    places.terms[0].1[0] = f64::NAN;
    for result in [
        terms(&single, &frame),
        classes(&grouped, &frame),
        keyness(&sides, &frame),
        topics(&panels, &frame),
        cloud(&Cloud { terms: words }, &frame),
        trend(&line, &frame),
        diversity(&curves, &frame),
        dispersion(&places, &frame),
        dispersion(
            &Dispersion {
                length: f64::NAN,
                ..strokes(1, 0)
            },
            &frame,
        ),
    ] {
        assert!(
            matches!(result, Err(ChartError::Value { .. })),
            "{result:?}"
        );
    }
}

#[test]
fn shares_ranks_and_places_must_be_such() {
    let frame = Frame::default();
    let (mut few, mut sure) = (curve(3), bins(3));
    few.points[1].accuracy = 1.01;
    sure.bins[0].confidence = f64::NAN;
    for result in [coverage(&few, &frame), reliability(&sure, &frame)] {
        assert!(
            matches!(result, Err(ChartError::Share { .. })),
            "{result:?}"
        );
    }
    let mut places = strokes(1, 2);
    places.terms[0].1[1] = 1e9 + 1.0;
    let result = dispersion(&places, &frame);
    assert!(
        matches!(result, Err(ChartError::Outside { .. })),
        "{result:?}"
    );
    for change in [
        |data: &mut Zipf| data.counts[4] = 0,
        |data: &mut Zipf| data.counts.reverse(),
        |data: &mut Zipf| data.counts[0] = u64::MAX,
        |data: &mut Zipf| data.fit = Some((f64::NAN, 0.0)),
        |data: &mut Zipf| data.notes[0].0 = 0,
        |data: &mut Zipf| data.notes[0].0 = 6,
    ] {
        let mut data = ranks(5);
        change(&mut data);
        assert_eq!(zipf(&data, &frame), Err(ChartError::Ranks));
    }
}

#[test]
fn charts_of_zeros_are_drawn() {
    let frame = frame(600, 500, Direction::Auto);
    let zero = |label: &str| Bar {
        label: label.into(),
        value: 0.0,
    };
    let zeros = || vec![zero("a"), zero("ب")];
    let drawn = [
        cloud(&Cloud { terms: zeros() }, &frame),
        keyness(
            &Keyness {
                target: vec![KeynessBar::default()],
                reference: vec![KeynessBar::default()],
                ..Keyness::default()
            },
            &frame,
        ),
        topics(
            &Topics {
                topics: vec![Topic {
                    name: String::new(),
                    terms: zeros(),
                }],
            },
            &frame,
        ),
    ];
    for picture in drawn {
        assert!(has_white_border(&picture.unwrap()));
    }
}

/// The positions of all rectangles of an SVG file.
fn rectangles(svg: &[u8]) -> Vec<String> {
    let text = std::str::from_utf8(svg).unwrap();
    let lines = text.lines().filter(|line| line.starts_with("<rect"));
    lines.map(str::to_owned).collect()
}

#[test]
fn vector_pictures_have_one_layout() {
    let frame = |format| Frame {
        format,
        ..frame(600, 500, Direction::Auto)
    };
    let (outlines, texts) = (frame(PictureFormat::Svg), frame(PictureFormat::SvgText));
    let pictures = samples(&outlines).into_iter().zip(samples(&texts));
    for (outlines, texts) in pictures {
        let (outlines, texts) = (outlines.unwrap(), texts.unwrap());
        assert_eq!(rectangles(&outlines), rectangles(&texts));
        let (outlines, texts) = (
            String::from_utf8(outlines.bytes).unwrap(),
            String::from_utf8(texts.bytes),
        );
        assert!(!outlines.contains("<text"));
        let texts = texts.unwrap();
        assert!(texts.starts_with("<svg ") && texts.ends_with("</svg>\n"));
        assert!(texts.contains("<text ") && !texts.contains('\u{202E}'));
    }
}

#[test]
fn captions_of_upright_axes_are_turned_by_a_right_angle() {
    let frame = Frame {
        format: PictureFormat::SvgText,
        ..frame(600, 400, Direction::Rtl)
    };
    let picture = String::from_utf8(coverage(&curve(5), &frame).unwrap().bytes).unwrap();
    let turns: Vec<&str> = picture
        .split("rotate(")
        .skip(1)
        .filter_map(|rest| rest.split(' ').next())
        .collect();
    assert!(matches!(turns[..], ["90" | "-90"]), "{turns:?}");
}

#[test]
fn looks_change_the_picture() {
    let data = class_panels(3, 3);
    let plain = frame(600, 400, Direction::Rtl);
    let looks = [
        Frame {
            theme: Theme::Dark,
            ..plain.clone()
        },
        Frame {
            palette: Palette::OkabeIto,
            ..plain.clone()
        },
        Frame {
            palette: Palette::Grey,
            ..plain.clone()
        },
        Frame {
            digits: Digits::Arabic,
            ..plain.clone()
        },
    ];
    let before = classes(&data, &plain).unwrap();
    for look in looks {
        assert_ne!(classes(&data, &look).unwrap(), before, "{look:?}");
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
    let fonts = vec![b"not a font".to_vec()];
    let frame = Frame {
        fonts,
        ..Frame::default()
    };
    assert_eq!(confusion(&matrix(2), &frame), Err(ChartError::Font));
}
