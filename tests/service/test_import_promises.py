"""A register brings policies, manufacturers' warranties and maintenance contracts, by its columns and its remarks."""

from __future__ import annotations

from datetime import date

import pytest

from inventory.contracts.extensions import AddExtension, add_extension
from inventory.cover.maker import RecordMaker, record
from inventory.cover.rules import CountRule, SegmentKind
from inventory.errors import NotPermitted, RuleBroken, StaleRecord
from inventory.imports.commit import commit
from inventory.imports.document import result_document
from inventory.imports.notes import Created, Verdict, Weight
from inventory.imports.undo import undo
from inventory.jobs import Quiet
from inventory.policies.terms import MakerRule, SparesDuty
from models.assets import Asset
from models.contracts import Contract, ExtensionContract, ExtensionStart
from models.cover import ExtensionUnit, MakerCover, WarrantySegment
from models.imports import ImportKind
from models.organisation import Role
from models.policies import AnchorEvent, PolicyVersion
from tests.service.import_books import (
    REGISTER,
    UNIT,
    counts,
    looked_at,
    refused,
    said,
    verdict,
    warned,
    write_book,
)

ASSETS = ImportKind.ASSETS
PAPERS = ("售出日期", "质保方案", "出厂日期", "厂家质保", "厂家质保起算", "厂家质保至", "质保卡号", "续保合同号", "续保月数", "续保签订日",
          "续保起", "续保至")  # fmt: skip
HEADINGS = (*REGISTER, *(heading for heading in PAPERS if heading not in REGISTER))
EXAMPLE = {
    "售出日期": None,
    "验收日期": "2024-03-15",
    "质保期(月)": None,
    "出厂日期": "2023-05-20",
    "质保方案": "T-OWN",
}
"""The unit of rules.md C-02: accepted on 15 March 2024, ex works on 20 May 2023."""


def book(path, *rows):
    """A register with columns about promises; row 3 is the first one."""
    return write_book(path, HEADINGS, [{**UNIT, **row} for row in rows])


def take(ctx, path, **how):
    return commit(ctx, looked_at(ctx, ASSETS, path, **how), Quiet())


def segments(serial="2024082400001"):
    """Kind, first and last day of what covers a unit, in order."""
    unit = Asset.get(Asset.serial_no == serial)
    rows = WarrantySegment.select().where(WarrantySegment.asset == unit.id)
    return sorted((row.kind, row.first_day.isoformat(), row.last_day.isoformat()) for row in rows)


BASE, MAKER, EXTENSION = SegmentKind.BASE, SegmentKind.MANUFACTURER, SegmentKind.EXTENSION


@pytest.fixture
def own_window(make_policy):
    """Twelve months from the day after the acceptance, the manufacturer's own window beside them, spares after all."""
    return make_policy(
        "T-OWN", count_rule=CountRule.NEXT_DAY, warranty_months=12, maker_rule=MakerRule.OWN_WINDOW,
        spares_duty=SparesDuty.MONTHS, spares_months=36,
    )  # fmt: skip


def test_the_example_of_c02_comes_in_by_columns(ctx, tmp_path, own_window):
    row = {**EXAMPLE, "厂家质保": 24, "续保合同号": "XB-1", "续保月数": 12}
    found = looked_at(ctx, ASSETS, book(tmp_path / "a.xlsx", row))

    assert (counts(found), found.warned) == ((1, 0, 0, 0), 0)
    assert [(one.kind, one.name, one.detail, one.rows) for one in found.creations[-3:]] == [
        (Created.POLICY, "HT2025-001", "T-OWN", 1),
        (Created.MAKER_COVER, "BP-900", "24 个月", 1),
        (Created.EXTENSION, "XB-1", "青岛热力公司", 1),
    ]
    result = commit(ctx, found, Quiet())

    assert segments() == [
        (BASE, "2024-03-16", "2025-03-15"),
        (EXTENSION, "2025-05-21", "2026-05-20"),
        (MAKER, "2023-05-20", "2025-05-20"),
    ]
    unit = Asset.get()
    assert (unit.cover_first, unit.cover_last, unit.spares_last) == (
        date(2024, 3, 16), date(2026, 5, 20), date(2029, 5, 20),
    )  # fmt: skip
    paper = MakerCover.get()
    assert (paper.months, paper.anchor, paper.last_day, paper.batch_id) == (
        24, AnchorEvent.EX_WORKS, None, result.batch_id,
    )  # fmt: skip
    extension = ExtensionContract.get()
    assert (extension.number, extension.months, extension.start) == ("XB-1", 12, ExtensionStart.CONTIGUOUS)
    assert (Contract.get().policy_version_id, PolicyVersion.get_by_id(own_window.id).frozen_at) == (
        own_window.id, ctx.clock.now(),
    )  # fmt: skip
    created = {one["kind"] for one in result_document(result)["created"]}
    assert {"policy", "maker_cover", "extension"} <= created


def test_the_same_file_again_adds_nothing_and_the_undo_leaves_nothing(ctx, tmp_path, own_window):
    path = book(
        tmp_path / "a.xlsx",
        {**EXAMPLE, "厂家质保": 24, "续保合同号": "XB-1", "续保月数": 12, "备注": "含三年上门"},
        {**EXAMPLE, "出厂编号": "B", "备注": "厂保3年，续保合同XB-2，续保12个月"},
    )
    result = take(ctx, path)

    again = looked_at(ctx, ASSETS, path)

    assert (counts(again), again.creations, again.warned) == ((0, 0, 0, 2), (), 0)
    assert commit(ctx, again, Quiet()).batch_id is None
    undone = undo(ctx, result.batch_id)
    assert (undone.removed["maker_cover"], undone.removed["extension_unit"], undone.removed["extension_contract"]) == (
        2, 2, 2,
    )  # fmt: skip
    for model in (Asset, Contract, MakerCover, ExtensionContract, ExtensionUnit, WarrantySegment):
        assert model.select().count() == 0
    assert PolicyVersion.get_by_id(own_window.id).frozen_at is not None, "that it was used once stays"
    assert take(ctx, path).batch_id is not None


def test_what_is_taken_in_later_goes_on_the_units_that_are_there_and_away_again(ctx, tmp_path, own_window):
    bare = dict.fromkeys(("出厂日期", "质保方案"))
    rows = {**EXAMPLE, **bare, "质保期(月)": 12}, {**EXAMPLE, **bare, "出厂编号": "B"}
    first = take(ctx, book(tmp_path / "a.xlsx", *rows))
    before = segments(), segments("B"), Asset.get(Asset.serial_no == "B").cover_last
    assert before[0] == [(BASE, "2024-03-15", "2025-03-15")]

    row = {**EXAMPLE, "质保期(月)": 12, "厂家质保": 24, "续保合同号": "XB-1", "续保至": "2026-05-20"}
    found = looked_at(ctx, ASSETS, book(tmp_path / "b.xlsx", row))

    assert counts(found) == (0, 1, 0, 0)
    assert {column for column, _s in said(found, 3, Weight.CHANGES)} == {
        "出厂日期", "质保方案", "厂家质保", "续保合同号",
    }  # fmt: skip
    later = commit(ctx, found, Quiet())
    assert segments() == [
        (BASE, "2024-03-16", "2025-03-15"),
        (EXTENSION, "2025-05-21", "2026-05-20"),
        (MAKER, "2023-05-20", "2025-05-20"),
    ]
    assert segments("B") == [(BASE, "2024-03-16", "2025-03-15")], "its contract has a policy now"
    undo(ctx, later.batch_id)
    assert (segments(), segments("B"), Asset.get(Asset.serial_no == "B").cover_last) == before
    assert Contract.get().policy_version_id is None
    assert MakerCover.select().count() == ExtensionUnit.select().count() == ExtensionContract.select().count() == 0
    undo(ctx, first.batch_id)
    assert Asset.select().count() == 0, "what was reckoned meanwhile is no obstacle"


@pytest.mark.parametrize("written", ["T-OWN", "t-own", "政策T-OWN", "方案 T-OWN", "Policy T-OWN"])
def test_a_policy_is_known_by_its_code_and_its_names(ctx, tmp_path, own_window, written):
    take(ctx, book(tmp_path / "a.xlsx", {**EXAMPLE, "质保方案": written}))

    assert Contract.get().policy_version_id == own_window.id


def test_a_policy_nobody_knows_is_refused_with_those_there_are(ctx, tmp_path, own_window):
    found = looked_at(ctx, ASSETS, book(tmp_path / "a.xlsx", {**EXAMPLE, "质保方案": "P-S9"}))

    ((column, sentence),) = refused(found, 3)
    assert (column, counts(found)) == ("质保方案", (0, 0, 1, 0))
    assert "P-S1" in sentence
    assert "T-OWN" in sentence


def test_two_rows_of_a_contract_that_name_two_policies_are_told_apart(ctx, tmp_path, own_window):
    rows = (
        {**EXAMPLE},
        {**EXAMPLE, "出厂编号": "B", "质保方案": "P-S1"},
        {**EXAMPLE, "出厂编号": "C", "质保方案": None},
    )
    found = looked_at(ctx, ASSETS, book(tmp_path / "a.xlsx", *rows))

    assert counts(found) == (2, 0, 1, 0)
    assert "T-OWN" in refused(found, 4)[0][1]
    commit(ctx, found, Quiet())
    assert segments("C") == [(BASE, "2024-03-16", "2025-03-15")]


@pytest.mark.parametrize("overwrite", [False, True])
def test_a_policy_that_a_contract_has_is_never_replaced_by_a_book(ctx, tmp_path, own_window, overwrite):
    take(ctx, book(tmp_path / "a.xlsx", EXAMPLE))

    found = looked_at(ctx, ASSETS, book(tmp_path / "b.xlsx", {**EXAMPLE, "质保方案": "P-S1"}), overwrite=overwrite)

    assert counts(found) == (0, 0, 1, 0)
    assert [word in refused(found, 3)[0][1] for word in ("HT2025-001", "T-OWN", "P-S1")] == [True] * 3


def test_a_policy_without_a_contract_and_the_terms_of_the_house_change_nothing(ctx, tmp_path, own_window):
    rows = ({**EXAMPLE, "合同编号": None}, {**EXAMPLE, "出厂编号": "B", "合同编号": "HT-2", "质保方案": "HOUSE"})
    found = looked_at(ctx, ASSETS, book(tmp_path / "a.xlsx", *rows))

    assert (counts(found), [column for column, _s in warned(found, 3)], warned(found, 4)) == (
        (2, 0, 0, 0), ["质保方案"], [],
    )  # fmt: skip
    commit(ctx, found, Quiet())
    assert Contract.get().policy_version_id is None


def test_a_policy_that_is_not_valid_yet_is_refused(ctx, tmp_path, make_policy):
    make_policy("T-NEXT", valid_from=date(2027, 1, 1))

    found = looked_at(ctx, ASSETS, book(tmp_path / "a.xlsx", {**EXAMPLE, "质保方案": "T-NEXT"}))

    assert "2027-01-01" in refused(found, 3)[0][1]


@pytest.mark.parametrize(
    ("cells", "kept", "window"),
    [
        ({"厂家质保": 24}, (24, AnchorEvent.EX_WORKS, None), ("2023-05-20", "2025-05-20")),
        ({"厂家质保": "2年"}, (24, AnchorEvent.EX_WORKS, None), ("2023-05-20", "2025-05-20")),
        ({"厂家质保": 24, "厂家质保起算": "售出日期", "售出日期": "2024-01-10"}, (24, AnchorEvent.INVOICED, None),
         ("2024-01-10", "2026-01-10")),
        ({"厂家质保": 24, "厂家质保起算": "2023-05-20"}, (24, AnchorEvent.EX_WORKS, None), ("2023-05-20", "2025-05-20")),
        ({"厂家质保": 24, "厂家质保起算": "2023-06-01"}, (None, AnchorEvent.EX_WORKS, date(2025, 6, 1)),
         ("2023-05-20", "2025-06-01")),
        ({"厂家质保至": "2026-08-01"}, (None, AnchorEvent.EX_WORKS, date(2026, 8, 1)), ("2023-05-20", "2026-08-01")),
        ({"厂家质保": 24, "厂家质保至": "2025-05-20"}, (24, AnchorEvent.EX_WORKS, None), ("2023-05-20", "2025-05-20")),
        ({"厂家质保": 24, "出厂日期": None, "售出日期": "2024-01-10"}, (24, AnchorEvent.INVOICED, None),
         ("2024-01-10", "2026-01-10")),
    ],
)  # fmt: skip
def test_the_manufacturers_warranty_is_kept_as_its_paper_says(ctx, tmp_path, own_window, cells, kept, window):
    take(ctx, book(tmp_path / "a.xlsx", {**EXAMPLE, "质保卡号": "WK-77", **cells}))

    paper = MakerCover.get()
    assert ((paper.months, paper.anchor, paper.last_day), paper.document) == (kept, "WK-77")
    assert segments() == [(BASE, "2024-03-16", "2025-03-15"), (MAKER, *window)]


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"厂家质保": 24, "厂家质保起算": "2023-05-20", "厂家质保至": "2025-06-20"}, "厂家质保至"),
        ({"厂家质保起算": "2024-05-20", "厂家质保至": "2023-05-20"}, "厂家质保至"),
        ({"厂家质保": "很久"}, "厂家质保"),
        ({"厂家质保": 24, "厂家质保起算": "上个月"}, "厂家质保起算"),
        ({"续保合同号": "XB-1", "续保起": "2025-06-01", "续保至": "2026-06-01"}, "续保合同号"),
        ({"续保合同号": "XB-1"}, "续保合同号"),
        ({"续保合同号": "XB-1", "续保至": "2025-12-31"}, "续保合同号"),
        ({"续保合同号": "XB-1", "续保月数": 12, "续保签订日": "2027-01-01"}, "续保签订日"),
        (
            {"续保合同号": "XB-1", "续保月数": 12, "用户/单位名称": None, "合同编号": None, "质保方案": None},
            "续保合同号",
        ),
    ],
)
def test_columns_that_cannot_be_right_refuse_their_row(ctx, tmp_path, own_window, cells, column):
    found = looked_at(ctx, ASSETS, book(tmp_path / "a.xlsx", {**EXAMPLE, **cells}))

    assert counts(found) == (0, 0, 1, 0)
    assert [name for name, _sentence in refused(found, 3)] == [column]
    assert commit(ctx, found, Quiet()).batch_id is None
    assert PolicyVersion.get_by_id(own_window.id).frozen_at is None


def test_a_row_that_repeats_a_refused_one_is_refused_with_it(ctx, tmp_path, own_window):
    found = looked_at(ctx, ASSETS, book(tmp_path / "a.xlsx", *[{**EXAMPLE, "续保合同号": "XB-1"}] * 2))

    assert counts(found) == (0, 0, 2, 0)
    assert found.creations == ()


def test_a_start_alone_says_nothing_of_the_manufacturers_warranty(ctx, tmp_path, own_window):
    found = looked_at(ctx, ASSETS, book(tmp_path / "a.xlsx", {**EXAMPLE, "厂家质保起算": "2023-05-20"}))

    assert [column for column, _s in warned(found, 3)] == ["厂家质保起算"]
    commit(ctx, found, Quiet())
    assert MakerCover.select().count() == 0


def test_another_warranty_than_the_depot_has_is_replaced_only_where_rows_may(ctx, tmp_path, own_window):
    take(ctx, book(tmp_path / "a.xlsx", {**EXAMPLE, "厂家质保": 18}))
    other = book(tmp_path / "b.xlsx", {**EXAMPLE, "厂家质保至": "2026-08-01"})

    assert [column for column, _s in refused(looked_at(ctx, ASSETS, other), 3)] == ["厂家质保至"]
    later = take(ctx, other, overwrite=True)

    assert segments()[-1] == (MAKER, "2023-05-20", "2026-08-01")
    undo(ctx, later.batch_id)
    assert (MakerCover.get().months, MakerCover.get().last_day) == (18, None)
    assert segments()[-1] == (MAKER, "2023-05-20", "2024-11-20")


def test_units_of_one_maintenance_contract_share_its_terms(ctx, tmp_path, own_window):
    rows = (
        {**EXAMPLE, "续保合同号": "XB-1", "续保月数": 12},
        {**EXAMPLE, "出厂编号": "B", "续保合同号": "xb-1"},
        {**EXAMPLE, "出厂编号": "C", "续保合同号": "XB-1", "续保月数": 24},
        {**EXAMPLE, "出厂编号": "D", "续保合同号": "XB-1", "续保至": "2027-03-15"},
        {**EXAMPLE, "出厂编号": "E", "续保合同号": "XB-1", "用户/单位名称": "南京实验中学", "合同编号": "HT-2"},
    )
    found = looked_at(ctx, ASSETS, book(tmp_path / "a.xlsx", *rows))

    assert counts(found) == (2, 0, 3, 0)
    assert [column for row in (5, 6, 7) for column, _s in refused(found, row)] == ["续保月数", "续保至", "续保合同号"]
    assert (found.creations[-1].kind, found.creations[-1].rows) == (Created.EXTENSION, 2)
    commit(ctx, found, Quiet())
    assert segments("B")[-1] == (EXTENSION, "2025-03-16", "2026-03-15")


def test_a_signature_after_the_end_leaves_the_gap_of_c02(ctx, tmp_path, own_window):
    take(ctx, book(tmp_path / "a.xlsx", {**EXAMPLE, "续保合同号": "XB-1", "续保月数": 12, "续保签订日": "2025-04-28"}))

    assert ExtensionContract.get().start is ExtensionStart.FROM_SIGNATURE
    assert segments() == [(BASE, "2024-03-16", "2025-03-15"), (EXTENSION, "2025-04-29", "2026-04-28")]


def test_a_maintenance_contract_of_the_depot_takes_further_units_as_it_is(ctx, tmp_path, own_window):
    take(ctx, book(tmp_path / "a.xlsx", EXAMPLE))
    unit = Asset.get()
    extension = add_extension(ctx, AddExtension(number="XB-1", customer_id=unit.customer_id, months=24))
    path = book(tmp_path / "b.xlsx", {**EXAMPLE, "续保合同号": "XB-1"})
    found = looked_at(ctx, ASSETS, path)

    assert (counts(found), found.creations) == ((0, 1, 0, 0), ())
    later = commit(ctx, found, Quiet())
    assert segments()[-1] == (EXTENSION, "2025-03-16", "2027-03-15")
    assert counts(looked_at(ctx, ASSETS, path)) == (0, 0, 0, 1)
    undo(ctx, later.batch_id)
    assert ExtensionUnit.select().count() == 0
    assert ExtensionContract.get().id == extension


def test_a_maintenance_contract_that_changed_since_the_preview_stops_the_import(ctx, tmp_path, own_window):
    take(ctx, book(tmp_path / "a.xlsx", EXAMPLE))
    add_extension(ctx, AddExtension(number="XB-1", customer_id=Asset.get().customer_id, months=24))
    found = looked_at(ctx, ASSETS, book(tmp_path / "b.xlsx", {**EXAMPLE, "续保合同号": "XB-1"}))
    with ctx.work() as work:
        work.change(work.lock(ExtensionContract, ExtensionContract.get().id), months=36)

    with pytest.raises(StaleRecord):
        commit(ctx, found, Quiet())
    assert ExtensionUnit.select().count() == 0


@pytest.mark.parametrize(
    ("remark", "kept", "window", "told"),
    [
        ("厂家保修24个月", (24, AnchorEvent.EX_WORKS, None), ("2023-05-20", "2025-05-20"), "2025-05-20"),
        ("厂保3年", (36, AnchorEvent.EX_WORKS, None), ("2023-05-20", "2026-05-20"), "2026-05-20"),
        ("原厂质保至2026-08-01", (None, AnchorEvent.EX_WORKS, date(2026, 8, 1)), ("2023-05-20", "2026-08-01"), "2026-08-01"),
    ],
)  # fmt: skip
def test_a_remark_about_the_maker_is_recorded_and_told(ctx, tmp_path, own_window, remark, kept, window, told):
    found = looked_at(ctx, ASSETS, book(tmp_path / "a.xlsx", {**EXAMPLE, "备注": f"{remark}；备机在用"}))

    ((column, sentence),) = warned(found, 3)
    assert (column, remark in sentence, told in sentence, found.warned) == ("备注", True, True, 1)
    commit(ctx, found, Quiet())
    paper = MakerCover.get()
    assert ((paper.months, paper.anchor, paper.last_day), paper.document) == (kept, remark)
    assert segments()[-1] == (MAKER, *window)


def test_a_remark_is_recorded_under_terms_that_do_not_count_it_too(ctx, tmp_path):
    found = looked_at(ctx, ASSETS, book(tmp_path / "a.xlsx", {"备注": "厂保3年"}))

    assert "HOUSE" in warned(found, 3)[0][1]
    commit(ctx, found, Quiet())
    assert MakerCover.get().months == 36
    assert segments() == [(BASE, "2025-05-07", "2026-05-07")]


def test_a_remark_whose_first_day_is_not_known_says_what_to_add(ctx, tmp_path, own_window):
    found = looked_at(ctx, ASSETS, book(tmp_path / "a.xlsx", {**EXAMPLE, "出厂日期": None, "备注": "厂保3年"}))

    assert "出厂" in warned(found, 3)[0][1]
    commit(ctx, found, Quiet())
    assert MakerCover.get().months == 36
    assert segments() == [(BASE, "2024-03-16", "2025-03-15")]


@pytest.mark.parametrize(
    ("remark", "number", "window"),
    [
        ("续保合同XB-7，续保至2026-03-15", "XB-7", ("2025-03-16", "2026-03-15")),
        ("续保合同号XB-7，延保一年", "XB-7", ("2025-03-16", "2026-03-15")),
        ("2025-04-28续签维保合同XB-7一年", "XB-7", ("2025-04-29", "2026-04-28")),
    ],
)
def test_a_remark_about_a_maintenance_contract_is_taken_where_it_says_enough(
    ctx, tmp_path, own_window, remark, number, window
):
    found = looked_at(ctx, ASSETS, book(tmp_path / "a.xlsx", {**EXAMPLE, "备注": remark}))

    assert [day in warned(found, 3)[0][1] for day in (number, *window)] == [True] * 3
    commit(ctx, found, Quiet())
    assert ExtensionContract.get().number == number
    assert segments()[-1] == (EXTENSION, *window)


@pytest.mark.parametrize("remark", ["续保至2026-03-15", "延保一年", "续保12个月"])
def test_a_maintenance_contract_without_a_number_gets_one_of_ours(ctx, tmp_path, own_window, remark):
    row, other = {**EXAMPLE, "备注": remark}, {**EXAMPLE, "出厂编号": "B", "备注": remark}
    path = book(tmp_path / "a.xlsx", row, other)
    found = looked_at(ctx, ASSETS, path)

    assert counts(found) == (2, 0, 0, 0)
    told = warned(found, 3)[0][1]
    assert [day in told for day in ("编号", "2025-03-16", "2026-03-15")] == [True] * 3
    assert [(one.name, one.rows) for one in found.creations if one.kind is Created.EXTENSION] == [(remark, 2)]
    batch = commit(ctx, found, Quiet()).batch_id

    made = ExtensionContract.get()
    assert (made.number, made.number_norm, made.remark) == ("XB2026110001", "XB2026110001", remark)
    assert segments()[-1] == segments("B")[-1] == (EXTENSION, "2025-03-16", "2026-03-15")
    assert counts(looked_at(ctx, ASSETS, path)) == (0, 0, 0, 2), "the same file again adds nothing"
    named = looked_at(ctx, ASSETS, book(tmp_path / "b.xlsx", {**row, "续保合同号": "XB-1"}))
    ((column, sentence),) = refused(named, 3)
    assert (column, "XB2026110001" in sentence) == ("续保合同号", True)
    commit(ctx, named, Quiet())
    assert ExtensionContract.select().count() == 1, "not a second one for the same promise"
    undo(ctx, batch)
    assert ExtensionContract.select().count() == ExtensionUnit.select().count() == 0


def test_columns_without_a_number_do_so_too_and_customers_are_kept_apart(ctx, tmp_path, own_window):
    rows = (
        {**EXAMPLE, "续保月数": 12},
        {**EXAMPLE, "出厂编号": "B", "续保月数": 24},
        {**EXAMPLE, "出厂编号": "C", "续保月数": 12, "用户/单位名称": "南京实验中学", "合同编号": "HT-2"},
    )
    found = looked_at(ctx, ASSETS, book(tmp_path / "a.xlsx", *rows))
    assert counts(found) == (3, 0, 0, 0)
    commit(ctx, found, Quiet())
    made = [
        (one.months, one.customer.name, one.remark) for one in ExtensionContract.select().order_by(ExtensionContract.id)
    ]
    assert [(months, remark) for months, _name, remark in made] == [
        (12, "续保月数 12"),
        (24, "续保月数 24"),
        (12, "续保月数 12"),
    ]
    assert len({name for _months, name, _remark in made}) == 2


def test_one_that_is_over_already_says_so(ctx, tmp_path, own_window):
    row = {**EXAMPLE, "续保合同号": "XB-1", "续保月数": 12}
    found = looked_at(ctx, ASSETS, book(tmp_path / "a.xlsx", row))
    ((column, sentence),) = said(found, 3, Weight.TELLS)
    assert (column, "2026-03-15" in sentence) == ("续保合同号", True)
    signed = looked_at(ctx, ASSETS, book(tmp_path / "b.xlsx", {**row, "续保签订日": "2026-04-28"}))
    assert said(signed, 3, Weight.TELLS) == []


def test_who_may_not_edit_contracts_is_told_that_a_number_is_missing(ctx, tmp_path, own_window, make_user):
    ctx.actor = make_user("王芳", Role.KEEPER).id
    found = looked_at(ctx, ASSETS, book(tmp_path / "a.xlsx", {**EXAMPLE, "质保方案": None, "备注": "续保12个月"}))
    assert "维保合同号" in warned(found, 3)[0][1]
    commit(ctx, found, Quiet())
    assert ExtensionContract.select().count() == 0


@pytest.mark.parametrize(
    "remark",
    [
        "厂保3年；厂保2年",
        "续保合同XB-1续保1年；续保合同XB-1续保2年",
        "厂保至2026-02-30",
        "续保合同XB-1，续保至2025年12月",
    ],
)
def test_what_a_remark_leaves_open_is_told_and_not_guessed(ctx, tmp_path, own_window, remark):
    found = looked_at(ctx, ASSETS, book(tmp_path / "a.xlsx", {**EXAMPLE, "备注": remark}))

    assert (counts(found), [column for column, _s in warned(found, 3)]) == ((1, 0, 0, 0), ["备注"])
    commit(ctx, found, Quiet())
    assert MakerCover.select().count() == ExtensionContract.select().count() == 0


def test_columns_count_before_the_remark_and_both_are_named(ctx, tmp_path, own_window):
    row = {**EXAMPLE, "厂家质保": 24, "续保合同号": "XB-1", "续保月数": 12, "备注": "厂保3年；续保2年"}
    found = looked_at(ctx, ASSETS, book(tmp_path / "a.xlsx", row))

    assert len(warned(found, 3)) == 2
    assert "36" in warned(found, 3)[0][1]
    assert "24" in warned(found, 3)[0][1]
    commit(ctx, found, Quiet())
    assert (MakerCover.get().months, ExtensionContract.get().months) == (24, 12)


@pytest.mark.parametrize(
    ("remark", "accepted", "told"),
    [
        ("-已过保", "2026-05-07", "2027-05-07"),
        ("@质保期外", "2026-05-07", "2027-05-07"),
        ("-已过保", "未验收", "验收日期"),
        ("在保", "2025-05-07", "2026-05-07"),
        ("含三年上门", "2026-05-07", "含三年上门"),
    ],
)
def test_a_remark_that_contradicts_the_reckoned_cover_names_both(ctx, tmp_path, remark, accepted, told):
    found = looked_at(ctx, ASSETS, book(tmp_path / "a.xlsx", {"备注": remark, "验收日期": accepted}))

    ((column, sentence),) = warned(found, 3)
    assert (column, told in sentence, remark.lstrip("-@") in sentence) == ("备注", True, True)


@pytest.mark.parametrize(
    ("remark", "accepted"),
    [("-已过保", "2025-05-07"), ("在保", "2026-05-07"), ("未过保", "2026-05-07"), ("备机在用", "2025-05-07")],
)
def test_a_remark_that_agrees_with_the_reckoned_cover_says_nothing(ctx, tmp_path, remark, accepted):
    found = looked_at(ctx, ASSETS, book(tmp_path / "a.xlsx", {"备注": remark, "验收日期": accepted}))

    assert (counts(found), found.rows) == ((1, 0, 0, 0), ())


def test_a_maintenance_contract_is_part_of_the_cover_that_a_remark_contradicts(ctx, tmp_path, own_window):
    row = {**EXAMPLE, "续保合同号": "XB-1", "续保起": "2026-01-01", "续保至": "2026-12-31", "备注": "已过保"}

    found = looked_at(ctx, ASSETS, book(tmp_path / "a.xlsx", row))

    assert "2026-12-31" in warned(found, 3)[0][1]


def test_who_may_not_edit_contracts_brings_in_units_and_no_policies(ctx, tmp_path, own_window, make_user):
    row = {**EXAMPLE, "厂家质保": 24, "续保合同号": "XB-1", "续保月数": 12}
    path = book(tmp_path / "a.xlsx", row)
    allowed = looked_at(ctx, ASSETS, path)
    ctx.actor = make_user("库管", Role.KEEPER).id

    found = looked_at(ctx, ASSETS, path)

    assert (counts(found), {column for column, _s in warned(found, 3)}) == ((1, 0, 0, 0), {"质保方案", "续保合同号"})
    with pytest.raises(NotPermitted):
        commit(ctx, allowed, Quiet())
    commit(ctx, found, Quiet())
    assert (MakerCover.select().count(), ExtensionContract.select().count()) == (1, 0)
    assert Contract.get().policy_version_id is None


def test_without_new_ones_a_maintenance_contract_must_be_there(ctx, tmp_path, own_window):
    take(ctx, book(tmp_path / "a.xlsx", EXAMPLE))

    found = looked_at(
        ctx, ASSETS, book(tmp_path / "b.xlsx", {**EXAMPLE, "续保合同号": "XB-1", "续保月数": 12}), create=False
    )

    assert verdict(found, 3) is Verdict.REFUSED
    assert "XB-1" in refused(found, 3)[0][1]


def change_paper(ctx, unit):
    record(ctx, RecordMaker(asset_id=unit.id, months=36, seen_version=1))


def put_another_under(ctx, unit):
    other = Asset.get(Asset.serial_no == "C")
    ExtensionUnit.create(extension=ExtensionContract.get(), asset=other)


def extend_again(ctx, unit):
    add_extension(ctx, AddExtension(number="XB-9", customer_id=unit.customer_id, asset_ids=(unit.id,)))


def edit_extension(ctx, unit):
    with ctx.work() as work:
        work.change(work.lock(ExtensionContract, ExtensionContract.get().id), months=36)


@pytest.mark.parametrize(
    ("build", "named"),
    [
        (change_paper, "修改过的记录：1"),
        (edit_extension, "修改过的记录：1"),
        (put_another_under, "维保合同"),
        (extend_again, "维保合同"),
    ],
)
def test_what_was_built_on_a_promise_keeps_the_batch(ctx, tmp_path, own_window, build, named):
    take(ctx, book(tmp_path / "a.xlsx", {**EXAMPLE, "出厂编号": "C"}))
    later = take(ctx, book(tmp_path / "b.xlsx", {**EXAMPLE, "厂家质保": 24, "续保合同号": "XB-1", "续保月数": 12}))
    build(ctx, Asset.get(Asset.serial_no == "2024082400001"))

    with pytest.raises(RuleBroken) as refusal:
        undo(ctx, later.batch_id)

    assert named in str(refusal.value)
    assert Asset.select().count() == 2


def test_a_book_of_many_promises_takes_no_statement_for_each_row(ctx, tmp_path, own_window, counted):
    def rows(letter, number):
        return [
            {
                **EXAMPLE, "出厂编号": f"{letter}{n}", "合同编号": f"HT-{letter}", "厂家质保": 24, "续保合同号": f"XB-{letter}",
                "续保月数": 12, "备注": "-已过保",
            }
            for n in range(number)
        ]  # fmt: skip

    spent = {}
    take(ctx, book(tmp_path / "first.xlsx", *rows("A", 2)))  # customers, makers and models are there from now on
    for letter, number in (("B", 3), ("C", 60)):
        counted.statements.clear()
        take(ctx, book(tmp_path / f"{letter}.xlsx", *rows(letter, number)))
        spent[letter] = len(counted.statements)

    assert spent["C"] <= spent["B"] + 2
    assert (MakerCover.select().count(), ExtensionUnit.select().count()) == (65, 65)
