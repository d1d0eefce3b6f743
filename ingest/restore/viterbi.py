"""The search for the likeliest reading of a display that may be out of step.

Its state is the first byte of the character that is still open (0 when in step) and the last three
characters, as counted. It walks until all likely readings agree that the bytes are in step again.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from itertools import islice
from typing import NamedTuple

from ingest.restore.beside import Scores
from ingest.restore.candidates import likeliest, remembered
from ingest.restore.display import Display
from ingest.restore.gone import Closings, over_gone
from ingest.restore.moves import ANY, HOLE, Move
from ingest.restore.statistics import (
    counted_chars,
    counted_form,
    model,
)

_HOPELESS = 32.0  # nats behind what is displayed at which a cut is given up
_BEAM = 9.0  # nats behind the best at which a reading is given up
_STATES = 60  # most readings followed at a time
_GONE_COSTS = 60  # readings that looking for gone glyphs at one place counts for
_NONE = frozenset[str]()
_STATES_GONE = 4  # most of them asked for glyphs that are gone


class Node(NamedTuple):
    """The best way to a state: `move`, made at `start`, after `parent`."""

    score: float
    parent: Node | None
    start: int
    move: Move


State = tuple[int, str]
Ways = dict[int, dict[State, Node]]


def walk(
    display: Display,
    start: int,
    left: str,
    stop: int,
    early: bool,
    before: str,
    gone: bool,
    instead_of: Scores | None = None,
) -> list[Node]:
    """The search. With `instead_of`, where it must begin with a cut, it is given up as soon as it
    is hopelessly less likely than what is displayed up to a place."""
    text, cut = display.text, instead_of is not None
    ways: Ways = {start: {(0, left): Node(0.0, None, start, Move(0, 0, before, ""))}}
    while ways:
        at = min(ways)
        states = _likely(ways.pop(at))
        display.patience -= len(states)
        if display.patience < 0 or (instead_of and _is_hopeless(states, instead_of.upto(at))):
            return []
        if at >= stop:
            last_node = _last(display, at, states)
            return _path(last_node) if last_node else []
        in_step = not ways and at > start and not any(lead for lead, _ in states)
        if in_step and (text[at] == "\n" or (early and len(states) == 1)):
            return _path(max(states.values(), key=_score))
        closing = None
        if gone and any(lead for lead, _ in states):
            closing = Closings(display, at)
            display.patience -= _GONE_COSTS
        for lead, same in _by_lead(states).items():
            if lead or cut:
                moves = display.out_of_step(at, lead) if lead else display.cut_starts(at)
                _extend(display, at, same, moves, ways)
                continue
            # What stands before it tells what a character was that is cut in two here, or that a
            # comma is no second MARK.
            for some in [[each] for each in same] if text[at] in ",?\ufffd(（" else [same]:
                before = some[0][1].move.text or some[0][1].move.wire
                _extend(display, at, some, display.in_step(at, before), ways)
        if closing:
            _extend_over_gone(display, at, states, closing, ways)
        cut = False
    return []


def _by_lead(states: dict[State, Node]) -> dict[int, list[tuple[str, Node]]]:
    """States by their open byte, on which the moves depend: the last characters, and the way."""
    found: dict[int, list[tuple[str, Node]]] = {}
    for (lead, last), node in states.items():
        found.setdefault(lead, []).append((last, node))
    return found


def _extend_over_gone(
    display: Display, at: int, states: dict[State, Node], closing: Closings, ways: Ways
) -> None:
    """The moves over glyphs that are gone, from the best states that are out of step."""
    reached = ways.get(at + 1)
    floor = max(map(_score, reached.values())) - _BEAM if reached else -math.inf
    for (lead, last), node in islice(states.items(), _STATES_GONE):
        if lead:
            moves = over_gone(lead, last, closing, floor - node.score)
            _extend(display, at, [(last, node)], moves, ways)


def _is_hopeless(states: dict[State, Node], shown: float | None) -> bool:
    return shown is not None and max(map(_score, states.values())) < shown - _HOPELESS


def _last(display: Display, at: int, states: dict[State, Node]) -> Node | None:
    """The likeliest way to the end of the text, where a character may be cut in two; None if no
    way ends there."""
    ends: Ways = {at: {state: node for state, node in states.items() if not state[0]}}
    for (lead, last), node in states.items():
        if lead:
            _extend(display, at, [(last, node)], display.at_end(at, lead), ends)
    return max(ends[at].values(), key=_score, default=None)


def _likely(states: dict[State, Node]) -> dict[State, Node]:
    """The states within the beam, best first."""
    if len(states) == 1:
        return states
    floor = max(map(_score, states.values())) - _BEAM
    kept = [entry for entry in states.items() if entry[1].score > floor]
    kept.sort(key=lambda entry: -entry[1].score)
    likely = dict(kept[:_STATES])
    for lead, _ in likely:
        if not lead:
            return likely
    # What is read out of step may make no sense further on: the text as shown always does.
    shown = [entry for entry in states.items() if not entry[0][0]]
    likely.update([max(shown, key=lambda entry: entry[1].score)] if shown else [])
    return likely


def _extend(
    display: Display,
    at: int,
    states: list[tuple[str, Node]],
    moves: Iterable[Move],
    ways: Ways,
) -> None:
    """The best ways that `moves` make of `states`, which have the same byte open."""
    step, known, form = model().new_step, model().steps.get, counted_chars().get
    memory = display.memory
    followers, worth = memory.followers.get, memory.worth
    gone = display.page.private_gone
    for move in moves:
        if move.left:
            for left, node in states:
                _extend_lost(display, at, left, node, move, ways)
            continue
        stop, lead, text, _, cost = move[:5]
        forms = form(text, text) if len(text) == 1 else counted_form(text)
        reached = ways.setdefault(stop, {})
        for last, node in states:
            score = node.score + cost
            # Where glyphs may be gone, readings with and without them are to be weighed alike.
            remembers = node.move.lost or (gone and node.move.lead)
            for char in forms:
                chance = known(last + char)
                if chance is None:
                    chance = step(last, char)
                score += chance
                if remembers and char in (followers(last[-1:]) or memory.behind(last)):
                    score += worth(last, char, chance)
                last = (last + char)[-3:]
            best = reached.get((lead, last))
            if best is None or best.score < score:
                reached[lead, last] = Node(score, node, at, move)


def _extend_lost(display: Display, at: int, left: str, node: Node, move: Move, ways: Ways) -> None:
    """A move that lost a byte, once for each of the likeliest characters that it leaves."""
    torn = bool(node.move.note and node.move.lead)
    asked = left, move.lost, move.left, torn
    candidates = display.candidates.get(asked)
    if candidates is None:
        without = _NONE if torn else display.always_annotated
        candidates = likeliest(left, move.lost, move.left, without)
        candidates = remembered(display.memory, left, move, candidates, without)
        display.candidates[asked] = candidates
    if not candidates:
        return
    rest, pairs = move.text.partition(ANY)[2], move.pairs.get
    scored = [(chance + pairs(char, 0.0), form, char) for chance, form, char in candidates]
    if rest == HOLE:
        ends = model().before_ascii
        scored = [(score + ends(form), form, char) for score, form, char in scored]
    # They go on alike: what is out of the beam now stays out of it.
    so_far, floor = node.score + move.cost, max(map(_first, scored)) - _BEAM
    reached = ways.setdefault(move.stop, {})
    for gained, form, char in scored:
        if gained < floor:
            continue
        state = move.lead, rest if rest == HOLE else (left + form + rest)[-3:]
        best, score = reached.get(state), so_far + gained
        if best is None or best.score < score:
            text, wire = move.text.replace(ANY, char), move.wire.replace(ANY, char)
            made = Move(move.stop, move.lead, text, wire, move.cost, move.lost, 0, move.pairs)
            reached[state] = Node(score, node, at, made)


def _first(scored: tuple[float, str, str]) -> float:
    return scored[0]


def _score(node: Node) -> float:
    return node.score


def _path(node: Node | None) -> list[Node]:
    path = []
    while node is not None and node.parent is not None:
        path.append(node)
        node = node.parent
    return path[::-1]
