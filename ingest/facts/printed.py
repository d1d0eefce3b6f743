"""Strings of the fold, as the article prints them."""

from __future__ import annotations

from ingest.facts.document import Document


class Printed:
    """Gives strings of the fold back as the article prints them: 林展鹏 → 林展鵬, ceo → CEO."""

    def __init__(self, document: Document) -> None:
        self._text, self._folded = document.text, document.folded
        self._known: dict[str, str] = {}

    def __call__(self, words: str) -> str:
        """`words` in the article's own script; unchanged where the article does not print them."""
        if self._text is self._folded or words in self._known:
            return self._known.get(words, words)
        self._known[words] = self._printed(words) or self._joined(words) or words
        return self._known[words]

    def _printed(self, words: str) -> str | None:
        """`words` as they are printed somewhere."""
        if words in self._text:
            return words
        at = self._folded.find(words)
        return None if at < 0 else self._text[at : at + len(words)]

    def _joined(self, words: str) -> str | None:
        """Two parts as each is printed: 金門縣|警局, of a text that names 縣警局 alone."""
        for cut in range(len(words) - 1, 0, -1):
            head = self._printed(words[:cut])
            tail = self._printed(words[cut:]) if head else None
            if head and tail:
                return head + tail
        return None

    def maybe(self, words: str | None) -> str | None:
        """The same, for what may be missing."""
        return None if words is None else self(words)
