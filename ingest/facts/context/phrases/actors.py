"""Common nouns by their last word: who has numbers, and who does something that is counted."""

from __future__ import annotations

import re

from ingest.facts.late import late
from ingest.facts.words import NAMES

OWNER = re.compile(
    "(?:企业|公司|集团|[工药]厂|门店|村|镇|乡|园区|基地|学校|医院|平台|项目|工程|合作社|银行|基金|个股|券商|机构|地区|区域|城市)$"
)
"""Ends a common noun that has numbers of its own."""
ACTOR = late(
    "(?:企业|公司|集团|厂|店|村|镇|乡|县|市|区|校|院|所|局|队|社|会|户|民|人|员|者|工|生|组织|单位|部门|机构|家庭|团队|银行|基地"
    "|[机车船舰艇]|[型票数券]基金|项目|工程|平台|医院|学校)$"
)
"""Ends a noun for those who do something of their own."""
ACTS = late(
    f"(?:公司|企业|集团|团伙|机关|部门|学校|医院|合作社|[{NAMES}县市区乡镇村局队院校厂店人员者民户])$"
)
"""Ends a noun for who does something."""
WORKS = re.compile("(?:项目|工程|平台|基地|园区?)$")
"""Of these nothing else is counted that is done: 续建项目9个、新开工项目8个."""
