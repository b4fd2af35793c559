"""``trilateral align``: objectives against items and tasks."""

from __future__ import annotations

from dataclasses import asdict
from itertools import groupby
from typing import TYPE_CHECKING

import typer

from trilateral.cli._app import FOUND, Json, app, print_json, say
from trilateral.paths import course_dir

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trilateral.assignments.alignment import Alignment, Objective


@app.command(epilog="Example: trilateral align")
def align(*, json: Json = False) -> None:
    """Show which items and tasks serve each objective (instructors).

    Exit code 1: there are problems, such as an objective with fewer than two items or tasks, an
    item or task without an objective, too little judgement or too much recall.
    """
    from trilateral.assignments.alignment import aligned

    alignment = aligned(course_dir())
    if json:
        shares = {"judgement": alignment.judgement, "recall": alignment.recall}
        print_json(asdict(alignment) | shares)
    else:
        say(*_lines(alignment))
    if alignment.problems:
        raise typer.Exit(FOUND)


def _lines(alignment: Alignment) -> Iterator[str]:
    from trilateral.assignments.alignment import judgement, recall

    for lesson, objectives in groupby(alignment.objectives, key=lambda objective: objective.lesson):
        own = [item for item in alignment.scored if item.lesson == lesson]
        points = sum(item.points for item in own if item.kind != "item")
        yield (
            f"{lesson}: judgement {judgement(own):.0%} of {points:g} points, "
            f"recall {recall(own):.0%} of {sum(item.kind == 'item' for item in own)} items"
        )
        for objective in objectives:
            yield from _served(objective)
        yield ""
    points = sum(item.points for item in alignment.scored if item.kind != "item")
    yield f"Judgement carries {alignment.judgement:.0%} of the tasks' {points:g} points."
    yield f"Recall is what {alignment.recall:.0%} of the items ask for."
    yield from (f"To fix: {problem}." for problem in alignment.problems)


def _served(objective: Objective) -> Iterator[str]:
    from trilateral.assignments.alignment import KINDS

    yield f"  {objective.name}: {objective.text}"
    by = {kind: [each.id for each in objective.by if each.kind == kind] for kind in KINDS}
    for kind, ids in by.items():
        if ids:
            yield f"    {kind:10} {', '.join(ids)}"
