"""What the command line shows of facts: JSON lines, or readable ones."""

from __future__ import annotations

from dataclasses import asdict

from ingest.cli.output import to_json
from ingest.model import Fact


def as_json(fact: Fact) -> str:
    """A fact on one line: what it does not tell is left out."""
    row = {key: value for key, value in asdict(fact).items() if value not in (None, {})}
    return to_json(row)


def line(fact: Fact) -> str:
    """A fact for a person: where, what kind, the words, and what they come to."""
    told = [
        f"= {fact.norm_value:g} {fact.norm_unit or ''}".rstrip()
        if fact.norm_value is not None
        else "",
        f"per {fact.per}" if fact.per else "",
        fact.approx or "",
        f"[{fact.resolved}]" if fact.resolved else "",
        " / ".join(filter(None, (fact.subject, fact.measure))),
        f"({fact.place_code or fact.place})" if fact.place else "",
        " ".join(filter(None, (fact.organisation, fact.role))),
        f"— {fact.speaker}" if fact.speaker else "",
    ]
    text = fact.text if len(fact.text) <= 40 else fact.text[:39] + "…"
    return f"{fact.start:>6}  {fact.kind:<12}  {text}  " + "  ".join(filter(None, told))
