"""Where one can go: routes, the pages that answer them, and the way back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from inventory.i18n import _
from inventory.values.records import record

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.desk import Desk

DEPTH: Final = 100
"""So many steps back are remembered."""
DIGITS: Final = 8
"""Ctrl+1 … Ctrl+8 open the first pages of the rail."""


@record
class Route:
    """A place: the name of a page and what it is about, ``Route("asset", 17)``."""

    page: str
    args: tuple[object, ...]

    def __init__(self, page: str, *args: object) -> None:
        object.__setattr__(self, "page", page)
        object.__setattr__(self, "args", args)

    def __str__(self) -> str:
        return "/".join((self.page, *map(str, self.args)))


@record
class PageSpec:
    """A page of the program.

    ``factory(desk, route)`` makes the widget, a ``PageFrame`` if it wants the hooks of one. ``title`` is a
    message id. ``parent``: the page of the rail that stays lit while this one is shown (an asset card: "assets").
    ``foot``: at the lower end of the rail, as the settings are.
    """

    name: str
    title: str
    icon: str
    factory: Callable[[Desk, Route], QWidget]
    rail: bool = True
    foot: bool = False
    parent: str = ""

    @property
    def words(self) -> str:
        """The title in the reader's language."""
        return _(self.title)


class Pages:
    """The pages there are, in the order of the rail."""

    def __init__(self, specs: Sequence[PageSpec] = ()) -> None:
        self._specs: dict[str, PageSpec] = {}
        for spec in specs:
            self.add(spec)

    def add(self, spec: PageSpec) -> None:
        """A second page of one name is a mistake."""
        if spec.name in self._specs:
            raise ValueError(spec.name)
        self._specs[spec.name] = spec

    def __iter__(self) -> Iterator[PageSpec]:
        return iter(self._specs.values())

    def __contains__(self, name: object) -> bool:
        return name in self._specs

    def __getitem__(self, name: str) -> PageSpec:
        return self._specs[name]

    def rail(self) -> list[PageSpec]:
        """What the rail shows, the foot last."""
        shown = [spec for spec in self if spec.rail]
        return [spec for spec in shown if not spec.foot] + [spec for spec in shown if spec.foot]

    def lit(self, name: str) -> str:
        """The page of the rail that is lit while ``name`` is shown; "" for none."""
        seen: set[str] = set()
        while name in self._specs and name not in seen:
            seen.add(name)
            spec = self._specs[name]
            if spec.rail:
                return name
            name = spec.parent
        return ""

    def keys(self, name: str) -> str:
        """The shortcut of a page of the rail, ``Ctrl+3``; "" from the ninth on."""
        names = [spec.name for spec in self.rail() if not spec.foot]
        place = names.index(name) + 1 if name in names else DIGITS + 1
        return f"Ctrl+{place}" if place <= DIGITS else ""


class History:
    """Where one has been, as a browser remembers it."""

    def __init__(self) -> None:
        self._past: list[Route] = []
        self._at = -1

    @property
    def current(self) -> Route | None:
        """Where one is."""
        return self._past[self._at] if self._past else None

    @property
    def can_back(self) -> bool:
        """Something lies behind."""
        return self._at > 0

    @property
    def can_forward(self) -> bool:
        """One has gone back before."""
        return self._at + 1 < len(self._past)

    def visit(self, route: Route) -> None:
        """Go somewhere new; what lay ahead is forgotten. The place where one is already adds nothing."""
        if route == self.current:
            return
        del self._past[self._at + 1 :]
        self._past.append(route)
        del self._past[:-DEPTH]
        self._at = len(self._past) - 1

    def back(self) -> Route | None:
        """One step back; None at the beginning."""
        if not self.can_back:
            return None
        self._at -= 1
        return self.current

    def forward(self) -> Route | None:
        """One step forward again; None at the end."""
        if not self.can_forward:
            return None
        self._at += 1
        return self.current
