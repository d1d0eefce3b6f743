"""The events that an article tells of: 一起沉船事故, 袭击造成…."""

from __future__ import annotations

from ingest.facts.late import late

_HAPPENED = late(
    "(?:一[起次场]|(?:发生|引发|遭[遇受])了?(?:(?:[一两二三四五六七八九十多]+|\\d+)[起次场])?)(?:[一-鿿]{0,12}的)?"
    r"(?:的?(?:[里芮]氏|规模)?\d[\d.]*级(?:左右)?的?)?"
    "(?P<what>[一-鿿]{0,10}?(?:事故|车祸|案件|事件|爆炸|火灾|地震|袭击|灾害|洪水|洪灾|泥石流|滑坡|坍塌|山火|枪击|海啸|龙卷风|侧翻|相撞|追尾|坠毁|沉船|溺水|踩踏|脱轨)"
    "(?:事[故件]|灾害|案件?)?)"
)
_CAUSE = late(
    "(?P<what>(?:空袭|袭击|爆炸|火灾|地震|洪水|洪灾|泥石流|滑坡|坍塌|山火|枪击|海啸|台风|暴雨|事故|冲突|灾害))"
    "(?:事[故件])?(?:已经?|共|目前|总共|累计)*(?:造成|导致|致使?|引发)"
)


class Events:
    """Asked about a stretch of the article."""

    def __init__(self, text: str, folded: str) -> None:
        self.text, self.folded = text, folded

    def told(self, start: int, end: int, word: str = "") -> tuple[str, int] | None:
        """The event that a stretch tells of last, if `word` ends its name, and where it ends."""
        found = _HAPPENED.finditer(self.folded, start, end)
        ending = [match for match in found if match["what"].endswith(word)]
        if not ending:
            return None
        first, last = ending[-1].span("what")
        return self.text[first:last], last

    def cause(self, start: int, end: int) -> str | None:
        """…多地的 | 袭击 | 已造成: the event that is named right before what it causes."""
        named = _CAUSE.search(self.folded, start, end)
        return self.text[slice(*named.span("what"))] if named else None
