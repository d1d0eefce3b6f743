"""Glyphs that are no longer displayed: some readers drop the private use area.

Out of step about one glyph in ten lies there. It was the second byte of the open character and the
first byte of the next one; both are lost, and only statistics can tell them, so they are tried
together with the glyph that follows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from heapq import nlargest
from typing import NamedTuple

from ingest.restore.codec import EURO, cells, codes, codes_composed
from ingest.restore.display import Display
from ingest.restore.moves import Move
from ingest.restore.statistics import cells_ending, cells_of, counted_form, is_unlikely, model
from ingest.restore.tables import scripts

_GONE = -3.5  # nats: a glyph is gone without a trace
_FIRST, _SECOND, _LAST = 6, 4, 6  # how many candidates are followed
_OPENINGS, _ENDINGS = 12, 4  # ... and looked at where one character may have been two
_ODD = -8.0  # nats: a character that its neighbours make likelier than that was hardly two
_NEAR = -8.0  # ... and two that are less likely than one by so much are not thought of
_RIGHT = 3  # characters behind it that pairs are looked at in
_WORDED, _WEIGHT = 4, 0.4  # the likeliest of two, and what the words around them weigh
_BEST = 4.5  # nats: no character adds more, ending a word and known to the page


class Closing(NamedTuple):
    """A way to close a character behind a gone glyph, which one first byte opened."""

    form: str
    move: Move


class Closings:
    """The ways to close a character at one place."""

    def __init__(self, by_lead: dict[int, list[Closing]]) -> None:
        """`by_lead` has them by the first byte of the open character."""
        self._by_lead = by_lead
        self._likeliest: dict[tuple[int, str], list[tuple[bool, float, Move]]] = {}

    def __bool__(self) -> bool:
        return bool(self._by_lead)

    def likeliest(self, trail: int, left: str) -> list[tuple[bool, float, Move]]:
        """The likeliest behind `left` where a gone glyph was begun by `trail`: whether its pinyin
        is shown, its score and the move, best first."""
        known = self._likeliest.get((trail, left))
        if known is None:
            by_lead, leads = self._by_lead, _private_behind(trail)
            ways = [way for lead in by_lead if lead in leads for way in by_lead[lead]]
            chances = model().scores_of(left, [form for form, _ in ways])
            noted = [bool(move.note) for _, move in ways]
            best = nlargest(_LAST, zip(noted, chances, range(len(ways)), strict=True))
            known = [(is_noted, chance, ways[n].move) for is_noted, chance, n in best]
            self._likeliest[trail, left] = known
        return known


def over_gone(lead: int, left: str, closing: Closings, least: float) -> Iterator[Move]:
    """Moves over one or two gone glyphs where `lead` is open behind `left`, but those that cannot
    be worth `least`, in nats."""
    step = model().step
    for first, form in _likely_openings(lead, left[-1:]):
        trail, so_far, last = codes()[first] & 0xFF, _GONE + step(left, form), (left + form)[-3:]
        yield from _over(trail, form, closing, first, _GONE, least - so_far - _BEST)
        if so_far + _GONE + 2 * _BEST < least:
            continue
        for second, other in _likely_between(trail, form):
            rest = least - so_far - _GONE - step(last, other) - 2 * _BEST
            yield from _over(
                codes()[second] & 0xFF, other, closing, first + second, 2 * _GONE, rest
            )


class Two(NamedTuple):
    """Two characters between which a glyph is gone."""

    lead: float
    """Nats by which they are likelier than what they are weighed against."""
    text: str


def hidden(lead: int, left: str, char: str, right: str) -> Two | None:
    """The likeliest two characters that `char`, which `lead` opened, may have been: the first byte
    of one, a gone glyph, and the second byte of the other. None where hardly anything may.

    `left` and `right` are what stands beside it, as counted, as far as words are looked at.
    """
    statistics, form, last = model(), counted_form(char), left[-3:]
    one = statistics.step(last, form) + statistics.text_score((last + form)[-3:], right[:_RIGHT])
    if is_unlikely(char):
        one += _ODD
    if one > _ODD:
        return None
    worded = statistics.worded(left + form + right)
    ways = likeliest_two(lead, left, codes().get(char, 0) & 0xFF, right, (one - _GONE, worded))
    return ways[0] if ways else None


def likeliest_two(
    lead: int, left: str, trail: int, right: str, against: tuple[float, float]
) -> list[Two]:
    """The likeliest two characters, best first, of which `lead` begins the first and `trail` ends
    the second; `against` is the score of something else, by its pairs and by the words around."""
    statistics, last, found = model(), left[-3:], []
    step = statistics.step
    for first, opening in _likeliest_openings(lead, left[-1:]):
        so_far, middle = step(last, opening), (last + opening)[-3:]
        for second, ending in _likely_endings(opening, codes()[first] & 0xFF, trail):
            score = so_far + step(middle, ending)
            score += statistics.text_score((middle + ending)[-3:], right[:_RIGHT])
            found.append((score - against[0], opening + ending, first + second))
    near = [way for way in nlargest(_WORDED, found) if way[0] > _NEAR]
    words = [statistics.worded(left + forms + right) - against[1] for _, forms, _ in near]
    pairs = zip(near, words, strict=True)
    ways = [Two(score + _WEIGHT * said, text) for (score, _, text), said in pairs]
    return sorted(ways, reverse=True)


def others(lead: int, left: str, text: str, right: str) -> list[Two]:
    """What else two characters between which a glyph is gone may have been."""
    statistics, forms, last = model(), counted_form(text[:2]), left[-3:]
    pairs = statistics.text_score(last, forms + right[:_RIGHT])
    against = pairs, statistics.worded(left + forms + right)
    ways = likeliest_two(lead, left, codes().get(text[1], 0) & 0xFF, right, against)
    return [Two(way.lead, way.text + text[2:]) for way in ways if way.text != text[:2]]


def closings(display: Display, at: int) -> Closings:
    """What the display at `at` can close."""
    char, decoder = display.text[at], display.page.decoder
    code = codes().get(char, 0)
    if code and char not in _MUCH_ELSE and char != decoder.shows:
        code = 0 if char in codes_composed() else code
    else:
        code = 0
    found = _closed_by_glyph(display, at, code) if code else _closed_by_any(display, at)
    return Closings(found)


_MUCH_ELSE = "(（,，" + EURO
"""What may be shown for more than the second byte of one character and the first of the next."""


def _closed_by_any(display: Display, at: int) -> dict[int, list[Closing]]:
    found: dict[int, list[Closing]] = {}
    for lead in range(0x81, 0xFF):
        moves = (move for move in display.out_of_step(at, lead) if move.text and not move.lost)
        ways = [Closing(counted_form(move.text[0]), move) for move in moves]
        if ways:
            found[lead] = ways
    return found


def _closed_by_glyph(display: Display, at: int, code: int) -> dict[int, list[Closing]]:
    """The characters that end with the first byte of the glyph at `at`; its second one opens the
    next, or is an ASCII character."""
    stop, following = at + 1, code & 0xFF
    if following == 0x80:
        return {}
    behind = chr(following) if following < 0x80 else ""
    lead = 0 if behind else following
    note = None if behind else display.note_of(at)
    if note:
        stop = note[0]
    pair = note[1] if note else None
    return {
        opened: [Closing(form, Move(stop, lead, char + behind, char + behind, note=pair))]
        for opened, char, form in _ending(code >> 8)
    }


@lru_cache(maxsize=256)
def _ending(trail: int) -> tuple[tuple[int, str, str], ...]:
    """First byte, character and form of every cell that may end with `trail`."""
    barred = scripts().simplified_only
    found = ((lead, cells().get(lead << 8 | trail, "")) for lead in range(0x81, 0xFF))
    return tuple((lead, c, counted_form(c)) for lead, c in found if c and c not in barred)


def _over(
    trail: int, form: str, closing: Closings, text: str, cost: float, least: float
) -> Iterator[Move]:
    """The likeliest moves over a gone glyph, whose character that follows scores `least` or is the
    one whose pinyin is shown."""
    if least > 0:
        return
    for noted, chance, move in closing.likeliest(trail, form):
        if chance < least and not noted:
            return
        whole = text + move.text
        yield Move(move.stop, move.lead, whole, whole, cost + move.cost, "glyph", note=move.note)


@lru_cache(maxsize=20_000)
def _likely_openings(lead: int, left: str) -> list[tuple[str, str]]:
    return _likeliest(_opening(lead), left, _FIRST)


@lru_cache(maxsize=20_000)
def _likeliest_openings(lead: int, left: str) -> list[tuple[str, str]]:
    return _likeliest(_opening(lead), left, _OPENINGS)


@lru_cache(maxsize=20_000)
def _likely_endings(left: str, first: int, trail: int) -> list[tuple[str, str]]:
    """The likeliest characters behind `left` that end with `trail` and that, with the byte `first`
    before them, began with a private glyph."""
    leads = _private_behind(first)
    ways = [way for way in cells_ending(trail) if codes()[way[0]] >> 8 in leads]
    return _likeliest(ways, left, _ENDINGS)


@lru_cache(maxsize=20_000)
def _likely_between(trail: int, left: str) -> list[tuple[str, str]]:
    return _likeliest(_between(trail), left, _SECOND)


def _likeliest(
    candidates: Sequence[tuple[str, str]], left: str, most: int
) -> list[tuple[str, str]]:
    """The likeliest of characters, each with its form, behind `left`."""
    scores = model().scores_of(left, [form for _, form in candidates])
    return [candidates[n] for n in nlargest(most, range(len(scores)), key=scores.__getitem__)]


@lru_cache(maxsize=256)
def _private_behind(trail: int) -> frozenset[int]:
    """The bytes that make a private glyph behind `trail`, as lead bytes of the next character."""
    shown = ((byte, cells().get(trail << 8 | byte, "")) for byte in range(0x81, 0xFF))
    return frozenset(byte for byte, char in shown if "\ue000" <= char <= "\uf8ff")


@lru_cache(maxsize=256)
def _opening(lead: int) -> tuple[tuple[str, str], ...]:
    """The cells of `lead` whose second byte can begin a private glyph."""
    return tuple(entry for entry in cells_of(lead) if _private_behind(codes()[entry[0]] & 0xFF))


@lru_cache(maxsize=256)
def _between(trail: int) -> tuple[tuple[str, str], ...]:
    """Characters that stand between two private glyphs, the first of them begun by `trail`."""
    return tuple(entry for lead in sorted(_private_behind(trail)) for entry in _opening(lead))
