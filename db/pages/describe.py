"""What a fact says, as labelled lines: the same for a tooltip, a panel and a page of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from db.fact_rows import ENTITY_KINDS
from db.pages import wording

NUMBERS = ("figure", "money", "percent")


@dataclass(frozen=True)
class Detail:
    """One labelled line about a fact."""

    label: str
    english: str
    text: str
    exact: str = ""
    """The same without rounding, where `text` is rounded or written in 万 and 亿."""


def headline(fact: Mapping[str, Any]) -> str:
    """The fact in a few characters: its value, its date or its name."""
    kind = fact["kind"]
    if kind in ENTITY_KINDS:
        return str(
            fact["place"] if kind == "place" and fact["place"] else fact["name"] or fact["text"]
        )
    if kind in ("date", "period"):
        return when(fact) or str(fact["text"])
    if kind == "quote":
        return str(fact["speaker"] or fact["subject"] or "")
    if kind == "change":
        return _change(fact) or str(fact["text"])
    return value(fact) or str(fact["text"])


def about(fact: Mapping[str, Any]) -> str:
    """Whose number it is and which: 第一产业 · 增加值; whose alone where the measure has it."""
    subject, measure = fact["subject"] or "", fact["measure"] or ""
    return measure or subject if subject in measure else f"{subject} · {measure}".strip(" ·")


def value(fact: Mapping[str, Any]) -> str:
    """The normalised value with its approximation: 约5,000人次, 3–5个."""
    low, unit = fact["norm_value"], fact["norm_unit"]
    if low is None:
        low, unit = fact["value"], fact["unit"]
    if low is None:
        return ""
    text = wording.quantity(low, unit, fact["per"])
    if fact["value_to"] is not None and fact["kind"] != "change":
        scale = low / fact["value"] if fact["value"] else 1
        text = (
            f"{wording.number(low)}–{wording.quantity(fact['value_to'] * scale, unit, fact['per'])}"
        )
    return (wording.label("approx", fact["approx"]) if fact["approx"] else "") + text


def when(fact: Mapping[str, Any]) -> str:
    """The time that a fact holds for, as it is read."""
    if fact["kind"] in ("date", "period") and fact["resolved"]:
        return wording.date(fact["resolved"])
    if fact["as_of"]:
        return wording.date(fact["as_of"])
    return wording.period(fact["period_start"], fact["period_end"])


def details(fact: Mapping[str, Any]) -> list[Detail]:
    """All that is known of a fact, line by line, without what is empty."""
    return [line for line in _details(fact) if line.text]


def _details(fact: Mapping[str, Any]) -> Iterator[Detail]:
    yield Detail("主体", "subject", fact["subject"] or "")
    yield Detail("指标", "measure", fact["measure"] or "")
    if fact["kind"] in NUMBERS:
        yield Detail("数值", "value", value(fact), _exact(fact))
    if fact["kind"] == "change":
        yield from _arithmetic(fact)
    if fact["kind"] in ENTITY_KINDS:
        yield Detail("全名", "full name", fact["name"] or "")
    if fact["kind"] == "person":
        yield Detail("身份", "role", "，".join(filter(None, (fact["organisation"], fact["role"]))))
    if fact["kind"] == "quote":
        yield Detail("说话人", "speaker", _speaker(fact))
    yield Detail("时间", "time", when(fact))
    yield Detail("地点", "place", fact["place"] or "")
    yield Detail("比较", "compared with", fact["basis"] or "")
    yield Detail("来源", "who says so", fact["source"] or "")
    yield Detail("存疑", "in doubt", wording.DOUBT if fact["certain"] == 0 else "")


def exact(fact: Mapping[str, Any]) -> str:
    """All digits of the number that a fact gives rounded; empty where it gives none."""
    if fact["kind"] in NUMBERS:
        return _exact(fact) if value(fact) else ""
    if fact["kind"] == "change" and fact["computed_percent"] is not None:
        return f"{fact['computed_percent']:+.10g}%"
    return ""


def _exact(fact: Mapping[str, Any]) -> str:
    given = fact["norm_value"] if fact["norm_value"] is not None else fact["value"]
    unit = fact["norm_unit"] if fact["norm_value"] is not None else fact["unit"]
    return f"{wording.exact(given)} {unit or ''}".strip()


def _speaker(fact: Mapping[str, Any]) -> str:
    return " ".join(
        filter(None, (fact["speaker_organisation"], fact["speaker_role"], fact["speaker"]))
    )


def _change(fact: Mapping[str, Any]) -> str:
    before, after = fact["from_value"], fact["to_value"]
    if before is None and after is None:
        return ""
    unit = fact["unit"]
    start, end = wording.quantity(before, unit), wording.quantity(after, unit)
    if before is None:
        stated = fact["stated_percent"]
        return f"至 {end}" if stated is None else f"{_signed(stated)} 至 {end}"
    return f"{start} → {end}" if after is not None else f"原 {start}"


def _signed(percent: float) -> str:
    return f"{percent:+g}%".replace("-", "−")


def _arithmetic(fact: Mapping[str, Any]) -> Iterator[Detail]:
    yield Detail("从…到", "from, to", _change(fact))
    stated, computed = fact["stated_percent"], fact["computed_percent"]
    if stated is not None:
        yield Detail("所述", "stated", _signed(stated))
    if computed is not None:
        yield Detail("核算", "recomputed", f"{computed:+.2f}%", exact(fact))
    if fact["consistent"] is not None:
        agrees = "相符 ✓ adds up" if fact["consistent"] else "不符 ✗ does not add up"
        yield Detail("核对", "check", agrees)
