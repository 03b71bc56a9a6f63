"""Rows to try things on. Each ``make_*`` fixture adds one row, with what a test does not care about filled in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from itertools import count
from typing import Any

import pytest

from inventory.cover.keeping import Reckoner
from inventory.jobs import Quiet
from inventory.scanning.payload import Kind, new_code
from inventory.search import grams
from inventory.stock.opening import Count, post_counts
from inventory.values.codes import name_key, normalise
from inventory.work import Context
from models.assets import Asset
from models.cases import PartUse, ServiceCase
from models.contracts import Contract
from models.customers import Contact, Customer, CustomerSite
from models.organisation import Role, User
from models.parts import Part, PartFit
from models.products import Manufacturer, ProductModel

Maker = Callable[..., Any]
_numbers = count(1)


def covered(ctx: Context, *assets: Asset) -> None:
    """Reckon and keep the cover of units whose facts a test has written itself, as every command does."""
    for _renewed in Reckoner(ctx).through([asset.id for asset in assets], Quiet()):
        pass
    for asset in assets:
        kept = Asset.get_by_id(asset.id)
        asset.cover_first, asset.cover_last, asset.spares_last = kept.cover_first, kept.cover_last, kept.spares_last


def stock_up(ctx: Context, part: Part, quantity: int, shelf: str = "A-01-01", cost: int | None = None) -> None:
    """Put good pieces of a part into a bin of the first warehouse, as the old books say they lie there."""
    with ctx.work() as work:
        work.journalled = False
        post_counts(work, [Count(part.id, shelf, quantity, part.reference_cost if cost is None else cost)], Quiet())


@pytest.fixture
def make_user(ctx: Context) -> Maker:
    def make(name: str = "王芳", role: Role = Role.KEEPER, **values: Any) -> User:
        return User.create(login=values.pop("login", f"u{next(_numbers)}"), name=name, role=role, **values)

    return make


@pytest.fixture
def make_customer(ctx: Context) -> Maker:
    def make(name: str | None = None, **values: Any) -> Customer:
        number = next(_numbers)
        name = name or f"第{number}人民医院"
        return Customer.create(
            code=values.pop("code", f"C{number:05d}"),
            name=name,
            name_key=name_key(name),
            name_grams=grams(name),
            **values,
        )

    return make


@pytest.fixture
def make_contact(ctx: Context, make_customer: Maker) -> Maker:
    def make(
        customer: Customer | None = None, name: str = "张伟", phone: str = "0531-88662143", **values: Any
    ) -> Contact:
        return Contact.create(
            customer=customer or make_customer(),
            name=name,
            phone=phone,
            is_default=values.pop("is_default", True),
            **values,
        )

    return make


@pytest.fixture
def make_site(ctx: Context, make_customer: Maker) -> Maker:
    def make(customer: Customer | None = None, name: str = "门诊三楼", **values: Any) -> CustomerSite:
        return CustomerSite.create(customer=customer or make_customer(), name=name, **values)

    return make


@pytest.fixture
def make_maker(ctx: Context) -> Maker:
    def make(name: str | None = None, **values: Any) -> Manufacturer:
        name = name or f"厂家{next(_numbers)}"
        return Manufacturer.create(name=name, name_key=name_key(name), **values)

    return make


@pytest.fixture
def make_model(ctx: Context, make_maker: Maker) -> Maker:
    def make(
        model_code: str | None = None,
        product_name: str = "电子血压计",
        maker: Manufacturer | None = None,
        **values: Any,
    ) -> ProductModel:
        model_code = model_code or f"HEM-{next(_numbers)}"
        return ProductModel.create(
            manufacturer=maker or make_maker(),
            product_name=product_name,
            model_code=model_code,
            model_norm=normalise(model_code),
            **values,
        )

    return make


@pytest.fixture
def make_contract(ctx: Context, make_customer: Maker) -> Maker:
    def make(number: str | None = None, customer: Customer | None = None, **values: Any) -> Contract:
        number = number or f"HT2024-{next(_numbers):03d}"
        return Contract.create(
            number=number, number_norm=normalise(number), customer=customer or make_customer(), **values
        )

    return make


@pytest.fixture
def make_asset(ctx: Context, make_model: Maker, make_customer: Maker) -> Maker:
    def make(
        serial_no: str | None = None, model: ProductModel | None = None, customer: Customer | None = None, **values: Any
    ) -> Asset:
        serial_no = serial_no or f"SN{next(_numbers):08d}"
        asset = Asset.create(
            code=values.pop("code", None) or new_code(Kind.ASSET), model=model or make_model(), serial_no=serial_no,
            serial_norm=normalise(serial_no), customer=customer or make_customer(), **values,
        )  # fmt: skip
        covered(ctx, asset)
        return asset

    return make


@pytest.fixture
def make_part(ctx: Context) -> Maker:
    def make(
        part_no: str | None = None,
        name: str = "电源板",
        model: ProductModel | None = None,
        on_hand: int | None = None,
        **values: Any,
    ) -> Part:
        part_no = part_no or f"BP-{next(_numbers):04d}"
        part = Part.create(code=new_code(Kind.PART), part_no=part_no, part_norm=normalise(part_no), name=name, **values)
        if model is not None:
            PartFit.create(part=part, model=model)
        if on_hand is not None:
            stock_up(ctx, part, on_hand)
        return part

    return make


@pytest.fixture
def make_case(ctx: Context, make_asset: Maker) -> Maker:
    def make(
        asset: Asset | None = None, case_no: str | None = None, reported_at: datetime | None = None, **values: Any
    ) -> ServiceCase:
        asset = asset or make_asset()
        case_no = case_no or f"WX2026{next(_numbers):06d}"
        at = reported_at or ctx.clock.now()
        return ServiceCase.create(
            code=new_code(Kind.CASE),
            case_no=case_no,
            case_norm=normalise(case_no),
            asset=asset,
            customer=values.pop("customer", asset.customer),
            reported_at=at,
            recorded_at=values.pop("recorded_at", at),
            **values,
        )

    return make


@pytest.fixture
def make_part_use(ctx: Context, make_case: Maker) -> Maker:
    def make(case: ServiceCase | None = None, part: Part | None = None, quantity: int = 1, **values: Any) -> PartUse:
        number = values.pop("part_no", part.part_no if part else "BP-0001")
        return PartUse.create(case=case or make_case(), part=part, part_no=number, quantity=quantity, **values)

    return make
