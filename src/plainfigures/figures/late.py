"""Packages that offer more than every command needs: a module of theirs is loaded when asked for."""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

__all__ = ["loaded_late"]


def loaded_late(package: str, where: Mapping[str, str]) -> Callable[[str], Any]:
    """Return the `__getattr__` of a package: `where` has the names that each of its modules gives.

    No name may be that of a module of the package, which would be put in its place.
    """
    modules = {name: module for module, names in where.items() for name in names.split()}

    def find(name: str) -> Any:
        if name not in modules:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        return getattr(import_module(f"{package}.{modules[name]}"), name)

    return find
