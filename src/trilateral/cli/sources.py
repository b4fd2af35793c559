"""``trilateral sources``: how far sources were read, which are weak, and why they are kept."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Annotated

import typer

from trilateral.cli._app import FOUND, Json, app, print_json, say
from trilateral.paths import course_dir

if TYPE_CHECKING:
    from trilateral.evidence.weakness import Weak
    from trilateral.notebook.sourced import Lessons

Only = Annotated[bool, typer.Option("--weak", help="List the weak sources, each with its rows.")]


@app.command(epilog="Example: trilateral sources --weak")
def sources(*, weak: Only = False, json: Json = False) -> None:
    """Count sources by how much was read and what is weak.

    Exit code 1: a lesson cites an address that nobody should be sent to, or shows a row that only
    digests support.
    """
    from trilateral import evidence
    from trilateral.evidence.weakness import weak_sources
    from trilateral.notebook.sourced import Lessons, unfit

    lessons = Lessons(sorted((course_dir() / "notebooks").glob("*.ipynb")))
    entries = weak_sources(evidence.default())
    read = Counter(source.read for source in evidence.default().sources())
    bad = unfit(entries, lessons)
    if json:
        listed = [_as_json(entry, lessons) for entry in entries]
        print_json({"read": read, "weak": _counts(entries), "in_lessons": bad, "sources": listed})
    else:
        say(*_summary(read, entries, bad))
        if weak:
            say(*(line for word in _words() for line in _listed(word, entries, lessons)))
    if any(bad.values()):
        raise typer.Exit(FOUND)


def _words() -> dict[str, str]:
    from trilateral import evidence

    return evidence.labels("sources", "weakness")


def _counts(entries: tuple[Weak, ...]) -> dict[str, int]:
    counted = Counter(word for entry in entries for word in entry.source.weakness)
    return {word: counted[word] for word in _words()}


def _summary(read: Counter[str], entries: tuple[Weak, ...], bad: dict[str, list[str]]) -> list[str]:
    from trilateral import evidence

    of_reading = evidence.labels("sources", "read")
    labels = {**_words(), "digests_alone": "rows that rest on digests alone"}
    return [
        f"{read.total()} sources:",
        *(f"  {read[word]:5} {label}" for word, label in of_reading.items()),
        f"{len(entries)} of them weak:",
        *(f"  {count:5} {_words()[word]}" for word, count in _counts(entries).items()),
        "In the lessons:",
        *(f"  {len(ids):5} {labels[word]}{_named(ids)}" for word, ids in bad.items()),
    ]


def _named(ids: list[str]) -> str:
    return f": {', '.join(ids)}" if ids else ""


def _listed(word: str, entries: tuple[Weak, ...], lessons: Lessons) -> list[str]:
    those = [entry for entry in entries if word in entry.source.weakness]
    head = ["", f"{len(those)} {'source' if len(those) == 1 else 'sources'}: {_words()[word]}"]
    return [*head, *(line for entry in those for line in _lines(entry, lessons))]


def _lines(entry: Weak, lessons: Lessons) -> list[str]:
    used = lessons.naming(entry.source.id)
    alone = [str(row) for row in entry.rows if row.baseless]
    return [
        f"  {entry.source.id}: {entry.source.label}",
        f"      {entry.source.url}",
        f"      serves {', '.join(map(str, entry.rows)) or 'no row'}",
        f"      in {', '.join(used) or 'no lesson'}",
        *([f"      ONLY BASIS of {', '.join(alone)}"] * bool(alone)),
        *([f"      {entry.source.why_kept}"] * bool(entry.source.why_kept)),
    ]


def _as_json(entry: Weak, lessons: Lessons) -> dict[str, object]:
    return {
        "id": entry.source.id,
        "url": entry.source.url,
        "weakness": entry.source.weakness,
        "why_kept": entry.source.why_kept,
        "rows": [str(row) for row in entry.rows],
        "only_basis_of": [str(row) for row in entry.rows if row.baseless],
        "lessons": lessons.naming(entry.source.id),
    }
