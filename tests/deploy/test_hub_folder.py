"""What `trilateral hub` writes: a second run loses nothing, and what images copy is there."""

from __future__ import annotations

import json
import re
import subprocess
import tomllib
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Final

import pytest
import yaml
from docker.types import HostConfig
from dockerfile_parse import DockerfileParser
from dockerspawner import DockerSpawner
from packaging.utils import canonicalize_name
from traitlets.config.loader import PyFileConfigLoader
from typer.testing import CliRunner

from tests.grading.small_course import SECRET
from trilateral.assignments.secrets import kept_from, leaks
from trilateral.cli import app
from trilateral.deploy.errors import DeployError
from trilateral.deploy.home import FOLDER, RELEASE, update
from trilateral.deploy.hub import CAMPUS, PASSWORD, write

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from traitlets.config.loader import Config

ROOT: Final = Path(__file__).parents[2]
GRADING: Final = ROOT / "containers/grading.Dockerfile"
IMAGES: Final = [CAMPUS / "learner.Dockerfile", CAMPUS / "hub.Dockerfile", GRADING]
PROJECT: Final[dict[str, Any]] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
LOCKED: Final = {
    package["name"]: package["version"]
    for package in tomllib.loads((ROOT / "uv.lock").read_text("utf-8"))["package"]
}
GIGABYTE: Final = 2**30


@pytest.fixture(scope="module")
def course(make_course: Callable[..., Path]) -> Path:
    """Give the course that the folder is written from."""
    return make_course()


@pytest.fixture(scope="module")
def folder(course: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a hub's folder that an administrator has changed since."""
    made = tmp_path_factory.mktemp("hub") / "folder"
    write(course, made)
    (made / "learners.txt").write_text("carla\n", "utf-8")
    return made


@pytest.fixture
def config(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Config:
    """Give the configuration as JupyterHub reads it."""
    kept = dict(line.split("=", 1) for line in (folder / ".env").read_text().splitlines())
    for name, value in kept.items():
        monkeypatch.setenv(name, value)
    read: Config = PyFileConfigLoader("jupyterhub_config.py", str(folder)).load_config()
    return read


def commits(folder: Path) -> int:
    at = ("git", "-C", str(folder / "course"), "rev-list", "--count", "HEAD")
    return int(subprocess.run(at, capture_output=True, text=True, check=True).stdout)


def test_when_the_folder_is_written_then_no_secret_is_in_it_and_the_release_is(
    folder: Path, course: Path
) -> None:
    assert SECRET not in "".join(map(str, leaks(folder, kept_from(course))))
    assert leaks(folder, kept_from(course)) == []
    assert (folder / "course/exercises/ps/ps.ipynb").is_file()
    assert (folder / ".env").stat().st_mode & 0o077 == 0


def test_when_the_verb_runs_again_then_the_release_goes_on_and_the_rest_stays(
    folder: Path, course: Path
) -> None:
    before = {path: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    assert not write(course, folder).renewed
    assert commits(folder) == 1
    (course / "README.md").write_text("Another edition.\n", "utf-8")
    done = write(course, folder)
    assert done.renewed
    assert done.written == ()
    assert commits(folder) == 2
    assert before == {path: path.read_bytes() for path in folder.iterdir() if path.is_file()}


@pytest.mark.parametrize("practice", [False, True])
def test_when_a_folder_holds_something_else_then_it_is_refused_and_stays(
    course: Path, tmp_path: Path, *, practice: bool
) -> None:
    (tmp_path / "mine.txt").write_text("mine", "utf-8")
    with pytest.raises(DeployError, match="holds something else"):
        write(course, tmp_path, practice=practice)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_when_a_graded_hub_would_get_solutions_then_another_folder_is_asked_for(
    folder: Path, course: Path
) -> None:
    with pytest.raises(DeployError, match=r"a release for a graded class.*Name another folder"):
        write(course, folder, practice=True)
    assert not (folder / "course/practice").exists()


def test_when_the_hubs_address_is_given_then_the_link_to_give_is_printed(
    folder: Path, course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(course)
    asked = ["hub", str(folder), "--address", "https://hub.example.edu/", "--json"]
    result = CliRunner().invoke(app, asked)
    assert result.exit_code == 0, result.output
    link = json.loads(result.stdout)["link"]
    assert link.startswith("https://hub.example.edu/hub/user-redirect/git-pull?repo=file%3A%2F%2F")
    assert f"urlpath=lab%2Ftree%2F{FOLDER}%2Fnotebooks%2Fhome.ipynb" in link


def test_when_containers_are_started_then_each_is_held_to_its_memory_and_rights(
    config: Config,
) -> None:
    spawner = DockerSpawner(config=config, user=SimpleNamespace(name="carla"))
    assert int(spawner.mem_limit) == GIGABYTE
    asked = HostConfig("1.44", mem_limit=spawner.mem_limit, **spawner.extra_host_config)
    assert (asked["Memory"], asked["CapDrop"]) == (GIGABYTE, ["ALL"])  # as Docker is asked for it
    assert spawner.cmd == ["python3", "-m", "trilateral.deploy.home"]
    assert config.SharedPasswordAuthenticator.user_password
    assert config.Authenticator.allowed_users == {"carla"}


def test_when_compose_builds_and_starts_then_names_are_those_of_the_configuration(
    folder: Path, config: Config
) -> None:
    compose = yaml.safe_load((folder / "compose.yaml").read_text("utf-8"))
    services = compose["services"]
    assert services["learner"]["image"] == config.DockerSpawner.image
    assert compose["networks"]["hub"]["name"] == config.DockerSpawner.network_name
    assert config.JupyterHub.hub_connect_ip in services
    for service in services.values():
        assert (folder / service["build"]["dockerfile"]).is_file()
    mounts = [mount.split(":")[0] for mount in services["hub"]["volumes"]]
    assert all((folder / mount).is_file() for mount in mounts if mount.startswith("./"))
    names = {line.split("=")[0] for line in (folder / ".env").read_text().splitlines()}
    assert names == {PASSWORD, RELEASE}


def steps(image: Path) -> Iterator[tuple[str, str]]:
    """Yield each instruction of an image, with its words."""
    for step in DockerfileParser(path=str(image)).structure:
        yield step["instruction"], step["value"]


@pytest.mark.parametrize("image", IMAGES, ids=lambda image: image.name)
def test_when_an_image_copies_then_each_path_is_there(image: Path, folder: Path) -> None:
    context = ROOT if image == GRADING else folder
    copied = [
        source
        for instruction, value in steps(image)
        if instruction == "COPY" and "--from" not in value
        for source in value.split()[:-1]
    ]
    assert [source for source in copied if not (context / source).exists()] == []
    assert bool(copied) == (image.name != "hub.Dockerfile")


@pytest.mark.parametrize("image", IMAGES, ids=lambda image: image.name)
def test_when_an_image_installs_then_versions_and_groups_are_the_projects(image: Path) -> None:
    text = " ".join(value for _, value in steps(image))
    pins = re.findall(r"([\w-]+)==([\w.]+)|jupyterhub/(jupyterhub):(\S+)", text)
    for name, version, hub, tag in pins:
        if name != "uv":
            assert LOCKED[canonicalize_name(name or hub)] == (version or tag)
    assert set(re.findall(r"--group (\S+)", text)) <= set(PROJECT["dependency-groups"])
    assert set(re.findall(r"--extra (\S+)", text)) <= set(
        PROJECT["project"]["optional-dependencies"]
    )


def test_when_the_grading_image_is_built_then_no_solution_is_sent_to_docker() -> None:
    ignored = GRADING.with_name(f"{GRADING.name}.dockerignore").read_text("utf-8").splitlines()
    rules = [line for line in ignored if line and not line.startswith("#")]
    assert rules[0] == "*"
    copied = {
        source.rstrip("/")
        for instruction, value in steps(GRADING)
        if instruction == "COPY"
        for source in value.split()[:-1]
    }
    assert {rule.removeprefix("!") for rule in rules if rule.startswith("!")} == copied


def test_when_a_server_starts_then_the_course_is_in_the_home_and_follows(
    folder: Path, course: Path, tmp_path: Path
) -> None:
    release = f"file://{folder}/course"
    assert update(tmp_path, release) == ""
    exercise = tmp_path / FOLDER / "exercises/ps/ps.ipynb"
    exercise.write_text(exercise.read_text("utf-8").replace("Write.", "Mine."), "utf-8")
    (course / "README.md").write_text("A third edition.\n", "utf-8")
    write(course, folder)
    assert update(tmp_path, release) == ""
    assert (tmp_path / FOLDER / "README.md").read_text("utf-8").startswith("A third edition.\n")
    assert "Mine." in exercise.read_text("utf-8")


def test_when_the_release_cannot_be_reached_then_it_says_so_and_the_home_stays(
    folder: Path, tmp_path: Path
) -> None:
    assert update(tmp_path, f"file://{folder}/course") == ""
    readme = (tmp_path / FOLDER / "README.md").read_bytes()
    problem = update(tmp_path, "file:///nowhere/course")
    assert "/nowhere/course" in problem or "ls-remote" in problem
    assert (tmp_path / FOLDER / "README.md").read_bytes() == readme
