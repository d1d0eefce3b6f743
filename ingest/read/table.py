"""CSV and TSV with a heading: one row, one document; the column of the text must be named."""

from __future__ import annotations

import codecs
import csv
import hashlib
import io
import json
import re
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import islice, product
from typing import BinaryIO

from ingest.model import Rejected, Source
from ingest.read import fields
from ingest.read.ahead import joined
from ingest.read.encoding import UnreadableText, decode_sample, without_false_mark
from ingest.read.limits import LARGEST, TOO_LARGE
from ingest.read.text import kind_of_field

MEDIA_TYPE = "text/csv"
_SAMPLE = 65_536
_DELIMITERS = (",", ";", "\t", "|")
_UNCLOSED = "a quote in the row is never closed"
_MOST_UNCLOSED = 100
"""Rows of a file with such a quote behind which what follows is read again."""
_MOST_ABOVE = 4
"""Lines above the heading: the title of the table, a remark."""
_LONGEST_HEADING = 500
"""Bytes by which a text file is still taken for a table."""
_ESCAPED = re.compile(r"""\\"(?![",;\t|\r\n]|$)""")
"""A quote behind a stroke, as databases write it in a cell; where quotes are doubled, none is."""
_TOLD = re.compile(r"\ufeff?sep=(.)\r?\n")


def read(file: BinaryIO, name: str, delimiter: str = ",") -> Iterator[Source | Rejected]:
    """The sources in an open CSV file, row by row.

    Cells are set apart by what makes the heading hold a column of texts: the delimiter, or else a
    semicolon, a tab, a stroke.
    """
    start = without_false_mark(file.read(_SAMPLE))
    try:
        sample, encoding = decode_sample(start, _SAMPLE)
    except UnreadableText as error:
        yield Rejected(name, str(error))
        return
    csv.field_size_limit(LARGEST)
    form = _form(sample, delimiter)
    if form is None:
        named = ", ".join(fields.TEXT[:5])
        yield Rejected(name, f"none of its columns is called {named}")
        return
    lines = _Lines(islice(_lines(start, file, encoding), form.skipped, None))
    rows = form.reader(lines)
    try:
        next(rows, None)
    except csv.Error:
        yield Rejected(name, f"{_UNCLOSED}: its heading")
        return
    yield from _sources(rows, lines, form, name, encoding)


@dataclass(frozen=True)
class _Form:
    """How the cells of a file are set apart, and what its columns are called."""

    delimiter: str
    quote: str
    escape: str | None
    """What stands before a quote inside quotes, where such quotes are not doubled."""
    heading: tuple[str, ...]
    skipped: int
    """Lines above the heading."""

    def reader(self, lines: Iterator[str]) -> Iterator[list[str]]:
        """The rows in some lines; a quote where none may stand is an error."""
        return csv.reader(
            lines,
            delimiter=self.delimiter,
            quotechar=self.quote,
            escapechar=self.escape,
            skipinitialspace=True,
            strict=True,
        )

    def loosely(self, line: str) -> list[str] | None:
        """The cells of a line in which quotes stand inside quotes; None if one is never closed."""
        quote, mark = re.escape(self.quote), re.escape(self.delimiter)
        cell = re.compile(
            rf"\s*{quote}(?P<quoted>(?:[^{quote}]|{quote}(?!\s*(?:{mark}|$)))*){quote}\s*(?={mark}|$)"
            rf"|(?P<plain>(?!\s*{quote})[^{mark}]*)(?={mark}|$)"
        )
        cells, at, line = [], 0, line.rstrip("\r\n")
        while match := cell.match(line, at):
            cells.append(
                (match["quoted"] or match["plain"] or "").replace(self.quote * 2, self.quote)
            )
            at = match.end() + 1
            if at > len(line):
                return cells
        return None


def _form(sample: str, delimiter: str) -> _Form | None:
    lines = io.StringIO(sample, newline="").readlines()  # as they are read, and no finer
    above = [n for n, line in enumerate(lines) if line.strip()][: _MOST_ABOVE + 1]
    told = _TOLD.match(lines[above[0]]) if above else None
    if told:  # Excel's way of telling the delimiter
        delimiter, above = told[1], above[1:]
    escape = "\\" if _ESCAPED.search(sample) else None
    for skipped, mark, quote in product(above, dict.fromkeys((delimiter, *_DELIMITERS)), "\"'"):
        form = _Form(mark, quote, escape, (), skipped)
        try:
            names = next(form.reader(iter(lines[skipped:])), [])
        except csv.Error:
            continue
        heading = tuple(cell.strip().lstrip("\ufeff") for cell in names)
        # What stands above a heading is a title or a remark; a cell of a row is no heading.
        if skipped != above[0] and not fields.is_heading(heading):
            continue
        if fields.text_field(dict.fromkeys(heading, "")) is not None:
            return replace(form, heading=heading)
    return None


def looks_like(start: bytes) -> bool:
    """Does a file that starts so begin with the names of columns, one of them that of the text?"""
    for line in _first_lines(start):
        for mark in _DELIMITERS:
            cells = [cell.strip().strip("\"'") for cell in line.split(mark)]
            if len(cells) > 1 and fields.is_heading(cells):
                return True
    return False


def _first_lines(start: bytes) -> Iterator[str]:
    """The first line of a file that starts so, in each encoding that it may be in."""
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):  # Excel's "Unicode text"
        yield start.decode("utf-16", "ignore").strip()[:_LONGEST_HEADING].split("\n", 1)[0]
        return
    line = start.removeprefix(codecs.BOM_UTF8).lstrip().split(b"\n", 1)[0]
    if len(line) <= _LONGEST_HEADING:
        for encoding in ("utf-8", "gb18030", "big5hkscs"):
            with suppress(UnicodeDecodeError):
                yield line.decode(encoding).strip()


def read_tabs(file: BinaryIO, name: str) -> Iterator[Source | Rejected]:
    """The sources in an open TSV file."""
    return read(file, name, "\t")


def _lines(start: bytes, file: BinaryIO, encoding: str) -> Iterator[str]:
    reader = io.TextIOWrapper(joined(start, file), encoding, "replace", newline="")
    while line := reader.readline(LARGEST + 1):
        # NUL ends a row for some versions of the csv module and is an error for others.
        yield line.replace("\0", "\ufffd")


class _Lines:
    """The lines of a file, those of the row that is read kept at hand."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self._back: deque[str] = deque()
        self._row: list[str] = []
        self._ended = False
        self._found = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._back.popleft() if self._back else next(self._lines, None)
        if line is None:
            self._ended = True
            raise StopIteration
        self._row.append(line)
        return line

    def begin_row(self) -> None:
        self._row, self._ended = [], False

    def is_unclosed(self) -> bool:
        """Did the file end inside the quotes of the row?"""
        return self._ended and bool(self._row)

    def again(self) -> list[str]:
        """The lines of the row; what follows its first line is given once more."""
        row = self._row
        if len(row) > 1 and self._found < _MOST_UNCLOSED:
            self._found += 1
            self._back.extendleft(reversed(row[1:]))
        return row


def _sources(
    rows: Iterator[list[str]], lines: _Lines, form: _Form, name: str, encoding: str
) -> Iterator[Source | Rejected]:
    number = 1
    while True:
        number += 1
        lines.begin_row()
        try:
            row = next(rows, None)
            is_broken = row is not None and lines.is_unclosed()
        except csv.Error:
            row, is_broken = [], True
        if is_broken:
            # A quote too many or too few. On a line of its own it is part of the text; what
            # reaches over lines has swallowed other rows.
            wrong = lines.again()
            row = form.loosely(wrong[0]) if len(wrong) == 1 else None
            if row is None:
                yield Rejected(f"{name}#{number}", _UNCLOSED)
                continue
        if row is None:
            return
        if row:
            yield _source(row, form.heading, f"{name}#{number}", encoding)


def _source(
    row: list[str], heading: tuple[str, ...], origin: str, encoding: str
) -> Source | Rejected:
    if not any(cell.strip() for cell in row[len(heading) :]):
        row = row[: len(heading)]
    record = dict(zip(heading, row, strict=False))
    data = json.dumps(record, ensure_ascii=False).encode("utf-8", "replace")
    digest = hashlib.sha256(data).hexdigest()
    record = {key: cell for key, cell in record.items() if cell.strip()}
    key = fields.text_field(record)
    # Programs leave out empty cells at the end of a row; more cells than columns are a text that
    # was cut at its commas, and so may be fewer that do not reach the text.
    if len(row) > len(heading) or (key is None and len(row) < len(heading)):
        reason = f"the row has {len(row)} cells, the heading {len(heading)}"
        return Rejected(origin, reason, digest, len(data))
    if key is None:
        return Rejected(origin, "the row has no text", digest, len(data))
    if len(record[key]) > LARGEST:
        return Rejected(origin, TOO_LARGE, digest, len(data))
    given = fields.given(record, key)
    kind = kind_of_field(record[key], MEDIA_TYPE)
    return Source(digest, origin, kind, encoding, record[key], len(data), given)
