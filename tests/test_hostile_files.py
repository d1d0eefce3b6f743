"""Files made to break in, to break down, or to lie: each is read for what it is, or told."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from ingest.attempt import attempt
from ingest.model import Rejected, Source
from ingest.process import process
from ingest.read import packed, stream
from ingest.read.formats import read_file

TEXT = "遂宁市民政局昨天表示，全市共有社会组织1024个，比上年增加56个。"
DATA = TEXT.encode("utf-8")


def read(name: str, data: bytes) -> tuple[list[Source], list[str]]:
    """The sources in a file, and why the rest of it is refused."""
    items = list(read_file(io.BytesIO(data), name))
    sources = [item for item in items if isinstance(item, Source)]
    for source in sources:
        made = attempt(source)
        assert not (isinstance(made, Rejected) and "fault in Jiaokan" in made.reason)
    return sources, [item.reason for item in items if isinstance(item, Rejected)]


# Markup that unfolds


def laughs(kind: str) -> str:
    """Ten entities, each ten of the one before: ten thousand million laughs."""
    names = "abcdefghij"
    entities = '<!ENTITY a "哈哈">' + "".join(
        f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in pairwise(names)
    )
    return f'<?xml version="1.0"?><!DOCTYPE {kind} [{entities}]><{kind}><body><p>{TEXT}&j;</p></body></{kind}>'


@pytest.mark.parametrize("name", ["a.html", "a.xhtml", "a.txt", "a"])
@pytest.mark.parametrize("kind", ["html", "lolz"])
def test_a_billion_laughs_stay_unlaughed(name: str, kind: str) -> None:
    sources, _ = read(name, laughs(kind).encode("utf-8"))
    for source in sources:
        made = process(source)
        if not isinstance(made, Rejected):
            assert len(made.article.body) < 10_000 and "哈哈哈" not in made.article.body


@pytest.mark.parametrize(
    "entity", ['SYSTEM "file:///etc/passwd"', 'PUBLIC "x" "http://127.0.0.1:1/x"']
)
def test_entities_of_other_places_are_not_fetched(entity: str) -> None:
    page = f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY x {entity}>]><html><body><p>{TEXT}&x;</p></body></html>'
    sources, _ = read("a.xhtml", page.encode("utf-8"))
    made = process(sources[0])
    assert not isinstance(made, Rejected) and "root:" not in made.article.body


# What is packed

BOMBS: dict[str, Callable[[bytes], bytes]] = {
    "gz": lambda data: gzip.compress(data, mtime=0),
    "bz2": bz2.compress,
    "xz": lzma.compress,
    "zip": lambda data: zipped({"a.txt": data}),
    "gz in gz": lambda data: gzip.compress(gzip.compress(data, mtime=0), mtime=0),
    "tar in gz": lambda data: gzip.compress(tarred([("a.txt", data, tarfile.REGTYPE)]), mtime=0),
}


def zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def tarred(members: list[tuple[str, bytes, bytes]]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, data, kind in members:
            member = tarfile.TarInfo(name)
            member.type, member.size, member.linkname = kind, len(data), "/etc/passwd"
            archive.addfile(member, io.BytesIO(data))
    return out.getvalue()


@pytest.mark.parametrize("kind", BOMBS)
def test_what_unfolds_beyond_measure_is_given_up(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packed, "BOMB", 200_000)
    monkeypatch.setattr(packed, "MOST_UNFOLDING", 100)
    sources, reasons = read(f"a.{kind.split()[-1]}", BOMBS[kind](b" \n" * 5_000_000))
    assert not sources and any("unfolds" in reason or "larger than" in reason for reason in reasons)


def test_archives_in_archives_are_followed_so_far() -> None:
    data = zipped({"a.txt": DATA})
    for _ in range(50):
        data = zipped({"a.zip": data})
    sources, reasons = read("a.zip", data)
    assert not sources and "more deeply" in reasons[0]


ESCAPES = [
    "../../evil.txt",
    "/etc/evil.txt",
    "..\\..\\evil.txt",
    "C:\\evil.txt",
    "a/../../evil.txt",
]


@pytest.mark.parametrize("pack", [zipped, None], ids=["zip", "tar"])
def test_names_that_lead_out_are_only_names(
    pack: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "in").mkdir()
    monkeypatch.chdir(tmp_path / "in")
    members = {name: f"{TEXT}{number}".encode() for number, name in enumerate(ESCAPES)}
    data = (
        zipped(members) if pack else tarred([(n, d, tarfile.REGTYPE) for n, d in members.items()])
    )
    sources, reasons = read("a.zip" if pack else "a.tar", data)
    assert [source.text for source in sources] == [data.decode() for data in members.values()]
    assert not reasons and [path.name for path in tmp_path.rglob("*")] == ["in"]
    assert not Path("/etc/evil.txt").exists()


@pytest.mark.parametrize(
    "kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.BLKTYPE, tarfile.FIFOTYPE]
)
def test_links_and_devices_in_an_archive_are_not_followed(kind: bytes) -> None:
    data = tarred([("a.txt", b"", kind), ("b.txt", DATA, tarfile.REGTYPE)])
    sources, reasons = read("a.tar", data)
    assert [source.text for source in sources] == [TEXT] and len(reasons) == 1
    assert "link" in reasons[0] or "regular file" in reasons[0]


# WARC headers that lie


def record(
    fields: str = "", head: str = "", body: bytes = DATA, length: object = None, status: str = "HTTP/1.1 200 OK"
) -> bytes:  # fmt: skip
    http = f"{status}\r\nContent-Type: text/html; charset=utf-8\r\n{head}\r\n".encode()
    content = http + body
    size = len(content) if length is None else length
    told = f"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\n{fields}"
    return told.encode() + f"Content-Length: {size}\r\n\r\n".encode() + content + b"\r\n\r\n"


HONEST = record("WARC-Target-URI: https://a.example/honest\r\n", body=f"<p>{TEXT}</p>".encode())
LIES: dict[str, bytes] = {
    "longer than it is": record(length=100_000),
    "much longer than it is": record(length=99_999_999_999),
    "shorter than it is": record(length=10),
    "nothing": record(length=0),
    "less than nothing": record(length=-5),
    "no number": record(length="viel"),
    "another script's number": record(length="１２"),
    "a number of a thousand digits": record(length="9" * 1000),
    "a chunk that is longer than the rest": record(head="Transfer-Encoding: chunked\r\n", body=b"ffffff\r\n" + DATA),
    "chunks that are none": record(head="Transfer-Encoding: chunked\r\n"),
    "gzip that is none": record(head="Content-Encoding: gzip\r\n"),
    "gzip that is cut off": record(head="Content-Encoding: gzip\r\n", body=gzip.compress(DATA * 99)[:60]),
    "gzip that unfolds beyond measure": record(head="Content-Encoding: gzip\r\n", body=gzip.compress(bytes(40_000_000))),
    "deflate that is none": record(head="Content-Encoding: deflate\r\n"),
    "raw deflate": record(head="Content-Encoding: deflate\r\n", body=zlib.compress(DATA)[2:-4]),
    "an unknown coding": record(head="Content-Encoding: sdch\r\n"),
    "an image": record(fields="WARC-Identified-Payload-Type: image/png\r\n", body=b"\x89PNG\r\n\x1a\n" + bytes(50)),
    "another encoding": record(body=b'<meta charset="utf-16">' + DATA),
    "an address that is none": record("WARC-Target-URI: javascript:alert(1)\r\n"),
    "a date that is none": record("WARC-Date: 9999-99-99T99:99:99Z\r\n"),
    "a header without an end": b"WARC/1.0\r\nWARC-Type: response\r\nX: " + b"a" * 200_000 + b"\r\n\r\n",
    "a version that there is not": record().replace(b"WARC/1.0", b"WARC/9.9", 1),
    "a type that there is not": record().replace(b": response", b": \xff\xfe", 1),
    "an answer without a status": record(status="HTTP"),
}  # fmt: skip


@pytest.mark.parametrize("lie", LIES)
@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_a_record_that_lies_does_not_take_the_next_with_it(lie: str, name: str) -> None:
    data = LIES[lie] + HONEST
    sources, _ = read(name, gzip.compress(data, mtime=0) if name.endswith(".gz") else data)
    honest = [source for source in sources if source.given.get("url", "").endswith("/honest")]
    assert len(honest) == 1 and TEXT in honest[0].text


def test_a_lie_is_told() -> None:
    size = int(record().partition(b"Content-Length: ")[2].partition(b"\r")[0])
    assert read("a.warc", record(length=size + 12) + HONEST)[1], "a little longer than it is"
    for lie in ("longer than it is", "no number", "gzip that is cut off", "an unknown coding"):
        _, reasons = read("a.warc", LIES[lie] + HONEST)
        assert reasons, lie


def test_the_longest_length_is_never_held(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "LARGEST", 1000)
    sources, reasons = read("a.warc", record(body=DATA * 100) + HONEST)
    assert len(sources) == 1 and "larger than" in reasons[0]


# Records of JSON and CSV

LINES: dict[str, tuple[str, bytes, int]] = {
    "arrays in arrays": ("a.jsonl", b'{"text": "a", "x": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", 0),
    "objects in objects": ("a.jsonl", b'{"a":' * 100_000, 0),
    "a number of five thousand digits": ("a.jsonl", b'{"text": "' + DATA + b'", "x": ' + b"9" * 5000 + b"}", 0),
    "infinity and what is no number": ("a.jsonl", b'{"text": "' + DATA + b'", "x": [NaN, -Infinity, 1e999]}', 1),
    "the same key twice": ("a.jsonl", b'{"text": "b", "text": "' + DATA + b'"}', 1),
    "half a pair": ("a.jsonl", b'{"text": "\\ud800"}', 0),
    "NUL": ("a.jsonl", b'{"text": "a\\u0000b"}', 0),
    "a text that is a number": ("a.jsonl", b'{"text": 5}', 0),
    "quotes without an end": ("a.csv", b'text,title\n"' + DATA + b"\n" * 1000, 0),
    "a heading of ten thousand columns": ("a.csv", b"text" + b",a" * 10_000 + b"\n" + DATA + b"," * 10_000 + b"\n", 1),
    "a row that is too short": ("a.csv", b"title,text\n" + DATA + b"\n", 0),
    "a formula": ("a.csv", b"title,text\n=1+1," + DATA + b"\n", 1),
}  # fmt: skip


@pytest.mark.parametrize("what", LINES)
def test_a_hostile_row_is_a_source_or_told(what: str) -> None:
    name, data, number = LINES[what]
    sources, reasons = read(name, data)
    assert len(sources) == number or what == "a number of five thousand digits"
    assert len(sources) + len(reasons) == 1
    for source in sources:
        json.dumps(source.given, ensure_ascii=False).encode("utf-8")
