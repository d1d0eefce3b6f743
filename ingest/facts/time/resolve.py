"""From words to ISO: an expression's tokens against the publication date and the text so far."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.facts.late import late
from ingest.facts.time.days import DayReader
from ingest.facts.time.lexicon import Token
from ingest.facts.time.moments import Moment, Span, add_days, valid
from ingest.facts.time.state import Context, clock_parts, numbers

_AFTER_NOON = late(r"下午|傍晚|晚")
_LATE_IN_THE_DAY = late(r"下午|午后|傍晚|晚|夜|黄昏")
_NIGHT = late(r"夜")
_EVENING = late(r"晚|夜")


def resolve_tokens(tokens: Sequence[Token], context: Context) -> Span | None:
    """The span that the tokens say; None where it cannot be known."""
    state = _Reader(context)
    for token in tokens:
        step = getattr(state, f"read_{token.kind}", None)
        if step is None:
            return None
        state.said_relative = state.said_relative or token.kind == "relyear"
        state.said_year = state.said_year or token.kind in ("year", "iso", "relyear", "era")
        try:
            step(token.text)
        except (ValueError, IndexError, OverflowError, StopIteration):
            return None
        if state.span is None:
            return None
    if state.span and valid(state.span[0]) and valid(state.span[1]):
        return state.span
    return None


class _Reader(DayReader):
    """Tokens of hours, on top of those of days and years."""

    def read_daypart(self, text: str) -> None:
        self.daypart = text
        if self.span is None:
            self._set(self._day_of_clock())

    def _day_of_clock(self) -> Moment:
        base = self.context.focus if len(self.context.focus) > 2 else self.context.published
        if len(base) < 3:
            raise ValueError("no day")
        self.floating = base is self.context.published
        return base[:3]

    def read_clocks(self, text: str) -> None:
        if self.span is None or len(self.span[0]) < 3:
            raise ValueError(text)
        low, high = numbers(text)
        day = self.span[0][:3]
        if _AFTER_NOON.search(self.daypart) and high < 12:
            low, high = low + 12, high + 12
        self._set((*day, low), (*day, high))

    def _goes_on(self, parts: Moment) -> bool:
        """Whether an hour follows one after noon of the same day: 下午3点20分 …, 4点05分."""
        told = self.context.clock
        if self.daypart or not told or self.span is None or self.span[1][:3] != told[:3]:
            return False
        return parts[0] < 12 and parts[0] + 13 >= told[3]

    def read_clock(self, text: str) -> None:
        if self.span is None:
            self._set(self._day_of_clock())
        assert self.span is not None
        parts = clock_parts(text)
        if parts[0] < 12 and _LATE_IN_THE_DAY.search(self.daypart):
            if not (parts[0] < 5 and _NIGHT.search(self.daypart)):
                parts = (parts[0] + 12, *parts[1:])
        elif (parts[0] <= 3 and "中午" in self.daypart) or self._goes_on(parts):
            parts = (parts[0] + 12, *parts[1:])
        day = self.span[1][:3]
        if len(day) < 3:
            raise ValueError(text)
        if parts[0] == 12 and _EVENING.search(self.daypart):
            day, parts = add_days(day, 1), (0, *parts[1:])
        elif parts[0] == 12 and self.daypart == "凌晨":
            parts = (0, *parts[1:])
        now = self.context.published
        if self.context.alone and self.floating and len(now) > 3 and (*day, *parts) < now:
            day = add_days(day, 1)  # an hour that is over comes again
        self._set(self.span[0] if self.ranged else (*day, *parts), (*day, *parts))
