"""Documents: titles in 《》, what kind they are and who issued them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files

from ingest.facts.document import Document
from ingest.facts.late import late
from ingest.facts.organisations.patterns import any_of
from ingest.model import Fact

_TOGETHER = late("[、,和与及]|联合|会同|等[^,。]{0,8}")
_TITLE = re.compile("《((?:[^《》\n]|《[^《》\n]*》){1,120})》")
_TAIL = late(r"[(（〈](?:[^)）〉]{1,24})[)）〉]$")
_FORMAL = late(
    "^(?:关于|中华人民共和国|中共中央|国务院|第[一二三四五六七八九十\\d]+|\\d{4}"
    "|[一-鿿]{2,12}(?:省|市|县|区|自治区))"
)
_CLAUSE_END = late("[。!?;\n]")


@lru_cache(maxsize=1)
def _endings() -> tuple[dict[str, str], re.Pattern[str]]:
    """Ending → type, and the pattern of verbs of issuing."""
    types: dict[str, str] = {}
    issue: list[str] = []
    text = files("ingest.facts").joinpath("tables/document_words.tsv").read_text("utf-8")
    for line in text.splitlines():
        if line and line[0] != "#":
            key, words = line.split("\t")
            if key == "issue":
                issue = words.split()
            elif not key.startswith("work:"):
                types.update((word, key) for word in words.split() if word not in types)
    return types, re.compile(f"(?:{any_of(issue)})$")


@lru_cache(maxsize=1)
def _works() -> tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...]:
    """Kind of work, and what before the title and behind it says so."""
    text = files("ingest.facts").joinpath("tables/document_words.tsv").read_text("utf-8")
    rows = [line[5:].split("\t") for line in text.splitlines() if line.startswith("work:")]
    return tuple(
        (
            kind,
            re.compile(f"(?:{any_of(words.split())})$"),
            re.compile(f"[^,。;]{{0,3}}(?:{any_of(words.split())})"),
        )
        for kind, words in rows
    )


def _kind(title: str, text: str, start: int, end: int) -> tuple[str, str | None]:
    """Type of the document at a span, and the word of its title that says so."""
    bare = _TAIL.sub("", title)
    types, _ = _endings()
    word = next((bare[i:] for i in range(len(bare)) if bare[i:] in types), None)
    formal = _FORMAL.search(bare) is not None
    if word is None or types[word] in ("periodical", "law") or not formal:
        for kind, before, behind in _works():
            if before.search(text, max(start - 10, 0), start) or behind.match(text, end):
                return kind, None
    if word:
        return types[word], word
    return ("document" if formal else "work"), None


def _issuers(
    document: Document, bodies: list[Fact], starts: list[int], at: int
) -> tuple[list[str], str | None]:
    """Who issued the document that begins at an offset, and the verb."""
    text = document.folded
    lead = text[max(at - 12, 0) : at]
    verb = _endings()[1].search(lead.rstrip("了的"))
    if verb is None:
        return [], None
    end = at - len(lead) + verb.start() if len(lead) == len(lead.rstrip("了的")) else at - 1
    begin = 0
    for match in _CLAUSE_END.finditer(text, max(at - 160, 0), at):
        begin = match.end()
    inside = bodies[bisect_left(starts, begin) : bisect_left(starts, at)]
    run: list[Fact] = []
    for body in reversed(inside):
        edge = run[0].start if run else at
        gap = text[body.end : edge]
        if run and not _TOGETHER.fullmatch(gap):
            break
        run.insert(0, body)
    return [fact.name or fact.text for fact in run if fact.end <= end + 2], verb[0]


def extract_documents(document: Document, facts: list[Fact]) -> Iterator[Fact]:
    """Titles in 《》; the issuer is told by 印发, 发布 ... after an organisation's name."""
    text = document.folded
    if "《" not in text:
        return
    bodies = sorted((f for f in facts if f.kind == "organisation"), key=lambda f: f.start)
    starts = [body.start for body in bodies]
    for match in _TITLE.finditer(text):
        start, end = match.span()
        title = document.text[start + 1 : end - 1]
        kind, word = _kind(match[1], text, start, end)
        issuers, verb = _issuers(document, bodies, starts, start)
        details: dict[str, object] = {"type": kind}
        if word:
            details["word"] = word
        if issuers:
            details["issuer"] = issuers
        yield Fact(
            kind="document", text=document.text[start:end], start=start, end=end,
            rule="documents.title", name=title, organisation="、".join(issuers) or None,
            verb=verb if issuers else None, details=details,
        )  # fmt: skip
