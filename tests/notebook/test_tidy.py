from __future__ import annotations

from typing import TYPE_CHECKING, Any

import nbformat
import pytest
from nbformat.v4 import new_output

from tests.notebook.samples import Shelf, code, markdown, notebook
from trilateral.errors import NotebookError
from trilateral.notebook import tidy
from trilateral.notebook.execute import execute
from trilateral.notebook.ids import is_speaking, name_cells
from trilateral.notebook.normalise import keep_pictures, normalise, unfinished

if TYPE_CHECKING:
    from pathlib import Path

    from nbformat import NotebookNode

VEGALITE = "application/vnd.vegalite.v5+json"
PLAYGROUND = {"tags": ["playground"]}


@pytest.fixture
def lesson(tmp_path: Path) -> Path:
    """Where a lesson lies in a course that holds nothing else."""
    (tmp_path / "data").mkdir()
    (tmp_path / "notebooks").mkdir()
    return tmp_path / "notebooks" / "lesson.ipynb"


def save(book: NotebookNode, path: Path) -> Path:
    nbformat.write(book, path)
    return path


def read(path: Path) -> NotebookNode:
    return nbformat.read(path, as_version=4)  # type: ignore[no-any-return] # nbformat says Any


def test_when_a_notebook_is_tidied_then_it_is_run_cited_named_and_stripped(lesson: Path) -> None:
    book = notebook(
        markdown("# Two and two\n[=incidents-2025]", "3f2a9c1e"),
        code("import sys\nprint('a'); print('b')\n2 + 2", "d1b4c5a6"),
        code("", "empty"),
    )
    book.metadata.update(widgets={"x": 1}, language_info={"name": "python", "version": "3.1"})
    book.cells[1].metadata.update(execution={"iopub.execute_input": "now"}, tags=["keep"])
    save(book, lesson)

    (done,) = tidy([lesson], references=Shelf())

    assert done.stale
    assert not done.reasons
    text, run = (tidied := read(lesson)).cells
    assert [text.id, run.id] == ["two-and-two", "print-a-print-b"]
    assert '[35](../data/incidents.csv "=incidents-2025")' in text.source
    assert run.execution_count == 1
    assert [output.get("text") for output in run.outputs][:1] == ["a\nb\n"]
    assert run.outputs[1].data["text/plain"] == "4"
    assert run.metadata == {"tags": ["keep"]}
    assert tidied.metadata.keys() == {"kernelspec", "language_info"}
    assert "version" not in tidied.metadata.language_info


def test_when_a_notebook_is_tidied_twice_then_the_second_time_leaves_the_file_alone(
    lesson: Path,
) -> None:
    save(notebook(code("{3, 1, 2}")), lesson)
    list(tidy([lesson], references=Shelf()))
    before = lesson.stat()
    (done,) = tidy([lesson], references=Shelf())
    assert not done.stale
    assert (lesson.stat().st_mtime_ns, lesson.stat().st_ino) == (before.st_mtime_ns, before.st_ino)


def test_when_only_checking_then_the_file_stays_and_is_called_stale(lesson: Path) -> None:
    before = save(notebook(code("1")), lesson).read_bytes()
    (done,) = tidy([lesson], execute=False, write=False, references=Shelf())
    assert done.stale
    assert done.reasons == ("cell code has number None, not 1",)
    assert lesson.read_bytes() == before


@pytest.mark.parametrize(
    ("cell", "says"),
    [
        (code("x = 1\nx / 0", "divide"), "cell divide: ZeroDivisionError: division by zero"),
        (code("import os; os._exit(3)", "leave"), "cell leave: Kernel died"),
        (markdown("[@nobody]", "cite"), "cell cite: 'nobody' is unknown"),
    ],
)
def test_when_a_cell_fails_then_the_message_names_it_and_the_file_stays(
    lesson: Path, cell: NotebookNode, says: str
) -> None:
    before = save(notebook(code("1", "well"), cell), lesson).read_bytes()
    with pytest.raises(NotebookError, match=says):
        list(tidy([lesson], references=Shelf()))
    assert lesson.read_bytes() == before


def test_when_a_cell_hangs_then_the_run_ends_and_names_it(lesson: Path) -> None:
    book = notebook(code("import time\ntime.sleep(60)", "wait"))
    with pytest.raises(NotebookError, match=r"cell wait: .*timed out"):
        execute(book, lesson, seconds=1)


def test_when_the_learner_has_records_then_the_run_does_not_see_them(
    lesson: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRILATERAL_STATE", str(tmp_path))
    source = "from trilateral.paths import state_dir\nstate_dir().exists(), state_dir()"
    save(notebook(code(source)), lesson)
    list(tidy([lesson], references=Shelf()))
    shown = read(lesson).cells[0].outputs[0].data["text/plain"]
    assert shown.startswith("(False")
    assert str(tmp_path) not in shown


def test_when_the_file_is_not_a_notebook_then_the_message_says_so(lesson: Path) -> None:
    lesson.write_text("not JSON")
    with pytest.raises(NotebookError, match="is not a readable notebook"):
        list(tidy([lesson], references=Shelf()))


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        (markdown("# Übung: *what* counts?", "00000000"), "ubung-what-counts"),
        (
            markdown("Some words come first here and go on", "00000000"),
            "some-words-come-first-here-and",
        ),
        (markdown("12 points", "00000000"), "markdown-12-points"),
        (code("import pandas\nfrom a import b", "00000000"), "imports"),
        (code("import pandas\n\nmap(incidents)", "00000000"), "map-incidents"),
        (code("x", "00000000"), "code-x"),
        (code("x", "chosen-by-hand"), "chosen-by-hand"),
        (code("run()", "5ad0bc97"), "run"),
        (code("run(x)", "0f4d2a52-9c3e-4a51-8d8e-0a4d55a2b1aa"), "run-x"),
    ],
)
def test_when_a_cell_is_named_then_its_id_speaks(cell: NotebookNode, name: str) -> None:
    book = notebook(cell)
    name_cells(book)
    assert book.cells[0].id == name


def test_when_cells_are_alike_then_their_ids_still_differ() -> None:
    book = notebook(*(code("run(x)", f"cell-{number}") for number in range(3)))
    for cell, cell_id in zip(book.cells, ("00000000", "run-x", "run-x"), strict=True):
        cell.id = cell_id
    name_cells(book)
    assert [cell.id for cell in book.cells] == ["run-x-2", "run-x", "run-x-3"]
    assert all(is_speaking(cell.id) for cell in book.cells)


def test_when_first_words_are_long_then_an_id_keeps_to_64_characters() -> None:
    words = "4 extraordinarily incomprehensible counterrevolutionaries misrepresented internally"
    book = notebook(*(markdown(words, f"{number:08x}") for number in range(120)))
    name_cells(book)
    assert max(len(cell.id) for cell in book.cells) == 64
    assert all(is_speaking(cell.id) for cell in book.cells)
    assert len({cell.id for cell in book.cells}) == len(book.cells)


def test_when_streams_are_in_pieces_and_views_dangle_then_one_form_remains() -> None:
    cell = code("run()")
    widget: dict[str, Any] = {
        "application/vnd.jupyter.widget-view+json": {"model_id": "random"},
        "text/plain": "An explorer.",
    }
    cell.outputs = [
        new_output("stream", name="stdout", text="a"),
        new_output("display_data", data=widget),
        new_output("stream", name="stdout", text="b"),
    ]
    normalise(book := notebook(cell))
    assert [output.get("text") or output.data for output in book.cells[0].outputs] == [
        "ab",
        {"text/plain": "An explorer."},
    ]


@pytest.mark.parametrize(("spec", "picture"), [("same", "old"), ("other", "new")])
def test_when_a_chart_is_the_same_then_its_saved_picture_stays(spec: str, picture: str) -> None:
    before, after = code("draw()"), code("draw()")
    before.outputs = [new_output("display_data", data={VEGALITE: {"mark": "same"}})]
    after.outputs = [new_output("display_data", data={VEGALITE: {"mark": spec}})]
    before.outputs[0].data["image/png"], after.outputs[0].data["image/png"] = "old", "new"
    keep_pictures(book := notebook(after), notebook(before))
    assert book.cells[0].outputs[0].data["image/png"] == picture


def test_when_cells_ran_out_of_order_or_failed_then_the_notebook_is_unfinished() -> None:
    first, second = code("a", "first"), code("b", "second")
    first.execution_count, second.execution_count = 2, 2
    first.outputs = [new_output("error", ename="NameError", evalue="a", traceback=[])]
    second.outputs = [new_output("stream", name="stderr", text="careful\n")]
    assert list(unfinished(notebook(first, second))) == [
        "cell first has number 2, not 1",
        "cell first holds an error: NameError",
        "cell second holds a warning: careful",
    ]


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """Return the first of a course's three lessons."""
    (tmp_path / "data").mkdir()
    (tmp_path / "notebooks").mkdir()
    for name in ("00_start", "01_middle_part", "02_end"):
        book = notebook(markdown("# Words", "title"), code("1", "one"), code("2", "two"))
        book.cells[2].metadata.update(PLAYGROUND)
        save(book, tmp_path / "notebooks" / f"{name}.ipynb")
    return tmp_path / "notebooks" / "01_middle_part.ipynb"


def test_when_a_lesson_is_tidied_then_its_code_is_folded_but_for_the_playground(
    course: Path,
) -> None:
    list(tidy([course], execute=False, references=Shelf()))
    one, two = read(course).cells[2:4]
    assert one.metadata == {"jupyter": {"source_hidden": True}}
    assert two.metadata == PLAYGROUND


def test_when_a_lesson_is_tidied_then_both_ends_lead_to_the_others_once(course: Path) -> None:
    for _ in range(2):
        list(tidy([course], execute=False, references=Shelf()))
    cells = read(course).cells
    here = "**[Middle part](01_middle_part.ipynb)**"
    way = f"[Home](home.ipynb) · [← Start](00_start.ipynb) · {here} · [End →](02_end.ipynb)"
    assert [cell.id for cell in cells] == ["lessons-above", "title", "one", "two", "lessons-below"]
    assert [cells[0].source, cells[-1].source] == [way, way]


def test_when_another_notebook_is_tidied_then_its_code_stays_as_it_is(lesson: Path) -> None:
    save(notebook(code("1", "one")), lesson)
    list(tidy([lesson], execute=False, references=Shelf()))
    (cell,) = read(lesson).cells
    assert cell.metadata == {}


def test_when_the_start_page_is_tidied_then_its_code_is_folded_and_no_way_is_written(
    course: Path,
) -> None:
    home = course.with_name("home.ipynb")
    save(notebook(code("1", "home")), home)
    list(tidy([home], execute=False, references=Shelf()))
    (cell,) = read(home).cells
    assert cell.metadata == {"jupyter": {"source_hidden": True}}
