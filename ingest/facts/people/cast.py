"""All the people of an article: found in every way, each mention told what is known of the name."""

from __future__ import annotations

from bisect import bisect_right

from ingest.facts.named import Organisation, Person, Place
from ingest.facts.organisations.ellipsis import Setting
from ingest.facts.people import pronouns
from ingest.facts.people.described import titled
from ingest.facts.people.dots import PARTS
from ingest.facts.people.honours import honour_end, shared_bodies
from ingest.facts.people.lists import listed
from ingest.facts.people.offices import Offices
from ingest.facts.people.recurring import again
from ingest.facts.people.surnames import surnamed
from ingest.facts.people.ways import found


def find(
    text: str,
    orgs: tuple[Organisation, ...],
    places: tuple[Place, ...],
    setting: Setting,
    titles: list[int],
) -> list[Person]:
    """The people of an article in order, with the role and organisation that it tells of each;
    `titles` is where offices may begin."""
    offices = Offices(text, orgs, places, setting)
    spans = sorted((org.start, org.end) for org in orgs)
    starts = [start for start, _ in spans]

    def in_organisation(person: Person) -> bool:
        number = bisect_right(starts, person.start) - 1
        return number >= 0 and person.start < spans[number][1]

    first = found(offices, titles)
    first = [person for person in first if not in_organisation(person)]
    first += listed(text, first)
    first = _shortened(text, _plausible(text, first, places))
    short = [person for person in surnamed(text, first) if not in_organisation(person)]
    # 常警官, of 民警常辉: wherever it stands
    meant = {text[person.start : person.end]: person.name for person in short}
    later = [
        person._replace(name=meant.get(person.name, person.name))
        for person in again(text, first)
        if not in_organisation(person)
    ]
    later += short
    chosen = _chosen([*first, *later])
    with_offices = pronouns.told(offices, _with_offices(offices, chosen))
    return _remembered(shared_bodies(text, with_offices))


def _with_offices(offices: Offices, people: list[Person]) -> list[Person]:
    """The people with the offices that stand beside their names."""
    told, since = [], 0
    for person in people:
        told.append(person if person.rule == "surname" else titled(offices, person, since))
        since = honour_end(offices.text, person.end)
    return told


def _plausible(text: str, people: list[Person], places: tuple[Place, ...]) -> list[Person]:
    """The people without what only looks like one: 韩国国|会议长, “杜鲁门”号."""
    states = {place.start: place.end for place in places if place.iso not in (None, "CN")}
    named = {place.start for place in places}
    short = {person.name for person in people if len(person.name) == 2}
    by_office = {person.end for person in people if person.rule == "role"}
    signed_at = {person.start: person.end for person in people if person.rule == "byline"}

    def fits(person: Person) -> bool:
        inside = person.start in states and person.end - states[person.start] <= 1
        if inside and person.rule != "known":
            return False  # but 韩国|瑜
        if text.startswith(("”号", "」号"), person.end):
            return False
        if text[person.start] == "余" and text[person.start - 1 : person.start] in _NUMERALS:
            return False  # 200|余公顷
        if person.rule == "role" and signed_at.get(person.start, person.end) != person.end:
            return False  # 记者唐崛|吴可义
        if person.rule == "heading" and len(person.name) > 2 and person.name[:2] in short:
            return False
        if person.rule == "dotted" and person.end in by_office:
            return False
        return person.rule not in _SHAPE or person.start not in named

    return [person for person in people if fits(person)]


def _shortened(text: str, people: list[Person]) -> list[Person]:
    """The people with names cut that took in the next word once: 郎平|才, who is 郎平 elsewhere."""
    short = {person.name for person in people if len(person.name) == 2}

    def cut(person: Person) -> Person:
        name = person.name[:2]
        if person.name[2:] == "女" and text.startswith("士", person.end):
            return person._replace(end=person.end - 1, name=name)  # 元林|女士
        if len(person.name) != 3 or name not in short or person.end - person.start != 3:
            return person
        again = text.count(name) > (1 if person.name[2] in "和与" else 2)
        if text.count(person.name) > 1 or not again:
            return person
        return person._replace(end=person.end - 1, name=name)

    return [cut(person) for person in people] if short or "女士" in text else people


_NUMERALS = frozenset("0123456789十百千万亿")
_SHAPE = ("heading", "deed", "row")
"""Rules that a place's name may meet by chance."""
_ORDER = (
    "byline",
    "role",
    "apposition",
    "list",
    "dotted",
    "known",
    "honour",
    "member",
    "number",
    "speaker",
    "remark",
    "row",
    "deed",
    "heading",
    "surname",
    "polite",
    "anonymous",
    "again",
)


# Offices that serve as a title behind the name: 王健教授.
_HONOURS = ("教授", "院士", "医生", "先生", "女士", "委员")


def _rank(person: Person) -> int:
    """How little a rule tells, or a row that tells nothing of its people."""
    bare = person.rule in ("row", "list") and not person.role and not person.organisation
    return _ORDER.index("again" if bare else person.rule)


def _chosen(people: list[Person]) -> list[Person]:
    """One reading of each span: the longest, of equal ones the one that tells most."""
    ranked = sorted(people, key=lambda p: (p.start, -(p.end - p.start), _rank(p)))
    kept: list[Person] = []
    for person in ranked:
        if not kept or person.start >= kept[-1].end:
            kept.append(person)
        elif kept[-1].rule == "surname" and person.rule == "polite":
            continue  # 常警官, of 民警常辉
        elif person.start == kept[-1].start and person.role and not kept[-1].role:
            # 总裁|魏哲|家罕见, who is 魏哲家 elsewhere
            told = person.role, person.organisation
            kept[-1] = kept[-1]._replace(role=told[0], organisation=told[1])
    return kept


def _directness(person: Person) -> tuple[bool, bool, bool]:
    """Sorts the mention first that tells best what somebody is: directly before the name, with
    whose office it is."""
    elsewhere = person.rule == "apposition"
    return person.behind, elsewhere, not person.organisation


def _of_many_offices(people: list[Person]) -> set[str]:
    """Those of whom the article tells several offices behind the name, as a life does: which one
    a bare mention means is not told."""
    offices: dict[str, set[str]] = {}
    for person in people:
        if person.behind and person.role:
            offices.setdefault(person.name, set()).add(person.role)
    return {name for name, roles in offices.items() if len(roles) > 1}


def _remembered(people: list[Person]) -> list[Person]:
    """Each mention with the role and organisation first told of that name."""
    told: dict[str, Person] = {}
    full: dict[str, str] = {}
    for person in people:
        parts = PARTS.split(person.name) if person.foreign else ()
        if len(parts) > 1:
            full.setdefault(parts[-1], person.name)
    named = [p._replace(name=full[p.name]) if p.name in full else p for p in people]
    for person in sorted((p for p in named if p.role), key=_directness):
        if person.name not in told:
            told[person.name] = person
    for name in _of_many_offices(named):
        if told[name].behind:
            del told[name]
    done = []
    for person in named:
        source = told.get(person.name)
        honour = person.role in _HONOURS or person.rule == "honour"
        same = person.rule == "honour" and source and (person.role or "") in (source.role or "")
        honoured = honour and (same or not person.organisation)
        told_less = person.behind and not person.organisation
        if source and told_less and not source.behind:
            person = person._replace(role=None)  # 某某是首个落马的省级常委
        if source and (not person.role or (honoured and source.organisation)):
            person = person._replace(role=source.role, organisation=source.organisation)
        elif source and not person.organisation and (person.role or "") in (source.role or ""):
            role = person.role if person.rule == "known" else source.role
            person = person._replace(role=role, organisation=source.organisation)
        done.append(person)
    return done
