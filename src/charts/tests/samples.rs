//! Charts of all kinds with labels that are hard to draw.

use super::super::*;

pub const HARD: [&str; 8] = [
    "مُحَمَّدٌ بِسْمِ اللَّهِ الرَّحْمٰنِ",
    "COVID-19 في 2024",
    "النسبة (12.5%) من [المجموع]",
    "ٱلْحَمْدُ لِلَّهِ رَبِّ ۖ ٱلْعَٰلَمِينَ",
    "\u{202E}\u{0}\u{7}\u{2066}",
    "",
    "中文 😀 Zürich",
    "an_identifier_without_any_space_that_goes_on_and_on_and_on_and_on",
];

pub fn labels(count: usize) -> Vec<String> {
    let long = "كلمة طويلة ".repeat(1000);
    let all = HARD.iter().copied().chain([long.as_str()]);
    all.cycle().take(count).map(str::to_owned).collect()
}

pub fn term_bars(count: usize) -> TermBars {
    let values = (0..count).map(|index| 1e6 / (index * index + 1) as f64);
    let bars = labels(count).into_iter().zip(values);
    TermBars {
        bars: bars.map(|(label, value)| Bar { label, value }).collect(),
        axis: HARD[2].repeat(100),
    }
}

pub fn class_panels(terms: usize, classes: usize) -> ClassPanels {
    let term = |term| ClassTerm {
        term,
        rate: 0.37,
        others: 0.4,
    };
    let class = |name| ClassPanel {
        name,
        terms: labels(terms).into_iter().map(term).collect(),
    };
    ClassPanels {
        classes: labels(classes).into_iter().map(class).collect(),
        sides: [HARD[0].repeat(50), HARD[7].repeat(50)],
        axis: HARD[0].repeat(100),
    }
}

pub fn matrix(side: usize) -> Confusion {
    Confusion {
        rows: labels(side),
        columns: labels(side),
        matrix: vec![vec![123_456; side]; side],
        truth: HARD[1].repeat(100),
        prediction: HARD[7].repeat(100),
        cells: CellText::default(),
    }
}

pub fn frame(width: u32, height: u32, direction: Direction) -> Frame {
    Frame {
        title: "عنوان طويل (2024) ".repeat(30),
        subtitle: "long subtitle ".repeat(100),
        direction,
        width,
        height,
        scale: 1.0,
        ..Frame::default()
    }
}

pub fn bars(count: usize) -> Vec<Bar> {
    term_bars(count).bars
}

pub fn bins(count: usize) -> Reliability {
    let share = |index: usize| index as f64 / count as f64;
    let bins = (0..count).map(|index| ReliabilityBin {
        range: (share(index), share(index + 1)),
        documents: (index * index * 1_000_000) as u64,
        confidence: share(index + 1),
        accuracy: 1.0 - share(index),
        interval: (0.0, 1.0),
    });
    Reliability {
        bins: bins.collect(),
        confidence: HARD[0].repeat(100),
        accuracy: HARD[2].repeat(100),
        documents: HARD[7].repeat(100),
    }
}

pub fn scored(count: usize) -> Scores {
    let share = |value, low, high| {
        Some(ScoredShare {
            value,
            interval: (low, high),
        })
    };
    let score = |label| LabelScores {
        label,
        documents: u64::MAX,
        precision: share(1.0, 0.9, 1.0),
        recall: share(0.2, 0.0, 0.4),
    };
    Scores {
        labels: labels(count).into_iter().map(score).collect(),
        names: [HARD[0].repeat(50), HARD[7].repeat(50)],
        axis: HARD[2].repeat(100),
    }
}

pub fn curve(count: usize) -> Coverage {
    let points = (1..=count).map(|index| CoveragePoint {
        coverage: index as f64 / count as f64,
        accuracy: if index % 2 == 0 { 1.0 } else { 0.0 },
    });
    Coverage {
        points: points.collect(),
        coverage: HARD[0].repeat(100),
        accuracy: HARD[7].repeat(100),
    }
}

pub fn learned(count: usize) -> Learning {
    let point = |index: usize| LearningStep {
        documents: 1 << (index % 50),
        accuracy: (index % 2) as f64,
        interval: (0.0, 1.0),
        macro_f1: 0.5,
    };
    let estimated = |index: usize| EstimatedStep {
        documents: (index + 1) as f64 * 1e12,
        accuracy: 1.0,
    };
    Learning {
        points: (0..count).map(point).collect(),
        estimate: (0..count).map(estimated).collect(),
        range: (0.0, 1.0),
        names: [HARD[0].repeat(50), HARD[7].repeat(50), HARD[1].repeat(50)],
        documents: HARD[2].repeat(100),
        share: HARD[7].repeat(100),
    }
}

pub fn panels(count: usize, terms: usize) -> Topics {
    let topic = |name| Topic {
        name,
        terms: bars(terms),
    };
    Topics {
        topics: labels(count).into_iter().map(topic).collect(),
    }
}

pub fn two_sides(target: usize, reference: usize) -> Keyness {
    let sided = |count: usize, sign: f64| {
        let bars = bars(count).into_iter().map(|bar| KeynessBar {
            term: bar.label,
            value: sign * bar.value,
            interval: Some((sign * bar.value - 9.0, sign * bar.value + 9e3)),
            counts: [123_456_789, 0],
        });
        bars.collect()
    };
    Keyness {
        target: sided(target, 1.0),
        reference: sided(reference, -1.0),
        occurrences: HARD[1].repeat(100),
        sides: [HARD[0].repeat(50), HARD[7].repeat(50)],
        axis: HARD[2].repeat(100),
    }
}

pub fn ranks(count: usize) -> Zipf {
    Zipf {
        counts: (1..=count).rev().map(|count| count as u64).collect(),
        notes: labels(count.min(20))
            .into_iter()
            .enumerate()
            .map(|(i, n)| (i + 1, n))
            .collect(),
        fit: Some((9.0, -0.2)),
        rank: HARD[0].repeat(100),
        count: HARD[7].repeat(100),
    }
}

pub fn strokes(count: usize, places: usize) -> Dispersion {
    let place = |index: usize| index as f64 * 1e9 / places.max(2) as f64;
    let row = |term| (term, (0..places).map(place).collect());
    Dispersion {
        terms: labels(count).into_iter().map(row).collect(),
        length: 1e9,
        parts: labels(places)
            .into_iter()
            .enumerate()
            .map(|(index, name)| (place(index), name))
            .collect(),
        axis: HARD[2].repeat(100),
    }
}

pub fn lines(count: usize, periods: usize) -> Trend {
    let line = |name| Series {
        name,
        values: (0..periods)
            .map(|period| (period % 3 > 0).then_some(1e6 * period as f64))
            .collect(),
    };
    Trend {
        periods: labels(periods),
        ticks: vec![labels(periods).into_iter().enumerate().collect()],
        few: (0..periods).map(|period| period % 2 == 0).collect(),
        series: labels(count).into_iter().map(line).collect(),
        axis: HARD[0].repeat(100),
    }
}

pub fn pairs(side: usize) -> Cooccurrence {
    Cooccurrence {
        terms: labels(side),
        counts: vec![vec![u64::MAX / 1_000_000; side]; side],
    }
}

pub fn growth(count: usize, measures: usize) -> Diversity {
    let measure = |name| Measure {
        name,
        values: vec![0.5; count],
    };
    Diversity {
        labels: labels(count),
        measures: labels(measures).into_iter().map(measure).collect(),
        curves: vec![vec![(0.0, 0.0), (1e9, 1e6)]; count],
        words: HARD[0].repeat(100),
        types: HARD[7].repeat(100),
    }
}

pub fn tried(count: usize) -> Trials {
    let trial = |(index, settings): (usize, String)| TrialScores {
        settings,
        accuracy: ScoredShare {
            value: 0.9,
            interval: (0.0, 1.0),
        },
        log_loss: 1e6 * index as f64,
        is_chosen: index == 0,
    };
    Trials {
        trials: labels(count).into_iter().enumerate().map(trial).collect(),
        names: [HARD[0].repeat(50), HARD[7].repeat(50)],
        axes: [HARD[2].repeat(100), HARD[0].repeat(100)],
    }
}

pub fn drifting(count: usize, periods: usize) -> Drift {
    let panel = |(index, name): (usize, String)| DriftPanel {
        name,
        values: (0..periods)
            .map(|period| (period % 3 > 0).then_some(0.5))
            .collect(),
        bands: (0..periods)
            .map(|period| (period % 5 > 0).then_some((0.0, 1.0)))
            .collect(),
        expected: (index % 2 == 0).then_some(0.7),
        is_share: index % 2 == 0,
    };
    Drift {
        periods: labels(periods),
        ticks: vec![labels(periods).into_iter().enumerate().collect()],
        few: (0..periods).map(|period| period % 2 == 0).collect(),
        panels: labels(count).into_iter().enumerate().map(panel).collect(),
        names: [HARD[0].repeat(50), HARD[7].repeat(50)],
    }
}

/// A chart of each kind.
pub fn samples(frame: &Frame) -> [Result<Picture, ChartError>; 17] {
    [
        terms(&term_bars(5), frame),
        classes(&class_panels(4, 3), frame),
        confusion(&matrix(3), frame),
        reliability(&bins(5), frame),
        scores(&scored(3), frame),
        coverage(&curve(9), frame),
        learning(&learned(6), frame),
        topics(&panels(2, 3), frame),
        keyness(&two_sides(3, 2), frame),
        cloud(&Cloud { terms: bars(5) }, frame),
        zipf(&ranks(9), frame),
        dispersion(&strokes(3, 9), frame),
        trend(&lines(2, 6), frame),
        cooccurrence(&pairs(3), frame),
        diversity(&growth(2, 2), frame),
        trials(&tried(3), frame),
        drift(&drifting(2, 6), frame),
    ]
}

/// Charts of all kinds, small and large.
pub fn charts(frame: &Frame) -> Vec<Result<Picture, ChartError>> {
    let mut charts = Vec::new();
    charts.extend([1, 9, MAX_BARS].map(|count| terms(&term_bars(count), frame)));
    let shapes = [(1, 1), (8, 8), (MAX_CLASS_TERMS, MAX_CLASSES)];
    charts.extend(shapes.map(|(terms, names)| classes(&class_panels(terms, names), frame)));
    charts.extend([2, 9, MAX_CONFUSION_LABELS].map(|side| confusion(&matrix(side), frame)));
    charts.extend([1, 15].map(|count| reliability(&bins(count), frame)));
    charts.extend([1, 9, MAX_SCORED_LABELS].map(|count| scores(&scored(count), frame)));
    charts.extend([1, 7, 200].map(|count| coverage(&curve(count), frame)));
    charts.extend([1, 8, 50].map(|count| learning(&learned(count), frame)));
    let shapes = [(1, 1), (6, 8), (MAX_TOPICS, 2), (1, MAX_TOPIC_TERMS)];
    charts.extend(shapes.map(|(count, terms)| topics(&panels(count, terms), frame)));
    let shapes = [(1, 0), (0, 1), (10, 10)];
    charts.extend(shapes.map(|(target, reference)| keyness(&two_sides(target, reference), frame)));
    charts.extend([1, 9].map(|count| cloud(&Cloud { terms: bars(count) }, frame)));
    charts.extend([1, 2, 500].map(|count| zipf(&ranks(count), frame)));
    let shapes = [(1, 0), (8, 100), (MAX_DISPERSION_TERMS, 3)];
    charts.extend(shapes.map(|(count, places)| dispersion(&strokes(count, places), frame)));
    let shapes = [(1, 1), (3, 12), (MAX_SERIES, 40)];
    charts.extend(shapes.map(|(count, periods)| trend(&lines(count, periods), frame)));
    charts.extend([2, 9, MAX_COOCCURRENCE_TERMS].map(|side| cooccurrence(&pairs(side), frame)));
    let shapes = [(1, 1), (4, 2), (MAX_DIVERSITY_LABELS, MAX_MEASURES)];
    charts.extend(shapes.map(|(count, measures)| diversity(&growth(count, measures), frame)));
    charts.extend([1, 9, MAX_TRIALS].map(|count| trials(&tried(count), frame)));
    let shapes = [(1, 1), (4, 12), (MAX_PANELS, 40)];
    charts.extend(shapes.map(|(count, periods)| drift(&drifting(count, periods), frame)));
    charts
}
