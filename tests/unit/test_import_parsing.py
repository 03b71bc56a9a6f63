"""A cell is read exactly, or a person is told what was expected of it."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.excel.book import ErrorValue
from inventory.imports.fields import CATALOGUES, EXPECTED, Field, Reading
from inventory.imports.fitted import fitted
from inventory.imports.parsing import Digits, Doubt, Fault, column, compared, shown
from inventory.values.codes import normalise
from models.assets import Asset, AssetState
from models.cases import PartUse, ServiceCase
from models.contracts import Contract, ContractLine, DeliveryLot
from models.customers import Contact, Customer, CustomerSite
from models.parts import OpeningStock, Part
from models.products import Manufacturer, ProductModel

TODAY = date(2026, 11, 22)


def read(reading: Reading, cell: object, limit: int = 0) -> object:
    return column(Field("x", "X", reading, limit), TODAY)[cell]


@pytest.mark.parametrize(
    ("reading", "cell", "value"),
    [
        (Reading.TEXT, "  两行\n文字  ", "两行\n文字"),
        (Reading.TEXT, "=1+1 无显示", "=1+1 无显示"),
        (Reading.TEXT, "a\x00b\x0bc", "abc"),
        (Reading.TEXT, 12, "12"),
        (Reading.LINE, " 高 \n 强 ", "高 强"),
        (Reading.LINE, "无", None),
        (Reading.LINE, "/", None),
        (Reading.LINE, 0.5, "0.5"),
        (Reading.SERIAL, " 000390 ", "000390"),
        (Reading.SERIAL, "待定", None),
        (Reading.SERIAL, 2024082400001, Digits("2024082400001")),
        (Reading.CODE, 390, "390"),
        (Reading.CODE, "—", None),
        (Reading.DAY, "2024年3月15日", "2024-03-15"),
        (Reading.DAY, datetime(2024, 3, 15, 8), "2024-03-15"),
        (Reading.DAY, 45366, "2024-03-15"),
        (Reading.DAY, "未验收", None),
        (Reading.INSTANT, "2020-03-14 15:21", "2020-03-14 07:21:00"),
        (Reading.INSTANT, datetime(2020, 3, 14, 7, 59), "2020-03-13 23:59:00"),
        (Reading.MONTHS, "36个月", 36),
        (Reading.MONTHS, 12.0, 12),
        (Reading.YEARS, 3, 36),
        (Reading.YEARS, "1.5", 18),
        (Reading.YEARS, "24个月", 24),
        (Reading.MONEY, "¥15.96", 1596),
        (Reading.MONEY, 126.32, 12632),
        (Reading.MONEY, "免费", 0),
        (Reading.MONEY, "-", None),
        (Reading.QUANTITY, 20, 20),
        (Reading.QUANTITY, " 3 ", 3),
        (Reading.POST_CODE, "050000", "050000"),
        (Reading.POST_CODE, 266000, "266000"),
        (Reading.PHONE, 13800000000, "13800000000"),
        (Reading.STATE, "Ready to Deploy (deployed)", None),
        (Reading.STATE, "Ready to Deploy", AssetState.IN_STOCK),
        (Reading.STATE, "报废", AssetState.SCRAPPED),
        (Reading.YES_NO, "免费", False),
        (Reading.SATISFACTION, "未评价", None),
    ],
    ids=str,
)
def test_cells_are_read_as_people_write_them(reading, cell, value):
    assert read(reading, cell) == value


@pytest.mark.parametrize(
    ("reading", "cell"),
    [
        (Reading.SERIAL, 2.102847442182670e19),
        (Reading.SERIAL, "2.10285E+19"),
        (Reading.SERIAL, 1.5),
        (Reading.CODE, 10**16),
        (Reading.DAY, "2023-02-30"),
        (Reading.DAY, "+3m"),
        (Reading.DAY, "3月15日"),
        (Reading.DAY, True),
        (Reading.INSTANT, "15:21"),
        (Reading.MONTHS, datetime(2024, 3, 15)),
        (Reading.MONTHS, 601),
        (Reading.MONEY, -0.01),
        (Reading.MONEY, date(2024, 3, 15)),
        (Reading.QUANTITY, -1),
        (Reading.QUANTITY, 2.5),
        (Reading.CHANNEL, "飞鸽"),
        (Reading.PART_KIND, "什么"),
        (Reading.TEXT, ErrorValue("#N/A")),
    ],
    ids=str,
)
def test_what_cannot_be_read_is_a_fault_with_a_sentence(reading, cell):
    fault = read(reading, cell)

    assert type(fault) is Fault
    assert str(fault.message)
    assert reading in EXPECTED


@pytest.mark.parametrize(
    ("reading", "cell", "value"),
    [
        (Reading.MONEY, 0.125, 13),
        (Reading.POST_CODE, 50000, "050000"),
        (Reading.PHONE, 53256521255, "53256521255"),
        (Reading.STATE, "???!", None),
    ],
)
def test_what_was_read_with_a_doubt_says_so(reading, cell, value):
    doubt = read(reading, cell)

    assert type(doubt) is Doubt
    assert doubt.value == value


def test_text_that_does_not_fit_is_refused_before_the_database_sees_it():
    assert read(Reading.LINE, "名" * 60, 60) == "名" * 60
    assert type(read(Reading.LINE, "名" * 61, 60)) is Fault


def test_a_cell_is_quoted_as_a_person_sees_it():
    assert shown(datetime(2024, 3, 15)) == "2024-03-15"
    assert shown(datetime(2024, 3, 15, 8, 30)) == "2024-03-15 08:30"
    assert shown(2.1028474421826703e19) == "2.10284744218267E+19"
    assert shown(None) == ""


@given(st.text(max_size=40))
def test_codes_are_compared_as_everywhere_else(text):
    assert compared(text) == normalise(text)


COLUMNS = {
    "assets": {
        "serial_no": Asset.serial_no, "model_code": ProductModel.model_code, "model_name": ProductModel.model_code,
        "product_name": ProductModel.product_name, "maker": Manufacturer.name, "customer": Customer.name, "contract_no": Contract.number,
        "location_text": Asset.location_text,
    },
    "parts": {
        "part_no": Part.part_no, "name": Part.name, "spec": Part.spec, "unit": Part.unit, "maker": Manufacturer.name, "bin": OpeningStock.bin,
    },
    "repairs": {
        "case_no": ServiceCase.case_no, "customer": ServiceCase.customer_name, "reporter": ServiceCase.reporter, "level": ServiceCase.level,
        "part_name": PartUse.name, "removed_serial": PartUse.removed_serial, "fitted_serial": PartUse.fitted_serial,
        "loaner_no": ServiceCase.loaner_no, "engineer": ServiceCase.engineer, "confirmed_by": ServiceCase.confirmed_by,
        "contact": ServiceCase.contact_name, "phone": ServiceCase.contact_phone, "address": ServiceCase.address,
        "location_text": ServiceCase.location_text,
    },
    "customers": {
        "name": Customer.name, "code": Customer.code, "tax_no": Customer.tax_no, "level": Customer.level, "site": CustomerSite.name,
        "region": CustomerSite.region, "job_title": Contact.title, "contact": Contact.name, "phone": Contact.phone, "mobile": Contact.mobile,
        "fax": Contact.fax, "email": Contact.email, "address": CustomerSite.address, "post_code": CustomerSite.post_code,
    },
    "prices": {
        "contract_no": Contract.number, "customer": Customer.name, "part_no": Part.part_no, "model_code": ProductModel.model_code,
        "maker": Manufacturer.name, "product_name": Part.name, "description": ContractLine.description, "unit": ContractLine.unit,
    },
    "acceptances": {
        "serial_no": Asset.serial_no, "location_text": Asset.location_text, "certificate_no": DeliveryLot.certificate_no,
    },
}  # fmt: skip


@pytest.mark.parametrize("kind", list(CATALOGUES), ids=str)
def test_every_text_that_is_read_fits_its_column(kind):
    limits = {field.key: field.limit for field in CATALOGUES[kind]}
    assert {key: limits[key] for key in COLUMNS[kind.value]} == {
        key: column.max_length for key, column in COLUMNS[kind.value].items()
    }


@pytest.mark.parametrize(
    ("text", "quantities", "parts"),
    [
        ("BP-0001", None, [("BP-0001", 1)]),
        ("BP-0001", "4", [("BP-0001", 4)]),
        ("bp-0001 ×2", None, [("BP-0001", 2)]),
        ("BP-0001*3个", None, [("BP-0001", 3)]),
        ("BP-0001、BP-0002", "2、1", [("BP-0001", 2), ("BP-0002", 1)]),
        ("BP-0001；BP-0002", "1", [("BP-0001", 1), ("BP-0002", 1)]),
        ("BOX-12", "1", [("BOX-12", 1)]),
        ("更换电源板", None, [("更换电源板", 1)]),
    ],
)
def test_the_parts_in_a_cell_have_their_quantities(text, quantities, parts):
    found = fitted(text, quantities)

    assert [(part.norm, part.quantity) for part in found] == parts
    assert all(part.fault is None for part in found)


@pytest.mark.parametrize(
    ("text", "quantities"), [("A、B", "3"), ("A", "1、2"), ("A", "0"), ("A", "2.5"), ("A", "-1"), ("编" * 61, None)]
)
def test_parts_whose_quantity_is_not_clear_are_a_fault(text, quantities):
    assert any(part.fault is not None for part in fitted(text, quantities))
