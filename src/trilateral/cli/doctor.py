"""``trilateral doctor``: what is wrong with this set-up, and how to fix it."""

from __future__ import annotations

from dataclasses import asdict

import typer

from trilateral.cli._app import FOUND, Json, app, print_json
from trilateral.doctor import Finding, diagnose

_MARKS = {"ok": "ok  ", "note": "note", "problem": "FIX "}


@app.command(epilog="Example: trilateral doctor --json")
def doctor(*, json: Json = False) -> None:
    """Check this installation and say how to fix what is wrong."""
    findings = diagnose()
    problems = sum(finding.level == "problem" for finding in findings)
    if json:
        print_json({"well": not problems, "findings": [asdict(finding) for finding in findings]})
    else:
        typer.echo("\n".join(_line(finding) for finding in findings))
        typer.echo(f"\nProblems found: {problems}." if problems else "\nEverything is in order.")
    if problems:
        raise typer.Exit(FOUND)


def _line(finding: Finding) -> str:
    text = f"{_MARKS[finding.level]}  {finding.topic}: {finding.what}"
    if finding.where:
        text += f"\n        where:  {finding.where}"
    if finding.remedy:
        text += f"\n        fix:    {finding.remedy}"
    return text
