"""The records that travel from a file to the archive: frozen dataclasses, and little else.

Every span is a pair of code-point offsets, end exclusive. Which text it counts in is said at
each field: *found* (the page as it was found), *restored* (the page after restoration) or
*body* (the article alone, cut out of the restored page).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from ingest.records import filled_at_once

Verdict = Literal["clean", "exact", "partial"]
Role = Literal["title", "subtitle", "byline", "heading", "paragraph"]
Kind = Literal[
    "figure",
    "money",
    "percent",
    "change",
    "date",
    "period",
    "person",
    "organisation",
    "place",
    "document",
    "quote",
    "programme",
]


@dataclass(frozen=True)
class Source:
    """One input document: its bytes' hash, where they came from, and their text as found."""

    sha256: str
    origin: str
    """Where it was read from: a path, a path and a member (`pages.jsonl#3`), or `-`."""
    media_type: str
    encoding: str
    text: str
    """The text exactly as found: decoded, and not touched in any other way."""
    size: int
    """Length in bytes."""
    given: Mapping[str, Any] = field(default_factory=dict)
    """What the format itself tells: title, url, published, publisher, id and further keys."""


@dataclass(frozen=True)
class Rejected:
    """An input that cannot be loaded, and why."""

    origin: str
    reason: str
    sha256: str | None = None
    size: int | None = None


@dataclass(frozen=True)
class Unread:
    """An input whose bytes are known, and nothing of what they say: what the archive has already
    need not be decoded."""

    sha256: str
    origin: str
    size: int
    read: Callable[[], Source | Rejected]
    """Decodes it; it can be given to another process."""


Incoming = Source | Rejected | Unread
"""What a reader gives."""


def read_now(item: Incoming) -> Source | Rejected:
    """An input with what its bytes say."""
    if not isinstance(item, Unread):
        return item
    try:
        return item.read()
    except MemoryError:
        raise
    except Exception as error:
        return Rejected(item.origin, fault(error), item.sha256, item.size)


def fault(error: Exception) -> str:
    """Why an input is rejected at which the program fails: one must not stop a million."""
    return f"a fault in Jiaokan: {type(error).__name__}: {error}. Please report it"


class Choice(NamedTuple):
    """A reading that was possible at a place where the damage lost something."""

    text: str
    score: float
    """Natural logarithm of the reading's probability, up to a constant of the place."""


class Step(NamedTuple):
    """One named repair. A page has hundreds: a named tuple is made in a quarter of the time.

    Steps that are not in `SECOND_PASS` splice `after` in the place of `before` at the found span
    and give the text on its way; steps of the second pass keep the length and overwrite
    `before` by `after` at the restored span. See `ingest.restore.replay`.
    """

    name: str
    found_start: int
    found_end: int
    start: int
    """Start of `after` in the restored text."""
    end: int
    before: str
    after: str
    certain: bool = True
    """False where character statistics chose, or where nothing can be known (□)."""
    why: str = ""
    choices: tuple[Choice, ...] = ()
    """The runners-up with their scores, best first; empty where the repair is certain."""


@dataclass(frozen=True)
class Restoration:
    """A page and what was done to restore it."""

    found: str
    text: str
    """The page as its author wrote it, in the script it was written in."""
    traditional: str
    """The text before it was brought back to Simplified; equal to `text` where it never was."""
    verdict: Verdict
    certified: bool
    """True when damaging the restored text again gives `found`, character for character."""
    steps: tuple[Step, ...] = ()
    family: str = "none"
    """Which kind of damage was met; `none` for clean text."""
    annotations: tuple[tuple[str, str], ...] = ()
    """The page's list: annotated character and pinyin, in the order the channel used it."""
    why: str = ""
    """Why there is no certificate, or what a person should look at; empty if all is well."""

    @property
    def lost(self) -> tuple[Step, ...]:
        """The places chosen by statistics or unknowable."""
        return tuple(step for step in self.steps if not step.certain)


@dataclass(frozen=True)
class Line:
    """A line of the article. The span counts in the body."""

    role: Role
    start: int
    end: int
    paragraph: int
    """Number of the line in the body, from 0."""
    heading: str | None = None
    """The section heading it stands under."""


@dataclass(frozen=True)
class Sentence:
    """A sentence. The span counts in the body; a heading or title is one sentence."""

    number: int
    paragraph: int
    role: Role
    start: int
    end: int
    heading: str | None = None


@dataclass(frozen=True)
class Furniture:
    """A line of the page that is not the article: spam, navigation, share buttons ..."""

    kind: str
    text: str
    start: int
    """Start in the restored page."""
    end: int


@dataclass(frozen=True)
class Article:
    """An article cut out of a restored page."""

    body: str
    """Its lines from the title on, joined by newlines. Every span of a fact counts in it."""
    title: str | None = None
    subtitle: str | None = None
    byline: str | None = None
    """Who wrote it, as printed, without the spaces that print puts inside a name."""
    publisher: str | None = None
    section: str | None = None
    published: str | None = None
    """ISO date at the precision that the page gives: 2018, 2018-08, 2018-08-29 ..."""
    url: str | None = None
    language: str = "zh"
    script: str = "simplified"
    """Script of the body: simplified, traditional or none."""
    lines: tuple[Line, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    furniture: tuple[Furniture, ...] = ()
    origin: tuple[tuple[int, int, int], ...] = ()
    """Where the body was cut from: (start in body, start in restored page, length), in order."""


@filled_at_once
@dataclass(frozen=True)
class Fact:
    """One thing the article says, with the characters that say it: `text == body[start:end]`.

    Which fields are used depends on `kind`; what the article does not tell is None. The
    conventions (what belongs into a span, how values are normalised) are those of docs/facts.md.
    """

    kind: Kind
    text: str
    start: int
    end: int
    rule: str
    """The rule that found it, as `module.rule`."""
    confidence: float = 1.0

    # what it is about
    subject: str | None = None
    measure: str | None = None
    place: str | None = None
    """Full administrative path, e.g. 四川省遂宁市安居区."""
    place_code: str | None = None
    """GB/T 2260 code of the year, six digits; None for functional zones."""

    # quantities
    value: float | None = None
    """After 万 and 亿: 1.78亿元 is 178000000. Percent is as printed: 28.1."""
    value_to: float | None = None
    """Upper end of a range."""
    unit: str | None = None
    """As printed, without 万 and 亿."""
    norm_value: float | None = None
    norm_unit: str | None = None
    """CNY, ratio, 人, 床位, m² ...: comparable across articles."""
    per: str | None = None
    """Denominator: 年, 组织 ..."""
    dimension: str | None = None
    approx: str | None = None
    """about, nearly, over, at_least, at_most, reached; None: exactly as printed."""
    cue: str | None = None
    """The word that governs it: 增加到, 达, 约, 同比增长 ..."""
    direction: str | None = None
    """up or down."""
    basis: str | None = None
    """What a comparison is made with: 同比, 环比, 较上年末 ..."""

    # time
    as_of: str | None = None
    period_start: str | None = None
    period_end: str | None = None
    precision: str | None = None
    """year, half, quarter, month, ten_days, week, day, hour, minute, second."""
    resolved: str | None = None
    """Dates and periods in ISO form: 2017-07, 2020-01/2020-06, P3Y, R/P1Y."""
    time_source: str | None = None
    """stated, carried or publication."""

    # who says so
    source: str | None = None
    source_type: str | None = None

    # people, organisations, places, documents, programmes
    name: str | None = None
    """The full or canonical name of what is mentioned."""
    role: str | None = None
    organisation: str | None = None
    level: str | None = None
    """Of a place: province, prefecture, county, town, zone, country."""

    # quotes
    speaker: str | None = None
    speaker_role: str | None = None
    speaker_organisation: str | None = None
    verb: str | None = None
    direct: bool | None = None
    words: str | None = None
    """What was said, without the quotation marks."""

    # changes
    from_value: float | None = None
    to_value: float | None = None
    delta: float | None = None
    stated_percent: float | None = None
    computed_percent: float | None = None
    consistent: bool | None = None

    details: Mapping[str, Any] = field(default_factory=dict)
    """What only one rule knows, e.g. `implied_total`; JSON values."""


@dataclass(frozen=True)
class Place:
    """An administrative division."""

    code: str
    """GB/T 2260, six digits."""
    name: str
    level: str
    """province, prefecture or county."""
    parent: str | None
    """Code of the division above."""
    path: str
    """Full path, e.g. 四川省遂宁市安居区."""


@dataclass(frozen=True)
class Location:
    """Where a fact stands beside its span in the body."""

    sentence: int | None
    """Number of its sentence."""
    found_start: int | None
    """Start in the text as found."""
    found_end: int | None
    certain: bool = True
    """False where one of its characters was chosen by statistics or cannot be known."""


@dataclass(frozen=True)
class Stated:
    """What a fact claims, by a name that the same claim has in every article."""

    number: int
    """Number of the fact in the article."""
    claim: str
    low: float
    """The least that the printed number may stand for, in the claim's unit."""
    high: float


@dataclass(frozen=True)
class Record:
    """All that one source gave: what `db.load` takes."""

    source: Source
    restoration: Restoration
    article: Article
    facts: tuple[Fact, ...]
    locations: tuple[Location, ...]
    """One for each fact, in the same order."""
    places: tuple[Place, ...] = ()
    """The divisions that the facts name, with all above them."""
    claims: tuple[Stated, ...] = ()
    """What the facts claim, for those that tell enough."""
    fingerprint: tuple[int, ...] = ()
    """Hashes by which near-duplicates are found; see `ingest.fingerprint`."""
