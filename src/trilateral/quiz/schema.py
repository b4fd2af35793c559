"""The banks' JSON Schema, which editors use to complete and check what a teacher types."""

from __future__ import annotations

import json

from trilateral.quiz.bank import Bank


def schema_text() -> str:
    """Return the schema as it is kept in ``notebooks/quizzes/schema.json``."""
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **Bank.model_json_schema()}
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
