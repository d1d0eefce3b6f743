"""Records into the archive: one transaction per batch, the same result however often it is run.

A source is known by the hash of its bytes, an article by the hash of its text. Where several
sources hold one text, the archive keeps all of them as witnesses and takes the article from the
best; which one that is depends on the sources alone, never on the order in which they came.
"""

from __future__ import annotations

import hashlib
import itertools
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from db import article_rows, revisions, rows, texts, witnesses
from db.lookup import found, present
from db.rows import Prepared, Row
from db.runs import MOST_REASONS, OUTCOMES, Outcome, Run, writing
from db.search import index
from ingest.model import Incoming, Rejected, Source


@dataclass(frozen=True)
class Known:
    """A source that the archive has already: only where it was found may be new."""

    sha256: str
    origin: str
    noted: bool = False
    """Is that known to be noted?"""


@dataclass(frozen=True)
class Copy:
    """A source whose text is that of an article which is in the archive, or in the same batch
    before it, taken from a source of better rank."""

    source: Source
    article: str
    """The id that the article's text gives."""
    differs: str | None
    page: str | None

    @property
    def sha256(self) -> str:
        """Key of the source."""
        return self.source.sha256

    @property
    def origin(self) -> str:
        """Where the source was read from."""
        return self.source.origin


Settled = Rejected | Known
Item = Prepared | Settled
"""What processing makes of a source."""
Entry = Item | Copy
"""What a batch is made of."""


def source_key(source: Entry | Incoming) -> str:
    """The key of a source: the hash of its bytes, or of its name where no bytes could be read."""
    if source.sha256 is not None:
        return source.sha256
    return hashlib.sha256(source.origin.encode("utf-8", "surrogateescape")).hexdigest()


def load(db: Database, run: Run, batch: Sequence[Entry]) -> None:
    """Write a batch in one transaction, and count what became of each of its items."""
    counts = Counter[Outcome]()
    with writing(db):
        new = _new(db, batch)
        rejected = [item for item in new if isinstance(item, Rejected)]
        prepared = [item for item in new if isinstance(item, Prepared)]
        store_rejected(db, run.id, rejected)
        counts["rejected"] = len(rejected)
        counts["loaded"] = store(db, run.id, prepared) if prepared else 0
        copies = [item for item in new if isinstance(item, Copy)]
        _insert_copies(db, run.id, copies)
        counts["duplicate"] = len(prepared) + len(copies) - counts["loaded"]
        elsewhere = _note_origins(db, batch, new)
        again = [item for item in elsewhere if isinstance(item, Rejected)]
        rejected += again
        counts["rejected"] += len(again)
        counts["duplicate"] += len(elsewhere) - len(again)
        counts["unchanged"] = len(batch) - len(new) - len(elsewhere)
        _count(db, run, counts)
    for name, count in counts.items():
        run.counts[name] += count
    room = MOST_REASONS - len(run.reasons)
    run.reasons.extend(
        (rows.storable(item.origin), item.reason) for item in rejected[: max(room, 0)]
    )


def _new(db: Database, batch: Sequence[Entry]) -> list[Entry]:
    """The items of a batch that the archive has not, each source once."""
    firsts: dict[str, Entry] = {}
    for item in batch:
        if not isinstance(item, Known):
            firsts.setdefault(source_key(item), item)
    there = dict(found(db, "SELECT sha256, status FROM sources", "sha256", firsts))
    for key, status in list(there.items()):
        if status == "rejected" and isinstance(firsts[key], (Prepared, Copy)):
            # Rejected once; this version can read it.
            db.conn.execute("DELETE FROM further_origins WHERE source = ?", [key])
            db.conn.execute("DELETE FROM sources WHERE sha256 = ?", [key])
            del there[key]
    return [item for key, item in firsts.items() if key not in there]


def _note_origins(db: Database, batch: Sequence[Entry], new: Sequence[Entry]) -> list[Entry]:
    """Note where each source of the batch was found; those whose place is new."""
    noted = {id(item) for item in new}
    places: dict[tuple[str, str], Entry] = {}
    for item in batch:
        if id(item) not in noted and not (isinstance(item, Known) and item.noted):
            places.setdefault((source_key(item), rows.storable(item.origin)), item)
    first = dict(found(db, "SELECT sha256, origin FROM sources", "sha256", dict(places.keys())))
    # One that is not there was forgotten by another process since it was found.
    elsewhere = [(key, at) for key, at in places if first.get(key, at) != at]
    return [places[place] for place in note_origins(db, elsewhere)]


def note_origins(db: Database, places: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Note (source, origin) that may be new, inside a transaction; those that were. The first of
    a source's origins by name stays with it, the others are in a table of their own."""
    added = []
    for key, origin in places:
        sql = "SELECT origin FROM sources WHERE sha256 = ?"
        first = db.execute(sql, [key]).fetchone()[0]
        if origin == first:
            continue
        further = [key, max(first, origin)]
        if origin < first:
            db.conn.execute("UPDATE sources SET origin = ? WHERE sha256 = ?", [origin, key])
        sql = "INSERT OR IGNORE INTO further_origins VALUES (?, ?)"
        if db.conn.execute(sql, further).rowcount:
            added.append((key, origin))
    return added


def _count(db: Database, run: Run, counts: Counter[Outcome]) -> None:
    """Add to the run's row, so that it tells the truth after a crash too."""
    added = [counts[name] for name in OUTCOMES]
    if sum(added):
        changes = ", ".join(f"[{name}] = [{name}] + ?" for name in ("read", *OUTCOMES))
        db.conn.execute(f"UPDATE runs SET {changes} WHERE id = ?", [sum(added), *added, run.id])


def store_rejected(db: Database, run: int, rejected: list[Rejected]) -> None:
    """Write what could not be loaded, inside a transaction."""
    for item in rejected:
        _insert(db, "sources", {**rows.rejected(item, source_key(item)), "run": run})


def store(db: Database, run: int, prepared: list[Prepared]) -> int:
    """Write new sources with their articles, inside a transaction; the number of new articles."""
    _name(db, prepared)
    old = _articles(db, {item.id for item in prepared})
    best = dict(old)
    for item in prepared:
        if item.id not in best or witnesses.rank(item.article) < witnesses.rank(best[item.id]):
            best[item.id] = item.article
    chosen = [item for item in prepared if best[item.id] is item.article]
    docids = {key: row["docid"] for key, row in old.items()}
    better = [item for item in chosen if item.id in old]
    if better:
        witnesses.demote(db, (old[item.id] for item in better))
        revisions.rewrite(db, better, docids)
    new = [item for item in chosen if item.id not in old]
    _insert_articles(db, new, docids)
    article_rows.write(db, new, docids)
    _insert_sources(db, run, prepared, best, docids)
    # The article may have another text by now than these sources were compared with.
    texts.fold(db, sorted(docids[key] for key in old))
    return len(best) - len(old)


def _name(db: Database, items: list[Prepared]) -> None:
    """Give each the id of the article that has its text; if there is none, its own, or another one
    where an article has that id whose text was the same once."""
    names = of_texts(db, {item.text_id for item in items})
    taken = present(db, "articles", "id", {name for i in items for name in (i.id, i.text_id)})
    for item in items:
        text = item.text_id
        if text not in names:
            names[text] = next(name for name in _possible(db, item) if name not in taken)
            taken.add(names[text])
        item.article["id"] = names[text]
        item.article["text_id"] = None if names[text] == text else text


def _possible(db: Database, item: Prepared) -> Iterator[str]:
    yield item.id
    yield item.text_id
    for number in itertools.count(2):
        name = rows.article_id(f"{item.article['body']}\0{number}")
        if not present(db, "articles", "id", [name]):
            yield name


def of_texts(db: Database, texts: set[str]) -> dict[str, str]:
    """Id that a text gives → id of the article that has this text."""
    named = found(db, "SELECT id, id FROM articles", "id", texts, "text_id IS NULL")
    return dict([*named, *found(db, "SELECT text_id, id FROM articles", "text_id", texts)])


def _insert_articles(db: Database, items: list[Prepared], docids: dict[str, int]) -> None:
    """Insert new articles and note their running numbers."""
    free = db.execute("SELECT coalesce(max(docid), 0) + 1 FROM articles").fetchone()[0]
    for docid, item in enumerate(items, free):
        docids[item.id] = docid
    index.add(db, ((docids[item.id], item.tokens) for item in items))
    # The search index counts by rowid; both are the docid from the start.
    made = [{**item.article, "rowid": docids[item.id], "docid": docids[item.id]} for item in items]
    if made:
        db.conn.executemany(_insert_sql("articles", made[0]), [list(row.values()) for row in made])


def _insert_sources(
    db: Database, run: int, items: list[Prepared], best: dict[str, Row], docids: dict[str, int]
) -> None:
    """Insert new sources, each with its article."""
    made = []
    for item in items:
        base = best[item.id] is item.article
        made.append(
            {
                **item.source,
                "status": "loaded" if base else "duplicate",
                "run": run,
                "docid": docids[item.id],
                "differs": rows.differs(item.article, base=base),
                "page": None if base else rows.page(item.article),
            }
        )
    if made:
        db.conn.executemany(_insert_sql("sources", made[0]), [list(row.values()) for row in made])


def _insert_copies(db: Database, run: int, copies: list[Copy]) -> None:
    """Insert sources that are further copies of articles."""
    ids = of_texts(db, {copy.article for copy in copies})
    there = dict(found(db, "SELECT id, docid FROM articles", "id", ids.values()))
    docids = {text: there[key] for text, key in ids.items()}
    for copy in copies:
        row = {**rows.source(copy.source), "text": copy.source.text}
        told = {"differs": copy.differs, "page": copy.page, "docid": docids[copy.article]}
        _insert(db, "sources", {**row, **told, "status": "duplicate", "run": run})
    texts.fold(db, sorted(docids.values()))


def _insert_sql(table: str, columns: Iterable[str]) -> str:
    names = list(columns)
    listed = ", ".join(f"[{name}]" for name in names)
    return f"INSERT INTO [{table}] ({listed}) VALUES ({', '.join('?' * len(names))})"


def _insert(db: Database, table: str, row: Row) -> None:
    db.conn.execute(_insert_sql(table, row), list(row.values()))


def _articles(db: Database, keys: set[str]) -> dict[str, Row]:
    """Those of the articles that are there, without their text."""
    names = ("id", "docid", "verdict", "lost", "family", "source", *rows.TOLD)
    there = found(db, f"SELECT {', '.join(names)} FROM articles", "id", keys)
    return {row[0]: dict(zip(names, row, strict=True)) for row in there}
