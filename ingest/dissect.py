"""A restored page becomes an article: its lines are told from the furniture around them.

Nothing is rewritten. The body is cut out of the page line by line, and `Article.origin` says from
where; every line that is left out is kept as `Furniture` with its kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ingest import furniture, headline
from ingest.dates import find_date, iso_date
from ingest.language import language_of, script_of
from ingest.model import Article, Furniture, Line, Role, Sentence
from ingest.restore import bait_lines
from ingest.sentences import sentence_spans


@dataclass(frozen=True)
class PageLine:
    """A line of the page without the blanks around it. Offsets count in the page."""

    start: int
    end: int
    text: str


def dissect(page: str, given: Mapping[str, Any]) -> Article:
    """Cut the article out of a restored page.

    `given` is what the format told (title, url, published, publisher); it wins over what the
    page says.
    """
    lines = list(_page_lines(page))
    starts = {start for start, _ in bait_lines(page)}
    bait = {n for n, at in enumerate(lines) if page.rfind("\n", 0, at.start) + 1 in starts}
    kinds = furniture.classify([line.text for line in lines], bait)
    kept = [line for line, kind in zip(lines, kinds, strict=True) if kind is None]
    aside = tuple(
        Furniture(kind, line.text, line.start, line.end)
        for line, kind in zip(lines, kinds, strict=True)
        if kind is not None
    )
    roles = headline.roles([line.text for line in kept], _text(given.get("title")))
    body, placed, origin = _body(kept, roles)
    return _article(body, placed, origin, aside, given)


def _page_lines(page: str) -> Iterator[PageLine]:
    for match in re.finditer(r"[^\n]+", page):
        raw = match.group()
        text = raw.strip()
        if text:
            start = match.start() + len(raw) - len(raw.lstrip())
            yield PageLine(start, start + len(text), text)


def _body(
    kept: list[PageLine], roles: list[Role]
) -> tuple[str, tuple[Line, ...], tuple[tuple[int, int, int], ...]]:
    at, heading = 0, None
    lines, origin = [], []
    for number, (line, role) in enumerate(zip(kept, roles, strict=True)):
        length = len(line.text)
        if role == "heading":
            heading = line.text
        under = heading if role == "paragraph" else None
        lines.append(Line(role, at, at + length, number, under))
        origin.append((at, line.start, length))
        at += length + 1
    return "\n".join(line.text for line in kept), tuple(lines), tuple(origin)


def _sentences(body: str, lines: tuple[Line, ...]) -> Iterator[Sentence]:
    number = 0
    for line in lines:
        spans = (
            sentence_spans(body, line.start, line.end)
            if line.role == "paragraph"
            else iter([(line.start, line.end)])
        )
        for start, end in spans:
            yield Sentence(number, line.paragraph, line.role, start, end, line.heading)
            number += 1


def _article(
    body: str,
    lines: tuple[Line, ...],
    origin: tuple[tuple[int, int, int], ...],
    aside: tuple[Furniture, ...],
    given: Mapping[str, Any],
) -> Article:
    def first(role: Role) -> str | None:
        return next((body[line.start : line.end] for line in lines if line.role == role), None)

    told = furniture.details(aside)
    subtitle, byline = first("subtitle"), first("byline") or told.author
    published = iso_date(_text(given.get("published"))) or told.published
    return Article(
        body=body,
        title=_text(given.get("title")) or first("title"),
        subtitle=subtitle.lstrip("—–-─ ") if subtitle else None,
        byline=headline.close_names(byline) if byline else None,
        publisher=_text(given.get("publisher")) or told.publisher,
        section=_text(given.get("section")) or told.section,
        published=published or find_date(body, lines),
        url=_text(given.get("url")),
        language=language_of(body),
        script=script_of(body),
        lines=lines,
        sentences=tuple(_sentences(body, lines)),
        furniture=aside,
        origin=origin,
    )


def _text(value: object) -> str | None:
    """A given value as text; None for what is empty."""
    return str(value).strip() or None if value is not None else None
