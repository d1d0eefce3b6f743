"""What the lines that a page prints around an article tell of it: when, where, by whom."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.byline import beside, in_credit
from ingest.dates import iso_date
from ingest.medium import MEDIUM
from ingest.model import Furniture
from ingest.neighbours import is_label
from ingest.script import fold

_LABELS = re.compile(
    r"(?:信息|稿件|文章|新闻|消息|本文)?(?P<source>来源|稿源|转自|摘自|原载|出处|当前报纸名称|报纸名称|(?<![a-z])source)\s*[:丨|]"
    r"|^(?P<account>the following article is from)(?=\s)"
    r"|(?:文章|本文)?(?P<author>(?<!该)作者|撰稿|撰文|文字|文(?!/图)|记者|通讯员)\s*[:丨|/]"
    r"|(?P<by>(?<![a-z])(?:by|author)(?=\s)|(?<=[\d日])\s*由(?=\s))"
    r"|(?P<issuer>发(?:文|布)(?:机构|机关|单位))\s*[:|丨]?"
    r"|(?P<issued>(?:发布|发表|发稿|刊登|刊发|上传|添加|加入)(?:时间|日期|于))\s*[:丨|]?"
    r"|(?P<first>出版|首发|发布)\s*[:丨|]"
    r"|(?P<drawn>(?:成文|生效|废止|实施|更新|修改|截止|归档|采集|抓取|打印)(?:时间|日期))\s*[:丨|]?"
    r"|(?P<date>时间|日期)\s*[:丨|]"
    r"|(?P<other>发布(?:者|人)|(?:图片|摄影)作者|审稿|(?:责任|初审|值班)?编辑|责编|编审|审核|校对|摄影|点击(?:数|量|次数)?|浏览(?:量|次数|数)?"
    r"|阅读(?:量|次数|数)?|访问量|人气|字号|字体|分享到?|打印(?:本页)?|关闭(?:窗口)?|分类|栏目|版面|"
    r"评论(?!\s*(?:19|20)\d\d[-/.年])|我要|索引号|文号|发文字号|发布文号)\s*[:丨|]?"
    r"|(?P<former>^[(\[]?\s*原(?:文)?标题)\s*[:丨|]?"
    r"|(?P<title>^标\s*题(?=\s*[:丨|])|^名\s+称(?=[\s:]))\s*[:丨|]?"
    r"|(?P<url>(?:链接|网址|地址|url|link)\s*:\s*(?=https?://))"
)
_DAY = re.compile(
    r"(?:19|20)\d\d\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)\d\d"
    r"|(?:19|20)\d\d\s*\d\d/\d\d\s*\d\d:|\d\d-\d\d-\d\d\s+\d\d:\d\d"
    r"|[一二][〇零○一二三四五六七八九]{3}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日"
    r"|[a-z]{3,9}\.? \d{1,2},? (?:19|20)\d\d|\d{1,2} [a-z]{3,9}\.?,? (?:19|20)\d\d"
)
_DAY_BOX = re.compile(r"([0-3]\d)\s?((?:19|20)\d\d)[-/.年](0[1-9]|1[0-2])月?\s*")
"""A day above its year and month."""
_WRITTEN = re.compile(r"(?:19|20)\d\d年\d{1,2}月\d{1,2}日")
"""A day, to which the name of a paper may stick."""
_NUMBER = re.compile(r"\d")
_CLOCK = re.compile(r"\d{1,2}:\d\d")
_CLOCK_AHEAD = re.compile(r"^\s*\d{1,2}[:：]\d\d(?:[:：]\d\d)?")
_HAN = re.compile("[\u3400-\u9fff]")
_LEAST_HEADLINE = 8
"""Chinese characters of a headline that stands beside a day."""
_SOURCE = re.compile(
    r"[a-z][a-z.&' -]{1,40}(?=\s*(?:$|[|()\[\]]|(?:19|20)\d\d))"  # several words in English
    r"|[^\s\d()|【】\[\]][^\s()|【】\[\]]*?(?=$|[\s()|【】\[\]]|(?:19|20)\d\d)"
)
_NAMES = re.compile(
    r"[\u4e00-\u9fff·、]{2,20}(?:[ \u3000]+[\u4e00-\u9fff·]{2,4}(?![\u4e00-\u9fff:]))*"
)
_HEADLINE = re.compile(r".{4,80}")
_ADDRESS = re.compile(r"https?://[!-~]+")
_PAGE = re.compile(r"https?://[^/\s]+/[!-~]+")
"""An address of a page; without a path it is that of the site."""
_NO_NAME = re.compile(r"[a-z]{1,8}[-_]?\d{5,}|https?://")
"""What a machine puts where a source belongs: sp20240816, an address."""
_SOURCE_LABEL = re.compile(r"^(?:来源|來源|稿源)\s*[:：]\s*")
_NET = re.compile(r"[\u4e00-\u9fff]{1,8}(?<!互联|物联|因特)(?:网|網)")
"""What beside a day is the name of a site."""
_NAME = re.compile(
    rf"(?:{MEDIUM.pattern}|[局委办厅院校站队]|办公室|办事处|政府|中心|公司|街道|检察院|法院)$"
)
"""The end of a name of a medium or a body."""
_CHANNEL = re.compile(r"\s*[-—–·]+\s*[\u4e00-\u9fff]{2,6}(?:频道|版块|栏目)$")
"""The part of a site that stands behind its name."""
_NOBODY = re.compile(
    r"(?:转播|分享|转发|收藏|打印|关闭).{0,12}|本(?:站|网)(?:原创|整理)?|原创|网络|互联网|未知|佚名|不详|匿名"
    r"|(?:系统|网站|超级)?管理员|admin|无|(?:a[+-]\s?){1,3}|微信公众平台"
)
_NO_SECTION = frozenset(
    (
        "首页",
        "网站首页",
        "主页",
        "正文",
        "内容",
        "内容正文",
        "正文内容",
        "详情",
        "文章",
        "文章正文",
        "文章内容",
    )
)
_PATH = re.compile(r"\s*[>»›→]+\s*|\s+/\s*|(?<=[\u4e00-\u9fff])/(?=[\u4e00-\u9fff])")
_LEAD = re.compile(r"^(?:[^>]*[:：]|.{0,6}位置\s+|[\u4e00-\u9fff]{2,8}\s+(?=(?:网站)?首页))")
"""What stands before the path of a page: its label, or the section once more."""
_TEXT = re.compile(r"(?<=.)[\s_]+正文$")
"""What a path says behind the headline with which it ends."""
_AGAIN = re.compile(r"\s(?:您的?)?当前位置\s*[:：]")
"""A path that is printed twice."""
_BRACKETS = '()（）[]【】《》“”" '
_STEP = " > "
_LONGEST_STEP = 16
"""Characters of a step in the path of a page: longer ones are its headline."""


@dataclass(frozen=True)
class Told:
    """What the furniture tells about the article."""

    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    author: str | None = None
    section: str | None = None
    url: str | None = None
    former: str | None = None
    """The headline under which it was first printed."""

    def section_of(self, title: str | None) -> str | None:
        """The section without the headline, with which the path of many a page ends."""
        steps = self.section.split(_STEP) if self.section else []
        if steps and title and fold(steps[-1]) == fold(title):
            steps.pop()
        return _STEP.join(steps) or None


def told_by_furniture(aside: Sequence[Furniture]) -> Told:
    """Title, date, publisher, author and section, as far as the lines set aside tell them."""
    meta = list(_joined([line.text for line in aside if line.kind == "meta"]))
    credits = [line.text for line in aside if line.kind in ("credit", "editor")]
    crumbs = [line.text for line in aside if line.kind == "breadcrumb"]
    fields = [field for line in meta + credits for field in _fields(line)]
    source = _value(fields, "source", _SOURCE) or _value(fields, "account", _SOURCE)
    source = source or _value(fields, "issuer", _SOURCE)
    return Told(
        title=_value(fields, "title", _HEADLINE),
        published=_published(meta, fields) or next(filter(None, map(_day, credits)), None),
        publisher=source_of(source) if source else _medium(meta) or _site(crumbs),
        author=_value(fields, "author", _NAMES)
        or _value(fields, "by", _NAMES)
        or next(filter(None, map(beside, meta)), None)
        or next(filter(None, map(in_credit, meta + credits)), None),
        section=next(filter(None, map(_section, crumbs)), None),
        url=_value(fields, "url", _PAGE),
        former=(_value(fields, "former", _HEADLINE) or "").strip(_BRACKETS) or None,
    )


def beside_date(aside: Sequence[Furniture]) -> str | None:
    """The headline that a page without any prints in one line with the day or the source: in
    front of the first label, or behind the day. In front of a bare day stands who published."""
    for line in aside:
        folded = fold(line.text) if line.kind == "meta" else ""
        label, day = _LABELS.search(folded), _DAY.search(folded)
        if label:
            text = line.text[: min(label.start(), day.start() if day else label.start())]
        else:
            text = _CLOCK_AHEAD.sub("", line.text[day.end() :]) if day else ""
        headline = text.strip(" \u3000|·-—[](（)）")
        if len(_HAN.findall(headline)) >= _LEAST_HEADLINE and not _NAME.search(fold(headline)):
            return headline
    return None


def _day(credit: str) -> str | None:
    """The day in a credit; what an address holds is none."""
    return iso_date(_ADDRESS.sub(" ", credit))


def is_nobody(name: str) -> bool:
    """Does a name for a source or an author say that none is known?"""
    return bool(_NOBODY.fullmatch(fold(name)))


def _joined(lines: Sequence[str]) -> Iterator[str]:
    """The lines, each label that stands alone with the line behind it; pieces of a date, which
    some pages print on lines of their own, on one."""
    label = ""
    for line in lines:
        if is_label(fold(line)):
            label = line.rstrip(":： ") + ":"  # one that stood before it has no value
            continue
        yield label + line
        label = ""
    pairs = [f"{line} {after}" for line, after in zip(lines, [*lines[1:], ""], strict=False)]
    boxes = filter(None, map(_DAY_BOX.fullmatch, [*pairs, *lines]))
    yield from (f"{box[2]}-{box[3]}-{box[1]}" for box in boxes)
    pieces = " ".join(line for line in lines if re.fullmatch(r"[\d:/.年-]+", line))
    parted = re.fullmatch(
        r"((?:19|20)\d\d)年?\s+(\d{1,2}[-/]\d{1,2})(?:\s+(\d{1,2}:\d\d))?", pieces
    )
    if parted:
        yield f"{parted[1]}-{parted[2].replace('/', '-')} {parted[3] or ''}"


def _fields(line: str) -> Iterator[tuple[str, str]]:
    """The labels of a line by their sort, each with its value as printed."""
    folded = fold(line)
    labels = list(_LABELS.finditer(folded))
    ends = [label.start() for label in labels[1:]] + [len(line)]
    for label, end in zip(labels, ends, strict=False):
        yield str(label.lastgroup), line[label.end() : end].strip(" \t\u3000|，,;；")


def _value(fields: Sequence[tuple[str, str]], sort: str, pattern: re.Pattern[str]) -> str | None:
    for name, value in fields:
        folded = fold(value)
        match = pattern.match(folded) if name == sort else None
        if match and not is_nobody(match[0]) and (sort == "url" or not _NO_NAME.match(folded)):
            return value[slice(*match.span())]
    return None


def source_of(source: str) -> str:
    """The name of a site without that of its channel: 滨河网-社会频道 is 滨河网. Of 滨河网-滨河日报
    the second is the source."""
    source = _SOURCE_LABEL.sub("", source)
    site, dash, medium = source.replace("－", "-").rpartition("-")
    if dash and site and MEDIUM.fullmatch(fold(medium)):
        return medium
    channel = _CHANNEL.search(fold(source))
    return source[: channel.start()] if channel and channel.start() else source


def _medium(meta: Sequence[str]) -> str | None:
    """The name of a medium that stands beside the date, or alone, without a label."""
    for line in meta:
        for part in re.split(r"[\s|/()（）]+", _WRITTEN.sub(" ", line)):
            if MEDIUM.fullmatch(fold(part)) or _NET.fullmatch(part):
                return part.strip("《》")
    return None


def _site(crumbs: Sequence[str]) -> str | None:
    """The name of the site that the path of a page begins with: 滨河新闻网 > 社会."""
    steps = [step.strip() for crumb in crumbs for step in _PATH.split(_place(crumb))[:1]]
    return next((step for step in steps if MEDIUM.fullmatch(fold(step))), None)


def _published(meta: Sequence[str], fields: Sequence[tuple[str, str]]) -> str | None:
    """The date of publication: what a label says it is, before what stands beside a time of day
    or a source, before any other day. A year alone is part of some number."""
    drawn = {v for sort, v in fields if sort in ("drawn", "other") and _DAY.search(fold(v))}
    labelled = [
        value for kind in ("issued", "first", "date") for sort, value in fields if sort == kind
    ]
    sure = [line for line in meta if _CLOCK.search(fold(line)) or "来源" in fold(line)]
    rest = [line for line in meta if not any(value in line for value in drawn)]
    if any(_NUMBER.search(value) for value in labelled):
        rest = []  # the label's own day has no year, and another day is another's
    for text in (*labelled, *sure, *rest):
        if _DAY.search(fold(text)):
            published = iso_date(text)
            if published and len(published) > len("2018-08"):
                return published
    return next(filter(None, map(iso_date, labelled)), None)


def _place(crumb: str) -> str:
    """The path of a page without its label, once where it is printed twice."""
    return _AGAIN.split(_LEAD.sub("", crumb))[0]


def _section(crumb: str) -> str | None:
    """首页 > 新闻中心 > 媒体报道 > 正文 is in the section 新闻中心 > 媒体报道."""
    path = _place(crumb)
    if path == crumb and not _PATH.search(path):
        return None  # a menu
    steps = [_TEXT.sub("", step.strip(" \u3000:：|")) for step in _PATH.split(path)]
    if len(steps) > 1 and len(steps[-1]) > _LONGEST_STEP:
        steps.pop()
    return _STEP.join(step for step in steps if step and fold(step) not in _NO_SECTION) or None
