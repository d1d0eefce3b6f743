"""Every format in, every document out; and a clear sentence for whatever is broken or hostile."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import os
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.dissect import dissect
from ingest.model import Rejected, Source
from ingest.process import process
from ingest.read import limits, packed, read_all
from ingest.restore import Channel, damage, restore
from ingest.restore.tables import annotation_list

TEXT = "滨河市新增公交线路\n滨河市交通局3月5日介绍，全市新增公交线路12条，投入资金3000万元，方便了沿线的5万名居民。\n"
PAGE = f"<html><head><title>新闻</title></head><body><p>{TEXT}</p></body></html>"

Item = Source | Rejected


def read(path: Path | str, stdin: bytes = b"") -> list[Item]:
    return list(read_all([str(path)], io.BytesIO(stdin)))


def told(items: list[Item]) -> list[str]:
    """Texts, and reasons in their place."""
    return [item.reason if isinstance(item, Rejected) else item.text for item in items]


def source(item: Item) -> Source:
    assert isinstance(item, Source), item
    return item


def record(
    kind: str, content: bytes, address: str = "http://example.org/", length: int | None = None
) -> bytes:
    """A WARC record."""
    media = {"response": "application/http; msgtype=response", "conversion": "text/plain"}
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\n"
        f"WARC-Date: 2020-01-01T00:00:00Z\r\nContent-Type: {media.get(kind, 'text/plain')}\r\n"
        f"Content-Length: {len(content) if length is None else length}\r\n\r\n"
    )
    return head.encode() + content + b"\r\n\r\n"


def answer(body: bytes, *fields: str, status: str = "200 OK") -> bytes:
    """What a server answers."""
    lines = (f"HTTP/1.1 {status}", *fields)
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


HTML_FIELD = "Content-Type: text/html; charset=gbk"


def zip_of(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def tar_of(files: dict[str, bytes], mode: str = "w") -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as archive:
        for name, data in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return out.getvalue()


DATA = TEXT.encode()
LINE = json.dumps({"text": TEXT, "url": "http://example.org/x"}).encode()


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


def test_web_page_in_a_warc(tmp_path: Path) -> None:
    path = tmp_path / "crawl.warc"
    packed_page = gzip.compress(PAGE.encode("gbk"))
    chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(PAGE.encode("gbk")), PAGE.encode("gbk"))
    path.write_bytes(
        record("request", b"GET / HTTP/1.1\r\n\r\n")
        + record("response", answer(PAGE.encode("gbk"), HTML_FIELD), "http://example.org/1")
        + record("response", answer(packed_page, HTML_FIELD, "Content-Encoding: gzip"), "http://example.org/2")
        + record("response", answer(chunked, HTML_FIELD, "Transfer-Encoding: chunked"), "http://example.org/3")
        + record("response", answer(b"gone", status="404 Not Found"))
        + record("response", answer(b"\x89PNG", "Content-Type: image/png"))
        + record("response", answer(b"x", HTML_FIELD, "Content-Encoding: br"))
    )  # fmt: skip
    items = read(path)
    pages = [source(item) for item in items[:3]]
    assert [page.text for page in pages] == [PAGE] * 3
    assert [page.given["url"] for page in pages] == [f"http://example.org/{n}" for n in (1, 2, 3)]
    assert {page.media_type for page in pages} == {"text/html"}
    assert told(items[3:]) == [
        "the server answered 404: no page",
        "its type is image/png: no text",
        "its content is compressed as br, which cannot be read",
    ]


def test_a_warc_cut_in_the_middle_keeps_what_came_before(tmp_path: Path) -> None:
    data = record("conversion", DATA) + record("conversion", DATA * 30)
    path = tmp_path / "crawl.warc"
    path.write_bytes(data[:-500])
    assert told(read(path)) == [
        TEXT,
        "the record is cut off: the file ends, or another record begins, before it is complete",
    ]


@pytest.mark.parametrize(
    ("length", "reasons"),
    [
        (3, ["the length that this record states is wrong"]),
        (10**14, ["the record is cut off"]),
        (5000, ["the length that this record states is wrong"]),
        (-5, ["its length is no number: -5"]),
    ],
)
def test_a_warc_record_that_lies_about_its_length(
    tmp_path: Path, length: int, reasons: list[str]
) -> None:
    path = tmp_path / "crawl.warc"
    path.write_bytes(record("metadata", b"x" * 50, length=length) + record("conversion", DATA))
    items = read(path)
    rejected = [item.reason for item in items if isinstance(item, Rejected)]
    assert rejected and any(reason.startswith(reasons[0]) for reason in rejected)
    assert told(items)[-1] == TEXT


def test_no_record_is_lost_or_mangled_by_a_length_that_is_a_little_wrong(tmp_path: Path) -> None:
    path, other = tmp_path / "crawl.warc", f"{TEXT}其余不变。"
    for wrong in range(-len(DATA), 260):
        first = record("conversion", DATA, length=len(DATA) + wrong)
        path.write_bytes(first + record("conversion", other.encode()))
        sources = [item for item in read(path) if isinstance(item, Source)]
        assert [source.text.strip() for source in sources] == [TEXT.strip(), other], wrong
        # Blank lines end the text and the record: one byte less, four more do no harm.
        assert len(read(path)) == (2 if -1 <= wrong <= 4 else 3), wrong


def test_a_record_that_was_not_written_to_its_end_is_not_taken_for_an_article(
    tmp_path: Path,
) -> None:
    path = tmp_path / "crawl.warc"
    path.write_bytes(record("conversion", DATA * 9)[:-200] + b"\n" + record("conversion", DATA))
    assert told(read(path)) == [
        "the record is cut off: the file ends, or another record begins, before it is complete",
        TEXT,
    ]


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


def test_links_out_of_a_folder_and_pipes_are_told(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (tmp_path / "outside.txt").write_bytes(DATA)
    (folder / "inside.txt").write_bytes(DATA)
    (folder / "a-link.txt").symlink_to("inside.txt")
    (folder / "b-link.txt").symlink_to("../outside.txt")
    (folder / "c-link.txt").symlink_to("nowhere.txt")
    (folder / "d-loop").symlink_to(folder)
    os.mkfifo(folder / "e-pipe")
    outside = "it is a link that leads out of its folder or nowhere"
    loop = "it is a link to a folder, which is read where it lies"
    assert told(read(folder)) == [TEXT, outside, outside, loop, "it is no regular file", TEXT]


def test_an_unreadable_file_says_why(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(DATA)
    path.chmod(0)
    if os.geteuid() == 0:
        pytest.skip("root reads everything")
    assert told(read(path)) == ["cannot be read: Permission denied"]


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


def test_a_file_that_changes_while_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"\n".join([LINE] * 3))
    items = read_all([str(path)], io.BytesIO())
    first = next(items)
    with path.open("ab") as file:
        file.write(b"\n" + LINE)
    rest = list(items)
    assert told([first, *rest])[0] == TEXT
    assert told(rest)[-1] == "it was changed while it was read; read it again"


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.pdf", b"%PDF-1.4 ...", "it is a PDF document; save it as text or HTML"),
        ("a.doc", b"\xd0\xcf\x11\xe0" + bytes(99), "it is an old Office document; save it as text or HTML"),
        ("a.docx", zip_of({"[Content_Types].xml": b"<x/>"}), "it is an Office document; save it as text or HTML"),
        ("a.jpg", b"\xff\xd8\xff\xe0" + bytes(99), "it is a JPEG image, not text"),
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


@pytest.mark.parametrize(
    ("data", "encoding", "text"),
    [
        (PAGE.replace("<head>", '<head><meta charset="gb2312">').encode("gb18030"), "gb18030", None),
        ('<html><meta http-equiv="Content-Type" content="text/html; charset=Shift_JIS">日本のニュース'.encode("cp932"), "cp932", "日本のニュース"),
        (b'<html><meta charset="big5">' + "臺北市政府今天表示".encode("big5"), "big5hkscs", "臺北市政府今天表示"),
        (b'<html><meta charset="iso-8859-1">caf\xe9', "cp1252", "café"),
        (b'<html><meta charset="gb2312">' + TEXT.encode(), "utf-8", TEXT),  # it lies
        (TEXT.encode("gb18030") * 9 + b"\xff", "gb18030, 1 invalid", None),
        (TEXT.encode() * 9 + b"\xe6\xbb", "utf-8, 1 invalid", None),
    ],
)  # fmt: skip
def test_declared_encodings(tmp_path: Path, data: bytes, encoding: str, text: str | None) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(data)
    (item,) = read(path)
    assert source(item).encoding == encoding
    assert (text or "滨河市新增公交线路") in source(item).text


def test_markdown_with_front_matter(tmp_path: Path) -> None:
    page = (
        '---\ntitle: "滨河市新增公交线路"\ndate: 2020-03-05\ntags:\n  - 交通\nurl: http://example.org/\n---\n\n'
        "# 滨河市新增公交线路\n\n滨河市交通局介绍，全市新增**公交线路12条**，投入资金[3000万元](http://x.org/a)，方便了沿线居民。\n\n"
        "![图](a.png)\n\n## 下一步\n\n- 该市将继续优化线网，提高准点率，让市民出行更加方便。\n"
    )
    path = tmp_path / "a.md"
    path.write_text(page, "utf-8")
    (item,) = read(path)
    made = source(item)
    assert made.media_type == "text/markdown" and made.text == page
    article = dissect(page, made.given, made.media_type)
    assert article.body.split("\n") == [
        "滨河市新增公交线路",
        "滨河市交通局介绍，全市新增公交线路12条，投入资金3000万元，方便了沿线居民。",
        "下一步",
        "该市将继续优化线网，提高准点率，让市民出行更加方便。",
    ]
    assert (article.title, article.published, article.url) == (
        "滨河市新增公交线路",
        "2020-03-05",
        "http://example.org/",
    )
    for body, start, length in article.origin:
        assert article.body[body : body + length] == page[start : start + length]


def test_fields_under_their_other_names(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        f'标题,日期,来源,链接,正文\n甲,2020-01-02,滨河日报,http://x.org/,"{TEXT}"\n', "utf-8"
    )
    (item,) = read(path)
    made = process(source(item))
    assert not isinstance(made, Rejected)
    article = made.article
    assert (article.title, article.published, article.publisher, article.url) == (
        "甲",
        "2020-01-02",
        "滨河日报",
        "http://x.org/",
    )


def test_a_damaged_web_page_is_restored_before_it_is_read(tmp_path: Path) -> None:
    paragraph = (
        "滨河市交通局8月29日介绍，今年以来，全市新增公交线路<b>12</b>条，投入资金3000万元，方便了沿线5万名居民。"
        "市民表示，新线路大大缩短了上下班的时间，也让老人看病更加方便。据了解，首末班时间分别为早上6点和晚上10点。"
        "交通局负责人说，将继续优化线网，提高准点率。目前，滨河市共有公交线路86条，日均客运量达到32.5万人次。"
    )
    page = (
        '<html><head><meta charset="gbk"><title>国产精品|午夜福利|亚洲高清|麻豆传媒</title></head><body>'
        f"<h1>滨河市新增公交线路</h1><div class=info>发布时间：2018-08-29 来源：滨河日报</div><div><p>{paragraph}</p></div></body></html>"
    )
    start = page.index(paragraph)
    channel = Channel(tuple(annotation_list().items()), fold=False)
    found = page[:start] + damage(paragraph, channel) + page[start + len(paragraph) :]
    path = tmp_path / "a.html"
    path.write_text(found, "utf-8")
    (item,) = read(path)
    made = process(source(item))
    assert not isinstance(made, Rejected)
    assert made.restoration.certified and made.restoration.text == page == restore(found).text
    assert made.article.body.split("\n") == [
        "滨河市新增公交线路",
        paragraph.replace("<b>", "").replace("</b>", ""),
    ]
    assert (made.article.title, made.article.publisher) == ("滨河市新增公交线路", "滨河日报")
    for fact, at in zip(made.facts, made.locations, strict=True):
        shown = found[at.found_start : at.found_end]
        assert shown and (len(shown) == len(fact.text) or "(" in shown or "b>" in shown)
    (money,) = (
        at for fact, at in zip(made.facts, made.locations, strict=True) if fact.text == "3000万元"
    )
    assert found[money.found_start : money.found_end] in ("3000萬(wàn)元", "3000萬元")
