"""Which inputs the archive holds already, by the hashes of their bytes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlite_utils import Database

from db.lookup import found, present

_HELD = "status <> 'rejected'"
"""What was rejected is not held: another version may be able to read it."""
_FOLLOWING = f"""SELECT sha256, origin, rowid FROM (
    SELECT sha256, origin, rowid, status FROM sources WHERE rowid > ? ORDER BY rowid LIMIT ?
) WHERE {_HELD}"""
_SLACK = 8
"""Sources looked at beyond as many as are asked for: a few may have come in between."""


def held(db: Database, keys: set[str]) -> set[str]:
    """Those of the keys whose sources the archive holds."""
    return present(db, "sources", "sha256", keys, _HELD)


class Follower:
    """Tells what the archive holds of an input while it is read.

    An input that is read again comes as it came when it was loaded. So the sources that were
    loaded next behind the last one that was found are looked at first: they lie side by side,
    where the index leads to another place of the file for each of them.
    """

    def __init__(self, db: Database) -> None:
        self._db = db
        self._place: int | None = None

    def origins(self, keys: Sequence[str]) -> dict[str, str]:
        """Those of the keys whose sources the archive holds, each with its first origin by name."""
        wanted = set(keys)
        there = self._following(wanted)
        missing = wanted.difference(there)
        if missing:
            select = "SELECT sha256, origin, rowid FROM sources"
            looked_up = _by_key(found(self._db, select, "sha256", missing, _HELD))
            if looked_up and not there:
                self._place = next(looked_up[key][1] for key in reversed(keys) if key in looked_up)
            there |= looked_up
        return {key: origin for key, (origin, _) in there.items()}

    def _following(self, wanted: set[str]) -> dict[str, tuple[str, int]]:
        if self._place is None:
            return {}
        most = len(wanted) + _SLACK
        rows = self._db.execute(_FOLLOWING, [self._place, most]).fetchall()
        there = _by_key([row for row in rows if row[0] in wanted])
        self._place = max((place for _, place in there.values()), default=self._place)
        return there


def _by_key(rows: list[tuple[Any, ...]]) -> dict[str, tuple[str, int]]:
    return {key: (origin, place) for key, origin, place in rows}
