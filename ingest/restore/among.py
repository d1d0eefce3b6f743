"""The characters that share a byte, of which one may have stood at a place: the likeliest of them.

Where a byte is lost some hundred characters are left to choose from, again and again. Behind a
given one most of them were never counted, and these are in the same order behind any.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from itertools import islice
from operator import add

from ingest.restore.codec import cells, codes
from ingest.restore.statistics import START, WORD_END, counted_forms, model, singles
from ingest.restore.tables import scripts

_BLANKS = ("", " ", START)
"""What is scored by rules of its own."""
Entry = tuple[str, str]
"""A character and the form in which it was counted."""


class Among:
    """Characters to choose from."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = tuple(entries)
        self.forms = [form for _, form in self.entries]
        self._places: dict[str, list[int]] = {}
        for place, form in enumerate(self.forms):
            self._places.setdefault(form, []).append(place)
        # The blank of a line's start is scored by a rule of its own.
        self._blanks = self._places.pop(START, [])
        count, places = singles().get, (n for n in range(len(self.forms)) if self.forms[n] != START)
        self._commonest = sorted(places, key=lambda place: -count(self.forms[place], 0))

    def likeliest(self, left: str, most: int) -> list[tuple[float, Entry]]:
        """The `most` likeliest of them behind the character `left`, best first, with their
        scores. Of equal ones, the first come first."""
        statistics = model()
        counted = statistics.behind.get(left, {}).keys() & self._places.keys()
        places = [place for form in counted for place in self._places[form]]
        others = (place for place in self._commonest if self.forms[place] not in counted)
        places += islice(others, most)
        scores = statistics.scores_of(left, [self.forms[place] for place in places])
        if self._blanks:
            places += self._blanks
            scores += [statistics.score(left, START)] * len(self._blanks)
        best = sorted(zip(scores, [-place for place in places], strict=True), reverse=True)
        return [(score, self.entries[-place]) for score, place in best[:most]]

    @lru_cache(maxsize=1024)  # noqa: B019 - those that are asked live as long as the program
    def between(self, left: str, right: str) -> list[float]:
        """The scores of all of them, in their order, between two characters."""
        score = model().score
        if self._blanks or right in _BLANKS:
            return [score(left, form) + score(form, right) for form in self.forms]
        behind = model().scores_of(left, self.forms)
        return list(map(add, behind, model().scores_before(self.forms, right)))

    def likeliest_words(self, left: str, most: int) -> list[tuple[float, str, str]]:
        """The `most` likeliest behind the text `left` by what words they end, too: score, form,
        character, best first."""
        worth = model().worth
        found = [
            (score + worth(left + form), form, char)
            for score, (char, form) in self._near(left[-1:], most)
        ]
        return sorted(found, reverse=True)[:most]

    def _near(self, left: str, most: int) -> list[tuple[float, Entry]]:
        """Those that may be among the `most` likeliest behind `left` if they end a word."""
        number = most
        while True:
            near = self.likeliest(left, number)
            if len(near) < number or near[-1][0] < near[most - 1][0] - WORD_END:
                return near
            number *= 4


@lru_cache(maxsize=256)
def cells_of(lead: int) -> Among:
    """Characters that start with the byte `lead`, each with its counted form, likeliest first.

    Only what can stand in a converted text: no Simplified-only character, nothing private, and
    no character that was never counted.
    """
    barred, forms, counted = scripts().simplified_only, counted_forms(), singles()
    found = [cells()[code] for code in range(lead << 8 | 0x40, lead << 8 | 0xFF) if code in cells()]
    usable = [(c, forms.get(ord(c), c)) for c in found if c not in barred and not is_unlikely(c)]
    seen = [(char, form) for char, form in usable if form in counted or form == START]
    return Among(sorted(seen, key=lambda entry: -counted.get(entry[1], 0)))


@lru_cache(maxsize=1)
def _by_trail() -> dict[int, Among]:
    found: dict[int, list[Entry]] = {}
    for lead in range(0x81, 0xFF):
        for entry in cells_of(lead).entries:
            found.setdefault(codes()[entry[0]] & 0xFF, []).append(entry)
    return {trail: Among(entries) for trail, entries in found.items()}


def cells_ending(trail: int) -> Among:
    """As `cells_of`, for the characters whose second byte is `trail`."""
    return _by_trail().get(trail) or Among(())


@lru_cache(maxsize=256)
def cells_torn_from(lead: int) -> Among:
    """As `cells_of`, for the characters whose second byte can be a first one: any other would
    show itself behind a character that ends with its first."""
    return Among(e for e in cells_of(lead).entries if codes()[e[0]] & 0xFF > 0x80)


def is_unlikely(char: str) -> bool:
    """Private use, and letters and digits of full width: hardly any text has them."""
    return "\ue000" <= char <= "\uf8ff" or ("０" <= char <= "ｚ" and char not in "：；？")
