"""Exercises in a repository: one that learners may have begun is never changed again.

git cannot bring a new edition of a file that somebody has written in without a conflict. So a
changed exercise comes beside the old one, as ``03_coercion-2.ipynb``, and lessons lead to the
newest.
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from trilateral.paths import editions

if TYPE_CHECKING:
    from pathlib import Path


def settle(tree: Path, repo: Path) -> list[str]:
    """Give the exercises of a new tree the names that they have in a repository.

    Parameters
    ----------
    tree
        The hand-out; it gets the repository's older editions.
    repo
        The repository as it was committed last.

    Returns
    -------
    list of str
        Exercises that have a new edition, relative to `tree`.
    """
    new: list[str] = []
    for exercise in sorted((tree / "exercises").glob("*/*.ipynb")):
        name = exercise.stem
        before = editions(repo / "exercises", name)
        if not before:
            continue
        place = exercise.with_name(before[-1].name)
        if before[-1].read_bytes() != exercise.read_bytes():
            place = exercise.with_name(f"{name}-{len(before) + 1}.ipynb")
            new.append(place.relative_to(tree).as_posix())
        exercise.rename(place)
        _lead(tree, f"exercises/{name}/{name}.ipynb", place.relative_to(tree).as_posix())
    _keep(tree, repo)
    return new


def _keep(tree: Path, repo: Path) -> None:
    """Bring every exercise that was ever handed out, even of a lesson that no longer exists."""
    for old in sorted((repo / "exercises").glob("*/*.ipynb")):
        place = tree / old.relative_to(repo)
        if not place.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(old, place)


def _lead(tree: Path, before: str, after: str) -> None:
    """Change the links to an exercise, on all pages and in all lessons."""
    if before == after:
        return
    for pattern in ("*.md", "notebooks/*.ipynb", "notebooks/*.md"):
        for page in tree.glob(pattern):
            text = page.read_bytes()
            changed = text.replace(before.encode(), after.encode())
            if changed != text:
                page.write_bytes(changed)
