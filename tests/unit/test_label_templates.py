"""Label templates: what they must keep, and what the refusal says."""

from __future__ import annotations

from pathlib import Path

import pytest

from inventory.errors import InvalidInput
from inventory.i18n import speaking
from inventory.labels import templates
from inventory.labels.layout import Area
from inventory.labels.templates import Align, Kind, Row, Symbol

GOOD = """
kind = "sheet"
name = { zh_CN = "样张", en = "Sample" }
label = { width = 60, height = 30 }
symbol = { x = 1, y = 1, module = 0.5 }
sheet = { width = 210, height = 297, columns = 3, rows = 8, left = 10, top = 20, gap_x = 2, gap_y = 1 }

[[text]]
x = 20
y = 2
width = 38
height = 12
rows = [{ field = "product", size = 3, floor = 2, lines = 2, bold = true }]

[[text]]
x = 2
y = 20
width = 50
height = 4
align = "centre"
rows = [{ field = "code", size = 2.5, floor = 2, mono = true }]
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "mine.toml"
    path.write_text(text, "utf-8")
    return path


@pytest.mark.parametrize("key", templates.keys())
def test_the_templates_of_the_program_keep_their_own_rules(key):
    template = templates.load(key)

    assert template.key == key
    assert set(template.names) == {"zh_CN", "en"}


def test_the_usual_roll_and_sheet_are_there_and_the_roll_comes_first():
    assert templates.keys() == ("roll-50x30", "a4-3x8")
    roll, sheet = map(templates.load, templates.keys())
    assert (roll.kind, roll.width, roll.height, roll.sheet.labels) == (Kind.ROLL, 50, 30, 1)
    assert (sheet.kind, sheet.sheet.columns, sheet.sheet.rows, sheet.sheet.labels) == (Kind.SHEET, 3, 8, 24)


def test_the_sheet_leaves_the_same_margin_on_both_sides():
    template = templates.load("a4-3x8")
    x, y = template.corner(2, 7)

    assert 210 - (x + template.width) == pytest.approx(7.25)
    assert 297 - (y + template.height) == pytest.approx(12.9)


def test_a_name_is_in_the_readers_language():
    template = templates.load("roll-50x30")

    with speaking("zh_CN"):
        assert template.name == "卷装标签 50 × 30 mm"
    with speaking("en"):
        assert template.name == "Roll of labels, 50 × 30 mm"


def test_a_template_says_everything_about_the_label(tmp_path):
    template = templates.read(written(tmp_path, GOOD))

    assert (template.key, template.kind, template.width, template.height) == ("mine", Kind.SHEET, 60, 30)
    assert template.symbol == Symbol(1, 1, 0.5)
    assert template.boxes[0].area == Area(20, 2, 38, 12)
    assert template.boxes[0].rows == (Row(templates.LabelField.PRODUCT, 3, 2, lines=2, bold=True),)
    assert template.boxes[1].align is Align.CENTRE
    assert template.corner(1, 1) == (72, 51)


def test_the_symbol_keeps_its_quiet_zone_and_a_reserve_for_whole_dots():
    assert Symbol(1, 2, 0.5).area == Area(1, 2, 29 * 0.5 + 0.25, 29 * 0.5 + 0.25)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("module = 0.5", "module = 0.3", "modules in the label template mine are 0.3 mm; scanners need at least 0.33"),
        ("module = 0.5", "module = 1.1", "needs 32.15 × 32.15 mm and does not fit on the label"),
        ("x = 1, y = 1", "x = 46, y = 1", "needs 14.75 × 14.75 mm and does not fit on the label"),
        ("width = 38", "width = 41", "the text “product” leaves the label"),
        ("x = 20", "x = 15", "the text “product” touches the symbol or its quiet zone. Keep 14.75 × 14.75 mm free"),
        ("y = 20\n", "y = 13.9\n", "the text “code” touches the symbol"),
        ("x = 2\ny = 20\nwidth = 50", "x = 20\ny = 13\nwidth = 30", "the texts “product” and “code” overlap"),
        ("height = 12", "height = 4", "the box of “product” is too low for its rows"),
        ("floor = 2, lines", "floor = 1, lines", "“product” may shrink from 3 to 1 mm. Its floor must be between 1.5 mm"),
        ("floor = 2, lines", "floor = 4, lines", "“product” may shrink from 3 to 4 mm"),
        ('field = "code"', 'field = "model"', "does not show the code in clear text"),
        ('field = "product"', 'field = "code"', "shows the field “code” twice"),
        ("columns = 3", "columns = 4", "do not fit on a page of 210 × 297 mm"),
        ("top = 20", "top = 60", "do not fit on a page of 210 × 297 mm"),
        ("gap_y = 1", "gap_z = 1", "no usable entry “gap_y”"),
        ("height = 30", 'height = "30"', "no usable entry “height”"),
        ("height = 30", "height = inf", "no usable entry “height”"),
        ("left = 10", "left = -1", "no usable entry “left”"),
        ("columns = 3", "columns = 0", "no usable entry “columns”"),
        ("rows = 8", "rows = true", "no usable entry “rows”"),
        ('kind = "sheet"', 'kind = "scroll"', "no usable entry “kind”"),
        ('field = "code"', 'field = "price"', "no usable entry “field”"),
        ('en = "Sample"', 'en = " "', "no usable entry “en”"),
        ("symbol = {", "symbols = {", "no usable entry “symbol”"),
        ("[[text]]", "[[texts]]", "no usable entry “text”"),
        ("kind = ", "kind is ", "is not valid TOML"),
    ],
)
def test_a_template_that_prints_unreadable_labels_is_refused_with_what_to_mend(tmp_path, old, new, said):
    assert old in GOOD
    path = written(tmp_path, GOOD.replace(old, new))

    with pytest.raises(InvalidInput) as refused:
        templates.read(path)

    with speaking("en"):
        assert said in str(refused.value)
        assert "mine" in str(refused.value)
    assert refused.value.field == "template"


def test_nothing_is_printed_at_the_very_edge_of_a_page(tmp_path):
    borderless = (
        GOOD.replace("x = 1, y = 1", "x = 0, y = 0")
        .replace("left = 10, top = 20", "left = 0, top = 0")
        .replace("x = 2\ny = 20", "x = 0.5\ny = 20")
    )

    with pytest.raises(InvalidInput) as refused:
        templates.read(written(tmp_path, borderless))

    with speaking("en"):
        assert "the text “code” is within 1 mm of the edge of the page" in str(refused.value)
    templates.read(written(tmp_path, borderless.replace("left = 0", "left = 0.5")))


def test_a_template_that_is_not_there_is_refused_with_those_that_are():
    with pytest.raises(InvalidInput) as refused:
        templates.load("dymo")

    with speaking("en"):
        assert str(refused.value) == "There is no label template dymo. Choose one of these: roll-50x30, a4-3x8."
