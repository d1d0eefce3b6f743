"""Pages as the systems of Chinese sites make them: the article and what tells of it, clean and
damaged; never less than trafilatura alone finds."""

from __future__ import annotations

import pytest
import trafilatura
from bench_web import overlap
from site_layouts import SITES

from ingest.dissect import dissect
from ingest.restore import Channel, damage, restore
from ingest.restore.tables import annotation_list
from ingest.script import fold

TITLE = "滨河市老旧小区加装电梯惠及两万余名居民"
TEXT = [
    "去年以来，滨河市在十二个社区开展试点，投入资金三千万元，共加装电梯一百二十部，受到居民的普遍欢迎。",
    "“以前下一趟楼要歇三回，现在一分钟就到了。”家住东湖社区的周奶奶说，电梯装好以后，她每天都要下楼走一走。",
    "市住建局有关负责人表示，今年还将在余下的八个社区推进这项工作，预计年底前全部完成，惠及居民两万余名。",
]
CHANNEL = Channel(tuple(annotation_list().items()), fold=False)
TOLD = {
    "forum": ("2022-09-21T00:46:47", None, None),
    "dede": ("2018-08-29T15:20", "滨河日报", "李晓"),
    "diary": ("2018-08-29T15:20:00+08:00", None, "李晓"),
    "account": ("2018-08-29", "滨河日报", "李晓"),
    "government": ("2018-08-29T15:20:00", "市民政局", None),
    "portal": ("2018-08-29T15:20:00+08:00", "滨河日报", None),
    "portal's account": ("2018-08-29T15:20", "滨河日报", None),
    "university": ("2018-08-29", None, "李晓"),
    "electronic paper": ("2018-08-29", "滨河日报", "本报记者 李晓 通讯员 王芳"),
    "taiwan": ("2018-08-29T15:20", "濱河時報", None),
    "company": ("2018-08-29T15:20:00", None, None),
}
"""Published, publisher, byline."""
BESIDE = {
    "forum": {"路过的人", "顶一个，说得好。"},
    "portal": {"市民在社区服务中心办事。滨河日报 图", "视频｜滨河大桥航拍"},
    "electronic paper": {"“身边的变化”系列报道之三", "本报记者 李晓 通讯员 王芳"},
    "taiwan": {"示意圖。（資料照）", "示意图。（资料照）"},
}
"""What stays beside the text: answers, captions, a series, who wrote it."""


@pytest.mark.parametrize("is_damaged", [False, True], ids=["clean", "damaged"])
@pytest.mark.parametrize("name", SITES)
def test_sites(name: str, is_damaged: bool) -> None:
    page = SITES[name](TITLE, TEXT, lambda text: damage(text, CHANNEL) if is_damaged else text)
    article = dissect(restore(page).text, {}, "text/html")
    lines = article.body.split("\n")
    beside = BESIDE.get(name, set())
    kept = [line for line in lines if line not in beside and TITLE not in line]
    assert kept == TEXT
    published, publisher, author = TOLD[name]
    assert (article.published, article.byline) == (published, author)
    # Of a damaged page all is brought back to Simplified.
    assert fold(article.publisher or "") == fold(publisher or "")
    assert article.title in (TITLE, f"[民生] {TITLE}")
    theirs = trafilatura.extract(page, include_comments=False) or ""
    found = "\n".join(line for line in lines if TITLE not in line)
    least = overlap(theirs.removeprefix(TITLE), "\n".join(TEXT))
    assert overlap(found, "\n".join(TEXT)) >= min(least, 0.99)
