"""Glyphs that are no longer displayed: some readers drop the private use area.

Out of step about one glyph in ten lies there. It was the second byte of the open character and the
first byte of the next one; both are lost, and only statistics can tell them, so they are tried
together with the glyph that follows.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from heapq import nlargest
from itertools import pairwise
from typing import NamedTuple

from ingest.restore.among import Among, Entry, cells_ending, cells_of, is_unlikely
from ingest.restore.codec import EURO, cells, codes, codes_composed
from ingest.restore.display import Display
from ingest.restore.moves import Move
from ingest.restore.statistics import WORD_END, counted_form, model
from ingest.restore.tables import scripts

_GONE = -3.5  # nats: a glyph is gone without a trace
_FIRST, _SECOND, _LAST = 6, 4, 6  # how many candidates are followed
_OPENINGS, _ENDINGS = 12, 4  # ... and looked at where one character may have been two
_ODD = -8.0  # nats: a character that its neighbours make likelier than that was hardly two
_NEAR = -8.0  # ... and two that are less likely than one by so much are not thought of
_RIGHT = 3  # characters behind it that pairs are looked at in
_WORDED, _WEIGHT = 4, 0.4  # the likeliest of two, and what the words around them weigh
_BEST = 4.5  # nats: no character adds more, ending a word and known to the page


class Closings:
    """The ways to close a character at one place, behind a gone glyph."""

    def __init__(self, display: Display, at: int) -> None:
        self._display, self._at = display, at
        char, code = display.text[at], codes().get(display.text[at], 0)
        if char in _MUCH_ELSE or char == display.page.decoder.shows or char in codes_composed():
            code = 0
        self._code = code
        self._note = display.note_of(at) if code & 0xFF > 0x80 else None
        self._any: dict[int, list[tuple[str, Move]]] = {}
        self._likeliest: dict[tuple[int, str], list[tuple[bool, float, Move]]] = {}

    def likeliest(self, trail: int, left: str) -> list[tuple[bool, float, Move]]:
        """The likeliest behind `left` where a gone glyph was begun by `trail`: whether its pinyin
        is shown, its score and the move, best first."""
        known = self._likeliest.get((trail, left))
        if known is None:
            find = self._by_glyph if self._code else self._by_any
            known = self._likeliest[trail, left] = find(trail, left)
        return known

    def _by_glyph(self, trail: int, left: str) -> list[tuple[bool, float, Move]]:
        """What ends with the first byte of the glyph; its second one opens the next, or is an
        ASCII character."""
        following = self._code & 0xFF
        if following == 0x80:
            return []
        behind = chr(following) if following < 0x80 else ""
        stop, pair = self._note or (self._at + 1, None)
        best = _cells_closed(trail, self._code >> 8).likeliest(left, _LAST)
        texts = [(chance, char + behind) for chance, (char, _) in best]
        lead = 0 if behind else following
        return [
            (bool(pair), chance, Move(stop, lead, text, text, note=pair)) for chance, text in texts
        ]

    def _by_any(self, trail: int, left: str) -> list[tuple[bool, float, Move]]:
        """What the moves of the display close."""
        ways = [way for lead in sorted(_private_behind(trail)) for way in self._closed(lead)]
        chances = model().scores_of(left, [form for form, _ in ways])
        noted = [bool(move.note) for _, move in ways]
        best = nlargest(_LAST, zip(noted, chances, range(len(ways)), strict=True))
        return [(is_noted, chance, ways[n][1]) for is_noted, chance, n in best]

    def _closed(self, lead: int) -> list[tuple[str, Move]]:
        """The moves that close what `lead` opened, each with the form of its character."""
        known = self._any.get(lead)
        if known is None:
            moves = self._display.out_of_step(self._at, lead)
            closing = (move for move in moves if move.text and not move.lost)
            known = self._any[lead] = [(counted_form(move.text[0]), move) for move in closing]
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
    # No character adds more than a word's end is worth: what cannot come near is not looked at.
    least = against[0] + _NEAR - _best_of(right[:_RIGHT])
    for first, opening in _likeliest_openings(lead, left[-1:]):
        so_far, middle = step(last, opening), (last + opening)[-3:]
        if so_far + WORD_END < least:
            continue
        for second, ending in _likely_endings(opening, codes()[first] & 0xFF, trail):
            score = so_far + step(middle, ending)
            if score < least:
                continue
            score += statistics.text_score((middle + ending)[-3:], right[:_RIGHT])
            found.append((score - against[0], opening + ending, first + second))
    near = [way for way in nlargest(_WORDED, found) if way[0] > _NEAR]
    words = [statistics.worded(left + forms + right) - against[1] for _, forms, _ in near]
    pairs = zip(near, words, strict=True)
    ways = [Two(score + _WEIGHT * said, text) for (score, _, text), said in pairs]
    return sorted(ways, reverse=True)


def _best_of(right: str) -> float:
    """The most that the characters of `right` can score behind any other."""
    score = model().score
    return WORD_END * len(right) + sum(score(one, other) for one, other in pairwise(right))


def others(lead: int, left: str, text: str, right: str) -> list[Two]:
    """What else two characters between which a glyph is gone may have been."""
    statistics, forms, last = model(), counted_form(text[:2]), left[-3:]
    pairs = statistics.text_score(last, forms + right[:_RIGHT])
    against = pairs, statistics.worded(left + forms + right)
    ways = likeliest_two(lead, left, codes().get(text[1], 0) & 0xFF, right, against)
    return [Two(way.lead, way.text + text[2:]) for way in ways if way.text != text[:2]]


_MUCH_ELSE = "(（,，" + EURO
"""What may be shown for more than the second byte of one character and the first of the next."""


@lru_cache(maxsize=4096)
def _cells_closed(trail: int, last: int) -> Among:
    """Every cell that ends with the byte `last` and whose first byte makes a private glyph behind
    `trail`, whether it was ever counted or not."""
    barred = scripts().simplified_only
    found = (cells().get(lead << 8 | last, "") for lead in sorted(_private_behind(trail)))
    closed = [(char, counted_form(char)) for char in found if char and char not in barred]
    return Among(reversed(closed))


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
def _likely_openings(lead: int, left: str) -> list[Entry]:
    return _likeliest(_opening(lead), left, _FIRST)


@lru_cache(maxsize=20_000)
def _likeliest_openings(lead: int, left: str) -> list[Entry]:
    return _likeliest(_opening(lead), left, _OPENINGS)


@lru_cache(maxsize=20_000)
def _likely_endings(left: str, first: int, trail: int) -> list[Entry]:
    return _likeliest(_closing(_private_behind(first), trail), left, _ENDINGS)


@lru_cache(maxsize=4096)
def _closing(leads: frozenset[int], trail: int) -> Among:
    """The characters that end with `trail` and begin with one of `leads`."""
    return Among(e for e in cells_ending(trail).entries if codes()[e[0]] >> 8 in leads)


@lru_cache(maxsize=20_000)
def _likely_between(trail: int, left: str) -> list[Entry]:
    return _likeliest(_between(trail), left, _SECOND)


def _likeliest(among: Among, left: str, most: int) -> list[Entry]:
    """The likeliest of characters, each with its form, behind `left`."""
    return [entry for _, entry in among.likeliest(left, most)]


@lru_cache(maxsize=256)
def _private_behind(trail: int) -> frozenset[int]:
    """The bytes that make a private glyph behind `trail`, as lead bytes of the next character."""
    shown = ((byte, cells().get(trail << 8 | byte, "")) for byte in range(0x81, 0xFF))
    return frozenset(byte for byte, char in shown if "\ue000" <= char <= "\uf8ff")


@lru_cache(maxsize=256)
def _opening(lead: int) -> Among:
    """The cells of `lead` whose second byte can begin a private glyph."""
    return Among(e for e in cells_of(lead).entries if _private_behind(codes()[e[0]] & 0xFF))


@lru_cache(maxsize=256)
def _between(trail: int) -> Among:
    """Characters that stand between two private glyphs, the first of them begun by `trail`."""
    leads = sorted(_private_behind(trail))
    return Among(entry for lead in leads for entry in _opening(lead).entries)
