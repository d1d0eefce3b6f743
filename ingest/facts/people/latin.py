"""Names of people abroad with their Latin form behind them: 达顿(peter dutton)."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.facts.late import late, matches
from ingest.facts.named import Person
from ingest.facts.people.abroad import may_transcribe
from ingest.facts.people.words import is_word, of

_LATIN = late(r"\([a-z]{2,}\.?(?:[ .'-]+[a-z]+\.?){1,3}\)")
_NOBODY = late(
    r"\b(?:the|of|and|party|castle|herald|university|news|bank|group|city|street|times|post|island"
    "|river|mount|mountain|corp|inc|company|institute|house|palace|church|hotel|museum|school"
    "|college|cent(?:er|re)|council|park|lake|daily|journal|review|act|plan|club|cup|open|prize"
    r"|airport|station|line|airlines?|air|ltd|co|association|foundation|union|alliance|day)\b"
)
_LONGEST = 8


def with_latin(text: str, at: int) -> bool:
    """Whether a person's name in letters stands in brackets at an offset."""
    match = _LATIN.match(text, at)
    return match is not None and not _NOBODY.search(match[0])


def in_letters(text: str) -> Iterator[Person]:
    """Transcribed names that the text also gives in letters."""
    chars = may_transcribe()
    for match in matches(_LATIN, text, "("):
        end = match.start()
        start = end
        while start > max(end - _LONGEST - 1, 0) and text[start - 1] in chars:
            start -= 1
        name = text[start:end]
        if not 2 <= len(name) <= _LONGEST or _NOBODY.search(match[0]):
            continue
        if not is_word(name) and name[:2] not in of("no_run"):
            yield Person(start, end, name, rule="dotted", foreign=True)
