"""Restoration of the source of web pages: every layout, every family, character for character."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from damaged_pages import FAMILIES, damaged, laid_out, layouts, wrong

from ingest.dissect import dissect
from ingest.read.encoding import decode
from ingest.restore import replay, restore, undo
from ingest.restore.codec import encode
from ingest.restore.markup import FILLER, masked

ARTICLES = json.loads((Path(__file__).parent / "cases/restore/articles.json").read_text("utf-8"))
LAYOUTS = layouts()
DEPTHS = (40, 90, 136)


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("name", LAYOUTS)
def test_the_source_of_a_page_is_restored(name: str, family: str) -> None:
    number = list(FAMILIES).index(family) + list(LAYOUTS).index(name)
    article = ARTICLES[number % len(ARTICLES)]
    page = laid_out(LAYOUTS[name], article)
    found, wanted = damaged(page, FAMILIES[family], DEPTHS[number % len(DEPTHS)], number)
    result = restore(found)
    assert result.certified, result.why
    assert wrong(result, wanted, width=True) == []
    assert replay(found, result.steps) == result.text
    assert undo(result.text, result.steps) == found


@pytest.mark.parametrize("name", LAYOUTS)
def test_clean_source_comes_out_untouched(name: str) -> None:
    for article in ARTICLES:
        page = laid_out(LAYOUTS[name], article)
        assert restore(page).text == page


@pytest.mark.parametrize("family", ["comma", "invisible", "invisible, folded", "dropping"])
@pytest.mark.parametrize("name", ["paragraphs", "breaks and blanks", "capitals and fonts", "bait"])
def test_the_article_in_a_damaged_page_is_the_one_that_was_written(name: str, family: str) -> None:
    article = ARTICLES[0]
    page = laid_out(LAYOUTS[name], article)
    found, _ = damaged(page, FAMILIES[family], 110, 5)
    result = restore(found)
    if not result.lost:
        assert dissect(result.text, {}, "text/html").body == article
    else:
        body = dissect(result.text, {}, "text/html").body
        assert abs(len(body) - len(article)) <= len(result.lost)


@pytest.mark.parametrize("family", ["comma", "invisible", "dropping"])
@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "gb2312"])
def test_the_source_is_restored_in_whatever_charset_it_was_stored(
    charset: str, family: str
) -> None:
    """A page that calls itself gb2312 is CP936 and has bytes that Python's codecs refuse."""
    source = laid_out(LAYOUTS["paragraphs"], ARTICLES[0])
    source = source.replace('charset="gbk"', f'charset="{charset}"')
    found, wanted = damaged(source, FAMILIES[family], 136, 3)
    data = encode(found) if charset == "gb2312" else found.encode(charset)
    text, _ = decode(data)
    assert text == found
    result = restore(text)
    assert result.certified, result.why
    assert wrong(result, wanted, width=True) == []


def test_markup_is_masked_and_what_it_says_to_people_is_not() -> None:
    page = '<a href="a?b:c" title="会，议">中,国</a>&nbsp;1 < 2, a & b;<script>f("中",1);</script>,'
    shown = masked(page)
    assert len(shown) == len(page)
    assert shown.replace(FILLER, "") == "会，议中,国1 < 2, a & b;,"


def test_marks_in_markup_keep_their_width() -> None:
    line = "<p>&nbsp;&nbsp;会议，讨论：发展、业务。</p>"
    page = f'<div style="font:宋体">{line * 3}</div>'
    found, wanted = damaged(page, FAMILIES["invisible, folded"], 136, 0)
    assert ",討" in found
    assert restore(found).text == wanted


def test_pinyin_behind_an_ascii_byte_is_dropped() -> None:
    """The second byte of 高 and the underscore are 達."""
    page, wanted = damaged("业务发展创新高_河湾网，业务会议", FAMILIES["no cuts"], 136, 0)
    assert "高_(dá)" in page
    result = restore(page)
    assert (result.text, result.verdict) == (wanted, "exact")


def test_unclosed_markup_takes_no_longer_than_its_length() -> None:
    page, _ = damaged(laid_out(LAYOUTS["bait"], ARTICLES[0]), FAMILIES["invisible, folded"], 90, 1)
    for part in ("<script>", "<style ", "<!--", "&amp", '<a title="', "</"):
        restore(page + part * 20_000)
