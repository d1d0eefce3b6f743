"""Search: any word, any script, any length.

`index` makes and checks the full-text index, `register` gives a connection its SQL functions,
`search` finds and ranks.
"""

from __future__ import annotations

from db.search import index
from db.search.functions import register
from db.search.marks import highlight, html, snippet
from db.search.match import compile_query
from db.search.names import Name
from db.search.narrow import Narrowing
from db.search.results import Hit, Results, contains, search, search_and_rows
from db.search.similar import Similar, also_found_as, similar
from db.search.syntax import parse

__all__ = [
    "Hit",
    "Name",
    "Narrowing",
    "Results",
    "Similar",
    "also_found_as",
    "compile_query",
    "contains",
    "highlight",
    "html",
    "index",
    "parse",
    "register",
    "search",
    "search_and_rows",
    "similar",
    "snippet",
]
