"""What a learner reads and hears: words, never colour alone, nothing unescaped."""

from __future__ import annotations

import re

import pytest

from tests.tasks.contrast import ratio
from trilateral.tasks import Outcome, Result
from trilateral.tasks.outcome import as_html, as_text, spoken

LOOK = ("see `n <b>` again",)
RESULTS = {
    Outcome.CORRECT: Result("a-task", Outcome.CORRECT, 2, 2, passed=1, counted=1),
    Outcome.PARTIAL: Result(
        "a-task", Outcome.PARTIAL, 1, 2, passed=1, counted=2, messages=LOOK, hints=2
    ),
    Outcome.INCORRECT: Result("a-task", Outcome.INCORRECT, 0, 2, counted=1, messages=LOOK, hints=2),
    Outcome.NOT_ATTEMPTED: Result("a-task", Outcome.NOT_ATTEMPTED, 0, 2, note="Put it in."),
    Outcome.RAISED: Result("a-task", Outcome.RAISED, 0, 2, note="`f` stopped at <lambda>."),
    Outcome.NOT_CHECKED: Result("a-task", Outcome.NOT_CHECKED, 0, 2, note="It is a list."),
}


@pytest.mark.parametrize("outcome", Outcome)
def test_when_a_result_is_shown_then_page_text_and_voice_say_the_same(outcome: Outcome) -> None:
    result = RESULTS[outcome]
    page = re.sub(r"<[^>]+>", " ", as_html(result))
    for words in (page, as_text(result), spoken(result)):
        title = as_text(result).split(" ", 2)[2].partition(".")[0]
        assert title in words


def test_when_results_differ_then_words_and_signs_differ_too() -> None:
    heads = {as_text(result).splitlines()[0] for result in RESULTS.values()}
    assert len(heads) == len(Outcome)


def test_when_a_message_holds_markup_then_it_is_shown_and_not_obeyed() -> None:
    html = as_html(RESULTS[Outcome.PARTIAL])
    assert "<code>n &lt;b&gt;</code>" in html
    assert "<lambda>" not in as_html(RESULTS[Outcome.RAISED])


def test_when_more_checks_run_at_grading_then_the_report_says_how_many() -> None:
    result = Result("a-task", Outcome.CORRECT, 0.5, 2, passed=1, counted=1, further=3)
    text = as_text(result)
    assert "◔ No problems found so far. 1 of 4 checks have passed." in text
    assert "3 more checks run at grading, and only then is it known" in text


@pytest.mark.parametrize("background", ["#ffffff", "#111111"])
def test_when_the_edge_is_coloured_then_it_stands_out_in_both_themes(background: str) -> None:
    unsettled = Result("a-task", Outcome.CORRECT, 0.5, 2, passed=1, counted=1, further=3)
    for result in (*RESULTS.values(), unsettled):
        (colour,) = re.findall(r"solid (#\w{6})", as_html(result))
        assert ratio(colour, background) >= 3
