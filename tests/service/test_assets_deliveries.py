"""What is delivered together is accepted together: no way around the delivery's own guard (R-013)."""

from __future__ import annotations

from datetime import date

import pytest

from inventory.assets.commands import EditAsset, edit
from inventory.errors import RuleBroken
from inventory.imports.commit import commit
from inventory.imports.notes import Weight
from inventory.jobs import Quiet
from models.assets import Asset, AssetState
from models.contracts import LotState
from models.imports import ImportKind
from tests.service.import_books import UNIT, looked_at, register, said

DAY = date(2026, 11, 1)


@pytest.fixture
def coming(make_contract, make_asset, make_model, make_maker):
    contract = make_contract("HT2026-001")
    model = make_model("HEM-7136", "电子血压计", make_maker("欧姆龙"))
    return make_asset("SN1", model, contract.customer, contract=contract, state=AssetState.DELIVERED)


def accept(ctx, unit):
    fresh = Asset.get_by_id(unit.id)
    fields = {"customer_id": fresh.customer_id, "contract_id": fresh.contract_id, "accepted_on": DAY}
    edit(ctx, EditAsset(unit.id, fresh.version, model_id=fresh.model_id, serial_no=fresh.serial_no, **fields))


@pytest.mark.parametrize("state", [LotState.PLANNED, LotState.INSTALLED, LotState.COMPLETED])
def test_a_unit_of_a_delivery_under_way_is_not_accepted_by_itself(ctx, coming, make_lot, state):
    make_lot(coming.contract, [coming], state=state)

    with pytest.raises(RuleBroken, match="HT2026-001"):
        accept(ctx, coming)
    assert Asset.get_by_id(coming.id).accepted_on is None


@pytest.mark.parametrize("state", [None, LotState.CANCELLED])
def test_without_a_delivery_or_after_one_that_was_cancelled_it_is(ctx, coming, make_lot, state):
    if state is not None:
        make_lot(coming.contract, [coming], state=state)
    accept(ctx, coming)

    assert Asset.get_by_id(coming.id).accepted_on == DAY


def test_a_register_does_not_accept_it_either(ctx, coming, make_lot, tmp_path):
    make_lot(coming.contract, [coming], state=LotState.INSTALLED)
    row = dict.fromkeys(UNIT) | {
        "产品名称": "电子血压计", "规格型号": "HEM-7136", "生产厂家": "欧姆龙", "出厂编号": "SN1", "验收日期": DAY.isoformat(),
    }  # fmt: skip
    looked = looked_at(ctx, ImportKind.ASSETS, register(tmp_path / "a.xlsx", row))

    ((column, sentence),) = said(looked, 3, Weight.REFUSES)
    assert column == "验收日期" and "HT2026-001" in sentence
    commit(ctx, looked, Quiet())
    assert Asset.get_by_id(coming.id).accepted_on is None
