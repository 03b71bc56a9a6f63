"""Labels as they leave the program, rendered again and read by a scanner."""

from __future__ import annotations

import errno
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from threading import Thread

import pypdfium2 as pdfium
import pytest
import zxingcpp
from PySide6.QtGui import QImage, QImageReader

from inventory.errors import InvalidInput, RuleBroken
from inventory.i18n import speaking
from inventory.jobs import Cancelled, Quiet
from inventory.labels import symbols, templates
from inventory.labels.layout import LabelContent, compose
from tests.unit.test_label_zpl import unpacked
from ui import fonts
from ui.printing.drawing import LabelDrawing, module_dots
from ui.printing.labels import preview_image, write_labels, write_test_page
from ui.printing.pdf_file import pdf_pages
from ui.printing.typeface import Typeface

ROLL = templates.load("roll-50x30")
SHEET = templates.load("a4-3x8")
ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture(autouse=True)
def chinese() -> Iterator[None]:
    with speaking("zh_CN"):
        yield


def label(code: str = "A7K3M9Q2X", serial: str = "2024031500012", **more: object) -> LabelContent:
    return compose(
        code,
        f"{code[:4]} {code[4:]}",
        **{
            "product": "电子血压计",
            "model": "HEM-7136",
            "serial": serial,
            "sold_on": date(2024, 3, 15),
            "company": "山东康诚医疗器械有限公司",
            "hotline": "400-123-4567",
            **more,
        },
    )


def labels(number: int) -> list[LabelContent]:
    return [label(f"A{n:08}", f"SN-{n:05}") for n in range(number)]


def rendered(path: Path, dpi: int) -> list[QImage]:
    """The pages as a printer's driver makes them."""
    with pdfium.PdfDocument(path) as document:
        return [picture(page, dpi) for page in document]


def picture(page: pdfium.PdfPage, dpi: int) -> QImage:
    bitmap = page.render(scale=dpi / 72, grayscale=True)
    image = QImage(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_Grayscale8)
    return image.copy()


def scanned(image: QImage) -> list[zxingcpp.Barcode]:
    return zxingcpp.read_barcodes(image.convertToFormat(QImage.Format.Format_Grayscale8))


def inked(image: QImage, dpi: int) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of everything dark, in millimetres."""
    width, stride = image.width(), image.bytesPerLine()
    dots = bytes(image.constBits())
    rows = [dots[y * stride : y * stride + width] for y in range(image.height())]
    dark = [re.search(rb"[\x00-\x7f](?:.*[\x00-\x7f])?", row, re.DOTALL) for row in rows]
    spans = [(y, found.start(), found.end()) for y, found in enumerate(dark) if found]
    return (
        min(left for _, left, _ in spans) * 25.4 / dpi,
        spans[0][0] * 25.4 / dpi,
        max(right for _, _, right in spans) * 25.4 / dpi,
        (spans[-1][0] + 1) * 25.4 / dpi,
    )


def cell(page: QImage, dpi: int, n: int) -> QImage:
    """The n-th label of the sheet, cut out of the page."""
    x, y = SHEET.corner(n % 3, n // 3)
    return page.copy(*(round(length * dpi / 25.4) for length in (x, y, SHEET.width, SHEET.height)))


def is_blank(image: QImage) -> bool:
    white = image.copy()
    white.fill(255)
    return image == white


def text_of(path: Path, page: int = 0) -> str:
    with pdfium.PdfDocument(path) as document:
        return document[page].get_textpage().get_text_bounded()


@pytest.mark.parametrize("dpi", [203, 300, 600])
def test_every_label_of_a_sheet_is_scanned_in_its_place(tmp_path, dpi):
    path = tmp_path / "sheet.pdf"
    units = labels(24)

    assert write_labels(units, SHEET, path, progress=Quiet()) == 24

    (page,) = rendered(path, dpi)
    assert len(scanned(page)) == 24
    for n, unit in enumerate(units):
        assert [symbol.text for symbol in scanned(cell(page, dpi, n))] == [unit.code]


def test_the_last_symbol_of_a_sheet_stands_where_the_template_says(tmp_path):
    path = tmp_path / "sheet.pdf"
    write_labels(labels(24), replace(SHEET, boxes=()), path, progress=Quiet())

    left, top, right, bottom = inked(cell(rendered(path, 600)[0], 600, 23), 600)

    black = SHEET.symbol.black
    assert (left + right) / 2 == pytest.approx(black.x + black.width / 2, abs=0.1)
    assert (top + bottom) / 2 == pytest.approx(black.y + black.height / 2, abs=0.1)


@pytest.mark.parametrize("dpi", [203, 300])
@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_a_roll_has_pages_of_one_label_that_scan(tmp_path, dpi, language):
    path = tmp_path / "roll.pdf"
    with speaking(language):
        write_labels([label("A7K3M9Q2X"), label("AZZZZZZZ0")], ROLL, path, dpi=dpi, progress=Quiet())

    pages = rendered(path, dpi)

    assert [symbol.text for page in pages for symbol in scanned(page)] == ["A7K3M9Q2X", "AZZZZZZZ0"]
    for page in pages:
        assert page.width() * 25.4 / dpi == pytest.approx(50, abs=0.2)
        assert page.height() * 25.4 / dpi == pytest.approx(30, abs=0.2)


@pytest.mark.parametrize("template", [ROLL, SHEET], ids=lambda template: template.key)
@pytest.mark.parametrize("dpi", [203, 300, 600])
def test_a_symbol_has_whole_dots_and_its_size_within_a_fifth_of_a_millimetre(tmp_path, template, dpi):
    path = tmp_path / "symbol.pdf"
    bare = replace(template, boxes=())
    write_labels([label()], bare, path, dpi=dpi, progress=Quiet())
    page = rendered(path, 1200)[0]

    left, top, right, bottom = inked(page, 1200)

    printed = 21 * module_dots(template.symbol, dpi / 25.4) * 25.4 / dpi
    assert right - left == pytest.approx(printed, abs=0.05)
    assert bottom - top == pytest.approx(printed, abs=0.05)
    assert printed == pytest.approx(21 * template.symbol.module, abs=0.2)
    assert left * dpi / 25.4 == pytest.approx(round(left * dpi / 25.4), abs=0.2)


def test_a_used_sheet_keeps_its_empty_places_empty(tmp_path):
    path = tmp_path / "used.pdf"

    write_labels(labels(22), SHEET, path, start=5, progress=Quiet())

    first, second = rendered(path, 203)
    assert {symbol.text for symbol in scanned(first)} == {f"A{n:08}" for n in range(20)}
    assert {symbol.text for symbol in scanned(second)} == {"A00000020", "A00000021"}
    assert [is_blank(cell(first, 203, n)) for n in range(24)] == [True] * 4 + [False] * 20


def test_copies_of_a_label_stand_beside_each_other(tmp_path):
    path = tmp_path / "copies.pdf"

    assert write_labels(labels(2), SHEET, path, copies=3, progress=Quiet()) == 6

    (page,) = rendered(path, 203)
    found = sorted(
        scanned(page), key=lambda symbol: (round(symbol.position.top_left.y, -2), symbol.position.top_left.x)
    )
    assert [symbol.text for symbol in found] == ["A00000000"] * 3 + ["A00000001"] * 3


def test_the_offset_of_a_printer_moves_everything(tmp_path):
    straight, moved = tmp_path / "straight.pdf", tmp_path / "moved.pdf"
    write_labels([label()], SHEET, straight, progress=Quiet())
    write_labels([label()], SHEET, moved, offset=(1.5, -0.8), progress=Quiet())

    before, after = (inked(rendered(path, 600)[0], 600) for path in (straight, moved))

    assert after[0] - before[0] == pytest.approx(1.5, abs=0.1)
    assert after[1] - before[1] == pytest.approx(-0.8, abs=0.1)


def test_chinese_and_numbers_can_be_searched_and_copied_from_the_pdf(tmp_path):
    path = tmp_path / "text.pdf"

    write_labels([label(product="电子血压计")], ROLL, path, progress=Quiet())

    text = text_of(path)
    for line in (
        "电子血压计",
        "规格型号 HEM-7136",
        "2024031500012",
        "售出日期 2024-03-15",
        "山东康诚医疗器械有限公司",
        "A7K3 M9Q2X",
    ):
        assert line in text
    assert text.count("电子血压计") == 1  # though it is struck twice to look bold


def test_the_pdf_asks_to_be_printed_unscaled(tmp_path):
    path = tmp_path / "scale.pdf"

    write_labels([label()], SHEET, path, progress=Quiet())

    with pdfium.PdfDocument(path) as document:
        assert not pdfium.raw.FPDF_VIEWERREF_GetPrintScaling(document.raw)
        assert document[0].get_size() == (595, 842)


def test_a_long_serial_stands_whole_on_the_label(tmp_path):
    path = tmp_path / "long.pdf"
    serial = "SN/PM9-2023-ABCDEFGH-000123456789"

    write_labels([label(serial=serial)], ROLL, path, progress=Quiet())

    assert serial in text_of(path).replace("\r\n", "")


def test_a_damaged_symbol_stops_the_job_and_nothing_is_written(tmp_path, monkeypatch):
    path = tmp_path / "labels.pdf"
    path.write_bytes(b"yesterday's")
    true_matrix = symbols.qr_matrix

    def damaged(code: str) -> symbols.Matrix:
        rows = true_matrix(code)
        if code != "A00000002":
            return rows
        return tuple(tuple(not black if 8 <= x <= 20 else black for x, black in enumerate(row)) for row in rows)

    monkeypatch.setattr(symbols, "qr_matrix", damaged)
    for target, template in ((path, SHEET), (tmp_path / "labels.png", ROLL), (tmp_path / "labels.zpl", ROLL)):
        with pytest.raises(RuleBroken) as refused:
            write_labels(labels(4), template, target, progress=Quiet())
        assert "A00000002" in str(refused.value)

    assert [file.name for file in tmp_path.iterdir()] == ["labels.pdf"]
    assert path.read_bytes() == b"yesterday's"


def test_a_symbol_that_says_another_code_stops_the_job(tmp_path, monkeypatch):
    other = symbols.qr_matrix("AZZZZZZZ0")
    monkeypatch.setattr(symbols, "qr_matrix", lambda code: other)

    with pytest.raises(RuleBroken):
        write_labels([label("A7K3M9Q2X")], ROLL, tmp_path / "wrong.pdf", progress=Quiet())

    assert not list(tmp_path.iterdir())


def test_characters_without_a_shape_are_named_before_anything_is_written(tmp_path):
    odd = [label(), label(product="血压计\U0001f600", company="龘\u0e01公司")]

    with pytest.raises(RuleBroken) as refused:
        write_labels(odd, ROLL, tmp_path / "odd.pdf", progress=Quiet())

    assert "\u0e01 \U0001f600" in str(refused.value)
    assert "龘" not in str(refused.value)
    assert not list(tmp_path.iterdir())


def test_no_other_font_steps_in_for_a_missing_chinese_one():
    monospace = fonts.monospace_family()

    assert fonts.install_fonts() in fonts.CHINESE
    assert Typeface().width("血压计", True) == Typeface().width("血压计", False)
    if monospace is not None:
        assert not fonts._writes_chinese(monospace)


def test_a_stopped_job_leaves_nothing_behind(tmp_path):
    class Impatient:
        def report(self, done: int, total: int | None, what: str) -> None:
            if done == 30:
                raise Cancelled

    for name in ("stopped.pdf", "stopped.png"):
        with pytest.raises(Cancelled):
            write_labels(labels(60), SHEET, tmp_path / name, progress=Impatient())

    assert not list(tmp_path.iterdir())


def test_progress_counts_labels_to_the_end(tmp_path):
    told: list[tuple[int, int | None, str]] = []

    class Watching:
        def report(self, done: int, total: int | None, what: str) -> None:
            told.append((done, total, what))

    write_labels(labels(3), SHEET, tmp_path / "few.pdf", copies=2, progress=Watching())

    assert told == [(n, 6, "标签") for n in range(7)]


def test_one_picture_keeps_its_name_and_several_are_numbered(tmp_path):
    write_labels(labels(1), ROLL, tmp_path / "one.png", dpi=300, progress=Quiet())
    write_labels(labels(12), ROLL, tmp_path / "many.png", dpi=203, progress=Quiet())
    write_labels(labels(25), SHEET, tmp_path / "sheet.png", dpi=203, progress=Quiet())

    names = sorted(file.name for file in tmp_path.iterdir())
    assert names == [*(f"many-{n:02}.png" for n in range(1, 13)), "one.png", "sheet-1.png", "sheet-2.png"]
    one = QImageReader(str(tmp_path / "one.png")).read()
    assert (one.width(), one.height()) == (591, 354)
    assert one.dotsPerMeterX() == pytest.approx(300 / 0.0254, abs=1)
    assert [symbol.text for symbol in scanned(one)] == ["A00000000"]
    assert [symbol.text for symbol in scanned(QImage(str(tmp_path / "many-12.png")))] == ["A00000011"]
    assert len(scanned(QImage(str(tmp_path / "sheet-1.png")))) == 24


@pytest.mark.parametrize("dpi", [203, 300])
def test_a_label_printer_gets_bitmaps_that_scan(tmp_path, dpi):
    path = tmp_path / "labels.zpl"

    assert write_labels(labels(2), ROLL, path, copies=2, dpi=dpi, progress=Quiet()) == 4

    formats = re.findall(r"\^XA\^PW(\d+)\^LL(\d+).*?\^GFA,\d+,\d+,(\d+),(.*?)\^FS\^PQ2\^XZ", path.read_text("ascii"))
    read = []
    for width, height, row_bytes, data in formats:
        assert (int(width), int(height)) == (round(50 * dpi / 25.4), round(30 * dpi / 25.4))
        rows = unpacked(data, int(row_bytes))
        bits = "".join(f"{byte:08b}" for byte in rows)
        grey = bytes(0 if bit == "1" else 255 for bit in bits)
        stride = int(row_bytes) * 8
        image = QImage(grey, stride, int(height), stride, QImage.Format.Format_Grayscale8).copy()
        read += [symbol.text for symbol in scanned(image)]
        assert all(bits[y * stride + int(width) : (y + 1) * stride].count("1") == 0 for y in range(int(height)))
    assert read == ["A00000000", "A00000001"]


@pytest.mark.parametrize(
    ("more", "field", "said"),
    [
        ({"path": "labels.docx"}, "file", "Let its name end in .pdf, .png or .zpl."),
        ({"path": "labels.zpl", "template": SHEET}, "template", "ZPL is for printers with a roll"),
        ({"start": 25, "template": SHEET}, "start", "Choose a start position from 1 to 24."),
        ({"start": 2}, "start", "the start position is 1"),
        ({"copies": 0}, "copies", "at least one copy"),
        ({"dpi": 96}, "dpi", "Choose a printer with 133 to 1200 dpi"),
        ({"dpi": 0}, "dpi", "At 0 dpi"),
        ({"dpi": 2400}, "dpi", "At 2400 dpi"),
        ({"offset": (0.0, 5.1)}, "offset", "up to 5 mm"),
        ({"offset": (float("nan"), 0.0)}, "offset", "up to 5 mm"),
    ],
)
def test_what_cannot_be_printed_well_is_refused_with_the_field_to_mend(tmp_path, more, field, said):
    arguments = {"template": ROLL, "path": "labels.pdf", **more}
    with pytest.raises(InvalidInput) as refused:
        write_labels(
            [label()], arguments.pop("template"), tmp_path / arguments.pop("path"), progress=Quiet(), **arguments
        )

    assert refused.value.field == field
    with speaking("en"):
        assert said in str(refused.value)
    assert not list(tmp_path.iterdir())


def test_a_job_without_labels_is_refused(tmp_path):
    with pytest.raises(RuleBroken):
        write_labels([], ROLL, tmp_path / "none.pdf", progress=Quiet())


def test_labels_are_written_away_from_the_windows_thread(tmp_path):
    path = tmp_path / "worker.pdf"
    done: list[int] = []
    worker = Thread(target=lambda: done.append(write_labels(labels(30), SHEET, path, progress=Quiet())))

    worker.start()
    worker.join(60)

    assert done == [30]
    assert sum(len(scanned(page)) for page in rendered(path, 203)) == 30


def test_a_preview_shows_the_label_at_the_scale_of_the_screen():
    small, large = preview_image(label(), ROLL, 4), preview_image(label(), SHEET, 8.5)

    assert (small.width(), small.height()) == (200, 120)
    assert (large.width(), large.height()) == (540, 288)
    assert [symbol.text for symbol in scanned(large)] == ["A7K3M9Q2X"]


@pytest.mark.parametrize(("template", "ruler"), [(SHEET, 50), (ROLL, 40)], ids=["sheet", "roll"])
def test_the_test_page_has_a_ruler_of_true_length(tmp_path, template, ruler):
    path = tmp_path / "test.pdf"

    write_test_page(template, path)

    page = rendered(path, 600)[0]
    middle = round((template.corner(0, 0)[1] + template.height / 2) * 600 / 25.4)
    inside = page.copy(
        round((template.corner(0, 0)[0] + 2) * 600 / 25.4), middle - 3, round((template.width - 4) * 600 / 25.4), 6
    )
    left, _top, right, _bottom = inked(inside, 600)
    assert right - left == pytest.approx(ruler + 0.15, abs=0.1)
    assert f"{ruler} mm" in text_of(path)


def test_the_test_page_outlines_every_label_of_the_sheet(tmp_path):
    path = tmp_path / "test.pdf"

    write_test_page(SHEET, path)

    page = rendered(path, 600)[0]
    left, top, right, bottom = inked(page, 600)
    assert (left, top) == (pytest.approx(7.25, abs=0.1), pytest.approx(12.9, abs=0.1))
    assert (right, bottom) == (pytest.approx(210 - 7.25, abs=0.1), pytest.approx(297 - 12.9, abs=0.1))
    assert {"1", "24"} <= set(text_of(path).split())


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_noticed_although_qt_says_nothing():
    with pytest.raises(OSError) as refused, pdf_pages(Path("/dev/full"), 50, 30, dpi=300, title="") as pages:
        LabelDrawing(ROLL, 300 / 25.4, Typeface()).draw(pages.painter, label(), 0, 0)

    assert refused.value.errno == errno.ENOSPC


def test_the_command_line_writes_labels_without_a_screen(tmp_path):
    script = (
        "from pathlib import Path; from inventory.jobs import Quiet; from inventory.labels import templates;"
        "from inventory.labels.layout import compose; from ui.printing.labels import ensure_gui, write_labels;"
        "ensure_gui(); ensure_gui();"
        "write_labels([compose('A7K3M9Q2X', 'A7K3 M9Q2X', product='电子血压计')],"
        "templates.load('roll-50x30'), Path('label.pdf'), progress=Quiet())"
    )
    bare = {
        key: value for key, value in os.environ.items() if key not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    }

    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=tmp_path,
        env={**bare, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert "电子血压计" in text_of(tmp_path / "label.pdf")
