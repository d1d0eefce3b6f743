"""What quotes, brackets and words that ask say of a mark that may have stood at a place."""

from __future__ import annotations

import re

_PAIRS = (("“", "”"), ("‘", "’"), ("《", "》"), ("（", "）"), ("「", "」"), ("『", "』"))
LEADS_OF_PAIRS = (0xA1, 0xA3)
"""The first bytes of all these."""
_QUOTED = 500
"""Characters looked at on either side."""
# Costs in nats, set on real pages.
_UNPAIRED = -5.0  # a quote that opens inside an open one, or closes one that is opened again
# (one closed in vain may have opened out of step, where it is not displayed)
_PAIRED = 3.0  # a quote that closes an open one
_AWAITED = 4.0  # a quote that opens what is closed further on
_ASKED, _NOT_ASKED = {"？": 2.0}, {"？": -3.0}
"""What is said of a question mark behind a sentence that asks, and behind one that does not."""
_IN_VAIN = -2.0  # a bracket that closes where none is seen to open
INTERROGATIVE = re.compile(
    "[吗嗎呢么麼谁誰哪啥孰]|什|怎|何|多少|多[大长長久远遠高]|[几幾][个個年天次人点點]|是否|是不是|能否|可否|有没有|有沒有|难道|難道|对不对|對不對"
)
"""What makes a question of a sentence."""
_ENDS = re.compile("[。！？；!?;\n]")
_LONG_SENTENCE = 120
NOT_LAST = dict.fromkeys((opening for opening, _ in _PAIRS), -8.0)
"""What is said of a quote that opens right before a closing tag."""
NOT_AT_END = {"，": -5.0, "、": -5.0}
"""What is said of marks right before a tag that ends a line."""

_ENDS_SPEECH, _ENDS_TERM = {"。": 6.0}, {"。": -3.0}
"""What is said of the mark right before the quote that closes what somebody says, or a term."""
_BEFORE_SPEECH = frozenset("：:，,\n")
_LONG_TERM = 8
"""Characters of a term in quotes, at most, and of what somebody says, at least."""
_HAN = re.compile("[\u4e00-\u9fff]")
_INSIDE_SPEECH = re.compile("[，。、；：！？,;:!?]")


def speech(text: str, at: int) -> dict[str, float]:
    """What is said of a character right before a closing quote: where somebody speaks, that is a
    mark, and in a short term in quotes it is none."""
    start = max(text.rfind("\n", 0, at), at - _QUOTED, 0)
    opened = text.rfind("“", start, at)
    if opened < 0 or opened < text.rfind("”", start, at):
        return {}
    before = text[opened - 1 : opened]
    short = len(_HAN.findall(text, opened, at)) < _LONG_TERM
    if short and before not in ("：", ":") and not _INSIDE_SPEECH.search(text, opened, at):
        return _ENDS_TERM if opened else {}
    return _ENDS_SPEECH if before in _BEFORE_SPEECH or opened == 0 else {}


def sentence_before(text: str, at: int) -> str:
    """What stands between the end of the sentence before and `at`."""
    return _ENDS.split(text[max(0, at - _LONG_SENTENCE) : at])[-1]


def pairing(text: str, at: int) -> dict[str, float]:
    """What the quotes and brackets before and behind `at` in its paragraph say, in nats."""
    first, last = max(0, at - _QUOTED), at + _QUOTED
    start = text.rfind("\n", first, at) + 1 or first
    stop = text.find("\n", at, last)
    stop = last if stop < 0 else stop
    asks = INTERROGATIVE.search(sentence_before(text, at))
    pairs = dict(_ASKED if asks else _NOT_ASKED)
    for opening, closing in _PAIRS:
        opened = text.rfind(opening, start, at) > text.rfind(closing, start, at)
        closed = text.find(closing, at, stop)
        awaited = closed >= 0 and text.find(opening, at, closed) < 0
        if opened:
            pairs[opening], pairs[closing] = _UNPAIRED, 0.0 if awaited else _PAIRED
        elif awaited:
            pairs[opening], pairs[closing] = _AWAITED, _UNPAIRED
        elif closing in "）》":
            pairs[closing] = _IN_VAIN
    return pairs
