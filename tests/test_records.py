"""Records as programs write them, and as people spoil them: JSON, CSV, front matter."""

from __future__ import annotations

import codecs
import json
from pathlib import Path
from typing import Any

import pytest
from inputs import PAGE, TEXT, read, read_data, source, told

from ingest.dissect import dissect
from ingest.model import Rejected, Source
from ingest.process import process
from ingest.read import front

ONE = "昨日，滨河渡口恢复通航，首班船于清晨六点开出。"
TWO = "第二天，渡口加开了两班船，共载客三百人。"


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
        ("a.json", '{"name": "a"}', ['none of its fields is called text, body, content, 正文, 内容']),
        ("a.json", f'[{line(text=ONE)}, 5, {line(text=TWO)}]', [ONE, "the line is no JSON object", TWO]),
    ],
)  # fmt: skip
def test_json_files(name: str, data: bytes | str, expected: list[str]) -> None:
    assert told(read_data(name, data)) == expected


@pytest.mark.parametrize("harm", ['{"text": "abc', '{"text": }', '{"text" "a"}', "{text: 1}"])
def test_a_damaged_object_does_not_take_the_others(harm: str) -> None:
    data = f"[{line(text=ONE)}, {harm}, {line(text=TWO)}, {line(text=ONE + TWO)}]"
    texts = told(read_data("a.json", data))
    assert texts[0] == ONE and texts[-1] == ONE + TWO
    assert any("no valid JSON" in text for text in texts)


def test_an_array_that_is_cut_off_keeps_what_came_before() -> None:
    texts = told(read_data("a.json", f"[{line(text=ONE)}, {line(text=TWO)[:-9]}"))
    assert texts[0] == ONE and "no valid JSON" in texts[1] and len(texts) == 2


def test_a_large_array_is_read_in_pieces() -> None:
    count = 30_000
    records = [line(text=f"{n}{ONE}") for n in range(count)]
    items = read_data("a.json", "[" + ",\n".join(records) + "]")
    assert len(items) == count and told(items[-1:]) == [f"{count - 1}{ONE}"]


def test_a_record_is_the_same_source_in_both_forms() -> None:
    (one,), (other,) = (
        read_data("a.json", f"[{line(text=ONE)}]"),
        read_data("a.jsonl", line(text=ONE)),
    )
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
    (item,) = read_data("a.jsonl", data + (b"" if data.startswith(codecs.BOM_UTF16_LE) else b"\n"))
    assert isinstance(item, Source) and item.encoding == encoding
    assert item.text.startswith("昨日，滨河渡口")


@pytest.mark.parametrize(
    ("record", "text", "given"),
    [
        ({"Title": "渡口", "TEXT": ONE, "Date": "2020-03-05"}, ONE, {"title": "渡口", "published": "2020-03-05"}),
        ({"标题": "渡口", "全文": ONE, "出处": "滨河日报"}, ONE, {"title": "渡口", "publisher": "滨河日报"}),
        ({"paragraphs": [ONE, TWO]}, f"{ONE}\n{TWO}", {}),
        ({"content": {"a": 1}, "article": ONE}, ONE, {"content": {"a": 1}}),
        ({"新闻标题": "渡口", "新闻正文": ONE, "评论内容": "好"}, ONE, {"title": "渡口", "评论内容": "好"}),
        ({"articleBody": ONE, "pubTime": "2020-03-05", "source": {"name": "滨河日报"}}, ONE, {"published": "2020-03-05", "publisher": "滨河日报"}),
        ({"full_text": ONE, "authors": ["李晓", {"name": "王芳"}, 7, []]}, ONE, {"author": "李晓、王芳、7"}),
        ({"text": ONE, "source": "https://example.org/a", "created": "2024-01-01"}, ONE, {"url": "https://example.org/a"}),
        ({"text": ONE, "author": [[["李晓"]]]}, ONE, {}),
    ],
)  # fmt: skip
def test_names_of_fields(record: dict[str, Any], text: str, given: dict[str, Any]) -> None:
    (item,) = read_data("a.jsonl", line(**record))
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
    (item,) = read_data("a.csv", data)
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
    assert told(read_data("a.csv", "title,text\n" + "\n".join(rows) + "\n")) == expected


def test_html_without_a_tag_is_text_and_text_may_be_json() -> None:
    (page,), (record,) = read_data("a.html", f"渡口\n{ONE}"), read_data("a.txt", line(text=ONE))
    assert isinstance(page, Source) and page.media_type == "text/plain"
    assert isinstance(record, Source) and record.text == ONE


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
        ("a.xml", f"<?xml version='1.0'?><rss>{ONE}</rss>", "it is XML, but no web page, feed or list of articles; save it as HTML or text"),
        ("a.rtf", "{\\rtf1 a}", "it is an RTF document; save it as text or HTML"),
        ("a.mht", "From: <Saved by Blink>\n", "it is an MHTML file that holds no web page"),
        ("a.eml", f"Subject: a\n\n{ONE}", "it is an e-mail; save it as text or HTML"),
        ("a.sql", "INSERT INTO a VALUES (1);", "it is a dump of a database, not an article"),
        ("a.csv", "title,text\n", "it holds no document"),
    ],
)  # fmt: skip
def test_what_is_no_article_is_told(name: str, data: str, reason: str) -> None:
    assert told(read_data(name, data)) == [reason]


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
    (item,) = read_data("a.jsonl", line(text=text))
    assert isinstance(item, Source) and item.media_type == kind
    (row,) = read_data("a.csv", f'id,text\n1,"{text}"\n')
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
    (item,) = read_data("a.jsonl", line(text=ONE, publish_time=value, published=value))
    assert isinstance(item, Source) and item.given["published"] == published


def test_xhtml_with_several_declarations_is_a_web_page() -> None:
    page = f'<?xml version="1.0"?>\n<?xml-stylesheet href="a.css"?>\n<html><body><p>{ONE}</p></body></html>'
    (item,) = read_data("a.xhtml", page)
    assert isinstance(item, Source) and item.media_type == "text/html"


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


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"text": 5}', '"text" is no string'),
        ('{"title": "x"}', "none of its fields is called text, body, content, 正文, 内容"),
        ('{"text": "  "}', '"text" is empty'),
        ("[1, 2]", "the line is no JSON object"),
        ('{"text": "a\\u0000b"}', '"text" holds NUL or half of a surrogate pair: no valid text'),
        ('{"text": "a\\ud800"}', '"text" holds NUL or half of a surrogate pair: no valid text'),
        ('{"text": ', "the line is no valid JSON"),
    ],
)
def test_a_bad_line_does_not_stop_the_others(tmp_path: Path, line: str, reason: str) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text(f'{{"text": "{TWO}"}}\n{line}\n\n{{"text": "{ONE}"}}', "utf-8")
    items = read(path)
    assert [type(item) for item in items] == [Source, Rejected, Source]
    rejected = items[1]
    assert isinstance(rejected, Rejected)
    assert rejected.reason.startswith(reason)
    assert rejected.origin == f"{path}#2"
