"""``trilateral feedback``: a page for each learner."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from trilateral.cli._app import FOUND, Json, app, print_json, say
from trilateral.cli._progress import counting
from trilateral.paths import course_dir

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trilateral.grading.reports.feedback_zip import FeedbackZip

ClassDir = Annotated[
    Path,
    typer.Argument(
        metavar="[DIR]",
        exists=True,
        file_okay=False,
        help="The class's folder, which holds graded/.",
    ),
]


class Lms(Enum):
    """Which platform a zip is for."""

    MOODLE = "moodle"
    CANVAS = "canvas"


@app.command(epilog="Example: trilateral feedback --learner ada --to feedback")
def feedback(  # noqa: PLR0913 -- one for each option
    folder: ClassDir = Path(),
    *,
    learner: Annotated[
        list[str] | None,
        typer.Option(help="A learner's id; repeat for more. Default: everybody."),
    ] = None,
    assignment: Annotated[
        list[str] | None,
        typer.Option(help="With --zip, an assignment; repeat for more. Default: all."),
    ] = None,
    platform: Annotated[
        Lms | None,
        typer.Option("--zip", help="Write one zip per assignment for the platform to import."),
    ] = None,
    to: Annotated[
        Path | None,
        typer.Option(
            help="Folder for the pages (default: DIR/feedback) or for the zips (default: DIR)."
        ),
    ] = None,
    json: Json = False,
) -> None:
    """Write one feedback page per learner.

    It has marks, messages, repairs and comments.
    """
    from trilateral.grading.startup import keep_private, leave_out_slow_imports

    leave_out_slow_imports()
    from trilateral.cli._class import current_work
    from trilateral.grading.intake.collect import releases
    from trilateral.grading.reports.feedback import write_pages, write_zips
    from trilateral.grading.reports.notices import learners

    folder = folder.resolve()
    course = course_dir(folder)
    target = to or folder / "feedback"
    keep_private(target, folder / "gradebook.db")
    if assignment and not platform:
        message = "--assignment needs --zip; a learner's page has all assignments"
        raise typer.BadParameter(message)
    work = current_work(folder, "feedback", assignment or ())
    if platform:
        zips = write_zips(
            work,
            releases(course),
            to or folder,
            platform.value,
            learners=learner or (),
            assignments=assignment or (),
        )
        _say_zips(list(zips), json=json)
        return
    total = len(learner or {entry.learner for entry in work.entries})
    with counting("Writing", total, visible=not json) as done:
        pages = write_pages(work, releases(course), target, learner or (), done=done)
    if json:
        waiting = [
            dict(zip(("learner", "assignment", "task"), entry, strict=True))
            for entry in pages.waiting
        ]
        print_json({"files": pages.files, "waiting": waiting})
        return
    waits: dict[tuple[str, str], list[str]] = {}
    for name, where, task in pages.waiting:
        waits.setdefault((where, task), []).append(name)
    for (where, task), who in waits.items():
        say(f"no mark yet  {where}  {task}  {learners(who)}")
    count = len(pages.files)
    say("", f"{count} page{'s' * (count != 1)} in {target}")


def _say_zips(zips: Sequence[tuple[Path, FeedbackZip]], *, json: bool) -> None:
    """Say what is in the zips, and who has no page in them."""
    from trilateral.grading.reports.notices import lines

    notices = [notice for _, made in zips for notice in made.notices]
    if json:
        files = [{"file": file, "pages": made.pages} for file, made in zips]
        print_json(
            {"zips": files, "problems": [notice.text for notice in notices], "well": not notices}
        )
    else:
        say(*(f"look at  {line}" for line in lines(notices)), "")
        for file, made in zips:
            say(f"{made.pages} page{'s' * (made.pages != 1)} in {file}")
    if notices:
        raise typer.Exit(FOUND)
