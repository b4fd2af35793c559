"""``trilateral class``: hold a class, with a projector, a desk and everybody's phones."""

from __future__ import annotations

import asyncio
import time
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlsplit

import typer

from trilateral.cli._app import app, note, say

if TYPE_CHECKING:
    from trilateral.classroom.hall import Hall, Setting
    from trilateral.classroom.keeping import Kept


@app.command(name="class", epilog="Example: trilateral class 03")
def class_(  # noqa: PLR0913 -- one for each option
    lesson: Annotated[
        str, typer.Argument(metavar="LESSON", help="A lesson with a plan, by number or name.")
    ],
    *,
    folder: Annotated[
        Path | None,
        typer.Option(help="Where the class is kept; beside your own records by default."),
    ] = None,
    paper: Annotated[
        Path | None,
        typer.Option(metavar="OUT", help="Write the class into OUT as pages to print, and stop."),
    ] = None,
    port: Annotated[
        int | None,
        typer.Option(min=1024, max=65535, help="Where to listen; the first free one from 8765."),
    ] = None,
    listen: Annotated[
        str | None,
        typer.Option(
            metavar="HOST", help="Open the class on this address at once; else the desk asks."
        ),
    ] = None,
    address: Annotated[
        str | None,
        typer.Option(metavar="URL", help="The students' address, where a hub's proxy gives one."),
    ] = None,
    base_url: Annotated[
        str, typer.Option(metavar="PATH", help="The path that a proxy leaves before each address.")
    ] = "/",
    seats_per_address: Annotated[
        int, typer.Option(min=1, max=300, help="Seats that one address of the network may take.")
    ] = 8,
    browser: Annotated[
        bool, typer.Option("--browser/--no-browser", help="Open the desk in the browser.")
    ] = True,
    new: Annotated[
        bool, typer.Option("--new/--resume", help="Begin a new class, even where one is open.")
    ] = False,
    close: Annotated[
        bool, typer.Option("--close", help="Close the class that is there; counts remain.")
    ] = False,
    delete: Annotated[
        bool, typer.Option("--delete", help="Delete the class that is there, with all answers.")
    ] = False,
) -> None:
    """Hold a class: a projector, a desk, and everybody's phones, with no network but the room's.

    Ctrl+C stops it and loses nothing; the same command resumes it.
    """
    from trilateral.classroom.hall import Setting
    from trilateral.classroom.keeping import default_folder

    if paper:
        _print(lesson, paper)
        return
    place = folder or default_folder()
    if close or delete:
        _end(place, lesson, delete=delete)
        return
    path = f"/{base_url.strip('/')}/" if base_url.strip("/") else "/"
    public = _public(address)
    record = _record(place, lesson, port, new=new)
    setting = Setting(record.desk.port, path, public, seats_per_address)
    with record.held():
        _hold(record, setting, listen, browser=browser)
    _farewell(record, f"trilateral class {lesson}{f' --folder {folder}' if folder else ''}")


def _public(address: str | None) -> str | None:
    if address is None:
        return None
    if urlsplit(address).scheme not in ("http", "https") or not urlsplit(address).hostname:
        message = "--address is a whole address, such as https://hub.example/user/ada/proxy/8765/"
        raise typer.BadParameter(message)
    return f"{address.rstrip('/')}/"


def _print(lesson: str, out: Path) -> None:
    from trilateral.classroom import paper

    for path in paper.write(lesson, out):
        say(str(path))


def _record(folder: Path, lesson: str, port: int | None, *, new: bool) -> Kept:
    """Return the class to hold: the one that was not closed, or a new one."""
    from trilateral.classroom.keeping import damaged, prepared, started, unclosed
    from trilateral.classroom.network import free_port

    for path in damaged(folder):
        note(
            f"The class in {path} cannot be resumed: its script or its desk file is damaged. Its "
            "answers are in journal.jsonl there. Delete the folder if you do not need them."
        )
    there = [] if new else unclosed(folder, lesson)
    if there:
        record = there[-1]
        note(f"Resuming {record.name}, which was not closed. (--new begins another class.)")
        return record.moved(port) if port else record
    note(f"Preparing lesson {lesson}; this takes a few seconds.")
    return started(folder, prepared(lesson), port or free_port())


def _hold(record: Kept, setting: Setting, listen: str | None, *, browser: bool) -> None:
    from trilateral.classroom.keeping import again_on
    from trilateral.classroom.room import Room
    from trilateral.classroom.server import serve

    room = Room(record, note)
    if room.unread:
        note(f"{room.unread} damaged lines of {record.journal.path} were left out.")
    if room.state.over:
        room.finish()
        return
    again = again_on(record, room.state, time.time())

    def ready(hall: Hall) -> None:
        wanted = listen or again
        if wanted and (why := hall.listen(wanted)):
            note(why)
        _welcome(hall, record, open_browser=browser)

    try:
        asyncio.run(serve(room, setting, ready))
    except KeyboardInterrupt:
        typer.echo(err=True)
    except OSError as error:
        note(f"{error} Choose another with --port.")
        raise typer.Exit(1) from error


def _welcome(hall: Hall, record: Kept, *, open_browser: bool) -> None:
    home = f"http://127.0.0.1:{hall.setting.port}{hall.setting.base_url}"
    desk = f"{home}desk#{record.desk.secret}"
    say(
        f"The class {record.name} is kept in {record.folder.parent}.",
        "",
        "Desk, for you alone (keep this window off the projector):",
        f"    {desk}",
        "Projector:",
        f"    {home}screen",
    )
    if hall.address:
        say("Students:", f"    {hall.address}")
    else:
        hosts = ", ".join(f"{offer.host} ({offer.label})" for offer in hall.place.offers)
        say(
            "Students cannot reach the class yet. Confirm one of these addresses on the desk, or "
            "name it with --listen:",
            f"    {hosts or 'none; this machine is in no network'}",
        )
    say("", "To stop, press Ctrl+C in this window; nothing is lost.")
    if open_browser:
        webbrowser.open(record.entrance(desk).as_uri())


def _end(folder: Path, lesson: str, *, delete: bool) -> None:
    from trilateral.classroom.keeping import unclosed

    there = unclosed(folder, lesson)
    if not there:
        note(f"{folder} has no open class of lesson {lesson}.")
        return
    for record in there:
        with record.held():
            if delete:
                record.delete()
                say(f"Deleted: {record.folder}")
            else:
                say(f"Closed; what remains is {record.finish(record.read()[0])}")


def _farewell(record: Kept, command: str) -> None:
    if record.remains.exists() or not record.journal.path.exists():
        return
    say(
        f"The class is not closed. Answers by seat, without names, are in {record.folder}.",
        f"Resume it:                       {command}",
        f"Close it, so that counts remain: {command} --close",
        f"Delete it:                       {command} --delete",
    )
