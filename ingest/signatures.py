"""What a site puts behind its paragraphs against copies: a few random letters and its name.

On the page nobody sees it; in a text that was taken out of the page it stands behind the sentences.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.page import PageLine, cut

_SIGNED = re.compile(r"(?<=[。！？”」])[A-Za-z0-9]{3,6}[\u4e00-\u9fff]{3,12}$")
_LONGEST = 18
_LEAST = 2
"""Paragraphs that are signed alike."""


def unsigned(lines: Sequence[PageLine]) -> Iterator[PageLine]:
    """The lines without such a signature, each of which is a line of its own, set aside."""
    ends = (_SIGNED.search(line.text, max(len(line.text) - _LONGEST, 0)) for line in lines)
    found = Counter(match[0] for match in ends if match)
    mark, count = found.most_common(1)[0] if found else ("", 0)
    for line in lines:
        kept = len(line.text) - len(mark)
        if count < _LEAST or not line.text.endswith(mark):
            yield line
            continue
        for start, end in ((0, kept), (kept, len(line.text))):
            pieces = tuple(cut(line.pieces, start, end))
            if pieces:
                at, length = pieces[-1][1:]
                part = replace(
                    line,
                    start=pieces[0][1],
                    end=at + length,
                    text=line.text[start:end],
                    pieces=pieces,
                )
                yield replace(part, aside="copyright", tells=False) if start else part
