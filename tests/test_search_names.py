"""Names in pinyin and in characters; similar articles and near-duplicates."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from search_articles import add, cases, make
from sqlite_utils import Database

from db import search
from db.search.pinyin import reading, typed


@pytest.fixture(scope="module")
def db() -> Iterator[Database]:
    made = make()
    yield made
    made.close()


READINGS = [
    ("遂宁", "sui ning"),
    ("遂寧", "sui ning"),
    ("田贵凡", "tian gui fan"),
    ("绿色", "lv se"),
    ("长安", "chang an . zhang an"),
    ("重庆", "zhong qing . chong qing"),
    ("单雄信", "dan xiong xin . shan xiong xin"),
    ("3A级", ". . ji"),
    ("", ""),
    (None, None),
]


@pytest.mark.parametrize(("text", "syllables"), READINGS)
def test_reading(text: str | None, syllables: str | None) -> None:
    assert reading(text) == syllables


def test_a_second_reading_stands_among_its_neighbours() -> None:
    assert reading("一二三四长五七八九") == (
        "yi er san si chang wu qi ba jiu . er san si zhang wu qi ba"
    )


TYPED = [
    ("suining", ['"sui ning"']),
    ("Sui Ning", ['"sui ning"']),
    ("xian", ['"xian"', '"xi an"']),
    ("xi'an", ['"xi an"']),
    ("xi’an", ['"xi an"']),
    ("lüse", ['"lv se"']),
    ("lvse", ['"lv se"']),
    ("nuedai", ['"nve dai"', '"nu e dai"']),
    ("google", []),
    ("a", []),
    ("sui宁", []),
    ("sui1ning2", []),
    ("", []),
]


@pytest.mark.parametrize(("query", "phrases"), TYPED)
def test_typed(query: str, phrases: list[str]) -> None:
    assert set(typed(query)) >= set(phrases[:1]) and (bool(typed(query)) == bool(phrases))
    assert set(typed(query)) <= set(phrases) or len(phrases) > 1


def test_a_long_word_is_divided_in_bounded_time() -> None:
    assert len(typed("xian" * 2000)) == 8


@pytest.mark.parametrize("case", cases("names.json"), ids=lambda case: str(case["query"]))
def test_names(db: Database, case: dict[str, object]) -> None:
    names = search.search(db, str(case["query"])).names
    assert [[name.type, name.name, name.how] for name in names] == case["names"]


def test_pinyin_does_not_pollute_the_search(db: Database) -> None:
    results = search.search(db, "suining")
    assert results.names and (results.total, results.hits) == (0, ())
    assert search.contains(db, "sui ning") == []


def test_an_english_word_that_is_also_pinyin_finds_both(db: Database) -> None:
    add(
        db,
        "c01",
        "China Daily",
        "China Daily\n英文报纸。",
        facts=[{"kind": "person", "text": "英文", "name": "池娜"}],
    )
    results = search.search(db, "china")
    assert [hit.article for hit in results.hits if hit.type == "article"] == ["c01"]
    assert [(name.name, name.articles) for name in results.names] == [("池娜", 1)]


def test_a_written_name_is_marked(db: Database) -> None:
    (name,) = search.search(db, "南充市財政").names
    assert (name.name, name.how, name.highlights) == ("南充市财政局", "written", ((0, 5),))


@pytest.fixture(scope="module")
def matters() -> Iterator[Database]:
    """Three articles about one matter, one nearly the same, and many about others."""
    made = make()
    dam = "白鹤滩水电站蓄水"
    texts = {
        "d1": f"{dam}\n金沙江上的白鹤滩水电站开始蓄水，水轮机组运行平稳。白鹤滩大坝高二百八十九米。",
        "d2": f"{dam}完成\n白鹤滩水电站的水轮机组全部投产，金沙江下游梯级电站建成。",
        "d3": "金沙江防汛\n汛期将至，金沙江上的白鹤滩水电站腾出库容，水轮机组检修。",
        "d4": f"{dam}\n金沙江上的白鹤滩水电站开始蓄水，水轮机组运行平稳。白鹤滩大坝高289米。",
    }
    for key, body in texts.items():
        add(made, key, body.split("\n")[0], body)
    for number in range(30):
        add(
            made,
            f"f{number:02}",
            f"第{number}期",
            f"第{number}期\n天气预报第{number}号：晴，{number}度。",
        )
    made.table("editions").insert_all(
        [
            {"article": "d1", "first": "d1", "likeness": 1.0},
            {"article": "d4", "first": "d1", "likeness": 0.8},
        ]
    )
    yield made
    made.close()


def test_similar_articles_come_from_rare_terms(matters: Database) -> None:
    found = search.similar(matters, "d1")
    assert sorted(one.article for one in found) == ["d2", "d3"]
    assert 1 >= found[0].likeness >= found[1].likeness > 0.15
    assert search.similar(matters, "d1", limit=1) == found[:1]


def test_an_article_like_no_other_has_no_similar_ones(matters: Database) -> None:
    assert search.similar(matters, "a08") == []
    assert search.similar(matters, "no such id") == []


def test_near_duplicates_are_also_found_as(matters: Database) -> None:
    assert [(one.article, one.likeness) for one in search.also_found_as(matters, "d1")] == [
        ("d4", 0.8)
    ]
    assert [one.article for one in search.also_found_as(matters, "d4")] == ["d1"]
    assert search.also_found_as(matters, "a01") == []
