"""What Python gives of the start page and the summary, by the lessons' own notebooks."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from tests.quiz.samples import ITEMS, write_bank
from trilateral.notebook.lessons import lessons
from trilateral.parts import MIME, Part
from trilateral.progress import Home, Summary

if TYPE_CHECKING:
    from collections.abc import Sequence

COURSE = Path(__file__).parents[2] / "notebooks"


def write(folder: Path, name: str, parts: Sequence[Part] = ()) -> None:
    """Write a lesson with its parts saved, and a bank of two items."""
    notebooks = folder / "notebooks"
    (notebooks / "quizzes").mkdir(parents=True, exist_ok=True)
    shown = [
        new_code_cell("x", outputs=[new_output("display_data", data={MIME: part.payload})])
        for part in parts
    ]
    book = new_notebook(cells=[new_markdown_cell("# A title\n\n*45 minutes*"), *shown])
    nbformat.write(book, notebooks / f"{name}.ipynb")
    items = [{**item, "id": f"{name[:2]}-{item['id']}"} for item in ITEMS[:2]]
    write_bank(notebooks / "quizzes", items, name)


def part(kind: str, name: str, **data: object) -> Part:
    return Part(kind, name, "A part", data, "")


def test_when_a_lesson_is_there_then_the_page_gets_its_title_minutes_items_and_marks(
    tmp_path: Path,
) -> None:
    judge = part("judge", "judge", claims=[{"id": "one"}, {"id": "two"}])
    write(tmp_path, "01_first_steps", [part("predict", "guess"), judge, judge])
    write(tmp_path, "02_more", [part("rate", "r", occasion="after"), part("explorer", "e")])
    (tmp_path / "exercises" / "02_more").mkdir(parents=True)
    (tmp_path / "exercises" / "02_more" / "02_more.ipynb").write_text("{}")
    (tmp_path / "notebooks" / "home.ipynb").write_text("{}")
    (tmp_path / "notebooks" / "notes.ipynb").write_text("{}")
    first, second = Home(folder=tmp_path / "notebooks").data["lessons"]
    assert (first["name"], first["title"], first["minutes"]) == (
        "01_first_steps",
        "First steps",
        45,
    )
    assert first["marks"] == ["first/prediction/guess", "first/verdict/one", "first/verdict/two"]
    assert second["marks"] == ["after/confidence/"]
    assert (first["exercise"], second["exercise"]) == ("", "../exercises/02_more/02_more.ipynb")
    assert [item["id"] for item in second["items"]] == ["02-one", "02-some"]
    assert first["aims"] == dict.fromkeys(("01-one", "01-some"), "Read the record.")


def test_when_a_lesson_has_no_bank_or_a_broken_one_then_it_is_listed_all_the_same(
    tmp_path: Path,
) -> None:
    for name in ("01_first", "02_second", "03_third"):
        write(tmp_path, name)
    (tmp_path / "notebooks" / "quizzes" / "01_first.yaml").unlink()
    (tmp_path / "notebooks" / "quizzes" / "02_second.yaml").write_text("lesson: [")
    listed = Home(folder=tmp_path / "notebooks").data["lessons"]
    assert [len(each["items"]) for each in listed] == [0, 0, 2]


def test_when_the_summary_is_made_then_no_text_of_a_question_goes_along(tmp_path: Path) -> None:
    write(tmp_path, "01_first")
    sent = json.dumps(Summary(folder=tmp_path / "notebooks").payload)
    assert "Read the record." in sent
    for text in ("Which one", "On a.", "Because", "Look"):
        assert text not in sent


def test_when_the_parts_stand_in_a_notebook_then_their_twins_say_where_they_work() -> None:
    for made in (Home(), Summary()):
        assert "in VS Code and Colab, when you run this cell" in made.twin
    assert '<a href="05_synthesis.ipynb">Synthesis</a>' in Home().twin


@pytest.mark.parametrize("kind", ["home", "summary"])
def test_when_the_course_is_shown_then_home_is_home_and_the_last_lesson_ends_in_the_summary(
    kind: str,
) -> None:
    paths = {"home": COURSE / "home.ipynb", "summary": lessons(COURSE)[-1]}
    found = [
        path.name
        for path in COURSE.glob("*.ipynb")
        for cell in nbformat.read(path, as_version=4).cells
        for output in cell.get("outputs", [])
        if output.get("data", {}).get(MIME, {}).get("kind") == kind
    ]
    assert found == [paths[kind].name]


def test_when_the_course_is_shown_then_each_kind_of_record_belongs_to_a_lesson() -> None:
    marks = [mark for lesson in Home().data["lessons"] for mark in lesson["marks"]]
    kinds = {mark.rsplit("/", 1)[0] for mark in marks}
    assert kinds == {
        *("first/prediction", "first/verdict", "before/confidence", "after/confidence"),
        *("synthesis/weight", "synthesis/test", "brief/note", "beside/note"),
        "before_after",
    }
