"""Direct speech: which quotations are what somebody says, and who says it."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from ingest.facts.late import late
from ingest.facts.speech.saying import verbs
from ingest.facts.speech.speaker import Speaker
from ingest.facts.speech.speaker_words import SOMEBODY
from ingest.facts.speech.speakers import Stage

_MARKED = re.compile(
    "“(?:[^“”\n]|“[^“”\n]*”)*(?:\n[ \u3000]*“?[^“”\n]*){0,8}”"
    '|「(?:[^「」\n]|「[^「」\n]*」)*」|"[^"\n]{2,600}"'
)
_ENDS = late("[。,!?…;~—]$|[。!?][’』']$")
_STATEMENT = late("[。!?…][’』']?$")
# What is said, and then whose words these are.
_THIS_IS = late(
    "(?:\n?[ \u3000]*(?:说[这出]+(?:番?话|句话?)的(?:正?是|人是)|讲这话的是)|这(?:是|番话|句话))"
    "[^。!?\n]{0,40}"
)
_CLAUSE = late("[。,!?;:“”]")
_STOP = re.compile("[。!?\n]")
_OF_NOUN = ("的", "是", "为", "成", "等", "和", "、")
"""What stands before a word in quotation marks."""
_BEGINS = ("", "\n", "。", "”", "!", "?", " ", "\u3000")
"""What stands before a sentence."""
_BLANK = re.compile("[\n \u3000]+")
_LEAD = 60
"""How many characters before a quotation its verb is looked for."""
_WHOLE = 11
"""How long a statement is with its marks that is no single word."""
_REACH = 400
"""How far before a quotation its speaker is looked for."""


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


class DirectSpeech:
    """One pass over the quotation marks of a folded text."""

    def __init__(self, text: str, marks: list[tuple[int, int]], stage: Stage) -> None:
        self.text = text
        self.marks = marks
        self.stage = stage

    def speeches(self) -> list[Speech]:
        """Direct speech in order."""
        found: list[Speech] = []
        for start, end in self.marks:
            speech = self.introduced(start, end) or self.governed(start, end, found)
            speech = speech or self.followed(start, end) or self.alone(start, end, found)
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
            if speaker or (lead == ":" and self.is_statement(start, end)):
                return Speech(start, end, verb[0], "speaker before quote", speaker)
        if lead == ":":
            speaker = self.stage.labelled(at, begin)
            if speaker is None and _STATEMENT.search(text[start : end - 1]):
                speaker = self.stage.acting(begin, at)
            if speaker and len(text[start:end]) > 8:
                return Speech(start, end, None, "speaker before quote", speaker)
        return None

    def governed(self, start: int, end: int, found: list[Speech]) -> Speech | None:
        """强调“…”，“…”: without a colon, within a report of somebody else's words perhaps."""
        text, inner = self.text, self.text[start + 1 : end - 1]
        last = found[-1] if found else None
        if len(inner) < 8 or not (_CLAUSE.search(inner) or len(inner) > 14):
            return None
        if text[end : end + 1] not in ",。;!?\n、":
            return None
        if last and last.position == "governed" and last.end == start - 1:
            # the next of a row
            return Speech(start, end, None, "governed", last.speaker)
        begin = max(self.stage.sentence_start(start), start - _REACH)
        said = list(verbs().finditer(text, max(begin, start - _LEAD), start))
        if not said or said[-1].end() != start:
            return None
        inside = [verb.end() for verb in said[:-1] if text[verb.end() : verb.end() + 1] == ","]
        at = said[-1].start()
        speaker = self.stage.subject(at, inside[-1]) if inside else None
        speaker = speaker or self.stage.subject(at, begin)
        return Speech(start, end, said[-1][0], "governed", speaker) if speaker else None

    def is_statement(self, start: int, end: int) -> bool:
        """Whether words behind 说： are a sentence, even if the text does not tell whose."""
        return end - start >= _WHOLE and bool(_STATEMENT.search(self.text[start : end - 1]))

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
        ends = _ENDS.search(text[start : end - 1])
        if not ends and (text[end : end + 1] != "," or text[start - 1 : start] in _OF_NOUN):
            return None  # 作为…的“最美社区人”，某某感慨
        behind = end + (text[end : end + 1] == ",")
        limit = self.until(behind, 70)
        limit = self.before_next(behind, limit)
        verb = verbs().search(text, behind, limit)
        while verb and verb.end() < limit and text[verb.end()] not in ",:。“":
            verb = verbs().search(text, verb.end(), limit)
        if verb is None:
            return None
        speaker = self.stage.subject(verb.start(), behind)
        if speaker is None:
            return None
        return Speech(start, end, verb[0], "quote before speaker", speaker)

    def before_next(self, start: int, limit: int) -> int:
        """`limit`, or where speech begins before it: a quoted word (大学生“村官”) is none."""
        cut = self.text.find("“", start, limit)
        while cut >= 0:
            inside = self.stage.mark_at(cut)
            if inside is None or inside[1] - inside[0] > 8:
                return cut
            cut = self.text.find("“", inside[1], limit)
        return limit

    def until(self, start: int, reach: int) -> int:
        """Where the sentence ends, at most `reach` characters on."""
        limit = min(len(self.text), start + reach)
        stop = _STOP.search(self.text, start, limit)
        return stop.start() if stop else limit

    def alone(self, start: int, end: int, found: list[Speech]) -> Speech | None:
        """A statement that is a sentence of its own: by who speaks next to it."""
        text = self.text
        if not _STATEMENT.search(text[start : end - 1]) or end - start < 9:
            return None
        if text[start - 1 : start] == ",":
            return self.beside(start, end)
        if text[start - 1 : start] not in _BEGINS:
            return None
        line = self.stage.line_before(start)
        opens = not text[line:start].strip()
        closes = text[end : end + 1] in ("\n", "")
        told = None
        if text.startswith("—", end):
            return None  # “亏不亏？”——质疑不少
        if not closes:
            told = self.behind(start, end, opens)
        elif opens:
            told = self.below(start, end)
        return told or self.described(start, end) or self.carried(start, end, found)

    def below(self, start: int, end: int) -> Speech | None:
        """A line of its own, and the next one says whose words these are."""
        text = self.text
        gap = _BLANK.match(text, end)
        at = gap.end() if gap else end
        verb = verbs().search(text, at, self.until(at, 60))
        speaker = self.stage.subject(verb.start(), at) if verb else None
        if verb and speaker and text[verb.end() : verb.end() + 1] in (",", ":", "。"):
            return Speech(start, end, verb[0], "quote before speaker", speaker)
        return None

    def behind(self, start: int, end: int, opens: bool) -> Speech | None:
        """“要把损失降到最低。”站在圩堤上，王俊语气坚定: the rest of the line names who speaks."""
        text = self.text
        limit = self.until(end, 70)
        verb = verbs().search(text, end, limit)
        if verb and text[verb.end() : verb.end() + 1] in (",", ":", "。"):
            # somebody is told to say it, but not who
            return Speech(start, end, verb[0], "quote before speaker", None)
        only = self.stage.only(end, limit)
        if only and not text[max(start - 1, 0) : start].strip():
            return Speech(start, end, None, "quote before speaker", only)
        somebody = SOMEBODY.match(text, end) if opens and not verb else None
        if somebody:
            # “帽子也合头！”一位老人笑得温暖。
            who = Speaker(somebody[0], "group", somebody[0], confidence=0.7)
            return Speech(start, end, None, "quote before speaker", who)
        return None

    def described(self, start: int, end: int) -> Speech | None:
        """“…”这是支教老师刘畅的第一感受."""
        this_is = _THIS_IS.match(self.text, end)
        speaker = self.stage.subject(this_is.end(), end) if this_is else None
        return Speech(start, end, None, "quote before speaker", speaker) if speaker else None

    def carried(self, start: int, end: int, found: list[Speech]) -> Speech | None:
        """By who spoke last, in this line or, of a line of its own, in the one before."""
        text, line = self.text, self.stage.line_before(start)
        own = not text[line:start].strip() and text[end : end + 1] in ("\n", "")
        near = self.stage.line_before(line - 1) if own else line
        last = self.stage.last_speaker(start, near)
        if last is None and found and found[-1].end > near - 1 and found[-1].speaker:
            last = found[-1].speaker
        if last is None and not own and text[start - 1 : start] == "。":
            # 村民李大山坐在门口。“…。”
            number = bisect_right(self.stage.stops, start - 1) - 1
            begin = max(self.stage.stops[number] if number >= 0 else 0, line, start - _LEAD)
            last = self.stage.only(begin, start)
        return Speech(start, end, None, "carried", last) if last else None

    def beside(self, start: int, end: int) -> Speech | None:
        """赵毛忠正忙着，“活不重，离家近。”: clauses of speech behind the one whom they are of."""
        if end - start < _WHOLE and not _CLAUSE.search(self.text[start + 1 : end - 2]):
            return None
        begin = max(self.stage.sentence_start(start - 1), start - _LEAD)
        only = self.stage.acting(begin, start)
        return Speech(start, end, None, "speaker before quote", only) if only else None
