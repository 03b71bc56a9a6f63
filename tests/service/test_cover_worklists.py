"""What the worklists of cover hold: ends soon, whom to phone, not accepted, with us for repair (R-043, R-095)."""

from __future__ import annotations

from datetime import date

import pytest

from inventory.contracts.deliveries import NextStep
from inventory.cover import custody, ending, waiting, with_us
from inventory.cover.outlook import Outlook, outlook
from inventory.cover.proven import GONE
from inventory.cover.rules import SegmentKind
from inventory.cover.waiting import Lacking
from inventory.documents.proposal import ProposalRequest
from inventory.jobs import Quiet
from inventory.paging import Sort
from inventory.proposals.commands import AnswerProposals, answer, propose
from inventory.proposals.queries import of_units
from inventory.proposals.words import Answer, ProposalStanding
from models.assets import ENDING, WAITING, AssetRole, AssetState
from models.contracts import LotState

day = date.fromisoformat
LAST = Sort("last")


@pytest.fixture
def hospital(make_customer, make_contact):
    customer = make_customer("市第二人民医院", code="KH00007")
    make_contact(customer, "张伟", "0531-88662143")
    return customer


@pytest.fixture
def ends(make_asset):
    """Makes a unit whose cover ends on a day; today is 2026-11-22."""

    def make(serial: str, last: str, customer=None, **values):
        accepted = day(last).replace(year=day(last).year - 2)
        return make_asset(serial, customer=customer, accepted_on=accepted, warranty_months=24, **values)

    return make


def serials(rows) -> list[str]:
    return [row.serial_no for row in rows]


def test_ends_soon_lists_who_to_phone_until_when_and_what_covers_it(ctx, hospital, ends, make_extension):
    ends("today", "2026-11-22", hospital)
    ends("d30", "2026-12-22", hospital)
    ends("d31", "2026-12-23", hospital)
    ends("d90", "2027-02-20", hospital)
    ends("d91", "2027-02-21", hospital)
    ends("yesterday", "2026-11-21", hospital)
    ends("gone", "2026-12-01", hospital, state=AssetState.RETIRED)
    listed = ending.listing(ctx)

    assert serials(listed.first({"within": 30}, LAST)) == ["today", "d30"]
    assert serials(listed.first({"within": 90}, LAST)) == ["today", "d30", "d31", "d90"]
    assert listed.count({"within": 60}) == 3
    row = listed.first({"within": 30}, LAST)[1]
    assert (row.customer, row.contact, row.phone) == ("市第二人民医院", "张伟", "0531-88662143")
    assert (row.last, row.days_left, row.kind, row.proposed) == (day("2026-12-22"), 30, SegmentKind.BASE, None)
    assert serials(listed.first({"within": 90, "text": "d9"}, LAST)) == ["d90"]
    assert serials(listed.first({"within": 90, "customer": hospital.id}, Sort("last", descending=True)))[0] == "d90"


def test_ends_soon_says_what_was_proposed_and_answered(ctx, hospital, ends, make_customer, tmp_path):
    first, second = ends("A1", "2026-12-01", hospital), ends("A2", "2026-12-02", hospital)
    ends("A3", "2026-12-03", make_customer())
    listed = ending.listing(ctx)

    def so(value: str) -> list[str]:
        return serials(listed.first({"within": 90, "proposal": value}, LAST))

    propose(ctx, ProposalRequest(customer_id=hospital.id, asset_ids=(first.id,)), tmp_path / "1.xlsx", Quiet())
    assert (so("missing"), so("open"), so("declined"), so("lapsed")) == (["A2", "A3"], ["A1"], [], [])
    propose(ctx, ProposalRequest(customer_id=hospital.id, asset_ids=(second.id,)), tmp_path / "2.xlsx", Quiet())
    (line,) = of_units(ctx, [second.id])
    answer(ctx, AnswerProposals(((line.proposed.id, 1),), Answer.DECLINED))
    assert (so("missing"), so("open"), so("declined"), so("accepted")) == (["A3"], ["A1"], ["A2"], [])
    shown = {row.serial_no: row.proposed and row.proposed.standing for row in listed.first({"within": 90}, LAST)}
    assert shown == {"A1": ProposalStanding.OPEN, "A2": ProposalStanding.DECLINED, "A3": None}


def test_the_person_who_phones_sees_each_customer_once(ctx, hospital, ends, make_customer, tmp_path):
    school = make_customer("章丘区实验中学", code="KH00008")
    later = make_customer("泰山云海酒店", code="KH00009")
    first = ends("A1", "2026-12-10", hospital)
    ends("A2", "2027-01-10", hospital)
    ends("A3", "2027-02-10", hospital)
    ends("B1", "2026-12-05", school)
    ends("C1", "2027-03-10", later)
    propose(ctx, ProposalRequest(customer_id=hospital.id, asset_ids=(first.id,)), tmp_path / "1.xlsx", Quiet())
    calls = ending.calls(ctx)

    rows = calls.first({"within": 90}, Sort("soonest"))

    assert [(row.name, row.first_end, row.days_left, row.within, row.not_proposed) for row in rows] == [
        ("章丘区实验中学", day("2026-12-05"), 13, (1, 1, 1), 1),
        ("市第二人民医院", day("2026-12-10"), 18, (1, 2, 3), 2),
    ]
    assert (rows[1].contact, rows[1].phone) == ("张伟", "0531-88662143")
    assert list(calls.ids({"within": 90}, Sort("units", descending=True))) == [hospital.id, school.id]
    assert list(calls.ids({"within": 90}, Sort("name"))) == [hospital.id, school.id]
    assert list(calls.ids({"within": 90, "text": "实验"}, Sort("soonest"))) == [school.id]
    assert list(calls.ids({"within": 90, "text": "kh00007"}, Sort("soonest"))) == [hospital.id]
    assert calls.count({"within": 30, "proposal": "missing"}) == 1, "the hospital's first unit is proposed already"
    assert calls.rows([later.id, school.id])[0].id == school.id, "who has nothing that ends is left out"


def test_not_accepted_is_what_customers_have_and_not_our_own_stock(ctx, hospital, make_asset, make_contract):
    contract = make_contract("HT1", hospital)
    make_asset("sold", customer=hospital, state=AssetState.DELIVERED, sold_on=day("2026-11-02"), contract=contract)
    make_asset("there", customer=hospital, state=AssetState.DELIVERED, delivered_on=day("2026-10-23"))
    make_asset(
        "set up", customer=hospital, state=AssetState.INSTALLED, delivered_on=day("2026-10-13"),
        installed_on=day("2026-10-14"),
    )  # fmt: skip
    make_asset("ours", customer=hospital, state=AssetState.IN_STOCK)
    make_asset("loaner", customer=hospital, state=AssetState.DELIVERED, role=AssetRole.LOANER)
    make_asset("gone", customer=hospital, state=AssetState.SCRAPPED)
    make_asset("accepted", customer=hospital, accepted_on=day("2026-01-02"))
    listed, always = waiting.listing(ctx), {"waiting": True}

    rows = listed.first(always, Sort("delivered_on"))

    assert [(row.serial_no, row.lacking, row.days) for row in rows] == [
        ("sold", Lacking.DELIVERY, 20), ("set up", Lacking.SIGNATURE, 40), ("there", Lacking.INSTALLATION, 30),
    ]  # fmt: skip
    assert (rows[0].contract_no, rows[1].contract_no) == ("HT1", "")
    for what, found in ((Lacking.DELIVERY, "sold"), (Lacking.INSTALLATION, "there"), (Lacking.SIGNATURE, "set up")):
        assert serials(listed.first({**always, "lacking": what.value}, Sort("id"))) == [found]
    assert listed.count({**always, "lot": "none"}) == 3
    assert listed.count({**always, "begun": "no"}) == 3


def test_a_unit_that_waits_says_how_far_its_delivery_is(ctx, hospital, make_asset, make_contract, make_lot):
    contract = make_contract("HT1", hospital)
    inside, done = (
        make_asset(serial, customer=hospital, contract=contract, state=AssetState.DELIVERED) for serial in ("A1", "A2")
    )
    lot = make_lot(contract, [inside], state=LotState.PLANNED, planned_on=day("2026-11-20"))
    make_lot(contract, [done], number=2, state=LotState.CANCELLED)
    listed, always = waiting.listing(ctx), {"waiting": True}

    first, second = listed.first(always, Sort("id"))

    assert first.lot is not None
    assert (first.lot.id, first.lot.step) == (lot.id, NextStep.ARRIVE)
    assert second.lot is None, "a delivery that was cancelled helps nobody"
    found = waiting.look(ctx, inside.id)
    assert found is not None
    assert "货物尚未到货。" in [str(one) for one in found.hindrances]
    assert waiting.look(ctx, done.id).hindrances == ()
    assert serials(listed.first({**always, "lot": "none"}, Sort("id"))) == []


def test_with_us_counts_the_days_in_our_hands(ctx, hospital, make_asset, make_case):
    unit, other = (make_asset(serial, customer=hospital, accepted_on=day("2026-01-02")) for serial in ("A1", "A2"))
    case = make_case(unit, "WX1")
    take = custody.TakeIn(
        asset_id=unit.id, seen_version=unit.version, taken_on=day("2026-11-13"), taken_by="王芳", case_id=case.id,
        handed_over_by="赵敏华", accessories="电源线", loaner_from=day("2026-11-14"),
    )  # fmt: skip
    custody.take_in(ctx, take)
    stay = custody.take_in(
        ctx, custody.TakeIn(asset_id=other.id, seen_version=other.version, taken_on=day("2026-11-01"))
    )
    custody.hand_back(ctx, custody.HandBack(custody_id=stay, seen_version=1, returned_on=day("2026-11-05")))
    listed = with_us.listing(ctx)

    (row,) = listed.first({"where": "with_us"}, Sort("taken_on"))
    assert (row.serial_no, row.customer, row.phone, row.case_no) == ("A1", "市第二人民医院", "0531-88662143", "WX1")
    assert (row.days, row.loaner, row.accessories, row.taken_by) == (10, True, "电源线", "王芳")
    (back,) = listed.first({"where": "returned"}, Sort("taken_on"))
    assert (back.serial_no, back.returned_on, back.days, back.loaner) == ("A2", day("2026-11-05"), 5, False)
    assert serials(listed.first({"text": "第二人民"}, Sort("taken_on"))) == ["A2", "A1"]
    assert listed.count({"text": "A1", "customer": hospital.id}) == 1


def test_the_outlook_counts_what_the_lists_hold(ctx, hospital, ends, make_asset, make_customer):
    assert outlook(ctx) == Outlook((0, 0, 0), 0, 0, 0, 0)
    ends("A1", "2026-12-22", hospital)
    ends("A2", "2027-01-21", hospital)
    ends("A3", "2027-01-22", make_customer())
    waits = make_asset("W1", customer=hospital, state=AssetState.DELIVERED)
    custody.take_in(ctx, custody.TakeIn(asset_id=waits.id, seen_version=waits.version, taken_on=day("2026-11-22")))

    found = outlook(ctx)

    assert found == Outlook((1, 2, 3), 2, 1, 0, 1)
    assert [found.within(days) for days in ending.WINDOWS] == [
        ending.listing(ctx).count({"within": days}) for days in ending.WINDOWS
    ]
    assert found.waiting == waiting.listing(ctx).count({"waiting": True})


@pytest.mark.parametrize("words", [ENDING, WAITING])
def test_the_words_of_the_indexes_name_every_state_in_which_nothing_is_owed(words):
    assert {state.value for state in GONE} == {
        state.value for state in AssetState if f"state <> '{state.value}'" in words
    } - {AssetState.IN_STOCK.value}
