"""The header of every paper that leaves the house."""

from __future__ import annotations

import pytest

from inventory.company.commands import EditCompany, edit
from inventory.company.queries import header
from inventory.errors import InvalidInput, StaleRecord
from models.organisation import Company
from tests.races import race


def test_a_new_depot_has_an_empty_header_that_can_be_written(ctx):
    assert header(ctx).name("zh_CN") == ""

    edit(
        ctx,
        EditCompany(seen_version=header(ctx).version, name_zh="河南天域信息网络技术有限公司", hotline="400-000-1234"),
    )

    company = header(ctx)
    assert (company.name("zh_CN"), company.hotline) == ("河南天域信息网络技术有限公司", "400-000-1234")
    assert (
        company.name("en") == "河南天域信息网络技术有限公司"
    )  # what is missing in one language is taken from the other


def test_the_header_is_one_row_and_knows_who_was_late(ctx):
    edit(ctx, EditCompany(seen_version=1, name_zh="甲"))
    with pytest.raises(StaleRecord):
        edit(ctx, EditCompany(seen_version=1, name_zh="乙"))
    edit(ctx, EditCompany(seen_version=2, name_zh="乙", name_en="B"))
    assert Company.select().count() == 1
    assert header(ctx).name("en") == "B"


def test_of_four_workstations_that_write_the_first_header_one_is_right_and_three_are_told(opened, ctx):
    outcomes = race(opened, 4, lambda number: edit(opened, EditCompany(seen_version=1, name_zh=f"公司{number}")))
    assert sum(isinstance(outcome, StaleRecord) for outcome in outcomes) == 3
    assert Company.select().count() == 1


def test_a_mail_address_must_be_one(ctx):
    with pytest.raises(InvalidInput) as refused:
        edit(ctx, EditCompany(seen_version=1, email="nobody"))
    assert refused.value.field == "email"
