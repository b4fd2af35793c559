"""The simulation: what is invented is kept apart from the record, and nobody is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from trilateral.classroom.checking import plans_dir
from trilateral.classroom.errors import PlanError
from trilateral.classroom.simulation import STAGES, Delegation, brief, scenario

if TYPE_CHECKING:
    from pathlib import Path

SHOAL = scenario()


def words(of: Delegation) -> int:
    return sum(len(point.split()) for part in brief(of) for point in part.points)


def test_when_the_scenario_is_read_then_all_sides_of_the_day_are_there() -> None:
    names = [each.id for each in SHOAL.delegations]
    assert names == ["manila", "beijing", "washington", "tokyo", "asean", "fishers", "press"]
    assert [each.id for each in SHOAL.delegations if each.core] == names[:4]
    assert "INVENTED" in SHOAL.label
    assert tuple(stage.id for stage in SHOAL.stages) == STAGES
    assert {stage.id for stage in SHOAL.stages if "send" in stage.may} == {"round-1", "round-2"}


@pytest.mark.parametrize("told", SHOAL.delegations, ids=lambda each: each.id)
def test_when_a_brief_is_dealt_then_it_weighs_as_much_as_the_others(told: Delegation) -> None:
    average = sum(map(words, SHOAL.delegations)) / len(SHOAL.delegations)
    assert 0.75 * average < words(told) < 1.25 * average
    assert len(told.interests) == len(told.well) == len(told.unknown) == 3
    assert len(told.red_lines) == len(told.secret) == 2


@pytest.mark.parametrize("told", SHOAL.delegations, ids=lambda each: each.id)
def test_when_a_brief_is_read_then_the_record_is_cited_and_the_rest_is_not(
    told: Delegation,
) -> None:
    for part in brief(told):
        cited = all("](<http" in point or "table *" in point for point in part.points)
        assert cited == (part.title == "From the record")


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (
            " ([@pna-20240728-nopermission]).\n      - You publish",
            ".\n      - You pub",
            "cites nothing",
        ),
        ("You have none that it was read.", "You have none [@pca-award-2016].", "are invented"),
        ("  - id: round-2", "  - id: round-3", "they have to be brief, round-1, round-2"),
        ("    messages: 5\n", "", "go together; correct one"),
        ("  - id: beijing", "  - id: manila", "two delegations have one id"),
        ("([@mb-20250823-dfa-understanding])", "([@mb-20250823])", "No source has the id"),
    ],
)
def test_when_the_scenario_cannot_be_used_then_the_error_says_why(
    tmp_path: Path, old: str, new: str, says: str
) -> None:
    text = (plans_dir() / "simulation.yaml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "simulation.yaml").write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(PlanError, match=says):
        scenario(tmp_path)
