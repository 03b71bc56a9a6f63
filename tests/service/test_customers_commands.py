"""Customers, their sites and contacts are added and corrected."""

from __future__ import annotations

import pytest

from inventory import journal
from inventory.customers.commands import (
    AddContact,
    AddCustomer,
    AddSite,
    EditContact,
    EditCustomer,
    EditSite,
    add,
    add_contact,
    add_site,
    edit,
    edit_contact,
    edit_site,
    remove_contact,
)
from inventory.customers.words import CustomerKind
from inventory.errors import InvalidInput, NotFound, RuleBroken, StaleRecord
from inventory.found import Found
from inventory.search import find
from models.customers import Contact, Customer, CustomerSite
from tests.races import race


def test_a_customer_gets_the_next_code_unless_one_is_typed(ctx):
    first = Customer.get_by_id(add(ctx, AddCustomer(name="青岛热力公司")))
    typed = Customer.get_by_id(add(ctx, AddCustomer(name="济南热力公司", code=" jn-01 ")))
    second = Customer.get_by_id(add(ctx, AddCustomer(name="烟台热力公司")))

    assert (first.code, typed.code, second.code) == ("KH00001", "JN-01", "KH00002")


def test_a_drawn_code_steps_over_one_that_somebody_typed(ctx):
    add(ctx, AddCustomer(name="甲", code="KH00001"))
    assert Customer.get_by_id(add(ctx, AddCustomer(name="乙"))).code == "KH00002"


def test_a_refused_customer_gives_its_number_back(ctx):
    with pytest.raises(InvalidInput):
        add(ctx, AddCustomer(name="甲", language="fr"))
    assert Customer.get_by_id(add(ctx, AddCustomer(name="乙"))).code == "KH00001"


def test_eight_workstations_draw_eight_codes(opened, ctx):
    ids = race(opened, 8, lambda number: add(opened, AddCustomer(name=f"客户{number}")))

    codes = [customer.code for customer in Customer.select().order_by(Customer.code)]
    assert codes == [f"KH{number:05d}" for number in range(1, 9)]
    assert len(set(ids)) == 8


def test_a_name_that_differs_only_in_width_and_case_is_the_same_customer(ctx):
    there = add(ctx, AddCustomer(name="ＡＢＢ (中国)"))
    with pytest.raises(RuleBroken) as refused:
        add(ctx, AddCustomer(name="abb（中国）"))
    assert refused.value.values["existing"] == there
    assert "KH00001" in str(refused.value)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name": "  "}, "name"),
        ({"name": "长" * 121}, "name"),
        ({"name": "甲", "code": "有空 格"}, "code"),
        ({"name": "甲", "language": "fr"}, "language"),
        ({"name": "甲", "tax_no": "9" * 41}, "tax_no"),
    ],
)
def test_what_does_not_fit_is_refused_under_its_field(ctx, values, field):
    with pytest.raises(InvalidInput) as refused:
        add(ctx, AddCustomer(**values))
    assert refused.value.field == field
    assert Customer.select().count() == 0


def test_a_renamed_customer_is_found_by_the_new_name(ctx):
    customer_id = add(ctx, AddCustomer(name="青岛热力公司", kind=CustomerKind.ORGANISATION))

    edit(ctx, EditCustomer(customer_id, 1, name="青岛能源集团", level="A"))

    assert [hit.id for hit in find("能源") if hit.kind is Found.CUSTOMER] == [customer_id]
    assert not [hit for hit in find("热力") if hit.kind is Found.CUSTOMER]
    assert Customer.get_by_id(customer_id).code == "KH00001"
    changes = {line.field: (line.old, line.new) for line in journal.changes("customer", customer_id)}
    assert changes["name"] == ("青岛热力公司", "青岛能源集团")


def test_a_customer_cannot_take_the_name_of_another_or_be_saved_over_a_newer_version(ctx):
    add(ctx, AddCustomer(name="甲"))
    other = add(ctx, AddCustomer(name="乙"))
    with pytest.raises(RuleBroken):
        edit(ctx, EditCustomer(other, 1, name="甲"))
    edit(ctx, EditCustomer(other, 1, name="丙"))
    with pytest.raises(StaleRecord):
        edit(ctx, EditCustomer(other, 1, name="丁"))


def test_a_customer_has_sites_of_different_names(ctx, make_customer):
    customer = make_customer()
    site_id = add_site(ctx, AddSite(customer.id, name="门诊三楼", address="青岛市友好北路428号", post_code="266000"))

    with pytest.raises(RuleBroken):
        add_site(ctx, AddSite(customer.id, name="门诊三楼"))
    edit_site(ctx, EditSite(site_id, 1, name="门诊四楼"))
    with pytest.raises(StaleRecord):
        edit_site(ctx, EditSite(site_id, 1, name="门诊五楼"))
    site = CustomerSite.get_by_id(site_id)
    assert (site.name, site.address, site.version) == ("门诊四楼", "", 2)


def test_a_site_needs_a_customer_who_is_there(ctx):
    with pytest.raises(NotFound):
        add_site(ctx, AddSite(999_999, name="门诊"))


def first_to_call(customer: Customer) -> list[str]:
    return [contact.name for contact in Contact.select().where((Contact.customer == customer.id) & Contact.is_default)]


def test_the_first_contact_is_called_first_until_another_one_is(ctx, make_customer):
    customer = make_customer()
    first = add_contact(ctx, AddContact(customer.id, name="张伟", phone="0531-88662143"))
    second = add_contact(ctx, AddContact(customer.id, name="高强"))
    assert first_to_call(customer) == ["张伟"]

    edit_contact(ctx, EditContact(second, 1, name="高强", is_default=True))
    assert first_to_call(customer) == ["高强"]

    add_contact(ctx, AddContact(customer.id, name="陈霞", is_default=True))
    assert first_to_call(customer) == ["陈霞"]

    with pytest.raises(StaleRecord):
        edit_contact(ctx, EditContact(first, 1, name="张伟"))


def test_somebody_must_stay_to_be_called(ctx, make_customer):
    customer = make_customer()
    only = add_contact(ctx, AddContact(customer.id, name="张伟"))
    with pytest.raises(InvalidInput) as refused:
        edit_contact(ctx, EditContact(only, 1, name="张伟", is_default=False))
    assert refused.value.field == "is_default"


def test_when_the_first_contact_leaves_the_next_one_is_called(ctx, make_customer):
    customer = make_customer()
    first = add_contact(ctx, AddContact(customer.id, name="张伟"))
    add_contact(ctx, AddContact(customer.id, name="高强"))

    remove_contact(ctx, first, 1)

    assert first_to_call(customer) == ["高强"]
    assert journal.changes("contact", first)[0].field == "-"
    with pytest.raises(NotFound):
        remove_contact(ctx, first, 1)


def test_eight_workstations_leave_exactly_one_contact_to_call_first(opened, ctx, make_customer):
    customer = make_customer()
    outcomes = race(opened, 8, lambda n: add_contact(opened, AddContact(customer.id, name=f"甲{n}", is_default=True)))

    assert all(isinstance(outcome, int) for outcome in outcomes)
    assert len(first_to_call(customer)) == 1


def test_a_contact_stands_at_a_site_of_the_same_customer(ctx, make_customer, make_site):
    customer = make_customer()
    with pytest.raises(RuleBroken):
        add_contact(ctx, AddContact(customer.id, name="张伟", site_id=make_site().id))
    with pytest.raises(InvalidInput):
        add_contact(ctx, AddContact(customer.id, name="张伟", site_id=999_999))
    assert add_contact(ctx, AddContact(customer.id, name="张伟", site_id=make_site(customer).id))


@pytest.mark.parametrize("mail", ["zhang", "zhang@", "a b@c.cn"])
def test_what_is_no_mail_address_is_refused(ctx, make_customer, mail):
    with pytest.raises(InvalidInput) as refused:
        add_contact(ctx, AddContact(make_customer().id, name="张伟", email=mail))
    assert refused.value.field == "email"
