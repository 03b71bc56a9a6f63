"""Frozen records like those of ``dataclasses``, for what is made while the window opens.

A frozen dataclass with slots takes a millisecond to come into being, because Python writes and compiles six methods
for it; the window opens on some sixty. ``@record`` compiles the one method that is worth it, and only when the first
record is made. Everything else is as with ``@dataclass(frozen=True, slots=True)``: ``replace`` and ``fields`` work.
A subclass of a record is a record as well.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, Field, FrozenInstanceError, dataclass, field, fields
from operator import attrgetter
from typing import Any, Final, TypeVar, dataclass_transform

__all__ = ["field", "record"]

T = TypeVar("T")
_ABSENT: Final = object()
_set_anyhow: Final = object.__setattr__


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def record(cls: type[T]) -> type[T]:
    """Make a frozen record of the annotated names of ``cls``."""
    own = set(vars(cls))
    made: Any = dataclass(init=False, repr=False, eq=False, slots=True)(cls)
    parts = fields(made)
    names = [part.name for part in parts]
    compared = [part.name for part in parts if part.compare]
    methods: dict[str, Callable[..., Any]] = {
        "__init__": _beginning(made),
        "__repr__": _words([part.name for part in parts if part.repr]),
        "__eq__": _equality(compared),
        "__hash__": _hash(compared),
        "__setattr__": _refuse_change,
        "__delattr__": _refuse_loss,
        "__getstate__": lambda self: [getattr(self, name) for name in names],
        "__setstate__": lambda self, state: _restore(self, names, state),
    }
    for name, method in methods.items():
        if name not in own:
            method.__qualname__ = f"{made.__qualname__}.{name}"
            setattr(made, name, method)
    return made  # type: ignore[no-any-return]  # with slots it is another class of the same name


def _beginning(made: Any) -> Callable[..., None]:
    def begin(self: object, /, *values: object, **named: object) -> None:
        made.__init__ = _compiled(made)
        made.__init__(self, *values, **named)

    return begin


def _compiled(made: Any) -> Any:
    """``__init__`` with its real arguments; a slot's own setter asks nobody whether the record is frozen."""
    known: dict[str, Any] = {"absent": _ABSENT}
    arguments, lines = ["self"], []
    for part in fields(made):
        name = part.name
        known[f"set_{name}"] = getattr(made, name).__set__
        arguments.append(name + _default(part, known))
        given = f"make_{name}() if {name} is absent else {name}" if f"make_{name}" in known else name
        lines.append(f"    set_{name}(self, {given})")
    if hasattr(made, "__post_init__"):
        lines.append("    self.__post_init__()")
    exec(f"def __init__({', '.join(arguments)}):\n" + "\n".join(lines or ["    pass"]), known)  # noqa: S102 - our names
    begin = known["__init__"]
    begin.__qualname__ = f"{made.__qualname__}.__init__"
    return begin


def _default(part: Field[Any], known: dict[str, Any]) -> str:
    if part.default_factory is not MISSING:
        known[f"make_{part.name}"] = part.default_factory
        return "=absent"
    if part.default is not MISSING:
        known[f"else_{part.name}"] = part.default
        return f"=else_{part.name}"
    return ""


def _equality(names: list[str]) -> Callable[[Any, object], Any]:
    values = _values(names)

    def equal(self: Any, other: object) -> Any:
        return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

    return equal


def _hash(names: list[str]) -> Callable[[Any], int]:
    values = _values(names)
    return lambda self: hash(values(self))


def _values(names: list[str]) -> Callable[[Any], Any]:
    return attrgetter(*names) if names else lambda _record: ()


def _words(names: list[str]) -> Callable[[Any], str]:
    def words(self: Any) -> str:
        return f"{type(self).__qualname__}({', '.join(f'{name}={getattr(self, name)!r}' for name in names)})"

    return words


def _refuse_change(self: object, name: str, value: object) -> None:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_loss(self: object, name: str) -> None:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _restore(self: object, names: list[str], state: list[Any]) -> None:
    for name, value in zip(names, state, strict=True):
        _set_anyhow(self, name, value)
