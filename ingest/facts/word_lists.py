"""Words of a table where they stand in a text, looked up and not tried one after the other.

A pattern of five hundred alternatives tries them all wherever one of their first characters
stands; here the first two characters lead to the few words that begin so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from ingest.facts.late import late


class WordList:
    """Words by their beginning; of several that stand at a place the longest is meant.

    `barred` gives the pattern of what must not follow a word, empty if anything may.
    """

    def __init__(
        self, words: Iterable[str], barred: Callable[[str], str] = lambda word: ""
    ) -> None:
        after = {word: barred(word) for word in words}
        patterns = {pattern: late(pattern) for pattern in after.values() if pattern}
        self._barred = {word: patterns.get(pattern) for word, pattern in after.items()}
        lengths: dict[str, set[int]] = {}
        for word in self._barred:
            lengths.setdefault(word[:2], set()).add(len(word))
        for head, some in lengths.items():
            if head[0] in self._barred:
                some.add(1)
        self.heads = {head: sorted(some, reverse=True) for head, some in lengths.items()}
        """How long the words are that begin so, the longest first. A head is the first two
        characters of a word, or one where that is a word."""

    def end(self, text: str, at: int) -> int | None:
        """End of the word that begins at an offset; None if none does."""
        words = self._barred
        for length in self.heads.get(text[at : at + 2]) or self.heads.get(text[at : at + 1]) or ():
            word = text[at : at + length]
            if word in words:
                end = at + len(word)  # the text may be shorter than `length`
                barred = words[word]
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
