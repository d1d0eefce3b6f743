"""Dates and periods on sentences of our own; each case names its kind."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any

import pytest
from test_quantities import load

from ingest.facts.document import Document
from ingest.facts.time import extract_times, resolve
from ingest.facts.time.calendar import festival, lunar_month, solar_term
from ingest.facts.time.lexicon import every_piece, pieces
from ingest.facts.time.moments import to_date

CASES = Path(__file__).parent / "cases" / "facts" / "times.jsonl"


@pytest.mark.parametrize("case", load(CASES))
def test_times(case: dict[str, Any]) -> None:
    facts = extract_times(Document(case["text"], case["published"]), [])
    got = [
        {key: getattr(fact, key) for key in wanted}
        for fact, wanted in zip(facts, case["facts"], strict=True)
    ]
    assert got == case["facts"]


@pytest.mark.parametrize(
    ("phrase", "now", "iso"),
    [
        ("去年7月", "2018-08-29", "2017-07"),
        ("9月30日", "2008-03-13", "2008-09-30"),
        ("星期一", "2013-02-12", "2013-02-18"),
        ("20240307", None, "2024-03-07"),
        ("6·30", "2021-06-14", "2021-06-30"),
        ("2025年前", "2021-06-14", "2021-06-14/2025"),
        ("下午1点10分到3点", "2021-06-14T01:06:40", "2021-06-14T13:10/2021-06-14T15"),
        ("60小时前", "2019-02-18T07:00", "2019-02-15T19:00"),
        ("2017年8月15日至2018年3月29日", None, "2017-08-15/2018-03-29"),
        ("四月的最后一个星期一", "2019-08-01", "2019-04-29"),
        ("农历闰四月", "2020", "2020-05-23/2020-06-20"),
        ("随便说说", "2020-01-01", None),
        ("三三年", "2021-06-14", "1933"),
        ("24年", "2021-06-14", "2024"),
        ("11世纪初", "2021-06-14", "1000/1019"),
        ("20世纪60年代末", "2021-06-14", "1967/1969"),
        ("二十几年前", "2021-06-14", "1991/2001"),
        ("9月10号，11号，12号", "2021-06-14", "2021-09-10/2021-09-12"),
        ("15个工作日内", "2021-06-14", "2021-06-14/2021-07-05"),
        ("第三天上午", "2021-06-14", "2021-06-16"),
        ("一年半后", "2019", "2020-07"),
        ("下午三点", "2021-09-01T15:15:32", "2021-09-02T15"),
        ("上个半年", "2019-09-05", "2019-01/2019-06"),
        ("上上个月", "2019-09-05", "2019-07"),
        ("后1年", "2017-03-22", "2017-03-23/2018-03-22"),
    ],
)
def test_phrases(phrase: str, now: str | None, iso: str | None) -> None:
    assert resolve(phrase, now) == iso


def test_same_words_same_day_in_any_script() -> None:
    for text in ("去年農曆正月十五", "去年农历正月十五"):
        (fact,) = extract_times(Document(text, "2020-07-26"), [])
        assert fact.resolved == "2019-02-19"


def test_figures_of_the_calendar() -> None:
    """The lunar years follow one another without a gap; feasts fall where they fell."""
    for year in range(1900, 2100):
        last = lunar_month(year, 12)
        following = lunar_month(year + 1, 1)
        assert last is not None
        assert following is not None
        assert to_date(following[0]) - to_date(last[1]) == dt.timedelta(days=1)
    assert festival("春节", 2020) == (2020, 1, 25)
    assert festival("中秋", 2020) == (2020, 10, 1)
    assert festival("复活节", 2013) == (2013, 3, 31)
    assert solar_term("清明", 2024) == (2024, 4, 4)


def test_without_publication_nothing_is_guessed() -> None:
    facts = extract_times(Document("昨日，上周三，今年上半年，25日。"), [])
    assert [fact.resolved for fact in facts] == [None] * 4


def test_first_characters_let_every_piece_through() -> None:
    """The look ahead at first characters is for speed alone."""
    months = (
        "一月 二月 三月 四月 五月 六月 七月 八月 九月 十月 十一月 十二月 正月 腊月 七月七日".split()
    )
    words = (
        "七夕 上午十点 下旬 初六 同年 一季度 首季 全年 元旦 春节 本周五 次日 年底 月初 伊始 上世纪 前三季度 "
        "去年 今晚 明早 大后天 当晚 翌日 礼拜天 星期二 周末 民国三年 十三五时期 每月 至今 以来 国庆节 清明 "
        "除夕 重阳节 中秋 端午 圣诞节 劳动节 教师节 建军节 儿童节 妇女节 元宵 冬至当天 立春节气 凌晨 半夜"
    ).split()
    text = "，".join([*months, *words, *(f"2020年{month}" for month in months)])
    whole = [match.group() for match in re.finditer(every_piece(), text)]
    assert [piece.text for piece in pieces(text)] == whole
