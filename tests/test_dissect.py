"""Pages become articles: roles, headline, meta, and every line accounted for."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

import pytest
from conftest import load_cases

from ingest import byline
from ingest.dates import iso_date
from ingest.dissect import dissect
from ingest.model import Record, Rejected, Source
from ingest.process import process

PAGES = [*load_cases("dissect/pages.json"), *load_cases("dissect/sites.json")]


@pytest.mark.parametrize("case", PAGES, ids=lambda case: case["label"])
def test_pages(case: dict[str, Any]) -> None:
    article = dissect(case["page"], case.get("given", {}))
    assert [line.role for line in article.lines] == case["roles"]
    assert [line.kind for line in article.furniture] == case["furniture"]
    for name in ("title", "subtitle", "byline", "publisher", "section", "published", "url"):
        assert getattr(article, name) == case.get(name), name


@pytest.mark.parametrize("case", PAGES, ids=lambda case: case["label"])
def test_every_character_is_accounted_for(case: dict[str, Any]) -> None:
    page = case["page"]
    article = dissect(page, case.get("given", {}))
    spans = [(start, start + length) for _, start, length in article.origin]
    spans += [(line.start, line.end) for line in article.furniture]
    rest = list(page)
    for start, end in spans:
        rest[start:end] = [" "] * (end - start)
    assert "".join(rest).strip() == ""
    for body_start, page_start, length in article.origin:
        assert (
            article.body[body_start : body_start + length] == page[page_start : page_start + length]
        )


@pytest.mark.parametrize("case", PAGES, ids=lambda case: case["label"])
def test_sentences_cover_the_body_in_order(case: dict[str, Any]) -> None:
    article = dissect(case["page"], case.get("given", {}))
    assert [s.number for s in article.sentences] == list(range(len(article.sentences)))
    covered = "".join(article.body[s.start : s.end] for s in article.sentences)
    # Blanks between two sentences are in neither.
    assert "".join(covered.split()) == "".join(article.body.split())


def test_spam_is_set_aside() -> None:
    bait = "国产精品在线观看|午夜福利视频|亚洲高清自拍|麻豆传媒免费观看"
    page = (
        f"{bait}\n真的标题\n正文说了一件事，它很长，长得足以被当成一段话来看待，所以就这样写下去。"
    )
    article = dissect(page, {})
    assert [(line.kind, line.text) for line in article.furniture] == [("bait", bait)]
    assert article.title == "真的标题"


@pytest.mark.parametrize(
    ("text", "is_spam"),
    [
        ("欧美一区二区三区在线观看\n久久精品国产亚洲av\n滨河网站登录\n", True),
        ("亚博官网入口_亚博app下载\n新葡京娱乐场注册送88元\n六合彩开奖 时时彩平台 百家乐\n", True),
        ("国产高清视频会议系统在线观看展示会今日开幕\n午夜航班增至四班\n", False),
        ("警方捣毁一网络赌博窝点\n他们以百家乐、时时彩、老虎机招揽赌客，注册送彩金，投注下注都在网上。\n", False),
    ],
)  # fmt: skip
def test_a_page_of_nothing_but_spam_is_no_article(text: str, is_spam: bool) -> None:
    made = process(Source("0" * 64, "a.txt", "text/plain", "utf-8", text, len(text)))
    assert isinstance(made, Rejected if is_spam else Record)


def test_paragraphs_know_their_heading() -> None:
    article = dissect(PAGES[0]["page"], {})
    headings = [line.heading for line in article.lines if line.role == "paragraph"]
    assert headings == [None, "先易后难 逐步推开"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2018-08-29", "2018-08-29"),
        ("2018.8.29", "2018-08-29"),
        ("2018年8月", "2018-08"),
        ("二〇一八年八月二十九日", "2018-08-29"),
        ("发布于二零一八年十月三十日 08:30", "2018-10-30T08:30"),
        ("一九九八年十二月", "1998-12"),
        ("Aug 29, 2018 3:43 PM", "2018-08-29T15:43"),
        ("2018年8月29日 下午3:43", "2018-08-29T15:43"),
        ("2018年8月29日 上午9:05", "2018-08-29T09:05"),
        ("2018-08-29 12:10 AM", "2018-08-29T00:10"),
        ("2018-08-29 中午11:50", "2018-08-29T11:50"),
        ("Wed Aug 29 15:43:00 +0800 2018", "2018-08-29T15:43:00+08:00"),
        ("二〇一八年十三月四十日", "2018"),
        ("Wed, 29 Aug 2018 01:00:00 GMT", "2018-08-29T01:00:00Z"),
        ("2018", "2018"),
        ("20180829", "2018-08-29"),
        ("2018年08月29日 08:05", "2018-08-29T08:05"),
        ("2018-08-29T15:43:42+08:00", "2018-08-29T15:43:42+08:00"),
        ("2018-02-30", None),
        ("20/12/2021", "2021-12-20"),
        ("5.5.2021", "2021-05-05"),
        ("05/06/2021", "2021"),
        ("民国110年3月5日", "2021-03-05"),
        ("中華民國91年3月19日星期二", "2002-03-19"),
        ("昨天", None),
        ("", None),
        (None, None),
    ],
)
def test_dates_keep_their_precision(text: str | None, expected: str | None) -> None:
    assert iso_date(text) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("本报记者 李晓", True),
        ("本报记者李晓 通讯员 王芳", True),
        ("滨河日报首席记者 李晓，通讯员 王芳 文/图", True),
        ("（記者李曉、王芳）", True),
        ("文／李晓", True),
        ("记者昨日从市政府获悉", False),
        ("记者在现场看到", False),
        ("记者采访了十多位老人", False),
        ("本报记者 李晓 摄", False),
        ("记者：您怎么看？", False),
        ("作者：这本书写了十年。", False),
    ],
)
def test_a_byline_is_nothing_but_names(line: str, expected: bool) -> None:
    assert byline.is_byline(line) is expected


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        (["本报讯（记者 李晓 通讯员 王芳）昨日，渡口恢复通航。"], "记者 李晓 通讯员 王芳"),
        (["滨河社滨河3月5日电 (记者 李晓)渡口恢复通航。"], "记者 李晓"),
        (["渡口恢复通航。（本报记者 李晓）"], "本报记者 李晓"),
        (["渡口恢复通航。", "（记者李晓摄）"], None),
        (["他说（记者问过他）不知道。"], None),
        (["渡口（通讯员之家）恢复通航。"], None),
        ([], None),
    ],
)
def test_bylines_in_the_text(paragraphs: list[str], expected: str | None) -> None:
    assert byline.in_text(paragraphs) == expected


@pytest.mark.parametrize(
    ("text", "language", "script"),
    [
        ("滨河市新增公交线路12条，方便了沿线居民出行。", "zh", "simplified"),
        ("臺北市新增公車路線，方便沿線居民。", "zh", "traditional"),
        ("滨河市与 Microsoft 公司签署协议。", "zh", "simplified"),
        ("東京の新しい路線が開通しました。", "ja", "traditional"),
        ("서울에 새로운 버스 노선이 생겼다.", "ko", "none"),
        ("The city of Binhe has opened twelve new bus lines for the people.", "en", "none"),
        ("В городе открыты новые маршруты.", "ru", "none"),
        ("Президент України заявив, що їх переговори почалися в Києві.", "uk", "none"),
        ("Қазақстан Президенті бүгін Астанада үкімет отырысын өткізді.", "kk", "none"),
        ("Монгол Улсын Ерөнхийлөгч өнөөдөр элчин сайдыг хүлээн авлаа.", "mn", "none"),
        ("Председник Србије је данас разговарао са амбасадором о сарадњи.", "und", "none"),
        ("أعلنت وزارة الخارجية اليوم أن الصين ستواصل دعم التعاون.", "ar", "none"),
        ("رئیس جمهور ایران امروز با وزیر امور خارجه چین گفتگو کرد.", "fa", "none"),
        ("شىنجاڭ خەۋەرلىرى بۈگۈن ئۈرۈمچىدە ئېلان قىلىندى.", "ug", "none"),
        ("བོད་ལྗོངས་ཀྱི་གསར་འགྱུར། འདི་ནི་གསར་འགྱུར་ཞིག་རེད།", "bo", "none"),
        ("8月5日，2023 Binhe International Marathon（滨河国际马拉松）开跑，来自Kenya、Ethiopia的选手参赛。", "zh", "simplified"),
        ("La ville de Binhe (滨河市) a rénové ses vieux logements cette année.", "und", "simplified"),
        ("Die Stadt eröffnet neue Buslinien.", "und", "none"),
        ("12345", "und", "none"),
    ],
)  # fmt: skip
def test_other_languages_are_labelled(text: str, language: str, script: str) -> None:
    article = dissect(text, {})
    assert (article.body, article.language) == (text, language)
    assert article.script == script


def test_a_table_in_markdown_has_rows() -> None:
    page = "# 夜市\n\n据统计，夜市摊位共320个。\n\n| 商圈 | **客流** |\n|:---|---:|\n| 城南 | 90万人次 |\n| | |\n"
    article = dissect(page, {}, "text/markdown")
    assert article.body == "夜市\n据统计，夜市摊位共320个。\n商圈\t客流\n城南\t90万人次"
    assert not article.furniture
    for start, found, length in article.origin:
        assert article.body[start : start + length] == page[found : found + length]


@pytest.mark.parametrize(
    "text",
    [
        "The company shipped 2018 tons to 3 cities and earned $2.5 million, up 12%, in 2017.",
        "2018年8月29日、東京で3人のけがが報告された。約500万円の被害があったという。",
    ],
)
def test_other_languages_give_no_facts(text: str) -> None:
    raw = text.encode()
    record = process(
        Source(sha256(raw).hexdigest(), "a.txt", "text/plain", "utf-8", text, len(raw))
    )
    assert isinstance(record, Record)
    assert record.article.body == text
    assert record.facts == ()


@pytest.mark.parametrize("signs", ["** {} **", "**\x85{}**", "# ** {}**", "[ {} ](x)", "` {}`"])
def test_blanks_inside_of_signs_are_no_part_of_a_line(signs: str) -> None:
    headline = "河湾县改造老旧小区"
    page = f"{signs.format(headline)}\n去年以来，河湾县投入3200万元改造老旧小区46个，惠及居民8900户，居住环境明显改善。"
    article = dissect(page, {}, "text/markdown")
    assert article.title == headline
    for start, on_page, length in article.origin:
        assert article.body[start : start + length] == page[on_page : on_page + length]
