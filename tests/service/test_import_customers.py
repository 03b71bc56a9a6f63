"""A list of customers is taken in: their codes, sites and people, each once."""

from __future__ import annotations

import pytest

from inventory.imports.commit import commit
from inventory.jobs import Quiet
from models.customers import Contact, Customer, CustomerKind, CustomerSite
from models.imports import ImportKind
from tests.service.import_books import CUSTOMERS as HEADINGS
from tests.service.import_books import counts, looked_at, refused, verdict, warned, write_book

CUSTOMERS = ImportKind.CUSTOMERS
ROW = {
    "客户名称": "青岛热力公司",
    "联系人": "高强",
    "职务": "科长",
    "电话": "0532-56521255",
    "地址": "友好北路428号",
    "邮编": "266000",
}


def book(path, *rows):
    return write_book(path, HEADINGS, [{**ROW, **row} for row in rows], titles=("客户名录",))


def take(ctx, path, **how):
    return commit(ctx, looked_at(ctx, CUSTOMERS, path, **how), Quiet())


def test_a_row_becomes_a_customer_with_a_site_and_a_contact(ctx, tmp_path):
    take(ctx, book(tmp_path / "a.xlsx", {"备注": "老客户"}))

    customer = Customer.get()
    assert (customer.name, customer.code, customer.kind, customer.remark) == (
        "青岛热力公司",
        "KH00001",
        CustomerKind.ORGANISATION,
        "老客户",
    )
    assert customer.name_grams.startswith("青岛 岛热")
    site, contact = CustomerSite.get(), Contact.get()
    assert (site.name, site.address, site.post_code) == ("友好北路428号", "友好北路428号", "266000")
    assert (contact.name, contact.title, contact.is_default, contact.site_id) == ("高强", "科长", True, site.id)


def test_codes_are_kept_and_the_next_ones_are_drawn_around_them(ctx, tmp_path):
    take(
        ctx,
        book(tmp_path / "a.xlsx", {"客户编码": "kh00001"}, {"客户名称": "南京实验中学"}, {"客户名称": "济南疾控中心"}),
    )

    assert {c.name: c.code for c in Customer.select()} == {
        "青岛热力公司": "KH00001", "南京实验中学": "KH00002", "济南疾控中心": "KH00003",
    }  # fmt: skip


def test_further_sites_and_people_stand_in_further_rows(ctx, tmp_path):
    rows = ({}, {"使用地点": "东院", "地址": "东海路1号", "联系人": "李敏"}, {})
    found = looked_at(ctx, CUSTOMERS, book(tmp_path / "a.xlsx", *rows))

    assert counts(found) == (1, 1, 0, 1)
    commit(ctx, found, Quiet())
    assert Customer.select().count() == 1
    assert {(site.name, site.address) for site in CustomerSite.select()} == {
        ("友好北路428号", "友好北路428号"),
        ("东院", "东海路1号"),
    }
    assert {(contact.name, contact.is_default) for contact in Contact.select()} == {("高强", True), ("李敏", False)}
    assert counts(looked_at(ctx, CUSTOMERS, book(tmp_path / "b.xlsx", *rows))) == (0, 0, 0, 3)


@pytest.mark.parametrize(
    ("rows", "row", "column"),
    [
        (({"客户名称": None},), 3, "客户名称"),
        (({"客户编码": "A B 一"},), 3, "客户编码"),
        (({"客户编码": "X1"}, {"客户名称": "别家", "客户编码": "X1"}), 4, "客户编码"),
        (({"备注": "一"}, {"备注": "二"}), 4, "备注"),
    ],
)
def test_a_row_that_cannot_be_right_is_refused_with_its_column(ctx, tmp_path, rows, row, column):
    found = looked_at(ctx, CUSTOMERS, book(tmp_path / "a.xlsx", *rows))

    assert found.rejected == 1
    assert [name for name, _sentence in refused(found, row)] == [column]


def test_a_known_customer_gains_what_was_blank_and_keeps_what_differs(ctx, tmp_path, make_customer, make_contact):
    known = make_customer("青岛热力公司", code="Q-1")
    make_contact(known, "高强", "0532-1")

    found = looked_at(ctx, CUSTOMERS, book(tmp_path / "a.xlsx", {"备注": "老客户"}))

    assert counts(found) == (0, 1, 0, 0)
    assert [column for column, _s in warned(found, 3)] == ["电话"]
    commit(ctx, found, Quiet())
    assert (Customer.get().remark, Customer.get().code, Customer.get().version) == ("老客户", "Q-1", 2)
    assert (Contact.get().phone, CustomerSite.get().address) == ("0532-1", "友好北路428号")

    other = book(tmp_path / "b.xlsx", {"备注": "新客户"})
    assert [column for column, _s in refused(looked_at(ctx, CUSTOMERS, other), 3)] == ["备注"]
    take(ctx, other, overwrite=True)
    assert Customer.get().remark == "新客户"


def test_the_same_list_again_adds_nothing(ctx, tmp_path):
    path = book(tmp_path / "a.xlsx", {}, {"客户名称": "南京实验中学", "客户编码": "N-1", "地址": None, "联系人": None})
    take(ctx, path)

    found = looked_at(ctx, CUSTOMERS, path)

    assert counts(found) == (0, 0, 0, 2)
    assert Contact.select().where(Contact.name == "南京实验中学").count() == 1, (
        "a number without a name is the customer's own"
    )


def test_names_alone_are_a_list_of_customers(ctx, tmp_path):
    path = write_book(
        tmp_path / "a.xlsx", ("客户名称",), [["青岛热力公司"], ["南京实验中学"], ["青岛热力公司"], ["合计"]], titles=()
    )

    found = looked_at(ctx, CUSTOMERS, path)

    assert (counts(found), found.empty) == ((2, 0, 0, 1), 2)


def test_a_customer_may_be_named_by_full_width_and_spaces(ctx, tmp_path):
    found = looked_at(ctx, CUSTOMERS, book(tmp_path / "a.xlsx", {"客户名称": "ABC 医院"}, {"客户名称": "ＡＢＣ医院"}))

    assert counts(found) == (1, 0, 0, 1)
    assert verdict(found, 4).value == "already_there"
