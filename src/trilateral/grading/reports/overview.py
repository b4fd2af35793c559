"""The class at a glance: one line for each learner."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trilateral.grading.intake import receipts
from trilateral.grading.people.roster import Learner

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from trilateral.grading.book.entries import Entry
    from trilateral.grading.book.sync import ClassWork
    from trilateral.grading.intake.receipts import Receipt


@dataclass(frozen=True)
class Line:
    """How one learner stands, over the assignments that were asked for."""

    learner: str
    name: str
    handed: tuple[str, ...]
    """Assignments."""
    late: tuple[str, ...]
    points: float
    possible: float
    """Of what was handed in."""
    waiting: tuple[str, ...]
    """Tasks that a person has to look at, as ``assignment task``."""
    repaired: tuple[str, ...]
    """What was done to a notebook before it was graded."""
    unreadable: tuple[str, ...]
    """Assignments whose file could not be read."""
    alike: tuple[str, ...]
    """Who handed in the very same file, as ``learner (assignment)``."""


def overview(
    work: ClassWork, releases: Mapping[str, str], assignments: Collection[str] = ()
) -> list[Line]:
    """Return a line for each learner of the class and each who handed something in.

    Parameters
    ----------
    work
        How the class stands.
    releases
        The SHA-256 of each exercise as handed out: who handed that in shares no work.
    assignments
        Which to look at; all, if empty.
    """
    entries: dict[str, list[Entry]] = defaultdict(list)
    for entry in work.entries:
        if not assignments or entry.assignment in assignments:
            entries[entry.learner].append(entry)
    people = {name: Learner(name) for name in entries} | work.roster.by_id
    alike = _alike(work, set(releases.values()))
    return [_line(work, people[name], entries[name], alike) for name in sorted(people)]


def is_late(receipt: Receipt | None, entry: Entry) -> bool:
    """Whether work came late: by the due date, extensions included, or else by the platform."""
    return entry.late > 0 if entry.timed else bool(receipt and receipt.late)


def _line(
    work: ClassWork,
    who: Learner,
    entries: list[Entry],
    alike: Mapping[tuple[str, str], tuple[str, ...]],
) -> Line:
    late, repaired, unreadable, same = [], [], [], []
    for entry in entries:
        place = (entry.learner, entry.assignment)
        receipt = receipts.read(work.submitted / entry.learner / entry.assignment)
        graded = work.graded[place]
        late += [entry.assignment] if is_late(receipt, entry) else []
        repaired += [f"{entry.assignment}: {text}" for text in graded.repairs]
        unreadable += [entry.assignment] if graded.unreadable else []
        same += [f"{other} ({entry.assignment})" for other in alike.get(place, ())]
    return Line(
        who.id,
        who.full_name,
        tuple(entry.assignment for entry in entries),
        tuple(late),
        round(sum(entry.points for entry in entries), 2),
        round(sum(entry.possible for entry in entries), 2),
        tuple(f"{entry.assignment} {task}" for entry in entries for task in entry.waiting),
        tuple(repaired),
        tuple(unreadable),
        tuple(same),
    )


def _alike(work: ClassWork, released: set[str]) -> dict[tuple[str, str], tuple[str, ...]]:
    """Return who handed in the same file as whom; a group's file counts for none of them."""
    same: dict[tuple[str, str], list[str]] = defaultdict(list)
    for (learner, assignment), graded in sorted(work.graded.items()):
        if graded.sha256 not in released and not graded.unreadable:
            same[assignment, graded.sha256].append(learner)
    others_of = {}
    for (assignment, _), learners in same.items():
        sources = {each: _source(work, each, assignment) for each in learners}
        for name in learners:
            others = [
                other
                for other in learners
                if other != name and (not sources[name] or sources[other] != sources[name])
            ]
            if others:
                others_of[name, assignment] = tuple(others)
    return others_of


def _source(work: ClassWork, learner: str, assignment: str) -> str:
    receipt = receipts.read(work.submitted / learner / assignment)
    return receipt.source if receipt else ""
