"""Threads, copies of processes, Ctrl-C and progress."""

import multiprocessing
import os
import signal
import subprocess
import sys
import textwrap
import threading
import time

import pytest

from tasnif_text import Model

needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")


def labels_of(model, texts):
    return model.classify(texts).labels


def trained(texts, labels):
    return Model.train(texts, labels).to_bytes()


@needs_fork
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_copies_of_a_process_work(model, data):
    expected = labels_of(model, data[0])  # The parent's threads have started.
    with multiprocessing.get_context("fork").Pool(2) as pool:
        found = pool.starmap_async(labels_of, [(model, data[0])] * 4).get(timeout=60)
        assert found == [expected] * 4
        same = pool.starmap_async(trained, [data] * 2).get(timeout=60)
    assert same == [model.to_bytes()] * 2
    assert labels_of(model, data[0]) == expected


@needs_fork
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_copy_made_while_threads_work(model, data):
    stop = threading.Event()

    def work():
        while not stop.is_set():
            model.classify(data[0] * 20)

    worker = threading.Thread(target=work)
    worker.start()
    try:
        for _ in range(5):
            with multiprocessing.get_context("fork").Pool(1) as pool:
                pool.starmap_async(labels_of, [(model, data[0])]).get(timeout=60)
    finally:
        stop.set()
        worker.join()


def test_spawned_processes_get_the_model(model, data):
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        found = pool.starmap_async(labels_of, [(model, data[0])]).get(timeout=120)
    assert found == [labels_of(model, data[0])]


def test_other_threads_run_in_the_meantime(data):
    # While a thread trains, this one counts: with the GIL held it would stand still.
    texts, labels = data
    ticks = 0
    worker = threading.Thread(target=lambda: Model.train(texts * 100, labels * 100))
    worker.start()
    while worker.is_alive():
        time.sleep(0.001)
        ticks += 1
    assert ticks > 5


@pytest.mark.skipif(os.name != "posix", reason="needs signals")
@pytest.mark.parametrize("keep_corpus", [False, True])
def test_ctrl_c_ends_a_long_call(keep_corpus):
    code = """
        import sys
        from tasnif_text import Model
        texts = [f"word{i % 50_000} text{i % 977} of{i % 31} many{i % 7}" * 20 for i in range(60_000)]
        labels = [f"label {i % 40}" for i in range(60_000)]
        def tell(done, all):
            print("started", flush=True)
        try:
            Model.train(texts, labels, keep_corpus=keep_corpus, progress=tell)
        except KeyboardInterrupt:
            print("interrupted", flush=True)
    """
    process = subprocess.Popen(
        [sys.executable, "-c", f"keep_corpus = {keep_corpus}\n" + textwrap.dedent(code)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout.readline() == "started\n"
    process.send_signal(signal.SIGINT)
    said, _ = process.communicate(timeout=120)
    assert said.splitlines()[-1] == "interrupted"


def test_progress_is_told_and_its_errors_end_the_call(model, data):
    told = []
    model.classify(data[0], progress=lambda done, all: told.append((done, all)))
    assert told[-1] == (120, 120)
    Model.train(*data, progress=lambda done, all: told.append((done, all)))
    assert told[-1] == (120, 120)

    def fail(done, all):
        raise RuntimeError("enough")

    with pytest.raises(RuntimeError, match="enough"):
        model.classify(data[0], progress=fail)


def test_progress_as_a_line(model, data, capfd):
    model.classify(data[0], progress=True)
    assert capfd.readouterr().err.endswith("120 of 120 texts\n")
