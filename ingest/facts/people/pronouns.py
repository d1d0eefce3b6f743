"""The office of somebody whom the sentence that tells it only calls 他 or 她."""

from __future__ import annotations

from bisect import bisect_right

from ingest.facts.late import late
from ingest.facts.named import Person
from ingest.facts.people.apposition import ends_with_office, person_of
from ingest.facts.people.offices import Offices

# 作为…副书记，|他; 。|她是…的一名网格员，
_AS = late(
    "(?:作为|身为|同为)(?:一[名位])?(?P<office>[^，。；：,;:!?\\n“”]{2,30})[,，][他她](?!们)"
)
_IS = late(
    "[。,，!?\\n][他她](?:现在|现|目前|也|曾|还|原)?(?:是|现任|担任|任)(?:[^，。；：,;:!?\\n“”]{0,14}的)?"
    "(?:一[名位])?(?P<office>[^，。；：,;:!?\\n“”的]{2,16})[,，。]"
)
_FAR = 160
"""How far behind the name the pronoun stands at most."""


def told(offices: Offices, people: list[Person]) -> list[Person]:
    """The people, those without an office with the one that is told of 他 or 她 behind them."""
    bare = {person.name for person in people} - {person.name for person in people if person.role}
    if not bare or ("他" not in offices.text and "她" not in offices.text):
        return people
    text, ends = offices.text, [person.end for person in people]
    for pattern in (_AS, _IS) if "作为" in text or "身为" in text else (_IS,):
        for match in pattern.finditer(text):
            number = bisect_right(ends, match.start()) - 1
            person = people[number] if number >= 0 else None
            if person is None or person.name not in bare or match.start() - person.end > _FAR:
                continue
            span = match.span("office")
            if ends_with_office(text, *span) and text.find("\n", person.end, span[0]) < 0:
                known = person_of(offices, (person.start, person.end), span)
                people[number] = person._replace(
                    role=known.role, organisation=known.organisation, behind=True
                )
                bare -= {person.name} if known.role else set()
    return people
