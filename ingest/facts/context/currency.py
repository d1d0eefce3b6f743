"""Whose yuan an article counts in: 元 alone is the money of the place that the article is from.

行政院公布預算2000億元                 in an article from Taiwan: New Taiwan dollars
營收30億元（新台幣，下同）             said once for all that follows
人民币500万元                          says itself which one is meant
以美元计价，出口3023亿元               said for the rest of its paragraph
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property

from ingest.facts.context.places.setting import APART
from ingest.facts.document import Document
from ingest.facts.late import late, matches
from ingest.facts.written_in import written_in
from ingest.model import Fact
from ingest.records import changed

_OF_REGION = {"台湾省": "TWD", "香港特别行政区": "HKD", "澳门特别行政区": "MOP"}
_NAMED = {
    "TWD": re.compile("新?台币"),
    "HKD": re.compile("港[元币]"),
    "MOP": re.compile("澳门[元币]"),
}
_AT_HOME = {
    "TWD": re.compile("行政院|立法院|主计总处|全台(?![阶词])|新台币"),
    "HKD": re.compile("特区政府|立法会|港府"),
}
"""Words of an article that is written there."""
_MONEY = "新台币|台币|人民币|港[元币]|澳门[元币]|美元|欧元|日元|英镑"
_FOR_ALL = re.compile(f"(?:[(（](?P<of>{_MONEY})[,，、]?|(?P<sum>{_MONEY})[(（])下同[)）]")
"""In brackets, or behind the first sum: 3.87亿美元(下同)."""
_CODES = {
    "新": "TWD", "台": "TWD", "人": "CNY", "港": "HKD", "澳": "MOP",
    "美": "USD", "欧": "EUR", "日": "JPY", "英": "GBP",
}  # fmt: skip
_RECKONED_IN = late("[以按](?P<of>美元|欧元|日元|英镑|港元|港币|新台币|人民币)(?:计价|计算|计)")
_RECKONED = {"美元": "USD", "欧元": "EUR", "日元": "JPY", "英镑": "GBP", "人民币": "CNY"}
_RECKONED |= {"港元": "HKD", "港币": "HKD", "新台币": "TWD"}
_BARE = ("元", "块", "塊", "圆")


class Currency:
    """Which money 元 is, asked for one article."""

    def __init__(self, document: Document, facts: Sequence[Fact], default: str | None) -> None:
        self.folded = document.folded
        note = _FOR_ALL.search(self.folded)
        self._from = note.start() if note else 0
        self._said = _CODES[(note["of"] or note["sum"])[0]] if note else None
        self._document, self._facts, self._default = document, facts, default

    @cached_property
    def _home(self) -> str | None:
        """The money of the region that an article in Traditional characters is from."""
        if not self._document.traditional:
            return None
        region = written_in(self._document)
        of_setting = _of_place(region[0] if region else self._default)
        if of_setting is not None:
            return of_setting
        codes = (one.place_code for one in self._facts if one.kind == "place" and one.place_code)
        if any(code[:2] not in APART for code in codes):
            return None
        return next((code for code, said in _AT_HOME.items() if said.search(self.folded)), None)

    def told(self, fact: Fact) -> Fact:
        """The fact in the money that its 元 is."""
        if fact.norm_unit != "CNY" or (fact.unit or "") not in _BARE:
            return fact
        if "人民币" in self.folded[max(0, fact.start - 3) : fact.end]:
            return fact
        if self.folded.startswith("人民币", fact.end):
            return fact
        said = self._said if fact.end >= self._from else None
        code = self._reckoned_in(fact) or said or self._home
        if code is None:
            of_place = _of_place(fact.place)
            named = of_place is not None and _NAMED[of_place].search(self.folded)
            code = of_place if named else None
        return changed(fact, {"norm_unit": code}) if code not in (None, "CNY") else fact

    def _reckoned_in(self, fact: Fact) -> str | None:
        """The money that the paragraph said last, before the number, that it reckons in."""
        line = self.folded.rfind("\n", 0, fact.start) + 1
        said = list(matches(_RECKONED_IN, self.folded[line : fact.start], "计"))
        return _RECKONED[said[-1]["of"]] if said else None


def _of_place(path: str | None) -> str | None:
    return next((code for name, code in _OF_REGION.items() if (path or "").startswith(name)), None)
