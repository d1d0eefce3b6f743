"""The inverse of the channel on one page: edits, own script, own marks, certificate, steps."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice

from ingest.model import Restoration, Step, Verdict
from ingest.restore import certificate, order
from ingest.restore.channel import fold_marks
from ingest.restore.codec import DROPPING, QUESTION
from ingest.restore.converted import is_traditional
from ingest.restore.detect import PROOF, Finding
from ingest.restore.edges import cut_notes
from ingest.restore.edits import CUT_UNSEEN, Edit, is_free, read_page
from ingest.restore.hidden import may_be_straddled
from ingest.restore.lines import Span, foreign_spans, left_simplified, outside
from ingest.restore.moves import Page
from ingest.restore.noted import has_torn
from ingest.restore.notes import is_everyday
from ingest.restore.ownform import folded_places, full_width, line_steps, script_steps, was_folded
from ingest.restore.questions import question_edits, shows_bad_pairs
from ingest.restore.scattered import spaced_edits
from ingest.restore.steps import Trace
from ingest.restore.tables import LETTERS
from ingest.restore.variants import usual_forms

_GIVEN_UP = "more places could be out of step than are worth searching: the rest is as it was found"
_LATER = (
    "characters without the pinyin they have elsewhere, edited after the damage: {} ({} in all)"
)
_NOTE_BEHIND = re.compile(rf"[(（][{LETTERS}]{{1,6}}[)）]")
_OTHER_TABLE = "pinyin of another table than the usual one, or the author's"
_DOUBT = "pinyin behind this character, or behind the end of it and the beginning of one dropped"


@dataclass(frozen=True)
class Reading:
    """A damaged page with its edits."""

    found: str
    page: Page
    edits: tuple[Edit, ...]
    foreign: tuple[Span, ...]
    """Found spans that never went through the channel."""
    whole: bool = True
    """Whether every place was read, or the search was given up."""


def read(found: str, page: Page) -> Reading:
    """Every edit that the channel of `page` asks for."""
    foreign = foreign_spans(found)
    spans = outside(foreign, len(found))
    edits, whole = read_page(found, page, spans)
    noted = dict(note for edit in edits for note in edit.notes)
    if noted.keys() - page.listed.keys():
        # What was met only out of step tells of other places, too.
        known = replace(page, listed=noted | page.listed, leads={})
        edits, whole = read_page(found, known, spans)
    if not shows_bad_pairs(page, edits):
        edits = [_doubted(found, edit) for edit in edits]
    alone = _everyday_alone(found, page.listed)
    if alone:
        edits = [_asked(found, edit, alone) for edit in edits]
    edits = edits + question_edits(found, page, spans, edits) + cut_notes(found, page)
    edits.sort(key=lambda edit: edit.start)
    others = [note for note in spaced_edits(found) if is_free((note.start, note.stop), edits)]
    edits = sorted(edits + others, key=lambda edit: edit.start) if others else edits
    listed = dict(note for edit in edits for note in edit.notes) | page.listed
    return Reading(found, replace(page, listed=listed), tuple(edits), tuple(foreign), whole)


def _doubted(found: str, edit: Edit) -> Edit:
    """An annotation that a machine which drops bytes may have torn from a character cut in two."""
    char, pinyin = found[edit.start - 1 : edit.start], found[edit.start + 1 : edit.stop - 1]
    if edit.name == "annotation" and may_be_straddled(char, pinyin):
        return edit._replace(certain=False, why=_DOUBT)
    return edit


def _everyday_alone(found: str, listed: dict[str, str]) -> set[str]:
    """The characters that a page reads otherwise than the list does, at one place."""
    others = {char for char, pinyin in listed.items() if is_everyday(char, pinyin)}
    return {char for char in others if found.count(char) == 1}


def _asked(found: str, edit: Edit, alone: set[str]) -> Edit:
    """An annotation of one of these characters, which its author may have written."""
    if edit.name == "annotation" and found[edit.start - 1 : edit.start] in alone:
        return edit._replace(certain=False, why=_OTHER_TABLE)
    return edit


def splice(found: str, edits: tuple[Edit, ...]) -> str:
    """The Traditional text: `found` with every edit made."""
    pieces: list[str] = []
    at = 0
    for edit in edits:
        pieces += (found[at : edit.start], edit.after)
        at = edit.stop
    return "".join((*pieces, found[at:]))


def first_steps(reading: Reading) -> list[Step]:
    """The edits as steps, with their places in the restored text."""
    steps: list[Step] = []
    shift = 0
    found = reading.found
    for name, first, last, after, _, certain, why, choices, _ in reading.edits:
        start = first + shift
        end = start + len(after)
        steps.append(
            Step(name, first, last, start, end, found[first:last], after, certain, why, choices)
        )
        shift = end - last
    return steps


def restored_spans(spans: tuple[Span, ...], steps: list[Step]) -> list[Span]:
    """Where found spans that no step touches lie in the restored text."""
    moved: list[Span] = []
    number = shift = 0
    for start, stop in spans:
        while number < len(steps) and steps[number].found_end <= start:
            shift = steps[number].end - steps[number].found_end
            number += 1
        moved.append((start + shift, stop + shift))
    return moved


def restore_simply(found: str, edits: list[Edit], family: str) -> Restoration:
    """A page whose damage lies in `edits` alone, each of which gives back what it takes."""
    reading = Reading(found, Page({}), tuple(edits), ())
    steps = first_steps(reading)
    traditional = text = splice(found, reading.edits)
    if family in ("toneless", "scattered") and _is_own_traditional(traditional):
        # These machines convert by other maps than the channel's: 全麵, 製度, 體係.
        text, unsure = usual_forms(traditional)
        own = "the machine's own characters"
        steps += line_steps("script", traditional, text, steps, own, unsure)
    why = certificate.left_over(traditional, reading.page)
    verdict: Verdict = "partial" if why else "exact"
    every = tuple(steps)
    return Restoration(found, text, traditional, verdict, not why, every, family, why=why)


def _is_own_traditional(text: str) -> bool:
    """Whether `text` is in Traditional characters, what the spammers put beside it apart."""
    own = outside(foreign_spans(text), len(text))
    return is_traditional("".join(text[slice(*span)] for span in own))


def restore_best(found: str, finding: Finding) -> Restoration:
    """The page restored as the usual machine's, or where that leaves a riddle, as another's."""
    reading = read(found, finding.page)
    if finding.page.decoder is not QUESTION or has_torn(found):
        return _restored(reading, finding)
    asked = _shows_drops(reading.edits)
    usual = None if asked else _restored(reading, finding)
    if usual and usual.certified:
        return usual
    page = replace(finding.page, decoder=DROPPING)
    other = _restored(read(found, page), replace(finding, page=page))
    return other if other.certified else usual or _restored(reading, finding)


def _shows_drops(edits: Sequence[Edit]) -> bool:
    """Whether no byte is out of step on a page as the usual machine's, and a place left open makes
    much more sense as a cut without a trace."""
    if any(edit.name in ("shift", "lost byte") for edit in edits):
        return False
    places = (edit for edit in edits if edit.why == CUT_UNSEEN and edit.choices)
    return any(edit.choices[0].score > PROOF for edit in places)


def _restored(reading: Reading, finding: Finding) -> Restoration:
    """A page that was read as the channel's, restored and certified."""
    found = reading.found
    steps = first_steps(reading)
    traditional = splice(found, reading.edits)
    foreign = restored_spans(reading.foreign, steps)
    own = outside(foreign, len(traditional))
    to_own, text = script_steps(traditional, own, steps)
    full = traditional
    if finding.page.folded:
        proven = [step.end for step in steps if step.name == "mark"]
        places = folded_places(traditional, own, proven, _never_wide(reading, steps))
        full = full_width(traditional, places)
    listed, why, remark = certify(reading, steps, traditional, full)
    why = (not reading.whole and _GIVEN_UP) or why or _unconverted(traditional, own)
    to_full: list[Step] = []
    if finding.page.folded and was_folded(traditional):
        wide = full_width(text, places)
        to_full = line_steps("width", text, wide, steps, "the author's full-width marks")
        text = wide
    every = tuple(steps + to_own + to_full)
    if not every:
        return Restoration(found, found, found, "clean", True)
    verdict: Verdict = "partial" if why else "exact"
    return Restoration(
        found, text, traditional, verdict, not why, every, finding.family, listed, why or remark
    )


def _never_wide(reading: Reading, steps: list[Step]) -> set[int]:
    """Where a mark was ASCII on the wire: behind a lone first byte, which a mark of full width
    would have made a character with its own first byte."""
    if not reading.page.decoder.keeps:
        return set()
    pairs = zip(reading.edits, steps, strict=True)
    return {s.end for e, s in pairs if e.name == "lost byte" and len(e.wire) == 1}


def _unconverted(traditional: str, own: list[Span]) -> str:
    left = left_simplified("".join(traditional[slice(*span)] for span in own))
    return f"Simplified characters stand in converted lines: {''.join(left[:8])}" if left else ""


def certify(
    reading: Reading, steps: list[Step], traditional: str, full: str
) -> tuple[tuple[tuple[str, str], ...], str, str]:
    """The page's list in the order of the channel, why there is no certificate, if so, and what
    the certificate leaves out."""
    found, page, remark = reading.found, reading.page, ""
    wire, aside = wire_text(reading, steps, full)
    listed = dict(page.listed)

    def damaged() -> str:
        return _cut(certificate.damaged(wire, listing, page, aside), reading)

    listing = certificate.order_of(listed, {})
    again = damaged()
    if not certificate.same(found, again):
        trace = Trace(steps)

        def shown(n: int) -> str:
            start, stop = trace.found_span(n - 1, n + 1)
            # A character that ends with an ASCII one has its note behind that.
            note = _NOTE_BEHIND.match(found, stop) if full[n] < "\x80" else None
            return found[start : note.end() if note else stop]

        before = order.constraints(full, listed, shown)
        listing = certificate.order_of(listed, before)
        again = damaged()
    places = [] if certificate.same(found, again) else certificate.spared(found, again)
    if places:
        later = tuple((at, at + 1) for at in places)
        wire, aside = wire_text(replace(reading, foreign=(*reading.foreign, *later)), steps, full)
        again = damaged()
        remark = _LATER.format(", ".join(f"{found[at]} at {at}" for at in places[:5]), len(places))
    if not certificate.same(found, again):
        return listing, _difference(found, again), ""
    left = certificate.residue(traditional, page)
    why = f"residue of the damage: {left}" if left else certificate.left_over(traditional, page)
    return listing, why, remark


def _cut(again: str, reading: Reading) -> str:
    """`again` without the rest of the annotation in whose middle the page ends, if it does."""
    notes = [edit for edit in reading.edits if edit.name == "annotation"]
    if (
        not notes
        or reading.found[notes[-1].stop - 1] in ")）"
        or reading.found[notes[-1].stop :].strip()
    ):
        return again
    tail = len(reading.found) - notes[-1].stop
    return again[: notes[-1].stop] + again[len(again) - tail :]


def _difference(found: str, again: str) -> str:
    pairs = zip(fold_marks(found), fold_marks(again), strict=False)
    at = next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(found), len(again)))
    return f"damaged again it differs at {at}: {found[max(0, at - 8) : at + 8]!r}"


def wire_text(reading: Reading, steps: list[Step], full: str) -> tuple[str, list[str]]:
    """The text on the wire, and what was set aside from it."""
    plain, lacking = certificate.set_aside(full)
    kept, at = iter(lacking), 0
    pieces: list[str] = []
    aside: list[str] = []
    foreign = [
        (span, certificate.ASIDE) for span in restored_spans(tuple(sorted(reading.foreign)), steps)
    ]
    edited = [((s.start, s.end), e.wire) for s, e in zip(steps, reading.edits, strict=True)]
    for (start, end), wire in sorted(foreign + edited) if foreign else edited:
        pieces += (plain[at:start], wire)
        if lacking:
            aside += islice(kept, plain.count(certificate.ASIDE, at, start))
            deque(islice(kept, plain.count(certificate.ASIDE, start, end)), maxlen=0)
        if wire == certificate.ASIDE:
            aside.append(full[start:end])
        at = end
    return "".join((*pieces, plain[at:])), [*aside, *kept]
