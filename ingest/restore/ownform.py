"""The form the author wrote: Simplified characters and full-width marks again.

Both keep the length, so they are the second pass: one step for every line that changes, spanning
its first to its last changed character.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from ingest.model import Choice, Step
from ingest.restore.codec import has_other_planes
from ingest.restore.lines import Span
from ingest.restore.markup import FILLER, masked
from ingest.restore.meant import cited, is_from_abroad, other_forms
from ingest.restore.moves import FULL
from ingest.restore.statistics import START, counted_form, model
from ingest.restore.steps import Trace
from ingest.restore.tables import looked_up, rows, scripts

_CJK = "\u2014\u2018-\u201d\u2026\u3000-\u303f\u4e00-\u9fff\uff00-\uffef□"
_BEHIND = re.compile(f"[{_CJK}]{FILLER}*([,:;!?()])")
_BEFORE = re.compile(f"([,:;!?()])(?={FILLER}*[{_CJK}])")
_KANA, _HAN = re.compile("[\u3041-\u3096\u30a1-\u30fa]"), re.compile("[\u4e00-\u9fff]")
_JAPANESE = 0.3
"""Kana for each Chinese character above which a text is Japanese."""
_RUN = re.compile("[!?)][,:;!?)]+")
_NEVER_FOLDED = re.compile("[。、]")
_MANY_MARKS = 5
_BRACKETS = re.compile(r"\(([^()\n]*)\)")

_RIGHT = 0.4
"""Weight of the right neighbour: pairs alone take 显著提 for a habit of 著."""
_FITS = 4.0
"""Nats by which the statistics must contradict a word to overrule it."""
_SURE = 2.0
"""Nats by which they must agree with the choice for it to be certain."""
_WORDS, _BY_WORDS = 4, 8.0
"""Characters on either side in which words are looked at, and the nats by which they must speak for
a word that ends with 着."""
_SHOWING = ("彰显", "凸显", "突显", "尽显", "显显")
"""Verbs that end like 显著 begins, and take 着."""
_MERGED = "the channel makes {} of both {} and {}; chosen by statistics"
_EVEN = -0.693
"""Logarithm of one half."""
_LIKELY_MEANT = -2.3
"""Logarithm of how often who quotes with 「, or has words that are used in Taiwan or Hong Kong,
writes 著 for 着, as is done there, in a text that is Simplified otherwise."""


def script_steps(
    traditional: str, spans: Sequence[Span], first: Sequence[Step]
) -> tuple[list[Step], str]:
    """Back to Simplified by the inverse of the channel's map, in the given spans."""
    inverse = _inverse(traditional)
    pieces: list[str] = []
    at = 0
    for start, stop in spans:
        pieces += (traditional[at:start], traditional[start:stop].translate(inverse))
        at = stop
    simplified = "".join((*pieces, traditional[at:]))
    chosen, unsure = _worn(simplified, spans)
    for char in sorted(other_forms().intersection(traditional)):
        for place in _places(char, traditional, spans):
            if simplified[place] != char:
                unsure[place] = Choice(char, _EVEN)
    for place in cited(traditional, simplified):
        unsure.setdefault(place, Choice(traditional[place], _EVEN))
    simplified = chosen
    steps = line_steps(
        "script", traditional, simplified, first, "the channel's own characters", unsure
    )
    return steps, simplified


def _worn(simplified: str, spans: Sequence[Span]) -> tuple[str, dict[int, Choice]]:
    """`simplified` with 着 where 著 stands for it, and what is not certain of that."""
    places, unsure = list(_places("著", simplified, spans)), dict[int, Choice]()
    if not places:
        return simplified, unsure
    chars, abroad = list(simplified), is_from_abroad(simplified)
    for place in places:
        chars[place], other = _written_or_worn(simplified, place)
        if not other and (abroad or _is_either(simplified, place)):
            other = Choice("著" if chars[place] == "着" else "着", _LIKELY_MEANT)
        if other:
            unsure[place] = other
    return "".join(chars), unsure


def _is_either(simplified: str, place: int) -> bool:
    """Whether many write 著 in the word that ends at `place`: 附著."""
    return f"{simplified[place - 1 : place]}着" in _either()


@lru_cache(maxsize=1)
def _either() -> frozenset[str]:
    return frozenset(word for word, _ in rows("either.tsv"))


def _inverse(text: str) -> Mapping[int, str] | list[int]:
    """The inverse of the channel's map for what is written in `text`."""
    if _KANA.search(text) and len(_KANA.findall(text)) > _JAPANESE * len(_HAN.findall(text)):
        return _japanese()
    if has_other_planes(text):
        return scripts().to_simplified  # some lie in other planes, which the quicker table lacks
    return _simplified()


@lru_cache(maxsize=1)
def _simplified() -> list[int]:
    return looked_up(scripts().to_simplified)


@lru_cache(maxsize=1)
def _japanese() -> dict[int, str]:
    """The inverse for a Japanese text, which has 会 and 国 as Chinese ones have, but 員 and 書.

    What is in use is in the first level of its character set, what it replaced in the second.
    """
    changes = scripts().to_simplified.items()
    return {t: s for t, s in changes if _level(chr(t)) == 2 and _level(s) == 1}


def _level(char: str) -> int:
    """The level of JIS X 0208 that has `char`; 0 if none does."""
    code = char.encode("euc_jp", "ignore")
    return 0 if len(code) != 2 or code[0] < 0xB0 else 1 if code[0] < 0xD0 else 2


def _places(char: str, text: str, spans: Iterable[Span]) -> Iterator[int]:
    for start, stop in spans:
        at = text.find(char, start, stop)
        while at >= 0:
            yield at
            at = text.find(char, at + 1, stop)


@lru_cache(maxsize=1)
def _written() -> re.Pattern[str]:
    return re.compile("|".join(word for word, _ in rows("written.tsv")))


def _written_or_worn(text: str, at: int) -> tuple[str, Choice | None]:
    """著 or 着 at `at`, and the other one where that is not certain."""
    left = counted_form(text[at - 1 : at]) if at else START
    right = text[at + 1 : at + 2] or START
    score = model().score
    by_left = score(left, "着") - score(left, "著")
    lead = by_left + _RIGHT * (score("着", counted_form(right)) - score("著", counted_form(right)))
    word = _written().search(text, max(0, at - 1), at + 3)
    is_word = bool(word and word.start() <= at < word.end()) and not _ends_one(text, at)
    written = lead < _FITS if is_word else lead < -_FITS
    sure = by_left < _SURE if written and is_word else not written and not is_word and lead > _SURE
    char, other = ("著", "着") if written else ("着", "著")
    return char, None if sure else Choice(other, round(-abs(lead), 3))


def _ends_one(text: str, at: int) -> bool:
    """Whether 着 at `at` ends the word before it: in 接着有 and 彰显着, not in 他著有."""
    if text[at - 2 : at] in _SHOWING:
        return True
    around = (text[max(0, at - _WORDS) : at], text[at + 1 : at + 1 + _WORDS])
    left, right = map(counted_form, around)
    worn, written = model().worded_between(left, "着著", right)
    return worn - written > _BY_WORDS


def line_steps(
    name: str,
    before: str,
    after: str,
    first: Sequence[Step],
    why: str,
    unsure: dict[int, Choice] | None = None,
) -> list[Step]:
    """One step per changed line of two texts of one length; places in `unsure` by themselves."""
    steps: list[Step] = []
    unsure = unsure or {}
    places, trace = sorted(unsure), Trace(first)
    at = 0
    for line, changed in zip(before.split("\n"), after.split("\n"), strict=True):
        of_line = places[bisect_left(places, at) : bisect_left(places, at + len(line))]
        if line != changed or of_line:
            cuts = [place - at for place in of_line]
            for start, stop in _pieces(line, changed, cuts):
                choice = unsure.get(at + start)
                found = trace.found_span(at + start, at + stop)
                steps.append(
                    Step(
                        name,
                        *found,
                        at + start,
                        at + stop,
                        line[start:stop],
                        changed[start:stop],
                        choice is None,
                        _merged(line[start], changed[start], choice) if choice else why,
                        (choice,) if choice else (),
                    )
                )
        at += len(line) + 1
    return steps


def _merged(shown: str, chosen: str, other: Choice) -> str:
    return _MERGED.format(shown, chosen, other.text)


def _pieces(line: str, changed: str, cuts: list[int]) -> Iterator[Span]:
    """Stretches of a line from the first to the last change, with `cuts` by themselves."""
    at = 0
    for cut in [*cuts, len(line)]:
        if line[at:cut] != changed[at:cut]:
            start, last = at, cut - 1
            while line[start] == changed[start]:
                start += 1
            while line[last] == changed[last]:
                last -= 1
            yield start, last + 1
        if cut < len(line):
            yield cut, cut + 1
        at = cut + 1


def folded_places(
    text: str, spans: Iterable[Span], proven: Iterable[int], never: set[int]
) -> set[int]:
    """Where `text` has half-width marks beside Chinese that were of full width: those at `proven`
    places and none of those at `never`."""
    places = {place for place in proven if text[place : place + 1] in FULL}
    shown = masked(text)
    for start, stop in spans:
        places.update(_beside(shown, start, stop))
        for pair in _BRACKETS.finditer(shown, start, stop):
            both = {pair.start(), pair.end() - 1}
            if both & never:
                never |= both
            elif both & places:
                places |= both
        places.update(_behind_others(shown, start, stop, places))
    return places - never


def _behind_others(shown: str, start: int, stop: int, places: set[int]) -> Iterator[int]:
    """The marks right behind one of full width, `）;`, one after the other."""
    for run in _RUN.finditer(shown, start, stop):
        wide = run.start() in places
        for place in range(run.start() + 1, run.end()):
            wide = wide or place in places
            if wide:
                yield place


def _beside(shown: str, start: int, stop: int) -> set[int]:
    """The half-width marks in a span of masked text that stand beside Chinese."""
    return {
        match.start(1) for side in (_BEHIND, _BEFORE) for match in side.finditer(shown, start, stop)
    }


def full_width(text: str, places: Iterable[int]) -> str:
    """`text` with the marks at `places` at full width."""
    pieces, at = list[str](), 0
    for place in sorted(places):
        pieces += (text[at:place], FULL[text[place]])
        at = place + 1
    return "".join((*pieces, text[at:]))


def was_folded(text: str) -> bool:
    """Whether the marks of a damaged page were folded: it has none of full width left.

    Who writes 。 and 、, which no crawler folds, writes the other marks so too. A text without
    them must be long enough for its half-width marks to be no accident.
    """
    shown = masked(text)
    if _NEVER_FOLDED.search(shown):
        return bool(_BEHIND.search(shown) or _BEFORE.search(shown))
    return len(_beside(shown, 0, len(shown))) >= _MANY_MARKS
