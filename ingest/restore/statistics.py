"""Character statistics: which character is likely between two others, in Simplified news.

Counts of single characters and pairs over 16.7 million characters. Texts are looked up in the form
in which they were counted: Simplified, punctuation of half width, every digit as 0.
"""

from __future__ import annotations

import math
import string
from collections.abc import Iterable, Sequence
from functools import lru_cache

from ingest.restore.tables import looked_up, packed, scripts

START = "\n"
"""What stands before the first character of a text."""
_ADDED = 0.02
"""Count given to a character never seen, as a share of one occurrence."""
_WEIGHT = 30.0
"""Occurrences of the left character at which its pairs are trusted by half."""
_CEILING = 0.95
"""Most weight that pairs are given: the rest is left to pairs never seen."""

_INDENT, _INDENT_INSIDE = {START: -1.0, " ": -3.0}, -16.0
"""Logarithm of how often a full-width blank stands at the start of a line, behind another blank
(which readers make of a line's end), and elsewhere."""
_BLANK = dict.fromkeys("。!?”", -3.0) | dict.fromkeys(",;:、)》’", -5.0)
_BLANK |= dict.fromkeys("0%" + string.ascii_letters, -3.0)
_BLANK_INSIDE = -8.0
"""Logarithm of how often a blank stands behind a character: readers make one of a line's end, and
what was counted has none."""
_LATIN, _IN_LATIN = string.ascii_letters, -3.0
"""Logarithm of the probability of a letter inside a Latin word, of which the counts know little."""
_ENDS_WORD = {2: 1.0, 3: 3.0, 4: 4.0}
"""Nats that a word of so many characters is worth beyond its pairs."""
WORD_END = max(_ENDS_WORD.values())
"""The most that a character is worth beyond its pair."""
_WORDS_COUNTED = 60_000_000
"""Words in the texts on which the numbers of the dictionary rest."""
_LONGEST_WORD = 4
_CHARS_EACH = 1.4
"""Characters for each of these words: what the counts of characters are compared with."""
_ALONE = -2.0
"""Nats for a Chinese character as a word of its own, which it is less often than the dictionary
says."""
_MOST_KEPT = 400_000
"""Scores kept for the next time."""
_NONE: dict[str, int] = {}
_SHORT = 16
"""Characters up to which a text is looked up one by one: a translation takes longer to begin."""
_LINE_END = {"。": -1.5, "”": -2.5, "!": -2.0, ":": -3.0, ")": -3.5}
"""Logarithm of how often a line ends behind a mark; of no other character does it end often."""

_HALF_WIDTH = {
    "，": ",",
    "：": ":",
    "；": ";",
    "！": "!",
    "？": "?",
    "（": "(",
    "）": ")",
    "％": "%",
}


@lru_cache(maxsize=1)
def counted_forms() -> dict[int, str]:
    """Character → the form in which it was counted, as `str.translate` takes it."""
    digits = {ord("0") + n: "0" for n in range(10)} | {ord("０") + n: "0" for n in range(10)}
    marks = {ord(full): half for full, half in _HALF_WIDTH.items()}
    letters = {ord(letter) + 0xFEE0: letter for letter in string.ascii_letters}
    others = {ord("著"): "着", ord("\u3000"): "\n"}
    return scripts().to_simplified | others | digits | letters | marks


def counted_form(text: str) -> str:
    """`text` as it was counted."""
    if len(text) > _SHORT:
        return text.translate(_forms())
    form = counted_chars().get
    return form(text, text) if len(text) == 1 else "".join([form(char, char) for char in text])


@lru_cache(maxsize=1)
def counted_chars() -> dict[str, str]:
    """As `counted_forms`, by the character itself."""
    return {chr(code): form for code, form in counted_forms().items()}


@lru_cache(maxsize=1)
def _forms() -> list[int]:
    return looked_up(counted_forms())


@lru_cache(maxsize=1)
def singles() -> dict[str, int]:
    """How often each character was counted. Without the pairs: clean text needs no more."""
    return {row[0]: int(row[2:]) for row in packed("unigrams.tsv.xz").split("\n") if row}


def _pairs() -> dict[str, dict[str, int]]:
    """How often each pair was counted: by its first character, and then by its second."""
    behind: dict[str, dict[str, int]] = {}
    once = {char: char for char in singles()}  # an object for each character, not for each pair
    for row in packed("bigrams.tsv.xz").split("\n"):
        if row:
            left, right = row[0], row[1]
            behind.setdefault(left, {})[once.get(right, right)] = int(row[3:])
    return behind


def _words() -> dict[str, float]:
    """Words of one to four characters, each with the logarithm of its probability."""
    words: dict[str, float] = {}
    for row in packed("words.tsv.xz").splitlines():
        twos, _, listed = row.partition("\t")
        words.update(dict.fromkeys(listed.split(" "), math.log(2 ** int(twos) / _WORDS_COUNTED)))
    return words


_NUMBERS = frozenset(f"({number})" for number in "0一二三四五六七八九十")
"""Numbers of items in brackets, which count as words."""


class Model:
    """Interpolated pair probabilities, and those of words."""

    def __init__(self) -> None:
        self.singles = singles()
        self.behind = _pairs()
        """How often each character was counted behind another, by that one."""
        self.words = _words()
        for word in self.words:
            if len(word) == 2:
                self.behind.setdefault(word[0], {}).setdefault(word[1], 1)
        self.total = sum(self.singles.values())
        self._scores: dict[str, float] = {}
        self.steps: dict[str, float] = {}
        """Some of what `step` gives, by both its arguments together."""

    def score(self, left: str, right: str) -> float:
        """Natural logarithm of the probability of `right` after `left`, both as counted."""
        pair = left + right
        known = self._scores.get(pair)
        if known is None:
            if len(self._scores) > _MOST_KEPT:
                self._scores.clear()
            known = self._scores[pair] = self._score(left, right)
        return known

    def scores_of(self, left: str, rights: Sequence[str]) -> list[float]:
        """`score` of each of `rights` behind `left`: most of them are not asked again."""
        if left in _LATIN or START in rights or " " in rights:
            return [self.score(left, right) for right in rights]
        seen, total = self.singles.get(left, 0), self.total + 1000
        count, together, log = self.singles.get, self.behind.get(left, _NONE).get, math.log
        weight = min(_CEILING, seen / (seen + _WEIGHT))
        other, most = 1 - weight, seen or 1
        return [
            log(weight * (together(right, 0) / most) + other * ((count(right, 0) + _ADDED) / total))
            for right in rights
        ]

    def scores_before(self, lefts: Sequence[str], right: str) -> list[float]:
        """`score` of `right`, which is no blank, behind each of `lefts`, which are no letters."""
        count, behind, log, none = self.singles.get, self.behind.get, math.log, _NONE
        alone = (count(right, 0) + _ADDED) / (self.total + 1000)
        scores = []
        for left in lefts:
            seen = count(left, 0)
            weight = min(_CEILING, seen / (seen + _WEIGHT))
            together = behind(left, none).get(right, 0) / (seen or 1)
            scores.append(log(weight * together + (1 - weight) * alone))
        return scores

    def step(self, left: str, right: str) -> float:
        """As `score` for the last character of `left`, and more where `right` ends a word.

        `left` is as much of the text before as is known, three characters at most.
        """
        known = self.steps.get(left + right)
        return self.new_step(left, right) if known is None else known

    def new_step(self, left: str, right: str) -> float:
        """`step` that is not in `steps` yet."""
        text = left + right
        if len(self.steps) > _MOST_KEPT:
            self.steps.clear()
        known = self.steps[text] = self.score(left[-1:], right) + self.worth(text)
        return known

    def worth(self, text: str) -> float:
        """What the longest word at the end of `text`, of four characters at most, is worth."""
        words = self.words
        if len(text) == 4:
            if text in words:
                return _ENDS_WORD[4]
            text = text[1:]
        if len(text) == 3:
            if text in words or text in _NUMBERS:
                return _ENDS_WORD[3]
            text = text[1:]
        return _ENDS_WORD[2] if len(text) == 2 and text in words else 0.0

    def worded(self, text: str) -> float:
        """Logarithm of the probability of `text`, as counted, as the likeliest row of words.

        Pairs see one neighbour on each side: by them 家环。总局 is as likely as 家环保总局, but
        it takes one word more.
        """
        return self._worded_so_far(text)[-1]

    def _worded_so_far(self, text: str) -> list[float]:
        """`worded` of every beginning of `text`, the empty one first."""
        best = [0.0, *[-math.inf] * len(text)]
        for start, char in enumerate(text):
            best[start + 1] = max(best[start + 1], best[start] + self._alone(char))
            for stop in range(start + 2, min(start + _LONGEST_WORD, len(text)) + 1):
                chance = self.words.get(text[start:stop])
                if chance is not None and best[start] + chance > best[stop]:
                    best[stop] = best[start] + chance
        return best

    def _worded_from(self, text: str) -> list[float]:
        """`worded` of every end of `text`, the whole one first."""
        best = [*[-math.inf] * len(text), 0.0]
        for start in range(len(text) - 1, -1, -1):
            best[start] = best[start + 1] + self._alone(text[start])
            for stop in range(start + 2, min(start + _LONGEST_WORD, len(text)) + 1):
                chance = self.words.get(text[start:stop])
                if chance is not None and best[stop] + chance > best[start]:
                    best[start] = best[stop] + chance
        return best

    def worded_between(self, left: str, forms: Iterable[str], right: str) -> list[float]:
        """`worded` of `left`, each of `forms` in turn and `right`: only the words that these
        are part of are looked for each time."""
        before, behind = self._worded_so_far(left), self._worded_from(right)
        most = _LONGEST_WORD - 1
        starts = [(left[n:], before[n]) for n in range(max(0, len(left) - most), len(left) + 1)]
        stops = [(right[:n], behind[n]) for n in range(min(most, len(right)) + 1)]
        ways = [
            (head, tail, so_far + further)
            for head, so_far in starts
            for tail, further in stops
            if 0 < len(head) + len(tail) <= most
        ]
        alone, words, scores = before[-1] + behind[0], self.words.get, []
        for char in forms:
            best = alone + self._alone(char)
            for head, tail, rest in ways:
                chance = words(head + char + tail)
                if chance is not None and chance + rest > best:
                    best = chance + rest
            scores.append(best)
        return scores

    def _alone(self, char: str) -> float:
        """Logarithm of the probability of `char` as a word of its own."""
        known = self.words.get(char)
        if known is not None:
            return known + _ALONE
        return math.log((self.singles.get(char, 0) + 0.5) / self.total * _CHARS_EACH)

    def before_ascii(self, left: str) -> float:
        """Logarithm of the probability that some ASCII character stands after `left`."""
        return max(self.score(left, "0"), self.score(left, "(") - 1.0, _LINE_END.get(left, -9.0))

    def _score(self, left: str, right: str) -> float:
        if right == START:  # a blank of full width indents a line, and stands nowhere else
            return _INDENT.get(left, _INDENT_INSIDE)
        if right == " ":
            return _BLANK.get(left, _BLANK_INSIDE)
        if left in _LATIN and right in _LATIN and left and right:
            return _IN_LATIN
        seen = self.singles.get(left, 0)
        alone = (self.singles.get(right, 0) + _ADDED) / (self.total + 1000)
        together = self.behind.get(left, _NONE).get(right, 0) / seen if seen else 0.0
        weight = min(_CEILING, seen / (seen + _WEIGHT))
        return math.log(weight * together + (1 - weight) * alone)

    def text_score(self, left: str, text: str) -> float:
        """Logarithm of the probability of `text`, as counted, after the character `left`."""
        whole = left + text
        first = len(left)
        return sum(self.step(whole[max(0, n - 3) : n], whole[n]) for n in range(first, len(whole)))


@lru_cache(maxsize=1)
def model() -> Model:
    """The shipped statistics, read at the first damage met."""
    return Model()
