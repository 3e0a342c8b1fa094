//! The program from outside: one module for each command and each kind of input.

mod archives;
mod bad_input;
mod bad_tables;
mod bad_usage;
mod bayes;
mod calibration;
mod captions;
mod chart;
mod classify;
mod clean;
mod clitics;
mod collocations;
mod common;
mod concordance;
mod demo;
mod encodings;
mod evaluate;
mod explain;
#[cfg(unix)]
mod gallery;
mod hostile_input;
mod info;
mod input_formats;
mod json_arrays;
mod keywords;
mod labels;
mod lint;
mod measures;
mod model_file;
#[cfg(unix)]
mod output;
mod pages;
mod parquet;
#[cfg(unix)]
mod pipes;
mod properties;
mod refine;
mod report;
mod report_browser;
mod scale;
mod similarity;
mod splits;
mod tables;
mod tfidf;
mod tokenize;
mod train;
mod tune;
