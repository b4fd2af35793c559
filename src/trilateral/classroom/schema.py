"""JSON Schemas of the plans' files, which editors use to complete and check what is typed."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from trilateral.classroom.jigsaw import Jigsaws
from trilateral.classroom.plan import Plan
from trilateral.classroom.simulation import Scenario

if TYPE_CHECKING:
    from collections.abc import Mapping

    from trilateral.classroom.plan import Model

_MODELS: Final[Mapping[str, type[Model]]] = {
    "schema.json": Plan,
    "cards.schema.json": Jigsaws,
    "simulation.schema.json": Scenario,
}


def schemas() -> dict[str, str]:
    """Return each schema by the name of its file in ``notebooks/plans``."""
    return {name: _text(model) for name, model in _MODELS.items()}


def _text(model: type[Model]) -> str:
    draft = "https://json-schema.org/draft/2020-12/schema"
    schema = {"$schema": draft, **model.model_json_schema()}
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    for _name, _written in schemas().items():
        Path(sys.argv[1], _name).write_text(_written, encoding="utf-8", newline="\n")
