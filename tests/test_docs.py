"""The documents are true: their examples run, their references are those of the program."""

from __future__ import annotations

import doctest
import re
import runpy
import shlex
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import get_args

import pytest

from db.search.syntax import FIELDS
from ingest.cli import commands
from ingest.model import Kind

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
COMMANDS = commands()
PAGES = [*sorted(ROOT.glob("*.md")), *sorted(DOCS.glob("*.md"))]
sys.path.insert(0, str(DOCS))

import reference  # noqa: E402  docs/ is no package


class Understood(Exception):
    """A script has read its arguments."""


@pytest.mark.parametrize(
    "page",
    [page for page in PAGES if ">>> " in page.read_text("utf-8")],
    ids=lambda page: page.name,
)
def test_examples_run(page: Path) -> None:
    result = doctest.testfile(str(page), module_relative=False, encoding="utf-8")
    assert result.attempted > 5
    assert not result.failed


@pytest.mark.parametrize("name", sorted(reference.documents()))
def test_references_are_up_to_date(name: str) -> None:
    # How click wraps lines is not ours to test.
    written = (DOCS / name).read_text("utf-8").split()
    assert written == reference.documents()[name].split(), "run `make docs`"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    text = page.read_text("utf-8")
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", text):
        assert (page.parent / target).exists(), target
    for anchor in re.findall(r"\]\(#([^)]+)\)", text):
        assert f"## {anchor}\n" in text, anchor


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_files_that_are_named_exist(page: Path) -> None:
    named = r"`((?:ingest|db|tests|docs)/[\w./-]+\.(?:py|json|jsonl|sql|md|tsv))`"
    for path in re.findall(named, page.read_text("utf-8")):
        assert (ROOT / path).exists(), path


@pytest.mark.parametrize("name", sorted(set(FIELDS.values())))
def test_every_search_field_is_documented(name: str) -> None:
    words = [word for word, field in FIELDS.items() if field == name]
    text = (DOCS / "search.md").read_text("utf-8")
    assert any(f"`{word}:" in text for word in words)


@pytest.mark.parametrize("kind", get_args(Kind))
def test_every_kind_is_documented(kind: str) -> None:
    assert f"| `{kind}` |" in (DOCS / "facts.md").read_text("utf-8")


def scripts() -> list[str]:
    """Every `python tests/...` in a document."""
    told = (re.findall(r"python (tests/[^`\n]+)", page.read_text("utf-8")) for page in PAGES)
    return sorted({command for some in told for command in some})


@pytest.mark.parametrize("command", scripts())
def test_every_script_has_its_arguments(command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def parse(parser: ArgumentParser, args: list[str] | None = None) -> None:
        parsed(parser, args)
        raise Understood

    parsed = ArgumentParser.parse_args
    monkeypatch.setattr(ArgumentParser, "parse_args", parse)
    script, *words = shlex.split(command)
    monkeypatch.setattr(sys, "argv", [script, *words])
    with pytest.raises(Understood):
        runpy.run_path(str(ROOT / script), run_name="__main__")


def written() -> list[str]:
    """Every `jiaokan ...` in a block of code, without comments; what is optional is left out."""
    found: dict[str, None] = {}
    for page in PAGES:
        if page.name != "cli.md":
            for block in re.findall(r"```\w*\n((?:.*\n)*?) *```", page.read_text("utf-8")):
                for line in re.findall(r"^\s*(?:\$ |\S*bin/)?jiaokan (.*)$", block, re.M):
                    found[re.sub(r"\s+#.*", "", line)] = None
    return list(found)


@pytest.mark.parametrize("command", written())
def test_every_command_has_its_options(command: str) -> None:
    name, *words = shlex.split(command)
    COMMANDS[name].make_context(name, words)
