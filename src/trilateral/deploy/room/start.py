"""Set the course up beside this folder, from its wheels alone, and open it.

It runs with any Python that a machine has, before anything is installed, so it imports nothing but
the standard library. ``start.sh`` and ``start.bat`` ask it first whether a Python fits.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import sysconfig
from collections import deque
from pathlib import Path

SETUP = Path(__file__).resolve().parent
ROOM = SETUP.parent
ENV = ROOM / "env"
READY = ENV / "ready"
SETTINGS = json.loads((SETUP / "settings.json").read_text("utf-8"))
LONGEST = 110
"""Characters of this folder's path on Windows, where 260 are all that a file's path may have."""


class SetUpError(Exception):
    """The course cannot be set up; the message says what to do."""


def misfit() -> str:
    """Return why this Python cannot run the course, or an empty text."""
    version = ".".join(map(str, sys.version_info[:2]))
    # On Windows the processor's name is that of the machine, whatever Python was made for.
    machine = sysconfig.get_platform() if os.name == "nt" else platform.machine()
    if is_own() and not is_ready():
        return "the set-up was not finished"
    if version not in SETTINGS["pythons"] or sys.implementation.name != "cpython":
        return f"Python {version} does not fit."
    if sysconfig.get_config_var("Py_GIL_DISABLED"):
        return f"Python {version} is the free-threaded one, which does not fit."
    if [sys.platform, machine] not in SETTINGS["machines"]:
        return f"This folder has nothing for {sys.platform} on {machine}."
    return ""


def is_own() -> bool:
    """Return whether this is the environment's own Python."""
    return Path(sys.prefix).resolve() == ENV


def is_ready() -> bool:
    """Return whether this edition of the course is set up."""
    try:
        return READY.read_text("utf-8") == str(SETTINGS["edition"])
    except OSError:
        return False


def set_up() -> None:
    """Make an environment and install the course into it; what is there is replaced."""
    if os.name == "nt" and len(str(ROOM)) > LONGEST:
        message = f"The path {ROOM} is too long for Windows. Move this folder to C:\\course."
        raise SetUpError(message)
    if not os.access(ROOM, os.W_OK):
        message = (
            f"Nothing can be saved in {ROOM}. Copy this folder to your computer, and start there."
        )
        raise SetUpError(message)
    say("Setting up the course, once. This takes one to five minutes and needs no network.")
    run(
        [sys.executable, "-I", "-m", "venv", "--clear", str(ENV)],
        "On Debian and Ubuntu: sudo apt install python3-venv",
    )
    pip = [str(python()), "-I", "-m", "pip", "--isolated", "--disable-pip-version-check"]
    own = ["--no-index", "--find-links", str(SETUP / "wheels")]
    fixed = ["--no-deps", "--require-hashes", "--requirement", str(SETUP / "requirements.txt")]
    # Not compiled: a start compiles what it uses, which is a fraction, and takes half the time.
    remedy = "Is the disk full? If a file in this folder is damaged, copy the folder again."
    run([*pip, "install", "--no-compile", "--no-warn-script-location", *own, *fixed], remedy)
    READY.write_text(SETTINGS["edition"], "utf-8")


def python() -> Path:
    """Return the environment's own Python."""
    return ENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def run(command: list[str], remedy: str) -> None:
    """Run a command, say how far it is, and show its last lines if it fails."""
    last: deque[str] = deque(maxlen=8)
    read = 0
    with subprocess.Popen(  # noqa: S603 -- our own argument list, no shell
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
        env=clean(),
    ) as process:
        for line in process.stdout or ():
            last.append(line.rstrip())
            read += line.startswith("Processing ")
            if line.startswith("Processing ") and read % 20 == 0:
                say(f"  {read} of about {SETTINGS['packages']} packages read")
            elif line.startswith("Installing collected"):
                say("  All are read. They are unpacked now; this takes longest.")
    if process.returncode:
        raise SetUpError("\n".join([*last, "", "The course was not set up.", remedy]))


def clean() -> dict[str, str]:
    """Return the environment without what would lead to another Python's packages."""
    return {
        name: value
        for name, value in os.environ.items()
        if name not in {"PYTHONPATH", "PYTHONHOME"}
    }


def say(text: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def main(arguments: list[str]) -> int:
    """Answer ``--fits`` and ``--why``, or set the course up if need be and open it."""
    if arguments == ["--fits"]:
        return 1 if misfit() else 0
    if arguments == ["--why"]:
        say(misfit())
        return 0
    if problem := misfit():
        say(problem)
        return 1
    try:
        if not is_own():  # one that works has been asked before any other Python
            set_up()
    except SetUpError as error:
        say(str(error))
        return 1
    verb = arguments or ["lab"]
    command = [str(python()), "-c", "from trilateral.cli import app; app()", *verb]
    os.chdir(ROOM / "course")
    if os.name == "posix":
        os.execve(command[0], command, clean())  # noqa: S606 -- our own argument list, no shell
    return subprocess.call(command, env=clean())  # noqa: S603 -- as above


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
