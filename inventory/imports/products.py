"""Which model a row means: maker and code as the book writes them, one look-up for all rows that write the same."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from inventory.i18n import N_
from inventory.imports.ledger import Ledger, listed
from inventory.imports.lookups import Depot, Model
from inventory.imports.parsing import compared
from inventory.imports.reading import Line
from inventory.values.codes import name_key

Written: TypeAlias = tuple[str | None, str | None, str | None]
"""Maker, model code and model name of a row."""


class Products:
    """The models that the rows of a register name."""

    def __init__(self, depot: Depot, ledger: Ledger) -> None:
        self._depot = depot
        self._ledger = ledger
        self._models: dict[Written, Model | None] = {}
        self._called: set[tuple[int, str]] = set()

    def prepare(self, written: Iterable[Written]) -> None:
        """Resolve every way in which a model is written; those with a maker first, so that the others can follow."""
        distinct = set(written)
        for maker, code, name in sorted(distinct, key=str):
            if maker and (code or name):
                self._models[maker, code, name] = self._depot.model(self._depot.maker(maker), code or name or "")
        for key in distinct - self._models.keys():
            norm = compared(key[1] or key[2] or "")
            known = self._depot.models_by_norm.get(norm, [])
            self._models[key] = known[0] if len(known) == 1 and norm else None

    def of(self, line: Line, key: Written, product_name: str | None) -> Model | None:
        """The model of a row; None where the row is refused for it."""
        model = self._models.get(key)
        maker, code, name = key
        if model is None:
            self._refuse(line, code or name)
            return None
        if not maker and not self._ledger.said(line, "maker"):
            self._ledger.warn(
                line,
                "maker",
                N_("No manufacturer here; {model} is taken as the one of {maker}."),
                model=model.code,
                maker=model.maker.name,
            )
        called = name if code and name else product_name or name  # a model's name says more than its category
        if called:
            self._call(line, model, called)
        return model

    def _refuse(self, line: Line, code: str | None) -> None:
        ledger = self._ledger
        if not ledger.require(
            line, "model_code", code, N_("The model is missing. Write the model code as it stands on the unit.")
        ):
            return
        makers = [model.maker.name for model in self._depot.models_by_norm.get(compared(code or ""), [])]
        if makers:
            ledger.refuse(
                line,
                "maker",
                N_("The model {model} is made by {makers}. Write which one made this unit."),
                model=code,
                makers=listed(makers),
            )
        else:
            ledger.require(
                line,
                "maker",
                None,
                N_("The manufacturer is missing, and no model of this code is known. Write who made it."),
            )

    def _call(self, line: Line, model: Model, name: str) -> None:
        """A model keeps the first product name; another one is pointed out once."""
        if not model.product_name:
            model.product_name = name
        key = (id(model), name)
        if key in self._called:
            return
        self._called.add(key)
        if name_key(name) != name_key(model.product_name):
            self._ledger.warn(
                line,
                "product_name",
                N_("{model} is called “{old}”; “{new}” is not taken over. Correct the model if it is right."),
                model=model.code,
                old=model.product_name,
                new=name,
            )
