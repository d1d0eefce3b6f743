"""Results: articles with their sentences and facts, snippets, marks, order, batches."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

import pytest
from search_articles import ARTICLES, add, cases, make
from sqlite_utils import Database

from db import search
from db.pages.results import Asked, result_list
from db.pages.rows import with_sentences

BODY = {article["id"]: article["body"] for article in ARTICLES}


@pytest.fixture(scope="module")
def db() -> Iterator[Database]:
    made = make()
    yield made
    made.close()


def articles(results: search.Results) -> list[str]:
    return [hit.article for hit in results.hits if hit.type == "article"]


def test_an_article_with_its_sentence_and_fact(db: Database) -> None:
    results = search.search(db, "1.78億元")
    assert [(hit.type, hit.article, hit.rank, hit.number, hit.kind) for hit in results.hits] == [
        ("article", "a01", 1, None, None),
        ("sentence", "a01", 1, 1, None),
        ("fact", "a01", 1, 0, "money"),
    ]
    article, sentence, fact = results.hits
    assert article.snippet == BODY["a01"]
    assert sentence.snippet == "四川省遂宁市安居区投入1.78亿元，新建幼儿园12所，入园率达98.1%。"
    assert fact.snippet == "1.78亿元"
    assert (article.title, article.published) == ("安居区推进“三加·一改革”", "2018-08-29")
    assert {hit.match for hit in results.hits} == {"all"}
    for hit in results.hits:
        assert [hit.snippet[start:end] for start, end in hit.highlights] == ["1.78亿元"]
        assert hit.snippet == BODY["a01"][hit.start : hit.end]


def test_a_fact_is_found_by_its_measure(db: Database) -> None:
    hits = search.search(db, "入园率").hits
    facts = [(hit.kind, hit.snippet, hit.about) for hit in hits if hit.type == "fact"]
    assert facts == [("percent", "98.1%", "入园率")]


@pytest.mark.parametrize("case", cases("ranking.json"), ids=lambda case: str(case["query"]))
def test_the_best_answer_comes_first(db: Database, case: dict[str, str]) -> None:
    results = search.search(db, case["query"])
    assert articles(results)[0] == case["first"]


def test_what_contains_the_words_comes_before_what_is_near(db: Database) -> None:
    results = search.search(db, "铁路建成后，两市之间只需多少分钟？")
    assert results.total == 0 and {hit.match for hit in results.hits} == {"some"}
    asked = "皇后后来住在里面，离村子三里。 谁"  # the question word stands nowhere
    assert {hit.match for hit in search.search(db, asked).hits} == {"some"}
    results = search.search(db, "改革 试点 怎么样 OR 教育")
    kinds = [hit.match for hit in results.hits if hit.type == "article"]
    assert (articles(results)[0], kinds) == ("a06", ["all", *["some"] * (len(kinds) - 1)])
    assert len(kinds) > 1


def test_what_has_both_halves_of_a_word_is_near_and_what_has_one_is_not(db: Database) -> None:
    assert sorted(articles(search.search(db, "头发发展"))) == ["a02", "a03"]
    assert articles(search.search(db, "头发与众")) == []  # 头发与|发展 has two pairs of three


def test_the_halves_are_marked_and_not_the_pair_across_them() -> None:
    db = make()
    add(db, "b01", None, "社会各界支持，组织部门牵头，委员会组成人员到场。")
    hits = search.search(db, "社会组织").hits
    marked = [hit.snippet[start:end] for hit in hits for start, end in hit.highlights]
    assert set(marked) == {"社会", "组织"}


@pytest.mark.parametrize(
    ("query", "finds"),
    [
        ("“安居区”", ["a01"]),  # the marks are not in the text
        ("「铁路」", ["a05", "a10"]),
        ("铁路，重庆", ["a10"]),
        ("重庆、铁路、南充", ["a10", "a05"]),
        ("遂宁，口罩", []),
    ],
)
def test_all_of_the_words_without_the_signs_are_near(
    db: Database, query: str, finds: list[str]
) -> None:
    results = search.search(db, query)
    assert results.total == 0 and articles(results) == finds


def test_a_number_is_not_cut_out_of_a_longer_one() -> None:
    db = make()
    with db.atomic():
        facts = [{"kind": "figure", "text": "113人", "measure": "死亡人数"}]
        add(
            db,
            "a11",
            None,
            "滨河县发生山洪，113人死亡，死亡人数还会上升。",
            facts,
            published="2022",
        )
        facts = [{"kind": "figure", "text": "13人", "measure": "死亡人数"}]
        add(db, "a12", "山洪过后", f"{'滨河县发生山洪。' * 20}13人死亡。", facts, published="2021")
    results = search.search(db, "13人死亡")
    assert (articles(results), results.total) == (["a12", "a11"], 2)
    assert next(hit.snippet for hit in results.hits if hit.type == "fact") == "13人"
    db.close()


def test_an_article_without_a_title_is_called_by_its_beginning() -> None:
    db = make()
    body = "昨日，东湖渡口恢复通航。\n两岸居民不必再绕行滨河大桥。"
    with db.atomic():
        add(db, "a11", None, body, [{"kind": "place", "text": "东湖"}])
    hit = search.search(db, "渡口").hits[0]
    assert (hit.title, hit.opening) == (None, "昨日，东湖渡口恢复通航。 两岸居民不必再绕行滨河……")
    called = "〔无题〕昨日，东湖渡口恢复通航。 两岸居民不必再绕行滨河……"
    for by_date in (False, True):
        (found,) = result_list(db.conn, Asked("渡口", by_date=by_date)).articles
        assert found.title == called
    keys = "SELECT docid, number FROM facts WHERE article = 'a11'"
    assert [row["article_title"] for row in with_sentences(db.conn, keys, {})] == [called]
    db.close()


def test_a_name_that_is_nowhere_finds_nothing(db: Database) -> None:
    results = search.search(db, "田贵荣")
    assert (results.total, results.hits) == (0, ())


def test_nearest_articles_meet_the_filters(db: Database) -> None:
    open_question = articles(search.search(db, "铁路有多长？"))
    dated = articles(search.search(db, "铁路有多长？ 日期:2020"))
    assert open_question[0] == "a05" and dated == ["a10"]


def test_filters_alone_give_the_newest_first(db: Database) -> None:
    assert articles(search.search(db, "日期:2019..2020")) == ["a10", "a04", "a03", "a02"]


def test_limit_and_offset_count_articles(db: Database) -> None:
    everything = articles(search.search(db, "改革 OR 铁路 OR 发展", limit=100))
    assert len(everything) == 7
    parts = [
        articles(search.search(db, "改革 OR 铁路 OR 发展", limit=3, offset=at))
        for at in (0, 3, 6, 9)
    ]
    assert [one for part in parts for one in part] == everything
    assert [len(part) for part in parts] == [3, 3, 1, 0]


def test_ranks_go_on_over_pages(db: Database) -> None:
    hits = search.search(db, "改革 OR 铁路", limit=2, offset=2).hits
    assert sorted({hit.rank for hit in hits}) == [3, 4]


def test_many_results_are_counted_up_to_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("db.search.candidates.COUNTED", 5)
    db = make()
    assert (search.search(db, "市").total, search.search(db, "市").more) == (4, False)
    assert (search.search(db, "。").total, search.search(db, "。").more) == (5, True)
    db.close()


def test_of_many_results_titles_and_newest_are_ranked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("db.search.results.SCORED", 2)
    monkeypatch.setattr("db.search.candidates.RANKED", 2)
    db = make()
    add(db, "b01", "重庆", "重庆\n正文。", published="2022")
    results = search.search(db, "。", limit=2)
    assert len(articles(results)) == 2 and results.total == len(ARTICLES) + 1
    assert articles(search.search(db, "重庆", limit=9)) == ["a07", "b01", "a10"]
    db.close()


def test_the_other_script_finds_the_same(db: Database) -> None:
    for one, other in [
        ("铁路有多长？", "鐵路有多長？"),
        ("头发", "頭髮"),
        ("標題:發展", "标题:发展"),
    ]:
        assert articles(search.search(db, one)) == articles(search.search(db, other)) != []


def test_one_query_after_the_other(db: Database) -> None:
    results = [search.search(db, name, limit=1) for name in ("田贵凡", "没有的人", "王宁")]
    assert [(one.query, one.total) for one in results] == [
        ("田贵凡", 1),
        ("没有的人", 0),
        ("王宁", 1),
    ]
    assert asdict(results[0])["hits"][0]["article"] == "a01"


def test_markup_in_texts_and_queries_is_escaped(db: Database) -> None:
    text = BODY["a08"]
    assert search.highlight(text, "改革&开放").endswith("<mark>改革&amp;开放</mark>也原样保存。")  # type: ignore[union-attr]
    for query in ("<script>", "</mark>", "alert(1)", "<b>", '"'):
        shown = search.highlight(text, query)
        assert shown is not None
        assert "<script" not in shown and "<b>" not in shown
        assert shown.count("<mark>") == shown.count("</mark>") >= (query in text)


def test_marks_stand_on_the_original_characters() -> None:
    assert (
        search.highlight("頭髮與發展３Ａ級", "头发 3a")
        == "<mark>頭髮</mark>與發展<mark>３Ａ</mark>級"
    )
    assert search.highlight("頭髮、头发", "=頭髮") == "<mark>頭髮</mark>、头发"
    assert search.highlight("民政民政局", "民政 政局") == "<mark>民政民政局</mark>"
    assert search.highlight("甲乙丙", "甲 -乙") == "<mark>甲</mark>乙丙"
    assert search.highlight("𠮷野家", "野家") == "𠮷<mark>野家</mark>"
    assert search.highlight(None, "甲") is None
    assert search.highlight("甲", None) == "甲"


def test_a_snippet_is_cut_around_the_first_mark() -> None:
    text = "前" * 300 + "。遂宁市" + "后" * 300
    shown = search.snippet(text, "遂寧", 40)
    assert shown == "…<mark>遂宁</mark>市" + "后" * 37 + "…"
    quote = "前" * 90 + "。”遂宁" + "后" * 90
    assert search.snippet(quote, "遂宁", 20) == "…<mark>遂宁</mark>" + "后" * 18 + "…"
    assert search.snippet("短", "长") == "短"
    assert search.snippet("长" * 200, "短", 10) == "长" * 10 + "…"


def test_the_sql_functions(db: Database) -> None:
    row = db.execute(
        "SELECT zh_highlight('頭髮', '发'), zh_snippet('頭髮', '发'), zh_snippet('頭髮乾', '发', 2),"
        " zh_contains('頭髮', '头发'), zh_contains(NULL, 'x'), zh_near('甲一乙', '乙', '甲', 1),"
        " zh_near('甲一乙', '乙', '甲', 0), zh_tokens(NULL), zh_pinyin('遂寧')"
    ).fetchone()
    marked = "頭<mark>髮</mark>"
    assert row == (marked, marked, f"{marked}…", 1, 0, 1, 0, None, "sui ning")
