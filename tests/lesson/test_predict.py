from __future__ import annotations

import pytest
from IPython.display import HTML
from IPython.utils.capture import capture_output

from trilateral import evidence
from trilateral.errors import EvidenceError
from trilateral.lesson import Prediction, predict
from trilateral.parts import MIME

LOOK = HTML("<p>the chart</p>")


def made(**changes: object) -> Prediction:
    given = {
        "name": "shape",
        "question": "Which way do they go?",
        "look": LOOK,
        "options": {"up": "Up & up", "down": "Down"},
        "found": "[=incidents-2024], then [=incidents-2025].",
    }
    return predict(**{**given, **changes})  # type: ignore[arg-type] # changed by the tests


def test_when_a_prediction_is_made_then_what_was_found_is_computed_and_leads_to_its_table() -> None:
    data = made().part.data
    first = evidence.quantity("incidents-2024").text
    assert f'<a href="../data/incidents.csv" title="=incidents-2024">{first}</a>' in data["found"]
    assert data["options"] == [["up", "Up & up"], ["down", "Down"]]


def test_when_no_script_runs_then_the_twin_asks_lists_and_folds_the_answer_away() -> None:
    twin = made().part.twin
    assert twin.startswith("<p>Which way do they go?</p><ul><li>Up &amp; up</li>")
    assert twin.index("<details>") > twin.index("</ul>")
    assert twin.count("Which way") == 1


def test_when_a_prediction_is_shown_then_the_part_comes_first_and_what_it_opens_second() -> None:
    with capture_output() as captured:
        made()._ipython_display_()
    part, look = captured.outputs
    assert part.data[MIME]["kind"] == "predict"
    assert look.data["text/html"] == "<p>the chart</p>"


def test_when_a_number_is_asked_for_then_the_part_has_a_unit_and_no_choices() -> None:
    data = made(options=None, unit="times as far").part.data
    assert (data["options"], data["unit"]) == ([], "times as far")


def test_when_bars_are_asked_for_then_they_are_the_records_and_the_scale_has_room() -> None:
    bars = {"options": None, "unit": "incidents", "given": {"2023": "incidents-2023"}}
    data = made(**bars, sketch={"2024": "incidents-2024", "2025": "incidents-2025"}).part.data
    counts = [int(evidence.quantity(f"incidents-{year}").text) for year in (2023, 2024, 2025)]
    assert data["sketch"]["given"] == [("2023", counts[0])]
    assert data["sketch"]["record"] == [("2024", counts[1]), ("2025", counts[2])]
    assert 2 * max(counts) <= data["sketch"]["most"] < 2 * max(counts) + 10
    assert "sketch" not in made().part.data


def test_when_bars_are_asked_for_then_the_twin_names_them_without_their_values() -> None:
    twin = made(options=None, sketch={"2024": "incidents-2024"}).part.twin
    assert "<li>2024</li>" in twin.partition("<details>")[0]
    assert evidence.quantity("incidents-2024").text not in twin.partition("<details>")[0]


def test_when_a_bar_is_not_a_count_then_the_message_says_what_to_name() -> None:
    with pytest.raises(EvidenceError, match="Name a count"):
        made(options=None, sketch={"2024": "summit"})


def test_when_a_quantity_is_misspelt_then_the_message_names_it() -> None:
    with pytest.raises(EvidenceError, match="incidents-2052"):
        made(found="[=incidents-2052]")
