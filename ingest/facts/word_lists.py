"""Words of a table where they stand in a text, looked up and not tried one after the other.

A pattern of five hundred alternatives tries them all wherever one of their first characters
stands; here the first two characters lead to the few words that begin so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

Candidate = tuple[str, "re.Pattern[str] | None"]
"""A word, and what must not match behind it."""


class WordList:
    """Words by their beginning; of several that stand at a place the longest is meant.

    `barred` gives the pattern of what must not follow a word, empty if anything may.
    """

    def __init__(
        self, words: Iterable[str], barred: Callable[[str], str] = lambda word: ""
    ) -> None:
        self.heads: dict[str, list[Candidate]] = {}
        """Candidates by their first two characters, the longest first; by one where a word is
        a single character."""
        for word in sorted(set(words), key=lambda w: (-len(w), w)):
            after = barred(word)
            candidate = word, re.compile(after) if after else None
            self.heads.setdefault(word[:2], []).append(candidate)
        for head, found in self.heads.items():
            if len(head) == 2:
                found.extend(self.heads.get(head[0], ()))

    def end(self, text: str, at: int) -> int | None:
        """End of the word that begins at an offset; None if none does."""
        found = self.heads.get(text[at : at + 2]) or self.heads.get(text[at : at + 1]) or ()
        for word, barred in found:
            if text.startswith(word, at):
                end = at + len(word)
                if barred is None or not barred.match(text, end):
                    return end
        return None

    def spans(self, text: str, starts: Iterable[int]) -> Iterator[tuple[int, int]]:
        """Spans of the words that begin at some of the offsets, from the left, none in another."""
        done = 0
        for start in starts:
            if start >= done:
                end = self.end(text, start)
                if end is not None:
                    done = end
                    yield start, end


class EndingList:
    """Words by their last character; of several that end at a place the longest is meant."""

    def __init__(self, words: Iterable[str]) -> None:
        self._tails: dict[str, list[str]] = {}
        for word in sorted(set(words), key=lambda w: (-len(w), w)):
            self._tails.setdefault(word[-1], []).append(word)

    def start(self, text: str, floor: int, at: int) -> int | None:
        """Start of the word that ends at an offset and begins at `floor` or behind it."""
        for word in self._tails.get(text[at - 1 : at], ()):
            start = at - len(word)
            if start >= floor and text.startswith(word, start):
                return start
        return None
