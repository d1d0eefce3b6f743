"""Figures of a company's accounts: they are of all its business, wherever the article is set."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from ingest.facts.context.sight import About, Span
from ingest.facts.late import late
from ingest.model import Fact

ACCOUNTS = late(
    "营业(?:总?收入|额)|主营|营收|净利|利润|毛利|归母|市值|股价|换手率|回购|分红|派息|每股|总资产|资产总额|负债总额|总负债|净资产|资产负债率|存货|应收账款|亏损|[销产]量|销售额|出货量|投放量|资产总额|资产规模|不良(?:贷款)?[率余]|拨备|充足率|净息差"
)

_FORM = re.compile("(?:集团|股份|控股|有限|责任|总|公司)+$")


_CALLED = ("公司", "该公司", "本公司", "上市公司", "集团")
_PRODUCT = late("(?:[车酒药机品料]|品牌|业务|板块|系列|电池|芯片)$")
"""What a company makes or does business in."""
_ITSELF = re.compile("(?:该|本)?(?:公司|集团)|[该本全]行")
_WIDER = re.compile("全国|我国|行业|市场|[省市县区]")


class Accounts:
    """Which figures are from the accounts of a company that the article names."""

    def __init__(self, folded: str, facts: Iterable[Fact]) -> None:
        self._folded = folded
        self._companies = {
            name
            for fact in facts
            if fact.kind == "organisation" and fact.details.get("type") == "company"
            for name in (folded[fact.start : fact.end], fact.name or fact.text)
        }
        self._brands = {stem for name in self._companies if len(stem := _FORM.sub("", name)) > 1}
        end = folded.find("\n", folded.find("\n") + 1)
        lead = folded[: end if end >= 0 else len(folded)]
        self._held = False
        """Whether the last figure was one: what compares it is too."""
        self._of_one = any(name in lead for name in self._companies)

    def hold(self, read: About) -> bool:
        """Whether a figure is a company's: its measure is one of accounts, and a company has it
        or, where nobody is named, the article begins with one."""
        counts = (read.measure or "").endswith(("数", "数量"))
        self._held = not counts and ((read.inherits and self._held) or self._is_held(read))
        return self._held

    def _is_held(self, read: About) -> bool:
        if not read.measure or not ACCOUNTS.search(read.measure):
            return False
        if read.subject is not None and not read.rule.startswith("counted"):
            many = self._folded[read.subject[0] - 1] == "家"
            if not many and self._folded[slice(*read.subject)] in _CALLED:
                return True
        if read.subject is None:
            return self._of_one or self._held
        return bool(self._companies) and self._is_company(read.subject)

    def are_of(self, read: About, doer: str | None) -> bool:
        """Whether a figure is one of accounts and whose it is a company, whatever says so."""
        return doer in self._companies and ACCOUNTS.search(read.measure or "") is not None

    def _is_company(self, subject: Span) -> bool:
        """A company, or what has its name: 茅台, 茅台酒 of 茅台集团公司."""
        said = self._folded[slice(*subject)]
        if self._of_one and _PRODUCT.search(said) and not _WIDER.search(said):
            return True
        if _ITSELF.fullmatch(said) and self._folded[subject[0] - 1] not in "家的":
            return True
        return said in self._companies or any(brand in said for brand in self._brands)


def of_headline(folded: str, facts: Iterable[Fact]) -> str | None:
    """The one firm that the headline names, where the text names none as often."""
    end = folded.find("\n")
    firms = [fact for fact in facts if fact.details.get("type") == "company" and fact.name]
    named = {fact.name for fact in firms if fact.start < end}
    if len(named) != 1:
        return None
    first, often = Counter(fact.name for fact in firms).most_common(1)[0]
    return first if first in named and often > 1 else None
