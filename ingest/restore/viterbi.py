"""The search for the likeliest reading of a display that may be out of step.

Its state is the first byte of the character that is still open (0 when in step), the last three
characters, as counted, and whether a glyph is taken to be gone. It walks until all likely readings
agree that the bytes are in step again.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import lru_cache
from heapq import nlargest
from typing import NamedTuple

from ingest.restore.display import Display
from ingest.restore.gone import Closing, closings, over_gone
from ingest.restore.memory import Memory
from ingest.restore.moves import ANY, HOLE, Move
from ingest.restore.statistics import (
    START,
    cells_ending,
    cells_torn_from,
    counted_form,
    counted_forms,
    model,
)

_DOUBTFUL = -5.0  # nats: a pair of characters so unlikely asks for another explanation
_SHORT = 200
_GAIN = 1.0  # nats by which a reading with glyphs that are gone must lead in a longer one
_NEAR = -8.0  # ... and behind which it is no longer a question whether some are gone
_BEAM = 9.0  # nats behind the best at which a reading is given up
_STATES = 60  # most readings followed at a time
_GONE_COSTS = 60  # readings that looking for gone glyphs at one place counts for
_LIKELIEST = 12  # characters followed where a byte is lost
_PAIRS = 40  # characters looked at to find them
_NONE = frozenset[str]()
_STATES_GONE = 4  # most of them asked for glyphs that are gone


class Node(NamedTuple):
    """The best way to a state: `move`, made at `start`, after `parent`."""

    score: float
    parent: Node | None
    start: int
    move: Move


State = tuple[int, str, bool]
Ways = dict[int, dict[State, Node]]


def search(
    display: Display,
    start: int,
    left: str,
    stop: int,
    early: bool = True,
    before: str = "",
    cut: bool = False,
) -> list[Node]:
    """The likeliest reading from `start`, as its moves in order; empty if there is none.

    `left` is the text before it, as counted, and `before` what was restored right before it, if
    anything. If `early`, it ends where all likely readings
    agree, at the latest at the end of the line; else at `stop`. If `cut`, the reading must begin
    with a MARK that cut a character.
    """
    if display.patience < 0:
        return []
    if cut:
        return _search(display, start, left, stop, early, before, gone=False, cut=True)
    path = _search(display, start, left, stop, early, before, gone=False)
    if display.page.private_gone and _is_doubtful(path, left):
        other = _search(display, start, left, stop, early, before, gone=True)
        least = 0.0 if len(display.text) < _SHORT else _GAIN
        gain = _value(display, other, path) - _value(display, path, other)
        if gain > least:
            return other
        if gain > _NEAR:
            return _doubted(path, other)
    return path


def _doubted(path: list[Node], other: list[Node]) -> list[Node]:
    """`path` with what `other` reads otherwise as an open question."""
    agreed = {(node.start, node.move.wire) for node in other}
    return [
        node
        if node.move.lost or not node.move.text or (node.start, node.move.wire) in agreed
        else node._replace(move=node.move._replace(lost="doubt"))
        for node in path
    ]


def _is_doubtful(path: list[Node], left: str) -> bool:
    """Whether a reading has characters side by side that hardly ever stand so."""
    text = "".join(counted_form(node.move.text) for node in path)
    return not text or min(map(model().score, left[-1:] + text, text)) < _DOUBTFUL


def _value(display: Display, path: list[Node], other: list[Node]) -> float:
    """The score of `path`, brought to where `other` ends by what is displayed there."""
    if not path:
        return -math.inf
    stop = other[-1].move.stop if other else 0
    rest = display.shown(path[-1].move.stop, stop)
    last = "".join(node.move.text for node in path)[-3:]
    return path[-1].score + model().text_score(counted_form(last) or START, rest)


def _search(
    display: Display,
    start: int,
    left: str,
    stop: int,
    early: bool,
    before: str,
    gone: bool,
    cut: bool = False,
) -> list[Node]:
    text = display.text
    ways: Ways = {start: {(0, left, False): Node(0.0, None, start, Move(0, 0, before, ""))}}
    while ways:
        at = min(ways)
        states = _likely(ways.pop(at))
        display.patience -= len(states)
        if display.patience < 0:
            return []
        if at >= stop:
            last_node = _last(display, at, states)
            return _path(last_node) if last_node else []
        in_step = not ways and at > start and not any(state[0] for state in states)
        if in_step and (text[at] == "\n" or (early and _agree(states))):
            return _path(_best(states))
        closing: list[Closing] = []
        if gone and any(state[0] for state in states):
            closing = closings(display, at)
            display.patience -= _GONE_COSTS
        shared: dict[int, list[Move]] = {}
        for number, (state, node) in enumerate(states.items()):
            lead = state[0]
            moves = _moves(display, at, lead, node, shared, cut and at == start)
            _extend(display, at, state, node, moves, ways)
            if closing and lead and number < _STATES_GONE:
                gone_here = over_gone(lead, state[1], closing)
                _extend(display, at, (lead, state[1], True), node, gone_here, ways)
    return []


def _moves(
    display: Display, at: int, lead: int, node: Node, shared: dict[int, list[Move]], cut: bool
) -> Iterable[Move]:
    """The moves from a state; out of step they depend on the lead byte alone and are `shared`."""
    if not lead:
        was = node.move
        return display.cut_starts(at) if cut else display.in_step(at, was.text or was.wire)
    if lead not in shared:
        shared[lead] = list(display.out_of_step(at, lead))
    return shared[lead]


def _last(display: Display, at: int, states: dict[State, Node]) -> Node | None:
    """The likeliest way to the end of the text, where a character may be cut in two; None if no
    way ends there."""
    ends: Ways = {at: {state: node for state, node in states.items() if not state[0]}}
    for state, node in states.items():
        if state[0]:
            _extend(display, at, state, node, display.at_end(at, state[0]), ends)
    return _best(ends[at]) if ends[at] else None


def _agree(states: dict[State, Node]) -> bool:
    """Whether all readings come to the same characters, be a glyph gone on the way or not."""
    return len(states) == 1 or len({state[:2] for state in states}) == 1


def _best(states: dict[State, Node]) -> Node:
    """The likeliest reading with a glyph gone, if any: it was asked for; else the likeliest."""
    gone = [node for state, node in states.items() if state[2]]
    return max(gone or states.values(), key=_score)


def _likely(states: dict[State, Node]) -> dict[State, Node]:
    """The states within the beam, best first."""
    if len(states) == 1:
        return states
    floor = max(map(_score, states.values())) - _BEAM
    kept = [entry for entry in states.items() if entry[1].score > floor]
    kept.sort(key=lambda entry: -entry[1].score)
    likely = dict(kept[:_STATES])
    if not all(state[0] for state in likely):
        return likely
    # What is read out of step may make no sense further on: the text as shown always does.
    shown = [entry for entry in states.items() if not entry[0][0]]
    likely.update([max(shown, key=lambda entry: entry[1].score)] if shown else [])
    return likely


def _extend(
    display: Display, at: int, state: State, node: Node, moves: Iterable[Move], ways: Ways
) -> None:
    _, left, gone = state
    statistics, forms = model(), counted_forms()
    step, so_far = statistics.step, node.score
    # Where glyphs may be gone, readings with and without them are to be weighed alike.
    remembers = node.move.lost or (node.move.lead and display.page.private_gone)
    for move in moves:
        if move.left:
            _extend_lost(display, at, state, node, move, ways)
            continue
        stop, lead, text, _, cost, *_ = move
        score, last = so_far + cost, left
        for char in text:
            form = forms.get(ord(char), char)
            chance = step(last, form)
            score += chance
            if remembers:
                score += display.memory.worth(last, form, chance)
            last = (last + form)[-3:]
        reached = ways.setdefault(stop, {})
        best = reached.get((lead, last, gone))
        if best is None or best.score < score:
            reached[lead, last, gone] = Node(score, node, at, move)


def _extend_lost(
    display: Display, at: int, state: State, node: Node, move: Move, ways: Ways
) -> None:
    """A move that lost a byte, once for each of the likeliest characters that it leaves."""
    _, left, gone = state
    torn = node.move.note and node.move.lead
    without = _NONE if torn else display.always_annotated
    candidates = _likeliest(left, move.lost, move.left, without)
    candidates = _remembered(display.memory, left, move, candidates, without)
    if not candidates:
        return
    reached = ways.setdefault(move.stop, {})
    statistics, rest = model(), move.text.partition(ANY)[2]
    for chance, form, char in candidates:
        score = node.score + move.cost + chance + move.pairs.get(char, 0.0)
        last = (left + form)[-3:]
        for behind in rest:
            score += statistics.before_ascii(last[-1:]) if behind == HOLE else 0.0
            last = HOLE if behind == HOLE else (last + behind)[-3:]
        best = reached.get((move.lead, last, gone))
        if best is None or best.score < score:
            text, wire = move.text.replace(ANY, char), move.wire.replace(ANY, char)
            made = Move(move.stop, move.lead, text, wire, move.cost, move.lost, 0, move.pairs)
            reached[move.lead, last, gone] = Node(score, node, at, made)


Candidate = tuple[float, str, str]


def _remembered(
    memory: Memory,
    left: str,
    move: Move,
    candidates: list[Candidate],
    without: frozenset[str],
) -> list[Candidate]:
    """`candidates` with what the page itself says of them, and those that it alone knows."""
    found = {form: (score, form, char) for score, form, char in candidates}
    chars = _of_byte(move.lost, move.left)
    for form in sorted(memory.behind(left) & chars.keys()):
        char = chars[form]
        if char not in without:
            score = model().step(left, form)
            found[form] = (score + memory.worth(left, form, score), form, char)
    return list(found.values())


@lru_cache(maxsize=512)
def _of_byte(lost: str, byte: int) -> dict[str, str]:
    """Counted form → character, of those that are left with `byte`."""
    among = cells_ending(byte) if lost == "lead" else cells_torn_from(byte)
    return {form: char for char, form in reversed(among)}


@lru_cache(maxsize=20_000)
def _likeliest(left: str, lost: str, byte: int, without: frozenset[str]) -> list[Candidate]:
    """The likeliest characters behind `left` that have `byte`: score, form, character."""
    step = model().step
    pairs = _likely_pairs(left[-1:], lost, byte)
    scored = [(step(left, form), form, char) for form, char in pairs if char not in without]
    return nlargest(_LIKELIEST, scored)


@lru_cache(maxsize=20_000)
def _likely_pairs(left: str, lost: str, byte: int) -> list[tuple[str, str]]:
    """The likeliest characters by one neighbour alone: form, character."""
    score = model().score
    among = cells_ending(byte) if lost == "lead" else cells_torn_from(byte)
    scored = nlargest(_PAIRS, ((score(left, form), form, char) for char, form in among))
    return [(form, char) for _, form, char in scored]


def _score(node: Node) -> float:
    return node.score


def _path(node: Node | None) -> list[Node]:
    path = []
    while node is not None and node.parent is not None:
        path.append(node)
        node = node.parent
    return path[::-1]
