"""``trilateral feedback``: a page for each learner."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from trilateral.cli._app import Json, app, note, print_json, say
from trilateral.cli._progress import counting
from trilateral.paths import course_dir

ClassDir = Annotated[
    Path,
    typer.Argument(
        metavar="[DIR]", exists=True, file_okay=False, help="The class's folder, with graded/."
    ),
]


@app.command(epilog="Example: trilateral feedback --learner ada --to feedback")
def feedback(
    folder: ClassDir = Path(),
    *,
    learner: Annotated[
        list[str] | None,
        typer.Option(help="Whose page, by id; may be repeated. By default everybody's."),
    ] = None,
    to: Annotated[
        Path | None, typer.Option(help="Where the pages go; `feedback` in DIR by default.")
    ] = None,
    json: Json = False,
) -> None:
    """Write one page per learner: marks, messages, what was mended, comments."""
    from trilateral.grading.quick import leave_out_slow_imports

    leave_out_slow_imports()
    from trilateral.grading.collect import releases
    from trilateral.grading.feedback import write_pages
    from trilateral.grading.gradebook_sync import standings
    from trilateral.grading.told import learners

    folder = folder.resolve()
    course = course_dir(folder)
    found = standings(folder, course, "feedback", told=note)
    total = len(learner or {entry.learner for entry in found.entries})
    with counting("Writing", total, shown=not json) as done:
        target = to or folder / "feedback"
        pages = write_pages(found, releases(course), target, learner or (), done=done)
    if json:
        waiting = [
            dict(zip(("learner", "assignment", "task"), one, strict=True)) for one in pages.waiting
        ]
        print_json({"files": pages.files, "waiting": waiting})
        return
    waits: dict[tuple[str, str], list[str]] = {}
    for name, assignment, task in pages.waiting:
        waits.setdefault((assignment, task), []).append(name)
    for (assignment, task), who in waits.items():
        say(f"no mark yet  {assignment}  {task}  {learners(who)}")
    say(f"\n{len(pages.files)} page{'s' * (len(pages.files) != 1)} in {to or folder / 'feedback'}")
