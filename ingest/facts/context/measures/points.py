"""What the points of a match measure: a team's points in its table, by how many it is ahead.

本场过后，江城队积 | 54分       积分, and not what was scored then
半场结束时，宁江队落后 | 9分    落后分差
以 | 3分 | 惜败于北江队         惜败分差
"""

from __future__ import annotations

from ingest.facts.context.sight import Sight
from ingest.facts.late import late

_AHEAD = late(
    "领先|落后|反超|净胜|净负|超出|拉开|惜败|险胜|小胜|小负|大胜|完胜|惨败|憾负|负于|输给|不敌"
)
"""Verbs of how far apart two are."""
_ENDED = late("(?:惜败|险胜|小胜|小负|大胜|完胜|惨败|憾负|力克|负于|输给|不敌|击败|战胜|击退|落败)")
"""Behind a number: by how much a match was won or lost."""
_APART = late("距离|相差|仅差|只差")
_HANDED_IN = late(
    "(?:贡献|砍下|拿下|轰下|轰得|砍得|拿到|得到|获得|送出|打出|连得|独得|连续得|狂砍)?得(?:分|数)"
)


def points(sight: Sight, measure: str | None) -> str | None:
    """The measure of a number of points, whose unit says only that they were won."""
    fact = sight.fact
    if fact.unit != "分" or measure is None or not measure.endswith(("得分", "得数", "分数")):
        return measure
    if sight.masked[fact.start - 1] == "积":
        return "积分"
    if _APART.search(sight.masked, sight.clause[0], fact.start):
        return "分差"
    ended = _ENDED.match(sight.masked, fact.end)
    if ended is not None and measure == "得分":
        return ended.group() + "分差"
    ahead = _AHEAD.search(measure)
    if ahead is not None:
        return measure.removesuffix("分数").removesuffix("得分").removesuffix("的") + "分差"
    return "得分" if _HANDED_IN.fullmatch(measure) else measure
