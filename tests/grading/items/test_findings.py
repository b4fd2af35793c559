"""A class's items together: people's marks, the consistency of a test, and what flags mean."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.grading.classroom import NAME, course, graded, journal
from tests.quiz.samples import ITEMS, SECOND, write_bank
from tests.quiz.statements import answered
from trilateral.cli import app
from trilateral.grading.book.entries import Entry, Grade
from trilateral.grading.book.gradebook import opened
from trilateral.grading.items.analysis import Answers, First, analyse
from trilateral.grading.items.findings import findings, of_class
from trilateral.grading.items.flags import (
    Band,
    Flag,
    Say,
    distractor_flags,
    item_flags,
)
from trilateral.grading.items.reading import Waiting, task_answers, written_answers
from trilateral.grading.items.whole import Whole, wholes
from trilateral.grading.results import Grading, Mark, Standing
from trilateral.models.reliability import Estimate

PAGE = Path(__file__).parents[3] / "docs/instructor/items.md"
HALF = (1, 1, 1, 1, 1, 0, 0, 0, 0, 0)


def column(scores: tuple[float, ...], possible: float = 1) -> list[First]:
    return [First(f"l{at}", score, possible) for at, score in enumerate(scores)]


def answers(**items: tuple[float, ...]) -> Answers:
    return {("test", name, "1"): column(scores) for name, scores in items.items()}


# ---------------------------------------------------------------- people's marks


def entry(learner: str, points: float | None, *, waiting: bool = False) -> Entry:
    return Entry(learner, NAME, (Grade("why", points, 4, waiting, manual=points is not None),))


def test_when_a_person_marked_a_task_then_it_is_an_item() -> None:
    class_ = [graded(f"l{at}", 2 * (at % 2)) for at in range(10)]
    marks = [entry(f"l{at}", float(4 * (at % 2))) for at in range(10)]
    found, waiting = written_answers(class_, marks)
    everything = findings(task_answers(class_) | found, waiting)
    (why,) = (item for item in everything.items if item.item == "why")
    assert (why.n, why.right, why.wrong, why.difficulty, why.written) == (10, 5, 5, 0.5, True)
    assert why.rest
    assert why.rest.value == 1
    assert why.choices == ()
    assert waiting == []
    assert ("why", "v1") in everything.wholes[0].items


@pytest.mark.parametrize(
    ("marks", "n"),
    [
        ([entry("a", 3), entry("b", 0)], 0),
        ([entry("a", 3), entry("b", None, waiting=True)], 1),
        ([entry("a", 3), entry("b", 4, waiting=True)], 1),  # handed in again since
        ([entry("a", 3)], 1),
        ([], 2),
    ],
    ids=["all marked", "one unmarked", "one to be looked at again", "one unknown", "none"],
)
def test_when_marks_are_missing_then_it_says_how_many(marks: list[Entry], n: int) -> None:
    found, waiting = written_answers([graded("a"), graded("b")], marks)
    assert sum(map(len, found.values())) == 2 - n
    assert waiting == ([Waiting(NAME, "why", "v1", n, 2)] if n else [])


def test_when_a_task_is_partly_marked_then_it_is_not_part_of_the_rest() -> None:
    ours = answers(a=HALF, b=HALF, essay=(0, 0, 0))
    place = ("test", "essay", "1")
    (a, *_), essay = analyse(ours, [place]), analyse(ours, [place])[2]
    assert a == analyse(answers(a=HALF, b=HALF))[0]
    assert (essay.n, essay.compared) == (3, 3)
    (whole,) = wholes(ours, [place])
    assert (whole.items, whole.n) == ((("a", "1"), ("b", "1")), 10)


def test_when_a_file_could_not_be_read_then_its_zeros_say_nothing_of_the_tasks() -> None:
    lost = tuple(Mark(task, Standing.DAMAGED, 0, 2) for task in ("one", "two", "why"))
    unread = Grading("lost", NAME, "b" * 64, "v1", lost)
    counts = {len(firsts) for firsts in task_answers([graded("a"), unread]).values()}
    assert counts == {1}


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Return a folder with a course and a graded class of two."""
    return course(journal(tmp_path, graded("ada"), graded("bo")))


def test_when_formgrader_has_a_mark_then_the_verb_tells_it(place: Path) -> None:
    with opened(place, place) as book:
        book.record([graded("ada"), graded("bo")], place / "graded")
        grade = book.nbgrader.find_grade("why", NAME, NAME, "ada")
        grade.manual_score, grade.needs_manual_grade = 3, False
        book.nbgrader.db.commit()
    told = CliRunner().invoke(app, ["items", str(place)])
    assert told.exit_code == 0, told.output
    assert "why (version v1), written, N = 1, counts only" in told.output
    assert "1 of 2 not marked yet and left out" in told.output
    assert "together (version v1): N = 2 of 2 answered all 2, counts only" in told.output
    plain = json.loads(CliRunner().invoke(app, ["items", str(place), "--json"]).stdout)
    assert plain["waiting"] == [
        {"test": NAME, "item": "why", "version": "v1", "n": 1, "of": 2},
    ]
    assert plain["wholes"][0]["say"] == "counts only"


def test_when_there_is_no_gradebook_then_none_is_made_and_it_is_said(place: Path) -> None:
    found, _ = of_class(place, None)
    assert "no gradebook.db" in found.unread
    assert [(one.item, one.n) for one in found.waiting] == [("why", 2)]
    assert not (place / "gradebook.db").exists()


def test_when_the_gradebook_is_damaged_then_automatic_tasks_are_told_all_the_same(
    place: Path,
) -> None:
    (place / "gradebook.db").write_bytes(b"not a database" * 100)
    told = CliRunner().invoke(app, ["items", str(place)])
    assert told.exit_code == 0, told.output
    assert "People's marks were not read." in told.output
    assert "one (version v1), N = 2" in told.output


# ---------------------------------------------------------------- a test as a whole


def test_when_items_agree_then_alpha_is_said_in_words() -> None:
    (whole,) = wholes(answers(a=HALF, b=HALF))
    assert whole.alpha == Estimate(1, 1, 1)
    assert (whole.n, whole.of, whole.say, whole.words) == (10, 10, Say.HINT, "fine")


def test_when_some_left_items_out_then_alpha_is_of_those_who_answered_all() -> None:
    ours = answers(a=(*HALF, 1), b=(*HALF, 1), c=(*HALF, 1))
    del ours["test", "c", "1"][10]
    (whole,) = wholes(ours)
    assert (whole.n, whole.of, len(whole.items)) == (10, 11, 3)


@pytest.mark.parametrize(
    "items",
    [
        {"a": HALF[:9], "b": HALF[:9]},
        {"a": (1.0,) * 12, "b": (1.0,) * 12},
        {"a": (1.0, 0.0) * 6, "b": (0.0, 1.0) * 6},
    ],
    ids=["nine learners", "all right", "totals alike"],
)
def test_when_alpha_may_not_be_said_then_there_is_none(items: dict[str, tuple[float, ...]]) -> None:
    (whole,) = wholes(answers(**items))
    assert (whole.alpha, whole.band, whole.words) == (None, None, "")


def test_when_a_test_has_one_item_then_there_is_nothing_to_say() -> None:
    assert wholes(answers(a=HALF)) == []


def test_when_versions_differ_then_their_tests_are_not_put_together() -> None:
    many = HALF * 2
    ours: Answers = {
        ("test", "a", "1"): column(many),
        ("test", "b", "1"): column(many)[:12],
        ("test", "b", "2"): column(many)[12:],
    }
    (most,) = wholes(ours)
    assert (most.items, most.n, most.of) == ((("a", "1"), ("b", "1")), 12, 20)
    ours["test", "b", "1"], ours["test", "b", "2"] = column(many)[:10], column(many)[10:]
    assert [(whole.n, whole.of) for whole in wholes(ours)] == [(10, 20), (10, 20)]


def test_when_one_item_has_another_version_then_the_test_names_it() -> None:
    whole = Whole("test", (("a", "1"), ("b", "2"), ("c", "1")), 10, 10, Say.HINT)
    assert whole.version == "1, b 2"


@pytest.mark.parametrize(
    ("band", "reaches", "words"),
    [
        (Band.FINE, (Band.FINE, Band.FINE), "fine"),
        (Band.FINE, (Band.BETWEEN, Band.FINE), "fine, though it may be between poor and fine"),
        (Band.POOR, (Band.POOR, Band.BETWEEN), "poor, though it may be between poor and fine"),
        (Band.BETWEEN, (Band.POOR, Band.BETWEEN), "between poor and fine, though it may be poor"),
        (Band.FINE, (Band.POOR, Band.FINE), "fine, though anything from poor to fine is possible"),
    ],
)
def test_when_an_interval_crosses_a_bound_then_the_words_say_so(
    band: Band, reaches: tuple[Band, Band], words: str
) -> None:
    whole = Whole("test", (), 40, 40, Say.FIGURES, Estimate(0.7, 0.5, 0.9), band, reaches)
    assert whole.words == words


# ---------------------------------------------------------------- flags


def r(value: float, low: float = -1, high: float = 1) -> Estimate:
    return Estimate(value, low, high)


@pytest.mark.parametrize(
    ("difficulty", "rest", "flags"),
    [
        (0.29, None, [Flag.HARD]),
        (0.30, r(0.20), []),
        (0.90, r(0.20), []),
        (0.91, None, [Flag.EASY]),
        (0.50, r(0.19), [Flag.LITTLE]),
        (0.50, r(-0.1, -0.4, 0.2), [Flag.MAYBE_AGAINST]),
        (0.50, r(-0.5, -0.7, -0.2), [Flag.AGAINST]),
        (0.95, r(0.1), [Flag.EASY, Flag.LITTLE]),
        (None, None, []),
    ],
)
def test_when_an_item_is_odd_then_it_has_these_flags(
    difficulty: float | None, rest: Estimate | None, flags: list[Flag]
) -> None:
    assert list(item_flags(difficulty, rest)) == flags


@pytest.mark.parametrize(
    ("share", "rest", "flags"),
    [
        (0.04, None, [Flag.UNUSED]),
        (0.05, None, []),
        (0.50, r(-0.3), []),
        (0.50, r(0.0), []),
        (0.50, r(0.1, -0.2, 0.4), [Flag.MAYBE_STRONGER]),
        (0.04, r(0.5, 0.2, 0.7), [Flag.UNUSED, Flag.STRONGER]),
    ],
)
def test_when_a_wrong_option_is_odd_then_it_has_these_flags(
    share: float, rest: Estimate | None, flags: list[Flag]
) -> None:
    assert list(distractor_flags(share, rest)) == flags


@pytest.mark.parametrize("word", [*Flag, *Band, *Say], ids=lambda word: word.value)
def test_when_a_flag_is_shown_then_the_instructors_page_says_what_it_means(
    word: Flag | Band | Say,
) -> None:
    assert f"| *{word.value}* |" in PAGE.read_text(encoding="utf-8")


# ---------------------------------------------------------------- second forms


def test_when_some_met_a_second_form_then_it_counts_by_itself_and_for_nothing_else() -> None:
    plain = answers(a=HALF, b=HALF)
    again = {("test", "a-again", "1"): [First(f"l{at}", 1, 1) for at in range(5, 10)]}
    told = findings({**plain, **again}, seconds=again)
    without = findings(plain)
    assert told.wholes == without.wholes
    assert [item for item in told.items if item.item != "a-again"] == without.items
    (form,) = (item for item in told.items if item.item == "a-again")
    assert (form.n, form.right, form.wrong) == (5, 5, 0)


def test_when_records_hold_answers_to_second_forms_then_these_are_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from trilateral.grading.items import reading  # noqa: PLC0415 -- to give it other banks

    bank = write_bank(tmp_path, [ITEMS[0], SECOND])
    monkeypatch.setattr(reading, "bank_paths", lambda: [bank])
    said = [answered("one", "b"), answered("one-again", "d", quiz="review/x/2026-03-02", score=1)]
    (tmp_path / "ada.jsonl").write_text("\n".join(map(json.dumps, said)))
    found = reading.quiz_answers(tmp_path)
    assert found.seconds == {("99_sample", "one-again", "1")}
    assert {place[1]: firsts[0].score for place, firsts in found.answers.items()} == {
        "one": 0,
        "one-again": 1,
    }
