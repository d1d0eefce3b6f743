"""Every format in, every document out; and a clear sentence for what cannot be read."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
from pathlib import Path

import pytest
from inputs import (
    DATA,
    LINE,
    TEXT,
    read,
    record,
    source,
    tar_of,
    told,
    zip_of,
)

from ingest.read import limits, read_all


@pytest.mark.parametrize(
    ("name", "data", "origins"),
    [
        ("a.txt", DATA, ["a.txt"]),
        ("a.txt.gz", gzip.compress(DATA), ["a.txt.gz"]),
        ("a.txt.bz2", bz2.compress(DATA), ["a.txt.bz2"]),
        ("a.jsonl.xz", lzma.compress(LINE + b"\n" + LINE), ["a.jsonl.xz#1", "a.jsonl.xz#2"]),
        ("a.zip", zip_of({"x/b.txt": DATA, "c.jsonl": LINE}), ["a.zip/x/b.txt", "a.zip/c.jsonl#1"]),
        ("a.tar", tar_of({"b.txt": DATA}), ["a.tar/b.txt"]),
        ("a.tar.gz", tar_of({"b.txt": DATA}, "w:gz"), ["a.tar.gz/b.txt"]),
        ("a.zip", zip_of({"b.tar.gz": tar_of({"c.txt": DATA}, "w:gz")}), ["a.zip/b.tar.gz/c.txt"]),
        ("a.wet", record("conversion", DATA), ["a.wet#1"]),
        ("a.warc.gz", gzip.compress(record("warcinfo", b"x")) + gzip.compress(record("conversion", DATA)), ["a.warc.gz#2"]),
        ("a.csv", f'id,text\n1,"{TEXT}"\n'.encode(), ["a.csv#2"]),
        ("a.tsv", "标题\t正文\n甲\t正文在此处\n".encode("gb18030"), ["a.tsv#2"]),
        ("a.zip", zip_of({"?1": DATA}).replace(b"?1", "渡".encode("gbk")), ["a.zip/渡"]),
        ("a.epub", zip_of({"mimetype": b"application/epub+zip", "b.txt": DATA}), ["a.epub/b.txt"]),
        ("no-suffix", LINE, ["no-suffix#1"]),
        ("zip-without-suffix", zip_of({"b.txt": DATA}), ["zip-without-suffix/b.txt"]),
    ],
)  # fmt: skip
def test_formats(tmp_path: Path, name: str, data: bytes, origins: list[str]) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    items = read(path)
    assert [item.origin.removeprefix(f"{tmp_path}/") for item in items] == origins
    for item in items:
        assert source(item).text in (TEXT, "正文在此处")


@pytest.mark.parametrize(
    "data",
    [
        gzip.compress(DATA),
        zip_of({"b.txt": DATA}),
        tar_of({"b.txt": DATA}),
        record("conversion", DATA),
    ],
)
def test_standard_input_takes_every_format(data: bytes) -> None:
    class Pipe(io.RawIOBase):
        inner = io.BytesIO(data)

        def readable(self) -> bool:
            return True

        def readinto(self, buffer) -> int:  # type: ignore[no-untyped-def]
            return self.inner.readinto(buffer)

    items = list(read_all(["-"], io.BufferedReader(Pipe())))
    assert told(items) == [TEXT]


def test_the_same_bytes_have_the_same_key_in_every_wrapping(tmp_path: Path) -> None:
    for name, data in (
        ("a.txt", DATA),
        ("b.txt.gz", gzip.compress(DATA)),
        ("c.zip", zip_of({"x.txt": DATA})),
    ):
        (tmp_path / name).write_bytes(data)
    assert len({item.sha256 for item in read(tmp_path)}) == 1


def test_a_line_that_is_too_long_does_not_stop_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "LARGEST", 1000)
    path = tmp_path / "a.jsonl"
    path.write_bytes(LINE + b"\n" + b'{"text": "' + b"x" * 5_000_000 + b'"}\n' + LINE + b"\n")
    items = read(path)
    assert told(items) == [TEXT, limits.TOO_LARGE, TEXT]
    assert items[1].size == 5_000_012 and items[1].sha256


def test_a_text_that_is_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "LARGEST", 1000)
    path = tmp_path / "a.txt"
    path.write_bytes(DATA * 100)
    (item,) = read(path)
    assert told([item]) == [limits.TOO_LARGE] and item.size == len(DATA) * 100


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.pdf", b"%PDF-1.4 ...", "it is a PDF document; save it as text or HTML"),
        ("a.doc", b"\xd0\xcf\x11\xe0" + bytes(99), "it is an old Office document; save it as text or HTML"),
        ("a.docx", zip_of({"[Content_Types].xml": b"<x/>"}), "it is an Office document; save it as text or HTML"),
        ("a.jpg", b"\xff\xd8\xff\xe0" + bytes(99), "it is a JPEG image, not text"),
        ("a.zst", b"\x28\xb5\x2f\xfd" + bytes(99), "it is compressed with zstd, which cannot be read; unpack it first"),
        ("a.odt", zip_of({"mimetype": b"x", "content.xml": b"<x/>"}), "it is an Office document; save it as text or HTML"),
        ("a.zip", zip_of({}), "it holds no document"),
        ("a.7z", b"7z\xbc\xaf\x27\x1c", "it is a 7z archive, which cannot be read; unpack it first"),
        ("a.csv", b"a,b\n1,2\n", "none of its columns is called text, body, content, 正文, 内容"),
        ("a.csv", "text,b\n好,2,3\n".encode(), "the row has 3 cells, the heading 2"),
        ("a.warc", b"WARC/1.0\r\nContent-Length: x\r\n\r\n", "its length is no number: x"),
        ("a.jsonl", b'{"text": ' + b"[" * 100_000, "the line is no valid JSON: it is nested too deep"),
        ("a.bin", bytes(range(256)), "it is binary data, not text"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_says_why(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert told(read(path)) == [reason]
