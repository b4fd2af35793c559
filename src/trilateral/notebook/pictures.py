"""Draw the pictures that quizzes show, and take away those that none shows any more."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from trilateral.notebook.tidying import Tidied
from trilateral.quiz.asked import all_asked
from trilateral.quiz.figures import FOLDER, Picture

if TYPE_CHECKING:
    from collections.abc import Collection, Container, Iterator, Mapping
    from pathlib import Path


def tidy_pictures(
    course: Path,
    lessons: Container[str] | None = None,
    *,
    also: Mapping[str, Collection[str]] | None = None,
    write: bool = True,
) -> Iterator[Tidied]:
    """Bring the pictures of the quizzes' charts up to date, yielding each when it is done.

    A picture is drawn again when its chart has changed: another machine's fonts change its bytes
    and nothing that it says.

    Parameters
    ----------
    course
        The folder that holds ``notebooks/``.
    lessons
        Whose quizzes' pictures, such as ``03_coercion``; by default all, and then pictures that no
        quiz shows are removed.
    also
        Charts that something else of a lesson shows as a picture, by lesson.
    write
        Whether to save; without it the result says what is stale.

    Raises
    ------
    QuizError
        A bank names a chart that there is not.
    ExportExtraError
        A picture must be drawn, and vl-convert is not installed.
    """
    charts = [(asked.lesson, asked.item.chart) for asked in all_asked() if asked.item.chart]
    charts += [(lesson, name) for lesson, names in (also or {}).items() for name in names]
    names = {name for lesson, name in charts if lessons is None or lesson in lessons}
    wanted = [Picture(name, theme) for name in sorted(names) for theme in ("light", "dark")]
    for picture in wanted:
        start = time.perf_counter()
        stale = not picture.is_fresh
        if stale and write:
            picture.path.parent.mkdir(exist_ok=True)
            picture.path.write_text(picture.drawn(), encoding="utf-8", newline="\n")
        yield Tidied(picture.path, stale, (), time.perf_counter() - start)
    if lessons is not None:
        return
    paths = {picture.path for picture in wanted}
    for path in sorted((course / FOLDER).glob("*.svg")):
        if path not in paths:
            if write:
                path.unlink()
            yield Tidied(path, stale=True)
