"""The organisations and places that stand around names and offices, asked by their offsets."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cached_property

from ingest.facts.named import Organisation, Place
from ingest.facts.people.abroad import WITH_HE
from ingest.facts.places.gazetteer import counties_of_taiwan, of_taiwan

# 联合国儿童基金会|(UNICEF)|驻华代表, 某某集团|(01234.HK)|董事长
# 国家会展中心|(上海)|董事长
_ASIDE = re.compile(
    r"\([a-z0-9][a-z0-9.:· -]{1,14}\)"
    r"|\([一-鿿]{2,6}\)(?=副?(?:董事长|总经理|总裁|主任|院长|校长|会长|理事长|秘书长|主席|首席|党委|联席|执行))"
)

_BODIES = 4
_PLACES = 3
"""How many are looked at before an offset."""
_WITH_CHARACTERS = ("JP", "KR", "KP", "VN", "SG")
"""Countries that name their people in characters."""
_OF_JAPAN = ("首相", "外相", "防相", "财相", "防卫相", "大臣", "官房长官", "干事长", "总务会长")
"""Offices that Japan alone calls so, where the article does not say again of which country."""
_EASTERN_REACH = 16
"""How far behind such a country an office of it ends at most."""


class Surroundings:
    """The organisations and places of one article."""

    def __init__(
        self, text: str, orgs: tuple[Organisation, ...], places: tuple[Place, ...]
    ) -> None:
        self.text = text
        self.orgs = tuple(_with_asides(text, orgs)) if "(" in text else orgs
        self.places = places
        self.org_starts = [org.start for org in self.orgs]
        self.org_ends = [org.end for org in self.orgs]
        self.place_starts = [place.start for place in places]
        self.place_ends = [place.end for place in places]
        self._only: dict[str, Organisation | None] = {}

    def body_before(self, at: int) -> Organisation | None:
        """The last organisation that ends before an offset or there."""
        number = bisect_right(self.org_ends, at) - 1
        return self.orgs[number] if number >= 0 else None

    def bodies_before(self, at: int) -> tuple[Organisation, ...]:
        """The last few organisations that end before an offset or there."""
        number = bisect_right(self.org_ends, at)
        return self.orgs[max(number - _BODIES, 0) : number]

    def body_at(self, at: int) -> Organisation | None:
        """The organisation that begins at an offset."""
        number = bisect_right(self.org_starts, at) - 1
        body = self.orgs[number] if number >= 0 else None
        return body if body and body.start == at else None

    def place_in(self, start: int, end: int) -> Place | None:
        """The last place that begins behind `start` and ends before `end`."""
        number = bisect_right(self.place_ends, end) - 1
        place = self.places[number] if number >= 0 else None
        return place if place and place.start >= start else None

    def places_before(self, at: int) -> list[Place]:
        """The last few places that end before an offset or there, the last one first."""
        number = bisect_right(self.place_ends, at)
        return list(reversed(self.places[max(number - _PLACES, 0) : number]))

    def called(self, org: Organisation) -> str:
        """What the article calls an organisation: its full name where it stands in the article, not
        where a table alone tells it."""
        told = org.rule != "known" or (org.kind != "media" and org.name in self.text)
        printed = self.text[org.start : org.end]
        return org.name if told else printed.rpartition("(")[0] if printed[-1] == ")" else printed

    def abroad(self, org: Organisation) -> bool:
        """Whether the organisation's name begins with a foreign country or city."""
        return self.state_at(org.start) or "美国" in org.name

    @cached_property
    def in_taiwan(self) -> bool:
        """Whether the article names a city or a county of Taiwan."""
        return any(name in self.text for name in (*of_taiwan(), *counties_of_taiwan()))

    @cached_property
    def of_japan(self) -> bool:
        """Whether the article is about Japan and no other country that has such offices."""
        others = {place.iso for place in self.places} & {"KR", "KP", "VN"}
        return not others and ("日本" in self.text or "自民党" in self.text)

    def only(self, kind: str) -> Organisation | None:
        """The one organisation of the article whose name ends so."""
        if kind not in self._only:
            fits = {org.name: org for org in self.orgs if org.name.endswith(kind)}
            self._only[kind] = next(iter(fits.values())) if len(fits) == 1 else None
        return self._only[kind]

    def county(self, rank: str) -> str | None:
        """The one city or county of Taiwan of a rank that the article names, in its dateline
        perhaps: 云林报导."""
        told = [name for name in self._counties if name.endswith(rank)]
        return told[0] if len(told) == 1 else None

    @cached_property
    def _counties(self) -> list[str]:
        """The cities and counties of Taiwan that the article names."""
        text = self.text
        return [n for n in counties_of_taiwan() if n in text or f"/{n[:-1]}报" in text]

    def state_at(self, at: int) -> bool:
        """Whether a foreign state's name begins at an offset: 代表|加蓬总统."""
        number = bisect_left(self.place_starts, at)
        place = self.places[number] if number < len(self.places) else None
        return place is not None and place.start == at and place.iso not in (None, "CN")

    def eastern_office(self, at: int) -> str | None:
        """The country of the office before an offset, where it names its people in characters."""
        if self.of_japan and WITH_HE.match(self.text, at):
            return "JP"
        number = bisect_right(self.place_ends, at) - 1
        if number < 0 or at - self.places[number].end > _EASTERN_REACH:
            return "JP" if self.text.endswith(_OF_JAPAN, 0, at) and self.of_japan else None
        iso = self.places[number].iso
        return iso if iso in _WITH_CHARACTERS else None


def _with_asides(text: str, orgs: tuple[Organisation, ...]) -> Iterator[Organisation]:
    """The organisations, each with what stands in brackets behind it in letters or figures: an
    office goes on behind that."""
    end = 0
    for org in orgs:
        aside = _ASIDE.match(text, org.end) if text.startswith("(", org.end) else None
        if org.start >= end:
            end = aside.end() if aside else org.end
            yield org._replace(end=end)
