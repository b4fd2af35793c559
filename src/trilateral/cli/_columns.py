"""What the columns of a list hold, as an instructor says it."""

from __future__ import annotations

import re

import typer


def columns_asked(columns: str) -> dict[str, str]:
    """Return what each column holds, as ``--columns`` says it; titles may have commas."""
    pairs = [part.partition("=") for part in re.split(r",\s*(?=\w+\s*=)", columns) if part]
    if any(not value for _, _, value in pairs):
        message = f"--columns: {columns!r} is not of the form 'id=1,name=Full name,email=3'"
        raise typer.BadParameter(message)
    return {field.strip(): value.strip() for field, _, value in pairs}
