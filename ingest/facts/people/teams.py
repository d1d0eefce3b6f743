"""Teams that no table names, before the offices of players and coaches."""

from __future__ import annotations

from ingest.facts.late import late
from ingest.facts.organisations.patterns import breaks
from ingest.facts.people.words import ends_in

_NEAR = 2000
"""How many characters around a bare team its full name is looked for."""
OF_PLAYERS = ends_in("of_players")
OF_A_TEAM = ends_in("of_a_team")
# 蓉城, 国安, 铜梁龙: no sport, no kind of player
TEAM_NAME = late(
    "(?!赛[前后]$|会后$)(?![一-鿿]*(?:球|女足|男足|女排|男排|女篮|男篮|国奥|国青|游泳|田径|体操|[籍裔队型级届的名位]$"
    "|着名|本土|年轻|外籍|现役)|[前原新老男女正副总小大]$)[一-鿿]{1,4}"
)


def team_of(text: str, floor: int, begin: int, role: str) -> str | None:
    """A team that no table names, directly before an athlete's or a coach's office."""
    if not OF_PLAYERS.search(role):
        return None
    begin -= text.startswith("队的", begin - 2)  # 实德队|的主教练
    begin -= role.startswith("外援") and text.startswith("双", begin - 1)  # 云岭龙|双外援
    start = max(floor, begin - 10)
    for _, stop in breaks(text, start, begin):
        start = stop
    start = max(start, text.rfind("、", start, begin) + 1)
    if text.startswith("队", begin - 1) and 2 <= begin - 1 - start <= 7:
        return text[start:begin]
    near = text[max(begin - _NEAR, 0) : begin + _NEAR]
    # 勇士主帅, where the article has 勇士队 too; 女足|队长 is no such place
    for length in (4, 3, 2):
        name = text[begin - length : begin] + "队"
        if begin - length >= start and near.count(name) > role.startswith("队"):
            return name
    bare = text[start:begin]
    if (
        len(bare) > 1
        and OF_A_TEAM.search(role)
        and TEAM_NAME.fullmatch(bare)
        and near.count(bare) > 1
    ):
        # 申花|主帅, which stands alone and comes again
        return bare
    return None
