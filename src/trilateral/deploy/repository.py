"""The hand-out as a git repository, which a class clones and gets each change from."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from trilateral.assignments.secrets import refuse_leaks
from trilateral.deploy import editions, tree
from trilateral.deploy.badges import BRANCH
from trilateral.deploy.errors import DeployError
from trilateral.deploy.git import commit, git
from trilateral.paths import RELEASE

if TYPE_CHECKING:
    from collections.abc import Collection

    from trilateral.deploy.badges import Address

_LISTED: Final = 20


@dataclass(frozen=True)
class Update:
    """What one run has added to the repository."""

    commit: str
    """Short name of the new commit; empty where nothing has changed."""
    changed: tuple[str, ...]
    """Files that are new, changed or gone, relative to the repository."""
    new_exercises: tuple[str, ...]
    """Exercises that came beside their older editions."""


def check(repo: Path) -> None:
    """Make sure that a folder is a repository of ours, or can become one.

    Raises
    ------
    DeployError
        It holds something else, or changes that nobody has committed.
    """
    if not repo.exists() or not any(repo.iterdir()):
        return
    if not (repo / ".git").exists() or not (repo / RELEASE).is_file():
        message = (
            f"{repo} was not written by `trilateral release --repo`. "
            "Name a repository that was, or a new or empty folder."
        )
        raise DeployError(message)
    branch = git(repo, "branch", "--show-current").strip()
    if branch != BRANCH:
        message = f"{repo} is on the branch {branch!r}. Run: git -C {repo} switch {BRANCH}"
        raise DeployError(message)
    if changes := git(repo, "status", "--porcelain").splitlines():
        message = (
            f"{repo} has changes that nobody has committed. Take them out of it, or undo them:\n"
            + "\n".join(f"  {line}" for line in changes[:_LISTED])
        )
        raise DeployError(message)


def update(
    hand_out: Path, repo: Path, *, secrets: Collection[str] = (), address: Address | None = None
) -> Update:
    """Bring a repository up to date with a hand-out, in one commit at most.

    Parameters
    ----------
    hand_out
        What `trilateral.assignments.release.release` has written.
    repo
        The repository; it is made where there is none.
    secrets
        What must be nowhere in it, nor in its history.
    address
        Where learners will find it.

    Raises
    ------
    DeployError
        `repo` is not a repository of ours, or git fails.
    LeakError
        Something that learners may not see is in it; the repository is left as it was.
    """
    check(repo)
    repo.mkdir(parents=True, exist_ok=True)
    begun = (repo / ".git").exists()
    if not begun:
        git(repo, "init", "--quiet", "--initial-branch", BRANCH)
    try:
        with tempfile.TemporaryDirectory() as folder:
            new = Path(folder) / "course"
            shutil.copytree(hand_out, new)
            tree.dress(new, address)
            exercises = editions.settle(new, repo)
            _replace(repo, new)
        git(repo, "add", "--all", "--force")
        refuse_leaks(repo, secrets)
        return _commit(repo, exercises)
    except BaseException:
        _undo(repo, begun=begun)
        raise


def _replace(repo: Path, new: Path) -> None:
    for path in repo.iterdir():
        if path.name != ".git":
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    shutil.copytree(new, repo, dirs_exist_ok=True)


def _commit(repo: Path, exercises: list[str]) -> Update:
    changed = git(repo, "diff", "--cached", "--name-only", "-z").split("\0")[:-1]
    if not changed:
        return Update("", (), ())
    editions_so_far = git(repo, "rev-list", "--count", "HEAD", failing=True).strip() or "0"
    listed = "\n".join(changed[:_LISTED])
    more = f"\nand {len(changed) - _LISTED} more" if len(changed) > _LISTED else ""
    message = f"Edition {int(editions_so_far) + 1} of the course\n\n{listed}{more}\n"
    return Update(commit(repo, message), tuple(changed), tuple(exercises))


def _undo(repo: Path, *, begun: bool) -> None:
    """Restore a repository, or remove a new one."""
    if begun:
        git(repo, "reset", "--quiet", "--hard")
        git(repo, "clean", "--quiet", "-d", "--force")
        git(repo, "prune", "--expire=now")  # what was staged, and may be what nobody may see
        return
    for path in repo.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()
