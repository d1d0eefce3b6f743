"""Other ways through what is shown that are nearly as likely as the best: the runners-up.

A search keeps the best way to each state. One that comes to the same state later was the other
reading of what lies between the place where the two parted and the one where they meet.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple, Protocol

from ingest.model import Choice

_FAR = 48
"""Steps back that another way is followed to where it parts: all that far is then in doubt."""
_MOST = 3
"""Other ways that are kept, and runners-up that are told."""
_KEPT_WITHIN = 14.0
"""Nats behind the best at which another way is forgotten."""


class Node(Protocol):
    """A place on a way."""

    @property
    def score(self) -> float: ...
    @property
    def parent(self) -> Any: ...
    @property
    def text(self) -> str: ...
    @property
    def rivals(self) -> tuple[Any, ...]:
        """Other ways to the same state."""


class Other(NamedTuple):
    """Another reading of the nodes from `first` to `last` of a way."""

    first: int
    last: int
    text: str
    behind: float
    """Nats by which it is less likely."""


def better(way: Any, known: Any | None) -> Any:
    """The likelier of two ways to one state, and the other among its rivals."""
    if known is None:
        return way
    best, other = (way, known) if way.score > known.score else (known, way)
    if best.score - other.score > _KEPT_WITHIN:
        return best
    rivals = (*best.rivals, other)
    if len(rivals) > _MOST:
        rivals = tuple(sorted(rivals, key=lambda node: -node.score)[:_MOST])
    return best._replace(rivals=rivals)


def path_to(node: Any) -> list[Any]:
    """The nodes of the way that ends at `node`, but the one where it begins."""
    path = []
    while node.parent is not None:
        path.append(node)
        node = node.parent
    return path[::-1]


def others(path: Sequence[Node]) -> Iterator[Other]:
    """The other readings of a way."""
    numbers = {id(node): number for number, node in enumerate(path)}
    for number, node in enumerate(path):
        for rival in node.rivals:
            other = _reading(path, numbers, number, rival)
            if other:
                yield other


def _reading(path: Sequence[Node], numbers: dict[int, int], last: int, rival: Node) -> Other | None:
    """What a `rival` of the node with the number `last` says, if that is other text."""
    way = [rival]
    while (
        len(way) < _FAR
        and way[-1].parent
        and way[-1].parent.parent
        and id(way[-1].parent) not in numbers
    ):
        way.append(way[-1].parent)
    apart = last - len(way) if len(way) == _FAR else -1
    first = max(0, numbers.get(id(way[-1].parent), apart) + 1)
    told, behind = "".join(node.text for node in way[::-1]), path[last].score - rival.score
    while last >= first and told.endswith(path[last].text):  # what both say
        told = told[: len(told) - len(path[last].text)]
        last -= 1
    return Other(first, last, told, behind) if told and last >= first else None


def runners_up(
    path: Sequence[Node], start: int, stop: int, near: Sequence[Other]
) -> tuple[Choice, ...]:
    """The other readings of the nodes from `start` to before `stop`, best first."""
    shown, best = "".join(node.text for node in path[start:stop]), dict[str, float]()
    for other in near:
        if start <= other.first and other.last < stop:
            before = "".join(node.text for node in path[start : other.first])
            behind = "".join(node.text for node in path[other.last + 1 : stop])
            text = f"{before}{other.text}{behind}"
            if text != shown and other.behind < best.get(text, _KEPT_WITHIN):
                best[text] = other.behind
    ranked = sorted(best.items(), key=lambda entry: entry[1])[:_MOST]
    return tuple(Choice(text, round(-behind, 3)) for text, behind in ranked)
