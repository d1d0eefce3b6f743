"""The text that extractors work on, prepared once: its fold, its lines and its sentences."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from operator import ne

from ingest.facts.legible import legible
from ingest.facts.named import Place
from ingest.script import fold, to_simplified
from ingest.sentences import sentence_spans

_FULL_STOP = re.compile(r"。(?<=\d。)(?=\d{1,3}(?:[万萬亿億%％元倍]|[个個]百分[点點]))")
_SAMPLE = 600
_OFTEN = "國會學這說時來個對發經們為過後開長現問關動"
"""Of Traditional characters those that hardly any page is without."""
_TRADITIONAL = 0.08
"""So many of an article's characters differ from their Simplified form, if it is Traditional."""
_POINT = re.compile(r"\d[.．]\d")


@dataclass(frozen=True)
class Document:
    """An article's body and its date of publication (ISO, own precision) where it is known."""

    text: str
    published: str | None = None
    home: Place | None = None
    """Where the one who published it is at home, if that is known."""

    @cached_property
    def folded(self) -> str:
        """Simplified, half-width, lower-case form of the text; offsets are those of the text."""
        return legible(self.text, fold(self._pointed))

    @cached_property
    def _pointed(self) -> str:
        """The text with its decimal points, where every point became a full stop: 57。6亿元."""
        if not _FULL_STOP.search(self.text) or _POINT.search(self.text):
            return self.text
        return _FULL_STOP.sub(".", self.text)

    @cached_property
    def traditional(self) -> bool:
        """Whether it is written in Traditional characters, as its beginning shows."""
        head = self.text[:_SAMPLE]
        if len(head) == _SAMPLE and not any(char in head for char in _OFTEN):
            return False  # asking for these takes a tenth of the time
        return sum(map(ne, head, to_simplified(head))) >= _TRADITIONAL * len(head)

    @cached_property
    def sentences(self) -> tuple[tuple[int, int], ...]:
        """Spans of the sentences, in order."""
        return tuple(sentence_spans(self._pointed))

    @cached_property
    def _sentence_starts(self) -> tuple[int, ...]:
        return tuple([start for start, _ in self.sentences])

    def sentence_at(self, offset: int) -> tuple[int, int]:
        """Span of the sentence that holds the offset."""
        number = bisect_right(self._sentence_starts, offset) - 1
        return self.sentences[max(number, 0)]

    def line_at(self, offset: int) -> tuple[int, int]:
        """Span of the line (paragraph) that holds the offset."""
        start = self.text.rfind("\n", 0, offset) + 1
        end = self.text.find("\n", offset)
        return start, len(self.text) if end < 0 else end
