"""What a question mark stands for where no byte is out of step.

CP936 lacks the no-break space, the bullet and rare characters, and the machine wrote a question
mark for each. Most question marks still ask a question.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.model import Choice
from ingest.restore.beside import left_of
from ingest.restore.codec import DROPPING
from ingest.restore.display import AFTER_STOP, Display
from ingest.restore.edits import CUT_UNSEEN, Edit, is_free, open_place
from ingest.restore.hidden import OPEN, lead_of_cut, may_ask, may_lack_character, odd_marks
from ingest.restore.lines import Span
from ingest.restore.markup import BLOCK, FILLER, masked
from ingest.restore.moves import FULL, HOLE, Page
from ingest.restore.pairing import INTERROGATIVE, sentence_before
from ingest.restore.statistics import counted_form, model
from ingest.restore.tables import LETTERS

_HAN = "\u4e00-\u9fff"
_BLANKS = " \t\u3000"
_SPACES = re.compile(
    rf"(?P<indent>(?:^|(?<=\n))[?{_BLANKS}]*\?[?{_BLANKS}]*(?=[\S\n]|\Z))"
    rf"|(?P<opened>{BLOCK})[?{_BLANKS}]*\?[?{_BLANKS}]*(?:(?=[^\s<])|(?<=\?[?{_BLANKS}]\?)(?=</))"
    rf"|(?P<mark>(?<=[:：,，、;；。])\?+(?=[{_HAN}\d])|(?<=[:：])\?+(?=[\[【《“A-Za-z]))|(?<=。)\?+(?=\n|\Z)"
    rf"|(?P<spaced>(?<=[\w)\]])\?(?: \?)+)"
    rf"|(?P<degree>(?<=\d)\?(?=[°℃]))"
    rf"|(?P<gap>(?<=[\d{_HAN})])\?{{2,}}(?=[{_HAN}]))"
)
_ALONE = re.compile(
    rf"(?P<gap>(?<=\d\d:\d\d)\?{{2,}}(?=[{_HAN}]))"
    rf"|(?P<spaced>(?:(?<=\n[{_HAN}])|(?<=\A[{_HAN}]))\? \?(?=[{_HAN}](?![{_HAN}])))"
)
_RIGHTS = re.compile(r"(?i:(?<=copyright )|(?<=copyright)|(?<=所有)|(?<=所有 ))\?(?=\s?\d{4})")
_INSIDE = re.compile(rf"(?<=[{_HAN}\d)%％])\?(?= ?[{_HAN}\d])|(?<=[{_HAN}] )\?(?= )")
_LETTER = "A-Za-z\u00c0-\u024f\u0370-\u04ff"
_FOREIGN = re.compile(
    rf"(?<=[{_LETTER}])\?(?=[{_LETTER}])|(?<=[ (（“‘·])\?(?=[{_LETTER}])"
    rf"|(?P<last>(?<=[{_LETTER}])\?(?=[{_HAN}\d)）》])|(?<=[{_HAN}])\?(?=[A-Za-z])"
    rf"|(?<=[\u00c0-\u024f\u0370-\u04ff])\?(?=[ ”])|(?<=[/\[])\?(?=[/\]]))"
)
_KANA = "\u30a1-\u30ff"
_KANA_DOT = re.compile(rf"(?<=[{_KANA}{_HAN}])\?(?=[{_KANA}])|(?<=[{_KANA}])\?(?=[{_HAN}])")
_GRAPHIC = string.digits + string.ascii_letters + string.punctuation
_ADDRESS = re.compile("[!-~]*?(?:[=&]|//|[0-9a-z][.][a-z]+/)")
_CROWDED = re.compile("(?<=[，,、。；;？?！!·(（“‘《])\\?|\\?(?=[，,、。；;？?！!])")
_LAST_MARK = re.compile(f"[{''.join(sorted(AFTER_STOP))}]")
_LINE_END = re.compile(f"[!！;；,，、](?=\r?\n|\\Z|{BLOCK})|[!！;；](?=<[/!]?[a-z-]|&[#a-z])", re.I)
_END_OPEN = "a mark, or the end of `。”` or of another character, its bytes dropped"
_LONG_SENTENCE = 120
_LAST_OF_SENTENCE = frozenset("。！？!?…”’）);；")
_LAST_NOTE = re.compile(rf"[(（][{LETTERS}]{{1,6}}[)）]\Z")
_SPACE = "no-break space, which CP936 lacks: the usual one of such characters"
_SIGN = "the sign of copyright, which CP936 lacks"
_DOT = "the dot between words of a Japanese name, which CP936 lacks"
_UNKNOWN = "a character that CP936 lacks; nothing tells which"
_OPEN = "a question mark, or a character that CP936 lacks"
_ASKS, _ASKS_NOT = -9.0, -19.0
"""Nats for a question mark between its neighbours: above it asks, below it hardly can."""


def question_edits(
    text: str, page: Page, spans: Sequence[Span], edits: Sequence[Edit]
) -> list[Edit]:
    """What the question marks of a damaged page stand for, where `edits` do not say it already."""
    found: list[Edit] = []
    shown = masked(text)
    for start, stop in _asking(text, spans):
        for pattern, read in _READINGS:
            for match in pattern.finditer(text, start, stop):
                beside = page.comma and read is _left
                if is_free((match.start() + beside, match.end()), edits):
                    found += read(match, page)
    if not shows_bad_pairs(page, edits):
        if not page.decoder.keeps:
            found = _or_hidden_cuts(text, page, found)
        told = {edit.start for edit in edits if edit.name == "unknown"}
        ends = [end for end in _line_ends(text, spans) if shown[end.start] != FILLER]
        ends = [end for end in ends if end.start not in told]
        found += [end for end in ends if is_free((end.start + page.comma, end.stop), edits)]
        if not page.decoder.keeps:
            found += [e for e in _hidden_cuts(text, page, spans, edits) if is_free(e[1:3], found)]
    spaces = [edit for edit in found if edit.name == "space"]
    others = {e.start: e for e in reversed(found) if e.name != "space"}
    return spaces + [e for e in others.values() if is_free((e.start, e.stop), spaces)]


def _asking(text: str, spans: Sequence[Span]) -> Iterator[Span]:
    """The lines of `spans` that have a question mark."""
    for start, stop in spans:
        at = start
        while (mark := text.find("?", at, stop)) >= 0:
            end = text.find("\n", mark, stop)
            end = stop if end < 0 else end + 1
            yield max(text.rfind("\n", at, mark), at), end
            at = end


def shows_bad_pairs(page: Page, edits: Sequence[Edit]) -> bool:
    """Whether the page proves that its machine leaves a trace of every ill-formed pair."""
    if page.decoder.keeps:
        return bool(page.decoder.shows)
    return any(edit.name in ("shift", "lost byte") for edit in edits)


def _line_ends(text: str, spans: Sequence[Span]) -> Iterator[Edit]:
    """Marks that seldom end a line: a machine that drops bytes without a trace makes `！` of `。”`
    there, so unless the page shows another machine it stays open."""
    for start, stop in spans:
        for mark in _LINE_END.finditer(text, start, stop):
            full = FULL.get(mark[0], mark[0])
            yield Edit("unknown", *mark.span(), mark[0], full, False, _END_OPEN)


def _hidden_cuts(
    text: str, page: Page, spans: Sequence[Span], edits: Sequence[Edit]
) -> Iterator[Edit]:
    """Marks behind which a machine that drops bytes without a trace may have been at work."""
    display = Display(text, replace(page, decoder=DROPPING))
    for start, stop in spans:
        for at in odd_marks(display.masked, start, stop):
            shown = at - 1 if page.comma else at
            if may_ask(text, at) or not is_free((at + page.comma, at + 1), edits):
                continue
            lead = lead_of_cut(display, shown)
            if lead > OPEN or display.patience < 0:
                yield open_place(text, page, at, lead)
        for match in _LAST_MARK.finditer(display.masked, start, stop):
            at = match.start()
            if is_free((at + page.comma, at + 1), edits) and may_lack_character(display, at):
                yield open_place(text, page, at)


def _or_hidden_cuts(text: str, page: Page, found: Sequence[Edit]) -> list[Edit]:
    """`found`, where a question mark that makes sense as the rest of a character is told so."""
    display = Display(text, replace(page, decoder=DROPPING))
    told = []
    for edit in found:
        if edit.why in (_UNKNOWN, _OPEN):
            lead = lead_of_cut(display, edit.start - page.comma)
            if lead > OPEN:
                edit = edit._replace(why=CUT_UNSEEN, choices=(Choice(HOLE, round(lead, 3)),))
        told.append(edit)
    return told


def _space(match: re.Match[str], page: Page) -> Iterator[Edit]:
    blank = {"spaced": "  ", "gap": " ", "degree": " "}.get(match.lastgroup or "", "")
    if len(match[0]) > 3 and match.lastgroup == "spaced":
        blank = " " * len(match[0])
    start = match.end("opened") if match.groupdict().get("opened") else match.start()
    lost = match.string[start : match.end()]
    yield Edit("space", start, match.end(), blank, lost, False, _SPACE)


def _unknown(match: re.Match[str], page: Page) -> Iterator[Edit]:
    """A question mark inside a line: certain, open, or no question at all."""
    left = left_of(match.string, match.start())[-1:]
    right = counted_form(match.string[match.end()])
    asks = model().score(left, "?") + model().score("?", right)
    if asks > _ASKS and page.folded:
        return
    if right == " ":
        yield Edit("unknown", *match.span(), "?", "?", False, _OPEN)
        return
    choices = (Choice("?", round(asks, 3)),)
    asking = bool(INTERROGATIVE.search(sentence_before(match.string, match.start())))
    asking = asking or _in_headline(match.string, match.start())
    if (asks < _ASKS_NOT and not asking) or not page.folded:
        yield Edit("unknown", *match.span(), HOLE, "?", False, _UNKNOWN, choices)
    else:
        yield Edit("unknown", *match.span(), "?", "?", False, _OPEN)


def _in_headline(text: str, at: int) -> bool:
    """Whether `at` lies in a line without the mark that ends a sentence: such a line may ask and go
    on."""
    first, last = max(0, at - _LONG_SENTENCE), at + _LONG_SENTENCE
    start, stop = text.rfind("\n", first, at) + 1 or first, text.find("\n", at, last)
    line = _LAST_NOTE.sub("", text[start : last if stop < 0 else stop].rstrip())
    return stop >= 0 and line[-1:] not in _LAST_OF_SENTENCE


def _left(match: re.Match[str], page: Page) -> Iterator[Edit]:
    """A question mark beside another mark: it may be bytes that nobody can tell."""
    yield Edit("unknown", *match.span(), "?", "?", False, _OPEN)


def _foreign(match: re.Match[str], page: Page) -> Iterator[Edit]:
    """A question mark inside a Latin word: a letter that CP936 lacks, or a blank. Behind the word
    it may ask, and in an address it says where the query begins."""
    start, text = match.start(), match.string
    before = text[max(0, start - _LONG_SENTENCE) : start]
    if _ADDRESS.match(text, start - len(before) + len(before.rstrip(_GRAPHIC))):
        return
    if not match["last"]:
        yield Edit("unknown", *match.span(), HOLE, "?", False, _UNKNOWN)
    elif not INTERROGATIVE.search(sentence_before(match.string, match.start())):
        yield Edit("unknown", *match.span(), "?", "?", False, _OPEN)


def _rights(match: re.Match[str], page: Page) -> Iterator[Edit]:
    yield Edit("unknown", *match.span(), "©", "?", False, _SIGN)


def _dot(match: re.Match[str], page: Page) -> Iterator[Edit]:
    yield Edit("unknown", *match.span(), "・", "?", False, _DOT)


_READINGS = (
    (_RIGHTS, _rights),
    (_KANA_DOT, _dot),
    (_SPACES, _space),
    (_INSIDE, _unknown),
    (_FOREIGN, _foreign),
    (_CROWDED, _left),
)
"""What question marks are looked at for, and what is made of them."""


def lone_space_edits(text: str) -> list[Edit]:
    """No-break spaces of a page that shows no other damage: behind a time of day, and inside a
    heading of two letter-spaced characters, where no question can stand."""
    if "??" not in text and "? ?" not in text:
        return []
    return [edit for match in _ALONE.finditer(text) for edit in _space(match, Page({}))]
