"""What a displayed character can stand for when the bytes may be one out of step.

When an annotation or a MARK falls between the two bytes of a character, the machine reads the rest
a byte late: every glyph is the second byte of one character and the first byte of the next. The
moves of this module read one such display at a time; `viterbi` chooses among them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ingest.restore import beside
from ingest.restore.beside import NOTE
from ingest.restore.codec import EURO, QUESTION, cells, codes, codes_composed
from ingest.restore.markup import is_source, masked
from ingest.restore.memory import memory_of
from ingest.restore.moves import ANY, ANY_ASCII, CUT_BEFORE, CUT_INSIDE, FULL, HOLE, Move, Page
from ingest.restore.pairing import LEADS_OF_PAIRS, NOT_AT_END, NOT_LAST, pairing, speech
from ingest.restore.remains import eaten_markup
from ingest.restore.tables import LETTERS, accepted_readings, annotated_so_far, scripts, straddled

_MARKS = {"，": 0xA3AC, "。": 0xA1A3, "、": 0xA1A2, "；": 0xA3BB, "？": 0xA3BF, "！": 0xA3A1}
MARK_AT = _MARKS | {half: _MARKS[full] for half, full in FULL.items() if full in _MARKS}
_UNFOLDED_AT = {mark: code for mark, code in MARK_AT.items() if mark != "?"}
"""Single lines of a page may be folded though it is not: a half-width question mark is no sign."""
AFTER_STOP = frozenset("；！;!")
"""Marks that get a MARK later than 。 does, but the one that is shown for much else."""
_FOLDED_AT = {chr(code): 0xA380 | code for code in range(0x21, 0x7F)}
_TORN = re.compile(rf"([{LETTERS}]{{1,6}})[)）]")

# Costs in nats, set on real pages: what the statistics of characters cannot know.
_UNLISTED = -3.0  # a straddled character that the page annotates nowhere else
_CUT = -1.0  # a MARK cut a character
_EATEN = -2.0  # an ASCII byte was swallowed ...
_EATEN_BEFORE_MARK = -7.0  # ... where the next mark explains it better
_ASKED_BEFORE_MARK = -4.0  # a true question mark right before another mark
_UNSHOWN = -16.0  # ... and its sign was dropped by a later reader; the mark behind it counts, too
_PATIENCE = 4000  # readings followed in a short text ...
_PATIENCE_EACH = {False: 0.5, True: 4.0}
"""... and more for each character, by whether the machine keeps bytes: real pages take up to 0.2
and 2."""
_PATIENCE_MOST = 40_000  # ... but so many in all: no page holds a worker for long
_CUT_OFF = -4.0  # the text ends in the middle of a character
_FOLDED_INSIDE = -1.5  # an ASCII mark out of step must have been folded


class Display:
    """A text as the machine of `page` displays it."""

    def __init__(self, text: str, page: Page) -> None:
        self.text, self.page = text, page
        self.barred = scripts().simplified_only
        self.always_annotated = annotated_so_far(page.listed)
        """Characters that would show their pinyin: no byte of one is lost beside a mark."""
        self.source = is_source(text)
        self.marks = MARK_AT if page.folded else _UNFOLDED_AT
        """What a mark that may get a MARK is shown as, and its bytes."""
        self.masked = masked(text)
        """The text without its markup, where no mark is in doubt and nothing was folded."""
        self.memory = memory_of(text, NOTE)
        """What the page says elsewhere."""
        self.candidates: dict[tuple[str, str, int, bool], list[tuple[float, str, str]]] = {}
        """What characters that lost a byte may be, as far as was looked at."""
        each = _PATIENCE_EACH[page.decoder.keeps]
        self.patience = min(_PATIENCE_MOST, _PATIENCE + int(len(text) * each))
        """Readings that may still be followed; below zero the rest stays as it is shown."""

    # -- what a displayed character can stand for ------------------------------------------------

    def in_step(self, at: int, before: str = "") -> Iterator[Move]:
        """Moves from a place where no character is open, behind the restored text `before` or, if
        that is empty, its wire."""
        char = self.text[at]
        after = self.text[at + 1 : at + 2]
        is_mark = self.page.comma and char == "," and before != CUT_BEFORE  # there are never two
        if is_mark and (after in self.marks or self._is_bad(after)):
            yield Move(at + 1, 0, "", CUT_BEFORE)
            if after == "?" or self._is_bad(after):
                # Whether it belongs to the mark that a question mark swallowed, or is the text's.
                yield Move(at + 1, 0, char, char)
            if not self.page.decoder.shows:
                yield from self.cut_starts(at)
            return
        shows = self.page.decoder.shows
        if not shows or char == shows:
            torn = list(self._straddle_starts(at, before))
            yield from torn
            if torn and shows:
                return
            yield from self.cut_starts(at)
        note = NOTE.match(self.text, at + 1) if after in ("(", "（") else None
        owner = self.owner(at, note[1]) if note else ""
        if note and owner:
            yield Move(note.end(), 0, char, char, note=(owner, note[1]))
        else:
            asked = char == "?" and after in self.marks
            yield Move(at + 1, 0, char, char, _ASKED_BEFORE_MARK if asked else 0.0)

    def _annotates(self, char: str, pinyin: str) -> bool:
        listed = self.page.listed.get(char)
        return pinyin == listed if listed else pinyin in accepted_readings().get(char, ())

    def _is_bad(self, char: str) -> bool:
        """Whether `char` is what the machine shows for an ill-formed pair."""
        return bool(char) and char == self.page.decoder.shows

    def owner(self, at: int, pinyin: str) -> str:
        """The listed character behind which `pinyin` stands: the one at `at`, or where that is
        ASCII, the one that it makes with the second byte of the character before; or nothing."""
        char = self.text[at]
        if "@" <= char <= "~":
            left = self._wide(beside.glyph_before(self.text, at))
            char = cells().get((codes().get(left, 0) & 0xFF) << 8 | ord(char), "")
        return char if self._annotates(char, pinyin) else ""

    def _straddle_starts(self, at: int, before: str) -> Iterator[Move]:
        """The character before `at` and the next byte were taken for a listed character."""
        note = self._bad_note(at)
        if not note:
            return
        glyph = self._wide(before[-1:] or beside.glyph_before(self.text, at))
        code = codes().get(glyph, 0)
        for char in straddled().get((code & 0xFF, note[1]), ()):
            met = (char, note[1])
            yield Move(note.end(), codes()[char] & 0xFF, "", "", self._unlisted(met), note=met)

    def _wide(self, glyph: str) -> str:
        """The glyph that has a second byte: a mark that was folded was of full width."""
        return FULL.get(glyph, glyph) if self.page.folded else glyph

    def _bad_note(self, at: int) -> re.Match[str] | None:
        """The rest of an annotation whose bracket met a lone lead byte."""
        decoder = self.page.decoder
        if not self.text.startswith(decoder.shows, at):
            return None
        return (NOTE if decoder.keeps else _TORN).match(self.text, at + len(decoder.shows))

    def _unlisted(self, met: tuple[str, str]) -> float:
        return 0.0 if self.page.listed.get(met[0]) == met[1] else _UNLISTED

    def cut_starts(self, at: int) -> Iterator[Move]:
        """A MARK fell into a character whose second byte begins what looked like a mark."""
        yield from self._cut_off_both(at)
        mark = at + len(self.page.decoder.shows)
        if self.page.comma and self.page.decoder.keeps:
            if self.text[mark : mark + 1] != ",":
                return
            mark += 1
        code = self.marks.get(self.text[mark : mark + 1])
        if code is None:
            return
        pairs = speech(self.text, at) if self._quote_behind(mark + 1, code & 0xFF) else {}
        yield Move(mark + 1, code & 0xFF, ANY, CUT_INSIDE + ANY, _CUT, "lead", code >> 8, pairs)

    def _quote_behind(self, at: int, lead: int) -> bool:
        """Whether `lead` and the byte that is shown at a place are a closing quote, or may be one
        whose second byte met ASCII."""
        glyph = self.text[at : at + 1]
        met = self._is_bad(glyph) or codes().get(glyph, 0) >> 8 == codes()["”"] & 0xFF
        return met and lead == codes()["”"] >> 8

    def _cut_off_both(self, at: int) -> Iterator[Move]:
        """A character with the first byte of 。 for its second: with the next byte it was taken for
        a 。, then that mark got its own MARK, too, and both bytes stand alone."""
        decoder = self.page.decoder
        shown = decoder.shows + ("," if self.page.comma and decoder.keeps else "")
        mark = at + 2 * len(shown)
        if shown and self.text[at:mark] == 2 * shown and self.text[mark : mark + 1] in AFTER_STOP:
            wire = CUT_INSIDE + ANY + CUT_BEFORE
            yield Move(mark, 0, ANY, wire, 2 * _CUT, "lead", _MARKS["。"] >> 8)

    def out_of_step(self, at: int, lead: int) -> Iterator[Move]:
        """Moves from a place where `lead` is open: every one of them restores its character."""
        yield from self._bad_pairs(at, lead)
        char = self.text[at]
        if char == EURO:
            closed = self._cell(lead, 0x80)
            if closed:
                yield self._closed(at + 1, closed)
            return
        if self.page.comma and char in ",，" and self.text[at + 1 : at + 2] in self.marks:
            yield Move(at + 1, lead, "", CUT_INSIDE)
        if char in self.marks and char not in "?？" and self.page.decoder is QUESTION:
            # A reader that takes `?,` for a slip drops the sign of what was lost before the mark.
            text, wire = ANY + char, ANY + CUT_BEFORE + char
            yield Move(at + 1, 0, text, wire, _UNSHOWN, "trail", lead, self._pairs(at, lead))
        if "@" <= char <= "~":
            closed = self._cell(lead, ord(char))
            if closed:
                yield self._closed(at + 1, closed)
        if char < "\x7f":
            if char in _FOLDED_AT and self.page.folded and self.masked[at] == char:
                yield from self._glyph(at, lead, _FOLDED_AT[char], _FOLDED_INSIDE)
        else:
            yield from self._glyph(at, lead, codes().get(char, 0), 0.0)
            if char in codes_composed():
                yield from self._glyph(at, lead, codes_composed()[char], 0.0)

    def at_end(self, at: int, lead: int) -> Iterator[Move]:
        """Moves at the end of the text, which cuts the open character in two."""
        if self.page.decoder.keeps:
            yield Move(at, 0, ANY, ANY, _CUT_OFF, "trail", lead)
        else:
            yield Move(at, 0, HOLE, "", _CUT_OFF, "cut off")

    def _cell(self, lead: int, trail: int) -> str:
        char = cells().get(lead << 8 | trail, "")
        return "" if char in self.barred else char

    def _closed(self, stop: int, char: str) -> Move:
        """In step again behind `char`, with its annotation if it has one."""
        note = NOTE.match(self.text, stop)
        if note and self._annotates(char, note[1]):
            return Move(note.end(), 0, char, char, note=(char, note[1]))
        return Move(stop, 0, char, char)

    def _glyph(self, at: int, lead: int, code: int, cost: float) -> Iterator[Move]:
        """A two-byte glyph: the second byte of the open character and the next byte."""
        char = self._cell(lead, code >> 8) if code else ""
        if not char:
            return
        following = code & 0xFF
        if following < 0x80:
            yield Move(at + 1, 0, char + chr(following), char + chr(following), cost)
            return
        if following == 0x80:
            return
        stop, note = self.note_of(at) or (at + 1, None)
        yield Move(stop, following, char, char, cost, note=note)

    def note_of(self, at: int) -> tuple[int, tuple[str, str]] | None:
        """Where the annotation of the glyph at `at` ends, and both, if it has one."""
        char, note = self.text[at], NOTE.match(self.text, at + 1)
        if note and self._annotates(char, note[1]):
            return note.end(), (char, note[1])
        return None

    def _bad_pairs(self, at: int, lead: int) -> Iterator[Move]:
        """An ill-formed pair: the second byte of the open character met an ASCII byte."""
        decoder = self.page.decoder
        if not self.text.startswith(decoder.shows, at):
            return
        note = self._bad_note(at)
        if note:
            for char in straddled().get((lead, note[1]), ()):
                met = (char, note[1])
                yield Move(note.end(), 0, char, char, self._unlisted(met), note=met)
        behind = at + len(decoder.shows)
        following = self.text[behind : behind + 1]
        marked, shown = following in self.marks, decoder.keeps and self.page.comma
        if shown:
            marked = following == "," and self.text[behind + 1 : behind + 2] in self.marks
        if marked:
            wire = ANY + CUT_BEFORE
            yield Move(behind + shown, 0, ANY, wire, _CUT, "trail", lead, self._pairs(at, lead))
        yield from self._eaten(behind, lead, marked, self._pairs(at, lead))

    def _pairs(self, at: int, lead: int) -> Mapping[str, float]:
        return pairing(self.text, at) if lead in LEADS_OF_PAIRS else {}

    def _eaten(
        self, behind: int, lead: int, marked: bool, pairs: Mapping[str, float]
    ) -> Iterator[Move]:
        """The byte met was the text's own ASCII."""
        following = self.text[behind : behind + 1]
        cost = _EATEN_BEFORE_MARK if marked else _EATEN
        if self.page.decoder.keeps:
            ends = bool(self.page.decoder.shows) and not following
            if ends or ("" < following < "\x80" and not marked):
                yield Move(behind, 0, ANY, ANY, cost, "trail", lead, pairs)
            return
        markup = eaten_markup(self.text, behind, self.source)
        if markup:
            if following == "/":
                pairs = {**pairs, **NOT_LAST}
            if markup.breaks:
                pairs = {**pairs, **NOT_AT_END}
            text, wire = ANY + markup.text, ANY + markup.wire
            yield Move(markup.stop, 0, text, wire, 0.0, "trail", lead, pairs)
        elif not following:
            yield Move(behind, 0, ANY, ANY, 0.0, "trail", lead, pairs)
        else:
            yield Move(behind, 0, ANY + HOLE, ANY + ANY_ASCII, cost, "trail", lead, pairs)

    def shown(self, start: int, stop: int) -> str:
        """What is displayed in a span, as counted, without annotations."""
        return beside.shown(self.text, start, stop)

    def left_of(self, at: int, length: int = 3) -> str:
        """The characters displayed before `at`, as counted, without annotations."""
        return beside.left_of(self.text, at, length)
