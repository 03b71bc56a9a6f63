"""Whatever stands in a book: every line is counted once, and what is counted is what is there."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inventory.imports.commit import commit
from inventory.imports.undo import undo
from inventory.jobs import Quiet
from models.assets import Asset
from models.customers import Customer
from models.imports import ImportKind
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
