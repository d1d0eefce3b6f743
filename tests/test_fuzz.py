"""What must hold of any input whatsoever, tried on many.

The same examples every time; JIAOKAN_FUZZ=1000 tries so many of each, and other ones.
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote, urlencode

import invariants
import pytest
from fuzz_text import ANY, CLEAN, PROSE, QUERY, WILD, examples
from hypothesis import example, given
from hypothesis import strategies as st
from site_places import PARAMETERS, Served

from db.site import parameters as stock_parameters
from ingest.dissect import dissect
from ingest.facts import extract
from ingest.restore import Channel, damage, restore
from ingest.restore.channel import fold_marks
from ingest.restore.codec import DROPPING, QUESTION, REPLACEMENT
from ingest.restore.tables import annotation_list

LISTED = tuple(annotation_list().items())


# Restoration


@examples(60)
@given(WILD)
def test_any_restoration_is_replayed_and_undone(found: str) -> None:
    invariants.restoration(found)


DECODERS = {decoder.name: decoder for decoder in (QUESTION, DROPPING, REPLACEMENT)}
MACHINE = st.fixed_dictionaries(
    {
        "listed": st.sampled_from([110, 40, 5, 0]),
        "convert": st.booleans(),
        "share": st.sampled_from([0.65, 0.0, 1.0]),
        "comma": st.booleans(),
        "decoder": st.sampled_from(sorted(DECODERS)),
        "fold": st.booleans(),
        "seed": st.integers(0, 99),
    }
)


def damaged(text: str, machine: dict[str, Any]) -> str:
    """`text` after a machine that is told in plain values, so that failures can be read."""
    told = dict(machine)
    listed, seed = LISTED[: told.pop("listed")], told.pop("seed")
    decoder = DECODERS[told.pop("decoder")]
    return damage(text, Channel(annotations=listed, decoder=decoder, **told), seed)


@examples(40)
@given(st.one_of(PROSE, WILD), MACHINE, WILD, st.booleans())
def test_damaged_pages_with_junk_are_replayed_and_undone(
    text: str, machine: dict[str, Any], junk: str, first: bool
) -> None:
    page = damaged(text, machine)
    invariants.restoration(f"{junk}\n{page}" if first else f"{page}{junk}")


@examples(25)
@given(PROSE, MACHINE)
def test_exact_and_nothing_lost_is_the_text_itself(text: str, machine: dict[str, Any]) -> None:
    # Marks shown as commas are known of the usual machine alone.
    usual = machine["decoder"] == QUESTION.name
    result = restore(damaged(text, {**machine, "comma": usual and machine["comma"]}))
    if result.verdict == "exact" and not result.lost:
        assert fold_marks(result.text) == fold_marks(text)
        assert machine["fold"] or result.text == text


@examples(60)
@given(CLEAN)
def test_clean_text_stays(text: str) -> None:
    result = restore(text)
    assert (result.text, result.verdict, result.steps) == (text, "clean", ())


@pytest.mark.parametrize("text", ["?。a", "?。A", "a?。a", "他说什么?。abc公司成立了。"])
def test_a_question_mark_before_a_full_stop_is_no_damage(text: str) -> None:
    assert restore(text).text == text


@pytest.mark.parametrize("text", [",?$", "他说,?&", "好，?&nbsp;"])
def test_a_question_mark_behind_a_comma_is_no_damage(text: str) -> None:
    assert restore(text).text == text


# Dissection and sentences


def test_an_entity_that_stands_for_nothing() -> None:
    page = "<p>全县投入{}\n万元，建成了农村公路，方便了沿线的群众出行，受到了大家的欢迎。</p>"
    bodies = [dissect(page.format(entity), {}, "text/html").body for entity in ("", "&#4;")]
    assert bodies[0] == bodies[1] != ""


@examples(80)
@given(
    WILD,
    st.sampled_from(invariants.MEDIA),
    st.dictionaries(st.sampled_from(["title", "published", "author", "url"]), ANY),
)
def test_every_character_is_accounted_for(page: str, media: str, told: dict[str, str]) -> None:
    invariants.dissection(page, told, media)


@examples(60)
@given(WILD)
def test_sentences_leave_out_blanks_alone(text: str) -> None:
    invariants.sentences(text)


# Facts


@examples(80)
@given(
    WILD,
    st.one_of(
        st.none(),
        st.sampled_from(["2018-08-29", "2018", "0000-00-00", "2018-13-45", "9999-12-31", "0001-01-01", "1e9", "", "２０１８"]),
        ANY,
    ),
)  # fmt: skip
@example("去年同期，前年上半年，去年2月29日，1年前，三天后", "0001-01-01")
@example("明年，后天，三年后，下个月，100年后", "9999-12-31")
def test_facts_are_what_the_text_says(text: str, published: str | None) -> None:
    invariants.facts(text, published)


NO_DATES = (
    *("²", "-1", "2018-08-29 08:30分", "2018-08-29T" + "9" * 5000, "2018-13-45", "9999-12-31"),
    "2020-02-29T24:61",
)
LEANING = (
    "3月12日，介绍今年的安排。未来两天将降温。过去24小时对黎巴嫩发动9次袭击。"
    "25日至30日，价格上涨2%。八位委员分别在"
)


@pytest.mark.parametrize("published", NO_DATES)
def test_a_date_that_is_none(published: str) -> None:
    invariants.facts(LEANING, published)


@pytest.mark.parametrize("text", ["新华社", "记者来自新华网", "国务院", "张三，中国移动"])
def test_a_name_at_the_end_of_a_text(text: str) -> None:
    invariants.facts(text, None)


def test_a_number_of_hundreds_of_digits() -> None:
    extract("9" * 400 + "亿元增长" + "9" * 400 + "%")


# Pages


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Served:
    return Served(tmp_path_factory.mktemp("fuzz") / "archive.db")


VALUES = st.one_of(
    st.sampled_from(
        ["", "0", "-1", "1", "99999999999999999999", "1e999", "nan", "1,2", "1,2,3", "[]", '["figure"]', "{", "max", "person", "found",
         "traditional", "year", "2018", "text", "norm_value", "kind", "万元", "CNY", "null", "select 1", "select * from articles",
         "'", '"', "%", "\x00", "a\nb", "~2C", "../..", "a,b", "objects", "array", "true"]
    ),
    ANY,
    QUERY,
)  # fmt: skip


@examples(120)
@given(st.data(), st.lists(st.tuples(st.sampled_from(PARAMETERS), VALUES), max_size=4))
async def test_no_parameter_breaks_a_page(
    pages: Served, data: st.DataObject, parameters: list[tuple[str, str]]
) -> None:
    place = data.draw(st.sampled_from(pages.places))
    await invariants.page(pages.site, f"{place}?{urlencode(parameters)}")


FAULTY_ADDRESSES = [
    "/archive/articles?_sort=0",
    "/archive/articles.json?_sort=0",
    "/archive/sources?_sort_desc=nan",
    "/archive/facts/.json",
    "/archive/facts/.csv",
    "/archive/facts/a.json",
    "/archive/articles?_through=0",
    "/archive/articles.json?_through=0",
    "/archive/articles?_timelimit=nan",
    "/archive/facts?_facet=%7B",
    "/archive/facts?_facet_array=%00",
    "/archive/articles?_facet_date=%7B",
    "/archive/articles?_facet_size=%7B",
    "/archive/articles?_where=%00",
    "/archive/facts?norm_value__gt=99999999999999999999",
    "/archive/facts?norm_value__gt=%C2%B2",
    "/archive/facts?kind__arraycontains=x",
    "/archive/figures.csv?_next=nan",
    "/archive/-/export/money.csv?_where=nan",
    "/archive/-/export/facts.csv?kind__arraycontains=x",
    "/archive/-/export/money.csv?norm_value__gt=99999999999999999999",
    "/archive/-/export/query.csv?sql=select+*+from+facts+where",
]


@pytest.mark.parametrize("address", FAULTY_ADDRESSES)
async def test_a_faulty_address_is_refused_with_a_sentence(pages: Served, address: str) -> None:
    """Datasette would answer 500 to most of them, or begin a download that breaks off."""
    answer = await pages.site.client.get(address)
    assert answer.status_code in (400, 404)
    path = address.partition("?")[0]
    if path.endswith(".json"):
        assert answer.json()["error"] and answer.json()["status"] == answer.status_code
    elif "." in path:
        assert answer.text and "<" not in answer.text
    else:
        assert '<p class="notice">' in answer.text and '<html lang="zh-Hans">' in answer.text


def test_every_refusal_is_told_in_both_languages() -> None:
    for test, sentence in stock_parameters.PARAMETERS.values():
        assert test in stock_parameters._TESTS
        assert re.search("。 [A-Z_]", sentence) and sentence.endswith(".")


@examples(60)
@given(
    st.data(),
    st.sampled_from(["articles", "facts", "entities", "-", "sources", "-/export", "-/search"]),
    ANY,
)
async def test_no_address_breaks_the_site(
    pages: Served, data: st.DataObject, table: str, key: str
) -> None:
    form = data.draw(st.sampled_from(["", ".json", ".csv", ",1", ",1.json", "/x"]))
    await invariants.page(pages.site, f"/archive/{table}/{quote(key, safe='')}{form}")
