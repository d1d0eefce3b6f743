"""Near-duplicates: editions are found, other reports are not."""

from __future__ import annotations

import pytest

from ingest.fingerprint import ALIKE, fingerprint, likeness

LINES = [
    "滨河市交通局8月29日介绍，今年以来，全市新增公交线路12条，投入资金3000万元，方便了沿线5万名居民。",
    "市民表示，新线路大大缩短了上下班的时间，也让老人看病更加方便，下一步还将继续优化线网，提高准点率。",
    "目前，滨河市共有公交线路86条，日均客运量达到32.5万人次，同比增长8.6%，公交分担率达到38%。",
]

TITLE = "滨河市新增公交线路 方便市民出行"
BODY = "\n".join((TITLE, *LINES))


def test_a_formula_makes_no_editions() -> None:
    one, other = (
        f"每日快评：{title}\n本台今天播发快评《{title}》。" for title in ("渡口", "一座老桥")
    )
    assert set(fingerprint(one)) & set(fingerprint(other))
    assert likeness(one, other) == 0 and likeness(one, one) == 1


@pytest.mark.parametrize(
    ("edit", "alike"),
    [
        (lambda text: "另一个标题\n" + text.split("\n", 1)[1], True),
        (lambda text: text.rsplit("\n", 1)[0], True),
        (lambda text: text.replace("万", "萬").replace("资", "資"), True),
        (lambda text: text.replace("公交", "供水").replace("，", "了，"), False),
        (lambda text: "完全不同的另一篇报道，说的是另一件事情。", False),
    ],
)
def test_editions_are_found_and_other_reports_are_not(edit, alike: bool) -> None:  # type: ignore[no-untyped-def]
    other = edit(BODY)
    assert bool(set(fingerprint(BODY)) & set(fingerprint(other))) >= alike
    assert (likeness(BODY, other) >= ALIKE) == alike
    assert likeness(BODY, other) == likeness(other, BODY)
