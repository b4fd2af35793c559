"""One small bank with an item of every type, and what to do with it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import yaml

from trilateral.quiz.bank import Bank

if TYPE_CHECKING:
    from pathlib import Path

COMMON: dict[str, Any] = {
    "objective": "Read the record.",
    "asks": "read",
    "claim": "numerous-2025",
    "sources": ["pca-award-2016"],
    "hints": ["Look *again*.", "Count them."],
    "explanation": "Because **it is** so.",
}


def option(name: str, *, correct: bool = False) -> dict[str, Any]:
    return {"id": name, "text": f"Option {name}", "feedback": f"On {name}.", "correct": correct}


ITEMS: list[dict[str, Any]] = [
    {
        "id": "one",
        "type": "choice",
        "stem": "Which one?",
        "options": [option("a", correct=True), option("b"), option("c")],
    },
    {
        "id": "some",
        "type": "multiple",
        "stem": "Which ones?",
        "options": [
            option("a", correct=True),
            option("b", correct=True),
            option("c"),
            option("d"),
        ],
    },
    {
        "id": "how-many",
        "type": "numeric",
        "stem": "How many?",
        "answer": 1180,
        "tolerance": {"absolute": 5},
        "unit": "people",
        "mistakes": [{"value": 1400, "feedback": "That is the later number."}],
    },
    {
        "id": "in-order",
        "type": "ordering",
        "stem": "Put in order.",
        "first": "earliest",
        "last": "latest",
        "entries": [
            {"id": name, "text": f"Entry {name}", "feedback": f"Placed {name}."}
            for name in ("w", "x", "y", "z")
        ],
    },
    {
        "id": "pairs",
        "type": "matching",
        "stem": "Match them.",
        "rows": [
            {"id": "r1", "text": "Row 1", "match": "m1", "feedback": "One."},
            {"id": "r2", "text": "Row 2", "match": "m2", "feedback": "Two."},
        ],
        "choices": [{"id": name, "text": f"Match {name}"} for name in ("m1", "m2", "m3")],
    },
    {
        "id": "name-it",
        "type": "text",
        "stem": "Name it.",
        "accept": ["reciprocal access agreement*", "RAA"],
        "mistakes": [{"pattern": "visiting forces*", "feedback": "That is the U.S. one."}],
    },
]


SECOND: dict[str, Any] = {
    **ITEMS[0],
    "id": "one-again",
    "form_of": "one",
    "stem": "Which one here?",
    "options": [option("d", correct=True), option("e"), option("f")],
}
"""A second form of the first item."""


def plain_bank(items: list[dict[str, Any]] | None = None, lesson: str = "99_sample") -> Any:  # noqa: ANN401 -- YAML
    chosen = ITEMS if items is None else items
    return {
        "lesson": lesson,
        "title": "A sample",
        "items": [{**COMMON, **item} for item in chosen],
    }


def bank(items: list[dict[str, Any]] | None = None) -> Bank:
    return Bank.model_validate(plain_bank(items))


def write_bank(
    folder: Path, items: list[dict[str, Any]] | None = None, lesson: str = "99_sample"
) -> Path:
    path = folder / f"{lesson}.yaml"
    # Shared lists would become YAML's aliases, which banks may not have.
    deepcopies = json.loads(json.dumps(plain_bank(items, lesson)))
    path.write_text(
        yaml.safe_dump(deepcopies, sort_keys=False, allow_unicode=True),
        encoding="utf-8",
    )
    return path
