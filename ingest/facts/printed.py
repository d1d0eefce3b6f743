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
        at = -1 if words in self._text else self._folded.find(words)
        self._known[words] = words if at < 0 else self._text[at : at + len(words)]
        return self._known[words]

    def maybe(self, words: str | None) -> str | None:
        """The same, for what may be missing."""
        return None if words is None else self(words)
