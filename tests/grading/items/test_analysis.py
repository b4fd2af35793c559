"""Item analysis against figures worked out by hand, and what it must not say."""

from __future__ import annotations

import json
import random
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner

from tests.grading.classroom import NAME, graded, journal
from tests.quiz.statements import NOON, answered
from trilateral.cli import app
from trilateral.grading.items import charts
from trilateral.grading.items.analysis import Answers, First, Item, analyse
from trilateral.grading.items.flags import Flag, Say
from trilateral.grading.items.reading import quiz_answers, task_answers
from trilateral.quiz.bank import Numeric, SingleChoice
from trilateral.quiz.reading import load_lesson

if TYPE_CHECKING:
    from pathlib import Path

    from trilateral.quiz.statements import Confidence

A = (1, 1, 1, 1, 1, 0, 0, 0, 0, 0)
B = C = (1, 1, 1, 1, 0, 1, 0, 0, 0, 0)
"""Ten learners, three items. By hand:

For A, the rest (B and C) is 1 for learners 1 to 4 and 6, else 0. In a table of fours, 4 and 4
agree, 1 and 1 do not: r = (4*4 - 1*1) / sqrt(5*5*5*5) = 15/25 = 0.6. Both scores
are 1 or -1 from their mean in standard deviations, so that of z = atanh(0.6) = ln 2 = 0.6931 the
standard error is sqrt(1 - 0.36) / (1 - 0.36) = 1.25 times Fisher's 1 / sqrt(10 - 3); 1.96 of these
are 0.9260: tanh(0.6931 - 0.9260) = -0.2287, tanh(0.6931 + 0.9260) = 0.9245.

D of A: of ten, three are 27 %. Five share the three places of the strongest, four of them right;
five those of the weakest, one of them right: 4/5 - 1/5 = 0.6.

For B, the rest (A and C) is 1 for learners 1 to 4, 1/2 for 5 and 6, else 0. Sums of squares about
the means of 1/2: B 10/4, rest 8/4; of products 8/4: r = 2 / sqrt(5) = 0.8944.
"""


def answers(**columns: tuple[float, ...]) -> Answers:
    return {
        ("test", name, "1"): [First(f"l{at}", score, 1) for at, score in enumerate(column)]
        for name, column in columns.items()
    }


def one(item: str, found: list[Item]) -> Item:
    (wanted,) = (each for each in found if each.item == item)
    return wanted


def test_when_items_are_analysed_then_the_figures_are_those_worked_out_by_hand() -> None:
    found = analyse(answers(a=A, b=B, c=C))
    a, b = one("a", found), one("b", found)
    assert a.rest
    assert b.rest
    assert (a.n, a.right, a.partly, a.wrong, a.difficulty) == (10, 5, 0, 5, 0.5)
    assert (a.rest.value, a.rest.low, a.rest.high) == pytest.approx(
        (0.6, -0.2287, 0.9245), abs=1e-4
    )
    assert b.rest.value == pytest.approx(0.8944, abs=1e-4)
    assert a.discrimination == pytest.approx(0.6)
    assert a.group == 3


@pytest.mark.parametrize(
    ("n", "say", "figures"),
    [(9, Say.COUNTS, False), (10, Say.HINT, True), (29, Say.HINT, True), (30, Say.FIGURES, True)],
)
def test_when_a_class_is_small_then_less_is_said(n: int, say: Say, figures: bool) -> None:  # noqa: FBT001 -- a table of cases
    column = tuple(float(at % 2) for at in range(n))
    item = analyse(answers(a=column, b=column))[0]
    assert item.say is say
    assert (item.difficulty is not None) is figures
    assert (item.rest is not None) is figures
    assert (item.discrimination is not None) is figures
    assert (item.right, item.wrong) == (n // 2, n - n // 2)  # counts are always said
    assert bool(item.flags) <= figures


@pytest.mark.parametrize(
    ("column", "flag"),
    [
        ((1.0,) * 19 + (0.0,), "easy"),
        ((0.0,) * 15 + (1.0,) * 5, "hard"),
        ((0.0,) * 10 + (1.0,) * 10, "goes against the rest: look at the key"),
    ],
)
def test_when_an_item_is_odd_then_it_is_flagged(column: tuple[float, ...], flag: str) -> None:
    rest = (1.0,) * 10 + (0.0,) * 10
    assert flag in " ".join(one("a", analyse(answers(a=column, b=rest))).flags)


def test_when_versions_differ_then_they_are_not_put_together() -> None:
    both = {("test", "a", version): [First("x", 1, 1)] * 6 for version in ("1", "2")}
    assert [item.n for item in analyse(both)] == [6, 6]


def test_when_nothing_varies_then_no_relation_is_claimed() -> None:
    assert one("a", analyse(answers(a=(1.0,) * 12, b=(*A, 0, 1)))).rest is None
    alone = one("a", analyse(answers(a=A)))  # there is no rest
    assert (alone.rest, alone.discrimination, alone.compared) == (None, None, 0)


def test_when_few_answered_anything_else_then_no_relation_is_claimed() -> None:
    few = answers(a=A, b=B)
    few["test", "b", "1"] = few["test", "b", "1"][:9]
    a = one("a", analyse(few))
    assert (a.n, a.compared, a.rest, a.discrimination) == (10, 9, None, None)
    assert a.difficulty == 0.5


def test_when_the_order_changes_then_nothing_else_does() -> None:
    ours = answers(a=A, b=B, c=C)
    mixed = {place: random.Random(7).sample(ours[place], 10) for place in reversed(ours)}  # noqa: S311 -- an order
    assert [item.rest for item in analyse(mixed)] == [item.rest for item in analyse(ours)]


def test_when_tasks_are_graded_then_the_commonest_message_is_named() -> None:
    class_ = [graded("a", 1), graded("b", 1), graded("c", 2), graded("d", None), graded("e", 0)]
    task = one("one", analyse(task_answers(class_)))
    assert (task.n, task.right, task.partly, task.wrong) == (4, 1, 2, 1)  # d's grading failed
    assert (task.message, task.wrong_count) == ("Look at one <again>.", 3)
    assert [item.item for item in analyse(task_answers(class_))] == ["one", "two"]  # none written


BANK = load_lesson(NAME).bank
CHOICE = next(item for item in BANK.items if isinstance(item, SingleChoice))
RIGHT = next(option for option in CHOICE.options if option.correct)
WRONG = next(option for option in CHOICE.options if not option.correct)


def event(
    learner: str,
    response: str,
    *,
    minutes: int = 0,
    confidence: Confidence | None = "sure",
    **more: Any,  # noqa: ANN401 -- whatever else a statement says
) -> dict[str, Any]:
    said = {"version": CHOICE.version, "score": float(response == RIGHT.id)} | more
    time = NOON + timedelta(minutes=minutes)
    item = said.pop("item", CHOICE.id)
    return answered(
        item, response, lesson=NAME, learner=learner, confidence=confidence, time=time, **said
    )


def handed_over(folder: Path, *statements: dict[str, Any]) -> Path:
    for each in statements:
        name = each["actor"]["account"]["name"]
        with (folder / f"{name}.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps(each) + "\n")
    return folder


def test_when_records_are_handed_over_then_first_answers_count_once(tmp_path: Path) -> None:
    first = event("ada", WRONG.id)
    again = event("ada", RIGHT.id, minutes=5, attempt=2)
    unsure = event("bo", WRONG.id, confidence=None)
    handed_over(tmp_path, again, first, unsure)
    (tmp_path / "copy").mkdir()
    handed_over(tmp_path / "copy", first)
    (tmp_path / "noise.jsonl").write_bytes(b'{"id": 1}\n\xff\n[[[\n' + b"[" * 200_000 + b"\n")
    found = quiz_answers(tmp_path)
    (item,) = analyse(found.answers)
    assert (found.learners, found.passed_over) == (2, 4)
    assert (item.n, item.right, item.wrong) == (2, 0, 2)
    assert (item.sure, item.sure_and_wrong) == (1, 1)
    assert (item.wrong_answer, item.message) == (WRONG.id, WRONG.feedback)
    counts = {choice.answer: choice.count for choice in item.choices}
    assert counts[WRONG.id] == 2
    assert set(counts) == {option.id for option in CHOICE.options}


def test_when_hardly_anybody_chooses_an_option_then_it_is_flagged(tmp_path: Path) -> None:
    handed_over(tmp_path, *(event(f"l{at}", RIGHT.id) for at in range(12)))
    (item,) = analyse(quiz_answers(tmp_path).answers)
    flags = {choice.answer: choice.flags for choice in item.choices}
    assert flags[RIGHT.id] == ()
    assert flags[WRONG.id] == ("hardly anybody chooses it",)


def test_when_an_item_has_another_version_then_its_mark_of_then_is_kept(tmp_path: Path) -> None:
    handed_over(tmp_path, event("ada", "gone", version=99, score=0.5))
    (item,) = analyse(quiz_answers(tmp_path).answers)
    assert (item.version, item.partly, item.message) == ("99", 1, "")


def test_when_a_foreseen_mistake_was_made_then_what_it_was_told_is_known(tmp_path: Path) -> None:
    number = next(item for item in BANK.items if isinstance(item, Numeric) and item.mistakes)
    said: dict[str, Any] = {"item": number.id, "version": number.version, "score": 0}
    wrong = event("ada", f"{number.mistakes[0].value:g}", mistake=1, **said)
    handed_over(tmp_path, wrong, event("bo", " 7  km", **said), event("cy", "8", mistake=9, **said))
    found = quiz_answers(tmp_path).answers
    (firsts,) = found.values()
    assert {first.learner: (first.message, first.answers) for first in firsts} == {
        "ada": (number.mistakes[0].feedback, (f"{number.mistakes[0].value:g}",)),
        "bo": ("", ("7 km",)),
        "cy": ("", ("8",)),
    }


def test_when_the_verb_runs_then_tasks_and_items_are_told(tmp_path: Path) -> None:
    journal(tmp_path, graded("ada", 1))
    (tmp_path / "records").mkdir()
    handed_over(tmp_path / "records", event("ada", WRONG.id))
    words = ["items", str(tmp_path), "--records", str(tmp_path / "records")]
    told = CliRunner().invoke(app, words)
    assert told.exit_code == 0, told.output
    assert "one (version v1), N = 1, counts only" in told.output
    assert "sure 1, sure and wrong 1" in told.output
    plain = json.loads(CliRunner().invoke(app, [*words, "--json"]).stdout)
    assert [item["say"] for item in plain["items"]] == ["counts only"] * 3


HOSTILE = [
    '"version": 1, "object": {"id": "PLACE/LONG"}',
    '"context": {"contextActivities": {"parent": [{"id": "q"}]}, "extensions": {"x": LONG}}',
    '"context": {"contextActivities": {"parent": [{"id": "q"}]}, "extensions": {"x": 9000000000}}',
    '"result": {"response": "a", "score": {"scaled": 1e999}}',
    '"result": {"response": "a", "score": {"scaled": NaN}}',
    '"timestamp": LONG',
    '"timestamp": "0001-01-01T00:00:00+23:59"',
]


@pytest.mark.parametrize("change", HOSTILE)
def test_when_a_record_holds_a_number_out_of_bounds_then_the_others_count(
    tmp_path: Path, change: str
) -> None:
    sound = event("ada", WRONG.id)
    place = sound["object"]["id"].rpartition("/")[0]
    plain = json.loads(json.dumps(event("eve", WRONG.id)))
    for key in ("object", "context", "result", "timestamp"):
        if f'"{key}":' in change:
            del plain[key]
    line = json.dumps(plain)[:-1] + ", " + change.replace("PLACE", place) + "}"
    handed_over(tmp_path, sound, event("bo", "half \ud83d"))
    (tmp_path / "eve.jsonl").write_text(line.replace("LONG", "9" * 5000) + "\n")
    done = CliRunner().invoke(app, ["items", "--records", str(tmp_path), str(tmp_path)])
    assert (done.exit_code, done.exception) == (0, None)
    late = "0001" in change  # odd, and a time
    assert f"{3 if late else 2} learners; {0 if late else 1} lines are not answers" in done.output


def test_when_there_is_nothing_to_analyse_then_the_verb_says_so(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["items", str(tmp_path)])
    assert done.exit_code == 1
    assert "Run `trilateral grade` first" in done.output


def test_when_a_class_is_too_small_for_a_chart_then_it_says_so() -> None:
    drawn = charts.items(analyse(answers(a=(1, 0), b=(0, 1))))
    assert "No item has enough answers" in drawn.description
    assert drawn.to_dict()


def test_when_two_tests_or_versions_have_an_item_alike_then_each_has_its_row() -> None:
    columns = answers(a=A, b=B)
    again = {(test, item, "2"): firsts for (test, item, _), firsts in columns.items()}
    other = {("other", item, version): firsts for (_, item, version), firsts in columns.items()}
    drawn = charts.items(analyse(columns | again | other)).to_dict()
    (rows,) = drawn["datasets"].values()
    assert len({(row["test"], row["item"]) for row in rows}) == 6


def test_when_the_interval_crosses_zero_then_the_key_is_not_accused() -> None:
    a = (1, 1, 0, 0, 0, 0, 1, 1, 1, 0)
    assert one("a", analyse(answers(a=a, b=A))).flags == (Flag.MAYBE_AGAINST,)
