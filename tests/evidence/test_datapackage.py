from __future__ import annotations

from typing import TYPE_CHECKING

import frictionless
import pytest

from trilateral import evidence
from trilateral.evidence.codebook import refreshed
from trilateral.paths import data_dir

if TYPE_CHECKING:
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

    hint = "data/README.md is stale: run `uv run python -m trilateral.evidence.codebook`"
    assert text == refreshed(data_dir()), hint
