"""What names of newspapers, stations and sites end with."""

from __future__ import annotations

import re

MEDIUM = re.compile(
    r"[《]?[\u4e00-\u9fff·]{1,12}(?:(?<![海举简汇预公申通播上回捷情])报|周刊|新闻网|在线|电视台|"
    r"广播电台|融媒体?(?:中心)?|传媒|通讯社|[华新央]社|政府网|网站|客户端|发布)》?"
)
"""A name that is one of a medium by its last word."""
