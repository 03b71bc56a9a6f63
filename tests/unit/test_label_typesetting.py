"""Texts in the boxes of a template, with a font of our own: Latin half an em wide, Chinese a whole one."""

from __future__ import annotations

import itertools
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inventory.errors import RuleBroken
from inventory.i18n import speaking
from inventory.labels import templates
from inventory.labels.layout import LabelContent, compose
from inventory.labels.typesetting import Placed, Typesetter

ROLL = templates.load("roll-50x30")
SHEET = templates.load("a4-3x8")
NAMES = st.text(alphabet="电子血压计病人监护仪（标准版）PM-9000 abc", min_size=1, max_size=60)
SERIALS = st.text(alphabet="ABC0123456789-/", min_size=1, max_size=30)


def measure(text: str, mono: bool) -> float:
    return sum(0.5 if character.isascii() else 1.0 for character in text)


def label(product: str = "电子血压计", serial: str = "2024031500012", **more: object) -> LabelContent:
    with speaking("zh_CN"):
        return compose("A7K3M9Q2X", "A7K3 M9Q2X", product=product, serial=serial, **more)


def set_on(template: templates.Template, content: LabelContent) -> list[Placed]:
    return Typesetter(measure).arrange(content, template)


def lines_of(placed: list[Placed], *, mono: bool = False) -> list[str]:
    return [piece.text for piece in placed if piece.mono is mono]


def serial_of(placed: list[Placed]) -> list[str]:
    return [text for text in lines_of(placed, mono=True) if text != "A7K3 M9Q2X"]


def test_an_ordinary_label_stands_at_full_size():
    placed = set_on(SHEET, label(model="HEM-7136"))

    assert [(piece.text, piece.size, piece.bold) for piece in placed] == [
        ("A7K3 M9Q2X", 2.8, False),
        ("电子血压计", 3.6, True),
        ("规格型号", 2.6, False),
        ("HEM-7136", 2.6, False),
        ("出厂编号", 2.7, False),
        ("2024031500012", 2.7, False),
    ]


def test_a_caption_and_its_text_share_a_baseline_with_a_gap_between():
    caption, text = set_on(SHEET, label(model="HEM-7136"))[2:4]

    assert caption.baseline == text.baseline
    assert text.x == pytest.approx(caption.x + (4 + 0.4) * 2.6)


def test_the_code_stands_centred_under_the_symbol():
    code = set_on(SHEET, label())[0]

    assert code.x + 10 * 0.5 * 2.8 / 2 == pytest.approx(1.6 + 21.0 / 2)


def test_a_serial_too_wide_beside_its_caption_stands_whole_below_it():
    placed = set_on(ROLL, label(serial="20240315-0001234567"))

    caption = next(piece for piece in placed if piece.text == "出厂编号")
    serial = next(piece for piece in placed if piece.text == "20240315-0001234567")
    assert serial.x == caption.x
    assert serial.baseline > caption.baseline


def test_a_long_serial_is_broken_before_a_hyphen_and_no_character_is_lost():
    serial = "SN/PM9-2023-ABCDEFGH-000123456789"

    first, second = serial_of(set_on(ROLL, label(serial=serial)))

    assert first + second == serial
    assert second.startswith("-")


def test_a_serial_that_does_not_fit_even_at_its_smallest_is_refused_and_named():
    serial = "X" * 90

    with pytest.raises(RuleBroken) as refused, speaking("en"):
        set_on(ROLL, label(serial=serial))

    with speaking("en"):
        assert str(refused.value) == (
            f"The serial number {serial} does not fit whole on a label “Roll of labels, 50 × 30 mm”. "
            "Choose a template with larger labels."
        )


def test_a_hotline_is_never_shortened():
    with pytest.raises(RuleBroken) as refused:
        set_on(ROLL, label(hotline="0531-88886666 / 0531-88887777 (24 h)"))

    with speaking("en"):
        assert "does not fit whole" in str(refused.value)


def test_a_long_product_name_takes_two_lines_before_it_shrinks():
    name = "多参数病人监护仪标准版"

    placed = [piece for piece in set_on(ROLL, label(product=name)) if piece.bold]

    assert "".join(piece.text for piece in placed) == name
    assert [piece.size for piece in placed] == [3.2, 3.2]


def test_a_name_is_best_broken_before_a_bracket():
    placed = [piece.text for piece in set_on(SHEET, label(product="多参数监护仪（台式）中文标准版")) if piece.bold]

    assert placed == ["多参数监护仪", "（台式）中文标准版"]


def test_a_name_that_is_far_too_long_keeps_its_beginning_and_its_end():
    placed = [piece for piece in set_on(ROLL, label(product="多参数" + "很" * 60 + "标准版")) if piece.bold]

    text = "".join(piece.text for piece in placed)
    assert text.startswith("多参数")
    assert text.endswith("标准版")
    assert text.count("…") == 1
    assert {piece.size for piece in placed} == {2.3}


def test_a_full_label_shrinks_evenly_until_everything_fits():
    crowded = label(
        product="多参数病人监护仪含心电血氧模块",
        model="PM-9000",
        serial="SN/PM9-2023-ABCDEFGH-000123456",
        sold_on=date(2023, 11, 2),
        hotline="400-123-4567",
        cover_last=date(2026, 11, 24),
        printed_on=date(2026, 11, 22),
    )

    placed = set_on(ROLL, crowded)

    assert {"质保期至 2026-11-24", "（打印日 2026-11-22）"} <= set(lines_of(placed))
    assert max(piece.size for piece in placed if piece.bold) < 3.2


@settings(max_examples=150)
@given(st.sampled_from([ROLL, SHEET]), NAMES, NAMES, SERIALS, NAMES)
def test_no_text_leaves_its_box_none_overlaps_and_serials_are_whole(template, product, model, serial, company):
    placed = set_on(template, label(product=product, model=model, serial=serial, company=company))

    assert "".join(serial_of(placed)) == serial
    for piece in placed:
        wide = measure(piece.text, piece.mono) * piece.size
        box = next(
            box.area
            for box in template.boxes
            if box.area.x - 1e-6 <= piece.x <= box.area.right and box.area.y <= piece.baseline <= box.area.bottom
        )
        assert piece.x + wide <= box.right + 1e-5
        assert piece.baseline - 0.88 * piece.size >= box.y - 1e-6
        assert piece.baseline + 0.2 * piece.size <= box.bottom + 1e-5
    for box in template.boxes:
        baselines = sorted(
            {(piece.baseline, piece.size) for piece in placed if box.area.y <= piece.baseline <= box.area.bottom and
             box.area.x - 1e-6 <= piece.x <= box.area.right}
        )  # fmt: skip
        for (upper, _), (lower, size) in itertools.pairwise(baselines):
            assert lower - upper >= 1.0 * size - 1e-6
