"""Texts as found, each kept once: where an article stands in its source character for character,
the source holds only what stands before and behind it.

Triggers give a source its whole text back before the article changes or goes, whoever changes it:
what was found must never be lost. `fold` then takes out again what the new article holds.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlite_utils import Database

_WHOLE = """
    UPDATE sources SET text = before || old.body || behind, before = NULL, behind = NULL
    WHERE docid = old.docid AND text IS NULL;
"""
_ON = {
    "sources_whole_update": f"""BEFORE UPDATE OF body ON articles WHEN new.body <> old.body BEGIN
        {_WHOLE} END""",
    "sources_whole_delete": f"""BEFORE DELETE ON articles BEGIN
        {_WHOLE} UPDATE sources SET docid = NULL WHERE docid = old.docid; END""",
}
TRIGGERS = {name: f"CREATE TRIGGER {name} {on}" for name, on in _ON.items()}

Folded = tuple[str | None, str | None, str | None]
"""(before, behind, text) of a source."""


def folded(found: str, body: str) -> Folded:
    """What a source keeps of its text beside an article."""
    before, held, behind = found.partition(body)
    return (before, behind, None) if held else (None, None, found)


def fold(db: Database, docids: Iterable[int]) -> None:
    """Keep the texts of the articles' sources once, inside a transaction."""
    for docid in docids:
        sql = """SELECT s.sha256, s.text, a.body FROM sources AS s
                 JOIN articles AS a ON a.docid = s.docid
                 WHERE s.docid = ? AND s.text IS NOT NULL"""
        for key, found, body in db.execute(sql, [docid]).fetchall():
            db.conn.execute(
                "UPDATE sources SET before = ?, behind = ?, text = ? WHERE sha256 = ?",
                [*folded(found, body), key],
            )
