"""What a hand-out says about wrong answers, and what it does not give away."""

from __future__ import annotations

import base64
import binascii
import gzip
import importlib.util
import json
import os
import re
import shutil
import subprocess
import time
import tomllib
import warnings
import zlib
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest
from dockerfile_parse import DockerfileParser
from typer.testing import CliRunner

from tests.assignments.samples import (
    ALL_ROWS,
    EXERCISE,
    NAME,
    ROOT,
    SOLUTION,
    answered,
    exercise,
)
from tests.grading.small_course import write
from tests.tasks.proof import SOLUTIONS
from trilateral.assignments.corpus import corpus
from trilateral.assignments.foreseen import foreseen as mistakes
from trilateral.assignments.rehearsal import checkpoints
from trilateral.assignments.secrets import Kind, leaks, secrets
from trilateral.assignments.selfcheck import SO_FAR, check
from trilateral.assignments.texts import texts
from trilateral.cli import app
from trilateral.deploy.badges import Address
from trilateral.deploy.hub import CAMPUS
from trilateral.deploy.pack import Plan, pack
from trilateral.deploy.repository import update
from trilateral.deploy.wanted import Wanted
from trilateral.tasks import foreseen, practice
from trilateral.tasks.foreseen import NAME as FORESEEN
from trilateral.tasks.foreseen import find, written
from trilateral.tasks.forms import ROUNDED, forms

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

UV = os.environ.get("UV") or shutil.which("uv")
SCHEMES: tuple[Kind, ...] = ("MARK SCHEME",)
SECONDS = 10
"""What a search of the numbers from 0 to 10,000 must cost, at least, for one task."""
COST = foreseen.COST


@pytest.fixture(scope="module", autouse=True)
def _quick() -> Iterator[None]:
    """Lock foreseen mistakes at next to no cost, where no test asks what a try costs."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(foreseen, "COST", 2)
        yield


@pytest.fixture(scope="module")
def hand_out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a graded hand-out of the whole course."""
    folder = tmp_path_factory.mktemp("graded") / "out"
    result = CliRunner().invoke(app, ["release", str(folder)])
    assert result.exit_code == 0, result.output
    return folder


@pytest.fixture(scope="module")
def for_practice(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a practice release of the whole course."""
    folder = tmp_path_factory.mktemp("practice") / "out"
    result = CliRunner().invoke(app, ["release", "--practice", str(folder)])
    assert result.exit_code == 0, result.output
    return folder


@pytest.fixture(scope="module")
def right(hand_out: Path) -> dict[tuple[Path, str], list[dict[str, Any]]]:
    """Give every right answer of the course, by the file of foreseen mistakes and the task."""
    found: dict[tuple[Path, str], list[dict[str, Any]]] = {}
    with warnings.catch_warnings(action="ignore"):
        for solution in SOLUTIONS:
            folder = hand_out / "exercises" / solution.stem
            for point in checkpoints(solution):
                task = point.task.definition.id
                codes = [point.own, *(answer.code for answer in corpus(solution)[task].right)]
                found[folder, task] = [
                    {name: point.names(code)[0][name] for name in point.task.definition.answers}
                    for code in codes
                ]
    return found


def test_when_a_course_is_handed_out_then_learners_get_all_but_what_is_kept(hand_out: Path) -> None:
    assert (hand_out / "exercises" / NAME / EXERCISE.name).read_bytes() == EXERCISE.read_bytes()
    assert (hand_out / "data" / "incidents.csv").is_file()
    assert (hand_out / "LICENSE-content").read_bytes() == (ROOT / "LICENSE-content").read_bytes()
    assert not (hand_out / "solutions").exists()
    assert not (hand_out / "practice").exists()
    project = tomllib.loads((hand_out / "pyproject.toml").read_text("utf-8"))
    assert project["tool"]["uv"]["default-groups"] == []  # a learner's set-up stays light
    assert not list(hand_out.rglob("corpus.yaml"))


def test_when_a_page_is_handed_out_then_its_links_lead_to_files_of_the_hand_out(
    hand_out: Path,
) -> None:
    links = [
        (page, link)
        for page in hand_out.rglob("*.md")
        for link in re.findall(r"\]\(([^)#\s:]+)[)#]", page.read_text("utf-8"))
    ]
    assert (hand_out / "README.md", "notebooks/README.md") in links
    assert [
        f"{page.relative_to(hand_out)}: {link}"
        for page, link in links
        if not (page.parent / link).exists()
    ] == []


@pytest.mark.skipif(UV is None, reason="needs uv, which reads the lock file")
def test_when_a_course_is_handed_out_then_its_lock_file_fits(hand_out: Path) -> None:
    done = subprocess.run(
        [str(UV), "lock", "--check", "--offline"],
        cwd=hand_out,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_when_wrong_answers_are_given_then_few_are_missed(
    hand_out: Path, record_property: Callable[[str, object], None]
) -> None:
    result = CliRunner().invoke(app, ["prove", "--hand-out", str(hand_out), "--json"])
    assert result.exit_code == 0, result.output
    said = json.loads(result.output[result.output.index("{") :])
    assert said["silent"]["self-study"] <= 5
    assert said["silent"]["graded hand-out"] <= 15
    assert len(said["answers"]) == sum(
        len(answers.wrong) for solution in SOLUTIONS for answers in corpus(solution).values()
    )
    assert said["unattempted"] == []
    shares = ", ".join(f"{share:.1f} % in {place}" for place, share in said["silent"].items())
    record_property("silence", f"Wrong answers not caught: {shares}.")


def test_when_a_right_answer_is_given_then_it_is_not_a_foreseen_mistake(
    right: dict[tuple[Path, str], list[dict[str, Any]]],
) -> None:
    for (folder, task), answers in right.items():
        known = find(task, folder)
        assert known is not None
        assert known.locked, task
        for answer in answers:
            assert known.feedback(answer) is None, task


def test_when_a_hand_out_is_searched_then_no_key_is_in_it(
    hand_out: Path, right: dict[tuple[Path, str], list[dict[str, Any]]]
) -> None:
    kept = set[str]().union(*map(secrets, SOLUTIONS))
    assert len(kept) > 100
    assert leaks(hand_out, kept) == []
    texts = [text for path in hand_out.glob("exercises/*/*") for text in _decoded(path)]
    assert len(texts) > 1000
    for (folder, task), answers in right.items():
        known = find(task, folder)
        assert known is not None
        keys = {form for answer in answers for form in forms(answer, known.probes, ROUNDED)}
        keys |= {repr(value) for answer in answers for value in answer.values()}
        for key in (key for key in keys if len(key) > 12):
            assert not any(key in text for text in texts), (task, key)
    assert not any(secret in text for secret in kept for text in texts)


@pytest.fixture(scope="module")
def editions(hand_out: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give what a graded class is pointed to, beside the hand-out: a folder for each edition."""
    folder = tmp_path_factory.mktemp("editions")
    for name in ("hand-out", "packages", "image"):
        (folder / name).mkdir()
    (folder / "hand-out/course").symlink_to(hand_out)
    command = [str(UV), "build", "--quiet", "--out-dir", str(folder / "packages")]
    subprocess.run(command, cwd=ROOT, check=True)
    for name in ("first", "second"):
        address = Address(f"https://github.com/owner/{name}")
        update(hand_out, folder / "repository", address=address)
    plan = Plan((Wanted("linux", "3.13", (), ()),), (), "")  # packages of others have hashes

    def copy(_: Path, target: Path, **__: object) -> None:
        shutil.copytree(hand_out, target)

    pack(ROOT, folder / "pack", plan, site=has_site(), hand_out=copy)
    for step in DockerfileParser(path=str(CAMPUS / "learner.Dockerfile")).structure:
        if step["instruction"] == "COPY" and "--from" not in step["value"]:
            source = step["value"].split()[0].rstrip("/")
            held = folder / "repository" if source == "course" else CAMPUS / source
            shutil.copytree(held, folder / "image" / source, dirs_exist_ok=True)
    return folder


def has_site() -> bool:
    return importlib.util.find_spec("trilateral.site") is not None


@pytest.mark.skipif(UV is None, reason="needs uv, which builds the packages")
def test_when_any_graded_edition_is_searched_then_no_solution_and_no_hidden_test_is_in_it(
    editions: Path,
) -> None:
    kept = set[str]().union(*map(secrets, SOLUTIONS))
    assert leaks(editions, kept) == []
    searched = [name for name, _ in texts(editions)]
    for part in (
        "packages/trilateral-1.0.0-py3-none-any.whl/trilateral/paths.py",
        "packages/trilateral-1.0.0.tar.gz/trilateral-1.0.0/README.md",
        "repository/wheel/trilateral-1.0.0-py3-none-any.whl/trilateral/paths.py",
        "pack/setup/wheels/trilateral-1.0.0-py3-none-any.whl/trilateral/paths.py",
        "image/course/exercises/03_coercion/03_coercion.ipynb",
    ):
        assert part in searched
    assert sum(name.startswith(".git/commit ") for name in searched) == 4  # two, in two places


def test_when_what_is_hidden_is_planted_then_the_search_finds_it(tmp_path: Path) -> None:
    planted = zlib.compress(b"the amounts are not those of 1979")
    (tmp_path / "a.json").write_text(json.dumps({"x": base64.b64encode(planted).decode()}))
    (tmp_path / "b.json").write_text(json.dumps({"x": planted.hex()}))
    for path in tmp_path.iterdir():
        assert any("those of 1979" in text for text in _decoded(path)), path


def test_when_numbers_are_tried_one_by_one_then_a_task_costs_seconds(
    hand_out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(foreseen, "COST", COST)
    known = find("three-rules", hand_out / "exercises" / NAME)
    assert known is not None
    tries = 30
    began = time.process_time()
    for number in range(tries):
        known.feedback({"n": number})
    assert (time.process_time() - began) / tries * 10_001 >= SECONDS


def test_when_a_learner_checks_in_a_graded_hand_out_then_a_foreseen_mistake_is_named(
    hand_out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    low = "by_year = incidents[incidents['year'] < 2026].groupby('year').size()"
    code = f"{low}.reset_index(name='incidents')\nprint(by_year)"
    file = tmp_path / "mine.ipynb"
    write(answered(exercise(), by_year=code, three_rules="by_rule = dict(a=1)"), file)
    monkeypatch.setattr(foreseen, "COST", COST)  # the kernel's
    (tmp_path / FORESEEN).write_bytes(written(mistakes(SOLUTION)))
    report = check(file, hand_out)
    tasks = {task.task: task for task in report.tasks}
    assert (tasks["by-year"].outcome, tasks["by-year"].points) == ("partial", 1)
    assert tasks["by-year"].messages == ("You counted the rows of low confidence too.",)
    assert tasks["three-rules"].outcome == "incorrect"


def test_when_a_learner_practises_then_every_check_runs_and_no_scheme_is_there(
    for_practice: Path,
) -> None:
    schemes = set[str]().union(*(secrets(path, SCHEMES) for path in SOLUTIONS))
    assert len(schemes) > 20
    assert leaks(for_practice, schemes) == []
    assert not list(for_practice.rglob("corpus.yaml"))
    assert not list(for_practice.rglob(FORESEEN))
    file = for_practice / "exercises" / NAME / "mine.ipynb"
    write(answered(exercise(), by_year=ALL_ROWS, silent_side="silent = pd.Series({2023: 1})"), file)
    tasks = {task.task: task for task in check(file, for_practice).tasks}
    assert (tasks["by-year"].outcome, tasks["by-year"].further) == ("partial", 0)
    assert practice.find("by-year", file.parent) is not None


def test_when_an_exercise_travels_alone_then_it_says_what_only_grading_judges(
    tmp_path: Path,
) -> None:
    shutil.copy(EXERCISE, tmp_path)
    file = write(answered(exercise(), by_year=ALL_ROWS), tmp_path / "mine.ipynb")
    tasks = {task.task: task for task in check(file, ROOT).tasks}
    assert (tasks["by-year"].outcome, tasks["by-year"].further) == (SO_FAR, 1)


def _decoded(path: Path) -> Iterator[str]:
    """Yield a file's text, and what its strings hold once they are decoded and decompressed."""
    text = path.read_text("utf-8", "replace")
    yield text
    for found in set(re.findall(r"[A-Za-z0-9+/=_-]{16,}", text)):
        raw = [found.encode()]
        with suppress(binascii.Error, ValueError):
            raw.append(base64.b64decode(found + "=" * (-len(found) % 4)))
        with suppress(ValueError):
            raw.append(bytes.fromhex(found))
        for piece in raw:
            yield piece.decode("latin-1")
            for undo in (zlib.decompress, gzip.decompress):
                with suppress(zlib.error, OSError, EOFError):
                    yield undo(piece).decode("utf-8", "replace")
