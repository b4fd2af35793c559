"""The command line: one module per verb.

A new verb is a module here that decorates its function with ``@app.command(...)``; name it in the
import below. A verb returns for exit code 0, raises ``typer.Exit(1)`` when it found something,
and ``typer.BadParameter`` on wrong use (2). Errors of the library become one line and 1 or 2.
"""

from __future__ import annotations

from trilateral.cli import (
    align,
    assign,
    check,
    claims,
    class_,
    collect,
    doctor,
    export,
    feedback,
    grade,
    hub,
    items,
    lab,
    new,
    overview,
    pack,
    prove,
    quiz,
    release,
    site,
    sources,
    tidy,
    void,
)
from trilateral.cli._app import app

__all__ = [
    "align",
    "app",
    "assign",
    "check",
    "claims",
    "class_",
    "collect",
    "doctor",
    "export",
    "feedback",
    "grade",
    "hub",
    "items",
    "lab",
    "new",
    "overview",
    "pack",
    "prove",
    "quiz",
    "release",
    "site",
    "sources",
    "tidy",
    "void",
]
