"""JupyterLab on the course's folder, with the course's settings and nothing asked."""

from __future__ import annotations

import os
import secrets
import socket
import sys
from pathlib import Path

from trilateral.errors import CourseNotFoundError

START = "notebooks/home.ipynb"
FIRST_PORT = 8888

# What only the course's own Lab leaves out: Notebook 7 and nbgrader slow its start and clutter it,
# news, updates and the extension manager ask the network, and a plain `jupyter lab` keeps all of
# them. The settings of `jupyter/everywhere` hold there too: they
# are installed into the environment's configuration path, as defaults that a learner's own beat.
SETTINGS = Path(__file__).parent / "jupyter" / "lab"


def lesson_path(course: Path, lesson: str) -> str:
    """Return a lesson's notebook, relative to `course`, from its number or name.

    Parameters
    ----------
    course
        The folder that holds ``notebooks/``.
    lesson
        A number (``3`` or ``03``) or a file name's stem (``03_coercion``).

    Raises
    ------
    CourseNotFoundError
        There is no such lesson; the message lists those there are.
    """
    stems = sorted(path.stem for path in (course / "notebooks").glob("[0-9][0-9]_*.ipynb"))
    wanted = lesson.removesuffix(".ipynb").zfill(2)
    for stem in stems:
        if wanted in (stem, stem[:2]):
            return f"notebooks/{stem}.ipynb"
    message = f"No lesson {lesson!r} in {course / 'notebooks'}. Choose one of: {', '.join(stems)}."
    raise CourseNotFoundError(message)


def is_free(port: int) -> bool:
    """Say whether this machine lets a server listen on `port`."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        if os.name == "posix":  # there it means "not in use"; on Windows it would share the port
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def free_port(first: int = FIRST_PORT, tries: int = 50) -> int:
    """Return the first free port from `first` on, or one the system picks after `tries`."""
    for port in range(first, first + tries):
        if is_free(port):
            return port
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def command(
    course: Path, port: int, *, browser: bool = False, notebook: str = START
) -> tuple[list[str], dict[str, str]]:
    """Return the command line and the environment that open the course in JupyterLab.

    The environment holds the server's password as ``JUPYTER_TOKEN`` (the caller's own, if set).

    Parameters
    ----------
    course
        The folder that holds ``notebooks/``; it becomes the root of Lab's file browser.
    port
        Where to listen. It must be free: Jupyter is told not to look for another.
    browser
        Whether to open the learner's browser.
    notebook
        The notebook to open, relative to `course`.
    """
    argv = [sys.executable, "-m", "jupyterlab"]
    options = {
        "ServerApp.root_dir": str(course),
        "ServerApp.ip": "127.0.0.1",
        "ServerApp.port": str(port),
        "ServerApp.port_retries": "0",
        "ServerApp.open_browser": str(browser),
        "ServerApp.answer_yes": "True",  # Ctrl-C stops at once; Lab has saved by then
        "LabApp.default_url": f"/lab/tree/{notebook}",
    }
    argv += [f"--{name}={value}" for name, value in options.items()]
    argv.append("--log-level=WARN")
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        argv.append("--allow-root")  # the rule in containers, where Jupyter otherwise refuses
    env = dict(os.environ)
    folders = [str(SETTINGS), env.get("JUPYTER_CONFIG_PATH", "")]
    env["JUPYTER_CONFIG_PATH"] = os.pathsep.join(filter(None, folders))
    env.setdefault("JUPYTER_PREFER_ENV_PATH", "1")  # our kernel before another of the same name
    env.setdefault("JUPYTER_TOKEN", secrets.token_hex(24))
    return argv, env


def url(port: int, env: dict[str, str], notebook: str = START) -> str:
    """Return the address that opens `notebook` without asking for the password."""
    return f"http://localhost:{port}/lab/tree/{notebook}?token={env['JUPYTER_TOKEN']}"
