"""What the quotes and brackets around a place say of one that may have stood there."""

from __future__ import annotations

_PAIRS = (("“", "”"), ("‘", "’"), ("《", "》"), ("（", "）"))
LEADS_OF_PAIRS = (0xA1, 0xA3)
"""The first bytes of all these."""
_QUOTED = 500
"""Characters looked at on either side."""
# Costs in nats, set on real pages.
_UNPAIRED = -3.0  # a quote that opens inside an open one, or closes one that is opened again
# (one closed in vain may have opened out of step, where it is not displayed)
_PAIRED = 2.0  # a quote that closes an open one
_AWAITED = 4.0  # a quote that opens what is closed further on
NOT_LAST = dict.fromkeys((opening for opening, _ in _PAIRS), -8.0)
"""What is said of a quote that opens right before a closing tag."""


_ENDS_SPEECH = {"。": 4.0}
"""What is said of the mark right before the quote that closes what somebody says."""
_BEFORE_SPEECH = frozenset("：:，,\n")


def speech(text: str, at: int) -> dict[str, float]:
    """What is said of a character right before a closing quote: where somebody speaks, that is a
    mark."""
    start = max(text.rfind("\n", 0, at), at - _QUOTED, 0)
    opened = text.rfind("“", start, at)
    speaks = opened > text.rfind("”", start, at) and text[opened - 1 : opened] in _BEFORE_SPEECH
    return _ENDS_SPEECH if speaks or opened == 0 else {}


def pairing(text: str, at: int) -> dict[str, float]:
    """What the quotes and brackets before and behind `at` in its paragraph say, in nats."""
    first, last = max(0, at - _QUOTED), at + _QUOTED
    start = text.rfind("\n", first, at) + 1 or first
    stop = text.find("\n", at, last)
    stop = last if stop < 0 else stop
    pairs = {}
    for opening, closing in _PAIRS:
        opened = text.rfind(opening, start, at) > text.rfind(closing, start, at)
        closed = text.find(closing, at, stop)
        awaited = closed >= 0 and text.find(opening, at, closed) < 0
        if opened:
            pairs[opening], pairs[closing] = _UNPAIRED, 0.0 if awaited else _PAIRED
        elif awaited:
            pairs[opening], pairs[closing] = _AWAITED, _UNPAIRED
    return pairs
