"""How a speaker stands before a verb of saying: groups, adverbials, words passed on."""

from __future__ import annotations

from functools import lru_cache

from ingest.facts.late import late
from ingest.facts.organisations.patterns import any_of
from ingest.facts.people.words import word_classes
from ingest.facts.word_lists import EndingList

DETERMINER = (
    "该|本|多位|多名|一位|一名|这位|这名|上述|有|有关|不少|一些|业内|相关|这家|此前|广大|各级|参会|与会"
    "|受访"
)
GROUP = late(
    f"((?:{DETERMINER})?[一-鿿a-z0-9]{{0,14}}?(?:{any_of(word_classes()['group'])})"
    "|《[^》\\n]{1,40}》)$"
)
# 该公司, 该院: one that was named before
POINTED = late(
    "[该本](公司|集团|企业|机构|组织|协会|学会|医院|学校|大学|学院|法院|检察院|研究所|中心|银行|局|部|厅|委|院|所)"
)
SOMEBODY = late(
    "(?:[^,。“”]{0,16},)?(?P<who>(?:[一-鿿]{1,8}的)?(?:一[位名个]|[这那][位名])[一-鿿]{0,8}?"
    f"(?:{any_of(word_classes()['group'])}))"
)
# 说起村里的变化，|村民|都赞不绝口; 一提起他，|李四的妻子|脸上…
TALKING_OF = late(
    "一?(?:说|提|谈|聊|讲|回忆|回想)[起到及][^。!?\n“”]{1,30}?,(?P<who>(?:[一-鿿]{1,12}?的?)??"
    f"(?P<group>{any_of((*word_classes()['group'], *word_classes()['kin']))}))们?"
    "(?=(?:不禁|就|也)?(?:都|脸上|满脸|满是|喜|难掩|激动|感慨|赞不|眼[里中眶含]|乐|笑|心[里中存怀]|掩饰))"
)
# 一位菜贩, 果蔬部的一位男售货员: whoever stands before a verb of saying
ONE = late("(?:[一-鿿]{1,8}的)?(?:[一另][位名]|有[一]?[位名])[一-鿿]{1,10}$")
ADVERBIAL = late(
    r"(?:[本上当]?(?:周|星期)[一二三四五六日天]|当天|当日|今天|昨天|日前|近日|\d+日|(?:\d+年)?\d+月\d+日|晚|晚间|上午|下午|早些时候|此前|随后|同时|还|也|又"
    "|再次?|多次|(?:经过?|依法)?(?:审理|审查|调查|研究|讨论|核查|审核|检查)后|经过?(?:审理|审查|调查|研究|核查)|(?:审理|评估|(?:初步)?调查|研判|留言|发帖|跟帖|反映|举报)|曾|则|一致|普遍|纷纷|异口同声|均|都|就此|对此|在(?!场|校|职|京|座|家|线)[^,。]{0,30}|接受[^,。]{0,20}|(?:回复|回覆|答复|答覆|出席|主持|视察|走访)[^,。]{0,12}|通过[^,。]{0,16}"
    "|一?(?:见到|见了|遇到|面对)[^,。]{0,10}|向[^,。]{0,12}|对[^,。]{0,12}|就[^,。]{0,20}|发布[^,。]{0,10}|(?:联合)?(?:发表|发出|签署|发)[^,。]{0,8}声明|(?:发表|刊发|刊登|刊文)[^,。]{0,6}(?:社论|评论|文章|报告|报道)?|进一步|明确|特别|[笑哭]着|流着泪|含着?泪|哽咽着|公开|低调|高调|郑重|严正|坦率|首度|首次|主动|[指看望拉握拿捧抱抚摸冲端翻]着[^,。]{1,12}|这样|如是|澄清|提问|给出的?(?:解释|回应|答复)"
    "|如此|发文|撰文|致辞|讲话|表态|回应"
    "|(?:不好意思|不耐烦|兴致勃勃|语重心长|理直气壮|兴高采烈"
    "|迫不及待|毫不犹豫|斩钉截铁|意味深长|自言自语|[一-鿿]([一-鿿])\\1|[一-鿿]{2})地"
    "|[中里上时后]) ?$"
)
# 援引检察机关的消息说: whose words they are
QUOTED = late(
    "(?:援引|引述|引用)(?P<who>[^,。援引]{2,24}?)的?(?:消息|话|数据|报道|说法|声明|报告|统计|意见|观点|分析)(?:报道)?$"
)
# 淮南市召开全市领导干部大会: what somebody holds is nobody
HELD = late("(?:召开|举行|举办|主持|列入|纳入|开展)(的)?")

# 随后又|表示: who spoke goes on
AGAIN = late(
    "(?P<then>[然随]后|紧?接着|之后|最后)?(?:同时|此外|另外|又|还|再次?|并且?|也|则|立即|马上|继续"
    "|进一步|改口|补充|特别|[, ]){0,5}"
)


# 某某靠在78岁的|李大爷|耳边问: who is only beside the one who speaks
BESIDE_HIM = late("岁的$|[在到向对给为着]")
# 在某某|看来: whose words follow
IN_HIS_EYES = late("(?:看来|眼[里中]|心[里中])")


ADDRESSEE = late(
    "(?:对|告诉|向)((?:本报|新华社|本台)?记者|媒体|《[^》]{2,10}》|[一-鿿·]{2,6}?)"
    "(?=介绍|表示|透露|说|坦言|$)"
)
# Nobody in particular: whom the sentence names before does not speak.
SOME = late(
    "(?:有的?人|不少人|许多人|很多人|一些人|人们|外界|坊间|大家|多数人)(?:还|也|就|甚至|曾|都|则|因此|普遍)?$"
)


PEOPLE = frozenset((*word_classes()["group"], *word_classes()["kin"], "老人", "孩子"))
"""Whoever may be told of without a name."""
GROUPS = EndingList(word_classes()["group"])


@lru_cache(maxsize=512)
def ends_as_group(phrase: str) -> bool:
    """Whether the pattern of groups can match: it looks far back from the end."""
    return phrase.endswith("》") or GROUPS.start(phrase, 0, len(phrase)) is not None


@lru_cache(maxsize=512)
def without_adverbials(phrase: str) -> str:
    """The phrase without what stands between a subject and its verb."""
    for _ in range(6):
        adverbial = ADVERBIAL.search(phrase)
        if adverbial is None:
            break
        phrase = phrase[: adverbial.start()]
    return phrase
