"""Records are frozen dataclasses in everything but the time they take to come into being."""

from __future__ import annotations

import copy
import pickle
from dataclasses import FrozenInstanceError, asdict, dataclass, field, fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.values.records import record


@record
class Mark:
    """A mark with a default, a list of its own, and something that does not count."""

    name: str
    count: int = 1
    seen: list[str] = field(default_factory=list)
    note: str = field(default="", compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Usual:
    """The same, made by the standard library."""

    name: str
    count: int = 1
    seen: list[str] = field(default_factory=list)
    note: str = field(default="", compare=False, repr=False)


@record
class Longer(Mark):
    """With something more behind it."""

    length: int = 0

    def __post_init__(self) -> None:
        if self.length < 0:
            raise ValueError("a length")


@record
class Nothing:
    """Nothing to tell apart."""


@given(st.text(), st.integers(), st.lists(st.text()), st.text())
def test_a_record_says_and_compares_what_a_frozen_dataclass_would(name: str, count: int, seen: list[str], note: str):
    one, usual = Mark(name, count, seen, note), Usual(name, count, seen, note)

    assert repr(one) == repr(usual).replace("Usual", "Mark")
    assert asdict(one) == asdict(usual)
    assert one == Mark(name, count, list(seen), note + "!")
    assert one != Mark(name, count + 1, seen, note)
    assert one != usual


def test_defaults_hold_and_a_list_belongs_to_one_record():
    first, second = Mark("a"), Mark("a")

    first.seen.append("x")

    assert (second.count, second.seen, second.note) == (1, [], "")


def test_nothing_of_a_record_can_be_changed_or_added():
    one = Mark("a")

    with pytest.raises(FrozenInstanceError, match="cannot assign to field 'name'"):
        one.name = "b"  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError, match="cannot delete field 'name'"):
        del one.name
    with pytest.raises(FrozenInstanceError):
        one.other = 1  # type: ignore[attr-defined]
    assert not hasattr(one, "__dict__")


def test_what_differs_is_given_by_replace():
    assert replace(Mark("a", 2), count=3) == Mark("a", 3)
    assert [part.name for part in fields(Mark)] == ["name", "count", "seen", "note"]


def test_a_missing_or_unknown_argument_is_refused_by_name():
    with pytest.raises(TypeError, match="name"):
        Mark()  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="colour"):
        Mark("a", colour="red")  # type: ignore[call-arg]


def test_a_record_can_be_looked_up_copied_and_kept():
    assert len({Longer("a", 1, (), length=2), Longer("a", 1, (), length=2)}) == 1  # type: ignore[arg-type]
    assert copy.deepcopy(Mark("a", seen=["x"])) == Mark("a", seen=["x"])
    assert pickle.loads(pickle.dumps(Mark("a", 5))) == Mark("a", 5)
    assert Nothing() == Nothing() and hash(Nothing()) == hash(Nothing())


def test_a_record_of_a_record_has_the_fields_of_both_and_is_no_equal_of_the_shorter():
    one = Longer("a", length=4)

    assert (one.name, one.count, one.length) == ("a", 1, 4)
    assert one != Mark("a")
    with pytest.raises(ValueError, match="a length"):
        Longer("a", length=-1)
    match one:
        case Mark(name, count):
            assert (name, count) == ("a", 1)
