"""Whose turn each number is in what 分别, or a row of changes, gives out."""

from __future__ import annotations

from ingest.facts.context.carried import Sentence
from ingest.facts.context.earlier_lists import earlier_list
from ingest.facts.context.moments import When
from ingest.facts.context.sight import About, Sight, Span
from ingest.facts.context.subject_names import SubjectNames
from ingest.facts.context.times_in_turn import times_in_turn
from ingest.facts.context.turns import list_before, of_one, own_read, row
from ingest.facts.context.when import Times
from ingest.facts.context.where import Places
from ingest.facts.context.wording import in_turn
from ingest.facts.document import Document
from ingest.facts.phrases import MEMBERS
from ingest.facts.words import DATE
from ingest.model import Fact

_LONGEST_LIST = 20
_WHERE = ("在", "于", "到", "从")
"""Behind 分别, before places that no number is given to: 分别在上水、粉岭拘捕8人."""


class InTurn:
    """Asked clause by clause, in reading order."""

    def __init__(
        self, masked: str, document: Document, names: SubjectNames, places: Places, times: Times
    ) -> None:
        self.text, self.folded, self.masked = document.text, document.folded, masked
        self.names, self.places, self.times = names, places, times

    def given(self, clause: Span, facts: list[Fact]) -> dict[int, tuple[int, int]]:
        """The turn of each number that is given out, and of how many, by the number's offset."""
        at = self.folded.find("分别", *clause)
        if at >= 0 and not self.folded.startswith(_WHERE, at + 2):
            starts = [fact.start for fact in facts if fact.start > at]
        else:
            starts = row(self.folded, facts)
        if len(starts) >= _LONGEST_LIST:
            return {}
        return {start: (turn, len(starts)) for turn, start in enumerate(starts)}

    def place(self, sight: Sight, turn: tuple[int, int] | None) -> Fact | None:
        """The place that 分别 gives the number."""
        if self.folded.find("分别", *sight.clause) < 0:
            return None
        own = self.places.in_turn(list_before(self.folded, self.masked, sight.clause), turn)
        listed = self._earlier(sight, turn) if own is None and turn else []
        return self.places.in_turn((listed[0][0], listed[-1][1]), turn) if listed else own

    def time(self, sight: Sight, span: Span, turn: tuple[int, int] | None) -> When | None:
        """The time that 分别 gives the number, in the sentence `span`."""
        at = self.folded.find("分别", *sight.clause)
        if turn is None or turn[1] < 2 or at < 0:
            return None
        listed = times_in_turn(self.times, self.masked, (span[0], at), turn[1])
        return listed[turn[0]] if len(listed) == turn[1] else None

    def _earlier(self, sight: Sight, turn: tuple[int, int]) -> list[Span]:
        """The list of a clause before, where 分别 gives its members out."""
        at = self.folded.find("分别", *sight.clause)
        alone = turn[1] > 1 and at >= 0 and MEMBERS.search(self.masked, sight.clause[0], at) is None
        return earlier_list(self.masked, sight.clause, turn[1]) if alone else []

    def read(
        self,
        sight: Sight,
        sentence: Sentence,
        read: About,
        turn: tuple[int, int],
        place: str | None,
        subject: str | None,
    ) -> tuple[About, str | None]:
        """Measure and subject of the number whose turn it is in what 分别 gives out."""
        told = own_read(sight, read, subject, turn, sentence.told)
        if told is None:
            member = place or in_turn(subject, turn, self._listed(sight.clause))
            listed = self._earlier(sight, turn) if member == subject else []
            if member == subject and len(sentence.turned) == turn[1]:
                member = sentence.turned[turn[0]]  # …分别增长…，占比分别达…
            elif listed:
                member = self._member(listed[turn[0]])
            elif turn[0] == 0:
                sentence.turned = [member]
            else:
                sentence.turned.append(member)
            return of_one(read, member, turn), member
        better, owner = told
        if better.rule == "turn":
            owner = owner or (self._member(better.subject) if better.subject else None)
            sentence.turned = [*sentence.turned, owner] if turn[0] else [owner]
        return better, place or owner

    def _member(self, span: Span) -> str | None:
        """A member of a list: a word that says how elsewhere (线上) names one here."""
        said = self.text[slice(*span)]
        plain = 1 < len(said) < 5 and said.isalpha() and self.names.is_scope(span) is False
        plain = plain and DATE not in self.masked[slice(*span)]
        return self.names.name(span) or (said if plain else None)

    def _listed(self, clause: Span) -> str:
        """What the clause says before 分别, or the one before it where that is nothing."""
        start, end = list_before(self.folded, self.masked, clause)
        return self.text[start:end]
