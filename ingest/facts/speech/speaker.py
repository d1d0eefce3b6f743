"""Who says something, as the readers of speech hand it to each other."""

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
