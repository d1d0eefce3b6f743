"""Measures that only some can have: regions, firms, people, things, events, each of so many."""

from __future__ import annotations

import re

from ingest.facts.late import late
from ingest.facts.words import DATE, NAME, read_table

OF_PLACES = (
    "measured.head",
    "measured.done",
    "bare",
    "bare.listed",
    "bare.unit",
    "share",
    "clause",
)
"""Rules that read a measure that a place can have: 失业率, 贷款余额."""
BY_THE_WAY = (
    "counted.doer",
    "counted.relative",
    "counted.such",
    "counted.holder",
    "attribute",
    "extent",
    "measured.noun",
    "coordinated",
    "bracket",
)
"""Rules that read what is counted or only described: it does not do what comes next."""
OF_MEASURES = ("measured.head", "measured.done")
"""Rules that read a measure: a common noun that has one does not last."""
OF_AREAS = late(
    "(?:生产总值|财政总?收入|预算收入|固定资产投资|零售总额|增加值|总产值|进出口总?额)$"
)
"""Measures that nobody has who is one: 县长作报告。全年实现生产总值…"""
OF_REGIONS = late(
    "^(?:人均)?(?:地区|国内)?(?:生产总值|gdp)|^(?:一般公共)?预算(?:收入|支出)$|^财政总?(?:收入|支出)$|^固定资产投资$|零售总额$"
)
"""Measures that no common noun has beside another of its own."""
OF_FIRMS = late(
    "(?:单季|单月|合并|累计|平均|按[^,;]{2,12}计算)?"
    f"(?:{'|'.join(sorted(read_table('measure_words.tsv')['of_firms'], reverse=True))}"
    "|营业总?收入$|[存贷]款余额$|股价$)"
)
"""Measures of accounts that only a firm has."""
OF_ACCOUNTS = late(
    "营业(?:总?收入|额)|营收|净利|利润|毛利|归母|归属于|扣非|每股|市值|股价|换手率|资产|负债|亏损|销[量售]|产量|出货量|门店"
    "|研发|费用|现金流|存货|应收账款|合同|订单|员工|贷款|存款|不良|拨备|净息差|资本充足率|保费|管理规模|收入|偿付|收益率|用户|纯[益利]|盈[余利]|溢利|利益"
)
"""Measures of accounts: a firm that tells one tells of itself."""
TOWARDS = frozenset("对与自从同向")
"""First characters of measures that tell with whom somebody trades: 对欧盟出口."""
OF_GOODS = ("价值", "價值", "货值", "單價", "单价", "售价", "售價")
"""Measures of goods, which nobody with a name has."""
OF_QUAKES = re.compile("^(?:震源深度|震级|震中烈度|最大烈度)$")
WEATHER = late("(?:雨量|降雨|降水量?|降雪量?|积雪|气温|最[高低]温度?|风力|风速|湿度|能见度)$")
"""Measures of the weather, which a place has and no office that tells of it."""
OWN_RATE = late("[一-鿿]{5,}率$")
"""A rate that names what it is of: 行政村通硬化路率, behind a number of bridges."""
OWN_AGE = late(
    "(?:享年|终年|卒年|时年|现年|年仅|年届|年近|年过"
    f"|{NAME}+[,(][男女],(?:[一-鿿]{{1,4}}族,)?"
    f"|叫(?:做)?{NAME}+(?:的[一-鿿]{{1,3}})?,[{DATE}当时刚满已经]{{0,4}})$"
)
"""Before somebody's own age: 现年|32岁, 我叫马淑华，今年|56岁."""
CALLED = 16
"""How far before an age the words stand that say whose it is."""
OF_THINGS = tuple(read_table("measure_words.tsv")["of_things"])
EACH_ONE = late("[户人亩]均")
HOLDINGS = ("户均", "亩均")
"""Of households and fields: a place has none."""
ONES = {"户均": "户", "人均": "人名位", "亩均": "亩"}
"""The measure words of what an average is of each of."""
HOUSEHOLDS = re.compile("(?:户|民|人|员|工|众|家庭|[大稻果菜茶]田|地|园|基地)$")
FUNDS = re.compile("(?:基金|资金|贷款|存款|专款|补贴|补助|人口|税|债券?|票房|票|薪)$")
"""Measures that are things as well, and of which something is told: 医保基金结算1657亿元."""
EVENT = late("(?:雨|雪|旱|震|火|水|灾害?|台风|事[故件]|车祸|爆炸|袭击|滑坡|冲突|坍塌|寒潮|疫情)$")
"""What brings about what a later sentence tells."""
CAUSING = ("造成", "导致", "致使", "致", "引发")
"""A place does not do this; what happened there does."""
EARNS = late("[挣赚领花卖]|工资|收入$")
"""What somebody tells of himself: 每月能挣4500元."""
SUSPECTS = re.compile("(?:嫌疑人|嫌犯|被告人|罪犯|团伙|在逃人员|违法人员|涉案人员)$")
POLICING = tuple(sorted(read_table("context_words.tsv")["policing"]))
"""What is done about suspects, and not by them."""
HAPPENS = late(f"[{DATE}]*[一-鿿]{{0,2}}?(?:发生|突发|爆发)")
"""Behind where it is that what harms somebody happens."""
CRASH = late("相撞|碰撞|追尾|撞[上向击到]|起火|侧翻|坠[落入毁]|爆炸|坍塌|倒塌|沉没")
"""Tells how an event happened, not what somebody else did."""
FATE = late(
    "(?:死亡|遇难|受伤|重伤|轻伤|失踪|身亡|丧生|失联|牺牲|被困|受灾|受困|转移安置|转移避险|生活救助|伤亡)(?:[^的]{0,8}的)?(?:人?数|人次)?$"
)
"""What an event did to people: all such numbers of a sentence are of it."""
