"""Package faces: what they export loads when it is first used, and a wrong name is answered."""

from __future__ import annotations

import importlib
import sys
from typing import TYPE_CHECKING, Any, Never

from trilateral.errors import nearest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping


def lazy(package: str, homes: Mapping[str, str]) -> Callable[[str], Any]:
    """Return a package's ``__getattr__`` that imports names on first use (PEP 562).

    Parameters
    ----------
    package
        The package's ``__name__``.
    homes
        For each exported name, the submodule that defines it; a submodule's own name stands for
        the submodule. No function may share its name with a submodule: importing the submodule
        would put the module in the function's place.

    Examples
    --------
    >>> lazy("trilateral", {"paths": "paths"})("paths").__name__
    'trilateral.paths'
    """
    refuse = closed(package, homes)

    def load(name: str) -> Any:  # noqa: ANN401 -- whatever the package exports
        if name not in homes:
            refuse(name)
        home = importlib.import_module(f"{package}.{homes[name]}")
        value = home if name == homes[name] else getattr(home, name)
        setattr(sys.modules[package], name, value)
        return value

    return load


def closed(package: str, names: Iterable[str]) -> Callable[[str], Never]:
    """Return a package's ``__getattr__`` that says what the package has instead of a wrong name.

    Parameters
    ----------
    package
        The package's ``__name__``.
    names
        What it exports.
    """
    there = list(names)

    def refuse(name: str) -> Never:
        hint = nearest(name, there)
        message = f"module {package!r} has no attribute {name!r}.{hint} It has {', '.join(there)}."
        raise AttributeError(message, name=name, obj=sys.modules[package])

    return refuse
