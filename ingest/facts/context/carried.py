"""What reading leaves behind: from one sentence to the next, and from clause to clause."""

from __future__ import annotations

from dataclasses import dataclass, field

from ingest.facts.context.attribution import Source
from ingest.facts.context.places.scope import Where
from ingest.facts.context.sight import About, Span
from ingest.facts.context.subjects.told import Told
from ingest.facts.context.times.moments import When
from ingest.model import Fact


@dataclass(slots=True)
class Paragraph:
    """What one sentence leaves to the next."""

    topic: str | None = None
    place: Where | None = None
    time: When | None = None
    source: Source | None = None
    last: About | None = None
    """What the numbers of the last sentence measured, where that was one thing."""
    last_subject: str | None = None
    grown: About | None = None
    """What the last sentence measured that told nothing but how one thing moved."""
    holder: str | None = None
    """Whose accounts the paragraph has told of."""
    last_place: Where | None = None
    """That of the last sentence's first number: what 其中 is a part of."""
    last_time: When | None = None
    """The period that the last sentence's last number is of."""


@dataclass(slots=True)
class Sentence:
    """What one clause leaves to the next."""

    span: Span
    carried: Paragraph
    topic: str | None
    sources: list[Source]
    counted: bool = False
    """Whether the topic is only a thing that was counted, and gives way to the next one."""
    fresh: bool = False
    """Whether the topic is the sentence's own, not that of the one before."""
    listed: str | None = None
    """Whom the first item of a list, before the first semicolon, was about."""
    item: str | None = None
    """What the measures of the item before a semicolon were of."""
    speaker: str | None = None
    """The body that a clause of the sentence says to have spoken."""
    by: str | None = None
    """The measure by which it looks at things: 从产品产量看，汽车5万辆."""
    reports: str | None = None
    """The firm by whose own report it goes: 某银行三季报显示，…"""
    reopened: bool = False
    """Whether a clause without a number has named somebody since the last number."""
    unopened: Span | None = None
    """The clause that is being read, until somebody asks whom it opens with."""
    last: About | None = None
    last_subject: str | None = None
    last_counted: str | None = None
    """The things counted last, where they were the subject instead of who did it."""
    read: list[Told] = field(default_factory=list)
    """All numbers so far."""
    told: list[Told] = field(default_factory=list)
    """The numbers so far that are no changes, for 分别."""
    turned: list[str | None] = field(default_factory=list)
    """Whom the members of the last list were, for a 分别 that goes on with them."""
    lasting: str | None = None
    """The topic that goes on behind a semicolon and a full stop; None where all of it does."""
    fleeting: bool = False
    """The topic is a common noun that one measure was of (农作物受灾面积)."""
    thing: str | None = None
    """What was counted last, whose measures may follow: 项目90个、总投资80亿元."""
    counted_things: tuple[str, str] | None = None
    """The things counted last in the sentence, and in which measure word."""
    works: str | None = None
    """Those counted last that are no people, and may have a floor space or a cost."""
    last_number: int = -1
    """Its place in the list of facts."""
    last_fact: Fact | None = None
    """The quantity before, which a share may be a share of."""
