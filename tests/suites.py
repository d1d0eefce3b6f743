"""What other parsers' test suites ask, put to ours: one judge per model.

A case is right when the value or the days that it expects come out. Cases that no news text has
(arithmetic, spaced-out digits, foreign calendars) are left out by `judge`, which gives None.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any

from ingest.facts.document import Document
from ingest.facts.quantities import numerals
from ingest.facts.quantities.extract import extract_quantities
from ingest.facts.time import extract_times, resolve
from ingest.facts.time.moments import Moment, first_day, last_day, parse_iso
from ingest.model import Fact

Case = dict[str, Any]


@dataclass(frozen=True)
class Outcome:
    """One case: whether it is right, what was wanted and what came out."""

    right: bool
    wanted: object
    got: object


def judge(case: Case) -> Outcome | None:
    """The outcome of a case; None for what is not asked of us."""
    suite = {"cn2an": cn2an, "duckling": duckling, "jionlp": jionlp}.get(case["suite"], recognizers)
    return suite(case)


def extract(text: str) -> list[Fact]:
    """Times and quantities alone: what these suites ask for."""
    document = Document(text)
    times = list(extract_times(document, []))
    return [*times, *extract_quantities(document, times)]


def close(wanted: float, got: object) -> bool:
    return isinstance(got, (int, float)) and abs(got - wanted) <= 1e-6 * max(1, abs(wanted))


def cn2an(case: Case) -> Outcome | None:
    """Chinese to number; the other direction is not ours."""
    wanted, mode = case["expected"], case["mode"]
    if (not mode.endswith("_data_dict") and "error" not in mode) or "an2cn" in mode:
        return None
    if isinstance(wanted, str) and wanted != "ERROR" and not re.fullmatch(r"[\d.]+", wanted):
        return None
    try:
        got: object = numerals.parse(str(case["input"]), strict="strict" in mode)
    except ValueError:
        got = "ERROR"
    if wanted == "ERROR":
        return Outcome(got == wanted, wanted, got)
    return Outcome(close(float(wanted), got), wanted, got)


def duckling(case: Case) -> Outcome | None:
    """Numerals, quantities and days."""
    model, text, wanted = case["model"], case["input"], case["expected"]
    if model in ("Numeral", "Ordinal"):
        number = float(re.search(r"-?[\d.]+", wanted)[0])  # type: ignore[index]
        return Outcome(close(number, _numeral(text)), number, _numeral(text))
    if model == "Time":
        return _duckling_time(case)
    if model == "Duration":
        return None
    numbers = [float(each) for each in re.findall(r"(?<![A-Za-z])-?\d+(?:\.\d+)?", wanted)]
    got = [fact for fact in extract(text) if fact.value is not None]
    return Outcome(any(_measures(numbers, fact, wanted) for fact in got), wanted, _shown(got))


def _measures(numbers: list[float], fact: Any, wanted: str) -> bool:
    scale = 100 if "Cent " in wanted else 1
    norm = {"Gram": 1000, "Litre": 1000}.get(wanted.split()[1]) if " " in wanted else None
    values = [fact.value, fact.value_to] if len(numbers) == 2 else [fact.value]
    base = fact.norm_value
    if norm and base is not None and len(numbers) == 1 and close(numbers[0], base * norm):
        return True
    if scale == 100 and base is not None:
        return close(numbers[0], base * 100)
    return all(
        value is not None and close(number, value)
        for number, value in zip(numbers, values, strict=True)
    )


def _numeral(text: str) -> object:
    try:
        return numerals.parse(text.removeprefix("第").removeprefix("第"))
    except ValueError:
        return [each.value for each in numerals.find(text)]


def _shown(facts: list[Any]) -> object:
    return [(fact.text, fact.kind, fact.value, fact.value_to, fact.unit) for fact in facts]


def _duckling_time(case: Case) -> Outcome | None:
    match = re.search(
        r"\(datetime \((\d+), (\d+), (\d+), \d+, \d+, \d+\) (\w+)\)", case["expected"]
    )
    if match is None or match[4] not in ("Day", "Week", "Month", "Year"):
        return None
    wanted = tuple(int(part) for part in match.groups()[:3])
    got = resolve(case["input"], case["ref"][:19])
    days = _days(got)
    return Outcome(days is not None and days[0] == wanted, wanted, got)


def _days(iso: str | None) -> tuple[Moment, Moment] | None:
    """First and last day of a resolved date or period."""
    if iso is None or iso[0] in "PR":
        return None
    first, _, last = iso.partition("/")
    return first_day(parse_iso(first)), last_day(parse_iso(last or first))


def _base(base: Any) -> str | None:
    if isinstance(base, dict):
        base = [base[key] for key in ("year", "month", "day", "hour", "minute") if key in base]
    if isinstance(base, list):
        date = "-".join(
            f"{part:04d}" if not place else f"{part:02d}" for place, part in enumerate(base[:3])
        )
        return date + ("T" + ":".join(f"{part:02d}" for part in base[3:]) if base[3:] else "")
    return base[:19] if base else None


def jionlp(case: Case) -> Outcome | None:
    """Days that a time covers, amounts of money."""
    if case["model"] == "time_parse":
        expected = case["expected"]
        if expected["type"] not in ("time_point", "time_span") or "inf" in "".join(
            expected["time"]
        ):
            return None
        wanted = tuple(
            tuple(int(part) for part in each[:10].split("-")) for each in expected["time"]
        )
        got = resolve(case["input"], _base(case["base"]))
        return Outcome(_days(got) == wanted, wanted, got)
    if case["model"] == "money_parse":
        number = case["expected"]["num"]
        low = float(number[0] if isinstance(number, list) else number)
        facts = [fact for fact in extract(case["input"]) if fact.norm_value is not None]
        return Outcome(any(close(low, fact.norm_value) for fact in facts), number, _shown(facts))
    if case["model"] == "money_extract":
        wanted = [each["text"] for each in case["entities"]]
        got = [fact.text for fact in extract(case["input"]) if fact.kind == "money"]
        return Outcome(wanted == got, wanted, got)
    return None


def recognizers(case: Case) -> Outcome | None:
    """Numbers, percentages, currencies, dimensions and dates."""
    model, entities = case["model"], case["entities"]
    if model == "NumberModel":
        wanted = [float(each["resolution"]["value"]) for each in entities]
        got = [each.value for each in numerals.find(case["input"])]
        return Outcome(_equal(wanted, got), wanted, got)
    if model == "PercentModel":
        wanted = [float(each["resolution"]["value"].rstrip("%")) for each in entities]
        facts = [fact for fact in extract(case["input"]) if fact.kind == "percent"]
        return Outcome(_equal(wanted, [fact.value for fact in facts]), wanted, _shown(facts))
    if model == "CurrencyModel":
        values = [each["resolution"]["value"] for each in entities if each["resolution"]["value"]]
        wanted = [float(value) for value in values]
        facts = [fact for fact in extract(case["input"]) if fact.kind == "money"]
        return Outcome(_equal(wanted, [fact.value for fact in facts]), wanted, _shown(facts))
    if model in ("DimensionModel", "TemperatureModel", "AgeModel"):
        values = [
            float(each["resolution"]["value"]) for each in entities if each["resolution"]["value"]
        ]
        facts = [fact for fact in extract(case["input"]) if fact.value is not None]
        found = [fact.value for fact in facts]
        return Outcome(
            all(any(close(value, each) for each in found) for value in values),
            values,
            _shown(facts),
        )
    if case.get("family") == "DateTime":
        return _recognizers_time(case)
    return None


def _equal(wanted: list[float], got: list[Any]) -> bool:
    return len(wanted) == len(got) and all(
        close(one, two) for one, two in zip(wanted, got, strict=True)
    )


def _recognizers_time(case: Case) -> Outcome | None:
    """Dates and date ranges of the model that puts everything together."""
    if case["model"] != "DateTimeModel" or not case["entities"]:
        return None
    first = case["entities"][0]
    values = first["resolution"]["values"]
    kind = values[0]["type"]
    if kind == "date" and "value" in values[0] and values[0]["value"] != "not resolved":
        wanted = {
            (_date(each["value"]), _date(each["value"])) for each in values if "value" in each
        }
    elif kind == "daterange" and all("start" in each and "end" in each for each in values):
        wanted = {(_date(each["start"]), _before(each["end"])) for each in values}
        # Its ends are exclusive, even where 5月 is the end: 3月到5月 is 3月1日 to 5月1日 there.
        wanted |= {(_date(each["start"]), _date(each["end"])) for each in values}
        wanted |= {(_date(each["start"]), last_day(_date(each["end"])[:2])) for each in values}
        wanted |= {(_date(each["start"]), last_day(_date(each["end"])[:1])) for each in values}
    else:
        return None
    got = resolve(case["input"], (case.get("ref") or "")[:19])
    return Outcome(_days(got) in wanted, sorted(wanted), got)


def _date(text: str) -> Moment:
    return tuple(int(part) for part in text.split("-"))


def _before(text: str) -> Moment:
    day = dt.date(*_date(text)) - dt.timedelta(days=1)
    return day.year, day.month, day.day
