"""How the lines of a page are laid out: what stands before the first paragraph, and whether there
are paragraphs."""

from __future__ import annotations

from ingest.facts.context.sight import Span
from ingest.facts.document import Document

ENDS = frozenset("。!?…")
OPENING_LINES = 4
"""Title, subtitle, byline: among so many lines the first paragraph is looked for."""


def lead(document: Document) -> Span | None:
    """The first sentence of the body, behind title, subtitle and byline."""
    lines, last = 0, (-1, -1)
    for sentence in document.sentences:
        line = document.line_at(sentence[0])
        if line == last:
            continue
        lines, last = lines + 1, line
        if lines > OPENING_LINES:
            return None
        if is_ended(document.folded, line):
            return sentence
    return None


def is_ended(folded: str, line: Span) -> bool:
    """Whether a line ends with a sentence, as no heading does."""
    return folded[max(line[0], line[1] - 2) : line[1]].strip("”")[-1:] in ENDS


def is_line_by_line(document: Document) -> bool:
    """Whether the page gives every sentence a line of its own, and so has no paragraphs."""
    folded = document.folded
    ended = [end for start, end in document.sentences if folded[end - 1] in "。!?”"]
    alone = sum(folded[end : end + 1] in ("\n", "") for end in ended)
    return len(ended) >= 6 and alone >= 0.7 * len(ended)
