"""The likeliest reading of a display from one place on, where glyphs may be gone, too.

`viterbi` walks; where its way makes little sense, or a single character may be what is left of two,
other ways are weighed against it.
"""

from __future__ import annotations

import math

from ingest.model import Choice
from ingest.restore.beside import Scores
from ingest.restore.display import Display
from ingest.restore.gone import Two, hidden, others
from ingest.restore.moves import Move
from ingest.restore.statistics import START, counted_form, model
from ingest.restore.viterbi import Node, walk

_DOUBTFUL = -8.0  # nats: a pair of characters so unlikely asks for another explanation
_SHORT = 200
_GAIN = 1.0  # nats by which a reading with glyphs that are gone must lead in a longer one
_NEAR = -8.0  # ... and behind which it is no longer a question whether some are gone
_MOST = 3  # runners-up that are told
_AROUND = 8  # characters on either side in which words are looked at


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
        shown = Scores(display.text, start, stop, left)
        return walk(display, start, left, stop, early, before, gone=False, instead_of=shown)
    path = walk(display, start, left, stop, early, before, gone=False)
    if display.page.private_gone and _is_doubtful(path, left):
        other = walk(display, start, left, stop, early, before, gone=True)
        least = 0.0 if len(display.text) < _SHORT else _GAIN
        gain = _value(display, other, path) - _value(display, path, other)
        if gain > least:
            path = other
        elif gain > _NEAR:
            path = _doubted(path, other)
    return _looked_into(display, path, left) if display.page.private_gone else path


def _looked_into(display: Display, path: list[Node], left: str) -> list[Node]:
    """`path`, where a character that two others may have left of themselves is open, or is them."""
    least = 0.0 if len(display.text) < _SHORT else _GAIN
    forms = [counted_form(node.move.text) for node in path]
    looked: list[Node] = []
    lead = 0
    for number, node in enumerate(path):
        move = node.move
        if lead and move.text and not move.note and move.lost in ("", "glyph"):
            right = "".join(forms[number + 1 : number + 1 + _AROUND])[:_AROUND]
            if len(right) < _AROUND:
                stop = path[-1].move.stop
                right += display.shown(stop, stop + 3 * _AROUND)[: _AROUND - len(right)]
            node = node._replace(move=_asked(move, lead, left, right, least))
        looked.append(node)
        left = (left + forms[number])[-_AROUND:]
        lead = move.lead
    return looked


def _asked(move: Move, lead: int, left: str, right: str, least: float) -> Move:
    """`move` with what else its character may be, or as the two of which it is what is left."""
    if move.lost:
        ways = others(lead, left, move.text, right) if len(move.text) > 1 else []
        ahead = ways[0].lead if ways else 0.0
        if ahead > 0.0:
            # By the words around them other two are likelier than by their pairs alone.
            best = ways[0].text
            ways = sorted([Two(0.0, move.text), *ways[1:]], reverse=True)
            ways = [way._replace(lead=way.lead - ahead) for way in ways]
            move = move._replace(text=best, wire=best)
        return move._replace(instead=tuple(Choice(t, round(n, 3)) for n, t in ways[:_MOST]))
    two = hidden(lead, left, move.text[0], right)
    if not two:
        return move
    if two.lead <= least:
        return move._replace(lost="doubt", instead=(Choice(two.text, round(two.lead, 3)),))
    text, one = two.text + move.text[1:], Choice(move.text[0], round(-two.lead, 3))
    return move._replace(text=text, wire=text, lost="glyph", instead=(one,))


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
