"""What `CONTRIBUTING.md` promises: a row and its source, then tidy, and all else follows."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbformat
import pytest

from trilateral.notebook.marks import marks
from trilateral.notebook.pictures import tidy_pictures

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from nbformat import NotebookNode

Row = dict[str, str]

ROOT = Path(__file__).parents[2]
LESSONS = ("notebooks/00_start_here.ipynb", "notebooks/03_coercion.ipynb")
STRAY = "notebooks/quizzes/pictures/coercion.nothing.light.svg"
VEGALITE = "application/vnd.vegalite.v5+json"


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy the course, add an invented incident and its source, and a stray picture; tidy."""
    course = tmp_path_factory.mktemp("course")
    for part in ("data", "src", "notebooks"):
        shutil.copytree(ROOT / part, course / part, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md"):
        shutil.copy(ROOT / name, course)
    new = {"id": "test-source", "url": "https://test.invalid", "published": "2025-12-29"}
    add(course, "sources", like=lambda row: row["kind"] == "news", **new)
    add(
        course,
        "incidents",
        like=lambda row: row["date"].startswith("2025") and "collision" in row["tactics"],
        id="inc-2025-12-28-test",
        date="2025-12-28",
        source_ids="test-source",
        confidence="high",
    )
    (course / STRAY).write_text("<svg/>", "utf-8")
    for arguments in (
        LESSONS[1:],
        ["--no-execute"],
    ):  # the lesson with the map runs; the rest is only updated
        tidied = trilateral(course, "tidy", *arguments)
        assert tidied.returncode == 0, tidied.stdout + tidied.stderr
    return course


def add(course: Path, table: str, like: Callable[[Row], bool], **values: str) -> None:
    """Append a row that is as the first one `like` finds, but for `values`."""
    path = course / "data" / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    model = next(row for row in rows if like(row))
    with path.open("a", encoding="utf-8", newline="") as file:
        csv.DictWriter(file, list(model), lineterminator="\n").writerow({**model, **values})


def trilateral(course: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    start = "from trilateral.cli import app; app()"
    return subprocess.run(
        [sys.executable, "-c", start, *arguments],
        cwd=course,
        env=os.environ | {"PYTHONPATH": str(course / "src")},
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )


def read(path: Path) -> NotebookNode:
    return nbformat.read(path, as_version=4)  # type: ignore[no-any-return] # nbformat says Any


def figures(path: Path) -> dict[str, int]:
    """Return the whole numbers that a lesson's prose quotes, by their names."""
    prose = [cell.source for cell in read(path).cells if cell.cell_type == "markdown"]
    written = {m.name: m.written for text in prose for m in marks(text) if m.kind == "="}
    texts = {name: link[1 : link.index("]")].replace(",", "") for name, link in written.items()}
    return {name: int(text) for name, text in texts.items() if text.isdigit()}


def rows(path: Path, cell_id: str) -> Counter[str]:
    """Return how many records of each place the largest table of a chart holds."""
    (cell,) = (cell for cell in read(path).cells if cell.id == cell_id)
    spec = cell.outputs[0].data[VEGALITE]
    tables: list[Sequence[dict[str, Any]]] = [
        table for table in spec["datasets"].values() if isinstance(table, list)
    ]
    return Counter(row["place"] for row in max(tables, key=len))


def test_when_an_incident_is_added_then_the_figures_in_the_prose_follow(course: Path) -> None:
    change: dict[str, int] = {}
    for lesson in LESSONS:
        before, after = figures(ROOT / lesson), figures(course / lesson)
        change |= {name: after[name] - before[name] for name in after}
    grown = {
        "sources",
        "incidents",
        "incidents-2025",
        "incidents-contact-2025",
    }
    assert {name: change[name] for name in grown} == dict.fromkeys(grown, 1)
    assert change["incidents-2024"] == change["claims"] == 0


def test_when_an_incident_is_added_then_the_map_holds_it(course: Path) -> None:
    lesson = LESSONS[1]
    assert (rows(course / lesson, "map") - rows(ROOT / lesson, "map")).total() == 1


@pytest.mark.matrix  # it goes through the whole course once more
def test_when_an_incident_was_added_and_tidied_then_the_tests_are_content(course: Path) -> None:
    assert trilateral(course, "tidy", "--check", "--no-execute").returncode == 0


def test_when_an_incident_is_added_then_the_quizzes_pictures_of_it_are_drawn_again(
    course: Path,
) -> None:
    name = Path("notebooks/quizzes/pictures/coercion.incidents_by_quarter.light.svg")
    assert (course / name).read_text("utf-8") != (ROOT / name).read_text("utf-8")


def test_when_no_quiz_shows_a_picture_then_tidy_removes_it(course: Path) -> None:
    assert not (course / STRAY).exists()


def test_when_tidy_only_checks_then_a_picture_that_no_quiz_shows_is_stale_and_stays(
    tmp_path: Path,
) -> None:
    nowhere = tmp_path / STRAY
    nowhere.parent.mkdir(parents=True)
    nowhere.write_text("<svg/>", "utf-8")
    assert nowhere in {each.path for each in tidy_pictures(tmp_path, write=False) if each.stale}
    assert nowhere.exists()
