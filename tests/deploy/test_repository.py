"""The class's repository: what git and nbgitpuller do with it, whatever a learner has done."""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbformat
import pytest
from jupyter_server.services.contents.largefilemanager import LargeFileManager
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from nbgitpuller.pull import GitPuller

from trilateral.assignments.errors import LeakError
from trilateral.deploy.badges import Address
from trilateral.deploy.errors import DeployError
from trilateral.deploy.repository import update
from trilateral.paths import editions
from trilateral.progress.course import course
from trilateral.server import drop_dead_widgets, keep_as_shipped

if TYPE_CHECKING:
    from collections.abc import Callable

    from nbformat import NotebookNode

ROOT = Path(__file__).parents[2]
HOME, LESSON = "notebooks/home.ipynb", "notebooks/03_coercion.ipynb"
EXERCISE = "exercises/03_coercion/03_coercion.ipynb"
SECOND = "exercises/03_coercion/03_coercion-2.ipynb"
SECRET = "yield contact == 41, 'Count those that met.'"  # noqa: S105 -- a line to look for


@dataclass(frozen=True)
class Class:
    """A hand-out, its repository, and a learner's clone of it."""

    hand_out: Path
    repo: Path
    clone: Path

    def change(self, file: str, before: str = "evidence", after: str = "record") -> bytes:
        """Change a file of the hand-out, bring the repository up to date, return the new bytes."""
        path = self.hand_out / file
        path.write_text(path.read_text("utf-8").replace(before, after), "utf-8")
        assert update(self.hand_out, self.repo).commit
        return path.read_bytes()

    def save(self, file: str, work: Callable[[Any], None]) -> None:
        """Open a notebook of the clone as JupyterLab's server does, change it, save it."""
        manager = LargeFileManager(root_dir=str(self.clone))
        for hook in (drop_dead_widgets, keep_as_shipped):
            manager.register_pre_save_hook(hook)
        model = manager.get(file)
        work(model["content"])
        manager.save({"type": "notebook", "format": "json", "content": model["content"]}, file)


def small() -> NotebookNode:
    """Return a lesson that runs in a second, as it is handed out."""
    output = new_output("execute_result", {"text/plain": "3"}, execution_count=None)
    cells = [new_markdown_cell("A causal story", id="title"), new_code_cell("1 + 2", id="sum")]
    cells[1].outputs = [output]
    notebook: NotebookNode = new_notebook(cells=cells)
    return notebook


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", "-C", str(folder), *arguments],  # noqa: S607 -- found as a person's shell does
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Class:
    """Give a class whose repository has one commit, and a learner who has cloned it."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    hand_out, repo, clone = tmp_path / "hand-out", tmp_path / "class", tmp_path / "clone"
    (hand_out / "notebooks").mkdir(parents=True)
    (hand_out / HOME).write_text(nbformat.writes(small()) + "\n", "utf-8")
    for file in (LESSON, "notebooks/README.md", EXERCISE, "README.md", "pyproject.toml"):
        (hand_out / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / file, hand_out / file)
    update(hand_out, repo)
    git(tmp_path, "clone", "--quiet", str(repo), str(clone))
    return Class(hand_out, repo, clone)


def pull(room: Class) -> None:
    git(room.clone, "pull", "--quiet")


def puller(room: Class) -> None:
    """Do what a hub's link does."""
    for _ in GitPuller(str(room.repo), str(room.clone), branch="main").pull():
        pass


@pytest.fixture(scope="module")
def ran() -> Callable[[Any], None]:
    """Give what running the small lesson does to it: really run once, put in at each save."""
    fresh = small()
    NotebookClient(fresh).execute()

    def run(content: Any) -> None:  # noqa: ANN401 -- a notebook as the server gives it
        for cell, done in zip(content["cells"], fresh.cells, strict=True):
            if cell["cell_type"] == "code":
                cell["outputs"] = done.outputs
                cell["execution_count"] = done.execution_count
                cell["metadata"] = {**done.metadata, "scrolled": True}
        content["metadata"] = {**fresh.metadata, "widgets": {}}

    return run


def answer(content: Any) -> None:  # noqa: ANN401 -- as above
    cell = next(cell for cell in content["cells"] if cell["source"].rstrip().endswith("..."))
    cell["source"] = "by_year = 'mine'"


BOTH = pytest.mark.parametrize("bring", [pull, puller])


@BOTH
def test_when_a_lesson_was_only_run_then_it_stays_clean_and_its_next_edition_comes(
    room: Class, ran: Callable[[Any], None], bring: Callable[[Class], None]
) -> None:
    room.save(HOME, ran)
    assert git(room.clone, "status", "--porcelain") == ""
    new = room.change(HOME, "causal story", "causal claim")
    bring(room)
    assert (room.clone / HOME).read_bytes() == new
    room.save(HOME, ran)  # after what nbgitpuller has committed, too
    assert git(room.clone, "status", "--porcelain") == ""


@BOTH
def test_when_an_exercise_was_begun_then_it_stays_and_its_next_edition_comes_beside_it(
    room: Class, bring: Callable[[Class], None]
) -> None:
    room.save(EXERCISE, answer)
    mine = (room.clone / EXERCISE).read_bytes()
    assert b"'mine'" in mine
    new = room.change(EXERCISE)
    bring(room)
    assert (room.clone / EXERCISE).read_bytes() == mine
    assert (room.clone / SECOND).read_bytes() == new
    assert SECOND in (room.clone / LESSON).read_text("utf-8")
    assert EXERCISE not in (room.clone / LESSON).read_text("utf-8")
    assert editions(room.clone / "exercises", "03_coercion")[-1] == room.clone / SECOND
    (lesson,) = course(room.clone / "notebooks")
    assert lesson.exercise == f"../{SECOND}"


@BOTH
def test_when_files_were_deleted_or_made_then_the_rest_comes_and_those_made_stay(
    room: Class, bring: Callable[[Class], None]
) -> None:
    (room.clone / EXERCISE).unlink()
    (room.clone / LESSON).unlink()
    own = room.clone / "notebooks" / "notes.ipynb"
    own.write_text("mine")
    new = room.change(LESSON)
    bring(room)
    assert (room.clone / LESSON).read_bytes() == new
    assert own.read_text() == "mine"


def test_when_a_lesson_was_changed_then_git_stops_and_names_it_until_it_is_renamed(
    room: Class,
) -> None:
    room.save(LESSON, answer_in_prose)
    mine = (room.clone / LESSON).read_bytes()
    new = room.change(LESSON)
    with pytest.raises(subprocess.CalledProcessError) as stopped:
        pull(room)
    assert LESSON in stopped.value.stderr
    assert (room.clone / LESSON).read_bytes() == mine
    (room.clone / LESSON).rename(room.clone / "notebooks/my 03_coercion.ipynb")
    pull(room)
    assert (room.clone / LESSON).read_bytes() == new
    assert (room.clone / "notebooks/my 03_coercion.ipynb").read_bytes() == mine


def test_when_a_lesson_was_changed_then_a_hubs_link_keeps_it_whole_and_brings_the_rest(
    room: Class,
) -> None:
    room.save(LESSON, answer_in_prose)
    mine = (room.clone / LESSON).read_bytes()
    room.change(LESSON)
    readme = room.change("README.md", "learn", "find out")
    puller(room)
    assert (room.clone / LESSON).read_bytes() == mine
    assert (room.clone / "README.md").read_bytes().startswith(readme)
    (room.clone / LESSON).rename(room.clone / "notebooks/my 03_coercion.ipynb")
    puller(room)
    assert (room.clone / LESSON).read_bytes() == (room.repo / LESSON).read_bytes()
    assert (room.clone / "notebooks/my 03_coercion.ipynb").read_bytes() == mine


def answer_in_prose(content: Any) -> None:  # noqa: ANN401 -- as above
    content["cells"][3]["source"] = "My own note."


def test_when_nothing_has_changed_then_no_commit_is_added(room: Class) -> None:
    assert update(room.hand_out, room.repo).commit == ""
    room.change(LESSON)
    room.change(EXERCISE)
    assert update(room.hand_out, room.repo) == update(room.hand_out, room.repo)
    assert git(room.repo, "rev-list", "--count", "HEAD").strip() == "3"
    assert git(room.repo, "status", "--porcelain") == ""


def test_when_somebody_works_on_the_course_itself_then_a_lesson_is_saved_as_it_was_run(
    room: Class, ran: Callable[[Any], None]
) -> None:
    (room.clone / ".release.json").unlink()
    room.save(HOME, ran)
    assert HOME in git(room.clone, "status", "--porcelain")


def test_when_a_repository_holds_or_once_held_a_secret_then_it_is_refused_and_left_as_it_was(
    room: Class,
) -> None:
    before = git(room.repo, "rev-parse", "HEAD")
    (room.hand_out / "README.md").write_text(f"# Course\n\n{SECRET}\n")
    with pytest.raises(LeakError, match="Count those that met"):
        update(room.hand_out, room.repo, secrets={SECRET})
    assert git(room.repo, "rev-parse", "HEAD") == before
    assert git(room.repo, "status", "--porcelain") == ""
    update(room.hand_out, room.repo)  # as if it had been no secret yet
    shutil.copy(ROOT / "README.md", room.hand_out)
    with pytest.raises(LeakError, match=r"\.git/blob"):
        update(room.hand_out, room.repo, secrets={SECRET})


def test_when_a_folder_holds_something_else_then_nothing_in_it_is_touched(
    room: Class, tmp_path: Path
) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "thesis.txt").write_text("mine")
    with pytest.raises(DeployError, match="was not written"):
        update(room.hand_out, tmp_path / "other")
    (room.repo / "README.md").write_text("by hand")
    with pytest.raises(DeployError, match=r"nobody has committed[\s\S]*README\.md"):
        update(room.hand_out, room.repo)
    assert (room.repo / "README.md").read_text() == "by hand"


@pytest.mark.parametrize(
    ("typed", "binder", "colab"),
    [
        ("https://github.com/owner/name.git", "gh/owner/name", True),
        ("https://gitlab.com/owner/group/name/", "gl/owner%2Fgroup%2Fname", False),
        ("https://git.example/o/n", "git/https%3A%2F%2Fgit.example%2Fo%2Fn", False),
    ],
)
def test_when_an_address_is_given_then_badges_open_lesson_00(
    typed: str, binder: str, *, colab: bool
) -> None:
    address = Address.read(typed)
    lesson = "notebooks/00_start_here.ipynb"
    assert address.binder == f"https://mybinder.org/v2/{binder}/main?urlpath=lab/tree/{lesson}"
    assert (lesson in address.colab) == colab == ("colab.research" in address.badges)


@pytest.mark.parametrize("typed", ["owner/name", "http://h/o/n", "https://h", "https://h/o/n) [x"])
def test_when_an_address_cannot_be_opened_then_it_says_what_one_looks_like(typed: str) -> None:
    with pytest.raises(DeployError, match="https://HOST/OWNER/NAME"):
        Address.read(typed)


def test_when_an_address_is_given_then_pages_have_badges_and_lessons_a_cell_for_colab(
    room: Class, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("trilateral.deploy.tree._wheel", lambda _: "wheel/the.whl")
    update(room.hand_out, tmp_path / "r", address=Address("https://github.com/owner/name"))
    for page in ("README.md", "notebooks/README.md"):
        title, _, badges, *_ = (tmp_path / "r" / page).read_text("utf-8").splitlines()
        assert title.startswith("# ")
        assert badges.count("notebooks/00_start_here.ipynb") == 2
    assert "](UPDATES.md)" in (tmp_path / "r/README.md").read_text("utf-8")
    lesson = nbformat.read(tmp_path / "r" / LESSON, as_version=4)
    nbformat.validate(lesson)
    assert lesson.cells[0].id == "colab"
    exec(lesson.cells[0].source, {})  # noqa: S102 -- elsewhere than in Colab it does nothing
    assert json.loads((tmp_path / "r/.release.json").read_text())["address"].endswith("owner/name")
