"""The page of an article, made for reading; and its citation."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime, timezone
from itertools import takewhile
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from db import search
from db.pages import citation, wording
from db.pages.article import ArticlePage, Asked, article, panel
from db.pages.describe import about, details, exact, headline
from db.pages.hits import hits
from db.pages.marking import Mark
from db.site import addresses, reading, stock
from db.site.page import archive_of, ask, draw, page_number
from db.site.restored import Stages, marks_in_body, marks_in_found, stages, traditional
from ingest.script import to_simplified

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request

SCRIPTS = {
    "simplified": ("简体", "Simplified"),
    "traditional": ("繁體", "Traditional"),
    "found": ("原样", "as found"),
}

HEAD = ("title", "subtitle", "byline")


@dataclass(frozen=True)
class View:
    """How the reader wants to see the article."""

    script: str
    repairs: bool
    query: str
    part: int

    def address(self, **changed: Any) -> str:
        """The query string of this view with something changed."""
        shown = {
            "script": self.script,
            "repairs": self.repairs,
            "q": self.query,
            "part": self.part,
        }
        asked = {**shown, **changed}
        asked["repairs"] = "1" if asked["repairs"] else ""
        # The text as found has parts of its own.
        other = (asked["script"] == "found") != (self.script == "found")
        asked["part"] = "" if other or asked["part"] == 1 else asked["part"]
        return addresses.query({name: str(value) for name, value in asked.items() if value})


async def show(datasette: Datasette, request: Request, send: Any) -> Any:
    """The article's page; the row's page in a database that is not ours."""
    database = await archive_of(datasette, request)
    if database is None:
        return await stock.row(datasette, request, send)
    key = request.url_vars["pks"]
    page = await ask(database, article, key, _asked(request))
    if page is None:
        context = {"what": "文章", "english": "article", "key": key}
        return await draw(datasette, request, database, "missing.html", context, status=404)
    view = _view(request, page)
    stage = _stages(page)
    similar = await ask(database, _similar, key)
    address = datasette.absolute_url(request, request.path)
    context = {
        **_context(page, view, stage),
        "similar": similar,
        **_citations(page, address),
    }
    return await draw(datasette, request, database, "article.html", context)


def _stages(page: ArticlePage) -> Stages | None:
    """None where the repairs cannot be replayed, or are too many for it."""
    if page.repaired > len(page.repairs):
        return None
    text, kind = page.source["text"] or "", page.source["media_type"] or "text/plain"
    return stages(text, page.article["body"], page.repairs, page.furniture, kind)


def _similar(connection: sqlite3.Connection, key: str) -> list[search.Similar]:
    """Articles about the same matter; none where the index cannot be searched."""
    if search.index.stale(connection):
        return []
    return search.similar(connection, key)


def _asked(request: Request) -> Asked:
    found = request.args.get("script") == "found"
    return Asked(found, page_number(request, "part"), request.args.get("at") or "")


def _view(request: Request, page: ArticlePage) -> View:
    script = request.args.get("script") or ""
    return View(
        script if script in SCRIPTS else "",
        request.args.get("repairs") == "1",
        request.args.get("q") or "",
        page.part.number,
    )


def _context(page: ArticlePage, view: View, stage: Stages | None) -> dict[str, Any]:
    row = page.article
    texts = _texts(page, stage)
    script = view.script if view.script in texts else own_script(row)
    found = script == "found"
    text = texts[script]
    return {
        "article": row,
        "page": page,
        "part": page.part,
        "written": _language(page, script),
        "view": view,
        "script": script,
        "scripts": {name: _switch(row, name) for name in SCRIPTS if name in texts},
        "paragraphs": _paragraphs(page, view, stage, text, found),
        "head": _head(page),
        "cards": {fact["number"]: _card(fact) for fact in page.facts},
        "panel": panel(page.facts),
        "verdict": wording.verdict(row),
        "in_place": stage is not None,
        "web_address": safe_url(row["url"]),
        "safe_url": safe_url,
        "chosen": [repair for repair in page.repairs if not repair["certain"]],
        "doubted": sum(fact["certain"] == 0 for fact in page.facts),
        "kinds": wording.KINDS,
        "date": wording.date,
    }


def _card(fact: Any) -> dict[str, Any]:
    return {
        **fact,
        "headline": headline(fact),
        "about": about(fact),
        "exact": exact(fact),
        "details": details(fact),
    }


def _switch(row: Any, name: str) -> tuple[str, str]:
    """What the switch to a form of the text is called: what is not Chinese has no script."""
    return ("正文", "text") if row["script"] == "none" != name != "found" else SCRIPTS[name]


def own_script(row: Any) -> str:
    """The script that the author wrote in."""
    return "traditional" if row["script"] == "traditional" else "simplified"


def _language(page: ArticlePage, script: str) -> str:
    """The `lang` of the text that is shown, as a browser wants it."""
    language = str(page.article["language"])
    if language != "zh":
        return language
    damaged = script == "found" and page.repairs
    return "zh-Hant" if script == "traditional" or damaged else "zh-Hans"


def _head(page: ArticlePage) -> int:
    """How many lines stand at the head of the article: title, subtitle, byline."""
    roles = {s["paragraph"]: s["role"] for s in page.sentences}
    lines = takewhile(lambda line: roles[line] in HEAD, sorted(roles))
    return len(list(lines))


def _texts(page: ArticlePage, stage: Stages | None) -> dict[str, str]:
    """Every form of the text that can be shown, by its name in `SCRIPTS`."""
    body = page.article["body"]
    texts = {own_script(page.article): body, "found": page.source["text"] or ""}
    if page.article["script"] == "traditional":
        texts["simplified"] = to_simplified(body)
    elif stage:
        before = traditional(body, page.repairs, stage)
        if before is not None:
            texts["traditional"] = before
    return texts


def _paragraphs(
    page: ArticlePage, view: View, stage: Stages | None, text: str, found: bool
) -> list[reading.Paragraph]:
    marks: list[Mark] = hits(text, page.part, view.query) if view.query else []
    if found:
        marks += reading.fact_marks(page.facts, "found_start", "found_end")
        marks += marks_in_found(page.repairs) if view.repairs else []
        return reading.as_found(text, page.part, marks)
    marks += reading.fact_marks(page.facts)
    marks += marks_in_body(page.repairs, stage) if view.repairs and stage else []
    return reading.restored(text, page.part, page.sentences, marks)


def safe_url(url: str | None) -> str | None:
    """An address that may become a link; None for `javascript:` and everything else."""
    if not url:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None


def _citations(page: ArticlePage, address: str) -> dict[str, str]:
    today = datetime.now(timezone.utc).date().isoformat()
    cited = {**page.article, "byline": ", ".join(page.authors) or page.article["byline"]}
    return {
        "gb7714": citation.gb7714(cited, address, today),
        "bibtex": citation.bibtex(cited, address, today),
    }
