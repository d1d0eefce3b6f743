"""The archive for OpenSearch: bulk lines, and the definitions of the indexes they go into.

An analyzer of standard parts gives the tokens of `db.search.tokens` one for one: a table of
characters for the fold, then one pattern that writes the token of each character on a line of its
own. A query is analysed likewise but for its end, where the last pair says all. A string then
occurs in a text exactly where this matches:

    {"query": {"match_phrase_prefix": {"body": {"query": "…", "max_expansions": 100000}}}}
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from db import metadata, schema
from db.export import CHUNK, ExportError, rows_of, select
from db.search.tokens import HAN, rewritten

NAMES = ("articles", "sentence_texts", "facts")
"""What is searched: each is an index."""
PREFIX = "jiaokan-"
"""What the names of the indexes begin with."""
MOST = 32 * 1024 * 1024
"""Bytes of a file, so that it can be sent at once: a server takes 100 MB."""
_SEARCHED = {"title", "subtitle", "body", "text"}
_LONGEST = 8191
"""Characters of a keyword: what a server takes of the longest."""

_PAIR = f"([{HAN}])(?=([{HAN}]?))|([0-9a-z])(?=([0-9a-z]?))"
_LAST = f"(?<=[{HAN}])[{HAN}](?!.)|(?<=[0-9a-z])[0-9a-z](?!.)"
TOKEN = f"(?s){_PAIR}|(.)"
"""A character, and the next one where both make a token."""
QUERY_TOKEN = f"(?s){_LAST}|{_PAIR}|(.)"
"""The same, but for the end of a text: no token there of a character that ended a pair."""
SEPARATED = "$1$2$3$4$5\n"
"""The token and a line end, which no folded text has."""


def analysis() -> dict[str, Any]:
    """The analysis of texts (`jiaokan`) and of queries (`jiaokan_query`)."""
    table = [f"{_escaped(char)}=>{_escaped(to)}" for char, to in sorted(rewritten().items())]
    return {
        "char_filter": {
            "jiaokan_fold": {"type": "mapping", "mappings": table},
            "jiaokan_tokens": _lines(TOKEN),
            "jiaokan_query_tokens": _lines(QUERY_TOKEN),
        },
        "tokenizer": {"jiaokan_lines": {"type": "char_group", "tokenize_on_chars": ["\n"]}},
        "analyzer": {
            "jiaokan": _analyzer("jiaokan_tokens"),
            "jiaokan_query": _analyzer("jiaokan_query_tokens"),
        },
    }


def _lines(pattern: str) -> dict[str, str]:
    return {"type": "pattern_replace", "pattern": pattern, "replacement": SEPARATED}


def _analyzer(tokens: str) -> dict[str, Any]:
    return {
        "type": "custom",
        "char_filter": ["jiaokan_fold", tokens],
        "tokenizer": "jiaokan_lines",
    }


def _escaped(char: str) -> str:
    """A character as a mapping takes it: as UTF-16 units, where it could be misread."""
    if char.isalnum() and ord(char) < 0x10000:
        return char
    units = char.encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))


def definition(name: str, columns: list[str]) -> dict[str, Any]:
    """The settings and mappings of an index."""
    return {
        "settings": {"analysis": analysis()},
        "mappings": {
            "dynamic": "strict",
            "_meta": {"descriptions": {each: _description(name, each) for each in columns}},
            "properties": {each: _field(name, each) for each in columns},
        },
    }


def _description(name: str, column: str) -> str:
    table = next((table for table in schema.TABLES if table.name == name), None)
    if table is None:
        return metadata.view_column(name, column)
    return next(each.description for each in table.columns if each.name == column)


def _field(name: str, column: str) -> dict[str, Any]:
    if column in _SEARCHED:
        return {"type": "text", "analyzer": "jiaokan", "search_analyzer": "jiaokan_query"}
    own_first = sorted(schema.TABLES, key=lambda table: table.name != name)
    types = (c.type for table in own_first for c in table.columns if c.name == column)
    kind = {"INTEGER": "long", "REAL": "double"}.get(next(types, "TEXT"), "keyword")
    return {"type": kind, "ignore_above": _LONGEST} if kind == "keyword" else {"type": kind}


def write(db: Database, folder: Path, names: Sequence[str] = ()) -> int:
    """Write `NAME.index.json` and `NAME.NNNN.ndjson` for each of the names (all that is searched,
    without any) into a folder, and return the number of records.

    Raises `ExportError` for any other name.
    """
    count = 0
    for name in names or NAMES:
        if name not in NAMES:
            raise ExportError(f"{name} is not searched. There are: {', '.join(NAMES)}.")
        columns, rows = rows_of(db.conn, select(name))
        told = json.dumps(definition(name, columns), ensure_ascii=False, indent=1)
        (folder / f"{name}.index.json").write_text(told + "\n", "utf-8")
        parts = _pieces(_records(name, columns, rows))
        for number, lines in enumerate(parts):
            (folder / f"{name}.{number:04}.ndjson").write_bytes(b"".join(lines))
            count += len(lines)
    return count


def _records(name: str, columns: list[str], rows: Any) -> Iterator[bytes]:
    """Each record as two lines: where it goes, and what it says."""
    while batch := rows.fetchmany(CHUNK):
        for row in batch:
            record = dict(zip(columns, row, strict=True))
            key = record.get("id") or f"{record['article']}-{record['number']}"
            action = {"index": {"_index": PREFIX + name.replace("_", "-"), "_id": key}}
            told = {column: value for column, value in record.items() if value is not None}
            lines = (json.dumps(part, ensure_ascii=False) + "\n" for part in (action, told))
            yield "".join(lines).encode()


def _pieces(records: Iterator[bytes]) -> Iterator[list[bytes]]:
    piece: list[bytes] = []
    size = 0
    for record in records:
        if piece and size + len(record) > MOST:
            yield piece
            piece, size = [], 0
        piece.append(record)
        size += len(record)
    if piece:
        yield piece
