"""A campus hub: its configuration, its images, and the release that goes into each home."""

from __future__ import annotations

import secrets
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from trilateral.assignments.release import release
from trilateral.assignments.secrets import kept_from
from trilateral.deploy.badges import BRANCH
from trilateral.deploy.errors import DeployError
from trilateral.deploy.home import FOLDER, IN_THE_IMAGE, RELEASE
from trilateral.deploy.repository import check, update
from trilateral.files import replace
from trilateral.lab import SETTINGS, START
from trilateral.tasks.practice import PRACTICE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trilateral.assignments.tracks import Track

CAMPUS: Final = Path(__file__).parent / "campus"
"""What is written beside the release, as it is; ``.in`` at a name's end is dropped."""
COURSE: Final = "course"
PASSWORD: Final = "TRILATERAL_HUB_PASSWORD"  # noqa: S105 -- a variable's name


@dataclass(frozen=True)
class Written:
    """What became of a hub's folder."""

    folder: Path
    written: tuple[str, ...]
    """New files, relative to the folder, but for those of the release."""
    left: tuple[str, ...]
    """Files that were there and stay as they are."""
    renewed: bool
    """Whether the release differs from the one that was there."""


def write(
    course: Path,
    target: Path,
    *,
    practice: bool = False,
    track: Track = "both",
    repository: str = "",
) -> Written:
    """Write a hub's folder, or renew the release in it and leave all else alone.

    Parameters
    ----------
    course
        The instructor's course, with its solutions.
    target
        The folder: new, empty, or one that this has written before.
    practice, track
        As for `trilateral.assignments.release.release`.
    repository
        The address of the git repository that homes are brought up to date from; the release in
        the image by default.

    Raises
    ------
    DeployError
        The folder holds something else, or the other kind of release; or git is missing or fails.
    LeakError
        Something in the release would give a solution or a hidden test away.
    """
    _refuse_another(target, practice=practice)
    check(target / COURSE)
    with tempfile.TemporaryDirectory() as fresh:
        release(course, Path(fresh), practice=practice, track=track)
        secrets = kept_from(course, practice=practice)
        renewed = bool(update(Path(fresh), target / COURSE, secrets=secrets).commit)
    written: list[str] = []
    unchanged: list[str] = []
    for name, content in _files(repository):
        path = target / name
        (unchanged if path.exists() else written).append(name)
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            replace(path, content)
    (target / ".env").chmod(0o600)  # it holds the password
    return Written(target, tuple(written), tuple(unchanged), renewed)


def link(address: str, repository: str) -> str:
    """Return the nbgitpuller link that brings a learner's home up to date and opens the course.

    Parameters
    ----------
    address
        The hub's, such as ``https://hub.example.edu``.
    repository
        The release's, as homes know it.
    """
    asked = {
        "repo": repository,
        "branch": BRANCH,
        "targetPath": FOLDER,
        "urlpath": f"lab/tree/{FOLDER}/{START}",
    }
    return f"{address.rstrip('/')}/hub/user-redirect/git-pull?{urlencode(asked)}"


def _refuse_another(target: Path, *, practice: bool) -> None:
    """Refuse a folder with other things in it, and a release of the other kind.

    The repository keeps what it once held: after a practice release, solutions too.
    """
    held = target / COURSE
    if not (held / ".git").is_dir():
        if target.exists() and any(target.iterdir()):
            message = f"{target} holds something else. Name a new folder, or an empty one."
            raise DeployError(message)
    elif (held / PRACTICE).is_dir() != practice:
        kinds = ("a practice release", "a release for a graded class")
        there, asked = kinds if not practice else kinds[::-1]
        message = (
            f"{held} holds {there}, and its history would stay there beside {asked}. "
            "Name another folder."
        )
        raise DeployError(message)


def _files(repository: str) -> Iterator[tuple[str, bytes]]:
    """Yield each file but the release's, with its name in the folder."""
    for root, under in ((CAMPUS, ""), (SETTINGS, "settings/")):
        for path in sorted(each for each in root.rglob("*") if each.is_file()):
            yield under + _name(path.relative_to(root)), path.read_bytes()
    chosen = {PASSWORD: secrets.token_urlsafe(12), RELEASE: repository or IN_THE_IMAGE}
    yield ".env", "".join(f"{name}={value}\n" for name, value in chosen.items()).encode()


def _name(path: Path) -> str:
    plain = path.as_posix().removesuffix(".in")
    return f".{plain}" if plain == "dockerignore" else plain
