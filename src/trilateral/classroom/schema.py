"""The plans' JSON Schema, which editors use to complete and check what an instructor types."""

from __future__ import annotations

import json

from trilateral.classroom.plan import Plan


def schema_text() -> str:
    """Return the schema as it is kept in ``notebooks/plans/schema.json``."""
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **Plan.model_json_schema()}
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
