"""What pages share is written once, and each page still has all that it had."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st

from trilateral.site.sharing import LEAST, ROWS, TEXT, VALUE, Shared, share

if TYPE_CHECKING:
    from collections.abc import Mapping

LONG = "x" * LEAST
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-9, 9),
    st.sampled_from(["", "a", LONG, LONG + "b", "[1]"]),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(st.sampled_from("abc"), inner, max_size=3)
    ),
    max_leaves=12,
)
PAGES = st.dictionaries(
    st.sampled_from(["p", "q", "r"]), st.dictionaries(st.sampled_from("vw"), VALUES)
)


def whole(value: Any, known: Mapping[str, Any]) -> Any:  # noqa: ANN401 -- JSON
    """Do what `whole` in front/web/pushed.js does."""
    if isinstance(value, list):
        return [whole(one, known) for one in value]
    if not isinstance(value, dict):
        return value
    if list(value) == [VALUE]:
        return whole(known[value[VALUE]], known)
    if list(value) == [TEXT]:
        return json.dumps(whole(value[TEXT], known))
    if list(value) == [ROWS]:
        fields, *rows = value[ROWS]
        return [whole(dict(zip(fields, row, strict=True)), known) for row in rows]
    return {key: whole(one, known) for key, one in value.items()}


def known_to(page: str, shared: Shared) -> dict[str, Any]:
    parts = [values for pages, values in shared.common.items() if page in pages]
    return {name: value for values in parts for name, value in values.items()}


def read(value: Any) -> Any:  # noqa: ANN401 -- JSON
    """Return a value with its texts of JSON read: their blanks may change."""
    if isinstance(value, list):
        return [read(one) for one in value]
    if isinstance(value, dict):
        return {key: read(one) for key, one in value.items()}
    if isinstance(value, str) and value[:1] in ("[", "{"):
        return read(json.loads(value))
    return value


@given(PAGES)
def test_when_values_are_shared_then_each_page_gets_back_what_it_had(
    pages: dict[str, dict[str, Any]],
) -> None:
    shared = share(pages)
    for page, own in pages.items():
        known = known_to(page, shared)
        got = {name: whole(value, known) for name, value in shared.own[page].items()}
        assert read(got) == read(own)


def test_when_two_pages_hold_the_same_then_it_stands_once() -> None:
    item: dict[str, Any] = {"stem": LONG, "key": "a"}
    text = json.dumps([item, {"stem": LONG + "b"}])
    shared = share(
        {
            "quiz": {"quiz": {"items": [item]}},
            "review": {"review": {"items": text}},
            "alone": {"x": "y" * LEAST},
        }
    )
    assert json.dumps([shared.own, list(shared.common.values())]).count(f'"{LONG}"') == 1
    assert list(shared.common) == [("quiz", "review")]
    assert shared.own["alone"] == {"x": "y" * LEAST}


def test_when_records_have_the_same_fields_then_they_are_named_once() -> None:
    records: list[Any] = [{"place": "a", "count": n} for n in range(3)]
    shared = share({"page": {"x": records}})
    assert shared.own["page"]["x"] == {ROWS: [["place", "count"], ["a", 0], ["a", 1], ["a", 2]]}
