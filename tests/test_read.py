"""Reading: encodings by evidence, JSON lines, folders, and a reason for whatever can't be read."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from ingest.model import Rejected, Source
from ingest.read import MissingInput, bundled, read_all
from ingest.read.encoding import UnreadableText, decode

TEXT = "遂宁市在社会组织的支持下，发展了民政事业。这是一个例子，也是大家的经验。"
TRADITIONAL = "臺北市政府今天表示，這是一個很大的進步，我們會繼續努力，為人民服務。"


@pytest.mark.parametrize(
    ("data", "text", "encoding"),
    [
        (TEXT.encode(), TEXT, "utf-8"),
        (b"\xef\xbb\xbf" + TEXT.encode(), TEXT, "utf-8-sig"),
        (TEXT.encode("gb18030"), TEXT, "gb18030"),
        (TRADITIONAL.encode("big5"), TRADITIONAL, "big5hkscs"),
        (TRADITIONAL.encode("gb18030"), TRADITIONAL, "gb18030"),
        (TEXT.encode("utf-16"), TEXT, "utf-16"),
        (TEXT.encode("utf-16-le"), TEXT, "utf-16-le"),
        (TEXT.encode("utf-16-be"), TEXT, "utf-16-be"),
        (b"plain ascii text", "plain ascii text", "utf-8"),
    ],
)
def test_encoding_by_evidence(data: bytes, text: str, encoding: str) -> None:
    assert decode(data) == (text, encoding)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "the file is empty"),
        (b" \n\r\n\t", "the file is empty"),
        ("\u3000\n".encode(), "the file is empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)), "it is binary data, not text"),
        (b"\x01\x02\x03\x04\x05", "it is binary data, not text"),
        (b"\xff\xfe\x00", "it starts like utf-16, but its bytes are not valid utf-16"),
        (b"caf\xe9 \xe0 la carte d\xe9j\xe0 vu" * 9, None),
    ],
)
def test_what_is_no_text_says_so(data: bytes, reason: str | None) -> None:
    with pytest.raises(UnreadableText) as error:
        decode(data)
    assert reason is None or str(error.value) == reason


def read(path: Path) -> list[Source | Rejected]:
    return list(read_all([str(path)], io.BytesIO()))


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"text": 5}', '"text" is no string'),
        ('{"title": "x"}', 'the object has no "text"'),
        ('{"text": "  "}', '"text" is empty'),
        ("[1, 2]", "the line is no JSON object"),
        ('{"text": "a\\u0000b"}', '"text" holds NUL or half of a surrogate pair: no valid text'),
        ('{"text": "a\\ud800"}', '"text" holds NUL or half of a surrogate pair: no valid text'),
        ('{"text": ', "the line is no valid JSON"),
    ],
)
def test_a_bad_line_does_not_stop_the_others(tmp_path: Path, line: str, reason: str) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text(f'{{"text": "{TEXT}"}}\n{line}\n\n{{"text": "{TRADITIONAL}"}}', "utf-8")
    items = read(path)
    assert [type(item) for item in items] == [Source, Rejected, Source]
    rejected = items[1]
    assert isinstance(rejected, Rejected)
    assert rejected.reason.startswith(reason)
    assert rejected.origin == f"{path}#2"


def test_folders_are_read_in_the_order_of_names(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "sub/c.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(TEXT + name, "utf-8")
    assert [Path(item.origin).name for item in read(tmp_path)] == ["a.txt", "b.txt", "c.txt"]


def test_a_folder_without_texts_says_so(tmp_path: Path) -> None:
    (item,) = read(tmp_path)
    assert item == Rejected(str(tmp_path), "the folder holds no file that could be read")


def test_a_missing_path_is_told_before_anything_is_read(tmp_path: Path) -> None:
    with pytest.raises(MissingInput, match="There is no file or folder"):
        read_all([str(tmp_path / "nowhere.txt")], io.BytesIO())


@pytest.mark.parametrize(
    ("data", "media_type"),
    [(TEXT.encode(), "text/plain"), (b'{"text": "abc"}\n', "application/jsonl")],
)
def test_standard_input_is_told_by_its_content(data: bytes, media_type: str) -> None:
    (item,) = read_all(["-"], io.BytesIO(data))
    assert isinstance(item, Source)
    assert item.media_type == media_type


def test_the_bundled_article_is_there() -> None:
    (item,) = read(bundled())
    assert isinstance(item, Source)
    assert item.encoding == "utf-8"


def test_a_device_is_told_and_not_read() -> None:
    (item,) = read_all(["/dev/zero"], sys.stdin.buffer)
    assert isinstance(item, Rejected) and item.reason == "it is a device, which may have no end"
