"""Names and titles that hold a word of time and tell none: 今日头条, 五一广场, years in 《》."""

from __future__ import annotations

from ingest.facts.late import late
from ingest.facts.time.compose import Expression

# What makes a title or a name of the word before it.
_TITLES = {
    "relday": ("头条", "美国", "俄罗斯", "说法", "之后", "之子"),
    "festival": (
        *("广场", "路", "口号", "街", "村", "晚会", "联欢", "档", "礼", "花灯", "灯会", "·"),
        *(
            "新闻发",
            "座谈会",
            "茶话会",
            "团拜会",
            "招待会",
            "音乐会",
            "走基层",
            "致辞",
            "贺词",
            "招聘",
        ),
    ),
}
_TITLE = 60
"""No title is looked for further away."""
_BETTER = ("会更", "更美", "更好", "更加", "将更", "定会", "会越")
_BRIGHT = ("美好", "的", "创", "灿烂", "辉煌", "向", "赢", "幸福")
_OF_EVERY_YEAR = ("贯穿", "占", "和", "与")
_EVERY_YEAR = ("每逢", "每到", "历年", "往年", "逢")
_ANY_YEAR = late("(?:每年|每逢|逢年)(?:的|在)?[一-鿿]{2}[、和]?$")
"""The festival named behind another of every year: 每年中秋春节."""


def is_name(folded: str, item: Expression) -> bool:
    """Whether an expression is part of a name or a title, or a figure of speech."""
    first = item.tokens[0]
    follows = folded[item.end : item.end + 3]
    follows_on = folded[item.end : item.end + 6]
    if follows.startswith(_TITLES.get(first.kind, ())):
        return True
    if first.kind in ("festival", "lunar") and folded.endswith(_EVERY_YEAR, 0, item.start):
        return True
    if first.kind == "festival" and _ANY_YEAR.search(folded, max(0, item.start - 8), item.start):
        return True  # 每年中秋|春节
    if first.text == "明天" and (
        follows.startswith(_BETTER) or folded.endswith(_BRIGHT, 0, item.start)
    ):
        return True  # 祖国的明天会更好
    if first.text == "当年" and "当年" in folded[max(item.start - 6, 0) : item.start] + follows_on:
        return True  # 当年改建、当年运营
    if first.text == "全年" and folded.endswith(_OF_EVERY_YEAR, 0, item.start):
        return True
    if first.text == "今日" and folded.endswith("时至", 0, item.start):
        return True
    return in_title(folded, item.start, item.end)


def in_title(folded: str, start: int, end: int) -> bool:
    """Whether it stands inside 《》."""
    opened = folded.rfind("《", max(0, start - _TITLE), start)
    return (
        opened >= 0
        and folded.rfind("》", opened, start) < 0
        and folded.find("》", end, end + _TITLE) >= 0
    )
