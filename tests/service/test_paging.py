"""A list of any length gives its first rows, its ids in order, and any rows by id."""

from __future__ import annotations

import pytest

from inventory.paging import FIRST, Condition, Listing, Sort
from models.customers import Customer

NAMES: Listing[tuple[int, str, str]] = Listing(
    table="customer",
    source="customer",
    columns="customer.name, customer.level",
    row=lambda *values: values,
    sorts={"code": "customer.code", "level": "customer.level"},
    filters={"level": lambda value: Condition("customer.level = ?", (value,))},
)


@pytest.fixture
def many(make_customer):
    return [make_customer(f"客户{n:04d}", code=f"K{n:04d}", level="AB"[n % 2]).id for n in range(1205)]


def test_the_first_rows_come_at_once_and_all_ids_in_the_same_order(many):
    by_code = Sort("code")
    ids = NAMES.ids({}, by_code)
    assert list(ids) == many
    assert [row[0] for row in NAMES.first({}, by_code)] == many[:FIRST]
    assert list(NAMES.ids({}, Sort("code", descending=True))) == many[::-1]


def test_rows_keep_the_order_asked_for_and_leave_out_what_is_gone(many):
    Customer.delete_by_id(many[5])
    wanted = [many[1100], many[5], many[0], many[700]]
    assert [row[0] for row in NAMES.rows(wanted)] == [many[1100], many[0], many[700]]


def test_equal_values_are_ordered_by_id_so_that_no_row_comes_twice(many):
    ids = list(NAMES.ids({}, Sort("level")))
    assert ids == [i for n, i in enumerate(many) if n % 2 == 0] + [i for n, i in enumerate(many) if n % 2]


def test_a_filter_counts_and_walks_the_same_rows(many):
    assert NAMES.count({"level": "B"}) == 602
    walked = [row[1] for chunk in NAMES.walk({"level": "B"}, Sort("code")) for row in chunk]
    assert walked == [f"客户{n:04d}" for n in range(1, 1205, 2)]
