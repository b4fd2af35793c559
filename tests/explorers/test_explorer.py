"""An explorer: values in, view out, and a still twin for pages without a kernel."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.explorers.hands import choose, now
from trilateral import explorers
from trilateral.explorers import Explorer, View, checkbox, select

if TYPE_CHECKING:
    from collections.abc import Callable

    from trilateral.explorers.explorer import Values


def letters(values: Values) -> View:
    """A select whose choices depend on a check box."""
    options = [("a", "A"), ("b", "B")] if values["more"] else [("a", "A")]
    chosen = values["letter"] if values["letter"] in dict(options) else "a"
    return View(f"You chose {chosen}.", f"<p>{chosen}</p>", {"letter": options}, {"letter": chosen})


def explorer(title: str = "Letters") -> Explorer:
    controls = [checkbox("more", "More", value=True), select("letter", "Letter", [("a", "A")])]
    return Explorer(title, controls, letters)


def test_when_made_then_it_shows_the_view_of_its_starting_values() -> None:
    shown = explorer()
    assert now(shown) == {"more": True, "letter": "a"}
    assert (shown.summary, shown.html) == ("You chose a.", "<p>a</p>")


def test_when_a_value_changes_then_sentence_view_and_choices_follow() -> None:
    shown = explorer()
    choose(shown, letter="b")
    assert (shown.summary, shown.html) == ("You chose b.", "<p>b</p>")
    choose(shown, more=False)
    assert now(shown)["letter"] == "a"
    assert shown.options == {"letter": [("a", "A")]}
    assert shown.summary == "You chose a."


BUILDERS: list[Callable[[], Explorer]] = [
    explorer,
    explorers.accounts,
    lambda: explorers.judge("coercion"),
]


@pytest.mark.parametrize("build", BUILDERS)
def test_when_shown_twice_then_the_still_twin_is_the_same(build: Callable[[], Explorer]) -> None:
    first, second = (build()._repr_mimebundle_()[0] for _ in range(2))
    for kind in ("text/html", "text/plain"):
        assert first[kind] == second[kind]
    assert "application/vnd.jupyter.widget-view+json" in first


@pytest.mark.parametrize("build", BUILDERS)
def test_when_there_is_no_kernel_then_the_twin_holds_title_sentence_and_view(
    build: Callable[[], Explorer],
) -> None:
    shown = build()
    data, _ = shown._repr_mimebundle_()
    assert data["text/plain"] == repr(shown) == f"{shown.title}. {shown.summary}"
    assert shown.html in data["text/html"]
    assert shown.title in data["text/html"]


def test_when_a_title_holds_markup_then_the_twin_shows_it_as_text() -> None:
    data, _ = explorer("<b>Letters</b>")._repr_mimebundle_()
    assert "&lt;b&gt;Letters&lt;/b&gt;" in data["text/html"]


def test_when_a_select_is_given_no_value_then_it_starts_on_its_first_option() -> None:
    assert select("s", "S", [("x", "X"), ("y", "Y")]).value == "x"
    assert select("s", "S", [("x", "X"), ("y", "Y")], "y").value == "y"
