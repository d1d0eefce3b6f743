"""Texts to fuzz with: Chinese, damaged, malformed; shared by the property tests and the fuzzer.

The same examples every time; JIAOKAN_FUZZ=1000 tries so many of each, and other ones.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from search_articles import ARTICLES

from ingest.restore.tables import scripts

MANY = int(os.environ.get("JIAOKAN_FUZZ", "0"))


def examples(number: int) -> settings:
    """So many examples, the same each time, unless JIAOKAN_FUZZ asks for others."""
    return settings(
        max_examples=MANY or number,
        derandomize=not MANY,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=[phase for phase in Phase if phase != Phase.explain],
    )


CASES = Path(__file__).parent / "cases"
SENTENCES: list[str] = [
    line
    for article in json.loads((CASES / "restore" / "articles.json").read_text("utf-8"))
    for line in article.split("\n")
]
"""Lines of undamaged Simplified prose."""

# Pieces that some rule looks for, and what is near to them.
PIECES = """會(huì) 會（huì） 協(xié)會(huì)達(dá) ?huì) 會?huì) 國(guó)家 ?，会 ,，會 ,。 ，? ？？ ?? ? 会?会 ❓ □
国(guo)(guo) 国(guo)  會\ufffd(huì) 5?月 鑫?龘 Ã¤Â¸ ä¸­å›½ ÒÔÏÂÊÇ \ue000 \ue5e5 \uf8f5 € 國產|麻豆|久久
2018年8月29日 去年 上半年 “十三五”期间 1.78亿元 约30% 0 00 . 1,234 1,2,3 １２３ 一千零一 亿亿 半 两 三分之二 十 百分之 1/0 5比3 -
同比增长 从 下降至 减少14.7% 达 每 第 其中 万 人次 ℃ ~ — 至 、 ； ： ， 。 ！ … “ ” ‘ ’ 「 」 《 》 （ ） ( ) [ ] 【 】
张三 王小明 记者 说：“ 表示， 介绍， 他说 据 认为 局长 中国人民银行 委员会 有限公司 四川省遂宁市安居区 省 市 县 局 印发 关于 通知 办法
来源：新华社 责任编辑：张三 首页>新闻>正文 发布时间：2018-08-29 上一篇： 分享到 作者：
<p> </p> <script>alert(1)</script> <!-- --> &nbsp; &# &#x110000; <a href="javascript:1"> <![CDATA[ ** [a](b) # ---
OR AND NEAR NEAR/5 NEAR( -a "a b" " =遂宁 title: 标题:民政 日期:2018 日期:2018..2020 date:.. 日期:0000-99 人: 地点:四川 * ^ : ' ; -- \\ % _
\x00 \x1a \x85 \u2028 \u2029 \u200b \u200d \ufeff \u202e \u2066 \u3000 \xa0 😀 👨‍👩‍👧 ﷺ İ ß ﬁ ① ² Ⅳ 㐀 𠮷 臺灣 頭髮 乾坤 干 发 里 后""".split(
    " "
)
PIECES = [piece for part in PIECES for piece in part.split("\n")] + [
    " ",
    "\n",
    "\t",
    "\r\n",
    "\n\n",
]

_SIMPLIFIED = sorted(
    char for line in SENTENCES for char in set(line) if "\u4e00" <= char <= "\u9fff"
)
HAN = st.text(st.sampled_from(sorted(set(_SIMPLIFIED))), min_size=1, max_size=8)
ANY = st.text(st.characters(exclude_categories=("Cs",)), max_size=6)
WILD = st.lists(
    st.one_of(st.sampled_from(PIECES), HAN, ANY, st.sampled_from(SENTENCES)), max_size=30
).map("".join)
"""Anything: prose, damage, facts, markup and junk, in any order."""

PROSE = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=6).map("\n".join)
"""Undamaged prose as people write it."""

_PLAIN = sorted(set(_SIMPLIFIED) - scripts().traditional_only)
CLEAN = st.lists(
    st.one_of(
        st.text(st.sampled_from(_PLAIN), min_size=1, max_size=12),
        st.sampled_from("，。、；：！？“”‘’（）《》0123456789 \nabcXYZ"),
        st.sampled_from(["2018年", "98.1%", "……", "——", "什么？", "好！", "(guo)", "?", "A?B"]),
    ),
    max_size=80,
).map("".join)
"""Simplified characters, marks and digits at random: no machine went over them."""

QUERY = st.lists(
    st.one_of(
        st.sampled_from(["OR", "AND", "NEAR", "NEAR/3", "-", '"', "(", ")", "*", "title:", "标题:", "=", "日期:2018", "date:..", "人:", " "]),
        st.sampled_from([a["body"][n : n + 3] for a in ARTICLES for n in range(0, 60, 7)]),
        st.sampled_from(PIECES),
        HAN,
        ANY,
    ),
    max_size=8,
).flatmap(lambda parts: st.sampled_from(["", " "]).map(lambda gap: gap.join(parts)))  # fmt: skip
"""What may be typed into the search box."""
