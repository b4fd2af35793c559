"""The offline room: started without a network here, and complete for the systems not at hand."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name, parse_wheel_filename

from tests.tiers import tiers
from tests.tools import lacking
from trilateral.assignments.release import PARTS
from trilateral.deploy import pack as packing
from trilateral.deploy import starting
from trilateral.deploy.errors import DeployError
from trilateral.deploy.pack import Plan, pack, plan
from trilateral.deploy.systems import SYSTEMS
from trilateral.deploy.wanted import Wanted, locked, requirements, supported, wanted
from trilateral.site import SiteExtraError, edition

if TYPE_CHECKING:
    from packaging.pylock import Pylock

ROOT = Path(__file__).parents[2]
PYTHON = f"3.{sys.version_info.minor}"
HERE = "linux-arm" if os.uname().machine == "aarch64" else "linux"
UV = os.environ.get("UV") or shutil.which("uv")
SH = "/bin/sh"
ALONE = ["unshare", "--net", "--map-root-user"]
SERVED = [(system, python) for system in SYSTEMS for python in ("3.11", "3.12", "3.13", "3.14")]

pytestmark = pytest.mark.skipif(UV is None, reason="needs uv, which exports the lock file")


def hand_out(course: Path, out: Path, **_: object) -> None:
    """Copy what a hand-out has, without the minute that foreseen mistakes take."""
    ignore = shutil.ignore_patterns("__pycache__", "instructor", "*.png", "0[2-6]_*.ipynb")
    for name in (*PARTS, "exercises"):
        if (course / name).is_dir():
            shutil.copytree(course / name, out / name, ignore=ignore)
        else:
            out.mkdir(exist_ok=True)
            shutil.copy(course / name, out / name)


def test_when_the_pages_cannot_be_made_then_nothing_is_downloaded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(edition, "_EXTRA", ("no_such_module",))
    monkeypatch.setattr(packing, "fetch", lambda *_: pytest.fail("it downloads"))
    with pytest.raises(SiteExtraError, match=r"no_such_module.*--extra site"):
        pack(ROOT, tmp_path / "stick", Plan((), (), ""))
    assert not (tmp_path / "stick").exists()


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a pack for this machine, in a folder with a space and letters beyond ASCII."""
    try:
        urllib.request.urlopen("https://files.pythonhosted.org/", timeout=30)
    except urllib.error.HTTPError:
        pass
    except OSError as error:
        lacking(f"needs the packages that a pack downloads: {error}")
    out = tmp_path_factory.mktemp("a room") / "Prüfung für Ñ"
    what = plan(ROOT, systems=[HERE], pythons=[PYTHON])
    pack(ROOT, out, what, site=False, hand_out=hand_out)
    return out


@pytest.fixture(scope="module")
def started(room: Path) -> str:
    """Start the pack for the first time, with no network and an empty home; return what it says."""
    home = room.parent / "home"
    home.mkdir()
    if subprocess.run([*ALONE, "true"], capture_output=True, check=False).returncode:
        lacking("needs a network namespace (unshare --net)")
    done = subprocess.run(
        [*ALONE, SH, str(room / "start.sh"), "doctor", "--json"],
        env={"HOME": str(home), "PATH": f"{Path(sys.executable).resolve().parent}:/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_when_a_pack_is_started_without_a_network_then_it_sets_itself_up(started: str) -> None:
    said, _, report = started.partition("{")
    assert "Setting up the course" in said
    findings = json.loads("{" + report)["findings"]
    assert {"front end", "kernel", "charts"} <= {each["topic"] for each in findings}
    assert "problem" not in {each["level"] for each in findings}


ASK = """
import fcntl, os, signal, socket, struct, subprocess, sys, time, urllib.request
with socket.socket() as probe:  # a new namespace has a loopback device that is off
    fcntl.ioctl(probe, 0x8914, struct.pack("16sh", b"lo", 1))
lab = subprocess.Popen(["./start.sh", "lab", "--no-browser", "--port", "8888"])
for _ in range(600):
    try:
        page = urllib.request.urlopen("http://127.0.0.1:8888/lab?token=secret").read()
        break
    except OSError:
        assert lab.poll() is None
        time.sleep(0.2)
try:
    urllib.request.urlopen("https://pypi.org", timeout=5)
except OSError:
    print("no network")
lab.kill()
print("JupyterLab" in page.decode())
"""


def test_when_a_pack_is_started_again_then_it_opens_at_once(room: Path, started: str) -> None:
    assert started
    done = subprocess.run(
        [*ALONE, sys.executable, "-c", ASK],
        cwd=room,
        # no Python on the path but the one that was set up
        env={"HOME": str(room.parent), "PATH": "/usr/bin:/bin", "JUPYTER_TOKEN": "secret"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert {"no network", "True"} <= set(done.stdout.splitlines())
    assert "set up" not in done.stdout


@pytest.mark.matrix
def test_when_a_lesson_is_opened_in_colab_then_its_first_cell_brings_the_course(
    room: Path, started: str, tmp_path: Path
) -> None:
    from nbformat import read  # noqa: PLC0415 -- this test alone

    from trilateral.deploy.badges import Address  # noqa: PLC0415 -- as above
    from trilateral.deploy.repository import update  # noqa: PLC0415 -- as above

    assert started
    repo = tmp_path / "class"
    update(room / "course", repo, address=Address("https://github.com/owner/name"))
    cell = read(repo / "notebooks/01_summit.ipynb", as_version=4).cells[0].source
    local = cell.replace("https://github.com/owner/name", repo.as_uri())
    python = room / "env/bin/python"
    gone = [str(python), "-m", "pip", "uninstall", "--quiet", "--yes", "trilateral"]
    subprocess.run(gone, check=True)
    code = (
        "import sys, types; sys.modules['google.colab'] = types.ModuleType('google.colab')\n"
        f"{local}\nfrom trilateral.quiz import Quiz; print(Quiz('01_summit')); print(os.getcwd())"
    )
    done = subprocess.run(
        [*ALONE, str(python), "-c", code],
        env={"HOME": str(tmp_path), "PATH": "/usr/bin:/bin", "PIP_NO_INDEX": "1"},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == str(tmp_path / "promises-to-power/notebooks")


@pytest.fixture(scope="module")
def lock() -> Pylock:
    return locked(ROOT)


@pytest.mark.parametrize(
    "served",
    tiers(
        [pair for pair in SERVED if pair[0] != "macos-intel"],
        ("windows", "3.14"),
        ("macos", "3.12"),
    ),
    ids=" ".join,
)
def test_when_a_system_is_served_then_each_package_it_needs_has_a_wheel_that_fits(
    lock: Pylock, served: tuple[str, str]
) -> None:
    system, python = served
    part = wanted(lock, system, python)
    assert part.missing == ()
    accepted = set(SYSTEMS[system].tags(python))
    names = set()
    for wheel in part.wheels:
        name, _, _, tags = parse_wheel_filename(wheel.filename)
        assert tags & accepted, wheel.filename
        assert re.fullmatch(r"[0-9a-f]{64}", wheel.hashes["sha256"])
        names.add(name)
    # What pip will ask for there, read from the other form of the lock.
    lines = re.findall(r"^([\w.-]+==[^\\\n]+)", requirements(ROOT), re.MULTILINE)
    place = SYSTEMS[system].environment(f"{python}.99")
    asked = {name: str(value) for name, value in place.items()}
    rules = [Requirement(line) for line in lines]
    needed = [rule for rule in rules if rule.marker is None or rule.marker.evaluate(asked)]
    assert len(needed) > 90
    assert {canonicalize_name(rule.name) for rule in needed} <= names


def test_when_the_lock_lacks_a_wheel_then_the_system_is_left_out_or_refused_by_name() -> None:
    what = plan(ROOT, systems=["windows"], pythons=["3.13"])
    assert what.left_out == ()
    with pytest.raises(DeployError, match=r"macOS on Intel. No wheel of .*argon2"):
        plan(ROOT, systems=["macos-intel"], pythons=["3.13"])
    with pytest.raises(DeployError, match=r"'2\.7'.*3\.11, 3\.12"):
        plan(ROOT, pythons=["2.7"])
    with pytest.raises(DeployError, match=r"'amiga'.*windows, macos"):
        plan(ROOT, systems=["amiga"])


def test_when_pythons_are_supported_then_a_pack_knows_them_all(lock: Pylock) -> None:
    assert supported(lock) == ("3.11", "3.12", "3.13", "3.14")


@pytest.fixture
def scripts(tmp_path: Path, lock: Pylock) -> Path:
    """Give a pack's scripts without its packages, for a Python that nobody has."""
    (tmp_path / "setup").mkdir()
    part = wanted(lock, "windows", "3.13")
    nobodys = Wanted("windows", "3.99", part.wheels, ())
    starting.write(tmp_path, [nobodys, Wanted("linux", "3.98", (), ())], [], "", site=True)
    return tmp_path


def test_when_no_python_fits_then_a_start_says_which_is_needed_and_where_to_get_it(
    scripts: Path,
) -> None:
    done = subprocess.run(
        [SH, str(scripts / "start.sh")],
        env={"PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert f"Python {PYTHON} does not fit." in done.stdout
    assert "needs Python 3.99 or 3.98" in done.stdout
    assert "https://www.python.org/downloads/" in done.stdout
    assert not (scripts / "env").exists()


def test_when_scripts_are_written_then_each_systems_shell_can_read_them(scripts: Path) -> None:
    batch = (scripts / "start.bat").read_bytes()
    assert batch.count(b"\n") == batch.count(b"\r\n") > 20
    assert batch.isascii()
    assert b'pushd "%~dp0"' in batch
    shell = [scripts / "start.sh", scripts / "start.command"]
    for script in shell:
        assert os.access(script, os.X_OK)
        assert b"\r" not in script.read_bytes()
        subprocess.run([SH, "-n", str(script)], check=True)
    if checker := shutil.which("shellcheck"):
        subprocess.run([checker, *map(str, shell)], check=True)
    text = "".join(path.read_text("utf-8") for path in scripts.rglob("*") if path.is_file())
    assert re.findall(r"@[A-Z_]+@", text) == []


def test_when_a_folder_is_not_empty_then_nothing_in_it_is_touched(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(DeployError, match="not empty"):
        pack(ROOT, tmp_path, plan(ROOT, systems=[HERE], pythons=[PYTHON]))
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]
