"""A rehearsal: what an ingest would do, counted and not written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timezone

from sqlite_utils import Database

from db import rows
from db.load import Item, Known, of_texts, source_key
from db.lookup import found, present
from db.rows import Prepared
from db.runs import MOST_REASONS, Outcome, Run
from ingest.model import Rejected


class Rehearsal:
    """Counts as `load` does, and writes nothing."""

    def __init__(self, db: Database | None) -> None:
        self.run = Run(0, datetime.now(timezone.utc))
        self._db = db
        self._sources: set[str] = set()
        self._places: set[tuple[str, str]] = set()
        self._articles: set[str] = set()
        """The ids that the texts of all articles give."""

    def count(self, batch: Sequence[Item]) -> None:
        """Count what would become of a batch."""
        texts = {item.text_id for item in batch if isinstance(item, Prepared)}
        if self._db:
            self._articles |= set(of_texts(self._db, texts))
            self._remember(self._db, {source_key(item): item for item in batch})
        for item in batch:
            outcome = self._outcome(item)
            self.run.counts[outcome] += 1
            room = len(self.run.reasons) < MOST_REASONS
            if isinstance(item, Rejected) and outcome == "rejected" and room:
                self.run.reasons.append((rows.storable(item.origin), item.reason))

    def _remember(self, db: Database, items: Mapping[str, Item]) -> None:
        """Note what the archive has of these sources, and where it was found."""
        for table, key in (("sources", "sha256"), ("further_origins", "source")):
            self._places.update(found(db, f"SELECT {key}, origin FROM {table}", key, items))
        there = present(db, "sources", "sha256", set(items))
        # What was rejected is read again.
        self._sources |= {key for key in there if not isinstance(items[key], Prepared)}

    def _outcome(self, item: Item) -> Outcome:
        key = source_key(item)
        place = (key, rows.storable(item.origin))
        is_new = place not in self._places
        self._places.add(place)
        known = key in self._sources
        self._sources.add(key)
        if (known or isinstance(item, Known)) and not is_new:
            return "unchanged"
        if isinstance(item, Rejected):
            return "rejected"
        if known or isinstance(item, Known) or item.text_id in self._articles:
            return "duplicate"
        self._articles.add(item.text_id)
        return "loaded"
