"""Each layer of confinement, tried from inside, beside the same without it."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from tests.grading.confined import needs_confinement
from trilateral.grading.errors import ConfinementError
from trilateral.grading.limits import Limits
from trilateral.grading.run.settings import Settings, check_confinement
from trilateral.grading.sandbox.confinement import calls, layers, readable

pytestmark = needs_confinement

CONFINE = """
import os, sys
from pathlib import Path
from trilateral.grading.sandbox.confinement import Policy, enter, readable
os.chdir(sys.argv[1])
if sys.argv[2] == "confined":
    enter(Policy(readable(), (Path(sys.argv[1]),), memory=200 * 1024**2, file=1024**2))
"""

BEYOND = {
    "reads a file above": "open('../secret').read()",
    "lists the folder above": "os.listdir('..')",
    "writes above": "open('../new', 'w')",
    "overwrites above": "open('../secret', 'w')",
    "deletes above": "os.remove('../secret')",
    "renames above": "os.rename('../secret', '../moved')",
    "truncates above": "os.truncate('../secret', 0)",
    "changes rights above": "os.chmod('../secret', 0o777)",
    "changes times above": "os.utime('../secret', (0, 0))",
    "links in from above": "os.link('../secret', 'mine')",
    "makes a symbolic link": "os.symlink('../secret', 'mine')",
    "reads the parent's environment": "open(f'/proc/{os.getppid()}/environ').read()",
    "reads its own environment file": "open('/proc/self/environ').read()",
    "opens the parent's memory": "open(f'/proc/{os.getppid()}/mem', 'rb')",
    "lists processes": "os.listdir('/proc')",
    "reads the password file": "open('/etc/passwd').read()",
    "opens a socket": "__import__('socket').socket()",
    "opens a local socket": "__import__('socket').socketpair()",
    "forks": "os._exit(0) if os.fork() == 0 else None",
    "starts a program": "__import__('subprocess').run(['/bin/true'], check=True)",
    "becomes a program": "os.execv('/bin/true', ['true'])",
    "signals its parent": "os.kill(os.getppid(), 0)",
    "makes a session of its own": "os.setsid()",
    "raises its limits": "r = __import__('resource'); r.setrlimit(r.RLIMIT_NOFILE, (9, 9))",
    "writes a large file": "open('large', 'wb').write(bytes(2 * 1024**2))",
    "takes much memory": "bytearray(1024**3)",
}
WITHIN = {
    "writes in its folder": "open('mine', 'w').write('x'); print(open('mine').read())",
    "makes and removes a folder": "os.mkdir('d'); os.rmdir('d')",
    "imports what was not imported": "import wave, colorsys",
    "starts a thread": "t = __import__('threading').Thread(target=print); t.start(); t.join()",
    "reads the evidence": "from trilateral.paths import data_dir; os.listdir(data_dir())",
}


def attempt(folder: Path, code: str, how: str) -> subprocess.CompletedProcess[str]:
    """Run `code` in a folder below one with a secret; end with 3 where the system refused it."""
    (folder / "secret").write_text("hidden test")
    inside = folder / "inside"
    inside.mkdir()
    refused = "except (OSError, MemoryError, ValueError): sys.exit(3)"
    guarded = f"try:\n{textwrap.indent(code, '    ')}\n{refused}"
    return subprocess.run(
        [sys.executable, "-c", CONFINE + guarded, str(inside), how],
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )


@pytest.mark.parametrize("code", BEYOND.values(), ids=BEYOND.keys())
def test_when_a_confined_process_reaches_beyond_itself_then_it_is_refused(
    tmp_path: Path, code: str
) -> None:
    ended = attempt(tmp_path, code, "confined")
    assert ended.returncode == 3, ended.stderr
    assert (tmp_path / "secret").read_text() == "hidden test"
    assert {path.name for path in tmp_path.iterdir()} == {"secret", "inside"}


@pytest.mark.parametrize("code", WITHIN.values(), ids=WITHIN.keys())
def test_when_a_confined_process_does_its_work_then_it_may(tmp_path: Path, code: str) -> None:
    ended = attempt(tmp_path, code, "confined")
    assert ended.returncode == 0, ended.stderr


@pytest.mark.parametrize("name", ["reads a file above", "opens a socket", "forks", "deletes above"])
def test_when_a_process_is_not_confined_then_the_same_attempts_succeed(
    tmp_path: Path, name: str
) -> None:
    assert attempt(tmp_path, BEYOND[name], "open").returncode == 0


def test_when_something_hidden_lies_where_python_is_then_grading_does_not_start() -> None:
    with pytest.raises(ConfinementError, match="Move it, or install Python elsewhere"):
        readable((Path(sys.prefix) / "solutions",))


WITHOUT = """
import sys
from trilateral.grading.sandbox.confinement import Policy, calls, enter
calls.missing = lambda: "no libseccomp"
enter(Policy(()), trusted=sys.argv[1] == "trusted")
"""


@pytest.mark.parametrize(("how", "status"), [("trusted", 0), ("not", 1)])
def test_when_a_layer_is_missing_then_only_trust_continues(how: str, status: int) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", WITHOUT, how], capture_output=True, text=True, check=False
    )
    assert ended.returncode == status
    assert ("Not confined: network, processes missing" in ended.stderr) is bool(status)


def test_when_a_layer_is_missing_then_the_grader_says_which_and_what_to_do(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(calls, "missing", lambda: "no libseccomp")
    layers.cache_clear()
    try:
        with pytest.raises(ConfinementError, match=r"no libseccomp.*`--trust`"):
            check_confinement(Settings(Limits()), [])
        told = check_confinement(Settings(Limits(), trusted=True), [])
        assert told == ("network: no libseccomp", "processes: no libseccomp")
    finally:
        monkeypatch.undo()
        layers.cache_clear()
