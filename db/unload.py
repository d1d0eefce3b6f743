"""Records back out of an archive, as the rows that `load` takes: nothing is derived anew.

What collation had changed is given as the source it was made from, for whoever can process it
again: beside other copies it may come out otherwise.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from sqlite_utils import Database

from db import article_rows, collations, rows, stored
from db.fact_rows import Facts, Values
from db.load import Copy, Entry, Known
from db.lookup import found
from db.rows import Prepared, Row
from db.search import index
from ingest.model import Rejected, Source

Out = Entry | Source
Knows = Callable[[set[str]], set[str]]
"""Which of these sources are where the records go, so that they need not be read."""
AT_ONCE = 500
"""Articles that are read together."""
CHARACTERS = 2_000_000
"""Text in them, so that memory stays flat however long they are."""
_SOURCE = (
    "sha256",
    "origin",
    "media_type",
    "encoding",
    "size",
    "given",
    "before",
    "behind",
    "text",
)
_ARTICLE = (
    *("id", "title", "subtitle", "byline", "publisher", "section", "published", "url", "language"),
    *("script", "verdict", "certified", "lost", "family", "why", "source", "characters", "facts"),
    *("body", "text_id"),
)


@dataclass(frozen=True)
class _Witness:
    """A source and the article that it is a copy of."""

    key: str
    origin: str
    docid: int
    article: str
    """The id that the article's text gives."""
    base: bool
    differs: str | None
    page: str | None


def unload(db: Database, knows: Knows) -> Iterator[list[Out]]:
    """Everything in an archive, piece by piece: each article with all its copies in one piece.

    Of what is known already only the places where it was found are given.
    """
    divisions = {
        row[0]: row for row in db.execute(f"SELECT {', '.join(article_rows.DIVISION)} FROM places")
    }
    collated = collations.disturbed(db)
    for docids in _docids(db):
        witnesses = _witnesses(db, docids)
        known = knows({witness.key for witness in witnesses})
        fresh = {w.docid for w in witnesses if w.base and w.key not in known | collated}
        prepared = {item.sha256: item for item in _prepared(db, sorted(fresh), divisions)}
        keys = [witness.key for witness in witnesses]
        yield [
            *(Known(each.key, each.origin) for each in witnesses if each.key in known),
            *(
                prepared.get(each.key) or _unprepared(db, each, collated)
                for each in witnesses
                if each.key not in known
            ),
            *_elsewhere(db, keys),
        ]
    yield from _rejected(db)


def _docids(db: Database) -> Iterator[list[int]]:
    last = -1
    sql = "SELECT docid, characters FROM articles WHERE docid > ? ORDER BY docid LIMIT ?"
    while some := db.execute(sql, [last, AT_ONCE]).fetchall():
        taken, size = [], 0
        for docid, characters in some:
            taken.append(docid)
            size += characters
            if size >= CHARACTERS:
                break
        yield taken
        last = taken[-1]


def _witnesses(db: Database, docids: list[int]) -> list[_Witness]:
    """The copies of articles, each article's own source first."""
    select = "SELECT docid, coalesce(text_id, id), source FROM articles"
    articles = {docid: rest for docid, *rest in found(db, select, "docid", docids)}
    made = []
    select = "SELECT sha256, origin, docid, differs, page FROM sources"
    for key, origin, docid, *told in found(db, select, "docid", docids):
        article, source = articles[docid]
        made.append(_Witness(key, origin, docid, article, key == source, *told))
    return sorted(made, key=lambda each: (each.docid, not each.base, each.key))


def _unprepared(db: Database, witness: _Witness, collated: set[str]) -> Copy | Source:
    source = stored.source(db, witness.key)
    if witness.key in collated:
        return source
    return Copy(source, witness.article, witness.differs, witness.page)


def _elsewhere(db: Database, keys: list[str]) -> list[Known]:
    """Where else sources were found."""
    sql = "SELECT source, origin FROM further_origins"
    return [Known(key, origin) for key, origin in sorted(found(db, sql, "source", keys))]


def _rejected(db: Database) -> Iterator[list[Out]]:
    last = ""
    sql = """SELECT origin, reason, sha256, size FROM sources
        WHERE status = 'rejected' AND sha256 > ? ORDER BY sha256 LIMIT ?"""
    while some := db.execute(sql, [last, AT_ONCE]).fetchall():
        refused = [Rejected(*row) for row in some]
        yield [*refused, *_refused_elsewhere(db, {item.sha256: item for item in refused})]
        last = some[-1][2]


def _refused_elsewhere(db: Database, refused: dict[str | None, Rejected]) -> list[Out]:
    places = _elsewhere(db, [key for key in refused if key])
    return [replace(refused[place.sha256], origin=place.origin) for place in places]


def _prepared(
    db: Database,
    docids: list[int],
    divisions: dict[str, Values],
) -> Iterator[Prepared]:
    """Articles as `rows.prepare` made them."""
    articles = _by_docid(db, "articles", ("docid", *_ARTICLE), docids)
    sources = _sources(db, [row[_ARTICLE.index("source") + 1] for (row,) in articles.values()])
    facts = _facts(db, docids)
    prints = _by_docid(db, "fingerprints", ("docid", "hash"), docids)
    owned = {
        table.name: _by_docid(db, table.name, [c.name for c in table.columns], docids)
        for table in rows.PARTS
    }
    for docid in docids:
        article: Row = dict(zip(_ARTICLE, articles[docid][0][1:], strict=True))
        said = facts[docid]
        yield Prepared(
            sources[article["source"]],
            article,
            said,
            {name: [row[1:] for row in of.get(docid, ())] for name, of in owned.items()},
            list(_lineages((row[2] for row in said.places), divisions)),
            tuple(mark for _, mark in prints.get(docid, ())),
            index.tokens_of(article["title"], article["body"]),
        )


def _sources(db: Database, keys: Iterable[str]) -> dict[str, Row]:
    made = found(db, f"SELECT {_listed(_SOURCE)} FROM sources", "sha256", keys)
    return {row[0]: dict(zip(_SOURCE, row, strict=True)) for row in made}


def _by_docid(
    db: Database, table: str, columns: Sequence[str], docids: list[int]
) -> dict[int, list[Values]]:
    """Article → its rows of a table, in the order of their numbers."""
    made: defaultdict[int, list[Values]] = defaultdict(list)
    for row in found(db, f"SELECT {_listed(columns)} FROM {table}", "docid", docids):
        made[row[0]].append(row)
    for some in made.values():
        some.sort(key=lambda row: row[1])
    return made


def _facts(db: Database, docids: list[int]) -> defaultdict[int, Facts]:
    """Article → its facts, with what they refer to."""
    made = _by_docid(db, "fact_rows", article_rows.FACT, docids)
    every = [row for some in made.values() for row in some]
    types = _referred(db, "fact_types", "id", article_rows.TYPE, {row[2] for row in every})
    rules = _referred(db, "fact_rules", "id", article_rows.RULE, {row[2] for row in types.values()})
    entities = _referred(db, "entities", "docid", article_rows.ENTITY, {row[3] for row in every})
    places = _referred(db, "fact_places", "id", article_rows.PLACE, {row[4] for row in every})
    answer: defaultdict[int, Facts] = defaultdict(lambda: Facts([]))
    for docid, some in made.items():
        own: tuple[dict[Values, int], ...] = ({}, {}, {}, {})
        facts = []
        for _, number, type, entity, place, *rest in some:
            mark, kind, rule, *shared = types[type]
            _place(own[0], rules[rule])
            facts.append(
                (
                    number,
                    _place(own[1], (mark, kind, rules[rule][0], *shared)),
                    -1 if entity is None else _place(own[2], entities[entity]),
                    -1 if place is None else _place(own[3], places[place]),
                    tuple(rest),
                )
            )
        answer[docid] = Facts(facts, *map(list, own))
    return answer


def _place(listed: dict[Values, int], values: Values) -> int:
    """The place of values in the list of those that came, each once."""
    return listed.setdefault(values, len(listed))


def _referred(
    db: Database, table: str, key: str, columns: Sequence[str], numbers: set[int]
) -> dict[int, Values]:
    """Running number → row without it, of a table that facts refer to."""
    select = f"SELECT {_listed(columns)} FROM {table}"
    return {row[0]: row[1:] for row in found(db, select, key, numbers - {None})}


def _lineages(codes: Iterable[str | None], divisions: dict[str, Values]) -> dict[Values, None]:
    """The divisions of these codes, each after the one above it."""
    made: dict[Values, None] = {}
    for code in codes:
        line: list[Values] = []
        while code and (row := divisions.get(code)):
            line.append(row)
            code = row[3]
        made.update(dict.fromkeys(reversed(line)))
    return made


def _listed(columns: Iterable[str]) -> str:
    return ", ".join(f"[{name}]" for name in columns)
