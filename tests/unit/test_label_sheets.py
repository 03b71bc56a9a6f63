"""Which label goes where."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.errors import InvalidInput
from inventory.i18n import speaking
from inventory.labels import sheets, templates
from inventory.labels.layout import Area
from inventory.labels.sheets import Place

SHEET = templates.load("a4-3x8")
ROLL = templates.load("roll-50x30")


def test_a_sheet_is_filled_row_by_row():
    assert [tuple(round(value, 2) for value in at) for at in sheets.place(4, SHEET)] == [
        (0, 7.25, 12.9),
        (0, 73.25, 12.9),
        (0, 139.25, 12.9),
        (0, 7.25, 46.8),
    ]


def test_a_used_sheet_goes_on_at_its_first_free_label():
    first, second = sheets.place(2, SHEET, start=24)

    assert first == Place(0, pytest.approx(139.25), pytest.approx(12.9 + 7 * 33.9))
    assert second == Place(1, 7.25, 12.9)


def test_every_label_of_a_roll_is_a_page_of_its_own():
    assert list(sheets.place(3, ROLL)) == [(0, 0, 0), (1, 0, 0), (2, 0, 0)]


@pytest.mark.parametrize(
    ("labels", "start", "pages"), [(24, 1, 1), (25, 1, 2), (20, 6, 2), (19, 6, 1), (1, 24, 1), (0, 5, 0)]
)
def test_the_pages_a_job_takes(labels, start, pages):
    assert sheets.pages(labels, SHEET, start) == pages
    assert len({at.page for at in sheets.place(labels, SHEET, start)}) == pages


@pytest.mark.parametrize("start", [0, 25, -3])
def test_a_start_position_beyond_the_sheet_is_refused_before_anything_is_placed(start):
    with pytest.raises(InvalidInput) as refused, speaking("en"):
        sheets.place(1, SHEET, start)

    assert refused.value.field == "start"
    with speaking("en"):
        assert (
            str(refused.value) == f"There is no label {start} on a sheet of 24. Choose a start position from 1 to 24."
        )


def test_a_roll_has_no_start_position():
    with pytest.raises(InvalidInput) as refused:
        sheets.place(1, ROLL, 2)

    assert refused.value.field == "start"


@given(st.integers(0, 100), st.integers(1, 24))
def test_labels_stay_on_the_page_and_never_lie_on_each_other(labels, start):
    page = Area(0, 0, SHEET.sheet.width, SHEET.sheet.height)
    placed = list(sheets.place(labels, SHEET, start))

    assert len(placed) == labels == len(set(placed))
    assert all(page.holds(Area(at.x, at.y, SHEET.width, SHEET.height)) for at in placed)


@pytest.mark.parametrize(
    ("name", "pages", "files"),
    [
        ("one.png", 1, ["one.png"]),
        ("two.PNG", 2, ["two-1.PNG", "two-2.PNG"]),
        ("many.png", 12, [f"many-{page:02}.png" for page in range(1, 13)]),
        ("many.pdf", 12, ["many.pdf"]),
        ("many.zpl", 12, ["many.zpl"]),
    ],
)
def test_each_page_of_a_picture_is_a_file_of_its_own(name, pages, files):
    assert [path.name for path in sheets.files(Path("labels") / name, pages)] == files
