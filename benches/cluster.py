#!/usr/bin/env python3
"""What training on a cluster costs: cuts texts into parts, reads each part on one core, adds up the rows, and checks that the
model has the bytes of one training.

    python benches/cluster.py CORPUS.jsonl [--parts N]... [--sample N] [--setting NAME=VALUE]...

Needs tasnif-text and pyarrow. For each step: seconds of a core for reading, megabytes of text that a core reads in a second, rows and
megabytes that leave the parts (before and after compression with LZ4, as engines shuffle them), rows that are left when they are
added up and rare terms are dropped, and seconds of the machine that trains. At the end the peak of memory of this process, which holds
the texts and the rows of all parts.
"""

import argparse
import json
import resource
import time

import pyarrow as pa
import pyarrow.compute as pc

from tasnif_text import Model, cluster


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus")
    parser.add_argument("--parts", type=int, action="append")
    parser.add_argument("--sample", type=int, default=5_000)
    parser.add_argument("--setting", action="append", default=[], help="NAME=VALUE in JSON, such as quick=true")
    arguments = parser.parse_args()
    settings = {"sample": arguments.sample}
    for setting in arguments.setting:
        name, value = setting.split("=", 1)
        settings[name] = json.loads(value)

    with open(arguments.corpus, encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    table = pa.table({"text": [r["text"] for r in records], "label": [r["label"] for r in records]})
    del records
    megabytes = pc.sum(pc.binary_length(table["text"])).as_py() / 1e6
    print(f"{len(table)} texts, {megabytes:.1f} MB")
    started = time.perf_counter()
    expected = Model.train(table["text"], table["label"], **settings).to_bytes()
    print(f"one training: {time.perf_counter() - started:.1f} s")
    for parts in arguments.parts or [1, 16]:
        measure(table, megabytes, parts, expected, settings)
    print(f"peak of memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.1f} GB")


def measure(table, megabytes, parts, expected, settings):
    size = -(-len(table) // parts)
    slices = [table.slice(start, size) for start in range(0, len(table), size)]
    print(f"\n{len(slices)} parts of {size} texts")
    print("step        core s   MB/s      rows      MB  LZ4 MB  rows left  training s")
    at = [time.perf_counter()]
    names = iter(["documents", "terms", "sums"])

    def sum_parts(step):
        if at[0] is not None and len(at) > 1:
            print(f"{time.perf_counter() - at[0]:11.1f}")
        at.append(0)
        started, rows = time.process_time(), []
        for part in slices:
            rows.extend(cluster.read_part(step.data, part.to_batches()))
        core = time.process_time() - started
        count, sent = sum(map(len, rows)), sum(batch.nbytes for batch in rows) / 1e6
        packed = compressed(rows) / 1e6
        sums = without_rare(cluster.sum_rows(rows, step), step)
        print(f"{next(names):10} {core:7.1f} {megabytes / core:6.1f} {count:9} {sent:7.1f} {packed:7.1f} {len(sums):10}", end="")
        at[0] = time.perf_counter()
        return [sums]

    model = cluster.train(sum_parts, len(table), threads=1, **settings)
    print(f"{time.perf_counter() - at[0]:11.1f}")
    assert model.to_bytes() == expected, "the model differs from that of one training"
    print(f"the model has the bytes of one training: {len(expected) / 1e6:.1f} MB")


def compressed(rows):
    sink = pa.MockOutputStream()
    with pa.ipc.new_stream(sink, cluster.ROWS, options=pa.ipc.IpcWriteOptions(compression="lz4")) as stream:
        for batch in rows:
            stream.write_batch(batch)
    return sink.size()


def without_rare(rows, step):
    """Drops the rows of terms that are in too few texts, as an engine does."""
    is_term = pc.equal(rows["kind"], cluster.TERM)
    terms = rows.filter(is_term)
    if step.min_df <= 1 or len(terms) == 0:
        return rows
    texts = terms.group_by("key").aggregate([("count", "sum")])
    frequent = texts.filter(pc.greater_equal(texts["count_sum"], step.min_df))["key"]
    kept = terms.filter(pc.is_in(terms["key"], frequent.combine_chunks()))
    return pa.concat_tables([rows.filter(pc.invert(is_term)), kept])


if __name__ == "__main__":
    main()
