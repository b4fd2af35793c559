"""First answers: from the journal of grading, people's marks, and learners' own records."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from trilateral.grading.items.analysis import Answers, First
from trilateral.grading.results import Standing
from trilateral.quiz.bank import BEFORE_AFTER, MultipleChoice, Numeric, ShortText, SingleChoice
from trilateral.quiz.reading import bank_paths, load_bank
from trilateral.quiz.statements import Event, from_statement
from trilateral.records.reading import read_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from trilateral.grading.book.entries import Entry
    from trilateral.grading.items.analysis import Place
    from trilateral.grading.results import Grading, Mark
    from trilateral.quiz.bank import Item as Question

LARGEST: Final = 50 * 1024 * 1024
"""Bytes of one learner's records that are read."""
_LINE: Final = 100_000


@dataclass
class Records:
    """What was found in a folder of learners' records."""

    answers: Answers = field(default_factory=dict)
    files: int = 0
    learners: int = 0
    passed_over: int = 0
    """Lines that are none of this course's statements, or too large to be one."""
    seconds: set[Place] = field(default_factory=set)
    """Items that are second forms: those have them who missed or guessed the first."""
    cases: list[Event] = field(default_factory=list)
    """First answers to the test before and after the course."""


def task_answers(graded: Iterable[Grading]) -> Answers:
    """Return what the last grading of each submission says about its automatic tasks.

    Tasks whose grading failed, and written ones, are left out, and so are files of which nothing
    could be read. What was graded by other tests is another version.
    """
    answers: Answers = {}
    for grading in graded:
        if all(task.standing is Standing.DAMAGED for task in grading.marks):
            continue
        for task in grading.marks:
            if task.points is None or task.standing is Standing.WRITTEN:
                continue
            place = (grading.assignment, task.task, grading.version)
            first = First(grading.learner, task.points, task.possible, message=_message(task))
            answers.setdefault(place, []).append(first)
    return answers


@dataclass(frozen=True)
class Waiting:
    """A written task that people have not marked, or not for everybody."""

    test: str
    item: str
    version: str
    n: int
    """Learners whose mark is missing."""
    of: int
    """Learners who handed it in."""


def written_answers(
    graded: Iterable[Grading], entries: Iterable[Entry]
) -> tuple[Answers, list[Waiting]]:
    """Return people's marks of written tasks, and where marks are missing.

    Parameters
    ----------
    graded
        The last grading of each submission: it says which tasks are written.
    entries
        What the gradebook holds. A mark that has to be looked at again is not a mark.
    """
    replies = {
        (entry.assignment, entry.learner, task.task): task
        for entry in entries
        for task in entry.tasks
    }
    answers: Answers = {}
    handed: Counter[Place] = Counter()
    for grading in graded:
        for task in grading.marks:
            if task.standing is not Standing.WRITTEN:
                continue
            place = (grading.assignment, task.task, grading.version)
            handed[place] += 1
            mark = replies.get((grading.assignment, grading.learner, task.task))
            if mark and mark.points is not None and not mark.waiting:
                first = First(grading.learner, mark.points, mark.possible, written=True)
                answers.setdefault(place, []).append(first)
    counts = {place: of - len(answers.get(place, ())) for place, of in sorted(handed.items())}
    return answers, [Waiting(*place, n, handed[place]) for place, n in counts.items() if n]


def _message(task: Mark) -> str:
    if task.standing is Standing.EARNED:
        return ""
    if task.standing is Standing.RAISED:  # the note has the learner's own line, and no two are one
        return Standing.RAISED.value
    return next(iter(task.messages), task.note or task.standing.value)


def quiz_answers(folder: Path, done: Callable[[object], None] = lambda _: None) -> Records:
    """Return the first answers to quiz items in the ``*.jsonl`` files below a folder.

    A learner is who their records say, by pseudonym; the same statement in two files counts once.
    Who answered an item does not count again where they meet a later version of it. The mark is the
    one that the page gave; the banks say what was on offer and what was mistaken.
    """
    records = Records()
    events: dict[str, Event] = {}
    for path in sorted(folder.rglob("*.jsonl")):
        if path.is_symlink() or not path.is_file() or path.stat().st_size > LARGEST:
            continue
        records.files += 1
        done(path)
        for line in path.read_bytes().splitlines():
            event = _event(line)
            if event is None:
                records.passed_over += 1
            elif event.verb == "answered":
                events.setdefault(event.id, event)
    questions = _questions()
    firsts: dict[tuple[str, str, str], Event] = {}
    for event in sorted(events.values(), key=lambda event: (event.time, event.id)):
        firsts.setdefault((event.learner, event.lesson, event.item), event)
    records.cases = [event for event in firsts.values() if event.lesson == BEFORE_AFTER]
    for event in firsts.values():
        drawn = (
            event.lesson == BEFORE_AFTER
        )  # either form may come first: they are told apart by when
        place = (event.quiz if drawn else event.lesson, event.item, str(event.version))
        question = questions.get((event.lesson, event.item, event.version))
        records.answers.setdefault(place, []).append(_first(event, question))
        if question is not None and question.form_of and not drawn:
            records.seconds.add(place)
    records.learners = len({event.learner for event in firsts.values()})
    return records


def _event(line: bytes) -> Event | None:
    return from_statement(read_line(line)) if len(line) <= _LINE else None


def _questions() -> Mapping[tuple[str, str, int], Question]:
    banks = [load_bank(path).bank for path in bank_paths()]
    return {(bank.lesson, item.id, item.version): item for bank in banks for item in bank.items}


def _first(event: Event, question: Question | None) -> First:
    sure = None if event.confidence is None else event.confidence == "sure"
    answers = tuple(event.response.split("[,]")) if event.response else ()
    first = First(event.learner, event.score, 1.0, answers, sure=sure)
    if question is None:
        return first
    if isinstance(question, SingleChoice | MultipleChoice):
        offered = tuple(option.id for option in question.options)
        if not set(answers) <= set(offered):
            return first
        right = tuple(option.id for option in question.options if option.correct)
        statements = [
            option.feedback
            for option in question.options
            if option.id in answers and not option.correct
        ]
        return replace(first, offered=offered, right=right, message=" ".join(statements))
    whole = replace(first, answers=(" ".join(event.response.split()),))
    if isinstance(question, Numeric | ShortText) and 0 < event.mistake <= len(question.mistakes):
        return replace(whole, message=question.mistakes[event.mistake - 1].feedback)
    return whole
