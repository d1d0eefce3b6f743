"""Which central bank 央行 means in an article about another country."""

from __future__ import annotations

import re

from ingest.facts.late import late
from ingest.facts.named import Organisation

_SHORT = "央行"
_OF_CHINA = late("人民银行|中国|我国|国内|人民币|a股|沪深|逆回购|公开市场|降准|lpr|借贷便利")
"""An article that speaks of China or of the tools of its bank may mean that one."""
_ABROAD = re.compile("[^中我各国]央行$|中央银行$")
_WHOSE = late("[一-鿿](?<![该国各家于])[洲国本罗斯坦兰大利亚典士其度](?=央行)")
_BY_NAME = late("(?:日本|韩国|英格兰|加拿大)银行(?!业)")
"""Central banks whose names do not say that they are."""


def pointed(text: str, orgs: list[Organisation]) -> list[Organisation]:
    """The organisations; 央行 is the foreign one that the article names, where it names no other.

    Of several, or where nothing tells, it keeps the name that is printed.
    """
    if _SHORT not in text or _OF_CHINA.search(text):
        return orgs
    foreign = {org.name for org in orgs if _is_foreign(text, org)}
    foreign = foreign or {match[0] for match in _BY_NAME.finditer(text)}
    if not foreign:
        return orgs
    several = len({match[0] for match in _WHOSE.finditer(text)}) > 1
    name = _SHORT if several or len(foreign) > 1 else foreign.pop()
    return [
        org if text[org.start : org.end] != _SHORT else org._replace(name=name, rule="ellipsis")
        for org in orgs
    ]


def _is_foreign(text: str, org: Organisation) -> bool:
    """Whether a name is that of another country's central bank."""
    said = text[org.start : org.end]
    return said != _SHORT and (_ABROAD.search(said) or _ABROAD.search(org.name)) is not None
