"""Whole ingest against `sqlite-utils insert` + `enable-fts --tokenize trigram`, which restores
nothing and extracts nothing: `python tests/bench_ingest.py FILE`.

FILE is a JSON-lines file of articles (`text`, or `title` and `body`). With --copies every article goes in so many times,
each copy with a line of its own, so that it is another article.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parent.parent))

from ingest.restore import Channel, damage
from ingest.restore.tables import annotation_list

ROOT = Path(__file__).parent.parent


def articles(file: Path, documents: int, copies: int, damaged: bool) -> Iterator[dict[str, str]]:
    """The articles, and copies of them with every paragraph marked by a number."""
    channel = Channel(tuple(annotation_list().items()))
    for copy in range(copies):
        with file.open("rb") as lines:
            for line in islice(lines, documents):
                article = json.loads(line)
                text = article.get("text") or f"{article['title']}\n{article['body']}"
                if copy:
                    text = "\n".join(f"{part}第{copy}版。" for part in text.split("\n"))
                text = damage(text, channel, seed=copy) if damaged else text
                yield {"id": f"{article.get('id', '')}-{copy}", "text": text}


class Timed(NamedTuple):
    """What a command takes: seconds by the clock and of processors, and the memory of the largest
    process so far, in MB. Only processor time can be compared beside other work."""

    clock: float
    processor: float
    memory: float


def _processor() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def timed(*command: str) -> Timed:
    """Run a command."""
    started, before = time.monotonic(), _processor()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=ROOT)
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return Timed(time.monotonic() - started, _processor() - before, memory)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--documents", type=int, default=8000)
    parser.add_argument("--copies", type=int, default=1)
    parser.add_argument("--workers", default="2")
    parser.add_argument("--damaged", action="store_true", help="damage every article")
    parser.add_argument("--no-peer", action="store_true", help="leave sqlite-utils out")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        inputs, ours, peer = (Path(folder) / name for name in ("in.jsonl", "our.db", "peer.db"))
        text = count = 0
        with inputs.open("w", encoding="utf-8") as out:
            for article in articles(
                options.file, options.documents, options.copies, options.damaged
            ):
                out.write(json.dumps(article, ensure_ascii=False) + "\n")
                text, count = text + len(article["text"].encode()), count + 1
        ingest = (sys.executable, "-m", "ingest.cli", "ingest", str(inputs), "--db", str(ours))
        first = timed(*ingest, "--workers", options.workers)
        again = timed(*ingest, "--workers", options.workers)
        print(f"{count:,} articles, {text / 1e6:.1f} MB of text, {options.workers} workers")
        print(f"ingest        {told(first, text)}  {first.clock / count * 1e3:.2f} ms each")
        print(f"run again     {told(again, text)}  {first.clock / again.clock:.1f} x faster")
        print(f"size / text   {ours.stat().st_size / text:8.2f}")
        print(f"memory        {first.memory:8.0f} MB (largest process)")
        if not options.no_peer:
            utils = (sys.executable, "-m", "sqlite_utils")
            made = timed(*utils, "insert", str(peer), "articles", str(inputs), "--nl")
            indexed = timed(
                *utils, "enable-fts", str(peer), "articles", "text", "--tokenize", "trigram"
            )
            clock, processor = made.clock + indexed.clock, made.processor + indexed.processor
            both = Timed(clock, processor, indexed.memory)
            print(f"peer          {told(both, text)}  size / text {peer.stat().st_size / text:.2f}")
            print(f"our speed     {clock / first.clock:8.2f} x the peer's by the clock")
            print(f"              {processor / first.processor:8.2f} x by processor time")


def told(taken: Timed, text: int) -> str:
    return (
        f"{taken.clock:8.1f} s  {text / 1e6 / taken.clock:6.2f} MB/s  "
        f"{taken.processor:8.1f} s of processors"
    )


if __name__ == "__main__":
    main()
