"""Units of measure, currencies and measure words: what follows a number, and what it is worth."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from importlib.resources import files

from ingest.facts.late import late
from ingest.model import Kind


@dataclass(frozen=True)
class Unit:
    """A line of `tables/units.tsv`, for one of its names."""

    name: str
    kind: Kind
    dimension: str
    norm_unit: str
    factor: Fraction | None
    weak: bool

    def normalise(self, value: Fraction) -> float | None:
        """The value in the norm unit; None where the unit has no fixed relation to it."""
        if self.dimension == "temperature" and self.factor is None:
            value = (value - 32) * 5 / 9
        elif self.factor is None:
            return None
        elif self.factor != 1:
            value *= self.factor
        return value.numerator if value.denominator == 1 else float(value)


@lru_cache(maxsize=1)
def unit_table() -> dict[str, Unit]:
    """Every unit by its name in the fold."""
    text = files("ingest.facts").joinpath("tables/units.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    table: dict[str, Unit] = {}
    for kind, dimension, norm_unit, factor, strength, names in rows:
        if kind == "kind":
            continue
        for name in names.split():
            share = Fraction(factor) if factor else None
            if dimension == "count":
                norm_unit, share = name, Fraction(1)
            table[name] = Unit(name, kind, dimension, norm_unit, share, strength == "weak")  # type: ignore[arg-type]
    return table


@lru_cache(maxsize=1)
def unit_lengths() -> dict[str, tuple[int, ...]]:
    """How long the units are that begin with a character, longest first."""
    lengths: dict[str, set[int]] = {}
    for name in unit_table():
        lengths.setdefault(name[0], set()).add(len(name))
    return {first: tuple(sorted(found, reverse=True)) for first, found in lengths.items()}


def unit_at(folded: str, position: int) -> Unit | None:
    """The longest unit that begins at `position`."""
    lengths = unit_lengths().get(folded[position : position + 1])
    if lengths is None:
        return None
    table = unit_table()
    for length in lengths:
        end = position + length
        unit = table.get(folded[position:end])
        if unit is not None:
            if _is_latin(unit.name[-1]) and _is_latin(folded[end : end + 1]):
                return None  # 737 | MAX
            return None if _NOUNS.match(folded, position) else unit
    return None


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalpha() and character != "x"


MANY = 10
COUNTED = late(
    "(?:村民|市民|居民|农民|牧民|渔民|学生|师生|学子|教师|职工|员工|工人|党员|干部|群众|游客|观众|旅客"
    "|乘客|顾客|网友|儿童|老人|孩子|官兵|战士|民警|医生|护士|志愿者|嘉宾|选手|农户|贫困户|家庭|企业|商户|家长)"
)
"""Whom so many are counted of without a measure word: 500多 | 村民."""
_NOUNS = late(
    "群[众体岛]|峰[山会值]|[村市]民|[省市县区镇乡村]级|乡亲|村[医官干]"
    "|人民(?=群众|[^一-鿿]|[的和对为同在把将心])|单[元位词个打日季月周场价一独双身亲科品纯据项向边式线层间证列]"
    "|家长(?=[们来参和的在与代是对及说]|[^一-鿿])|户外(?=爱好|运动|用品|活动|广告|旅|俱乐部|徒步)"
    "|城[镇乡](?=居民|低保|户籍|户口|人口|职工|劳动力|就业|困难|常住)|城市(?=居民|低保|户籍|户口|困难)"
    "|户籍|户主(?![要体动打营])|家庭(?!院)|股[民权]|股东(?![方风阳])|口罩|台[湾胞商]|队[员伍]|部[队落]|项目(?![标录])"
    "|处方[药笺]|宗教|团员|班[长组子]|具[备有]|度假|场[馆所]|场地(?=设施|面积|租)|担任|本科[生毕学]|本土"
    "|本地(?=居民|企业|人口|村民|户籍|学生|青年|农民|市民|员工)|份额|顶[尖级]|名优|期货|代表|组[织员](?!毛)"
    "|批发|条[件幅]|剂量|尾矿|关口"
)
"""Nouns that begin with a measure word: 十余万 | 群众, 五 | 峰山, 500多 | 村民, 4万 | 城镇居民."""
