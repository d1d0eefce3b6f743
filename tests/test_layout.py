"""The house: imports point down, nothing knows what it must not know."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MODULES = sorted(p for top in ("ingest", "db") for p in (ROOT / top).rglob("*.py"))
TOP = ("ingest.cli", "ingest.cluster", "ingest.pipeline", "db.site")
MIDDLE = ("db",)
SQL = re.compile(r"\b(?:SELECT|INSERT|UPDATE|DELETE|PRAGMA)\b|sqlite3|\.execute\w*\(|\.query\(")
LINES_OF_A_MODULE, LINES_OF_A_FUNCTION = 300, 40
TOO_LONG = ROOT / "tests" / "too_long.json"
"""Modules and functions that are longer, with their lines."""
SHARED = ("ingest.model", "ingest.script")


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def floor(module: str) -> int:
    """2: knows both sides; 1: the archive; 0: the pure part."""
    if any(module == top or module.startswith(f"{top}.") for top in TOP):
        return 2
    return 1 if module.split(".")[0] == "db" else 0


def imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                deeper = f"{node.module}.{alias.name}"
                path_of = ROOT / Path(*deeper.split("."))
                real = path_of.with_suffix(".py").exists() or path_of.is_dir()
                found.add(deeper if real else node.module)
    return {name for name in found if name.split(".")[0] in ("ingest", "db")}


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_point_down(path: Path) -> None:
    module = name_of(path)
    for other in imports(path):
        assert floor(other) <= floor(module), f"{module} imports {other}"
        if floor(module) == 1 and other.startswith("ingest"):
            assert other in SHARED, f"{module} imports {other}"


def test_no_circle() -> None:
    graph = {name_of(path): imports(path) - {name_of(path)} for path in MODULES}
    done: set[str] = set()

    def visit(module: str, trail: tuple[str, ...]) -> None:
        assert module not in trail, " → ".join((*trail, module))
        if module not in done:
            for other in sorted(graph.get(module, ())):
                # A package that re-exports its own modules is no circle.
                if not module.startswith(f"{other}."):
                    visit(other, (*trail, module))
            done.add(module)

    for module in graph:
        visit(module, ())


def test_ingest_knows_no_sql() -> None:
    for path in MODULES:
        if path.is_relative_to(ROOT / "ingest"):
            text = path.read_text("utf-8").replace("Export this SELECT", "")
            assert not SQL.search(text), path


def sizes() -> Iterator[tuple[str, int, int]]:
    """Each module and function with its lines, and how many it may have."""
    for path in MODULES:
        text = path.read_text("utf-8")
        yield name_of(path), len(text.splitlines()), LINES_OF_A_MODULE
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                lines = (node.end_lineno or 0) - node.lineno + 1
                yield f"{name_of(path)}:{node.name}", lines, LINES_OF_A_FUNCTION


def test_modules_and_functions_are_small() -> None:
    """Those that are not are listed with their lines; the list may only shrink."""
    listed = json.loads(TOO_LONG.read_text("utf-8"))
    found = {name: lines for name, lines, most in sorted(sizes()) if lines > most}
    grown = {name: lines for name, lines in found.items() if lines > listed.get(name, 0)}
    assert not grown, "cut these: modules and functions stay small"
    assert not listed.keys() - found.keys(), f"short by now: take them out of {TOO_LONG.name}"


def test_nothing_knows_the_bundled_article_by_heart() -> None:
    article = next((ROOT / "ingest" / "articles").glob("*.txt"))
    for path in MODULES:
        assert article.stem not in path.read_text("utf-8"), path
