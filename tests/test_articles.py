"""Annotated articles of our own, and what extraction makes of them; `figures.py` holds the floors.

`python tests/test_articles.py` prints the scores, and lists what the figures named miss. The
annotations follow `docs/facts.md` and were written before the extractors:
`tests/cases/facts/articles/README.md` tells how to read them.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ingest.facts import extract
from ingest.model import Fact
from ingest.script import to_simplified

CASES = Path(__file__).parent / "cases" / "facts"
ARTICLES = sorted((CASES / "articles").glob("*.txt"))

QUANTITY = ("figure", "money", "percent")
TIME = ("date", "period")
GROUPS = {**dict.fromkeys(QUANTITY, "quantity"), **dict.fromkeys(TIME, "time")}
Gold = dict[str, Any]
Outcome = tuple[str, bool, str]
"""Figure, whether it is right, and what to show when it is not."""


def load(path: Path) -> tuple[Gold, str, list[Gold]]:
    """Head line, text and annotations of one article."""
    head, *gold = map(json.loads, path.with_suffix(".jsonl").read_text("utf-8").splitlines())
    return head, path.read_text("utf-8"), gold


def group(kind: str) -> str:
    return GROUPS.get(kind, kind)


def comparable(gold: Gold, fact: Fact) -> bool:
    """Whether the fact is of a kind that the annotation allows."""
    return group(fact.kind) in {group(gold["kind"]), group(gold.get("alt_kind", gold["kind"]))}


def exact(gold: Gold, fact: Fact) -> bool:
    core = gold.get("core", gold["text"])
    start = gold["start"] + gold["text"].index(core)
    spans = {(gold["start"], gold["end"]), (start, start + len(core))}
    spans |= {(gold["start"], gold["start"] + len(text)) for text in gold.get("text_any", ())}
    return comparable(gold, fact) and (fact.start, fact.end) in spans


def same(gold: Gold, key: str, got: object) -> bool:
    """Whether a field is right: equal to what is annotated or to one of `<key>_any`."""
    wanted = [gold.get(key), *gold.get(f"{key}_any", ())]
    if isinstance(gold.get(key), str):
        wanted += gold[key].split("|")
    if isinstance(got, float | int) and not isinstance(got, bool):
        return any(
            isinstance(one, float | int) and abs(abs(got) - abs(one)) <= 1e-6 * max(1, abs(one))
            for one in wanted
        )
    return got in wanted


def says(gold: Gold, key: str, got: str | None) -> bool:
    """Whether a phrase is right: one of the annotated words and not much more than it."""
    if gold.get(key) is None or got is None:
        return got is None and gold.get(key) is None
    got, wanted = to_simplified(got), to_simplified(gold[key])
    return any(word in got and len(got) <= len(word) + 18 for word in wanted.split("|"))


def time_of(fact: Fact) -> str | None:
    if fact.period_start and fact.period_start == fact.period_end:
        return fact.period_start
    if fact.period_start and fact.period_end:
        return f"{fact.period_start}/{fact.period_end}"
    return fact.as_of or fact.period_start


def score_context(gold: Gold, fact: Fact, show: str) -> Iterator[Outcome]:
    """What a quantity is about: only where the annotation tells a subject."""
    if gold.get("subject") is None:
        return
    subject = says(gold, "subject", fact.subject)
    measure = says(gold, "measure", fact.measure)
    place = same(gold, "place", fact.place)
    show += f" {fact.subject} | {fact.measure} | {fact.place}"
    yield "quantity.subject", subject, show
    yield "quantity.measure", measure, show
    yield "quantity.place", place, show
    yield "quantity.subject_measure_place", subject and measure and place, show
    if gold.get("time"):
        yield "quantity.time", time_of(fact) == gold["time"], f"{show} {time_of(fact)}"
    if gold.get("source"):
        yield "quantity.source", same(gold, "source", fact.source), f"{show} {fact.source}"
    for key in ("per", "direction", "basis"):
        got = getattr(fact, key)
        # A level that was reached has a direction too (增加到37个); that is not annotated.
        if gold.get(key) or (key == "per" and got):
            yield f"quantity.{key}", same(gold, key, got), f"{show} {key} {got}"


FIELDS: dict[str, tuple[str, ...]] = {
    "person": ("role", "organisation", "name"),
    "organisation": ("name",),
    "place": ("place", "place_code"),
    "quote": ("speaker", "speaker_role", "speaker_organisation", "verb"),
    "change": ("from_value", "to_value", "stated_percent", "direction", "consistent"),
}


def score_fields(gold: Gold, fact: Fact, show: str) -> Iterator[Outcome]:
    """The fields of an exact find that its kind is for."""
    kind = gold["kind"]
    if kind in QUANTITY:
        yield "quantity.value", same(gold, "value", fact.value), f"{show} {fact.value}"
        approx = None if fact.approx == "reached" else fact.approx
        told = None if gold.get("approx") == "reached" else gold.get("approx")
        allowed = {told, *gold.get("approx_any", ())}
        yield "quantity.approx", approx in allowed, f"{show} {approx}"
        yield from score_context(gold, fact, show)
    elif kind in TIME and gold.get("resolved"):
        yield "time.resolved", same(gold, "resolved", fact.resolved), f"{show} {fact.resolved}"
    for key in FIELDS.get(kind, ()):
        if key in gold:
            got = getattr(fact, key)
            yield f"{kind}.{key}", same(gold, key, got), f"{show} {got}"


def outcomes(path: Path) -> Iterator[Outcome]:
    """Every single right or wrong of one article."""
    head, text, gold = load(path)
    facts = extract(text, head["published"])
    for one in gold:
        found = [fact for fact in facts if exact(one, fact)]
        if one.get("optional"):
            continue
        show = f"{path.stem} {one['start']} {one['kind']} {one['text']!r} want {one!r} got"
        yield f"{group(one['kind'])}.recall", bool(found), show
        if found:
            same_kind = [fact for fact in found if fact.kind == one["kind"]]
            yield from score_fields(one, (same_kind or found)[0], show)
    for fact in facts:
        if fact.kind == "change" and fact.from_value is None:
            continue  # only changes that tell both ends are annotated
        if fact.kind == "quote" and fact.direct is False:
            continue  # only words in quotation marks are annotated
        near = [one for one in gold if comparable(one, fact) and overlaps(one, fact)]
        if not near or not all(one.get("optional") for one in near):
            right = any(exact(one, fact) for one in near)
            yield (
                f"{group(fact.kind)}.precision",
                right,
                f"{path.stem} {fact.start} {fact.text!r} {fact.kind}",
            )


def overlaps(gold: Gold, fact: Fact) -> bool:
    return min(gold["end"], fact.end) > max(gold["start"], fact.start)


def measure() -> tuple[dict[str, float], dict[str, list[str]], dict[str, int]]:
    """Share of rights per figure over all articles, what was missed, and how many were asked."""
    total: dict[str, int] = defaultdict(int)
    misses: dict[str, list[str]] = defaultdict(list)
    for path in ARTICLES:
        for figure, right, show in outcomes(path):
            total[figure] += 1
            if not right:
                misses[figure].append(show)
    scores = {name: 1 - len(misses[name]) / total[name] for name in sorted(total)}
    return scores, misses, total


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_annotations_point_at_their_characters(path: Path) -> None:
    _, text, gold = load(path)
    assert gold
    assert [text[one["start"] : one["end"]] for one in gold] == [one["text"] for one in gold]


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_facts_point_at_their_characters(path: Path) -> None:
    head, text, _ = load(path)
    facts = extract(text, head["published"])
    assert [text[fact.start : fact.end] for fact in facts] == [fact.text for fact in facts]


def test_the_set_is_wide_enough() -> None:
    genres = {load(path)[0]["genre"] for path in ARTICLES}
    assert len(genres) >= 12
    assert any(load(path)[0]["script"] == "traditional" for path in ARTICLES)


def main(arguments: list[str]) -> None:
    scores, misses, total = measure()
    for name, score in scores.items():
        print(f"{name:34s} {score:.3f} of {total[name]}")
    for name in arguments:
        print(*misses.get(name, ()), sep="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
