"""One source in, all its records out: the pure part of the pipeline, in one function.

The same source gives the same record on any machine and in any process.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import replace

from ingest.collate import amended
from ingest.dissect import dissect
from ingest.error_page import error_line
from ingest.facts import extract
from ingest.facts.claims import stated
from ingest.facts.places.lineage import lineage
from ingest.fingerprint import fingerprint
from ingest.model import Article, Fact, Location, Place, Record, Rejected, Restoration, Source
from ingest.restore import Doubts, Trace, restore
from ingest.restore.lines import bait_words

_SENTENCE = re.compile("[。！？；]")
_BAIT, _LEAST_BAIT = 2, 6
"""Words of bait in a line, on the average, and in all, that no list of headlines has."""
LEAST = 2
"""Letters, characters and digits of the shortest article: less tells nothing, of anything."""


def process(source: Source, read: Mapping[int, str] | None = None) -> Record | Rejected:
    """Restore, dissect and extract. Rejected if the page holds no article.

    `read` is what other copies hold where this one had lost something: number of the repair →
    reading, of the same length.
    """
    restoration = restore(source.text)
    if read:
        text = amended(restoration.text, restoration.steps, read)
        restoration = replace(restoration, text=text)
    article = dissect(restoration.text, source.given, source.media_type)
    if reason := _no_article(article, source):
        return Rejected(source.origin, reason, source.sha256, source.size)
    told = (article.body, article.published, article.publisher)
    facts = tuple(extract(*told)) if is_chinese(article) else ()
    return Record(
        source,
        restoration,
        article,
        facts,
        _locations(facts, article, restoration, read or {}),
        _places(facts),
        stated(facts),
        fingerprint(article.body),
    )


def _no_article(article: Article, source: Source) -> str | None:
    """Why what was cut out of a page is no article, if it is none."""
    if not article.body and not any(_is_word(line.text) for line in article.furniture):
        is_page = source.media_type == "text/html"
        return "it holds no words" + (": a script or frames may show them" if is_page else "")
    if not article.body or _is_spam(article):
        return "no line of it is an article: all is spam or navigation"
    if sum(map(str.isalnum, article.body)) < LEAST:
        return "its text is a single character"
    error = error_line(article) if source.media_type == "text/html" else None
    return f"it is a server's error page, not an article: {error}" if error else None


def _is_spam(article: Article) -> bool:
    """Is a text without a sentence full of the vocabulary of bait?"""
    if _SENTENCE.search(article.body):
        return False
    return bait_words(article.body) >= max(_LEAST_BAIT, _BAIT * len(article.lines))


def _is_word(text: str) -> bool:
    return any(map(str.isalnum, text))


def is_chinese(article: Article) -> bool:
    """Whether the rules of facts know the language: elsewhere they would misread "2018 tons"."""
    return article.language == "zh" or (article.language == "und" and article.script != "none")


def _locations(
    facts: tuple[Fact, ...], article: Article, restoration: Restoration, read: Mapping[int, str]
) -> tuple[Location, ...]:
    """Where each fact stands. What a decoded entity begins or ends has no place on the page."""
    sentences = [sentence.start for sentence in article.sentences]
    starts = [start for start, _, _ in article.origin]
    trace, doubts = Trace(restoration.steps), Doubts(restoration.steps, read)

    def on_page(offset: int) -> int | None:
        piece = bisect_right(starts, offset) - 1
        if piece < 0:
            return None
        start, page, length = article.origin[piece]
        return page + offset - start if offset < start + length else None

    def place(fact: Fact) -> Location:
        number = bisect_right(sentences, fact.start) - 1
        sentence = number if number >= 0 else None
        start, last = on_page(fact.start), on_page(fact.end - 1)
        if start is None or last is None:
            return Location(sentence, None, None)
        certain = not doubts.within(start, last + 1)
        return Location(sentence, *trace.found_span(start, last + 1), certain)

    return tuple(place(fact) for fact in facts)


def _places(facts: tuple[Fact, ...]) -> tuple[Place, ...]:
    """The divisions that the facts name, each after the one above it."""
    codes = sorted({fact.place_code for fact in facts if fact.place_code})
    found: dict[str, Place] = {}
    for code in codes:
        for place in lineage(code):
            found.setdefault(place.code, place)
    return tuple(found.values())
