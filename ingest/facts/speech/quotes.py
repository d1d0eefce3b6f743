"""What is said, and by whom.

Direct speech is a quotation with its outer marks; reported speech (`direct=False`) runs from
behind the verb of saying and its comma to the end of the sentence, without the final mark.
Quotation marks around terms, titles and programmes are no quotes.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import lru_cache

from ingest.facts.document import Document
from ingest.facts.late import late
from ingest.facts.printed import Printed
from ingest.facts.speech.direct_speech import DirectSpeech, marked
from ingest.facts.speech.saying import governs, verbs
from ingest.facts.speech.speaker import Speaker, Speech
from ingest.facts.speech.speakers import Stage
from ingest.model import Fact
from ingest.script import fold

_BEFORE_SAYING = late("^(?:.*[着地]|对.*)(?=说$)")
_CLAUSE = re.compile("[。,!?;:“”]")

_BYLINE = late(
    "作者|编辑|记者|来源|校对|审核|摄影|通讯员|主编|监制|策划|统筹|联系人|导演|主演|编剧"
)
_SPEAKS_NEAR = 24
"""How far behind a semicolon somebody else speaks."""
_OFFICE = 24
"""How long the office is at most that stands before who speaks, with its body."""
_OPENED = re.compile(':[“「"]')
# 从未|抱怨, 作出|解释: nothing is said
_UNSAID = late(
    "(?:从未|也不|都不|没有|并未|尚未|从不|不再|未曾|未|作出|做出|予以|加以|进行|给予|作了?|做了?"
    "|接[获到][^,。]{0,4}|(?:进行了?|[作做][了出])[^并后,。指批讲回发报表决]{1,4})$"
)
_WISHES = frozenset(("要求", "希望"))
_OBEYED = late("(?:按照?|根据|依照|遵照|落实|对照)[^,。;:]*$")
# …，亨特|还表示，
_SAYS_ANEW = late("(?:还|则|也|就|只|同时|并|进一步|随后)?(?:表示|指出|认为|强调|介绍|透露|说|称),")
_NAMED_INSIDE = 6
"""How many of those whom somebody's words name are looked at for one who speaks anew."""
# 乡村教师某某：三十年守着一所学校, a headline that tells of somebody
_TELLS = late("着|(?<=:)[0-9一二三四五六七八九十几半]+[年载]|[人者家路梦事情心](?=\n)")
# 外交部：坚决反对…, 国防部回应…：…: a headline of those who speak for a state
_STATE_SPEAKS = late(
    "[一-鿿]{0,4}(?:外交部|国防部|国台办|外务省|防卫省|白宫|克里姆林宫)"
    '(?:(?:回应|谈|就)[^,。:\\n]{1,24})?:(?![“「"])(?P<said>[^\n]{6,})'
)
_ASKS = frozenset(("询问", "问"))
_PRESSES = frozenset(("追问", "质问", "提问"))
# 警方通报，称…
_AGAIN = late(
    "(?:[他她]?[并还也]?)(?:一度哽咽|坦言|直言|强调)?"
    "(?:称(?![号为赞职呼霸王谓心])|说(?![明法服])|表示|指出|认为|强调)[,:]?"
)


class _Reader:
    """One pass over the article's verbs of saying."""

    def __init__(self, document: Document, facts: list[Fact]) -> None:
        self.text = document.folded
        self.marks = marked(self.text)
        self.verbs = tuple(verbs().finditer(self.text))
        self.verb_starts = [verb.start() for verb in self.verbs]
        self.stage = Stage(document, facts, self.marks)
        self.opened = [match.start() for match in _OPENED.finditer(self.text)]
        self.length = len(self.text.rstrip())
        self.ends: dict[int, int] = {}
        """Number of a sentence's mark → where the sentence ends that it seems to end."""

    def reported(self, direct: list[Speech]) -> Iterator[tuple[int, int, str | None, Speaker]]:
        """Spans of reported speech with verb and speaker."""
        text = self.text
        spoken = bytearray(len(text))
        for speech in direct:
            spoken[speech.start : speech.end] = b"\1" * (speech.end - speech.start)
        done = -1
        for verb in self.verbs:
            if verb.start() < done or spoken[verb.start()]:
                continue
            unsaid = _UNSAID.search(text, max(verb.start() - 8, 0), verb.start())
            if unsaid and not _AGAIN.match(text, verb.end() + 1):
                continue
            start = verb.end()
            if verb[0] in _WISHES and not self._wishes(verb):
                continue
            if verb[0] in _ASKS and text[start : start + 1] == ",":
                continue  # 他询问，村干部一一解答
            if verb[0] in _PRESSES and self._answers(start):
                continue  # 他追问，局长某某则说，…
            if text[start : start + 1] in (",", ":"):
                start += 1
            elif not governs(text, verb):
                continue
            if text[start : start + 1] == "\n" and text[start - 1] == ":":
                start += 1
            again = _AGAIN.match(text, start)
            start = again.end() if again else start
            end = self.sentence_end(start)
            # 表示主场拿到三分：“…”: the words themselves are direct speech
            number = bisect_left(self.opened, start)
            end = min([end, *self.opened[number : number + 1]])
            end = self.before_another(start, end)
            if end - start < 6 or (start < len(spoken) and spoken[start]):
                continue
            speaker = self.stage.subject(verb.start(), self.stage.sentence_start(verb.start()))
            if speaker is None:
                continue
            done = end
            yield start, end, verb[0], speaker

    def _wishes(self, verb: re.Match[str]) -> bool:
        """李旭要求，要…: what somebody who is named right before wishes, no 按照要求，…"""
        if self.text[verb.end() : verb.end() + 1] not in (",", ":"):
            return False
        at = verb.start() - self.text.endswith(("还", "并", "也"), 0, verb.start())
        if _OBEYED.search(self.text, max(at - 30, 0), at):
            return False  # 按照市委书记李明要求，…
        number = bisect_left(self.stage.person_starts, at) - 1
        named = number >= 0 and self.stage.people[number].end == at
        return named or self.text[at - 1 : at] in ("他", "她")

    def before_another(self, start: int, end: int) -> int:
        """Where somebody begins to speak anew, behind a semicolon, or behind a comma with nothing
        before the name, or the end: …;曾俊华则说,…  …，曾俊华还表示，…"""
        at = self.text.find(";", start, end)
        while at >= 0:
            if self._answers(at, end) or self._turns(start, at):
                end = at
                break
            at = self.text.find(";", at + 1, end)
        number = bisect_left(self.stage.person_starts, start + 1)
        for person in self.stage.people[number : number + _NAMED_INSIDE]:
            if person.start >= end:
                break
            at = person.start - 1
            anew = self.text[at] == "," and _SAYS_ANEW.match(self.text, person.end)
            if anew and anew.end() < end and self.stage.mark_at(at) is None:
                return at
            opens = self._officer_answers(person, start, end)
            if opens is not None:
                return opens
        return end

    def _officer_answers(self, person: Fact, start: int, end: int) -> int | None:
        """The comma, or 对此 before it, behind which the holder of an office begins to speak:
        …，对此，行政院发言人|李慧芝在记者会上表示，…"""
        text = self.text
        at = text.rfind(",", max(person.start - _OFFICE, start), person.start)
        printed = person.role and text.endswith(fold(person.role), 0, person.start)
        if at < 0 or not printed or self.stage.mark_at(at) is not None:
            return None
        if not self._answers(at, end, _OFFICE + _SPEAKS_NEAR):
            return None
        return at - 3 if text.endswith(",对此", start, at) else at

    def _turns(self, start: int, at: int) -> bool:
        """Whether the clause behind a semicolon is of somebody whom the words before it do not
        name: ;而王佳怡作为新人…"""
        number = bisect_left(self.stage.person_starts, at)
        if number == len(self.stage.people):
            return False
        person = self.stage.people[number]
        opens = person.start - at < 3 and self.text[at + 1 : person.start] in ("", "而", "但")
        return opens and person.text not in self.text[start:at]

    def _answers(self, at: int, end: int | None = None, reach: int = _SPEAKS_NEAR) -> bool:
        """Whether the clause behind a mark says who speaks next: ;曾俊华则说,"""
        number = bisect_left(self.verb_starts, at)
        who = bisect_left(self.stage.person_starts, at)
        if number == len(self.verbs) or who == len(self.stage.people):
            return False
        verb, person = self.verbs[number], self.stage.people[who]
        near = verb.start() - at < reach and person.end <= verb.start()
        told = near and self.text[verb.end() : verb.end() + 1] in (",", ":")
        within = end is None or verb.end() < end
        return told and within and "," not in self.text[at + 1 : verb.start()]

    def labelled(self) -> Iterator[tuple[int, int, str | None, Speaker]]:
        """张劲松：水位已超历史最高: a headline, or an answer in an interview, without marks."""
        text = self.text
        state = _STATE_SPEAKS.match(text)
        body = self.stage.bodies.speaker(0, state.start("said") - 1) if state else None
        if state and body:
            yield *state.span("said"), None, body
        for person in self.stage.people:
            start = person.end + 1
            if text[person.end : start] != ":" or text[start : start + 1] in (
                "“",
                "「",
                '"',
                "\n",
                "",
            ):
                continue
            line = text.rfind("\n", max(person.start - 32, 0), person.start) + 1
            if line == 0 and person.start > 31:
                continue
            if person.start - line > 30 or _CLAUSE.search(text, line, person.start):
                continue
            end = text.find("\n", start)
            end = len(text) if end < 0 else end
            if line == 0 and _TELLS.search(text, start, end):
                continue
            if end - start > 5 and not _BYLINE.search(text, line, person.end):
                first = self.stage.first_of(line, person.start)
                met = first and text[first.end : person.start] not in ("、", "和", "与")
                yield start, end, None, self.stage.person(first if first and met else person)

    def sentence_end(self, start: int) -> int:
        """Where the sentence ends that runs at an offset, without its mark."""
        stops, at, passed = self.stage.stops, start, []
        while True:
            number = bisect_right(stops, at)
            if number == len(stops):
                end = self.length
                break
            if number in self.ends:
                end = self.ends[number]
                break
            passed.append(number)
            inside = self.stage.mark_at(stops[number] - 1)
            if inside is None or inside[1] > stops[number] + 399:
                end = stops[number] - 1
                break
            at = inside[1]
            if self.text[at - 2] in "。!?":
                end = at
                break
        self.ends.update(dict.fromkeys(passed, end))
        return end


def extract_quotes(document: Document, facts: list[Fact]) -> Iterator[Fact]:
    """Direct and reported speech of the article; needs its people and organisations."""
    reader = _Reader(document, facts)
    if reader.marks:
        # who speaks where, so that a quotation that stands alone finds its speaker
        for _ in reader.reported([]):
            pass
        reader.stage.spoke.sort(key=lambda said: said[0])
    direct = DirectSpeech(reader.text, reader.marks, reader.stage).speeches()
    text, printed = document.text, Printed(document)
    for speech in direct:
        yield _fact(
            printed, text, speech.start, speech.end, "quotes.direct", speech.speaker, speech.verb,
            words=text[speech.start + 1 : speech.end - 1], position=speech.position,
        )  # fmt: skip
    labelled = list(reader.labelled())
    begins = [span[0] for span in labelled]
    for start, end, verb, speaker in (*reader.reported(direct), *labelled):
        number = bisect_right(begins, start - 1) - 1
        if number >= 0 and labelled[number][1] > start:
            continue  # 民警常辉：我表明了身份，说|我们在追人: it is said already
        yield _fact(
            printed, text, start, end, "quotes.reported", speaker, verb, text[start:end], None
        )


@lru_cache(maxsize=256)
def _plain(verb: str | None) -> str | None:
    """The verb without its addressee and manner: 告诉记者 → 告诉, 笑着说 → 说."""
    for told in ("告诉", "提醒", "勉励", "叮嘱", "嘱咐", "告诫") if verb else ():
        if told in (verb or ""):
            return told
    return _BEFORE_SAYING.sub("", verb) if verb else None


def _fact(
    printed: Printed,
    text: str, start: int, end: int, rule: str, speaker: Speaker | None, verb: str | None,
    words: str, position: str | None,
) -> Fact:  # fmt: skip
    details: dict[str, str] = {}
    if position:
        details["position"] = position
    if speaker and speaker.addressee:
        details["addressee"] = printed(speaker.addressee)
    return Fact(
        kind="quote", text=text[start:end], start=start, end=end, rule=rule,
        confidence=speaker.confidence if speaker else 0.5,
        speaker=printed(speaker.name) if speaker else None,
        speaker_role=printed.maybe(speaker.role) if speaker else None,
        speaker_organisation=printed.maybe(speaker.organisation) if speaker else None,
        source=printed(speaker.name) if speaker else None,
        source_type=speaker.kind if speaker else None,
        verb=printed.maybe(_plain(verb)), direct=rule == "quotes.direct", words=words,
        details=details,
    )  # fmt: skip
