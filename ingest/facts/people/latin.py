"""Names of people abroad in letters: behind the transcribed form, 达顿(peter dutton), or alone
behind an office."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.facts.late import late, matches
from ingest.facts.named import Person
from ingest.facts.people.abroad import may_transcribe
from ingest.facts.people.office_words import plain
from ingest.facts.people.offices import Offices
from ingest.facts.people.words import is_word, of, title_ends

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


# 首席经济学家|david mericle|为, ceo |tim cook|表示
_ALONE = late(
    r"(?<![a-z.'&-])(?:c[eftoim]o )?(?P<name>[a-z][a-z'-]+(?: [a-z]\.?)?(?: [a-z][a-z'-]+){1,2})"
    r"(?=[一-鿿,:;。、(])"
)


def behind_office(offices: Offices) -> Iterator[Person]:
    """Names of two or three words in letters that stand alone behind an office."""
    text = offices.text
    for match in matches(_ALONE, text, " "):
        start = match.start("name")
        at = start - text.startswith(" ", start - 1)
        if title_ends().start(text, max(at - 8, 0), at) is None or _NOBODY.search(match["name"]):
            continue
        office = offices.office(at)
        role = plain(office.role) or None
        yield Person(
            start, match.end(), match["name"], role, office.organisation, "role", foreign=True
        )


def last_of(name: str) -> str:
    """The part of a name in letters that later mentions use: mericle of david mericle."""
    last = name.rpartition(" ")[2]
    return last if len(last) > 3 else name


def inside_letters(text: str, start: int, end: int) -> bool:
    """Whether a stretch of letters is part of a longer one."""
    beside = text[max(start - 1, 0) : start] + text[end : end + 1]
    return any("a" <= char <= "z" for char in beside)
