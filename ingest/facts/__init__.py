"""Facts: every figure, date, name and claim, with the exact characters that say it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ingest.facts.changes import extract_changes
from ingest.facts.context.enrich import enrich
from ingest.facts.document import Document
from ingest.facts.documents import extract_documents
from ingest.facts.home import home_of
from ingest.facts.inside_names import without_parts_of_names
from ingest.facts.names import extract_names
from ingest.facts.programmes import extract_programmes
from ingest.facts.quantities.extract import extract_quantities
from ingest.facts.speech.quotes import extract_quotes
from ingest.facts.time import extract_times
from ingest.facts.time.moments import published_on
from ingest.model import Fact

Extractor = Callable[[Document, list[Fact]], Iterable[Fact]]
"""Takes the document and the facts found so far; gives more of them. Context comes last of all."""

EXTRACTORS: tuple[Extractor, ...] = (
    extract_times,
    extract_quantities,
    extract_names,
    extract_quotes,
    extract_documents,
    extract_programmes,
    extract_changes,
)
"""In the order in which they run: later ones may lean on what earlier ones found."""


def extract(text: str, published: str | None = None, publisher: str | None = None) -> list[Fact]:
    """The facts of an article's body, in the order of their spans.

    `published` is the ISO date that relative dates are resolved against; without it they stay
    unresolved. The name of its `publisher` tells which city 市民政局 is of where the text does
    not. For each fact, `text[fact.start:fact.end] == fact.text`.
    """
    day = published_on(published)
    document = Document(text, day, home_of(publisher, day) if publisher else None)
    facts: list[Fact] = []
    for extractor in EXTRACTORS:
        facts.extend(extractor(document, facts))
    return sorted(
        enrich(document, without_parts_of_names(facts)),
        key=lambda fact: (fact.start, -fact.end, fact.kind, fact.rule),
    )
