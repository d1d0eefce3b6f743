"""Inputs as strangers have them: written by odd programs, of old kinds, with more around them than
the articles. What can be read is, and what cannot be is told in a sentence."""

from __future__ import annotations

import codecs
import gzip
import io
import json
import lzma
import tarfile
from pathlib import Path
from typing import Any

import pytest
from inputs import DATA, PAGE, TEXT, answer, read, read_data, record, source, tar_of, told, zip_of

from db.archive import open_archive
from db.schema import APPLICATION_ID
from ingest.dissect import dissect
from ingest.pipeline import ingest
from ingest.process import process
from ingest.read import incoming, table, text
from ingest.read.formats import ARCHIVE

ONE = "昨日，滨河渡口恢复通航，首班船于清晨六点开出。"
TWO = "第二天，渡口加开了两班船，共载客三百人。"
BIG5 = "昨日，濱河渡口恢復通航，首班船於清晨六點開出。"
NO_TEXT = "none of its fields is called text, body, content, 正文, 内容"


def line(**record: Any) -> str:
    return json.dumps(record, ensure_ascii=False)


PRETTY = json.dumps({"text": ONE}, indent=1) + "\n" + json.dumps({"text": TWO}, indent=1)


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("a.json", PRETTY, [ONE, TWO]),
        ("a.jsonl", PRETTY, [ONE, TWO]),
        ("a.json", f"[{line(text=ONE)}] [{line(text=TWO)}]", [ONE, TWO]),
        ("a.json", f"{line(text=ONE)},\n{line(text=TWO)},\n", [ONE, TWO]),
        ("a.jsonl", f"{line(text=ONE)},\n{line(text=TWO)}\n", [ONE, TWO]),
        ("a.jsonl", f"\x1e{line(text=ONE)}\n\x1e{line(text=TWO)}\n", [ONE, TWO]),
        ("a.jsonl", line(_index="news", _id="1", _source={"text": ONE}) + "\n", [ONE]),
        ("a.jsonl", line(data={"title": "渡口", "content": ONE}) + "\n", [ONE]),
        ("a.json", line(article={"text": ONE, "comments": [{"text": TWO}]}), [ONE]),
        ("a.jsonl", line(data={"text": ONE}, news={"text": TWO}) + "\n", [NO_TEXT]),
        ("a.jsonl", line(reply={"text": ONE}) + "\n", [NO_TEXT]),
        ("a.json", line(title=["渡口", "船"], text=[ONE, TWO]), [ONE, TWO]),
        ("a.json", line(title="渡口", text=[ONE, TWO]), [f"{ONE}\n{TWO}"]),
        ("a.json", line(title={"0": "渡口", "1": "船"}, text={"0": ONE, "1": TWO}), [ONE, TWO]),
        ("a.json", line(a={"text": ONE}, b={"text": TWO}), [ONE, TWO]),
        ("a.json", line(columns=["id", "text"], index=[0, 1], data=[[1, ONE], [2, TWO]]), [ONE, TWO]),
        ("a.jsonl", line(title="渡口", content={"html": f"<p>{ONE}</p>"}) + "\n", [f"<p>{ONE}</p>"]),
        ("a.jsonl", line(id=1, content={"title": "渡口", "text": ONE, "n": 2}) + "\n", [ONE]),
        ("a.jsonl", line(content={"a": ONE}) + "\n", ['"content" is no string']),
        ("a.jsonl", line(content=[{"type": "p", "text": ONE}, {"type": "img", "src": "a"}, {"text": TWO}]) + "\n", [f"{ONE}\n{TWO}"]),
        ("a.jsonl", line(text=["快讯：", {"type": "bold", "text": "渡口"}, "恢复通航。"]) + "\n", ["快讯：渡口恢复通航。"]),
        ("a.json", line(article=[{"title": "渡口", "text": ONE}, {"title": "船", "text": TWO}]), [ONE, TWO]),
        ("a.xml", f"<wiki><page><title>渡口</title><rev><text>{ONE}</text></rev></page></wiki>", [ONE]),
        ("a.txt", f"编号\t标题\t正文\n1\t渡口\t{ONE}\n2\t船\t{TWO}\n".encode("utf-16"), [ONE, TWO]),
        ("a.json", "null", ["it holds no object"]),
        ("a.csv", f"標題,內文\n渡口,{BIG5}\n".encode("big5"), [BIG5]),
        ("a.csv", f"渡口消息一览\n\n编号,正文\n1,{ONE}\n2,{TWO}\n", [ONE, TWO]),
        ("a.csv", "字段,说明\n内容,网页里的文字\n", ["none of its columns is called text, body, content, 正文, 内容"]),
        ("a.csv", f'id,text\n1,"{ONE}\\"渡口\\"开了"\n2,{TWO}\n', [f'{ONE}"渡口"开了', TWO]),
        ("a.csv", f'"id"x,text\n1,{ONE}\n', [ONE]),
        ("a.csv", f"id,text\x85\n1,{ONE}\n", [ONE]),
        ("a.txt", f"id,text\n1,{ONE}\n2,{TWO}\n", [ONE, TWO]),
        ("-", f"标题\t正文\n渡口\t{ONE}\n船\t{TWO}\n".encode("gb18030"), [ONE, TWO]),
        ("a.txt", f"内容,日期\n{ONE}\n", [ONE]),
        ("a.txt", f"渡口,内容丰富\n{ONE}", [f"渡口,内容丰富\n{ONE}"]),
    ],
)  # fmt: skip
def test_records_as_programs_write_them(name: str, data: bytes | str, expected: list[str]) -> None:
    assert told(read_data(name, data)) == expected


def test_bulk_files_for_opensearch() -> None:
    lines = [
        line(index={"_index": "news", "_id": "7"}),
        line(title="渡口", text=ONE),
        line(delete={"_id": "3"}),
        line(update={"_id": "4"}),
        line(doc={"text": TWO}),
        line(index={}),
        line(create={}),
        "",
        line(text=BIG5),
        line(index={"_id": "9"}),
    ]
    for name in ("a.ndjson", "a.json", "-"):
        items = read_data(name, "\n".join(lines) + "\n")
        bare = "no object follows the line, which tells where one goes"
        deletes = "the line deletes an object, and holds none"
        assert told(items) == [ONE, deletes, TWO, bare, BIG5, bare]
        first = source(items[0])
        assert first.given == {"_index": "news", "_id": "7", "title": "渡口"}
        assert first.origin == f"{name}#2" and items[3].origin == f"{name}#6"


def test_a_word_of_an_action_may_be_a_field() -> None:
    item = line(index={"text": ONE}, title="渡口")
    assert told(read_data("a.jsonl", item)) == [NO_TEXT]


FEED = f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel><title>滨河新闻网-即时新闻</title><link>http://example.org</link>
<description>滨河市的新闻</description>
<item><title>渡口 &amp; 船</title><link>http://example.org/1</link>
<pubDate>Sat, 05 Aug 2023 09:00:00 GMT</pubDate><dc:creator>李晓</dc:creator><category>民生</category>
<description>{ONE[:8]}...</description><content:encoded><![CDATA[<p>{ONE}</p><p>{TWO}</p>]]></content:encoded></item>
<item><title><![CDATA[船]]></title><description>&lt;p&gt;{TWO}&lt;/p&gt;</description><source>滨河日报</source></item>
</channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>滨河发布</title><entry><title>渡口</title>
<link rel="self" href="http://example.org/self"/><link href="http://example.org/3"/>
<published>2023-08-03T10:00:00+08:00</published><author><name>李晓</name><uri>http://a.example</uri></author>
<content type="html">&lt;p&gt;{ONE}&lt;/p&gt;</content></entry></feed>"""


def test_feeds() -> None:
    first, second, third = (source(i) for i in (*read_data("a.xml", FEED), *read_data("-", ATOM)))
    made = dissect(first.text, first.given, first.media_type)
    assert (made.title, made.body) == ("渡口 & 船", f"{ONE}\n{TWO}")
    assert (made.publisher, made.section, made.byline) == ("滨河新闻网", "民生", "李晓")
    assert (made.published, made.url) == ("2023-08-05T09:00:00Z", "http://example.org/1")
    assert (second.text, second.given["title"]) == (f"<p>{TWO}</p>", "船")
    assert second.given["publisher"] == "滨河日报" and second.origin == "a.xml#2"
    assert third.text == f"<p>{ONE}</p>" and third.given["url"] == "http://example.org/3"
    assert third.given["author"] == "李晓" and third.given["publisher"] == "滨河发布"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (f"<doc>\n<docno>7</docno>\n<contenttitle>渡口</contenttitle>\n<content>{ONE}R&D</content>\n</doc>\n" * 2, [f"{ONE}R&D"] * 2),
        (f"<?xml version='1.0'?><list><news><text>{ONE}</text></news><news><text> </text></news><news><text>{TWO}", [ONE, "the record has no text", "the file ends inside of the record"]),
        (f"<?xml version='1.0'?><news><body><p>{ONE}</p><p>船</p></body></news>", [f"<p>{ONE}</p><p>船</p>"]),
        ("<rss><channel><title>滨河网</title><description>新闻</description></channel></rss>", ["it is XML, but no web page, feed or list of articles; save it as HTML or text"]),
    ],
)  # fmt: skip
def test_records_in_xml(data: str, expected: list[str]) -> None:
    for name, encoding in (("a.xml", "utf-8"), ("a.txt", "gb18030"), ("-", "utf-8-sig")):
        assert told(read_data(name, data.encode(encoding))) == expected


def test_a_record_in_xml_that_is_longer_than_what_is_read_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("ingest.read.ahead.PART", 64)
    monkeypatch.setattr("ingest.read.xml.PART", 400)
    data = "".join(f"<doc><url>{n}</url><text>{ONE * (n + 1)}</text></doc>\n" for n in range(30))
    items = read_data("a.xml", data)
    assert told(items) == [ONE * (n + 1) for n in range(30)]
    assert [item.origin for item in items] == [f"a.xml#{n}" for n in range(1, 31)]


def test_what_wordpress_answers() -> None:
    post = {
        "id": 101,
        "date": "2023-08-05T09:12:33",
        "link": "http://example.org/101",
        "title": {"rendered": "渡口 &#8211; 恢复<em>通航</em>"},
        "content": {"rendered": f"<p>{ONE}</p>\n<p>共载客三百人。</p>", "protected": False},
        "author": 12,
        "categories": [3],
    }
    (item,) = read_data("posts.json", json.dumps([post]))
    made = dissect(source(item).text, source(item).given, source(item).media_type)
    assert (made.title, made.body) == ("渡口 – 恢复通航", f"{ONE}\n共载客三百人。")
    assert (made.published, made.url) == ("2023-08-05T09:12:33", "http://example.org/101")
    assert made.byline is None and source(item).given["author_id"] == 12


def test_what_objects_beside_the_text_tell_of_it() -> None:
    told = {"meta": {"date": "2023-08-02", "source": "滨河日报"}, "article": {"body": ONE}}
    (item,) = read_data("a.json", json.dumps([{"title": "渡口", **told}]))
    assert source(item).given["publisher"] == "滨河日报"
    assert source(item).given["published"] == "2023-08-02"


def test_what_stands_around_a_record_is_kept() -> None:
    (item,) = read_data("a.jsonl", line(_id="7", _source={"text": ONE, "标题": "渡口"}) + "\n")
    assert source(item).given["_id"] == "7" and source(item).given["title"] == "渡口"


@pytest.mark.parametrize(
    ("name", "data", "texts"),
    [
        ("a.txt.lzma", lzma.compress(DATA, lzma.FORMAT_ALONE), [TEXT]),
        ("a.tar", tar_of({"b.txt": DATA}).replace(b"ustar", bytes(5)), None),
        (
            "a.txt.gz",
            gzip.compress(DATA) + b"more",
            [TEXT, "what stands behind the compressed data is no part of it, and was left out"],
        ),
        ("a.zip", zip_of({"index.php": PAGE.encode()}), [PAGE]),
        ("a.php", "<?php echo 1; ?><html></html>", ["it is a program, not an article"]),
        ("a.arc", b"filedesc://a.arc 0.0.0.0 20180101000000 text/plain 9\n", None),
        ("a.url", "[InternetShortcut]\r\nURL=http://example.org/\r\n", None),
        (
            "a.warc",
            record("revisit", b""),
            ["the page was the same as in another record, to which this one only refers"],
        ),
    ],
)
def test_files_of_other_kinds(name: str, data: bytes | str, texts: list[str] | None) -> None:
    given = told(read_data(name, data))
    assert given == texts if texts is not None else (len(given) == 1 and given[0] != TEXT)


def test_a_tar_of_before_1988() -> None:
    header = tarfile.TarInfo("b.txt")
    header.size = len(DATA)
    block = bytearray(header.tobuf(tarfile.USTAR_FORMAT))
    block[257:500] = bytes(243)
    block[148:156] = b" " * 8
    block[148:156] = b"%06o\0 " % sum(block)
    old = bytes(block) + DATA + bytes(-len(DATA) % 512 + 1024)
    assert told(read_data("a.tar", old)) == [TEXT]


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"), "utf-32"),
        (TEXT.encode("hz"), "hz"),
        (TEXT.replace("，", "，\0", 1).encode(), "utf-8, 1 invalid"),
    ],
)
def test_rare_encodings(data: bytes, encoding: str) -> None:
    (item,) = read_data("a.txt", data)
    assert source(item).encoding == encoding
    assert source(item).text.replace("\ufffd", "") == TEXT


@pytest.mark.parametrize("around", ["\ufeff", "\u200b", "\x1a", "\u2060\u200e"])
def test_what_has_no_width_is_no_part_of_a_line(around: str) -> None:
    article = dissect(f"{around}滨河渡口恢复通航{around}\n{ONE}{around}", {})
    assert article.title == "滨河渡口恢复通航" and article.body.endswith("开出。")


@pytest.mark.parametrize("said", ["正在跳转……", "页面自动跳转中...", "302 Object moved"])
def test_a_page_that_leads_to_another_is_no_article(said: str) -> None:
    (item,) = read_data("a.html", f"<html><body><p>{said}</p></body></html>")
    assert "not an article" in getattr(process(source(item)), "reason", "")


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.txt", "……！！\n——", "it holds no words"),
        (
            "a.html",
            "<html><body><div id=app></div><script>show()</script></body></html>",
            "it holds no words: a script or frames may show them",
        ),
        (
            "a.html",
            "<html><body><p>首页</p><p>责任编辑：李晓</p></body></html>",
            "no line of it is an article: all is spam or navigation",
        ),
    ],
)
def test_a_page_without_an_article_says_why(name: str, data: str, reason: str) -> None:
    (item,) = read_data(name, data)
    assert getattr(process(source(item)), "reason", "") == reason


def test_a_part_of_a_page_is_a_page_under_any_name() -> None:
    (item,) = read_data("a.txt", f"<div><p>{ONE}</p><p>{TWO}</p></div>")
    assert source(item).media_type == "text/html"
    assert dissect(source(item).text, {}, "text/html").body == f"{ONE}\n{TWO}"


def test_a_compressed_warc_goes_on_behind_what_is_empty() -> None:
    page = record("response", answer(PAGE.encode(), "Content-Type: text/html"))
    packed = gzip.compress(b"") + gzip.compress(page) + bytes(512)
    assert told(read_data("a.warc.gz", packed)) == [PAGE]


def test_an_archive_in_the_folder_that_is_read_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(DATA)
    path = tmp_path / "archive.db"
    for expected in ({"loaded": 1}, {"unchanged": 1}):
        db = open_archive(path, create=True)
        counts = ingest(db, incoming([str(tmp_path)], io.BytesIO()), "test").counts
        assert {name: count for name, count in counts.items() if count} == expected
        db.close()
    assert told(read(path)) == [
        "it is an archive of Jiaokan; bring in what it holds with: jiaokan merge"
    ]
    at, mark = ARCHIVE
    assert path.read_bytes()[at : at + len(mark)] == mark == APPLICATION_ID.to_bytes(4, "big")


def test_an_address_that_is_no_ascii_is_read() -> None:
    page = (
        "Snapshot-Content-Location: http://example.org/渡口\nMIME-Version: 1.0\n"
        'Content-Type: multipart/related; boundary="b"\n\n--b\n'
        f"Content-Type: text/html; charset=utf-8\n\n{PAGE}\n--b--\n"
    )
    (item,) = read_data("a.mhtml", page)
    assert source(item).given["url"].startswith("http://example.org/")


def test_a_fault_in_reading_ends_one_input_and_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> object:
        raise KeyError("渡口")

    for name in ("a.csv", "b.txt", "c.md"):
        (tmp_path / name).write_bytes(DATA)
    monkeypatch.setattr(table, "_form", broken)
    monkeypatch.setattr(text, "_front", broken)
    first, *others = told(read(tmp_path))
    assert first.startswith("a fault in Jiaokan: KeyError: '渡口'") and len(others) == 2
    assert all(other.startswith("a fault in Jiaokan") for other in others)
