"""What a site puts behind its paragraphs against copies: a few random letters and its name.

On the page nobody sees it; in a text that was taken out of the page it stands behind the sentences.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from ingest.page import PageLine, cut
from ingest.web.blocks import Block

_Line = TypeVar("_Line", PageLine, Block)

_SIGNED = re.compile(r"(?<=[。！？”」])[A-Za-z0-9]{3,6}[\u4e00-\u9fff]{3,12}$")
_LONGEST = 18
_LEAST = 2
"""Paragraphs that are signed alike."""


def parted(lines: Sequence[_Line]) -> Iterator[tuple[_Line, bool]]:
    """The lines, those that are signed so without their signature, which follows as a line of its
    own, and whether a line is one."""
    ends = (_SIGNED.search(line.text, max(len(line.text) - _LONGEST, 0)) for line in lines)
    found = Counter(match[0] for match in ends if match)
    mark, count = found.most_common(1)[0] if found else ("", 0)
    for line in lines:
        if count < _LEAST or not line.text.endswith(mark):
            yield line, False
            continue
        kept = len(line.text) - len(mark)
        for start, end in ((0, kept), (kept, len(line.text))):
            pieces = tuple(cut(line.pieces, start, end))
            if pieces:
                text, (at, length) = line.text[start:end], pieces[-1][1:]
                first = pieces[0][1]
                yield (
                    replace(line, start=first, end=at + length, text=text, pieces=pieces),
                    end > kept,
                )
