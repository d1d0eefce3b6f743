"""A coverage-guided fuzzer: `python tests/fuzz_targets.py TARGET CORPUS [-max_total_time=3600 …]`.

Needs `pip install atheris` beside the package itself. CORPUS is a folder that the fuzzer fills,
beginning with the pieces of `fuzz_text.py`; further arguments are libFuzzer's. An input that breaks
an invariant, or takes too long, ends the run and is kept in a file. Without atheris,
`--replay` runs a target on every file of CORPUS, which may be one file.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

# Nothing of the package is imported here: the fuzzer must see it being imported.

SECONDS = 20
"""What takes longer of a processor hangs."""
PATIENCE = 10
"""How many times as long it may take by the clock: others may be using the machine."""
LONGEST = 4096
"""Bytes of an input."""
NAMES = (
    "a", "a.txt", "a.html", "a.md", "a.jsonl", "a.csv", "a.tsv", "a.warc", "a.wet", "a.html.gz",
    "a.xml", "a.zip", "a.tar", "a.tar.xz", "a.txt.bz2",
)  # fmt: skip
_ENCODINGS = ("utf-8", "gb18030", "utf-16-le")


def _text(data: bytes) -> str:
    """The first byte says how: as characters of an encoding, or as pieces that are put together."""
    from fuzz_text import PIECES, SENTENCES

    how = data[0] % 4 if data else 0
    if how < len(_ENCODINGS):
        return data[1:].decode(_ENCODINGS[how], "ignore")
    parts = PIECES + SENTENCES
    pairs = zip(data[1::2], data[2::2], strict=False)
    return "".join(parts[(high * 256 + low) % len(parts)] for high, low in pairs)


def restoration(data: bytes) -> None:
    import invariants

    invariants.restoration(_text(data))


def dissection(data: bytes) -> None:
    import invariants

    media = invariants.MEDIA[(data or b"\0")[0] % len(invariants.MEDIA)]
    invariants.dissection(_text(data[1:]), {}, media)


def facts(data: bytes) -> None:
    import invariants

    published, _, text = _text(data).partition("\n")
    invariants.facts(text, published or None)


def readers(data: bytes) -> None:
    import invariants

    invariants.reading(data[1:], NAMES[(data or b"\0")[0] % len(NAMES)])


def queries(data: bytes) -> None:
    import invariants
    from search_articles import make

    if not hasattr(queries, "db"):
        queries.db = make()  # type: ignore[attr-defined]
    invariants.searching(queries.db, _text(data)[:200])  # type: ignore[attr-defined]


def addresses(data: bytes) -> None:
    """The first bytes choose a page and the parameter; the rest is its value."""
    import invariants
    from site_places import PARAMETERS, Served

    if not hasattr(addresses, "site"):
        folder = Path(tempfile.mkdtemp())
        addresses.site = Served(folder / "archive.db")  # type: ignore[attr-defined]
        addresses.loop = asyncio.new_event_loop()  # type: ignore[attr-defined]
    served: Served = addresses.site  # type: ignore[attr-defined]
    place, name, rest = (data[:1] or b"\0")[0], (data[1:2] or b"\0")[0], data[2:]
    address = f"{served.places[place % len(served.places)]}?{PARAMETERS[name % len(PARAMETERS)]}="
    value = quote(_text(rest)[:200])
    addresses.loop.run_until_complete(  # type: ignore[attr-defined]
        invariants.page(served.site, address + value)
    )


def hurried(target: Callable[[bytes], None]) -> Callable[[bytes], None]:
    """The target, which fails where it takes too much of the processor."""

    def run(data: bytes) -> None:
        begin = time.process_time()
        target(data)
        assert time.process_time() - begin < SECONDS, "it hangs"

    return run


TARGETS: dict[str, Callable[[bytes], None]] = {
    target.__name__: target
    for target in (restoration, dissection, facts, readers, queries, addresses)
}


def seed(corpus: Path) -> None:
    """What the fuzzer begins with: each piece in each form that `_text` takes."""
    from fuzz_text import PIECES, SENTENCES

    corpus.mkdir(parents=True, exist_ok=True)
    for piece in [*PIECES, *SENTENCES]:
        for how, encoding in enumerate(_ENCODINGS):
            for front in (b"", b"\0", b"\0\0"):
                data = front + bytes([how]) + piece.encode(encoding, "ignore")
                (corpus / sha256(data).hexdigest()[:16]).write_bytes(data)


def replay(target: Callable[[bytes], None], corpus: Path) -> None:
    files = [corpus] if corpus.is_file() else sorted(filter(Path.is_file, corpus.rglob("*")))
    for path in files:
        print(path, flush=True)
        target(path.read_bytes())
    print(f"{len(files)} inputs, no fault")


def main() -> None:
    if len(sys.argv) < 3 or sys.argv[1] not in TARGETS:
        sys.exit(f"usage: {sys.argv[0]} {'|'.join(TARGETS)} CORPUS [--replay | libFuzzer options]")
    target, corpus = TARGETS[sys.argv[1]], Path(sys.argv[2])
    if "--replay" in sys.argv:
        replay(target, corpus)
        return
    import atheris  # type: ignore[import-not-found,unused-ignore]

    with atheris.instrument_imports(include=["ingest", "db"]):
        target(b"")
    seed(corpus)
    usual = [
        f"-timeout={SECONDS * PATIENCE}",
        f"-max_len={LONGEST}",
        "-len_control=0",
        "-rss_limit_mb=4096",
    ]
    atheris.Setup([sys.argv[0], str(corpus), *usual, *sys.argv[3:]], hurried(target))
    atheris.Fuzz()


if __name__ == "__main__":
    main()
