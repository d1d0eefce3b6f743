"""Bodies that a place has or builds so many of, and that are no name: 长沙市新建|学校3所."""

from __future__ import annotations

from ingest.facts.late import late
from ingest.facts.words import lexicon

_HOW_MANY = late(
    "(?:约|近|超过|共|达)?[\\d.一二三四五六七八九十百千两]+[万亿]?[余多]?[所家个座处户幢]"
)
_DOING = ("verb", "nominal")
_HAVING = ("现有", "新增", "共有", "拥有", "建有", "设有")


def are_counted(text: str, rest: str, end: int, anchored: bool) -> bool:
    """Whether `rest`, the words between the place and the kind of body, only tell that it has them,
    or what is done to them, where a number counts what ends at an offset; behind no place
    (`anchored`) whatever is counted has no name: 建成|污水处理厂1座."""
    if rest in _HAVING:
        return True  # 仓山区现有|小学
    return _HOW_MANY.match(text, end) is not None and (not anchored or _only_done(rest))


def _only_done(rest: str) -> bool:
    """Whether the words are nothing but verbs: 投资建设, 现有."""
    known = lexicon(True).classes
    words = [rest[at : at + 2] for at in range(0, len(rest), 2)]
    return bool(words) and all(known.get(w) in _DOING or w in _HAVING for w in words)
