"""A coverage-guided fuzzer: `python tests/fuzz_targets.py TARGET CORPUS [-max_total_time=3600 …]`.

Needs `pip install atheris`. CORPUS is a folder that the fuzzer fills; further arguments are
libFuzzer's. Without atheris, `--replay` runs a target on every file of CORPUS.
"""

from __future__ import annotations

import dataclasses
import io
import json
import sys
from collections.abc import Callable
from pathlib import Path

MEDIA = ("text/plain", "text/markdown", "text/html")
NAMES = ("a", "a.txt", "a.html", "a.md", "a.jsonl", "a.csv", "a.tsv", "a.warc", "a.html.gz")


def _text(data: bytes) -> str:
    """Half of the inputs as UTF-8, half as GB18030, where every byte counts."""
    encoding = "gb18030" if data[:1] < b"\x80" else "utf-8"
    return data[1:].decode(encoding, "replace")


def restoration(data: bytes) -> None:
    """Steps replay and undo; a certificate where the verdict claims one."""
    from ingest.restore import replay, restore, undo

    found = _text(data)
    result = restore(found)
    assert replay(found, result.steps) == result.text
    assert undo(result.text, result.steps) == found
    assert result.certified == (result.verdict != "partial")


def dissection(data: bytes) -> None:
    """What is cut out stands on the page."""
    from ingest.dissect import dissect

    page = _text(data[1:])
    article = dissect(page, {}, MEDIA[(data[:1] or b"\0")[0] % len(MEDIA)])
    for body, start, length in article.origin:
        assert article.body[body : body + length] == page[start : start + length]


def facts(data: bytes) -> None:
    """Every fact's span is its text; every value can be stored."""
    from ingest.facts import extract

    published, _, text = _text(data).partition("\n")
    for fact in extract(text, published or None):
        assert fact.text and text[fact.start : fact.end] == fact.text
        json.dumps(dataclasses.asdict(fact), allow_nan=False)


def readers(data: bytes) -> None:
    """Any bytes are read, or it is said why not; and what is read can be processed."""
    from ingest.model import Rejected
    from ingest.process import process
    from ingest.read.formats import read_file

    name = NAMES[(data[:1] or b"\0")[0] % len(NAMES)]
    for item in read_file(io.BytesIO(data[1:]), name):
        if isinstance(item, Rejected):
            assert item.reason
        else:
            process(item)


def queries(data: bytes) -> None:
    """A search is never an error."""
    from search_articles import make

    from db import search

    if not hasattr(queries, "db"):
        queries.db = make()  # type: ignore[attr-defined]
    search.search(queries.db, _text(data))  # type: ignore[attr-defined]


TARGETS: dict[str, Callable[[bytes], None]] = {
    target.__name__: target for target in (restoration, dissection, facts, readers, queries)
}


def main() -> None:
    if len(sys.argv) < 3 or sys.argv[1] not in TARGETS:
        sys.exit(f"usage: {sys.argv[0]} {'|'.join(TARGETS)} CORPUS [--replay | libFuzzer options]")
    target, corpus = TARGETS[sys.argv[1]], Path(sys.argv[2])
    corpus.mkdir(parents=True, exist_ok=True)
    if "--replay" in sys.argv:
        files = sorted(path for path in corpus.rglob("*") if path.is_file())
        for path in files:
            print(path)
            target(path.read_bytes())
        print(f"{len(files)} inputs, no fault")
        return
    import atheris  # type: ignore[import-not-found,unused-ignore]

    with atheris.instrument_imports(include=["ingest", "db"]):
        target(b"")
    atheris.Setup([sys.argv[0], str(corpus), *sys.argv[3:]], target)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
