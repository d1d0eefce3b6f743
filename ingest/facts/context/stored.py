"""A number as it is stored: the fact with what its article tells of it."""

from __future__ import annotations

from typing import NamedTuple

from ingest.facts.aims import is_aimed_at
from ingest.facts.context.attribution import Source
from ingest.facts.context.measures.points import points
from ingest.facts.context.measures.rain import of_rain
from ingest.facts.context.measures.shares import denominator
from ingest.facts.context.places.scope import Where
from ingest.facts.context.sight import About, Sight
from ingest.facts.context.subjects.subject_names import SubjectNames
from ingest.facts.context.times.moments import When, as_of
from ingest.facts.context.wording import stored_measure, without_subject
from ingest.model import Fact
from ingest.records import changed


class Context(NamedTuple):
    """What was found out about a number."""

    read: About
    subject: str | None
    where: Where | None
    when: When | None
    source: Source | None
    details: dict[str, float]


def with_context(
    sight: Sight, context: Context, names: SubjectNames, published: str | None
) -> Fact:
    """The number's fact, filled in; `names` tells whether its subject is one."""
    fact = sight.fact
    read, subject, where, when, source, details = context
    if read.measure is None and read.rule == "bare" and fact.dimension in ("duration", "time"):
        subject = None  # 3分钟后，…: what nothing measures is nobody's
    told = {
        "subject": subject,
        "measure": _aimed(
            sight, points(sight, of_rain(sight, _measure(read.measure, subject, names)))
        ),
        "per": fact.per or denominator(sight, read),
        "place": where.path if where else None,
        "place_code": where.code if where else None,
        "as_of": as_of(fact, when, published),
        "period_start": when.start if when else None,
        "period_end": when.end if when else None,
        "precision": when.precision if when else None,
        "time_source": when.time_source if when else None,
        "source": source.name if source else None,
        "source_type": source.source_type if source else None,
        "details": {**fact.details, **details, "context_rule": read.rule},
    }
    return changed(fact, told)


def _aimed(sight: Sight, measure: str | None) -> str | None:
    """PM2.5浓度降幅 of 下降4%的改善目标: the target of it."""
    aimed = measure is not None and is_aimed_at(sight.masked, sight.fact.end)
    return f"{measure}目标" if aimed else measure


def _measure(read: str | None, subject: str | None, names: SubjectNames) -> str | None:
    """The measure, which need not say again whom it is of."""
    measure = stored_measure(read)
    whole = f"占{subject}"  # 对东盟进出口占中国外贸总值的比重 is of China, too
    if (
        measure
        and subject
        and subject in measure
        and names.is_known(subject)
        and whole not in measure
    ):
        # 奖励工人马德福 | 金额: whom the sum is of is told apart
        measure = stored_measure(measure.rpartition(subject)[2].removeprefix("的"))
    if measure and subject and measure.startswith(subject):
        measure = without_subject(measure, subject)
    return measure
