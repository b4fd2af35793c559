"""Read a bank from YAML and keep each value's line, so that messages can name it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from trilateral.paths import course_dir
from trilateral.quiz.bank import BEFORE_AFTER, Bank
from trilateral.quiz.errors import BankError, Finding, QuizError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pydantic_core import ErrorDetails

_LARGEST = 500_000
"""Bytes; a bank of forty long items has a tenth of this."""

# PyYAML may have been built without its C library, which is ten times as fast.
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_Place = tuple[str | int, ...]
_Model = TypeVar("_Model", bound=BaseModel)


@dataclass(frozen=True)
class Loaded:
    """A bank, its file and the line of each of its values."""

    bank: Bank
    path: Path
    lines: dict[_Place, int]
    """The line of each value, by its place."""
    texts: dict[_Place, str]
    """Every text in it, by its place."""

    def line(self, *where: str | int) -> int:
        """Return the line of the value at `where`, or of the nearest one around it."""
        return _nearest(self.lines, where)


class _Refusal(Exception):  # noqa: N818 -- never leaves this module
    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


def quizzes_dir() -> Path:
    """Return the course's folder of question banks."""
    return course_dir() / "notebooks" / "quizzes"


def bank_paths(folder: Path | None = None) -> list[Path]:
    """Return the banks in `folder` (the course's own by default), in the lessons' order."""
    return sorted((folder or quizzes_dir()).glob("*.yaml"))


def lesson_banks(folder: Path | None = None) -> list[Path]:
    """Return the banks of the lessons: not that of the test before and after the course."""
    return [path for path in bank_paths(folder) if path.stem != BEFORE_AFTER]


def load_lesson(lesson: str, folder: Path | None = None) -> Loaded:
    """Read the bank of one lesson.

    Raises
    ------
    QuizError
        There is no bank of that name.
    BankError
        The bank has something to correct.
    """
    paths = {path.stem: path for path in bank_paths(folder)}
    if lesson not in paths:
        have = ", ".join(paths) or "none"
        message = f"No question bank for lesson {lesson!r}. There are: {have}."
        raise QuizError(message)
    return load_bank(paths[lesson])


def load_bank(path: Path) -> Loaded:
    """Read and check one bank.

    Raises
    ------
    BankError
        The file is not YAML as banks use it, or a value breaks a rule of the models.
    """
    bank, plain, lines = checked(path, Bank)
    if bank.lesson != path.stem:
        message = f"`lesson` is {bank.lesson!r}, but the file is called {path.name}"
        raise BankError(path, [Finding(str(path), _nearest(lines, ("lesson",)), message)])
    return Loaded(bank, path, lines, dict(_texts(plain, ())))


def checked(path: Path, model: type[_Model]) -> tuple[_Model, object, dict[_Place, int]]:
    """Return what a file says as a model, its plain values and the line of each.

    Raises
    ------
    BankError
        The file is not YAML as banks use it, or a value breaks a rule of the model.
    """
    try:
        plain, lines = _parse(path)
    except _Refusal as refusal:
        raise BankError(path, [Finding(str(path), refusal.line, str(refusal))]) from refusal
    try:
        return model.model_validate(plain), plain, lines
    except ValidationError as error:
        raise BankError(path, list(_findings(error, path, plain, lines))) from error


def _parse(path: Path) -> tuple[object, dict[_Place, int]]:
    """Return the file's plain values and the line of each."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        message = f"can't be opened ({error.strerror})"
        raise _Refusal(message, 1) from error
    if len(raw) > _LARGEST:
        message = f"has {len(raw):,} bytes; a bank has at most {_LARGEST:,}"
        raise _Refusal(message, 1)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        message = "is not UTF-8 text; save it again as UTF-8"
        raise _Refusal(message, line) from error
    lines: dict[_Place, int] = {}
    try:
        _refuse_aliases(text)
        loader = _Loader(text)
        node = loader.get_single_node()
        plain = _plain(loader, node, (), lines) if node is not None else None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        message = f"is not valid YAML: {error.problem}"
        raise _Refusal(message, mark.line + 1 if mark else 1) from error
    except (yaml.YAMLError, ValueError) as error:
        message = f"is not valid YAML: {error}"
        raise _Refusal(message, 1) from error
    except RecursionError as error:
        message = "is nested too deeply"
        raise _Refusal(message, 1) from error
    return plain, lines


def _refuse_aliases(text: str) -> None:
    """Refuse anchors: ten lines of them can stand for a thousand million values."""
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.AliasEvent):
            message = "anchors and aliases (& and *) aren't read; write the value out or quote it"
            raise _Refusal(message, event.start_mark.line + 1 if event.start_mark else 1)


def _plain(loader: Any, node: Any, path: _Place, lines: dict[_Place, int]) -> object:  # noqa: ANN401 -- PyYAML's nodes are untyped
    """Turn a node into plain values, noting lines and refusing keys written twice."""
    lines[path] = node.start_mark.line + 1
    if isinstance(node, yaml.SequenceNode):
        return [_plain(loader, child, (*path, n), lines) for n, child in enumerate(node.value)]
    if not isinstance(node, yaml.MappingNode):
        return loader.construct_object(node)
    mapping: dict[str, object] = {}
    for key_node, value_node in node.value:
        key = str(loader.construct_object(key_node))
        if key in mapping:
            message = f"key {key!r} is written twice"
            raise _Refusal(message, key_node.start_mark.line + 1)
        mapping[key] = _plain(loader, value_node, (*path, key), lines)
    return mapping


def _texts(plain: object, place: _Place) -> Iterator[tuple[_Place, str]]:
    """Yield each text with its place."""
    if isinstance(plain, str):
        yield place, plain
    elif isinstance(plain, dict):
        for key, value in plain.items():
            yield from _texts(value, (*place, key))
    elif isinstance(plain, list):
        for number, value in enumerate(plain):
            yield from _texts(value, (*place, number))


def _findings(
    error: ValidationError, path: Path, plain: object, lines: dict[_Place, int]
) -> Iterator[Finding]:
    """Say each broken rule in a teacher's words, at its line."""
    details = error.errors(include_url=False)
    for detail in details:
        if detail["type"] == "too_short" and any(_within(other, detail) for other in details):
            continue  # pydantic does not count the broken members, which are named themselves
        where = _place(plain, detail["loc"])
        name = ".".join(str(part) for part in where if not isinstance(part, int))
        message = f"{name}: " * bool(name) + detail["msg"].removeprefix("Value error, ")
        if detail["type"] == "string_type":
            message += " (put it in quotes)"
        yield Finding(str(path), _nearest(lines, where), message, _item_id(plain, where))


def _within(inner: ErrorDetails, outer: ErrorDetails) -> bool:
    size = len(outer["loc"])
    return len(inner["loc"]) > size and inner["loc"][:size] == outer["loc"]


def _place(plain: object, loc: _Place) -> _Place:
    """Leave out of pydantic's path the names of union members, which are in no file."""
    here: Any = plain
    path: list[str | int] = []
    for number, step in enumerate(loc):
        inside = (isinstance(here, dict) and step in here) or (
            isinstance(here, list) and isinstance(step, int) and step < len(here)
        )
        if inside:
            here = here[step]
        if inside or number == len(loc) - 1:
            path.append(step)
    return tuple(path)


def _item_id(plain: object, where: _Place) -> str:
    match (plain, where):
        case ({"items": list() as items}, ("items", int() as number, *_)):
            item = items[number]
            return str(item.get("id", "")) if isinstance(item, dict) else ""
    return ""


def _nearest(lines: dict[_Place, int], where: _Place) -> int:
    """Return the line of `where`, else of the closest thing around it."""
    for length in range(len(where), -1, -1):
        if where[:length] in lines:
            return lines[where[:length]]
    return 1
