"""Main text of web pages against trafilatura alone: `python tests/bench_web.py FILE`.

FILE is a JSON-lines file of clean articles (`title`, `text`). Each is put into page layouts as
Chinese sites have them, clean and damaged; the score is the share of characters that the main text
found and the true one have in common (F1, as bags of characters).
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable
from itertools import islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

import trafilatura
from site_layouts import SITES, Page

from ingest.dissect import dissect
from ingest.restore import Channel, damage, restore
from ingest.restore.tables import annotation_list

_NAV = "".join(
    f'<li><a href="/{n}">{w}</a></li>'
    for n, w in enumerate("首页 要闻 政务 民生 经济 文化 体育 图片 视频".split())
)
_LINKS = "".join(
    f'<li><a href="/n{n}">滨河市召开第{n}次工作会议部署下半年重点任务</a><span>2018-07-{n:02}</span></li>'
    for n in range(1, 13)
)
_CARDS = "".join(
    f"<div class=card><h3><a href=/c{n}>滨河市第{n}届书展开幕</a></h3><p>书展为期{n}天，设有{n}个分会场，市民凭身份证可以免费入场，现场还有作家签名活动。</p></div>"
    for n in range(2, 6)
)
_COMMENTS = "".join(
    f"<div class=comment><b>路人{n}</b><p>这件事说了很久，终于有了结果，希望后面的工作也能这样一步一步做下去，大家都看着呢。</p></div>"
    for n in range(1, 4)
)
_FOOT = "<div class=footer><p>版权所有 滨河市人民政府办公室 京ICP备123456号</p><p>地址：滨河市中山路1号 电话：0000-1234567</p></div>"
_META = "<div class=info><span>2018-08-29 15:20</span> <span>来源：滨河日报</span> <span>作者：李晓</span></div>"


def modern(title: str, lines: list[str], harm: Callable[[str], str]) -> str:
    text = "".join(f"<p>{line}</p>" for line in lines)
    text = harm(text)
    return f"<html><head><title>{title}_滨河新闻网</title></head><body><header><ul>{_NAV}</ul></header><main><article><h1>{title}</h1>{_META}<div class=content>{text}</div></article><aside><h3>相关阅读</h3><ul>{_LINKS}</ul></aside></main>{_FOOT}</body></html>"


def tables(title: str, lines: list[str], harm: Callable[[str], str]) -> str:
    text = "<br><br>".join(f"&nbsp;&nbsp;&nbsp;&nbsp;{line}" for line in lines)
    text = harm(text)
    return f"<html><head><title>{title}</title></head><body><table width=1000><tr><td><table><tr>{_NAV}</tr></table></td></tr><tr><td width=200><ul>{_LINKS}</ul></td><td><table><tr><td align=center><b>{title}</b></td></tr><tr><td>{_META}</td></tr><tr><td><font size=3>{text}</font></td></tr></table></td></tr></table>{_FOOT}</body></html>"


def spans(title: str, lines: list[str], harm: Callable[[str], str]) -> str:
    text = "".join(
        f'<p style="text-indent:2em"><span style="font-size:16px">　　{line}</span></p>'
        for line in lines
    )
    text = harm(text)
    return f"<html><head><title>{title}</title></head><body><div id=top><ul>{_NAV}</ul></div><div>您当前的位置：<a href=/>首页</a> &gt; <a href=/n>要闻</a> &gt; 正文</div><div id=zoom><h2>{title}</h2>{_META}<div class=TRS_Editor>{text}<p>（责任编辑：王芳）</p></div></div><div class=list><ul>{_LINKS}</ul></div>{_FOOT}</body></html>"


def bare(title: str, lines: list[str], harm: Callable[[str], str]) -> str:
    text = "".join(f"<div>{line}</div>\n" for line in lines)
    text = harm(text)
    return f"<title>{title}-滨河在线</title><div>{_NAV}</div><div class=title>{title}</div>{_META}<div class=nr>{text}</div><p>上一篇：<a href=1>滨河市举行活动</a></p><p>下一篇：<a href=2>滨河市召开会议</a></p>{_FOOT}"


def revealed(title: str, lines: list[str], harm: Callable[[str], str]) -> str:
    text = "".join(f"<section><p><span>{line}</span></p></section>" for line in lines)
    text = harm(text)
    return f"<html><head><meta property=og:title content='{title}'><title></title></head><body><h1>{title}</h1>{_META}<div id=content style='visibility: hidden; opacity: 0'>{text}</div></body></html>"


def portal(title: str, lines: list[str], harm: Callable[[str], str]) -> str:
    middle = len(lines) // 2
    first, second = (
        harm("".join(f"<p>　　{line}</p>" for line in part))
        for part in (lines[:middle], lines[middle:])
    )
    return f"<html><head><title>{title}_滨河频道_门户网</title><meta name=author content=admin></head><body><div class=nav><ul>{_NAV}</ul></div><div class=left><h1>{title}</h1>{_META}<div class=text>{first}<div class=ad><a href=x>滨河楼盘开盘</a></div>{second}<p>（编辑：王芳）</p></div><div class=share>分享到：<a>微博</a><a>微信</a></div><div class=cards>{_CARDS}</div><div id=comments class=comments><h3>网友评论</h3>{_COMMENTS}</div></div><div class=right><h3>热点推荐</h3><ul>{_LINKS}</ul></div>{_FOOT}</body></html>"


def pasted(title: str, lines: list[str], harm: Callable[[str], str]) -> str:
    text = "".join(
        "<p class=MsoNormal><span lang=EN-US>　　</span>"
        + "".join(f"<span><font>{line[n : n + 9]}</font></span>" for n in range(0, len(line), 9))
        + "<o:p></o:p></p>"
        for line in lines
    )
    text = harm(text)
    return f"<html><head><title>{title}</title></head><body><ul>{_NAV}</ul><dl><dt>{title}</dt><dd>{_META}</dd><dd>{text}</dd></dl>{_FOOT}</body></html>"


def short(title: str, lines: list[str], harm: Callable[[str], str]) -> str:
    return modern(title, lines[:1], harm)


PAGES: dict[str, Page] = {
    "modern": modern,
    "tables": tables,
    "spans": spans,
    "bare": bare,
    "revealed": revealed,
    "portal": portal,
    "pasted": pasted,
    "short": short,
    **SITES,
}
"""`short` holds nothing but the first paragraph."""


def overlap(found: str, true: str) -> float:
    """F1 of two texts as bags of characters, blanks left out."""
    one, other = Counter("".join(found.split())), Counter("".join(true.split()))
    common = (one & other).total()
    return 2 * common / max(one.total() + other.total(), 1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--articles", type=int, default=50)
    options = parser.parse_args()
    channel = Channel(tuple(annotation_list().items()), fold=False)
    scores: dict[tuple[str, str], list[float]] = {}
    with options.file.open("rb") as file:
        articles = [json.loads(line) for line in islice(file, options.articles)]
    for article in articles:
        title, *lines = article["text"].split("\n")
        for name, page in PAGES.items():
            true = "\n".join(lines[:1] if page is short else lines)
            clean = page(title, lines, str)
            broken = page(title, lines, lambda text: damage(text, channel))
            for state, source in (("clean", clean), ("damaged", broken)):
                body = dissect(restore(source).text, {}, "text/html").body
                ours = body.removeprefix(title)
                theirs = trafilatura.extract(source, include_comments=False) or ""
                scores.setdefault((f"{name}, {state}", "ours"), []).append(overlap(ours, true))
                theirs = theirs.removeprefix(title)
                scores.setdefault((f"{name}, {state}", "trafilatura"), []).append(
                    overlap(theirs, true)
                )
    for (name, who), values in scores.items():
        print(f"{name:<18}{who:<12}{sum(values) / len(values):.4f}")


if __name__ == "__main__":
    main()
