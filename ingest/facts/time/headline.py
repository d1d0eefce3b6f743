"""A headline's dates lean on the text below, which says the year or what is still to come."""

from __future__ import annotations

from dataclasses import replace

from ingest.model import Fact


def led_by_text(folded: str, facts: list[Fact]) -> list[Fact]:
    """The times, those of the first line resolved like the same words in a later one: 6月中旬开通
    above a text that says 将于今年6月中旬."""
    end = folded.find("\n")
    if end < 0 or not facts or facts[0].start >= end:
        return facts
    return [_led(folded, fact, facts, end) if fact.start < end else fact for fact in facts]


def _led(folded: str, fact: Fact, facts: list[Fact], end: int) -> Fact:
    words = folded[fact.start : fact.end]
    if fact.rule == "time.duration" or not ("月" in words or "日" in words) or "年" in words:
        return fact
    for other in facts:
        said = folded[other.start : other.end]
        if other.start < end or not said.endswith(words) or other.resolved is None:
            continue
        if ("/" in other.resolved) != ("/" in (fact.resolved or "")):
            continue  # 10月 above 1至10月
        before = said.removesuffix(words)[-1:]
        if not (before.isascii() and before.isdigit()):
            return replace(
                fact,
                resolved=other.resolved,
                as_of=other.as_of,
                period_start=other.period_start,
                period_end=other.period_end,
                time_source=other.time_source,
            )
    return fact
