"""Records as programs write them, and as people spoil them: JSON, CSV, front matter."""

from __future__ import annotations

import base64
import codecs
import io
import json
import quopri
from typing import Any

import pytest

from ingest.model import Rejected, Source
from ingest.read import front
from ingest.read.encoding import UnreadableText, decode
from ingest.read.formats import read_file

ONE = "昨日，滨河渡口恢复通航，首班船于清晨六点开出。"
TWO = "第二天，渡口加开了两班船，共载客三百人。"


def read(name: str, data: bytes | str) -> list[Source | Rejected]:
    raw = data.encode() if isinstance(data, str) else data
    return list(read_file(io.BufferedReader(io.BytesIO(raw)), name))  # type: ignore[arg-type]


def told(items: list[Source | Rejected]) -> list[str]:
    return [item.reason if isinstance(item, Rejected) else item.text for item in items]


def line(**record: Any) -> str:
    return json.dumps(record, ensure_ascii=False)


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("a.json", f"[{line(text=ONE)}, {line(text=TWO)}]", [ONE, TWO]),
        ("a.json", json.dumps([{"text": ONE}, {"text": TWO}], indent=2), [ONE, TWO]),
        ("a.json", json.dumps({"text": ONE, "title": "渡口"}, indent=2), [ONE]),
        ("a.json", line(code=0, data={"total": 2, "list": [{"content": ONE}, {"content": TWO}]}), [ONE, TWO]),
        ("a.json", line(count=2, data=[{"text": ONE}, {"text": TWO}]), [ONE, TWO]),
        ("a.json", f"{line(text=ONE)}\n{line(text=TWO)}\n", [ONE, TWO]),
        ("a.jsonl", f"[\n{line(text=ONE)},\n{line(text=TWO)}\n]\n", [ONE, TWO]),
        ("a", json.dumps([{"text": ONE}], indent=1), [ONE]),
        ("a.json", codecs.BOM_UTF8 + f"[{line(text=ONE)}]".encode(), [ONE]),
        ("a.json", f"[{line(text=ONE)}]".encode("gb18030"), [ONE]),
        ("a.json", f"[{line(text=ONE)}]".encode("utf-16"), [ONE]),
        ("a.json", "[]", ["it holds no object"]),
        ("a.json", '{"name": "a"}', ['the object has no "text"']),
        ("a.json", f'[{line(text=ONE)}, 5, {line(text=TWO)}]', [ONE, "the line is no JSON object", TWO]),
    ],
)  # fmt: skip
def test_json_files(name: str, data: bytes | str, expected: list[str]) -> None:
    assert told(read(name, data)) == expected


@pytest.mark.parametrize("harm", ['{"text": "abc', '{"text": }', '{"text" "a"}', "{text: 1}"])
def test_a_damaged_object_does_not_take_the_others(harm: str) -> None:
    data = f"[{line(text=ONE)}, {harm}, {line(text=TWO)}, {line(text=ONE + TWO)}]"
    texts = told(read("a.json", data))
    assert texts[0] == ONE and texts[-1] == ONE + TWO
    assert any("no valid JSON" in text for text in texts)


def test_an_array_that_is_cut_off_keeps_what_came_before() -> None:
    texts = told(read("a.json", f"[{line(text=ONE)}, {line(text=TWO)[:-9]}"))
    assert texts[0] == ONE and "no valid JSON" in texts[1] and len(texts) == 2


def test_a_large_array_is_read_in_pieces() -> None:
    count = 30_000
    records = [line(text=f"{n}{ONE}") for n in range(count)]
    items = read("a.json", "[" + ",\n".join(records) + "]")
    assert len(items) == count and told(items[-1:]) == [f"{count - 1}{ONE}"]


def test_a_record_is_the_same_source_in_both_forms() -> None:
    (one,), (other,) = read("a.json", f"[{line(text=ONE)}]"), read("a.jsonl", line(text=ONE))
    assert one.sha256 == other.sha256


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (line(text=ONE).encode("gb18030"), "gb18030"),
        (line(text=ONE).encode("utf-16"), "utf-8"),
        (codecs.BOM_UTF8 + line(text=ONE).encode(), "utf-8"),
        (line(text=ONE * 20).encode().replace("六".encode(), b"\xe5", 1), "utf-8, 1 invalid"),
    ],
)
def test_json_lines_in_other_encodings(data: bytes, encoding: str) -> None:
    (item,) = read("a.jsonl", data + (b"" if data.startswith(codecs.BOM_UTF16_LE) else b"\n"))
    assert isinstance(item, Source) and item.encoding == encoding
    assert item.text.startswith("昨日，滨河渡口")


@pytest.mark.parametrize(
    ("record", "text", "given"),
    [
        ({"Title": "渡口", "TEXT": ONE, "Date": "2020-03-05"}, ONE, {"title": "渡口", "published": "2020-03-05"}),
        ({"标题": "渡口", "全文": ONE, "出处": "滨河日报"}, ONE, {"title": "渡口", "publisher": "滨河日报"}),
        ({"paragraphs": [ONE, TWO]}, f"{ONE}\n{TWO}", {}),
        ({"content": {"a": 1}, "article": ONE}, ONE, {"content": {"a": 1}}),
    ],
)  # fmt: skip
def test_names_of_fields(record: dict[str, Any], text: str, given: dict[str, Any]) -> None:
    (item,) = read("a.jsonl", line(**record))
    assert isinstance(item, Source) and item.text == text
    assert given.items() <= item.given.items()


@pytest.mark.parametrize(
    "data",
    [
        f"title;text\n渡口;{ONE}\n",
        f"title\ttext\n渡口\t{ONE}\n",
        f"title|text\n渡口|{ONE}\n",
        f"sep=;\r\ntitle;text\r\n渡口;{ONE}\r\n",
        f"\n\ntitle,text\n渡口,{ONE}\n\n",
        f"'title','text'\n'渡口','{ONE}'\n",
        f'title, text\n渡口, "{ONE}"\n',
        f"标题,正文\n渡口,{ONE}\n".encode("gb18030"),
        f"标题,正文\n渡口,{ONE}\n".encode("utf-8-sig"),
        f"标题\t正文\r\n渡口\t{ONE}\r\n".encode("utf-16"),
        f"Title,Content,Date\n渡口,{ONE}\n",
        f"title,text\n渡口,{ONE},,\n",
    ],
)
def test_csv_as_programs_write_it(data: bytes | str) -> None:
    (item,) = read("a.csv", data)
    assert isinstance(item, Source)
    assert (item.given["title"], item.text) == ("渡口", ONE)


_UNCLOSED = "a quote in the row is never closed"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (['甲,"渡口"恢复"通航"', f"乙,{TWO}"], ['渡口"恢复"通航', TWO]),
        (['甲,"他说：“渡口恢复了。', f'乙,"{TWO}"', f"丙,{ONE}"], [_UNCLOSED, TWO, ONE]),
        (['甲,"他说：渡口恢复了。', f"乙,{TWO}"], [_UNCLOSED, TWO]),
        ([f'甲,"{ONE}\n{TWO}"', f"乙,{TWO}"], [f"{ONE}\n{TWO}", TWO]),
        (["甲,一,二", f"乙,{TWO}"], ["the row has 3 cells, the heading 2", TWO]),
        (["甲", f"乙,{TWO}"], ["the row has 1 cells, the heading 2", TWO]),
    ],
)
def test_a_quote_too_many_or_too_few_spoils_no_other_row(
    rows: list[str], expected: list[str]
) -> None:
    assert told(read("a.csv", "title,text\n" + "\n".join(rows) + "\n")) == expected


@pytest.mark.parametrize(
    ("matter", "expected"),
    [
        ("title: 渡口\ndate: 2020-03-05 # 出版\n", {"title": "渡口", "date": "2020-03-05"}),
        ('title: "渡口: 通航"\r\n', {"title": "渡口: 通航"}),
        ("标题：渡口\n来源：滨河日报\n", {"标题": "渡口", "来源": "滨河日报"}),
        ("title: >\n  渡口恢复\n  通航\nurl: http://a.example/b\n", {"title": "渡口恢复通航", "url": "http://a.example/b"}),
        ('title = "渡口"\ndate = 2020-03-05\n', {"title": "渡口", "date": "2020-03-05"}),
        ("tags:\n  - 一\n  - 二\ntitle: 渡口\n", {"title": "渡口"}),
        ("tags: [一, 二]\n# title: 无\n- 三\n", {}),
    ],
)  # fmt: skip
def test_front_matter(matter: str, expected: dict[str, str]) -> None:
    assert front.fields(matter) == expected


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("page_files/a.js", "var a = 1;", "it is a program, not an article"),
        ("page_files/a.css", "body {}", "it is a style sheet, not an article"),
        ("a.svg", "<svg></svg>", "it is a picture, not text"),
        ("a.xml", f"<?xml version='1.0'?><rss>{ONE}</rss>", "it is XML, and no web page; save it as HTML or text"),
        ("a.rtf", "{\\rtf1 a}", "it is an RTF document; save it as text or HTML"),
        ("a.mht", "From: <Saved by Blink>\n", "it is an MHTML file that holds no web page"),
    ],
)  # fmt: skip
def test_what_is_no_article_is_told(name: str, data: str, reason: str) -> None:
    assert told(read(name, data)) == [reason]


PAGE = f"<html><head><meta charset=gb2312></head><body><h1>渡口</h1><p>{ONE}</p></body></html>"
SAVED = """From: <Saved by Blink>
Snapshot-Content-Location: https://example.com/a/1.html
Subject: =?utf-8?Q?=E6=B8=A1?=
MIME-Version: 1.0
Content-Type: multipart/related;
\ttype="text/html";
\tboundary="--b--"

----b--
Content-Type: text/css
Content-Transfer-Encoding: quoted-printable

a {{ color: red }}
----b--
Content-Type: text/html
Content-Transfer-Encoding: {encoding}

{page}
----b--
Content-Type: image/png
Content-Transfer-Encoding: base64

iVBORw0KGgo=
----b----
"""


@pytest.mark.parametrize("charset", ["utf-8", "gb18030"])
@pytest.mark.parametrize("encoding", ["quoted-printable", "base64", "8bit"])
@pytest.mark.parametrize("name", ["a.mhtml", "a"])
def test_a_page_saved_with_its_pictures(name: str, encoding: str, charset: str) -> None:
    raw = PAGE.encode(charset)
    packed = {"quoted-printable": quopri.encodestring, "base64": base64.encodebytes}
    page = packed[encoding](raw) if encoding in packed else raw
    head, tail = SAVED.format(encoding=encoding, page="|").split("|")
    data = head.encode() + page + tail.encode()
    for written in (data, data.replace(b"\n", b"\r\n")):
        (item,) = read(name, written)
        assert isinstance(item, Source)
        assert (item.media_type, item.encoding) == ("text/html", charset)
        assert "".join(item.text.split()) == "".join(PAGE.split())
        assert item.given == {"url": "https://example.com/a/1.html"}
        assert item.size == len(written)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (f"<p>{ONE}</p><p>{TWO}</p>", "text/html"),
        (f"{ONE}<br/><br/>{TWO}", "text/html"),
        (PAGE, "text/html"),
        (ONE, "application/jsonl"),
        ("水位<3米时停航，>5米时也停航。", "application/jsonl"),
        (f"网页里的<script>和<p>是标记。{ONE}", "application/jsonl"),
    ],
)
def test_a_field_may_hold_a_part_of_a_page(text: str, kind: str) -> None:
    (item,) = read("a.jsonl", line(text=text))
    assert isinstance(item, Source) and item.media_type == kind
    (row,) = read("a.csv", f'id,text\n1,"{text}"\n')
    assert isinstance(row, Source) and (row.media_type == "text/html") == (kind == "text/html")


@pytest.mark.parametrize(
    ("value", "published"),
    [
        (1623925800, "2021-06-17T18:30:00+08:00"),
        ("1623925800", "2021-06-17T18:30:00+08:00"),
        (1623925800123, "2021-06-17T18:30:00+08:00"),
        ("2021-06-17", "2021-06-17"),
        (20210617, 20210617),
        (True, True),
    ],
)
def test_a_time_in_seconds_is_a_date(value: Any, published: Any) -> None:
    (item,) = read("a.jsonl", line(text=ONE, publish_time=value, published=value))
    assert isinstance(item, Source) and item.given["published"] == published


def test_xhtml_with_several_declarations_is_a_web_page() -> None:
    page = f'<?xml version="1.0"?>\n<?xml-stylesheet href="a.css"?>\n<html><body><p>{ONE}</p></body></html>'
    (item,) = read("a.xhtml", page)
    assert isinstance(item, Source) and item.media_type == "text/html"


TRADITIONAL = "昨日，濱河渡口恢復通航，首班船於清晨六點開出。"


@pytest.mark.parametrize(
    ("text", "encoding", "said", "name"),
    [
        ("渡口通航", "gb18030", None, "gb18030"),  # nothing but four characters
        ("東港渡輪", "big5", None, "big5hkscs"),
        (ONE[:12], "utf-16-le", None, "utf-16-le"),  # no byte of it is NUL
        (TRADITIONAL, "utf-16-be", None, "utf-16-be"),
        (ONE, "gb18030", "big5", "gb18030"),  # declared wrongly
        (ONE, "gb18030", "iso-8859-1", "gb18030"),
        (ONE, "gb18030", "shift_jis", "gb18030"),
        (ONE, "gb18030", "utf-8", "gb18030"),
        (TRADITIONAL, "big5", "gb2312", "big5hkscs"),
        ("東京の新しい路線が開通しました。", "cp932", "shift_jis", "cp932"),
        ("В городе открыты новые маршруты.", "utf-8", None, "utf-8"),
        ("Où est l'été à la plage ? Déjà là.", "utf-8", None, "utf-8"),
    ],
)
def test_encodings_are_decided_by_evidence(
    text: str, encoding: str, said: str | None, name: str
) -> None:
    assert decode(text.encode(encoding), said) == (text, name)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (ONE.encode()[:30] + b"\xff" + ONE.encode()[30:], "utf-8, 1 invalid"),
        ((ONE * 3).encode()[:-1], "utf-8, 1 invalid"),
        ((ONE * 9).encode("gb18030") + b"\xff", "gb18030, 1 invalid"),
        ((ONE + "\n").encode("utf-16") + b"\x0a", "utf-16, 1 invalid"),
    ],
)
def test_stray_bytes_are_shown_and_counted(data: bytes, name: str) -> None:
    text, encoding = decode(data)
    assert encoding == name and text.count("\ufffd") == 1


@pytest.mark.parametrize(
    "data",
    [
        "서울에 새로운 버스 노선이 생겼다.".encode("cp949"),
        "В городе открыты новые маршруты.".encode("cp1251"),
        "café crème".encode("cp1252"),
        bytes(range(128, 256)),
        b"\xff\xfe\x00",
    ],
)
def test_no_text_is_guessed_at(data: bytes) -> None:
    with pytest.raises(UnreadableText):
        decode(data)
