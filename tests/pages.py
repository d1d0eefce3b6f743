"""Pages of the site over a few articles, as a reader sees them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from datasette.app import Datasette
from sqlite_utils import Database

from db.site.serve import application


@pytest.fixture(scope="session")
def site(news_archive: Path) -> Datasette:
    return application(news_archive)


@pytest.fixture(scope="session")
def db(news_archive: Path) -> Database:
    return Database(news_archive)


@pytest.fixture(scope="session")
def damaged(db: Database) -> dict[str, Any]:
    """The bundled article's row."""
    return next(db.query("SELECT * FROM articles WHERE verdict <> 'clean'"))


async def text_of(site: Datasette, address: str, status: int = 200) -> str:
    page = await site.client.get(address)
    assert page.status_code == status, page.text
    return page.text


def plain(html: str) -> str:
    """The text of a page as a reader sees it, without tooltips and what repairs took out."""
    html = re.sub(r'<span class="card".*?</a>', "</a>", html, flags=re.DOTALL)
    html = re.sub(r'<a class="anchor".*?</a>|<del.*?</del>', "", html, flags=re.DOTALL)
    return re.sub(r"<[^>]+>", "", html)
