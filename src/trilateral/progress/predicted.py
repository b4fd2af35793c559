"""What was predicted in a lesson, shown again at its end."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from trilateral.files import cell_sources
from trilateral.lesson import predict
from trilateral.parts import Part
from trilateral.paths import course_dir

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def Predicted(lesson: str, *, folder: Path | None = None) -> Part:  # noqa: N802 -- a notebook shows what it names
    """Return a lesson's predictions, each beside what the record shows once it is made.

    The questions are read from the lesson's own cells, so none is written twice.

    Parameters
    ----------
    lesson
        The lesson's file without its ending, such as ``03_coercion``.
    folder
        Where the lessons are; the course's own folder by default.
    """
    parts = predictions(lesson, folder)
    listed = "".join(f"<li>{part.data['question']}</li>" for part in parts)
    return Part(
        kind="predicted",
        id=f"predicted-{lesson}",
        title="What you predicted, and what the record shows",
        data={"predictions": [{"id": part.id, "data": dict(part.data)} for part in parts]},
        twin=f"<p>What you predicted is shown here, beside the record.</p><ul>{listed}</ul>",
    )


def predictions(lesson: str, folder: Path | None = None) -> list[Part]:
    """Return the parts of a lesson's predictions, in its order.

    Parameters
    ----------
    lesson
        The lesson's file without its ending.
    folder
        Where the lessons are; the course's own folder by default.
    """
    code = cell_sources((folder or course_dir() / "notebooks") / f"{lesson}.ipynb", "code")
    return [part for source in code for part in _predictions(source)]


def _predictions(source: str) -> Iterator[Part]:
    """Yield the part of each call of `predict`; what it opens is not made."""
    if "predict(" not in source:
        return
    calls = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
    for call in calls:
        if isinstance(call.func, ast.Name) and call.func.id == "predict":
            name, question = map(ast.literal_eval, call.args[:2])
            words: dict[str, Any] = {
                str(word.arg): ast.literal_eval(word.value) for word in call.keywords
            }
            yield predict(name, question, None, **words).part
