"""A number whose subject is wanted."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.facts.context.attribution import Source
from ingest.facts.context.carried import Sentence
from ingest.facts.context.measures.measure import is_measure
from ingest.facts.context.places.scope import Where
from ingest.facts.context.sight import About, Sight
from ingest.facts.context.subjects.possessions import FUNDS
from ingest.facts.late import late
from ingest.script import fold

NOBODY = ""
"""The answer of a rule that knows that the number is nobody's."""
_ALONE = 5
"""A measure so long says by itself what is measured (固定资产投资): no common noun acts in it."""


def stands_alone(read: About) -> bool:
    """Whether a measure opens its clause and needs nobody: 社会消费品零售总额增长5%."""
    if _OWNED.search(read.base or ""):
        return False
    return read.rule == "measured.head" and len(read.base or "") >= _ALONE and not read.noun


_OWNED = late("市场份额|市场占有|市占率|渗透率|净[流买卖利资]|毛利|主营业务|负债率|募")
"""What somebody on a market has, however long its name is: 净流入金额, 资产负债率."""
_RATES = ("率", "比重", "占比", "比例")


def measured_thing(read: About) -> str | None:
    """The noun that a number was read of, unless it is the measure itself: …增长的 | 贡献率."""
    measure = fold(read.noun or "").endswith(_RATES) and (read.base or "").endswith(
        f"的{read.noun}"
    )
    return None if measure else read.noun


@dataclass(slots=True)
class Asked:
    """A number whose subject is wanted, with all that may tell it."""

    read: About
    sight: Sight
    sentence: Sentence
    where: Where | None
    source: Source | None


def only_measured(asked: Asked, name: str) -> bool:
    """Whether what stands before a number is a measure of somebody who is not told there."""
    fact = asked.sight.fact
    counts = fact.kind == "figure" and fact.dimension in (None, "count", "people")
    part = fact.kind == "percent" and asked.read.rule == "counted.object"
    if not part and (
        (counts and fact.unit) or not asked.read.rule.startswith(("measured", "share"))
    ):
        return False
    return is_measure(fold(name)) and FUNDS.search(fold(name)) is None
