"""Where a query's words stand in a text, snippets around them, and marks in HTML.

Spans count in the original text: the fold keeps the length. HTML is escaped first and marked
after, so no text can smuggle in markup.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from db.search.syntax import Literal, Near, Term, parse
from db.search.tokens import folded

Span = tuple[int, int]
WIDTH = 120
"""Characters of a snippet."""
LEAD = 24
"""Characters of a snippet before its first mark."""
MOST = 500
"""Marks that are looked for in one text."""
_ENDS = "。！？\n；"
_CLOSING = "”’」』）》"  # belongs to the sentence before


def spans(text: str, words: Iterable[str], where: str | None = None) -> list[Span]:
    """Where `words` stand in `text`, folded; ascending, touching ones merged.

    `where`: the folded text, if it is at hand.
    """
    wanted = dict.fromkeys(folded(word) for word in words if word)
    if where is None:
        where = folded(text) if wanted else ""
    found: list[Span] = []
    for word in wanted:
        at = where.find(word)
        while at >= 0 and len(found) < MOST:
            found.append((at, at + len(word)))
            at = where.find(word, at + 1)
    return merged(found)


def exact_spans(text: str, words: Iterable[str]) -> list[Span]:
    """Where `words` stand in `text` as they are written."""
    found: list[Span] = []
    for word in words:
        at = text.find(word) if word else -1
        while at >= 0 and len(found) < MOST:
            found.append((at, at + len(word)))
            at = text.find(word, at + 1)
    return merged(found)


def query_spans(text: str, query: str, where: str | None = None) -> list[Span]:
    """Where what a person typed stands in `text`: words without folding where `=` asks so.

    `where`: the folded text, if it is at hand.
    """
    plain: list[str] = []
    exact: list[str] = []
    for clause in parse(query).clauses:
        for literal in clause:
            for word, written in _words(literal):
                (exact if written else plain).append(word)
    return merged(spans(text, plain, where) + exact_spans(text, exact))


def merged(found: Iterable[Span]) -> list[Span]:
    """Spans in order; those that touch or overlap are one."""
    done: list[Span] = []
    for start, end in sorted(found):
        if done and start <= done[-1][1]:
            done[-1] = (done[-1][0], max(end, done[-1][1]))
        else:
            done.append((start, end))
    return done


def window(text: str, marks: Sequence[Span], width: int = WIDTH, near: int | None = None) -> Span:
    """The stretch of `text` to show: `width` characters with the mark at or after `near`."""
    if len(text) <= width:
        return 0, len(text)
    start = next((at for at, _ in marks if near is None or at >= near), near or 0)
    lead = text.rfind("\n", max(0, start - LEAD), start) + 1  # a line is a good beginning
    first = lead or max(0, start - LEAD)
    sentence = max(text.rfind(end, first, start) for end in _ENDS) + 1
    while first < sentence < start and text[sentence] in _CLOSING:
        sentence += 1
    first = max(min(sentence or first, len(text) - width), 0)
    return first, first + width


def clipped(marks: Iterable[Span], start: int, end: int) -> tuple[Span, ...]:
    """The marks inside a stretch, counted from its start."""
    return tuple(
        (max(a, start) - start, min(b, end) - start) for a, b in marks if a < end and b > start
    )


def html(text: str, marks: Iterable[Span]) -> str:
    """`text` as HTML, its marked spans in <mark>."""
    parts = []
    at = 0
    for start, end in marks:
        parts += [escape(text[at:start]), "<mark>", escape(text[start:end]), "</mark>"]
        at = end
    return "".join([*parts, escape(text[at:])])


def highlight(text: str | None, query: str | None) -> str | None:
    """A whole text as HTML, with the words of a query marked."""
    if text is None:
        return None
    return html(text, query_spans(text, query or ""))


def snippet(
    text: str | None, query: str | None, width: int = WIDTH, where: str | None = None
) -> str | None:
    """The part of a text around the first word of a query, as HTML with marks.

    `where`: the folded text, if it is at hand.
    """
    if text is None:
        return None
    marks = query_spans(text, query or "", where)
    start, end = window(text, marks, max(width, 1))
    shown = html(text[start:end], clipped(marks, start, end))
    return f"{'…' if start else ''}{shown}{'…' if end < len(text) else ''}"


def _words(literal: Literal) -> list[tuple[str, bool]]:
    condition = literal.condition
    if literal.negated:
        return []
    if isinstance(condition, Near):
        return [(condition.first, False), (condition.second, False)]
    if isinstance(condition, Term):
        return [(condition.text, condition.exact)]
    return []
