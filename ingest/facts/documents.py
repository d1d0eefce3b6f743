"""Documents: titles in 《》, what kind they are and who issued them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files

from ingest.facts.document import Document
from ingest.facts.organisation_names import any_of
from ingest.model import Fact

_TITLE = re.compile("《((?:[^《》\n]|《[^《》\n]*》|〈[^〉\n]*〉){1,120})》")
_TAIL = re.compile(r"[(（〈](?:[^)）〉]{1,24})[)）〉]$")
_FORMAL = re.compile(
    "^(?:关于|中华人民共和国|中共中央|国务院|第[一二三四五六七八九十\\d]+|\\d{4}|[一-鿿]{2,12}(?:省|市|县|区|自治区))"
)
_CLAUSE_END = re.compile("[。!?;\n]")
_WORK = {
    "film": "电影|影片|纪录片|电视剧|网剧|动画片|动画|综艺|节目|大片|票房|上映|热播|首播|短片|剧集|专题片|系列片|微电影|话剧|歌剧|舞剧|音乐剧|京剧|昆曲|豫剧|越剧|黄梅戏|川剧|粤剧|秦腔|戏曲|舞台剧|儿童剧|杂技剧|小品|相声|舞蹈",
    "book": "小说|著作|诗集|专著|教材|图书|读本|新书|散文|诗歌|长诗|一书|绘本|漫画|传记|回忆录|丛书|文集|典籍|古籍|名著|诗经|出版",
    "song": "歌曲|演唱|单曲|专辑|乐曲|组曲|交响曲|主题曲|唱响|合唱|演奏|国歌",
    "article": "题为|文章|社论|评论|署名|论文|撰写|刊文|述评",
    "game": "游戏|手游",
    "painting": "画作|油画|国画|名画|雕塑|书法|长卷",
}  # fmt: skip


@lru_cache(maxsize=1)
def _endings() -> tuple[dict[str, str], re.Pattern[str]]:
    """Ending → type, and the pattern of verbs of issuing."""
    types: dict[str, str] = {}
    issue: list[str] = []
    text = files("ingest.facts").joinpath("tables/document_words.tsv").read_text("utf-8")
    for line in text.splitlines():
        if line and line[0] != "#":
            key, words = line.split("\t")
            if key == "issue":
                issue = words.split()
            else:
                types.update((word, key) for word in words.split() if word not in types)
    return types, re.compile(f"(?:{any_of(issue)})$")


def _kind(title: str, around: str) -> tuple[str, str | None]:
    """Type of the document, and the word of its title that says so."""
    bare = _TAIL.sub("", title)
    types, _ = _endings()
    word = next((bare[i:] for i in range(len(bare)) if bare[i:] in types), None)
    for kind, cues in _WORK.items():
        if re.search(f"(?:{cues})$", around.split("|")[0][-10:]) or re.match(
            f"[^,。;]{{0,3}}(?:{cues})", around.split("|")[1]
        ):
            if word is None or types[word] in ("periodical", "law") or not _FORMAL.search(bare):
                return kind, None
    if word:
        # a one-character ending proves a formal title only where the rest is one
        return types[word], word
    return ("document" if _FORMAL.search(bare) else "work"), None


def _issuers(
    document: Document, bodies: list[Fact], starts: list[int], at: int
) -> tuple[list[str], str | None]:
    """Who issued the document that begins at an offset, and the verb."""
    text = document.folded
    lead = text[max(at - 12, 0) : at]
    verb = _endings()[1].search(lead.rstrip("了的"))
    if verb is None:
        return [], None
    end = at - len(lead) + verb.start() if len(lead) == len(lead.rstrip("了的")) else at - 1
    begin = 0
    for match in _CLAUSE_END.finditer(text, max(at - 160, 0), at):
        begin = match.end()
    inside = bodies[bisect_left(starts, begin) : bisect_left(starts, at)]
    run: list[Fact] = []
    for body in reversed(inside):
        edge = run[0].start if run else at
        gap = text[body.end : edge]
        allowed = "[、,和与及]|联合|会同|等[^,。]{0,8}" if run else ".{0,40}"
        if not re.fullmatch(allowed, gap) and run:
            break
        run.insert(0, body)
    return [fact.name or fact.text for fact in run if fact.end <= end + 2], verb[0]


def extract_documents(document: Document, facts: list[Fact]) -> Iterator[Fact]:
    """Titles in 《》; the issuer is told by 印发, 发布 ... after an organisation's name."""
    text = document.folded
    if "《" not in text:
        return
    bodies = sorted((f for f in facts if f.kind == "organisation"), key=lambda f: f.start)
    starts = [body.start for body in bodies]
    for match in _TITLE.finditer(text):
        start, end = match.span()
        title = document.text[start + 1 : end - 1]
        kind, word = _kind(match[1], f"{text[max(start - 12, 0) : start]}|{text[end : end + 12]}")
        issuers, verb = _issuers(document, bodies, starts, start)
        details: dict[str, object] = {"type": kind}
        if word:
            details["word"] = word
        if issuers:
            details["issuer"] = issuers
        yield Fact(
            kind="document", text=document.text[start:end], start=start, end=end,
            rule="documents.title", name=title, organisation="、".join(issuers) or None,
            verb=verb if issuers else None, details=details,
        )  # fmt: skip
