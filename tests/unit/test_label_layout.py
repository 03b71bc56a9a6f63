"""What stands on a label."""

from __future__ import annotations

from dataclasses import fields
from datetime import date

import pytest

from inventory.i18n import speaking
from inventory.labels.layout import LabelContent, LabelField, LabelLine, compose, tidy


def unit(**more: object) -> LabelContent:
    return compose(
        "A7K3M9Q2X",
        "A7K3 M9Q2X",
        product="电子血压计",
        model="HEM-7136",
        serial="2024031500012",
        sold_on=date(2024, 3, 15),
        company="山东康诚医疗器械有限公司",
        hotline="400-123-4567",
        **more,
    )


def test_a_chinese_label_names_what_the_rules_want():
    with speaking("zh_CN"):
        said = {line.field: (line.caption, line.text) for line in unit().lines}

    assert said == {
        LabelField.PRODUCT: ("", "电子血压计"),
        LabelField.MODEL: ("规格型号", "HEM-7136"),
        LabelField.SERIAL: ("出厂编号", "2024031500012"),
        LabelField.SOLD_ON: ("售出日期", "2024-03-15"),
        LabelField.COMPANY: ("", "山东康诚医疗器械有限公司"),
        LabelField.HOTLINE: ("服务热线", "400-123-4567"),
    }


def test_an_english_label_has_english_captions():
    with speaking("en"):
        captions = [line.caption for line in unit().lines]

    assert captions == ["", "Model", "S/N", "Sold", "", "Hotline"]


def test_the_warranty_date_is_only_there_when_asked_for_and_with_the_day_of_printing():
    with speaking("zh_CN"):
        asked = unit(cover_last=date(2027, 3, 14), printed_on=date(2026, 11, 22))

    assert asked.lines[-1] == LabelLine(LabelField.COVER, "", "质保期至 2027-03-14（打印日 2026-11-22）")
    assert LabelField.COVER not in {line.field for line in unit().lines}
    with pytest.raises(ValueError, match="day of printing"):
        unit(cover_last=date(2027, 3, 14))


def test_what_is_empty_gets_no_line():
    bare = compose("A7K3M9Q2X", "A7K3 M9Q2X", product="泵", model="  ")

    assert [line.field for line in bare.lines] == [LabelField.PRODUCT]


def test_the_readable_code_is_printed_grouped():
    assert unit().printed()[0] == LabelLine(LabelField.CODE, "", "A7K3 M9Q2X")


def test_a_label_has_no_place_for_a_customer_a_person_or_a_price():
    assert {field.name for field in fields(LabelContent)} == {"code", "grouped", "lines"}
    assert {field.value for field in LabelField} == {
        "code", "product", "model", "serial", "sold_on", "cover", "company", "hotline",
    }  # fmt: skip


def test_a_text_is_one_line_of_composed_characters():
    assert tidy("  Mo\u0308bel\u3000Pump\r\n 2 ") == "Möbel Pump 2"
