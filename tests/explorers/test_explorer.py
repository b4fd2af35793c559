"""An explorer whose views are worked out beforehand: complete, small, and the same in the page."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.explorers.hands import choose, look, made, settings
from trilateral import explorers
from trilateral.explorers import View, checkbox, explorer, select
from trilateral.explorers.table import TooManyViewsError

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from trilateral.explorers.controls import Values
    from trilateral.parts import Part

TABULATED: list[Callable[[], Part]] = [
    explorers.accounts,
    explorers.clause_finder,
    explorers.commitments,
    explorers.voices,
    explorers.which_instrument,
    explorers.without,
]
# For every way to set the controls, what the page would show.
LOOK = """async ([table, wishes]) => {
  const {look, open} = await import("/parts/explorer/core.js");
  const opened = open(table);
  return wishes.map((wish) => look(opened, wish));
}"""


def letters(values: Values) -> View:
    return View([f"You chose {values['letter']}.", "Well done."], [f"<p>{values['letter']}</p>"])


def sample(title: str = "Letters", letter: str = "") -> Part:
    controls = [
        checkbox("more", "More", value=True),
        select(
            "letter",
            "Letter",
            [("a", "A"), ("b", "B")],
            letter,
            offered=lambda values: {"a", "b"} if values["more"] else {"a"},
        ),
    ]
    return explorer("letters", title, controls, letters)


def test_when_made_then_its_twin_and_text_are_the_view_of_its_starting_values() -> None:
    part = sample(letter="b")

    assert part.twin == "<p>You chose b. Well done.</p><p>b</p>"
    assert repr(part) == "Letters. You chose b. Well done."


def test_when_a_value_changes_then_sentence_view_and_choices_follow() -> None:
    assert choose(sample(), letter="b").sentence == "You chose b. Well done."
    narrowed = choose(sample(), letter="b", more=False)
    assert (narrowed.settled["letter"], narrowed.html) == ("a", "<p>a</p>")


def test_when_views_have_texts_in_common_then_each_is_sent_once() -> None:
    data = sample().data

    assert data["sentences"] == ["You chose a.", "Well done.", "You chose b."]
    assert data["pieces"] == ["<p>a</p>", "<p>b</p>"]
    assert (data["pages"], data["views"]) == ("0 1", "0,1/0 2,1/1 0,1/0")


def test_when_controls_have_too_many_settings_then_the_error_says_what_to_do() -> None:
    boxes = [checkbox(f"box{n}", "Box") for n in range(11)]

    with pytest.raises(TooManyViewsError, match=r"“Boxes” .* Give it fewer choices"):
        explorer("boxes", "Boxes", boxes, lambda _: View(["Said."], []))


def test_when_a_title_holds_markup_then_the_twin_shows_it_as_text() -> None:
    bundle = sample("<b>Letters</b>")._repr_mimebundle_()

    assert "&lt;b&gt;Letters&lt;/b&gt;" in bundle["text/html"]


def test_when_a_select_is_given_no_value_then_it_starts_on_its_first_option() -> None:
    assert select("s", "S", [("x", "X"), ("y", "Y")]).value == "x"
    assert select("s", "S", [("x", "X"), ("y", "Y")], "y").value == "y"


@pytest.mark.browser
@pytest.mark.parametrize("build", [sample, *TABULATED])
def test_when_controls_are_set_in_any_way_then_the_page_shows_what_python_worked_out(
    build: Callable[..., Part], front: Page
) -> None:
    part = made(build)
    every = list(settings(part))

    shown: list[dict[str, Any]] = front.evaluate(LOOK, [dict(part.data), every])

    step = max(1, len(every) // 30)  # the oracle is slow, and its places are all alike
    for wish, seen in list(zip(every, shown, strict=True))[::step]:
        expected = look(part, wish)
        assert (seen["sentence"], seen["html"]) == (expected.sentence, expected.html)
    assert [seen["values"] for seen in shown] == every


@pytest.mark.browser
def test_when_a_choice_is_no_longer_on_offer_then_the_page_takes_the_first_that_is(
    front: Page,
) -> None:
    wish = {"more": False, "letter": "b"}
    (seen,) = front.evaluate(LOOK, [dict(sample().data), [wish]])

    assert seen["values"] == {"more": False, "letter": "a"}
    assert seen["options"] == {"letter": [["a", "A"]]}


@pytest.mark.parametrize("build", TABULATED)
def test_when_an_explorer_is_saved_then_it_is_small(build: Callable[[], Part]) -> None:
    part = made(build)
    saved = json.dumps(part.payload, ensure_ascii=False)

    # A row's words grow with the record; how they are kept may not cost more for each.
    rows = max(len(control.get("options", ())) for control in part.data["controls"])
    assert len(saved.encode()) <= max(150_000, 1_350 * rows)
