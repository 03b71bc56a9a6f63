"""What a person wants to see of a list: the filters there are, and what was chosen in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

from inventory.choices import Choice
from inventory.i18n import _
from inventory.values.records import record
from inventory.values.shown import show_day

TEXT: Final = "text"
"""The key of the filter that is typed into the box above the list."""


@record
class Filter:
    """A filter that a list offers. ``title`` is a message id."""

    key: str
    title: str

    @property
    def words(self) -> str:
        """The title in the reader's language."""
        return _(self.title)


@record
class TextFilter(Filter):
    """Some text; the source says how it is searched. The value is a str."""


@record
class ChoiceFilter(Filter):
    """Some of a few values, ``(value, message id)``. The value is a tuple of those chosen."""

    options: Sequence[tuple[str, str]] = ()


@record
class DayFilter(Filter):
    """From a day to a day, both included. The value is ``(first or None, last or None)``."""


@record
class PickFilter(Filter):
    """One record, a customer for example; ``find`` runs in the read lane. The value is an id."""

    find: Callable[[str], Sequence[Choice]] = lambda _text: ()


@record
class Picked:
    """A record chosen in a PickFilter, with its name for the chip."""

    id: int
    name: str


Days = tuple[date | None, date | None]
Value = str | tuple[str, ...] | Days | Picked


@record
class Criteria:
    """What was chosen, by the keys of the filters. Nothing chosen: everything is shown."""

    chosen: tuple[tuple[str, Value], ...] = ()

    def __iter__(self) -> Iterator[tuple[str, Value]]:
        return iter(self.chosen)

    def __bool__(self) -> bool:
        return bool(self.chosen)

    def get(self, key: str) -> Value | None:
        """What was chosen in a filter."""
        return dict(self.chosen).get(key)

    def having(self, key: str, value: Value) -> Criteria:
        """The same with another choice; an empty one takes the filter away."""
        if not value or value == (None, None):
            return self.without(key)
        known = dict(self.chosen)
        known[key] = value
        return Criteria(tuple(known.items()))

    def without(self, key: str) -> Criteria:
        """The same without one filter."""
        return Criteria(tuple((known, value) for known, value in self.chosen if known != key))

    @property
    def filters(self) -> dict[str, Any]:
        """As a source takes it: plain values by key."""
        return {key: value.id if isinstance(value, Picked) else value for key, value in self.chosen}


def said(wanted: Filter, value: Value) -> str:
    """A choice in words, for its chip."""
    return _("{filter}: {choice}").format(filter=wanted.words, choice=_choice(wanted, value))


def _choice(wanted: Filter, value: Value) -> str:
    if isinstance(value, Picked):
        return value.name
    if isinstance(value, str):
        return value
    if isinstance(wanted, ChoiceFilter):
        words = {option: _(label) for option, label in wanted.options}
        return _(", ").join(words.get(str(option), str(option)) for option in value)
    first, last = value[0], value[-1]
    if isinstance(first, date) and isinstance(last, date):
        return _("{first} to {last}").format(first=show_day(first), last=show_day(last))
    if isinstance(first, date):
        return _("from {first}").format(first=show_day(first))
    return _("until {last}").format(last=show_day(last) if isinstance(last, date) else "")


def packed(criteria: Criteria) -> dict[str, Any]:
    """As plain JSON, for a saved view."""
    return {key: _packed(value) for key, value in criteria}


def _packed(value: Value) -> Any:
    if isinstance(value, str):
        return value
    if isinstance(value, Picked):
        return {"id": value.id, "name": value.name}
    if any(isinstance(part, date) for part in value):
        return {"days": [part.isoformat() if isinstance(part, date) else None for part in value]}
    return list(value)


def unpacked(kept: Mapping[str, Any], filters: Sequence[Filter]) -> Criteria:
    """What ``packed`` made, as far as the filters still exist and the values still make sense."""
    known = {wanted.key: wanted for wanted in filters}
    criteria = Criteria()
    for key, value in kept.items():
        found = _unpacked(known[key], value) if key in known else None
        if found is not None:
            criteria = criteria.having(key, found)
    return criteria


def _unpacked(wanted: Filter, value: Any) -> Value | None:
    if isinstance(wanted, TextFilter):
        return value if isinstance(value, str) else None
    if isinstance(wanted, ChoiceFilter) and isinstance(value, list):
        options = [option for option, _label in wanted.options]
        return tuple(option for option in options if option in value)
    if isinstance(wanted, DayFilter) and isinstance(value, dict):
        try:
            first, last = (date.fromisoformat(day) if day else None for day in value["days"])
        except (KeyError, TypeError, ValueError):
            return None
        return first, last
    if isinstance(wanted, PickFilter) and isinstance(value, dict):
        number, name = value.get("id"), value.get("name")
        return Picked(number, name) if isinstance(number, int) and isinstance(name, str) else None
    return None
