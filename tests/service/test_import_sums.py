"""Whatever stands in a book: every line is counted once, and what is counted is what is there."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inventory.imports.commit import commit
from inventory.imports.undo import undo
from inventory.jobs import Quiet
from models.assets import Asset, AssetState
from models.contracts import Contract, ContractLine
from models.customers import Customer
from models.imports import ImportKind
from models.parts import Part
from models.products import ProductModel
from tests.service.import_books import REGISTER, UNIT, looked_at, refused, verdict, write_book

CELLS = {
    "出厂编号": st.sampled_from(
        ["000390", "000391", "000392", 390, 437, "TJ/24-1", "ＴＪ／２４－１", None, 21028474421826697344, "无"]
    ),
    "规格型号": st.sampled_from(["BP-900", "bp-900", "BP900", None]),
    "生产厂家": st.sampled_from(["鱼跃医疗", "新华三", None]),
    "售出日期": st.sampled_from(["2025-03-27", "2023-02-30", None, 45000, "明天"]),
    "验收日期": st.sampled_from(["2025-05-07", "未验收", "2024-01-01", None]),
    "用户/单位名称": st.sampled_from(["青岛热力公司", "青岛 热力公司", "南京实验中学", None]),
    "合同编号": st.sampled_from(["HT-1", "HT-2", None]),
    "备注": st.sampled_from([None, "-已过保", "合计"]),
}
ROWS = st.lists(
    st.one_of(st.fixed_dictionaries(CELLS), st.just([None]), st.just(["合计", 12]), st.just(list(REGISTER))),
    max_size=14,
)


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=ROWS)
def test_the_sums_are_right_for_any_book(ctx, tmp_path, rows: list[Any]):
    path = write_book(
        tmp_path / "a.xlsx", REGISTER, [{**UNIT, **row} if isinstance(row, dict) else row for row in rows]
    )

    found = looked_at(ctx, ImportKind.ASSETS, path)

    assert found.lines == found.read + found.empty
    assert found.read == sum(isinstance(row, dict) for row in rows)
    assert found.read == found.accepted + found.rejected + found.already_there
    assert found.rejected == len(found.refused) == sum(row.verdict.value == "refused" for row in found.rows)
    for row in found.refused:
        assert refused(found, row.row)
        assert all(column and sentence for column, sentence in refused(found, row.row))
        assert verdict(found, row.row).value == "refused"
    result = commit(ctx, found, Quiet())
    assert Asset.select().count() == found.new
    again = looked_at(ctx, ImportKind.ASSETS, path)
    assert (again.new, again.changed, again.rejected) == (0, 0, found.rejected)
    if result.batch_id is not None:
        undo(ctx, result.batch_id)
    assert Asset.select().count() == Customer.select().count() == 0


PRICE_CELLS = {
    "合同编号": st.sampled_from(["HT-1", "ht-1", "HT-2", None]),
    "客户名称": st.sampled_from(["青岛热力公司", None]),
    "类别": st.sampled_from(["设备", "备件", "服务", "其他", None]),
    "物料编码": st.sampled_from(["BP-1", "BP-2", None, 1.0]),
    "规格型号": st.sampled_from(["BP-900", "BP900", None]),
    "生产厂家": st.sampled_from(["鱼跃医疗", None]),
    "名称": st.sampled_from(["电源模块", "袖带", None]),
    "数量": st.sampled_from([1, 3, 0, "若干", None]),
    "单价": st.sampled_from(["100.00", "100 不含税", "-1", "面议", None]),
    "税率": st.sampled_from(["13%", 6, "专票", None]),
}
ACCEPTANCE_CELLS = {
    "出厂编号": st.sampled_from(["SN-1", "sn-1", "SN-2", "000390", 390, "SN-9", None]),
    "规格型号": st.sampled_from(["BP-900", "BP-800", None]),
    "安装日期": st.sampled_from(["2026-03-05", "2026-03-20", None]),
    "验收日期": st.sampled_from(["2026-03-15", "2026年3月16日", "2026-02-30", "2027-01-01", None]),
    "安装位置": st.sampled_from(["门诊三楼", None]),
}


def check_sums(ctx, kind: ImportKind, path: Any, rows: list[Any]) -> int | None:
    """Every line of a book is counted once, and what came in is there the next time; returns the batch."""
    found = looked_at(ctx, kind, path)
    assert found.lines == found.read + found.empty
    assert found.read == sum(isinstance(row, dict) and any(row.values()) for row in rows)
    assert found.read == found.accepted + found.rejected + found.already_there
    assert found.rejected == len(found.refused)
    assert all(refused(found, row.row) for row in found.refused)
    result = commit(ctx, found, Quiet())
    again = looked_at(ctx, kind, path)
    assert (again.new, again.changed) == (0, 0)
    return result.batch_id


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(st.one_of(st.fixed_dictionaries(PRICE_CELLS), st.just([None]), st.just(["合计", 12])), max_size=12)
)
def test_the_sums_are_right_for_any_price_list(ctx, tmp_path, rows: list[Any]):
    path = write_book(tmp_path / "a.xlsx", tuple(PRICE_CELLS), rows)

    batch = check_sums(ctx, ImportKind.PRICES, path, rows)

    if batch is not None:
        undo(ctx, batch)
    assert [table.select().count() for table in (ContractLine, Contract, Part, ProductModel, Customer)] == [0] * 5


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.fixed_dictionaries(ACCEPTANCE_CELLS), max_size=8))
def test_the_sums_are_right_for_any_list_of_acceptances(ctx, tmp_path, make_asset, make_model, rows: list[Any]):
    if not Asset.select().exists():
        for serial, model in (("SN-1", "BP-900"), ("SN-2", "BP-800"), ("000390", "BP-700")):
            make_asset(serial, model=make_model(model), state=AssetState.DELIVERED, delivered_on=date(2026, 3, 2))
    path = write_book(tmp_path / "a.xlsx", tuple(ACCEPTANCE_CELLS), rows)

    batch = check_sums(ctx, ImportKind.ACCEPTANCES, path, rows)

    if batch is not None:
        undo(ctx, batch)
    assert {(unit.accepted_on, unit.installed_on, unit.location_text, unit.state) for unit in Asset.select()} == {
        (None, None, "", AssetState.DELIVERED)
    }
