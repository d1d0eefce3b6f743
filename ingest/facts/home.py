"""Where the one who published an article is at home: what 市民政局 and 全市 stand for where the
text itself does not tell. A local paper writes for people who know."""

from __future__ import annotations

from functools import lru_cache

from ingest.facts.document import Document
from ingest.facts.late import late
from ingest.facts.named import Place
from ingest.facts.names import read
from ingest.facts.places.divisions import Division, register
from ingest.script import fold

_BEFORE = -1
"""The offset of a place that no character of the text names."""
_PAPER = late(
    r"(?P<short>[一-鿿]{2,4}?)"
    r"(?P<local>新闻网|融媒体?(?:中心)?|(?:广播)?电视台|广电|政[府务]网|人民政府网?|发布|新闻)?"
    r"(?(local)|(?:[日晚晨早商]报|在线|网))"
)
"""What a paper or a site is named after. Of counties only what is of one place by its kind is
taken: 光明日报, 东方网, 新民晚报 are of no 光明, 东方 or 新民."""


@lru_cache(maxsize=512)
def home_of(publisher: str, published: str | None) -> Place | None:
    """The division in the name of a paper, a site or an office, in the edition of that date: of
    建德市融媒体中心 建德市. None where the name holds none, or several."""
    names = read(Document(publisher, published))
    codes = {org.code for org in names.organisations} | {place.code for place in names.places}
    codes.discard(None)
    if len(codes) > 1:
        return None
    code = codes.pop() if codes else None
    rows = register().by_code.get(code, []) if code else _named_after(publisher, published)
    return _place(register().at(rows, published)[0], published) if rows else None


def _named_after(publisher: str, published: str | None) -> list[Division]:
    """The division of the highest rank that a paper can be named after, if it is the only one."""
    paper = _PAPER.fullmatch(fold(publisher))
    rows = register().by_stem.get(paper["short"], []) if paper else []
    valid = register().at(rows, published) if rows else []
    for rank in (1, 2, 3) if paper and paper["local"] else (1, 2):
        found = [row for row in valid if row.rank == rank]
        if found:
            return found if len(found) == 1 else []
    return []


def _place(row: Division, published: str | None) -> Place:
    path = register().path(row, published)
    return Place(_BEFORE, _BEFORE, row.name, path, row.code, row.level, (row,), rule="home")
