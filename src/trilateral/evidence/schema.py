"""The rules of the tables, read from ``datapackage.json``."""

from __future__ import annotations

import json
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag, ValidationError

from trilateral.errors import EvidenceError

if TYPE_CHECKING:
    from pathlib import Path

FILE = "datapackage.json"

Type = Literal["string", "integer", "number", "boolean", "date", "list"]


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class Category(_Model):
    """A word of a vocabulary and what it means."""

    value: str
    label: str


class Reference(_Model):
    """A column of another table that this one points to."""

    resource: str
    field: str


class Constraints(_Model):
    """Limits on a column's values."""

    required: bool = False
    unique: bool = False
    pattern: str | None = None
    minimum: float | str | None = None
    maximum: float | str | None = None
    enum: tuple[str, ...] = ()


class Column(_Model):
    """One column of a table."""

    name: str
    type: Type
    description: str
    categories: tuple[Category, ...] = ()
    ordered: bool = Field(default=False, alias="categoriesOrdered")
    constraints: Constraints = Constraints()
    delimiter: str = ","
    partial: bool = Field(default=False, alias="trilateral:partialDate")
    earliest: str | None = Field(default=None, alias="trilateral:minimum")
    latest: str | None = Field(default=None, alias="trilateral:maximum")
    unit: str | None = Field(default=None, alias="trilateral:unit")
    item_reference: Reference | None = Field(default=None, alias="trilateral:itemReference")
    item_categories: tuple[Category, ...] = Field(default=(), alias="trilateral:itemCategories")

    @cached_property
    def vocabulary(self) -> dict[str, str]:
        """The words the column, or each of its list's items, may hold, with their meanings."""
        return {word.value: word.label for word in (*self.categories, *self.item_categories)}


class _ForeignKeyTarget(_Model):
    resource: str
    fields: tuple[str, ...]


class _ForeignKey(_Model):
    fields: tuple[str, ...]
    reference: _ForeignKeyTarget


class _Schema(_Model):
    fields_: tuple[Column, ...] = Field(alias="fields")
    primary_key: tuple[str, ...] | str = Field(alias="primaryKey")
    foreign_keys: tuple[_ForeignKey, ...] = Field(default=(), alias="foreignKeys")


class Table(_Model):
    """One table: a CSV file and the rules of its columns."""

    name: str
    title: str
    description: str
    path: str
    schema_: _Schema = Field(alias="schema")

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns in the order of the file."""
        return self.schema_.fields_

    @property
    def key(self) -> tuple[str, ...]:
        """The columns that together tell one row from another."""
        key = self.schema_.primary_key
        return (key,) if isinstance(key, str) else key

    @cached_property
    def references(self) -> dict[str, Reference]:
        """The columns that point to another table, with the column they point to."""
        references = {
            foreign.fields[0]: Reference(
                resource=foreign.reference.resource, field=foreign.reference.fields[0]
            )
            for foreign in self.schema_.foreign_keys
        }
        references |= {c.name: c.item_reference for c in self.columns if c.item_reference}
        return references


class OtherFile(_Model):
    """A file that is not a table, such as the coast."""

    name: str
    path: str


class MapExtent(_Model):
    """The edges of the course's map, in degrees."""

    west: float
    south: float
    east: float
    north: float

    def holds(self, latitude: float, longitude: float) -> bool:
        """Return whether a point lies on the map."""
        return self.south <= latitude <= self.north and self.west <= longitude <= self.east


def _kind(resource: dict[str, Any]) -> str:
    """Return which model reads a resource, so that a mistake in a table is told as one."""
    return "table" if resource.get("type") == "table" else "other"


class Package(_Model):
    """All the files of the evidence."""

    title: str
    description: str
    map: MapExtent = Field(alias="trilateral:map")
    resources: tuple[
        Annotated[
            Annotated[Table, Tag("table")] | Annotated[OtherFile, Tag("other")],
            Discriminator(_kind),
        ],
        ...,
    ]

    @cached_property
    def tables(self) -> dict[str, Table]:
        """The tables by name."""
        return {table.name: table for table in self.resources if isinstance(table, Table)}

    @property
    def other_files(self) -> tuple[OtherFile, ...]:
        """The files that are not tables."""
        return tuple(file for file in self.resources if isinstance(file, OtherFile))


def read_package(directory: Path) -> Package:
    """Return the rules of the tables in `directory`.

    Raises
    ------
    EvidenceError
        ``datapackage.json`` is missing, is not JSON or lacks what the course needs.
    """
    path = directory / FILE
    try:
        return Package.model_validate(json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        message = (
            f"{directory.name}/{FILE}: the file is missing, so no table can be read. Restore it "
            "from the course's repository."
        )
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        message = f"{directory.name}/{FILE}: not JSON in UTF-8 ({error}). Correct it or restore it."
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        message = f"{directory.name}/{FILE}, {place}: {first['msg']}. Correct that entry."
    raise EvidenceError(message)
