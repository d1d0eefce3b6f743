"""Every figure with its floor, and what others reach on the same texts: `make bench`.

The texts are those that the project carries, so this runs anywhere; the other benchmarks take
larger sets as arguments. Peers that are not installed are left out. Speeds are ratios within the run.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import bench_facts
import bench_ingest
import bench_restore
import bench_search
import figures

from ingest.restore.channel import fold_marks


def floors() -> None:
    """What is measured against what it must reach."""
    wanted = json.loads(figures.FLOORS.read_text("utf-8"))
    for section, measure in figures.MEASURES.items():
        print(f"\n{section:40} {'now':>10} {'floor':>10}")
        for name, score in sorted(measure().items()):
            floor = wanted[section]["floors"].get(name, float("nan"))
            mark = "" if figures.holds(name, score, floor) else "  BELOW ITS FLOOR"
            print(f"  {name:38} {score:10.4g} {floor:10.4g}{mark}")


def peers_on_damage(texts: list[str]) -> None:
    """Error rates of general tools on damaged pages, on the first 400 characters of each."""
    print("\nDamaged pages: edits a character")
    for name, tool in bench_restore.peers().items():
        errors = size = 0
        for _, text, found in bench_restore.simulated(texts):
            wanted = fold_marks(text[:400])
            got = fold_marks(tool(found))[: len(wanted)]
            errors, size = errors + bench_restore.distance(got, wanted), size + len(wanted)
        print(f"  {name:38} {errors / size:10.4g}")


def whole_ingest(texts: list[str]) -> None:
    """Read, restore, extract, load and index, against sqlite-utils with a trigram index."""
    print("\nWhole ingest")
    with TemporaryDirectory() as folder:
        path = Path(folder) / "articles.jsonl"
        lines = (
            json.dumps({"id": str(n), "text": figures.variant(texts[n % len(texts)], n)})
            for n in range(2000)
        )
        path.write_text("\n".join(lines) + "\n", "utf-8")
        sys.argv = ["bench_ingest.py", str(path), "--documents", "2000"]
        bench_ingest.main()


def main() -> None:
    texts = figures.texts()
    floors()
    peers_on_damage(texts)
    print("\nScript")
    bench_restore.scripts(texts)
    print("\nRestoration, speed")
    bench_restore.speed(texts * 10)
    print("\nFacts")
    bench_facts.speed(texts)
    print("\nSearch: contains, recall / precision; the same in the other script; median")
    bench_search.peers(texts, 100)
    whole_ingest(texts)


if __name__ == "__main__":
    main()
