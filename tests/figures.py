"""The figures that may only get better, measured on the texts that the project carries.

`measure()` gives them all; `floors.json` holds what they must reach, and `test_floors.py` holds them
to it. `python tests/figures.py --raise` writes what is reached into `floors.json`, where it is better.
A floor belongs to its texts: `pinned()` hashes them, so that they cannot be swapped for easier ones.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import cycle
from math import ceil, floor
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import bench_restore
import suites
import test_articles
from search_articles import cases, make

from db import search
from db.archive import archive
from ingest.model import Source
from ingest.pipeline import ingest
from ingest.restore import Channel, damage, restore
from ingest.restore.channel import fold_marks
from ingest.restore.tables import annotation_list
from ingest.script import fold

CASES = Path(__file__).parent / "cases"
FLOORS = Path(__file__).parent / "floors.json"
SETS = {
    "restoration": (
        "restore/articles.json",
        "restore/clean.jsonl",
        "restore/windows.jsonl",
        "facts/articles/*.txt",
    ),
    "facts": ("facts/articles/*",),
    "suites": ("facts/suites.jsonl",),
    "search": ("search/ranking.json", "search/articles.json", "facts/articles/*.txt"),
    "size": ("facts/articles/*.txt", "restore/articles.json"),
}
"""Section → the files that its figures are measured on."""
LESS_IS_BETTER = {"error rate", "wrong, nothing listed", "clean altered", "archive ÷ text"}
Figures = dict[str, float]


def texts() -> list[str]:
    """The clean articles in Simplified characters that the project carries."""
    own: list[str] = json.loads((CASES / "restore" / "articles.json").read_text("utf-8"))
    files = sorted((CASES / "facts" / "articles").glob("*.txt"))
    return own + [file.read_text("utf-8") for file in files if file.stem != "traditional"]


def restoration() -> Figures:
    """Round trips of every text through every family and depth; windows of real pages."""
    tally: Counter[str] = Counter()
    every = [text for text in texts() for _ in bench_restore.FAMILIES]
    for _, text, found in bench_restore.simulated(every):
        result = restore(found)
        errors = bench_restore.distance(fold_marks(result.text), fold_marks(text))
        tally.update(pages=1, characters=len(text), errors=errors, certified=result.certified)
        tally.update(wrong=bool(errors and not result.lost and result.verdict == "exact"))
    tally["wrong"] += bench_restore.other_lists(every * 2)["wrong"]
    windows = bench_restore.read(str(CASES / "restore" / "windows.jsonl"))
    right = [restore(case["found"]).traditional == case["traditional"] for case in windows]
    clean = bench_restore.read(str(CASES / "restore" / "clean.jsonl"))
    untouched = [case["found"] for case in clean if case["kind"] == "negative"] + texts()
    well = [good for text in texts() for good in _chosen(text)]
    return {
        "bytes well chosen": sum(well) / len(well),
        "error rate": tally["errors"] / tally["characters"],
        "certified": tally["certified"] / tally["pages"],
        "wrong, nothing listed": tally["wrong"],
        "windows exact": sum(right),
        "clean altered": sum(restore(text).text != text for text in untouched),
    }


def _chosen(text: str) -> Iterator[bool]:
    """For every byte lost in `text` on its way through the channel: was it chosen right?"""
    listed = tuple(annotation_list().items())
    for depth in (60, 136):
        for seed in range(4):
            result = restore(damage(text, Channel(listed[:depth], fold=False), seed))
            if len(result.text) == len(text):
                for step in result.lost:
                    if step.name == "lost byte":
                        yield result.text[step.start] == text[step.start]


def facts() -> Figures:
    """Annotated articles; see `test_articles.py`."""
    return test_articles.measure()[0]


def other_suites() -> Figures:
    """Right cases of other parsers' own test suites."""
    right: Counter[str] = Counter()
    for line in (CASES / "facts" / "suites.jsonl").read_text("utf-8").splitlines():
        case = json.loads(line)
        outcome = suites.judge(case)
        right[f"{case['suite']} {case['model']}"] += bool(outcome and outcome.right)
    return dict(right)


def searched() -> Figures:
    """Contains against brute force, for pieces of every length; the best answer first."""
    dice, bodies = Random(0), [fold(text) for text in texts()]
    found = wanted = both = 0
    with TemporaryDirectory() as folder, archive(f"{folder}/a.db", create=True) as db:
        ingest(db, _sources(texts()), "figures")
        body = dict(db.execute("SELECT id, body FROM articles").fetchall())
        for _ in range(400):
            text, length = dice.choice(bodies), dice.choice((1, 2, 3, 5, 8))
            at = dice.randrange(len(text) - length)
            piece = text[at : at + length].strip()
            if not piece or "\n" in piece:
                continue
            answer = search.search(db, f'"{piece}"', limit=100).hits
            got = {hit.article for hit in answer if hit.type == "article" and hit.match == "all"}
            true = {name for name, text in body.items() if piece in fold(text)}
            found, wanted, both = found + len(got), wanted + len(true), both + len(got & true)
    made = make()
    first = [
        search.search(made, c["query"]).hits[0].article == c["first"] for c in cases("ranking.json")
    ]
    made.close()
    return {
        "contains recall": both / wanted,
        "contains precision": both / found,
        "best answer first": sum(first) / len(first),
    }


def size() -> Figures:
    """Bytes of an archive of 1,200 clean articles, all facts and indexes included, ÷ their UTF-8."""
    made = [
        variant(text, number) for number, text in zip(range(1200), cycle(texts()), strict=False)
    ]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.db"
        with archive(path, create=True) as db:
            ingest(db, _sources(made), "figures")
        return {"archive ÷ text": path.stat().st_size / sum(len(text.encode()) for text in made)}


def variant(text: str, number: int) -> str:
    """Another article: the same paragraphs in another order, and each with a number of its own."""
    title, *lines = text.split("\n")
    Random(number).shuffle(lines)
    return "\n".join([f"{title}（{number}）", *(f"{line}见第{number}号。" for line in lines)])


def _sources(made: list[str]) -> list[Source]:
    def source(number: int, text: str) -> Source:
        raw = text.encode()
        return Source(
            hashlib.sha256(raw).hexdigest(), f"{number}.txt", "text/plain", "utf-8", text, len(raw)
        )

    return [source(number, text) for number, text in enumerate(made)]


MEASURES: dict[str, Callable[[], Figures]] = {
    "restoration": restoration,
    "facts": facts,
    "suites": other_suites,
    "search": searched,
    "size": size,
}


def pinned(section: str) -> str:
    """Hash of the texts and cases that a section is measured on."""
    made = hashlib.sha256()
    for pattern in SETS[section]:
        for file in sorted(CASES.glob(pattern)):
            made.update(file.name.encode() + file.read_bytes())
    return made.hexdigest()[:16]


def rounded(name: str, score: float) -> float:
    """To three digits (restoration's error rate: six), never to the better side."""
    unit = 1e6 if name == "error rate" else 1e3
    whole = ceil(score * unit) if name in LESS_IS_BETTER else floor(score * unit)
    return whole / unit


def holds(name: str, score: float, wanted: float) -> bool:
    """Whether a figure is no worse than its floor."""
    score = rounded(name, score)
    return score <= wanted if name in LESS_IS_BETTER else score >= wanted


def raised(old: dict[str, dict[str, object]]) -> dict[str, dict[str, object]]:
    """The floors with every figure that got better. A floor is never lowered."""
    new: dict[str, dict[str, object]] = {}
    for section, measure in MEASURES.items():
        before = dict(old.get(section, {}).get("floors", {}))  # type: ignore[call-overload]
        for name, score in sorted(measure().items()):
            if name not in before or holds(name, score, before[name]):
                before[name] = rounded(name, score)
        new[section] = {"set": pinned(section), "floors": before}
    return new


def main(arguments: list[str]) -> None:
    if "--raise" not in arguments:
        for section, measure in MEASURES.items():
            print(section, *(f"  {n:40} {s:.6g}" for n, s in measure().items()), sep="\n")
        return
    floors = json.loads(FLOORS.read_text("utf-8")) if FLOORS.exists() else {}
    FLOORS.write_text(json.dumps(raised(floors), indent=1, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
