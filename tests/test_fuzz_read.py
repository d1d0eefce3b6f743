"""Any bytes under any name are read, or it is said why not."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
import zipfile

import invariants
import pytest
from conftest import build
from fuzz_text import ANY, WILD, examples
from hypothesis import given
from hypothesis import strategies as st

from db.check import check
from ingest.read.formats import READERS, read_file

NAMES = [f"a{suffix}" for suffix in sorted(READERS)] + ["a", "a.bin", "a.gz", "a.html.gz", "a.zip"]
STARTS = [
    b"", b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 40\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n",
    b"WARC/1.0\r\nWARC-Type: conversion\r\nContent-Length: ", b"\x1f\x8b\x08", b"PK\x03\x04", b"BZh9", b"\xfd7zXZ\x00",
    b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b'{"text": "', b'{"text": "a", "published": ', b"text,title\n", b"---\ntitle: ",
    b"<html><meta charset=", b"<?xml version='1.0' encoding='", b"\x00" * 257 + b"ustar",
]  # fmt: skip
ENCODINGS = ("utf-8", "gb18030", "utf-16", "big5hkscs", "utf-8-sig", "latin-1")


def packed(data: bytes, kind: str) -> bytes:
    """`data` compressed or archived."""
    out = io.BytesIO()
    if kind == "gz":
        return gzip.compress(data, 1, mtime=0)
    if kind == "zip":
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr(zipfile.ZipInfo("a.txt"), data)
    elif kind == "tar":
        with tarfile.open(fileobj=out, mode="w") as archive:
            member = tarfile.TarInfo("a.txt")
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return out.getvalue() or data


def mutated(data: bytes, changes: list[tuple[int, int]], cut: int) -> bytes:
    """`data` with some bytes changed, cut off."""
    made = bytearray(data)
    for at, byte in changes:
        if made:
            made[at % len(made)] = byte
    return bytes(made[: cut % (len(made) + 1)] if cut else made)


TEXT_BYTES = st.builds(lambda t, e: t.encode(e, "replace"), WILD, st.sampled_from(ENCODINGS))
BYTES = st.builds(
    mutated,
    st.builds(
        packed,
        st.builds(bytes.__add__, st.sampled_from(STARTS), st.one_of(st.binary(max_size=60), TEXT_BYTES)),
        st.sampled_from(["", "", "gz", "zip", "tar"]),
    ),
    st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), max_size=4),
    st.one_of(st.just(0), st.integers(0, 10_000)),
)  # fmt: skip


@examples(120)
@given(BYTES, st.sampled_from(NAMES))
def test_any_bytes_are_read_or_told_why_not(data: bytes, name: str) -> None:
    invariants.reading(data, name)


def test_a_zip_member_without_a_name() -> None:
    data = packed(b"text", "zip")
    name = data.rindex(b"a.txt")
    data = data[:name] + b"\0" + data[name + 1 :]
    assert list(read_file(io.BytesIO(data), "a.zip"))


JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), ANY, WILD),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(ANY, inner, max_size=3)),
    max_leaves=6,
)


@examples(25)
@given(st.lists(st.dictionaries(st.sampled_from(["text", "title", "url", "published", "publisher", "id", "extra", "author", "section"]), JSON), min_size=1, max_size=5))  # fmt: skip
def test_any_records_make_a_whole_archive(
    tmp_path_factory: pytest.TempPathFactory, records: list[dict[str, object]]
) -> None:
    folder = tmp_path_factory.mktemp("json")
    path = folder / "a.jsonl"
    path.write_text(
        "\n".join(json.dumps({"text": "好。", **record}) for record in records), "utf-8"
    )
    db = build(folder / "a.db", path)
    assert not any(dict(check(db)).values())
    (read, loaded, unchanged, duplicate, rejected) = next(
        iter(db.execute("SELECT read, loaded, unchanged, duplicate, rejected FROM runs"))
    )
    assert read == loaded + unchanged + duplicate + rejected == len(records)
    db.close()
