"""What the command line shows of search results: as JSON, or readable with highlights."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

import click

from db.search import Hit, Results

_INDENT = "   "
_PARTS = 3
"""Sentences and facts that are listed under an article."""
_NAMES = 5
"""Names that are listed before the articles."""


def as_row(results: Results) -> dict[str, Any]:
    """The results of one query as JSON values."""
    return asdict(results)


def lines(results: Results) -> Iterator[str]:
    """The results of one query for a person, line by line."""
    more = "more than " if results.more else ""
    noun = "article" if results.total == 1 else "articles"
    yield f"{more}{results.total:,} {noun}"
    for name in results.names[:_NAMES]:
        noun = "article" if name.articles == 1 else "articles"
        yield f"{name.type}: {name.name}  ({name.articles:,} {noun})"
    parts = 0
    for hit in results.hits:
        parts = 0 if hit.type == "article" else parts + 1
        if hit.type == "article":
            yield from _article(hit)
        elif parts <= _PARTS:
            label = hit.kind if hit.type == "fact" else f"sentence {hit.number}"
            about = f"  {hit.about}" if hit.about not in hit.snippet else ""
            yield f"{_INDENT}{label:<12} {_marked(hit)}{about}"


def _article(hit: Hit) -> Iterator[str]:
    told = [
        hit.title or f"(no title) {hit.opening}",
        (hit.published or "")[:10],
        hit.publisher or "",
    ]
    nearest = "" if hit.match == "all" else "  (nearest; not all of the words)"
    yield ""
    yield click.style(f"{hit.rank}. " + "  ".join(filter(None, told)), bold=True) + nearest
    yield f"{_INDENT}{_marked(hit)}"
    yield click.style(f"{_INDENT}{hit.article}", dim=True)


def _marked(hit: Hit) -> str:
    pieces, at = [], 0
    for start, end in hit.highlights:
        pieces.append(hit.snippet[at:start])
        pieces.append(click.style(hit.snippet[start:end], fg="yellow", bold=True))
        at = end
    pieces.append(hit.snippet[at:])
    return "".join(pieces).replace("\n", " ")
