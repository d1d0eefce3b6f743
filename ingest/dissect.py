"""A restored page becomes an article: its lines are told from the furniture around them.

Nothing is rewritten. The body is cut out of the page line by line, and `Article.origin` says from
where; every line that is left out is kept as `Furniture` with its kind.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from ingest import byline, furniture, headline, signatures
from ingest.dates import find_date, iso_date
from ingest.language import language_of, script_of
from ingest.markdown import markdown_lines
from ingest.model import Article, Furniture, Line, Role, Sentence
from ingest.page import PageLine, Piece, text_lines
from ingest.restore.lines import is_bait
from ingest.sentences import sentence_spans
from ingest.told import beside_date, told_by_furniture
from ingest.web import web_page
from ingest.web.blocks import Block, blocks
from ingest.web.rows import with_rows


def dissect(page: str, given: Mapping[str, Any], media_type: str = "text/plain") -> Article:
    """Cut the article out of a restored page: plain text, Markdown or the source of a web page.

    `given` is what the format told (title, url, published, publisher); it wins over what the
    page says.
    """
    found, head = _page_lines(page, media_type)
    lines = [
        replace(line, aside="copyright", tells=False) if signs else line
        for line, signs in signatures.parted(found)
    ]
    bait = frozenset(n for n, line in enumerate(lines) if is_bait(line.text))
    kinds = furniture.classify(lines, bait)
    kept = [line for line, kind in zip(lines, kinds, strict=True) if kind is None]
    aside = tuple(
        Furniture(kind, line.text, line.start, line.end)
        for line, kind in zip(lines, kinds, strict=True)
        if kind is not None
    )
    roles = headline.roles(kept, _text(given.get("title")) or head.get("title"))
    body, placed, origin = _body(kept, roles)
    return _article(body, placed, origin, aside, given, head)


def printed_lines(page: str, media_type: str) -> Iterator[PageLine | Block]:
    """Every line of a page, the article's and all others, with the places of its characters."""
    if media_type == "text/html":
        yield from (block for block, _ in signatures.parted(list(with_rows(blocks(page)))))
    else:
        yield from (line for line, _ in signatures.parted(_page_lines(page, media_type)[0]))


def _page_lines(page: str, media_type: str) -> tuple[list[PageLine], Mapping[str, str]]:
    """The lines of a page, and what a web page tells of itself in its head."""
    if media_type == "text/html":
        return web_page(page)
    if media_type == "text/markdown":
        return list(markdown_lines(page)), {}
    return list(text_lines(page)), {}


def _body(
    kept: list[PageLine], roles: list[Role]
) -> tuple[str, tuple[Line, ...], tuple[Piece, ...]]:
    at, heading = 0, None
    lines: list[Line] = []
    origin: list[Piece] = []
    for number, (line, role) in enumerate(zip(kept, roles, strict=True)):
        length = len(line.text)
        if role == "heading":
            heading = line.text
        under = heading if role == "paragraph" else None
        lines.append(Line(role, at, at + length, number, under))
        origin.extend((at + start, page, span) for start, page, span in line.pieces)
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
    origin: tuple[Piece, ...],
    aside: tuple[Furniture, ...],
    given: Mapping[str, Any],
    head: Mapping[str, str],
) -> Article:
    def stated(name: str) -> str | None:
        return _text(given.get(name)) or head.get(name)

    told = told_by_furniture(aside)
    publisher = stated("publisher") or told.publisher or head.get("site")
    signed = _text(given.get("author")) or told.author or head.get("author")
    printed = next(iter(_texts(body, lines, "title")), None)
    shown = head.get("title") or told.title or (headline.without_site(printed) if printed else None)
    title = _text(given.get("title")) or headline.unframed(shown or told.former or "") or None
    if not title or (title.isascii() and not body.isascii()):
        title = beside_date(aside) or title
    return Article(
        body=body,
        title=title,
        subtitle=_subtitle(body, lines),
        byline=_byline(body, lines, signed, publisher),
        publisher=publisher,
        section=stated("section") or told.section_of(title),
        published=_finer(iso_date(stated("published")), told.published)
        or told.published
        or find_date(body, lines)
        or next(filter(None, map(iso_date, _texts(body, lines, "byline"))), None)
        or iso_date(head.get("scripted")),
        url=stated("url") or told.url,
        language=language_of(body),
        script=script_of(body),
        lines=lines,
        sentences=tuple(_sentences(body, lines)),
        furniture=aside,
        origin=origin,
    )


def _finer(stated: str | None, printed: str | None) -> str | None:
    """The day that is stated, with the time of day where the page prints it."""
    is_day = stated and len(stated) == len("2018-08-29")
    return printed if is_day and printed and printed.startswith(str(stated)) else stated


def _byline(
    body: str, lines: tuple[Line, ...], signed: str | None, publisher: str | None
) -> str | None:
    """Who wrote an article: its own line tells, or else `signed`, or else its last words."""
    printed = map(byline.close_names, _texts(body, lines, "byline"))
    author = " ".join(dict.fromkeys(printed)) or signed
    if not author or author == publisher:  # a site signs with its own name
        author = byline.in_text(_texts(body, lines, "paragraph"))
    return byline.close_names(author) if author else None


def _subtitle(body: str, lines: tuple[Line, ...]) -> str | None:
    """The line below the title, or else the one above it."""
    title = next((line.start for line in lines if line.role == "title"), 0)
    found = [line for line in lines if line.role == "subtitle"]
    below = [line for line in found if line.start > title]
    text = next((body[line.start : line.end] for line in below or found), None)
    return text.lstrip("—–-─ ") if text else None


def _texts(body: str, lines: tuple[Line, ...], role: Role) -> list[str]:
    return [body[line.start : line.end] for line in lines if line.role == role]


def _text(value: object) -> str | None:
    """A given value as text; None for what is empty, or no text and no number."""
    return str(value).strip() or None if isinstance(value, (str, int, float)) else None
