"""Measure the reading of quantities and times; every path is an argument.

python tests/bench_facts.py suites FILE.jsonl ...     the test suites of other parsers
python tests/bench_facts.py speed NEWS.jsonl.xz       megabytes a second, memory, first fact
python tests/bench_facts.py articles DIR              predictions for the annotated articles
                                                      of DIR, scored by its score.py
"""

from __future__ import annotations

import argparse
import collections
import importlib.util
import json
import lzma
import resource
import sys
import time
from dataclasses import asdict
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


def measure_speed(path: Path, limit: int) -> None:
    """Speed over `limit` articles in one process, after the first fact has been timed."""
    start = time.perf_counter()
    from ingest.facts import extract

    extract("2017年，遂宁市购买服务资金已达1.78亿元。", "2018-08-29")
    print(f"first fact after {time.perf_counter() - start:.3f} s")
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        bodies = [(row["body"], row["date"]) for row in map(json.loads, lines)][:limit]
    size = sum(len(body.encode()) for body, _ in bodies)
    start = time.perf_counter()
    count = sum(len(extract(body, date)) for body, date in bodies)
    spent = time.perf_counter() - start
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{size / 1e6 / spent:.2f} MB/s, {count} facts in {size / 1e6:.1f} MB, {memory:.0f} MB in all"
    )


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
    parser.add_argument("--limit", type=int, default=2000, help="articles to measure speed on")
    options = parser.parse_args(arguments)
    if options.what == "suites":
        measure_suites(options.paths, options.show)
    elif options.what == "speed":
        measure_speed(options.paths[0], options.limit)
    else:
        measure_articles(options.paths[0])


if __name__ == "__main__":
    main(sys.argv[1:])
