"""What a person typed, as a query: the syntax of the search box.

    遂宁 改革             articles that contain both
    "exact phrase"       with its blanks, or a word that would be syntax
    遂宁 OR 南充          either; OR binds closer than the blank between words
    改革 -试点            without 试点; 改革 NOT 试点 says the same
    (遂宁 OR 南充) 改革    brackets around what OR joins may be typed
    遂宁 NEAR 改革        at most 20 characters between them; NEAR/5: at most 5
    =頭髮                exactly these characters: no folding of script, width or case
    标题:改革 title:改革   in the title; more fields in `FIELDS`
    日期:2018-08          also 2018, 2018-08-29, 2018..2020, 2018至2020, 2018.. and ..2020

Signs mean what they say only in their place; anywhere else they are searched for like any
character, and nothing is ever an error.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from ingest.script import fold

FIELDS = {
    "标题": "title",
    "title": "title",
    "机构": "organisation",
    "org": "organisation",
    "人": "person",
    "人物": "person",
    "person": "person",
    "地点": "place",
    "place": "place",
    "来源": "publisher",
    "publisher": "publisher",
    "作者": "byline",
    "by": "byline",
    "栏目": "section",
    "section": "section",
    "日期": "date",
    "date": "date",
}
"""Name that may stand before a colon → the field. Traditional names are folded first."""

NEAR_DISTANCE = 20
"""Characters between two words that are NEAR each other, where no number is given."""

# A quoted piece may stand behind -, title: and =, and ends with its closing quote.
_PIECE = re.compile(
    r'-?(?:[^\W\d_]{1,9}[:：])?=?"[^"]+"(?=\s|\Z)'
    r"|-?[^\W\d_]{1,9}[:：]=?(?:“[^“”]+”|「[^「」]+」)(?=\s|\Z)|\S+"
)
_CHINESE_QUOTES = ("“”", "「」")
"""In a field they enclose the value, as on a Chinese keyboard; elsewhere they are text."""
_PREFIX = re.compile(r"(?:([^\W\d_]{1,9})[:：])?(=?)(.*)", re.DOTALL)
_NEAR = re.compile(r"NEAR(?:/([0-9]{1,4}))?")
# No stored text has them: SQLite takes no halves of surrogate pairs, ingest no NUL.
_NEVER_STORED = re.compile("[\0\ud800-\udfff]")
_DAY = re.compile(
    r"([0-9]{4})(?:年|[-/.]([0-9]{1,2})(?:[-/.]([0-9]{1,2}))?|年([0-9]{1,2})月(?:([0-9]{1,2})[日号])?"
    r"|([0-9]{2})([0-9]{2}))?"
)
_BETWEEN = re.compile(r"\.\.|[~至到—–]+|(?<=[0-9]{4})-(?=[0-9]{4})|(?<=年)-")
"""What stands between two dates: 2018..2020, 2018至2020, 2018-2020."""


@dataclass(frozen=True)
class Term:
    """A text that must occur in the article, or in one of its fields."""

    text: str
    exact: bool = False
    """Compare the characters as written, without folding."""
    field: str | None = None


@dataclass(frozen=True)
class Near:
    """Two texts with at most `distance` characters between them, in either order."""

    first: str
    second: str
    distance: int


@dataclass(frozen=True)
class Dates:
    """A date of publication from `start` to `end`, both inclusive, ISO at any precision."""

    start: str
    end: str


@dataclass(frozen=True)
class Literal:
    """A condition or its opposite."""

    condition: Term | Near | Dates
    negated: bool = False


@dataclass(frozen=True)
class Query:
    """All clauses must hold; of a clause, one literal."""

    text: str
    clauses: tuple[tuple[Literal, ...], ...]

    @property
    def words(self) -> tuple[str, ...]:
        """The texts that are looked for in the article itself, in order."""
        found: list[str] = []
        for clause in self.clauses:
            for literal in clause:
                condition = literal.condition
                if literal.negated or isinstance(condition, Dates):
                    continue
                if isinstance(condition, Near):
                    found += [condition.first, condition.second]
                elif condition.field in (None, "title"):
                    found.append(condition.text)
        return tuple(dict.fromkeys(found))


@lru_cache(maxsize=64)
def parse(text: str) -> Query:
    """Read what a person typed. Any string is a query; an empty one has no clauses.

    It is read for each article of a page in turn, hence kept.
    """
    text = _NEVER_STORED.sub("\ufffd", text)
    pieces = _unbracketed(_PIECE.findall(text))
    if pieces and all(_is_negated(piece) for piece in pieces):
        # Nothing to subtract from: -5 is a number.
        literals = [Literal(Term(piece)) for piece in pieces]
        return Query(text, tuple((literal,) for literal in literals))
    clauses: list[tuple[Literal, ...]] = []
    at = 0
    while at < len(pieces):
        literal, at = _literal(pieces, at)
        clause = [literal]
        while at + 1 < len(pieces) and pieces[at] == "OR":
            literal, at = _literal(pieces, at + 1)
            clause.append(literal)
        clauses.append(tuple(clause))
        if at + 1 < len(pieces) and pieces[at] == "AND":
            at += 1
    return Query(text, tuple(clauses))


def _unbracketed(pieces: list[str]) -> list[str]:
    """The pieces without brackets around what OR joins: it binds as closely without them."""
    found, ends = list(pieces), list(range(len(pieces)))
    for first in reversed(range(len(pieces) - 2)):
        if pieces[first + 1] == "OR":
            ends[first] = ends[first + 2]
    for first, (piece, last) in enumerate(zip(pieces, ends, strict=True)):
        opens, closes = piece[0] in "(（", pieces[last][-1] in ")）"
        if last > first and opens and closes and len(piece) > 1 and len(pieces[last]) > 1:
            found[first], found[last] = piece[1:], pieces[last][:-1]
    return found


def _literal(pieces: list[str], at: int) -> tuple[Literal, int]:
    """The literal that begins at piece `at`, and where the next one may begin."""
    if pieces[at] == "NOT" and 0 < at < len(pieces) - 1 and not _is_negated(pieces[at + 1]):
        return Literal(_condition(pieces[at + 1]), negated=True), at + 2
    if at + 2 < len(pieces) and (near := _NEAR.fullmatch(pieces[at + 1])):
        first, second = _plain(pieces[at]), _plain(pieces[at + 2])
        if first is not None and second is not None:
            distance = int(near[1]) if near[1] else NEAR_DISTANCE
            return Literal(Near(first, second, distance)), at + 3
    piece = pieces[at]
    if _is_negated(piece):
        return Literal(_condition(piece[1:]), negated=True), at + 1
    return Literal(_condition(piece)), at + 1


def _is_negated(piece: str) -> bool:
    return len(piece) > 1 and piece[0] == "-" and piece[1] != "-"


def _plain(piece: str) -> str | None:
    """The text of a piece that is a word or a phrase and nothing more."""
    condition = _condition(piece)
    if _is_negated(piece) or condition != Term(_unquoted(piece)):
        return None
    return _unquoted(piece)


def _condition(piece: str) -> Term | Dates:
    """What a piece without its minus asks for."""
    parts = _PREFIX.fullmatch(piece)
    assert parts is not None, "the pattern matches every string"
    name, sign, value = parts.groups()
    field = FIELDS.get(fold(name)) if name else None
    if (name and not field) or not value:
        return Term(_unquoted(piece))
    if field == "date":
        return _dates(_unquoted(value)) or Term(piece)
    value = _unquoted(value)
    if field and len(value) > 2 and value[0] + value[-1] in _CHINESE_QUOTES:
        value = value[1:-1]
    return Term(value, exact=bool(sign), field=field)


def _unquoted(text: str) -> str:
    return text[1:-1] if len(text) > 2 and text[0] == text[-1] == '"' else text


def _dates(text: str) -> Dates | None:
    """The range that a date filter names; None if it names none."""
    start, *rest = _BETWEEN.split(fold(text), maxsplit=1)
    end = rest[0] if rest else start
    if start.startswith((">=", "<=")):
        start, end = (start[2:], "") if start[0] == ">" else ("", start[2:])
    first, last = _day(start), _day(end)
    if not (first or last) or (start and not first) or (end and not last):
        return None
    return Dates(first or "", last or "")


def _day(text: str) -> str | None:
    """A year, month or day in ISO form, as precise as it was typed."""
    parts = _DAY.fullmatch(text)
    if not parts:
        return None
    year = parts[1]
    month, day = parts[2] or parts[4] or parts[6], parts[3] or parts[5] or parts[7]
    if not (1 <= int(month or 1) <= 12 and 1 <= int(day or 1) <= 31):
        return None
    return "-".join([year, *(f"{int(part):02}" for part in (month, day) if part)])
