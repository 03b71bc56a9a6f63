"""A scanner is tried out in a dialog of the settings: what it does is said in words, kept, and used at once."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel

from inventory import i18n
from inventory.settings import SCANNER_LONGEST_MS, SCANNER_MEDIAN_MS, SCANNER_PREFIX, SCANNER_SUFFIX
from tests.ui.test_scan_wedge import Keyboard
from ui.scan.burst import Scan, Speed
from ui.scan.learning import TEST_CODE, Closer, Heard
from ui.scan.manner import Manner
from ui.scan.trial import ScannerTrial
from ui.settings.scanner import ScannerSection

pytestmark = pytest.mark.usefixtures("dressed")


@pytest.fixture(autouse=True)
def _in_english():
    """The sentences of this file."""
    i18n.use("en")


@pytest.fixture
def window(make_window, desk):
    return make_window(desk)


@pytest.fixture
def trial(window, desk, qtbot):
    dialog = ScannerTrial(desk, window)
    dialog.open()
    qtbot.waitUntil(lambda: dialog.isActiveWindow() and dialog.paper._symbols is not None)
    window.wedge.start(dialog.windowHandle())
    return dialog


@pytest.fixture
def keyboard(trial):
    return Keyboard(trial)


def facts(dialog) -> dict[str, str]:
    found = dialog.facts.texts
    return dict(zip(found[::2], found[1::2], strict=True))


def test_both_codes_on_the_screen_are_read(trial):
    image = trial.paper.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    dots = memoryview(image.constBits()).cast("B", (image.height(), image.bytesPerLine()))
    found = {(symbol.format.name, symbol.text) for symbol in zxingcpp.read_barcodes(dots)}
    assert found == {("QRCode", TEST_CODE), ("Code128", TEST_CODE)}


def test_both_codes_on_paper_are_read(trial, qtbot, tmp_path: Path):
    trial.save(str(tmp_path / "test.pdf"))
    qtbot.waitUntil(lambda: bool(trial.banners.shown))
    with pypdfium2.PdfDocument(tmp_path / "test.pdf") as document:
        (page,) = document
        picture = page.render(scale=300 / 72, grayscale=True)
        dots = memoryview(bytes(picture.buffer)).cast("B", (picture.height, picture.stride))
        assert [symbol.text for symbol in zxingcpp.read_barcodes(dots)] == [TEST_CODE] * 2


def test_a_usual_scanner_is_understood_and_nothing_is_to_be_kept(trial, keyboard, window, qtbot):
    with qtbot.assertNotEmitted(window.wedge.scanned):
        keyboard.scan(TEST_CODE, gap=8)
    assert trial.verdict.text() == "This workstation understands your scanner as it is."
    assert facts(trial)["Heard"] == TEST_CODE and facts(trial)["Key behind the code"] == "Enter"
    assert facts(trial)["Speed"] == "8 ms from character to character, 8 ms at most"
    assert not trial.keep.isEnabled() and trial.isVisible()


def test_a_slow_scanner_is_learned_kept_and_heard_from_then_on(trial, keyboard, window, desk, qtbot):
    keyboard.scan(f"#{TEST_CODE}", gap=60)
    assert facts(trial)["Characters in front"] == "#"
    qtbot.mouseClick(trial.keep, Qt.MouseButton.LeftButton)

    assert desk.scanner == Manner(84, 120, "#", "")
    kept = desk.settings.value
    assert (kept(SCANNER_MEDIAN_MS), kept(SCANNER_LONGEST_MS), kept(SCANNER_PREFIX), kept(SCANNER_SUFFIX)) == (
        84,
        120,
        "#",
        "",
    )
    assert window.wedge.speed == Speed(8, 84, 120)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    with qtbot.waitSignal(window.wedge.scanned) as heard:
        Keyboard(window).scan("#A7K3M9Q2X", gap=60)
    assert heard.args[0].text == "#A7K3M9Q2X"


def test_what_was_kept_is_used_from_the_start(make_window, desk):
    desk.know_scanner(Manner(60, 200, "#", "*"))
    window = make_window(desk)
    assert window.wedge.speed == Speed(5, 60, 200)
    found = []
    window.scans.looking.connect(found.append)
    window.scans.take(Scan("#A7K3M9Q2X*", tuple(range(11))))
    assert found == [Scan("A7K3M9Q2X", tuple(range(1, 10)))]


def test_the_dialog_grows_with_its_words_and_the_codes_stay_whole(trial):
    trial.hear(Heard(f"#{TEST_CODE.lower()}", (0,) * 11, tuple(range(0, 660, 60)), Closer.NOTHING))
    assert trial.paper.height() == trial.paper.sizeHint().height()


def test_a_scanner_without_enter_is_heard_after_a_pause_and_told_to_send_it(trial, keyboard, qtbot):
    keyboard.type(TEST_CODE, 8)
    qtbot.waitUntil(lambda: "suffix" in trial.remarks.text(), timeout=3000)
    assert facts(trial)["Key behind the code"] == "nothing"


@pytest.mark.parametrize(
    ("text", "word"),
    [(TEST_CODE.lower(), "Caps Lock"), ("ＱＡＺＹ－２Ｍ７Ｗ５", "input method")],
)
def test_what_happens_to_characters_is_said_in_plain_words(trial, text, word):
    trial.hear(Heard(text, (0,) * len(text), tuple(range(0, 8 * len(text), 8)), Closer.ENTER))
    assert word in trial.remarks.text()
    assert trial.verdict.text() == "This workstation understands your scanner as it is."


def test_another_code_is_refused_and_nothing_can_be_kept(trial, keyboard):
    keyboard.scan("A7K3M9Q2X", gap=60)
    assert "not the test code" in trial.verdict.text()
    assert not trial.keep.isEnabled() and facts(trial)["Heard"] == "A7K3M9Q2X"


def test_typing_by_hand_is_not_taken_for_a_scanner(trial, keyboard):
    keyboard.type(TEST_CODE, 180)
    keyboard.enter(180)
    assert "as slow as a person" in trial.verdict.text() and not trial.keep.isEnabled()


def test_enter_and_space_of_a_person_are_left_to_the_dialog(trial, keyboard, qtbot):
    keyboard.enter(1000)
    assert trial.isVisible() and "Waiting" in trial.verdict.text()
    keyboard.press(Qt.Key.Key_Escape, "\x1b", 1000)
    qtbot.waitUntil(lambda: not trial.isVisible())


def test_the_settings_say_what_is_known_and_forget_it(desk, qtbot):
    section = ScannerSection(desk)
    qtbot.addWidget(section)
    section.show()
    assert "35 ms" in section.known.text() and not section.forget.isVisible()
    desk.know_scanner(Manner(84, 168, "#", "*"))
    assert (
        "84 ms" in section.known.text()
        and "“#” in front" in section.known.text()
        and "“*” behind" in section.known.text()
    )
    section.forget.click()
    assert desk.scanner == Manner() and "35 ms" in section.known.text()
    assert not any("{" in label.text() for label in section.findChildren(QLabel))
