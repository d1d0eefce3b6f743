"""What is said and who says it, as the readers of speech hand it to each other."""

from __future__ import annotations

from typing import NamedTuple


class Speaker(NamedTuple):
    """Who says something."""

    name: str
    kind: str
    """person, organisation, or group (发言人, 业内人士 ...: named by what they are)."""
    role: str | None = None
    organisation: str | None = None
    addressee: str | None = None
    confidence: float = 1.0


class Speech(NamedTuple):
    """Direct speech and how it is tied to its speaker."""

    start: int
    end: int
    verb: str | None
    position: str
    speaker: Speaker | None
