"""What the command line shows of a run: tables for people, JSON for programs."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict

from db.runs import OUTCOMES, Run
from ingest.cli.output import printable, to_json
from ingest.cluster import Work
from ingest.cluster.manifest import FAILED
from ingest.pipeline.upkeep import Refreshed

_SHOWN_REASONS = 20
_MADE = ("read", "loaded", "duplicate", "rejected")


def run_table(run: Run, path: str) -> str:
    """The summary of a run as a small table."""
    rows = [("read", run.read), *((name, run.counts[name]) for name in OUTCOMES)]
    lines = [f"{name:<10}{count:>9,}" for name, count in rows]
    reasons = Counter(reason for _, reason in run.reasons)
    for origin, reason in run.reasons[:_SHOWN_REASONS]:
        lines.append(f"  rejected: {printable(origin)}: {reason}")
    rejected = run.counts["rejected"]
    if rejected > _SHOWN_REASONS:
        first = "" if rejected == len(run.reasons) else f" (the first {len(run.reasons):,})"
        lines.append(f"  ... and {rejected - _SHOWN_REASONS:,} more, by reason{first}:")
        lines += [f"  {count:>9,}  {reason}" for reason, count in reasons.most_common()]
    if run.read and run.counts["unchanged"] == run.read:
        lines.append(f"Nothing new: {path} holds all of it already.")
    return "\n".join(lines)


def run_json(run: Run) -> str:
    """The summary of a run for programs."""
    rejected = [{"origin": origin, "reason": reason} for origin, reason in run.reasons]
    return to_json({"run": run.id, "read": run.read, **run.counts, "reasons": rejected})


def work_table(work: Work) -> str:
    """What became of the shards of a cluster's work, as a small table."""
    rows = [("shards", work.shards), ("there", work.there), ("made", len(work.made))]
    left = len(work.left) - len(work.made) - len(work.failed)
    rows += [("failed", len(work.failed)), ("left", left)]
    if work.made:
        rows += [(name, sum(getattr(made, name) for made in work.made)) for name in _MADE]
    lines = [f"{name:<10}{count:>9,}" for name, count in rows]
    for failure in work.failed[:_SHOWN_REASONS]:
        lines.append(f"  failed: {printable(failure.inputs[0])}: {failure.reason}")
    if work.failed:
        lines.append(f"All that failed, with reasons: {work.out / FAILED}")
    if not left:
        lines.append(f"Make one archive of them with: jiaokan merge {work.out} --db archive.db")
    return "\n".join(lines)


def work_json(work: Work) -> str:
    """The same for programs."""
    told = {"shards": work.shards, "there": work.there, "made": len(work.made)}
    documents = {name: sum(getattr(made, name) for made in work.made) for name in _MADE}
    return to_json({**told, **documents, "failed": [asdict(each) for each in work.failed]})


def refreshed(told: Refreshed) -> str:
    """What a refresh did, in sentences."""
    lines = [f"{told.articles:,} articles derived anew; the text of {told.changed:,} changed."]
    lines += [f"  left as it was: {article}: {reason}" for article, reason in told.kept]
    return "\n".join(lines)


def checked(results: dict[str, list[str]]) -> str:
    """The checks of an archive as a small table with what is wrong."""
    lines = []
    for name, faults in results.items():
        lines.append(f"{name:<13}{'FAULT' if faults else 'ok'}")
        lines += [f"  {fault}" for fault in faults]
    return "\n".join(lines)
