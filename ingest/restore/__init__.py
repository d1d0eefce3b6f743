"""Restoration: the channel that damages pages, and its exact inverse with a certificate."""

from __future__ import annotations

from ingest.model import Restoration
from ingest.restore.channel import Channel, damage
from ingest.restore.detect import diagnose
from ingest.restore.inverse import restore_page
from ingest.restore.lines import bait_lines, foreign_spans
from ingest.restore.steps import SECOND_PASS, found_span, replay, undo

__all__ = [
    "SECOND_PASS",
    "Channel",
    "bait_lines",
    "damage",
    "foreign_spans",
    "found_span",
    "replay",
    "restore",
    "undo",
]


def restore(found: str) -> Restoration:
    """Restore a page as it was found."""
    finding = diagnose(found)
    if finding is None:
        return Restoration(found, found, found, "clean", True)
    return restore_page(found, finding)
