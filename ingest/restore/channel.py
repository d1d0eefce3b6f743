"""The forward model: what the hijackers' machine does to a clean page, stage by stage.

It is the specification of the damage, the generator of test data and the engine of the
certificate. Every stage is a pure function on the bytes or the text that the stage before gives.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ingest.restore.codec import QUESTION, Decoder, decode, encode
from ingest.restore.tables import readings, scripts

MARKED = "，。、；？！"
"""The marks that get a MARK put before them, in the channel's order; the colon gets none."""
MARK = b"\x01"
"""Stands for the byte put before a mark: one family shows it as a comma, the others hide it."""
_FOLDED = dict(zip("，：；！？（）", ",:;!?()", strict=True))
"""What crawlers make of full-width marks; 。、 and the quotes stay."""


@dataclass(frozen=True)
class Channel:
    """One machine: which stages it runs, and how."""

    annotations: tuple[tuple[str, str], ...] = ()
    """Character and pinyin in the order of the replacements; a prefix of the global order."""
    convert: bool = True
    """Whether the text is put into Traditional characters first."""
    share: float = 0.65
    """Share of the marks that get a MARK; 0 for a machine that cuts nothing."""
    comma: bool = False
    """Whether the MARK is shown as a comma; else it is invisible."""
    decoder: Decoder = QUESTION
    fold: bool = True
    """Whether a crawler folded the marks to half width afterwards."""


def damage(text: str, channel: Channel, seed: int = 0) -> str:
    """What `text` looks like after `channel`; `seed` decides which marks get a MARK."""
    wire = encode(convert(text) if channel.convert else text)
    wire = annotate(wire, channel.annotations)
    wire = cut(wire, channel.share, random.Random(seed))
    return show(wire, channel.decoder, comma=channel.comma, fold=channel.fold)


def convert(text: str) -> str:
    """Stage 1: Simplified → Traditional, character by character, with no phrase logic."""
    return text.translate(scripts().to_traditional)


def annotate(wire: bytes, annotations: Iterable[tuple[str, str]]) -> bytes:
    """Stage 3: the pinyin behind every listed character, blind to where characters begin."""
    for code, noted in map(_noted, annotations):
        wire = wire.replace(code, noted)
    return wire


@lru_cache(maxsize=1024)
def _noted(annotation: tuple[str, str]) -> tuple[bytes, bytes]:
    """The bytes of a character, alone and with its pinyin."""
    code = encode(annotation[0])
    return code, code + b"(" + encode(annotation[1]) + b")"


def cut(wire: bytes, share: float, chance: random.Random) -> bytes:
    """Stage 4: a MARK before a share of the marks, blind to where characters begin."""
    if not share:
        return wire
    for mark in MARKED:
        pieces = wire.split(encode(mark))
        joined = [pieces[0]]
        for piece in pieces[1:]:
            joined.append((MARK if chance.random() < share else b"") + encode(mark) + piece)
        wire = b"".join(joined)
    return wire


def show(wire: bytes, decoder: Decoder = QUESTION, *, comma: bool, fold: bool) -> str:
    """Stages 5 to 7: decode; show or hide the MARKs that no character has swallowed; fold."""
    text = decode(wire, decoder).replace(MARK.decode(), "," if comma else "")
    return fold_marks(text) if fold else text


def fold_marks(text: str) -> str:
    """Stage 7: the marks that crawlers fold, at half width."""
    for full, half in _FOLDED.items():
        text = text.replace(full, half)
    return text


def annotate_toneless(text: str, chars: Iterable[str], chance: random.Random) -> str:
    """Another machine: toneless pinyin once to three times behind each of `chars`, paragraph by
    paragraph at all places or none, on characters and without damage to bytes."""
    lines = text.split("\n")
    for number, line in enumerate(lines):
        for char in sorted(set(chars) & readings().keys()):
            if chance.random() < 0.5:
                first, *others = line.split(char)
                note = "(" + plain(readings()[char][0]) + ")"
                line = first + "".join(char + note * chance.randint(1, 3) + o for o in others)
        lines[number] = line
    return "\n".join(lines)


def scatter_unseen(text: str, chars: Sequence[str], share: float, chance: random.Random) -> str:
    """Another machine: one of `chars`, which nobody sees, behind a share of the characters."""
    return "".join(c + chance.choice(chars) if chance.random() < share else c for c in text)


_PLAIN = str.maketrans("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹ", "aaaaeeeeiiiioooouuuuvvvvvnnn")


def plain(pinyin: str) -> str:
    """`pinyin` without its tone; ü is v, as keyboards write it."""
    return pinyin.translate(_PLAIN)
