"""``trilateral collect``: a class's submissions, as a platform hands them over, in one tree."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from trilateral.cli._app import FOUND, Json, app, print_json, say
from trilateral.cli._progress import counting
from trilateral.paths import course_dir

if TYPE_CHECKING:
    from trilateral.grading.collect import Collected
    from trilateral.grading.roster import Roster

RosterFile = Annotated[
    Path | None,
    typer.Option(
        exists=True,
        dir_okay=False,
        help="The class: a CSV with a column `id`, or Canvas's or Moodle's own export.",
    ),
]


@app.command(epilog="Example: trilateral collect submissions.zip --roster roster.csv")
def collect(  # noqa: PLR0913 -- one for each option
    source: Annotated[
        Path,
        typer.Argument(
            exists=True, help="A zip from Canvas or Moodle, nbgrader's tree, or loose notebooks."
        ),
    ],
    *,
    roster: RosterFile = None,
    assignment: Annotated[
        str, typer.Option(help="What everything is, where the files do not say.")
    ] = "",
    pattern: Annotated[
        str, typer.Option(help="How loose notebooks are named: '{learner}_{assignment}.ipynb'.")
    ] = "",
    to: Annotated[Path, typer.Option(help="The folder to collect into.")] = Path("submitted"),
    json: Json = False,
) -> None:
    """Collect submissions, each with a receipt; whoever can't be matched is listed."""
    from trilateral.grading.collect import Collector, releases
    from trilateral.grading.roster import FILE, Roster, read_roster, write_roster
    from trilateral.grading.roster_match import loses, updated

    known = releases(course_dir(to))
    if assignment and assignment not in known:
        message = f"no assignment {assignment!r}; there are {', '.join(known)}"
        raise typer.BadParameter(message)
    kept = to.resolve().parent / FILE
    before: Roster = read_roster(kept) if kept.is_file() else Roster()
    people = updated(before, read_roster(roster)) if roster else before
    collector = Collector(to, known, people, assignment, pattern)
    with counting("Collecting", shown=not json) as done:
        result = collector.collect(source, done)
    former = kept.with_suffix(".old.csv") if loses(before, people) else None
    changed = people.learners != before.learners
    if changed:  # `feedback` and `export` need it again
        if former:
            shutil.copyfile(kept, former)
        write_roster(people, kept)
    if json:
        told = {"file": str(kept), "changed": changed, "former": former and str(former)}
        print_json(_plain(result) | {"roster": told if people else None})
    else:
        if changed and before:
            old = f"; the former is {former.name}" if former else ""
            say(f"{kept} is brought up to {roster}{old}.")
        say("\n".join(_lines(result, to)))
    if result.unmatched or result.refused:
        raise typer.Exit(FOUND)


def _plain(result: Collected) -> dict[str, object]:
    return {
        "well": not (result.unmatched or result.refused),
        "collected": [{"fate": one.fate, **asdict(one.receipt)} for one in result.taken],
        "unmatched": [asdict(one) for one in result.unmatched],
        "refused": [asdict(one) for one in result.refused],
        "absent": {name: [one.id for one in who] for name, who in result.absent.items()},
    }


def _lines(result: Collected, to: Path) -> Iterator[str]:
    for taken in result.taken:
        receipt = taken.receipt
        count = f"{len(receipt.tasks)} of {len(receipt.tasks) + len(receipt.missing)} tasks"
        state = "cannot be read" if receipt.unreadable else count
        late = "  late" if receipt.late else ""
        told = f"{receipt.learner}  {receipt.assignment}  {receipt.sha256[:12]}  {state}{late}"
        yield f"{taken.fate:<9} {told}"
    for one in result.unmatched:
        yield f"unmatched {one.name}: {one.why}"
    for one in result.refused:
        yield f"refused   {one.name}: it {one.why}"
    for name, who in result.absent.items():
        for learner in who:
            yield f"absent    {name}  {learner.id}  {learner.full_name}"
    yield (
        f"\n{len(result.taken)} in {to}, {len(result.unmatched)} not matched, "
        f"{len(result.refused)} refused. Next: trilateral grade {to}"
    )
