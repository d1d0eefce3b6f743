"""Which facts rest on a character that statistics chose, or that nobody can know."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import build
from damaged_pages import annotation_list
from inputs import read_data, source
from pages import plain, text_of

from db.pages import wording
from db.site.serve import application
from ingest.model import Record, Step
from ingest.process import process
from ingest.restore import Channel, Doubts, damage

STEPS = (
    Step("lost byte", 2, 3, 2, 3, "?", "去", certain=False),
    Step("annotation", 5, 9, 5, 5, "(huì)", ""),
    Step("lost byte", 12, 13, 8, 10, "?", "力□", certain=False),
    Step("lost byte", 20, 21, 17, 18, "?", "。", certain=False),
    Step("script", 0, 22, 4, 5, "著", "着", certain=False),
)
TEXT = json.loads((Path(__file__).parent / "cases/restore/articles.json").read_text("utf-8"))[2]
CHANNEL = Channel(annotations=tuple(annotation_list().items()))


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (0, 2, False), (0, 3, True), (2, 4, True), (3, 4, False), (3, 5, True), (5, 8, False),
        (5, 9, True), (9, 11, True), (10, 17, False), (10, 30, False), (0, 30, True),
    ],
)  # fmt: skip
def test_spans_that_hold_a_doubtful_character(start: int, end: int, expected: bool) -> None:
    assert Doubts(STEPS).within(start, end) is expected


def test_what_another_copy_holds_is_no_doubt_any_more() -> None:
    assert not Doubts(STEPS, {0}).within(0, 4)
    assert Doubts(STEPS, {0}).within(0, 9)


def test_facts_of_a_damaged_page(tmp_path: Path) -> None:
    """去年 lost half of 年. Marks were lost too, but of those no fact is in doubt."""
    page = damage(TEXT, CHANNEL, 1)
    record = process(source(read_data("page.txt", page)[0]))
    assert isinstance(record, Record) and len(record.restoration.lost) > 1
    placed = zip(record.facts, record.locations, strict=True)
    assert [fact.text for fact, at in placed if not at.certain] == ["去年"]
    (tmp_path / "page.txt").write_text(page, "utf-8")
    db = build(tmp_path / "archive.db", tmp_path / "page.txt")
    assert list(db.query("SELECT text FROM facts WHERE certain = 0")) == [{"text": "去年"}]
    assert db.execute("SELECT min(certain IS NOT NULL) FROM facts").fetchone() == (1,)
    db.close()


def test_facts_of_a_page_without_damage_are_certain() -> None:
    record = process(source(read_data("page.txt", TEXT)[0]))
    assert isinstance(record, Record) and record.facts
    assert all(at.certain for at in record.locations)


async def test_a_reader_is_told_of_facts_in_doubt(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text(damage(TEXT, CHANNEL, 1), "utf-8")
    db = build(tmp_path / "archive.db", tmp_path / "page.txt")
    key = next(db.query("SELECT id FROM articles"))["id"]
    number = next(db.query("SELECT number FROM facts WHERE certain = 0"))["number"]
    db.close()
    site = application(tmp_path / "archive.db")
    article = await text_of(site, f"/archive/articles/{key}")
    assert f'/archive/facts?article={key}&amp;certain=0">用到这些字的 1 条事实' in article
    listed = await text_of(site, f"/archive/facts?article={key}&certain=0")
    assert "存疑的事实" in plain(listed) and listed.count(">存疑</span>") == 1
    assert wording.DOUBT in await text_of(site, f"/archive/facts/{key},{number}")
