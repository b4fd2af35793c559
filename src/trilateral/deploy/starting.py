"""What a pack is started with: scripts for each system, and what they read."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Final

from trilateral.deploy.systems import SYSTEMS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trilateral.deploy.wanted import Wanted

_ROOM: Final = Path(__file__).parent / "room"
SCRIPTS: Final = ("start.sh", "start.command", "start.bat")
SETUP: Final = "setup"
"""The folder of a pack that holds what the course is set up from."""
_SITE: Final = """
To read without setting anything up, open site/index.html in a browser.
"""


def write(
    out: Path, parts: Sequence[Wanted], left_out: Sequence[str], requirements: str, *, site: bool
) -> None:
    """Write the start scripts of a pack and what they read.

    Parameters
    ----------
    out
        The pack.
    parts
        What it has wheels for.
    left_out
        A line for each system that it has none for, with the reason.
    requirements
        Every package with its version and hashes, the course's own wheel among them.
    site
        Whether the static edition is in it.
    """
    pythons = list(dict.fromkeys(part.python for part in parts))
    systems = list(dict.fromkeys(part.system for part in parts))
    words = {
        "@PYTHON@": f"Python {_list(pythons, 'or')}",
        "@SYSTEMS@": _list([SYSTEMS[system].title for system in systems], "and"),
        "@LEFT_OUT@": "\n".join(left_out),
        "@SITE@": _SITE if site else "",
        "@PYTHONS@": " ".join(reversed(pythons)),
    }
    for name in SCRIPTS:
        text = _filled(name, words)
        if name.endswith(".bat"):
            text = text.replace("\n", "\r\n")
        (out / name).write_bytes(text.encode("ascii"))
        (out / name).chmod(0o755)
    for name, place in (("READ-ME.txt", "."), ("python.txt", SETUP), ("start.py", SETUP)):
        # Notepad has shown single line feeds since 2018, and `type` always has.
        (out / place / name).write_bytes(_filled(name, words).encode())
    (out / SETUP / "requirements.txt").write_text(requirements, "utf-8", newline="\n")
    settings = {
        "edition": hashlib.sha256(requirements.encode()).hexdigest(),
        "pythons": pythons,
        "machines": [_machine(system) for system in systems],
        "packages": max(len(part.wheels) for part in parts) + 1,
    }
    (out / SETUP / "settings.json").write_text(json.dumps(settings, indent=1) + "\n", "utf-8")


def _filled(name: str, words: dict[str, str]) -> str:
    text = (_ROOM / name).read_text("utf-8")
    for mark, word in words.items():
        text = text.replace(mark, word)
    return text


def _machine(system: str) -> tuple[str, str]:
    """Return what ``start.py`` sees of a system: Windows' own name for a machine says less."""
    place = SYSTEMS[system]
    windows = place.sys_platform == "win32"
    return place.sys_platform, "win-amd64" if windows else place.machine


def _list(names: Sequence[str], last: str) -> str:
    *first, end = names
    return f"{', '.join(first)} {last} {end}" if first else end
