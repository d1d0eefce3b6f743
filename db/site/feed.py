"""An Atom feed of any search, newest first."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from html import unescape
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from db.pages import entities, results
from db.pages.wording import visible
from db.site.page import ask, required_archive
from db.site.results import address, described, read

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request, Response

NEVER = "1970-01-01T00:00:00Z"
"""The date of an entry that has none: Atom wants one."""


async def show(datasette: Datasette, request: Request) -> Response:
    """The feed; its address is that of the search with `.atom`."""
    from datasette.utils.asgi import Response

    database = await required_archive(datasette, request)
    asked = replace(read(request), by_date=True, page=1, together=False)
    found = await ask(database, results.result_list, asked)
    names = await ask(database, entities.names_of, list(asked.within.chosen.values()))
    base = datasette.absolute_url(request, datasette.urls.database(database.name))
    here = f"{base}/-/search{address(asked)}"
    title = f"校勘：{described(asked, names) or '最新文章'}"
    dates = [stamp(article.published) for article in found.articles]
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-Hans">',
        f"<title>{_text(title)}</title>",
        f"<id>urn:jiaokan:search:{sha256(address(asked).encode()).hexdigest()}</id>",
        f"<link href={quoteattr(here)}/>",
        f'<link rel="self" href={quoteattr(datasette.absolute_url(request, request.full_path))}/>',
        f"<updated>{max(dates, default=NEVER)}</updated>",
        *(_entry(article, base) for article in found.articles),
        "</feed>",
    ]
    return Response("\n".join(lines), content_type="application/atom+xml; charset=utf-8")


def _entry(article: results.Article, base: str) -> str:
    plain = unescape(article.snippet.replace("<mark>", "").replace("</mark>", ""))
    author = _text(article.publisher or "校勘")
    return (
        f"<entry><title>{_text(article.title)}</title>"
        f"<id>urn:jiaokan:article:{article.id}</id>"
        f"<link href={quoteattr(f'{base}/articles/{article.id}')}/>"
        f"<updated>{stamp(article.published)}</updated>"
        f"<author><name>{author}</name></author><summary>{_text(plain)}</summary></entry>"
    )


def stamp(published: str | None) -> str:
    """An ISO date of any precision as Atom wants it; the day begins in China.

    >>> stamp("2018-08"), stamp(None)
    ('2018-08-01T00:00:00+08:00', '1970-01-01T00:00:00Z')
    """
    if not published:
        return NEVER
    day = (published[:10] + "-01-01")[:10] if len(published) == 4 else published[:10]
    return f"{day if len(day) == 10 else day + '-01'}T00:00:00+08:00"


def _text(text: str) -> str:
    return escape(visible(text))
