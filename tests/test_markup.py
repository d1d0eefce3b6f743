"""Markup: blocks, tags and tables, what the head tells, and nothing that takes long."""

from __future__ import annotations

import json
import time

import pytest

from ingest.web.blocks import blocks
from ingest.web.markup import Tag, scan
from ingest.web.meta import told_by
from ingest.web.rows import with_rows


@pytest.mark.parametrize(
    ("page", "texts"),
    [
        ("甲<br>乙", ["甲", "乙"]),
        ("<p>甲\n  乙</p>", ["甲乙"]),
        ("<p>a\n  b</p>", ["a b"]),
        ("<p>甲 <b>乙</b></p>", ["甲 乙"]),
        ("甲<!-- 乙 -->丙", ["甲丙"]),
        ("甲<!-- 乙", ["甲"]),
        ('<a title="a > b">甲</a>', ["甲"]),
        ("1 < 2 <3 甲", ["1 < 2 <3 甲"]),
        ("<script>甲", ["甲"]),
        ("<P>甲</P><TD>乙</TD>", ["甲", "乙"]),
        ("<select><option>甲</select>乙", ["乙"]),
    ],
)
def test_blocks(page: str, texts: list[str]) -> None:
    assert [block.text for block in blocks(page)] == texts


@pytest.mark.parametrize(
    "piece",
    ["<a ", '<a title="', "<!--", "<", "</", "<p>", "<b><i>", "&", "&#", "<div hidden>", "<script>",
     "<a href='", "甲", "<p>甲，乙。</p>", '<meta content="', "<a>甲</a>", " \n"],
)  # fmt: skip
def test_no_markup_takes_long(piece: str) -> None:
    def seconds(count: int) -> float:
        page = piece * count
        started = time.process_time()
        list(blocks(page))
        told_by(page)
        return time.process_time() - started

    seconds(1000)
    small, large = min(seconds(2000) for _ in range(3)), min(seconds(16_000) for _ in range(2))
    # Linear is 8 times; quadratic would be 64.
    assert large < 24 * small + 0.05


def test_tags_keep_their_places() -> None:
    page = '<p class="a">甲</p><br/>'
    tags = [token for token in scan(page) if isinstance(token, Tag)]
    assert [(page[tag.start : tag.end], tag.name, tag.closing) for tag in tags] == [
        ('<p class="a">', "p", False),
        ("</p>", "p", True),
        ("<br/>", "br", False),
    ]
    assert tags[0].attributes == {"class": "a"}


@pytest.mark.parametrize(
    ("head", "told"),
    [
        ('<meta name="PubDate" content="2018-08-29 15:20:30"><meta name="ContentSource" content="滨河日报">', {"published": "2018-08-29T15:20:30", "publisher": "滨河日报"}),
        ('<meta property="og:title" content="甲&amp;乙"><meta property="article:published_time" content="2018-08-29T15:20:00+08:00"><meta property="og:url" content="http://example.org/a">', {"title": "甲&乙", "published": "2018-08-29T15:20:00+08:00", "url": "http://example.org/a"}),
        (f'<script type="application/ld+json">{json.dumps({"@graph": [{"@type": "NewsArticle", "headline": "甲乙丙", "datePublished": "2018-08-29", "author": [{"name": "李晓"}], "publisher": {"name": "滨河日报"}}]})}</script>', {"title": "甲乙丙", "published": "2018-08-29", "author": "李晓", "site": "滨河日报"}),
        ('<meta name="author" content="滨河日报">', {"site": "滨河日报"}),
        ('<span itemprop="datePublished" content="2018-08-29"></span><link rel="canonical" href="https://example.org/b">', {"published": "2018-08-29", "url": "https://example.org/b"}),
        ('<time datetime="2018-08-29T08:00">早上</time>', {"published": "2018-08-29T08:00"}),
        ('<script type="application/ld+json">{"@type": "NewsArticle", "headline": ' + "[" * 9000 + "</script>", {}),
        ('<meta name="author" content="https://example.org/me"><meta name="date" content="gestern"><link rel="canonical" href="javascript:alert(1)">', {}),
    ],
)  # fmt: skip
def test_what_a_page_tells_of_itself(head: str, told: dict[str, str]) -> None:
    assert told_by(f"<html><head>{head}</head><body></body></html>") == told


@pytest.mark.parametrize(
    "table",
    [
        "<tr><td>甲</td><td>乙</td></tr>",  # one row: a table that places what it holds
        "<tr><td>甲</td><td>乙</td></tr><tr><td>丙</td></tr>",
        "<tr><td><a href=1>甲</a></td><td>乙</td></tr><tr><td><a href=2>丙</a></td><td>丁</td></tr>",
        "<tr><td>甲<br>乙</td><td>丙</td></tr><tr><td>丁<br>戊</td><td>己</td></tr>",
    ],
)
def test_other_tables_are_left_as_they_are(table: str) -> None:
    found = list(blocks(f"<table>{table}</table>"))
    assert list(with_rows(found)) == found
