"""A campus hub: its configuration, its images, and the release that goes into each home."""

from __future__ import annotations

import secrets
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from trilateral.assignments.release import release
from trilateral.deploy.errors import DeployError
from trilateral.deploy.home import BRANCH, FOLDER, RELEASE
from trilateral.files import replace
from trilateral.lab import SETTINGS, START
from trilateral.tasks.practice import PRACTICE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trilateral.assignments.tracks import Track

CAMPUS: Final = Path(__file__).parent / "campus"
"""What is written beside the release, as it is; ``.in`` at a name's end goes."""
COURSE: Final = "course"
IN_THE_IMAGE: Final = "file:///opt/trilateral/course"
"""Where homes are brought up to date from, if from no repository on the network."""
PASSWORD: Final = "TRILATERAL_HUB_PASSWORD"  # noqa: S105 -- a variable's name
_WHO: Final = ("-c", "user.name=Promises to Power", "-c", "user.email=hub@localhost")
_MERGING: Final = "*.ipynb -merge\n"
"""A notebook is JSON: merged line by line it may not open. So a learner's stays whole."""


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
        The folder holds something else, or the other kind of release; or git is missing.
    LeakError
        Something in the release would give a solution or a hidden test away.
    """
    git = _git()
    held = target / COURSE
    _refuse_another(target, practice=practice)
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target, prefix=".release-") as fresh:
        release(course, Path(fresh) / COURSE, practice=practice, track=track)
        renewed = _commit(git, Path(fresh) / COURSE, held)
    written, left = [], []
    for name, content in _files(repository):
        path = target / name
        (left if path.exists() else written).append(name)
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            replace(path, content)
    (target / ".env").chmod(0o600)  # it holds the password
    return Written(target, tuple(written), tuple(left), renewed)


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


def _git() -> str:
    git = shutil.which("git")
    if git is None:
        message = "git is missing: homes are brought up to date by it. Install it and try again."
        raise DeployError(message)
    return git


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


def _commit(git: str, fresh: Path, held: Path) -> bool:
    """Make a release the newest commit of the repository; say whether it changed anything.

    The commits go on from those that are there, so that homes can follow.
    """
    (fresh / ".gitattributes").write_text(_MERGING, "utf-8")
    if not (held / ".git").is_dir():
        _run(git, "init", "--quiet", "--initial-branch", BRANCH, str(held))
    (held / ".git").rename(fresh / ".git")
    shutil.rmtree(held)
    fresh.rename(held)
    at = (git, "-C", str(held))
    _run(*at, "add", "--all", "--force")
    changed = bool(_run(*at, "status", "--porcelain"))
    if changed:
        _run(*at, *_WHO, "commit", "--quiet", "--message", "Release of the course")
    return changed


def _run(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 -- git
    if done.returncode:
        message = f"`{' '.join(command)}` failed:\n{done.stderr.strip()}"
        raise DeployError(message)
    return done.stdout


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
