from __future__ import annotations

import json
from typing import TYPE_CHECKING

import frictionless
import pytest

from trilateral import evidence
from trilateral.errors import EvidenceError
from trilateral.evidence.codebook import refreshed
from trilateral.evidence.schema import read_package
from trilateral.paths import data_dir

if TYPE_CHECKING:
    from pathlib import Path

    from trilateral.evidence.schema import Table

TABLES = evidence.default().package.tables.values()


def test_when_the_data_package_is_validated_then_it_is_clean() -> None:
    report = frictionless.validate(data_dir() / "datapackage.json")

    assert report.valid, report.to_summary()


def test_when_a_file_is_in_the_folder_then_the_data_package_lists_it() -> None:
    package = evidence.default().package
    listed = {table.path for table in package.tables.values()}
    listed |= {file.path for file in package.other_files} | {"datapackage.json", "README.md"}
    listed |= {"cards.json"}  # made from the tables

    found = {path.relative_to(data_dir()).as_posix() for path in data_dir().rglob("*.*")}

    assert found == listed


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_when_a_column_has_a_vocabulary_then_both_validators_know_it(table: Table) -> None:
    for column in table.columns:
        assert column.description
        assert column.constraints.enum == tuple(word.value for word in column.categories)


def test_when_the_rules_change_then_the_codebook_follows() -> None:
    text = (data_dir() / "README.md").read_text(encoding="utf-8")

    hint = "data/README.md is stale: run `uv run trilateral tidy`"
    assert text == refreshed(data_dir()), hint


def test_when_a_tables_rules_hold_a_mistake_then_it_is_not_taken_for_another_file(
    data: Path,
) -> None:
    path = data / "datapackage.json"
    package = json.loads(path.read_text(encoding="utf-8"))
    table = next(each for each in package["resources"] if each["name"] == "incidents")
    table["schema"]["foreignKeys"][0]["fields"] = "feature"
    path.write_text(json.dumps(package), encoding="utf-8")

    with pytest.raises(EvidenceError, match="foreignKeys"):
        read_package(data)
