"""Every command in the README does what the README shows."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from ingest.cli import cli

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
SHOWN = re.findall(r"^\$ jiaokan (.*)\n((?:(?!\$ |```).*\n)*)", README, re.M)
SECTIONS = {part.split("\n", 1)[0]: part for part in README.split("\n## ")}
SEARCHES = re.findall(r"^\| `([^`]+)`(?: or `([^`]+)`)? \|", SECTIONS["Search"], re.M)
ASKED = re.findall(r"```sql\n +(SELECT .*)\n +```\n +```\n((?: +.+\n)+?) +```", SECTIONS["SQL"])
VIEWS = re.findall(r"^\| `(\w+)` \|", SECTIONS["SQL"], re.M)


@pytest.fixture(autouse=True, scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("readme") / "archive.db"
    assert CliRunner().invoke(cli, ["ingest", "--db", str(path)]).exit_code == 0
    return path


def test_the_readme_shows_commands() -> None:
    assert len(SHOWN) >= 4
    assert len(SEARCHES) >= 7
    assert len(VIEWS) >= 7
    assert len(ASKED) == 10


@pytest.mark.parametrize(("command", "output"), SHOWN)
def test_shown_output(command: str, output: str, archive: Path, tmp_path: Path) -> None:
    target = tmp_path / "new.db" if command == "ingest" else archive
    result = CliRunner().invoke(cli, [*shlex.split(command), "--db", str(target)])
    assert result.exit_code == 0, result.output
    told = result.stdout.replace("\r\n", "\n")
    # Of long results the README shows the beginning.
    assert told.startswith(output) if command.startswith("search") else told == output


@pytest.mark.parametrize("query", [q for pair in SEARCHES for q in pair if q])
def test_every_search_example_runs(query: str, archive: Path) -> None:
    result = CliRunner().invoke(cli, ["search", query, "--db", str(archive)])
    assert result.exit_code == 0
    found = 0 if query in ("遂宁 -殡葬", "遂宁 NOT 殡葬", "=臺灣") else 1
    assert result.stdout.startswith(f"{found} article"), result.stdout


def test_names_by_pinyin(archive: Path) -> None:
    for query, name in (("suining", "遂宁"), ("tian guifan", "田贵凡")):
        result = CliRunner().invoke(cli, ["search", query, "--db", str(archive)])
        assert name in result.stdout


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_is_there(view: str, archive: Path) -> None:
    result = CliRunner().invoke(cli, ["export", view, "--db", str(archive)])
    assert result.exit_code == 0


@pytest.mark.parametrize(("sql", "answer"), ASKED, ids=[sql for sql, _ in ASKED])
def test_every_question_has_the_answer_shown(sql: str, answer: str, archive: Path) -> None:
    result = CliRunner().invoke(cli, ["export", "--sql", sql, "--db", str(archive)])
    assert result.exit_code == 0, result.output
    rows = result.stdout.replace("\r\n", "\n").split("\n", 1)[1]
    # Of long results the README shows the beginning.
    assert rows.startswith("".join(line.strip() + "\n" for line in answer.splitlines()))


WRITTEN = re.findall(r"^jiaokan (export .*?) *(?:#.*)?$", README, re.M)


@pytest.mark.parametrize("command", WRITTEN)
def test_every_export_writes(command: str, archive: Path, tmp_path: Path) -> None:
    target = tmp_path / "out"
    words = shlex.split(command.replace("SELECT ...", "SELECT * FROM money"))
    words = [str(target) if words[n - 1] == "-o" else word for n, word in enumerate(words)]
    result = CliRunner().invoke(cli, [*words, "--db", str(archive)])
    assert result.exit_code == 0, result.output
    told = target.read_text("utf-8") if target.exists() else result.stdout
    assert told.count("\n") > 4


def test_both_languages_are_in_step() -> None:
    """The same sections, commands, queries, answers and pictures, in the same order."""
    chinese = (ROOT / "README.zh-CN.md").read_text("utf-8")

    def bones(text: str) -> list[str]:
        code = re.findall(r"```\w*\n((?:.*\n)*?) *```", text)
        return [re.sub(r"\s*#.*", "", block) for block in code] + re.findall(
            r"\]\((docs/screen\S+)\)", text
        )

    assert bones(chinese) == bones(README)
    assert len(re.findall("^## ", chinese, re.M)) == len(re.findall("^## ", README, re.M))
    for pattern in (r"^\| `([^`]+)`", r"^\d+\. "):
        assert re.findall(pattern, chinese, re.M) == re.findall(pattern, README, re.M)
