"""The plans of the course's own lessons: what each class has, and that its guide says the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from trilateral.classroom.cards import cards
from trilateral.classroom.checking import plans_dir
from trilateral.classroom.errors import ClassroomError
from trilateral.classroom.guides import guide_path, table, tidy_guides
from trilateral.classroom.plan import Exit, Groups, Plan, Predict, Show, Simulation, Vote
from trilateral.classroom.reading import load_plans
from trilateral.classroom.schema import schemas
from trilateral.classroom.simulation import scenario
from trilateral.paths import course_dir
from trilateral.quiz.reading import lesson_banks, load_bank

if TYPE_CHECKING:
    from pathlib import Path

PLANS = load_plans()
LESSONS = [path.stem for path in lesson_banks()]


def test_when_the_lessons_are_listed_then_each_has_a_plan() -> None:
    assert set(LESSONS) == set(PLANS) - {"05_simulation"}


@pytest.mark.parametrize("plan", PLANS.values(), ids=PLANS)
def test_when_a_plan_is_added_up_then_it_leaves_eight_of_fifty_minutes(plan: Plan) -> None:
    assert plan.minutes == 50
    assert sum(step.minutes for step in plan.steps) <= 42


@pytest.mark.parametrize("lesson", LESSONS)
def test_when_a_class_is_held_then_it_votes_weighs_rivals_and_leaves_a_ticket(lesson: str) -> None:
    steps = PLANS[lesson].steps
    assert any(isinstance(step, Vote) for step in steps)
    assert any(step.rivals and isinstance(step, Groups) for step in steps)
    assert [step for step in steps if isinstance(step, Exit)] == [steps[-1]]
    assert sum(step.drop is not None for step in steps) >= len(steps) // 2


@pytest.mark.parametrize("lesson", LESSONS)
def test_when_a_ticket_is_written_then_the_class_has_not_voted_on_its_items(lesson: str) -> None:
    voted = {step.item for step in PLANS[lesson].steps if isinstance(step, Vote)}
    ticket = PLANS[lesson].steps[-1]
    assert isinstance(ticket, Exit)
    assert not voted & set(ticket.items)


@pytest.mark.parametrize("path", lesson_banks(), ids=LESSONS)
def test_when_items_are_marked_for_discussion_then_there_are_three_to_five(path: Path) -> None:
    marked = [item for item in load_bank(path).bank.items if item.discuss]
    assert 3 <= len(marked) <= 5
    assert {item.type for item in marked} <= {"choice", "multiple"}


@pytest.mark.parametrize("lesson", LESSONS)
def test_when_a_guide_is_read_then_it_has_the_plan(lesson: str) -> None:
    guide = guide_path(course_dir(), lesson).read_text(encoding="utf-8")
    assert table(PLANS[lesson]) in guide, "Refresh it: uv run --extra export trilateral tidy"


def test_when_a_guide_differs_from_its_plan_then_tidy_writes_it_again(tmp_path: Path) -> None:
    course = _course(tmp_path)
    guide = guide_path(course, "03_coercion")
    guide.write_text("before\n<!-- the plan: begin -->\nold\n<!-- the plan: end -->\nafter\n")
    assert [done.stale for done in tidy_guides(course, write=False)] == [True]
    assert "old" in guide.read_text(encoding="utf-8")
    assert [done.stale for done in tidy_guides(course)] == [True]
    assert guide.read_text() == f"before\n{table(PLANS['03_coercion'])}\nafter\n"
    assert [done.stale for done in tidy_guides(course)] == [False]


def test_when_a_guide_has_no_place_for_the_plan_then_the_error_says_what_to_add(
    tmp_path: Path,
) -> None:
    course = _course(tmp_path)
    guide_path(course, "03_coercion").write_text("no markers")
    with pytest.raises(ClassroomError, match="Add the lines `<!-- the plan: begin -->`"):
        list(tidy_guides(course))


def test_when_the_models_change_then_the_schemas_for_editors_have_changed_too() -> None:
    for name, text in schemas().items():
        kept = (plans_dir() / name).read_text(encoding="utf-8")
        assert kept == text, (
            "Refresh them: uv run python -m trilateral.classroom.schema notebooks/plans"
        )


def test_when_a_chart_is_shown_then_there_is_a_picture_of_it_in_both_themes() -> None:
    pictures = course_dir() / "notebooks" / "quizzes" / "pictures"
    shown = {
        step.chart
        for plan in PLANS.values()
        for step in plan.steps
        if isinstance(step, Show | Predict) and step.chart
    }
    assert shown
    assert {
        name
        for name in shown
        for theme in ("light", "dark")
        if not (pictures / f"{name}.{theme}.svg").is_file()
    } == set()


def test_when_groups_are_made_then_each_lesson_has_three_to_five_accounts() -> None:
    steps = [step for plan in PLANS.values() for step in plan.steps if isinstance(step, Groups)]
    assert len(steps) == 7
    assert all(3 <= len(cards(step.cards)) <= 5 for step in steps)


def test_when_the_simulation_is_planned_then_its_stages_fill_its_minutes() -> None:
    step = next(s for s in PLANS["05_simulation"].steps if isinstance(s, Simulation))
    assert step.minutes == scenario().minutes
    assert PLANS["05_simulation"].planned <= 45


def _course(folder: Path) -> Path:
    """Return a course with one plan and a place for its guide."""
    plans = folder / "notebooks" / "plans"
    plans.mkdir(parents=True)
    (folder / "docs" / "instructor").mkdir(parents=True)
    kept = plans_dir() / "03_coercion.yaml"
    (plans / kept.name).write_text(kept.read_text(encoding="utf-8"), encoding="utf-8")
    return folder
