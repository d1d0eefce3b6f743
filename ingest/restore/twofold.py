"""Pages that were decoded twice: what the pinyin tore shows `?`, what a comma cut `\ufffd,`.

The commas came into the text of a page that had been decoded before, and the second reader shows a
lone byte otherwise and keeps the comma. For the inverse both are one: such a page is read as if the
first machine had made the cuts, too, and its steps are moved to where they belong.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import replace

from ingest.model import Restoration, Step
from ingest.restore.noted import has_torn
from ingest.restore.steps import SECOND_PASS

_CUT = re.compile("\ufffd,(?=[，。、；？！,;?!])")


def restored_as_one(found: str, restore: Callable[[str], Restoration | None]) -> Restoration | None:
    """What `restore` makes of a page that was decoded twice, if all of it is certified."""
    if "\ufffd," not in found or not has_torn(found):
        return None
    result = restore(_CUT.sub("?", found))
    if not result or not result.certified:
        return None
    shown = [cut.start() for cut in _CUT.finditer(found)]
    cuts = [at - number for number, at in enumerate(shown)]
    steps = tuple(_moved(step, cuts, found) for step in result.steps)
    first = [step for step in steps if step.name not in SECOND_PASS]
    whole = all(any(s.found_start <= at and at + 2 <= s.found_end for s in first) for at in shown)
    return replace(result, found=found, steps=steps) if whole else None


def _moved(step: Step, cuts: list[int], found: str) -> Step:
    """`step` in the places of the page as it was found, where each of the `cuts` is longer by
    one."""
    start, end = (at + bisect_left(cuts, at) for at in (step.found_start, step.found_end))
    before = step.before if step.name in SECOND_PASS else found[start:end]
    return step._replace(found_start=start, found_end=end, before=before)
