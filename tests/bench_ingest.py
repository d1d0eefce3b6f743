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


def timed(*command: str) -> tuple[float, float]:
    """Seconds that a command takes, and the memory of its largest process so far, in MB."""
    started = time.monotonic()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=ROOT)
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.monotonic() - started, usage.ru_maxrss / 1024


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
        first, memory = timed(*ingest, "--workers", options.workers)
        again, _ = timed(*ingest, "--workers", options.workers)
        print(f"{count:,} articles, {text / 1e6:.1f} MB of text, {options.workers} workers")
        print(
            f"ingest        {first:8.1f} s  {text / 1e6 / first:6.2f} MB/s  {first / count * 1e3:.2f} ms each"
        )
        print(f"run again     {again:8.1f} s  {first / again:6.1f} x faster")
        print(f"size / text   {ours.stat().st_size / text:8.2f}")
        print(f"memory        {memory:8.0f} MB (largest process)")
        if not options.no_peer:
            utils = (sys.executable, "-m", "sqlite_utils")
            seconds = timed(*utils, "insert", str(peer), "articles", str(inputs), "--nl")[0]
            seconds += timed(
                *utils, "enable-fts", str(peer), "articles", "text", "--tokenize", "trigram"
            )[0]
            print(
                f"peer          {seconds:8.1f} s  {text / 1e6 / seconds:6.2f} MB/s, size / text {peer.stat().st_size / text:.2f}"
            )
            print(f"our speed     {seconds / first:8.2f} x the peer's")


if __name__ == "__main__":
    main()
