"""Places: administrative chains with the code of the year, zones, towns, and places abroad.

A contiguous chain (四川省遂宁市安居区) is one place. Names that are also words, or that several
divisions share, count only with evidence from the article; without it they are left out or left
without a code.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import islice

from ingest.facts.named import Place
from ingest.facts.places import abroad, zones
from ingest.facts.places.divisions import Division, register
from ingest.facts.places.gazetteer import Hit, hits, is_at_home, word_classes
from ingest.facts.places.listed import among, listed
from ingest.facts.places.surroundings import (
    ends_in_list,
    is_all_of,
    is_dateline,
    is_governed,
    is_scene,
    of_any_city,
)
from ingest.facts.places.towns import holds_village


@lru_cache(maxsize=512)
def _divisions(name: str, edition: str) -> tuple[tuple[Division, ...], bool]:
    """The divisions a name may be in an edition of the register, the highest first, and whether
    all are gone."""
    table = register()
    rows = table.at(table.by_name.get(name) or table.by_stem[name], edition)
    gone = all(row.until and row.until <= edition for row in rows)
    return tuple(sorted(rows, key=lambda row: (row.rank, row.code))), gone


@lru_cache(maxsize=512)
def _path(row: Division, edition: str) -> str:
    return register().path(row, edition)


@lru_cache(maxsize=512)
def _meaning(name: str, edition: str) -> tuple[tuple[Division, ...], bool] | None:
    """The divisions that a name may be, and whether the name alone proves nothing.

    None for a common word that is a county's name without its suffix.
    """
    classes, table = word_classes(), register()
    rows, gone = _divisions(name, edition)
    if name in table.by_name:
        return rows, gone or name in classes["generic"] or len(name) == 2
    if name in classes["common"] and all(row.rank == 3 for row in table.by_stem[name]):
        return None
    if name in classes["bare"]:
        return rows, gone
    doubtful = name in classes["evidence"] or (rows[0].rank == 3 and len(name) < 3)
    return rows, gone or doubtful


class _Reading:
    """One pass over the article: what may be a place, then what is one."""

    def __init__(self, text: str, published: str | None) -> None:
        self.text = text
        self.edition = register().edition(published)
        self.known: set[str] = set()
        """Codes that the article names beyond doubt, and those above them."""
        self.latest: list[tuple[int, str]] = []
        self.whole: dict[str, bool] = {}

    def chains(self, starts: list[int]) -> list[Place]:
        """All candidates, contiguous ones joined."""
        found: list[Place] = []
        for hit in hits(self.text, starts):
            last = found[-1] if found and found[-1].end == hit.start else None
            part = self.candidate(hit)
            below = part or (self.shortened(hit) if last else None)
            joined = self.join(last, below) if last and below else None
            if joined:
                found[-1] = joined
            elif part:
                found.append(part)
        return found

    def candidate(self, hit: Hit) -> Place | None:
        """The hit by itself; None for a word that is no place."""
        name = hit.name
        if name.full or name.short:
            meaning = _meaning(name.text, self.edition)
            if meaning is None:
                return None
            rows, weak = meaning
            return Place(
                hit.start, hit.end, name.text, None, None, rows[0].level, rows, weak,
                short=not name.full,
            )  # fmt: skip
        if name.foreign:
            place = name.foreign
            path = place.country if place.level == "country" else place.country + place.name
            return Place(
                hit.start, hit.end, place.country if place.level == "country" else place.name,
                path, None, place.level, iso=place.iso or None,
                rule="abroad" if place.iso else "chain",
            )  # fmt: skip
        if name.zone:
            above = register().at(register().by_code[name.zone], self.edition)[0]
            path = _path(above, self.edition) + name.text
            return Place(hit.start, hit.end, name.text, path, None, "zone", (above,), rule="zone")
        return None

    def shortened(self, hit: Hit) -> Place | None:
        """A common word that is short for a county whose full name the article has: 湖南|石门 and
        石门县. Only behind a division that holds the county."""
        if not hit.name.short:
            return None
        rows = tuple(
            row for row in _divisions(hit.name.text, self.edition)[0] if row.name in self.text
        )
        if not rows:
            return None
        return Place(
            hit.start, hit.end, hit.name.text, None, None, rows[0].level, rows, True, short=True
        )

    def join(self, last: Place, part: Place) -> Place | None:
        """`last` and `part` as one chain, or None where they do not belong together."""
        if last.level == "country" and part.iso == last.iso and part.level != "country":
            return part._replace(start=last.start)
        if last.iso not in (None, "CN") and last.level == "city" and not part.short and part.rows:
            # 首尔|龙山区: a district there, whatever else is called so
            path = (last.path or "") + part.name
            return last._replace(end=part.end, name=part.name, path=path)
        if last.iso == "CN" and part.rows and not part.weak:
            return part._replace(start=last.start)
        if last.rows and last.rows[0].code == "710000" and part.path and part.level == "prefecture":
            return part._replace(start=last.start) if part.path.startswith(last.name) else None
        if not (last.rows and part.rows) or last.level == "zone" or part.iso:
            return None
        if part.level == "zone":
            return (
                part._replace(start=last.start)
                if last.rows[0].code[:2] == part.rows[0].code[:2]
                else None
            )
        below = tuple(row for row in part.rows if any(row.within(above) for above in last.rows))
        if not below:
            # a short form may be read at another level beside its parent: 海南 州 in 青海
            return None
        return part._replace(
            start=last.start, rows=below, level=below[0].level, weak=False, short=part.short
        )

    def note(self, place: Place) -> None:
        """Remember the divisions that a certain mention stands for."""
        if len({row.code for row in place.rows}) == 1:
            code = place.rows[0].code
            self.known.update((code, code[:4] + "00", code[:2] + "0000"))
            self.latest.append((place.start, code))

    def settle(self, places: list[Place]) -> list[Place]:
        """Which candidates are places."""
        for place in places:
            if not place.weak and place.rows and place.level != "zone":
                self.note(self.narrowed(place))
        kept: list[Place] = []
        for number, place in enumerate(places):
            if place.short and len(place.rows) > 1:
                place = among(self.text, place, places, number)
            if place.weak and not self.evident(place, places, number):
                continue
            kept.append(self.coded(place) if place.rows and place.level != "zone" else place)
        return kept

    def narrowed(self, place: Place) -> Place:
        """The rows that the article's other places leave; the highest rank for a short form."""
        rows = place.rows
        if place.short:
            best = min(row.rank for row in rows)
            rows = tuple(row for row in rows if row.rank == best)
        if len({row.code for row in rows}) > 1:
            rows = self.nearest(rows, place.start) or rows
        if rows is place.rows:
            return place
        return place._replace(rows=rows, level=rows[0].level)

    def nearest(self, rows: tuple[Division, ...], at: int) -> tuple[Division, ...]:
        """Those rows whose prefecture, or else province, the article names."""
        for width in (4, 2):
            heads = {row.code[:width] for row in rows}
            tail = "0" * (6 - width)
            named = {head for head in heads if head + tail in self.known}
            if len(named) > 1:
                before = [
                    c[:width] for start, c in self.latest if start < at and c[:width] in named
                ]
                named = {before[-1]} if before else named
            if len(named) == 1:
                head = named.pop()
                return tuple(row for row in rows if row.code.startswith(head))
        return ()

    def evident(self, place: Place, places: list[Place], number: int) -> bool:
        """Whether the article shows that a doubtful name is a place."""
        text, codes = self.text, {row.code for row in place.rows}
        if text.startswith(("新区", "高新区", "经开区", "开发区"), place.end):
            return False
        if place.short and (codes & self.known or is_at_home(text, place.name)):
            return True
        if not place.short and holds_village(text, place.end):
            return True
        if is_governed(text, place):
            return place.name[-1] == "县"
        if place.short and (self.opens_title(place) or is_all_of(text, place)):
            return True
        if not place.short:
            near = bool(self.nearest(place.rows, place.start))
            # no 西区 by 西区|街道 alone, and no 市区 however often
            if (
                not near
                and not text.startswith("街道", place.end)
                and place.name not in of_any_city()
            ):
                near = self.alone(place, places)
            return near and self.bounded(place)
        beside = [one for one in listed(self.text, places, number) if one.rows and not one.weak]
        for other in beside:
            heads = {row.code[: 2 * max(row.rank - 1, 1)] for row in other.rows}
            if any(code.startswith(head) for code in codes for head in heads):
                return True
        if len(beside) > 1 and place.rows[0].rank < 3 and ends_in_list(text, place):
            return all(other.rows[0].rank < 3 for other in beside)  # 唐山、石家庄和长治
        if is_dateline(text, place):
            return True
        return place.rows[0].rank < 3 and is_scene(text, place)

    def alone(self, place: Place, places: list[Place]) -> bool:
        """Whether a full name of one division comes again and no other one is named: 市南区.

        Once is enough where the article speaks of 全县: 洋县.
        """
        one = len({row.code for row in place.rows}) == 1 and not self.known
        if not one:
            return False
        named = (other for other in places if other.name == place.name)
        return next(islice(named, 2, None), None) is not None or self.is_whole(place.name[-1])

    def opens_title(self, place: Place) -> bool:
        """梅州投资增速全省第一: a headline's first word, where the article speaks of 全市 and names
        no other city or province."""
        if place.start or self.known:
            return False
        return len({row.code for row in place.rows if row.rank == 2}) == 1 and self.is_whole("市")

    def is_whole(self, rank: str) -> bool:
        """Whether the article speaks of 全县, 该县 or 我县."""
        if rank not in self.whole:
            self.whole[rank] = any(f"{word}{rank}" in self.text for word in "全该我")
        return self.whole[rank]

    def bounded(self, place: Place) -> bool:
        """Whether a full name that is also a common noun begins where a word begins."""
        before = self.text[place.start - 1 : place.start]
        return (
            not before
            or not "一" <= before <= "鿿"
            or before in "在于到从和与及由对是为的赴至向自个"
        )

    def coded(self, place: Place) -> Place:
        """With path and code where one division is left."""
        rows = self.narrowed(place).rows
        row = rows[0]
        certain = len({other.code for other in rows}) == 1
        path = _path(row, self.edition) if certain else None
        return Place(
            place.start, place.end, row.name, path, row.code if certain else None, row.level, rows,
            place.weak, place.short, rule=place.rule,
        )  # fmt: skip


def find(text: str, published: str | None, starts: list[int]) -> list[Place]:
    """Places in folded text, in order, without overlap.

    `published` is the ISO date whose codes hold; `starts` is where names may begin.
    """
    reading = _Reading(text, published)
    places = reading.settle(reading.chains(starts))
    return abroad.beyond(text, zones.beyond(text, places))
