"""All that a class's files say about the items it met."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from trilateral.errors import TrilateralError
from trilateral.grading.book.sync import JOURNAL, class_work
from trilateral.grading.errors import GradingError
from trilateral.grading.items.analysis import Answers, Item, analyse, mean_share
from trilateral.grading.items.gain import Gain
from trilateral.grading.items.gain import of_class as gain_of_class
from trilateral.grading.items.reading import Records, Waiting, quiz_answers, task_answers
from trilateral.grading.items.reading import written_answers as by_people
from trilateral.grading.items.whole import Whole, wholes
from trilateral.grading.journal import first_attempts, latest
from trilateral.grading.results import Standing
from trilateral.paths import course_dir
from trilateral.quiz.bank import BEFORE_AFTER
from trilateral.quiz.reading import load_lesson

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from pathlib import Path

    from trilateral.grading.book.entries import Entry
    from trilateral.grading.items.analysis import Place
    from trilateral.grading.results import Grading

_GRADEBOOK: Final = "gradebook.db"


@dataclass(frozen=True)
class Findings:
    """How the items did, and each test as a whole."""

    items: list[Item]
    wholes: list[Whole]
    waiting: tuple[Waiting, ...] = ()
    """Written tasks with marks missing."""
    unread: str = ""
    """Why people's marks could not be read, where they could not."""
    gain: Gain | None = None
    """What the class gained, where anybody took the test before or after the course."""


def findings(
    answers: Answers,
    waiting: Collection[Waiting] = (),
    unread: str = "",
    attempts: Answers | None = None,
    seconds: Collection[Place] = (),
) -> Findings:
    """Return what answers say, with a word on missing marks, and on first attempts if any.

    Second forms count by themselves, and for nothing else: only those have them who missed or
    guessed the first.
    """
    partial = {(task.test, task.item, task.version) for task in waiting} | set(seconds)
    items = [_with_first(item, attempts or {}) for item in analyse(answers, partial)]
    return Findings(items, wholes(answers, partial), tuple(waiting), unread)


def _with_first(item: Item, attempts: Answers) -> Item:
    firsts = attempts.get((item.test, item.item, item.version), [])
    return replace(item, first_attempt=mean_share(firsts), first_n=len(firsts))


def of_class(
    folder: Path | None, records: Path | None, done: Callable[[object], None] = lambda _: None
) -> tuple[Findings, Records]:
    """Return how the items did in a class, and what its learners' records held.

    Parameters
    ----------
    folder
        The class's, with ``graded/``, and with ``gradebook.db`` where people marked written tasks.
    records
        The folder of the records that learners handed over.
    done
        Called with each file of records that is read.

    Raises
    ------
    GradingError
        If there is nothing to say anything of: no marks, and no answers.
    """
    last = latest(folder / JOURNAL) if folder else {}
    graded = list(last.values())
    entries, unread = _entries(folder, graded) if folder else ((), "")
    written, waiting = by_people(graded, entries)
    quizzes = quiz_answers(records, done) if records else Records()
    answers = task_answers(graded) | written | quizzes.answers
    if not answers and not waiting:
        raise GradingError(_nothing(folder, records))
    attempts = _attempts(first_attempts(folder / JOURNAL), last) if folder else {}
    result = findings(answers, waiting, unread, attempts, quizzes.seconds)
    return replace(result, gain=_gain(quizzes)), quizzes


def _gain(quizzes: Records) -> Gain | None:
    if not quizzes.cases:
        return None
    return gain_of_class(quizzes.cases, load_lesson(BEFORE_AFTER).bank)


def _nothing(folder: Path | None, records: Path | None) -> str:
    places = [f"no marks in {folder / JOURNAL}"] if folder else []
    places += [f"no answers in {records}"] if records else []
    text = " and ".join(places)
    return f"{text[0].upper()}{text[1:]}. Run `trilateral grade` first, or pass `--records`."


def _attempts(
    first: Mapping[tuple[str, str], Grading], last: Mapping[tuple[str, str], Grading]
) -> Answers:
    """Return first attempts at the assignments that somebody handed in more than once."""
    again = {
        grading.assignment
        for place, grading in last.items()
        if grading.sha256 != first[place].sha256
    }
    return task_answers(grading for grading in first.values() if grading.assignment in again)


def _entries(folder: Path, graded: Collection[Grading]) -> tuple[Collection[Entry], str]:
    """Return what the gradebook holds, or why it says nothing; it is opened only where needed."""
    if not any(mark.standing is Standing.WRITTEN for grading in graded for mark in grading.marks):
        return (), ""
    if not (folder / _GRADEBOOK).is_file():
        return (), f"There is no {_GRADEBOOK} in {folder}."
    folder = folder.resolve()
    try:
        return class_work(folder, course_dir(folder), "items").entries, ""
    except TrilateralError as error:  # automatic tasks and quizzes can be reported all the same
        return (), str(error)
