"""Written tasks differ in form, and their schemes let two people mark alike."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.assignments.samples import ROOT
from tests.assignments.schemes import TIME, Written, words, written

SOLUTIONS = sorted(ROOT.glob("solutions/*/*.ipynb"))
TASKS = [task for path in SOLUTIONS for task in written(path)]
each_task = pytest.mark.parametrize("task", TASKS, ids=lambda task: task.name)


def test_when_the_written_tasks_of_the_course_are_listed_then_no_two_have_one_form() -> None:
    forms = Counter(task.head[1] for task in TASKS)
    assert len(TASKS) >= len(SOLUTIONS)
    assert max(forms.values()) == 1, forms


@each_task
def test_when_a_task_lists_its_criteria_then_they_add_up_to_its_points(task: Written) -> None:
    assert task.head[0] == task.points == sum(task.criteria.values())


@each_task
def test_when_samples_are_given_then_they_are_ours_and_of_different_worth(task: Written) -> None:
    assert "**Samples**, written by us to calibrate by; no learner wrote them." in task.scheme
    worths = [sample.worth for sample in task.samples]
    assert 2 <= len(worths) <= 3
    assert task.scheme.count("*Sample ") == len(worths)  # none escapes the reading
    assert worths == sorted(set(worths), reverse=True)
    assert worths[0] == task.points


@each_task
def test_when_a_sample_is_marked_then_each_criterion_has_its_points_and_a_reason(
    task: Written,
) -> None:
    for sample in task.samples:
        assert sample.of == task.points
        assert list(sample.points) == list(task.criteria)
        assert all(got <= task.criteria[name] for name, got in sample.points.items())
        assert sum(sample.points.values()) == sample.worth, sample.text[:40]


@each_task
def test_when_full_marks_are_asked_for_then_the_words_allowed_suffice(task: Written) -> None:
    _, _, fewest, most = task.head
    assert fewest <= words(task.samples[0].text) <= most


@each_task
def test_when_a_marker_begins_then_time_and_comments_are_at_hand(task: Written) -> None:
    (minutes,) = TIME.findall(task.scheme)
    assert 1 <= int(minutes) <= 5
    faults = [fault for fault, _ in task.comments]
    assert len(set(faults)) == len(faults) >= 4
    assert all(words(comment) <= 30 for _, comment in task.comments)
    assert not any(comment in task.shown for _, comment in task.comments)


def test_when_the_instructors_page_lists_the_written_tasks_then_it_says_what_they_say() -> None:
    page = (ROOT / "docs/instructor/exercises.md").read_text("utf-8")
    rows = [
        f"| {path.stem[:2]} | `{task.name}` | {task.head[1]} | {task.points} | "
        f"{TIME.findall(task.scheme)[0]} |"
        for path in SOLUTIONS
        for task in written(path)
    ]
    assert "\n".join(rows) in page
