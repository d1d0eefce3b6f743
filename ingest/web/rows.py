"""Tables of figures: the cells of a row become one line, so that what belongs together stays so.

Many pages use tables to place what they hold, their text too. A grid is told from these by its
rows: two or more of as many cells, each short and no link.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from ingest.web.blocks import Block

_CELL = 40
"""Characters of the longest cell of a grid."""
_BETWEEN = "\t"


def with_rows(found: Iterable[Block]) -> Iterator[Block]:
    """The blocks, those of each row of a grid as one, with tabs between its cells."""
    rows = [list(row) for _, row in groupby(found, key=lambda block: block.row or block.start)]
    widths = [_width(row) for row in rows]
    alike = Counter((row[0].table, width) for row, width in zip(rows, widths, strict=True))
    grids = {table for (table, width), count in alike.items() if width > 1 and count > 1}
    for row, width in zip(rows, widths, strict=True):
        yield from [_joined(row)] if width > 1 and row[0].table in grids else row


def _width(row: Sequence[Block]) -> int:
    """The number of cells in the row of a grid; 0 for what can be none."""
    if not row[0].row or len({block.cell for block in row}) != len(row):
        return 0
    fits = all(
        len(block.text) <= _CELL and block.linked * 2 <= len(block.text) and not block.heading
        for block in row
    )
    return len(row) if fits else 0


def _joined(row: Sequence[Block]) -> Block:
    at, pieces = 0, []
    for block in row:
        pieces += [(at + start, page, length) for start, page, length in block.pieces]
        at += len(block.text) + len(_BETWEEN)
    return replace(
        row[0],
        end=row[-1].end,
        text=_BETWEEN.join(block.text for block in row),
        pieces=tuple(pieces),
        linked=sum(block.linked for block in row),
        bold=0,
    )
