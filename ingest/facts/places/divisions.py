"""Administrative divisions of China and the GB/T 2260 codes they had at a date."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.resources import files

# Nationalities as they stand in the names of autonomous prefectures, counties and banners.
_NATIONALITIES = re.compile(
    "(?:蒙古族?|回族?|藏族|藏|维吾尔|苗族|彝族|壮族?|布依族|朝鲜族|满族|侗族|瑶族|白族|土家族|哈尼族|哈萨克族?|傣族"
    "|黎族|傈僳族|佤族|畲族|拉祜族|水族|东乡族|纳西族|景颇族|柯尔克孜|土族|达斡尔族|仫佬族|羌族|布朗族|撒拉族"
    "|毛南族|仡佬族|锡伯|塔吉克|怒族|普米族|鄂温克族|保安族|裕固族|独龙族|鄂伦春|各族|多民族)+$"
)
_SUFFIX = re.compile(
    "(?:特别行政区|维吾尔自治区|壮族自治区|回族自治区|自治区|自治州|自治县|自治旗|新区|地区|[省市县区旗盟])$"
)
CITIES = ("110000", "120000", "310000", "500000")
"""The cities that are provinces."""
_TEAMS = {"中国台北": "710000", "中华台北": "710000"}
"""What teams are called: by no name that the register has."""
_RANK = {"province": 1, "prefecture": 2, "county": 3}


@dataclass(frozen=True)
class Division:
    """A division under one of its codes, and the months between which it had that code."""

    code: str
    name: str
    since: str
    until: str

    @cached_property
    def level(self) -> str:
        """`province`, `prefecture` or `county`, as the code has it."""
        if self.code.endswith("0000"):
            return "province"
        # 429004 仙桃市: a county-level city directly under its province
        return "prefecture" if self.code.endswith("00") else "county"

    @cached_property
    def rank(self) -> int:
        """1 for a province, 2 for a prefecture, 3 for a county."""
        return _RANK[self.level]

    def within(self, other: Division) -> bool:
        """Whether the code lies below the other's."""
        return self.rank > other.rank and self.code.startswith(other.code[: 2 * other.rank])


def stem(name: str) -> str:
    """The name as the press shortens it: 遂宁市 → 遂宁, 凉山彝族自治州 → 凉山; else unchanged."""
    bare = _SUFFIX.sub("", name)
    if name.endswith(("自治州", "自治县", "自治旗")):
        bare = _NATIONALITIES.sub("", bare) or bare
    return bare if len(bare) >= 2 else name


def short_forms(name: str) -> tuple[str, ...]:
    """The shorter forms of a full name, without the full name itself."""
    bare = stem(name)
    forms = {bare}
    if name.endswith("自治州"):
        forms.add(bare + "州")
    elif name.endswith("自治县"):
        forms.add(bare + "县")
    return tuple(sorted(forms - {name}))


class Register:
    """The divisions of all years, found by code or by name."""

    def __init__(self, rows: list[Division]) -> None:
        self.by_code: dict[str, list[Division]] = {}
        self.by_name: dict[str, list[Division]] = {}
        self.by_stem: dict[str, list[Division]] = {}
        shorts: dict[str, tuple[str, ...]] = {}
        self._changes = sorted(
            {"0000-00", *(month for row in rows for month in (row.since, row.until) if month)}
        )
        for row in rows:
            self.by_code.setdefault(row.code, []).append(row)
            self.by_name.setdefault(row.name, []).append(row)
            if row.name not in shorts:
                shorts[row.name] = short_forms(row.name)
            for form in shorts[row.name]:
                self.by_stem.setdefault(form, []).append(row)
        for team, code in _TEAMS.items():
            self.by_stem[team] = self.by_code.get(code, [])

    def edition(self, date: str | None) -> str:
        """The month of the last change of any division by an ISO date (None: today).

        All dates of one edition have the same divisions, so what is asked of it can be kept.
        """
        month = (date or "9999-12")[:7]
        if len(month) == 4:
            month += "-12"
        return self._changes[bisect_right(self._changes, month) - 1]

    def at(self, rows: list[Division], date: str | None) -> list[Division]:
        """Those of `rows` in force at an ISO date (None: today); if none was, the nearest ones."""
        month = self.edition(date)
        valid = [row for row in rows if row.since <= month and (not row.until or month < row.until)]
        if valid:
            return valid
        last = max((row.until for row in rows if row.until and row.until <= month), default=None)
        if last is not None:
            return [row for row in rows if row.until == last]
        first = min(row.since for row in rows)
        return [row for row in rows if row.since == first]

    def path(self, division: Division, date: str | None) -> str:
        """Full administrative path: 四川省遂宁市安居区."""
        names = []
        for code in (division.code[:2] + "0000", division.code[:4] + "00"):
            above = self.by_code.get(code)
            if above and code != division.code:
                names.append(self.at(above, date)[0].name)
        return "".join([*names, division.name])


@lru_cache(maxsize=1)
def register() -> Register:
    """The bundled table, read once."""
    text = files("ingest.facts").joinpath("tables/divisions.tsv").read_text("utf-8")
    lines = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return Register([Division(*line) for line in lines])
