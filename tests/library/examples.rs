//! Runs each example program, so that none can rot.

#[cfg(feature = "bundled-model")]
#[path = "../../examples/classify_stream.rs"]
mod classify_stream;
#[path = "../../examples/every_job.rs"]
mod every_job;
#[cfg(feature = "charts")]
#[path = "../../examples/keyword_chart.rs"]
mod keyword_chart;
#[path = "../../examples/train_and_classify.rs"]
mod train_and_classify;

#[test]
fn every_job_runs() {
    every_job::main().unwrap();
}

#[test]
fn train_and_classify_runs() {
    train_and_classify::main().unwrap();
}

#[cfg(feature = "charts")]
#[test]
fn keyword_chart_runs() {
    keyword_chart::main().unwrap();
}

#[cfg(feature = "bundled-model")]
#[test]
fn classify_stream_runs() {
    classify_stream::main().unwrap();
}
