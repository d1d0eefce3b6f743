"""What our templates write is escaped as Jinja escapes it."""

from __future__ import annotations

import pytest
from jinja2 import Environment
from markupsafe import Markup, escape

from db.site import drawing

VALUES = [
    "全县投入300万元", "", "a & b", "<b>", '"', "'", ">", "&amp;", 0, -12, 1.5, None, True,
    Markup("<mark>渡口</mark>"), Markup(""), ("<", 1),
]  # fmt: skip


class Told:
    """Says itself how it stands in HTML."""

    def __html__(self) -> str:
        return "<i>x</i>"


class Text(str):
    """A kind of text, as Datasette's addresses are."""


@pytest.mark.parametrize("value", [*VALUES, Told(), Text("<a>")])
def test_a_value_is_escaped(value: object) -> None:
    assert drawing._escaped(value) == str(escape(value))
    jinja = Environment(autoescape=True)
    jinja.template_class = drawing.AtOnce
    drawn = jinja.from_string("{% macro said(v) %}{{ v }}{% endmacro %}{{ v }}|{{ said(v) }}")
    assert drawn.render(v=value) == f"{escape(value)}|{escape(value)}"
