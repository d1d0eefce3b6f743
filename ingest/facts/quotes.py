"""What is said, and by whom.

Direct speech is a quotation with its outer marks; reported speech (`direct=False`) runs from
behind the verb of saying and its comma to the end of the sentence, without the final mark.
Quotation marks around terms, titles and programmes are no quotes.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.facts.document import Document
from ingest.facts.printed import Printed
from ingest.facts.speakers import Speaker, Stage, verbs
from ingest.model import Fact

_MARKED = re.compile(
    "“(?:[^“”\n]|“[^“”\n]*”)*(?:\n[ \u3000]*“[^“”\n]*)*”"
    '|「(?:[^「」\n]|「[^「」\n]*」)*」|"[^"\n]{2,600}"'
)
_ENDS = re.compile("[。,!?…;~—]$|[。!?][’』']$")
_STATEMENT = re.compile("[。!?…][’』']?$")
# What is said, and then whose words these are.
_THIS_IS = re.compile("这(?:是|番话|句话)[^。!?\n]{0,40}")
_CLAUSE = re.compile("[。,!?;:“”]")
_BYLINE = re.compile(
    "作者|编辑|记者|来源|校对|审核|摄影|通讯员|主编|监制|策划|统筹|联系人|导演|主演|编剧"
)
_STOP = re.compile("[。!?\n]")
_BLANK = re.compile("[\n \u3000]+")
_LEAD = 60
"""How many characters before a quotation its verb is looked for."""


@dataclass(frozen=True)
class Speech:
    """Direct speech and how it is tied to its speaker."""

    start: int
    end: int
    verb: str | None
    position: str
    speaker: Speaker | None


def marked(text: str) -> list[tuple[int, int]]:
    """Spans of everything in quotation marks in folded text, marks included."""
    return [match.span() for match in _MARKED.finditer(text)]


class _Reader:
    """One pass over the article's quotation marks and verbs of saying."""

    def __init__(self, document: Document, facts: list[Fact]) -> None:
        self.text = document.folded
        self.marks = marked(self.text)
        self.stage = Stage(document, facts, self.marks)
        self.length = len(self.text.rstrip())
        self.ends: dict[int, int] = {}
        """Number of a sentence's mark → where the sentence ends that it seems to end."""

    def speeches(self) -> list[Speech]:
        """Direct speech in order."""
        found: list[Speech] = []
        for start, end in self.marks:
            speech = self.introduced(start, end) or self.followed(start, end)
            speech = speech or self.alone(start, end, found)
            if speech:
                found.append(speech)
        return found

    def introduced(self, start: int, end: int) -> Speech | None:
        """王刚说：“…”"""
        text = self.text
        lead = text[max(start - 1, 0) : start]
        if lead not in (":", ",") and not (lead and text[end - 2] in "。!?…"):
            return None
        at = start - 1 if lead in (":", ",") else start
        begin = self.stage.sentence_start(at)
        verb = None
        for match in verbs().finditer(text, max(begin, at - _LEAD), at):
            verb = match
        if lead == "," and not self.whole(start, end):
            return None
        if verb is not None and (verb.end() == at or (lead == ":" and at - verb.end() <= 12)):
            speaker = self.stage.subject(verb.start(), begin)
            if speaker:
                return Speech(start, end, verb[0], "speaker before quote", speaker)
        if lead == ":":
            speaker = self.stage.labelled(at, begin)
            if speaker and len(text[start:end]) > 8:
                return Speech(start, end, None, "speaker before quote", speaker)
        return None

    def whole(self, start: int, end: int) -> bool:
        """Whether a quotation is a statement and not a part of one."""
        behind = self.text[end : end + 1]
        return bool(_ENDS.search(self.text[start : end - 1])) or (
            end - start > (7 if behind in ("", "。", "\n") else 12)
            and (not behind or behind in ",。;!?\n")
        )

    def followed(self, start: int, end: int) -> Speech | None:
        """“…”王刚说。"""
        text = self.text
        if not _ENDS.search(text[start : end - 1]) and text[end : end + 1] != ",":
            return None
        behind = end + (text[end : end + 1] == ",")
        limit = self.until(behind, 70)
        cut = text.find("“", behind, limit)
        limit = cut if cut >= 0 else limit
        verb = verbs().search(text, behind, limit)
        while verb and verb.end() < limit and text[verb.end()] not in ",:。“":
            verb = verbs().search(text, verb.end(), limit)
        if verb is None:
            return None
        speaker = self.stage.subject(verb.start(), behind)
        if speaker is None:
            return None
        return Speech(start, end, verb[0], "quote before speaker", speaker)

    def until(self, start: int, reach: int) -> int:
        """Where the sentence ends, at most `reach` characters on."""
        limit = min(len(self.text), start + reach)
        stop = _STOP.search(self.text, start, limit)
        return stop.start() if stop else limit

    def alone(self, start: int, end: int, found: list[Speech]) -> Speech | None:
        """A statement that is a sentence of its own: by who speaks next to it."""
        text = self.text
        if not _STATEMENT.search(text[start : end - 1]) or end - start < 10:
            return None
        if text[start - 1 : start] not in ("", "\n", "。", "”", "!", "?", " ", "\u3000"):
            return None
        if text[end : end + 1] in ("\n", ""):
            gap = _BLANK.match(text, end)
            line = gap.end() if gap else end
            limit = self.until(line, 60)
            verb = verbs().search(text, line, limit)
            speaker = self.stage.subject(verb.start(), line) if verb else None
            if verb and speaker and text[verb.end() : verb.end() + 1] in (",", ":", "。"):
                return Speech(start, end, verb[0], "quote before speaker", speaker)
        else:
            limit = self.until(end, 70)
            verb = verbs().search(text, end, limit)
            if verb and text[verb.end() : verb.end() + 1] in (",", ":", "。"):
                # somebody is told to say it, but not who
                return Speech(start, end, verb[0], "quote before speaker", None)
            only = self.stage.only(end, limit)
            if only and not text[max(start - 1, 0) : start].strip():
                # “要把损失降到最低。”站在圩堤上，王俊语气坚定。
                return Speech(start, end, None, "quote before speaker", only)
        this_is = _THIS_IS.match(text, end)
        if this_is:
            # “…”这是支教老师刘畅的第一感受
            speaker = self.stage.subject(this_is.end(), end)
            return Speech(start, end, None, "quote before speaker", speaker) if speaker else None
        number = bisect_right(self.stage.lines, start) - 1
        line = self.stage.lines[number]
        own = not text[line:start].strip() and text[end : end + 1] in ("\n", "")
        near = self.stage.lines[max(number - 1, 0)] if own else line
        last = self.stage.last_speaker(start, near)
        if last is None and found and found[-1].end > near - 1 and found[-1].speaker:
            last = found[-1].speaker
        return Speech(start, end, None, "carried", last) if last else None

    def reported(self, direct: list[Speech]) -> Iterator[tuple[int, int, str | None, Speaker]]:
        """Spans of reported speech with verb and speaker."""
        text = self.text
        spoken = bytearray(len(text))
        for speech in direct:
            spoken[speech.start : speech.end] = b"\1" * (speech.end - speech.start)
        done = -1
        for verb in verbs().finditer(text):
            if verb.start() < done or spoken[verb.start()]:
                continue
            start = verb.end()
            if text[start : start + 1] in (",", ":"):
                start += 1
            elif not self.stage.governs(verb):
                continue
            if text[start : start + 1] == "\n" and text[start - 1] == ":":
                start += 1
            end = self.sentence_end(start)
            if end - start < 6 or (start < len(spoken) and spoken[start]):
                continue
            speaker = self.stage.subject(verb.start(), self.stage.sentence_start(verb.start()))
            if speaker is None:
                continue
            done = end
            yield start, end, verb[0], speaker

    def labelled(self) -> Iterator[tuple[int, int, str | None, Speaker]]:
        """张劲松：水位已超历史最高: a headline, or an answer in an interview, without marks."""
        text = self.text
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
            if end - start > 5 and not _BYLINE.search(text, line, person.end):
                yield start, end, None, self.stage.person(person)

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
    direct = reader.speeches()
    text, printed = document.text, Printed(document)
    for speech in direct:
        yield _fact(
            printed, text, speech.start, speech.end, "quotes.direct", speech.speaker, speech.verb,
            words=text[speech.start + 1 : speech.end - 1], position=speech.position,
        )  # fmt: skip
    for start, end, verb, speaker in (*reader.reported(direct), *reader.labelled()):
        yield _fact(
            printed, text, start, end, "quotes.reported", speaker, verb, text[start:end], None
        )


def _plain(verb: str | None) -> str | None:
    """The verb without its addressee and manner: 告诉记者 → 告诉, 笑着说 → 说."""
    if verb and "告诉" in verb:
        return "告诉"
    return re.sub("^(?:.*[着地]|对.*)(?=说$)", "", verb) if verb else None


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
