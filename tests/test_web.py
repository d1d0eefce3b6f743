"""Web pages: the article of many layouts, and what stands around it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from conftest import load_cases
from inputs import read, source

from ingest.dissect import dissect
from ingest.model import Record, Rejected, Source
from ingest.process import process
from ingest.restore import Channel, damage, restore
from ingest.restore.tables import annotation_list

TITLE = "滨河市新增公交线路 方便市民出行"
LINES = [
    "滨河市交通局8月29日介绍，今年以来，全市新增公交线路12条，投入资金3000万元，方便了沿线5万名居民。",
    "市民表示，新线路大大缩短了上下班的时间，也让老人看病更加方便，下一步还将继续优化线网，提高准点率。",
    "目前，滨河市共有公交线路86条，日均客运量达到32.5万人次，同比增长8.6%，公交分担率达到38%。",
]

BODY = "\n".join((TITLE, *LINES))
NAV = "".join(f'<li><a href="/{n}">{n}</a></li>' for n in ("首页", "要闻", "政务", "民生"))
LINKS = "".join(
    f"<li><a href=/{n}>滨河市召开第{n}次工作会议部署任务</a> 2018-07-{n:02}</li>"
    for n in range(1, 9)
)

META = (
    "<div><span>2018-08-29 15:20</span> <span>来源：滨河日报</span> <span>作者：李晓</span></div>"
)

PARAGRAPHS = "".join(f"<p>　　{line}</p>" for line in LINES)
LAYOUTS = {
    "modern": f"<html><head><title>{TITLE}_滨河新闻网</title></head><body><nav><ul>{NAV}</ul></nav><article><h1>{TITLE}</h1>{META}{PARAGRAPHS}</article><aside><ul>{LINKS}</ul></aside><footer>版权所有 滨河市</footer></body></html>",
    "tables and line breaks": f"<html><body><table><tr><td><ul>{NAV}</ul></td></tr><tr><td><ul>{LINKS}</ul></td><td><b>{TITLE}</b><br>{META}<br>{'<br><br>'.join(f'&nbsp;&nbsp;{line}' for line in LINES)}</td></tr></table></body></html>",
    "never closed": f"<title>{TITLE}</title><ul>{NAV}</ul><h1>{TITLE}</h1>{META}<p>{'<p>'.join(LINES)}",
    "spam around it": f"<html><head><title>国产精品|午夜福利|亚洲高清|麻豆传媒</title></head><body><div style='display:none'><a href=x>彩票开户</a>赌博网站大全，注册就送彩金，天天返水不停。</div><h1>{TITLE}</h1>{META}{PARAGRAPHS}<div hidden>网上赌场，真人娱乐，注册送钱，欢迎来到澳门。</div></body></html>",
    "wrapped source": f"<html><body><h1>{TITLE}</h1>{META}{PARAGRAPHS.replace('全市', chr(10) + '    全市')}</body></html>",
    "words in spans": f"<html><body><h1>{TITLE}</h1>{META}{PARAGRAPHS.replace('12条', '<span>12</span><b>条</b>')}</body></html>",
    "text that a script reveals": f"<html><head><meta property='og:title' content='{TITLE}'></head><body><h1>{TITLE}</h1>{META}<div style='visibility: hidden; opacity: 0'>{PARAGRAPHS}</div></body></html>",
    "title in a list": f"<html><head><title>{TITLE}</title></head><body><ul>{NAV}</ul><dl><dt>{TITLE}</dt><dd>{META}</dd><dd>{PARAGRAPHS}</dd></dl></body></html>",
    "cards and comments behind": f"<html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1>{META}{PARAGRAPHS}<p>（责任编辑：王芳）</p>"
    + "".join(
        f"<h3><a href=/{n}>第{n}届书展开幕</a></h3><p>书展为期{n}天，设有{n}个分会场，市民凭身份证可以免费入场。</p>"
        for n in range(2, 7)
    )
    + f"<h3>网友评论</h3><p>盼了很久，终于有了结果。</p><ul>{LINKS}</ul></body></html>",
    "scripts between": f"<html><body><h1>{TITLE}</h1><script>var a = '<p>不是正文，不是正文，不是正文。</p>';</script>{META}{PARAGRAPHS}<style>p {{color: red}}</style></body></html>",
}


PAGES = load_cases("dissect/web.json")


@pytest.mark.parametrize("case", PAGES, ids=lambda case: case["label"])
def test_pages(case: dict[str, Any]) -> None:
    page = case["page"]
    article = dissect(page, {}, "text/html")
    assert article.body.split("\n") == case["body"]
    for name in ("title", "subtitle", "byline", "publisher", "section", "published", "url"):
        assert getattr(article, name) == case.get(name), name
    for body, place, length in article.origin:
        assert article.body[body : body + length] == page[place : place + length]


def test_escaped_signs_in_a_script_have_no_place_on_the_page() -> None:
    text = "".join(f"\\u{ord(char):04x}" for char in "".join(LINES))
    page = (
        f'<title>{TITLE}</title><div id=app></div><script>var state = {{"text":"{text}"}}</script>'
    )
    article = dissect(page, {}, "text/html")
    assert (article.title, article.body, article.origin) == (TITLE, "".join(LINES), ())


def test_a_script_with_a_list_of_paragraphs() -> None:
    listed = ",".join(f'"{line}"' for line in LINES)
    other = '"tips":["请打开脚本。"],'
    state = f'{{{other}"text":[{listed}]}}'
    page = f"<title>{TITLE}</title><script>var state = {state}</script>"
    assert dissect(page, {}, "text/html").body.split("\n") == LINES


@pytest.mark.parametrize(
    "script",
    [
        '{"hint":"请打开脚本。"}',
        "var text = 'no sentence'",
        '{"text":"' + LINES[0] * 3 + "\\",
    ],
)
def test_scripts_that_hold_no_article(script: str) -> None:
    page = f"<h1>{TITLE}</h1><p>{LINES[0]}</p><script>{script}</script>"
    assert dissect(page, {}, "text/html").body == f"{TITLE}\n{LINES[0]}"


@pytest.mark.parametrize("name", LAYOUTS)
def test_layouts(name: str) -> None:
    page = LAYOUTS[name]
    article = dissect(page, {}, "text/html")
    assert article.body == BODY
    assert article.title == TITLE
    assert (article.published, article.publisher, article.byline) == (
        "2018-08-29T15:20",
        "滨河日报",
        "李晓",
    )
    covered = 0
    for body, start, length in article.origin:
        assert article.body[body : body + length] == page[start : start + length]
        covered += length
    assert covered >= len(BODY) - len(LINES)


GRID = "<tr><th>线路<th>站数</tr><tr><td>1路</td><td>12</td></tr><tr><td>2路</td><td>9</td></tr>"


def lines_of(page: str) -> list[tuple[str, str]]:
    article = dissect(page, {}, "text/html")
    for body, start, length in article.origin:
        assert article.body[body : body + length] == page[start : start + length]
    return [(line.role, article.body[line.start : line.end]) for line in article.lines]


def test_the_rows_of_a_table_are_lines_and_its_cells_stay_apart() -> None:
    page = f"<article><h1>{TITLE}</h1>{PARAGRAPHS}<table>{GRID}</table><p>{LINES[0]}</p></article>"
    assert [text for _, text in lines_of(page)] == [
        *BODY.split("\n"),
        "线路\t站数",
        "1路\t12",
        "2路\t9",
        LINES[0],
    ]


def test_captions_headings_and_the_rest_of_the_headline_belong_to_the_article() -> None:
    page = (
        f"<h1>{TITLE}</h1><h2>——市交通局负责人谈线网优化</h2><p>本报记者 李晓</p>{META}<div>"
        f"<p>{LINES[0]}</p><figure><img src=a.jpg><figcaption>新线路首班车。</figcaption></figure>"
        f"<p><strong>准点率怎么提高？</strong></p><p>{LINES[1]}</p><p>{LINES[2]}</p></div>"
    )
    assert lines_of(page) == [
        ("title", TITLE),
        ("subtitle", "——市交通局负责人谈线网优化"),
        ("byline", "本报记者 李晓"),
        ("paragraph", LINES[0]),
        ("paragraph", "新线路首班车。"),
        ("heading", "准点率怎么提高？"),
        ("paragraph", LINES[1]),
        ("paragraph", LINES[2]),
    ]


def test_the_source_that_is_printed_comes_before_the_site() -> None:
    head = '<meta property="og:site_name" content="滨河在线"><meta name="author" content="admin">'
    page = f"<head>{head}</head><body><h1>{TITLE}</h1>{META}{PARAGRAPHS}</body>"
    article = dissect(page, {}, "text/html")
    assert (article.publisher, article.byline) == ("滨河日报", "李晓")
    article = dissect(page.replace(META, ""), {}, "text/html")
    assert (article.publisher, article.byline) == ("滨河在线", None)


@pytest.mark.parametrize(
    ("window", "publisher"),
    [
        (f"{TITLE}_滨河新闻网", "滨河新闻网"),
        (f"{TITLE} - 社会 - 东湖时报电子版", "东湖时报"),
        (f"{TITLE}|东湖头条", "东湖头条"),
        (f"{TITLE}-社会", None),
        (TITLE, None),
        ("别的标题_东湖在线", None),
        ("国产精品|午夜福利|亚洲高清|麻豆传媒", None),
    ],
)
def test_the_site_that_the_window_names_is_the_last_resort(
    window: str, publisher: str | None
) -> None:
    page = f"<title>{window}</title><h1>{TITLE}</h1><p>2018-08-29 15:20</p>{PARAGRAPHS}"
    assert dissect(page, {}, "text/html").publisher == publisher
    printed = page.replace("15:20<", "15:20 来源：滨河日报<")
    assert dissect(printed, {}, "text/html").publisher == "滨河日报"


@pytest.mark.parametrize(
    "window", ["新闻", "滨河新闻网", "国产精品|午夜福利|亚洲高清|麻豆传媒", ""]
)
@pytest.mark.parametrize(
    "above", ["", "<div>全心全意 服务读者</div>", "<div>2018-08-01 来源：东湖报</div>"]
)
def test_a_headline_that_nothing_marks_as_one(window: str, above: str) -> None:
    page = f"<title>{window}</title>{above}<div>{TITLE}</div>{META}{PARAGRAPHS}"
    article = dissect(page, {}, "text/html")
    assert (article.title, article.body) == (TITLE, BODY)


@pytest.mark.parametrize("window", ["新闻", ""])
def test_other_lines_above_a_text_are_no_headlines(window: str) -> None:
    page = f"<title>{window}</title><div>全心全意 服务读者</div>{META}{PARAGRAPHS}"
    assert dissect(page, {}, "text/html").title is None


@pytest.mark.parametrize(
    ("page", "error"),
    [
        ("<title>404 Not Found</title><center><h1>404 Not Found</h1></center><hr>nginx", "404 Not Found"),
        ("<h1>抱歉，您访问的页面不存在</h1><p>返回首页</p>", "抱歉，您访问的页面不存在"),
        ("<h2>页面找不到了！</h2><p>五秒后回到首页</p>", "页面找不到了！"),
        ("<p>502 Bad Gateway</p><p>openresty</p>", "502 Bad Gateway"),
        ("<h1>404路公交车改走滨河路</h1><p>市交通局昨日说，改线从下周一开始。</p>", None),
        ("<h1>页面不存在的背后</h1><p>记者调查了三家网站。</p>", None),
        (f"<h1>404 Not Found</h1><p>{LINES[0] * 5}</p>", None),
    ],
)  # fmt: skip
def test_what_a_server_gives_instead_of_a_page_is_no_article(page: str, error: str | None) -> None:
    made = process(Source("0" * 64, "a.html", "text/html", "utf-8", page, len(page)))
    if error is None:
        assert isinstance(made, Record)
    else:
        assert isinstance(made, Rejected) and made.reason.endswith(f"not an article: {error}")


@pytest.mark.parametrize(
    ("around", "told"),
    [
        ("<span>2018</span><span>08/29</span><span>15:20:31</span>", "2018-08-29T15:20:31"),
        ("<span>李晓</span><a href=x>滨河发布</a><em>2018-08-29 15:20</em><em>滨河</em>", "2018-08-29T15:20"),
        ("<span>原创</span><span>2018-08-29 15:20·</span><a href=x>滨河观察</a>", "2018-08-29T15:20"),
        ("出版：2018-08-29 15:20 更新：2018-08-30 09:00", "2018-08-29T15:20"),
        ("8月29日 星期三", None),
    ],
)  # fmt: skip
def test_the_time_of_publication_in_many_pieces(around: str, told: str | None) -> None:
    article = dissect(f"<h1>{TITLE}</h1><div>{around}</div>{PARAGRAPHS}", {}, "text/html")
    assert (article.published, article.body) == (told, BODY)
    today = "<div>今天是2020年1月1日 08:00</div><div>东湖 多云</div>"
    article = dissect(f"{today}<h1>{TITLE}</h1>{PARAGRAPHS}", {}, "text/html")
    assert (article.published, article.body) == (None, BODY)
    pieces = f"<div>{'<i>2018</i><i>08/29</i><i>15:20:31</i>'}</div><div>来源：滨河网</div>"
    above = dissect(f"{pieces}<h1>{TITLE}</h1>{PARAGRAPHS}", {}, "text/html")
    assert (above.published, above.publisher) == ("2018-08-29T15:20:31", "滨河网")


def test_what_stands_above_the_headline_of_a_diary_is_its_motto() -> None:
    page = (
        "<header><h1><a href=/>老陈的笔记</a></h1></header><p>一个水利人的记录</p>"
        f"<article><h1>{TITLE}</h1>{PARAGRAPHS}</article>"
        "<h3>发表回复</h3><p>您的电子邮箱地址不会被公开。 必填项已用*标注</p>"
    )
    article = dissect(f"<title>{TITLE} | 老陈的笔记</title>{page}", {}, "text/html")
    assert (article.title, article.body) == (TITLE, BODY)


def test_a_second_heading_below_the_headline_is_kept() -> None:
    page = f"<h1>{TITLE}</h1><h2>三十二条线路下月调整</h2>{META}{PARAGRAPHS}"
    article = dissect(page, {}, "text/html")
    assert article.body == "\n".join((TITLE, "三十二条线路下月调整", *LINES))
    assert article.title == TITLE


def test_a_site_that_signs_with_its_own_name_is_no_author() -> None:
    head = '<meta name="author" content="滨河网">'
    printed = "<div>2018-08-29 15:20 来源：滨河网</div>"
    text = PARAGRAPHS.replace("滨河市交通局8月", "（记者 李晓）滨河市交通局8月", 1)
    for body, author in ((PARAGRAPHS, None), (text, "记者 李晓")):
        page = f"<head>{head}</head><h1>{TITLE}</h1>{printed}{body}"
        article = dissect(page, {}, "text/html")
        assert (article.publisher, article.byline) == ("滨河网", author)


def test_the_name_of_a_programme_is_not_in_the_headline() -> None:
    page = f"<title>[滨河新闻]{TITLE}_滨河网</title><div class=tit>{TITLE}</div>{META}{PARAGRAPHS}"
    article = dissect(page, {}, "text/html")
    assert (article.title, article.body) == (TITLE, BODY)


def test_the_bar_of_the_wayback_machine_is_no_part_of_a_page() -> None:
    bar = (
        '<div id="wm-ipp-base"><div>INTERNET ARCHIVE</div><p>42 captures</p><p>About this</p></div>'
    )
    article = dissect(f"{bar}<h1>{TITLE}</h1>{META}{PARAGRAPHS}", {}, "text/html")
    assert (article.title, article.body, article.published) == (TITLE, BODY, "2018-08-29T15:20")


def test_entities_are_read_and_have_no_place_of_their_own() -> None:
    page = f"<h1>{TITLE}</h1><p>{LINES[0].replace('万元', '&#19975;&#x5143;').replace('，', '&#65292;')}</p><p>{LINES[1]}</p><p>{LINES[2]}&amp;&nbsp;&lt;</p>"
    article = dissect(page, {}, "text/html")
    assert article.body == BODY + "& <"
    for body, start, length in article.origin:
        assert article.body[body : body + length] == page[start : start + length]


def test_a_damaged_web_page_is_restored_before_it_is_read(tmp_path: Path) -> None:
    paragraph = (
        "滨河市交通局8月29日介绍，今年以来，全市新增公交线路<b>12</b>条，投入资金3000万元，方便了沿线5万名居民。"
        "市民表示，新线路大大缩短了上下班的时间，也让老人看病更加方便。据了解，首末班时间分别为早上6点和晚上10点。"
        "交通局负责人说，将继续优化线网，提高准点率。目前，滨河市共有公交线路86条，日均客运量达到32.5万人次。"
    )
    page = (
        '<html><head><meta charset="gbk"><title>国产精品|午夜福利|亚洲高清|麻豆传媒</title></head><body>'
        f"<h1>滨河市新增公交线路</h1><div class=info>发布时间：2018-08-29 来源：滨河日报</div><div><p>{paragraph}</p></div></body></html>"
    )
    start = page.index(paragraph)
    channel = Channel(tuple(annotation_list().items()), fold=False)
    found = page[:start] + damage(paragraph, channel) + page[start + len(paragraph) :]
    path = tmp_path / "a.html"
    path.write_text(found, "utf-8")
    (item,) = read(path)
    made = process(source(item))
    assert not isinstance(made, Rejected)
    assert made.restoration.certified and made.restoration.text == page == restore(found).text
    assert made.article.body.split("\n") == [
        "滨河市新增公交线路",
        paragraph.replace("<b>", "").replace("</b>", ""),
    ]
    assert (made.article.title, made.article.publisher) == ("滨河市新增公交线路", "滨河日报")
    for fact, at in zip(made.facts, made.locations, strict=True):
        shown = found[at.found_start : at.found_end]
        assert shown and (len(shown) == len(fact.text) or "(" in shown or "b>" in shown)
    (money,) = (
        at for fact, at in zip(made.facts, made.locations, strict=True) if fact.text == "3000万元"
    )
    assert found[money.found_start : money.found_end] in ("3000萬(wàn)元", "3000萬元")
