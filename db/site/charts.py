"""Charts as SVG, drawn here: nothing to load, and they can be read without scripts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from db.pages.rows import Row

if TYPE_CHECKING:
    from markupsafe import Markup as Html

WIDTH, HEIGHT, AXIS = 960, 184, 22
MOST_BARS = 40
EARLIER = "更早"
LABELS = 12


def timeline(counts: Sequence[Row], address: Callable[[str], str]) -> Html:
    """Bars for years or months; `address` gives what a bar links to."""
    if not counts:
        return Markup("")
    shown = _in_years(counts)
    tallest = max(count for _, count in shown) or 1
    step = WIDTH / len(shown)
    parts = []
    for at, (key, count) in enumerate(shown):
        height = (HEIGHT - AXIS - 28) * count / tallest
        x, top = at * step, HEIGHT - AXIS - height
        label = f"{key}：{count:,} 处"
        if count:
            parts.append(
                f'<a href="{escape(address(key))}" aria-label="{escape(label)}">'
                f"<title>{escape(label)}</title>"
                f'<rect x="{x:.1f}" y="0" width="{step:.1f}" height="{HEIGHT - AXIS}" opacity="0"/>'
                f'<rect class="bar" x="{x + step * 0.12:.1f}" y="{top:.1f}" '
                f'width="{step * 0.76:.1f}" height="{max(height, 1.5):.1f}"/></a>'
            )
        if count == tallest:  # one bar with its number is a scale for the others
            parts.append(
                f'<text class="axis" x="{min(x + step / 2, WIDTH - 16):.1f}" y="{top - 5:.1f}" '
                f'text-anchor="middle">{count:,}</text>'
            )
        if at % -(-len(shown) // LABELS) == 0:
            parts.append(
                f'<text class="axis" x="{min(x + step / 2, WIDTH - 16):.1f}" y="{HEIGHT - 6}" '
                f'text-anchor="middle">{escape(key)}</text>'
            )
    line = f'<line x1="0" x2="{WIDTH}" y1="{HEIGHT - AXIS}" y2="{HEIGHT - AXIS}"/>'
    return Markup(
        f'<svg class="chart" viewBox="0 0 {WIDTH} {HEIGHT}" role="group" '
        'aria-label="文中日期的时间线 Timeline of the dates in the texts">'
        f"{line}{''.join(parts)}</svg>"
    )


def _in_years(counts: Sequence[Row]) -> list[tuple[str, int]]:
    """(year or month, count) without gaps; what lies before the last `MOST_BARS` is one bar."""
    told = [(str(row["key"]), int(row["facts"])) for row in counts]
    if not all(len(key) == 4 and key.isdecimal() for key, _ in told):
        return told[-MOST_BARS:]
    by_year = dict(told)
    last = int(told[-1][0])
    first = max(int(told[0][0]), last - MOST_BARS + 1)
    earlier = sum(count for key, count in told if int(key) < first)
    shown = [(f"{year:04}", by_year.get(f"{year:04}", 0)) for year in range(first, last + 1)]
    return ([(EARLIER, earlier)] if earlier else []) + shown


def bar(share: float) -> Html:
    """One bar of a list, as long as its share of the longest (0 to 1)."""
    width = max(0.4, min(100.0, 100 * share))
    return Markup(
        '<span class="track" aria-hidden="true">'
        '<svg viewBox="0 0 100 4" preserveAspectRatio="none">'
        f'<rect width="{width:.2f}" height="4"/></svg></span>'
    )
