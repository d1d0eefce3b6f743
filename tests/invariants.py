"""What holds of any input whatsoever: asked by the property tests and by the fuzzer alike."""

from __future__ import annotations

import dataclasses
import io
import json
from collections.abc import Mapping

from datasette.app import Datasette
from sqlite_utils import Database

from db import search
from db.search.match import fts_expression
from db.search.syntax import Literal, Term, parse
from db.search.tokens import folded
from ingest.dissect import dissect
from ingest.facts import extract
from ingest.model import Article, Rejected, Source
from ingest.page import AROUND
from ingest.process import process
from ingest.read.formats import read_file
from ingest.restore import SECOND_PASS, found_span, replay, restore, undo
from ingest.sentences import sentence_spans

MEDIA = ("text/plain", "text/markdown", "text/html")
ANSWERS = (200, 302, 400, 404)
"""Of a page: a visitor's address may be faulty, the site may not."""


def restoration(found: str) -> None:
    """The same each time; steps lead to the text and back; each says where it stands."""
    result = restore(found)
    assert result == restore(found)
    assert replay(found, result.steps) == result.text
    assert undo(result.text, result.steps) == found
    assert (result.verdict == "clean") == (result.text == found and not result.steps)
    assert result.certified == (result.verdict != "partial")
    at = 0
    for step in result.steps:
        if step.name in SECOND_PASS:
            assert len(step.before) == len(step.after) == step.end - step.start
        else:
            assert at <= step.found_start <= step.found_end
            assert found[step.found_start : step.found_end] == step.before
            at = step.found_end
    for start in range(0, len(result.text), max(1, len(result.text) // 20)):
        first, last = found_span(result.steps, start, start + 1)
        assert 0 <= first <= last <= len(found)


def dissection(page: str, told: Mapping[str, str], media: str) -> None:
    """Every character of the page is in the article, or set aside, or blank; none is twice."""
    article = dissect(page, told, media)
    body = article.body
    assert "\n".join(body[line.start : line.end] for line in article.lines) == body
    assert all("\n" not in body[line.start : line.end] for line in article.lines)
    for start, on_page, length in article.origin:
        assert body[start : start + length] == page[on_page : on_page + length]
    for sentence in article.sentences:
        text = body[sentence.start : sentence.end]
        assert text and text == text.strip()
    ends = [0, *(end for s in article.sentences for end in (s.start, s.end))]
    assert ends == sorted(ends)
    assert all(0 <= aside.start <= aside.end <= len(page) for aside in article.furniture)
    if media == "text/plain":
        _accounted(page, article)


def _accounted(page: str, article: Article) -> None:
    seen = [(start, start + length) for _, start, length in article.origin]
    seen += [(aside.start, aside.end) for aside in article.furniture]
    at = 0
    for start, end in sorted(seen):
        assert at <= start, "two pieces cover the same character"
        assert not page[at:start].strip(AROUND), "a character is nowhere"
        at = end
    assert not page[at:].strip(AROUND), "a character is nowhere"


def sentences(text: str) -> None:
    """They come in order, and leave out blanks alone."""
    at = 0
    for start, end in sentence_spans(text):
        assert at <= start < end and not text[at:start].strip()
        at = end
    assert not text[at:].strip()


def facts(text: str, published: str | None) -> None:
    """The same each time; each is the text at its span and can be stored."""
    found = extract(text, published)
    assert found == extract(text, published)
    for fact in found:
        assert 0 <= fact.start < fact.end <= len(text)
        assert text[fact.start : fact.end] == fact.text
        assert 0 < fact.confidence <= 1
        json.dumps(dataclasses.asdict(fact), allow_nan=False, ensure_ascii=False).encode("utf-8")


def reading(data: bytes, name: str) -> None:
    """Any bytes are read, or it is said why not; and what is read can be processed."""
    for item in read_file(io.BytesIO(data), name):
        assert item.origin.startswith(name)
        if isinstance(item, Rejected):
            assert item.reason
            continue
        assert isinstance(item, Source) and item.text and item.sha256
        item.text.encode("utf-8")
        process(item)


def searching(db: Database, query: str) -> None:
    """Never an error; the results of plain words are exactly the articles that hold them."""
    search.search(db, query)
    expression = fts_expression(query)
    db.execute(
        "SELECT count(*) FROM articles_fts WHERE articles_fts MATCH ?", [expression]
    ).fetchone()
    found = set(search.contains(db, query))
    clauses = parse(query).clauses
    terms = [literal for clause in clauses for literal in clause]
    if not all(isinstance(t.condition, Term) and t.condition.field is None for t in terms):
        return
    wanted = {
        row["docid"]
        for row in db.query("SELECT docid, title, body FROM articles")
        if clauses and all(any(_holds(lit, row) for lit in clause) for clause in clauses)
    }
    assert found == wanted


def _holds(literal: Literal, row: Mapping[str, str | None]) -> bool:
    """Whether a row meets a literal that is a word, by looking at its characters."""
    condition = literal.condition
    assert isinstance(condition, Term)
    texts = [row["title"] or "", row["body"] or ""]
    if condition.exact:
        inside = any(condition.text in text for text in texts)
    else:
        inside = any(folded(condition.text) in folded(text) for text in texts)
    return inside != literal.negated


async def page(site: Datasette, address: str) -> None:
    """An answer that is whole, or says what is wrong with the address."""
    answer = await site.client.get(address)
    assert answer.status_code in ANSWERS, f"{answer.status_code} {address}"
