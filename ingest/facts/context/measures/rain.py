"""So many 毫米 where the text speaks of rain: what fell, and no length."""

from __future__ import annotations

from ingest.facts.context.sight import Sight
from ingest.facts.late import late

_LENGTH = "长度"
_NEAR = 60
_MOST = late("最大(?:降雨|降水|雨量)?点[^。;]{0,20}$")
_RAIN = late("[降暴大中小雷阵陣]雨|雨量|降水")


def is_rain(sight: Sight) -> bool:
    """Whether a number tells how much rain fell."""
    if sight.fact.unit != "毫米":
        return False
    around = sight.text[max(0, sight.fact.start - _NEAR) : sight.fact.end + _NEAR]
    return _RAIN.search(around) is not None


def of_rain(sight: Sight, measure: str | None) -> str | None:
    """降雨量 of 局地可达300毫米; another measure as it is."""
    if sight.fact.unit != "毫米" or measure is None:
        return measure
    if _MOST.search(sight.text, max(0, sight.fact.start - _NEAR), sight.fact.start):
        return "最大点降雨量"  # 最大降雨点在某乡，达到 | 1015.9毫米
    if not measure.endswith(_LENGTH) or not is_rain(sight):
        return measure
    what = measure.removesuffix(_LENGTH)
    return what + "量" if what.endswith(("降水", "降雨", "雨")) else what + "降雨量"
