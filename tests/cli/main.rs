//! The program from outside: one module for each command and each kind of input.

mod archives;
mod bad_input;
mod bad_tables;
mod bad_usage;
mod bayes;
mod bombs;
mod calibration;
mod captions;
mod chart;
mod check;
mod choosing;
mod classify;
mod clean;
mod clean_rule;
mod clitics;
mod collocations;
mod columns;
mod common;
mod concordance;
mod dates;
mod demo;
mod diff;
mod encodings;
mod evaluate;
mod explain;
mod folders;
#[cfg(unix)]
mod gallery;
mod hostile_input;
mod info;
mod input_formats;
mod json_arrays;
mod kept_models;
mod keywords;
mod labels;
mod lint;
mod measures;
mod methods;
mod model_charts;
mod model_file;
mod model_numbers;
mod next;
#[cfg(unix)]
mod output;
mod page_facts;
mod pages;
mod parquet;
#[cfg(unix)]
#[path = "../pictures.rs"]
mod pictures;
mod pipes;
mod properties;
#[cfg(unix)]
mod readme;
mod refine;
#[cfg(unix)]
mod replaced_inputs;
mod report;
mod report_browser;
mod scale;
mod settings;
#[cfg(unix)]
mod signals;
mod similarity;
mod sites;
mod splits;
mod stop_words;
mod tables;
#[cfg(unix)]
mod terminal;
mod tfidf;
mod tokenize;
mod train;
mod tune;
mod unlabelled;
mod web_pages;
