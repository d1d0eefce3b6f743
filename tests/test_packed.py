"""Packed files: what is whole comes out, and nothing hostile in them does harm."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import os
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest
from inputs import (
    DATA,
    TEXT,
    read,
    record,
    tar_of,
    told,
    zip_of,
)

from ingest.read import limits, packed


def cut(data: bytes) -> bytes:
    return data[: len(data) * 2 // 3]


MANY = b"\n".join(json.dumps({"text": f"{n}{os.urandom(40).hex()}"}).encode() for n in range(2000))


@pytest.mark.parametrize("compress", [gzip.compress, bz2.compress, lzma.compress])
def test_compressed_data_that_is_cut_off_keeps_what_came_before(
    tmp_path: Path, compress: Callable[[bytes], bytes]
) -> None:
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(cut(compress(MANY)))
    items = read(path)
    assert len(items) > 10 or compress is bz2.compress
    last = told(items)[-1]
    # bz2 gives nothing of a block that is not whole, and here is one.
    before = "what came before the cut was read" if len(items) > 1 else "no document in it is whole"
    assert last == f"the compressed data is cut off; {before}"


def records(count: int) -> list[bytes]:
    return [record("conversion", f"{n}{TEXT}".encode()) for n in range(count)]


@pytest.mark.parametrize(
    ("name", "data", "whole"),
    [
        ("a.warc.gz", b"".join(map(gzip.compress, records(3))), 2),
        ("a.csv.gz", gzip.compress(b"text\n" + b"\n".join(f'"{n}{TEXT}"'.encode() for n in range(9))), 1),
        ("a.json.gz", gzip.compress(json.dumps([{"text": f"{n}{TEXT}"} for n in range(9)]).encode()), 1),
    ],
)  # fmt: skip
def test_a_short_file_that_is_cut_off_keeps_what_came_before(
    tmp_path: Path, name: str, data: bytes, whole: int
) -> None:
    path = tmp_path / name
    for length in range(len(data) - 20, len(data)):
        path.write_bytes(data[:length])
        texts = told(read(path))
        assert texts[:whole] == [f"{n}{TEXT}" for n in range(whole)]
        assert "cut off" in texts[-1] or texts[8:] == [f"8{TEXT}"]


def test_damage_behind_a_record_does_not_take_it(tmp_path: Path) -> None:
    first, second = map(gzip.compress, records(2))
    path = tmp_path / "a.warc.gz"
    for at in range(10, len(second) - 8, 7):
        path.write_bytes(first + second[:at] + b"\xff" * 8 + second[at + 8 :])
        texts = told(read(path))
        assert texts[0] == f"0{TEXT}" and len(texts) > 1


def test_compressed_data_that_is_damaged(tmp_path: Path) -> None:
    data = bytearray(gzip.compress(MANY))
    data[len(data) // 2 : len(data) // 2 + 40] = b"\xff" * 40
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(bytes(data))
    assert "damaged" in told(read(path))[-1]


def test_a_damaged_zip_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(cut(zip_of({"a.txt": DATA * 50})))
    assert told(read(path)) == ["the zip archive is damaged: File is not a zip file"]


def test_a_bomb_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed, "BOMB", 1_000_000)
    monkeypatch.setattr(packed, "MOST_UNFOLDING", 100)
    zeros = bytes(20_000_000)
    for name, data in (("a.txt.gz", gzip.compress(zeros)), ("b.zip", zip_of({"x.txt": zeros}))):
        (tmp_path / name).write_bytes(data)
    reasons = told(read(tmp_path))
    assert reasons == ["it unfolds to more than a thousand times its size, as no text does"] * 2


def test_archives_in_archives_have_an_end(tmp_path: Path) -> None:
    data = DATA
    for _ in range(limits.DEEPEST + 1):
        data = zip_of({"a": data})
    path = tmp_path / "a.zip"
    path.write_bytes(data)
    assert told(read(path)) == ["archives lie in one another more deeply than is followed"]


def test_names_in_archives_lead_nowhere(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    names = {"../../evil.txt": DATA, "/etc/evil.txt": DATA, "a\nb.txt": DATA}
    (tmp_path / "in" / "a.zip").write_bytes(zip_of(names))
    (tmp_path / "in" / "b.tar").write_bytes(tar_of(names))
    assert told(read(tmp_path / "in")) == [TEXT] * 6
    assert sorted(p.name for p in tmp_path.rglob("*")) == ["a.zip", "b.tar", "in"]


def test_links_in_a_tar_are_not_followed(tmp_path: Path) -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        link = tarfile.TarInfo("link.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
        device = tarfile.TarInfo("null")
        device.type = tarfile.CHRTYPE
        archive.addfile(device)
    path = tmp_path / "a.tar"
    path.write_bytes(out.getvalue())
    assert told(read(path)) == [
        "it is a link inside an archive, which is not followed",
        "it is no regular file",
    ]
