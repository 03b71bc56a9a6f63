"""Rows of what was promised, to try things on: policies, price lists, deliveries, extension contracts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import count
from typing import Any

import pytest

from inventory.policies import HOUSE
from inventory.policies.terms import Terms, dump, load
from inventory.values.codes import normalise
from inventory.work import Context
from models.assets import Asset
from models.calendars import Calendar
from models.contracts import Contract, ContractLine, ContractLineKind, DeliveryLot, ExtensionContract
from models.cover import ExtensionUnit, LotUnit
from models.policies import PolicyProfile, PolicyVersion
from tests.factories import Maker, covered

_numbers = count(1)


@pytest.fixture
def make_policy(ctx: Context) -> Maker:
    """A profile of its own with one version; keywords are fields of Terms."""

    def make(
        code: str | None = None, *, valid_from: date = date(2000, 1, 1), frozen: bool = False, **terms: Any
    ) -> Any:
        code = code or f"T-{next(_numbers)}"
        profile = PolicyProfile.create(code=code, name_zh=f"政策{code}", name_en=f"Policy {code}")
        now = ctx.clock.now()
        return PolicyVersion.create(
            profile=profile, number=1, valid_from=valid_from, terms=dump(Terms(**terms)), created_at=now,
            frozen_at=now if frozen else None,
        )  # fmt: skip

    return make


@pytest.fixture
def house_terms(ctx: Context) -> Maker:
    """Other terms of the house; keywords are fields of Terms. The cover of every unit is reckoned by them."""

    def change(**terms: Any) -> None:
        row: Any = PolicyVersion.select().join(PolicyProfile).where(PolicyProfile.code == HOUSE).get()
        row.terms = dump(replace(load(row.terms), **terms))
        row.save()
        covered(ctx, *Asset.select())

    return change


@pytest.fixture
def make_calendar(ctx: Context) -> Maker:
    def make(code: str | None = None, hours: str = "08:30-12:00 13:00-17:30", **values: Any) -> Calendar:
        code = code or f"CAL_T{next(_numbers)}"
        return Calendar.create(code=code, name_zh=values.pop("name_zh", code), hours=hours, **values)

    return make


@pytest.fixture
def make_line(ctx: Context, make_contract: Maker) -> Maker:
    def make(
        contract: Contract | None = None, kind: ContractLineKind = ContractLineKind.EQUIPMENT, **values: Any
    ) -> Any:
        contract = contract or make_contract()
        position = ContractLine.select().where(ContractLine.contract == contract).count() + 1
        return ContractLine.create(contract=contract, position=values.pop("position", position), kind=kind, **values)

    return make


@pytest.fixture
def make_lot(ctx: Context, make_contract: Maker) -> Maker:
    """A delivery of a contract, with the units given."""

    def make(contract: Contract | None = None, units: Any = (), **values: Any) -> DeliveryLot:
        contract = contract or make_contract()
        number = DeliveryLot.select().where(DeliveryLot.contract == contract).count() + 1
        lot = DeliveryLot.create(contract=contract, number=values.pop("number", number), **values)
        for unit in units:
            LotUnit.create(lot=lot, asset=unit)
        return lot

    return make


@pytest.fixture
def make_extension(ctx: Context, make_customer: Maker) -> Maker:
    """An extension contract for the units given."""

    def make(number: str | None = None, units: Any = (), months: int = 12, **values: Any) -> ExtensionContract:
        number = number or f"XB2026-{next(_numbers):03d}"
        customer = values.pop("customer", None) or (units[0].customer if units else make_customer())
        row = ExtensionContract.create(
            number=number, number_norm=normalise(number), customer=customer, months=months, **values
        )
        for unit in units:
            ExtensionUnit.create(extension=row, asset=unit)
        covered(ctx, *units)
        return row

    return make
