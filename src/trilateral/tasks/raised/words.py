"""What an exception means, in plain words, with its usual causes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from trilateral.tasks.raised import source as reading
from trilateral.tasks.raised.near import attributes, labels, name_like, near, tables_with
from trilateral.tasks.raised.phrases import SYNTAX, TYPES, kind, phrase

if TYPE_CHECKING:
    import ast
    from collections.abc import Callable, Container, Mapping

_SHOWN: Final = 6
"""Keys that a sentence lists."""
BRACKETS: Final = (
    "Put each comparison in round brackets of its own: `(a == 1) & (b == 2)`. Without them, "
    "Python works out `&` first."
)


@dataclass(frozen=True)
class Scene:
    """Where an exception was raised."""

    statement: ast.stmt | None
    namespace: Mapping[str, object]
    before: Container[str]
    """The names that earlier cells stopped before they set."""


def meaning(error: BaseException, scene: Scene) -> str:
    """Return what an exception means, and what to try."""
    for exception, say in _WORDS.items():
        if isinstance(error, exception):
            return say(error, scene)
    return _own_words(error)


def _own_words(error: BaseException) -> str:
    """Return Python's own words, with the exception's kind."""
    text = str(error).replace("`", "'").strip().rstrip(".")[:160]
    return f"Python said {type(error).__name__}{f': {text}' if text else ''}."


def _dots(scene: Scene) -> str:
    """Return the name that a statement uses while it is still the dots of an unanswered task."""
    used = sorted(reading.words_used(scene.statement))
    return next((name for name in used if scene.namespace.get(name) is ...), "")


def _unanswered(name: str, scene: Scene) -> str:
    if name in scene.before:
        return (
            f"`{name}` comes from an earlier cell, which stopped with an error before it was set. "
            "Fix that cell first."
        )
    return f"`{name}` is still the dots of an earlier task. Do that task first."


def _syntax(error: SyntaxError, scene: Scene) -> str:
    del scene
    return f"Python cannot read this line (SyntaxError). {phrase(error.msg or '', SYNTAX)}"


def _name(error: NameError, scene: Scene) -> str:
    name = str(getattr(error, "name", "") or "")
    written = re.match(r"name '(\w+)' is not defined", str(error))
    if isinstance(error, UnboundLocalError) or not (name or written):
        return _own_words(error)
    if not name and written:  # in the text of a `.query`
        name = written[1]
        guess = near(name, labels(error, name))
        start = f"the query's text has `{name}`, which is not a column."
        return f"{start} Did you mean `{guess}`?" if guess else start
    if name in scene.before:
        return _unanswered(name, scene)
    start = f"there is no `{name}` here (NameError)."
    guess = name_like(name, scene.namespace)
    meant = f" Did you mean `{guess}`?" if guess else ""
    if tables := tables_with(name, scene.namespace):
        column = f'`{tables[0]}["{name}"]`'
        return f"{start}{meant} A column is asked for in quotation marks: {column}."
    return start + (
        meant or " Run the cell that sets it; if you mean a text, put it in quotation marks."
    )


def _key(error: KeyError, scene: Scene) -> str:
    if dots := _dots(scene):
        return _unanswered(dots, scene)
    key = error.args[0] if error.args else ""
    listed = re.search(r"\['([^']+)'", str(key))
    key = listed[1] if listed else key  # pandas has several at once in words of its own
    used = [scene.namespace.get(name) for name in reading.words_used(scene.statement)]
    names = labels(error, key, used)
    start = f"there is nothing called `{key!s:.40}` in it (KeyError)."
    if any(str(name) == str(key) for name in names):
        if isinstance(key, str):
            return f"{start} `{key}` is there as a number: leave the quotation marks out."
        return f"{start} `{key}` is there as a text: put it in quotation marks."
    if guess := near(key, names):
        return f"{start} Did you mean `{guess}`?"
    if not names:
        return start
    text = ", ".join(f"`{name!s:.30}`" for name in names[:_SHOWN])
    return f"{start} There: {text}{' and others' if len(names) > _SHOWN else ''}."


def _attribute(error: AttributeError, scene: Scene) -> str:
    if dots := _dots(scene):
        return _unanswered(dots, scene)
    thing, name = getattr(error, "obj", None), str(getattr(error, "name", "") or "")
    if not name:
        return _own_words(error)
    start = f"{kind(type(thing).__name__)} has no `.{name}` (AttributeError)."
    guess = near(name, attributes(thing))
    return f"{start} Did you mean `.{guess}`?" if guess else start


def _type(error: TypeError, scene: Scene) -> str:
    if dots := _dots(scene):
        return _unanswered(dots, scene)
    if reading.lacks_brackets(scene.statement):
        return f"`&` or `|` was worked out before a comparison (TypeError). {BRACKETS}"
    text = phrase(str(error), TYPES)
    return text if text.endswith("?") else f"{text}. {_own_words(error)}"


def _value(error: ValueError, scene: Scene) -> str:
    if "is ambiguous" in str(error):
        if reading.lacks_brackets(scene.statement):
            return f"`&` or `|` was worked out before a comparison (ValueError). {BRACKETS}"
        if reading.joined_by_words(scene.statement):
            return (
                "`and`, `or` and `not` ask one value, and a column has many (ValueError). For "
                "columns write `&`, `|` and `~`, and put each comparison in round brackets."
            )
        return "this needs one truth value, and a column has one in each row (ValueError)."
    if dots := _dots(scene):
        return _unanswered(dots, scene)
    return _own_words(error)


def _zero(error: ZeroDivisionError, scene: Scene) -> str:
    del error, scene
    return "it divides by 0 (ZeroDivisionError). Which value is below the line, and why is it 0?"


def _index(error: IndexError, scene: Scene) -> str:
    del error, scene
    return "there is no such place (IndexError). Places are counted from 0."


def _module(error: ModuleNotFoundError, scene: Scene) -> str:
    del scene
    return f"there is no package `{error.name}` here (ModuleNotFoundError). Is it spelt correctly?"


def _file(error: FileNotFoundError, scene: Scene) -> str:
    del error, scene
    return "there is no such file (FileNotFoundError). `load(...)` finds the course's own tables."


def _stopped(error: KeyboardInterrupt, scene: Scene) -> str:
    del error, scene
    return "it took too long and was stopped: look for a loop that does not end."


def _deep(error: RecursionError, scene: Scene) -> str:
    del error, scene
    return "a function calls itself endlessly (RecursionError)."


_WORDS: Final[dict[type[BaseException], Callable[..., str]]] = {
    SyntaxError: _syntax,
    NameError: _name,
    KeyError: _key,
    AttributeError: _attribute,
    TypeError: _type,
    ValueError: _value,
    ZeroDivisionError: _zero,
    IndexError: _index,
    ModuleNotFoundError: _module,
    FileNotFoundError: _file,
    KeyboardInterrupt: _stopped,
    RecursionError: _deep,
}
