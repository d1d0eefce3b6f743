"""What the reading of a page is made of: its machine, and the moves that bring back its bytes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from ingest.model import Choice
from ingest.restore.codec import QUESTION, Decoder

HOLE = "\u25a1"
"""□: a character that nothing can tell."""
CUT_BEFORE = "\x01"
"""In wire text: a MARK stood here."""
CUT_INSIDE = "\x02"
"""In wire text: a MARK stood between the two bytes of the next character."""
ANY = "\0"
"""In a move: the character of which a byte is lost."""
ANY_ASCII = "0"
"""In wire text: the ASCII byte of a hole, whose value the machine's output does not depend on."""

FULL = {",": "，", "!": "！", "?": "？", ";": "；", ":": "：", "(": "（", ")": "）"}


@dataclass(frozen=True)
class Page:
    """What the whole page tells about its channel."""

    listed: dict[str, str]
    """Annotated characters and their pinyin."""
    comma: bool = False
    """Whether the MARK is shown as a comma."""
    decoder: Decoder = QUESTION
    folded: bool = True
    """Whether its marks were folded to half width."""
    private_gone: bool = False
    """Whether characters of the private use area may have been dropped after the damage."""
    leads: dict[int, float] = field(default_factory=dict, compare=False)
    """By how many nats a MARK that left no trace is likelier to have cut a character, by place, as
    far as was looked at: it is asked again where the page is read as another machine's."""


class Move(NamedTuple):
    """One thing displayed and what it stands for."""

    stop: int
    """Where the display goes on."""
    lead: int
    """First byte of the open character, 0 when in step."""
    text: str
    """What it restores."""
    wire: str
    """What it was on the wire (see `CUT_BEFORE`)."""
    cost: float = 0.0
    lost: str = ""
    """`lead` or `trail` when that byte of the first character is lost."""
    left: int = 0
    """Where a byte is lost, the other byte of the character; then `ANY` stands for the character
    in `text` and `wire`."""
    pairs: Mapping[str, float] = {}
    """Where a byte is lost, what the pairing of quotes and brackets says of them, in nats."""
    note: tuple[str, str] | None = None
    """Character and pinyin of the annotation that shows itself here, if any."""
    instead: tuple[Choice, ...] = ()
    """What may have stood there instead, if that was looked for."""
