"""What was read of a number, as later numbers may need it."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.facts.context.sight import About
from ingest.model import Fact


@dataclass(frozen=True)
class Told:
    """A number that was read: what a later 分别 may point back at."""

    fact: Fact
    read: About
    subject: str | None
    given: int = 0
    """Among how many a 分别 gave it out."""

    @property
    def grown(self) -> bool:
        """Whether it says in percent how something moved."""
        return self.fact.kind == "percent" and self.fact.direction is not None
