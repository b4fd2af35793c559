"""``trilateral release``: what an instructor hands out, as a folder or as a git repository."""

from __future__ import annotations

import tempfile
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from trilateral.cli._app import Json, app, note, print_json, say
from trilateral.paths import course_dir

if TYPE_CHECKING:
    from trilateral.assignments.tracks import Track

_EPILOG = (
    "Example: trilateral release ../handout writes a folder. "
    "trilateral release --repo ../class --address https://HOST/OWNER/NAME writes a git repository, "
    "with badges for Binder and Colab; rerun it after a change, then git push."
)


@app.command(epilog=_EPILOG)
def release(  # noqa: PLR0913 -- each is an option
    folder: Annotated[
        Path | None, typer.Argument(file_okay=False, help="A new or empty folder.")
    ] = None,
    *,
    repo: Annotated[
        Path | None,
        typer.Option(file_okay=False, help="A git repository to begin, or to bring up to date."),
    ] = None,
    address: Annotated[
        str | None,
        typer.Option(help="Where learners will find it; by default `release` in [project.urls]."),
    ] = None,
    practice: Annotated[
        bool,
        typer.Option("--practice", help="For self-study: with all checks and worked solutions."),
    ] = False,
    track: Annotated[
        Literal["both", "code", "judgement"],
        typer.Option(
            help="Hand out tasks with code, those without, or both. Written tasks always stay."
        ),
    ] = "both",
    json: Json = False,
) -> None:
    """Write the learners' copy of the course (for instructors).

    It has no solutions and no hidden tests.
    """
    if (folder is None) == (repo is None):
        message = "Name a folder, or a repository with --repo, and not both."
        raise typer.BadParameter(message)
    if repo is not None:
        _to_repository(repo, address, practice=practice, track=track, json=json)
    elif folder is not None and address is None:
        _to_folder(folder, practice=practice, track=track, json=json)
    else:
        message = "--address goes with --repo: a folder has no address."
        raise typer.BadParameter(message)


def _to_folder(folder: Path, *, practice: bool, track: Track, json: bool) -> None:
    from trilateral.assignments.release import release as hand_out

    files = hand_out(course_dir(), folder, practice=practice, track=track)
    if json:
        print_json({"folder": folder, "files": files})
    else:
        exercises = sum(file.parts[0] == "exercises" and file.suffix == ".ipynb" for file in files)
        typer.echo(f"{folder}: {len(files)} files, {exercises} of them exercises.")


def _to_repository(
    repo: Path, address: str | None, *, practice: bool, track: Track, json: bool
) -> None:
    from trilateral.assignments.release import release as hand_out
    from trilateral.assignments.secrets import kept_from
    from trilateral.deploy.badges import Address
    from trilateral.deploy.repository import check, update

    course = course_dir()
    text = address or _address(course)
    place = Address.read(text) if text else None
    check(repo)
    with tempfile.TemporaryDirectory() as empty:
        note("Making the hand-out, which takes a minute or two.")
        hand_out(course, Path(empty), practice=practice, track=track)
        files = kept_from(course, practice=practice)
        done = update(Path(empty), repo, secrets=files, address=place)
    if json:
        print_json(
            {
                "repository": repo,
                "commit": done.commit or None,
                "changed": done.changed,
                "new_exercises": done.new_exercises,
            }
        )
    elif not done.commit:
        say(f"{repo}: nothing has changed since its last commit.")
    else:
        say(f"{repo}: commit {done.commit}, {len(done.changed)} files.")
        for exercise in done.new_exercises:
            say(f"  {exercise} is new; learners who have begun the older one keep it.")
        if place is None:
            say("Without --address it has no badges. To publish it: git remote add, git push.")
        else:
            say(f"To publish it: git -C {repo} push {place.url} main")


def _address(course: Path) -> str:
    """Return where the project says that its class's repository is, or nothing."""
    project = tomllib.loads((course / "pyproject.toml").read_text("utf-8"))["project"]
    return str(project.get("urls", {}).get("release", ""))
