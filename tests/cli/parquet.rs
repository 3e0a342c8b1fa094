//! Parquet tables give the same model as JSON Lines; what is no usable table is refused.

use std::sync::Arc;

use crate::common::{Folder, NEWS, Run, gzip, jsonl, parse_lines};
use parquet::basic::Compression;
use parquet::data_type::{
    BoolType, ByteArray, ByteArrayType, DoubleType, FloatType, Int32Type, Int64Type,
};
use parquet::file::properties::WriterProperties;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use parquet::schema::printer::print_schema;
use serde_json::json;
use tasnif::InputOptions;
use tasnif::io::{Batches, Source};

/// A column of a row group.
enum Column {
    Text(Vec<Option<String>>),
    Int32(Vec<i32>),
    Int64(Vec<i64>),
    Double(Vec<f64>),
    Float(Vec<f32>),
    Bool(Vec<bool>),
}

fn texts<S: AsRef<str>>(texts: impl IntoIterator<Item = S>) -> Column {
    let texts = texts.into_iter();
    Column::Text(texts.map(|text| Some(text.as_ref().to_owned())).collect())
}

/// A file of these row groups; `schema` is in Parquet's own notation.
fn table(schema: &str, compression: Compression, groups: &[Vec<Column>]) -> Vec<u8> {
    let schema = parse_message_type(&format!("message table {{ {schema} }}")).unwrap();
    let properties = WriterProperties::builder().set_compression(compression);
    let mut file = Vec::new();
    let properties = Arc::new(properties.build());
    let mut writer = SerializedFileWriter::new(&mut file, Arc::new(schema), properties).unwrap();
    for columns in groups {
        let mut group = writer.next_row_group().unwrap();
        for column in columns {
            let mut writer = group.next_column().unwrap().unwrap();
            match column {
                Column::Text(cells) => {
                    let levels: Vec<i16> = cells.iter().map(|cell| cell.is_some().into()).collect();
                    let there = cells.iter().flatten();
                    let values: Vec<_> = there.map(|text| ByteArray::from(text.as_str())).collect();
                    let writer = writer.typed::<ByteArrayType>();
                    writer.write_batch(&values, Some(&levels), None).unwrap()
                }
                Column::Int32(values) => {
                    let writer = writer.typed::<Int32Type>();
                    writer.write_batch(values, None, None).unwrap()
                }
                Column::Double(values) => {
                    let writer = writer.typed::<DoubleType>();
                    writer.write_batch(values, None, None).unwrap()
                }
                Column::Float(values) => {
                    let writer = writer.typed::<FloatType>();
                    writer.write_batch(values, None, None).unwrap()
                }
                Column::Bool(values) => {
                    let writer = writer.typed::<BoolType>();
                    writer.write_batch(values, None, None).unwrap()
                }
                Column::Int64(values) => {
                    let writer = writer.typed::<Int64Type>();
                    writer.write_batch(values, None, None).unwrap()
                }
            };
            writer.close().unwrap();
        }
        group.close().unwrap();
    }
    writer.close().unwrap();
    file
}

const SCHEMA: &str = "optional binary label (STRING); optional binary text (STRING);";

/// The corpus in two row groups.
fn news(compression: Compression) -> Vec<u8> {
    let group = |rows: &[(&str, &str)]| {
        vec![
            texts(rows.iter().map(|(label, _)| label)),
            texts(rows.iter().map(|(_, text)| text)),
        ]
    };
    table(SCHEMA, compression, &[group(&NEWS[..3]), group(&NEWS[3..])])
}

fn expected() -> Vec<u8> {
    Folder::with("news.jsonl", jsonl(&NEWS)).model("news.jsonl")
}

#[test]
fn tables_give_the_same_model_as_lines() {
    let folder = Folder::new();
    for compression in [
        Compression::UNCOMPRESSED,
        Compression::SNAPPY,
        Compression::GZIP(Default::default()),
        Compression::ZSTD(Default::default()),
        Compression::LZ4_RAW,
        Compression::LZ4,
        Compression::BROTLI(Default::default()),
    ] {
        let table = news(compression);
        folder.write("news.parquet", &table);
        assert!(folder.model("news.parquet") == expected(), "{compression}");
        // Tables are not text: their bytes are not decoded.
        for flags in ["--lossy", "--encoding windows-1256"] {
            let model = folder.model(&format!("news.parquet {flags}"));
            assert!(model == expected(), "{compression} {flags}");
        }
        folder.write("news.parquet.gz", gzip(&table));
        assert!(folder.model("news.parquet.gz") == expected());
        let run = folder.run_with("train -q - -o stdin.tasnif", &table);
        assert_eq!(run, Run::new(0, "", ""));
        assert!(folder.read("stdin.tasnif") == expected());
    }
    let fields = "--text-field label --label-field text";
    folder.write("news.data", news(Compression::SNAPPY));
    let model = folder.model(&format!("news.data --input-format parquet {fields}"));
    assert!(model != expected());
}

#[test]
fn whole_numbers_are_names_and_labels() {
    let schema = "required int64 id (INTEGER(64, false)); required int32 label; \
                  optional binary text (STRING); required int32 date (DATE);";
    let groups = |dates| {
        [vec![
            Column::Int64(vec![-1, 7]),
            Column::Int32(vec![-3, 4]),
            texts(["one", "two"]),
            Column::Int32(dates),
        ]]
    };
    let folder = Folder::with(
        "a.parquet",
        table(schema, Compression::SNAPPY, &groups(vec![0, -900_000])),
    );
    let rows = "id,text,start,end\n18446744073709551615,one,0,3\n7,two,0,3\n";
    let run = folder.run("tokenize a.parquet --date-field date --format csv");
    assert_eq!(run, Run::new(0, rows, ""));
    let far = table(schema, Compression::SNAPPY, &groups(vec![0, i32::MAX]));
    folder.write("a.parquet", far);
    let run = folder.run("tokenize a.parquet --date-field date --format csv");
    assert_eq!(run, Run::new(0, rows, "1 date could not be read\n"));
    folder.model("a.parquet");
    let info = folder.run("info trained.tasnif").stdout();
    assert!(info.contains("-3") && info.contains('4'), "{info}");
}

#[test]
fn numbers_and_truth_values_are_labels_as_in_json() {
    let texts = || texts(["goal match", "bank price", "goal team"]);
    let folder = Folder::new();
    let model = |kind: &str, labels: Column| {
        let schema = format!("required {kind} label; optional binary text (STRING);");
        let table = table(&schema, Compression::SNAPPY, &[vec![labels, texts()]]);
        folder.write("a.parquet", table);
        folder.model("a.parquet")
    };
    let lines = |labels: [&str; 3]| {
        let texts = ["goal match", "bank price", "goal team"];
        let lines = labels.iter().zip(texts);
        let lines =
            lines.map(|(label, text)| format!("{{\"label\":{label},\"text\":\"{text}\"}}\n"));
        folder.write("a.jsonl", lines.collect::<String>());
        folder.model("a.jsonl")
    };
    let whole = lines(["1", "0", "1"]);
    assert!(model("int32", Column::Int32(vec![1, 0, 1])) == whole);
    assert!(model("double", Column::Double(vec![1.0, -0.0, 1.0])) == whole);
    assert!(model("float", Column::Float(vec![1.0, 0.0, 1.0])) == whole);
    let parts = lines(["0.1", "2.5", "1e-1"]);
    assert!(model("double", Column::Double(vec![0.1, 2.5, 0.1])) == parts);
    assert!(model("float", Column::Float(vec![0.1, 2.5, 0.1])) == parts);
    let truth = lines(["true", "\"false\"", "true"]);
    assert!(model("boolean", Column::Bool(vec![true, false, true])) == truth);
    // What pandas writes for a label that is not there.
    let schema = "required double label; optional binary text (STRING);";
    let labels = Column::Double(vec![1.0, f64::NAN, 0.0]);
    let rows = table(schema, Compression::SNAPPY, &[vec![labels, texts()]]);
    folder.write("a.parquet", rows);
    folder.refuses_with(
        "train a.parquet -o out",
        &["a.parquet: row 2: the record has no label"],
    );
}

#[test]
fn a_column_of_objects_is_no_label() {
    let schema = "required group label { optional binary name (STRING); } \
                  optional binary text (STRING);";
    let columns = vec![texts(["a"]), texts(["x"])];
    let folder = Folder::with("a.parquet", table(schema, Compression::SNAPPY, &[columns]));
    folder.refuses(
        "train a.parquet -o out",
        "a.parquet: the column \"label\" holds lists, objects or another type that names nothing; \
         expected strings, numbers or true/false for the label (--label-field names another column)",
    );
}

#[test]
fn a_column_groups_documents_of_folds() {
    let folder = Folder::with("news.jsonl", jsonl(&NEWS));
    let schema = format!("{SCHEMA} required int32 site;");
    let groups = [vec![
        texts(NEWS.map(|(label, _)| label)),
        texts(NEWS.map(|(_, text)| text)),
        Column::Int32((0..8).map(|n| n / 2).collect()),
    ]];
    folder.write("news.parquet", table(&schema, Compression::SNAPPY, &groups));
    let line = |(n, (label, text)): (usize, &(&str, &str))| {
        format!("{}\n", json!({"label": label, "text": text, "site": n / 2}))
    };
    folder.write(
        "sites.jsonl",
        NEWS.iter().enumerate().map(line).collect::<String>(),
    );
    let metrics = |file: &str, by: &str| {
        let run = folder.run(&format!("evaluate --cv 4 {file} --group-by {by}"));
        run.stdout()
    };
    assert_eq!(
        metrics("news.parquet", "site"),
        metrics("sites.jsonl", "site")
    );
    assert_ne!(
        metrics("news.parquet", "site"),
        metrics("news.parquet", "copy")
    );
}

#[test]
fn a_column_of_objects_groups_nothing() {
    let schema = "required group site { optional binary name (STRING); } \
                  optional binary text (STRING);";
    let columns = vec![texts(["a"]), texts(["x"])];
    let folder = Folder::with("a.parquet", table(schema, Compression::SNAPPY, &[columns]));
    folder.refuses(
        "keywords a.parquet --by site",
        "a.parquet: the column \"site\" holds lists, objects or another type that names nothing; \
         expected strings, numbers or true/false to put documents together by",
    );
}

#[test]
fn a_null_label_names_its_row() {
    let label =
        |cells: [Option<&str>; 2]| Column::Text(cells.map(|cell| cell.map(str::to_owned)).to_vec());
    let group = |labels| vec![label(labels), texts(["a", "b"])];
    let groups = [group([Some("x"), Some("y")]), group([Some("x"), None])];
    let folder = Folder::with("a.parquet", table(SCHEMA, Compression::SNAPPY, &groups));
    let problem = "row 4: the record has no label; expected a field \"label\" that is not empty \
                   (--label-field names another)";
    folder.refuses("train a.parquet -o out", &format!("a.parquet: {problem}"));
    let run = folder.run("train a.parquet -o out --bad bad.jsonl -q");
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    assert_eq!(
        parse_lines(&folder.read_text("bad.jsonl"))[0]["problem"],
        problem
    );
}

#[test]
fn null_text_is_a_bad_record() {
    let cells = |text: [Option<&str>; 2]| Column::Text(text.map(|t| t.map(str::to_owned)).to_vec());
    let group = |text| vec![texts(["x", "x"]), cells(text)];
    let groups = [group([Some("a"), Some("b")]), group([None, Some("c")])];
    let folder = Folder::with("a.parquet", table(SCHEMA, Compression::SNAPPY, &groups));
    folder.refuses(
        "tokenize a.parquet -o out.jsonl",
        "a.parquet: row 3: the text is null; expected a string",
    );
    let run = folder.run("tokenize a.parquet --skip-bad --format csv");
    let rows = "id,text,start,end\na.parquet#1,a,0,1\na.parquet#2,b,0,1\na.parquet#4,c,0,1\n";
    let said =
        "passed over 1 bad record:\n  a.parquet: row 3: the text is null; expected a string\n";
    assert_eq!(run, Run::new(0, rows, said));
}

#[test]
fn columns_that_are_missing_or_hold_no_text_are_named() {
    let folder = Folder::with("a.parquet", news(Compression::SNAPPY));
    folder.refuses(
        "tokenize a.parquet --text-field body",
        "a.parquet: there is no column \"body\" for the text; the columns are \"label\", \"text\" \
         (--text-field names one)",
    );
    folder.refuses(
        "train a.parquet --label-field topic -o out",
        "a.parquet: there is no column \"topic\" for the label; the columns are \"label\", \
         \"text\" (--label-field names one)",
    );
    let numbers = [vec![Column::Int64(vec![1])]];
    folder.write(
        "b.parquet",
        table("required int64 text;", Compression::SNAPPY, &numbers),
    );
    folder.refuses(
        "tokenize b.parquet",
        "b.parquet: the column \"text\" holds no text; expected a column of strings (--text-field \
         names one)",
    );
}

#[test]
fn damaged_tables_are_refused() {
    let whole = news(Compression::SNAPPY);
    for content in [
        &b""[..],
        b"no table",
        &whole[..whole.len() - 7],
        &whole[4..],
    ] {
        let folder = Folder::with("a.parquet", content);
        let advice = "; expected a whole Parquet file, get it again or write it anew";
        folder.refuses_with(
            "tokenize a.parquet -o out.jsonl",
            &["error: a.parquet: ", advice],
        );
    }
}

/// Documents of a table that may be broken.
fn read(table: &[u8]) -> Result<usize, tasnif::Error> {
    let options = InputOptions::default();
    let mut batches = Batches::new(vec![Source::of_bytes("a.parquet", table)], &options);
    let mut count = 0;
    while let Some(batch) = batches.next_batch()? {
        count += batch.documents(&options)?.documents.len();
    }
    Ok(count)
}

#[test]
fn no_flipped_byte_panics() {
    for compression in [Compression::UNCOMPRESSED, Compression::SNAPPY] {
        let whole = news(compression);
        let mut refused = 0;
        // Every byte by one bit, of which counts of rows are made, and some by several.
        let few = (0..whole.len()).map(|at| (at, 0x02));
        let several = (0..whole.len()).step_by(7).map(|at| (at, 0x2F));
        for (at, bits) in few.chain(several) {
            let mut flipped = whole.clone();
            flipped[at] ^= bits;
            let read = read(&flipped);
            refused += usize::from(read.is_err());
            let rows = *read.as_ref().unwrap_or(&NEWS.len());
            assert_eq!(rows, NEWS.len(), "byte {at} by {bits} loses rows");
            // Starting the program takes far longer than reading, so it sees one in twelve, and those at
            // which the decoder panics.
            let has_panicked = format!("{read:?}").contains("contradict");
            if bits == 0x2F && at % 84 == 0 || has_panicked {
                let run = Folder::with("a.parquet", flipped).run("tokenize a.parquet");
                assert!(!run.stderr.contains("panic"), "byte {at}: {run:?}");
                let code = if read.is_ok() { 0 } else { 2 };
                assert_eq!(run.code, code, "byte {at}: {run:?} {read:?}");
            }
        }
        assert!(refused > 0);
    }
}

/// Columns and rows of a Parquet file, as the crate prints them; of the columns the first `most`.
fn printed(file: Vec<u8>, most: usize) -> (Vec<String>, Vec<String>) {
    let reader = SerializedFileReader::new(bytes::Bytes::from(file)).unwrap();
    let schema = reader.metadata().file_metadata().schema().clone();
    let types = schema.get_fields().iter().take(most).map(|of| {
        let mut text = Vec::new();
        print_schema(&mut text, of);
        String::from_utf8(text).unwrap()
    });
    let rows = reader.get_row_iter(None).unwrap().map(|row| {
        let row = row.unwrap();
        let fields = row.get_column_iter().take(most);
        let fields: Vec<_> = fields.map(|(name, of)| format!("{name}: {of}")).collect();
        fields.join(", ")
    });
    (types.collect(), rows.collect())
}

/// `tests/data/typed.py` writes the file with pyarrow; its last column, of nulls, has no type to keep.
#[test]
fn fields_of_tables_keep_their_types() {
    let typed = include_bytes!("../data/typed.parquet");
    let folder = Folder::with_china_model();
    folder.write("typed.parquet", typed);
    let columns = 32;
    let (mut types, rows) = printed(typed.to_vec(), columns);
    // Short decimals are stored as numbers, as the format's description advises.
    types[14] = types[14].replace("FIXED_LEN_BYTE_ARRAY (3)", "INT32");
    types[15] = types[15].replace("FIXED_LEN_BYTE_ARRAY (8)", "INT64");
    assert_eq!((types.len(), rows.len()), (columns, 3));
    for command in ["clean", "classify -q -m china.tasnif"] {
        folder.run(&format!("{command} typed.parquet -o out.parquet"));
        let out = printed(folder.read("out.parquet"), columns);
        assert_eq!(out.0, types, "{command}");
        assert_eq!(out.1, rows, "{command}");
    }
}

#[test]
fn values_of_tables_are_written_as_json() {
    let folder = Folder::with("typed.parquet", include_bytes!("../data/typed.parquet"));
    let run = folder.run("clean typed.parquet --format jsonl --keep int64,uint64,float,double,bytes,large,day,time_ns,stamp_ns,utc_ms,people,counts");
    let first: serde_json::Value =
        serde_json::from_str(run.stdout.lines().next().unwrap()).unwrap();
    let expected = json!({
        "int64": i64::MIN, "uint64": u64::MAX, "float": 0.1, "double": 0.1, "bytes": [255, 0],
        "large": "-1234567890123456789012345678.0123456789", "day": "2024-01-31",
        "time_ns": "00:00:00.000000001", "stamp_ns": "2024-01-31T12:30:15.123456789",
        "utc_ms": "1931-12-01T23:59:59.001Z",
        "people": [{"name": "سعاد", "born": "1980-02-29"}, {"name": null, "born": null}],
        "counts": [["a", 1], ["ب", null]],
    });
    for (name, value) in expected.as_object().unwrap() {
        assert_eq!(first[name], *value, "{name}");
    }
    let third = run.stdout.lines().nth(2).unwrap();
    assert!(third.contains(r#""float":"Infinity""#), "{third}");
}

#[test]
fn numbers_that_no_type_holds_stay_as_texts() {
    let folder = Folder::with(
        "long.jsonl",
        r#"{"text": "نص", "n": 1e400, "whole": 12345678901234567890123, "list": [1.10, 1e999]}"#,
    );
    folder.run("clean long.jsonl -o long.parquet");
    let (_, rows) = printed(folder.read("long.parquet"), 4);
    assert_eq!(
        rows,
        [r#"text: "نص", n: "1e400", whole: "12345678901234567890123", list: "[1.10, 1e999]""#]
    );
}

#[test]
fn a_column_that_unpacks_beyond_the_limit_is_refused_before_it_is_unpacked() {
    let long = |letter: &str| letter.repeat(3 << 20);
    let columns = vec![texts(["x", "y"]), texts([long("a"), long("b")])];
    let bomb = table(SCHEMA, Compression::GZIP(Default::default()), &[columns]);
    assert!(bomb.len() < 100_000, "{}", bomb.len());
    let folder = Folder::with("a.parquet", bomb);
    for command in ["tokenize", "classify --keep all"] {
        folder.refuses_with(
            &format!("{command} a.parquet --max-unpacked 100KiB"),
            &[
                "a.parquet: a column unpacks to more than ",
                "give --max-unpacked a larger size",
            ],
        );
    }
    assert_eq!(folder.run("tokenize a.parquet").code, 0);
}

#[test]
fn kept_fields_beyond_the_limit_are_refused() {
    // A few bytes of a dictionary stand for many rows.
    let schema = format!("{SCHEMA} optional binary other (STRING);");
    let rows = 2000;
    let column = |text: &str| texts(vec![text; rows]);
    let columns = vec![column("x"), column("a"), column(&"o".repeat(10_000))];
    let file = table(&schema, Compression::SNAPPY, &[columns]);
    let folder = Folder::with("a.parquet", file);
    folder.refuses_with(
        "clean a.parquet --format jsonl --max-unpacked 1MiB",
        &[
            "a.parquet: what its rows keep unpacks to more than ",
            "give --max-unpacked a larger size",
        ],
    );
    assert_eq!(folder.run("clean a.parquet --format jsonl").code, 0);
}
