"""What a scan shows on the command line: a document for programs, lines for people."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta

import pytest

from inventory.cases.words import CaseState, Satisfaction
from inventory.errors import NotFound
from inventory.i18n import speaking
from inventory.scanning.card import scan_document, scan_text
from models.assets import AssetState


@pytest.fixture
def unit(make_asset, make_customer, make_contact, make_site, make_contract, make_model, make_maker, make_case, make_part,
         make_part_use):  # fmt: skip
    customer = make_customer("市第二人民医院", code="KH00007")
    make_contact(customer, "张伟", "0531-88662143")
    model = make_model("HEM-7136", "电子血压计", make_maker("欧姆龙"))
    unit = make_asset(
        "0012", model=model, customer=customer, contract=make_contract("HT2024-017", customer), site=make_site(customer, "门诊"),
        sold_on=date(2024, 3, 1), accepted_on=date(2024, 3, 15), warranty_months=36, remark="内部",
    )  # fmt: skip
    part = make_part("BP-0006", "电源板", model=model, on_hand=8, reference_cost=9075, initial_price=10879)
    case = make_case(
        unit, "WX1", datetime(2026, 4, 12, 2, 0, tzinfo=UTC), restored_at=datetime(2026, 4, 12, 6, 30, tzinfo=UTC),
        symptom="无法开机", action="更换电源板", state=CaseState.CLOSED, charged=True, fee=12632, remark="内部",
        satisfaction=Satisfaction.SATISFIED,
    )  # fmt: skip
    make_part_use(case, part, 2, name="电源板")
    make_case(unit, "WX2", datetime(2026, 11, 20, 2, 0, tzinfo=UTC), loaner_no="BJ-007")
    return unit


def test_a_scanned_unit_tells_what_the_contract_of_the_command_line_asks(ctx, unit):
    document = scan_document(ctx, unit.code)

    assert {
        "kind": "asset", "code": unit.code, "product": "电子血压计", "model": "HEM-7136", "maker": "欧姆龙", "serial_no": "0012",
        "customer": "市第二人民医院", "contact": "张伟", "phone": "0531-88662143", "site": "门诊", "contract": "HT2024-017",
        "sold_on": "2024-03-01", "accepted_on": "2024-03-15", "delivered_on": None, "spares_until": "2030-03-15",
        "loaner": "BJ-007", "replaced_by": None, "replaces": [],
    }.items() <= document.items()  # fmt: skip
    cover = document["cover"]
    assert {key: cover[key] for key in ("status", "first_day", "last_day", "source", "days_left")} == {
        "status": "IN_WARRANTY", "first_day": "2024-03-15", "last_day": "2027-03-15", "source": "BASE", "days_left": 113,
    }  # fmt: skip
    assert cover["segments"] == [
        {"kind": "BASE", "first_day": "2024-03-15", "last_day": "2027-03-15", "source": "BASE"}
    ]
    assert len(cover["explanation"]) == 3


def test_its_history_is_newest_first_with_the_parts_of_each_case(ctx, unit):
    newest, older = scan_document(ctx, unit.code)["history"]
    assert (newest["case_no"], newest["restored_at"], newest["parts"]) == ("WX2", None, [])
    assert {
        "case_no": "WX1", "reported_at": "2026-04-12T10:00:00+08:00", "restored_at": "2026-04-12T14:30:00+08:00",
        "symptom": "无法开机", "action": "更换电源板", "charged": True, "fee": 126.32, "state": "closed", "satisfaction": "satisfied",
        "parts": [{"part_no": "BP-0006", "name": "电源板", "quantity": 2}],
    }.items() <= older.items()  # fmt: skip


def test_its_parts_are_priced_for_today_by_a_rule_in_words(ctx, unit, clock):
    (part,) = scan_document(ctx, unit.code)["parts"]
    assert (part["part_no"], part["name"], part["on_hand"], part["price"]) == ("BP-0006", "电源板", 8, 0.0)
    assert part["rule"] == "免费：设备在质保期内。"

    clock.move(timedelta(days=114))
    with speaking("en"):
        (part,) = scan_document(ctx, unit.code)["parts"]
    assert (part["price"], part["rule"]) == (90.75, "At cost price: the warranty is over.")


def test_nothing_internal_leaves_with_a_document(ctx, unit, make_part):
    for text in (unit.code, "BP-0006", "WX1", "KH00007"):
        document = json.dumps(scan_document(ctx, text), ensure_ascii=False)
        assert "内部" not in document
        assert "cost" not in document


def test_a_unit_that_nobody_accepted_has_no_days(ctx, make_asset):
    cover = scan_document(ctx, make_asset("A1").code)["cover"]
    assert (cover["status"], cover["first_day"], cover["last_day"], cover["source"], cover["days_left"], cover["segments"]) == (
        "PRE_ACCEPTANCE", None, None, None, None, [],
    )  # fmt: skip


def test_a_replaced_unit_names_its_successor(ctx, make_asset):
    new = make_asset("NEW")
    old = make_asset("OLD", state=AssetState.REPLACED, replaced_by=new)
    assert scan_document(ctx, old.code)["replaced_by"]["code"] == new.code
    assert [unit["serial_no"] for unit in scan_document(ctx, new.code)["replaces"]] == ["OLD"]


def test_a_scanned_part_case_or_customer_is_a_document_too(ctx, unit):
    part = scan_document(ctx, "bp-0006")
    assert (part["kind"], part["on_hand"], part["initial_price"]) == ("part", 8, 108.79)
    assert part["fits"] == [{"product": "电子血压计", "model": "HEM-7136", "maker": "欧姆龙", "origin": "oem"}]
    case = scan_document(ctx, "wx1")
    assert (case["kind"], case["asset"]["serial_no"], case["customer"]) == ("case", "0012", "市第二人民医院")
    customer = scan_document(ctx, "KH00007")
    assert (customer["kind"], customer["units"], customer["cover"]) == ("customer", 1, {"IN_WARRANTY": 1})
    assert [line["serial_no"] for line in customer["history"]] == ["0012", "0012"]


def test_several_hits_are_a_choice(ctx, unit, make_asset):
    other = make_asset("0012")
    document = scan_document(ctx, "0012")
    assert document["kind"] == "choice"
    assert [(hit["kind"], hit["id"], hit["title"]) for hit in document["hits"]] == [
        ("asset", unit.id, "0012"), ("asset", other.id, "0012"),
    ]  # fmt: skip
    assert "有 2 条记录符合：" in scan_text(ctx, "0012")


def test_every_document_is_json(ctx, unit):
    for text in (unit.code, "BP-0006", "WX1", "KH00007"):
        assert json.loads(json.dumps(scan_document(ctx, text), ensure_ascii=False))["kind"]


def test_people_read_lines_in_their_language(ctx, unit):
    chinese = "\n".join(scan_text(ctx, unit.code))
    assert "电子血压计 HEM-7136" in chinese
    assert "113 天" in chinese
    assert "维修历史：" in chinese
    with speaking("en"):
        english = "\n".join(scan_text(ctx, unit.code))
    assert "In warranty, 113 days left · In service" in english
    assert "8 个 on hand" in english
    for text in ("BP-0006", "WX1", "KH00007"):
        assert scan_text(ctx, text)


def test_an_unknown_scan_is_a_sentence_and_no_document(ctx):
    with pytest.raises(NotFound):
        scan_document(ctx, "NO-SUCH-THING")
    with pytest.raises(NotFound):
        scan_text(ctx, "NO-SUCH-THING")
