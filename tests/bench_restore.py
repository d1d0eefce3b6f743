"""Measure restoration: `python tests/bench_restore.py --news FILE --paragraphs FILE --windows FILE`.

FILE.jsonl.xz of news has `title` and `body`, of paragraphs `text`; windows are the cases of
`tests/cases/restore/windows.jsonl` unless a file says otherwise. Peers that are not installed are
left out. Speeds are ratios of processor time against OpenCC `t2s` on the same text in the same run.
"""

from __future__ import annotations

import argparse
import importlib
import json
import lzma
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import damaged_pages

from ingest.restore import Channel, damage, replay, restore, undo
from ingest.restore.channel import convert, fold_marks
from ingest.restore.codec import DROPPING, REPLACEMENT
from ingest.restore.ownform import script_steps

HERE = Path(__file__).parent
SIZES = (10, 30, 60, 120, 240, 480)
DEPTHS = (12, 20, 35, 60, 90, 120, 136)
FAMILIES = {
    "comma": Channel(comma=True),
    "comma, unfolded": Channel(comma=True, fold=False),
    "invisible": Channel(),
    "invisible, unfolded": Channel(fold=False),
    "no cuts": Channel(share=0.0),
    "dropping": Channel(decoder=DROPPING),
    "dropping, unfolded": Channel(decoder=DROPPING, fold=False),
    "dropping, comma": Channel(comma=True, decoder=DROPPING),
    "replacement": Channel(decoder=REPLACEMENT),
    "replacement, comma": Channel(comma=True, decoder=REPLACEMENT),
}


def read(path: str) -> list[dict[str, Any]]:
    opened = lzma.open if path.endswith(".xz") else open
    with opened(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def distance(one: str, other: str) -> int:
    """Edit distance; quick where the texts are nearly equal."""
    start = next(
        (n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b),
        min(len(one), len(other)),
    )
    one, other = one[start:], other[start:]
    while one and other and one[-1] == other[-1]:
        one, other = one[:-1], other[:-1]
    row = list(range(len(other) + 1))
    for n, char in enumerate(one, 1):
        before, row[0] = row[0], n
        for m, against in enumerate(other, 1):
            cost = 0 if against == char or char == "□" else 1
            before, row[m] = row[m], min(row[m] + 1, row[m - 1] + 1, before + cost)
    return row[-1]


def peers() -> dict[str, Callable[[str], str]]:
    found: dict[str, Callable[[str], str]] = {}
    for name, make in {
        "opencc": lambda m: m.OpenCC("t2s").convert,
        "ftfy": lambda m: m.fix_text,
        "zhconv": lambda m: lambda text: m.convert(text, "zh-cn"),
    }.items():
        try:
            found[name] = make(importlib.import_module(name))
        except ImportError:
            continue
    return found


def bundled() -> None:
    found = (files("ingest.articles") / "000_50b0890bb2bd18d6.txt").read_text("utf-8")
    result = restore(found)
    print(f"bundled article: {result.verdict}, certified {result.certified}")
    for name, convert_text in peers().items():
        rate = distance(convert_text(found)[:1500], result.text[:1500]) / 1500
        print(f"  {name} against it, first 1,500 characters: {rate:.3f} edits a character")


def windows(path: str) -> None:
    cases = read(path)
    wanted = [case.get("traditional") or case["restored_traditional"] for case in cases]
    results = [restore(case["found"]) for case in cases]
    pairs = list(zip(results, wanted, strict=True))
    exact = sum(result.traditional == text for result, text in pairs)
    apart = sum(distance(result.traditional, text) == 0 for result, text in pairs)
    print(f"windows: {exact} of {len(cases)} exact, {apart} unknowable characters apart")


def simulated(texts: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """(family, text, damaged text), every family and depth in turn, lists known and unknown."""
    names = list(FAMILIES)
    for number, text in enumerate(texts):
        family = names[number % len(names)]
        one = FAMILIES[family]
        depth = DEPTHS[(number // len(names)) % len(DEPTHS)]
        listed = damaged_pages.listing(depth, number // len(names))
        channel = Channel(listed, True, one.share, one.comma, one.decoder, one.fold)
        yield family, text, damage(text, channel, number)


def round_trips(texts: list[str]) -> None:
    tally: dict[str, Counter[str]] = {}
    for family, text, found in simulated(texts):
        result, row = restore(found), tally.setdefault(family, Counter())
        assert replay(found, result.steps) == result.text
        assert undo(result.text, result.steps) == found
        errors = distance(fold_marks(result.text), fold_marks(text))
        traced = result.verdict != "clean"
        row.update(documents=1, characters=len(text), errors=errors, certified=result.certified)
        row.update(untraced=not traced, untraced_errors=0 if traced else errors)
        row.update(lost=len(result.lost), wrong=bool(errors and traced and not result.lost))
    tally["all"] = sum(tally.values(), Counter())
    print("round trips (untraced: too short to show any damage but the change of script)")
    for family, row in tally.items():
        rate = row["errors"] / row["characters"]
        traced = (row["errors"] - row["untraced_errors"]) / row["characters"]
        print(
            f"  {family}: {row['documents']} documents, error rate {rate:.6f}"
            f" ({traced:.6f} without {row['untraced']} untraced),"
            f" certified {row['certified'] / row['documents']:.4f},"
            f" wrong with nothing listed as lost {row['wrong']}, lost {row['lost']}"
        )


def other_lists(texts: Iterable[str]) -> Counter[str]:
    """Lists of any characters in any order: short ones leave no proof, but none is half undone."""
    return _by_lists(texts, SIZES, damaged_pages.other_listing)


def other_tables(texts: Iterable[str]) -> Counter[str]:
    """The known list with other readings for some of its characters."""
    return _by_lists(texts, DEPTHS, lambda depth, _: damaged_pages.other_table(depth))


def _by_lists(
    texts: Iterable[str], sizes: tuple[int, ...], listing: Callable[[int, int], damaged_pages.List]
) -> Counter[str]:
    tally: Counter[str] = Counter()
    for number, text in enumerate(texts):
        one = list(FAMILIES.values())[number % len(FAMILIES)]
        size = sizes[number // len(FAMILIES) % len(sizes)]
        listed = listing(size, number)
        channel = Channel(listed, True, one.share, one.comma, one.decoder, one.fold)
        result = restore(damage(text, channel, number))
        errors = distance(fold_marks(result.text), fold_marks(text))
        tally.update([result.verdict, "documents"])
        tally["wrong"] += bool(errors and not result.lost and result.verdict == "exact")
    return tally


def pages(articles: list[str]) -> None:
    """The source of web pages: `damaged_pages` lays the articles out and damages them."""
    tally: Counter[str] = Counter()
    for _, _, page, found in damaged_pages.simulated(articles, DEPTHS):
        result = restore(found)
        tally.update(pages=1, certified=result.certified, untraced=result.verdict == "clean")
        if result.certified and result.verdict != "clean":
            tally["wrong"] += bool(damaged_pages.wrong(result, page))
            tally["width"] += bool(damaged_pages.wrong(result, page, width=True))
    print(
        f"source of web pages: {tally['pages']}, certified {tally['certified']},"
        f" untraced {tally['untraced']}; certified and wrong beside what is listed as lost:"
        f" {tally['wrong']}, by the width of marks too {tally['width']}"
    )


def clean(texts: list[str]) -> None:
    altered = sum(restore(text).text != text for text in texts)
    folded = sum(restore(text).text != text for text in map(fold_marks, texts))
    print(f"clean: {altered} and, marks folded, {folded} of {len(texts)} texts altered")


def scripts(texts: list[str]) -> None:
    converters: dict[str, Callable[[str], str]] = {
        "restore": lambda text: script_steps(text, [(0, len(text))], [])[1],
        **{name: tool for name, tool in peers().items() if name != "ftfy"},
    }
    total = sum(map(len, texts))
    for name, tool in converters.items():
        pairs = ((tool(convert(text)), text) for text in texts)
        wrong = sum(sum(a != b for a, b in zip(one, text, strict=False)) for one, text in pairs)
        print(f"Traditional to Simplified, {name}: {wrong / total * 1e5:.2f} errors per 100,000")


def seconds(tool: Callable[[str], Any], texts: list[str]) -> float:
    tool(texts[0])
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        for text in texts:
            tool(text)
        best = min(best, time.process_time() - start)
    return best


def speed(texts: list[str]) -> None:
    opencc = peers().get("opencc")
    long = ["\n".join(texts[n : n + 8]) for n in range(0, len(texts), 8)]
    damaged = [found for _, _, found in simulated(long)]
    usual = [f for family, _, f in simulated(long) if "dropping" not in family]
    sets = {"clean": texts, "clean, long": long, "damaged": usual, "damaged, all": damaged}
    for name, sample in sets.items():
        ours, size = seconds(restore, sample), sum(map(len, sample))
        ratio = f", {seconds(opencc, sample) / ours:.3f} of OpenCC" if opencc else ""
        print(f"speed, {name}: {size / ours / 1e6:.2f} million characters a second{ratio}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--news", help="documents with title and body, .jsonl or .jsonl.xz")
    parser.add_argument("--paragraphs", help="clean texts, .jsonl or .jsonl.xz")
    parser.add_argument("--windows", default=str(HERE / "cases" / "restore" / "windows.jsonl"))
    parser.add_argument("--documents", type=int, default=2000, help="round trips to make")
    options = parser.parse_args()
    bundled()
    windows(options.windows)
    own = json.loads((HERE / "cases" / "restore" / "articles.json").read_text("utf-8"))
    news = [f"{row['title']}\n{row['body']}" for row in read(options.news)] if options.news else own
    round_trips(news[: options.documents])
    print(f"lists in other orders: {dict(other_lists(news[: options.documents]))}")
    print(f"other tables of readings: {dict(other_tables(news[: options.documents]))}")
    pages(news[: options.documents // 5])
    scripts(news)
    clean(news + ([row["text"] for row in read(options.paragraphs)] if options.paragraphs else []))
    speed(news[:240])


if __name__ == "__main__":
    main()
