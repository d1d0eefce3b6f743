"""Web pages put through the channel: layouts of `cases/restore/pages.json` around any article."""

from __future__ import annotations

import difflib
import json
import random
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from ingest.model import Restoration
from ingest.restore.channel import Channel, damage, fold_marks
from ingest.restore.codec import DROPPING, REPLACEMENT
from ingest.restore.markup import masked
from ingest.restore.notes import needs_no_note
from ingest.restore.tables import accepted_readings, annotation_list, readings

FAMILIES = {
    "comma": Channel(comma=True, fold=False),
    "comma, folded": Channel(comma=True),
    "invisible": Channel(fold=False),
    "invisible, folded": Channel(),
    "no cuts": Channel(share=0.0, fold=False),
    "no cuts, folded": Channel(share=0.0),
    "dropping": Channel(decoder=DROPPING, fold=False),
    "dropping, folded": Channel(decoder=DROPPING),
    "dropping, comma": Channel(comma=True, decoder=DROPPING, fold=False),
    "replacement": Channel(decoder=REPLACEMENT, fold=False),
    "replacement, comma": Channel(comma=True, decoder=REPLACEMENT, fold=False),
}
BAIT = "国产精品|亚洲在线观看|久久高清视频|欧美自拍,午夜福利"
_AFTERWARDS = "<!--bait-->"
"""Where a layout has bait, which the spammers put there after the damage."""


def layouts() -> dict[str, dict[str, str]]:
    """Name → layout: the page, a line of it, and what else is written otherwise in it."""
    text = (Path(__file__).parent / "cases/restore/pages.json").read_text("utf-8")
    layouts: dict[str, dict[str, str]] = json.loads(text)
    return layouts


def laid_out(layout: dict[str, str], article: str) -> str:
    """The source of a page with `article`, whose first line is the title."""
    title, *lines = article.split("\n")
    written = {key: value for key, value in layout.items() if len(key) == 1}
    lines = [line.translate(str.maketrans(written)) for line in lines]
    body = layout.get("between", "\n").join(layout["line"].replace("{line}", n) for n in lines)
    return layout["page"].replace("{title}", title).replace("{body}", body)


List = tuple[tuple[str, str], ...]


@lru_cache(maxsize=1)
def unknown() -> List:
    """Common characters that a machine may annotate and that none was seen to, with their usual
    readings."""
    others = sorted(accepted_readings().keys() - annotation_list().keys())
    pairs = ((char, said) for char in others for said in readings().get(char, ())[:1])
    return tuple(pair for pair in pairs if needs_no_note(*pair))


def listing(depth: int, seed: int) -> List:
    """A list of a machine: the first `depth` known characters, and for every odd `seed` half as
    many unknown ones among them."""
    known, chance = list(annotation_list().items())[:depth], random.Random(seed)
    if seed % 2:
        for pair in chance.sample(unknown(), depth // 2):
            known.insert(chance.randint(0, len(known)), pair)
    return tuple(known)


def other_listing(size: int, seed: int) -> List:
    """A list of `size` characters in an order of its own, known ones and unknown ones."""
    return tuple(random.Random(seed).sample((*annotation_list().items(), *unknown()), size))


OTHER_READINGS = dict(
    zip(
        "長調當為處發還傳鄉種單樂給強數興",
        "cháng tiáo dàng wèi chǔ fā huán chuán xiāng zhòng chán yuè jǐ jiàng shǔ xīng".split(),
        strict=True,
    )
)
"""What another table may say of characters that are read in two ways."""


def other_table(depth: int) -> List:
    """The first `depth` known characters with the readings of another table."""
    known = list(annotation_list().items())[:depth]
    return tuple((char, OTHER_READINGS.get(char, pinyin)) for char, pinyin in known)


def damaged(page: str, channel: Channel, depth: int, seed: int) -> tuple[str, str]:
    """The page as found, and as it should be restored: both with their bait."""
    listed = listing(depth, seed)
    rest = (channel.convert, channel.share, channel.comma, channel.decoder, channel.fold)
    parts = page.split(_AFTERWARDS)
    found = damage(_AFTERWARDS.join(parts), Channel(listed, *rest), seed)
    return found.replace(_AFTERWARDS, BAIT), page.replace(_AFTERWARDS, BAIT)


def simulated(articles: list[str], depths: tuple[int, ...]) -> Iterator[tuple[str, str, str, str]]:
    """(layout, family, page, page as found): each article in another layout, all families in
    turn."""
    shapes = list(layouts().items())
    families = list(FAMILIES.items())
    for number, article in enumerate(articles):
        name, layout = shapes[number % len(shapes)]
        family, channel = families[number % len(families)]
        depth = depths[number // len(families) % len(depths)]
        found, page = damaged(laid_out(layout, article), channel, depth, number)
        yield name, family, page, found


def wrong(result: Restoration, text: str, *, width: bool = False) -> list[str]:
    """What differs from `text` and is not listed as lost; the width of marks counts if `width`."""
    form = masked if width else fold_marks
    restored, wanted = form(result.text), form(text)
    if restored == wanted:
        return []
    unsure = {n for step in result.lost for n in range(step.start, max(step.end, step.start + 1))}
    matcher = difflib.SequenceMatcher(None, restored, wanted, autojunk=False)
    return [
        f"{restored[max(0, start - 6) : start]}[{restored[start:stop]}/{wanted[first:last]}]"
        for kind, start, stop, first, last in matcher.get_opcodes()
        if kind != "equal" and unsure.isdisjoint(range(start, max(stop, start + 1)))
    ]
