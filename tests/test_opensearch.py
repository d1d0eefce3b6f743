"""OpenSearch: its analysis, done here as its parts are defined, gives the tokens of our index."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from figures import texts
from test_merge import files
from test_pipeline import ingested

from db import opensearch
from db.search.tokens import EVERY, folded, tokens
from ingest.cli import cli
from ingest.restore import Channel, damage
from ingest.restore.tables import annotation_list

__all__ = ["files"]  # a fixture
ANALYSIS = opensearch.analysis()
AWKWARD = (
    "",
    "市",
    "１．７８亿元，ＡＢＣ－ｄｅｆ　Ω①㎡",
    "國(guó)家 發(fā)展\r\n\t環(huán)境\u0085\u2028的\u00a0",
    "𠀀𠀁A𠀂 丽𣲷々〇 e\u0301 ﬁ ½ \\ \\n $1 => => # \"'",
    "豈更 ﾊﾛｰ ß İ ſ K Å",
    "a" * 300 + "国" * 300,
)


def unescaped(text: str) -> str:
    """What a rule of a `mapping` filter says: its escapes are UTF-16 units."""
    units = re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), text)
    return units.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")


RULES = [rule.split("=>") for rule in ANALYSIS["char_filter"]["jiaokan_fold"]["mappings"]]
TABLE = {ord(unescaped(before)): unescaped(after) for before, after in RULES}


def analysed(text: str, analyzer: str = "jiaokan") -> list[str]:
    """The tokens that an analyzer gives."""
    for name in ANALYSIS["analyzer"][analyzer]["char_filter"]:
        rule = ANALYSIS["char_filter"][name]
        if rule["type"] == "mapping":
            text = text.translate(TABLE)
        else:
            replacement = re.sub(r"\$(\d)", r"\\\1", rule["replacement"])
            text = re.sub(rule["pattern"], replacement, text)
    breaks = ANALYSIS["tokenizer"]["jiaokan_lines"]["tokenize_on_chars"]
    return [token for token in re.split(f"[{''.join(breaks)}]", text) if token]


def some_texts() -> list[str]:
    channel = Channel(tuple(annotation_list().items()))
    every = random.Random(0).sample(range(0x20, 0x323B0), 20_000)
    plain = [
        *texts(),
        *AWKWARD,
        "".join(c for c in map(chr, every) if not "\ud800" <= c < "\ue000"),
    ]
    return plain + [damage(text, channel) for text in texts()[:5]]


@pytest.mark.parametrize("text", some_texts(), ids=lambda text: text[:8])
def test_texts_give_the_tokens_of_our_index(text: str) -> None:
    assert [EVERY, *analysed(text)] == str(tokens(text)).split(" ")


def matches(text: list[str], query: list[str]) -> bool:
    """`match_phrase_prefix`: the tokens next to each other, the last one as a beginning."""
    *first, last = query
    return any(
        text[at : at + len(first)] == first and text[at + len(first)].startswith(last)
        for at in range(len(text) - len(first))
    )


def test_a_query_matches_where_it_is_contained() -> None:
    dice, corpus = random.Random(1), texts()
    index = [analysed(text) for text in corpus]
    asked = 0
    for _ in range(300):
        text, length = dice.choice(corpus), dice.choice((1, 2, 3, 5, 9))
        at = dice.randrange(len(text) - length)
        piece = text[at : at + length]
        piece = piece if dice.random() < 0.8 else piece[::-1]
        wanted = [folded(piece) in folded(text) for text in corpus]
        query = analysed(piece, "jiaokan_query")
        assert [matches(tokens, query) for tokens in index] == wanted, piece
        asked += any(wanted)
    assert asked > 200


@pytest.fixture(scope="module")
def folder(files: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("opensearch")
    ingested(path / "archive.db", files).close()
    command = ["export", "--format", "opensearch", "--db", f"{path}/archive.db"]
    result = CliRunner().invoke(cli, [*command, "-o", f"{path}/out"])
    assert result.exit_code == 0, result.output
    wrong = CliRunner().invoke(cli, [*command, "money", "-o", f"{path}/money"])
    assert wrong.exit_code == 1 and "money is not searched." in wrong.stderr
    return path


def bulk(folder: Path, name: str) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """The actions and records of an index."""
    lines = [
        json.loads(line)
        for file in sorted((folder / "out").glob(f"{name}.*.ndjson"))
        for line in file.read_text("utf-8").splitlines()
    ]
    return list(zip(lines[::2], lines[1::2], strict=True))


@pytest.mark.parametrize("name", opensearch.NAMES)
def test_records_are_those_of_the_archive(folder: Path, name: str) -> None:
    path = folder / f"{name}.jsonl"
    db = f"{folder}/archive.db"
    CliRunner().invoke(cli, ["export", name, "--format", "jsonl", "--db", db, "-o", str(path)])
    ours = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    found = bulk(folder, name)
    told = [{k: v for k, v in row.items() if v is not None} for row in ours]
    assert [record for _, record in found] == told and len(told) > 20
    keys = [action["index"]["_id"] for action, _ in found]
    assert len(set(keys)) == len(keys)
    index = json.loads((folder / "out" / f"{name}.index.json").read_text("utf-8"))
    assert index["settings"]["analysis"] == ANALYSIS
    fields = index["mappings"]["properties"]
    assert list(fields) == list(ours[0]) == list(index["mappings"]["_meta"]["descriptions"])
    python = {"long": int, "double": float, "keyword": str, "text": str}
    for record in told:
        for column, value in record.items():
            assert isinstance(value, python[fields[column]["type"]]), column


def test_files_are_no_larger_than_a_server_takes(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from db.archive import archive

    monkeypatch.setattr(opensearch, "MOST", 4000)
    with archive(folder / "archive.db", readonly=True) as db:
        opensearch.write(db, tmp_path, ["facts"])
    parts = sorted(tmp_path.glob("facts.*.ndjson"))
    assert len(parts) > 3 and all(part.stat().st_size <= 4000 for part in parts)
    whole = b"".join(part.read_bytes() for part in parts)
    assert whole == (folder / "out" / "facts.0000.ndjson").read_bytes()
