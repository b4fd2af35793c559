"""The chart an item asks to read: its still pictures, its description and its table.

The pictures lie beside the banks, made by ``trilateral tidy``: a quiz in a learner's kernel draws
nothing.
"""

from __future__ import annotations

import hashlib
import importlib
import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal

from trilateral.charts import Figure, sentence, stills
from trilateral.paths import course_dir
from trilateral.quiz.errors import QuizError

FOLDER: Final = Path("notebooks", "quizzes", "pictures")
"""Where the pictures are kept, in the course's folder."""
_UNSEEN: Final = re.compile(r' (?:aria-[a-z]+|role|class|pointer-events)="[^"]*"')
"""What a picture inside ``<img>`` cannot use: its words stand beside it. It is half of the file."""
_SIZE: Final = re.compile(r'<svg [^>]*?width="(?P<width>[\d.]+)" height="(?P<height>[\d.]+)"')
_EDGE: Final = {"left": 24, "right": 24, "top": 5, "bottom": 5}
"""Pixels around a picture. It is drawn here, with the widths of Arial, and its words are set in the
reader's browser: with a wider font they grow over the edge, and a picture is cut there."""


@dataclass(frozen=True)
class Still:
    """A figure without a script: what the widget and the twin show of it."""

    description: str
    table: str
    """The rows behind it as an HTML table."""
    width: int
    height: int
    """Pixels of its pictures, so that a page keeps the room for them."""


@cache
def figure(name: str) -> Figure:
    """Return the figure that ``<module>.<function>`` of `trilateral.charts` builds.

    Raises
    ------
    QuizError
        There is no such function, or it returns no figure when called without arguments.
    """
    module_name, _, function_name = name.rpartition(".")
    try:
        module = importlib.import_module(f"trilateral.charts.{module_name}")
        built = getattr(module, function_name)()
    except (ImportError, AttributeError, TypeError) as error:
        message = f"trilateral.charts has no figure {name!r} ({error})"
        raise QuizError(message) from error
    if not isinstance(built, Figure):
        message = f"chart {name!r} returns a {type(built).__name__}, not a Figure"
        raise QuizError(message)
    return built


@cache
def still(name: str) -> Still:
    """Return the still of a figure, without the sentence that reads it for the reader.

    Raises
    ------
    QuizError
        There is no such figure, or no picture of it.
    """
    chart = figure(name)
    width, height = Picture(name, "light").size()
    return Still(
        width=width,
        height=height,
        description=chart.description,
        table=chart.table.rename_axis(columns=None).to_html(
            index=False, border=0, na_rep="", justify="left"
        ),
    )


@dataclass(frozen=True)
class Picture:
    """The kept picture of a figure in one theme; its file says of which chart it is."""

    name: str
    theme: Literal["light", "dark"]

    @property
    def path(self) -> Path:
        """Where it is kept, beside the banks."""
        return course_dir() / FOLDER / f"{self.name}.{self.theme}.svg"

    @property
    def is_fresh(self) -> bool:
        """Whether there is a picture, and of the chart as it is now."""
        return self.path.is_file() and f'data-chart="{self._digest}"' in self.saved()

    def saved(self) -> str:
        """Return the kept SVG.

        Raises
        ------
        QuizError
            It cannot be read.
        """
        try:
            return self.path.read_text(encoding="utf-8")
        except OSError as error:
            message = (
                f"The picture of chart {self.name!r} cannot be read ({self.path}). "
                "Draw it: uv run --extra export trilateral tidy"
            )
            raise QuizError(message) from error

    def size(self) -> tuple[int, int]:
        """Return the kept picture's width and height in pixels.

        Raises
        ------
        QuizError
            It cannot be read, or does not say.
        """
        size = _SIZE.search(self.saved())
        if not size:
            message = f"The picture of chart {self.name!r} has no size ({self.path})."
            raise QuizError(message)
        return round(float(size["width"])), round(float(size["height"]))

    def drawn(self) -> str:
        """Return the SVG drawn again.

        Raises
        ------
        ExportExtraError
            vl-convert, which draws it, is not installed.
        """
        svg = stills.svg(_spec(self.name), dark=self.theme == "dark")
        return _UNSEEN.sub("", svg).replace("<svg ", f'<svg data-chart="{self._digest}" ', 1) + "\n"

    @property
    def _digest(self) -> str:
        spec = json.dumps([_spec(self.name), self.theme], sort_keys=True)
        return hashlib.sha256(spec.encode()).hexdigest()[:16]


@cache  # each theme asks for it
def _spec(name: str) -> dict[str, Any]:
    return {**sentence.without(figure(name).spec), "padding": _EDGE}
