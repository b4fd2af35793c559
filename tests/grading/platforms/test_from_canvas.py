"""What Canvas exports: its list in one column of names or two, its zip with all that is in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.grading.platforms.shapes import CANVAS, collected
from trilateral.grading.people.roster import read_roster

if TYPE_CHECKING:
    from pathlib import Path

ZIP = CANVAS / "submissions.zip"
LISTS = {"one column": "gradebook.csv", "two columns": "gradebook-split.csv"}


@pytest.fixture(params=list(LISTS.values()), ids=list(LISTS))
def gradebook(request: pytest.FixtureRequest) -> Path:
    return CANVAS / str(request.param)


def test_when_canvas_lists_a_class_then_all_are_read_and_the_test_student_is_not(
    gradebook: Path,
) -> None:
    people = read_roster(gradebook).learners
    assert [one.canvas_id for one in people] == [str(number) for number in range(701, 741)]
    by_number = {one.canvas_id: (one.first_name, one.last_name, one.name) for one in people}
    assert by_number["705"] == by_number["706"] == ("Min", "Kim", "")
    assert by_number["709"] == ("Alex, Jr.", "Smith", "")
    assert people[7].full_name == "Suharto"


def test_when_canvas_packs_a_class_then_each_file_comes_to_the_number_it_names(
    tmp_path: Path, gradebook: Path
) -> None:
    report = collected(ZIP, tmp_path, gradebook)
    numbers = {one.id: one.canvas_id for one in read_roster(gradebook).learners}
    taken = {numbers[one.receipt.learner]: one.receipt for one in report.arrivals}
    assert all(f"_{number}_" in receipt.source for number, receipt in taken.items())
    handed_in = {str(number) for number in range(701, 741)} - {"711", "712"}
    assert set(taken) == handed_in - {"719"}  # who has handed in two
    assert {number for number, receipt in taken.items() if receipt.late} == {
        "709",
        "718",
        "727",
        "736",
    }
    assert [one.name for one in report.aside] == ["studenttest_999_88999_03_coercion.ipynb"]
    assert {number: receipt.beside for number, receipt in taken.items() if receipt.beside} == {
        "717": ("mydata.csv",),
        "718": ("03_coercion.pdf",),
        "720": ("notes.ipynb",),
    }
    assert not report.refused


def test_when_somebody_hands_in_two_then_the_preferred_one_counts(
    tmp_path: Path, gradebook: Path
) -> None:
    first = collected(ZIP, tmp_path, gradebook)
    assert {one.name[:11] for one in first.unmatched} == {"fambjjgivjb"}
    assert len(first.unmatched) == 2
    assert "--prefer 'fambjjgivjb_719_88119_03_coercion-2.ipynb'" in first.unmatched[0].why
    report = collected(ZIP, tmp_path, gradebook, ["*_88119_*"])
    assert len(report.arrivals) == 38
    (mine,) = (one.receipt for one in report.arrivals if "_719_" in one.receipt.source)
    assert mine.source == "fambjjgivjb_719_88119_03_coercion-2.ipynb"
    (other,) = mine.beside
    assert other.endswith("-03_coercion.ipynb")
