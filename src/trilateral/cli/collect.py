"""``trilateral collect``: a class's submissions, as a platform hands them over, in one tree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from trilateral.cli._app import FOUND, Json, app, print_json, say
from trilateral.cli._columns import columns_asked
from trilateral.cli._progress import counting
from trilateral.paths import course_dir
from trilateral.printing import one_line

if TYPE_CHECKING:
    from datetime import tzinfo

    from trilateral.grading.intake.collect import CollectionReport
    from trilateral.grading.intake.worksheet import HandIns
    from trilateral.grading.people.roster import Roster

_PATH: Final = 160
RosterFile = Annotated[
    Path | None,
    typer.Option(
        exists=True,
        dir_okay=False,
        help="The class list: a CSV with a column `id`, or an export from Canvas or Moodle.",
    ),
]


@app.command(epilog="Example: trilateral collect submissions.zip --roster roster.csv")
def collect(  # noqa: PLR0913 -- one for each option
    source: Annotated[
        Path,
        typer.Argument(
            exists=True,
            help="A zip from Canvas or Moodle, nbgrader's folders, or single notebooks.",
        ),
    ],
    *,
    roster: RosterFile = None,
    assignment: Annotated[
        str, typer.Option(help="The assignment, if the file names do not say it.")
    ] = "",
    pattern: Annotated[
        str, typer.Option(help="How single notebooks are named: '{learner}_{assignment}.ipynb'.")
    ] = "",
    prefer: Annotated[
        list[str] | None,
        typer.Option(help="The file that counts where a learner has two; '*' matches many."),
    ] = None,
    columns: Annotated[
        str, typer.Option(help="Which column holds what: 'id=1,name=Full name,email=3'.")
    ] = "",
    timezone: Annotated[
        str,
        typer.Option(
            help="Time zone of Moodle's times, such as Asia/Manila; by default this machine's."
        ),
    ] = "",
    to: Annotated[Path, typer.Option(help="The folder to collect into.")] = Path("submitted"),
    json: Json = False,
) -> None:
    """Collect submissions, each with a receipt.

    Files that match no learner are listed, never guessed.
    """
    from trilateral.grading.intake.collect import Collector, releases
    from trilateral.grading.intake.keeping import EARLIER
    from trilateral.grading.intake.worksheet import HandIns, hand_ins
    from trilateral.grading.people.matching import departed, loses, updated
    from trilateral.grading.people.roster import FILE, FORMER, Roster, read_roster, write_roster
    from trilateral.grading.startup import keep_private

    roster_file = to.resolve().parent / FILE
    put_by = roster_file.with_name(FORMER)
    keep_private(to, to / EARLIER, roster_file, put_by)
    assignments = releases(course_dir(to))
    if assignment and assignment not in assignments:
        message = f"no assignment {assignment!r}; choose one of {', '.join(assignments)}"
        raise typer.BadParameter(message)
    before: Roster = read_roster(roster_file) if roster_file.is_file() else Roster()
    gone: Roster = read_roster(put_by) if put_by.is_file() else Roster()
    class_list = read_roster(roster, columns_asked(columns)) if roster else before
    blind = class_list.is_blind  # one assignment's numbers, which say nothing of the class
    people = (
        updated(before, class_list, gone, called=roster.name) if roster and not blind else before
    )
    where = _zone(timezone)
    handed = hand_ins(roster, where) if roster else HandIns()
    collector = Collector(
        to,
        assignments,
        class_list if blind else people,
        assignment,
        pattern,
        tuple(prefer or ()),
        handed,
        where,
    )
    with counting("Collecting", visible=not json) as done:
        result = collector.collect(source, done)
    former = put_by if loses(before, people) else None
    changed = people.learners != before.learners
    if changed:  # `feedback` and `export` need it again
        if former:
            write_roster(departed(before, people, gone), former)
        write_roster(people, roster_file)
    if json:
        roster_plain = {
            "file": str(roster_file),
            "changed": changed,
            "former": former and str(former),
        }
        print_json(_plain(result) | {"roster": roster_plain if people else None})
    else:
        if changed and before:
            old = f"; the previous list is in {former.name}" if former else ""
            say(f"{roster_file} is updated from {roster}{old}.")
        say(*_unread(handed), *_lines(result, to), *_times(result, timezone))
    if result.unmatched or result.refused:
        raise typer.Exit(FOUND)


def _zone(name: str) -> tzinfo | None:
    from trilateral.grading.intake.times import TimeError, zone

    try:
        return zone(name)
    except TimeError as error:
        message = f"--timezone: {error}"
        raise typer.BadParameter(message) from error


def _unread(handed: HandIns) -> Iterator[str]:
    """List the times in a worksheet that cannot be read."""
    if handed.unread:
        more = f" and {len(handed.unread) - 1} more" if len(handed.unread) > 1 else ""
        yield (
            f"no time   the worksheet's {one_line(handed.unread[0], _PATH)!r}{more} cannot "
            "be read; the times in the zip file are used"
        )


def _times(result: CollectionReport, zone: str) -> Iterator[str]:
    """Say which time zone Moodle's times were read in."""
    if any("_assignsubmission_" in arrival.receipt.source for arrival in result.arrivals):
        here = datetime.now().astimezone().tzname()
        place = zone or f"this machine's, {here}"
        yield (
            f"Moodle's times have no time zone and are read as {place}. For another: --timezone "
            "Asia/Manila"
        )


def _plain(result: CollectionReport) -> dict[str, object]:
    return {
        "well": not (result.unmatched or result.refused),
        "collected": [
            {"fate": arrival.fate, **asdict(arrival.receipt)} for arrival in result.arrivals
        ],
        "unmatched": [asdict(refusal) for refusal in result.unmatched],
        "refused": [asdict(refusal) for refusal in result.refused],
        "untimed": [asdict(refusal) for refusal in result.untimed],
        "aside": [asdict(refusal) for refusal in result.aside],
        "absent": {name: [learner.id for learner in who] for name, who in result.absent.items()},
    }


def _lines(result: CollectionReport, to: Path) -> Iterator[str]:
    for arrival in result.arrivals:
        receipt = arrival.receipt
        count = f"{len(receipt.tasks)} of {len(receipt.tasks) + len(receipt.missing)} tasks"
        state = "cannot be read" if receipt.unreadable else count
        late = f"  {one_line(receipt.lateness) or 'late'}" if receipt.late else ""
        when = f"  {receipt.time:%Y-%m-%d %H:%M} UTC" if receipt.time else ""
        beside = f"  and {', '.join(map(one_line, receipt.beside))}" if receipt.beside else ""
        group = f"  with {one_line(receipt.group)}" if receipt.group else ""
        details = f"{receipt.assignment}  {receipt.sha256[:12]}  {state}{when}{late}{group}{beside}"
        yield f"{arrival.fate:<9} {one_line(receipt.learner)}  {details}"
    for refusal in result.unmatched:
        yield f"unmatched {one_line(refusal.name, _PATH)}: {refusal.why}"
    for refusal in result.refused:
        yield f"refused   {one_line(refusal.name, _PATH)}: it {refusal.why}"
    for refusal in result.untimed:
        yield f"no time   {one_line(refusal.name, _PATH)}: {refusal.why}"
    for refusal in result.aside:
        yield f"left out  {one_line(refusal.name, _PATH)}: it {refusal.why}"
    for name, who in result.absent.items():
        for learner in who:
            yield f"absent    {name}  {one_line(learner.id)}  {one_line(learner.full_name)}"
    yield ""
    yield (
        f"{len(result.arrivals)} in {to}, {len(result.unmatched)} unmatched, "
        f"{len(result.refused)} refused. Next: trilateral grade {to}"
    )
