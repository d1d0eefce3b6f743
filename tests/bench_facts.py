"""Measure the reading of quantities and times; every path is an argument.

python tests/bench_facts.py suites FILE.jsonl ...     the test suites of other parsers
python tests/bench_facts.py speed NEWS.jsonl.xz       megabytes a second, first fact, memory
python tests/bench_facts.py articles DIR              predictions for the annotated articles
                                                      of DIR, scored by its score.py
"""

from __future__ import annotations

import argparse
import collections
import importlib.util
import json
import lzma
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict
from itertools import islice
from pathlib import Path

import suites


def measure_suites(paths: list[Path], show: bool) -> None:
    """Prints how many cases of each model come out right, and with `show` those that do not."""
    right: collections.Counter[str] = collections.Counter()
    total: collections.Counter[str] = collections.Counter()
    for path in paths:
        for line in path.read_text("utf-8").splitlines():
            case = json.loads(line)
            outcome = suites.judge(case)
            if outcome is None:
                continue
            name = f"{case['suite']} {case['model']}"
            total[name] += 1
            right[name] += outcome.right
            if show and not outcome.right:
                print(name, "|", case["input"], "| wanted", outcome.wanted, "| got", outcome.got)
    for name in sorted(total):
        print(f"{name:48s} {right[name] / total[name]:.3f} of {total[name]}")


FIRST_FACT = """
from ingest.facts import extract
extract("2017年，遂宁市购买服务资金已达1.78亿元。", "2018-08-29")
import re, time
print(time.process_time(), re.search("VmHWM: *(.*) kB", open("/proc/self/status").read())[1])
"""
"""Processor time from the start of the interpreter, and the most memory that it took (Linux)."""
FASTER_THAN_TAGGING = 1.4
"""How many times as fast as jieba's tagger, which finds no facts, extraction has to be on texts as
dense in facts as those of the project; on broadcast news it is twice that."""


def speed(texts: list[str], published: str = "2020-06-15") -> None:
    """Prints megabytes a second beside jieba's tagger on the same texts in the same run, taking
    turns; time and memory up to the first fact are those of a process of its own."""
    from ingest.facts import extract

    size = sum(len(text.encode()) for text in texts) / 1e6
    count = sum(len(extract(text, published)) for text in texts)
    tag = tagger()
    ours, theirs = [], []
    for _ in range(5):
        ours.append(seconds(lambda text: extract(text, published), texts))
        if tag:
            theirs.append(seconds(tag, texts))
    ratio = f", {min(theirs) / min(ours):.1f} x jieba's tagger" if theirs else ""
    floor = f" (floor {FASTER_THAN_TAGGING:g})" if theirs else ""
    print(f"speed: {size / min(ours):.2f} MB/s{ratio}{floor}")
    print(f"  {count / size:.0f} facts in a megabyte, {min(ours) / count * 1e6:.0f} µs each")
    told = subprocess.run([sys.executable, "-c", FIRST_FACT], capture_output=True, check=True)
    first, memory = map(float, told.stdout.split())
    print(f"  first fact after {first:.3f} s (limit 0.5), {memory / 1024:.0f} MB (limit 100)")


def tagger() -> Callable[[str], object] | None:
    """jieba's part-of-speech tagger, loaded; None if it is not installed."""
    try:
        posseg = importlib.import_module("jieba.posseg")
    except ImportError:
        return None
    posseg.lcut("中国")
    return lambda text: posseg.lcut(text)


def seconds(work: Callable[[str], object], texts: list[str]) -> float:
    """Processor time of one pass over the texts."""
    start = time.process_time()
    for text in texts:
        work(text)
    return time.process_time() - start


def read_bodies(path: Path, limit: int) -> list[str]:
    """The bodies of the first articles of a .jsonl.xz file."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line)["body"] for line in islice(lines, limit)]


def measure_articles(folder: Path) -> None:
    """Runs `extract` on the articles of a folder with meta.json and hands it to its score.py."""
    from ingest.facts import extract

    spec = importlib.util.spec_from_file_location("score", folder / "score.py")
    assert spec is not None and spec.loader is not None
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    meta = json.loads((folder / "meta.json").read_text("utf-8"))
    found = []
    for name, about in sorted(meta.items()):
        text = (folder / f"{name}.txt").read_text("utf-8")
        found += [{"doc": name, **asdict(fact)} for fact in extract(text, about["published"])]
    score.show(score.score(found, "articles"))


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("suites", "speed", "articles"))
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--show", action="store_true", help="show what is wrong")
    parser.add_argument("--limit", type=int, default=2000, help="articles to measure on")
    options = parser.parse_args(arguments)
    if options.what == "suites":
        measure_suites(options.paths, options.show)
    elif options.what == "speed":
        speed(read_bodies(options.paths[0], options.limit))
    else:
        measure_articles(options.paths[0])


if __name__ == "__main__":
    main(sys.argv[1:])
