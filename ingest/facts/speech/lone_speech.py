"""Direct speech that no verb of saying governs: a sentence of its own, by who speaks next to it."""

from __future__ import annotations

import re
from bisect import bisect_right

from ingest.facts.late import late
from ingest.facts.people.words import of
from ingest.facts.speech.saying import verbs
from ingest.facts.speech.speaker import Speaker, Speech
from ingest.facts.speech.speaker_words import PEOPLE, SOMEBODY, TALKING_OF
from ingest.facts.speech.speakers import Stage

_STATEMENT = late("[。!?…][’』']?$")
_CLAUSE = late("[。,!?;:“”]")
_STOP = re.compile("[。!?\n]")
# What is said, and then whose words these are.
_THIS_IS = late(
    "\n?[ \u3000]*(?:说[这出]+(?:番?话|句话?)的(?:正?是|人是)|讲这话的是|这(?:是|番话|句话))"
    "[^。!?\n]{0,40}"
)
# “…”当审判长读完|裁定书最后一句，某某眯起双眼
_FINISHED = late("当[^,。!?\n]{2,12}?[读念说讲]完")
_REPORTER = late("据(?:介绍|了解|悉)|记者(?:了解到|获悉|看到)")
_HE_SHOWS = late(
    "(?:[^,。!?\n]{0,12},)?[他她](?:的?(?:声音|语气|语调|眼[里中圈眶神]|脸上|话语)|激动|哽咽|感慨|满脸|一脸|笑)"
)
"""“…”回忆往事，|他声音哽咽: how somebody says it, not that."""
_WRITTEN = late(
    "[写印刻题标贴挂唱]|标语|横幅|口号|俗话|古[话语人训]|常言|老话|谚语|所谓|条例|规定|文件|报告|》|网友"
)
"""Before words in quotation marks that are read and not heard."""
_HIS_WORDS = late("(?:[^,。!?\n]{0,14},)?这(?:句话)?是[他她][^。!?\n]{0,8}[说讲挂][^。!?\n]{0,16}")
_BEGINS = ("", "\n", "。", "”", "!", "?", "…", " ", "\u3000", ")")
"""What stands before a sentence."""
_CLOSED = ("”", "」")
_OWN_WORDS = frozenset("我俺咱")
_OFFICE_BEFORE = 14
"""How long an office is at most that a sentence begins with."""
_BLANK = re.compile("[\n \u3000]+")
_LEAD = 60
"""How many characters before a quotation the one is looked for whom its sentence is about."""
_WHOLE = 11
"""How long a statement is with its marks that is no single word."""
# As people speak, and slogans do not
_SPOKEN = late("[我咱你您俺]|[了吧啊呢吗嘛呀啦][,。!?]?$")
# 我叫王小明, 我是县公安局民警|王小明
_I_AM = late(
    "(?:(?:您好|你好|大家好|喂)[,!])?(?:我叫|我是(?:[^,。!?\n]{2,24}?(?=[一-鿿]{2,3}[,。!?]))?)"
)
# 邱书记，…: whom somebody speaks to
_CALLED = late("([一-鿿])(?P<title>[一-鿿]{1,3})[,!]")


def until(text: str, start: int, reach: int) -> int:
    """Where the sentence ends, at most `reach` characters on."""
    limit = min(len(text), start + reach)
    stop = _STOP.search(text, start, limit)
    return stop.start() if stop else limit


class LoneSpeech:
    """Statements in quotation marks that stand alone in a folded text."""

    def __init__(self, text: str, stage: Stage) -> None:
        self.text = text
        self.stage = stage

    def read(self, start: int, end: int, last: Speech | None) -> Speech | None:
        """A statement that is a sentence of its own; `last` is the speech before it."""
        text = self.text
        if text[start - 1 : start] == ",":
            return self._unheard(start, end, self._beside(start, end))
        if not _STATEMENT.search(text[start : end - 1]) or end - start < 9:
            return self._closed_outside(start, end)
        if text[start - 1 : start] not in _BEGINS or text.startswith("—", end):
            return None  # “亏不亏？”——质疑不少
        opens = not text[self.stage.line_before(start) : start].strip()
        closes = text[end : end + 1] in ("\n", "")
        told = None
        if not closes:
            told = self._behind(start, end, opens)
        elif opens:
            told = self._below(start, end)
        if told is None and text[start - 1 : start] in _CLOSED and last and last.end == start:
            return Speech(start, end, None, "alone", None)  # “…？”“…。”: somebody else answers
        told = told or self._described(start, end) or self._carried(start, end, last)
        if told is None and opens and not closes and _SPOKEN.search(text[start + 1 : end - 2]):
            told = Speech(start, end, None, "alone", None)
        return self._unheard(start, end, told)

    def _closed_outside(self, start: int, end: int) -> Speech | None:
        """“我是冠军，太高兴了”。夺冠的某某: spoken words that open a line, their mark outside."""
        text = self.text
        opens = not text[self.stage.line_before(start) : start].strip()
        spoken = _SPOKEN.search(text[start + 1 : end - 1]) and end - start >= 9
        if not (opens and spoken and text.startswith("。", end)):
            return None
        only = self.stage.only(end + 1, until(text, end + 1, 70))
        return Speech(start, end, None, "quote before speaker", only) if only else None

    def _unheard(self, start: int, end: int, told: Speech | None) -> Speech | None:
        """The speech, by the one whose name it tells as its speaker's, or by nobody known where it
        calls the one whom it seemed to be of."""
        if told is None or told.speaker is None:
            own = _I_AM.match(self.text, start + 1, end)
            who = self.stage.named_at(own.end()) if own else None
            if who:
                return Speech(start, end, None, "self", who)
        called = _CALLED.match(self.text, start + 1, end) if told and told.speaker else None
        if told is None or called is None or told.speaker is None:
            return told
        to_him = told.speaker.name.startswith(called[1]) and called["title"] in of("title")
        return told._replace(speaker=None) if to_him else told

    def _below(self, start: int, end: int) -> Speech | None:
        """A line of its own, and the next one says whose words these are."""
        text = self.text
        gap = _BLANK.match(text, end)
        at = gap.end() if gap else end
        verb = verbs().search(text, at, until(text, at, 60))
        speaker = self.stage.subject(verb.start(), at) if verb else None
        if verb and speaker and text[verb.end() : verb.end() + 1] in (",", ":", "。"):
            return Speech(start, end, verb[0], "quote before speaker", speaker)
        return None

    def _behind(self, start: int, end: int, opens: bool) -> Speech | None:
        """“要把损失降到最低。”站在圩堤上，王俊语气坚定: the rest of the line names who speaks."""
        text = self.text
        if _REPORTER.match(text, end):
            return None  # “…”据介绍，…: of whom the sentence before is
        limit = until(text, end, 70)
        read = _FINISHED.match(text, end, limit)
        if read:
            who = self.stage.only(end, read.end())
            return Speech(start, end, None, "quote before speaker", who)
        verb = verbs().search(text, end, limit)
        if verb and text[verb.end() : verb.end() + 1] in (",", ":", "。"):
            # somebody is told to say it, but not who
            return Speech(start, end, verb[0], "quote before speaker", None)
        if not opens and not self._nobody_before(start):
            return None
        if _HE_SHOWS.match(text, end, limit):
            return Speech(start, end, None, "quote before speaker", self.stage.before(start))
        talking = TALKING_OF.match(text, end, limit)
        if talking and not self.stage.anybody(talking.start("who"), talking.end("who")):
            who = Speaker(talking["who"], "group", talking["group"], confidence=0.7)
            return Speech(start, end, None, "quote before speaker", who)
        only = self.stage.only(end, limit)
        if only:
            return Speech(start, end, None, "quote before speaker", only)
        somebody = SOMEBODY.match(text, end, limit)
        if somebody:
            # “帽子也合头！”一位老人笑得温暖。
            who = Speaker(somebody["who"], "group", somebody["who"], confidence=0.7)
            return Speech(start, end, None, "quote before speaker", who)
        return None

    def _nobody_before(self, start: int) -> bool:
        """Whether nobody has spoken in the line, nor is named in the sentence before: then the
        words are of whom the sentence behind them names."""
        line = self.stage.line_before(start)
        if self.text[start - 1] not in "。…!?)" or self.stage.last_speaker(start, line):
            return False
        return not self.stage.anybody(max(self._sentence_before(start), line), start)

    def _sentence_before(self, start: int) -> int:
        """Where the sentence begins that ends directly before a quotation."""
        number = bisect_right(self.stage.stops, start - 1) - 1
        return self.stage.stops[number] if number >= 0 else 0

    def _described(self, start: int, end: int) -> Speech | None:
        """“…”这是支教老师刘畅的第一感受, “…”这是他说得最多的一句话."""
        this_is = _THIS_IS.match(self.text, end)
        speaker = self.stage.subject(this_is.end(), end) if this_is else None
        if speaker is None and _HIS_WORDS.match(self.text, end):
            speaker = self.stage.before(start)
        return Speech(start, end, None, "quote before speaker", speaker) if speaker else None

    def _carried(self, start: int, end: int, before: Speech | None) -> Speech | None:
        """By who spoke last, in this line or, of a line of its own, in the one before."""
        text, line = self.text, self.stage.line_before(start)
        own = not text[line:start].strip() and text[end : end + 1] in ("\n", "")
        if own and before and text[before.end - 2] == "?" and text[end - 2] != "?":
            return Speech(start, end, None, "alone", None)  # somebody else answers
        near = self.stage.line_before(line - 1) if own else line
        last = self.stage.last_speaker(start, near)
        if last is None and before and before.end > near - 1 and before.speaker:
            last = before.speaker
        if last is None and not own and text[start - 1 : start] == "。":
            # 村民李大山坐在门口。“…。”
            begin = max(self._sentence_before(start), line, start - _LEAD)
            last = self.stage.only(begin, start)
        return Speech(start, end, None, "carried", last) if last else None

    def _beside(self, start: int, end: int) -> Speech | None:
        """赵毛忠正忙着，“活不重，离家近。”: clauses of speech behind the one whom they are of."""
        inner = self.text[start + 1 : end - 1]
        said = self._of_headline(start, end)
        if said:
            return said
        if not _STATEMENT.search(inner):
            # 他笑得合不拢嘴，“我没有辜负大家”。
            closed = self.text[end : end + 1] in ("。", "", "\n")
            own = inner[:1] in _OWN_WORDS and end - start >= 9
            if not closed or not (own or (_CLAUSE.search(inner) and _SPOKEN.search(inner))):
                return None
        elif end - start < _WHOLE and not _CLAUSE.search(inner[:-1]):
            return None
        sentence = self.stage.sentence_start(start - 1)
        begin = max(sentence, start - _LEAD)
        only = self._reported(sentence, start)
        only = only or self.stage.acting(begin, start) or self._goes_on(begin, start, end)
        return Speech(start, end, None, "speaker before quote", only) if only else None

    def _reported(self, begin: int, start: int) -> Speaker | None:
        """知情人士证实，民警李某已逃走，“…”: the one whose report the quotation stands in."""
        said = [v for v in verbs().finditer(self.text, begin, start) if self.text[v.end()] == ","]
        return self.stage.subject(said[-1].start(), begin) if said else None

    def _of_headline(self, start: int, end: int) -> Speech | None:
        """家长会长某某要求负责，「孩子吃得安心最重要」。: as Taiwan's press quotes, by the one whom
        the sentence begins with and who does something."""
        text = self.text
        if text[start] != "「" or text[end : end + 1] not in ("。", "", "\n") or end - start < 8:
            return None
        begin = self.stage.sentence_start(start - 1)
        first = self.stage.first_of(begin, start)
        near = first and first.start - begin <= _OFFICE_BEFORE
        if not first or not near or _WRITTEN.search(text, begin, start):
            return None
        who = self.stage.person(first)._replace(confidence=0.7)
        return Speech(start, end, None, "speaker before quote", who)

    def _goes_on(self, begin: int, start: int, end: int) -> Speaker | None:
        """赶集全靠走，“…。”: ends a sentence without anybody, by who has spoken in its line."""
        if end - start < _WHOLE or self.stage.anybody(begin, start):
            return None
        stretch = self.text[begin:start]
        if _WRITTEN.search(stretch) or verbs().search(stretch) or any(map(stretch.count, PEOPLE)):
            return None
        last = self.stage.last_speaker(start, self.stage.line_before(start))
        return last._replace(addressee=None, confidence=0.7) if last else None
