"""Direct speech: which quotations are what somebody says, and who says it."""

from __future__ import annotations

import re

from ingest.facts.late import late
from ingest.facts.speech.lone_speech import LoneSpeech, until
from ingest.facts.speech.saying import verbs
from ingest.facts.speech.speaker import Speaker, Speech
from ingest.facts.speech.speaker_words import AGAIN
from ingest.facts.speech.speakers import Stage

_MARKED = re.compile(
    "“(?:[^“”\n]|“[^“”\n]*”)*(?:\n[ \u3000]*“?[^“”\n]*){0,8}”"
    '|「(?:[^「」\n]|「[^「」\n]*」)*」|"[^"\n]{2,600}"'
)
_ENDS = late("[。,!?…;~—]$|[。!?][’』']$")
_STATEMENT = late("[。!?…][’』']?$")
_OURS = late("^[我咱]")
_CLAUSE = late("[。,!?;:“”]")
_WRITTEN = late("[写印刻题标贴挂]|标语|横幅|口号|主题|名为|称为|[牌匾幅]|留言|短信|歌|诗|两个字|条")
_LEAD_IN = 6
"""How long a sentence is at least that leads to somebody's words without saying so."""
_PLAIN = frozenset(("说", "答", "回答", "说道", "喊道", "问"))
# “…。”李彬|说着打开日记
_WHILE = late("(?:[0-9]{1,3}岁的)?(?P<who>[一-鿿]{2,4}?)(?:说着|说完|边说边|一边说|话音[刚未]落)")
_STATES = ("建议", "直言", "坦言", "感叹", "感慨", "呼吁")
_OF_NOUN = ("的", "是", "为", "成", "等", "和", "、")
"""What stands before a word in quotation marks."""
_WORDS = 5
"""How long somebody's words are with their marks that no mark of theirs ends."""
_LEAD = 60
"""How many characters before a quotation its verb is looked for."""
_WHOLE = 11
"""How long a statement is with its marks that is no single word."""
_REACH = 400
"""How far before a quotation its speaker is looked for."""


def marked(text: str) -> list[tuple[int, int]]:
    """Spans of everything in quotation marks in folded text, marks included."""
    return [match.span() for match in _MARKED.finditer(text)]


class DirectSpeech:
    """One pass over the quotation marks of a folded text."""

    def __init__(self, text: str, marks: list[tuple[int, int]], stage: Stage) -> None:
        self.text = text
        self.marks = marks
        self.stage = stage
        self.lone = LoneSpeech(text, stage)

    def speeches(self) -> list[Speech]:
        """Direct speech in order."""
        found: list[Speech] = []
        for start, end in self.marks:
            speech = self.introduced(start, end) or self.governed(start, end, found)
            speech = speech or self.followed(start, end)
            speech = speech or self.lone.read(start, end, found[-1] if found else None)
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
        plain = verb is not None and verb.end() == at and verb[0] in _PLAIN
        if lead == "," and not self.whole(start, end, plain):
            return None
        if verb is not None and (verb.end() == at or (lead == ":" and at - verb.end() <= 12)):
            speaker = self.stage.subject(verb.start(), begin)
            if speaker or (lead == ":" and self.is_statement(start, end)):
                return Speech(start, end, verb[0], "speaker before quote", speaker)
        if lead == ":":
            speaker = self.stage.labelled(at, begin)
            whole = _STATEMENT.search(text[start : end - 1]) or (
                text.startswith("。", end) and _CLAUSE.search(text, start + 1, end - 1)
            )
            if speaker is None and whole:
                speaker = self.stage.acting(begin, at) or self.spoken_on(begin, at)
            if speaker and len(text[start:end]) > 8:
                return Speech(start, end, None, "speaker before quote", speaker)
        return None

    def spoken_on(self, begin: int, at: int) -> Speaker | None:
        """Who has spoken last in a paragraph that goes on to his words by a colon alone."""
        if at - begin < _LEAD_IN or _WRITTEN.search(self.text, begin, at):
            return None
        last = self.stage.last_speaker(begin, self.stage.line_before(begin))
        return last._replace(addressee=None, confidence=0.7) if last else None

    def governed(self, start: int, end: int, found: list[Speech]) -> Speech | None:
        """强调“…”，“…”: without a colon, within a report of somebody else's words perhaps."""
        text, inner = self.text, self.text[start + 1 : end - 1]
        last = found[-1] if found else None
        whole = _CLAUSE.search(inner) or _OURS.search(inner) or len(inner) > 14
        if len(inner) < 8 or not (whole or self.ends_so(start, end)):
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

    def ends_so(self, start: int, end: int) -> bool:
        """Whether words end their sentence behind what only a statement stands behind: 他建议“让最
        优秀的人去教书”。"""
        return self.text.startswith("。", end) and self.text.endswith(_STATES, 0, start)

    def is_statement(self, start: int, end: int) -> bool:
        """Whether words behind 说： are a sentence, even if the text does not tell whose."""
        return end - start >= _WHOLE and bool(_STATEMENT.search(self.text[start : end - 1]))

    def whole(self, start: int, end: int, said: bool = False) -> bool:
        """Whether a quotation is a statement and not a part of one; behind 他说，(`said`) a word
        or two are one."""
        behind = self.text[end : end + 1]
        return bool(_ENDS.search(self.text[start : end - 1])) or (
            end - start > (5 if said else 7 if behind in ("", "。", "\n") else 12)
            and (not behind or behind in ",。;!?\n")
        )

    def followed(self, start: int, end: int) -> Speech | None:
        """“…”王刚说。"""
        text = self.text
        ends = _ENDS.search(text[start : end - 1])
        noun = text[start - 1 : start] in _OF_NOUN or end - start < _WORDS
        noun = noun or (end - start < _WHOLE and "一" <= text[start - 1 : start] <= "鿿")
        if not ends and (text[end : end + 1] != "," or noun):
            return None  # 作为…的“最美社区人”，某某感慨
        doing = _WHILE.match(text, end)
        who = self.stage.named_at(doing.start("who")) if doing else None
        if who:
            return Speech(start, end, "说", "quote before speaker", who)
        behind = end + (text[end : end + 1] == ",")
        limit = until(text, behind, 70)
        limit = self.before_next(behind, limit)
        verb = verbs().search(text, behind, limit)
        while verb and verb.end() < limit and text[verb.end()] not in ",:。“":
            verb = verbs().search(text, verb.end(), limit)
        if verb is None or AGAIN.fullmatch(text, behind, verb.start()):
            return None  # “…”，并说，“…”: the verb is of what follows
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
